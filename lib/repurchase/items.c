#include "repurchase/items.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "stat/proportion.h"
#include "store/db.h"

#define NO_PLACE UINT32_MAX

const char *const cs_repeat_words[] = {
	[CS_REPEAT] = "repeat",
	[CS_ONE_OFF] = "one_off",
	[CS_UNSURE] = "unsure",
};

void
cs_items_release(struct cs_items *items)
{
	cs_gaps_release(&items->gaps);
	free(items->items);
	free(items->place);
	items->items = NULL;
	items->place = NULL;
}

static struct cs_item *
item_of(struct cs_items *items, uint32_t group)
{
	items->items = cs_grow(items->items, &items->cap, (size_t)group + 1, sizeof(*items->items));
	for (; items->count <= group; items->count++)
		items->items[items->count] = (struct cs_item){ .group = (uint32_t)items->count };
	return &items->items[group];
}

static void
take(struct cs_items *items, struct cs_item *item, cs_day day)
{
	item->purchases++;
	if (item->buyer != items->buyers) {
		item->buyer = items->buyers;
		item->again = false;
		item->mature = items->as_of - day >= CS_ITEMS_DAYS;
		item->buyers++;
		item->mature_buyers += item->mature;
	} else if (!item->again) {
		item->again = true;
		item->repeat_buyers++;
		item->mature_repeat += item->mature;
	}
}

void
cs_items_add(struct cs_items *items, const struct cs_buyer *buyer)
{
	items->buyers++;
	for (size_t i = 0; i < buyer->count; i++) {
		const struct cs_purchase *purchase = &buyer->purchases[i];
		size_t at = 0;
		uint32_t group;
		int64_t amount;

		if (!cs_span_has(items->span, purchase->day))
			continue;
		while (cs_purchase_group(purchase, &at, &group, &amount))
			take(items, item_of(items, group), purchase->day);
	}
	cs_gaps_add(&items->gaps, buyer, true);
}

static void
find_medians(struct cs_items *items)
{
	struct cs_count *counts = cs_calloc(items->gaps.count + 1, sizeof(*counts));
	size_t at = 0, begin = 0, n;

	cs_gaps_sort(&items->gaps);
	while ((n = cs_gaps_group(&items->gaps, &at, counts)) > 0) {
		item_of(items, items->gaps.items[begin].group)->median = cs_counts_quantile(counts, n, 0.5);
		begin = at;
	}
	free(counts);
}

/* Wilson's limits of a share of k in n; of nobody it may be anything from 0 to 1. */
static void
share_limits(int64_t k, int64_t n, double *low, double *high)
{
	struct cs_interval limits = cs_wilson((struct cs_count_of){ k, n }, CS_Z95);

	*low = n > 0 ? limits.low : 0;
	*high = n > 0 ? limits.high : 1;
}

static void
classify(struct cs_item *item)
{
	double low, high;

	share_limits(item->repeat_buyers, item->buyers, &item->low, &item->high);
	share_limits(item->mature_repeat, item->mature_buyers, &low, &high);
	item->class = CS_UNSURE;
	if (item->buyers >= CS_ITEMS_BUYERS && item->low >= CS_ITEMS_RATE)
		item->class = CS_REPEAT;
	else if (item->mature_buyers >= CS_ITEMS_BUYERS && high < CS_ITEMS_RATE)
		item->class = CS_ONE_OFF;
}

/* What the owner said of products, by their codes. */
static enum cs_status
read_words(struct cs_map *words, struct cs_db *db, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_REPURCHASE_CLASSES);
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		size_t len;
		bool added;
		const char *code = cs_col_text(stmt, 0, &len);

		*cs_map_at(words, code, len, &added) = cs_col_int(stmt, 1);
	}
	cs_stmt_reset(stmt);
	return st;
}

static void
obey(struct cs_items *items, const struct cs_history *history, const struct cs_map *words)
{
	for (size_t i = 0; i < items->count; i++) {
		const char *code = cs_history_group(history, items->items[i].group);
		const int64_t *word = cs_map_find(words, code, strlen(code));

		if (word) {
			items->items[i].class = (enum cs_repeat_class)*word;
			items->items[i].owners = true;
		}
	}
}

/* The most buyers first; those alike by their names, so that a store and a stream say the same. */
static const struct cs_history *names; /* of compare(), which qsort() gives no argument */

static int
compare(const void *left, const void *right)
{
	const struct cs_item *a = left, *b = right;

	if (a->buyers != b->buyers)
		return a->buyers > b->buyers ? -1 : 1;
	return strcmp(cs_history_group(names, a->group), cs_history_group(names, b->group));
}

/* Leaves out what nobody bought in the span, and lines without a product. */
static void
sort(struct cs_items *items, const struct cs_history *history)
{
	size_t groups = items->count, kept = 0;

	for (size_t i = 0; i < groups; i++) {
		if (items->items[i].buyers > 0 && *cs_history_group(history, items->items[i].group))
			items->items[kept++] = items->items[i];
	}
	items->count = kept;
	names = history;
	if (kept > 0)
		qsort(items->items, kept, sizeof(*items->items), compare);
	items->place = cs_calloc(groups + 1, sizeof(*items->place));
	for (size_t i = 0; i <= groups; i++)
		items->place[i] = NO_PLACE;
	for (size_t i = 0; i < kept; i++)
		items->place[items->items[i].group] = (uint32_t)i;
}

enum cs_status
cs_items_settle(struct cs_items *items, const struct cs_history *history, struct cs_db *db, struct cs_err *err)
{
	struct cs_map words = { 0 };
	enum cs_status st = db ? read_words(&words, db, err) : CS_OK;

	for (size_t i = 0; i < items->count; i++) {
		items->items[i].median = (double)NAN;
		classify(&items->items[i]);
	}
	find_medians(items);
	if (st == CS_OK)
		obey(items, history, &words);
	sort(items, history);
	cs_map_release(&words);
	return st;
}

enum cs_status
cs_items_run(struct cs_items *items, struct cs_history *history, struct cs_db *db, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	items->gaps.span = items->span;
	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW)
		cs_items_add(items, &buyer);
	return st == CS_OK ? cs_items_settle(items, history, db, err) : st;
}

const struct cs_item *
cs_items_find(const struct cs_items *items, uint32_t group)
{
	uint32_t place = items->place[group];

	return place == NO_PLACE ? NULL : &items->items[place];
}

static double
percent(double share)
{
	return share * 100;
}

char *
cs_item_reason(const struct cs_item *item, char out[CS_ITEM_REASON])
{
	long long buyers = item->buyers, mature = item->mature_buyers;
	double low, high;

	share_limits(item->mature_repeat, item->mature_buyers, &low, &high);
	if (item->owners)
		snprintf(out, CS_ITEM_REASON, "%s", _("the owner said so"));
	else if (buyers < CS_ITEMS_BUYERS)
		snprintf(out, CS_ITEM_REASON, _("too few: %lld buyers, %d are needed"), buyers, CS_ITEMS_BUYERS);
	else if (item->class == CS_REPEAT)
		snprintf(out, CS_ITEM_REASON, _("at least %.1f %% of the buyers come back for it, %.0f %% are asked"),
		    percent(item->low), percent(CS_ITEMS_RATE));
	else if (item->class == CS_ONE_OFF)
		snprintf(out, CS_ITEM_REASON, _("at most %.1f %% of %lld buyers came back for it in %d days or more"),
		    percent(high), mature, CS_ITEMS_DAYS);
	else if (item->high < CS_ITEMS_RATE)
		snprintf(out, CS_ITEM_REASON, _("too young: %lld of %lld buyers were watched for %d days"), mature, buyers,
		    CS_ITEMS_DAYS);
	else
		snprintf(out, CS_ITEM_REASON, _("between %.1f and %.1f %% of the buyers come back for it: on both sides of %.0f %%"),
		    percent(item->low), percent(item->high), percent(CS_ITEMS_RATE));
	return out;
}
