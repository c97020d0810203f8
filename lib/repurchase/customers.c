#include "repurchase/customers.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
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

/* What is compared, so that the worst comes first; then the id's place. */
struct score {
	int64_t value;
	uint32_t rank;
	uint32_t index;
};

static int
compare_scores(const void *left, const void *right)
{
	const struct score *a = left, *b = right;

	if (a->value != b->value)
		return a->value < b->value ? -1 : 1;
	return a->rank < b->rank ? -1 : a->rank > b->rank;
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

static void
score(struct cs_customers *customers, enum measure measure, struct score *scores)
{
	size_t n = customers->count;

	for (size_t i = 0; i < n; i++)
		scores[i] = (struct score){ measure_of(&customers->items[i], measure),
			customers->items[i].rank, (uint32_t)i };
	qsort(scores, n, sizeof(*scores), compare_scores);
	for (size_t i = 0; i < n; i++) {
		struct cs_customer *customer = &customers->items[scores[i].index];

		*(measure == RECENCY ? &customer->r : measure == FREQUENCY ? &customer->f : &customer->m) = tile(i, n);
	}
}

static int
compare_amounts(const void *left, const void *right)
{
	const struct cs_customer *a = left, *b = right;

	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	return a->rank < b->rank ? -1 : a->rank > b->rank;
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

static void
set_quintiles(struct cs_customers *customers)
{
	struct score *scores = cs_calloc(customers->count + 1, sizeof(*scores));

	for (enum measure measure = RECENCY; measure <= MONEY; measure++)
		score(customers, measure, scores);
	free(scores);
}

enum cs_status
cs_customers_settle(struct cs_customers *customers, struct cs_history *history, struct cs_err *err)
{
	enum cs_status st = cs_history_name_customers(history, err);

	if (st != CS_OK)
		return st;
	settle_window(customers);
	for (size_t i = 0; i < customers->count; i++)
		customers->items[i].rank = cs_history_customer_rank(history, customers->items[i].number);
	if (!customers->ladder_only)
		set_quintiles(customers);
	if (customers->count > 0)
		qsort(customers->items, customers->count, sizeof(*customers->items), compare_amounts);
	climb(customers);
	if (!customers->ladder_only)
		cs_outlook_settle(&customers->outlook, pow(10, cs_history_facts(history)->scale));
	return CS_OK;
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
