#include <math.h>

#include "stat/counts.h"
#include "stat/poisson.h"
#include "stat/usual.h"
#include "unit.h"

/*
 * The first is the example of R's poisson.test() (eba1977, Fredericia against
 * three other cities).  The others by exact fractions in python3 for p, and
 * by bisection of exact binomial sums for the limits.
 */
static void
test_poisson(void)
{
	static const struct {
		struct cs_count_over a, b;
		double p, ratio, low, high;
	} cases[] = {
		{ { 11, 800 }, { 21, 3011 }, 0.07966863303, 1.97148809524, 0.85842640339, 4.27726594365 },
		{ { 9, 1 }, { 3, 1 }, 0.14599609375, 3, 0.74868445020, 17.2280031269 },
		{ { 0, 7 }, { 8, 7 }, 0.0078125, 0, 0, 0.58583317514 },
		{ { 40, 7 }, { 25, 7 }, 0.08168153394, 1.6, 0.94715322094, 2.75183926939 },
		{ { 1, 1 }, { 1, 8 }, 0.20987654321, 8, 0.10191493667, 627.974682530 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_interval ratio = cs_poisson_ratio(cases[i].a, cases[i].b);

		CU_ASSERT_DOUBLE_EQUAL(cs_poisson_p(cases[i].a, cases[i].b), cases[i].p, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(ratio.value, cases[i].ratio, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(ratio.low, cases[i].low, 1e-9);
		CU_ASSERT_DOUBLE_EQUAL(ratio.high, cases[i].high, 1e-7);
	}
	/* Nothing before: there is no upper limit.  Nothing at all: nothing to say. */
	struct cs_count_over three = { 3, 7 }, none = { 0, 7 }, never = { 3, 0 };

	CU_ASSERT_TRUE(isinf(cs_poisson_ratio(three, none).high));
	CU_ASSERT_DOUBLE_EQUAL(cs_poisson_ratio(three, none).low, 0.41323135503, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(cs_poisson_p(none, none), 1, 0);
	CU_ASSERT_TRUE(isnan(cs_poisson_ratio(none, none).value));
	CU_ASSERT_TRUE(isnan(cs_poisson_p(three, never)));
}

/*
 * Sorted 18 19 20 20 22 22 24 25: median 21, deviations 1 1 1 1 2 3 3 4 with
 * median 1.5, so 1.4826 * 1.5 = 2.2239 is less than the root of 21 = 4.5826:
 * counts have the limits 21 -+ 13.7477, amounts 21 -+ 6.6717.
 */
static void
test_usual(void)
{
	static const double mondays[] = { 20, 24, 18, 22, 25, 19, 20, 22 };
	struct cs_usual counts = cs_usual_of(mondays, 8, true), amounts = cs_usual_of(mondays, 8, false);

	CU_ASSERT_DOUBLE_EQUAL(counts.middle, 21, 0);
	CU_ASSERT_DOUBLE_EQUAL(counts.low, 7.252273, 1e-6);
	CU_ASSERT_DOUBLE_EQUAL(counts.high, 34.747727, 1e-6);
	CU_ASSERT_DOUBLE_EQUAL(amounts.low, 14.3283, 1e-9);
	CU_ASSERT_DOUBLE_EQUAL(amounts.high, 27.6717, 1e-9);
	CU_ASSERT_EQUAL(cs_usual_judge(&counts, 34), CS_CHANGE_NOISE);
	CU_ASSERT_EQUAL(cs_usual_judge(&counts, 35), CS_CHANGE_SIGNAL);
	CU_ASSERT_EQUAL(cs_usual_judge(&counts, 7), CS_CHANGE_SIGNAL);
	CU_ASSERT_EQUAL(cs_usual_judge(&amounts, 28), CS_CHANGE_SIGNAL);
	CU_ASSERT_EQUAL(cs_usual_judge(&amounts, 27), CS_CHANGE_NOISE);
	/* An odd number of values has one in the middle: 18 20 22 24 25. */
	CU_ASSERT_DOUBLE_EQUAL(cs_usual_of(mondays, 5, true).middle, 22, 0);
}

static void
test_too_few(void)
{
	static const double quiet[] = { 0, 1, 0, 0, 1, 0, 0, 0 }, still[] = { 5, 5, 5, 5, 5, 5, 5, 9 };
	struct cs_usual few = cs_usual_of(quiet, 8, true), short_of = cs_usual_of(still, 4, true);
	struct cs_usual even = cs_usual_of(still, 8, false), none = cs_usual_of(NULL, 0, true);

	CU_ASSERT_EQUAL(cs_usual_judge(&few, 7), CS_CHANGE_TOO_FEW); /* 2 + 7 events */
	CU_ASSERT_EQUAL(cs_usual_judge(&few, 8), CS_CHANGE_SIGNAL);
	CU_ASSERT_EQUAL(cs_usual_judge(&short_of, 100), CS_CHANGE_TOO_FEW);
	CU_ASSERT_EQUAL(cs_usual_judge(&even, 100), CS_CHANGE_TOO_FEW); /* no scatter to measure with */
	CU_ASSERT_EQUAL(cs_usual_judge(&none, 1), CS_CHANGE_TOO_FEW);
	CU_ASSERT_TRUE(isnan(none.middle));
}

static struct cs_days_run
run_of(const double *values, size_t n)
{
	struct cs_days_run run = { 0 };

	for (size_t i = 0; i < n; i++)
		cs_days_run_add(&run, values[i]);
	return run;
}

/*
 * Means 9 and 4 of 5 days.  Squares about them 10 and 10, so the variance is
 * 20 / 8 = 2.5; counts: at least (45 + 20) / 10 = 6.5.  t = 5 / sqrt(2.5 * 0.4)
 * = 5, and 5 / sqrt(6.5 * 0.4) = 3.10; with 19 instead of 20 it grows, and
 * with means 8 and 4 it is 4 / sqrt(6 * 0.4) = 2.58.
 */
static void
test_runs(void)
{
	static const double high[] = { 7, 8, 9, 10, 11 }, low[] = { 2, 3, 4, 5, 6 }, middle[] = { 6, 7, 8, 9, 10 };
	struct cs_days_run a = run_of(high, 5), b = run_of(low, 5), c = run_of(middle, 5), d = run_of(low, 4);

	CU_ASSERT_EQUAL(cs_days_run_judge(&a, &b, true), CS_CHANGE_SIGNAL);
	CU_ASSERT_EQUAL(cs_days_run_judge(&c, &b, true), CS_CHANGE_NOISE);
	CU_ASSERT_EQUAL(cs_days_run_judge(&c, &b, false), CS_CHANGE_SIGNAL); /* 4 / 1 */
	CU_ASSERT_EQUAL(cs_days_run_judge(&a, &c, false), CS_CHANGE_NOISE);  /* 1 / 1 */
	CU_ASSERT_EQUAL(cs_days_run_judge(&a, &d, true), CS_CHANGE_TOO_FEW);
}

/* By hand: of 1 1 1 4 4 9 9 9 9 20 the 5th is 4, the 9th 9, the 10th 20. */
static void
test_nearest_rank(void)
{
	static const struct cs_count ten[] = { { 1, 3 }, { 4, 2 }, { 9, 4 }, { 20, 1 } }, one[] = { { 7, 1 } };

	CU_ASSERT_EQUAL(cs_counts_nearest(ten, 4, 0.5), 4);
	CU_ASSERT_EQUAL(cs_counts_nearest(ten, 4, 0.51), 9);
	CU_ASSERT_EQUAL(cs_counts_nearest(ten, 4, 0.9), 9);
	CU_ASSERT_EQUAL(cs_counts_nearest(ten, 4, 0.91), 20);
	CU_ASSERT_EQUAL(cs_counts_nearest(ten, 4, 1), 20);
	CU_ASSERT_EQUAL(cs_counts_nearest(one, 1, 0.01), 7);
}

const CU_TestInfo usual_tests[] = {
	{ "two Poisson counts, as R has them", test_poisson },
	{ "the same weekday of eight weeks", test_usual },
	{ "too few to tell", test_too_few },
	{ "one run of days against another", test_runs },
	{ "percentiles by nearest rank", test_nearest_rank },
	CU_TEST_INFO_NULL,
};
