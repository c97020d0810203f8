/*
 * How much a shop lives on first purchases, and what they cost: a shop whose
 * goods are bought once has to pay for every customer anew.
 *
 * Counts and amounts are those of cs_rate, with the whole history's ranks.
 * The money is what advertising and events cost in the period, all of it: an
 * export does not tell for whom it was spent.
 */
#ifndef CS_ACQUIRE_H
#define CS_ACQUIRE_H

#include "repurchase/daily.h"
#include "repurchase/items.h"
#include "repurchase/rate.h"

/* One row: of a period, or of the products of one class. */
struct cs_acquired {
	int64_t first_purchases, repeat_purchases;
	int64_t first_revenue, repeat_revenue;
};

struct cs_acquire {
	struct cs_rate rate;     /* set by and span before */
	struct cs_items items;   /* only by class; set as_of before */
	struct cs_acquired classes[3]; /* by enum cs_repeat_class */
};

/*
 * With by_class the history must have groups, which are products; a purchase
 * of two products counts for each.  CS_OK, or what the history fails with.
 */
enum cs_status cs_acquire_run(struct cs_acquire *acquire, struct cs_history *history, struct cs_db *db, bool by_class,
    struct cs_err *err);
void cs_acquire_release(struct cs_acquire *acquire);

struct cs_acquired cs_acquired_of(const struct cs_rate_cell *cell);

#endif
