#include "stat/ratio.h"

#include <math.h>

static const struct cs_interval unknown = { (double)NAN, (double)NAN, (double)NAN };

/* The interval around a ratio whose logarithm has this variance. */
static struct cs_interval
around(double ratio, double variance, double z)
{
	double factor = exp(z * sqrt(variance));

	return (struct cs_interval){ ratio, ratio / factor, ratio * factor };
}

struct cs_interval
cs_odds_ratio(struct cs_count_of a, struct cs_count_of b, double z)
{
	double with = (double)a.x, without = (double)(a.n - a.x);
	double other_with = (double)b.x, other_without = (double)(b.n - b.x);

	if (a.n <= 0 || b.n <= 0 || a.x + b.x == 0 || a.x + b.x == a.n + b.n)
		return unknown;
	if (with == 0 || without == 0 || other_with == 0 || other_without == 0) {
		with += 0.5;
		without += 0.5;
		other_with += 0.5;
		other_without += 0.5;
	}
	return around(with * other_without / (without * other_with),
	    1 / with + 1 / without + 1 / other_with + 1 / other_without, z);
}

struct cs_interval
cs_risk_ratio(const struct cs_stratum *strata, size_t count, double z)
{
	double above = 0, below = 0, spread = 0;

	for (size_t i = 0; i < count; i++) {
		double a = (double)strata[i].a.x, n1 = (double)strata[i].a.n;
		double c = (double)strata[i].b.x, n0 = (double)strata[i].b.n, n = n1 + n0;

		if (n1 == 0 || n0 == 0)
			continue;
		above += a * n0 / n;
		below += c * n1 / n;
		spread += (n1 * n0 * (a + c) - a * c * n) / (n * n);
	}
	if (above == 0 || below == 0)
		return unknown;
	return around(above / below, spread / (above * below), z);
}
