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
	bool torn;           /* a bare CR ended the row and more followed on the line */
	bool quoted;         /* the bytes to come stand inside quotes */
	char before;         /* the last byte fed; 0 at the start of a row */
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

static void
restart(struct cs_csv *csv)
{
	csv_free(&csv->parser);
	start(csv);
	cs_str_clear(&csv->cells);
	csv->count = 0;
	csv->complete = csv->torn = false;
	csv->quoted = false;
	csv->before = 0;
}

static void
take_field(void *text, size_t len, void *self)
{
	struct cs_csv *csv = self;

	csv->torn = csv->torn || csv->complete;
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

/*
 * Bytes to feed before the next = that must not be: ="0123" is how shops keep
 * a spreadsheet from taking the zero off an order number.  Outside quotes and
 * at the start of a field that = goes, and a quoted field is left.
 */
static size_t
until_formula(struct cs_csv *csv, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool starts = csv->before == 0 || csv->before == csv->separator;

		if (bytes[i] == '=' && !csv->quoted && starts && i + 1 < len && bytes[i + 1] == '"')
			return i;
		if (bytes[i] == '"')
			csv->quoted = !csv->quoted;
		csv->before = bytes[i];
	}
	return len;
}

static bool
parse(struct cs_csv *csv, const char *bytes, size_t len)
{
	for (size_t at = 0; at < len;) {
		size_t n = until_formula(csv, bytes + at, len - at);

		if (csv_parse(&csv->parser, bytes + at, n, take_field, take_row, csv) != n)
			return false;
		at += n + (n < len - at);
	}
	return true;
}

enum cs_csv_state
cs_csv_feed(struct cs_csv *csv, const char *bytes, size_t len, bool last)
{
	if (csv->complete) {
		cs_str_clear(&csv->cells);
		csv->count = 0;
		csv->complete = csv->torn = false;
		csv->quoted = false;
		csv->before = 0;
	}
	enum cs_csv_state bad = CS_CSV_BROKEN;
	bool ok = parse(csv, bytes, len);

	if (ok && last && !csv->complete) {
		bad = CS_CSV_UNCLOSED;
		ok = csv_fini(&csv->parser, take_field, take_row, csv) == 0;
	}
	/* For libcsv a bare CR ends the row too; then the next one began on this line. */
	bool torn = csv->torn || (csv->complete && csv->parser.pstate != 0);

	if (!ok || torn) {
		restart(csv);
		return bad;
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
