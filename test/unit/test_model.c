/*
 * The models against values of mpmath (30 digits; the integral of Pareto/NBD
 * by its own quadrature), published points, and finite differences.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "repurchase/likelihood.h"
#include "repurchase/spend.h"
#include "repurchase/track.h"
#include "stat/maximum.h"
#include "stat/proportion.h"
#include "unit.h"

static bool
near(double got, double expected, double relative)
{
	bool is = fabs(got - expected) <= relative * fmax(fabs(expected), 1e-300);

	if (!is)
		fprintf(stderr, "got %.15g, expected %.15g\n", got, expected);
	return is;
}

static struct cs_model
make(enum cs_model_kind kind, int k, double p0, double p1, double p2, double p3)
{
	struct cs_model model = { .kind = kind, .k = k, .days = 7, .size = 4, .parameters = { p0, p1, p2, p3 } };

	cs_quadrature_init(&model.quadrature);
	return model;
}

/* One customer's log-likelihood. */
static double
log_likelihood(const struct cs_model *model, uint32_t repeats, int32_t last, int32_t age, double gradient[4])
{
	struct cs_seen_row row = { .repeats = repeats, .weight = 1, .last = last, .age = age };
	const struct cs_base base = { .rows = &row, .row_count = 1, .longest = age };
	struct cs_likelihood l = { .kind = model->kind, .k = model->k, .days = 7, .step = 1 };
	double logs[4];

	cs_likelihood_open(&l, &base);
	for (int i = 0; i < 4; i++)
		logs[i] = log(model->parameters[i]);
	double value = cs_likelihood_at(&l, logs, gradient);

	cs_likelihood_close(&l);
	return value;
}

static const struct {
	uint32_t repeats;
	int32_t last, age;
	double bgnbd, mbgnbd, paretonbd, pareto_far, cnbd3;
} points[] = {
	{ 0, 0, 272, -0.554697231962602, -0.539824484220045, -0.521036856410157, -1.13285785667955, -0.283130568514466 },
	{ 3, 100, 272, -11.5880800039761, -11.4770261621959, -11.4666147526351, -11.3515961678444, -19.2953017279314 },
	{ 40, 200, 240, -40.2980988161569, -41.4918273264243, -43.9949155247237, -37.513912283599, 21.5223827199495 },
	{ 5000, 18000, 18250, -1702.66310311841, -1705.50994970313, -1710.08027491979, -1696.90228395367,
	  11399.448748917 },
};

static void
test_likelihood(void)
{
	const struct cs_model bg = make(CS_MODEL_BGNBD, 1, 0.243, 4.414, 0.793, 2.426);
	const struct cs_model mbg = make(CS_MODEL_MBGNBD, 1, 0.525, 6.183, 0.891, 1.614);
	const struct cs_model cnbd = make(CS_MODEL_MBGNBD, 3, 0.525, 6.183, 0.891, 1.614);
	const struct cs_model pareto = make(CS_MODEL_PARETONBD, 1, 0.553, 10.578, 0.606, 11.669);
	const struct cs_model far = make(CS_MODEL_PARETONBD, 1, 0.553, 4, 0.606, 60);
	double g[4];

	for (size_t i = 0; i < CS_COUNT(points); i++) {
		uint32_t x = points[i].repeats;
		int32_t last = points[i].last, age = points[i].age;

		CU_ASSERT_TRUE(near(log_likelihood(&bg, x, last, age, g), points[i].bgnbd, 1e-11));
		CU_ASSERT_TRUE(near(log_likelihood(&mbg, x, last, age, g), points[i].mbgnbd, 1e-11));
		CU_ASSERT_TRUE(near(log_likelihood(&pareto, x, last, age, g), points[i].paretonbd, 1e-10));
		CU_ASSERT_TRUE(near(log_likelihood(&far, x, last, age, g), points[i].pareto_far, 1e-10));
		CU_ASSERT_TRUE(near(log_likelihood(&cnbd, x, last, age, g), points[i].cnbd3, 1e-11));
	}
}

/* The gradient of each model at each point is what differences of the value say. */
static void
test_gradients(void)
{
	const struct cs_model models[] = {
		make(CS_MODEL_BGNBD, 1, 0.243, 4.414, 0.793, 2.426), make(CS_MODEL_MBGNBD, 1, 0.525, 6.183, 0.891, 1.614),
		make(CS_MODEL_MBGNBD, 3, 2, 30, 0.3, 4), make(CS_MODEL_PARETONBD, 1, 0.553, 10.578, 0.606, 11.669),
		make(CS_MODEL_PARETONBD, 1, 3, 4, 1, 60),
	};
	double gradient[4], ignored[4];

	for (size_t m = 0; m < CS_COUNT(models); m++) {
		for (size_t i = 0; i < CS_COUNT(points); i++) {
			uint32_t x = points[i].repeats;
			double size = fabs(log_likelihood(&models[m], x, points[i].last, points[i].age, gradient)) + 1;

			for (size_t j = 0; j < 4; j++) {
				struct cs_model up = models[m], down = models[m];
				const double h = 1e-5;

				up.parameters[j] *= exp(h);
				down.parameters[j] *= exp(-h);
				double slope = (log_likelihood(&up, x, points[i].last, points[i].age, ignored) -
				    log_likelihood(&down, x, points[i].last, points[i].age, ignored)) / (2 * h);

				CU_ASSERT_DOUBLE_EQUAL(gradient[j], slope, 1e-8 * size + 1e-9 * fabs(slope));
			}
		}
	}
}

static void
test_spend(void)
{
	struct cs_seen seen[] = { { .repeats = 3, .spend = 29.5 } };
	const struct cs_base base = { .items = seen, .count = 1, .repeaters = 1 };
	const struct cs_model model = { .kind = CS_MODEL_GAMMAGAMMA, .parameters = { 6.25, 3.74, 15.44 } };
	struct cs_spending spending = { .count = 0 };
	double g[3], up[3], down[3];

	cs_spending_open(&spending, &base);
	const double logs[3] = { log(6.25), log(3.74), log(15.44 / 29.5) };

	CU_ASSERT_TRUE(near(cs_spending_at(&spending, logs, g), -3.78483305570875, 1e-12));
	for (size_t j = 0; j < 3; j++) {
		double x[3], y[3];

		memcpy(x, logs, sizeof(x));
		memcpy(y, logs, sizeof(y));
		x[j] += 1e-5;
		y[j] -= 1e-5;
		double slope = (cs_spending_at(&spending, x, up) - cs_spending_at(&spending, y, down)) / 2e-5;

		CU_ASSERT_DOUBLE_EQUAL(g[j], slope, 1e-7);
	}
	cs_spending_close(&spending);
	/* By hand: 6.25 (15.44 + 3 x 29.5) / (6.25 x 3 + 2.74) and 6.25 x 15.44 / 2.74. */
	CU_ASSERT_DOUBLE_EQUAL(cs_model_spend(&model, 3, 29.5), 649.625 / 21.49, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(cs_model_spend(&model, 0, 0), 96.5 / 2.74, 1e-12);
}

/* mpmath's hyp2f1; `bg` is BG/NBD with the same parameters; a = 1 is the limit. */
static void
test_forecasts(void)
{
	static const struct {
		double a;
		uint32_t repeats;
		int32_t last, age;
		double horizon, alive, expected, bg_alive, bg_expected;
	} cases[] = {
		{ 0.891, 0, 0, 272, 90, 0.389743001685518, 0.0554660259920051, 1, 0.139561899740418 },
		{ 0.891, 3, 100, 272, 90, 0.243145980268692, 0.225501067892162, 0.201042992679283, 0.183898163054449 },
		{ 0.891, 40, 200, 240, 365, 0.0890770568033744, 3.16972712154971, 0.0871229933397138, 3.07965293590944 },
		{ 0.891, 5000, 18000, 18250, 90, 7.33889896096535e-27, 1.80155618971108e-25, 7.33743165481958e-27,
		  1.8011952090324e-25 },
		{ 0.891, 3, 100, 272, 3650, 0.243145980268692, 3.14920707999454, 0.201042992679283, 2.35097881900025 },
		{ 1, 0, 0, 272, 90, 0.362667866143239, 0.0513794189135246, 1, 0.138816805876675 },
		{ 1, 40, 200, 240, 365, 0.080145825424389, 2.73129158662403, 0.0783708282911694, 2.65126710108596 },
		{ 1.0000001, 3, 100, 272, 90, 0.222541037064466, 0.204667689574788, 0.183142621789037, 0.165939482526339 },
		{ 2.5, 3, 100, 272, 3650, 0.102733932316594, 0.452405960062515, 0.0823007168767657, 0.316127999564638 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		const struct cs_model mbg = make(CS_MODEL_MBGNBD, 1, 0.525, 6.183, cases[i].a, 1.614);
		const struct cs_model bg = make(CS_MODEL_BGNBD, 1, 0.525, 6.183, cases[i].a, 1.614);
		struct cs_forecast f = cs_model_forecast(&mbg, cases[i].repeats, cases[i].last, cases[i].age, cases[i].horizon);

		CU_ASSERT_TRUE(near(f.alive, cases[i].alive, 1e-10));
		CU_ASSERT_TRUE(near(f.expected, cases[i].expected, 1e-10));
		f = cs_model_forecast(&bg, cases[i].repeats, cases[i].last, cases[i].age, cases[i].horizon);
		CU_ASSERT_TRUE(near(f.alive, cases[i].bg_alive, 1e-10));
		CU_ASSERT_TRUE(near(f.expected, cases[i].bg_expected, 1e-10));
	}
	/* Somebody new: b / (a-1) [1 - (alpha / (alpha+t))^r 2F1(r, b+1; a+b; t / (alpha+t))]. */
	const struct cs_model mbg = make(CS_MODEL_MBGNBD, 1, 0.525, 6.183, 0.891, 1.614);

	CU_ASSERT_TRUE(near(cs_model_newcomer(&mbg, 364), 1.41972375771275, 1e-10));
	/* r above a + b: the sum of the other form. */
	const struct cs_model large = make(CS_MODEL_MBGNBD, 1, 9, 6.183, 0.891, 1.614);
	struct cs_forecast f = cs_model_forecast(&large, 3, 100, 272, 90);

	CU_ASSERT_TRUE(near(f.alive, 0.000401712221417211, 1e-10));
	CU_ASSERT_TRUE(near(f.expected, 0.00111262030575931, 1e-9));
}

static void
test_pareto_forecasts(void)
{
	const struct cs_model model = make(CS_MODEL_PARETONBD, 1, 0.553, 10.578, 0.606, 11.669);
	static const struct {
		uint32_t repeats;
		int32_t last, age;
		double horizon, alive, expected;
	} cases[] = {
		{ 0, 0, 272, 90, 0.295303374265796, 0.0395807451179027 },
		{ 3, 100, 272, 90, 0.30388727326704, 0.26169663883573 },
		{ 40, 200, 240, 365, 0.204714801649153, 7.51524987420905 },
		{ 5000, 18000, 18250, 90, 1.20203741245141e-26, 2.94789708944926e-25 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_forecast f = cs_model_forecast(&model, cases[i].repeats, cases[i].last, cases[i].age,
		    cases[i].horizon);

		CU_ASSERT_TRUE(near(f.alive, cases[i].alive, 1e-9));
		CU_ASSERT_TRUE(near(f.expected, cases[i].expected, 1e-9));
	}
}

/*
 * The points of the papers and of the libraries' tests, with the fits they
 * print: Fader, Hardie and Lee 2005 (1.226), BTYD's walkthrough (the others;
 * its optimum is loose and its weeks are rounded to hundredths, so that the
 * two large figures hold to one part in 20,000).
 */
static void
test_published(void)
{
	const struct cs_model bg = make(CS_MODEL_BGNBD, 1, 0.242595, 4.413602, 0.792922, 2.425907);
	const struct cs_model pareto = make(CS_MODEL_PARETONBD, 1, 0.553277, 10.577683, 0.606240, 11.668735);

	CU_ASSERT_DOUBLE_EQUAL(cs_model_forecast(&bg, 2, 213, 272, 273).expected, 1.226, 5e-4);
	CU_ASSERT_DOUBLE_EQUAL(cs_model_forecast(&bg, 26, 216, 217, 364).expected, 25.7566, 2e-3);
	CU_ASSERT_DOUBLE_EQUAL(cs_model_forecast(&bg, 26, 216, 217, 364).alive, 0.96885, 5e-5);
	CU_ASSERT_DOUBLE_EQUAL(cs_model_newcomer(&bg, 364), 1.4440, 5e-5);
	CU_ASSERT_DOUBLE_EQUAL(cs_model_forecast(&pareto, 26, 216, 217, 364).expected, 25.4565, 2e-3);
	CU_ASSERT_DOUBLE_EQUAL(cs_model_forecast(&pareto, 26, 216, 217, 364).alive, 0.997874, 5e-6);
	CU_ASSERT_DOUBLE_EQUAL(cs_model_newcomer(&pareto, 364), 1.47343, 5e-6);
	/* DERT of BTYD's walkthrough: 7 purchases, the last in week 40.86 of 53.86, 0.0027 a week, fitted to 78 weeks. */
	struct cs_model later = make(CS_MODEL_PARETONBD, 1, 0.5629966, 12.5590370, 0.4081095, 10.5148048);

	later.days = 50; /* so that hundredths of a unit are whole days */
	double dert = cs_model_residual(&later, 7, 2043, 2693, expm1(0.0027 * 365.2425 / 50));

	CU_ASSERT_DOUBLE_EQUAL(dert, 18.5964, 1e-4);
	CU_ASSERT_DOUBLE_EQUAL(dert, 18.596352437829626, 1e-9); /* mpmath's integral and hyperu */
}

/*
 * The mean of the shares is what the hypergeometric formula of the mean says,
 * where 7 and more hardly happen; and they are 1 in all.
 */
static void
test_shares(void)
{
	for (int32_t age = 1; age <= 70; age += 3) {
		for (int kind = CS_MODEL_MBGNBD; kind <= CS_MODEL_BGNBD; kind++) {
			const struct cs_model model = make((enum cs_model_kind)kind, 1, 2.5, 60, 0.8, 2.4);
			struct cs_seen_row row = { .weight = 1, .age = age };
			const struct cs_base base = { .rows = &row, .row_count = 1 };
			struct cs_fit fit;
			double mean = 0, all = 0;

			CU_ASSERT_TRUE(cs_fit_run(&fit, &model, &base));
			for (int x = 0; x < CS_FIT_CELLS; x++) {
				mean += x * fit.expected[x];
				all += fit.expected[x];
			}
			CU_ASSERT_DOUBLE_EQUAL(all, 1, 1e-12);
			CU_ASSERT_DOUBLE_EQUAL(mean, cs_model_newcomer(&model, age), 2e-6);
		}
	}
}

/* Who bought more lately is more surely a customer, and a longer time brings no fewer purchases. */
static void
test_monotony(void)
{
	for (int k = 0; k < 4; k++) {
		const struct cs_model model = k == 3 ? make(CS_MODEL_MBGNBD, 4, 1.5, 9, 0.8, 2) :
		    make((enum cs_model_kind)k, 1, 0.5, 8, 0.8, k == CS_MODEL_PARETONBD ? 9 : 2);
		double before = -1;

		for (int32_t last = 7; last <= 700; last += 7) {
			struct cs_forecast f = cs_model_forecast(&model, 5, last, 700, 90);

			CU_ASSERT_TRUE(f.alive > before && f.alive <= 1);
			before = f.alive;
		}
		before = -1;
		for (double horizon = 0; horizon < 4000; horizon += 50) {
			double expected = cs_model_forecast(&model, 5, 400, 700, horizon).expected;

			CU_ASSERT_TRUE(expected > before);
			before = expected;
		}
	}
}

/* A hill whose top and curvature are known: -(x-1)^2 - 2 (y+2)^2 - (x-1)(y+2). */
static double
hill(void *data, const double x[], double gradient[])
{
	double u = x[0] - 1, v = x[1] + 2;

	(void)data;
	gradient[0] = -2 * u - v;
	gradient[1] = -4 * v - u;
	return -u * u - 2 * v * v - u * v;
}

/* No top: it rises for ever. */
static double
slope(void *data, const double x[], double gradient[])
{
	(void)data;
	gradient[0] = exp(-x[0]);
	return -exp(-x[0]);
}

static void
test_maximum(void)
{
	const struct cs_slope known = { 2, hill, NULL }, endless = { 1, slope, NULL };
	struct cs_maximum top = { .evaluations = 0 };
	const double from[2] = { 30, 40 };

	cs_maximum_climb(&known, from, 1e-4, &top);
	CU_ASSERT_TRUE(cs_maximum_settle(&known, 1e-9, &top));
	CU_ASSERT_DOUBLE_EQUAL(top.x[0], 1, 1e-8);
	CU_ASSERT_DOUBLE_EQUAL(top.x[1], -2, 1e-8);
	/* The inverse of ((2, 1), (1, 4)) is ((4, -1), (-1, 2)) / 7; its eigenvalues are 3 +- sqrt 2. */
	CU_ASSERT_DOUBLE_EQUAL(top.inverse[0][0], 4.0 / 7, 1e-7);
	CU_ASSERT_DOUBLE_EQUAL(top.inverse[0][1], -1.0 / 7, 1e-7);
	CU_ASSERT_DOUBLE_EQUAL(top.inverse[1][1], 2.0 / 7, 1e-7);
	CU_ASSERT_DOUBLE_EQUAL(top.condition, (3 + sqrt(2)) / (3 - sqrt(2)), 1e-6);
	const double saddle[1] = { 0 };

	top = (struct cs_maximum){ .evaluations = 0 };
	cs_maximum_climb(&endless, saddle, 1e-4, &top);
	CU_ASSERT_TRUE(!cs_maximum_settle(&endless, 1e-12, &top) || top.x[0] > 20);
}

/* mpmath's hyp2f1; Wilson's formula by mpmath (its 0.255 to 0.366 for 81 of 263 is Newcombe's of 1998). */
static void
test_special(void)
{
	CU_ASSERT_TRUE(near(cs_ln_hyperg(5000.5, 5002.5, 5002.4, 0.3), 1783.58871326454, 1e-12));
	CU_ASSERT_TRUE(near(cs_ln_hyperg(2, 3, 4, 0.99), 5.637198543834, 1e-11));
	struct cs_interval limits = cs_wilson((struct cs_count_of){ 3, 10 }, CS_Z95);

	CU_ASSERT_DOUBLE_EQUAL(limits.low, 0.107791267406, 1e-11);
	CU_ASSERT_DOUBLE_EQUAL(limits.high, 0.603221852539, 1e-11);
	limits = cs_wilson((struct cs_count_of){ 81, 263 }, CS_Z95);
	CU_ASSERT_DOUBLE_EQUAL(limits.low, 0.2553, 5e-5);
	CU_ASSERT_DOUBLE_EQUAL(limits.high, 0.3662, 5e-5);
}

const CU_TestInfo model_tests[] = {
	{ "likelihoods", test_likelihood },
	{ "gradients", test_gradients },
	{ "gamma-gamma", test_spend },
	{ "forecasts", test_forecasts },
	{ "forecasts of Pareto/NBD", test_pareto_forecasts },
	{ "published points", test_published },
	{ "shares of customers by repeats", test_shares },
	{ "monotony", test_monotony },
	{ "maximum", test_maximum },
	{ "special functions", test_special },
	CU_TEST_INFO_NULL,
};
