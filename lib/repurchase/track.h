/*
 * How well a fitted model tells what was bought: how many customers came back
 * how often, and how repeat purchases added up week after week, beyond the
 * end of observation too.
 */
#ifndef CS_TRACK_H
#define CS_TRACK_H

#include "repurchase/model.h"

#define CS_FIT_CELLS 8 /* 0 to 6 repeat purchases, and 7 or more */

struct cs_fit {
	int64_t customers[CS_FIT_CELLS];
	double expected[CS_FIT_CELLS];
	double chi_square; /* over all cells */
};

/*
 * Customers by repeat purchases up to the end of observation.  False for
 * models that have no closed form of it here: Pareto/NBD, Erlang-k and amounts.
 */
bool cs_fit_run(struct cs_fit *fit, const struct cs_model *model, const struct cs_base *base);

/* Repeat purchases up to a day, those of customers who were seen before the end of observation. */
struct cs_track {
	cs_day day;
	int64_t actual;
	double expected;
};

/*
 * Up to `day`: what was bought, by base->bought, and what the model
 * expects of customers whose first purchase lies before it.
 */
struct cs_track cs_track_at(const struct cs_model *model, const struct cs_base *base, cs_day day);

#endif
