#include "consult/form.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

void
cs_form_write(struct cs_str *out, const char *body)
{
	static const enum cs_contact_fact facts[] = { CS_CONTACT_FACT_KIND, CS_CONTACT_FACT_CHANNEL, CS_CONTACT_FACT_CAUSE,
		CS_CONTACT_FACT_CUSTOMER, CS_CONTACT_FACT_ORDER, CS_CONTACT_FACT_PHONE, CS_CONTACT_FACT_NAME,
		CS_CONTACT_FACT_SEVERITY, CS_CONTACT_FACT_TONE_START, CS_CONTACT_FACT_READ_BACK, CS_CONTACT_FACT_ASKED };

	cs_str_add_format(out, "# %s\n", _("What is known, then an empty line, then what the customer said."));
	cs_str_add(out, "# kind:");
	for (size_t i = 0; cs_contact_kind_words[i]; i++)
		cs_str_add_format(out, " %s", cs_contact_kind_words[i]);
	cs_str_add(out, "\n# channel:");
	for (size_t i = 0; cs_contact_channel_words[i]; i++)
		cs_str_add_format(out, " %s", cs_contact_channel_words[i]);
	cs_str_add(out, "\n");
	for (size_t i = 0; i < CS_COUNT(facts); i++)
		cs_str_add_format(out, "%s: %s\n", cs_contact_fact_words[facts[i]],
		    facts[i] == CS_CONTACT_FACT_KIND ? "question" : facts[i] == CS_CONTACT_FACT_CHANNEL ? "phone" : "");
	cs_str_add_format(out, "\n%s\n", body);
}

/* "name: value" */
static enum cs_status
read_fact(char *line, const struct cs_causes *causes, cs_day day, struct cs_noted *noted, struct cs_err *err)
{
	char *colon = strchr(line, ':');
	int fact = colon ? cs_word_find(cs_contact_fact_words, line, (size_t)(colon - line)) : -1;
	size_t len;

	if (fact < 0)
		return cs_err_set(err, CS_EUSAGE, _("\"%s\": a line of the form is \"name: value\""), line);
	len = strlen(colon + 1);
	cs_text_trim(colon + 1, &len);
	return len > 0 ? cs_noted_add(noted, causes, day, (enum cs_contact_fact)fact, colon + 1, err) : CS_OK;
}

enum cs_status
cs_form_read(char *text, const struct cs_causes *causes, cs_day day, struct cs_noted *noted, struct cs_str *body,
    struct cs_err *err)
{
	bool heading = true;
	enum cs_status st = CS_OK;

	cs_str_clear(body);
	cs_str_add(body, "");
	for (char *line = text, *next; line && st == CS_OK; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (*line == '#')
			continue;
		if (!heading)
			cs_str_add_format(body, "%s\n", line);
		else if (!*line)
			heading = false;
		else
			st = read_fact(line, causes, day, noted, err);
	}
	return st;
}
