/*
 * Visits of the shop by day, where they were imported.
 */
#ifndef CS_VISITS_H
#define CS_VISITS_H

#include "repurchase/period.h"

struct cs_db;

struct cs_visits {
	struct cs_visits_day {
		cs_day day;
		int64_t visits;
	} *days; /* owned; by day */
	size_t count, cap;
};

/* All sources of a day together.  CS_OK or CS_EDB. */
enum cs_status cs_visits_read(struct cs_visits *visits, struct cs_db *db, struct cs_err *err);
void cs_visits_release(struct cs_visits *visits);

/* Their sum over a span; false where no day of it was counted. */
bool cs_visits_sum(const struct cs_visits *visits, struct cs_span span, int64_t *sum);

#endif
