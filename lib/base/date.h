/*
 * Days and times as numbers.  A day is the count of days since 1970-01-01; a
 * time is the count of seconds since 1970-01-01T00:00:00 on the Korean wall
 * clock, without a zone, as shops write it.  Valid years are 1900 to 2999.
 */
#ifndef CS_DATE_H
#define CS_DATE_H

#include "base/base.h"

typedef int32_t cs_day;
typedef int64_t cs_time;

#define CS_NO_DAY INT32_MIN
#define CS_NO_TIME INT64_MIN
#define CS_DAY_TEXT 11  /* "2026-03-02" and a NUL */
#define CS_TIME_TEXT 20 /* "2026-03-02T14:05:00" and a NUL */

struct cs_date {
	int year;
	int month; /* 1 to 12 */
	int day;   /* 1 to 31 */
};

/* Proleptic Gregorian calendar. The date must exist (cs_date_exists). */
cs_day cs_day_of(int year, int month, int day);
struct cs_date cs_date_of(cs_day day);
bool cs_date_exists(int year, int month, int day);

/* 0 is Monday, 6 is Sunday. */
int cs_weekday(cs_day day);

/*
 * The same day of a month `months` later (or earlier, below 0); where that
 * month is shorter, its last day (Civil Act Art. 160(3)).
 */
cs_day cs_day_add_months(cs_day day, int months);

/* First day of the ISO week, month or year that `day` lies in. */
cs_day cs_week_start(cs_day day);
cs_day cs_month_start(cs_day day);
cs_day cs_year_start(cs_day day);

/* Months from the month of `from` to the month of `to`; may be negative. */
int cs_months_between(cs_day from, cs_day to);

cs_day cs_day_of_time(cs_time time);
cs_time cs_time_of(cs_day day, int hour, int minute, int second);

/*
 * Reads exactly "2026-03-02", and for the time also "2026-03-02T14:05:00",
 * with a blank for the T, without seconds, or a bare day (midnight).  False,
 * and *out untouched, for anything else: other forms are the business of
 * import/value.h.
 */
bool cs_day_parse(const char *s, size_t len, cs_day *out);
bool cs_time_parse(const char *s, size_t len, cs_time *out);

/* Write the canonical form into `out` and return it. */
char *cs_day_format(char out[CS_DAY_TEXT], cs_day day);
char *cs_time_format(char out[CS_TIME_TEXT], cs_time time);

#endif
