#include "stream/csv.h"

#include <csv.h>
#include <stdlib.h>

#include "base/mem.h"

struct cs_csv {
	struct csv_parser parser;
	char separator;
	struct cs_str cells; /* the fields of the row, side by side */
	size_t *ends;        /* owned: offset behind each field */
	size_t count, cap;
	bool complete;
};

/* libcsv trims what this calls a space; exports mean their blanks. */
static int
nothing_is_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
start(struct cs_csv *csv)
{
	if (csv_init(&csv->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		CS_BUG("libcsv does not start");
	csv_set_delim(&csv->parser, (unsigned char)csv->separator);
	csv_set_space_func(&csv->parser, nothing_is_space);
}

struct cs_csv *
cs_csv_open(char separator)
{
	struct cs_csv *csv = cs_calloc(1, sizeof(*csv));

	csv->separator = separator;
	start(csv);
	return csv;
}

void
cs_csv_close(struct cs_csv *csv)
{
	if (!csv)
		return;
	csv_free(&csv->parser);
	cs_str_release(&csv->cells);
	free(csv->ends);
	free(csv);
}

void
cs_csv_restart(struct cs_csv *csv)
{
	csv_free(&csv->parser);
	start(csv);
	cs_str_clear(&csv->cells);
	csv->count = 0;
	csv->complete = false;
}

static void
take_field(void *text, size_t len, void *self)
{
	struct cs_csv *csv = self;

	cs_str_add_n(&csv->cells, text, len);
	csv->ends = cs_grow(csv->ends, &csv->cap, csv->count + 1, sizeof(*csv->ends));
	csv->ends[csv->count++] = csv->cells.len;
}

static void
take_row(int terminator, void *self)
{
	struct cs_csv *csv = self;

	(void)terminator;
	csv->complete = true;
}

enum cs_csv_state
cs_csv_feed(struct cs_csv *csv, const char *bytes, size_t len, bool last)
{
	if (csv->complete) {
		cs_str_clear(&csv->cells);
		csv->count = 0;
		csv->complete = false;
	}
	bool ok = csv_parse(&csv->parser, bytes, len, take_field, take_row, csv) == len;

	if (ok && last && !csv->complete)
		ok = csv_fini(&csv->parser, take_field, take_row, csv) == 0;
	if (!ok) {
		cs_csv_restart(csv);
		return CS_CSV_BROKEN;
	}
	return csv->complete ? CS_CSV_ROW : CS_CSV_MORE;
}

size_t
cs_csv_count(const struct cs_csv *csv)
{
	return csv->count;
}

const char *
cs_csv_field(const struct cs_csv *csv, size_t i, size_t *len)
{
	size_t begin = i > 0 ? csv->ends[i - 1] : 0;

	*len = csv->ends[i] - begin;
	return csv->cells.data ? csv->cells.data + begin : "";
}
