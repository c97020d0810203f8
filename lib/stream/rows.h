/*
 * A whole table of rows, each handed to a function: the shop's own small
 * files (its guide, its displays), and streams that are only counted.
 *
 *	struct cs_want wants[] = { { "id", true, -1 }, { "kind", false, -1 } };
 *	st = cs_rows_each(path, &any, wants, CS_COUNT(wants), put_row, guide, err);
 */
#ifndef CS_ROWS_H
#define CS_ROWS_H

#include "stream/reader.h"

/* Takes one row's wanted cells, in the order of `wants`; borrowed until it returns. */
typedef enum cs_status cs_rows_fn(void *self, const struct cs_field *cells, struct cs_err *err);

/*
 * Reads `path` (NULL or "-": standard input) from its header to its end.  A
 * line that begins with # is a comment.  An error of `take` gets "file:line: "
 * in front.  CS_OK; CS_EINPUT for an empty input, a missing column or a row
 * that cannot be used; CS_EIO; or what `take` returned.
 */
enum cs_status cs_rows_each(const char *path, const struct cs_reader_options *options, struct cs_want *wants,
    size_t count, cs_rows_fn *take, void *self, struct cs_err *err);

/*
 * The same for a file of rules, one a line, without a header: takes every
 * line that is not blank, as it stands.
 */
typedef enum cs_status cs_line_fn(void *self, const char *line, size_t len, struct cs_err *err);
enum cs_status cs_lines_each(const char *path, cs_line_fn *take, void *self, struct cs_err *err);

/* The same as cs_rows_each() for a table that is built in ("consult/causes.tsv"), in which nothing is wrong. */
void cs_rows_built_in(const char *name, struct cs_want *wants, size_t count, cs_rows_fn *take, void *self);

#endif
