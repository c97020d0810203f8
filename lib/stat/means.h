/*
 * Comparing two means: Welch's interval, which takes the samples for nearly
 * normal, and a bootstrap, which does not.  Money is lumpy: look at both.
 */
#ifndef CS_MEANS_H
#define CS_MEANS_H

#include "stat/proportion.h"

/* A sample; the numbers are borrowed. */
struct cs_sample {
	const double *items;
	size_t count;
};

/* Mean of a - mean of b with Welch's interval (Satterthwaite's degrees of freedom); NaN below two of each. */
struct cs_interval cs_welch(struct cs_sample a, struct cs_sample b, double level);

/*
 * The same by CS_BOOTSTRAP_DRAWS resamples and their percentiles.  The
 * generator begins at the same place every time: the same samples give the
 * same interval.
 */
#define CS_BOOTSTRAP_DRAWS 2000
struct cs_interval cs_bootstrap_means(struct cs_sample a, struct cs_sample b, double level);

/* The generator of the bootstraps, splitmix64: a number below `below`, which is small beside 2^64. */
uint64_t cs_draw(uint64_t *state, uint64_t below);

/* Sorts the draws and puts their percentiles around the value. */
struct cs_interval cs_percentiles(double value, double *draws, size_t count, double level);

#endif
