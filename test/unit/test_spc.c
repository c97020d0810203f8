/* Control charts against printed examples and hand computation. */
#include <math.h>
#include <stdlib.h>

#include "stat/spc.h"
#include "unit.h"

#define NEAR(a, b) CU_ASSERT_DOUBLE_EQUAL((a), (b), 5e-5)

/* Montgomery, Introduction to Statistical Quality Control, table "orange juice": defective cans in samples of 50. */
static const double cans[] = { 12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9,
	12, 7, 13, 9, 6 };

/* The same book, errors in samples of 50 shipments, 20 weeks. */
static const double errors[] = { 2, 3, 8, 1, 1, 4, 1, 4, 5, 1, 8, 2, 4, 3, 4, 1, 8, 3, 7, 4 };

static void
load(struct cs_spc_point *points, const double *counts, size_t n, double size)
{
	for (size_t i = 0; i < n; i++)
		points[i] = (struct cs_spc_point){ .count = counts[i], .size = size, .base = true };
}

/* Printed there: p = 0.2313, UCL = 0.4102, LCL = 0.0524, samples 15 and 23 above. */
static void
test_p(void)
{
	struct cs_spc_point points[CS_COUNT(cans)];
	struct cs_spc_phase phase;

	load(points, cans, CS_COUNT(cans), 50);
	cs_spc_phase(CS_SPC_P, points, CS_COUNT(cans), &phase);
	NEAR(phase.centre, 0.2313);
	NEAR(points[0].high, 0.4102);
	NEAR(points[0].low, 0.0524);
	CU_ASSERT_EQUAL(phase.beyond, 2);
	CU_ASSERT_TRUE(points[14].beyond);
	CU_ASSERT_TRUE(points[22].beyond);

	/* The book's revision without both: p = 301/1400 = 0.2150, limits 0.3893 and 0.0407. */
	points[14].base = points[22].base = false;
	cs_spc_phase(CS_SPC_P, points, CS_COUNT(cans), &phase);
	NEAR(phase.centre, 0.2150);
	NEAR(points[0].high, 0.3893);
	NEAR(points[0].low, 0.0407);
}

/* Printed there: u = 0.0740, UCL = 0.1894, LCL = -0.0414, which is 0. */
static void
test_u(void)
{
	struct cs_spc_point points[CS_COUNT(errors)];
	struct cs_spc_phase phase;

	load(points, errors, CS_COUNT(errors), 50);
	cs_spc_phase(CS_SPC_U, points, CS_COUNT(errors), &phase);
	NEAR(phase.centre, 0.0740);
	NEAR(points[0].high, 0.1894);
	NEAR(points[0].low, 0);
	CU_ASSERT_EQUAL(phase.beyond, 0);
}

/*
 * By hand: 10 of 100, 30 of 100, 10 of 100; p = 1/6, sigma = 0.0372678,
 * z = -1.788854, 3.577709, -1.788854, both steps 5.366563, sigma_z =
 * 5.366563 / 1.128 = 4.757592, limits 1/6 +- 3 * 0.0372678 * 4.757592.
 */
static void
test_laney(void)
{
	struct cs_spc_point points[3];
	struct cs_spc_phase phase;

	load(points, (const double[]){ 10, 30, 10 }, 3, 100);
	cs_spc_phase(CS_SPC_P_PRIME, points, 3, &phase);
	NEAR(phase.sigma_z, 4.757592);
	NEAR(points[0].high, 1.0 / 6 + 3 * 0.0372678 * 4.757592);
	NEAR(points[0].low, 0);
	/* u': u = 1/6, sigma = sqrt(1/600) = 0.0408248, steps 0.2 / 0.0408248 = 4.898979, over 1.128. */
	cs_spc_phase(CS_SPC_U_PRIME, points, 3, &phase);
	NEAR(phase.sigma_z, 4.898979 / 1.128);
	NEAR(points[0].high, 1.0 / 6 + 3 * 0.0408248 * 4.343066);
}

/* By hand: 10, 20, 30, 100 between; mean 40, median 25, sigma sqrt(40 * 41) = 40.49691, upper 161.49074. */
static void
test_g(void)
{
	struct cs_spc_point points[4];
	struct cs_spc_phase phase;

	load(points, (const double[]){ 10, 20, 30, 100 }, 4, 1);
	cs_spc_phase(CS_SPC_G, points, 4, &phase);
	NEAR(phase.centre, 25);
	NEAR(points[0].high, 161.49074);
	NEAR(points[0].low, 0);
}

/* Longest run and crossings of Anhøj and Olesen (2014), as R computes them: round(log2(n)) + 3, qbinom(0.05, n - 1, 0.5). */
static void
test_run_limits(void)
{
	static const size_t table[][3] = { { 10, 6, 2 }, { 12, 7, 3 }, { 16, 7, 4 }, { 20, 7, 6 }, { 24, 8, 8 }, { 30, 8, 10 } };

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		CU_ASSERT_EQUAL(cs_spc_longest_max(table[i][0]), table[i][1]);
		CU_ASSERT_EQUAL(cs_spc_crossings_min(table[i][0]), table[i][2]);
	}
}

static void
test_runs(void)
{
	/* Twelve low, twelve high: one crossing, runs of 12; 24 points allow 8 and want 8. */
	static const double moved[] = { 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9, 8, 9, 8, 9, 8, 9 };
	/* In turns: 11 crossings, runs of 1. */
	static const double turns[] = { 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3 };
	struct cs_spc_point points[CS_COUNT(moved)];
	struct cs_spc_phase phase;

	load(points, moved, CS_COUNT(moved), 1);
	cs_spc_phase(CS_SPC_RUN, points, CS_COUNT(moved), &phase);
	NEAR(phase.centre, 5);
	CU_ASSERT_EQUAL(phase.longest, 12);
	CU_ASSERT_EQUAL(phase.crossings, 1);
	CU_ASSERT_TRUE(phase.shifted);
	CU_ASSERT(isnan(points[0].high));

	/* The first twelve as baseline: their median is 1.5; a run of twelve above it. */
	for (size_t i = 12; i < CS_COUNT(moved); i++)
		points[i].base = false;
	cs_spc_phase(CS_SPC_RUN, points, CS_COUNT(moved), &phase);
	NEAR(phase.centre, 1.5);
	CU_ASSERT_TRUE(phase.shifted);

	load(points, turns, CS_COUNT(turns), 1);
	cs_spc_phase(CS_SPC_RUN, points, CS_COUNT(turns), &phase);
	CU_ASSERT_EQUAL(phase.longest, 1);
	CU_ASSERT_EQUAL(phase.crossings, 11);
	CU_ASSERT_FALSE(phase.shifted);

	/* Points on the line are dropped, missing ones too: 9 useful are too few to speak. */
	load(points, moved, 12, 1);
	points[3].count = NAN;
	for (size_t i = 0; i < 12; i++)
		points[i].count = i < 2 ? 2 : points[i].count;
	cs_spc_phase(CS_SPC_RUN, points, 12, &phase);
	CU_ASSERT_EQUAL(phase.count, 11);
	CU_ASSERT_TRUE(phase.useful < CS_SPC_USEFUL_MIN);
	CU_ASSERT_FALSE(phase.shifted);
}

/*
 * The worked example of qicharts2's introduction: set.seed(19), rnorm(24), the
 * second half drawn anew around 2.  Printed there: mean 1.057091, longest run
 * 13 of at most 8, 4 crossings of at least 8.  A rate with sizes of 1 has that mean.
 */
static void
test_moved_series(void)
{
	static const double series[] = { -1.1895, 0.3886, -0.3443, -0.5479, 0.9807, -0.2366, 0.8097, -0.7448, -0.2598,
		-0.1831, 0.5186, 0.8835, 1.0013, 2.5348, 1.8762, 4.1193, 0.4865, 2.2552, 3.5047, 1.6099, 2.5794, 2.2104,
		2.9440, 0.1733 };
	struct cs_spc_point points[CS_COUNT(series)];
	struct cs_spc_phase phase;

	load(points, series, CS_COUNT(series), 1);
	cs_spc_phase(CS_SPC_U, points, CS_COUNT(series), &phase);
	NEAR(phase.centre, 1.057091);
	CU_ASSERT_EQUAL(phase.useful, 24);
	CU_ASSERT_EQUAL(phase.longest, 13);
	CU_ASSERT_EQUAL(phase.longest_max, 8);
	CU_ASSERT_EQUAL(phase.crossings, 4);
	CU_ASSERT_EQUAL(phase.crossings_min, 8);
	CU_ASSERT_TRUE(phase.shifted);
}

/* Limits of the seventh and the eleventh point as qicharts2's formulas give them in R 4.2: sizes that differ. */
static void
test_sizes(void)
{
	static const double counts[] = { 8, 13, 7, 22, 9, 15, 31, 12, 10, 18, 6, 14 };
	static const double sizes[] = { 210, 250, 190, 400, 220, 310, 520, 260, 240, 330, 150, 280 };
	static const struct { enum cs_spc_kind kind; double low, high, small_low, small_high; } expected[] = {
		{ CS_SPC_P, 0.020678, 0.077536, 0, 0.102039 },
		{ CS_SPC_P_PRIME, 0.025638, 0.072576, 0.005410, 0.092804 },
		{ CS_SPC_U, 0.019954, 0.078261, 0, 0.103388 },
		{ CS_SPC_U_PRIME, 0.025638, 0.072576, 0.005410, 0.092804 },
	};
	struct cs_spc_point points[CS_COUNT(counts)];
	struct cs_spc_phase phase;

	for (size_t i = 0; i < CS_COUNT(expected); i++) {
		for (size_t k = 0; k < CS_COUNT(counts); k++)
			points[k] = (struct cs_spc_point){ .count = counts[k], .size = sizes[k], .base = true };
		cs_spc_phase(expected[i].kind, points, CS_COUNT(counts), &phase);
		CU_ASSERT_DOUBLE_EQUAL(phase.centre, 0.049107, 5e-7);
		CU_ASSERT_DOUBLE_EQUAL(points[6].low, expected[i].low, 5e-7);
		CU_ASSERT_DOUBLE_EQUAL(points[6].high, expected[i].high, 5e-7);
		CU_ASSERT_DOUBLE_EQUAL(points[10].low, expected[i].small_low, 5e-7);
		CU_ASSERT_DOUBLE_EQUAL(points[10].high, expected[i].small_high, 5e-7);
	}
	/* The first eight as baseline, for all of them. */
	for (size_t k = 0; k < CS_COUNT(counts); k++)
		points[k] = (struct cs_spc_point){ .count = counts[k], .size = sizes[k], .base = k < 8 };
	cs_spc_phase(CS_SPC_P, points, CS_COUNT(counts), &phase);
	CU_ASSERT_DOUBLE_EQUAL(phase.centre, 0.049576, 5e-7);
	CU_ASSERT_DOUBLE_EQUAL(points[10].high, 0.102747, 5e-7);
}

/* By hand: 1 before any size goes forward, 2 and 4 go back to the nearest with one, nothing of nothing goes nowhere. */
static void
test_fold(void)
{
	struct cs_spc_point points[] = { { .count = 1 }, { .count = 3, .size = 10 }, { .count = 2 }, { .count = (double)NAN, .size = 10 },
		{ .count = 4 }, { .count = 5, .size = 20 }, { .count = 0 } };
	struct cs_spc_point bare[] = { { .count = 1 }, { .count = 2 } };

	NEAR(cs_spc_fold(points, CS_COUNT(points)), 7);
	NEAR(points[1].count, 10);
	NEAR(points[5].count, 5);
	CU_ASSERT_TRUE(isnan(points[0].count) && isnan(points[2].count) && isnan(points[3].count) && isnan(points[4].count) &&
	    isnan(points[6].count));
	NEAR(cs_spc_fold(bare, CS_COUNT(bare)), 0);
	CU_ASSERT_TRUE(isnan(bare[0].count) && isnan(bare[1].count));
}

const CU_TestInfo spc_tests[] = {
	{ "p chart", test_p },
	{ "u chart", test_u },
	{ "Laney's charts", test_laney },
	{ "g chart", test_g },
	{ "limits of runs", test_run_limits },
	{ "runs", test_runs },
	{ "a series that moved, as qicharts2 prints it", test_moved_series },
	{ "counts without a size", test_fold },
	{ "sizes that differ, as qicharts2 computes them", test_sizes },
	CU_TEST_INFO_NULL,
};
