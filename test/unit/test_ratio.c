#include <math.h>
#include <stdlib.h>

#include "stat/agreement.h"
#include "stat/chain.h"
#include "stat/discovery.h"
#include "stat/logrank.h"
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

/* Bland and Altman, BMJ 2000;320:1468: hay fever in children with and without eczema. */
static void
test_odds(void)
{
	struct cs_interval odds = cs_odds_ratio((struct cs_count_of){ 141, 561 }, (struct cs_count_of){ 928, 14453 }, CS_Z95);

	near(odds.value, 4.89, 0.005);
	near(odds.low, 4.00, 0.005);
	near(odds.high, 5.99, 0.005);
	/* An empty cell, by hand: 0.5 * 10.5 / (10.5 * 5.5) = 0.0909, se = sqrt(1/.5 + 1/10.5 + 1/5.5 + 1/10.5) = 1.5402. */
	odds = cs_odds_ratio((struct cs_count_of){ 0, 10 }, (struct cs_count_of){ 5, 15 }, CS_Z95);
	near(odds.value, 1 / 11.0, 1e-9);
	near(log(odds.high / odds.value) / CS_Z95, 1.540225, 1e-6);
	CU_ASSERT_TRUE(isnan(cs_odds_ratio((struct cs_count_of){ 0, 10 }, (struct cs_count_of){ 0, 15 }, CS_Z95).value));
	CU_ASSERT_TRUE(isnan(cs_odds_ratio((struct cs_count_of){ 0, 0 }, (struct cs_count_of){ 1, 15 }, CS_Z95).value));
}

/*
 * The University Group Diabetes Program by age, as Rothman's Epidemiology
 * pools it to 1.33; the limits with awk from the formula.  A stratum with one
 * group says nothing.
 */
static void
test_risks(void)
{
	static const struct cs_stratum strata[] = {
		{ { 8, 106 }, { 5, 120 } }, { { 22, 98 }, { 16, 85 } }, { { 3, 9 }, { 0, 0 } },
	};
	struct cs_interval risk = cs_risk_ratio(strata, CS_COUNT(strata), CS_Z95);

	near(risk.value, 1.33, 0.005);
	near(risk.low, 0.7979, 5e-5);
	near(risk.high, 2.2021, 5e-5);
	/* One table alone: 30/100 against 20/100, se of the log = sqrt(1/30 - 1/100 + 1/20 - 1/100). */
	risk = cs_risk_ratio(&(struct cs_stratum){ { 30, 100 }, { 20, 100 } }, 1, CS_Z95);
	near(risk.value, 1.5, 1e-12);
	near(log(risk.high / 1.5) / CS_Z95, sqrt(1.0 / 30 - 0.01 + 1.0 / 20 - 0.01), 1e-12);
	CU_ASSERT_TRUE(isnan(cs_risk_ratio(&(struct cs_stratum){ { 0, 10 }, { 2, 10 } }, 1, CS_Z95).value));
	CU_ASSERT_TRUE(isnan(cs_risk_ratio(NULL, 0, CS_Z95).value));
}

/* The fifteen hypotheses of Benjamini and Hochberg (1995), section 3.3: at 5 % four of them are findings. */
static void
test_discovery(void)
{
	double p[] = { 0.3240, 0.0001, NAN, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.4262, 0.5719,
		0.6528, 0.7590, 1.000 };
	int findings = 0;

	cs_false_discovery(p, CS_COUNT(p));
	for (size_t i = 0; i < CS_COUNT(p); i++)
		findings += p[i] <= 0.05;
	CU_ASSERT_EQUAL(findings, 4);
	near(p[1], 0.0001 * 15, 1e-12);
	near(p[5], 0.0095 * 15 / 4, 1e-12);
	near(p[6], 0.0201 * 15 / 5, 1e-12);
	/* Ranks 6 to 8 take the value of rank 8: 0.0344 * 15 / 8 = 0.0645 is above 0.0298 * 15 / 7 = 0.063857. */
	near(p[7], 0.0298 * 15 / 7, 1e-12);
	near(p[9], 0.0344 * 15 / 8, 1e-12);
	near(p[15], 1, 0);
	CU_ASSERT_TRUE(isnan(p[2]));
}

static void
fill(struct cs_survival *s, const int days[], size_t count)
{
	for (size_t i = 0; i < count; i++) /* below 0: watched so long, and had not met it */
		cs_survival_add(s, (size_t)abs(days[i]), days[i] > 0);
}

/*
 * Leukaemia (Miller 1997), R's survival: survdiff(Surv(time, status) ~ x, aml)
 * gives N 11 and 12, observed 7 and 11, expected 10.69 and 7.31, chi-square 3.4
 * on 1 degree of freedom, p = 0.07.
 */
static void
test_logrank(void)
{
	static const int kept_up[] = { 9, 13, -13, 18, 23, -28, 31, 34, -45, 48, -161 };
	static const int stopped[] = { 5, 5, 8, 8, 12, -16, 23, 27, 30, 33, 43, 45 };
	struct cs_survival groups[3] = { 0 };
	struct cs_logrank test;

	fill(&groups[0], kept_up, CS_COUNT(kept_up));
	fill(&groups[2], stopped, CS_COUNT(stopped));
	cs_logrank(groups, 3, &test);
	near(test.observed[0], 7, 0);
	near(test.observed[2], 11, 0);
	near(test.expected[0], 10.69, 0.005);
	near(test.expected[2], 7.31, 0.005);
	near(test.chi_square, 3.4, 0.05);
	CU_ASSERT_EQUAL(test.freedom, 1);
	near(test.p, 0.07, 0.005);
	/* R's summary(survfit(...)): n.risk of the maintained 11 at day 9, 10 at 13, 8 at 18, 1 at 161 (its last time). */
	CU_ASSERT_EQUAL(cs_survival_at_risk(&groups[0], 9), 11);
	CU_ASSERT_EQUAL(cs_survival_at_risk(&groups[0], 13), 10);
	CU_ASSERT_EQUAL(cs_survival_at_risk(&groups[0], 18), 8);
	CU_ASSERT_EQUAL(cs_survival_at_risk(&groups[0], 161), 1);
	CU_ASSERT_EQUAL(cs_survival_at_risk(&groups[0], 365), 0);
	for (size_t i = 0; i < 3; i++)
		cs_survival_release(&groups[i]);
	cs_logrank(groups, 3, &test);
	CU_ASSERT_TRUE(isnan(test.p));
}

/*
 * Three groups of two, by hand: days 1 2 | 2 3 | 3 -3.  At risk 2 2 2, 1 2 2,
 * 0 1 2.  Expected 1/3 + 2/5, 1/3 + 4/5 + 2/3, 1/3 + 4/5 + 4/3.  The chi-square is
 * from an independent inversion of the covariance matrix in exact fractions.
 */
static void
test_three_groups(void)
{
	static const int days[3][2] = { { 1, 2 }, { 2, 3 }, { 3, -3 } };
	struct cs_survival groups[3] = { 0 };
	struct cs_logrank test;

	for (size_t i = 0; i < 3; i++)
		fill(&groups[i], days[i], 2);
	cs_logrank(groups, 3, &test);
	near(test.expected[0], 1.0 / 3 + 2.0 / 5, 1e-12);
	near(test.expected[1], 1.0 / 3 + 4.0 / 5 + 2.0 / 3, 1e-12);
	near(test.expected[2], 1.0 / 3 + 4.0 / 5 + 4.0 / 3, 1e-12);
	near(test.chi_square, 14441.0 / 3224, 1e-9);
	CU_ASSERT_EQUAL(test.freedom, 2);
	near(test.p, exp(-test.chi_square / 2), 1e-12); /* which is what two degrees of freedom come to */
	for (size_t i = 0; i < 3; i++)
		cs_survival_release(&groups[i]);
	/* The 5 % points that every table has. */
	near(cs_chi_square_p(3.841459, 1), 0.05, 1e-7);
	near(cs_chi_square_p(7.814728, 3), 0.05, 1e-7);
	CU_ASSERT_TRUE(isnan(cs_chi_square_p(NAN, 1)));
}

/* Seven good stages lose a sixth of the orders: 0.995 * 0.99 * 0.98 * 0.97 * 0.96 * 0.97 * 0.95 = 0.828, with python. */
static void
test_chain(void)
{
	struct cs_chain_link links[] = {
		{ .failures = 5, .exposures = 1000 }, { .failures = 10, .exposures = 1000 }, { .failures = 20, .exposures = 1000 },
		{ .failures = 30, .exposures = 1000 }, { .exposures = 0 }, { .failures = 40, .exposures = 1000 },
		{ .failures = 30, .exposures = 1000 }, { .failures = 50, .exposures = 1000 },
	};
	int weakest;
	double index = cs_chain_index(links, CS_COUNT(links), &weakest);

	near(index, 0.828367, 5e-7);
	CU_ASSERT_EQUAL(weakest, 7);
	near(links[7].contribution, log(0.95) / log(index), 1e-12);
	CU_ASSERT_TRUE(isnan(links[4].success));
	near(cs_chain_gain(index, &links[7], 1), index / 0.95 - index, 1e-12);
	/* No failure in nine: (0 + 0.5) / (9 + 1). */
	near(cs_chain_index(&(struct cs_chain_link){ .exposures = 9 }, 1, &weakest), 0.95, 1e-12);
	near(cs_chain_index(&(struct cs_chain_link){ .failures = 9, .exposures = 9 }, 1, &weakest), 0, 0);
	CU_ASSERT_TRUE(isnan(cs_chain_index(links, 0, &weakest)));
	CU_ASSERT_EQUAL(weakest, -1);
}

/* Fifty proposals read twice, the usual textbook table: 35 agreed, chance 0.5, kappa 0.4. */
static void
test_kappa(void)
{
	static const int64_t proposals[] = { 20, 5, 10, 15 }, one_word[] = { 7, 0, 0, 0 };
	struct cs_interval kappa = cs_kappa(proposals, 2, CS_Z95);

	near(kappa.value, 0.4, 1e-12);
	near((kappa.high - kappa.value) / CS_Z95, sqrt(0.7 * 0.3 / 50) / 0.5, 1e-12);
	CU_ASSERT_TRUE(isnan(cs_kappa(one_word, 2, CS_Z95).value));
}

const CU_TestInfo ratio_tests[] = {
	{ "a chain of stages", test_chain },
	{ "Cohen's kappa", test_kappa },
	{ "Woolf's odds ratio as published", test_odds },
	{ "Mantel and Haenszel's risk ratio as published", test_risks },
	{ "Benjamini and Hochberg's fifteen hypotheses", test_discovery },
	{ "the log-rank test as R has it", test_logrank },
	{ "the log-rank test of three groups by hand", test_three_groups },
	CU_TEST_INFO_NULL,
};
