/*
 * From the rows of an export, as the shop's platform wrote them, to canonical
 * records: finds the header and the preset, reads every form of date, amount
 * and status that is known, fills what the platform leaves out, and says of
 * each row that cannot be used why.  Knows no store.
 */
#ifndef CS_NORMAL_H
#define CS_NORMAL_H

#include "import/record.h"

struct cs_preset;
struct cs_list;

enum cs_identity { CS_IDENTITY_ID, CS_IDENTITY_PHONE, CS_IDENTITY_EMAIL };

struct cs_normal_options {
	const struct cs_kind *kind;
	const char *preset;          /* a name, or NULL/"auto": by the header */
	const struct cs_list *maps;  /* "field=header"; wins over the preset; may be NULL */
	const struct cs_list *preset_files;
	const char *encoding;        /* as in cs_reader_options */
	int header_row;              /* 1-based, 0 to find it in the first 30 rows */
	enum cs_identity identity;
	const char *currency;        /* of the store or of --currency; NULL: the preset's */
	const char *fallback_currency; /* where neither names one; NULL: the stream names none */
	bool reveal;                 /* reasons quote cells whatever they hold */
	cs_day as_of;                /* times after this day are told; 0: none are */
	bool keep_returns;           /* rows that are returns come as records of that kind */
};

struct cs_normal;

struct cs_str;

/*
 * Adds to `salt` all that shapes the records besides the file's own bytes:
 * kind, options, the contents of the user's presets, this program's version.
 * With it the same file is known again, and read again where anything of that
 * has changed.  False where a preset comes through a pipe, which cannot be
 * read twice: such a file is never known.
 */
bool cs_normal_salt(const struct cs_normal_options *options, struct cs_str *salt);

/* Opens the file (NULL or "-": stdin) and settles header, preset and columns. */
enum cs_status cs_normal_open(struct cs_normal **normal, const char *path,
    const struct cs_normal_options *options, struct cs_err *err);
void cs_normal_close(struct cs_normal *normal);

/* What became of one row of the file. */
enum cs_fate {
	CS_FATE_RECORD,   /* `record` holds it */
	CS_FATE_REJECTED, /* it cannot be used: `column` and `reason` say why */
	CS_FATE_SKIPPED,  /* it is no record and no fault: a total row, a stock write-off */
};

#define CS_ORDINAL_NONE 0       /* the row has a number of its own */
#define CS_ORDINAL_UNKNOWN (-1) /* it has none, and its order could not be read */

struct cs_taken {
	enum cs_fate fate;
	const struct cs_record *record; /* borrowed until the next call */
	uint64_t line;                  /* physical line of the row */
	const char *column;             /* the export's own header, or "" */
	const char *reason;             /* translated; with the cell or its shape, see quote.h */
	int64_t ordinal;                /* of a line without a number: its place in its order, as CS_ORDINAL_... */
	const char *raw;                /* the row as it stood (in UTF-8), for --rejects */
	size_t raw_len;
};

/* The next row: CS_ROW with *taken filled, CS_OK at the end, or a failure. */
enum cs_status cs_normal_next(struct cs_normal *normal, struct cs_taken *taken, struct cs_err *err);

/* What was settled on opening. */
const char *cs_normal_name(const struct cs_normal *normal); /* of the file, for messages */
const char *cs_normal_preset(const struct cs_normal *normal);
const char *cs_normal_encoding(const struct cs_normal *normal);
const char *cs_normal_currency(const struct cs_normal *normal); /* NULL: the stream names none */
int cs_normal_scale(const struct cs_normal *normal);    /* money is held in 10^-scale */
int cs_normal_decimals(const struct cs_normal *normal); /* and shown with so many, so far */
const char *cs_normal_header(const struct cs_normal *normal, size_t *len); /* raw, for --rejects */
/* True when the export leaves lines without a number, and they are counted. */
bool cs_normal_numbers(const struct cs_normal *normal);
bool cs_normal_of_excel(const struct cs_normal *normal);
char cs_normal_separator(const struct cs_normal *normal);
uint64_t cs_normal_bytes(const struct cs_normal *normal);
uint64_t cs_normal_size(const struct cs_normal *normal);

/*
 * What a person should know after the file: unknown statuses with their
 * counts, weak customer keys, guests, columns that were not found.  Goes to
 * stderr through cs_note().
 */
void cs_normal_report(const struct cs_normal *normal);

#endif
