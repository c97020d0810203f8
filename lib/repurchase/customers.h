/*
 * Every customer on one line: first and last purchase, how often, how much,
 * how recent; quintiles for recency, frequency and money; the rung of the
 * ladder; when the next purchase is due by the customer's own rhythm; and what
 * a model expects.  Keeps some 90 bytes for each customer.
 */
#ifndef CS_CUSTOMERS_H
#define CS_CUSTOMERS_H

#include "repurchase/gaps.h"
#include "repurchase/history.h"
#include "repurchase/ladder.h"
#include "repurchase/outlook.h"
#include "repurchase/period.h"

struct cs_customer {
	int64_t amount;
	uint32_t number;       /* for cs_history_customer() */
	cs_day first, last;
	uint32_t purchases, orders;
	cs_day due;            /* last + median gap, CS_NO_DAY with one purchase */
	uint32_t rank;         /* of the id, by bytes */
	uint32_t seen;         /* in outlook.base */
	uint8_t r, f, m;       /* quintiles, 5 is best */
	uint8_t segment;       /* enum cs_segment */
};

struct cs_customers {
	struct cs_span span;        /* a customer is listed who bought in it */
	cs_day as_of;
	struct cs_ladder ladder;
	struct cs_customer *items;  /* owned; by amount, the largest first, then by id */
	size_t count, cap;
	double window;              /* days; of the ladder */
	bool window_computed;       /* there were repeaters enough */
	uint64_t repeaters;         /* of the whole shop */
	struct cs_outlook outlook;
	bool ladder_only;           /* only the segments are wanted: no rhythm, no quintiles, no model */
	struct cs_gaps gaps;        /* of all buyers, for the window */
	struct { cs_day *items; size_t cap; } work; /* owned */
};

/*
 * Reads the whole history, which must count orders.  Set span, as_of,
 * ladder and outlook.model.kind before.  Quintiles are over the customers that are listed; the
 * window is over all.  CS_OK, or what the history fails with.
 */
enum cs_status cs_customers_run(struct cs_customers *customers, struct cs_history *history,
    struct cs_err *err);

/* The same in steps, for who reads a history for several things at once: each buyer, then once all of it. */
void cs_customers_add(struct cs_customers *customers, const struct cs_buyer *buyer);
enum cs_status cs_customers_settle(struct cs_customers *customers, struct cs_history *history, struct cs_err *err);

/* What the ladder looks at of the customer at a place of `items`. */
struct cs_standing cs_customers_standing(const struct cs_customers *customers, size_t place);

void cs_customers_release(struct cs_customers *customers);

#endif
