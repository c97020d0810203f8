#include "repurchase/rate.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

void
cs_rate_release(struct cs_rate *rate)
{
	cs_cells_release(&rate->index);
	free(rate->cells);
	*rate = (struct cs_rate){ 0 };
}

struct cs_span
cs_rate_days(const struct cs_rate *rate, int32_t period)
{
	struct cs_span days = { cs_period_first(rate->by, period), cs_period_last(rate->by, period) };

	if (rate->span.from != CS_NO_DAY && rate->span.from > days.from)
		days.from = rate->span.from;
	if (rate->span.to != CS_NO_DAY && rate->span.to < days.to)
		days.to = rate->span.to;
	return days;
}

static struct cs_rate_cell *
add_cell(struct cs_rate *rate, int32_t period, uint32_t group)
{
	rate->cells = cs_grow(rate->cells, &rate->cap, rate->count + 1, sizeof(*rate->cells));
	struct cs_rate_cell *cell = &rate->cells[rate->count++];

	*cell = (struct cs_rate_cell){ .period = period, .group = group };
	return cell;
}

static struct cs_rate_cell *
find_cell(struct cs_rate *rate, int32_t period, uint32_t group)
{
	bool added;
	size_t i = cs_cells_at(&rate->index, period, group, &added);

	return added ? add_cell(rate, period, group) : &rate->cells[i];
}

/* What is the same for all purchases of one buyer in one period. */
struct visit {
	int32_t period;
	bool is_new;          /* the first purchase of all lies in the period */
	bool bought_twice;    /* two or more purchases up to the period's end */
};

static enum cs_status
count_purchase(struct cs_rate *rate, const struct visit *visit, uint32_t group, size_t rank,
    int64_t amount, struct cs_err *err)
{
	struct cs_rate_cell *cell = find_cell(rate, visit->period, group);

	if (cell->buyer != rate->buyers) {
		cell->buyer = rate->buyers;
		cell->buyer_purchases = 0;
		cell->customers++;
		cell->new_customers += visit->is_new;
		cell->lifetime_repeat += visit->bought_twice;
	}
	cell->buyer_purchases++;
	cell->repeat_in_period += cell->buyer_purchases == 2;
	cell->purchases++;
	cell->repeat_purchases += rank >= 2;
	if (!cs_add(&cell->revenue, amount) || (rank >= 2 && !cs_add(&cell->repeat_revenue, amount)))
		return cs_err_set(err, CS_EINPUT, _("the revenue of a period is more than can be held"));
	return CS_OK;
}

static enum cs_status
count_groups(struct cs_rate *rate, const struct visit *visit, const struct cs_purchase *purchase,
    size_t rank, struct cs_err *err)
{
	enum cs_status st = CS_OK;
	size_t at = 0;
	uint32_t group;
	int64_t amount;

	while (st == CS_OK && cs_purchase_group(purchase, &at, &group, &amount))
		st = count_purchase(rate, visit, group, rank, amount, err);
	return st;
}

/* The buyer's purchases [begin, end), which lie in one period. */
static enum cs_status
count_period(struct cs_rate *rate, const struct cs_buyer *buyer, size_t begin, size_t end, bool grouped,
    struct cs_err *err)
{
	int32_t period = cs_period_of(rate->by, buyer->purchases[begin].day);
	const struct visit visit = {
		.period = period,
		.is_new = buyer->purchases[0].day >= cs_rate_days(rate, period).from,
		.bought_twice = end >= 2,
	};
	enum cs_status st = CS_OK;

	for (size_t i = begin; st == CS_OK && i < end; i++) {
		if (grouped)
			st = count_groups(rate, &visit, &buyer->purchases[i], i + 1, err);
		else
			st = count_purchase(rate, &visit, 0, i + 1, buyer->purchases[i].amount, err);
	}
	return st;
}

static enum cs_status
count_buyer(struct cs_rate *rate, const struct cs_buyer *buyer, bool grouped, struct cs_err *err)
{
	enum cs_status st = CS_OK;
	size_t end;

	rate->buyers++;
	for (size_t begin = 0; st == CS_OK && begin < buyer->count; begin = end) {
		cs_day day = buyer->purchases[begin].day;

		end = begin + 1;
		if (!cs_span_has(rate->span, day))
			continue;
		cs_day last = cs_rate_days(rate, cs_period_of(rate->by, day)).to;

		while (end < buyer->count && buyer->purchases[end].day <= last)
			end++;
		st = count_period(rate, buyer, begin, end, grouped, err);
	}
	return st;
}

/* Silence is a fact too, and a line chart needs its place. */
static void
fill_gaps(struct cs_rate *rate)
{
	int32_t first = INT32_MAX, last = INT32_MIN;

	for (size_t i = 0; i < rate->count; i++) {
		first = rate->cells[i].period < first ? rate->cells[i].period : first;
		last = rate->cells[i].period > last ? rate->cells[i].period : last;
	}
	for (int32_t period = first; rate->count > 0 && period < last; period++)
		find_cell(rate, period, 0);
}

static int
compare(const void *left, const void *right, void *self)
{
	const struct cs_rate_cell *a = left, *b = right;

	if (a->period != b->period)
		return a->period < b->period ? -1 : 1;
	return a->group == b->group ? 0 :
	    strcmp(cs_history_group(self, a->group), cs_history_group(self, b->group));
}

enum cs_status
cs_rate_run(struct cs_rate *rate, struct cs_history *history, bool grouped, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW) {
		st = count_buyer(rate, &buyer, grouped, err);
		if (st != CS_OK)
			return st;
	}
	if (st != CS_OK)
		return st;
	if (!grouped)
		fill_gaps(rate);
	if (rate->count > 0)
		qsort_r(rate->cells, rate->count, sizeof(*rate->cells), compare, history);
	return CS_OK;
}
