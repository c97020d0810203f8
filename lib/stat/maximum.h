/*
 * The maximum of a smooth function of a few numbers: quasi-Newton steps with
 * GSL's BFGS, then Newton's own, and what the curvature there says.  The door
 * to GSL's optimiser and its linear algebra.
 */
#ifndef CS_MAXIMUM_H
#define CS_MAXIMUM_H

#include "base/base.h"

#define CS_MAXIMUM_SIZE 4

/*
 * The function: its value at x, and its gradient there.  It should be of the
 * order of 1, such as a mean log-likelihood, and may return NaN or infinity
 * where it is not defined.
 */
struct cs_slope {
	size_t size; /* up to CS_MAXIMUM_SIZE */
	double (*at)(void *data, const double x[], double gradient[]);
	void *data;
};

struct cs_maximum {
	double x[CS_MAXIMUM_SIZE];
	double value;
	double steepness;  /* the largest part of the gradient, as it is at x */
	double condition;  /* of the curvature: its largest eigenvalue / its smallest; NaN where it is none */
	double inverse[CS_MAXIMUM_SIZE][CS_MAXIMUM_SIZE]; /* of the curvature (minus the Hessian) */
	int evaluations;
};

/* Climbs from `from` until the gradient is below `flat` or nothing is gained. */
void cs_maximum_climb(const struct cs_slope *slope, const double from[], double flat, struct cs_maximum *top);

/*
 * Newton's steps from top->x, with the Hessian by differences of the
 * gradient; fills all of `top`.  True when the curvature is that of a
 * maximum and the gradient is below `flat` there.
 */
bool cs_maximum_settle(const struct cs_slope *slope, double flat, struct cs_maximum *top);

#endif
