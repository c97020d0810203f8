/*
 * Figures of a sample that is held as distinct values with their counts, so
 * that its size does not matter.
 */
#ifndef CS_COUNTS_H
#define CS_COUNTS_H

#include "base/base.h"

struct cs_count {
	int64_t value;
	int64_t count; /* above 0 */
};

/* Number of observations. */
int64_t cs_counts_total(const struct cs_count *counts, size_t n);

/* Their mean; NaN without any. */
double cs_counts_mean(const struct cs_count *counts, size_t n);

/*
 * The p quantile, 0 <= p <= 1, of counts that are sorted by value: linear
 * interpolation between the observations around (N - 1) p, counted from 0
 * (Hyndman and Fan 1996, type 7, the default of R and NumPy).  NaN without
 * observations.
 */
double cs_counts_quantile(const struct cs_count *counts, size_t n, double p);

/*
 * The p quantile by nearest rank: the smallest value that at least the share
 * p of the observations does not exceed; it is always one of them.  The
 * counts are sorted by value and not empty; 0 < p <= 1.
 */
int64_t cs_counts_nearest(const struct cs_count *counts, size_t n, double p);

#endif
