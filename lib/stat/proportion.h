/*
 * Comparing two shares: intervals, tests, pooling over strata, and what a
 * sample of some size could have shown.  Formulas with their sources; no
 * tables, no random numbers.
 */
#ifndef CS_PROPORTION_H
#define CS_PROPORTION_H

#include "base/base.h"

#define CS_Z95 1.959963984540054 /* the normal quantile of 0.975 */

/* x of n. */
struct cs_count_of {
	int64_t x, n;
};

struct cs_interval {
	double value, low, high; /* NaN where nothing can be said */
};

/* Wilson's score interval for x of n. */
struct cs_interval cs_wilson(struct cs_count_of a, double z);

/* Newcombe's hybrid score interval (his method 10) for a - b. */
struct cs_interval cs_newcombe(struct cs_count_of a, struct cs_count_of b, double z);

/* Two-sided p of no difference: the pooled z test, or Fisher's exact test where a cell expects fewer than 5. */
double cs_two_proportions_p(struct cs_count_of a, struct cs_count_of b);

/* One stratum: treated a, control b. */
struct cs_stratum {
	struct cs_count_of a, b;
};

/*
 * Mantel and Haenszel's risk difference over strata with Sato's variance
 * (1989).  *se may be NULL.
 */
struct cs_interval cs_mantel_haenszel(const struct cs_stratum *strata, size_t count, double z, double *se);

/*
 * The factor by which the normal quantile grows when the data are looked at
 * so many times (Pocock 1977, two-sided 5 %): its z for 1 to 5 looks.
 */
double cs_pocock_z(int looks);

/* The E-value of the limit that is nearest to 1; 1 where the interval has it inside. */
double cs_e_value_limit(struct cs_interval risk_ratio);

/* How strong a hidden cause would have to be to explain a risk ratio away (VanderWeele, Ding 2017). */
double cs_e_value(double risk_ratio);

/* Customers per arm to see `lift` over `base`, and the smallest lift that `n` per arm can show; 5 % two-sided, power 80 %. */
double cs_sample_size(double base, double lift);
double cs_detectable_lift(double base, double n);

#endif
