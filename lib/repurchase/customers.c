#include "repurchase/customers.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/parallel.h"
#include "base/radix.h"
#include "repurchase/rhythm.h"

void
cs_customers_release(struct cs_customers *customers)
{
	free(customers->items);
	customers->items = NULL;
	free(customers->work.items);
	customers->work.items = NULL;
	cs_gaps_release(&customers->gaps);
	cs_outlook_release(&customers->outlook);
}

/* The buyer's rhythm. */
static cs_day
rhythm_of(struct cs_customers *customers, const struct cs_buyer *buyer)
{
	size_t n = buyer->count - 1;
	cs_day *gaps = cs_grow(customers->work.items, &customers->work.cap, n, sizeof(*gaps));

	customers->work.items = gaps;
	for (size_t i = 0; i < n; i++)
		gaps[i] = buyer->purchases[i + 1].day - buyer->purchases[i].day;
	return cs_rhythm(gaps, n);
}

static bool
is_listed(const struct cs_customers *customers, const struct cs_buyer *buyer)
{
	for (size_t i = 0; i < buyer->count; i++) {
		if (cs_span_has(customers->span, buyer->purchases[i].day))
			return true;
	}
	return false;
}

static void
add_customer(struct cs_customers *customers, const struct cs_buyer *buyer)
{
	const struct cs_purchase *last = &buyer->purchases[buyer->count - 1];

	customers->items = cs_grow(customers->items, &customers->cap, customers->count + 1,
	    sizeof(*customers->items));
	struct cs_customer *customer = &customers->items[customers->count++];

	*customer = (struct cs_customer){
		.number = buyer->number,
		.seen = (uint32_t)(customers->outlook.base.count - 1),
		.first = buyer->purchases[0].day,
		.last = last->day,
		.purchases = (uint32_t)buyer->count,
		.orders = (uint32_t)buyer->orders,
		.due = buyer->count > 1 && !customers->ladder_only ? last->day + rhythm_of(customers, buyer) : CS_NO_DAY,
	};
	/* No overflow: the history refuses a customer whose amounts do not add up. */
	for (size_t i = 0; i < buyer->count; i++)
		customer->amount += buyer->purchases[i].amount;
}

void
cs_customers_add(struct cs_customers *customers, const struct cs_buyer *buyer)
{
	cs_gaps_add(&customers->gaps, buyer, false);
	if (!customers->ladder_only)
		cs_base_add(&customers->outlook.base, buyer);
	if (is_listed(customers, buyer))
		add_customer(customers, buyer);
}

static void
settle_window(struct cs_customers *customers)
{
	const struct cs_ladder *ladder = &customers->ladder;
	struct cs_gaps *gaps = &customers->gaps;

	customers->repeaters = gaps->repeaters;
	customers->window_computed = (double)gaps->repeaters > ladder->window_repeaters;
	customers->window = ladder->window_days;
	if (!customers->window_computed)
		return;
	struct cs_count *counts = cs_calloc(gaps->count, sizeof(*counts));
	size_t at = 0;

	cs_gaps_sort(gaps);
	customers->window = cs_counts_quantile(counts, cs_gaps_group(gaps, &at, counts),
	    ladder->window_percentile / 100);
	free(counts);
}

/* SQL's NTILE(5): where n does not part evenly, the first tiles have one more. */
static uint8_t
tile(size_t i, size_t n)
{
	size_t q = n / 5, larger = n % 5;

	if (i < larger * (q + 1))
		return (uint8_t)(i / (q + 1) + 1);
	return (uint8_t)(larger + (i - larger * (q + 1)) / q + 1);
}

enum measure { RECENCY, FREQUENCY, MONEY };

static int64_t
measure_of(const struct cs_customer *customer, enum measure measure)
{
	switch (measure) {
	case RECENCY:
		return customer->last;
	case FREQUENCY:
		return customer->purchases;
	case MONEY:
		return customer->amount;
	}
	return 0;
}

/* The customers by their ids; what is sorted from there leaves those alike in this order. */
static void
sort_by_rank(const struct cs_customers *customers, struct cs_keyed *by_rank)
{
	for (size_t i = 0; i < customers->count; i++)
		by_rank[i] = (struct cs_keyed){ customers->items[i].rank, (uint32_t)i };
	cs_radix_sort(by_rank, customers->count);
}

static void
score(struct cs_customers *customers, enum measure measure, const struct cs_keyed *by_rank, struct cs_keyed *worst_first)
{
	size_t n = customers->count;

	for (size_t i = 0; i < n; i++) {
		uint32_t index = by_rank[i].index;

		worst_first[i] = (struct cs_keyed){ cs_radix_key(measure_of(&customers->items[index], measure)), index };
	}
	cs_radix_sort(worst_first, n);
	for (size_t i = 0; i < n; i++) {
		struct cs_customer *customer = &customers->items[worst_first[i].index];

		*(measure == RECENCY ? &customer->r : measure == FREQUENCY ? &customer->f : &customer->m) = tile(i, n);
	}
}

/* Brings every item to its place, round after round of those that wait for each other. */
static void
arrange(struct cs_customer *items, struct cs_keyed *order, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct cs_customer first = items[i];
		size_t at = i;

		for (uint32_t from; (from = order[at].index) != i; at = from) {
			items[at] = items[from];
			order[at].index = (uint32_t)at;
		}
		items[at] = first;
		order[at].index = (uint32_t)at;
	}
}

static void
sort_by_amount(struct cs_customers *customers, const struct cs_keyed *by_rank, struct cs_keyed *order)
{
	for (size_t i = 0; i < customers->count; i++) {
		uint32_t index = by_rank[i].index;

		order[i] = (struct cs_keyed){ ~cs_radix_key(customers->items[index].amount), index };
	}
	cs_radix_sort(order, customers->count);
	arrange(customers->items, order, customers->count);
}

struct cs_standing
cs_customers_standing(const struct cs_customers *customers, size_t place)
{
	const struct cs_customer *customer = &customers->items[place];
	double big = (double)customers->count * customers->ladder.big_spender_share;

	return (struct cs_standing){ customer->purchases, customers->as_of - customer->last, (double)place < big };
}

/* The items stand by amount: those who spent most are the first. */
static void
climb(struct cs_customers *customers)
{
	for (size_t i = 0; i < customers->count; i++) {
		struct cs_customer *customer = &customers->items[i];
		const struct cs_standing standing = cs_customers_standing(customers, i);

		customer->segment = (uint8_t)cs_ladder_segment(&customers->ladder, customers->window, &standing);
	}
}

/* The two halves of what follows the reading, which have nothing in common. */
struct ending {
	struct cs_customers *customers;
	struct cs_history *history;
};

static void
settle_ladder(void *data)
{
	struct ending *ending = data;
	struct cs_customers *customers = ending->customers;
	struct cs_keyed *by_rank = cs_calloc(customers->count + 1, sizeof(*by_rank));
	struct cs_keyed *order = cs_calloc(customers->count + 1, sizeof(*order));

	settle_window(customers);
	for (size_t i = 0; i < customers->count; i++)
		customers->items[i].rank = cs_history_customer_rank(ending->history, customers->items[i].number);
	sort_by_rank(customers, by_rank);
	for (enum measure measure = RECENCY; measure <= MONEY && !customers->ladder_only; measure++)
		score(customers, measure, by_rank, order);
	sort_by_amount(customers, by_rank, order);
	climb(customers);
	free(by_rank);
	free(order);
}

static void
settle_outlook(void *data)
{
	struct ending *ending = data;

	if (!ending->customers->ladder_only)
		cs_outlook_settle(&ending->customers->outlook, pow(10, cs_history_facts(ending->history)->scale));
}

enum cs_status
cs_customers_settle(struct cs_customers *customers, struct cs_history *history, struct cs_err *err)
{
	struct ending ending = { customers, history };
	enum cs_status st = cs_history_name_customers(history, err);

	if (st == CS_OK)
		cs_parallel(&(struct cs_work){ settle_ladder, &ending }, &(struct cs_work){ settle_outlook, &ending });
	return st;
}

enum cs_status
cs_customers_run(struct cs_customers *customers, struct cs_history *history, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	customers->gaps.span = (struct cs_span){ CS_NO_DAY, CS_NO_DAY };
	customers->outlook.base.end = customers->as_of;
	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW)
		cs_customers_add(customers, &buyer);
	return st == CS_OK ? cs_customers_settle(customers, history, err) : st;
}
