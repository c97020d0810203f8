#include "repurchase/due.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "repurchase/rhythm.h"

void
cs_due_release(struct cs_due *due)
{
	cs_outlook_release(&due->outlook);
	cs_items_release(&due->items);
	free(due->rows);
	due->rows = NULL;
}

/* A day on which the buyer bought the group; and the days of all his groups. */
struct visit {
	uint32_t group;
	cs_day day;
};

struct visits {
	struct visit *items;
	size_t count, cap;
	cs_day *gaps;
	size_t gap_cap;
};

static void
note(struct visits *visits, uint32_t group, cs_day day)
{
	visits->items = cs_grow(visits->items, &visits->cap, visits->count + 1, sizeof(*visits->items));
	visits->items[visits->count++] = (struct visit){ group, day };
}

static int
compare_visits(const void *left, const void *right)
{
	const struct visit *a = left, *b = right;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return a->day < b->day ? -1 : a->day > b->day;
}

/* The customer's own days as those of one more group. */
static void
gather(struct visits *visits, const struct cs_buyer *buyer)
{
	visits->count = 0;
	for (size_t i = 0; i < buyer->count; i++) {
		const struct cs_purchase *purchase = &buyer->purchases[i];
		size_t at = 0;
		uint32_t group;
		int64_t amount;

		note(visits, CS_DUE_CUSTOMER, purchase->day);
		while (cs_purchase_group(purchase, &at, &group, &amount))
			note(visits, group, purchase->day);
	}
	qsort(visits->items, visits->count, sizeof(*visits->items), compare_visits);
}

static cs_day
rhythm(struct visits *visits, const struct visit *days, size_t count)
{
	size_t n = count - 1;

	visits->gaps = cs_grow(visits->gaps, &visits->gap_cap, count, sizeof(*visits->gaps));
	for (size_t i = 0; i < n; i++)
		visits->gaps[i] = days[i + 1].day - days[i].day;
	return cs_rhythm(visits->gaps, n);
}

static bool
is_due(const struct cs_due *due, const struct cs_due_row *row)
{
	return row->expected <= due->as_of + due->days && due->as_of - row->last < 2 * (row->expected - row->last);
}

static void
add(struct cs_due *due, const struct cs_due_row *row)
{
	due->rows = cs_grow(due->rows, &due->cap, due->count + 1, sizeof(*due->rows));
	due->rows[due->count++] = *row;
}

/* What was bought once waits for the item's rhythm, which is known at the end only. */
static void
add_buyer(struct cs_due *due, const struct cs_buyer *buyer, struct visits *visits)
{
	gather(visits, buyer);
	for (size_t i = 0, n; i < visits->count; i += n) {
		const struct visit *days = &visits->items[i];
		struct cs_due_row row = {
			.number = buyer->number, .group = days->group, .seen = (uint32_t)(due->outlook.base.count - 1),
			.expected = CS_NO_DAY,
		};

		for (n = 1; i + n < visits->count && days[n].group == days->group; n++)
			;
		row.last = days[n - 1].day;
		if (n > 1)
			row.expected = row.last + rhythm(visits, days, n);
		if (n > 1 ? is_due(due, &row) : row.group != CS_DUE_CUSTOMER)
			add(due, &row);
	}
}

static enum cs_status
read_buyers(struct cs_due *due, struct cs_history *history, struct cs_err *err)
{
	struct visits visits = { .count = 0 };
	struct cs_buyer buyer;
	enum cs_status st;

	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW) {
		cs_base_add(&due->outlook.base, &buyer);
		cs_items_add(&due->items, &buyer);
		add_buyer(due, &buyer, &visits);
	}
	free(visits.items);
	free(visits.gaps);
	return st;
}

/* Gives those that wait the rhythm of their item, and leaves out who is not due. */
static void
settle(struct cs_due *due, struct cs_history *history)
{
	size_t kept = 0;

	for (size_t i = 0; i < due->count; i++) {
		struct cs_due_row row = due->rows[i];
		const struct cs_item *item = row.group == CS_DUE_CUSTOMER ? NULL : cs_items_find(&due->items, row.group);

		if (row.group != CS_DUE_CUSTOMER && (!item || item->class == CS_ONE_OFF))
			continue;
		if (row.expected == CS_NO_DAY) {
			if (item->class != CS_REPEAT || isnan(item->median))
				continue;
			row.expected = row.last + (cs_day)floor(item->median + 0.5);
			if (!is_due(due, &row))
				continue;
		}
		row.rank = cs_history_customer_rank(history, row.number);
		/* A buyer's rows stand together until they are sorted. */
		if (kept > 0 && due->rows[kept - 1].number == row.number)
			due->several += kept == 1 || due->rows[kept - 2].number != row.number;
		due->rows[kept++] = row;
	}
	due->count = kept;
}

/* The whole rhythm stands before the items, which stand as `items` has them. */
static const struct cs_items *order; /* of compare_rows(), which qsort() gives no argument */

static int
compare_rows(const void *left, const void *right)
{
	const struct cs_due_row *a = left, *b = right;

	if (a->expected != b->expected)
		return a->expected < b->expected ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->group == b->group)
		return 0;
	if (a->group == CS_DUE_CUSTOMER || b->group == CS_DUE_CUSTOMER)
		return a->group == CS_DUE_CUSTOMER ? -1 : 1;
	return order->place[a->group] < order->place[b->group] ? -1 : 1;
}

enum cs_status
cs_due_run(struct cs_due *due, struct cs_history *history, struct cs_db *db, struct cs_err *err)
{
	due->outlook.base.end = due->items.as_of = due->as_of;
	due->items.span = due->items.gaps.span = (struct cs_span){ CS_NO_DAY, CS_NO_DAY };
	enum cs_status st = read_buyers(due, history, err);

	if (st == CS_OK)
		st = cs_history_name_customers(history, err);
	if (st == CS_OK)
		st = cs_items_settle(&due->items, history, db, err);
	if (st != CS_OK)
		return st;
	settle(due, history);
	order = &due->items;
	if (due->count > 0)
		qsort(due->rows, due->count, sizeof(*due->rows), compare_rows);
	cs_outlook_settle(&due->outlook, pow(10, cs_history_facts(history)->scale));
	return CS_OK;
}
