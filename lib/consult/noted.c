#include "consult/noted.h"

#include <string.h>

#include "base/num.h"
#include "base/phone.h"
#include "base/text.h"

void
cs_noted_release(struct cs_noted *noted)
{
	cs_str_release(&noted->facts);
	cs_str_release(&noted->person);
}

void
cs_noted_lines(struct cs_noted *noted)
{
	cs_str_add(&noted->facts, "");
	cs_str_add(&noted->person, "");
}

static const char *const *
words_of(enum cs_contact_fact fact)
{
	return fact == CS_CONTACT_FACT_KIND ? cs_contact_kind_words :
	    fact == CS_CONTACT_FACT_CHANNEL ? cs_contact_channel_words :
	    fact == CS_CONTACT_FACT_ORIGIN ? cs_contact_origin_words : NULL;
}

static int64_t
highest(enum cs_contact_fact fact)
{
	return fact == CS_CONTACT_FACT_SEVERITY ? 4 :
	    fact == CS_CONTACT_FACT_TONE_START || fact == CS_CONTACT_FACT_TONE_END ? 5 : 0;
}

static enum cs_status
check_word(const char *const *words, enum cs_contact_fact fact, const char *value, struct cs_err *err)
{
	struct cs_str list = { 0 };

	if (cs_word_find(words, value, strlen(value)) >= 0)
		return CS_OK;
	for (size_t i = 0; words[i]; i++)
		cs_str_add_format(&list, "%s%s", i > 0 ? " " : "", words[i]);
	cs_err_set(err, CS_EUSAGE, _("%s: \"%s\" is none of: %s"), cs_contact_fact_words[fact], value, list.data);
	cs_str_release(&list);
	return CS_EUSAGE;
}

static enum cs_status
check_number(enum cs_contact_fact fact, const char *value, struct cs_err *err)
{
	int64_t n;

	if (cs_int_parse(value, strlen(value), &n) && n >= 1 && n <= highest(fact))
		return CS_OK;
	return cs_err_set(err, CS_EUSAGE, _("%s: a number from 1 to %d, not \"%s\""), cs_contact_fact_words[fact],
	    (int)highest(fact), value);
}

static enum cs_status
check_cause(const struct cs_causes *causes, cs_day day, const char *value, struct cs_err *err)
{
	const struct cs_cause *cause = cs_cause_find(causes, value, strlen(value));

	if (!cause)
		return cs_err_set(err, CS_EUSAGE, _("cause: \"%s\" is not known; see: cs-consult causes --list"), value);
	if (!cs_cause_in_use(cause, day))
		return cs_err_set(err, CS_EUSAGE, _("cause: \"%s\" is not in use on this day; see: cs-consult causes --list"), value);
	return CS_OK;
}

static enum cs_status
check(enum cs_contact_fact fact, const struct cs_causes *causes, cs_day day, const char *value, struct cs_err *err)
{
	if (words_of(fact))
		return check_word(words_of(fact), fact, value, err);
	if (highest(fact) > 0)
		return check_number(fact, value, err);
	if (fact == CS_CONTACT_FACT_CAUSE)
		return check_cause(causes, day, value, err);
	return CS_OK;
}

/* One line of text that can stand in NAME=VALUE. */
static enum cs_status
clean(struct cs_str *out, enum cs_contact_fact fact, const char *value, struct cs_err *err)
{
	size_t len = strlen(value);
	const char *s = cs_text_trim(value, &len);
	const char *name = cs_contact_fact_words[fact];

	if (cs_text_fault(s, len))
		return cs_err_set(err, CS_EUSAGE, _("%s: not UTF-8 text"), name);
	if (len > CS_NOTED_BYTES_MAX)
		return cs_err_set(err, CS_EUSAGE, _("%s: longer than %d bytes"), name, CS_NOTED_BYTES_MAX);
	cs_str_add(out, "");
	cs_text_nfc(out, s, len);
	for (size_t i = 0; i < out->len; i++) {
		if ((unsigned char)out->data[i] < ' ')
			out->data[i] = ' ';
	}
	return CS_OK;
}

static enum cs_status
rewrite_phone(struct cs_str *value, struct cs_err *err)
{
	char phone[CS_PHONE_BYTES];
	enum cs_phone kind = cs_phone_read(phone, value->data, value->len);

	if (kind != CS_PHONE_OWN && kind != CS_PHONE_SAFE)
		return cs_err_set(err, CS_EUSAGE, _("phone: \"%s\" is no telephone number"), value->data);
	cs_str_clear(value);
	cs_str_add(value, phone);
	return CS_OK;
}

/* Where the cause usually lies, for who does not say where it lay this time. */
static void
add_usual_origin(struct cs_str *lines, const struct cs_causes *causes, const struct cs_str *code)
{
	const struct cs_cause *cause = cs_cause_find(causes, code->data, code->len);
	const char *said = lines->data ? lines->data : "";

	if (cause && cause->origin != CS_ORIGIN_UNKNOWN && strncmp(said, "origin=", 7) != 0 && !strstr(said, "\norigin="))
		cs_str_add_format(lines, "origin=%s\n", cs_contact_origin_words[cause->origin]);
}

enum cs_status
cs_noted_add(struct cs_noted *noted, const struct cs_causes *causes, cs_day day, enum cs_contact_fact fact,
    const char *value, struct cs_err *err)
{
	struct cs_str *lines = cs_contact_fact_is_personal(fact) ? &noted->person : &noted->facts;
	struct cs_str text = { 0 };
	enum cs_status st = clean(&text, fact, value, err);

	if (st == CS_OK && text.len > 0)
		st = check(fact, causes, day, text.data, err);
	if (st == CS_OK && text.len > 0 && fact == CS_CONTACT_FACT_PHONE)
		st = rewrite_phone(&text, err);
	if (st == CS_OK && fact == CS_CONTACT_FACT_CAUSE)
		add_usual_origin(lines, causes, &text);
	if (st == CS_OK)
		cs_str_add_format(lines, "%s=%s\n", cs_contact_fact_words[fact], text.data);
	cs_str_release(&text);
	return st;
}

enum cs_status
cs_noted_parse(struct cs_noted *noted, const struct cs_causes *causes, cs_day day, const char *text, struct cs_err *err)
{
	const char *equals = strchr(text, '=');
	int fact = equals ? cs_word_find(cs_contact_fact_words, text, (size_t)(equals - text)) : -1;

	if (!equals)
		return cs_err_set(err, CS_EUSAGE, _("\"%s\": write a fact as NAME=VALUE"), text);
	if (fact < 0)
		return cs_err_set(err, CS_EUSAGE, _("\"%.*s\" is not a fact; see: cs-consult(1)"), (int)(equals - text), text);
	return cs_noted_add(noted, causes, day, (enum cs_contact_fact)fact, equals + 1, err);
}

enum cs_status
cs_noted_body(struct cs_str *out, const char *text, struct cs_err *err)
{
	size_t len = strlen(text);
	const char *s = cs_text_trim(text, &len);

	cs_str_clear(out);
	cs_str_add(out, "");
	if (cs_text_fault(s, len))
		return cs_err_set(err, CS_EUSAGE, _("what was said is not UTF-8 text"));
	if (len > CS_BODY_BYTES_MAX)
		return cs_err_set(err, CS_EUSAGE, _("what was said is longer than %d bytes"), CS_BODY_BYTES_MAX);
	cs_text_nfc(out, s, len);
	return CS_OK;
}
