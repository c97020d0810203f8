/*
 * Customers by the month of their first purchase, and what they did in each
 * month after it.
 */
#ifndef CS_COHORT_H
#define CS_COHORT_H

#include "repurchase/pairs.h"
#include "repurchase/history.h"
#include "repurchase/period.h"

/* One month of one cohort. */
struct cs_cohort_cell {
	int32_t cohort, age;  /* month number as of cs_period_of(); months since it */
	int64_t active;       /* customers who bought in the month */
	int64_t seconds;      /* customers whose second purchase lies in the month */
	int64_t revenue;
};

/* One line of the report. */
struct cs_cohort_row {
	int32_t cohort, age;
	int64_t size, active, cumulative, revenue;
	bool complete;        /* the month is over */
};

struct cs_cohorts {
	struct cs_span span;  /* the first purchase lies in it */
	cs_day as_of;
	struct cs_pairs index;
	struct cs_cohort_cell *cells; /* owned */
	size_t count, cap;
	int32_t first, last;  /* cohorts that exist; first > last without any */
	int32_t end;          /* the last month that anything is known of */
};

/*
 * Reads the whole history; set span and as_of before.  CS_OK, or what
 * cs_history_next() fails with.
 */
enum cs_status cs_cohorts_run(struct cs_cohorts *cohorts, struct cs_history *history, struct cs_err *err);

/* The same in steps: before the first buyer, each buyer, after the last one. CS_OK or CS_EINPUT. */
void cs_cohorts_begin(struct cs_cohorts *cohorts);
enum cs_status cs_cohorts_add(struct cs_cohorts *cohorts, const struct cs_buyer *buyer, struct cs_err *err);
void cs_cohorts_settle(struct cs_cohorts *cohorts, const struct cs_history *history);

void cs_cohorts_release(struct cs_cohorts *cohorts);

/*
 * The next row by cohort and age; begin with a zeroed row and size 0.  False at the end.
 * A cohort's rows go up to the last month in which any customer bought.
 */
bool cs_cohorts_next(struct cs_cohorts *cohorts, struct cs_cohort_row *row);

#endif
