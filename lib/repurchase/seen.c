#include "repurchase/seen.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/radix.h"

static void
count_gaps(struct cs_base *base, const struct cs_buyer *buyer, size_t repeats)
{
	for (size_t i = 1; i <= repeats; i++) {
		cs_day gap = buyer->purchases[i].day - buyer->purchases[i - 1].day;

		if (gap > 0)
			base->log_gaps += log(gap);
		else
			base->ties = true;
	}
	if (repeats < 2)
		return;
	const struct cs_purchase *last = &buyer->purchases[repeats];
	double both = last[0].day - last[-2].day;

	if (both > 0) {
		double share = (last[-1].day - last[-2].day) / both;

		base->shares.sum += share;
		base->shares.squares += share * share;
		base->shares.count++;
	}
}

static struct cs_base_day *
day_of(struct cs_base *base, cs_day day)
{
	bool added;
	size_t i = cs_pairs_at(&base->days, day, 0, &added);

	if (added) {
		base->bought = cs_grow(base->bought, &base->day_cap, base->day_count + 1, sizeof(*base->bought));
		base->bought[base->day_count++] = (struct cs_base_day){ .day = day };
	}
	return &base->bought[i];
}

static void
count_days(struct cs_base *base, const struct cs_buyer *buyer)
{
	day_of(base, buyer->purchases[0].day)->newcomers++;
	for (size_t i = 1; i < buyer->count; i++)
		day_of(base, buyer->purchases[i].day)->repeats++;
}

void
cs_base_add(struct cs_base *base, const struct cs_buyer *buyer)
{
	cs_day first = buyer->purchases[0].day;
	int64_t amount = 0;
	size_t count = 0;

	if (first > base->end)
		return;
	for (; count < buyer->count && buyer->purchases[count].day <= base->end; count++)
		amount += count > 0 ? buyer->purchases[count].amount : 0;
	size_t repeats = count - 1;

	base->items = cs_grow(base->items, &base->cap, base->count + 1, sizeof(*base->items));
	base->items[base->count++] = (struct cs_seen){
		.repeats = (uint32_t)repeats,
		.after = (uint32_t)(buyer->count - count),
		.last = buyer->purchases[repeats].day - first,
		.age = base->end - first,
		.spend = repeats > 0 ? (double)amount / (double)repeats : 0,
	};
	base->repeaters += repeats > 0;
	if (base->end - first > base->longest)
		base->longest = base->end - first;
	count_gaps(base, buyer, repeats);
	if (base->by_day)
		count_days(base, buyer);
}

static int
compare_days(const void *left, const void *right)
{
	cs_day a = ((const struct cs_base_day *)left)->day, b = ((const struct cs_base_day *)right)->day;

	return a < b ? -1 : a > b;
}

/*
 * A customer's three numbers in one: 24 bits for the purchases and 20 for
 * each of the times, which is 2,870 years of days.
 */
static uint64_t
pack(const struct cs_seen *seen)
{
	return (uint64_t)seen->repeats << 40 | (uint64_t)seen->last << 20 | (uint64_t)seen->age;
}

static struct cs_seen_row
unpack(uint64_t key)
{
	return (struct cs_seen_row){
		.repeats = (uint32_t)(key >> 40),
		.last = (int32_t)(key >> 20 & 0xfffff),
		.age = (int32_t)(key & 0xfffff),
	};
}

void
cs_base_settle(struct cs_base *base, double unit)
{
	struct cs_keyed *keys = cs_calloc(base->count + 1, sizeof(*keys));
	size_t n = 0;

	for (size_t i = 0; i < base->count; i++) {
		base->items[i].spend /= unit;
		keys[i] = (struct cs_keyed){ pack(&base->items[i]), (uint32_t)i };
	}
	cs_radix_sort(keys, base->count);
	for (size_t i = 0; i < base->count; i++)
		n += i == 0 || keys[i].key != keys[i - 1].key;
	base->rows = cs_calloc(n + 1, sizeof(*base->rows));
	for (size_t i = 0; i < base->count; i++) {
		if (i == 0 || keys[i].key != keys[i - 1].key)
			base->rows[base->row_count++] = unpack(keys[i].key);
		base->rows[base->row_count - 1].weight++;
		base->items[keys[i].index].row = (uint32_t)base->row_count - 1;
	}
	free(keys);
	if (base->day_count > 0)
		qsort(base->bought, base->day_count, sizeof(*base->bought), compare_days);
}

void
cs_base_release(struct cs_base *base)
{
	free(base->items);
	free(base->rows);
	free(base->bought);
	cs_pairs_release(&base->days);
	*base = (struct cs_base){ 0 };
}

enum cs_status
cs_base_run(struct cs_base *base, struct cs_history *history, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW)
		cs_base_add(base, &buyer);
	if (st == CS_OK)
		cs_base_settle(base, pow(10, cs_history_facts(history)->scale));
	return st;
}

double
cs_base_regularity(const struct cs_base *base)
{
	double n = (double)base->shares.count;

	if (base->shares.count < 2)
		return (double)NAN;
	double mean = base->shares.sum / n;
	double variance = (base->shares.squares - n * mean * mean) / (n - 1);

	if (!(variance > 1e-9)) /* all alike: any k is too small */
		return (double)NAN;
	/* The share of two Erlang-k gaps is Beta(k, k), whose variance is 1 / (8 k + 4). */
	return (1 - 4 * variance) / (8 * variance);
}
