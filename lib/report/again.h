/*
 * Whether customers come back about the same matter: the same customer with
 * the same order, else with the same cause, within a week of the closing.
 * Only what was closed so long ago can be told; newer cases would flatter.
 */
#ifndef CS_AGAIN_H
#define CS_AGAIN_H

#include "base/date.h"

#define CS_AGAIN_DAYS 7

/* A consultation; its texts are borrowed, "" is not known. */
struct cs_matter {
	const char *code, *customer, *order_no, *cause;
	cs_time opened_at, closed_at; /* CS_NO_TIME: not closed */
	const void *of;               /* the caller's own */
};

struct cs_matters {
	struct cs_matter *items; /* owned */
	size_t count, cap;
};

/* Keeps it unless nothing could be told to be the same: no customer, or neither order nor cause. */
void cs_matters_add(struct cs_matters *matters, const struct cs_matter *matter);
void cs_matters_release(struct cs_matters *matters);

/*
 * Calls `each` with every consultation that was closed from `from` on and
 * before `until`, and with the first contact about the same matter within
 * CS_AGAIN_DAYS days, or NULL.  By matter and time of opening.
 */
typedef void cs_again_fn(void *self, const struct cs_matter *matter, const struct cs_matter *again);
void cs_matters_each(struct cs_matters *matters, cs_time from, cs_time until, cs_again_fn *each, void *self);

#endif
