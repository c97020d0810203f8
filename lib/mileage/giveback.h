/*
 * What happens to points when goods come back: used ones return to their
 * lots, earned ones are taken back by the policy under which they were
 * earned, a coupon's discount is checked again.  One return is one act.
 */
#ifndef CS_GIVEBACK_H
#define CS_GIVEBACK_H

#include "mileage/book.h"

/* The three requests that book.c hands over; as cs_book_do(), with the account open. */
enum cs_status cs_giveback_return(struct cs_book *book, const struct cs_request *request, struct cs_result *result,
    struct cs_err *err);
/* A return that is called off: request->ref is its key. */
enum cs_status cs_giveback_revert(struct cs_book *book, const struct cs_request *request, struct cs_result *result,
    struct cs_err *err);
/* Everything that the order earned and that was not taken back yet. */
enum cs_status cs_giveback_clawback(struct cs_book *book, const struct cs_request *request, struct cs_result *result,
    struct cs_err *err);

#endif
