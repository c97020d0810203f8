/*
 * What delivered orders earn, from the shop's own orders: rates by grade and
 * product as they were on the day of the order, on what was paid in money.
 */
#ifndef CS_EARNINGS_H
#define CS_EARNINGS_H

#include "mileage/book.h"
#include "stream/out.h"

/*
 * Earns for the orders named, or for every delivered one that has not earned
 * yet; each prints a record.  CS_NONE names an order that the store does not
 * have or that is not delivered.
 */
enum cs_status cs_earn_orders(struct cs_db *db, cs_time now, cs_day today, char *const *orders, size_t count,
    struct cs_out *out, struct cs_err *err);

#endif
