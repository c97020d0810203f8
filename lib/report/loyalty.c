#include "report/loyalty.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/cells.h"
#include "report/chart.h"
#include "report/daybook.h"
#include "report/query.h"
#include "repurchase/cohort.h"
#include "repurchase/customers.h"
#include "repurchase/rate.h"
#include "repurchase/windows.h"
#include "stat/proportion.h"
#include "stream/out.h"

#define MONTHS 13     /* so that the same month of the year before can be seen */
#define LEAST_RATE 10 /* customers under whom a share is not told */
#define SEGMENTS (CS_SEGMENT_LOST + 1)

static const struct within {
	const char *id, *label;
	int days;
} withins[] = {
	{ "repurchased_30d", N_("Came back within 30 days"), 30 },
	{ "repurchased_90d", N_("Came back within 90 days"), 90 },
	{ "repurchased_180d", N_("Came back within 180 days"), 180 },
};

/* What one pass over the purchases gives. */
struct loyalty {
	struct cs_history *history;
	struct cs_rate rate;
	struct cs_within within;
	struct cs_cohorts cohorts;
	struct cs_customers customers;
	cs_day as_of;
	cs_day first; /* purchase on record */
	cs_day known; /* up to this day orders are imported */
};

static void
release(struct loyalty *l)
{
	cs_rate_release(&l->rate);
	cs_within_release(&l->within);
	cs_cohorts_release(&l->cohorts);
	cs_customers_release(&l->customers);
	cs_history_close(l->history);
}

static enum cs_status
take_buyers(struct loyalty *l, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	cs_cohorts_begin(&l->cohorts);
	while ((st = cs_history_next(l->history, &buyer, err)) == CS_ROW) {
		st = cs_rate_add(&l->rate, &buyer, false, err);
		if (st == CS_OK)
			st = cs_cohorts_add(&l->cohorts, &buyer, err);
		if (st != CS_OK)
			return st;
		cs_within_add(&l->within, &buyer);
		cs_customers_add(&l->customers, &buyer);
	}
	if (st != CS_OK)
		return st;
	l->first = cs_history_facts(l->history)->first;
	cs_cohorts_settle(&l->cohorts, l->history);
	return cs_customers_settle(&l->customers, l->history, err);
}

static enum cs_status
read_known(struct loyalty *l, const struct cs_report *report, struct cs_err *err)
{
	struct cs_daybook orders;
	enum cs_status st = cs_daybook_open(&orders, report, &cs_daybook_orders, l->as_of, l->as_of, err);

	l->known = orders.last;
	cs_daybook_release(&orders);
	return st;
}

static enum cs_status
read(struct loyalty *l, const struct cs_report *report, struct cs_err *err)
{
	const struct cs_span ever = { CS_NO_DAY, CS_NO_DAY };

	*l = (struct loyalty){ .as_of = report->to < report->as_of ? report->to : report->as_of };
	const struct cs_span year = { cs_day_add_months(cs_month_start(l->as_of), 1 - MONTHS), l->as_of };
	const struct cs_history_options options = { .merge = CS_MERGE_DAY, .as_of = l->as_of };

	l->rate.by = CS_BY_MONTH;
	l->rate.span = year;
	l->within = (struct cs_within){ .days = { .count = CS_COUNT(withins) }, .span = ever, .as_of = l->as_of };
	for (size_t i = 0; i < CS_COUNT(withins); i++)
		l->within.days.items[i] = withins[i].days;
	l->cohorts = (struct cs_cohorts){ .span = year, .as_of = l->as_of };
	l->customers = (struct cs_customers){ .span = ever, .gaps.span = ever, .as_of = l->as_of,
		.ladder = cs_ladder_default, .ladder_only = true };
	enum cs_status st = report->segments ? cs_ladder_read(&l->customers.ladder, report->segments, err) : CS_OK;

	if (st == CS_OK)
		st = read_known(l, report, err);
	if (st == CS_OK)
		st = cs_history_open_store(&l->history, report->db, &options, err);
	return st == CS_OK ? take_buyers(l, err) : st;
}

static const struct cs_rate_cell *
month_of(const struct loyalty *l, int32_t period)
{
	for (size_t i = 0; i < l->rate.count; i++) {
		if (l->rate.cells[i].period == period)
			return &l->rate.cells[i];
	}
	return NULL;
}

static void
add_within(struct cs_doc *doc, const struct loyalty *l)
{
	char as_of[CS_DAY_TEXT];

	for (size_t i = 0; i < CS_COUNT(withins); i++) {
		struct cs_count_of share = { l->within.repurchased[i], l->within.customers[i] };
		struct cs_interval wilson = cs_wilson(share, CS_Z95);
		bool enough = share.n >= LEAST_RATE;
		struct cs_doc_figure *f = cs_doc_figure(doc, withins[i].id, _(withins[i].label),
		    enough ? cs_doc_rate(doc, share.x, share.n) : cs_doc_unknown(CS_DOC_RATE));

		f->n = share.n;
		f->definition = cs_doc_keep(doc, _("of n customers whose first purchase is at least that long ago, those whose second "
		    "one came within that time; limits by Wilson"));
		f->window = cs_doc_keep_format(doc, _("as of %s"), cs_day_format(as_of, l->as_of));
		f->verdict = enough ? CS_DOC_NO_VERDICT : CS_DOC_TOO_FEW;
		if (enough) {
			f->low = cs_doc_share(doc, wilson.low);
			f->high = cs_doc_share(doc, wilson.high);
		}
	}
}

static const struct cs_doc_column month_columns[] = {
	{ "month", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "customers", CS_DOC_INT, CS_MASK_NONE, false },
	{ "returning_customers", CS_DOC_INT, CS_MASK_NONE, false },
	{ "returning_rate", CS_DOC_RATE, CS_MASK_NONE, false },
	{ "repeat_purchase_rate", CS_DOC_RATE, CS_MASK_NONE, false },
	{ "repeat_revenue_rate", CS_DOC_RATE, CS_MASK_NONE, false },
	{ "complete", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "verdict", CS_DOC_TEXT, CS_MASK_NONE, false },
};

/* A rate, unless it would rest on too few customers. */
static void
add_rate(struct cs_doc *doc, bool enough, int64_t part, int64_t whole)
{
	cs_doc_cell(doc, enough ? cs_doc_rate(doc, part, whole) : cs_doc_unknown(CS_DOC_RATE));
}

/* Why there is no rate; nothing where there is one, or no customer of whom one could be. */
static void
add_verdict(struct cs_doc *doc, int64_t customers)
{
	bool few = customers > 0 && customers < LEAST_RATE;

	cs_doc_cell(doc, few ? cs_cell_verdict(doc, CS_DOC_TOO_FEW) : cs_doc_unknown(CS_DOC_TEXT));
}

/* Who buys in the month in which the data begin has no past that could be known. */
static void
add_month(struct cs_doc *doc, const struct loyalty *l, int32_t period, const struct cs_rate_cell *cell)
{
	int64_t returning = cell->customers - cell->new_customers;
	bool first = period == cs_period_of(CS_BY_MONTH, l->first), enough = cell->customers >= LEAST_RATE;

	cs_doc_cell(doc, cs_doc_int(doc, cell->customers));
	cs_doc_cell(doc, first ? cs_doc_unknown(CS_DOC_INT) : cs_doc_int(doc, returning));
	add_rate(doc, enough && !first, returning, cell->customers);
	add_rate(doc, enough, cell->repeat_purchases, cell->purchases);
	add_rate(doc, enough, cell->repeat_revenue, cell->revenue);
	cs_doc_cell(doc, cs_cell_yes(doc, cs_period_last(CS_BY_MONTH, period) <= l->as_of));
	add_verdict(doc, cell->customers);
}

/* What cs-repurchase rate says of such months, and below how many customers a rate is none. */
static void
say_open(struct cs_doc *doc, const struct loyalty *l)
{
	int32_t last = cs_period_of(CS_BY_MONTH, l->as_of);
	char month[CS_PERIOD_TEXT], day[CS_DAY_TEXT];

	if (cs_period_last(CS_BY_MONTH, last) > l->as_of)
		cs_doc_note(doc, _("%s is not over on %s: its figures will still change, and the picture leaves them out."),
		    cs_period_format(month, CS_BY_MONTH, last), cs_day_format(day, l->as_of));
	cs_doc_note(doc, _("Under %d customers no rate is told, because one of them more or less would move it by ten points or more."),
	    LEAST_RATE);
}

/* From the month of the first purchase on; what the imports do not reach has no number, and a month without buyers no rate. */
static void
add_months(struct cs_doc *doc, const struct loyalty *l)
{
	int32_t last = cs_period_of(CS_BY_MONTH, l->as_of), first = cs_period_of(CS_BY_MONTH, l->first);
	char name[CS_PERIOD_TEXT];

	first = first > last - MONTHS + 1 ? first : last - MONTHS + 1;
	cs_doc_table(doc, "rates", _("Repurchase rates by month"), month_columns, CS_COUNT(month_columns));
	for (int32_t period = first; period <= last; period++) {
		const struct cs_rate_cell *cell = month_of(l, period);
		const struct cs_rate_cell none = { .period = period };

		cs_doc_cell(doc, cs_doc_text(doc, cs_period_format(name, CS_BY_MONTH, period)));
		if (cs_period_first(CS_BY_MONTH, period) <= l->known)
			add_month(doc, l, period, cell ? cell : &none);
		else
			for (size_t i = 1; i < CS_COUNT(month_columns); i++)
				cs_doc_cell(doc, cs_doc_unknown(month_columns[i].kind));
	}
	/* A line needs two months that are over. */
	if (cs_period_last(CS_BY_MONTH, first + 1) <= l->as_of)
		cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_LINES, .x = "month",
			.y = { "returning_rate", "repeat_purchase_rate", "repeat_revenue_rate" } });
}

/*
 * What the time that is on record does to the rates: less than a year before
 * a month, and part of those who come back in it look new.
 */
static void
add_reach(struct cs_doc *doc, const struct loyalty *l)
{
	cs_day enough = cs_day_add_months(l->first, 12), shown = cs_day_add_months(cs_month_start(l->as_of), 1 - MONTHS);
	cs_day early = enough - 1 < l->as_of ? enough - 1 : l->as_of;
	char first[CS_DAY_TEXT], until[CS_PERIOD_TEXT], known[CS_DAY_TEXT];

	if (enough > shown)
		cs_doc_note(doc, _("Purchases of known customers begin on %s: who bought before counts as new, so the rates of the "
		    "months up to %s may be too low."), cs_day_format(first, l->first),
		    cs_period_format(until, CS_BY_MONTH, cs_period_of(CS_BY_MONTH, early)));
	if (l->known < l->as_of)
		cs_doc_note(doc, _("Orders are imported up to %s: what was bought later is not in these rates."),
		    cs_day_format(known, l->known));
}

static const struct cs_doc_column cohort_columns[] = {
	{ "cohort", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "age", CS_DOC_INT, CS_MASK_NONE, false },
	{ "cohort_size", CS_DOC_INT, CS_MASK_NONE, false },
	{ "active", CS_DOC_INT, CS_MASK_NONE, false },
	{ "retention", CS_DOC_RATE, CS_MASK_NONE, false },
	{ "verdict", CS_DOC_TEXT, CS_MASK_NONE, false },
};

/* Months that are not over are left out: they would look like a fall. */
static void
add_cohorts(struct cs_doc *doc, struct loyalty *l)
{
	struct cs_cohort_row row = { .size = 0 };
	char name[CS_PERIOD_TEXT];

	if (l->cohorts.count == 0)
		return;
	cs_doc_table(doc, "cohorts", _("Who comes back, by the month of the first purchase and months since"),
	    cohort_columns, CS_COUNT(cohort_columns));
	while (cs_cohorts_next(&l->cohorts, &row)) {
		if (!row.complete)
			continue;
		cs_doc_cell(doc, cs_doc_text(doc, cs_period_format(name, CS_BY_MONTH, row.cohort)));
		cs_doc_cell(doc, cs_doc_int(doc, row.age));
		cs_doc_cell(doc, cs_doc_int(doc, row.size));
		cs_doc_cell(doc, cs_doc_int(doc, row.active));
		add_rate(doc, row.size >= LEAST_RATE, row.active, row.size);
		add_verdict(doc, row.size);
	}
	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_HEAT, .x = "age", .y = { "cohort" },
		.value = "retention" });
}

static const struct cs_doc_column segment_columns[] = {
	{ "segment", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "customers", CS_DOC_INT, CS_MASK_NONE, false },
	{ "share", CS_DOC_RATE, CS_MASK_NONE, false },
	{ "amount", CS_DOC_MONEY, CS_MASK_NONE, false },
};

static const char *const segment_names[SEGMENTS] = {
	N_("new customers"), N_("second purchase"), N_("regulars"), N_("big spenders"), N_("at risk"), N_("lost"),
};

/* A figure of the ladder and its rungs. */
struct rung {
	const char *figure, *label, *definition;
	unsigned segments; /* bits 1 << segment */
};

/* Who spends most is a regular, too: the rung above is no other kind of customer. */
static const struct rung rungs[] = {
	{ "regulars", N_("Regulars"),
	  N_("regulars and big spenders on the ladder, as cs-repurchase customers has it, of n customers"),
	  1u << CS_SEGMENT_REGULAR | 1u << CS_SEGMENT_BIG_SPENDER },
	{ "at_risk_customers", N_("Customers at risk"),
	  N_("customers on that rung of the ladder, as cs-repurchase customers has it, of n"), 1u << CS_SEGMENT_AT_RISK },
};

static bool
is_on(const struct rung *rung, int segment)
{
	return (rung->segments >> segment & 1) != 0;
}

static void
add_segments(struct cs_doc *doc, const struct loyalty *l)
{
	int64_t customers[SEGMENTS] = { 0 }, amount[SEGMENTS] = { 0 };
	char as_of[CS_DAY_TEXT];

	for (size_t i = 0; i < l->customers.count; i++) {
		customers[l->customers.items[i].segment]++;
		amount[l->customers.items[i].segment] += l->customers.items[i].amount;
	}
	for (size_t i = 0; i < CS_COUNT(rungs); i++) {
		int64_t count = 0;

		for (int k = 0; k < SEGMENTS; k++)
			count += is_on(&rungs[i], k) ? customers[k] : 0;
		struct cs_doc_figure *f = cs_doc_figure(doc, rungs[i].figure, _(rungs[i].label), cs_doc_int(doc, count));

		f->n = (int64_t)l->customers.count;
		f->definition = cs_doc_keep(doc, _(rungs[i].definition));
		f->window = cs_doc_keep_format(doc, _("as of %s"), cs_day_format(as_of, l->as_of));
	}
	cs_doc_table(doc, "segments", _("The ladder of regulars"), segment_columns, CS_COUNT(segment_columns));
	for (size_t i = 0; i < SEGMENTS; i++) {
		struct cs_doc_value name = cs_doc_text(doc, cs_segment_words[i]);

		name.shown = cs_doc_keep(doc, _(segment_names[i]));
		cs_doc_cell(doc, name);
		cs_doc_cell(doc, cs_doc_int(doc, customers[i]));
		cs_doc_cell(doc, cs_doc_rate(doc, customers[i], (int64_t)l->customers.count));
		cs_doc_cell(doc, cs_doc_money(doc, amount[i]));
	}
	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "segment", .y = { "customers" } });
}

enum cs_status
cs_report_loyalty(struct cs_report *report, struct cs_err *err)
{
	struct loyalty l;
	enum cs_status st = read(&l, report, err);

	if (st == CS_OK && l.customers.count == 0)
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("No customer has bought yet."));
	if (st == CS_OK && l.customers.count > 0) {
		add_within(report->doc, &l);
		add_segments(report->doc, &l);
		add_months(report->doc, &l);
		if (report->detail > CS_DETAIL_LOW)
			add_cohorts(report->doc, &l);
		cs_doc_note(report->doc, "%s", _("Cancelled and returned lines are no purchases; guests are left out."));
		say_open(report->doc, &l);
		add_reach(report->doc, &l);
	}
	release(&l);
	return st;
}

static const struct cs_doc_column customer_columns[] = {
	{ "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "last_on", CS_DOC_DAY, CS_MASK_NONE, false },
	{ "purchases", CS_DOC_INT, CS_MASK_NONE, false },
	{ "amount", CS_DOC_MONEY, CS_MASK_NONE, false },
};

static enum cs_status
list_segment(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	const struct rung *wanted = rungs;
	int decimals = report->doc->currency_decimals;
	struct loyalty l;
	enum cs_status st = read(&l, report, err);

	while (strcmp(wanted->figure, report->figure) != 0)
		wanted++;
	cs_query_header(customer_columns, CS_COUNT(customer_columns), out);
	for (size_t i = 0; st == CS_OK && i < l.customers.count; i++) {
		const struct cs_customer *c = &l.customers.items[i];

		if (!is_on(wanted, c->segment))
			continue;
		cs_out_str(out, cs_history_customer(l.history, c->number));
		cs_out_day(out, c->last);
		cs_out_int(out, c->purchases);
		cs_out_money(out, c->amount, decimals, decimals);
		cs_out_end(out);
	}
	release(&l);
	return st;
}

static const struct cs_doc_column within_columns[] = {
	{ "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "first_on", CS_DOC_DAY, CS_MASK_NONE, false },
	{ "second_on", CS_DOC_DAY, CS_MASK_NONE, false },
	{ "came_back", CS_DOC_TEXT, CS_MASK_NONE, false },
};

/* A customer whose window is over; the ids are read once all have been seen. */
struct newcomer {
	uint32_t number;
	cs_day first, second; /* CS_NO_DAY: none */
};

struct newcomers {
	struct newcomer *items; /* owned */
	size_t count, cap;
};

static enum cs_status
read_newcomers(struct newcomers *n, struct cs_history *history, cs_day last, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW) {
		if (buyer.purchases[0].day > last)
			continue;
		n->items = cs_grow(n->items, &n->cap, n->count + 1, sizeof(*n->items));
		n->items[n->count++] = (struct newcomer){ buyer.number, buyer.purchases[0].day,
			buyer.count > 1 ? buyer.purchases[1].day : CS_NO_DAY };
	}
	return st == CS_OK ? cs_history_name_customers(history, err) : st;
}

static enum cs_status
list_within(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	cs_day as_of = report->to < report->as_of ? report->to : report->as_of;
	const struct cs_history_options options = { .merge = CS_MERGE_DAY, .as_of = as_of };
	const struct within *wanted = withins;
	struct cs_history *history = NULL;
	struct newcomers n = { 0 };

	while (strcmp(wanted->id, report->figure) != 0)
		wanted++;
	cs_query_header(within_columns, CS_COUNT(within_columns), out);
	enum cs_status st = cs_history_open_store(&history, report->db, &options, err);

	if (st == CS_OK)
		st = read_newcomers(&n, history, as_of - wanted->days, err);
	for (size_t i = 0; st == CS_OK && i < n.count; i++) {
		cs_out_str(out, cs_history_customer(history, n.items[i].number));
		cs_out_day(out, n.items[i].first);
		cs_out_day(out, n.items[i].second);
		cs_out_bool(out, n.items[i].second != CS_NO_DAY && n.items[i].second - n.items[i].first <= wanted->days);
		cs_out_end(out);
	}
	free(n.items);
	cs_history_close(history);
	return st;
}

const struct cs_report_list cs_report_loyalty_lists[] = {
	{ "repurchased_30d", list_within }, { "repurchased_90d", list_within }, { "repurchased_180d", list_within },
	{ "regulars", list_segment }, { "at_risk_customers", list_segment }, { NULL, NULL },
};
