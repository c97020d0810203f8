#include "report/trust.h"

#include <math.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "report/cells.h"
#include "report/chart.h"
#include "report/orderbook.h"
#include "stat/logrank.h"
#include "stat/ratio.h"
#include "store/db.h"
#include "stream/out.h"

#define PRIORS 3        /* no purchase before, one, more */
#define CLASSES CS_GOODS_CLASS_COUNT
#define STRATA (PRIORS * CLASSES)
#define SECOND_DAYS 30  /* a second failure so soon after the first is the dangerous one (Knox and van Oest 2014) */

enum exposure { COMPLAINT, SHOP_RETURN, EXPOSURE_COUNT };

static const char *const exposure_words[] = {
	[COMPLAINT] = N_("complaint"), [SHOP_RETURN] = N_("return, not the customer's fault"),
};
static const char *const prior_words[PRIORS] = { N_("first order"), N_("second order"), N_("third or later") };

struct study {
	struct cs_report *report;
	const struct cs_orderbook *book;
	struct cs_calendar calendar;
};

static void
close_study(struct study *study)
{
	cs_calendar_close(&study->calendar);
}

static enum cs_status
open_study(struct study *study, struct cs_report *report, struct cs_err *err)
{
	*study = (struct study){ .report = report };
	cs_calendar_open(&study->calendar, CS_LABOR_HOLIDAY);
	cs_calendar_index(&study->calendar);
	return cs_orderbook_read(report, &study->book, err);
}

/* When the clock of an order starts. */
static cs_day
start_of(const struct study *study, const struct cs_booked *order)
{
	return order->delivered + (cs_day)study->report->terms.lag;
}

static bool
is_studied(const struct study *study, const struct cs_booked *order)
{
	return cs_order_is_of_period(study->report, order) && order->customer != 0 &&
	    order->delivered != CS_NO_DAY && start_of(study, order) < study->report->as_of &&
	    (order->next == CS_NO_DAY || order->next > start_of(study, order));
}

static bool
is_exposed(const struct study *study, const struct cs_booked *order, enum exposure exposure)
{
	cs_day start = start_of(study, order);

	if (exposure == COMPLAINT)
		return order->complained != CS_NO_DAY && order->complained <= start;
	return order->returned == 2 && order->taken_back != CS_NO_DAY && order->taken_back <= start;
}

static size_t
stratum_of(const struct cs_booked *order)
{
	return (order->prior < PRIORS - 1 ? order->prior : PRIORS - 1) * (size_t)CLASSES + order->class;
}

/* Only orders that were watched for the whole window. */
static void
count_strata(const struct study *study, enum exposure exposure, struct cs_stratum strata[])
{
	cs_day window = (cs_day)study->report->terms.window;

	for (size_t i = 0; i < study->book->count; i++) {
		const struct cs_booked *order = &study->book->items[i];

		if (!is_studied(study, order) || start_of(study, order) + window > study->report->as_of)
			continue;
		struct cs_stratum *stratum = &strata[stratum_of(order)];
		struct cs_count_of *count = is_exposed(study, order, exposure) ? &stratum->a : &stratum->b;

		count->n++;
		count->x += order->next != CS_NO_DAY && order->next <= start_of(study, order) + window;
	}
}

static void
put_strata(struct cs_doc *doc, enum exposure exposure, const struct cs_stratum strata[], int64_t least)
{
	for (size_t i = 0; i < STRATA; i++) {
		if (strata[i].a.n + strata[i].b.n == 0)
			continue;
		cs_doc_cell(doc, cs_word(doc, exposure_words[exposure]));
		cs_doc_cell(doc, cs_word(doc, prior_words[i / CLASSES]));
		cs_doc_cell(doc, cs_word(doc, cs_goods_class_words[i % CLASSES]));
		cs_doc_cell(doc, cs_doc_int(doc, strata[i].a.n));
		cs_doc_cell(doc, cs_doc_int(doc, strata[i].a.x));
		cs_doc_cell(doc, strata[i].a.n < least ? cs_doc_unknown(CS_DOC_RATE) :
		    cs_doc_rate(doc, strata[i].a.x, strata[i].a.n));
		cs_doc_cell(doc, cs_doc_int(doc, strata[i].b.n));
		cs_doc_cell(doc, cs_doc_int(doc, strata[i].b.x));
		cs_doc_cell(doc, strata[i].b.n < least ? cs_doc_unknown(CS_DOC_RATE) :
		    cs_doc_rate(doc, strata[i].b.x, strata[i].b.n));
	}
}

static void
put_ratio(struct study *study, enum exposure exposure, const struct cs_stratum strata[])
{
	static const char *const ids[] = { "complaint_repurchase_ratio", "return_repurchase_ratio" };
	static const char *const counts[] = { "complaint_orders", "return_orders" };
	static const char *const labels[] = { N_("Repurchase after a complaint, times that of others"),
		N_("Repurchase after a return not the customer's fault, times that of others") };
	static const char *const count_labels[] = { N_("Orders with a complaint"),
		N_("Orders with a return not the customer's fault") };
	struct cs_doc *doc = study->report->doc;
	struct cs_count_of with = { 0 }, without = { 0 };
	struct cs_interval ratio = { (double)NAN, (double)NAN, (double)NAN };

	for (size_t i = 0; i < STRATA; i++) {
		with.n += strata[i].a.n;
		without.n += strata[i].b.n;
	}
	bool few = with.n < study->report->terms.least || without.n < study->report->terms.least;

	if (!few)
		ratio = cs_risk_ratio(strata, STRATA, CS_Z95);
	struct cs_doc_figure *f = cs_doc_figure(doc, counts[exposure], _(count_labels[exposure]), cs_doc_int(doc, with.n));

	f->n = with.n + without.n;
	f->definition = cs_doc_keep(doc, _("delivered orders followed for the whole window that had it before their clock started"));
	f = cs_doc_figure(doc, ids[exposure], _(labels[exposure]), cs_doc_real(doc, ratio.value, 2));
	f->n = with.n + without.n;
	f->low = cs_doc_real(doc, ratio.low, 2);
	f->high = cs_doc_real(doc, ratio.high, 2);
	f->verdict = few || isnan(ratio.value) ? CS_DOC_TOO_FEW : ratio.low > 1 || ratio.high < 1 ? CS_DOC_SIGNAL : CS_DOC_NOISE;
	f->definition = cs_doc_keep(doc, _("Mantel and Haenszel's risk ratio over purchases before and class of goods"));
	if (f->verdict == CS_DOC_SIGNAL)
		cs_doc_note(doc, _("A hidden cause would have to multiply both by %.2f to explain %.2f away (E-value)."),
		    cs_e_value(ratio.value), ratio.value);
}

enum cs_status
cs_trust_ratios(struct cs_report *report, struct cs_err *err)
{
	static const struct cs_doc_column columns[] = {
		{ "exposure", CS_DOC_TEXT, CS_MASK_NONE, false }, { "prior", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "class", CS_DOC_TEXT, CS_MASK_NONE, false }, { "with", CS_DOC_INT, CS_MASK_NONE, false },
		{ "with_repurchased", CS_DOC_INT, CS_MASK_NONE, false }, { "with_rate", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "without", CS_DOC_INT, CS_MASK_NONE, false }, { "without_repurchased", CS_DOC_INT, CS_MASK_NONE, false },
		{ "without_rate", CS_DOC_RATE, CS_MASK_NONE, false },
	};
	struct study study;
	enum cs_status st = open_study(&study, report, err);

	if (st == CS_OK)
		cs_doc_table(report->doc, "strata", _("Who bought again, by what went before"), columns, CS_COUNT(columns));
	for (int exposure = 0; st == CS_OK && exposure < EXPOSURE_COUNT; exposure++) {
		struct cs_stratum strata[STRATA] = { 0 };

		count_strata(&study, (enum exposure)exposure, strata);
		put_strata(report->doc, (enum exposure)exposure, strata, report->terms.least);
		put_ratio(&study, (enum exposure)exposure, strata);
	}
	if (st == CS_OK) {
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("Association, not proof."));
		cs_doc_note(report->doc, _("Every clock starts %lld days after receipt and runs for %lld days; what happened before tells the "
		    "groups apart.  Guests and customers who bought again before the start are left out.  A customer can be here with "
		    "several orders."), (long long)report->terms.lag, (long long)report->terms.window);
		cs_doc_note(report->doc, "%s", _("Why customers came back is not recorded: no export and no ledger of this "
		    "toolkit tells it.  These are shares, and no reasons."));
		cs_doc_note(report->doc, "%s", _("Quoted, not this shop's: of 100 customers whose complaint was solved 70 are said to come back, "
		    "82 when it was solved fast, 9 of those who never complained (TARP, as it circulates)."));
	}
	close_study(&study);
	return st;
}

/* How the complaint stood when the clock started. */
enum { NONE, SOLVED_FAST, SOLVED_LATE, NOT_SOLVED, GROUP_COUNT };

static const char *const group_words[GROUP_COUNT] = {
	[NONE] = N_("no complaint"), [SOLVED_FAST] = N_("solved fast"), [SOLVED_LATE] = N_("solved late"),
	[NOT_SOLVED] = N_("not solved"),
};

/* Fast is by the end of the next business day. */
static int
group_of(const struct study *study, const struct cs_booked *order)
{
	if (!is_exposed(study, order, COMPLAINT))
		return NONE;
	if (order->solved == CS_NO_DAY || order->solved > start_of(study, order))
		return NOT_SOLVED;
	cs_day next = cs_calendar_end(&study->calendar, order->complained, 1, CS_UNIT_BUSINESS, NULL);

	return next == CS_NO_DAY || order->solved <= next ? SOLVED_FAST : SOLVED_LATE;
}

static void
put_survival(struct cs_report *report, const struct cs_survival groups[])
{
	static const struct cs_doc_column columns[] = {
		{ "complaint", CS_DOC_TEXT, CS_MASK_NONE, false }, { "days", CS_DOC_INT, CS_MASK_NONE, false },
		{ "orders", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE,
	};
	static const size_t days[] = { 30, 60, 90, 120, 180, 270, 365 };
	struct cs_doc *doc = report->doc;

	cs_doc_table(doc, "survival", _("Share that bought again by day, Kaplan and Meier"), columns, CS_COUNT(columns));
	for (int g = 0; g < GROUP_COUNT; g++) {
		for (size_t i = 0; groups[g].people >= report->terms.least && i < CS_COUNT(days); i++) {
			struct cs_share share = cs_survival_share(&groups[g], days[i]);

			cs_doc_cell(doc, cs_word(doc, group_words[g]));
			cs_doc_cell(doc, cs_doc_int(doc, (int64_t)days[i]));
			cs_doc_cell(doc, cs_doc_int(doc, cs_survival_at_risk(&groups[g], days[i])));
			cs_doc_cell(doc, cs_doc_share(doc, share.share));
			cs_doc_cell(doc, cs_doc_share(doc, share.low));
			cs_doc_cell(doc, cs_doc_share(doc, share.high));
		}
		if (groups[g].people > 0 && groups[g].people < report->terms.least)
			cs_doc_note(doc, _("\"%s\": %lld orders are too few for a curve."), _(group_words[g]), (long long)groups[g].people);
	}
	if (groups[NONE].people >= report->terms.least)
		cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_LINES, .x = "days", .y = { "rate" },
			.series = "complaint" });
}

/* Groups too small for a curve are no part of the test either. */
static void
put_logrank(struct cs_report *report, const struct cs_survival groups[])
{
	struct cs_survival large[GROUP_COUNT]; /* borrowed */
	struct cs_doc *doc = report->doc;
	struct cs_logrank test = { .p = NAN };
	int64_t orders = 0;
	size_t enough = 0;

	for (int g = SOLVED_FAST; g < GROUP_COUNT; g++) {
		if (groups[g].people < report->terms.least)
			continue;
		orders += groups[g].people;
		large[enough++] = groups[g];
	}
	if (enough >= 2)
		cs_logrank(large, enough, &test);
	struct cs_doc_figure *f = cs_doc_figure(doc, "solved_logrank", _("Solved fast, late or not: p of the log-rank test"),
	    cs_doc_real(doc, test.p, 4));

	f->n = orders;
	f->verdict = isnan(test.p) ? CS_DOC_TOO_FEW : test.p <= CS_FALSE_DISCOVERY ? CS_DOC_SIGNAL : CS_DOC_NOISE;
	f->definition = cs_doc_keep(doc, _("log-rank test of the time to the next order among orders with a complaint"));
}

enum cs_status
cs_trust_times(struct cs_report *report, struct cs_err *err)
{
	struct cs_survival groups[GROUP_COUNT] = { 0 };
	struct study study;
	enum cs_status st = open_study(&study, report, err);

	for (size_t i = 0; st == CS_OK && i < study.book->count; i++) {
		const struct cs_booked *order = &study.book->items[i];

		if (!is_studied(&study, order))
			continue;
		bool again = order->next != CS_NO_DAY && order->next <= report->as_of;
		cs_day end = again ? order->next : report->as_of;

		cs_survival_add(&groups[group_of(&study, order)], (size_t)(end - start_of(&study, order)), again);
	}
	if (st == CS_OK) {
		put_survival(report, groups);
		put_logrank(report, groups);
		cs_doc_note(report->doc, "%s", _("Fast: resolved by the end of the next business day.  The limits have Greenwood's variance."));
	}
	for (int g = 0; g < GROUP_COUNT; g++)
		cs_survival_release(&groups[g]);
	close_study(&study);
	return st;
}

static struct cs_stmt *
second_failures(struct cs_report *report)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_ANALYSIS_SECOND_FAILURES);

	cs_bind_int(stmt, ":from", report->from);
	cs_bind_int(stmt, ":to", report->to);
	cs_bind_int(stmt, ":days", SECOND_DAYS);
	return stmt;
}

enum cs_status
cs_trust_again(struct cs_report *report, struct cs_err *err)
{
	struct cs_stmt *stmt = second_failures(report);
	enum cs_status st;
	int64_t count = 0;

	while ((st = cs_step(stmt, err)) == CS_ROW)
		count++;
	cs_stmt_reset(stmt);
	struct cs_doc_figure *f = cs_doc_figure(report->doc, "second_failures", _("Second failures"),
	    cs_doc_int(report->doc, count));

	f->severity = count > 0 ? CS_DOC_WATCH : CS_DOC_PLAIN;
	f->definition = cs_doc_keep_format(report->doc, _("complaints within %d days of an earlier one of the same customer"), SECOND_DAYS);
	return st;
}

enum cs_status
cs_trust_list_again(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "contact_id", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
		{ "opened_on", CS_CELL_TEXT }, { "before_on", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE },
	};
	struct cs_stmt *stmt = second_failures(report);
	enum cs_status st;
	size_t len;

	cs_out_begin(out, cols, CS_COUNT(cols));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		for (int i = 0; i < 3; i++)
			cs_out_str(out, cs_col_text(stmt, i, &len));
		cs_out_day(out, (cs_day)cs_col_int(stmt, 3));
		cs_out_day(out, (cs_day)cs_col_int(stmt, 4));
		cs_out_str(out, cs_col_text(stmt, 5, &len));
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
write_order(const struct study *study, const struct cs_booked *order, struct cs_out *out, struct cs_err *err)
{
	enum cs_status st = cs_order_name(study->report, order, out, err);

	if (st != CS_OK)
		return st;
	cs_out_day(out, order->ordered);
	cs_out_day(out, order->delivered);
	cs_out_day(out, order->complained);
	cs_out_day(out, order->solved);
	cs_out_day(out, order->taken_back);
	cs_out_day(out, start_of(study, order));
	cs_out_day(out, order->next);
	cs_out_end(out);
	return CS_OK;
}

static enum cs_status
list_exposed(struct cs_report *report, enum exposure exposure, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "order_no", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "ordered_on", CS_CELL_TEXT },
		{ "delivered_on", CS_CELL_TEXT }, { "complained_on", CS_CELL_TEXT }, { "solved_on", CS_CELL_TEXT },
		{ "returned_on", CS_CELL_TEXT }, { "start_on", CS_CELL_TEXT }, { "next_on", CS_CELL_TEXT },
	};
	struct study study;
	enum cs_status st = open_study(&study, report, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	for (size_t i = 0; st == CS_OK && i < study.book->count; i++) {
		const struct cs_booked *order = &study.book->items[i];

		if (is_studied(&study, order) && is_exposed(&study, order, exposure) &&
		    start_of(&study, order) + report->terms.window <= report->as_of)
			st = write_order(&study, order, out, err);
	}
	close_study(&study);
	return st;
}

enum cs_status
cs_trust_list_complaints(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return list_exposed(report, COMPLAINT, out, err);
}

enum cs_status
cs_trust_list_returns(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return list_exposed(report, SHOP_RETURN, out, err);
}
