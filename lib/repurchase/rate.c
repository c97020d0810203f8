#include "repurchase/rate.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

#define BEFORE INT32_MIN /* no period: history */

void
cs_rate_release(struct cs_rate *rate)
{
	cs_pairs_release(&rate->index);
	free(rate->cells);
	free(rate->items);
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
	size_t i = cs_pairs_at(&rate->index, period, group, &added);

	return added ? add_cell(rate, period, group) : &rate->cells[i];
}

/* What is the same for all purchases of one buyer in one period. */
struct visit {
	int32_t period;
	bool is_new;          /* the first purchase of all lies in the period */
	bool bought_twice;    /* two or more purchases up to the period's end */
	bool by_item;         /* each item has its own history, and the answer is of all together: then ... */
	bool same_twice;      /* ... one of them was bought twice in the period */
};

/* The part of a purchase that is counted. */
struct part {
	uint32_t group;
	bool repeat;
	int64_t amount, again; /* of it, what is a repeat */
};

static struct part
part_of(uint32_t group, size_t rank, int64_t amount)
{
	return (struct part){ group, rank >= 2, amount, rank >= 2 ? amount : 0 };
}

static enum cs_status
count_part(struct cs_rate *rate, const struct visit *visit, const struct part *part, struct cs_err *err)
{
	struct cs_rate_cell *cell = find_cell(rate, visit->period, part->group);

	if (cell->buyer != rate->buyers) {
		cell->buyer = rate->buyers;
		cell->buyer_purchases = 0;
		cell->customers++;
		cell->new_customers += visit->is_new;
		cell->lifetime_repeat += visit->bought_twice;
		cell->repeat_in_period += visit->same_twice;
	}
	cell->buyer_purchases++;
	cell->repeat_in_period += !visit->by_item && cell->buyer_purchases == 2;
	cell->purchases++;
	cell->repeat_purchases += part->repeat;
	if (!cs_add(&cell->revenue, part->amount) || !cs_add(&cell->repeat_revenue, part->again))
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

	while (st == CS_OK && cs_purchase_group(purchase, &at, &group, &amount)) {
		const struct part part = part_of(group, rank, amount);

		st = count_part(rate, visit, &part, err);
	}
	return st;
}

static struct cs_rate_item *
item_of(struct cs_rate *rate, uint32_t group, int32_t period)
{
	rate->items = cs_grow(rate->items, &rate->item_cap, (size_t)group + 1, sizeof(*rate->items));
	for (; rate->item_count <= group; rate->item_count++)
		rate->items[rate->item_count] = (struct cs_rate_item){ 0 };
	struct cs_rate_item *item = &rate->items[group];

	if (item->buyer != rate->buyers)
		*item = (struct cs_rate_item){ .buyer = rate->buyers, .period = period };
	if (item->period != period) {
		item->period = period;
		item->here = item->seen = 0;
	}
	return item;
}

/* Counts the items of purchases that are no more than history, or that are about to be counted. */
static void
note_items(struct cs_rate *rate, const struct cs_buyer *buyer, size_t begin, size_t end, int32_t period)
{
	for (size_t i = begin, at = 0; i < end; i++, at = 0) {
		uint32_t group;
		int64_t amount;

		while (cs_purchase_group(&buyer->purchases[i], &at, &group, &amount)) {
			struct cs_rate_item *item = item_of(rate, group, period);

			item->here++;
			item->count++;
			rate->again = rate->again || (item->count >= 2 && group != 0);
		}
	}
}

/* The buyer's purchases [begin, end) of one period, by items; ranks are those of each item. */
static enum cs_status
count_items(struct cs_rate *rate, const struct cs_buyer *buyer, size_t begin, size_t end, int32_t period,
    struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = begin, at = 0; i < end; i++, at = 0) {
		uint32_t group;
		int64_t amount;

		while (st == CS_OK && cs_purchase_group(&buyer->purchases[i], &at, &group, &amount)) {
			struct cs_rate_item *item = item_of(rate, group, period);
			uint32_t before = item->count - item->here;
			const struct visit visit = { .period = period, .is_new = before == 0, .bought_twice = item->count >= 2 };
			const struct part part = part_of(group, before + ++item->seen, amount);

			if (group != 0)
				st = count_part(rate, &visit, &part, err);
		}
	}
	return st;
}

/* What was bought again of one purchase. */
static struct part
repeats_of(struct cs_rate *rate, const struct cs_purchase *purchase, int32_t period)
{
	struct part part = { .amount = purchase->amount };
	size_t at = 0;
	uint32_t group;
	int64_t amount;

	while (cs_purchase_group(purchase, &at, &group, &amount)) {
		struct cs_rate_item *item = item_of(rate, group, period);

		if (item->count - item->here + ++item->seen >= 2 && group != 0) {
			part.repeat = true;
			part.again += amount; /* no overflow: a part of the purchase's */
		}
	}
	return part;
}

/* The same, of all items together. */
static enum cs_status
count_any_item(struct cs_rate *rate, const struct cs_buyer *buyer, size_t begin, size_t end, int32_t period,
    struct cs_err *err)
{
	struct visit visit = { .period = period, .is_new = true, .bought_twice = rate->again, .by_item = true };
	enum cs_status st = CS_OK;

	for (size_t i = begin, at = 0; i < end; i++, at = 0) {
		uint32_t group;
		int64_t amount;

		while (cs_purchase_group(&buyer->purchases[i], &at, &group, &amount)) {
			const struct cs_rate_item *item = item_of(rate, group, period);

			visit.is_new = visit.is_new && (group == 0 || item->count == item->here);
			visit.same_twice = visit.same_twice || (group != 0 && item->here >= 2);
		}
	}
	for (size_t i = begin; st == CS_OK && i < end; i++) {
		const struct part part = repeats_of(rate, &buyer->purchases[i], period);

		st = count_part(rate, &visit, &part, err);
	}
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

	if (rate->same_item) {
		note_items(rate, buyer, begin, end, period);
		return (grouped ? count_items : count_any_item)(rate, buyer, begin, end, period, err);
	}
	for (size_t i = begin; st == CS_OK && i < end; i++) {
		const struct part part = part_of(0, i + 1, buyer->purchases[i].amount);

		st = grouped ? count_groups(rate, &visit, &buyer->purchases[i], i + 1, err) :
		    count_part(rate, &visit, &part, err);
	}
	return st;
}

enum cs_status
cs_rate_add(struct cs_rate *rate, const struct cs_buyer *buyer, bool grouped, struct cs_err *err)
{
	enum cs_status st = CS_OK;
	size_t end;

	rate->buyers++;
	rate->again = false;
	for (size_t begin = 0; st == CS_OK && begin < buyer->count; begin = end) {
		cs_day day = buyer->purchases[begin].day;

		end = begin + 1;
		if (!cs_span_has(rate->span, day)) {
			if (rate->same_item)
				note_items(rate, buyer, begin, end, BEFORE);
			continue;
		}
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
		st = cs_rate_add(rate, &buyer, grouped, err);
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
