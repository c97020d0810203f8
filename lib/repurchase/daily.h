/*
 * Figures of the shop by day, where they were imported: visits, and what
 * advertising and events cost.
 */
#ifndef CS_DAILY_H
#define CS_DAILY_H

#include "repurchase/period.h"

struct cs_db;

struct cs_daily {
	struct cs_daily_figure {
		cs_day day;
		int64_t figure;
	} *days; /* owned; by day */
	size_t count, cap;
};

/* All sources of a day together.  CS_OK or CS_EDB. */
enum cs_status cs_daily_read_visits(struct cs_daily *daily, struct cs_db *db, struct cs_err *err);
enum cs_status cs_daily_read_spend(struct cs_daily *daily, struct cs_db *db, struct cs_err *err);
void cs_daily_release(struct cs_daily *daily);

/* Their sum over a span; false where no day of it has a figure. */
bool cs_daily_sum(const struct cs_daily *daily, struct cs_span span, int64_t *sum);

#endif
