/*
 * What is to be expected of each customer: a model of purchases and one of
 * amounts, fitted to all customers.  Where one is refused, what it would have
 * said is NaN, and the reason is kept.
 */
#ifndef CS_OUTLOOK_H
#define CS_OUTLOOK_H

#include "repurchase/model.h"

#define CS_OUTLOOK_DAYS 90

struct cs_outlook {
	struct cs_base base;    /* set base.end before the first buyer */
	struct cs_model model;  /* set model.kind before */
	struct cs_model amounts;
	double discount;        /* a year, for `rest`; 0 without; set before */
	bool modelled, priced;
	struct cs_forecast *forecasts;      /* owned; by row of the base, for CS_OUTLOOK_DAYS */
	double *rests;                      /* owned; the same, of all time to come; NULL without a discount */
	struct cs_err no_model, no_amounts; /* the reasons */
};

/* Fits both, on two cores where there are two, after cs_base_add() for every buyer; `unit` as of cs_base_settle(). */
void cs_outlook_settle(struct cs_outlook *outlook, double unit);
void cs_outlook_release(struct cs_outlook *outlook);

struct cs_expectation {
	double alive, expected, value; /* in CS_OUTLOOK_DAYS; NaN where there is no model */
	double rest, rest_value;       /* of all time to come, discounted; NaN without a discount */
};
struct cs_expectation cs_outlook_of(const struct cs_outlook *outlook, const struct cs_seen *seen);

#endif
