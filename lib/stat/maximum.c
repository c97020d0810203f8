#include "stat/maximum.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_multimin.h>

#include "stat/special.h"

#define STEPS_MAX 400
#define NEWTON_MAX 12
#define NOISE 1e-10 /* of the value, by rounding */
#define NOWHERE 1e30 /* what the optimiser is told where the function is not defined */

/* GSL asks for value and gradient one after the other; both come at once here. */
struct walk {
	const struct cs_slope *slope;
	double x[CS_MAXIMUM_SIZE], gradient[CS_MAXIMUM_SIZE];
	double value;
	int evaluations;
};

static void
visit(struct walk *walk, const gsl_vector *at)
{
	size_t bytes = walk->slope->size * sizeof(double);
	double x[CS_MAXIMUM_SIZE];

	for (size_t i = 0; i < walk->slope->size; i++)
		x[i] = gsl_vector_get(at, i);
	if (walk->evaluations > 0 && memcmp(x, walk->x, bytes) == 0)
		return;
	memcpy(walk->x, x, bytes);
	walk->value = walk->slope->at(walk->slope->data, x, walk->gradient);
	walk->evaluations++;
}

static double
descent(const gsl_vector *at, void *data)
{
	struct walk *walk = data;

	visit(walk, at);
	return isfinite(walk->value) ? -walk->value : NOWHERE;
}

static void
descent_gradient(const gsl_vector *at, void *data, gsl_vector *gradient)
{
	struct walk *walk = data;

	visit(walk, at);
	for (size_t i = 0; i < walk->slope->size; i++)
		gsl_vector_set(gradient, i, isfinite(walk->gradient[i]) ? -walk->gradient[i] : 0);
}

static void
descent_both(const gsl_vector *at, void *data, double *value, gsl_vector *gradient)
{
	*value = descent(at, data);
	descent_gradient(at, data, gradient);
}

static void
step(gsl_multimin_fdfminimizer *minimizer, double flat)
{
	for (int i = 0; i < STEPS_MAX; i++) {
		if (gsl_multimin_fdfminimizer_iterate(minimizer) != GSL_SUCCESS)
			return;
		if (gsl_multimin_test_gradient(minimizer->gradient, flat) == GSL_SUCCESS)
			return;
	}
}

void
cs_maximum_climb(const struct cs_slope *slope, const double from[], double flat, struct cs_maximum *top)
{
	struct walk walk = { .slope = slope };
	gsl_multimin_function_fdf function = {
		descent, descent_gradient, descent_both, slope->size, &walk,
	};

	cs_gsl_quiet();
	gsl_multimin_fdfminimizer *minimizer =
	    gsl_multimin_fdfminimizer_alloc(gsl_multimin_fdfminimizer_vector_bfgs2, slope->size);
	gsl_vector *x = gsl_vector_alloc(slope->size);

	if (!minimizer || !x)
		CS_BUG("GSL has no memory");
	for (size_t i = 0; i < slope->size; i++)
		gsl_vector_set(x, i, from[i]);
	/* The first step, and how exact a line search is: GSL's manual advises 0.1. */
	gsl_multimin_fdfminimizer_set(minimizer, &function, x, 0.1, 0.1);
	step(minimizer, flat);
	for (size_t i = 0; i < slope->size; i++)
		top->x[i] = gsl_vector_get(minimizer->x, i);
	top->value = -minimizer->f;
	top->evaluations += walk.evaluations;
	gsl_multimin_fdfminimizer_free(minimizer);
	gsl_vector_free(x);
}

/* Minus the Hessian, by central differences of the gradient, made symmetric. */
static void
curvature(const struct cs_slope *slope, struct cs_maximum *top, gsl_matrix *curve)
{
	const double h = cbrt(DBL_EPSILON) * 4;
	size_t n = slope->size;

	gsl_matrix_set_zero(curve);
	for (size_t i = 0; i < n; i++) {
		double up[CS_MAXIMUM_SIZE], down[CS_MAXIMUM_SIZE], x[CS_MAXIMUM_SIZE];

		memcpy(x, top->x, sizeof(x));
		x[i] = top->x[i] + h;
		slope->at(slope->data, x, up);
		x[i] = top->x[i] - h;
		slope->at(slope->data, x, down);
		top->evaluations += 2;
		for (size_t j = 0; j < n; j++) {
			double half = (down[j] - up[j]) / (4 * h);

			gsl_matrix_set(curve, i, j, gsl_matrix_get(curve, i, j) + half);
			gsl_matrix_set(curve, j, i, gsl_matrix_get(curve, j, i) + half);
		}
	}
}

/* The inverse of the curvature by its eigenvectors; false when it is no maximum. */
static bool
invert(gsl_matrix *curve, size_t n, struct cs_maximum *top)
{
	double values[CS_MAXIMUM_SIZE], vectors[CS_MAXIMUM_SIZE * CS_MAXIMUM_SIZE];
	gsl_vector_view value = gsl_vector_view_array(values, n);
	gsl_matrix_view vector = gsl_matrix_view_array(vectors, n, n);
	gsl_eigen_symmv_workspace *space = gsl_eigen_symmv_alloc(n);
	double least = INFINITY, most = -INFINITY;
	bool done = space && gsl_eigen_symmv(curve, &value.vector, &vector.matrix, space) == GSL_SUCCESS;

	gsl_eigen_symmv_free(space);
	for (size_t i = 0; done && i < n; i++) {
		least = fmin(least, values[i]);
		most = fmax(most, values[i]);
	}
	/* Flatter than this, the differences above cannot tell a slope from noise. */
	done = done && isfinite(most) && least > most * 1e-10;
	top->condition = done ? most / least : (double)NAN;
	for (size_t i = 0; done && i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			top->inverse[i][j] = 0;
			for (size_t k = 0; k < n; k++)
				top->inverse[i][j] += vectors[i * n + k] * vectors[j * n + k] / values[k];
		}
	}
	return done;
}

static double
steepest(const double gradient[], size_t n)
{
	double most = 0;

	for (size_t i = 0; i < n; i++)
		most = isfinite(gradient[i]) ? fmax(most, fabs(gradient[i])) : INFINITY;
	return most;
}

/* One of Newton's steps, shortened until it gains.  False when it cannot. */
static bool
newton(const struct cs_slope *slope, struct cs_maximum *top, double gradient[])
{
	size_t n = slope->size;

	for (double length = 1; length > 1e-4; length /= 4) {
		double x[CS_MAXIMUM_SIZE], there[CS_MAXIMUM_SIZE];

		for (size_t i = 0; i < n; i++) {
			x[i] = top->x[i];
			for (size_t j = 0; j < n; j++)
				x[i] += length * top->inverse[i][j] * gradient[j];
		}
		double value = slope->at(slope->data, x, there);

		top->evaluations++;
		/* At the top the value is level but for what adding up millions of rows rounds away: there the gradient decides. */
		if (value > top->value || (value > top->value - NOISE * (1 + fabs(top->value)) &&
		    steepest(there, n) < top->steepness / 2)) {
			memcpy(top->x, x, n * sizeof(*x));
			memcpy(gradient, there, n * sizeof(*there));
			top->value = value;
			top->steepness = steepest(there, n);
			return true;
		}
	}
	return false;
}

bool
cs_maximum_settle(const struct cs_slope *slope, double flat, struct cs_maximum *top)
{
	double gradient[CS_MAXIMUM_SIZE], cells[CS_MAXIMUM_SIZE * CS_MAXIMUM_SIZE];
	gsl_matrix_view curve = gsl_matrix_view_array(cells, slope->size, slope->size);
	bool peak = false;

	cs_gsl_quiet();
	top->value = slope->at(slope->data, top->x, gradient);
	top->steepness = steepest(gradient, slope->size);
	top->evaluations++;
	for (int i = 0; i < NEWTON_MAX; i++) {
		bool flat_here = top->steepness < flat;

		curvature(slope, top, &curve.matrix);
		peak = invert(&curve.matrix, slope->size, top);
		if (!peak || flat_here || !newton(slope, top, gradient))
			break;
	}
	return peak && isfinite(top->value) && top->steepness < flat;
}
