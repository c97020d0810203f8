/*
 * What is usual, and whether a new value is more than chance: against the
 * like days before it (the same weekday of some weeks), and of one run of
 * days against another.  Both rules call a signal what lies more than three
 * standard deviations off, and neither believes counts to vary less than a
 * Poisson count must.
 */
#ifndef CS_USUAL_H
#define CS_USUAL_H

#include "base/base.h"

#define CS_USUAL_MAX 53   /* values that a baseline may have */
#define CS_USUAL_LEAST 5  /* that it must have */
#define CS_USUAL_EVENTS 10 /* events in all that a verdict on counts needs */

enum cs_change { CS_CHANGE_TOO_FEW, CS_CHANGE_NOISE, CS_CHANGE_SIGNAL };

struct cs_usual {
	double middle;    /* the median; NaN without any value */
	double low, high; /* median -+ 3 standard deviations, by 1.4826 MAD; counts: at least the root of the median */
	double sum;
	size_t n;
	bool counted;     /* values are counts of events */
};

/* The baseline of up to CS_USUAL_MAX values. */
struct cs_usual cs_usual_of(const double *values, size_t n, bool counted);

/*
 * Too few: fewer than CS_USUAL_LEAST values; of counts, fewer than
 * CS_USUAL_EVENTS events with the new value's; of amounts, no scatter.
 */
enum cs_change cs_usual_judge(const struct cs_usual *usual, double value);

/* A run of days: add one after the other. */
struct cs_days_run {
	size_t days;
	double sum, squares;
};

void cs_days_run_add(struct cs_days_run *run, double value);

/*
 * Whether two runs differ in their daily mean: Student's t with the pooled
 * variance of the days, which for counts is at least their mean.  Too few:
 * fewer than CS_USUAL_LEAST days in either, or too few events as above.
 */
enum cs_change cs_days_run_judge(const struct cs_days_run *a, const struct cs_days_run *b, bool counted);

#endif
