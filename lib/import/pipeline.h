/*
 * What the parts of the normaliser share, and nobody else includes:
 *
 *	normal.c  opens the file, walks the rows
 *	header.c  finds the header row and the preset
 *	cells.c   a row's cells by field, and cells as typed values
 *	orders.c  the rules of order lines
 *	returns.c the rules of returns, and refund rows of order files
 *	doubt.c   times that cannot be
 *	report.c  what a person should know after the file
 *	bundle.c  holds an order's lines back until its shipping fee is known
 */
#ifndef CS_PIPELINE_H
#define CS_PIPELINE_H

#include "import/match.h"
#include "import/normal.h"
#include "import/person.h"

#define CS_FREE_SCALE 4 /* decimals kept while no currency says how many there are */

/* A row copied out of the reader. */
struct cs_kept_row {
	struct cs_row row;
	struct cs_str bytes;
	struct cs_field *fields; /* owned */
};

/* One row's outcome with all that it points to, held back for its order. */
struct cs_held {
	struct cs_taken taken;
	struct cs_record record;
	struct cs_field bundle; /* the parcel of its shipping fee */
	struct cs_str bytes;    /* all of the above that is text */
};

/* What was met in rows that were taken all the same: how often, and the first of them. */
struct cs_doubt {
	uint64_t rows, line;
	const char *column, *other; /* borrowed: as the export names them */
};

struct cs_normal {
	struct cs_reader *reader;
	struct cs_presets presets;
	const struct cs_preset *preset;
	const struct cs_kind *kind; /* that was asked for */
	enum cs_identity identity;
	bool keep_returns, reveal;
	cs_day as_of;
	struct cs_header header;
	struct cs_match match;
	struct cs_str raw_header;

	char *currency;       /* owned; NULL: none is named */
	int scale, decimals;
	bool numbers;         /* as cs_normal_numbers() */

	struct cs_kept_row *kept; /* owned: the rows in which the header was looked for */
	size_t kept_count, kept_cap, kept_at;

	/* The row at hand. */
	struct cs_row row;
	struct cs_field cell[CS_FIELD_COUNT];
	struct cs_str joined[CS_FIELD_COUNT];  /* what JOIN put together */
	struct cs_str scratch[CS_FIELD_COUNT]; /* what a value became */
	struct cs_str carried[CS_FIELD_COUNT]; /* of the rows above, in the same order */
	struct cs_str carried_order;
	bool continued;                        /* the row above was of the same order */
	struct cs_record record;
	struct cs_record refund;               /* the return that an order row is */
	int64_t ordinal;                       /* as in cs_taken */
	struct cs_amount unit_price;           /* as written; decimals -1: none */
	const char *column;                    /* of the fault */
	struct cs_str reason;
	char phone[CS_PHONE_BYTES];
	enum cs_phone phone_kind;
	int phone_field, email_field, name_field;
	enum cs_person ways[CS_PERSON_WAYS + 1];

	/* What is known of the whole file. */
	struct cs_map ordinals;      /* order_no -> lines without a number so far */
	struct cs_map statuses;      /* word -> its meaning, from 1 */
	struct cs_map unknown;       /* word -> lines */
	struct cs_map skips;         /* reason -> rows */
	uint64_t open_line;          /* of a last row whose last cell may be cut, or 0 */
	struct cs_doubt later, turned; /* a time after today; a step before the one that leads to it */
	uint64_t taken;              /* rows of any fate */
	uint64_t guests, safe, masked, weak, passed, rounded;

	/* Lines that wait for the rest of their order. */
	struct cs_held *held; /* owned */
	size_t held_count, held_cap, held_at, held_ready;
	struct cs_map fees; /* order, and order TAB parcel -> its fee so far */
};

/* header.c */

/* Copies the first rows out of the reader, at least up to line `header_row`. */
enum cs_status cs_header_keep_rows(struct cs_normal *n, int header_row, struct cs_err *err);

/*
 * Settles n->preset and n->header from the rows kept; `told` is the preset of
 * --preset or NULL.  CS_EINPUT lists what was found.
 */
enum cs_status cs_header_settle(struct cs_normal *n, const struct cs_normal_options *options,
    const struct cs_preset *told, struct cs_err *err);

/* True, with CS_EINPUT in `err`, where the header is that of another kind of file. */
bool cs_header_of_other_kind(const struct cs_normal *n, const struct cs_header *header, struct cs_err *err);

/* cells.c */

/* Prepares what does not change from row to row. */
void cs_cells_init(struct cs_normal *n);

/* No cell holds anything. */
void cs_cells_clear(struct cs_normal *n);

/* Fills n->cell from n->row. */
void cs_cells_take(struct cs_normal *n);

/* The trimmed cell of a column of the row at hand. */
struct cs_field cs_cells_column(const struct cs_normal *n, int column);

/* True when no field of the row holds anything. */
bool cs_cells_blank(const struct cs_normal *n);

/* Says what is wrong with the cell of a field. Always false. */
bool cs_row_fault(struct cs_normal *n, int field, const char *reason);

/* Reads all cells of the preset's kind into n->record; false after a fault. */
bool cs_cells_convert(struct cs_normal *n);

/* Time of a cell that is no column of the kind; CS_NO_TIME where empty or unreadable. */
cs_time cs_cells_time(const struct cs_normal *n, int field);

/* The amount in units of 10^-scale; false where digits would be lost. */
bool cs_row_money(struct cs_normal *n, struct cs_amount amount, int64_t *out);
/* The same, rounded half away from zero: for prices of a unit, never for sums. */
bool cs_row_money_rounded(struct cs_normal *n, struct cs_amount amount, int64_t *out);

/* Puts text of our own into a text field of the record. */
void cs_row_set_text(struct cs_normal *n, struct cs_record *record, int column, const char *text, size_t len);

/* The key of the person, by the ways that are allowed, into column `column`. */
bool cs_row_customer(struct cs_normal *n, int column);

/* orders.c and returns.c: the fate of the row at hand, *out where it is a record. */
enum cs_fate cs_orders_row(struct cs_normal *n, const struct cs_record **out);
enum cs_fate cs_returns_row(struct cs_normal *n, const struct cs_record **out);

/* Order numbers of totals and repeated headers: skipped, with n->reason set. */
bool cs_row_is_total(struct cs_normal *n, int key_field);
enum cs_fate cs_row_skip(struct cs_normal *n, const char *reason);

/* order_no from line_no, where the preset says so and the cell is empty. */
void cs_row_cut_order_no(struct cs_normal *n, int order_field);

/*
 * Counts a row without a line number within its order, whatever becomes of
 * it, so that mending a row does not move those behind it.
 */
void cs_orders_count(struct cs_normal *n);

/* How many lines of this order have been met, this one included. */
int64_t cs_row_ordinal(struct cs_normal *n, struct cs_field order_no);

/* The order row in n->record as a return in n->refund. */
enum cs_fate cs_refund_row(struct cs_normal *n, bool credit_note, const struct cs_record **out);
/* The order's refunded sum as a return; only the order's first row has one. */
enum cs_fate cs_refund_sum(struct cs_normal *n, const struct cs_record **out);

/* normal.c: the next row without waiting for its order. */
enum cs_status cs_normal_step(struct cs_normal *n, struct cs_taken *taken, struct cs_err *err);

/* doubt.c: counts a record whose times cannot be; it is taken all the same. */
void cs_doubt_note(struct cs_normal *n, const struct cs_taken *taken);
void cs_doubt_report(const struct cs_normal *n, const char *name);

/* bundle.c */
bool cs_bundle_wanted(const struct cs_normal *n);
enum cs_status cs_bundle_next(struct cs_normal *n, struct cs_taken *taken, struct cs_err *err);
void cs_bundle_release(struct cs_normal *n);

#endif
