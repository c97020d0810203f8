/*
 * Rows that cannot be used, kept verbatim with the reason in front, so that
 * they can be mended and fed again: readers do not know the column `reason`.
 * Where the export does not number its lines, a column `line_no` follows it,
 * so that a mended line is the line that it was.  What came out of a
 * spreadsheet begins with a byte order mark, so that one can read it.
 */
#ifndef CS_REJECTS_H
#define CS_REJECTS_H

#include "import/normal.h"

#define CS_REJECTS_SHOWN 20 /* told in full on stderr; the rest is a count */

/*
 * Tells the row on stderr while fewer than CS_REJECTS_SHOWN were (`before` is
 * how many there were) and writes it to `out` (may be NULL), under the
 * export's own header where *headed is still false.
 */
void cs_rejects_add(struct cs_out *out, const struct cs_normal *normal, const struct cs_taken *taken,
    int64_t before, bool *headed);

/* After the last row: how many more there were than were told. */
void cs_rejects_end(const struct cs_normal *normal, int64_t count);

#endif
