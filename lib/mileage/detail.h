/*
 * The further words of a request, which its event keeps as lines "name=value":
 * what a retry is compared with, and the evidence that verify goes back to.
 */
#ifndef CS_DETAIL_H
#define CS_DETAIL_H

#include "mileage/book.h"

#define CS_DETAIL_ASKED_ON "asked_on="

/* A line each, always in the same order. Appends. */
void cs_detail_write(struct cs_str *out, const struct cs_request *request);

/* The name of the first line in which two details differ; NULL where they do not. Static text. */
const char *cs_detail_difference(const char *have, const char *want);

/*
 * The day that was asked for: the event's own, unless the customer's last
 * event was later, which then stands in front of the detail.  *rest is the
 * detail behind it.
 */
cs_day cs_detail_asked_on(cs_day eff, const char *detail, const char **rest);

/* The value of the first line of that name, and its length; NULL where there is none. Borrowed. */
const char *cs_detail_find(const char *detail, const char *name, size_t *len);

/*
 * "W-1 230000": the last `count` words as whole numbers; what stands before
 * them may hold blanks, and its length is returned.  SIZE_MAX where they are
 * no numbers.
 */
size_t cs_detail_numbers(const char *value, size_t len, int64_t *numbers, size_t count);

#endif
