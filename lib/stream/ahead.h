/*
 * Two cores for one stream: a thread reads and splits rows ahead while the
 * caller works on those before.  Rows hold the wanted columns only, in the
 * order in which they were wanted; they come in the order of the file and
 * with the faults that cs_reader_next() gives.  Memory is a few blocks of
 * rows.
 */
#ifndef CS_AHEAD_H
#define CS_AHEAD_H

#include "stream/reader.h"

struct cs_ahead;

/*
 * Starts reading behind the header.  `wants` (from cs_columns_find; copied)
 * may have columns with index -1, whose fields are empty.  Until the close
 * nobody else may read from `reader`; its name may be asked for.
 */
struct cs_ahead *cs_ahead_open(struct cs_reader *reader, const struct cs_want *wants, size_t count);

/*
 * Stops reading, once the read that may be under way returns.  NULL is fine.
 */
void cs_ahead_close(struct cs_ahead *ahead);

/*
 * As cs_reader_next(), with `count` fields, borrowed until the next row, and
 * without `raw`.
 */
enum cs_status cs_ahead_next(struct cs_ahead *ahead, struct cs_row *row, struct cs_err *err);

#endif
