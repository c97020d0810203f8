#include "repurchase/spend.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/special.h"

static int
compare(const void *left, const void *right)
{
	const struct cs_spending_row *a = left, *b = right;

	return a->repeats < b->repeats ? -1 : a->repeats > b->repeats;
}

void
cs_spending_open(struct cs_spending *spending, const struct cs_base *base)
{
	double sum = 0;

	spending->rows = cs_calloc(base->repeaters + 1, sizeof(*spending->rows));
	for (size_t i = 0; i < base->count; i++) {
		const struct cs_seen *seen = &base->items[i];

		if (seen->repeats == 0 || seen->spend <= 0)
			continue;
		spending->rows[spending->count++] = (struct cs_spending_row){ seen->spend, 0, seen->repeats };
		sum += seen->spend;
	}
	spending->unit = spending->count > 0 ? sum / (double)spending->count : 1;
	for (size_t i = 0; i < spending->count; i++) {
		spending->rows[i].amount /= spending->unit;
		spending->rows[i].log = log(spending->rows[i].amount);
	}
	qsort(spending->rows, spending->count, sizeof(*spending->rows), compare);
	spending->step = 1;
}

void
cs_spending_close(struct cs_spending *spending)
{
	free(spending->rows);
	spending->rows = NULL;
}

/* What all with the same number of repeat purchases share. */
struct shared {
	double x, common, by_p, by_q;
};

static struct shared
share(double p, double q, double x)
{
	double both = cs_digamma(p * x + q);

	return (struct shared){
		.x = x,
		.common = cs_lngamma(p * x + q) - cs_lngamma(p * x) - cs_lngamma(q) + p * x * log(x),
		.by_p = x * (both - cs_digamma(p * x) + log(x)),
		.by_q = both - cs_digamma(q),
	};
}

/* ln G(px+q) - ln G(px) - ln G(q) + q ln gamma + (px-1) ln m + px ln x - (px+q) ln(gamma + mx) */
double
cs_spending_at(void *data, const double logs[], double gradient[])
{
	const struct cs_spending *spending = data;
	double p = exp(logs[0]), q = exp(logs[1]), gamma = exp(logs[2]), value = 0, by[3] = { 0 };
	struct shared s = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < spending->count; i += spending->step, n++) {
		const struct cs_spending_row *row = &spending->rows[i];

		if (row->repeats != s.x)
			s = share(p, q, row->repeats);
		double both = gamma + row->amount * s.x, log_both = log(both);

		value += s.common + q * logs[2] + (p * s.x - 1) * row->log - (p * s.x + q) * log_both;
		by[0] += s.by_p + s.x * (row->log - log_both);
		by[1] += s.by_q + logs[2] - log_both;
		by[2] += q / gamma - (p * s.x + q) / both;
	}
	gradient[0] = by[0] * p / (double)n;
	gradient[1] = by[1] * q / (double)n;
	gradient[2] = by[2] * gamma / (double)n;
	/* The amounts are over `unit`, a density in the currency is smaller by it. */
	return value / (double)n - log(spending->unit);
}

/*
 * A customer's mean is a weighing of what he spent and of what all spend;
 * with q <= 1 that of all would be infinite.
 */
double
cs_model_spend(const struct cs_model *model, uint32_t repeats, double spend)
{
	double p = model->parameters[0], q = model->parameters[1], gamma = model->parameters[2];
	double x = spend > 0 ? repeats : 0;

	return p * (gamma + x * spend) / (p * x + q - 1);
}
