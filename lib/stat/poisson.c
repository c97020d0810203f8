#include "stat/poisson.h"

#include <math.h>

#include "stat/special.h"

/* Of the sum, the first count is binomial with this chance. */
static double
chance(struct cs_count_over a, struct cs_count_over b)
{
	return a.exposure / (a.exposure + b.exposure);
}

static double
log_binomial(int64_t k, int64_t n, double p)
{
	return lgamma((double)n + 1) - lgamma((double)k + 1) - lgamma((double)(n - k) + 1) + (double)k * log(p) +
	    (double)(n - k) * log1p(-p);
}

double
cs_poisson_p(struct cs_count_over a, struct cs_count_over b)
{
	if (!(a.exposure > 0) || !(b.exposure > 0))
		return (double)NAN;
	int64_t n = a.count + b.count;
	double p = chance(a, b), here = log_binomial(a.count, n, p), sum = 0;

	for (int64_t k = 0; k <= n; k++) {
		double other = log_binomial(k, n, p);

		/* R's allowance for outcomes that are equally likely but for rounding. */
		if (other <= here + log1p(1e-7))
			sum += exp(other);
	}
	return sum < 1 ? sum : 1;
}

struct cs_interval
cs_poisson_ratio(struct cs_count_over a, struct cs_count_over b)
{
	struct cs_interval ratio = { NAN, NAN, NAN };

	if (!(a.exposure > 0) || !(b.exposure > 0) || a.count + b.count == 0)
		return ratio;
	double low = a.count ? cs_beta_quantile(0.025, (double)a.count, (double)b.count + 1) : 0;
	double high = b.count ? cs_beta_quantile(0.975, (double)a.count + 1, (double)b.count) : 1;
	double odds = b.exposure / a.exposure;

	ratio.value = (double)a.count / (double)b.count * odds;
	ratio.low = low / (1 - low) * odds;
	ratio.high = high / (1 - high) * odds;
	return ratio;
}
