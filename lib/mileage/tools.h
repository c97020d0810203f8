/*
 * What a shop does to keep its customers, side by side: points by why they
 * were given, coupons by kind, money spent on ads and events.
 */
#ifndef CS_TOOLS_H
#define CS_TOOLS_H

#include "mileage/show.h"

/*
 * One record a tool of `from` to `to`: who got it, what it cost so far, and
 * who bought again within `window` days of getting it first.  A share of those
 * who got it, and no effect: they were not drawn by lot.
 */
enum cs_status cs_show_tools(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);

/*
 * Members to whom something happened more often than the policy of the day says
 * within its window, with the evidence, and the last day of the flag: a hint
 * to look, and never a reason to refuse.
 */
enum cs_status cs_show_flags(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);

#endif
