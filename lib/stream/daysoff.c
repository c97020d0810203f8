#include "stream/daysoff.h"

#include "stream/rows.h"

static enum cs_status
take_line(void *cal, const char *line, size_t len, struct cs_err *err)
{
	return cs_calendar_add(cal, line, len, err);
}

enum cs_status
cs_daysoff_read(struct cs_calendar *cal, const char *path, struct cs_err *err)
{
	enum cs_status st = cs_lines_each(path, take_line, cal, err);

	cs_calendar_index(cal);
	return st;
}
