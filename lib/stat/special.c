#include "stat/special.h"

#include <float.h>
#include <math.h>
#include <threads.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_hyperg.h>
#include <gsl/gsl_sf_psi.h>

#define TERMS_MAX 1000000

static once_flag quiet = ONCE_FLAG_INIT;

static void
be_quiet(void)
{
	gsl_set_error_handler_off();
}

void
cs_gsl_quiet(void)
{
	call_once(&quiet, be_quiet);
}

double
cs_lngamma(double x)
{
	return x > 0 && isfinite(x) ? gsl_sf_lngamma(x) : (double)NAN;
}

double
cs_digamma(double x)
{
	return x > 0 && isfinite(x) ? gsl_sf_psi(x) : (double)NAN;
}

double
cs_beta_quantile(double p, double a, double b)
{
	return gsl_cdf_beta_Pinv(p, a, b);
}

double
cs_chi_square_p(double x, int freedom)
{
	return x >= 0 && freedom > 0 ? gsl_cdf_chisq_Q(x, freedom) : (double)NAN;
}

double
cs_student_quantile(double p, double df)
{
	return df > 0 ? gsl_cdf_tdist_Pinv(p, df) : (double)NAN;
}

double
cs_hyperg_u(double a, double b, double z)
{
	gsl_sf_result result;

	cs_gsl_quiet();
	return gsl_sf_hyperg_U_e(a, b, z, &result) == GSL_SUCCESS ? result.val : (double)NAN;
}

double
cs_ln_hyperg(double a, double b, double c, double z)
{
	double term = 1, sum = 1, scale = 0;

	for (int j = 0; j < TERMS_MAX && term > sum * DBL_EPSILON / 8; j++) {
		term *= (a + j) / (c + j) * ((b + j) / (1 + j)) * z;
		sum += term;
		if (sum > 1e200) { /* large a: the sum itself would overflow */
			sum *= 1e-200;
			term *= 1e-200;
			scale += 200 * M_LN10;
		}
	}
	return log(sum) + scale;
}

void
cs_quadrature_init(struct cs_quadrature *quadrature)
{
	gsl_integration_glfixed_table *table = gsl_integration_glfixed_table_alloc(CS_QUADRATURE);

	if (!table)
		CS_BUG("GSL has no memory");
	for (size_t i = 0; i < CS_QUADRATURE; i++)
		gsl_integration_glfixed_point(0, 1, i, &quadrature->knots[i], &quadrature->weights[i], table);
	gsl_integration_glfixed_table_free(table);
}
