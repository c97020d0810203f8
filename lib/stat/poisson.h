/*
 * Comparing how often something happened: two counts with what each was
 * counted over (days, orders).  Exact, so that small counts are safe.
 */
#ifndef CS_POISSON_H
#define CS_POISSON_H

#include "stat/proportion.h"

/* `count` events in `exposure` days, orders ... (above 0). */
struct cs_count_over {
	int64_t count;
	double exposure;
};

/*
 * Two-sided p of one and the same rate: given their sum, the first count is
 * binomial (Przyborowski and Wilenski 1940); all outcomes no likelier than
 * this one count, as R's poisson.test() does.  NaN where an exposure is not
 * above 0; 1 where nothing happened at all.
 */
double cs_poisson_p(struct cs_count_over a, struct cs_count_over b);

/* The first rate over the second with its exact 95 % limits (Clopper and Pearson). NaN where nothing can be said. */
struct cs_interval cs_poisson_ratio(struct cs_count_over a, struct cs_count_over b);

#endif
