#include "stream/daysoff.h"

#include <stdio.h>

#include "stream/reader.h"

enum cs_status
cs_daysoff_read(struct cs_calendar *cal, const char *path, struct cs_err *err)
{
	static const struct cs_reader_options words = { .separator = ' ' };
	struct cs_reader *reader;
	struct cs_row row;
	char place[CS_ERR_TEXT];
	enum cs_status st = cs_reader_open(&reader, path, &words, err);

	if (st != CS_OK)
		return st;
	while ((st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		st = cs_calendar_add(cal, row.raw, row.raw_len, err);
		if (st != CS_OK) {
			snprintf(place, sizeof(place), "%s:%llu", cs_reader_name(reader), (unsigned long long)row.line);
			cs_err_prefix(err, place);
			break;
		}
	}
	cs_reader_close(reader);
	cs_calendar_index(cal);
	return st;
}
