#include "report/improvements.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "stream/rows.h"

enum { DATE, ABOUT, WHAT, COLUMNS };

static enum cs_status
take_row(void *self, const struct cs_field *cells, struct cs_err *err)
{
	struct cs_improvements *improvements = self;
	cs_day day;

	if (!cs_day_parse(cells[DATE].text, cells[DATE].len, &day))
		return cs_err_set(err, CS_EINPUT, _("%s: not a date: \"%.*s\""), "date", (int)cells[DATE].len, cells[DATE].text);
	improvements->items = cs_grow(improvements->items, &improvements->cap, improvements->count + 1,
	    sizeof(*improvements->items));
	improvements->items[improvements->count++] = (struct cs_improvement){ .day = day,
		.about = cs_strndup(cells[ABOUT].text, cells[ABOUT].len), .what = cs_strndup(cells[WHAT].text, cells[WHAT].len) };
	return CS_OK;
}

enum cs_status
cs_improvements_read(struct cs_improvements *improvements, const char *path, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct cs_want wants[COLUMNS] = {
		[DATE] = { "date", true, -1 }, [ABOUT] = { "about", true, -1 }, [WHAT] = { "what", true, -1 },
	};

	return path ? cs_rows_each(path, &any, wants, COLUMNS, take_row, improvements, err) : CS_OK;
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

/* True when `cause` is `above` or stands below it: delivery.late is within delivery. */
static bool
is_within(const char *cause, const char *above)
{
	size_t len = strlen(above);

	return strncmp(cause, above, len) == 0 && (cause[len] == '\0' || cause[len] == '.');
}

bool
cs_improvement_is_about(const struct cs_improvement *improvement, const char *series, const char *cause)
{
	const char *about = improvement->about;

	if (*about == '\0' || strcmp(about, series) == 0)
		return true;
	return cause && (is_within(about, cause) || is_within(cause, about));
}
