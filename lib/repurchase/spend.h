/*
 * The gamma-gamma model of amounts (Fader and Hardie, note 025): a customer's
 * purchases are gamma(p, v), and v is gamma(q, gamma) over customers.  Inner
 * header of lib/repurchase.
 */
#ifndef CS_SPEND_H
#define CS_SPEND_H

#include "repurchase/model.h"

struct cs_spending {
	struct cs_spending_row {
		double amount, log;  /* mean of the repeat purchases over `unit`, and its ln */
		uint32_t repeats;
	} *rows;                     /* owned; by repeats */
	size_t count, step;
	double unit;                 /* the mean amount of all: the numbers are then near 1 */
};

/* Takes the repeaters whose mean amount is above 0. */
void cs_spending_open(struct cs_spending *spending, const struct cs_base *base);
void cs_spending_close(struct cs_spending *spending);

/* A struct cs_spending as `data`: the mean log-likelihood at ln p, ln q and ln (gamma / unit). */
double cs_spending_at(void *data, const double logs[], double gradient[]);

#endif
