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

enum cs_simulate_by { CS_SIMULATE_MEASURES, CS_SIMULATE_CUSTOMERS, CS_SIMULATE_ORDERS, CS_SIMULATE_GRADES };

struct cs_simulate_options {
	cs_day from, to;
	enum cs_simulate_by by;
	const char *order_no; /* this order alone, step by step; NULL: all */
	int64_t margin_ppm, basket; /* for the lift that pays; 0: no such line, the store's own mean order */
};

/*
 * `text` NULL: the ledger's own policies.  One record a measure: as it was, as
 * it would be; or one for each customer, order or grade that would differ.  Where
 * the ledger has no compensation of its own the store's returns stand in for
 * it, and where it has no earnings either, the store's orders.
 */
enum cs_status cs_simulate(struct cs_db *db, const char *text, size_t len, const char *file,
    const struct cs_simulate_options *options, struct cs_out *out, struct cs_err *err);

#endif
