#include "stat/counts.h"

#include <math.h>

int64_t
cs_counts_total(const struct cs_count *counts, size_t n)
{
	int64_t total = 0;

	for (size_t i = 0; i < n; i++)
		total += counts[i].count;
	return total;
}

double
cs_counts_mean(const struct cs_count *counts, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (double)counts[i].value * (double)counts[i].count;
	return n > 0 ? sum / (double)cs_counts_total(counts, n) : (double)NAN;
}

/* The observation at `place`, from 0. */
static int64_t
at(const struct cs_count *counts, size_t n, int64_t place)
{
	size_t i = 0;

	while (i + 1 < n && place >= counts[i].count)
		place -= counts[i++].count;
	return counts[i].value;
}

double
cs_counts_quantile(const struct cs_count *counts, size_t n, double p)
{
	if (n == 0)
		return (double)NAN;
	int64_t total = cs_counts_total(counts, n);
	double place = (double)(total - 1) * p;
	int64_t below = (int64_t)floor(place);
	double low = (double)at(counts, n, below);
	double high = (double)at(counts, n, below + 1 < total ? below + 1 : below);

	return low + (place - (double)below) * (high - low);
}

int64_t
cs_counts_nearest(const struct cs_count *counts, size_t n, double p)
{
	/* 0.9 * 10 is a little above 9 in binary: that much is no further rank. */
	int64_t rank = (int64_t)ceil(p * (double)cs_counts_total(counts, n) - 1e-9);

	return at(counts, n, rank > 1 ? rank - 1 : 0);
}
