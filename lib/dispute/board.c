#include "dispute/board.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/text.h"
#include "dispute/decide.h"
#include "store/db.h"
#include "stream/out.h"

static const struct cs_col list_columns[] = {
	{ "case_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT },
	{ "opened_on", CS_CELL_TEXT }, { "state", CS_CELL_TEXT }, { "verdict", CS_CELL_TEXT },
	{ "next", CS_CELL_TEXT }, { "due_on", CS_CELL_TEXT }, { "days_left", CS_CELL_NUMBER },
	{ "asked", CS_CELL_NUMBER }, { "offered", CS_CELL_NUMBER }, { "settled", CS_CELL_NUMBER },
	{ "external", CS_CELL_TEXT },
};

struct board {
	struct cs_docket *docket;
	struct cs_out *out;
	struct cs_due *due;
};

static void
write_amount(const struct cs_docket *docket, struct cs_out *out, int64_t amount)
{
	if (amount < 0)
		cs_out_empty(out);
	else
		cs_out_money(out, amount, docket->decimals, docket->decimals);
}

static void
write_kind(struct cs_out *out, enum cs_kind kind)
{
	const char *words = cs_kind_words;

	for (int i = 0; i < (int)kind; i++)
		words = strchr(words, '|') + 1;
	cs_out_text(out, words, strcspn(words, "|"));
}

static const struct cs_clock_run *
next_clock(const struct cs_case *c)
{
	const struct cs_clock_run *next = NULL;

	for (size_t i = 0; i < c->clock_count; i++) {
		if (!next || c->clocks[i].due < next->due)
			next = &c->clocks[i];
	}
	return next;
}

static enum cs_status
write_case(void *self, const struct cs_case *c, struct cs_err *err)
{
	const struct board *b = self;
	const struct cs_clock_run *next = next_clock(c);

	(void)err;
	cs_out_str(b->out, c->code);
	cs_out_str(b->out, c->order_no);
	write_kind(b->out, c->facts.kind);
	cs_out_day(b->out, c->opened_on);
	cs_out_str(b->out, c->state);
	cs_out_str(b->out, c->judged ? cs_answer_word(c->verdict.answer) : "");
	cs_out_str(b->out, next ? next->name : "");
	cs_out_day(b->out, next ? next->due : CS_NO_DAY);
	if (next)
		cs_out_int(b->out, next->due - b->docket->court->as_of);
	else
		cs_out_empty(b->out);
	write_amount(b->docket, b->out, c->asked);
	write_amount(b->docket, b->out, c->offered);
	write_amount(b->docket, b->out, c->settled);
	cs_out_bool(b->out, c->external);
	cs_out_end(b->out);
	return CS_OK;
}

enum cs_status
cs_board_list(struct cs_docket *docket, struct cs_out *out, struct cs_err *err)
{
	struct board b = { .docket = docket, .out = out };

	cs_out_begin(out, list_columns, CS_COUNT(list_columns));
	return cs_docket_each(docket, write_case, &b, err);
}

static const struct cs_col due_columns[] = {
	{ "case_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT }, { "clock", CS_CELL_TEXT },
	{ "from", CS_CELL_TEXT }, { "due_on", CS_CELL_TEXT }, { "days_left", CS_CELL_NUMBER },
	{ "basis", CS_CELL_TEXT }, { "what", CS_CELL_TEXT },
};

static void
write_clock(const struct board *b, const struct cs_case *c, const struct cs_clock_run *clock)
{
	int left = clock->due - b->docket->court->as_of;

	if (left > b->due->days)
		return;
	b->due->overdue += left < 0;
	cs_out_str(b->out, c->code);
	cs_out_str(b->out, c->order_no);
	cs_out_str(b->out, clock->name);
	cs_out_day(b->out, clock->from);
	cs_out_day(b->out, clock->due);
	cs_out_int(b->out, left);
	cs_out_str(b->out, clock->basis);
	cs_out_str(b->out, cs_tr(clock->meaning));
	cs_out_end(b->out);
}

static enum cs_status
write_clocks(void *self, const struct cs_case *c, struct cs_err *err)
{
	(void)err;
	for (size_t i = 0; i < c->clock_count; i++)
		write_clock(self, c, &c->clocks[i]);
	return CS_OK;
}

enum cs_status
cs_board_due(struct cs_docket *docket, struct cs_due *due, struct cs_out *out,
    struct cs_err *err)
{
	struct board b = { .docket = docket, .out = out, .due = due };

	due->overdue = 0;
	cs_out_begin(out, due_columns, CS_COUNT(due_columns));
	return cs_docket_each(docket, write_clocks, &b, err);
}

static const struct cs_col show_columns[] = {
	{ "part", CS_CELL_TEXT }, { "date", CS_CELL_TEXT }, { "name", CS_CELL_TEXT },
	{ "value", CS_CELL_TEXT }, { "source", CS_CELL_TEXT },
};

static void
write_line(struct cs_out *out, const char *part, cs_day day, const char *name, const char *value,
    const char *source)
{
	cs_out_str(out, part);
	cs_out_day(out, day);
	cs_out_str(out, name);
	cs_out_str(out, value);
	cs_out_str(out, source);
	cs_out_end(out);
}

void
cs_board_facts(const struct cs_case *c, struct cs_out *out)
{
	struct cs_str text = { 0 };

	for (int i = 0; i < CS_FACT_COUNT; i++) {
		if (c->sources[i] == CS_SOURCE_NONE)
			continue;
		cs_str_clear(&text);
		cs_facts_text(&c->facts, (enum cs_fact)i, &text);
		write_line(out, "fact", CS_NO_DAY, cs_fact_name((enum cs_fact)i), text.data,
		    cs_source_word(c->sources[i]));
	}
	cs_str_release(&text);
}

static void
add_event_text(const struct cs_docket *docket, struct cs_stmt *stmt, struct cs_str *text)
{
	char money[CS_MONEY_TEXT];
	size_t len;
	const char *fact = cs_col_text(stmt, 2, &len);

	cs_str_clear(text);
	cs_str_reserve(text, 0);
	if (len)
		cs_str_add_format(text, "%s=%s", fact, cs_col_text(stmt, 3, &len));
	if (!cs_col_is_null(stmt, 4))
		cs_str_add_format(text, "%s%s", text->len ? "; " : "", cs_money_format(money,
		    cs_col_int(stmt, 4), docket->decimals, docket->decimals));
	const char *note = cs_col_text(stmt, 5, &len);

	if (len && text->len)
		cs_str_add(text, "; ");
	/* A case's file goes to others. */
	cs_text_mask(text, docket->reveal ? CS_MASK_NONE : CS_MASK_PROSE, note, len);
}

enum cs_status
cs_board_timeline(struct cs_docket *docket, const struct cs_case *c, struct cs_out *out,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_EVENTS);
	struct cs_str text = { 0 };
	enum cs_status st;

	cs_bind_int(stmt, ":dispute", c->id);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		size_t len;

		add_event_text(docket, stmt, &text);
		write_line(out, "event", (cs_day)cs_col_int(stmt, 0), cs_col_text(stmt, 1, &len),
		    text.data, "told");
	}
	cs_stmt_reset(stmt);
	cs_str_release(&text);
	return st;
}

static void
write_verdict(const struct cs_case *c, struct cs_out *out)
{
	const struct cs_verdict *v = &c->verdict;
	struct cs_str text = { 0 };
	char money[CS_MONEY_TEXT];

	cs_verdict_basis(v->rule, v->item, &text);
	write_line(out, "verdict", v->deadline, cs_answer_word(v->answer), text.data, "law");
	if (v->missing) {
		cs_str_clear(&text);
		cs_missing_text(v->missing, &text);
		write_line(out, "verdict", CS_NO_DAY, "missing", text.data, "law");
	}
	if (v->return_cost != CS_PARTY_NONE)
		write_line(out, "verdict", CS_NO_DAY, "return_cost", cs_party_word(v->return_cost), "law");
	if (v->answer == CS_ACCEPT && v->rule->refund == CS_REFUND_RETURN && v->refund_due == CS_NO_DAY)
		write_line(out, "verdict", CS_NO_DAY, "refund", _("within 3 business days of the day the goods come back (ECA 18(2))"),
		    "law");
	if (v->interest >= 0)
		write_line(out, "verdict", v->refund_due, "interest",
		    cs_money_format(money, v->interest, v->decimals, v->decimals), "law");
	cs_str_clear(&text);
	cs_verdict_why(v, &c->facts, &text);
	write_line(out, "verdict", CS_NO_DAY, "why", text.data, "law");
	cs_str_release(&text);
}

enum cs_status
cs_board_show(struct cs_docket *docket, const char *code, struct cs_out *out, struct cs_err *err)
{
	struct cs_case c;
	enum cs_status st = cs_docket_load(docket, code, &c, err);

	if (st != CS_OK)
		return st;
	cs_out_begin(out, show_columns, CS_COUNT(show_columns));
	write_line(out, "case", c.opened_on, c.code, c.order_no, "told");
	write_line(out, "state", CS_NO_DAY, c.state, "", "");
	cs_board_facts(&c, out);
	st = cs_board_timeline(docket, &c, out, err);
	for (size_t i = 0; i < c.clock_count; i++)
		write_line(out, "clock", c.clocks[i].due, c.clocks[i].name, c.clocks[i].basis, "law");
	if (c.judged)
		write_verdict(&c, out);
	if (c.fault[0])
		write_line(out, "fault", CS_NO_DAY, c.fault, "", "");
	return st;
}

static const struct cs_col external_columns[] = {
	{ "month", CS_CELL_TEXT }, { "complaints", CS_CELL_NUMBER }, { "level", CS_CELL_TEXT },
};

enum cs_status
cs_board_external(struct cs_docket *docket, cs_day from, cs_day to, struct cs_out *out,
    bool *alarm, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_MONTHS);
	int now = cs_date_of(to).year * 12 + cs_date_of(to).month;
	char month[16];
	enum cs_status st;

	*alarm = false;
	cs_out_begin(out, external_columns, CS_COUNT(external_columns));
	cs_bind_int(stmt, ":from", from);
	cs_bind_int(stmt, ":to", to);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		int year = (int)cs_col_int(stmt, 0), number = (int)cs_col_int(stmt, 1);
		int64_t count = cs_col_int(stmt, 2);

		snprintf(month, sizeof(month), "%04d-%02d", year, number);
		cs_out_str(out, month);
		cs_out_int(out, count);
		cs_out_str(out, count >= CS_EXTERNAL_ALARM ? "alarm" : count >= CS_EXTERNAL_WARN ? "warning" : "ok");
		cs_out_end(out);
		*alarm |= year * 12 + number == now && count >= CS_EXTERNAL_WARN;
	}
	cs_stmt_reset(stmt);
	return st;
}
