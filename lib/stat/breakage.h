/*
 * How much of what was given is used in the end: cohorts by month of issue,
 * developed by age (chain ladder), with an interval by resampling customers,
 * and the two ways of putting the rest into the accounts.
 */
#ifndef CS_BREAKAGE_H
#define CS_BREAKAGE_H

#include "base/date.h"
#include "stat/proportion.h"

#define CS_BREAKAGE_AGES 121 /* months; ten years */
#define CS_BREAKAGE_DRAWS 500
#define CS_BREAKAGE_CUSTOMERS 10 /* fewer tell nothing of one another: no interval */

/* What a customer's points of one month of issue did in one month. */
struct cs_breakage_cell {
	int64_t customer; /* any number; cells of one customer stand together */
	cs_day issued_in, month;
	int64_t issued;   /* in the cell of its own month */
	int64_t used;
	int64_t revoked;  /* taken back with goods: as if it had not been issued */
	int64_t lapsed;   /* any other end */
};

struct cs_breakage_month {
	cs_day month;
	int64_t issued;
	/* Up to the end of each age. */
	int64_t used[CS_BREAKAGE_AGES], revoked[CS_BREAKAGE_AGES], lapsed[CS_BREAKAGE_AGES];
	int last_age; /* the last age that is over; below 0 for none */
};

struct cs_breakage {
	struct cs_breakage_month *items; /* owned; by month */
	size_t count, cap;
	struct cs_breakage_cell *cells;  /* owned */
	size_t cell_count, cell_cap;
	bool summed;
	double factor[CS_BREAKAGE_AGES]; /* use by age j + 1 over use by age j, all cohorts that have both */
	double first;                    /* use by age 0 over what was issued */
};

void cs_breakage_release(struct cs_breakage *cohorts);

/* Copies the cell. Before the first cs_breakage_develop() only. */
void cs_breakage_add(struct cs_breakage *cohorts, const struct cs_breakage_cell *cell);

/* What was known on `to`: the ages that were over, and the factors. May be called again for another day. */
void cs_breakage_develop(struct cs_breakage *cohorts, cs_day to);

/* Issued, less what was taken back with goods by the last age that is over. */
int64_t cs_breakage_base(const struct cs_breakage_month *month);

/* The share of a cohort that will have been used in the end, at most 1; NaN where nothing is known. */
double cs_breakage_month_ultimate(const struct cs_breakage *cohorts, size_t which);
/* Of all cohorts together; 1 where nobody has used any yet: too early to count on breakage. */
double cs_breakage_ultimate(const struct cs_breakage *cohorts);

/*
 * Points of a cohort that will still be used: what the share of all cohorts
 * says of the ages to come (Bornhuetter and Ferguson), so that a young month
 * without any use does not count as one that never will be; at most what is
 * open.
 */
double cs_breakage_to_come(const struct cs_breakage *cohorts, size_t which);

/*
 * The ultimate share of all cohorts, and into months[count] (may be NULL)
 * that of each, with the 95 % interval by CS_BREAKAGE_DRAWS resamples of
 * customers, because one customer's use is not another's.
 */
struct cs_interval cs_breakage_interval(const struct cs_breakage *cohorts, struct cs_interval *months);

/*
 * IFRS 15 B40: of `sales` with which `points` were given, `use_rate` of which
 * is expected to be used at face value, the part that waits for the points.
 */
double cs_ifrs15_deferred(double sales, double points, double use_rate);
/* Of the part put off, what is revenue when `used` of `expected` points were used. */
double cs_ifrs15_recognised(double deferred, double used, double expected);

#endif
