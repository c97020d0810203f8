#include "stat/proportion.h"

#include <math.h>

#define Z80 0.8416212335729143 /* the normal quantile of 0.8: the power */

struct cs_interval
cs_wilson(struct cs_count_of a, double z)
{
	if (a.n <= 0)
		return (struct cs_interval){ NAN, NAN, NAN };
	double n = (double)a.n, p = (double)a.x / n, zz = z * z;
	double centre = (p + zz / (2 * n)) / (1 + zz / n);
	double half = z / (1 + zz / n) * sqrt(p * (1 - p) / n + zz / (4 * n * n));

	return (struct cs_interval){ p, a.x == 0 ? 0 : centre - half, a.x == a.n ? 1 : centre + half };
}

struct cs_interval
cs_newcombe(struct cs_count_of a, struct cs_count_of b, double z)
{
	struct cs_interval one = cs_wilson(a, z), two = cs_wilson(b, z);
	double d = one.value - two.value;

	return (struct cs_interval){
		d,
		d - sqrt(pow(one.value - one.low, 2) + pow(two.high - two.value, 2)),
		d + sqrt(pow(one.high - one.value, 2) + pow(two.value - two.low, 2)),
	};
}

static double
log_choose(double n, double k)
{
	return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
}

/* The sum over all tables with the same margins that are no likelier than this one. */
static double
fisher(struct cs_count_of a, struct cs_count_of b)
{
	int64_t x = a.x + b.x, low = x - b.n > 0 ? x - b.n : 0, high = x < a.n ? x : a.n;
	double all = log_choose((double)(a.n + b.n), (double)x), sum = 0;
	double here = log_choose((double)a.n, (double)a.x) + log_choose((double)b.n, (double)b.x) - all;

	for (int64_t k = low; k <= high; k++) {
		double p = log_choose((double)a.n, (double)k) + log_choose((double)b.n, (double)(x - k)) - all;

		if (p <= here + 1e-7)
			sum += exp(p);
	}
	return sum < 1 ? sum : 1;
}

double
cs_two_proportions_p(struct cs_count_of a, struct cs_count_of b)
{
	if (a.n <= 0 || b.n <= 0)
		return NAN;
	double n1 = (double)a.n, n2 = (double)b.n, pooled = (double)(a.x + b.x) / (n1 + n2);
	double least = fmin(fmin(n1 * pooled, n1 * (1 - pooled)), fmin(n2 * pooled, n2 * (1 - pooled)));

	if (least < 5)
		return fisher(a, b);
	double se = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));

	return erfc(fabs((double)a.x / n1 - (double)b.x / n2) / se / sqrt(2));
}

struct cs_interval
cs_mantel_haenszel(const struct cs_stratum *strata, size_t count, double z, double *se_out)
{
	double top = 0, weight = 0, p_sum = 0, q_sum = 0;

	for (size_t i = 0; i < count; i++) {
		double a = (double)strata[i].a.x, n1 = (double)strata[i].a.n;
		double c = (double)strata[i].b.x, n2 = (double)strata[i].b.n, n = n1 + n2;

		if (n1 == 0 || n2 == 0)
			continue;
		top += (a * n2 - c * n1) / n;
		weight += n1 * n2 / n;
		p_sum += (n1 * n1 * c - n2 * n2 * a + n1 * n2 * (n2 - n1) / 2) / (n * n);
		q_sum += (a * (n2 - c) + c * (n1 - a)) / (2 * n);
	}
	if (weight == 0)
		return (struct cs_interval){ NAN, NAN, NAN };
	double d = top / weight, se = sqrt((d * p_sum + q_sum) / (weight * weight));

	if (se_out)
		*se_out = se;
	return (struct cs_interval){ d, d - z * se, d + z * se };
}

double
cs_pocock_z(int looks)
{
	static const double z[] = { CS_Z95, 2.178, 2.289, 2.361, 2.413 };

	return z[looks < 1 ? 0 : looks > 5 ? 4 : looks - 1];
}

double
cs_e_value_limit(struct cs_interval risk_ratio)
{
	if (isnan(risk_ratio.value))
		return NAN;
	if (risk_ratio.low <= 1 && risk_ratio.high >= 1)
		return 1;
	return cs_e_value(risk_ratio.value > 1 ? risk_ratio.low : risk_ratio.high);
}

double
cs_e_value(double risk_ratio)
{
	if (isnan(risk_ratio) || risk_ratio <= 0)
		return NAN;
	double rr = risk_ratio < 1 ? 1 / risk_ratio : risk_ratio;

	return rr + sqrt(rr * (rr - 1));
}

double
cs_sample_size(double base, double lift)
{
	double p1 = base + lift, mean = (base + p1) / 2;
	double spread = CS_Z95 * sqrt(2 * mean * (1 - mean)) + Z80 * sqrt(p1 * (1 - p1) + base * (1 - base));

	return spread * spread / (lift * lift);
}

double
cs_detectable_lift(double base, double n)
{
	double low = 1e-6, high = 1 - base;

	if (n < 2 || isnan(base) || high <= low || cs_sample_size(base, high) > n)
		return NAN;
	for (int i = 0; i < 100; i++) {
		double middle = (low + high) / 2;

		if (cs_sample_size(base, middle) > n)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}
