/*
 * A past order under another policy: what its lines would have earned, step by
 * step, and which orders that changes.
 */
#ifndef CS_AGAIN_H
#define CS_AGAIN_H

#include "mileage/book.h"
#include "stream/out.h"

/*
 * Gives the lines their rates under `now`: by what the store knows of product
 * and grade, else by the names of `then`.  *points: what they would earn.
 */
enum cs_status cs_lines_again(struct cs_db *db, const char *order_no, const struct cs_policy *then,
    const struct cs_policy *now, struct cs_line *lines, size_t count, int64_t *points, struct cs_err *err);

/* The orders that would have earned otherwise. */
enum cs_status cs_policy_diff(struct cs_db *db, const struct cs_policy *policy, struct cs_out *out, struct cs_err *err);

/*
 * One order line by line, as it earned and as it would: price, less what was
 * paid with points and coupon, times the rate, rounded; the whole order last.
 * `policy` NULL: as it earned.  CS_NONE where it has not earned.
 */
enum cs_status cs_order_again(struct cs_db *db, const char *order_no, const struct cs_policy *policy,
    struct cs_out *out, struct cs_err *err);

#endif
