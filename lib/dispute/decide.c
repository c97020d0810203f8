#include "dispute/decide.h"

#include <string.h>

#include "base/str.h"
#include "dispute/price.h"
#include "stream/out.h"
#include "stream/reader.h"

#define TOLD_MAX 20
#define STEPS_MAX 64

static const struct cs_col verdict_columns[] = {
	{ "case_id", CS_CELL_TEXT }, { "verdict", CS_CELL_TEXT }, { "right", CS_CELL_TEXT },
	{ "basis", CS_CELL_TEXT }, { "deadline_on", CS_CELL_TEXT }, { "days_left", CS_CELL_NUMBER },
	{ "return_cost", CS_CELL_TEXT }, { "refund_due_on", CS_CELL_TEXT },
	{ "days_late", CS_CELL_NUMBER }, { "interest", CS_CELL_NUMBER }, { "remedy", CS_CELL_TEXT },
	{ "burden", CS_CELL_TEXT }, { "missing", CS_CELL_TEXT }, { "why", CS_CELL_TEXT },
};

static const struct cs_col step_columns[] = {
	{ "case_id", CS_CELL_TEXT }, { "step", CS_CELL_NUMBER }, { "question", CS_CELL_TEXT },
	{ "fact", CS_CELL_TEXT }, { "answer", CS_CELL_TEXT }, { "article", CS_CELL_TEXT },
};

void
cs_missing_text(uint64_t missing, struct cs_str *out)
{
	for (; missing; missing &= missing - 1) {
		if (out->len)
			cs_str_add_char(out, ' ');
		cs_str_add(out, cs_fact_name((enum cs_fact)__builtin_ctzll(missing)));
	}
}

void
cs_verdict_why(const struct cs_verdict *v, const struct cs_facts *facts, struct cs_str *out)
{
	if (v->answer == CS_NEED_FACT) {
		cs_str_add(out, _("It cannot be told: "));
		cs_str_add(out, cs_tr(v->rule->question));
		return;
	}
	cs_str_add(out, cs_tr(v->rule->why));
	if (facts->kind == CS_KIND_PRICE_ERROR && v->answer == CS_WEIGH)
		cs_price_factors(facts, out);
}

static void
write_verdict(struct cs_decide *d, const struct cs_facts *facts, const struct cs_verdict *v,
    struct cs_str *text)
{
	bool known = v->answer != CS_NEED_FACT;

	cs_out_str(d->out, cs_answer_word(v->answer));
	cs_out_str(d->out, known ? v->rule->right : "");
	cs_verdict_basis(v->rule, v->item, text);
	cs_out_text(d->out, text->data, text->len);
	cs_out_day(d->out, v->deadline);
	if (v->deadline == CS_NO_DAY)
		cs_out_empty(d->out);
	else
		cs_out_int(d->out, v->deadline - d->court.as_of);
	cs_out_str(d->out, cs_party_word(v->return_cost));
	cs_out_day(d->out, v->refund_due);
	if (v->days_late < 0)
		cs_out_empty(d->out);
	else
		cs_out_int(d->out, v->days_late);
	if (v->interest < 0)
		cs_out_empty(d->out);
	else
		cs_out_money(d->out, v->interest, v->decimals, v->decimals);
	cs_out_str(d->out, known ? v->rule->remedy : "");
	cs_out_str(d->out, cs_party_word(v->rule->burden));
	cs_str_clear(text);
	cs_missing_text(v->missing, text);
	cs_out_text(d->out, text->data, text->len);
	cs_str_clear(text);
	cs_verdict_why(v, facts, text);
	cs_out_text(d->out, text->data, text->len);
	cs_out_end(d->out);
}

/* One row of the explanation; `n` counts them. */
static void
write_step(struct cs_decide *d, const char *id, size_t len, int *n, const char *question,
    const char *fact, const char *answer, const char *article)
{
	cs_out_text(d->out, id, len);
	cs_out_int(d->out, ++*n);
	cs_out_str(d->out, question);
	cs_out_str(d->out, fact);
	cs_out_str(d->out, answer);
	cs_out_str(d->out, article);
	cs_out_end(d->out);
}

static const char *
day_text(char out[CS_DAY_TEXT], cs_day day)
{
	return day == CS_NO_DAY ? "" : cs_day_format(out, day);
}

/* Absent, these say that there was no such thing, and are not worth a word. */
static bool
is_seldom(enum cs_fact fact)
{
	return fact == CS_FACT_ADDRESS_KNOWN_ON || fact == CS_FACT_OBSTRUCTION_ENDED_ON ||
	    fact == CS_FACT_AGREED_DAYS;
}

/* Facts with their values, "claimed_on=2026-11-09; written=yes". */
static void
add_facts(const struct cs_facts *facts, const enum cs_fact *list, size_t count,
    struct cs_str *out)
{
	cs_str_clear(out);
	for (size_t i = 0; i < count; i++) {
		if (is_seldom(list[i]) && !cs_facts_knows(facts, list[i]))
			continue;
		cs_str_add_format(out, "%s%s=", out->len ? "; " : "", cs_fact_name(list[i]));
		cs_facts_text(facts, list[i], out);
	}
}

/* The days that rules ask about, before the rules themselves. */
static void
write_days(struct cs_decide *d, const char *id, size_t len, int *n, const struct cs_facts *facts,
    const struct cs_findings *f, struct cs_str *text)
{
	static const enum cs_fact claim[] = { CS_FACT_CLAIMED_ON, CS_FACT_WRITTEN, CS_FACT_ARRIVED_ON };
	static const enum cs_fact start[] = { CS_FACT_CONTRACT_DOC_ON, CS_FACT_SUPPLIED_ON,
		CS_FACT_ADDRESS_KNOWN_ON, CS_FACT_OBSTRUCTION_ENDED_ON, CS_FACT_AGREED_DAYS };
	static const enum cs_fact limits[] = { CS_FACT_SUPPLIED_ON, CS_FACT_KNOWN_ON };
	char day[CS_DAY_TEXT];
	bool exact = f->claim.lo == f->claim.hi;

	if (f->presumed_consumer)
		write_step(d, id, len, n, _("Is the buyer a consumer?"), "business_buyer=",
		    _("presumed"), "ECA 3(1)");
	if (facts->kind > CS_KIND_NOT_DELIVERED)
		return;
	add_facts(facts, claim, CS_COUNT(claim), text);
	write_step(d, id, len, n, _("On which day does the notice take effect?"), text->data,
	    exact ? day_text(day, f->claim.lo) : "", "ECA 17(4); CIV 111(1)");
	add_facts(facts, start, CS_COUNT(start), text);
	write_step(d, id, len, n, _("Which is the last day to withdraw?"), text->data,
	    day_text(day, f->end_17_1), "ECA 17(1); CIV 157, 161");
	if (facts->kind < CS_KIND_DEFECT || facts->kind > CS_KIND_DAMAGED)
		return;
	add_facts(facts, limits, CS_COUNT(limits), text);
	write_step(d, id, len, n, _("Which is the last day for goods that differ?"), text->data,
	    day_text(day, f->end_17_3), "ECA 17(3); CIV 160, 161");
}

static void
write_end(struct cs_decide *d, const char *id, size_t len, int *n, const struct cs_facts *facts,
    const struct cs_verdict *v, struct cs_str *text)
{
	struct cs_str why = { 0 };

	cs_verdict_why(v, facts, &why);
	cs_str_clear(text);
	cs_verdict_basis(v->rule, v->item, text);
	if (v->missing) {
		struct cs_str missing = { 0 };

		cs_missing_text(v->missing, &missing);
		write_step(d, id, len, n, _("Which facts are missing?"), missing.data, "", text->data);
		cs_str_release(&missing);
	}
	write_step(d, id, len, n, why.data, "", cs_answer_word(v->answer), text->data);
	cs_str_release(&why);
}

static void
write_steps(struct cs_decide *d, const char *id, size_t len, const struct cs_facts *facts,
    const struct cs_verdict *v, struct cs_str *text)
{
	static const char *const answers[] = { [CS_STEP_NO] = "no", [CS_STEP_YES] = "yes",
		[CS_STEP_OPEN] = "unknown" };
	const struct cs_court *c = &d->court;
	struct cs_step steps[STEPS_MAX];
	struct cs_findings f;
	size_t count = cs_judge_steps(c, facts, steps, STEPS_MAX);
	struct cs_str basis = { 0 };
	int n = 0;

	cs_findings_make(&f, facts, c->law, c->calendar, c->strict, c->as_of);
	write_days(d, id, len, &n, facts, &f, text);
	for (size_t i = 0; i < count; i++) {
		cs_str_clear(text);
		cs_str_reserve(text, 0);
		cs_str_clear(&basis);
		cs_step_facts(steps[i].rule, &f, text);
		cs_verdict_basis(steps[i].rule, f.item, &basis);
		write_step(d, id, len, &n, cs_tr(steps[i].rule->question), text->data,
		    answers[steps[i].answer], basis.data);
	}
	write_end(d, id, len, &n, facts, v, text);
	cs_str_release(&basis);
}

void
cs_decide_begin(struct cs_decide *d)
{
	if (d->explain)
		cs_out_begin(d->out, step_columns, CS_COUNT(step_columns));
	else
		cs_out_begin(d->out, verdict_columns, CS_COUNT(verdict_columns));
}

enum cs_status
cs_decide_write(struct cs_decide *d, const char *id, size_t len, const struct cs_facts *facts,
    struct cs_err *err)
{
	struct cs_verdict v;
	struct cs_str text = { 0 };
	enum cs_status st = cs_judge(&d->court, facts, &v, err);

	if (st != CS_OK)
		return st;
	if (d->explain) {
		write_steps(d, id, len, facts, &v, &text);
	} else {
		cs_out_text(d->out, id, len);
		write_verdict(d, facts, &v, &text);
	}
	cs_str_release(&text);
	return CS_OK;
}

/* The columns that the file has, so that a row asks for no others. */
struct columns {
	struct cs_want wants[CS_FACT_COUNT + 2];
	int fact_at[CS_FACT_COUNT]; /* field of each present fact */
	enum cs_fact facts[CS_FACT_COUNT];
	size_t count;
};

enum { CASE_ID = CS_FACT_COUNT, KIND };

static enum cs_status
find_columns(const struct cs_reader *reader, const struct cs_row *header, struct columns *c,
    struct cs_err *err)
{
	for (int i = 0; i < CS_FACT_COUNT; i++)
		c->wants[i] = (struct cs_want){ cs_fact_name((enum cs_fact)i), false, -1 };
	c->wants[CASE_ID] = (struct cs_want){ "case_id", true, -1 };
	c->wants[KIND] = (struct cs_want){ "kind", true, -1 };
	enum cs_status st = cs_columns_find(reader, header, c->wants, CS_COUNT(c->wants), err);

	c->count = 0;
	for (int i = 0; i < CS_FACT_COUNT; i++) {
		if (c->wants[i].index < 0)
			continue;
		c->facts[c->count] = (enum cs_fact)i;
		c->fact_at[c->count++] = c->wants[i].index;
	}
	return st;
}

static enum cs_status
read_case(const struct columns *c, const struct cs_row *row, struct cs_facts *facts,
    struct cs_err *err)
{
	struct cs_field kind = cs_row_field(row, c->wants[KIND].index);
	enum cs_kind k = CS_KIND_CHANGE_OF_MIND;
	enum cs_status st = row->fault ? cs_err_set(err, CS_EINPUT, "%s", cs_tr(row->fault)) :
	    cs_row_field(row, c->wants[CASE_ID].index).len == 0 ?
	    cs_err_set(err, CS_EINPUT, _("%s: is empty"), "case_id") :
	    cs_kind_parse(kind.text, kind.len, &k, err);

	cs_facts_init(facts, k);
	for (size_t i = 0; st == CS_OK && i < c->count; i++) {
		struct cs_field field = cs_row_field(row, c->fact_at[i]);

		st = cs_facts_set(facts, c->facts[i], field.text, field.len, err);
	}
	return st;
}

static void
tell_bad(struct cs_decide *d, const struct cs_reader *reader, uint64_t line,
    const struct cs_err *err)
{
	struct cs_str text = { 0 };

	if (++d->bad <= TOLD_MAX) {
		cs_str_add_format(&text, "%s:%llu: %s", cs_reader_name(reader),
		    (unsigned long long)line, err->text);
		d->tell(text.data);
	}
	cs_str_release(&text);
}

static enum cs_status
finish(const struct cs_decide *d, struct cs_err *err)
{
	if (d->bad == 0)
		return CS_OK;
	return cs_err_set(err, d->keep_going ? CS_NOTE : CS_EINPUT,
	    d->keep_going ? _("%llu of %llu cases could not be read and were left out") :
	    _("%llu of %llu cases cannot be read; --keep-going leaves them out"),
	    (unsigned long long)d->bad, (unsigned long long)d->rows);
}

enum cs_status
cs_decide_stream(struct cs_decide *d, struct cs_reader *reader, struct cs_err *err)
{
	struct columns columns;
	struct cs_facts facts;
	struct cs_row row;
	enum cs_status st = cs_reader_next(reader, &row, err);

	if (st == CS_OK)
		return cs_err_set(err, CS_EINPUT, _("%s: no header line"), cs_reader_name(reader));
	if (st == CS_ROW)
		st = find_columns(reader, &row, &columns, err);
	if (st != CS_OK)
		return st;
	cs_decide_begin(d);
	while ((st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		struct cs_field id = cs_row_field(&row, columns.wants[CASE_ID].index);

		d->rows++;
		st = read_case(&columns, &row, &facts, err);
		if (st == CS_OK)
			st = cs_facts_check_future(&facts, d->court.as_of, err);
		if (st == CS_OK)
			st = cs_decide_write(d, id.text, id.len, &facts, err);
		if (st != CS_OK)
			tell_bad(d, reader, row.line, err);
	}
	return st == CS_OK ? finish(d, err) : st;
}
