/*
 * One cell of an export, in any of the forms that exports are known to use,
 * as a value.  The forms are listed in cs-data.5; a form that could be read
 * in two ways (day or month first) is read only where the preset says which.
 *
 * Cells come trimmed (cs_cell_trim).  The common forms are decided in a few
 * compares, because a million rows hold twenty-five million cells.
 */
#ifndef CS_VALUE_H
#define CS_VALUE_H

#include "base/date.h"
#include "base/num.h"
#include "base/str.h"
#include "stream/reader.h"

enum cs_read {
	CS_READ_OK,
	CS_READ_EMPTY, /* the cell says that there is nothing: "-", "####", "0000-00-00" */
	CS_READ_BAD,
};

/* What "1/2/2026" means. */
enum cs_date_order { CS_DATE_YMD, CS_DATE_MDY, CS_DATE_DMY };

/*
 * Without white space (no-break and ideographic blanks too) at either end,
 * without ="..." around it, and without the apostrophe that forces a
 * spreadsheet to keep text.  A view into `cell`.
 */
struct cs_field cs_cell_trim(struct cs_field cell);

/*
 * A day or a time.  Offsets and zones are read over: the day is the one on
 * the shop's wall clock.  A time in UTC (Z, +00:00) is moved to Korea.
 */
enum cs_read cs_value_time(struct cs_field cell, enum cs_date_order order, cs_time *out);

/* The date that the first eight digits of an order number are, at midnight. */
bool cs_value_number_day(struct cs_field cell, cs_time *out);

enum cs_read cs_value_amount(struct cs_field cell, struct cs_amount *out);

/* A whole number; 3.0 is 3. */
enum cs_read cs_value_count(struct cs_field cell, int64_t *out);

/* A fraction in millionths: 0.35 and 35% are 350000. */
enum cs_read cs_value_rate(struct cs_field cell, int64_t *out);

/*
 * An identifier: without the .0 of a number that a spreadsheet made of it.
 * CS_READ_BAD for 2.34E+17, whose digits are lost.  A view into `cell`.
 */
enum cs_read cs_value_id(struct cs_field cell, struct cs_field *out);

/*
 * Text in NFC with HTML entities turned into what they stand for; a view into
 * `cell` or into `scratch`, which is emptied first.
 */
struct cs_field cs_value_text(struct cs_field cell, struct cs_str *scratch);

/*
 * The index in a NULL-ended list of canonical words, read by meaning: T, Y
 * and 동의 are "yes", 구매자 is "customer", 교환 is "exchange".  -1 where
 * no word fits.
 */
int cs_value_word(const char *const *words, struct cs_field cell);

#endif
