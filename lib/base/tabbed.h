/*
 * The tables that are built into the programs: holidays, law, causes, levels
 * of service.  Each is a TSV file with a header line, so that a lawyer or a
 * shop's owner can check it without reading C.
 */
#ifndef CS_TABBED_H
#define CS_TABBED_H

#include "base/base.h"

#define CS_CELLS_MAX 16

/* A line taken apart at its tabs; the texts are borrowed from the line. */
struct cs_cells {
	const char *text[CS_CELLS_MAX]; /* not terminated */
	size_t len[CS_CELLS_MAX];
	size_t count;
};

/*
 * The lines of a built-in file ("dispute/rules.tsv"), the header first, with
 * NULL behind the last.  An unknown name is a bug.
 */
const char *const *cs_table_lines(const char *name);

/* Cells beyond CS_CELLS_MAX are dropped; missing ones are empty. */
void cs_cells_split(struct cs_cells *cells, const char *line);

/*
 * A line of a user's settings taken apart at runs of blanks and tabs; a word
 * that begins with # ends it.
 */
void cs_words_split(struct cs_cells *words, const char *line, size_t len);

/* True when the text is exactly `word`. */
bool cs_cell_is(const char *text, size_t len, const char *word);

/*
 * The next part of a list parted by `separator`: false at the end.  *at runs
 * through the text; start with the whole of it.
 */
bool cs_cell_part(const char **at, size_t *left, char separator, const char **part, size_t *len);

/* The part at `index` of "a|b|c" that equals the text, or -1. */
int cs_cell_find(const char *list, const char *text, size_t len);

#endif
