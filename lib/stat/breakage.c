#include "stat/breakage.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

void
cs_breakage_release(struct cs_breakage *cohorts)
{
	free(cohorts->items);
	*cohorts = (struct cs_breakage){ 0 };
}

void
cs_breakage_add(struct cs_breakage *cohorts, cs_day issued_in, cs_day used_in, int64_t issued, int64_t used)
{
	int age = cs_months_between(issued_in, used_in);

	if (cohorts->count == 0 || cohorts->items[cohorts->count - 1].month != issued_in) {
		cohorts->items = cs_grow(cohorts->items, &cohorts->cap, cohorts->count + 1, sizeof(*cohorts->items));
		cohorts->items[cohorts->count++] = (struct cs_breakage_month){ .month = issued_in };
	}
	struct cs_breakage_month *c = &cohorts->items[cohorts->count - 1];

	age = age < 0 ? 0 : age < CS_BREAKAGE_AGES ? age : CS_BREAKAGE_AGES - 1;
	c->issued += issued;
	c->used[age] += used;
}

/* A month that is not over says too little of its age. */
static void
sum_up(struct cs_breakage_month *c, cs_day to)
{
	int age = cs_months_between(c->month, to);
	bool over = cs_day_add_months(cs_month_start(to), 1) - 1 == to;

	c->last_age = over ? age : age - 1;
	if (c->last_age >= CS_BREAKAGE_AGES)
		c->last_age = CS_BREAKAGE_AGES - 1;
	for (int j = 1; j < CS_BREAKAGE_AGES; j++)
		c->used[j] += c->used[j - 1];
}

void
cs_breakage_develop(struct cs_breakage *cohorts, cs_day to)
{
	for (size_t i = 0; i < cohorts->count; i++)
		sum_up(&cohorts->items[i], to);
	for (int j = 0; j < CS_BREAKAGE_AGES; j++) {
		int64_t before = 0, after = 0;

		for (size_t i = 0; i < cohorts->count; i++) {
			const struct cs_breakage_month *c = &cohorts->items[i];

			if (j + 1 <= c->last_age) {
				before += c->used[j];
				after += c->used[j + 1];
			}
		}
		cohorts->factor[j] = before > 0 ? (double)after / (double)before : 1;
	}
}

double
cs_breakage_month_ultimate(const struct cs_breakage *cohorts, size_t which)
{
	const struct cs_breakage_month *c = &cohorts->items[which];

	if (c->issued <= 0 || c->last_age < 0)
		return NAN;
	double rate = (double)c->used[c->last_age] / (double)c->issued;

	for (int j = c->last_age; j < CS_BREAKAGE_AGES; j++)
		rate *= cohorts->factor[j];
	return rate < 1 ? rate : 1;
}

double
cs_breakage_ultimate(const struct cs_breakage *cohorts)
{
	double used = 0, issued = 0;

	for (size_t i = 0; i < cohorts->count; i++) {
		double rate = cs_breakage_month_ultimate(cohorts, i);

		if (!isnan(rate)) {
			used += rate * (double)cohorts->items[i].issued;
			issued += (double)cohorts->items[i].issued;
		}
	}
	/* Nobody has used any yet: too early to count on breakage. */
	return issued > 0 && used > 0 ? used / issued : 1;
}

double
cs_ifrs15_deferred(double sales, double points, double use_rate)
{
	double worth = points * use_rate;

	return sales + worth > 0 ? sales * worth / (sales + worth) : 0;
}

double
cs_ifrs15_recognised(double deferred, double used, double expected)
{
	return expected > 0 ? deferred * (used < expected ? used / expected : 1) : 0;
}
