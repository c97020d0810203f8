/*
 * One quoted row of CSV, read by libcsv; the only door to it.  The reader
 * feeds line after line until the row is complete.
 */
#ifndef CS_CSV_H
#define CS_CSV_H

#include "base/str.h"

struct cs_csv;

enum cs_csv_state { CS_CSV_MORE, CS_CSV_ROW, CS_CSV_BROKEN, CS_CSV_UNCLOSED };

struct cs_csv *cs_csv_open(char separator);
void cs_csv_close(struct cs_csv *csv);

/*
 * Feeds the bytes of one line, its end included, or the last line without one
 * and `last` set.  CS_CSV_MORE: the line ended inside quotes.  After CS_CSV_ROW
 * the fields are there; after CS_CSV_BROKEN (the row breaks the rules) and
 * CS_CSV_UNCLOSED (the last line ended inside quotes) the parser has started afresh.
 */
enum cs_csv_state cs_csv_feed(struct cs_csv *csv, const char *bytes, size_t len, bool last);

/* The fields of the row: their count and, for each, where it ends in `cells`. */
size_t cs_csv_count(const struct cs_csv *csv);
const char *cs_csv_field(const struct cs_csv *csv, size_t i, size_t *len);

#endif
