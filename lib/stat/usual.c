#include "stat/usual.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SIGMAS 3
#define MAD_TO_SIGMA 1.4826 /* of a normal distribution */

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Sorts them. */
static double
median(double *values, size_t n)
{
	qsort(values, n, sizeof(*values), by_value);
	return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

struct cs_usual
cs_usual_of(const double *values, size_t n, bool counted)
{
	struct cs_usual usual = { .middle = NAN, .low = NAN, .high = NAN, .n = n, .counted = counted };
	double work[CS_USUAL_MAX];

	if (n > CS_USUAL_MAX)
		CS_BUG("a baseline has at most CS_USUAL_MAX values");
	if (n == 0)
		return usual;
	memcpy(work, values, n * sizeof(*work));
	usual.middle = median(work, n);
	for (size_t i = 0; i < n; i++) {
		usual.sum += values[i];
		work[i] = fabs(values[i] - usual.middle);
	}
	double sigma = MAD_TO_SIGMA * median(work, n);

	if (counted)
		sigma = fmax(sigma, sqrt(fmax(usual.middle, 1)));
	usual.low = usual.middle - SIGMAS * sigma;
	usual.high = usual.middle + SIGMAS * sigma;
	if (usual.low < 0)
		usual.low = 0;
	return usual;
}

enum cs_change
cs_usual_judge(const struct cs_usual *usual, double value)
{
	bool few = usual->counted ? usual->sum + value < CS_USUAL_EVENTS : !(usual->high > usual->middle);

	if (usual->n < CS_USUAL_LEAST || few)
		return CS_CHANGE_TOO_FEW;
	return value < usual->low || value > usual->high ? CS_CHANGE_SIGNAL : CS_CHANGE_NOISE;
}

void
cs_days_run_add(struct cs_days_run *run, double value)
{
	run->days++;
	run->sum += value;
	run->squares += value * value;
}

static double
scatter(const struct cs_days_run *run)
{
	return fmax(run->squares - run->sum * run->sum / (double)run->days, 0);
}

enum cs_change
cs_days_run_judge(const struct cs_days_run *a, const struct cs_days_run *b, bool counted)
{
	if (a->days < CS_USUAL_LEAST || b->days < CS_USUAL_LEAST || (counted && a->sum + b->sum < CS_USUAL_EVENTS))
		return CS_CHANGE_TOO_FEW;
	double na = (double)a->days, nb = (double)b->days;
	double variance = (scatter(a) + scatter(b)) / (na + nb - 2);

	if (counted)
		variance = fmax(variance, (a->sum + b->sum) / (na + nb));
	double difference = fabs(a->sum / na - b->sum / nb);

	return difference > SIGMAS * sqrt(variance * (1 / na + 1 / nb)) ? CS_CHANGE_SIGNAL : CS_CHANGE_NOISE;
}
