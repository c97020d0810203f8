#include "stat/special.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_integration.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>

#define TERMS_MAX 1000000
#define Z95 1.959963984540054 /* the 0.975 quantile of the normal distribution */

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

void
cs_wilson(int64_t k, int64_t n, double *low, double *high)
{
	double z2 = Z95 * Z95, size = (double)n, p = n > 0 ? (double)k / size : 0.5;

	if (n <= 0) {
		*low = 0;
		*high = 1;
		return;
	}
	double middle = (p + z2 / (2 * size)) / (1 + z2 / size);
	double spread = Z95 / (1 + z2 / size) * sqrt(p * (1 - p) / size + z2 / (4 * size * size));

	/* At the ends the formula is 0 and 1 but for rounding. */
	*low = k == 0 ? 0 : middle - spread;
	*high = k == n ? 1 : middle + spread;
}
