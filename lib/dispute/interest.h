/*
 * Interest on a late refund (Art. 18(2); Decree Art. 21-3).
 *
 * The Act gives a yearly rate; it says neither how many days a year has nor
 * how to round, so both are switches.  The first day late is the day after
 * the due day, and the rate of that day counts for the whole delay: the
 * addendum of 2016 says so for a refund that was late before 2016-09-30, and
 * for the change of 2012 it is a reading, with "each day its own rate" as
 * the other switch.
 */
#ifndef CS_INTEREST_H
#define CS_INTEREST_H

#include "dispute/law.h"

enum cs_day_count { CS_DAYS_365, CS_DAYS_ACTUAL /* 366 in a leap year */ };
enum cs_rounding { CS_ROUND_DOWN, CS_ROUND_HALF_UP, CS_ROUND_UP };
enum cs_rate_change { CS_RATE_FIRST_DAY, CS_RATE_DAILY };

struct cs_interest_rules {
	enum cs_day_count day_count;
	enum cs_rounding rounding;
	enum cs_rate_change rate_change;
};

struct cs_interest {
	int64_t amount;       /* in the unit of the sum it was asked for */
	int days;             /* late, 0 when paid in time */
	int64_t basis_points; /* of the first day late, or 0 */
	const char *basis;    /* where the rate comes from, or NULL */
};

/*
 * CS_EINPUT when the delay began before the first known rate or the sum is
 * negative or over CS_AMOUNT_MAX.
 */
enum cs_status cs_interest(const struct cs_law *law, const struct cs_interest_rules *rules,
    int64_t sum, cs_day due, cs_day paid, struct cs_interest *out, struct cs_err *err);

#endif
