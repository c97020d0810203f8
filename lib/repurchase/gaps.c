#include "repurchase/gaps.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
cs_gaps_release(struct cs_gaps *gaps)
{
	cs_pairs_release(&gaps->index);
	free(gaps->items);
	free(gaps->last);
	*gaps = (struct cs_gaps){ 0 };
}

static void
count_gap(struct cs_gaps *gaps, int32_t days, uint32_t group)
{
	bool added;
	size_t i = cs_pairs_at(&gaps->index, days, group, &added);

	if (added) {
		gaps->items = cs_grow(gaps->items, &gaps->cap, i + 1, sizeof(*gaps->items));
		gaps->items[i] = (struct cs_gap){ group, { days, 0 } };
		gaps->count++;
	}
	gaps->items[i].days.count++;
}

static struct cs_gap_last *
last_of(struct cs_gaps *gaps, uint32_t group)
{
	size_t had = gaps->last_count;

	if (group >= had) {
		gaps->last = cs_grow(gaps->last, &gaps->last_cap, (size_t)group + 1, sizeof(*gaps->last));
		gaps->last_count = (size_t)group + 1;
		memset(gaps->last + had, 0, (gaps->last_count - had) * sizeof(*gaps->last));
	}
	return &gaps->last[group];
}

/* Returns 1 when the purchase ends a gap that counts. */
static int
take(struct cs_gaps *gaps, uint32_t group, cs_day day)
{
	struct cs_gap_last *last = last_of(gaps, group);
	bool counts = last->buyer == gaps->buyers && cs_span_has(gaps->span, day);

	if (counts)
		count_gap(gaps, day - last->day, group);
	*last = (struct cs_gap_last){ gaps->buyers, day };
	return counts;
}

void
cs_gaps_add(struct cs_gaps *gaps, const struct cs_buyer *buyer, bool grouped)
{
	int counted = 0;

	gaps->buyers++;
	for (size_t i = 0; i < buyer->count; i++) {
		const struct cs_purchase *purchase = &buyer->purchases[i];
		size_t at = 0;
		uint32_t group;
		int64_t amount;

		if (!grouped) {
			counted += take(gaps, 0, purchase->day);
			continue;
		}
		while (cs_purchase_group(purchase, &at, &group, &amount))
			counted += take(gaps, group, purchase->day);
	}
	gaps->repeaters += counted > 0;
}

/* Without a history, groups stand by number. */
static int
compare(const void *left, const void *right, void *history)
{
	const struct cs_gap *a = left, *b = right;

	if (a->group != b->group && !history)
		return a->group < b->group ? -1 : 1;
	if (a->group != b->group)
		return strcmp(cs_history_group(history, a->group), cs_history_group(history, b->group));
	return a->days.value < b->days.value ? -1 : a->days.value > b->days.value;
}

void
cs_gaps_sort(struct cs_gaps *gaps)
{
	if (gaps->count > 0)
		qsort_r(gaps->items, gaps->count, sizeof(*gaps->items), compare, NULL);
}

enum cs_status
cs_gaps_run(struct cs_gaps *gaps, struct cs_history *history, bool grouped, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW)
		cs_gaps_add(gaps, &buyer, grouped);
	if (st == CS_OK && gaps->count > 0)
		qsort_r(gaps->items, gaps->count, sizeof(*gaps->items), compare, history);
	return st;
}

size_t
cs_gaps_group(const struct cs_gaps *gaps, size_t *at, struct cs_count *counts)
{
	size_t n = 0;

	for (; *at < gaps->count && (n == 0 || gaps->items[*at].group == gaps->items[*at - 1].group); (*at)++)
		counts[n++] = gaps->items[*at].days;
	return n;
}
