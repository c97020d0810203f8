#include "stat/chain.h"

#include <math.h>

static double
success_of(const struct cs_chain_link *link)
{
	double failures = (double)link->failures, exposures = (double)link->exposures;

	if (link->exposures <= 0)
		return (double)NAN;
	if (link->failures < CS_CHAIN_FEW) {
		failures += 0.5;
		exposures += 1;
	}
	return failures < exposures ? 1 - failures / exposures : 0;
}

double
cs_chain_index(struct cs_chain_link links[], size_t count, int *weakest)
{
	double product = 1;

	*weakest = -1;
	for (size_t i = 0; i < count; i++) {
		links[i].success = success_of(&links[i]);
		if (isnan(links[i].success))
			continue;
		product *= links[i].success;
		if (*weakest < 0 || links[i].success < links[*weakest].success)
			*weakest = (int)i;
	}
	/* One zero makes the whole zero, and nothing of it belongs to the others. */
	for (size_t i = 0; i < count; i++)
		links[i].contribution = product > 0 && product < 1 ? log(links[i].success) / log(product)
		    : isnan(links[i].success) || product > 0 ? (double)NAN : links[i].success == 0;
	return *weakest < 0 ? (double)NAN : product;
}

double
cs_chain_gain(double index, const struct cs_chain_link *link, double success)
{
	return link->success > 0 ? index * (success / link->success - 1) : (double)NAN;
}
