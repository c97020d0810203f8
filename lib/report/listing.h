/*
 * A stream of rows as a table for eyes, or with chosen columns as TSV or CSV.
 */
#ifndef CS_LISTING_H
#define CS_LISTING_H

#include "stream/out.h"
#include "stream/reader.h"

struct cs_listing {
	const char *const *columns; /* which, in which order; none: all as they come */
	size_t column_count;
	enum cs_format format;
	const char *const *spark;   /* columns that a last one draws as a small line; none: no such column */
	size_t spark_count;
	bool header;    /* of the aligned table: with headings and a rule */
	bool ascii;     /* of the aligned table, as cs_table has them */
	size_t width;
	bool reveal;    /* show personal data */
};

/*
 * Prints the rows; *left_out gets the columns that had no room.  An input
 * without even a header prints nothing.  CS_EINPUT where a column is missing,
 * a row is broken or has more fields than the header, as what has no heading
 * would be lost without a word; CS_EIO.
 */
enum cs_status cs_listing_print(const struct cs_listing *listing, struct cs_reader *reader, struct cs_out *out,
    size_t *left_out, struct cs_err *err);

#endif
