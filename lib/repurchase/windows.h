/*
 * The simple questions about time: who came back within so many days, who had
 * bought in the months before, and how many reach each next purchase.
 */
#ifndef CS_WINDOWS_H
#define CS_WINDOWS_H

#include "repurchase/pairs.h"
#include "repurchase/history.h"
#include "repurchase/period.h"
#include "stat/survival.h"

#define CS_WINDOWS_MAX 32

/* A list such as --days 30,60,90: whole numbers that rise, from 1 to `most`. */
struct cs_windows {
	int32_t items[CS_WINDOWS_MAX];
	size_t count;
};
bool cs_windows_parse(struct cs_windows *windows, const char *text, int32_t most);

/* Second purchases within a number of days of the first. */
struct cs_within {
	struct cs_windows days;
	struct cs_span span;                    /* the first purchase lies in it */
	cs_day as_of;
	int64_t customers[CS_WINDOWS_MAX];      /* observed for the whole window */
	int64_t repurchased[CS_WINDOWS_MAX];    /* of those */
	struct cs_survival survival;            /* of all, for Kaplan-Meier */
};
/* Counts one buyer whose first purchase lies in the span. */
void cs_within_add(struct cs_within *within, const struct cs_buyer *buyer);
enum cs_status cs_within_run(struct cs_within *within, struct cs_history *history, struct cs_err *err);
void cs_within_release(struct cs_within *within);

/*
 * Buyers of each month who had also bought in one of the N calendar months
 * before it.
 */
struct cs_lookback {
	struct cs_windows months;
	struct cs_span span;                    /* the purchases of the month lie in it */
	struct cs_pairs index;
	struct cs_lookback_cell {
		int32_t period;
		int64_t customers;
		int64_t returning[CS_WINDOWS_MAX];
	} *cells;                               /* owned; sorted by period */
	size_t count, cap;
};
enum cs_status cs_lookback_run(struct cs_lookback *lookback, struct cs_history *history, struct cs_err *err);
void cs_lookback_release(struct cs_lookback *lookback);

/* Customers by their number of purchases, and so by how far they came. */
struct cs_steps {
	struct cs_span span;                    /* the first purchase lies in it */
	int64_t *reached;                       /* owned; [k]: customers with k + 1 purchases or more */
	size_t count, cap;
};
enum cs_status cs_steps_run(struct cs_steps *steps, struct cs_history *history, struct cs_err *err);
void cs_steps_release(struct cs_steps *steps);

#endif
