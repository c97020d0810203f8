#include "dispute/interest.h"

#define BASIS_POINTS 10000

static const struct cs_rate *
rate_on(const struct cs_law *law, cs_day day)
{
	for (size_t i = 0; i < law->rate_count; i++) {
		if (cs_in_force(law->rates[i].from, law->rates[i].until, day))
			return &law->rates[i];
	}
	return NULL;
}

static bool
is_leap(int year)
{
	return cs_date_exists(year, 2, 29);
}

/*
 * Interest is the sum times weight over WHOLE: a day weighs its rate, over
 * 365 or 366.  The common year of both is 365 * 366, so that nothing is
 * rounded before the end.
 */
#define WHOLE (INT64_C(365) * 366 * BASIS_POINTS)

static int64_t
weight(const struct cs_interest_rules *rules, cs_day day, int64_t basis_points)
{
	bool long_year = rules->day_count == CS_DAYS_ACTUAL && is_leap(cs_date_of(day).year);

	return basis_points * (long_year ? 365 : 366);
}

/* sum * weight / WHOLE without leaving 64 bits: the sum is taken apart. */
static int64_t
share(int64_t sum, int64_t total, enum cs_rounding rounding)
{
	int64_t whole = sum / WHOLE * total, rest = 0;
	/* What is left of the sum is below 2^31, and so is a weight's part. */
	int64_t left = sum % WHOLE;
	int64_t low = left * (total % WHOLE);

	whole += left * (total / WHOLE) + low / WHOLE;
	rest = low % WHOLE;
	if (rounding == CS_ROUND_UP)
		return whole + (rest > 0);
	return whole + (rounding == CS_ROUND_HALF_UP && rest * 2 >= WHOLE);
}

/* The weight of every day after `due` up to `paid`. */
static int64_t
total_weight(const struct cs_law *law, const struct cs_interest_rules *rules,
    const struct cs_rate *first, cs_day due, cs_day paid)
{
	int64_t total = 0;

	if (rules->day_count == CS_DAYS_365 && rules->rate_change == CS_RATE_FIRST_DAY)
		return weight(rules, due, first->basis_points) * (paid - due);
	for (cs_day day = due + 1; day <= paid; day++) {
		const struct cs_rate *r = rules->rate_change == CS_RATE_DAILY ?
		    rate_on(law, day) : first;

		total += weight(rules, day, r->basis_points);
	}
	return total;
}

enum cs_status
cs_interest(const struct cs_law *law, const struct cs_interest_rules *rules, int64_t sum,
    cs_day due, cs_day paid, struct cs_interest *out, struct cs_err *err)
{
	char text[CS_DAY_TEXT];

	*out = (struct cs_interest){ 0 };
	if (sum < 0 || sum > CS_AMOUNT_MAX)
		return cs_err_set(err, CS_EINPUT, _("%s: not an amount from 0 to 2^53: \"%lld\""),
		    "amount", (long long)sum);
	if (paid <= due)
		return CS_OK;
	const struct cs_rate *first = rate_on(law, due + 1);

	if (!first)
		return cs_err_set(err, CS_EINPUT, _("%s: no rate of delay interest is known for that day"),
		    cs_day_format(text, due + 1));
	out->days = paid - due;
	out->basis_points = first->basis_points;
	out->basis = first->basis;
	out->amount = share(sum, total_weight(law, rules, first, due, paid), rules->rounding);
	return CS_OK;
}
