/*
 * Repurchase rates of each period, and of each group in it.
 *
 * With C = customers who bought in the period, and the rank of a purchase =
 * its place in the customer's whole history:
 *   within_rate          = C with two or more purchases in the period / C
 *   returning_rate       = C whose first purchase was before the period / C
 *   lifetime_rate        = C with two or more purchases up to its end / C
 *   repeat_purchase_rate = purchases of rank 2 and above / purchases
 *   repeat_revenue_rate  = amount of those / amount
 *
 * A group (a product, a channel) chooses which purchases are counted: those
 * with a line of the group, and of the amount that line's part.  It does not
 * change the ranks: who buys socks for the first time after buying tea is no
 * new customer.
 *
 * With same_item every item has a history of its own.  Of a group, ranks are
 * those of the customer's purchases of the group.  Without groups in the
 * answer a purchase is a repeat when it has an item that the customer had
 * bought before, and of its amount the lines of such items:
 *   returning_customers  bought in the period what they had bought before it
 *   repeat_in_period     bought one item twice or more in the period
 *   lifetime_repeat      bought one item twice or more up to its end
 */
#ifndef CS_RATE_H
#define CS_RATE_H

#include "repurchase/pairs.h"
#include "repurchase/history.h"
#include "repurchase/period.h"

struct cs_rate_cell {
	int32_t period;
	uint32_t group;
	uint64_t buyer;           /* the last one counted here */
	int64_t buyer_purchases;  /* his in this cell */
	int64_t customers, new_customers, repeat_in_period, lifetime_repeat;
	int64_t purchases, repeat_purchases;
	int64_t revenue, repeat_revenue;
};

struct cs_rate {
	enum cs_by by;
	struct cs_span span;      /* purchases outside are history and are not counted */
	bool same_item;           /* the history must have groups, of which 0 is no item */
	struct cs_rate_item {
		uint64_t buyer;
		int32_t period;
		uint32_t count;   /* the buyer's purchases of the item up to the period's end */
		uint32_t here;    /* those in the period */
		uint32_t seen;    /* of those, how many were counted */
	} *items;                 /* owned; by group */
	size_t item_count, item_cap;
	bool again;               /* the buyer has bought an item twice */
	struct cs_pairs index;
	struct cs_rate_cell *cells; /* owned; sorted by cs_rate_run() */
	size_t count, cap;
	uint64_t buyers;
};

/* Counts one buyer, in the order of the history.  CS_OK, or CS_EINPUT when a sum overflows. */
enum cs_status cs_rate_add(struct cs_rate *rate, const struct cs_buyer *buyer, bool grouped, struct cs_err *err);

/*
 * Fills `cells` from every buyer of the history, sorted by period and then by
 * the group's word.  Set `by` and `span` before.  Without groups a period
 * between the first and the last in which nobody bought has a cell of zeros.
 * CS_OK, or what cs_history_next() fails with.
 */
enum cs_status cs_rate_run(struct cs_rate *rate, struct cs_history *history, bool grouped,
    struct cs_err *err);
void cs_rate_release(struct cs_rate *rate);

/* The days of a period that are counted: its own, cut by the span. */
struct cs_span cs_rate_days(const struct cs_rate *rate, int32_t period);

#endif
