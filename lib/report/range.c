/* The days that a report covers. */
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/num.h"
#include "report/report.h"
#include "stream/daysoff.h"

#define DAYS_MAX 3660
#define WEEK 7

/* A word for a range, and what it means on a day. */
struct range_word {
	const char *word;
	void (*set)(cs_day as_of, cs_day *from, cs_day *to);
};

static void
set_today(cs_day as_of, cs_day *from, cs_day *to)
{
	*from = *to = as_of;
}

static void
set_yesterday(cs_day as_of, cs_day *from, cs_day *to)
{
	*from = *to = as_of - 1;
}

static void
set_week(cs_day as_of, cs_day *from, cs_day *to)
{
	*from = cs_week_start(as_of);
	*to = as_of;
}

static void
set_last_week(cs_day as_of, cs_day *from, cs_day *to)
{
	*to = cs_week_start(as_of) - 1;
	*from = *to - WEEK + 1;
}

static void
set_month(cs_day as_of, cs_day *from, cs_day *to)
{
	*from = cs_month_start(as_of);
	*to = as_of;
}

static void
set_last_month(cs_day as_of, cs_day *from, cs_day *to)
{
	*to = cs_month_start(as_of) - 1;
	*from = cs_month_start(*to);
}

static void
set_year(cs_day as_of, cs_day *from, cs_day *to)
{
	*from = cs_year_start(as_of);
	*to = as_of;
}

static const struct range_word range_words[] = {
	{ "today", set_today },
	{ "yesterday", set_yesterday },
	{ "week", set_week },
	{ "last-week", set_last_week },
	{ "month", set_month },
	{ "last-month", set_last_month },
	{ "year", set_year },
};

/* Outside the table of holidays, weekends alone count; the shop's own days off, always. */
static bool
is_business(const struct cs_calendar *calendar, cs_day day)
{
	if (!cs_calendar_covers(calendar, day))
		return cs_weekday(day) < 5;
	return cs_calendar_is_business(calendar, day) && !(cs_calendar_flags(calendar, day) & CS_DAY_CLOSED);
}

/* From the last business day to yesterday: on a Monday, what the weekend brought is news too. */
static enum cs_status
set_last_business_day(cs_day as_of, const char *holidays, cs_day *from, cs_day *to, struct cs_err *err)
{
	struct cs_calendar calendar = { 0 };
	enum cs_status st = CS_OK;

	cs_calendar_open(&calendar, CS_LABOR_HOLIDAY);
	if (holidays)
		st = cs_daysoff_read(&calendar, holidays, err);
	else
		cs_calendar_index(&calendar);
	*from = *to = as_of - 1;
	while (st == CS_OK && !is_business(&calendar, *from))
		--*from;
	cs_calendar_close(&calendar);
	return st;
}

/* "last-30-days": up to and with yesterday. */
static bool
parse_last_days(const char *words, cs_day as_of, cs_day *from, cs_day *to)
{
	size_t len = strlen(words), head = strlen("last-"), tail = strlen("-days");
	int64_t days;

	if (len <= head + tail || strncmp(words, "last-", head) != 0 || strcmp(words + len - tail, "-days") != 0)
		return false;
	if (!cs_int_parse(words + head, len - head - tail, &days) || days < 1 || days > DAYS_MAX)
		return false;
	*to = as_of - 1;
	*from = as_of - (cs_day)days;
	return true;
}

/* One day, or one month. */
static bool
parse_span(const char *text, size_t len, cs_day *first, cs_day *last)
{
	char month[CS_DAY_TEXT];

	if (cs_day_parse(text, len, first)) {
		*last = *first;
		return true;
	}
	if (len != strlen("2026-10"))
		return false;
	snprintf(month, sizeof(month), "%.7s-01", text);
	if (!cs_day_parse(month, strlen(month), first))
		return false;
	*last = cs_day_add_months(*first, 1) - 1;
	return true;
}

static bool
parse_days(const char *words, cs_day *from, cs_day *to)
{
	const char *dots = strstr(words, "..");
	cs_day ignored;

	if (!dots)
		return parse_span(words, strlen(words), from, to);
	return parse_span(words, (size_t)(dots - words), from, &ignored) &&
	    parse_span(dots + 2, strlen(dots + 2), &ignored, to) && *from <= *to;
}

enum cs_status
cs_report_range(const char *words, cs_day as_of, const char *holidays, cs_day *from, cs_day *to, struct cs_err *err)
{
	if (strcmp(words, "last-business-day") == 0)
		return set_last_business_day(as_of, holidays, from, to, err);
	for (size_t i = 0; i < CS_COUNT(range_words); i++) {
		if (strcmp(words, range_words[i].word) == 0) {
			range_words[i].set(as_of, from, to);
			return CS_OK;
		}
	}
	if (parse_last_days(words, as_of, from, to) || parse_days(words, from, to))
		return CS_OK;
	return cs_err_set(err, CS_EUSAGE, _("--range: \"%s\" is not today, yesterday, last-business-day, week, last-week, "
	    "month, last-month, year, last-30-days, 2026-10 or 2026-10-01..2026-10-31"), words);
}
