#include "consult/typed.h"

#include <string.h>

#include "app/ask.h"
#include "base/num.h"
#include "consult/form.h"
#include "store/words.h"

enum cs_status
cs_typed_words(const struct cs_app *app, size_t first, bool from_stdin, struct cs_str *text, struct cs_err *err)
{
	struct cs_str raw = { 0 };
	enum cs_status st = CS_OK;

	cs_str_add(&raw, "");
	for (size_t i = first; i < app->arg_count; i++)
		cs_str_add_format(&raw, "%s%s", i > first ? " " : "", app->args[i]);
	if (strcmp(raw.data, "-") == 0 || (raw.len == 0 && from_stdin && !cs_ask_can()))
		st = cs_ask_stdin(&raw, err);
	else if (raw.len == 0 && from_stdin)
		cs_ask_line(_("what was said"), &raw);
	if (st == CS_OK)
		st = cs_noted_body(text, raw.data, err);
	cs_str_release(&raw);
	return st;
}

enum cs_status
cs_typed_turn(struct cs_room *r, const struct cs_app *app, const struct cs_told *told, size_t first, bool from_stdin,
    struct cs_err *err)
{
	enum cs_status st = cs_room_open_turn(r, app, told, err);

	return st == CS_OK ? cs_typed_words(app, first, from_stdin, &r->text, err) : st;
}

static enum cs_status
add_fact(const struct cs_room *r, struct cs_noted *noted, enum cs_contact_fact fact, const char *value,
    struct cs_err *err)
{
	if (!value)
		return CS_OK;
	return cs_noted_add(noted, &r->house.causes, cs_day_of_time(r->desk.now), fact, value, err);
}

static enum cs_status
add_number(const struct cs_room *r, struct cs_noted *noted, enum cs_contact_fact fact, int64_t n, struct cs_err *err)
{
	const char text[] = { (char)('0' + n), '\0' };

	return n > 0 ? add_fact(r, noted, fact, text, err) : CS_OK;
}

static const char *
word_of(const char *const *words, int index)
{
	return index >= 0 ? words[index] : NULL;
}

enum cs_status
cs_typed_facts(const struct cs_room *r, struct cs_noted *noted, struct cs_err *err)
{
	const struct cs_told *told = r->told;
	const struct { enum cs_contact_fact fact; const char *value; } texts[] = {
		{ CS_CONTACT_FACT_KIND, word_of(cs_contact_kind_words, told->kind) },
		{ CS_CONTACT_FACT_CHANNEL, word_of(cs_contact_channel_words, told->channel) },
		{ CS_CONTACT_FACT_CUSTOMER, told->customer }, { CS_CONTACT_FACT_ORDER, told->order },
		{ CS_CONTACT_FACT_PRODUCT, told->product }, { CS_CONTACT_FACT_CAUSE, told->cause },
		{ CS_CONTACT_FACT_ORIGIN, word_of(cs_contact_origin_words, told->origin) },
		{ CS_CONTACT_FACT_CALLER, told->caller }, { CS_CONTACT_FACT_VOICE, told->voice },
		{ CS_CONTACT_FACT_READ_BACK, told->read_back }, { CS_CONTACT_FACT_ASKED, told->asked },
		{ CS_CONTACT_FACT_PHONE, told->phone }, { CS_CONTACT_FACT_NAME, told->name }, { CS_CONTACT_FACT_EMAIL, told->email },
	};
	enum cs_status st = CS_OK;

	for (size_t i = 0; i < CS_COUNT(texts) && st == CS_OK; i++)
		st = add_fact(r, noted, texts[i].fact, texts[i].value, err);
	if (st == CS_OK)
		st = add_number(r, noted, CS_CONTACT_FACT_SEVERITY, told->severity, err);
	if (st == CS_OK)
		st = add_number(r, noted, CS_CONTACT_FACT_TONE_START, told->tone, err);
	return st == CS_OK ? add_number(r, noted, CS_CONTACT_FACT_TONE_END, told->tone_end, err) : st;
}

enum cs_status
cs_typed_flag(const char *text, enum cs_contact_flag *flag, struct cs_err *err)
{
	int index = cs_word_find(cs_contact_flag_words, text, strlen(text));

	*flag = (enum cs_contact_flag)index;
	return index >= 0 ? CS_OK : cs_err_set(err, CS_EUSAGE, _("flag: \"%s\" is no flag; see: cs-consult(1)"), text);
}

static enum cs_status
read_flags(const struct cs_list *told, int *flags, struct cs_err *err)
{
	enum cs_contact_flag flag;
	enum cs_status st = CS_OK;

	for (size_t i = 0; i < told->count && st == CS_OK; i++) {
		st = cs_typed_flag(told->items[i], &flag, err);
		if (st == CS_OK)
			*flags |= 1 << flag;
	}
	return st;
}

/* A form in the editor; one that was emptied is no consultation. */
static enum cs_status
edit(const struct cs_room *r, struct cs_noted *noted, struct cs_str *body, struct cs_err *err)
{
	struct cs_str form = { 0 };

	cs_form_write(&form, body->data);
	enum cs_status st = cs_ask_editor(&form, err);

	if (st == CS_OK)
		st = cs_form_read(form.data, &r->house.causes, cs_day_of_time(r->desk.now), noted, body, err);
	if (st == CS_OK) {
		cs_str_clear(&form);
		cs_str_add_n(&form, body->data, body->len);
		st = cs_noted_body(body, form.data, err);
	}
	if (st == CS_OK && body->len == 0)
		st = cs_err_set(err, CS_NOTE, _("the form is empty; nothing was written down"));
	cs_str_release(&form);
	return st;
}

/* On a terminal the cause of a complaint is asked for until it is one. */
static enum cs_status
ask_cause(const struct cs_room *r, struct cs_noted *noted, struct cs_err *err)
{
	struct cs_str line = { 0 };
	enum cs_status st = CS_NOTE;

	while (st != CS_OK && cs_ask_line(_("cause (see: cs-consult causes --list)"), &line)) {
		if (line.len == 0)
			continue;
		st = add_fact(r, noted, CS_CONTACT_FACT_CAUSE, line.data, err);
		if (st != CS_OK)
			cs_warn("%s", err->text);
	}
	cs_str_release(&line);
	return st;
}

enum cs_status
cs_typed_intake(const struct cs_room *r, bool form, struct cs_intake *in, struct cs_str *body, struct cs_err *err)
{
	const struct cs_told *told = r->told;
	enum cs_status st = cs_typed_facts(r, &in->noted, err);

	if (st == CS_OK)
		st = read_flags(&told->flags, &in->flags, err);
	if (st == CS_OK)
		st = cs_typed_words(r->app, 0, !form, body, err);
	if (st == CS_OK && form)
		st = edit(r, &in->noted, body, err);
	else if (st == CS_OK && told->kind == CS_CONTACT_COMPLAINT && !told->cause && cs_ask_can())
		st = ask_cause(r, &in->noted, err);
	if (st == CS_OK && body->len == 0)
		st = cs_err_set(err, CS_EUSAGE, _("add: say what the customer said"));
	in->body = body->data;
	return st;
}

enum cs_status
cs_typed_due(const char *text, cs_time at, cs_time *due, struct cs_err *err)
{
	size_t len = strlen(text);
	int64_t n;
	int64_t unit = len < 3 ? 0 : text[len - 1] == 'm' ? 60 : text[len - 1] == 'h' ? 3600 : text[len - 1] == 'd' ? 86400 : 0;

	if (text[0] == '+' && unit > 0 && cs_int_parse(text + 1, len - 2, &n) && n > 0 && n < 100000) {
		*due = at + n * unit;
		return CS_OK;
	}
	if (cs_time_parse(text, len, due)) {
		*due += len == CS_DAY_TEXT - 1 ? 86399 : 0;
		return CS_OK;
	}
	return cs_err_set(err, CS_EUSAGE, _("promise: \"%s\" is not a time such as 2026-03-02T14:05, +90m, +2h or +3d"), text);
}

enum cs_status
cs_typed_amount(const struct cs_room *r, const char *text, int64_t *amount, struct cs_err *err)
{
	struct cs_amount read;

	if (cs_amount_parse(text, strlen(text), &read) && read.value > 0 && cs_amount_scale(read, r->desk.decimals, amount))
		return CS_OK;
	return cs_err_set(err, CS_EUSAGE, _("compensate: not an amount: \"%s\""), text);
}
