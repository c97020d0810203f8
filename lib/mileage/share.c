#include "mileage/share.h"

#include <string.h>

int64_t
cs_part(int64_t amount, int64_t part, int64_t whole)
{
	int64_t product;

	if (whole <= 0 || amount <= 0 || part <= 0)
		return 0;
	if (!__builtin_mul_overflow(amount, part, &product))
		return product / whole;
	/* Whole multiples first; what is left of the amount is below `whole`. */
	int64_t many = amount / whole * part, rest = amount % whole;

	while (__builtin_mul_overflow(rest, part, &product)) {
		/* Both beyond 3e9: halve the finer scale; points have no such digits. */
		rest /= 2;
		whole /= 2;
	}
	return many + product / whole;
}

/* What the division of total * weight by sum leaves: weights and totals are below 1e12, so by parts. */
static int64_t
remainder_of(int64_t total, int64_t weight, int64_t sum)
{
	int64_t product;

	return __builtin_mul_overflow(total, weight, &product) ? 0 : product % sum;
}

/* The line with the largest remainder that has not had its extra point. */
static size_t
most_owed(int64_t total, const int64_t *weights, const int64_t *shares, size_t count, int64_t sum)
{
	size_t best = 0;
	int64_t most = -1;

	for (size_t i = 0; i < count; i++) {
		int64_t rest = remainder_of(total, weights[i], sum);

		if (shares[i] == cs_part(total, weights[i], sum) && rest > most) {
			most = rest;
			best = i;
		}
	}
	return best;
}

void
cs_spread(int64_t total, const int64_t *weights, int64_t *shares, size_t count)
{
	int64_t sum = 0, given = 0;

	for (size_t i = 0; i < count; i++)
		sum += weights[i];
	for (size_t i = 0; i < count; i++) {
		shares[i] = cs_part(total, weights[i], sum);
		given += shares[i];
	}
	if (sum == 0 && count > 0)
		shares[0] = given = total;
	for (; given < total && count > 0; given++)
		shares[most_owed(total, weights, shares, count, sum)]++;
}

int64_t
cs_line_base(const struct cs_policy *policy, const struct cs_line *line, int64_t taken)
{
	int64_t base = line->amount;

	if (!policy->earn_on_points)
		base -= line->points_share;
	if (!policy->earn_on_coupon)
		base -= line->coupon_share;
	return base <= 0 ? 0 : cs_part(base, line->amount - taken, line->amount);
}

static int64_t
round_down(int64_t points, int64_t unit)
{
	return unit > 1 ? points - points % unit : points;
}

int64_t
cs_lines_earn(const struct cs_policy *policy, const struct cs_line *lines, size_t count)
{
	int64_t points = 0, millionths = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t base = cs_line_base(policy, &lines[i], lines[i].taken);

		if (policy->earn_per == CS_PER_LINE)
			points += round_down(cs_part(base, lines[i].rate_ppm, CS_PPM), policy->earn_unit);
		else
			millionths += base % CS_POINTS_MAX * lines[i].rate_ppm;
	}
	return policy->earn_per == CS_PER_LINE ? points : round_down(millionths / CS_PPM, policy->earn_unit);
}

int64_t
cs_lines_points_back(const struct cs_line *lines, size_t count)
{
	int64_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += lines[i].taken >= lines[i].amount ? lines[i].points_share
		    : cs_part(lines[i].points_share, lines[i].taken, lines[i].amount);
	return sum;
}

int64_t
cs_rate_of(const struct cs_policy *policy, const char *product, const char *category, const char *grade)
{
	const struct cs_policy_grade *of_grade = cs_policy_grade(policy, grade, strlen(grade));

	for (int categories = 0; categories <= 1; categories++) {
		for (size_t i = 0; i < policy->rate_count; i++) {
			const struct cs_policy_rate *rate = &policy->rates[i];

			if (rate->is_category == (categories == 1) && strcmp(rate->name, categories ? category : product) == 0)
				return rate->rate_ppm;
		}
	}
	return of_grade ? of_grade->rate_ppm : policy->earn_rate;
}

int64_t
cs_coupon_recapture(int64_t discount, int64_t minimum, int64_t left)
{
	return left >= minimum ? 0 : cs_part(discount, minimum - left, minimum);
}
