#include "repurchase/cohort.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/num.h"

void
cs_cohorts_release(struct cs_cohorts *cohorts)
{
	cs_pairs_release(&cohorts->index);
	free(cohorts->cells);
	*cohorts = (struct cs_cohorts){ 0 };
}

static struct cs_cohort_cell *
find_cell(struct cs_cohorts *cohorts, int32_t cohort, int32_t age)
{
	bool added;
	size_t i = cs_pairs_at(&cohorts->index, cohort, (uint32_t)age, &added);

	if (added) {
		cohorts->cells = cs_grow(cohorts->cells, &cohorts->cap, i + 1, sizeof(*cohorts->cells));
		cohorts->cells[i] = (struct cs_cohort_cell){ .cohort = cohort, .age = age };
		cohorts->count++;
	}
	return &cohorts->cells[i];
}

void
cs_cohorts_begin(struct cs_cohorts *cohorts)
{
	cohorts->first = INT32_MAX;
	cohorts->last = INT32_MIN;
}

enum cs_status
cs_cohorts_add(struct cs_cohorts *cohorts, const struct cs_buyer *buyer, struct cs_err *err)
{
	if (!cs_span_has(cohorts->span, buyer->purchases[0].day))
		return CS_OK;
	int32_t cohort = cs_period_of(CS_BY_MONTH, buyer->purchases[0].day), before = INT32_MIN;

	cohorts->first = cohort < cohorts->first ? cohort : cohorts->first;
	cohorts->last = cohort > cohorts->last ? cohort : cohorts->last;
	for (size_t i = 0; i < buyer->count; i++) {
		int32_t month = cs_period_of(CS_BY_MONTH, buyer->purchases[i].day);
		struct cs_cohort_cell *cell = find_cell(cohorts, cohort, month - cohort);

		cell->active += month != before;
		cell->seconds += i == 1;
		if (!cs_add(&cell->revenue, buyer->purchases[i].amount))
			return cs_err_set(err, CS_EINPUT, _("the revenue of a cohort is more than can be held"));
		before = month;
	}
	return CS_OK;
}

void
cs_cohorts_settle(struct cs_cohorts *cohorts, const struct cs_history *history)
{
	if (cohorts->count > 0)
		cohorts->end = cs_period_of(CS_BY_MONTH, cs_history_facts(history)->last);
}

enum cs_status
cs_cohorts_run(struct cs_cohorts *cohorts, struct cs_history *history, struct cs_err *err)
{
	struct cs_buyer buyer;
	enum cs_status st;

	cs_cohorts_begin(cohorts);
	while ((st = cs_history_next(history, &buyer, err)) == CS_ROW) {
		st = cs_cohorts_add(cohorts, &buyer, err);
		if (st != CS_OK)
			return st;
	}
	if (st == CS_OK)
		cs_cohorts_settle(cohorts, history);
	return st;
}

/* Months in which nobody came for the first time have no cohort. */
static bool
next_cohort(struct cs_cohorts *cohorts, struct cs_cohort_row *row)
{
	for (int32_t cohort = row->size ? row->cohort + 1 : cohorts->first; cohort <= cohorts->last; cohort++) {
		int64_t size = find_cell(cohorts, cohort, 0)->active;

		if (size > 0) {
			*row = (struct cs_cohort_row){ .cohort = cohort, .size = size };
			return true;
		}
	}
	return false;
}

bool
cs_cohorts_next(struct cs_cohorts *cohorts, struct cs_cohort_row *row)
{
	if (row->size > 0 && row->cohort + row->age < cohorts->end)
		row->age++;
	else if (!next_cohort(cohorts, row))
		return false;
	struct cs_cohort_cell *cell = find_cell(cohorts, row->cohort, row->age);

	row->active = cell->active;
	row->cumulative += cell->seconds;
	row->revenue = cell->revenue;
	row->complete = cs_period_last(CS_BY_MONTH, row->cohort + row->age) <= cohorts->as_of;
	return true;
}
