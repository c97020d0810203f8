#include "repurchase/period.h"

#include <stdio.h>

bool
cs_span_has(struct cs_span span, cs_day day)
{
	return (span.from == CS_NO_DAY || day >= span.from) && (span.to == CS_NO_DAY || day <= span.to);
}

/* Days since the Monday before 1970-01-01, which was a Thursday. */
static int32_t
week_of(cs_day day)
{
	return (cs_week_start(day) + 3) / 7;
}

int32_t
cs_period_of(enum cs_by by, cs_day day)
{
	if (by == CS_BY_ALL)
		return 0;
	if (by == CS_BY_WEEK)
		return week_of(day);
	struct cs_date d = cs_date_of(day);

	if (by == CS_BY_YEAR)
		return d.year;
	return by == CS_BY_QUARTER ? d.year * 4 + (d.month - 1) / 3 : d.year * 12 + d.month - 1;
}

cs_day
cs_period_first(enum cs_by by, int32_t period)
{
	switch (by) {
	case CS_BY_MONTH:
		return cs_day_of(period / 12, period % 12 + 1, 1);
	case CS_BY_WEEK:
		return period * 7 - 3;
	case CS_BY_QUARTER:
		return cs_day_of(period / 4, period % 4 * 3 + 1, 1);
	case CS_BY_YEAR:
		return cs_day_of(period, 1, 1);
	case CS_BY_ALL:
		return cs_day_of(1900, 1, 1);
	}
	return CS_NO_DAY;
}

cs_day
cs_period_last(enum cs_by by, int32_t period)
{
	return by == CS_BY_ALL ? cs_day_of(2999, 12, 31) : cs_period_first(by, period + 1) - 1;
}

/* A week belongs to the year of its Thursday (ISO 8601). */
static void
format_week(char out[CS_PERIOD_TEXT], int32_t period)
{
	cs_day thursday = cs_period_first(CS_BY_WEEK, period) + 3;
	int week = (thursday - cs_year_start(thursday)) / 7 + 1;

	snprintf(out, CS_PERIOD_TEXT, "%04d-W%02d", cs_date_of(thursday).year, week);
}

char *
cs_period_format(char out[CS_PERIOD_TEXT], enum cs_by by, int32_t period)
{
	switch (by) {
	case CS_BY_MONTH:
		snprintf(out, CS_PERIOD_TEXT, "%04d-%02d", period / 12, period % 12 + 1);
		break;
	case CS_BY_WEEK:
		format_week(out, period);
		break;
	case CS_BY_QUARTER:
		snprintf(out, CS_PERIOD_TEXT, "%04d-Q%c", period / 4, "1234"[period & 3]);
		break;
	case CS_BY_YEAR:
		snprintf(out, CS_PERIOD_TEXT, "%04d", period);
		break;
	case CS_BY_ALL:
		snprintf(out, CS_PERIOD_TEXT, "all");
		break;
	}
	return out;
}
