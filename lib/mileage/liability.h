/*
 * What is owed to customers in points, what of it will be used, and what that
 * is in the accounts.
 */
#ifndef CS_LIABILITY_H
#define CS_LIABILITY_H

#include "mileage/show.h"
#include "stat/breakage.h"

/*
 * Points owed at the end of each month from `from` to `to`, and what they
 * will cost as it looked at that time.  `margin_ppm` is the contribution
 * margin: a point that is used costs the goods that it pays for.  0: its face
 * value.
 */
enum cs_status cs_show_liability(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);

/* How much of the points of each month was used by each age, and in the end, with intervals. */
enum cs_status cs_show_breakage(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);

/* The share of what is given that is used in the end, as known on `to`. */
enum cs_status cs_use_rate(struct cs_db *db, cs_day to, struct cs_interval *rate, struct cs_err *err);

#endif
