#include "stream/reader.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "stream/csv.h"
#include "stream/source.h"

#define READ_BYTES (256u << 10)
#define LOOK_LINES 30 /* notices may stand above the header */

struct cs_reader {
	struct cs_source *source;
	struct cs_csv *csv;   /* NULL where the separator allows no quotes */
	char separator;
	bool escapes;         /* our TSV: \t \n \r \\ */
	size_t chunk;
	char *buf;
	size_t pos, end, cap; /* the bytes not yet handed out are [pos, end) */
	bool eof;
	uint64_t line;        /* physical lines taken so far */
	struct cs_field *fields;
	size_t field_cap;
	struct cs_str cells;  /* decoded TSV fields */
};

static enum cs_status
too_long(const struct cs_reader *r, uint64_t line, struct cs_err *err)
{
	return cs_err_set(err, CS_EINPUT, _("%s:%llu: the row is longer than 8 MiB; "
	    "is a quote opened in it and never closed?"),
	    cs_reader_name(r), (unsigned long long)line);
}

/* Reads on behind `end`; offsets from `pos` stay true, pointers do not. */
static enum cs_status
fill(struct cs_reader *r, struct cs_err *err)
{
	if (r->pos > 0) {
		memmove(r->buf, r->buf + r->pos, r->end - r->pos);
		r->end -= r->pos;
		r->pos = 0;
	}
	r->buf = cs_grow(r->buf, &r->cap, r->end + r->chunk, 1);
	size_t got;
	enum cs_status st = cs_source_read(r->source, r->buf + r->end, r->chunk, &got, err);

	r->end += got;
	r->eof = st == CS_OK && got == 0;
	return st;
}

/*
 * The line that begins `from` bytes behind pos: *len without its newline,
 * *whole with it.  CS_OK at the end of the input.
 */
static enum cs_status
find_line(struct cs_reader *r, size_t from, size_t *len, size_t *whole, struct cs_err *err)
{
	size_t seen = from;

	for (;;) {
		size_t have = r->end - r->pos;
		char *newline = have > seen ? memchr(r->buf + r->pos + seen, '\n', have - seen) : NULL;

		if (newline) {
			*len = (size_t)(newline - (r->buf + r->pos)) - from;
			*whole = *len + 1;
			return CS_ROW;
		}
		if (r->eof) {
			*len = *whole = have - from;
			return *len > 0 ? CS_ROW : CS_OK;
		}
		if (have > CS_ROW_BYTES_MAX)
			return too_long(r, r->line + 1, err);
		seen = have;
		enum cs_status st = fill(r, err);

		if (st != CS_OK)
			return st;
	}
}

static void
add_field(struct cs_reader *r, struct cs_row *row, const char *text, size_t len)
{
	if (row->count >= r->field_cap)
		r->fields = cs_grow(r->fields, &r->field_cap, row->count + 1, sizeof(*r->fields));
	r->fields[row->count++] = (struct cs_field){ text, len };
}

#define ONES UINT64_C(0x0101010101010101)
#define HIGHS UINT64_C(0x8080808080808080)

/* The high bit of the first byte of `word` that is equal to `c`; bits above it mean nothing. */
static uint64_t
first_equal(uint64_t word, unsigned char c)
{
	uint64_t v = word ^ (ONES * c);

	return (v - ONES) & ~v & HIGHS;
}

/*
 * The first separator or quote in [p, end), or `end`; eight bytes at a look,
 * because this is where most of the time of reading goes.
 */
static const char *
find_mark(const char *p, const char *end, char separator, char quote)
{
	for (; end - p >= 8; p += 8) {
		uint64_t word;

		memcpy(&word, p, sizeof(word));
		word = le64toh(word);
		uint64_t marks = first_equal(word, (unsigned char)separator) | first_equal(word, (unsigned char)quote);

		if (marks)
			return p + __builtin_ctzll(marks) / 8;
	}
	while (p < end && *p != separator && *p != quote)
		p++;
	return p;
}

/*
 * The closing quote of the field whose opening quote is at `p`, or NULL where
 * libcsv has to judge: the quote is inside a field, is doubled or does not
 * close, or a CR stands in the row, which ends it for libcsv.
 */
static const char *
closing_quote(const struct cs_reader *r, const struct cs_row *row, const char *begin, const char *p)
{
	const char *end = row->raw + row->raw_len;
	const char *close = p == begin ? memchr(p + 1, '"', (size_t)(end - p - 1)) : NULL;

	if (!close || (close + 1 < end && close[1] != r->separator) || memchr(row->raw, '\r', row->raw_len))
		return NULL;
	return close;
}

/*
 * Splits a row that needs no libcsv: quotes, if any, stand around whole
 * fields and are not doubled inside.  False, and no fields, for all else.
 */
static bool
split(struct cs_reader *r, struct cs_row *row)
{
	const char *p = row->raw, *end = row->raw + row->raw_len;
	char quote = r->csv ? '"' : r->separator;

	for (;;) {
		const char *begin = p;

		p = find_mark(p, end, r->separator, quote);
		if (p < end && *p == '"' && r->csv) {
			const char *close = closing_quote(r, row, begin, p);

			if (!close) {
				row->count = 0;
				return false;
			}
			add_field(r, row, p + 1, (size_t)(close - p - 1));
			p = close + 1;
		} else {
			add_field(r, row, begin, (size_t)(p - begin));
		}
		if (p == end)
			return true;
		p++;
	}
}

static void
split_blanks(struct cs_reader *r, struct cs_row *row)
{
	const char *p = row->raw, *end = row->raw + row->raw_len;

	while (p < end) {
		while (p < end && (*p == ' ' || *p == '\t'))
			p++;
		const char *begin = p;

		while (p < end && *p != ' ' && *p != '\t')
			p++;
		if (p > begin)
			add_field(r, row, begin, (size_t)(p - begin));
	}
}

static char
unescape(char c)
{
	return c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
}

/* An escape that is none of the four stands for itself. */
static void
decode(struct cs_reader *r, struct cs_field *field)
{
	char *to = r->cells.data + r->cells.len, *begin = to;

	for (size_t i = 0; i < field->len; i++) {
		char c = field->text[i];

		if (c == '\\' && i + 1 < field->len && strchr("tnr\\", field->text[i + 1]))
			c = unescape(field->text[++i]);
		*to++ = c;
	}
	*field = (struct cs_field){ begin, (size_t)(to - begin) };
	r->cells.len += field->len;
}

static void
decode_escapes(struct cs_reader *r, struct cs_row *row)
{
	if (!memchr(row->raw, '\\', row->raw_len))
		return;
	/* Decoding never makes longer, so the pointers into cells stay true. */
	cs_str_clear(&r->cells);
	cs_str_reserve(&r->cells, row->raw_len);
	for (size_t i = 0; i < row->count; i++)
		decode(r, &r->fields[i]);
}

/*
 * A row with quotes: line after line goes to libcsv until the row is whole.
 * *taken gets the bytes of all its lines.
 */
static enum cs_status
read_quoted(struct cs_reader *r, struct cs_row *row, size_t *taken, struct cs_err *err)
{
	size_t len, whole;
	enum cs_status st;

	*taken = 0;
	while ((st = find_line(r, *taken, &len, &whole, err)) == CS_ROW) {
		bool last = len == whole;
		enum cs_csv_state state = cs_csv_feed(r->csv, r->buf + r->pos + *taken, whole, last);

		*taken += whole;
		row->raw_len = *taken - (whole - len);
		row->unended = last;
		r->line++;
		if (state == CS_CSV_ROW)
			return CS_ROW;
		if (*taken > CS_ROW_BYTES_MAX)
			return too_long(r, row->line, err);
		if (state == CS_CSV_BROKEN)
			row->fault = N_("a quote stands inside a field, or text or a bare CR behind a closing quote");
		/* A row of one line is cut off here; in one of several, any line may have the stray quote. */
		else if (state == CS_CSV_UNCLOSED && row->line == r->line)
			row->fault = N_("a quote is opened in this row and never closed: the file breaks off; download it again");
		if (row->fault)
			return CS_ROW;
		if (state == CS_CSV_UNCLOSED)
			break;
	}
	if (cs_failed(st))
		return st;
	return cs_err_set(err, CS_EINPUT, _("%s:%llu: a quote is opened in this row and never closed; close it, or "
	    "download the file again if it broke off"),
	    cs_reader_name(r), (unsigned long long)row->line);
}

static void
take_quoted_fields(struct cs_reader *r, struct cs_row *row)
{
	for (size_t i = 0; i < cs_csv_count(r->csv); i++) {
		size_t len;
		const char *text = cs_csv_field(r->csv, i, &len);

		add_field(r, row, text, len);
	}
}

/* False where the row is libcsv's business. */
static bool
take_plain_fields(struct cs_reader *r, struct cs_row *row)
{
	if (r->separator == ' ')
		split_blanks(r, row);
	else if (!split(r, row))
		return false;
	if (r->escapes)
		decode_escapes(r, row);
	return true;
}

/* What makes the whole row unusable, found out before any field is looked at. */
static void
check_bytes(const struct cs_reader *r, struct cs_row *row)
{
	const char *bad = cs_text_fault(row->raw, row->raw_len);

	if (!bad)
		return;
	row->fault = N_("a byte that is not UTF-8; if the file is Korean of old, say --encoding cp949");
	if (!*bad)
		row->fault = N_("a NUL byte");
	else if (strcmp(cs_source_encoding(r->source), "utf-8") != 0)
		row->fault = N_("the file breaks off in the middle of a letter, or is not in this encoding; download it again");
	else if (row->unended && bad == row->raw + cs_text_cut(row->raw, row->raw_len))
		row->fault = N_("the file breaks off in the middle of a letter; download it again");
}

static void
drop_cr(struct cs_row *row)
{
	if (row->raw_len > 0 && row->raw[row->raw_len - 1] == '\r')
		row->raw_len--;
}

/* A row that is one line, from which `row` was filled but for its fields. */
static bool
read_plain(struct cs_reader *r, struct cs_row *row)
{
	row->raw = r->buf + r->pos;
	drop_cr(row);
	return take_plain_fields(r, row);
}

/* Fills `row` from the line at pos; *taken gets the bytes that belong to it. */
static enum cs_status
read_row(struct cs_reader *r, struct cs_row *row, size_t *taken, struct cs_err *err)
{
	size_t len, whole;
	enum cs_status st = find_line(r, 0, &len, &whole, err);

	if (st != CS_ROW)
		return st;
	*row = (struct cs_row){ .line = r->line + 1, .raw_len = len, .unended = len == whole };
	*taken = whole;
	bool plain = read_plain(r, row);

	if (plain) {
		r->line++;
	} else {
		row->raw_len = len;
		st = read_quoted(r, row, taken, err);
		row->raw = r->buf + r->pos;
		drop_cr(row);
	}
	if (st != CS_ROW)
		return st;
	if (!row->fault)
		check_bytes(r, row);
	if (!row->fault && !plain)
		take_quoted_fields(r, row);
	if (row->fault)
		row->count = 0;
	if (row->count > CS_ROW_FIELDS_MAX) {
		row->count = 0;
		row->fault = N_("more than 16,384 columns");
	}
	row->fields = r->fields;
	return CS_ROW;
}

static bool
is_blank(const struct cs_row *row)
{
	for (size_t i = 0; i < row->raw_len; i++) {
		if (row->raw[i] != ' ')
			return false;
	}
	return true;
}

enum cs_status
cs_reader_next(struct cs_reader *r, struct cs_row *row, struct cs_err *err)
{
	enum cs_status st;
	size_t taken;

	while ((st = read_row(r, row, &taken, err)) == CS_ROW) {
		r->pos += taken;
		if (!is_blank(row))
			return CS_ROW;
	}
	return st;
}

/*
 * True when every line looked at has the same number of blank-parted words,
 * three at least: a table of numbers, and no list of names or sentences.
 */
static bool
is_parted_by_blanks(const struct cs_reader *r)
{
	size_t words = 0, first = 0, lines = 0;
	bool inside = false;

	for (size_t i = r->pos; i < r->end && lines < LOOK_LINES; i++) {
		char c = r->buf[i];

		if (c != ' ' && c != '\r' && c != '\n') {
			words += !inside;
			inside = true;
			continue;
		}
		inside = false;
		if (c != '\n')
			continue;
		if (words > 0 && first > 0 && words != first)
			return false;
		first = first > 0 ? first : words;
		words = 0;
		lines++;
	}
	return first >= 3;
}

/*
 * Tabs anywhere in the first lines make it TSV; else the more frequent of
 * comma and semicolon.  Lines of notice above the header hold neither often.
 */
static char
find_separator(const struct cs_reader *r)
{
	size_t tabs = 0, commas = 0, semicolons = 0, lines = 0;

	for (size_t i = r->pos; i < r->end && lines < LOOK_LINES; i++) {
		tabs += r->buf[i] == '\t';
		commas += r->buf[i] == ',';
		semicolons += r->buf[i] == ';';
		lines += r->buf[i] == '\n';
	}
	if (tabs + commas + semicolons == 0 && is_parted_by_blanks(r))
		return ' ';
	return tabs > 0 ? '\t' : semicolons > commas ? ';' : ',';
}

static void
settle_separator(struct cs_reader *r, char wanted)
{
	/* Spreadsheets that save "Unicode text" quote as CSV does; our TSV never. */
	bool spreadsheet = strncmp(cs_source_encoding(r->source), "utf-16", 6) == 0;

	r->separator = wanted ? wanted : find_separator(r);
	r->escapes = r->separator == '\t' && !spreadsheet;
	if (r->separator != ' ' && !r->escapes)
		r->csv = cs_csv_open(r->separator);
}

enum cs_status
cs_reader_open(struct cs_reader **reader, const char *path, const struct cs_reader_options *options,
    struct cs_err *err)
{
	struct cs_reader *r = cs_calloc(1, sizeof(*r));
	enum cs_status st = cs_source_open(&r->source, path, options->encoding, err);

	r->chunk = options->chunk ? options->chunk : READ_BYTES;
	if (st == CS_OK)
		st = fill(r, err);
	*reader = r;
	if (st != CS_OK) {
		cs_reader_close(r);
		*reader = NULL;
		return st;
	}
	settle_separator(r, options->separator);
	return CS_OK;
}

void
cs_reader_close(struct cs_reader *r)
{
	if (!r)
		return;
	cs_source_close(r->source);
	cs_csv_close(r->csv);
	cs_str_release(&r->cells);
	free(r->fields);
	free(r->buf);
	free(r);
}

const char *
cs_reader_name(const struct cs_reader *r)
{
	return cs_source_name(r->source);
}

const char *
cs_reader_encoding(const struct cs_reader *r)
{
	return cs_source_encoding(r->source);
}

bool
cs_reader_of_excel(const struct cs_reader *r)
{
	return cs_source_of_excel(r->source);
}

char
cs_reader_separator(const struct cs_reader *r)
{
	return r->separator;
}

uint64_t
cs_reader_done(const struct cs_reader *r)
{
	return cs_source_done(r->source);
}

uint64_t
cs_reader_size(const struct cs_reader *r)
{
	return cs_source_size(r->source);
}

static int
find_column(const struct cs_row *header, const char *name)
{
	for (size_t i = 0; i < header->count; i++) {
		if (header->fields[i].len == strlen(name) &&
		    memcmp(header->fields[i].text, name, header->fields[i].len) == 0)
			return (int)i;
	}
	return -1;
}

static bool
is_data(struct cs_field cell)
{
	size_t digits = 0;

	for (size_t i = 0; i < cell.len; i++) {
		digits += cell.text[i] >= '0' && cell.text[i] <= '9';
		if (cell.text[i] == '@' && i > 0 && i + 1 < cell.len)
			return true;
	}
	return digits >= 5;
}

bool
cs_row_is_data(const struct cs_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (is_data(row->fields[i]))
			return true;
	}
	return false;
}

/* The names parted by commas: a raw header of tabs cannot be shown. */
static enum cs_status
no_column(const struct cs_reader *r, const struct cs_row *header, const char *name, struct cs_err *err)
{
	struct cs_str names = { 0 };

	if (cs_row_is_data(header))
		return cs_err_set(err, CS_EINPUT, _("%s:%llu: no column \"%s\": the row looks like data, not like a header; "
		    "put a line with the names of the columns above it"), cs_reader_name(r),
		    (unsigned long long)header->line, name);
	cs_str_add(&names, "");
	for (size_t i = 0; i < header->count; i++)
		cs_str_add_format(&names, "%s%.*s", i ? ", " : "", (int)header->fields[i].len,
		    header->fields[i].text);
	cs_err_set(err, CS_EINPUT, _("%s:%llu: no column \"%s\"; there are: %s"), cs_reader_name(r),
	    (unsigned long long)header->line, name, names.data);
	cs_str_release(&names);
	return CS_EINPUT;
}

enum cs_status
cs_columns_find(const struct cs_reader *r, const struct cs_row *header, struct cs_want *wants,
    size_t count, struct cs_err *err)
{
	for (size_t i = 0; i < count; i++) {
		wants[i].index = find_column(header, wants[i].name);
		if (wants[i].index < 0 && wants[i].needed)
			return no_column(r, header, wants[i].name, err);
	}
	return CS_OK;
}

struct cs_field
cs_row_field(const struct cs_row *row, int index)
{
	if (index < 0 || (size_t)index >= row->count)
		return (struct cs_field){ "", 0 };
	return row->fields[index];
}
