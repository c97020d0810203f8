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
 */
#ifndef CS_RATE_H
#define CS_RATE_H

#include "repurchase/cells.h"
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
	struct cs_cells index;
	struct cs_rate_cell *cells; /* owned; sorted by cs_rate_run() */
	size_t count, cap;
	uint64_t buyers;
};

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
