#include "report/change.h"

#include <math.h>

#include "report/daybook.h"
#include "report/outcome.h"
#include "report/query.h"
#include "stat/usual.h"

/* One line of the section. */
struct metric {
	const char *id, *label, *definition;
	const struct cs_daybook_kind *kind;
	bool money;
	bool less_is_better;
};

static const struct metric metrics[] = {
	{ "orders", N_("Orders"), N_("orders placed, whatever became of them later"), &cs_daybook_orders, false, false },
	{ "sales", N_("Sales"), N_("paid value of all lines of these orders, cancelled and returned ones too, without shipping"),
	  &cs_daybook_sales, true, false },
	{ "repeat_purchases", N_("Repeat purchases"),
	  N_("days on which a customer bought who had bought on an earlier day; cancelled and returned lines are no purchases, "
	     "and as more may still be sent back, earlier days are taken as they stood at the same age"),
	  &cs_daybook_repeats, false, false },
	{ "returns", N_("Returns"), N_("returns and exchanges asked for"), &cs_daybook_returns, false, true },
	{ "contacts", N_("Consultations"), N_("consultations opened, without spam and merged ones"), &cs_daybook_contacts,
	  false, true },
	{ "complaints", N_("Complaints"), N_("of these, complaints"), &cs_daybook_complaints, false, true },
};

/* What a metric is compared with. */
struct comparison {
	double value, before; /* before: the median week, or the span before */
	double change;        /* by how much of `before`, a day for a day */
	struct cs_usual usual;
	enum cs_change verdict;
	bool known;           /* there is something to compare with */
};

static int
days_of(const struct cs_report *report)
{
	return report->to - report->from + 1;
}

bool
cs_report_is_short(const struct cs_report *report)
{
	return days_of(report) <= CS_REPORT_WEEK;
}

void
cs_report_before(const struct cs_report *report, cs_day *from, cs_day *to)
{
	bool month = report->from == cs_month_start(report->from) &&
	    report->to == cs_day_add_months(report->from, 1) - 1;

	*to = report->from - 1;
	*from = month ? cs_month_start(*to) : report->from - days_of(report);
}

void
cs_report_background(const struct cs_report *report, cs_day *from, cs_day *to)
{
	cs_report_before(report, from, to);
	if (cs_report_is_short(report))
		*from = report->from - CS_REPORT_WEEKS * CS_REPORT_WEEK;
}

/* The same days of the weeks before. */
static void
compare_weeks(const struct cs_report *report, const struct cs_daybook *book, bool counted, struct comparison *c)
{
	double weeks[CS_REPORT_WEEKS];
	size_t n = 0;

	for (int k = 1; k <= CS_REPORT_WEEKS; k++) {
		cs_day from = report->from - k * CS_REPORT_WEEK, to = report->to - k * CS_REPORT_WEEK;

		if (cs_daybook_knows(book, from, to))
			weeks[n++] = cs_daybook_sum(book, from, to);
	}
	c->usual = cs_usual_of(weeks, n, counted);
	c->known = n > 0;
	c->before = c->usual.middle;
	c->verdict = cs_usual_judge(&c->usual, c->value);
	c->change = c->value / c->before - 1;
}

static struct cs_days_run
run_of(const struct cs_daybook *book, cs_day from, cs_day to)
{
	struct cs_days_run run = { 0 };

	for (cs_day day = from; day <= to; day++)
		cs_days_run_add(&run, cs_daybook_sum(book, day, day));
	return run;
}

static void
compare_spans(const struct cs_report *report, const struct cs_daybook *book, bool counted, struct comparison *c)
{
	cs_day from, to;

	cs_report_before(report, &from, &to);
	c->known = cs_daybook_knows(book, from, to);
	if (!c->known)
		return;
	struct cs_days_run now = run_of(book, report->from, report->to), then = run_of(book, from, to);

	c->before = then.sum;
	c->verdict = cs_days_run_judge(&now, &then, counted);
	c->change = now.sum / (double)now.days / (then.sum / (double)then.days) - 1;
}

static struct cs_doc_value
amount_of(struct cs_doc *doc, const struct metric *m, double amount)
{
	if (isnan(amount))
		return cs_doc_unknown(m->money ? CS_DOC_MONEY : CS_DOC_INT);
	if (m->money)
		return cs_doc_money(doc, llround(amount));
	/* The median of an even number of weeks may lie between two whole numbers. */
	return fmod(amount, 1) == 0 ? cs_doc_int(doc, llround(amount)) : cs_doc_real(doc, amount, 1);
}

/* "+12%", and an empty one where there was nothing before. */
static struct cs_doc_value
change_of(struct cs_doc *doc, double change)
{
	struct cs_doc_value value = cs_doc_share(doc, isfinite(change) ? change : (double)NAN);

	if (value.known && change > 0)
		value.shown = cs_doc_keep_format(doc, "+%s", value.shown);
	return value;
}

static const char *
compared_with(const struct cs_report *report, const struct metric *m, const struct comparison *c)
{
	char from[CS_DAY_TEXT], to[CS_DAY_TEXT];
	const char *text;
	cs_day first, last;

	cs_report_before(report, &first, &last);
	if (cs_report_is_short(report))
		text = cs_doc_keep_format(report->doc, cs_tr_count("the same day %zu week before",
		    "median of the same days of the last %zu weeks", c->usual.n), c->usual.n);
	else
		text = cs_doc_keep_format(report->doc, _("%s to %s, a day for a day"), cs_day_format(from, first),
		    cs_day_format(to, last));
	return m->kind->ages ? cs_doc_keep_format(report->doc, _("%s, at the same age"), text) : text;
}

static const enum cs_doc_verdict verdicts[] = {
	[CS_CHANGE_TOO_FEW] = CS_DOC_TOO_FEW, [CS_CHANGE_NOISE] = CS_DOC_NOISE, [CS_CHANGE_SIGNAL] = CS_DOC_SIGNAL,
};

static void
add_figure(struct cs_report *report, const struct metric *m, bool known, const struct comparison *c)
{
	struct cs_doc *doc = report->doc;
	struct cs_doc_figure *f = cs_doc_figure(doc, m->id, _(m->label), amount_of(doc, m, known ? c->value : (double)NAN));

	f->definition = cs_doc_keep(doc, _(m->definition));
	if (!known || !c->known)
		return;
	f->before = amount_of(doc, m, c->before);
	f->compared = compared_with(report, m, c);
	/* A day that is not over is less than others for that alone. */
	if (report->to >= report->as_of)
		return;
	f->verdict = verdicts[c->verdict];
	f->change = change_of(doc, c->change);
	if (c->verdict == CS_CHANGE_SIGNAL)
		f->severity = (c->change > 0) == m->less_is_better ? CS_DOC_WATCH : CS_DOC_GOOD;
}

static const struct cs_doc_column limit_columns[] = {
	{ "figure", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "value", CS_DOC_REAL, CS_MASK_NONE, false },
	{ "usual", CS_DOC_REAL, CS_MASK_NONE, false },
	{ "low", CS_DOC_REAL, CS_MASK_NONE, false },
	{ "high", CS_DOC_REAL, CS_MASK_NONE, false },
	{ "weeks", CS_DOC_INT, CS_MASK_NONE, false },
};

/* A count is shown as its figure shows it: 35, not 35.0. */
static struct cs_doc_value
whole_or_tenth(struct cs_doc *doc, double n)
{
	return cs_doc_real(doc, n, n == floor(n) ? 0 : 1);
}

/* Between which limits a value is no signal. */
static void
add_limits(struct cs_doc *doc, const struct metric *m, const struct comparison *c)
{
	double scale = m->money ? pow(10, doc->currency_decimals) : 1;

	if (!cs_doc_find_table(doc, "limits"))
		cs_doc_table(doc, "limits", _("What is usual"), limit_columns, CS_COUNT(limit_columns));
	struct cs_doc_value name = cs_doc_text(doc, m->id);

	name.shown = cs_doc_keep(doc, _(m->label));
	cs_doc_cell(doc, name);
	cs_doc_cell(doc, whole_or_tenth(doc, c->value / scale));
	cs_doc_cell(doc, whole_or_tenth(doc, c->usual.middle / scale));
	cs_doc_cell(doc, cs_doc_real(doc, c->usual.low / scale, 1));
	cs_doc_cell(doc, cs_doc_real(doc, c->usual.high / scale, 1));
	cs_doc_cell(doc, cs_doc_int(doc, (int64_t)c->usual.n));
}

/*
 * Of what is new less was sent back so far than of what is old: the days
 * compared with are looked at as they stood when they were as new.
 */
static enum cs_status
read_same_age(struct cs_daybook *book, const struct cs_report *report, const struct metric *m, cs_day first,
    struct cs_err *err)
{
	enum cs_status st = cs_daybook_open(book, report, m->kind, first, report->to, err);
	cs_day from, to;

	if (st == CS_OK)
		st = cs_daybook_fill(book, report, m->kind, report->from, report->to, 0, err);
	for (int k = 1; cs_report_is_short(report) && st == CS_OK && k <= CS_REPORT_WEEKS; k++) {
		int days = k * CS_REPORT_WEEK;

		st = cs_daybook_fill(book, report, m->kind, report->from - days, report->to - days, days, err);
	}
	if (st != CS_OK || cs_report_is_short(report))
		return st;
	cs_report_before(report, &from, &to);
	return cs_daybook_fill(book, report, m->kind, from, to, report->from - from, err);
}

static enum cs_status
add_metric(struct cs_report *report, const struct metric *m, struct cs_err *err)
{
	struct comparison c = { .before = NAN };
	struct cs_daybook book;
	cs_day from = report->from - CS_REPORT_WEEKS * CS_REPORT_WEEK, to;

	if (!cs_report_is_short(report))
		cs_report_before(report, &from, &to);
	enum cs_status st = m->kind->ages ? read_same_age(&book, report, m, from, err) :
	    cs_daybook_read(&book, report, m->kind, from, report->to, err);
	bool known = cs_daybook_knows(&book, report->from, report->to);

	if (st == CS_OK && known) {
		c.value = cs_daybook_sum(&book, report->from, report->to);
		if (cs_report_is_short(report))
			compare_weeks(report, &book, !m->money, &c);
		else
			compare_spans(report, &book, !m->money, &c);
	}
	if (st == CS_OK)
		add_figure(report, m, known, &c);
	if (st == CS_OK && known && cs_report_is_short(report) && c.known && report->detail == CS_DETAIL_HIGH)
		add_limits(report->doc, m, &c);
	cs_daybook_release(&book);
	return st;
}

/* The test, in words; and what stands in its way. */
static void
add_notes(struct cs_report *report)
{
	struct cs_doc *doc = report->doc;
	const struct cs_doc_figure *orders = cs_doc_find_figure(doc, "orders");

	if (!orders->value.known && report->from <= report->as_of)
		cs_doc_say(doc, CS_DOC_WATCH, "%s", _("The orders of these days are not all imported: figures without a value are "
		    "not known, which is not zero."));
	if (report->to >= report->as_of) {
		cs_doc_note(doc, "%s", report->from > report->as_of ? _("These days are still to come: nothing of them is known.") :
		    _("Today is not over: no change is told."));
		return;
	}
	if (cs_report_is_short(report))
		cs_doc_note(doc, "%s", _("A signal lies more than 3 standard deviations from the median of the weeks: 1.4826 times "
		    "their median absolute deviation, for counts at least the root of the median. Fewer than 5 weeks or 10 events "
		    "are too few."));
	else
		cs_doc_note(doc, "%s", _("A signal is a difference of the daily means of more than 3 standard errors (t with the "
		    "pooled variance of the days, for counts at least their mean). Fewer than 5 days or 10 events are too few."));
	cs_doc_note(doc, _("Of shares a signal has p under 0.01; under %d answers or cases on either side none is told."),
	    CS_REPORT_LEAST);
}

enum cs_status
cs_report_change(struct cs_report *report, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(metrics); i++)
		st = add_metric(report, &metrics[i], err);
	if (st == CS_OK)
		st = cs_outcome_add(report, err);
	if (st == CS_OK)
		add_notes(report);
	return st;
}

static const struct cs_doc_column order_columns[] = {
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "ordered_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "amount", CS_DOC_MONEY, CS_MASK_NONE, false },
};
static const struct cs_doc_column repeat_columns[] = {
	{ "date", CS_DOC_DAY, CS_MASK_NONE, false },
	{ "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "orders", CS_DOC_INT, CS_MASK_NONE, false },
};
static const struct cs_doc_column return_columns[] = {
	{ "return_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "requested_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "reason_code", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "reason", CS_DOC_TEXT, CS_MASK_PROSE, true },
};
static const struct cs_doc_column contact_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "opened_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "kind", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "cause", CS_DOC_TEXT, CS_MASK_PROSE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
};

static void
bind_seen(const struct cs_report *report, struct cs_stmt *stmt)
{
	cs_query_bind_days(report, stmt);
	cs_bind_int(stmt, ":seen", report->now);
}

static const struct cs_query queries[] = {
	{ "orders", CS_SQL_DIGEST_ORDERS_LIST, cs_query_bind_days, order_columns, CS_COUNT(order_columns) },
	{ "sales", CS_SQL_DIGEST_ORDERS_LIST, cs_query_bind_days, order_columns, CS_COUNT(order_columns) },
	{ "repeat_purchases", CS_SQL_DIGEST_REPEATS_LIST, bind_seen, repeat_columns, CS_COUNT(repeat_columns) },
	{ "returns", CS_SQL_DIGEST_RETURNS_LIST, cs_query_bind_days, return_columns, CS_COUNT(return_columns) },
	{ "contacts", CS_SQL_DIGEST_CONTACTS_LIST, cs_query_bind_days, contact_columns, CS_COUNT(contact_columns) },
	{ "complaints", CS_SQL_DIGEST_COMPLAINTS_LIST, cs_query_bind_days, contact_columns, CS_COUNT(contact_columns) },
};

static enum cs_status
list_rows(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_query_list(report, queries, CS_COUNT(queries), out, err);
}

const struct cs_report_list cs_report_change_lists[] = {
	{ "orders", list_rows }, { "sales", list_rows }, { "repeat_purchases", list_rows }, { "returns", list_rows },
	{ "contacts", list_rows }, { "complaints", list_rows }, { "satisfied", cs_outcome_list },
	{ "solved_for_good", cs_outcome_list }, { NULL, NULL },
};
