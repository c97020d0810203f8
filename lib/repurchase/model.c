#include "repurchase/model.h"

#include <math.h>

#include "repurchase/likelihood.h"
#include "repurchase/spend.h"
#include "stat/maximum.h"

#define FLAT 1e-9         /* the slope, for each customer, at what counts as a maximum */
#define NEARLY_FLAT 1e-4  /* where Newton takes over */
#define START_ROWS 2000   /* a start needs no more to see where the hill is */
#define SIZE_LEAST 1e-4   /* a parameter outside has run away: the data do not hold it */
#define SIZE_MOST 1e5
#define REGULAR 1.3       /* Wheat and Morrison's k, above which Erlang is tried */
#define ERLANG_MOST 12

const char *const cs_model_names[] = {
	[CS_MODEL_MBGNBD] = "mbgnbd",
	[CS_MODEL_BGNBD] = "bgnbd",
	[CS_MODEL_PARETONBD] = "paretonbd",
	[CS_MODEL_GAMMAGAMMA] = "gammagamma",
};

const char *const cs_model_parameters[][CS_MODEL_SIZE] = {
	[CS_MODEL_MBGNBD] = { "r", "alpha", "a", "b" },
	[CS_MODEL_BGNBD] = { "r", "alpha", "a", "b" },
	[CS_MODEL_PARETONBD] = { "r", "alpha", "s", "beta" },
	[CS_MODEL_GAMMAGAMMA] = { "p", "q", "gamma", NULL },
};

/* Where to begin; a time is in mean ages, an amount in mean amounts. */
static const double starts[][3][CS_MODEL_SIZE] = {
	[CS_MODEL_MBGNBD] = { { 0.5, 0.25, 1, 2.5 }, { 1, 1, 0.5, 1 }, { 0.2, 0.1, 0.3, 3 } },
	[CS_MODEL_BGNBD] = { { 0.3, 0.25, 1, 2.5 }, { 1, 1, 0.5, 1 }, { 0.2, 0.1, 0.3, 3 } },
	[CS_MODEL_PARETONBD] = { { 0.5, 0.25, 0.5, 0.25 }, { 1, 1, 1, 1 }, { 0.3, 0.1, 0.4, 1 } },
	[CS_MODEL_GAMMAGAMMA] = { { 5, 4, 0.5 }, { 1, 2, 1 }, { 20, 3, 0.1 } },
};

/* The hill to climb, and how much of it a look takes in. */
struct hill {
	struct cs_slope slope;
	size_t *step;  /* every how many rows */
	size_t rows;
	double scale;  /* of the parameters that are times or amounts */
};

static void
place(const struct hill *hill, enum cs_model_kind kind, size_t start, double logs[])
{
	for (size_t i = 0; i < hill->slope.size; i++)
		logs[i] = log(starts[kind][start][i]);
	if (kind == CS_MODEL_GAMMAGAMMA)
		return;
	/* In logarithms the scale of the time is a shift: to start at the right place is all that it needs. */
	logs[1] += log(hill->scale);
	if (kind == CS_MODEL_PARETONBD)
		logs[3] += log(hill->scale);
}

/* The best of the starts on a sample of the rows, then the climb on all of them. */
static bool
climb(const struct hill *hill, enum cs_model_kind kind, struct cs_maximum *top)
{
	struct cs_maximum best = { .value = -INFINITY };
	int evaluations = 0;

	*hill->step = hill->rows / START_ROWS + 1;
	for (size_t i = 0; i < CS_COUNT(starts[kind]); i++) {
		struct cs_maximum there = { .evaluations = 0 };
		double logs[CS_MODEL_SIZE];

		place(hill, kind, i, logs);
		cs_maximum_climb(&hill->slope, logs, NEARLY_FLAT, &there);
		evaluations += there.evaluations;
		if (isfinite(there.value) && there.value > best.value)
			best = there;
	}
	best.evaluations = evaluations;
	if (!isfinite(best.value))
		return false;
	if (*hill->step > 1) {
		*hill->step = 1;
		cs_maximum_climb(&hill->slope, best.x, NEARLY_FLAT, &best);
	}
	*top = best;
	return cs_maximum_settle(&hill->slope, FLAT, top);
}

/* At the top the curvature by a parameter is that by its logarithm over its square. */
static void
take(struct cs_model *model, const struct cs_maximum *top, double customers)
{
	for (size_t i = 0; i < model->size; i++) {
		model->parameters[i] = exp(top->x[i]);
		model->errors[i] = model->parameters[i] * sqrt(top->inverse[i][i] / customers);
	}
	model->log_likelihood = top->value * customers;
	model->steepness = top->steepness;
	model->condition = top->condition;
	model->evaluations += top->evaluations;
}

/* The first parameter that has run away, or NULL. */
static const char *
runaway(const struct cs_model *model, double scale)
{
	for (size_t i = 0; i < model->size; i++) {
		double size = model->parameters[i];
		const char *name = cs_model_parameters[model->kind][i];

		if (name[0] == 'a' && name[1] == 'l')
			size /= scale;
		if (!(size > SIZE_LEAST && size < SIZE_MOST) || !isfinite(model->errors[i]))
			return name;
	}
	return NULL;
}

static enum cs_status
judge(const struct cs_model *model, bool settled, double scale, struct cs_err *err)
{
	const char *name = runaway(model, scale);

	if (name)
		return cs_err_set(err, CS_NONE,
		    _("the %s model does not fit: %s grows or shrinks without end, the data do not tell how large it is"),
		    cs_model_names[model->kind], name);
	if (!settled)
		return cs_err_set(err, CS_NONE, _("the %s model does not fit: no maximum of the likelihood was found"),
		    cs_model_names[model->kind]);
	if (model->kind == CS_MODEL_GAMMAGAMMA && model->parameters[1] <= 1)
		return cs_err_set(err, CS_NONE,
		    _("the gammagamma model has no mean: q is %.3f and must be above 1"), model->parameters[1]);
	return CS_OK;
}

static double
mean_age(const struct cs_base *base)
{
	double sum = 0;

	for (size_t i = 0; i < base->count; i++)
		sum += base->items[i].age;
	return fmax(sum, 1) / (double)base->count;
}

/* ln of the gaps and factorials that Erlang-k has beside chance, for each customer. */
static double
erlang_constant(const struct cs_model *model, const struct cs_base *base)
{
	double purchases = 0;

	for (size_t i = 0; i < base->row_count; i++)
		purchases += (double)base->rows[i].weight * base->rows[i].repeats;
	double log_gaps = base->log_gaps - purchases * log(model->days);

	return ((model->k - 1) * log_gaps - purchases * cs_lngamma(model->k)) / (double)base->count;
}

static enum cs_status
fit_rate(struct cs_model *model, const struct cs_base *base, struct cs_err *err)
{
	struct cs_likelihood likelihood = {
		.kind = model->kind, .k = model->k, .days = model->days,
		.constant = model->k > 1 ? erlang_constant(model, base) : 0,
	};
	const struct hill hill = {
		{ 4, cs_likelihood_at, &likelihood }, &likelihood.step, base->row_count, mean_age(base) / model->days,
	};
	struct cs_maximum top = { .evaluations = 0 };

	cs_likelihood_open(&likelihood, base);
	bool settled = climb(&hill, model->kind, &top);

	take(model, &top, (double)base->count);
	cs_likelihood_close(&likelihood);
	return judge(model, settled, hill.scale, err);
}

/*
 * Wheat and Morrison say whether to try, the likelihood says which k: it is
 * raised while that gains.  Very regular buying may have no fit with k = 1.
 */
static enum cs_status
fit_regular(struct cs_model *model, const struct cs_base *base, struct cs_err *err)
{
	enum cs_status st = fit_rate(model, base, err);

	if (!(model->regularity > REGULAR) || base->ties)
		return st;
	for (int k = 2; k <= ERLANG_MOST; k++) {
		struct cs_model other = *model;
		struct cs_err reason;

		other.k = k;
		enum cs_status fits = fit_rate(&other, base, &reason);

		if (st == CS_OK && (fits != CS_OK || other.log_likelihood <= model->log_likelihood))
			break;
		if (fits == CS_OK) {
			*model = other;
			st = CS_OK;
		}
	}
	return st;
}

static enum cs_status
fit_spend(struct cs_model *model, const struct cs_base *base, struct cs_err *err)
{
	struct cs_spending spending = { .count = 0 };
	struct hill hill = { { 3, cs_spending_at, &spending }, &spending.step, 0, 1 };
	struct cs_maximum top = { .evaluations = 0 };
	bool settled = false;

	cs_spending_open(&spending, base);
	model->without_amount = base->repeaters - spending.count;
	hill.rows = spending.count;
	if (spending.count >= CS_MODEL_REPEATERS) {
		settled = climb(&hill, model->kind, &top);
		take(model, &top, (double)spending.count);
	}
	cs_spending_close(&spending);
	if (spending.count < CS_MODEL_REPEATERS)
		return cs_err_set(err, CS_NONE,
		    _("no model: only %zu customers with an amount repurchased, %d are needed"), spending.count,
		    CS_MODEL_REPEATERS);
	enum cs_status st = judge(model, settled, 1, err);

	model->parameters[2] *= spending.unit;
	model->errors[2] *= spending.unit;
	return st;
}

enum cs_status
cs_model_fit(struct cs_model *model, const struct cs_base *base, struct cs_err *err)
{
	model->k = 1;
	model->size = model->kind == CS_MODEL_GAMMAGAMMA ? 3 : 4;
	model->customers = base->count;
	model->repeaters = base->repeaters;
	model->rows = base->row_count;
	model->regularity = cs_base_regularity(base);
	cs_quadrature_init(&model->quadrature);
	if (base->repeaters < CS_MODEL_REPEATERS)
		return cs_err_set(err, CS_NONE, _("no model: only %zu customers repurchased, %d are needed"),
		    base->repeaters, CS_MODEL_REPEATERS);
	if (model->kind == CS_MODEL_GAMMAGAMMA)
		return fit_spend(model, base, err);
	return (model->kind == CS_MODEL_MBGNBD ? fit_regular : fit_rate)(model, base, err);
}
