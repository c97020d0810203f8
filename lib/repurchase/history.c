#include "repurchase/history.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/num.h"
#include "repurchase/lines.h"

struct cs_history {
	struct cs_lines *lines;
	struct cs_purchase *purchases; /* owned; of the current buyer */
	size_t count, cap;
};

static void
open_history(struct cs_history **history, struct cs_lines *lines)
{
	struct cs_history *h = cs_calloc(1, sizeof(*h));

	h->lines = lines;
	*history = h;
}

enum cs_status
cs_history_open_store(struct cs_history **history, struct cs_db *db, const struct cs_history_options *options,
    struct cs_err *err)
{
	struct cs_lines *lines;
	enum cs_status st = cs_lines_of_store(&lines, db, options, err);

	*history = NULL;
	if (st == CS_OK)
		open_history(history, lines);
	return st;
}

enum cs_status
cs_history_open_stream(struct cs_history **history, char *const paths[], size_t count,
    const struct cs_history_options *options, struct cs_err *err)
{
	struct cs_lines *lines;
	enum cs_status st = cs_lines_of_stream(&lines, paths, count, options, err);

	*history = NULL;
	if (st == CS_OK)
		open_history(history, lines);
	return st;
}

void
cs_history_close(struct cs_history *h)
{
	if (!h)
		return;
	h->lines->close(h->lines);
	free(h->purchases);
	free(h);
}

void
cs_lines_release(struct cs_lines *lines)
{
	cs_names_release(&lines->customers);
	cs_names_release(&lines->groups);
	free(lines->items);
	free(lines->orders_on);
}

bool
cs_lines_keep(struct cs_lines *lines, bool kept, bool guest, cs_day day)
{
	struct cs_history_facts *facts = &lines->facts;

	facts->lines++;
	if (!kept && !lines->options.include_returned) {
		facts->dropped++;
		return false;
	}
	if (day > lines->options.as_of) {
		facts->later++;
		return false;
	}
	facts->kept++;
	facts->guests += guest;
	return !guest;
}

static bool
same_purchase(enum cs_merge merge, const struct cs_line *a, const struct cs_line *b)
{
	switch (merge) {
	case CS_MERGE_DAY:
		return a->day == b->day;
	case CS_MERGE_ORDER:
		return a->day == b->day && a->order == b->order;
	case CS_MERGE_LINE:
		return false;
	}
	return false;
}

/*
 * Lines that are neighbours and belong together become one purchase.  When
 * their sizes without the signs add up, so does every part of them.
 */
static enum cs_status
merge_lines(struct cs_history *h, struct cs_err *err)
{
	const struct cs_lines *lines = h->lines;
	struct cs_purchase *last = NULL;
	int64_t sizes = 0;

	h->purchases = cs_grow(h->purchases, &h->cap, lines->count, sizeof(*h->purchases));
	h->count = 0;
	for (size_t i = 0; i < lines->count; i++) {
		const struct cs_line *line = &lines->items[i];

		if (!last || !same_purchase(lines->options.merge, line - 1, line)) {
			last = &h->purchases[h->count++];
			*last = (struct cs_purchase){ .day = line->day, .lines = line };
		}
		last->line_count++;
		if (line->amount == INT64_MIN || !cs_add(&sizes, line->amount < 0 ? -line->amount : line->amount))
			return cs_err_set(err, CS_EINPUT, _("the amounts of a customer add up to more than can be held"));
		last->amount += line->amount;
	}
	return CS_OK;
}

static int
compare_groups(const void *left, const void *right)
{
	uint32_t a = ((const struct cs_line *)left)->group, b = ((const struct cs_line *)right)->group;

	return a < b ? -1 : a > b;
}

/* Lines of one group side by side, so that cs_purchase_group() takes one look at each. */
static void
gather_groups(struct cs_history *h)
{
	struct cs_line *line = h->lines->items;

	if (h->lines->options.group == CS_GROUP_NONE)
		return;
	for (size_t i = 0; i < h->count; line += h->purchases[i++].line_count) {
		if (h->purchases[i].line_count > 1)
			qsort(line, h->purchases[i].line_count, sizeof(*line), compare_groups);
	}
}

bool
cs_purchase_group(const struct cs_purchase *purchase, size_t *at, uint32_t *group, int64_t *amount)
{
	if (*at == purchase->line_count)
		return false;
	*group = purchase->lines[*at].group;
	*amount = 0;
	/* No overflow: see merge_lines(). */
	while (*at < purchase->line_count && purchase->lines[*at].group == *group)
		*amount += purchase->lines[(*at)++].amount;
	return true;
}

static size_t
count_orders(const struct cs_lines *lines)
{
	size_t orders = 0;

	for (size_t i = 0; i < lines->count; i++)
		orders += i == 0 || lines->items[i].order != lines->items[i - 1].order;
	return orders;
}

static void
note_days(struct cs_history_facts *facts, const struct cs_history *h)
{
	cs_day first = h->purchases[0].day, last = h->purchases[h->count - 1].day;

	if (facts->first == CS_NO_DAY || first < facts->first)
		facts->first = first;
	if (facts->last == CS_NO_DAY || last > facts->last)
		facts->last = last;
}

enum cs_status
cs_history_next(struct cs_history *h, struct cs_buyer *buyer, struct cs_err *err)
{
	enum cs_status st = h->lines->next(h->lines, err);

	if (st != CS_ROW)
		return st;
	st = merge_lines(h, err);
	if (st != CS_OK)
		return st;
	note_days(&h->lines->facts, h);
	*buyer = (struct cs_buyer){
		.number = h->lines->number,
		.purchases = h->purchases,
		.count = h->count,
		.orders = h->lines->options.orders ? count_orders(h->lines) : 0,
	};
	gather_groups(h); /* after the orders, whose lines it parts */
	return CS_ROW;
}

const struct cs_history_facts *
cs_history_facts(const struct cs_history *h)
{
	return &h->lines->facts;
}

int64_t
cs_history_orders(const struct cs_history *h, cs_day from, cs_day to)
{
	cs_day base = cs_day_of(1900, 1, 1), end = cs_day_of(2999, 12, 31);
	int64_t sum = 0;

	for (cs_day day = from < base ? base : from; day <= (to > end ? end : to); day++)
		sum += h->lines->orders_on ? h->lines->orders_on[day - base] : 0;
	return sum;
}

const char *
cs_history_group(const struct cs_history *h, uint32_t group)
{
	return cs_names_text(&h->lines->groups, group);
}

enum cs_status
cs_history_name_customers(struct cs_history *h, struct cs_err *err)
{
	return h->lines->name_customers(h->lines, err);
}

const char *
cs_history_customer(const struct cs_history *h, uint32_t number)
{
	return cs_names_text(&h->lines->customers, h->lines->name_of(h->lines, number));
}

uint32_t
cs_history_customer_rank(struct cs_history *h, uint32_t number)
{
	return cs_names_rank(&h->lines->customers, h->lines->name_of(h->lines, number));
}
