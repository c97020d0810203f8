#include "repurchase/tell.h"

#include <stdlib.h>

#include "app/app.h"
#include "base/mem.h"

#define FEW 10 /* below this one more or less moves a rate by ten points or more */

void
cs_tell_facts(const struct cs_history_facts *facts, cs_day as_of)
{
	char day[CS_DAY_TEXT];

	if (facts->guests > 0)
		cs_note(_("guests: %llu of %llu order lines that count (%.1f %%) have no customer and are left out"),
		    (unsigned long long)facts->guests, (unsigned long long)facts->kept,
		    100.0 * (double)facts->guests / (double)facts->kept);
	if (facts->later > 0)
		cs_note(_("%llu order lines are dated after %s and are left out"),
		    (unsigned long long)facts->later, cs_day_format(day, as_of));
	if (facts->odd_status > 0)
		cs_note(_("%llu order lines have a status that is none of the nine words of cs-data(5); they count"),
		    (unsigned long long)facts->odd_status);
	if (facts->lines == 0)
		cs_note(_("there are no order lines"));
	cs_detail(_("%llu order lines were read, %llu of them cancelled or returned"),
	    (unsigned long long)facts->lines, (unsigned long long)facts->dropped);
}

static void
tell_few(size_t few, size_t rows)
{
	if (few > 0)
		cs_note(_("%zu of %zu rows rest on fewer than %d customers or pairs; their rates say little"),
		    few, rows, FEW);
}

void
cs_tell_rate(const struct cs_rate *rate, cs_day as_of)
{
	size_t few = 0;
	char label[CS_PERIOD_TEXT], day[CS_DAY_TEXT];

	for (size_t i = 0; i < rate->count; i++)
		few += rate->cells[i].customers > 0 && rate->cells[i].customers < FEW;
	tell_few(few, rate->count);
	if (rate->count == 0 || rate->by == CS_BY_ALL)
		return;
	int32_t last = rate->cells[rate->count - 1].period;
	cs_day first_day = cs_period_first(rate->by, rate->cells[0].period);

	if (cs_period_last(rate->by, last) > as_of)
		cs_note(_("%s is not over on %s: its figures will still change"),
		    cs_period_format(label, rate->by, last), cs_day_format(day, as_of));
	if (rate->span.from != CS_NO_DAY && rate->span.from > first_day)
		cs_note(_("%s is counted from %s on only"),
		    cs_period_format(label, rate->by, rate->cells[0].period), cs_day_format(day, rate->span.from));
	if (rate->span.to != CS_NO_DAY && rate->span.to < cs_period_last(rate->by, last) &&
	    rate->span.to < as_of)
		cs_note(_("%s is counted up to %s only"),
		    cs_period_format(label, rate->by, last), cs_day_format(day, rate->span.to));
}

void
cs_tell_cohorts(struct cs_cohorts *cohorts, bool wide)
{
	struct cs_cohort_row row = { .size = 0 };
	size_t few = 0, rows = 0, open = 0;
	char day[CS_DAY_TEXT];

	while (cs_cohorts_next(cohorts, &row)) {
		rows += row.age == 0;
		few += row.age == 0 && row.size < FEW;
		open += !row.complete;
	}
	tell_few(few, rows);
	if (open > 0 && wide)
		cs_note(_("the month of %s is not over and is left empty"), cs_day_format(day, cohorts->as_of));
}

void
cs_tell_gaps(const struct cs_gaps *gaps)
{
	struct cs_count *counts = cs_calloc(gaps->count + 1, sizeof(*counts));
	size_t at = 0, few = 0, rows = 0, n;

	while ((n = cs_gaps_group(gaps, &at, counts)) > 0) {
		few += cs_counts_total(counts, n) < FEW;
		rows++;
	}
	tell_few(few, rows);
	free(counts);
}

static void
tell_outlook(const struct cs_outlook *outlook)
{
	if (!outlook->modelled)
		cs_note(_("p_alive and what is expected are empty: %s"), outlook->no_model.text);
	else if (!outlook->priced)
		cs_note(_("value_90d is empty: %s"), outlook->no_amounts.text);
}

void
cs_tell_due(const struct cs_due *due)
{
	if (due->several > 0)
		cs_note(cs_tr_count(
		    "%zu customer stands here more than once: a row is the rhythm of all purchases (item is empty) or of one item",
		    "%zu customers stand here more than once: a row is the rhythm of all purchases (item is empty) or of one item",
		    due->several), due->several);
	tell_outlook(&due->outlook);
}

void
cs_tell_customers(const struct cs_customers *customers)
{
	if (customers->window_computed)
		cs_note(_("repurchase window: %.0f days (%g %% of all gaps between purchases are not longer)"),
		    customers->window, customers->ladder.window_percentile);
	else
		cs_note(_("repurchase window: %.0f days, the default: only %llu customers repurchased"),
		    customers->window, (unsigned long long)customers->repeaters);
	tell_outlook(&customers->outlook);
}

void
cs_tell_within(const struct cs_within *within)
{
	size_t few = 0;

	for (size_t i = 0; i < within->days.count; i++)
		few += within->customers[i] > 0 && within->customers[i] < FEW;
	tell_few(few, within->days.count);
}

/* A look back over the edge of what was imported finds nobody there. */
void
cs_tell_lookback(const struct cs_lookback *lookback, const struct cs_history_facts *facts)
{
	size_t few = 0;
	char label[CS_PERIOD_TEXT], day[CS_DAY_TEXT];

	if (lookback->count == 0)
		return;
	for (size_t i = 0; i < lookback->count; i++)
		few += lookback->cells[i].customers < FEW;
	tell_few(few * lookback->months.count, lookback->count * lookback->months.count);
	int32_t longest = lookback->months.items[lookback->months.count - 1];
	int32_t whole = cs_period_of(CS_BY_MONTH, facts->first) + longest;

	if (lookback->cells[0].period < whole)
		cs_note(_("history begins on %s: %d months back are whole from %s on only"),
		    cs_day_format(day, facts->first), longest, cs_period_format(label, CS_BY_MONTH, whole));
}

/* Nobody listed is good news only where a failure could have been seen. */
void
cs_tell_service(const struct cs_service *service, int32_t late)
{
	size_t known = 0;

	for (size_t i = 0; i < service->count; i++)
		known += service->items[i].at_least != CS_NO_DAY;
	if (known < service->count)
		cs_note(_("%zu of %zu orders do not tell how long they took; late is more than %d days"),
		    service->count - known, service->count, (int)late);
	if (service->count > 0 && !service->any_return)
		cs_note("%s", _("no returns were imported: see cs-import returns"));
}

void
cs_tell_first(const struct cs_first *first)
{
	int64_t all = first->rows[CS_FIRST_ALL].n;
	int64_t covered = first->rows[CS_FIRST_NO_COMPLAINT].n + first->rows[CS_FIRST_COMPLAINT].n;
	char day[CS_DAY_TEXT];

	if (first->complaints_since != CS_NO_DAY && covered < all)
		cs_note(_("%s: of %lld of %lld customers, whose first order is of %s or later; nothing was written down before"),
		    first->contacts_since != CS_NO_DAY ? "contact, complaint" : "complaint", (long long)covered,
		    (long long)all, cs_day_format(day, first->complaints_since));
}
