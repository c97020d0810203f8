/*
 * A chain of stages, each of which can fail: what comes through all of them
 * if they fail independently (the rolled throughput yield of Six Sigma), and
 * which stage costs most.
 */
#ifndef CS_CHAIN_H
#define CS_CHAIN_H

#include "base/base.h"

struct cs_chain_link {
	int64_t failures, exposures;
	double success;      /* NaN without exposures: the stage does not count */
	double contribution; /* its part of -ln of the whole; NaN where nothing fails */
};

#define CS_CHAIN_FEW 5 /* below so many failures, half a one is added to them, and one to the exposures */

/*
 * Fills in success and contribution of every link and returns the product of
 * the successes; NaN where no link counts.  *weakest is the link with the
 * lowest success, the first of several; -1 where none counts.
 */
double cs_chain_index(struct cs_chain_link links[], size_t count, int *weakest);

/* How much the product would gain if the link's success were `success`. */
double cs_chain_gain(double index, const struct cs_chain_link *link, double success);

#endif
