#include "dispute/oneoff.h"

#include <string.h>

#include "base/str.h"
#include "base/tabbed.h"
#include "stream/out.h"

static const struct cs_col calendar_columns[] = {
	{ "date", CS_CELL_TEXT }, { "weekday", CS_CELL_TEXT }, { "business", CS_CELL_TEXT },
	{ "kind", CS_CELL_TEXT }, { "name", CS_CELL_TEXT },
};

static const char *
kind_of(unsigned flags)
{
	return flags & CS_DAY_HOLIDAY ? "holiday" : flags & CS_DAY_SUNDAY ? "sunday" :
	    flags & CS_DAY_SATURDAY ? "saturday" : flags & CS_DAY_CLOSED ? "closed" : "";
}

enum cs_status
cs_print_calendar(const struct cs_calendar *cal, cs_day from, cs_day to, bool korean,
    struct cs_out *out, struct cs_err *err)
{
	static const char *const weekdays[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"),
		N_("Sat"), N_("Sun") };
	struct cs_str names = { 0 };

	cs_out_begin(out, calendar_columns, CS_COUNT(calendar_columns));
	for (cs_day day = from; day <= to; day++) {
		if (!cs_calendar_covers(cal, day)) {
			cs_str_release(&names);
			return cs_calendar_outside(cal, day, err);
		}
		unsigned flags = cs_calendar_flags(cal, day);

		cs_calendar_names(day, korean, &names);
		cs_out_day(out, day);
		cs_out_str(out, cs_tr(weekdays[cs_weekday(day)]));
		cs_out_bool(out, flags == 0);
		cs_out_str(out, kind_of(flags));
		cs_out_text(out, names.data, flags & CS_DAY_HOLIDAY ? names.len : 0);
		cs_out_end(out);
	}
	cs_str_release(&names);
	return CS_OK;
}

static const struct cs_col deadline_columns[] = {
	{ "rule", CS_CELL_TEXT }, { "from", CS_CELL_TEXT }, { "count", CS_CELL_NUMBER },
	{ "unit", CS_CELL_TEXT }, { "nominal_on", CS_CELL_TEXT }, { "ends_on", CS_CELL_TEXT },
	{ "basis", CS_CELL_TEXT }, { "meaning", CS_CELL_TEXT },
};

static const char *const unit_words[] = { "days", "business", "months" };

static enum cs_status
write_deadline(const struct cs_calendar *cal, const struct cs_period *p, cs_day from,
    struct cs_out *out, struct cs_err *err)
{
	cs_day nominal, end = cs_calendar_end(cal, from, p->count, p->unit, &nominal);

	if (end == CS_NO_DAY)
		return cs_calendar_outside(cal, nominal, err);
	cs_out_str(out, p->name);
	cs_out_day(out, from);
	cs_out_int(out, p->count);
	cs_out_str(out, unit_words[p->unit]);
	cs_out_day(out, nominal);
	cs_out_day(out, end);
	cs_out_str(out, p->basis);
	cs_out_str(out, cs_tr(p->meaning));
	cs_out_end(out);
	return CS_OK;
}

static enum cs_status
unknown_rule(const struct cs_law *law, const char *rule, struct cs_err *err)
{
	struct cs_str names = { 0 };

	for (size_t i = 0; i < law->period_count; i++)
		cs_str_add_format(&names, " %s", law->periods[i].name);
	cs_err_set(err, CS_EUSAGE, _("deadline: \"%s\" is not a rule; one of:%s"), rule, names.data);
	cs_str_release(&names);
	return CS_EUSAGE;
}

enum cs_status
cs_print_deadline(const struct cs_law *law, const struct cs_calendar *cal, const char *rule,
    cs_day from, struct cs_out *out, struct cs_err *err)
{
	enum cs_status st = CS_OK;
	bool found = false;

	cs_out_begin(out, deadline_columns, CS_COUNT(deadline_columns));
	for (size_t i = 0; st == CS_OK && i < law->period_count; i++) {
		const struct cs_period *p = &law->periods[i];

		if (rule && strcmp(rule, p->name) != 0)
			continue;
		found = true;
		if (cs_in_force(p->from, p->until, from))
			st = write_deadline(cal, p, from, out, err);
		else if (rule)
			st = cs_err_set(err, CS_EUSAGE, _("%s: not in force on that day"), rule);
	}
	return found ? st : unknown_rule(law, rule, err);
}

static const struct cs_col interest_columns[] = {
	{ "amount", CS_CELL_NUMBER }, { "due_on", CS_CELL_TEXT }, { "paid_on", CS_CELL_TEXT },
	{ "days_late", CS_CELL_NUMBER }, { "rate", CS_CELL_NUMBER }, { "interest", CS_CELL_NUMBER },
	{ "basis", CS_CELL_TEXT },
};

enum cs_status
cs_print_interest(const struct cs_law *law, const struct cs_interest_rules *rules,
    const char *text, cs_day due, cs_day paid, struct cs_out *out, struct cs_err *err)
{
	struct cs_amount amount;
	struct cs_interest interest;

	if (!cs_amount_parse(text, strlen(text), &amount) || amount.value < 0)
		return cs_err_set(err, CS_EUSAGE, _("%s: not an amount from 0 to 2^53: \"%s\""), "amount", text);
	enum cs_status st = cs_interest(law, rules, amount.value, due, paid, &interest, err);

	if (st != CS_OK)
		return st;
	cs_out_begin(out, interest_columns, CS_COUNT(interest_columns));
	cs_out_money(out, amount.value, amount.decimals, amount.decimals);
	cs_out_day(out, due);
	cs_out_day(out, paid);
	cs_out_int(out, interest.days);
	if (interest.basis)
		cs_out_rate(out, interest.basis_points, 10000);
	else
		cs_out_empty(out);
	cs_out_money(out, interest.amount, amount.decimals, amount.decimals);
	cs_out_str(out, interest.basis);
	cs_out_end(out);
	return CS_OK;
}

static const struct cs_col rule_columns[] = {
	{ "id", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "from", CS_CELL_TEXT },
	{ "until", CS_CELL_TEXT }, { "when", CS_CELL_TEXT }, { "verdict", CS_CELL_TEXT },
	{ "return_cost", CS_CELL_TEXT }, { "remedy", CS_CELL_TEXT }, { "basis", CS_CELL_TEXT },
	{ "question", CS_CELL_TEXT },
};

static void
begin_rule(struct cs_out *out, const char *id, const char *kind, cs_day from, cs_day until)
{
	cs_out_str(out, id);
	cs_out_str(out, kind);
	cs_out_day(out, from);
	cs_out_day(out, until);
}

static void
write_rule(const struct cs_rule *r, struct cs_out *out)
{
	struct cs_str kinds = { 0 };
	const char *words = cs_kind_words, *word;
	size_t left = strlen(words), len;

	for (unsigned bit = 1; cs_cell_part(&words, &left, '|', &word, &len); bit <<= 1) {
		if (!(r->kinds & bit))
			continue;
		if (kinds.len)
			cs_str_add_char(&kinds, ' ');
		cs_str_add_n(&kinds, word, len);
	}
	begin_rule(out, r->id, kinds.data, r->from, r->until);
	cs_out_str(out, r->when);
	cs_out_str(out, cs_answer_word(r->answer));
	cs_out_str(out, cs_party_word(r->return_cost));
	cs_out_str(out, r->remedy);
	cs_out_str(out, r->basis);
	cs_out_str(out, cs_tr(r->question));
	cs_out_end(out);
	cs_str_release(&kinds);
}

/* A period or a rate, which has no condition: what it says stands in `when`. */
static void
write_number(struct cs_out *out, const char *when, const char *basis, const char *meaning)
{
	cs_out_str(out, when);
	cs_out_empty(out);
	cs_out_empty(out);
	cs_out_empty(out);
	cs_out_str(out, basis);
	cs_out_str(out, meaning);
	cs_out_end(out);
}

void
cs_print_rules(const struct cs_law *law, cs_day on, struct cs_out *out)
{
	struct cs_str when = { 0 };

	cs_out_begin(out, rule_columns, CS_COUNT(rule_columns));
	for (size_t i = 0; i < law->rule_count; i++) {
		if (on == CS_NO_DAY || cs_in_force(law->rules[i].from, law->rules[i].until, on))
			write_rule(&law->rules[i], out);
	}
	for (size_t i = 0; i < law->period_count; i++) {
		const struct cs_period *p = &law->periods[i];

		if (on != CS_NO_DAY && !cs_in_force(p->from, p->until, on))
			continue;
		cs_str_clear(&when);
		cs_str_add_format(&when, "%d %s", p->count, unit_words[p->unit]);
		begin_rule(out, p->name, "period", p->from, p->until);
		write_number(out, when.data, p->basis, cs_tr(p->meaning));
	}
	for (size_t i = 0; i < law->rate_count; i++) {
		const struct cs_rate *r = &law->rates[i];

		if (on != CS_NO_DAY && !cs_in_force(r->from, r->until, on))
			continue;
		cs_str_clear(&when);
		cs_str_add_format(&when, "%d.%02d %%", (int)(r->basis_points / 100),
		    (int)(r->basis_points % 100));
		begin_rule(out, "delay_interest", "rate", r->from, r->until);
		write_number(out, when.data, r->basis, _("interest on a late refund, a year"));
	}
	cs_str_release(&when);
}
