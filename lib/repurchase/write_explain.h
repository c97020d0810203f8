/*
 * Why a customer is in a segment: every rule that was asked, in its order,
 * with what it asks and what it found.
 */
#ifndef CS_WRITE_EXPLAIN_H
#define CS_WRITE_EXPLAIN_H

#include "repurchase/customers.h"
#include "stream/out.h"

/* CS_OK, or CS_NONE when there is no such customer. */
enum cs_status cs_customers_explain(const struct cs_customers *all, const struct cs_history *history,
    const char *customer, struct cs_out *out, struct cs_err *err);

#endif
