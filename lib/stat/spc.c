#include "stat/spc.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/special.h"

#define SIGMAS 3.0
#define D2 1.128 /* mean moving range of two, in sigmas */

static bool
is_known(const struct cs_spc_point *p)
{
	return !isnan(p->count);
}

static bool
has_size(enum cs_spc_kind kind)
{
	return kind != CS_SPC_RUN && kind != CS_SPC_G;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static double
median_of_base(const struct cs_spc_point *points, size_t count)
{
	double *values = cs_calloc(count, sizeof(*values));
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (points[i].base && is_known(&points[i]))
			values[n++] = points[i].value;
	}
	qsort(values, n, sizeof(*values), compare);
	double median = n == 0 ? (double)NAN : n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;

	free(values);
	return median;
}

/* The share or rate of all, which is not the mean of the shares. */
static double
mean_of_base(enum cs_spc_kind kind, const struct cs_spc_point *points, size_t count)
{
	double sum = 0, whole = 0;

	for (size_t i = 0; i < count; i++) {
		if (points[i].base && is_known(&points[i])) {
			sum += points[i].count;
			whole += has_size(kind) ? points[i].size : 1;
		}
	}
	return whole > 0 ? sum / whole : (double)NAN;
}

static double
sigma_of(enum cs_spc_kind kind, double mean, double size)
{
	switch (kind) {
	case CS_SPC_P:
	case CS_SPC_P_PRIME:
		return sqrt(mean * (1 - mean) / size);
	case CS_SPC_U:
	case CS_SPC_U_PRIME:
		return sqrt(mean / size);
	case CS_SPC_G:
		return sqrt(mean * (mean + 1));
	case CS_SPC_RUN:
		return NAN;
	}
	return NAN;
}

/* Laney: how far neighbours lie apart, in sigmas of chance alone. */
static double
sigma_z(enum cs_spc_kind kind, const struct cs_spc_point *points, size_t count, double mean)
{
	double before = NAN, sum = 0;
	size_t pairs = 0;

	for (size_t i = 0; i < count; i++) {
		if (!points[i].base || !is_known(&points[i]))
			continue;
		double z = (points[i].value - mean) / sigma_of(kind, mean, points[i].size);

		if (!isnan(before)) {
			sum += fabs(z - before);
			pairs++;
		}
		before = z;
	}
	return pairs ? sum / (double)pairs / D2 : (double)NAN;
}

static void
set_limits(enum cs_spc_kind kind, struct cs_spc_point *p, double mean, double widening)
{
	double reach = SIGMAS * sigma_of(kind, mean, p->size) * widening;
	bool share = kind == CS_SPC_P || kind == CS_SPC_P_PRIME;

	p->low = fmax(mean - reach, 0);
	p->high = share ? fmin(mean + reach, 1) : mean + reach;
	p->beyond = is_known(p) && (p->value < p->low || p->value > p->high);
}

size_t
cs_spc_longest_max(size_t useful)
{
	return (size_t)lround(log2((double)useful)) + 3;
}

/* The 5 % quantile of a binomial of n - 1 fair coins. */
size_t
cs_spc_crossings_min(size_t useful)
{
	double n = (double)(useful - 1), below = 0;
	size_t k = 0;

	for (; k < useful; k++) {
		double j = (double)k;

		below += exp(cs_lngamma(n + 1) - cs_lngamma(j + 1) - cs_lngamma(n - j + 1) - n * M_LN2);
		if (below >= 0.05)
			break;
	}
	return k;
}

/* Points on the centre line tell nothing and are passed over. */
static void
count_runs(const struct cs_spc_point *points, size_t count, struct cs_spc_phase *phase)
{
	int side = 0;
	size_t run = 0;

	for (size_t i = 0; i < count; i++) {
		if (!is_known(&points[i]) || points[i].value == points[i].centre)
			continue;
		int now = points[i].value > points[i].centre ? 1 : -1;

		phase->crossings += side != 0 && now != side;
		run = now == side ? run + 1 : 1;
		phase->longest = run > phase->longest ? run : phase->longest;
		side = now;
		phase->useful++;
	}
	if (phase->useful < CS_SPC_USEFUL_MIN)
		return;
	phase->longest_max = cs_spc_longest_max(phase->useful);
	phase->crossings_min = cs_spc_crossings_min(phase->useful);
	phase->shifted = phase->longest > phase->longest_max || phase->crossings < phase->crossings_min;
}

void
cs_spc_phase(enum cs_spc_kind kind, struct cs_spc_point *points, size_t count, struct cs_spc_phase *phase)
{
	bool prime = kind == CS_SPC_P_PRIME || kind == CS_SPC_U_PRIME;

	*phase = (struct cs_spc_phase){ .sigma_z = NAN };
	for (size_t i = 0; i < count; i++) {
		points[i].value = has_size(kind) ? points[i].count / points[i].size : points[i].count;
		phase->count += is_known(&points[i]);
	}
	double mean = mean_of_base(kind, points, count);
	/* Waits between rare events are skewed: half of them lie below the median, not below the mean. */
	bool by_median = kind == CS_SPC_RUN || kind == CS_SPC_G;

	phase->centre = by_median ? median_of_base(points, count) : mean;
	if (prime)
		phase->sigma_z = sigma_z(kind, points, count, mean);
	for (size_t i = 0; i < count; i++) {
		points[i].centre = phase->centre;
		points[i].low = points[i].high = NAN;
		points[i].beyond = false;
		/* Limits are as wide as the point is large: a point that is missing has none. */
		if (kind != CS_SPC_RUN && (!has_size(kind) || is_known(&points[i])))
			set_limits(kind, &points[i], mean, prime ? phase->sigma_z : 1);
		phase->beyond += points[i].beyond;
	}
	count_runs(points, count, phase);
}

/* The place of the nearest point with a size, before `at` if there is one; `count` where there is none. */
static size_t
nearest_sized(const struct cs_spc_point *points, size_t count, size_t at)
{
	for (size_t i = at; i-- > 0;) {
		if (is_known(&points[i]) && points[i].size > 0)
			return i;
	}
	while (at < count && !(is_known(&points[at]) && points[at].size > 0))
		at++;
	return at;
}

double
cs_spc_fold(struct cs_spc_point *points, size_t count)
{
	double moved = 0;

	for (size_t i = 0; i < count; i++) {
		size_t to = count;

		if (!is_known(&points[i]) || points[i].size > 0)
			continue;
		if (points[i].count > 0)
			to = nearest_sized(points, count, i);
		if (to < count) {
			points[to].count += points[i].count;
			moved += points[i].count;
		}
		points[i].count = NAN;
	}
	return moved;
}
