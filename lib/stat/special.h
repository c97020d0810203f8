/*
 * Special functions: the door to GSL's, and sums of our own where GSL's
 * hypergeometric function would lose all its digits.
 */
#ifndef CS_SPECIAL_H
#define CS_SPECIAL_H

#include "base/base.h"

/*
 * GSL's own handler would end the program where a function is not defined.
 * It is one for all threads: who asks GSL for what can fail calls this first.
 */
void cs_gsl_quiet(void);

/* ln G(x) and its derivative, x > 0. */
double cs_lngamma(double x);
double cs_digamma(double x);

/* Where the beta distribution with a, b > 0 has the share p below it, 0 < p < 1. */
double cs_beta_quantile(double p, double a, double b);

/* How often a chi-square with so many degrees of freedom is x or more; NaN for NaN. */
double cs_chi_square_p(double x, int freedom);

/* The quantile of Student's t with `df` degrees of freedom, 0 < p < 1. */
double cs_student_quantile(double p, double df);

/* Tricomi's U(a, b, z), z > 0; NaN where GSL cannot tell it. */
double cs_hyperg_u(double a, double b, double z);

/* ln of Gauss's 2F1(a, b; c; z) for a, b, c > 0 and 0 <= z < 1: its series, all of whose terms are positive. */
double cs_ln_hyperg(double a, double b, double c, double z);

/*
 * Knots and weights of Gauss and Legendre for the interval from 0 to 1,
 * which take CS_QUADRATURE points and are exact for polynomials up to twice
 * as many.
 */
#define CS_QUADRATURE 24
struct cs_quadrature {
	double knots[CS_QUADRATURE], weights[CS_QUADRATURE];
};
void cs_quadrature_init(struct cs_quadrature *quadrature);

#endif
