/*
 * Who should be back by now, or soon: each customer by the rhythm of all of
 * his purchases, and for each item by his rhythm of that item.
 *
 * A rhythm is the median of the customer's own gaps, half a day rounded up;
 * for an item that he bought once, where the item is one that people buy
 * again, the median gap of all its buyers.  Expected is the last purchase and
 * the rhythm.  Listed is what is expected within `days` days from today or
 * should have come already, but not who is gone for two rhythms or longer:
 * there a rhythm tells nothing any more (Bhagat et al. 2018).
 */
#ifndef CS_DUE_H
#define CS_DUE_H

#include "repurchase/items.h"
#include "repurchase/outlook.h"

#define CS_DUE_CUSTOMER UINT32_MAX /* instead of an item: the customer's whole rhythm */

struct cs_due_row {
	uint32_t number;      /* of the customer */
	uint32_t group;       /* or CS_DUE_CUSTOMER */
	uint32_t seen;        /* in outlook.base */
	uint32_t rank;
	cs_day last, expected;
};

struct cs_due {
	cs_day as_of;
	int32_t days;
	struct cs_outlook outlook;
	struct cs_items items;
	struct cs_due_row *rows; /* owned; by expected, customer and item */
	size_t count, cap;
	size_t several;          /* customers with more than one row */
};

/* Reads the whole history, which must have groups.  Set as_of, days and outlook.model.kind before. */
enum cs_status cs_due_run(struct cs_due *due, struct cs_history *history, struct cs_db *db, struct cs_err *err);
void cs_due_release(struct cs_due *due);

#endif
