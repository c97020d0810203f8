/*
 * Aligned columns for eyes: widths count what a terminal shows, so that
 * Hangul lines up, and control characters are made visible.  Keeps every row
 * in memory until it is printed, because a width is known only at the end.
 */
#ifndef CS_TABLE_H
#define CS_TABLE_H

#include "base/str.h"

struct cs_table {
	struct cs_str cells;  /* every cell with its NUL, in order */
	size_t *offsets;      /* owned; where each cell begins */
	size_t cell_count;
	size_t offset_cap;
	size_t columns;       /* set by the caller before the first cell */
	bool *right;          /* owned, [columns]: align to the right */
	bool ascii;           /* rules of '-', no box characters */
	bool header;          /* the first row is a heading with a rule under it */
	size_t width;         /* 0, or the widest line allowed: long cells are cut */
};

void cs_table_init(struct cs_table *table, size_t columns);
void cs_table_release(struct cs_table *table);
void cs_table_add(struct cs_table *table, const char *text, size_t len);

/* The printed table; the rows stay. A last row that is short is filled up. */
void cs_table_print(const struct cs_table *table, struct cs_str *out);

#endif
