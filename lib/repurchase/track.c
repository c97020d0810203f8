#include "repurchase/track.h"

#include <math.h>

static size_t
cell_of(uint32_t repeats)
{
	return repeats < CS_FIT_CELLS - 1 ? repeats : CS_FIT_CELLS - 1;
}

/*
 * The shares of customers with 0 to 6 repeat purchases within t, and the rest:
 * who stays through m chances to be lost buys as NBD says; who is lost at the
 * last chance has bought x times and might have bought more often (BG/NBD:
 * Fader, Hardie and Lee 2005, equation 8; MBG/NBD has one chance more).
 */
static void
shares_at(const struct cs_model *model, double t, double shares[CS_FIT_CELLS])
{
	const double *p = model->parameters;
	double a = p[2], b = p[3], z = t / (p[1] + t);
	double nbd = exp(-p[0] * log1p(t / p[1])), below = 0, rest = 1;
	double stay = model->kind == CS_MODEL_MBGNBD ? b / (a + b) : 1; /* through m chances */
	double chances = model->kind == CS_MODEL_MBGNBD;

	for (int x = 0; x < CS_FIT_CELLS - 1; x++) {
		/* Lost at the m-th chance: stayed through m - 1 of them, and not through that one. */
		double lost = chances > 0 ? stay * a / (b + chances - 1) : 0;

		shares[x] = stay * nbd + lost * (1 - below);
		rest -= shares[x];
		below += nbd;
		nbd *= (p[0] + x) / (x + 1) * z;
		stay *= (b + chances) / (a + b + chances);
		chances++;
	}
	shares[CS_FIT_CELLS - 1] = fmax(rest, 0);
}

bool
cs_fit_run(struct cs_fit *fit, const struct cs_model *model, const struct cs_base *base)
{
	double shares[CS_FIT_CELLS];

	*fit = (struct cs_fit){ .chi_square = 0 };
	if ((model->kind != CS_MODEL_MBGNBD && model->kind != CS_MODEL_BGNBD) || model->k > 1)
		return false;
	for (size_t i = 0; i < base->row_count; i++) {
		const struct cs_seen_row *row = &base->rows[i];

		fit->customers[cell_of(row->repeats)] += row->weight;
		if (i == 0 || row->age != row[-1].age)
			shares_at(model, row->age / model->days, shares);
		for (size_t x = 0; x < CS_FIT_CELLS; x++)
			fit->expected[x] += row->weight * shares[x];
	}
	for (size_t x = 0; x < CS_FIT_CELLS; x++) {
		double difference = (double)fit->customers[x] - fit->expected[x];

		if (fit->expected[x] > 0)
			fit->chi_square += difference * difference / fit->expected[x];
	}
	return true;
}

struct cs_track
cs_track_at(const struct cs_model *model, const struct cs_base *base, cs_day day)
{
	struct cs_track track = { .day = day };

	for (size_t i = 0; i < base->day_count && base->bought[i].day <= day; i++) {
		track.actual += base->bought[i].repeats;
		if (base->bought[i].newcomers > 0)
			track.expected += (double)base->bought[i].newcomers * cs_model_newcomer(model, day - base->bought[i].day);
	}
	return track;
}
