/*
 * Periods as the Civil Act counts them, and business days.
 *
 * Art. 157: the first day is not counted.  Art. 159: a period ends with its
 * last day.  Art. 160: months are counted by the calendar.  Art. 161: a last
 * day on a Saturday or public holiday moves on to the next day that is
 * neither.  The Act on e-commerce uses business days without defining them;
 * here they are Monday to Friday without public holidays.  A shop's own
 * closed day moves no period: it has to handle withdrawals and refunds while
 * it is closed (Art. 22(1)).
 *
 * Holidays come from a dated table (holidays.tsv) and from a user's own
 * file.  A day outside the table is never guessed at.
 */
#ifndef CS_CALENDAR_H
#define CS_CALENDAR_H

#include "base/date.h"

/*
 * Whether 1 May and its substitute count as public holidays from 2026 on:
 * the decree for public offices says so, the Act on public holidays does not.
 */
enum cs_labor_day { CS_LABOR_HOLIDAY, CS_LABOR_WORKDAY };

enum cs_unit { CS_UNIT_DAYS, CS_UNIT_BUSINESS, CS_UNIT_MONTHS };

struct cs_calendar {
	cs_day first, last;  /* the days the table covers */
	uint8_t *flags;      /* owned: one byte of enum cs_day_flag a day */
	int32_t *open_upto;  /* owned: business days from `first` up to a day */
	cs_day *open_days;   /* owned: the business days in order */
	size_t open_count;
	bool stale;          /* days were added since the index was made */
};

enum cs_day_flag {
	CS_DAY_SATURDAY = 1,
	CS_DAY_SUNDAY = 2,
	CS_DAY_HOLIDAY = 4, /* public: fixed, lunar, substitute, election, temporary */
	CS_DAY_CLOSED = 8,  /* the shop's own: shown, but no period moves for it */
};

/* The built-in table. */
void cs_calendar_open(struct cs_calendar *cal, enum cs_labor_day labor);
void cs_calendar_close(struct cs_calendar *cal);

/*
 * One line of a user's file: a date, a kind and a name, parted by tabs or
 * blanks.  Kinds: "holiday", "closed", "open" (not a holiday after all), and
 * "covers" (the table is complete up to that day).  Blank lines and lines
 * that begin with # say nothing.  CS_OK, or CS_EINPUT with the reason.
 */
enum cs_status cs_calendar_add(struct cs_calendar *cal, const char *line, size_t len,
    struct cs_err *err);

/* Call once after the last cs_calendar_add(). */
void cs_calendar_index(struct cs_calendar *cal);

bool cs_calendar_covers(const struct cs_calendar *cal, cs_day day);

/* CS_EINPUT: the day lies outside, and how to extend the table. */
enum cs_status cs_calendar_outside(const struct cs_calendar *cal, cs_day day, struct cs_err *err);

/* The flags of a day that the table covers. */
unsigned cs_calendar_flags(const struct cs_calendar *cal, cs_day day);
bool cs_calendar_is_business(const struct cs_calendar *cal, cs_day day);

/*
 * The last day of a period of `count` units that begins on `from`, and in
 * *nominal (may be NULL) the day before Art. 161 moved it.  CS_NO_DAY when a
 * day that matters lies outside the table; *nominal then names it.
 */
cs_day cs_calendar_end(const struct cs_calendar *cal, cs_day from, int count, enum cs_unit unit,
    cs_day *nominal);

/* Art. 161 alone. CS_NO_DAY outside the table. */
cs_day cs_calendar_roll(const struct cs_calendar *cal, cs_day day);

/*
 * Names of the built-in holidays of a day, joined by ", ", in the language
 * asked for; "" for none.  `out` is cleared first.
 */
struct cs_str;
void cs_calendar_names(cs_day day, bool korean, struct cs_str *out);

#endif
