/*
 * Calendar periods as numbers that grow by one, so that they can be counted
 * on, and the span of days that a report looks at.
 */
#ifndef CS_PERIOD_H
#define CS_PERIOD_H

#include "base/date.h"

enum cs_by { CS_BY_MONTH, CS_BY_WEEK, CS_BY_QUARTER, CS_BY_YEAR, CS_BY_ALL };

#define CS_BY_WORDS "month|week|quarter|year|all"
#define CS_PERIOD_TEXT 24

/* --from and --to, both inclusive; CS_NO_DAY where not given. */
struct cs_span {
	cs_day from, to;
};

bool cs_span_has(struct cs_span span, cs_day day);

/* The number of the period that the day lies in. */
int32_t cs_period_of(enum cs_by by, cs_day day);

/* First and last day of a period; of CS_BY_ALL, the ends of time. */
cs_day cs_period_first(enum cs_by by, int32_t period);
cs_day cs_period_last(enum cs_by by, int32_t period);

/* "2026-03", "2026-W10" (ISO 8601), "2026-Q1", "2026", "all". */
char *cs_period_format(char out[CS_PERIOD_TEXT], enum cs_by by, int32_t period);

#endif
