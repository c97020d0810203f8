#include "report/improvements.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/near.h"
#include "consult/cause.h"
#include "report/series.h"
#include "stream/rows.h"

enum { DATE, ABOUT, WHAT, COLUMNS };

/* A file being read, and what its rows may be about. */
struct reading {
	struct cs_improvements *improvements;
	const struct cs_causes *causes;
};

static bool
is_series(struct cs_field word)
{
	for (const char *const *series = cs_series_words; *series; series++) {
		if (strlen(*series) == word.len && memcmp(*series, word.text, word.len) == 0)
			return true;
	}
	return false;
}

/* Of a slip of the pen there would be no phase, and nobody would know. */
static enum cs_status
check_about(const struct reading *reading, struct cs_field about, struct cs_err *err)
{
	struct cs_near near;

	if (about.len == 0 || is_series(about) || cs_cause_find(reading->causes, about.text, about.len))
		return CS_OK;
	cs_near_begin(&near, about.text, about.len);
	for (const char *const *series = cs_series_words; *series; series++)
		cs_near_offer(&near, *series);
	for (size_t i = 0; i < reading->causes->count; i++)
		cs_near_offer(&near, reading->causes->items[i].code);
	if (near.best)
		return cs_err_set(err, CS_EINPUT, _("about: \"%.*s\" is no series and no cause; did you mean %s?"), (int)about.len,
		    about.text, near.best);
	return cs_err_set(err, CS_EINPUT, _("about: \"%.*s\" is no series and no cause; cs-consult causes --list shows the causes"),
	    (int)about.len, about.text);
}

static enum cs_status
take_row(void *self, const struct cs_field *cells, struct cs_err *err)
{
	struct reading *reading = self;
	struct cs_improvements *improvements = reading->improvements;
	cs_day day;

	if (!cs_day_parse(cells[DATE].text, cells[DATE].len, &day))
		return cs_err_set(err, CS_EINPUT, _("%s: not a date: \"%.*s\""), "date", (int)cells[DATE].len, cells[DATE].text);
	enum cs_status st = check_about(reading, cells[ABOUT], err);

	if (st != CS_OK)
		return st;
	improvements->items = cs_grow(improvements->items, &improvements->cap, improvements->count + 1,
	    sizeof(*improvements->items));
	improvements->items[improvements->count++] = (struct cs_improvement){ .day = day,
		.about = cs_strndup(cells[ABOUT].text, cells[ABOUT].len), .what = cs_strndup(cells[WHAT].text, cells[WHAT].len) };
	return CS_OK;
}

enum cs_status
cs_improvements_read(struct cs_improvements *improvements, const char *path, const struct cs_causes *causes,
    struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct reading reading = { improvements, causes };
	struct cs_want wants[COLUMNS] = {
		[DATE] = { "date", true, -1 }, [ABOUT] = { "about", true, -1 }, [WHAT] = { "what", true, -1 },
	};

	return path ? cs_rows_each(path, &any, wants, COLUMNS, take_row, &reading, err) : CS_OK;
}

void
cs_improvements_release(struct cs_improvements *improvements)
{
	for (size_t i = 0; i < improvements->count; i++) {
		free(improvements->items[i].about);
		free(improvements->items[i].what);
	}
	free(improvements->items);
	*improvements = (struct cs_improvements){ 0 };
}

/* True when one of the causes is the other or stands below it. */
static bool
is_one_branch(const char *one, const char *two)
{
	return cs_cause_code_is_within(one, strlen(one), two) || cs_cause_code_is_within(two, strlen(two), one);
}

bool
cs_improvement_is_about(const struct cs_improvement *improvement, const char *series, const char *cause)
{
	const char *about = improvement->about;

	if (*about == '\0' || strcmp(about, series) == 0)
		return true;
	return cause && is_one_branch(about, cause);
}
