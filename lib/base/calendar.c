#include "base/calendar.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/tabbed.h"

#define HOLIDAYS "base/holidays.tsv"

/* The table is complete for these years; its last day is in the file's test. */
#define FIRST_YEAR 2015
#define LAST_YEAR 2027

static const char kinds[] = "holiday|closed|open|covers";
enum kind { HOLIDAY, CLOSED, OPEN, COVERS };

static unsigned
weekend(cs_day day)
{
	int weekday = cs_weekday(day);

	return weekday == 5 ? CS_DAY_SATURDAY : weekday == 6 ? CS_DAY_SUNDAY : 0;
}

/* Makes the table reach `last`, with weekends marked. */
static void
cover(struct cs_calendar *cal, cs_day last)
{
	size_t count = (size_t)(last - cal->first) + 1;

	cal->flags = cs_realloc(cal->flags, count, 1);
	for (cs_day day = cal->last + 1; day <= last; day++)
		cal->flags[day - cal->first] = (uint8_t)weekend(day);
	cal->last = last;
	cal->stale = true;
}

static cs_day
day_of_cell(const struct cs_cells *cells)
{
	cs_day day = CS_NO_DAY;

	if (!cs_day_parse(cells->text[0], cells->len[0], &day))
		CS_BUG("a built-in holiday without a date");
	return day;
}

void
cs_calendar_open(struct cs_calendar *cal, enum cs_labor_day labor)
{
	const char *const *lines = cs_table_lines(HOLIDAYS);
	struct cs_cells cells;

	*cal = (struct cs_calendar){ .first = cs_day_of(FIRST_YEAR, 1, 1) };
	cal->last = cal->first - 1;
	cover(cal, cs_day_of(LAST_YEAR, 12, 31));
	while (*++lines) {
		cs_cells_split(&cells, *lines);
		/* The reason of the two disputed rows ends with the word labor. */
		if (labor == CS_LABOR_WORKDAY && strstr(cells.text[4], "; labor"))
			continue;
		cal->flags[day_of_cell(&cells) - cal->first] |= CS_DAY_HOLIDAY;
	}
	cs_calendar_index(cal);
}

void
cs_calendar_close(struct cs_calendar *cal)
{
	free(cal->flags);
	free(cal->open_upto);
	free(cal->open_days);
	*cal = (struct cs_calendar){ 0 };
}

void
cs_calendar_index(struct cs_calendar *cal)
{
	size_t count = (size_t)(cal->last - cal->first) + 1;

	cal->open_upto = cs_realloc(cal->open_upto, count, sizeof(*cal->open_upto));
	cal->open_days = cs_realloc(cal->open_days, count, sizeof(*cal->open_days));
	cal->open_count = 0;
	for (size_t i = 0; i < count; i++) {
		/* The shop's own closed days do not count: its duties go on (Art. 22(1)). */
		if ((cal->flags[i] & ~(unsigned)CS_DAY_CLOSED) == 0)
			cal->open_days[cal->open_count++] = cal->first + (cs_day)i;
		cal->open_upto[i] = (int32_t)cal->open_count;
	}
	cal->stale = false;
}

static void
apply(struct cs_calendar *cal, cs_day day, enum kind kind)
{
	uint8_t *flags = &cal->flags[day - cal->first];

	switch (kind) {
	case HOLIDAY:
		*flags |= CS_DAY_HOLIDAY;
		break;
	case CLOSED:
		*flags |= CS_DAY_CLOSED;
		break;
	case OPEN:
		*flags &= (uint8_t)~(CS_DAY_HOLIDAY | CS_DAY_CLOSED);
		break;
	case COVERS:
		break;
	}
	cal->stale = true;
}

/* A typing error in a year must not make a table of a thousand years. */
#define COVER_YEARS_MAX 50

enum cs_status
cs_calendar_add(struct cs_calendar *cal, const char *line, size_t len, struct cs_err *err)
{
	struct cs_cells words;
	cs_day day;

	cs_words_split(&words, line, len);
	const char *date = words.text[0], *kind_text = words.text[1];
	size_t date_len = words.len[0], kind_len = words.len[1];
	int kind = cs_cell_find(kinds, kind_text, kind_len);

	if (words.count == 0)
		return CS_OK;
	if (!cs_day_parse(date, date_len, &day))
		return cs_err_set(err, CS_EINPUT, _("not a date: \"%.*s\""), (int)date_len, date);
	if (kind < 0)
		return cs_err_set(err, CS_EINPUT,
		    _("not a kind of day: \"%.*s\"; one of: holiday closed open covers"),
		    (int)kind_len, kind_text);
	if (kind == COVERS && day > cs_day_of(LAST_YEAR + COVER_YEARS_MAX, 12, 31))
		return cs_err_set(err, CS_EINPUT, _("too far ahead: \"%.*s\""), (int)date_len, date);
	if (kind == COVERS && day > cal->last)
		cover(cal, day);
	if (!cs_calendar_covers(cal, day))
		return cs_calendar_outside(cal, day, err);
	apply(cal, day, (enum kind)kind);
	return CS_OK;
}

bool
cs_calendar_covers(const struct cs_calendar *cal, cs_day day)
{
	return day >= cal->first && day <= cal->last;
}

enum cs_status
cs_calendar_outside(const struct cs_calendar *cal, cs_day day, struct cs_err *err)
{
	char text[CS_DAY_TEXT], first[CS_DAY_TEXT], last[CS_DAY_TEXT];

	return cs_err_set(err, CS_EINPUT,
	    _("%s: the table of holidays covers %s to %s; to extend it, give a file with "
	      "--holidays that lists the later holidays and a line \"YYYY-12-31 covers\""),
	    cs_day_format(text, day), cs_day_format(first, cal->first),
	    cs_day_format(last, cal->last));
}

unsigned
cs_calendar_flags(const struct cs_calendar *cal, cs_day day)
{
	if (!cs_calendar_covers(cal, day))
		CS_BUG("a day outside the calendar");
	return cal->flags[day - cal->first];
}

bool
cs_calendar_is_business(const struct cs_calendar *cal, cs_day day)
{
	return cs_calendar_flags(cal, day) == 0;
}

cs_day
cs_calendar_roll(const struct cs_calendar *cal, cs_day day)
{
	/* A shop's own closed day is no public holiday: it moves nothing. */
	while (cs_calendar_covers(cal, day) &&
	    (cal->flags[day - cal->first] & ~(unsigned)CS_DAY_CLOSED))
		day++;
	return cs_calendar_covers(cal, day) ? day : CS_NO_DAY;
}

static cs_day
business_end(const struct cs_calendar *cal, cs_day from, int count)
{
	if (!cs_calendar_covers(cal, from))
		return CS_NO_DAY;
	if (cal->stale)
		CS_BUG("a calendar that was not indexed");
	/* As many business days as were over with `from`, and `count` more. */
	size_t index = (size_t)cal->open_upto[from - cal->first] + (size_t)count - 1;

	return index < cal->open_count ? cal->open_days[index] : CS_NO_DAY;
}

cs_day
cs_calendar_end(const struct cs_calendar *cal, cs_day from, int count, enum cs_unit unit,
    cs_day *nominal)
{
	cs_day ignored, *before = nominal ? nominal : &ignored;

	switch (unit) {
	case CS_UNIT_DAYS:
		*before = from + count;
		break;
	case CS_UNIT_MONTHS:
		*before = cs_day_add_months(from, count);
		break;
	case CS_UNIT_BUSINESS:
		*before = business_end(cal, from, count);
		/* The day that the table lacks is the one behind its last. */
		if (*before == CS_NO_DAY) {
			*before = cs_calendar_covers(cal, from) ? cal->last + 1 : from;
			return CS_NO_DAY;
		}
		return *before;
	}
	return cs_calendar_roll(cal, *before);
}

void
cs_calendar_names(cs_day day, bool korean, struct cs_str *out)
{
	const char *const *lines = cs_table_lines(HOLIDAYS);
	char text[CS_DAY_TEXT];
	struct cs_cells cells;

	cs_day_format(text, day);
	cs_str_clear(out);
	cs_str_reserve(out, 0);
	while (*++lines) {
		if (strncmp(*lines, text, CS_DAY_TEXT - 1) != 0)
			continue;
		cs_cells_split(&cells, *lines);
		if (out->len)
			cs_str_add(out, ", ");
		cs_str_add_n(out, cells.text[korean ? 1 : 2], cells.len[korean ? 1 : 2]);
	}
}
