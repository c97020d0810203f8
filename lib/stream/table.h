/*
 * Aligned columns for eyes: widths count what a terminal shows, so that
 * Hangul lines up, and control characters are made visible: a line break in a
 * cell is shown as a mark, everything that could steer a terminal as U+FFFD.
 * Keeps every row in memory until it is printed, because a width is known
 * only at the end.  Does not depend on the locale.
 *
 *	cs_table_init(&table, 3);
 *	table.header = true;
 *	cs_table_add(&table, "이름", strlen("이름"));
 */
#ifndef CS_TABLE_H
#define CS_TABLE_H

#include "base/str.h"

struct cs_table {
	struct cs_str cells;  /* every cell as it is shown, with its NUL, in order */
	size_t *offsets;      /* owned; where each cell begins */
	size_t cell_count;
	size_t offset_cap;
	size_t columns;       /* of a row; given to cs_table_init */
	bool *right;          /* owned, [columns]: align to the right; all false at first */
	bool ascii;           /* our own marks in ASCII; set before the first cell */
	bool header;          /* the first row is a heading with a rule under it */
	size_t width;         /* 0, or the widest line allowed */
};

void cs_table_init(struct cs_table *table, size_t columns);
void cs_table_release(struct cs_table *table);
void cs_table_add(struct cs_table *table, const char *text, size_t len);
/* The same, with what a word of this column means behind it in the reader's language: "regular 단골". */
void cs_table_add_word(struct cs_table *table, const char *column, const char *text, size_t len);
/* The name of something in a part of what is shown: its word there, else what a column of that name is called. */
void cs_table_add_name(struct cs_table *table, const char *part, const char *name, size_t len);

/*
 * Aligns to the right every column whose cells, but for the heading and the
 * empty ones, are all numbers.  A code with leading zeros (0012) is none.
 */
void cs_table_align_numbers(struct cs_table *table);

/*
 * Appends the printed table; the rows stay.  A last row that is short is
 * filled up; no line ends in blanks.  Under `width`, the widest cells of
 * text are cut with an ellipsis, down to four columns; numbers are never cut,
 * as a shortened number is a wrong one, and columns of times and identifiers
 * only where fewer than four columns would be left.  Columns that do not fit even so are
 * left out at the right, and an ellipsis stands for them.  Returns how many
 * were left out.
 */
size_t cs_table_print(const struct cs_table *table, struct cs_str *out);

#endif
