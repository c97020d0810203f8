#include "report/money.h"

#include <string.h>

#include "mileage/lapse.h"
#include "mileage/policy.h"
#include "report/daybook.h"
#include "report/lawdesk.h"
#include "report/query.h"
#include "stream/out.h"

#define BUDGET_WATCH 0.8 /* of the month's budget */
#define STANDS_DAYS 31   /* after the last day of a report, figures as of today belong in it */

/* The month that the report ends in, up to its last day. */
static void
bind_month(const struct cs_report *report, struct cs_stmt *stmt)
{
	cs_bind_int(stmt, ":first", cs_month_start(report->to));
	cs_bind_int(stmt, ":last", report->to);
}

static void
bind_day(const struct cs_report *report, struct cs_stmt *stmt)
{
	cs_bind_int(stmt, ":day", report->as_of);
}

static const char *
window_of(struct cs_report *report, cs_day from, cs_day to)
{
	char first[CS_DAY_TEXT], last[CS_DAY_TEXT];

	return cs_doc_keep_format(report->doc, "%s – %s", cs_day_format(first, from), cs_day_format(last, to));
}

/* Figures as of today say nothing of a time long gone, nor of one that is to come. */
static bool
is_about_today(const struct cs_report *report)
{
	return report->from <= report->as_of && report->to >= report->as_of - STANDS_DAYS;
}

/* Whether nothing of that kind in the period means that there was none. */
static enum cs_status
find_known(const struct cs_report *report, const struct cs_daybook_kind *kind, bool *known, struct cs_err *err)
{
	struct cs_daybook book;
	enum cs_status st = cs_daybook_open(&book, report, kind, report->from, report->to, err);

	*known = cs_daybook_knows_past(&book, report, report->from, report->to);
	cs_daybook_release(&book);
	return st;
}

/* Beside amounts of money a bare number would pass for one. */
static const char *
unit_of_points(struct cs_doc *doc)
{
	return cs_doc_keep(doc, cs_tr_heading("unit", "points"));
}

/* What has lapsed by the day of the report, though no event of the ledger says so yet. */
static enum cs_status
sum_lapses(struct cs_report *report, int64_t *sum, struct cs_err *err)
{
	struct cs_lapses lapses = { 0 };
	enum cs_status st = cs_lapses_read(report->db, report->as_of, &lapses, err);

	*sum = 0;
	for (size_t i = 0; st == CS_OK && i < lapses.count; i++)
		*sum += lapses.items[i].expired + lapses.items[i].taken;
	cs_lapses_release(&lapses);
	return st;
}

static void
show_points(struct cs_report *report, int64_t owed, int64_t expiring)
{
	struct cs_doc *doc = report->doc;
	char as_of[CS_DAY_TEXT];
	const char *window = cs_doc_keep_format(doc, _("as of %s"), cs_day_format(as_of, report->as_of));
	struct cs_doc_figure *f = cs_doc_figure(doc, "points_owed", _("Points owed"), cs_doc_int(doc, owed));

	f->unit = unit_of_points(doc);
	f->definition = cs_doc_keep(doc, _("points that customers have, are waiting for or hold; a liability until used"));
	f->window = window;
	f = cs_doc_figure(doc, "points_expiring", _("Points that lapse within 30 days"), cs_doc_int(doc, expiring));
	f->unit = unit_of_points(doc);
	f->definition = cs_doc_keep(doc, _("of these, what can be used now and lapses within 30 days"));
	f->window = window;
}

static enum cs_status
add_points(struct cs_report *report, bool *ledger, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_DIGEST_POINTS);
	int64_t lapsed = 0, open = 0, expiring = 0;

	bind_day(report, stmt);
	enum cs_status st = cs_step(stmt, err);

	*ledger = st == CS_ROW && cs_col_int(stmt, 0) == 1;
	if (*ledger) {
		open = cs_col_int(stmt, 1);
		expiring = cs_col_int(stmt, 2);
	}
	cs_stmt_reset(stmt);
	st = cs_failed(st) ? st : CS_OK;
	if (st == CS_OK && *ledger)
		st = sum_lapses(report, &lapsed, err);
	if (st == CS_OK && *ledger && is_about_today(report))
		show_points(report, open - lapsed, expiring);
	return st;
}

/* The month's budget for compensation, in points; 0: there is none. */
static enum cs_status
read_budget(struct cs_report *report, int64_t *budget, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_MILEAGE_POLICY_AT);
	struct cs_policy policy;
	size_t len;

	*budget = 0;
	cs_bind_int(stmt, ":day", report->to);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		const char *body = cs_col_text(stmt, 1, &len);

		st = cs_policy_parse(&policy, body, len, "policy", err);
		*budget = st == CS_OK ? policy.comp_budget_month : 0;
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
add_compensation(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	int64_t budget;
	enum cs_status st = read_budget(report, &budget, err);
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_DIGEST_COMPENSATED);

	bind_month(report, stmt);
	if (st == CS_OK)
		st = cs_step(stmt, err);
	if (st == CS_ROW) {
		int64_t points = cs_col_int(stmt, 0);
		const char *window = window_of(report, cs_month_start(report->to), report->to);
		struct cs_doc_figure *f = cs_doc_figure(doc, "compensation", _("Points given for returns"), cs_doc_int(doc, points));

		f->unit = unit_of_points(doc);
		f->n = cs_col_int(stmt, 1);
		f->definition = cs_doc_keep(doc, _("points granted as compensation in the month so far, for n returns"));
		f->window = window;
		f = cs_doc_figure(doc, "budget_used", _("Share of the month's budget"),
		    budget ? cs_doc_rate(doc, points, budget) : cs_doc_unknown(CS_DOC_RATE));
		f->definition = cs_doc_keep(doc, _("these points of compensate.budget_month of the policy in force; a watch from 80 %"));
		f->window = window;
		f->severity = budget && (double)points >= BUDGET_WATCH * (double)budget ? CS_DOC_WATCH : CS_DOC_PLAIN;
		st = CS_OK;
	}
	cs_stmt_reset(stmt);
	return st;
}

/* Sums of the period: an amount, how many, and how many of unknown amount. */
static enum cs_status
add_refunds(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_DIGEST_REFUNDS);

	bool known;
	enum cs_status st = find_known(report, &cs_daybook_returns, &known, err);

	cs_query_bind_days(report, stmt);
	if (st == CS_OK)
		st = cs_step(stmt, err);
	if (st == CS_ROW) {
		int64_t n = cs_col_int(stmt, 1), unknown = cs_col_int(stmt, 2);
		struct cs_doc_figure *f = cs_doc_figure(doc, "refunds", _("Refunds"),
		    n == unknown && !(n == 0 && known) ? cs_doc_unknown(CS_DOC_MONEY) : cs_doc_money(doc, cs_col_int(stmt, 0)));

		f->n = n;
		f->definition = cs_doc_keep(doc, _("paid back in the period, for n returns and cancellations"));
		if (unknown)
			cs_doc_note(doc, cs_tr_count("%lld refund has no amount and is not in the sum.",
			    "%lld refunds have no amount and are not in the sum.", (unsigned long)unknown), (long long)unknown);
		st = CS_OK;
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
add_remedies(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_DIGEST_REMEDIES);

	bool known;
	enum cs_status st = find_known(report, &cs_daybook_contacts, &known, err);

	cs_query_bind_days(report, stmt);
	if (st == CS_OK)
		st = cs_step(stmt, err);
	if (st == CS_ROW) {
		struct cs_doc_figure *f = cs_doc_figure(doc, "remedies", _("Remedies in consultations"),
		    known || cs_col_int(stmt, 1) > 0 ? cs_doc_money(doc, cs_col_int(stmt, 0)) : cs_doc_unknown(CS_DOC_MONEY));

		f->n = cs_col_int(stmt, 1);
		f->definition = cs_doc_keep(doc, _("compensation entered in the ledger of consultations within somebody's limit or with approval"));
		st = CS_OK;
	}
	cs_stmt_reset(stmt);
	return st;
}

/* Late refunds of the docket: what they owe, and one row each where a list is wanted. */
struct late {
	const struct cs_lawdesk *desk;
	struct cs_report *report;
	struct cs_out *out;      /* NULL: only sums */
	int64_t interest, cases, unknown;
};

static const struct cs_doc_column interest_columns[] = {
	{ "case_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "refund_due_on", CS_DOC_DAY, CS_MASK_NONE, false },
	{ "days_late", CS_DOC_INT, CS_MASK_NONE, false },
	{ "amount", CS_DOC_MONEY, CS_MASK_NONE, false },
	{ "interest", CS_DOC_MONEY, CS_MASK_NONE, false },
};

static void
list_late(const struct late *late, const struct cs_case *c)
{
	int decimals = late->report->doc->currency_decimals;
	const struct cs_verdict *v = &c->verdict;

	cs_out_str(late->out, c->code);
	cs_out_str(late->out, c->order_no);
	cs_out_day(late->out, v->refund_due);
	cs_out_int(late->out, v->days_late);
	if (v->sum >= 0)
		cs_out_money(late->out, v->sum, decimals, decimals);
	else
		cs_out_empty(late->out);
	if (v->interest >= 0)
		cs_out_money(late->out, v->interest, v->decimals, decimals);
	else
		cs_out_empty(late->out);
	cs_out_end(late->out);
}

static enum cs_status
take_case(void *self, const struct cs_case *c, struct cs_err *err)
{
	struct late *late = self;
	bool owed = false;

	(void)err;
	for (size_t i = 0; i < c->clock_count; i++)
		owed |= cs_lawdesk_is_refund(late->desk, &c->clocks[i]) && c->clocks[i].due < late->report->as_of;
	if (!owed)
		return CS_OK;
	late->cases++;
	late->unknown += c->verdict.interest < 0;
	late->interest += c->verdict.interest > 0 ? c->verdict.interest : 0;
	if (late->out)
		list_late(late, c);
	return CS_OK;
}

static enum cs_status
read_late(struct late *late, struct cs_err *err)
{
	struct cs_lawdesk desk;
	enum cs_status st = cs_lawdesk_open(&desk, late->report, err);

	late->desk = &desk;
	if (st == CS_OK)
		st = cs_docket_each(&desk.docket, take_case, late, err);
	cs_lawdesk_close(&desk);
	return st;
}

static enum cs_status
add_interest(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	struct late late = { .report = report };
	enum cs_status st = read_late(&late, err);
	char as_of[CS_DAY_TEXT];

	if (st != CS_OK)
		return st;
	bool known = late.unknown < late.cases || late.cases == 0;
	struct cs_doc_figure *f = cs_doc_figure(doc, "interest_owed", _("Interest owed"),
	    known ? cs_doc_money(doc, late.interest) : cs_doc_unknown(CS_DOC_MONEY));

	f->n = late.cases;
	f->definition = cs_doc_keep(doc, _("interest on refunds of disputes that are late, up to today (Art. 18(2)), for n cases"));
	f->window = cs_doc_keep_format(doc, _("as of %s"), cs_day_format(as_of, report->as_of));
	f->severity = late.cases ? CS_DOC_WATCH : CS_DOC_PLAIN;
	if (late.unknown)
		cs_doc_note(doc, cs_tr_count("The sum of %lld late refund is not known: its interest is not in the figure.",
		    "The sums of %lld late refunds are not known: their interest is not in the figure.",
		    (unsigned long)late.unknown), (long long)late.unknown);
	return CS_OK;
}

enum cs_status
cs_report_money(struct cs_report *report, struct cs_err *err)
{
	bool ledger = false;
	enum cs_status st = add_points(report, &ledger, err);

	if (st == CS_OK && ledger)
		st = add_compensation(report, err);
	if (st == CS_OK)
		st = add_refunds(report, err);
	if (st == CS_OK)
		st = add_remedies(report, err);
	return st == CS_OK ? add_interest(report, err) : st;
}

static enum cs_status
list_interest(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	struct late late = { .report = report, .out = out };

	cs_query_header(interest_columns, CS_COUNT(interest_columns), out);
	return read_late(&late, err);
}

static const struct cs_doc_column point_columns[] = {
	{ "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "points", CS_DOC_INT, CS_MASK_NONE, false },
	{ "expiring_30d", CS_DOC_INT, CS_MASK_NONE, false },
};
static const struct cs_doc_column compensation_columns[] = {
	{ "return_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "date", CS_DOC_DAY, CS_MASK_NONE, false },
	{ "points", CS_DOC_INT, CS_MASK_NONE, false },
};
static const struct cs_doc_column refund_columns[] = {
	{ "return_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "refunded_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "reason_code", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "refund_amount", CS_DOC_MONEY, CS_MASK_NONE, false },
};
static const struct cs_doc_column remedy_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "remedy", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "amount", CS_DOC_MONEY, CS_MASK_NONE, false },
};

static void
bind_owed(const struct cs_report *report, struct cs_stmt *stmt)
{
	bind_day(report, stmt);
	cs_bind_int(stmt, ":expiring", 0);
}

static void
bind_expiring(const struct cs_report *report, struct cs_stmt *stmt)
{
	bind_day(report, stmt);
	cs_bind_int(stmt, ":expiring", 1);
}

static const struct cs_query queries[] = {
	{ "points_expiring", CS_SQL_DIGEST_POINTS_LIST, bind_expiring, point_columns, CS_COUNT(point_columns) },
	{ "budget_used", CS_SQL_DIGEST_COMPENSATED_LIST, bind_month, compensation_columns, CS_COUNT(compensation_columns) },
	{ "points_owed", CS_SQL_DIGEST_POINTS_LIST, bind_owed, point_columns, CS_COUNT(point_columns) },
	{ "compensation", CS_SQL_DIGEST_COMPENSATED_LIST, bind_month, compensation_columns, CS_COUNT(compensation_columns) },
	{ "refunds", CS_SQL_DIGEST_REFUNDS_LIST, cs_query_bind_days, refund_columns, CS_COUNT(refund_columns) },
	{ "remedies", CS_SQL_DIGEST_REMEDIES_LIST, cs_query_bind_days, remedy_columns, CS_COUNT(remedy_columns) },
};

static enum cs_status
list_rows(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_query_list(report, queries, CS_COUNT(queries), out, err);
}

const struct cs_report_list cs_report_money_lists[] = {
	{ "points_owed", list_rows }, { "points_expiring", list_rows }, { "compensation", list_rows }, { "budget_used", list_rows },
	{ "refunds", list_rows }, { "remedies", list_rows }, { "interest_owed", list_interest }, { NULL, NULL },
};
