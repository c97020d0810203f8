/*
 * A stream of operations as one transaction, and what it would do: counts,
 * points by kind, the customers with most, refusals.  A plan is known by the
 * hash of the operations and of the ledger that they were tried on, so that
 * what is applied is what was looked at.
 */
#ifndef CS_PLAN_H
#define CS_PLAN_H

#include "base/map.h"
#include "mileage/book.h"

#define CS_PLAN_ID 17
#define CS_PLAN_TOP 10

struct cs_plan_kind {
	int64_t done, exists, refused;
	int64_t points, debt;
};

struct cs_plan {
	struct cs_plan_kind kinds[CS_ACT_COUNT];
	struct cs_map customers;     /* points given to each */
	int64_t rows, refused;
	uint8_t chain[CS_DIGEST_BYTES]; /* over the requests */
	char id[CS_PLAN_ID];
	struct cs_str text;
};

/* Begins with what the book's ledger is now. */
void cs_plan_begin(struct cs_plan *plan, const struct cs_book *book);
void cs_plan_add(struct cs_plan *plan, const struct cs_request *request, const struct cs_result *result);
/* A row that could not be understood. */
void cs_plan_refuse(struct cs_plan *plan);
/* Settles the id. */
void cs_plan_end(struct cs_plan *plan);
void cs_plan_release(struct cs_plan *plan);

/* The customers with most points, best first; returns how many. Texts live as long as the plan. */
struct cs_plan_top {
	const char *customer;
	int64_t points;
};
size_t cs_plan_top(const struct cs_plan *plan, struct cs_plan_top top[CS_PLAN_TOP]);

#endif
