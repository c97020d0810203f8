/*
 * Coupons: kinds, single coupons and what an order was given for one.  Every
 * step is an event of the ledger with a key of its own.  A kind stands in the
 * policy or is defined by hand; once a coupon of it is out its terms stay.
 */
#ifndef CS_COUPON_H
#define CS_COUPON_H

#include "mileage/book.h"
#include "stream/out.h"

struct cs_coupon_ask {
	const char *key, *code, *coupon, *customer, *order_no, *reason, *actor;
	int64_t won, rate_ppm, cap, minimum, days, per_member; /* define */
	int64_t amount;                                        /* use: the order's; return: what is left of it */
	cs_day today;
};

/*
 * The step that `what` names: define, issue, use, return, list.  Prints one
 * record, or all coupons; CS_NOTE where it is refused, CS_NONE for an unknown
 * code or coupon, CS_EUSAGE names what it needs.
 */
enum cs_status cs_coupon_run(struct cs_db *db, cs_time now, const char *what, const struct cs_coupon_ask *ask,
    struct cs_out *out, struct cs_err *err);

#endif
