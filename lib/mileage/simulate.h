/*
 * What would have been: the requests of the ledger once more, in an empty
 * store and under another policy, by the same engine.  People do what they
 * did (static behaviour); under the policies of the time the result is what
 * happened.
 */
#ifndef CS_SIMULATE_H
#define CS_SIMULATE_H

#include "mileage/book.h"
#include "stream/out.h"

/* `text` NULL: the ledger's own policies. One record a measure: as it was, as it would be. */
enum cs_status cs_simulate(struct cs_db *db, const char *text, size_t len, const char *file, cs_day from, cs_day to,
    struct cs_out *out, struct cs_err *err);

/* The orders that would have earned otherwise. */
enum cs_status cs_policy_diff(struct cs_db *db, const struct cs_policy *policy, struct cs_out *out,
    struct cs_err *err);

#endif
