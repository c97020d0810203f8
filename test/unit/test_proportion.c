#include <math.h>

#include "stat/breakage.h"
#include "stat/means.h"
#include "stat/proportion.h"
#include "stat/ratio.h"
#include "stat/special.h"
#include "unit.h"

static void
near(double got, double wanted, double within)
{
	CU_ASSERT_DOUBLE_EQUAL(got, wanted, within);
	if (fabs(got - wanted) > within)
		fprintf(stderr, "\ngot %.7f, wanted %.7f\n", got, wanted);
}

/* Newcombe (1998), Statistics in Medicine 17, 873-890: method 10; the last from SAS/STAT. */
static void
test_newcombe(void)
{
	static const struct {
		struct cs_count_of a, b;
		double d, low, high;
	} cases[] = {
		{ { 56, 70 }, { 48, 80 }, 0.2000, 0.0524, 0.3339 },
		{ { 9, 10 }, { 3, 10 }, 0.6000, 0.1705, 0.8090 },
		{ { 10, 10 }, { 0, 20 }, 1.0000, 0.6791, 1.0000 },
		{ { 5, 56 }, { 0, 29 }, 0.0893, -0.0381, 0.1926 },
		{ { 66, 300 }, { 45, 300 }, 0.0700, 0.0078, 0.1318 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_interval d = cs_newcombe(cases[i].a, cases[i].b, CS_Z95);

		near(d.value, cases[i].d, 5e-5);
		near(d.low, cases[i].low, 5e-5);
		near(d.high, cases[i].high, 5e-5);
	}
}

/* Wilson 81/263: Newcombe (1998), Statistics in Medicine 17, 857-872, table I. */
static void
test_wilson(void)
{
	struct cs_interval p = cs_wilson((struct cs_count_of){ 81, 263 }, CS_Z95);

	near(p.low, 0.2553, 5e-5);
	near(p.high, 0.3662, 5e-5);
	p = cs_wilson((struct cs_count_of){ 0, 20 }, CS_Z95);
	near(p.low, 0, 0);
	near(p.high, 0.1611, 5e-5);
	CU_ASSERT_TRUE(isnan(cs_wilson((struct cs_count_of){ 0, 0 }, CS_Z95).value));
}

static void
test_pooling(void)
{
	static const struct cs_stratum strata[] = {
		{ { 30, 100 }, { 20, 120 } }, { { 45, 90 }, { 30, 80 } }, { { 12, 60 }, { 9, 90 } },
	};
	double se;
	struct cs_interval d = cs_mantel_haenszel(strata, CS_COUNT(strata), CS_Z95, &se);

	near(d.value, 0.121648, 5e-7);
	near(se, 0.037422, 5e-7);
	near(d.low, 0.0483, 5e-5);
	near(d.high, 0.1950, 5e-5);
	CU_ASSERT_TRUE(isnan(cs_mantel_haenszel(NULL, 0, CS_Z95, NULL).value));
	/* VanderWeele and Ding (2017): 3.9 gives 7.26; and 2.4. */
	near(cs_e_value(3.9), 7.263, 5e-4);
	near(cs_e_value(2.4), 4.233, 5e-4);
	near(cs_e_value(1 / 2.4), 4.233, 5e-4);
	near(cs_e_value(1), 1, 0);
}

/* Fisher's tea: 3 of 4 against 1 of 4 has p = 34/70 both ways; the pooled z of 56/70 and 48/80 by hand. */
static void
test_difference(void)
{
	near(cs_two_proportions_p((struct cs_count_of){ 3, 4 }, (struct cs_count_of){ 1, 4 }), 34.0 / 70, 1e-9);
	double pooled = 104.0 / 150, z = 0.2 / sqrt(pooled * (1 - pooled) * (1.0 / 70 + 1.0 / 80));

	near(cs_two_proportions_p((struct cs_count_of){ 56, 70 }, (struct cs_count_of){ 48, 80 }), erfc(z / sqrt(2)), 1e-12);
}

/* What a sample can show at a base of 20 %, and what +5 and +10 points need. */
static void
test_sizes(void)
{
	static const double sizes[] = { 50, 100, 150, 300, 600, 1000, 2000 };
	static const double points[] = { 26.0, 17.9, 14.3, 9.9, 6.8, 5.2, 3.7 };
	static const double bases[] = { 0.15, 0.20, 0.30 };
	static const double five[] = { 906, 1094, 1377 }, ten[] = { 250, 294, 356 };

	for (size_t i = 0; i < CS_COUNT(sizes); i++)
		near(100 * cs_detectable_lift(0.20, sizes[i]), points[i], 0.05);
	for (size_t i = 0; i < CS_COUNT(bases); i++) {
		near(ceil(cs_sample_size(bases[i], 0.05)), five[i], 0);
		near(ceil(cs_sample_size(bases[i], 0.10)), ten[i], 0);
	}
	CU_ASSERT_TRUE(isnan(cs_detectable_lift(0.2, 3)));
}

/* IFRS 15, Example 52, and a Korean worked example: 100,000 with 9,700 points at their price. */
static void
test_ifrs15(void)
{
	double deferred = cs_ifrs15_deferred(100000, 10000, 0.95);

	near(round(deferred), 8676, 0);
	double first = cs_ifrs15_recognised(deferred, 4500, 9500), all = cs_ifrs15_recognised(deferred, 8500, 9700);

	near(round(first), 4110, 0);
	near(round(all - first), 3493, 0);
	near(round(deferred - all), 1073, 0);
	near(round(cs_ifrs15_deferred(100000, 9700, 1)), 8842, 0);
}

/*
 * Three months by hand.  Issued 100 each; used by age 0, 1, 2: 10 20 30 /
 * 20 40 / 30.  f0 = 60/30 = 2, f1 = 30/20 = 1.5: 30 %, 60 %, 90 %.
 */
static void
test_development(void)
{
	struct cs_breakage c = { 0 };
	cs_day jan = cs_day_of(2026, 1, 1), feb = cs_day_of(2026, 2, 1), mar = cs_day_of(2026, 3, 1);

	const struct cs_breakage_cell cells[] = {
		{ 1, jan, jan, 100, 10, 0, 0 }, { 1, jan, feb, 0, 10, 0, 0 }, { 1, jan, mar, 0, 10, 0, 0 },
		{ 2, feb, feb, 150, 20, 50, 0 }, { 2, feb, mar, 0, 20, 0, 0 }, { 3, mar, mar, 100, 30, 0, 0 },
	};

	for (size_t i = 0; i < CS_COUNT(cells); i++)
		cs_breakage_add(&c, &cells[i]);
	cs_breakage_develop(&c, cs_day_of(2026, 3, 31));
	near(c.factor[0], 2, 0);
	near(c.factor[1], 1.5, 0);
	near(cs_breakage_month_ultimate(&c, 0), 0.3, 1e-12);
	near(cs_breakage_month_ultimate(&c, 1), 0.6, 1e-12);
	near(cs_breakage_month_ultimate(&c, 2), 0.9, 1e-12);
	near(cs_breakage_ultimate(&c), 0.6, 1e-12);
	/*
	 * Still to come: 60 % of 100 times the part of the growth that is not over:
	 * nothing of January, 1 - 1/1.5 = 1/3 of February's, 1 - 1/3 of March's.
	 */
	near(cs_breakage_to_come(&c, 0), 0, 1e-12);
	near(cs_breakage_to_come(&c, 1), 20, 1e-9);
	near(cs_breakage_to_come(&c, 2), 40, 1e-9);
	/* As it was known at the end of February: f0 alone, 30 of 200 at age 0. */
	cs_breakage_develop(&c, cs_day_of(2026, 2, 28));
	near(cs_breakage_ultimate(&c), 0.15 * 2, 1e-12);
	near(cs_breakage_to_come(&c, 1), 100 * 0.3 * 0.5, 1e-9);
	cs_breakage_release(&c);
	near(cs_breakage_ultimate(&c), 1, 0);
}

/*
 * Ten customers of one month, five used half and five nothing: the share is
 * 0.25, and that of a resample is 0.5 * Binomial(10, 1/2) / 10, whose 2.5 %
 * and 97.5 % points are 2 and 8 of ten.
 */
static void
test_resampling(void)
{
	struct cs_breakage c = { 0 };
	cs_day jan = cs_day_of(2026, 1, 1);
	struct cs_interval month;

	for (int64_t i = 0; i < 10; i++)
		cs_breakage_add(&c, &(struct cs_breakage_cell){ i, jan, jan, 100, i % 2 ? 50 : 0, 0, 0 });
	cs_breakage_develop(&c, cs_day_of(2026, 1, 31));
	struct cs_interval all = cs_breakage_interval(&c, &month);

	near(all.value, 0.25, 1e-12);
	near(all.low, 0.10, 0.011);
	near(all.high, 0.40, 0.011);
	near(month.low, all.low, 0);
	cs_breakage_release(&c);
}

/*
 * Welch, R's own example t.test(1:10, 7:20), and by hand: d = -8, se^2 = 9.1667/10 + 17.5/14 = 2.16667,
 * df = 2.16667^2 / (0.91667^2/9 + 1.25^2/13) = 21.982; R prints
 * -11.052802 and -4.947198.
 */
static void
test_means(void)
{
	double x[10], y[14];

	for (int i = 0; i < 10; i++)
		x[i] = i + 1;
	for (int i = 0; i < 14; i++)
		y[i] = i + 7;
	struct cs_interval d = cs_welch((struct cs_sample){ x, 10 }, (struct cs_sample){ y, 14 }, 0.95);

	near(d.value, -8, 1e-12);
	near(d.low, -11.052802, 5e-7);
	near(d.high, -4.947198, 5e-7);
	/* Tables of Student's t: 12.7062 and 2.2281. */
	near(cs_student_quantile(0.975, 1), 12.7062, 5e-5);
	near(cs_student_quantile(0.975, 10), 2.2281, 5e-5);
	/* Resampling knows nothing of t: near the normal interval, -8 +- 1.96 * 1.40 (with n, not n - 1). */
	d = cs_bootstrap_means((struct cs_sample){ x, 10 }, (struct cs_sample){ y, 14 }, 0.95);
	near(d.low, -10.76, 0.25);
	near(d.high, -5.24, 0.25);
	CU_ASSERT_TRUE(isnan(cs_welch((struct cs_sample){ x, 1 }, (struct cs_sample){ y, 14 }, 0.95).value));
}

/* One stratum is Katz: 66/300 and 45/300, ln se = sqrt(1/66 - 1/300 + 1/45 - 1/300) = 0.175234. */
static void
test_ratio(void)
{
	const struct cs_stratum one = { { 66, 300 }, { 45, 300 } };
	struct cs_interval r = cs_risk_ratio(&one, 1, CS_Z95);

	near(r.value, 66.0 / 45, 1e-12);
	near(r.low, 66.0 / 45 / exp(CS_Z95 * 0.175234), 1e-5);
	near(r.high, 66.0 / 45 * exp(CS_Z95 * 0.175234), 1e-5);
	near(cs_e_value_limit(r), cs_e_value(r.low), 0);
	near(cs_e_value_limit((struct cs_interval){ 1.2, 0.9, 1.6 }), 1, 0);
	near(cs_e_value_limit((struct cs_interval){ 0.5, 0.4, 0.8 }), cs_e_value(1.25), 1e-12);
	near(cs_pocock_z(1), CS_Z95, 0);
	/* Pocock (1977): two-sided 5 % over two to five looks. */
	near(cs_pocock_z(2), 2.178, 0);
	near(cs_pocock_z(3), 2.289, 0);
	near(cs_pocock_z(4), 2.361, 0);
	near(cs_pocock_z(5), 2.413, 0);
}

const CU_TestInfo proportion_tests[] = {
	{ "Wilson's interval as published", test_wilson },
	{ "Newcombe's interval as published", test_newcombe },
	{ "Mantel-Haenszel with Sato's variance; the E-value", test_pooling },
	{ "the pooled z and Fisher's exact test", test_difference },
	{ "what a sample can show", test_sizes },
	{ "IFRS 15, Example 52", test_ifrs15 },
	{ "use by cohort and age", test_development },
	{ "use by cohort: customers resampled", test_resampling },
	{ "Welch and the bootstrap", test_means },
	{ "the pooled risk ratio, its E-value, looks", test_ratio },
	CU_TEST_INFO_NULL,
};
