#include "repurchase/outlook.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/parallel.h"

#define WEEK 7

static void
fit_purchases(void *data)
{
	struct cs_outlook *outlook = data;

	outlook->modelled = cs_model_fit(&outlook->model, &outlook->base, &outlook->no_model) == CS_OK;
}

static void
fit_amounts(void *data)
{
	struct cs_outlook *outlook = data;

	outlook->priced = cs_model_fit(&outlook->amounts, &outlook->base, &outlook->no_amounts) == CS_OK;
}

/* Customers who are alike are to be expected alike. */
struct part {
	struct cs_outlook *outlook;
	size_t begin, end;
};

static void
forecast(void *data)
{
	const struct part *part = data;

	for (size_t i = part->begin; i < part->end; i++) {
		const struct cs_seen_row *row = &part->outlook->base.rows[i];

		part->outlook->forecasts[i] = cs_model_forecast(&part->outlook->model, row->repeats, row->last, row->age,
		    CS_OUTLOOK_DAYS);
		if (part->outlook->rests)
			part->outlook->rests[i] = cs_model_residual(&part->outlook->model, row->repeats, row->last, row->age,
			    part->outlook->discount);
	}
}

void
cs_outlook_settle(struct cs_outlook *outlook, double unit)
{
	cs_base_settle(&outlook->base, unit);
	size_t rows = outlook->base.row_count;
	struct part low = { outlook, 0, rows / 2 }, high = { outlook, rows / 2, rows };

	outlook->model.days = outlook->amounts.days = WEEK;
	outlook->amounts.kind = CS_MODEL_GAMMAGAMMA;
	cs_parallel(&(struct cs_work){ fit_purchases, outlook }, &(struct cs_work){ fit_amounts, outlook });
	if (!outlook->modelled)
		return;
	outlook->forecasts = cs_calloc(rows, sizeof(*outlook->forecasts));
	if (outlook->discount > 0)
		outlook->rests = cs_calloc(rows, sizeof(*outlook->rests));
	cs_parallel(&(struct cs_work){ forecast, &low }, &(struct cs_work){ forecast, &high });
}

void
cs_outlook_release(struct cs_outlook *outlook)
{
	cs_base_release(&outlook->base);
	free(outlook->forecasts);
	outlook->forecasts = NULL;
	free(outlook->rests);
	outlook->rests = NULL;
}

struct cs_expectation
cs_outlook_of(const struct cs_outlook *outlook, const struct cs_seen *seen)
{
	struct cs_expectation e = { (double)NAN, (double)NAN, (double)NAN, (double)NAN, (double)NAN };

	if (!outlook->modelled)
		return e;
	e.alive = outlook->forecasts[seen->row].alive;
	e.expected = outlook->forecasts[seen->row].expected;
	if (outlook->rests)
		e.rest = outlook->rests[seen->row];
	if (outlook->priced) {
		double amount = cs_model_spend(&outlook->amounts, seen->repeats, seen->spend);

		e.value = e.expected * amount;
		e.rest_value = e.rest * amount;
	}
	return e;
}
