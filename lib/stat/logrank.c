#include "stat/logrank.h"

#include <math.h>

#include "stat/special.h"

#define GROUPS CS_LOGRANK_GROUPS

/* The groups with people, and what is summed over the days. */
struct sums {
	const struct cs_survival *groups[GROUPS];
	size_t place[GROUPS]; /* among the caller's groups */
	size_t count;
	double at_risk[GROUPS];
	double excess[GROUPS], covariance[GROUPS][GROUPS];
};

static void
take_groups(struct sums *sums, const struct cs_survival *groups, size_t count)
{
	for (size_t i = 0; i < count && i < GROUPS; i++) {
		if (groups[i].people == 0)
			continue;
		sums->groups[sums->count] = &groups[i];
		sums->at_risk[sums->count] = (double)groups[i].people;
		sums->place[sums->count++] = i;
	}
}

/* `events` of the `all` at risk on a day met it; each group should have had its share of them. */
static void
take_events(struct sums *sums, struct cs_logrank *test, const double met[], double events, double all)
{
	for (size_t i = 0; i < sums->count; i++) {
		double share = sums->at_risk[i] / all;

		test->observed[sums->place[i]] += met[i];
		test->expected[sums->place[i]] += events * share;
		sums->excess[i] += met[i] - events * share;
		for (size_t j = 0; all > 1 && j < sums->count; j++)
			sums->covariance[i][j] += events * (all - events) / (all - 1) * share *
			    ((i == j) - sums->at_risk[j] / all);
	}
}

static void
take_day(struct sums *sums, struct cs_logrank *test, size_t day)
{
	double met[GROUPS] = { 0 }, events = 0, all = 0;

	for (size_t i = 0; i < sums->count; i++) {
		met[i] = day < sums->groups[i]->count ? (double)sums->groups[i]->events[day] : 0;
		events += met[i];
		all += sums->at_risk[i];
	}
	if (events > 0)
		take_events(sums, test, met, events, all);
	for (size_t i = 0; i < sums->count; i++)
		sums->at_risk[i] -= met[i] + (day < sums->groups[i]->count ? (double)sums->groups[i]->censored[day] : 0);
}

/* x' V^-1 x by elimination; one group is left out, because the excesses add up to 0.  NaN where V is singular. */
static double
quadratic_form(struct sums *sums)
{
	size_t n = sums->count - 1;
	double sum = 0;

	for (size_t k = 0; k < n; k++) {
		double pivot = sums->covariance[k][k];

		if (!(pivot > 1e-12))
			return (double)NAN;
		sum += sums->excess[k] * sums->excess[k] / pivot;
		for (size_t i = k + 1; i < n; i++) {
			double factor = sums->covariance[i][k] / pivot;

			for (size_t j = k + 1; j < n; j++)
				sums->covariance[i][j] -= factor * sums->covariance[k][j];
			sums->excess[i] -= factor * sums->excess[k];
		}
	}
	return sum;
}

void
cs_logrank(const struct cs_survival *groups, size_t count, struct cs_logrank *test)
{
	struct sums sums = { 0 };
	size_t days = 0;

	*test = (struct cs_logrank){ .chi_square = (double)NAN, .p = (double)NAN };
	take_groups(&sums, groups, count);
	for (size_t i = 0; i < sums.count; i++)
		days = sums.groups[i]->count > days ? sums.groups[i]->count : days;
	for (size_t day = 0; day < days; day++)
		take_day(&sums, test, day);
	if (sums.count < 2)
		return;
	test->freedom = (int)sums.count - 1;
	test->chi_square = quadratic_form(&sums);
	test->p = cs_chi_square_p(test->chi_square, test->freedom);
}
