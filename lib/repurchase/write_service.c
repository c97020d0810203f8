#include "repurchase/write_service.h"

#include <math.h>

#define FEW 10 /* below this one more or less moves a rate by ten points or more */
#define RATE_DECIMALS 6

void
cs_silent_write(const struct cs_silent *silent, const struct cs_history_facts *facts, bool reveal, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "customer_id", CS_CELL_TEXT }, { "failures", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
		{ "failed_on", CS_CELL_TEXT }, { "orders", CS_CELL_NUMBER }, { "amount", CS_CELL_NUMBER },
		{ "expected_on", CS_CELL_TEXT }, { "days_over", CS_CELL_NUMBER }, { "rhythm", CS_CELL_TEXT },
		{ "name", CS_CELL_NAME }, { "phone", CS_CELL_PHONE },
	};
	char failures[CS_SILENT_FAILURES];

	cs_out_begin(out, columns, CS_COUNT(columns) - (reveal ? 0 : 2));
	for (size_t i = 0; i < silent->count; i++) {
		const struct cs_silent_row *row = &silent->rows[i];

		cs_out_str(out, row->customer);
		cs_out_str(out, cs_silent_failures(silent, row->failed, failures));
		cs_out_str(out, row->order_no);
		cs_out_day(out, row->failed->day);
		cs_out_int(out, row->orders);
		cs_out_money(out, row->amount, facts->scale, facts->decimals);
		cs_out_day(out, row->expected);
		cs_out_int(out, silent->as_of - row->expected);
		cs_out_str(out, row->own ? "own" : "shop");
		if (reveal) {
			cs_out_str(out, row->name);
			cs_out_str(out, row->phone);
		}
		cs_out_end(out);
	}
}

/* What a difference shows; an interval with 0 in it shows none. */
static const char *
verdict_of(struct cs_count_of row, struct cs_count_of rest, const struct cs_interval *difference)
{
	if (rest.n == 0)
		return NULL;
	if (row.n < FEW || rest.n < FEW)
		return "too_few";
	return difference->low > 0 ? "more" : difference->high < 0 ? "fewer" : "not_shown";
}

static void
write_first(const struct cs_first *first, enum cs_first_row_id id, const struct cs_first_name *name, struct cs_out *out)
{
	struct cs_count_of row = first->rows[id], rest = cs_first_rest(first, id);
	struct cs_interval rate = { (double)NAN, (double)NAN, (double)NAN }, difference = rate;
	bool compared = row.n > 0 && rest.n > 0 && id != CS_FIRST_DAYS_UNKNOWN;

	if (row.n > 0)
		rate = cs_wilson(row, CS_Z95);
	if (compared)
		difference = cs_newcombe(row, rest, CS_Z95);
	cs_out_str(out, name->signal);
	cs_out_str(out, name->value);
	cs_out_int(out, row.n);
	cs_out_int(out, row.x);
	cs_out_rate(out, row.x, row.n);
	cs_out_real(out, rate.low, RATE_DECIMALS);
	cs_out_real(out, rate.high, RATE_DECIMALS);
	cs_out_real(out, difference.value, RATE_DECIMALS);
	cs_out_real(out, difference.low, RATE_DECIMALS);
	cs_out_real(out, difference.high, RATE_DECIMALS);
	cs_out_str(out, compared ? verdict_of(row, rest, &difference) : NULL);
	cs_out_end(out);
}

void
cs_first_write(const struct cs_first *first, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "signal", CS_CELL_TEXT }, { "value", CS_CELL_TEXT }, { "customers", CS_CELL_NUMBER },
		{ "repurchased", CS_CELL_NUMBER }, { "rate", CS_CELL_NUMBER }, { "low", CS_CELL_NUMBER },
		{ "high", CS_CELL_NUMBER }, { "difference", CS_CELL_NUMBER }, { "diff_low", CS_CELL_NUMBER },
		{ "diff_high", CS_CELL_NUMBER }, { "verdict", CS_CELL_TEXT },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < CS_FIRST_COUNT; i++) {
		struct cs_first_name name;

		if (cs_first_is_known(first, (enum cs_first_row_id)i, &name))
			write_first(first, (enum cs_first_row_id)i, &name, out);
	}
}

static void
write_acquired(const struct cs_acquired *row, const struct cs_history_facts *facts, struct cs_out *out)
{
	cs_out_int(out, row->first_purchases);
	cs_out_int(out, row->repeat_purchases);
	cs_out_money(out, row->first_revenue, facts->scale, facts->decimals);
	cs_out_money(out, row->repeat_revenue, facts->scale, facts->decimals);
	cs_out_rate(out, row->first_revenue, row->first_revenue + row->repeat_revenue);
}

/* What the period cost, in all and for each; nothing where no cost of it is known. */
static void
write_cost(const struct cs_daily *spend, struct cs_span days, const struct cs_acquired *row,
    const struct cs_history_facts *facts, struct cs_out *out)
{
	double unit = pow(10, facts->scale);
	int64_t sum;

	if (!cs_daily_sum(spend, days, &sum)) {
		for (int i = 0; i < 3; i++)
			cs_out_empty(out);
		return;
	}
	cs_out_money(out, sum, facts->scale, facts->decimals);
	double cost = (double)sum / unit;

	cs_out_real(out, row->first_purchases > 0 ? cost / (double)row->first_purchases : (double)NAN, facts->decimals);
	cs_out_real(out, row->repeat_purchases > 0 ? cost / (double)row->repeat_purchases : (double)NAN, facts->decimals);
}

static const struct cs_col acquired_columns[] = {
	{ NULL, CS_CELL_TEXT }, { "first_purchases", CS_CELL_NUMBER }, { "repeat_purchases", CS_CELL_NUMBER },
	{ "first_revenue", CS_CELL_NUMBER }, { "repeat_revenue", CS_CELL_NUMBER },
	{ "first_revenue_rate", CS_CELL_NUMBER }, { "spend", CS_CELL_NUMBER },
	{ "cost_per_first", CS_CELL_NUMBER }, { "cost_per_repeat", CS_CELL_NUMBER },
};
#define OF_SPEND 3 /* columns */

void
cs_acquire_write(const struct cs_acquire *acquire, const struct cs_history_facts *facts, const struct cs_daily *spend,
    struct cs_out *out)
{
	struct cs_col columns[CS_COUNT(acquired_columns)];
	bool spent = spend->count > 0;

	for (size_t i = 0; i < CS_COUNT(columns); i++)
		columns[i] = acquired_columns[i];
	columns[0].name = "period";
	cs_out_begin(out, columns, CS_COUNT(columns) - (spent ? 0 : OF_SPEND));
	for (size_t i = 0; i < acquire->rate.count; i++) {
		const struct cs_rate_cell *cell = &acquire->rate.cells[i];
		const struct cs_acquired row = cs_acquired_of(cell);
		char label[CS_PERIOD_TEXT];

		cs_out_str(out, cs_period_format(label, acquire->rate.by, cell->period));
		write_acquired(&row, facts, out);
		if (spent)
			write_cost(spend, cs_rate_days(&acquire->rate, cell->period), &row, facts, out);
		cs_out_end(out);
	}
	cs_out_begin(out, NULL, 0); /* the columns end here */
}

void
cs_acquire_write_classes(const struct cs_acquire *acquire, const struct cs_history_facts *facts, struct cs_out *out)
{
	struct cs_col columns[CS_COUNT(acquired_columns)];

	for (size_t i = 0; i < CS_COUNT(columns); i++)
		columns[i] = acquired_columns[i];
	columns[0].name = "class";
	cs_out_begin(out, columns, CS_COUNT(columns) - OF_SPEND);
	for (size_t i = 0; i < CS_COUNT(acquire->classes); i++) {
		cs_out_str(out, cs_repeat_words[i]);
		write_acquired(&acquire->classes[i], facts, out);
		cs_out_end(out);
	}
	cs_out_begin(out, NULL, 0);
}
