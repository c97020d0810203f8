#include "repurchase/write_model.h"

#include <math.h>

#include "app/app.h"

#define DECIMALS 6
#define WEEK 7

static const char *
name_of(const struct cs_model *model)
{
	return model->k > 1 ? "mbgcnbd-k" : cs_model_names[model->kind];
}

static void
write_value(const struct cs_model *model, struct cs_out *out, const char *parameter, double value, double se)
{
	cs_out_str(out, name_of(model));
	cs_out_str(out, parameter);
	cs_out_real(out, value, DECIMALS);
	cs_out_real(out, se, DECIMALS);
	cs_out_end(out);
}

static void
write_count(const struct cs_model *model, struct cs_out *out, const char *parameter, int64_t value)
{
	cs_out_str(out, name_of(model));
	cs_out_str(out, parameter);
	cs_out_int(out, value);
	cs_out_empty(out);
	cs_out_end(out);
}

static void
write_facts(const struct cs_model *model, struct cs_out *out)
{
	write_value(model, out, "log_likelihood", model->log_likelihood, (double)NAN);
	write_count(model, out, "customers", (int64_t)model->customers);
	write_count(model, out, "repeaters", (int64_t)model->repeaters);
	write_count(model, out, "distinct_rows", (int64_t)model->rows);
	write_value(model, out, "days_in_unit", model->days, (double)NAN);
	write_value(model, out, "regularity", model->regularity, (double)NAN);
	write_count(model, out, "evaluations", model->evaluations);
	/* So small a number shows in its power of ten. */
	write_value(model, out, "gradient_log10", log10(fmax(model->steepness, 1e-300)), (double)NAN);
	write_value(model, out, "condition", model->condition, (double)NAN);
}

static void
write_side(const struct cs_model *model, struct cs_out *out, const struct cs_holdout_side *side, double customers,
    const char *const names[3])
{
	write_value(model, out, names[0], side->expected, (double)NAN);
	write_value(model, out, names[1], side->absolute / customers, (double)NAN);
	write_value(model, out, names[2], sqrt(side->squared / customers), (double)NAN);
}

static void
write_holdout(const struct cs_model *model, const struct cs_holdout *holdout, struct cs_out *out)
{
	static const char *const names[][3] = {
		{ "holdout_expected", "holdout_mae", "holdout_rmse" },
		{ "own_pace_expected", "own_pace_mae", "own_pace_rmse" },
		{ "mean_pace_expected", "mean_pace_mae", "mean_pace_rmse" },
	};
	double customers = (double)holdout->customers;

	write_value(model, out, "holdout_days", holdout->days, (double)NAN);
	write_count(model, out, "holdout_actual", holdout->actual);
	write_side(model, out, &holdout->model, customers, names[0]);
	write_side(model, out, &holdout->own_pace, customers, names[1]);
	write_side(model, out, &holdout->mean_pace, customers, names[2]);
}

/* The mean of those who had bought so often again: what was made of them, and what was expected. */
static void
write_repeats(const struct cs_model *model, const struct cs_holdout *holdout, struct cs_out *out)
{
	static const char *const names[][2] = {
		{ "repeats_0_actual", "repeats_0_expected" }, { "repeats_1_actual", "repeats_1_expected" },
		{ "repeats_2_actual", "repeats_2_expected" }, { "repeats_3_actual", "repeats_3_expected" },
		{ "repeats_4_actual", "repeats_4_expected" }, { "repeats_5_actual", "repeats_5_expected" },
		{ "repeats_6_actual", "repeats_6_expected" }, { "repeats_7up_actual", "repeats_7up_expected" },
	};

	for (size_t i = 0; i < CS_HOLDOUT_REPEATS; i++) {
		double customers = (double)holdout->repeats[i].customers;

		if (customers == 0)
			continue;
		write_value(model, out, names[i][0], (double)holdout->repeats[i].actual / customers, (double)NAN);
		write_value(model, out, names[i][1], holdout->repeats[i].expected / customers, (double)NAN);
	}
}

void
cs_fit_write(const struct cs_fit *fit, const struct cs_model *model, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "model", CS_CELL_TEXT }, { "repeats", CS_CELL_TEXT }, { "customers", CS_CELL_NUMBER },
		{ "expected", CS_CELL_NUMBER },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < CS_FIT_CELLS; i++) {
		const char word[] = { (char)('0' + i), i == CS_FIT_CELLS - 1 ? '+' : '\0', '\0' };

		cs_out_str(out, name_of(model));
		cs_out_str(out, word);
		cs_out_int(out, fit->customers[i]);
		cs_out_real(out, fit->expected[i], DECIMALS);
		cs_out_end(out);
	}
}

void
cs_track_write(const struct cs_model *model, const struct cs_base *base, cs_day last, struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "date", CS_CELL_TEXT }, { "actual", CS_CELL_NUMBER }, { "expected", CS_CELL_NUMBER },
		{ "observed", CS_CELL_TEXT },
	};
	cs_day first = base->day_count > 0 ? base->bought[0].day : last;

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (cs_day day = first + WEEK - 1; day <= last; day += WEEK) {
		struct cs_track track = cs_track_at(model, base, day);

		cs_out_day(out, day);
		cs_out_int(out, track.actual);
		cs_out_real(out, track.expected, DECIMALS);
		cs_out_bool(out, day <= base->end);
		cs_out_end(out);
	}
}

void
cs_model_write(const struct cs_model *model, const struct cs_fit *fit, const struct cs_holdout *holdout,
    struct cs_out *out)
{
	static const struct cs_col columns[] = {
		{ "model", CS_CELL_TEXT }, { "parameter", CS_CELL_TEXT }, { "value", CS_CELL_NUMBER },
		{ "se", CS_CELL_NUMBER },
	};

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < model->size; i++)
		write_value(model, out, cs_model_parameters[model->kind][i], model->parameters[i], model->errors[i]);
	if (model->k > 1)
		write_count(model, out, "k", model->k);
	write_facts(model, out);
	if (fit)
		write_value(model, out, "chi_square", fit->chi_square, (double)NAN);
	if (holdout)
		write_holdout(model, holdout, out);
	if (holdout)
		write_repeats(model, holdout, out);
}

void
cs_tell_model(const struct cs_model *model, const struct cs_holdout *holdout)
{
	if (model->without_amount > 0)
		cs_note(_("%zu customers whose repeat purchases came to nothing are left out"), model->without_amount);
	if (model->k > 1)
		cs_note(_("buying is regular: gaps of Erlang with k = %d; expected purchases are approximate"), model->k);
	if (!holdout || holdout->actual == 0)
		return;
	double actual = (double)holdout->actual;

	cs_note(_("holdout of %.0f days: %.0f purchases expected, %.0f made (%+.1f %%); at everybody's own pace %.0f"),
	    holdout->days, holdout->model.expected, actual, (holdout->model.expected / actual - 1) * 100,
	    holdout->own_pace.expected);
}
