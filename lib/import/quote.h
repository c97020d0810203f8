/*
 * Cells in messages.  A shifted column puts names and numbers of people where
 * an amount should be, and messages end in mails and logs: a cell is quoted
 * only if it looks like what its column holds, else its shape is told.
 */
#ifndef CS_QUOTE_H
#define CS_QUOTE_H

#include "base/str.h"
#include "import/record.h"

/*
 * Adds ': "12,00x"', the cell as it stands, or ': like "xxx-####-####"' with #
 * for each digit and x for each letter.  At most 80 bytes of the cell; nothing
 * for an empty one.  With `reveal` every cell is quoted.
 */
void cs_quote_cell(struct cs_str *out, enum cs_value_type type, struct cs_field cell, bool reveal);

/* Adds a word for the state of a line, or its shape where it is long, holds a number or an address. */
void cs_quote_state(struct cs_str *out, struct cs_field word, bool reveal);

#endif
