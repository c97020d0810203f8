/*
 * Rows of a CSV, TSV or blank-separated input, one at a time, in bounded
 * memory: a file, or standard input.  UTF-8 comes out, whatever went in.
 *
 * Quoting follows RFC 4180 and is libcsv's business; a row without a quote,
 * or with quotes around whole fields and none inside, which is nearly every
 * row, is split here because that is five times faster.  A test feeds both
 * the same rows.  TSV has no quoting: \t \n \r \\
 * stand for the characters that would break a row.
 */
#ifndef CS_READER_H
#define CS_READER_H

#include "base/base.h"

#define CS_ROW_BYTES_MAX (8u << 20) /* one row; more is an unclosed quote */
#define CS_ROW_FIELDS_MAX 16384     /* as many as a spreadsheet has */

struct cs_reader;

struct cs_reader_options {
	const char *encoding; /* NULL or "auto": UTF-8, else CP949; or a name that iconv knows */
	char separator;       /* ',' ';' '\t', ' ' for runs of blanks, 0 to find out */
	size_t chunk;         /* bytes taken at a time, 64 or more; 0 for a good number */
};

struct cs_field {
	const char *text; /* not terminated; borrowed until the next row */
	size_t len;
};

struct cs_row {
	const struct cs_field *fields;
	size_t count;
	uint64_t line;     /* physical line on which the row begins, from 1 */
	const char *raw;   /* the row as it stood, without its line end */
	size_t raw_len;
	bool unended;      /* the input ended without a line end behind it */
	const char *fault; /* why the row cannot be used, or NULL; static text */
};

/*
 * Opens `path`, or standard input for NULL or "-".  Excel workbooks, HTML
 * pages and other files that are not text are refused here with the command
 * that turns them into CSV.  Returns CS_OK, CS_EINPUT or CS_EIO.
 */
enum cs_status cs_reader_open(struct cs_reader **reader, const char *path,
    const struct cs_reader_options *options, struct cs_err *err);
void cs_reader_close(struct cs_reader *reader);

/*
 * The next row that is not blank, or CS_OK at the end.  A row that breaks the
 * rules of quoting, is not UTF-8 or holds a NUL, and a last line that ends in
 * a quoted field, comes with its fault and no fields, and reading goes on
 * behind it.  CS_EINPUT where reading cannot go on (a quote that swallows the
 * lines behind it), CS_EIO when the file cannot be read.
 */
enum cs_status cs_reader_next(struct cs_reader *reader, struct cs_row *row, struct cs_err *err);

/* For messages: the file's name without its folders, or "stdin". */
const char *cs_reader_name(const struct cs_reader *reader);
/* "utf-8", "cp949", ... as found or told. */
const char *cs_reader_encoding(const struct cs_reader *reader);
/* True when a spreadsheet wrote it, by its byte order mark or encoding, and would not know bare UTF-8 again. */
bool cs_reader_of_excel(const struct cs_reader *reader);
/* The separator as found or told. */
char cs_reader_separator(const struct cs_reader *reader);
/* Bytes of the input taken so far, and its size (0 where unknown). */
uint64_t cs_reader_done(const struct cs_reader *reader);
uint64_t cs_reader_size(const struct cs_reader *reader);

/*
 * True when a cell of this row holds what no header does: an e-mail address,
 * or five digits and more, as dates, telephone numbers and identifiers have.
 * A message must not list such a row as names of columns.
 */
bool cs_row_is_data(const struct cs_row *row);

/*
 * Columns by name.  Fill `index` of each wanted column from the header row
 * (-1 where absent).  CS_EINPUT names the first needed column that is
 * missing; unknown columns are ignored.
 */
struct cs_want {
	const char *name;
	bool needed;
	int index;
};
enum cs_status cs_columns_find(const struct cs_reader *reader, const struct cs_row *header,
    struct cs_want *wants, size_t count, struct cs_err *err);

/* The field of a wanted column; an empty one where the row or column lacks it. */
struct cs_field cs_row_field(const struct cs_row *row, int index);

#endif
