#include "repurchase/write.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"
#include "repurchase/card.h"

#define DAYS_DECIMALS 3
#define COLUMNS_MAX 24
#define AHEAD 8

static const char *const group_words[] = {
	[CS_GROUP_NONE] = NULL,
	[CS_GROUP_CATEGORY] = N_("category"),
	[CS_GROUP_PRODUCT] = N_("product"),
	[CS_GROUP_CHANNEL] = N_("channel"),
	[CS_GROUP_GRADE] = N_("grade"),
};

/* Columns that are there in some reports only. */
struct columns {
	struct cs_col items[COLUMNS_MAX];
	size_t count;
};

static void
add_columns(struct columns *columns, const struct cs_col *more, size_t count)
{
	for (size_t i = 0; i < count; i++)
		columns->items[columns->count++] = more[i];
}

static void
add_group(struct columns *columns, enum cs_group group)
{
	if (group != CS_GROUP_NONE)
		columns->items[columns->count++] = (struct cs_col){ group_words[group], CS_CELL_TEXT };
}

/* The columns are borrowed, and here they end with the function that made them. */
static void
end_report(struct cs_out *out)
{
	cs_out_begin(out, NULL, 0);
}

static void
write_group(struct cs_out *out, const struct cs_history *history, enum cs_group group, uint32_t number)
{
	if (group != CS_GROUP_NONE)
		cs_out_str(out, cs_history_group(history, number));
}

static void
write_money(struct cs_out *out, const struct cs_history_facts *facts, int64_t amount)
{
	cs_out_money(out, amount, facts->scale, facts->decimals);
}

static void
begin_rate(struct columns *columns, enum cs_group group, bool visits, struct cs_out *out)
{
	static const struct cs_col period[] = { { "period", CS_CELL_TEXT } };
	static const struct cs_col figures[] = {
		{ "customers", CS_CELL_NUMBER }, { "new_customers", CS_CELL_NUMBER },
		{ "returning_customers", CS_CELL_NUMBER }, { "repeat_in_period", CS_CELL_NUMBER },
		{ "lifetime_repeat", CS_CELL_NUMBER }, { "purchases", CS_CELL_NUMBER },
		{ "repeat_purchases", CS_CELL_NUMBER }, { "revenue", CS_CELL_NUMBER },
		{ "repeat_revenue", CS_CELL_NUMBER }, { "within_rate", CS_CELL_NUMBER },
		{ "returning_rate", CS_CELL_NUMBER }, { "lifetime_rate", CS_CELL_NUMBER },
		{ "repeat_purchase_rate", CS_CELL_NUMBER }, { "repeat_revenue_rate", CS_CELL_NUMBER },
	};
	static const struct cs_col of_visits[] = { { "visits", CS_CELL_NUMBER }, { "order_rate", CS_CELL_NUMBER } };

	add_columns(columns, period, CS_COUNT(period));
	add_group(columns, group);
	add_columns(columns, figures, CS_COUNT(figures));
	if (visits)
		add_columns(columns, of_visits, CS_COUNT(of_visits));
	cs_out_begin(out, columns->items, columns->count);
}

static void
write_cell(struct cs_out *out, const struct cs_rate_cell *cell, const struct cs_history_facts *facts)
{
	cs_out_int(out, cell->customers);
	cs_out_int(out, cell->new_customers);
	cs_out_int(out, cell->customers - cell->new_customers);
	cs_out_int(out, cell->repeat_in_period);
	cs_out_int(out, cell->lifetime_repeat);
	cs_out_int(out, cell->purchases);
	cs_out_int(out, cell->repeat_purchases);
	write_money(out, facts, cell->revenue);
	write_money(out, facts, cell->repeat_revenue);
	cs_out_rate(out, cell->repeat_in_period, cell->customers);
	cs_out_rate(out, cell->customers - cell->new_customers, cell->customers);
	cs_out_rate(out, cell->lifetime_repeat, cell->customers);
	cs_out_rate(out, cell->repeat_purchases, cell->purchases);
	cs_out_rate(out, cell->repeat_revenue, cell->revenue);
}

/* A period without counted visits has no rate, which is not a rate of zero. */
static void
write_visits(struct cs_out *out, const struct cs_daily *visits, const struct cs_history *history,
    struct cs_span days)
{
	int64_t sum;

	if (!cs_daily_sum(visits, days, &sum)) {
		cs_out_empty(out);
		cs_out_empty(out);
		return;
	}
	cs_out_int(out, sum);
	cs_out_rate(out, cs_history_orders(history, days.from, days.to), sum);
}

void
cs_rate_write(const struct cs_rate *rate, const struct cs_history *history, enum cs_group group,
    const struct cs_daily *visits, struct cs_out *out)
{
	struct columns columns = { .count = 0 };

	begin_rate(&columns, group, visits->count > 0, out);
	for (size_t i = 0; i < rate->count; i++) {
		const struct cs_rate_cell *cell = &rate->cells[i];
		char label[CS_PERIOD_TEXT];

		cs_out_str(out, cs_period_format(label, rate->by, cell->period));
		write_group(out, history, group, cell->group);
		write_cell(out, cell, cs_history_facts(history));
		if (visits->count > 0)
			write_visits(out, visits, history, cs_rate_days(rate, cell->period));
		cs_out_end(out);
	}
	end_report(out);
}

/*
 * A month that is not over may still bring what it has not brought: there,
 * nothing is unknown and is not printed as zero.
 */
static bool
is_known(const struct cs_cohort_row *row, int64_t figure)
{
	return row->complete || figure != 0;
}

static void
write_share(struct cs_out *out, const struct cs_cohort_row *row, int64_t figure)
{
	if (is_known(row, figure)) {
		cs_out_int(out, figure);
		cs_out_rate(out, figure, row->size);
	} else {
		cs_out_empty(out);
		cs_out_empty(out);
	}
}

static void
write_cohort(struct cs_out *out, const struct cs_cohort_row *row, const struct cs_history_facts *facts)
{
	char label[CS_PERIOD_TEXT];

	cs_out_str(out, cs_period_format(label, CS_BY_MONTH, row->cohort));
	cs_out_int(out, row->age);
	cs_out_int(out, row->size);
	write_share(out, row, row->active);
	write_share(out, row, row->cumulative);
	if (is_known(row, row->active))
		write_money(out, facts, row->revenue);
	else
		cs_out_empty(out);
	cs_out_bool(out, row->complete);
	cs_out_end(out);
}

void
cs_cohorts_write(struct cs_cohorts *cohorts, const struct cs_history_facts *facts, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "cohort", CS_CELL_TEXT }, { "age", CS_CELL_NUMBER }, { "cohort_size", CS_CELL_NUMBER },
		{ "active", CS_CELL_NUMBER }, { "retention", CS_CELL_NUMBER },
		{ "cumulative", CS_CELL_NUMBER }, { "cumulative_rate", CS_CELL_NUMBER },
		{ "revenue", CS_CELL_NUMBER }, { "complete", CS_CELL_TEXT },
	};
	struct cs_cohort_row row = { .size = 0 };

	cs_out_begin(out, columns, CS_COUNT(columns));
	while (cs_cohorts_next(cohorts, &row))
		write_cohort(out, &row, facts);
}

/* "cohort", "cohort_size", "m0", "m1", ...; the names end up in one block. */
static struct cs_col *
wide_columns(size_t ages, char **names)
{
	struct cs_col *columns = cs_calloc(ages + 2, sizeof(*columns));
	struct cs_str text = { 0 };
	size_t *offsets = cs_calloc(ages + 1, sizeof(*offsets));

	columns[0] = (struct cs_col){ "cohort", CS_CELL_TEXT };
	columns[1] = (struct cs_col){ "cohort_size", CS_CELL_NUMBER };
	for (size_t age = 0; age < ages; age++) {
		offsets[age] = text.len;
		cs_str_add_format(&text, "m%zu", age);
		cs_str_add_char(&text, '\0');
	}
	*names = cs_str_detach(&text);
	for (size_t age = 0; age < ages; age++)
		columns[age + 2] = (struct cs_col){ *names + offsets[age], CS_CELL_NUMBER };
	free(offsets);
	return columns;
}

static void
end_wide_row(struct cs_out *out, size_t *cells, size_t ages)
{
	for (; *cells < ages; (*cells)++)
		cs_out_empty(out);
	cs_out_end(out);
	*cells = 0;
}

void
cs_cohorts_write_wide(struct cs_cohorts *cohorts, struct cs_out *out)
{
	size_t ages = cohorts->first <= cohorts->last ? (size_t)(cohorts->end - cohorts->first + 1) : 0, cells = 0;
	struct cs_cohort_row row = { .size = 0 };
	char *names, label[CS_PERIOD_TEXT];
	struct cs_col *columns = wide_columns(ages, &names);

	cs_out_begin(out, columns, ages + 2);
	while (cs_cohorts_next(cohorts, &row)) {
		if (row.age == 0 && cells > 0)
			end_wide_row(out, &cells, ages);
		if (row.age == 0) {
			cs_out_str(out, cs_period_format(label, CS_BY_MONTH, row.cohort));
			cs_out_int(out, row.size);
		}
		if (row.complete)
			cs_out_rate(out, row.active, row.size);
		else
			cs_out_empty(out);
		cells++;
	}
	if (cells > 0)
		end_wide_row(out, &cells, ages);
	end_report(out);
	free(columns);
	free(names);
}

static void
write_quantiles(struct cs_out *out, const struct cs_count *counts, size_t n)
{
	static const double quantiles[] = { 0.10, 0.25, 0.50, 0.75, 0.90, 0.95 };

	cs_out_int(out, cs_counts_total(counts, n));
	cs_out_real(out, cs_counts_mean(counts, n), DAYS_DECIMALS);
	for (size_t i = 0; i < CS_COUNT(quantiles); i++)
		cs_out_real(out, cs_counts_quantile(counts, n, quantiles[i]), DAYS_DECIMALS);
	cs_out_end(out);
}

void
cs_gaps_write(const struct cs_gaps *gaps, const struct cs_history *history, enum cs_group group,
    struct cs_out *out)
{
	static const struct cs_col figures[] = {
		{ "pairs", CS_CELL_NUMBER }, { "mean", CS_CELL_NUMBER }, { "p10", CS_CELL_NUMBER },
		{ "p25", CS_CELL_NUMBER }, { "p50", CS_CELL_NUMBER }, { "p75", CS_CELL_NUMBER },
		{ "p90", CS_CELL_NUMBER }, { "p95", CS_CELL_NUMBER },
	};
	struct columns columns = { .count = 0 };
	struct cs_count *counts = cs_calloc(gaps->count + 1, sizeof(*counts));
	size_t at = 0, begin = 0, n;

	add_group(&columns, group);
	add_columns(&columns, figures, CS_COUNT(figures));
	cs_out_begin(out, columns.items, columns.count);
	while ((n = cs_gaps_group(gaps, &at, counts)) > 0) {
		write_group(out, history, group, gaps->items[begin].group);
		write_quantiles(out, counts, n);
		begin = at;
	}
	/* Without groups there is one answer, and none is an answer too. */
	if (group == CS_GROUP_NONE && gaps->count == 0)
		write_quantiles(out, counts, 0);
	end_report(out);
	free(counts);
}

static void
write_bin(struct cs_out *out, const struct cs_history *history, enum cs_group group, uint32_t number, int64_t days,
    int64_t pairs)
{
	write_group(out, history, group, number);
	cs_out_int(out, days);
	cs_out_int(out, pairs);
	cs_out_end(out);
}

/* Writes a group's rows from items[begin] to items[end - 1]. */
static void
write_bins(struct cs_out *out, const struct cs_gaps *gaps, size_t begin, size_t end, const struct cs_history *history,
    enum cs_group group, int64_t bin)
{
	for (size_t i = begin; i < end;) {
		int64_t first = gaps->items[i].days.value / bin * bin, pairs = 0;

		for (; i < end && gaps->items[i].days.value < first + bin; i++)
			pairs += gaps->items[i].days.count;
		write_bin(out, history, group, gaps->items[begin].group, first, pairs);
		for (; bin > 1 && i < end && gaps->items[i].days.value >= first + 2 * bin; first += bin)
			write_bin(out, history, group, gaps->items[begin].group, first + bin, 0);
	}
}

void
cs_gaps_write_histogram(const struct cs_gaps *gaps, const struct cs_history *history, enum cs_group group,
    int64_t bin, struct cs_out *out)
{
	static const struct cs_col figures[] = { { "days", CS_CELL_NUMBER }, { "pairs", CS_CELL_NUMBER } };
	struct columns columns = { .count = 0 };

	add_group(&columns, group);
	add_columns(&columns, figures, CS_COUNT(figures));
	cs_out_begin(out, columns.items, columns.count);
	for (size_t begin = 0, end; begin < gaps->count; begin = end) {
		for (end = begin + 1; end < gaps->count && gaps->items[end].group == gaps->items[begin].group; end++)
			;
		write_bins(out, gaps, begin, end, history, group, bin);
	}
	end_report(out);
}

static enum cs_status
write_customer(struct cs_out *out, const struct cs_customer *customer, const struct cs_customers *all,
    const struct cs_history *history, struct cs_db *people, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	double pairs = (double)customer->purchases - 1;

	cs_out_str(out, cs_history_customer(history, customer->number));
	cs_out_day(out, customer->first);
	cs_out_day(out, customer->last);
	cs_out_int(out, customer->purchases);
	cs_out_int(out, customer->orders);
	write_money(out, cs_history_facts(history), customer->amount);
	cs_out_real(out, pairs > 0 ? (double)(customer->last - customer->first) / pairs : (double)NAN,
	    DAYS_DECIMALS);
	cs_out_int(out, all->as_of - customer->last);
	cs_out_int(out, customer->r);
	cs_out_int(out, customer->f);
	cs_out_int(out, customer->m);
	cs_out_str(out, cs_segment_words[customer->segment]);
	cs_out_day(out, customer->due);
	struct cs_expectation e = cs_outlook_of(&all->outlook, &all->outlook.base.items[customer->seen]);

	cs_out_real(out, e.alive, 6);
	cs_out_real(out, e.expected, 6);
	cs_out_real(out, e.value, cs_history_facts(history)->decimals);
	if (all->outlook.discount > 0) {
		cs_out_real(out, e.rest, 6);
		cs_out_real(out, e.rest_value, cs_history_facts(history)->decimals);
	}
	if (people)
		st = cs_card_customer(people, customer->number, out, err);
	cs_out_end(out);
	return st;
}

enum cs_status
cs_customers_write(const struct cs_customers *customers, const struct cs_history *history, struct cs_db *people,
    struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col always[] = {
		{ "customer_id", CS_CELL_TEXT }, { "first_on", CS_CELL_TEXT }, { "last_on", CS_CELL_TEXT },
		{ "purchases", CS_CELL_NUMBER }, { "orders", CS_CELL_NUMBER }, { "amount", CS_CELL_NUMBER },
		{ "mean_interval", CS_CELL_NUMBER }, { "recency_days", CS_CELL_NUMBER },
		{ "r", CS_CELL_NUMBER }, { "f", CS_CELL_NUMBER }, { "m", CS_CELL_NUMBER },
		{ "segment", CS_CELL_TEXT }, { "next_due_on", CS_CELL_TEXT }, { "p_alive", CS_CELL_NUMBER },
		{ "expected_90d", CS_CELL_NUMBER }, { "value_90d", CS_CELL_NUMBER },
	};
	static const struct cs_col of_rest[] = { { "expected_rest", CS_CELL_NUMBER }, { "value_rest", CS_CELL_NUMBER } };
	static const struct cs_col of_people[] = { { "name", CS_CELL_NAME }, { "phone", CS_CELL_PHONE } };
	struct columns columns = { .count = 0 };
	enum cs_status st = CS_OK;

	add_columns(&columns, always, CS_COUNT(always));
	if (customers->outlook.discount > 0)
		add_columns(&columns, of_rest, CS_COUNT(of_rest));
	if (people)
		add_columns(&columns, of_people, CS_COUNT(of_people));
	cs_out_begin(out, columns.items, columns.count);
	for (size_t i = 0; st == CS_OK && i < customers->count; i++) {
		/* The list stands by amount, what is known of each by the time of reading: far apart in memory. */
		if (i + AHEAD < customers->count)
			__builtin_prefetch(&customers->outlook.base.items[customers->items[i + AHEAD].seen]);
		st = write_customer(out, &customers->items[i], customers, history, people, err);
	}
	end_report(out);
	return st;
}

void
cs_concentration_write(const struct cs_concentration *concentration, const struct cs_history_facts *facts,
    struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "top_share", CS_CELL_NUMBER }, { "customers", CS_CELL_NUMBER },
		{ "revenue", CS_CELL_NUMBER }, { "revenue_share", CS_CELL_NUMBER },
	};
	static const int percents[] = { 1, 5, 10, 20, 50 };

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; concentration->count > 0 && i < CS_COUNT(percents); i++) {
		int64_t customers, revenue;

		cs_concentration_top(concentration, percents[i], &customers, &revenue);
		cs_out_rate(out, percents[i], 100);
		cs_out_int(out, customers);
		write_money(out, facts, revenue);
		cs_out_rate(out, revenue, concentration->revenue);
		cs_out_end(out);
	}
}

void
cs_within_write(const struct cs_within *within, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "days", CS_CELL_NUMBER }, { "customers", CS_CELL_NUMBER }, { "repurchased", CS_CELL_NUMBER },
		{ "rate", CS_CELL_NUMBER }, { "km_customers", CS_CELL_NUMBER }, { "km_rate", CS_CELL_NUMBER },
		{ "km_low", CS_CELL_NUMBER }, { "km_high", CS_CELL_NUMBER },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < within->days.count; i++) {
		struct cs_share km = cs_survival_share(&within->survival, (size_t)within->days.items[i]);

		cs_out_int(out, within->days.items[i]);
		cs_out_int(out, within->customers[i]);
		cs_out_int(out, within->repurchased[i]);
		cs_out_rate(out, within->repurchased[i], within->customers[i]);
		cs_out_int(out, within->survival.people);
		cs_out_real(out, km.share, 6);
		cs_out_real(out, km.low, 6);
		cs_out_real(out, km.high, 6);
		cs_out_end(out);
	}
}

void
cs_within_write_curve(const struct cs_within *within, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "days", CS_CELL_NUMBER }, { "at_risk", CS_CELL_NUMBER }, { "repurchased", CS_CELL_NUMBER },
		{ "km_rate", CS_CELL_NUMBER }, { "km_low", CS_CELL_NUMBER }, { "km_high", CS_CELL_NUMBER },
	};
	const struct cs_survival *survival = &within->survival;
	int64_t left = survival->people;

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t t = 0; t <= (size_t)within->days.items[within->days.count - 1] && t < survival->count; t++) {
		struct cs_share km = cs_survival_share(survival, t);

		cs_out_int(out, (int64_t)t);
		cs_out_int(out, left);
		cs_out_int(out, survival->events[t]);
		cs_out_real(out, km.share, 6);
		cs_out_real(out, km.low, 6);
		cs_out_real(out, km.high, 6);
		cs_out_end(out);
		left -= survival->events[t] + survival->censored[t];
	}
}

void
cs_lookback_write(const struct cs_lookback *lookback, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "period", CS_CELL_TEXT }, { "months", CS_CELL_NUMBER }, { "customers", CS_CELL_NUMBER },
		{ "returning", CS_CELL_NUMBER }, { "rate", CS_CELL_NUMBER },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < lookback->count; i++) {
		const struct cs_lookback_cell *cell = &lookback->cells[i];
		char label[CS_PERIOD_TEXT];

		for (size_t k = 0; k < lookback->months.count; k++) {
			cs_out_str(out, cs_period_format(label, CS_BY_MONTH, cell->period));
			cs_out_int(out, lookback->months.items[k]);
			cs_out_int(out, cell->customers);
			cs_out_int(out, cell->returning[k]);
			cs_out_rate(out, cell->returning[k], cell->customers);
			cs_out_end(out);
		}
	}
}

void
cs_steps_write(const struct cs_steps *steps, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "step", CS_CELL_NUMBER }, { "customers", CS_CELL_NUMBER }, { "next", CS_CELL_NUMBER },
		{ "rate", CS_CELL_NUMBER },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t k = 0; k < steps->count; k++) {
		int64_t next = k + 1 < steps->count ? steps->reached[k + 1] : 0;

		cs_out_int(out, (int64_t)k + 1);
		cs_out_int(out, steps->reached[k]);
		cs_out_int(out, next);
		cs_out_rate(out, next, steps->reached[k]);
		cs_out_end(out);
	}
}
