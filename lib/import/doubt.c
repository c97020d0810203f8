#include "app/app.h"
#include "import/pipeline.h"

/* A step of one kind of record, and the one that leads to it. */
static const struct step {
	enum cs_kind_id kind;
	int step, first;
} steps[] = {
	{ CS_KIND_ORDERS, CS_ORDERS_SHIPPED_AT, CS_ORDERS_ORDERED_AT },
	{ CS_KIND_ORDERS, CS_ORDERS_DELIVERED_AT, CS_ORDERS_ORDERED_AT },
	{ CS_KIND_ORDERS, CS_ORDERS_DELIVERED_AT, CS_ORDERS_SHIPPED_AT },
	{ CS_KIND_RETURNS, CS_RETURNS_REFUNDED_AT, CS_RETURNS_REQUESTED_AT },
};

static const char *
name_of(const struct cs_normal *n, const struct cs_record *record, int column)
{
	const struct cs_pick *pick = record->kind == n->preset->kind ? cs_match_pick(&n->match, column) : NULL;

	return pick && pick->header && *pick->header ? pick->header : record->kind->columns[column].name;
}

static void
count(struct cs_doubt *doubt, uint64_t line, const char *column, const char *other)
{
	if (doubt->rows++ == 0)
		*doubt = (struct cs_doubt){ .rows = 1, .line = line, .column = column, .other = other };
}

/* The day of a cell; CS_NO_NUMBER where it is no time, is empty, or may well be to come: a promise. */
static int64_t
day_of(const struct cs_record *record, int column)
{
	int64_t number = record->values[column].number;
	bool promise = record->kind == &cs_kinds[CS_KIND_CONTACTS] && column == CS_CONTACTS_PROMISED_AT;

	if (number == CS_NO_NUMBER || promise)
		return CS_NO_NUMBER;
	switch (record->kind->columns[column].type) {
	case CS_VALUE_TIME:
		return cs_day_of_time(number);
	case CS_VALUE_DAY:
		return number;
	case CS_VALUE_TEXT:
	case CS_VALUE_ID:
	case CS_VALUE_MONEY:
	case CS_VALUE_COUNT:
	case CS_VALUE_RATE:
	case CS_VALUE_WORD:
		break;
	}
	return CS_NO_NUMBER;
}

static void
look_ahead(struct cs_normal *n, const struct cs_taken *taken)
{
	const struct cs_record *record = taken->record;

	for (int i = 0; i < (int)record->kind->count; i++) {
		int64_t day = day_of(record, i);

		if (day != CS_NO_NUMBER && day > n->as_of) {
			count(&n->later, taken->line, name_of(n, record, i), "");
			return;
		}
	}
}

/* By the day: exports give one time with its hour and another without. */
static void
look_back(struct cs_normal *n, const struct cs_taken *taken)
{
	const struct cs_record *record = taken->record;

	for (size_t i = 0; i < CS_COUNT(steps); i++) {
		if (record->kind != &cs_kinds[steps[i].kind])
			continue;
		int64_t step = day_of(record, steps[i].step), first = day_of(record, steps[i].first);

		if (step != CS_NO_NUMBER && first != CS_NO_NUMBER && step < first) {
			count(&n->turned, taken->line, name_of(n, record, steps[i].step),
			    name_of(n, record, steps[i].first));
			return;
		}
	}
}

void
cs_doubt_note(struct cs_normal *n, const struct cs_taken *taken)
{
	if (n->as_of > 0)
		look_ahead(n, taken);
	look_back(n, taken);
}

/* Said even to those who want it quiet: every rate and every deadline stands on these days. */
void
cs_doubt_report(const struct cs_normal *n, const char *name)
{
	char today[CS_DAY_TEXT];
	const struct cs_doubt *later = &n->later, *turned = &n->turned;

	if (later->rows)
		cs_warn(cs_tr_count("%s:%llu: %s: after today (%s), %llu row; taken as it is; "
		    "if the date is wrong, undo the import and mend the file",
		    "%s:%llu: %s: after today (%s), %llu rows; taken as they are; "
		    "if the dates are wrong, undo the import and mend the file",
		    (unsigned long)later->rows), name, (unsigned long long)later->line, later->column,
		    cs_day_format(today, n->as_of), (unsigned long long)later->rows);
	if (turned->rows)
		cs_warn(cs_tr_count("%s:%llu: %s: before %s, %llu row; taken as it is; "
		    "if a date is wrong, undo the import and mend the file",
		    "%s:%llu: %s: before %s, %llu rows; taken as they are; "
		    "if dates are wrong, undo the import and mend the file",
		    (unsigned long)turned->rows), name, (unsigned long long)turned->line, turned->column, turned->other,
		    (unsigned long long)turned->rows);
}
