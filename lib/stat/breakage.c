#include "stat/breakage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stat/means.h"

void
cs_breakage_release(struct cs_breakage *cohorts)
{
	free(cohorts->items);
	free(cohorts->cells);
	*cohorts = (struct cs_breakage){ 0 };
}

/* The cohort of that month; made, in its place, where there is none. */
static struct cs_breakage_month *
cohort_of(struct cs_breakage *cohorts, cs_day month)
{
	size_t at = cohorts->count;

	while (at > 0 && cohorts->items[at - 1].month > month)
		at--;
	if (at > 0 && cohorts->items[at - 1].month == month)
		return &cohorts->items[at - 1];
	cohorts->items = cs_grow(cohorts->items, &cohorts->cap, cohorts->count + 1, sizeof(*cohorts->items));
	memmove(&cohorts->items[at + 1], &cohorts->items[at], (cohorts->count++ - at) * sizeof(*cohorts->items));
	cohorts->items[at] = (struct cs_breakage_month){ .month = month };
	return &cohorts->items[at];
}

static int
age_of(cs_day from, cs_day to)
{
	int age = cs_months_between(from, to);

	return age < 0 ? 0 : age < CS_BREAKAGE_AGES ? age : CS_BREAKAGE_AGES - 1;
}

static void
count_cell(struct cs_breakage_month *c, const struct cs_breakage_cell *cell, int64_t times)
{
	int age = age_of(cell->issued_in, cell->month);

	c->issued += times * cell->issued;
	c->used[age] += times * cell->used;
	c->revoked[age] += times * cell->revoked;
	c->lapsed[age] += times * cell->lapsed;
}

void
cs_breakage_add(struct cs_breakage *cohorts, const struct cs_breakage_cell *cell)
{
	cohorts->cells = cs_grow(cohorts->cells, &cohorts->cell_cap, cohorts->cell_count + 1, sizeof(*cohorts->cells));
	cohorts->cells[cohorts->cell_count++] = *cell;
	count_cell(cohort_of(cohorts, cell->issued_in), cell, 1);
}

static void
sum_up(struct cs_breakage_month *c)
{
	for (int j = 1; j < CS_BREAKAGE_AGES; j++) {
		c->used[j] += c->used[j - 1];
		c->revoked[j] += c->revoked[j - 1];
		c->lapsed[j] += c->lapsed[j - 1];
	}
}

/* A month that is not over says too little of its age. */
static int
last_age(cs_day month, cs_day to)
{
	int age = cs_months_between(month, to);
	bool over = cs_day_add_months(cs_month_start(to), 1) - 1 == to;

	age = over ? age : age - 1;
	return age < CS_BREAKAGE_AGES ? age : CS_BREAKAGE_AGES - 1;
}

int64_t
cs_breakage_base(const struct cs_breakage_month *month)
{
	return month->issued - (month->last_age >= 0 ? month->revoked[month->last_age] : 0);
}

/* Use by age j + 1 over use by age j, of every cohort that has both. */
static double
factor_of(const struct cs_breakage *cohorts, int j)
{
	int64_t before = 0, after = 0;

	for (size_t i = 0; i < cohorts->count; i++) {
		const struct cs_breakage_month *c = &cohorts->items[i];

		if (j + 1 <= c->last_age) {
			before += c->used[j];
			after += c->used[j + 1];
		}
	}
	return before > 0 ? (double)after / (double)before : 1;
}

void
cs_breakage_develop(struct cs_breakage *cohorts, cs_day to)
{
	int64_t used = 0, base = 0;

	for (size_t i = 0; i < cohorts->count; i++) {
		struct cs_breakage_month *c = &cohorts->items[i];

		if (!cohorts->summed)
			sum_up(c);
		c->last_age = last_age(c->month, to);
		used += c->last_age >= 0 ? c->used[0] : 0;
		base += c->last_age >= 0 ? cs_breakage_base(c) : 0;
	}
	cohorts->summed = true;
	cohorts->first = base > 0 ? (double)used / (double)base : 0;
	for (int j = 0; j < CS_BREAKAGE_AGES; j++)
		cohorts->factor[j] = factor_of(cohorts, j);
}

/* By how much use grows after an age. */
static double
growth_from(const struct cs_breakage *cohorts, int age)
{
	double growth = 1;

	for (int j = age; j < CS_BREAKAGE_AGES; j++)
		growth *= cohorts->factor[j];
	return growth;
}

double
cs_breakage_month_ultimate(const struct cs_breakage *cohorts, size_t which)
{
	const struct cs_breakage_month *c = &cohorts->items[which];

	if (c->last_age < 0 || cs_breakage_base(c) <= 0)
		return NAN;
	double rate = (double)c->used[c->last_age] / (double)cs_breakage_base(c) * growth_from(cohorts, c->last_age);

	return rate < 1 ? rate : 1;
}

double
cs_breakage_ultimate(const struct cs_breakage *cohorts)
{
	double rate = cohorts->first * growth_from(cohorts, 0);

	return rate <= 0 || rate > 1 ? 1 : rate;
}

double
cs_breakage_to_come(const struct cs_breakage *cohorts, size_t which)
{
	const struct cs_breakage_month *c = &cohorts->items[which];
	int age = c->last_age;

	if (age < 0)
		return 0;
	int64_t open = cs_breakage_base(c) - c->used[age] - c->lapsed[age];
	double rate = cs_breakage_ultimate(cohorts), growth = growth_from(cohorts, age);
	/* Nothing was ever used: all that is open may be. */
	double share = cohorts->first > 0 ? 1 - 1 / growth : 1;
	double points = (double)cs_breakage_base(c) * rate * share;

	return points < (double)open ? points : (double)open;
}

/* One resample: every customer as often as it was drawn. */
static void
resample(const struct cs_breakage *cohorts, struct cs_breakage *again, const int64_t *times)
{
	size_t customer = 0;

	for (size_t i = 0; i < again->count; i++)
		again->items[i] = (struct cs_breakage_month){ .month = cohorts->items[i].month };
	again->summed = false;
	for (size_t i = 0; i < cohorts->cell_count; i++) {
		const struct cs_breakage_cell *cell = &cohorts->cells[i];

		customer += i > 0 && cell->customer != cohorts->cells[i - 1].customer;
		if (times[customer] > 0)
			count_cell(cohort_of(again, cell->issued_in), cell, times[customer]);
	}
}

static size_t
count_customers(const struct cs_breakage *cohorts)
{
	size_t count = cohorts->cell_count > 0;

	for (size_t i = 1; i < cohorts->cell_count; i++)
		count += cohorts->cells[i].customer != cohorts->cells[i - 1].customer;
	return count;
}

/* The day that the cohorts were developed for, as well as their ages tell it. */
static cs_day
known_until(const struct cs_breakage *cohorts)
{
	const struct cs_breakage_month *c = &cohorts->items[0];

	return cs_day_add_months(c->month, c->last_age + 1) - 1;
}

static void
draw_all(const struct cs_breakage *cohorts, struct cs_breakage *again, size_t customers, double *draws, double *of_month)
{
	int64_t *times = cs_calloc(customers, sizeof(*times));
	uint64_t state = 1;

	for (size_t d = 0; d < CS_BREAKAGE_DRAWS; d++) {
		memset(times, 0, customers * sizeof(*times));
		for (size_t i = 0; i < customers; i++)
			times[cs_draw(&state, customers)]++;
		resample(cohorts, again, times);
		cs_breakage_develop(again, known_until(cohorts));
		draws[d] = cs_breakage_ultimate(again);
		for (size_t i = 0; i < cohorts->count; i++)
			of_month[i * CS_BREAKAGE_DRAWS + d] = cs_breakage_month_ultimate(again, i);
	}
	free(times);
}

/* Draws in which a month had no customer say nothing of it. */
static size_t
drop_unknown(double *draws, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (!isnan(draws[i]))
			draws[kept++] = draws[i];
	}
	return kept;
}

struct cs_interval
cs_breakage_interval(const struct cs_breakage *cohorts, struct cs_interval *months)
{
	size_t customers = count_customers(cohorts);

	if (customers == 0 || cohorts->items[0].last_age < 0)
		return (struct cs_interval){ NAN, NAN, NAN };
	if (customers < CS_BREAKAGE_CUSTOMERS) {
		for (size_t i = 0; months && i < cohorts->count; i++)
			months[i] = (struct cs_interval){ cs_breakage_month_ultimate(cohorts, i), NAN, NAN };
		return (struct cs_interval){ cs_breakage_ultimate(cohorts), NAN, NAN };
	}
	struct cs_breakage again = { .items = cs_calloc(cohorts->count, sizeof(*again.items)), .count = cohorts->count,
		.cap = cohorts->count };
	double *draws = cs_calloc(CS_BREAKAGE_DRAWS, sizeof(*draws));
	double *of_month = cs_calloc(cohorts->count * CS_BREAKAGE_DRAWS, sizeof(*of_month));

	draw_all(cohorts, &again, customers, draws, of_month);
	for (size_t i = 0; months && i < cohorts->count; i++) {
		double *mine = of_month + i * CS_BREAKAGE_DRAWS;

		months[i] = cs_percentiles(cs_breakage_month_ultimate(cohorts, i), mine, drop_unknown(mine, CS_BREAKAGE_DRAWS), 0.95);
	}
	struct cs_interval all = cs_percentiles(cs_breakage_ultimate(cohorts), draws, CS_BREAKAGE_DRAWS, 0.95);

	free(of_month);
	free(draws);
	free(again.items);
	return all;
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
