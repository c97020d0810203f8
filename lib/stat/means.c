#include "stat/means.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/special.h"

struct moments {
	double mean, variance; /* of the mean */
};

static struct moments
moments_of(struct cs_sample s)
{
	double sum = 0, squares = 0, n = (double)s.count;

	for (size_t i = 0; i < s.count; i++)
		sum += s.items[i];
	for (size_t i = 0; i < s.count; i++)
		squares += (s.items[i] - sum / n) * (s.items[i] - sum / n);
	return (struct moments){ sum / n, squares / (n - 1) / n };
}

struct cs_interval
cs_welch(struct cs_sample a, struct cs_sample b, double level)
{
	if (a.count < 2 || b.count < 2)
		return (struct cs_interval){ NAN, NAN, NAN };
	struct moments x = moments_of(a), y = moments_of(b);
	double d = x.mean - y.mean, variance = x.variance + y.variance;

	if (variance <= 0)
		return (struct cs_interval){ d, d, d };
	double df = variance * variance / (x.variance * x.variance / (double)(a.count - 1) +
	    y.variance * y.variance / (double)(b.count - 1));
	double half = cs_student_quantile(1 - (1 - level) / 2, df) * sqrt(variance);

	return (struct cs_interval){ d, d - half, d + half };
}

uint64_t
cs_draw(uint64_t *state, uint64_t below)
{
	*state += UINT64_C(0x9E3779B97F4A7C15);
	uint64_t z = *state;

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (z ^ (z >> 31)) % below;
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Type 7, as everywhere else. */
static double
quantile(const double *sorted, size_t count, double p)
{
	double at = (double)(count - 1) * p, below = floor(at);
	size_t i = (size_t)below;

	return i + 1 < count ? sorted[i] + (at - below) * (sorted[i + 1] - sorted[i]) : sorted[count - 1];
}

struct cs_interval
cs_percentiles(double value, double *draws, size_t count, double level)
{
	if (count == 0)
		return (struct cs_interval){ value, NAN, NAN };
	qsort(draws, count, sizeof(*draws), by_size);
	return (struct cs_interval){ value, quantile(draws, count, (1 - level) / 2), quantile(draws, count, 1 - (1 - level) / 2) };
}

static double
resampled_mean(struct cs_sample s, uint64_t *state)
{
	double sum = 0;

	for (size_t i = 0; i < s.count; i++)
		sum += s.items[cs_draw(state, s.count)];
	return sum / (double)s.count;
}

struct cs_interval
cs_bootstrap_means(struct cs_sample a, struct cs_sample b, double level)
{
	if (a.count < 2 || b.count < 2)
		return (struct cs_interval){ NAN, NAN, NAN };
	double *draws = cs_calloc(CS_BOOTSTRAP_DRAWS, sizeof(*draws));
	uint64_t state = 1;

	for (size_t i = 0; i < CS_BOOTSTRAP_DRAWS; i++) {
		double one = resampled_mean(a, &state);

		draws[i] = one - resampled_mean(b, &state);
	}
	struct cs_interval d = cs_percentiles(moments_of(a).mean - moments_of(b).mean, draws, CS_BOOTSTRAP_DRAWS, level);

	free(draws);
	return d;
}
