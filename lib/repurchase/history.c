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

/* Lines that are neighbours and belong together become one purchase. */
static enum cs_status
merge_lines(struct cs_history *h, struct cs_err *err)
{
	const struct cs_lines *lines = h->lines;
	struct cs_purchase *last = NULL;

	h->purchases = cs_grow(h->purchases, &h->cap, lines->count, sizeof(*h->purchases));
	h->count = 0;
	for (size_t i = 0; i < lines->count; i++) {
		const struct cs_line *line = &lines->items[i];

		if (!last || !same_purchase(lines->options.merge, line - 1, line)) {
			last = &h->purchases[h->count++];
			*last = (struct cs_purchase){ .day = line->day, .lines = line };
		}
		last->line_count++;
		if (!cs_add(&last->amount, line->amount))
			return cs_err_set(err, CS_EINPUT, _("the amounts of a customer add up to more than can be held"));
	}
	return CS_OK;
}

bool
cs_purchase_group(const struct cs_purchase *purchase, size_t *at, uint32_t *group, int64_t *amount)
{
	const struct cs_line *lines = purchase->lines;

	for (; *at < purchase->line_count; (*at)++) {
		size_t before = 0;

		while (lines[before].group != lines[*at].group)
			before++;
		if (before < *at)
			continue;
		*group = lines[*at].group;
		*amount = 0;
		/* No overflow: the sum of all lines was checked when they were merged. */
		for (size_t i = *at; i < purchase->line_count; i++)
			*amount += lines[i].group == *group ? lines[i].amount : 0;
		(*at)++;
		return true;
	}
	return false;
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
