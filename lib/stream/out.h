/*
 * Records on their way out: TSV for pipes, CSV for spreadsheets, an aligned
 * table for eyes.  One writer for every program, so that the header, the
 * escapes, the masks and the check for a full disk are the same everywhere.
 *
 *	cs_out_begin(out, columns, CS_COUNT(columns));
 *	cs_out_text(out, "C1", 2);
 *	cs_out_int(out, 3);
 *	cs_out_end(out);
 *
 * Errors are kept and told once, by cs_out_close().
 */
#ifndef CS_OUT_H
#define CS_OUT_H

#include "base/date.h"

enum cs_format { CS_FORMAT_TSV, CS_FORMAT_CSV, CS_FORMAT_TABLE };

/* How a column is masked and aligned. */
enum cs_cell {
	CS_CELL_TEXT,
	CS_CELL_NUMBER,  /* to the right: counts, money, rates */
	CS_CELL_NAME,    /* four kinds of personal data, masked unless revealed */
	CS_CELL_PHONE,
	CS_CELL_EMAIL,
	CS_CELL_ADDRESS,
	CS_CELL_PROSE,   /* running text, in which phones and e-mails are masked unless revealed */
};

struct cs_col {
	const char *name; /* the canonical name; the table heading is its translation */
	enum cs_cell cell;
};

struct cs_out_options {
	enum cs_format format;
	const char *path; /* NULL: standard output */
	bool no_header;
	bool reveal;      /* show personal data; a file is then its owner's alone */
	size_t width;     /* of the terminal: a table is fitted to it; 0: as wide as it is */
	const char *where; /* "cs-consult next", borrowed: tells what a heading means; or NULL */
};

struct cs_out;

/* CS_OK or CS_EIO. A file appears under its name only when all is written. */
enum cs_status cs_out_open(struct cs_out **out, const struct cs_out_options *options,
    struct cs_err *err);

/*
 * Writes what is left, checks every write, gives the file its name and frees
 * `out`.  With `keep` false (the work failed) a file is dropped and standard
 * output is left as it is.  CS_OK or CS_EIO.
 */
enum cs_status cs_out_close(struct cs_out *out, bool keep, struct cs_err *err);

/*
 * CSV for a spreadsheet: text that it would run as a formula, because it
 * begins with = + - @ TAB or CR and is no number, gets an apostrophe in front
 * (CWE-1236).  Never by itself: a program wants the cell as it is.
 */
void cs_out_set_excel_safe(struct cs_out *out);

/* Another form than it was opened with; before the first header only. */
void cs_out_set_format(struct cs_out *out, enum cs_format format);

/* A new header. `columns` is borrowed until the next begin or the close. */
void cs_out_begin(struct cs_out *out, const struct cs_col *columns, size_t count);

/* One cell each, in the order of the columns. */
void cs_out_text(struct cs_out *out, const char *text, size_t len);
void cs_out_str(struct cs_out *out, const char *text); /* NULL is an empty cell */
void cs_out_empty(struct cs_out *out);
void cs_out_int(struct cs_out *out, int64_t n);
void cs_out_bool(struct cs_out *out, bool yes);
void cs_out_money(struct cs_out *out, int64_t value, int scale, int decimals);
void cs_out_day(struct cs_out *out, cs_day day);    /* CS_NO_DAY is empty */
void cs_out_time(struct cs_out *out, cs_time time); /* CS_NO_TIME is empty */
void cs_out_real(struct cs_out *out, double n, int decimals); /* NaN is empty */
/* part / whole as a fraction with six decimals; empty where whole is 0. */
void cs_out_rate(struct cs_out *out, int64_t part, int64_t whole);
void cs_out_end(struct cs_out *out);

/*
 * Text that is not a table (a chart, a letter): as it is, into the same
 * checked output.
 */
void cs_out_raw(struct cs_out *out, const char *text, size_t len);

/* What a check prints: one column; cs_out_finding() is given to the check with the output as its `self`. */
void cs_out_begin_findings(struct cs_out *out);
void cs_out_finding(void *out, const char *finding);

#endif
