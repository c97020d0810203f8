/*
 * How much of what was given is used in the end: cohorts by month of issue,
 * developed by age (chain ladder), and the two ways of putting the rest into
 * the accounts.
 */
#ifndef CS_BREAKAGE_H
#define CS_BREAKAGE_H

#include "base/date.h"

#define CS_BREAKAGE_AGES 121 /* months; ten years */

struct cs_breakage_month {
	cs_day month;
	int64_t issued;
	int64_t used[CS_BREAKAGE_AGES]; /* up to the end of that age */
	int last_age;                 /* the last age that is over */
};

struct cs_breakage {
	struct cs_breakage_month *items; /* owned; by month */
	size_t count, cap;
	double factor[CS_BREAKAGE_AGES]; /* use by age j + 1 over use by age j, all cohorts that have both */
};

void cs_breakage_release(struct cs_breakage *cohorts);

/* Points of a month's issue that were used in a month; months come in order. */
void cs_breakage_add(struct cs_breakage *cohorts, cs_day issued_in, cs_day used_in, int64_t issued, int64_t used);

/* Sums up, finds the ages that are over on `to`, and the factors. */
void cs_breakage_develop(struct cs_breakage *cohorts, cs_day to);

/* The share of a cohort that will have been used in the end, at most 1; NaN where nothing is known. */
double cs_breakage_month_ultimate(const struct cs_breakage *cohorts, size_t which);
/* Of all cohorts together, weighed by what they issued; 1 where nothing is known. */
double cs_breakage_ultimate(const struct cs_breakage *cohorts);

/*
 * IFRS 15 B40: of `sales` with which `points` were given, `use_rate` of which
 * is expected to be used at face value, the part that waits for the points.
 */
double cs_ifrs15_deferred(double sales, double points, double use_rate);
/* Of the part put off, what is revenue when `used` of `expected` points were used. */
double cs_ifrs15_recognised(double deferred, double used, double expected);

#endif
