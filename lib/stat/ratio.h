/*
 * How many times as often: odds ratios and risk ratios with their intervals,
 * in one table and pooled over strata.
 */
#ifndef CS_RATIO_H
#define CS_RATIO_H

#include "stat/proportion.h"

/*
 * The odds of a against the odds of b with Woolf's interval (1955) on the log
 * scale; where one of the four cells is empty, a half is added to each of
 * them (Haldane 1956, Anscombe 1956).  NaN where a group is empty or nobody
 * and everybody have it in both.
 */
struct cs_interval cs_odds_ratio(struct cs_count_of a, struct cs_count_of b, double z);

/*
 * Mantel and Haenszel's risk ratio of a to b over strata, with the variance
 * of its logarithm by Greenland and Robins (1985); of one stratum it is Katz's
 * log interval.  NaN where one side has no event.
 */
struct cs_interval cs_risk_ratio(const struct cs_stratum *strata, size_t count, double z);

#endif
