#include "repurchase/windows.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

bool
cs_windows_parse(struct cs_windows *windows, const char *text, int32_t most)
{
	int64_t before = 0, n;

	windows->count = 0;
	for (;;) {
		size_t len = strcspn(text, ",");

		if (windows->count == CS_WINDOWS_MAX || !cs_int_parse(text, len, &n) || n <= before || n > most)
			return false;
		windows->items[windows->count++] = (int32_t)n;
		before = n;
		if (!text[len])
			return true;
		text += len + 1;
	}
}

void
cs_within_add(struct cs_within *within, const struct cs_buyer *buyer)
{
	cs_day first = buyer->purchases[0].day;
	int32_t seen = within->as_of - first;
	bool came = buyer->count > 1;

	if (!cs_span_has(within->span, first))
		return;
	int32_t gap = came ? buyer->purchases[1].day - first : seen;

	for (size_t i = 0; i < within->days.count && within->days.items[i] <= seen; i++) {
		within->customers[i]++;
		within->repurchased[i] += came && gap <= within->days.items[i];
	}
	cs_survival_add(&within->survival, (size_t)gap, came);
}

enum cs_status
cs_within_run(struct cs_within *within, struct cs_history *history, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW)
		cs_within_add(within, &buyer);
	return st;
}

void
cs_within_release(struct cs_within *within)
{
	cs_survival_release(&within->survival);
}

static struct cs_lookback_cell *
find_cell(struct cs_lookback *lookback, int32_t period)
{
	bool added;
	size_t i = cs_pairs_at(&lookback->index, period, 0, &added);

	if (added) {
		lookback->cells = cs_grow(lookback->cells, &lookback->cap, i + 1, sizeof(*lookback->cells));
		lookback->cells[i] = (struct cs_lookback_cell){ .period = period };
		lookback->count++;
	}
	return &lookback->cells[i];
}

static void
count_months(struct cs_lookback *lookback, const struct cs_buyer *buyer)
{
	int32_t before = INT32_MIN / 2, counted = INT32_MIN;

	for (size_t i = 0; i < buyer->count; i++) {
		int32_t month = cs_period_of(CS_BY_MONTH, buyer->purchases[i].day);

		if (i > 0 && month != cs_period_of(CS_BY_MONTH, buyer->purchases[i - 1].day))
			before = cs_period_of(CS_BY_MONTH, buyer->purchases[i - 1].day);
		if (month == counted || !cs_span_has(lookback->span, buyer->purchases[i].day))
			continue;
		struct cs_lookback_cell *cell = find_cell(lookback, month);

		cell->customers++;
		for (size_t k = 0; k < lookback->months.count; k++)
			cell->returning[k] += month - before <= lookback->months.items[k];
		counted = month;
	}
}

static int
compare(const void *left, const void *right)
{
	const struct cs_lookback_cell *a = left, *b = right;

	return a->period < b->period ? -1 : a->period > b->period;
}

enum cs_status
cs_lookback_run(struct cs_lookback *lookback, struct cs_history *history, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW)
		count_months(lookback, &buyer);
	if (st == CS_OK && lookback->count > 0)
		qsort(lookback->cells, lookback->count, sizeof(*lookback->cells), compare);
	return st;
}

void
cs_lookback_release(struct cs_lookback *lookback)
{
	cs_pairs_release(&lookback->index);
	free(lookback->cells);
	lookback->cells = NULL;
}

enum cs_status
cs_steps_run(struct cs_steps *steps, struct cs_history *history, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW) {
		if (!cs_span_has(steps->span, buyer.purchases[0].day))
			continue;
		steps->reached = cs_grow(steps->reached, &steps->cap, buyer.count, sizeof(*steps->reached));
		while (steps->count < buyer.count)
			steps->reached[steps->count++] = 0;
		for (size_t k = 0; k < buyer.count; k++)
			steps->reached[k]++;
	}
	return st;
}

void
cs_steps_release(struct cs_steps *steps)
{
	free(steps->reached);
	*steps = (struct cs_steps){ 0 };
}
