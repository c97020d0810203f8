#include "repurchase/outlook.h"

#include <math.h>

#define WEEK 7

void
cs_outlook_settle(struct cs_outlook *outlook, double unit)
{
	cs_base_settle(&outlook->base, unit);
	outlook->model.days = outlook->amounts.days = WEEK;
	outlook->amounts.kind = CS_MODEL_GAMMAGAMMA;
	outlook->modelled = cs_model_fit(&outlook->model, &outlook->base, &outlook->no_model) == CS_OK;
	outlook->priced = cs_model_fit(&outlook->amounts, &outlook->base, &outlook->no_amounts) == CS_OK;
}

void
cs_outlook_release(struct cs_outlook *outlook)
{
	cs_base_release(&outlook->base);
}

struct cs_expectation
cs_outlook_of(const struct cs_outlook *outlook, const struct cs_seen *seen)
{
	struct cs_expectation e = { (double)NAN, (double)NAN, (double)NAN };

	if (!outlook->modelled)
		return e;
	struct cs_forecast forecast = cs_model_forecast(&outlook->model, seen->repeats, seen->last, seen->age,
	    CS_OUTLOOK_DAYS);

	e.alive = forecast.alive;
	e.expected = forecast.expected;
	if (outlook->priced)
		e.value = e.expected * cs_model_spend(&outlook->amounts, seen->repeats, seen->spend);
	return e;
}
