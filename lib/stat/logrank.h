/*
 * Do groups meet the event equally soon?  The log-rank test (Mantel 1966,
 * Peto and Peto 1972) over the times of cs_survival.
 */
#ifndef CS_LOGRANK_H
#define CS_LOGRANK_H

#include "stat/survival.h"

#define CS_LOGRANK_GROUPS 8

struct cs_logrank {
	double observed[CS_LOGRANK_GROUPS], expected[CS_LOGRANK_GROUPS]; /* events by group */
	double chi_square; /* NaN where there are not two groups with people, or no event */
	int freedom;       /* groups with people - 1 */
	double p;
};

/* At most CS_LOGRANK_GROUPS groups; one without people is left out. */
void cs_logrank(const struct cs_survival *groups, size_t count, struct cs_logrank *test);

#endif
