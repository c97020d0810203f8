#include "repurchase/concentration.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/num.h"

void
cs_concentration_release(struct cs_concentration *c)
{
	free(c->amounts);
	*c = (struct cs_concentration){ 0 };
}

/* Sums of one customer fit: the history sees to that.  Those of all must fit in any part of them. */
static bool
add_buyer(struct cs_concentration *c, const struct cs_buyer *buyer)
{
	int64_t amount = 0;
	bool bought = false;

	for (size_t i = 0; i < buyer->count; i++) {
		if (!cs_span_has(c->span, buyer->purchases[i].day))
			continue;
		bought = true;
		amount += buyer->purchases[i].amount;
	}
	if (!bought)
		return true;
	c->amounts = cs_grow(c->amounts, &c->cap, c->count + 1, sizeof(*c->amounts));
	c->amounts[c->count++] = amount;
	if (!cs_add(&c->sizes, amount < 0 ? -amount : amount))
		return false;
	c->revenue += amount;
	return true;
}

static int
compare(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;

	return a > b ? -1 : a < b;
}

enum cs_status
cs_concentration_run(struct cs_concentration *c, struct cs_history *history, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW) {
		if (!add_buyer(c, &buyer))
			return cs_err_set(err, CS_EINPUT, _("the revenue is more than can be held"));
	}
	if (st == CS_OK && c->count > 0)
		qsort(c->amounts, c->count, sizeof(*c->amounts), compare);
	return st;
}

void
cs_concentration_top(const struct cs_concentration *c, int percent, int64_t *customers, int64_t *revenue)
{
	size_t n = (c->count * (size_t)percent + 99) / 100;

	*customers = (int64_t)n;
	*revenue = 0;
	for (size_t i = 0; i < n; i++)
		*revenue += c->amounts[i];
}
