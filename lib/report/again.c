#include "report/again.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define DAY_SECONDS 86400

void
cs_matters_add(struct cs_matters *matters, const struct cs_matter *matter)
{
	if (!*matter->customer || (!*matter->order_no && !*matter->cause))
		return;
	matters->items = cs_grow(matters->items, &matters->cap, matters->count + 1, sizeof(*matters->items));
	matters->items[matters->count++] = *matter;
}

void
cs_matters_release(struct cs_matters *matters)
{
	free(matters->items);
	*matters = (struct cs_matters){ 0 };
}

/* 0 where both are about the same: the cause matters only without an order. */
static int
differ(const struct cs_matter *a, const struct cs_matter *b)
{
	int order = strcmp(a->customer, b->customer);

	if (order == 0)
		order = strcmp(a->order_no, b->order_no);
	return order == 0 && !*a->order_no ? strcmp(a->cause, b->cause) : order;
}

static int
by_matter(const void *a, const void *b)
{
	const struct cs_matter *one = a, *two = b;
	int order = differ(one, two);

	if (order)
		return order;
	if (one->opened_at != two->opened_at)
		return one->opened_at < two->opened_at ? -1 : 1;
	return strcmp(one->code, two->code);
}

static const struct cs_matter *
find_again(const struct cs_matters *matters, size_t at)
{
	const struct cs_matter *m = &matters->items[at];

	for (size_t i = at + 1; i < matters->count && differ(&matters->items[i], m) == 0; i++) {
		const struct cs_matter *next = &matters->items[i];

		if (next->opened_at > m->opened_at && next->opened_at >= m->closed_at)
			return next->opened_at <= m->closed_at + CS_AGAIN_DAYS * DAY_SECONDS ? next : NULL;
	}
	return NULL;
}

void
cs_matters_each(struct cs_matters *matters, cs_time from, cs_time until, cs_again_fn *each, void *self)
{
	if (matters->count == 0)
		return;
	qsort(matters->items, matters->count, sizeof(*matters->items), by_matter);
	for (size_t i = 0; i < matters->count; i++) {
		const struct cs_matter *m = &matters->items[i];

		if (m->closed_at != CS_NO_TIME && m->closed_at >= from && m->closed_at < until)
			each(self, m, find_again(matters, i));
	}
}
