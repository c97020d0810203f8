/*
 * What delivered orders earn, from the shop's own orders: rates by grade and
 * product as they were on the day of the order, on what was paid in money.
 */
#ifndef CS_EARNINGS_H
#define CS_EARNINGS_H

#include "mileage/book.h"
#include "stream/out.h"

/*
 * Earns for the order named, or (NULL) for every one that may and has not;
 * then makes usable what waited for a confirmation that the store has by now.
 * Each prints a record.  CS_NONE names an order that the store does not have
 * or that is not delivered; CS_NOTE where the ledger has other things of one.
 */
enum cs_status cs_earn_orders(struct cs_db *db, cs_time now, cs_day today, const char *order_no, struct cs_out *out,
    struct cs_err *err);

/*
 * What every order that `store` has and that is due by `to` would have earned
 * in a book of another store. For a shop that had no points then.
 */
enum cs_status cs_earn_past(struct cs_book *book, struct cs_db *store, cs_day to, struct cs_err *err);

/*
 * Gives lines the rates of another policy by what the store knows of product,
 * category and grade.  A line that it does not know, or that went back, keeps
 * its rate.
 */
enum cs_status cs_earn_rates(struct cs_db *store, const struct cs_policy *policy, const char *order_no,
    struct cs_line *lines, size_t count, struct cs_err *err);

#endif
