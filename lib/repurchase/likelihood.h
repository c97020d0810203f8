/*
 * The likelihoods of the models, for rows of customers (inner header of
 * lib/repurchase).  Each is a mean over customers at the logarithms of the
 * parameters, with its gradient, as cs_maximum_climb() wants it.
 *
 * All three see a customer as buying at random, at a rate that is gamma
 * distributed over customers (shape r, rate alpha), until the customer is
 * lost for good.  They differ in when that may happen:
 *   BG/NBD      after each repeat purchase, with a probability that is
 *               beta(a, b) over customers (Fader, Hardie and Lee 2005)
 *   MBG/NBD     after each purchase, the first too (Batislam et al. 2007,
 *               Hoppe and Wagner 2007)
 *   MBG/CNBD-k  as that, and the gaps are Erlang-k (Platzer and Reutterer)
 *   Pareto/NBD  at any time, at a rate that is gamma(s, beta) over customers
 *               (Schmittlein, Morrison and Colombo 1987)
 */
#ifndef CS_LIKELIHOOD_H
#define CS_LIKELIHOOD_H

#include "repurchase/model.h"

struct cs_likelihood {
	enum cs_model_kind kind;
	int k;                       /* of Erlang; 1 for all but MBG/CNBD-k */
	double days;                 /* in one unit of time */
	const struct cs_seen_row *rows;
	size_t count;
	size_t step;                 /* every how many rows is looked at; 1 for all */
	int32_t longest;
	double constant;             /* what does not depend on the parameters, a customer */
	struct cs_likelihood_log {
		double log, inverse;
	} *logs;                     /* owned; ln(alpha + t) and 1 / (alpha + t) by days */
	struct cs_quadrature quadrature;
};

void cs_likelihood_open(struct cs_likelihood *likelihood, const struct cs_base *base);
void cs_likelihood_close(struct cs_likelihood *likelihood);

/* A struct cs_likelihood as `data`: the mean over customers and its gradient. */
double cs_likelihood_at(void *data, const double logs[], double gradient[]);

/*
 * For one customer, the logarithm of the odds that he is lost: -infinity
 * where that cannot be.  Times in the model's unit.
 */
double cs_log_odds_lost(const struct cs_model *model, double repeats, double last, double age);

#endif
