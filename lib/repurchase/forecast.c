#include "repurchase/model.h"

#include <float.h>
#include <math.h>

#include "repurchase/likelihood.h"
#include "stat/special.h"

#define TERMS_MAX 1000000
#define NEAR_ONE 1e-6
#define YEAR 365.2425 /* days */

/*
 * C/(a-1) [1 - (1-z)^A F(A, B; C; z)] with C - B = a - 1, which is what all
 * the expectations of BG/NBD and MBG/NBD are made of.  By Euler's
 * transformation it is C/(a-1) [1 - (1-z)^(a-1) F(C-A, a-1; C; z)], whose sum
 * has the factor a-1 in every term but the first.  Divided by it, nothing is
 * lost near a = 1, and with C-A >= 0 no terms of the sum cancel.
 */
static double
expected(double shape, double a, double c, double z)
{
	double e = c - shape, ln = log1p(-z), term = e / c * z, sum = 0;

	if (e < 0) {
		/* There the first form, all of whose terms are positive; its limit at a = 1 is taken beside it. */
		double d = fabs(a - 1) < NEAR_ONE ? NEAR_ONE : a - 1;

		return -c / d * expm1(shape * ln + cs_ln_hyperg(shape, c - d, c, z));
	}
	for (int j = 1; j < TERMS_MAX && fabs(term) > fabs(sum) * DBL_EPSILON / 8; j++) {
		sum += term;
		term *= (e + j) / (c + j) * ((a + j - 1) / (1 + j)) * z;
	}
	double first = fabs(a - 1) < DBL_EPSILON ? -ln : -expm1((a - 1) * ln) / (a - 1);

	return c * (first - exp((a - 1) * ln) * sum);
}

/* (1 - q^(s-1)) / (s-1), which is -ln q at s = 1. */
static double
fading(double q, double s)
{
	return fabs(s - 1) < DBL_EPSILON ? -log(q) : -expm1((s - 1) * log(q)) / (s - 1);
}

/*
 * Of somebody who is still a customer, within t.  With Erlang-k gaps a
 * purchase is the k-th of k steps: on the average 1/k as many, as if buying
 * were at random with 1/k of the rate (an approximation; exact for k = 1).
 */
static double
expected_alive(const struct cs_model *model, double x, double age, double t)
{
	const double *p = model->parameters;
	double shape = p[0] + model->k * x, rate = (p[1] + age) * model->k;
	double c = p[2] + p[3] + x - (model->kind == CS_MODEL_BGNBD);

	if (model->kind == CS_MODEL_PARETONBD)
		return shape * (p[3] + age) / (p[1] + age) * fading((p[3] + age) / (p[3] + age + t), p[2]);
	return expected(shape, p[2], c, t / (rate + t));
}

struct cs_forecast
cs_model_forecast(const struct cs_model *model, uint32_t repeats, int32_t last, int32_t age, double horizon)
{
	double odds = cs_log_odds_lost(model, repeats, last / model->days, age / model->days);
	struct cs_forecast forecast = { .alive = 1 / (1 + exp(odds)) };

	forecast.expected = forecast.alive * expected_alive(model, repeats, age / model->days, horizon / model->days);
	return forecast;
}

double
cs_model_residual(const struct cs_model *model, uint32_t repeats, int32_t last, int32_t age, double yearly)
{
	const double *p = model->parameters;
	double t = age / model->days, rate = log1p(yearly) * model->days / YEAR;
	double alive = 1 / (1 + exp(cs_log_odds_lost(model, repeats, last / model->days, t)));
	double z = rate * (p[3] + t);

	return alive * (p[0] + repeats) / (p[1] + t) * exp((p[2] - 1) * log(z)) * (p[3] + t) * cs_hyperg_u(p[2], p[2], z);
}

double
cs_model_newcomer(const struct cs_model *model, double horizon)
{
	const double *p = model->parameters;
	double t = horizon / model->days, rate = p[1] * model->k;

	if (model->kind == CS_MODEL_PARETONBD)
		return p[0] * p[3] / p[1] * fading(p[3] / (p[3] + t), p[2]);
	double c = p[2] + p[3] - (model->kind == CS_MODEL_BGNBD);
	double all = expected(p[0], p[2], c, t / (rate + t));

	/* MBG: the first purchase may already have been the last one. */
	return model->kind == CS_MODEL_MBGNBD ? all * p[3] / c : all;
}

static void
compare(struct cs_holdout_side *side, double expected, double actual)
{
	side->expected += expected;
	side->absolute += fabs(expected - actual);
	side->squared += (expected - actual) * (expected - actual);
}

void
cs_holdout_run(struct cs_holdout *holdout, const struct cs_model *model, const struct cs_base *base)
{
	double purchases = 0, days = 0;

	for (size_t i = 0; i < base->count; i++) {
		purchases += base->items[i].repeats;
		days += base->items[i].age;
	}
	for (size_t i = 0; i < base->count; i++) {
		const struct cs_seen *seen = &base->items[i];
		struct cs_forecast forecast = cs_model_forecast(model, seen->repeats, seen->last, seen->age,
		    holdout->days);

		compare(&holdout->model, forecast.expected, seen->after);
		compare(&holdout->own_pace, seen->age > 0 ? holdout->days * seen->repeats / seen->age : 0, seen->after);
		compare(&holdout->mean_pace, days > 0 ? holdout->days * purchases / days : 0, seen->after);
		holdout->actual += seen->after;
		size_t group = seen->repeats < CS_HOLDOUT_REPEATS ? seen->repeats : CS_HOLDOUT_REPEATS - 1;

		holdout->repeats[group].customers++;
		holdout->repeats[group].actual += seen->after;
		holdout->repeats[group].expected += forecast.expected;
	}
	holdout->customers = (int64_t)base->count;
}
