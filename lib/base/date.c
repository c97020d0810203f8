#include "base/date.h"

#include <string.h>

#define DAY_SECONDS 86400
#define FIRST_YEAR 1900
#define LAST_YEAR 2999

static const int month_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

static bool
is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month(int year, int month)
{
	return month_days[month - 1] + (month == 2 && is_leap(year));
}

bool
cs_date_exists(int year, int month, int day)
{
	return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 &&
	    month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

/*
 * Counting from March puts the leap day at the year's end, so that the days
 * before a month are a linear formula; an era is 400 years, 146,097 days.
 */
cs_day
cs_day_of(int year, int month, int day)
{
	int y = year - (month <= 2);
	int era = y / 400;
	int of_era = y - era * 400;
	int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	    of_year - 719468;
}

struct cs_date
cs_date_of(cs_day day)
{
	int z = day + 719468;
	int era = z / 146097;
	int doe = z - era * 146097;
	int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int mp = (5 * doy + 2) / 153;
	int month = mp < 10 ? mp + 3 : mp - 9;

	return (struct cs_date){
		.year = yoe + era * 400 + (month <= 2),
		.month = month,
		.day = doy - (153 * mp + 2) / 5 + 1,
	};
}

int
cs_weekday(cs_day day)
{
	/* 1970-01-01 was a Thursday. */
	int w = (day + 3) % 7;

	return w < 0 ? w + 7 : w;
}

cs_day
cs_day_add_months(cs_day day, int months)
{
	struct cs_date d = cs_date_of(day);
	int count = d.year * 12 + d.month - 1 + months;
	int year = count / 12, month = count % 12 + 1;
	int last = days_in_month(year, month);

	return cs_day_of(year, month, d.day < last ? d.day : last);
}

cs_day
cs_week_start(cs_day day)
{
	return day - cs_weekday(day);
}

cs_day
cs_month_start(cs_day day)
{
	return day - cs_date_of(day).day + 1;
}

cs_day
cs_year_start(cs_day day)
{
	return cs_day_of(cs_date_of(day).year, 1, 1);
}

int
cs_months_between(cs_day from, cs_day to)
{
	struct cs_date a = cs_date_of(from), b = cs_date_of(to);

	return (b.year - a.year) * 12 + b.month - a.month;
}

cs_day
cs_day_of_time(cs_time time)
{
	cs_time day = time / DAY_SECONDS;

	return (cs_day)(time % DAY_SECONDS < 0 ? day - 1 : day);
}

cs_time
cs_time_of(cs_day day, int hour, int minute, int second)
{
	return (cs_time)day * DAY_SECONDS + hour * 3600 + minute * 60 + second;
}

/* `count` digits as a number, or -1. */
static int
digits(const char *s, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		unsigned d = (unsigned)s[i] - '0';

		if (d > 9)
			return -1;
		n = n * 10 + (int)d;
	}
	return n;
}

bool
cs_day_parse(const char *s, size_t len, cs_day *out)
{
	if (len != CS_DAY_TEXT - 1 || s[4] != '-' || s[7] != '-')
		return false;
	int year = digits(s, 4), month = digits(s + 5, 2), day = digits(s + 8, 2);

	if (!cs_date_exists(year, month, day))
		return false;
	*out = cs_day_of(year, month, day);
	return true;
}

bool
cs_time_parse(const char *s, size_t len, cs_time *out)
{
	cs_day day;

	if (len < 10 || !cs_day_parse(s, 10, &day))
		return false;
	if (len == 10) {
		*out = cs_time_of(day, 0, 0, 0);
		return true;
	}
	if ((len != 16 && len != 19) || (s[10] != 'T' && s[10] != ' ') ||
	    s[13] != ':' || (len == 19 && s[16] != ':'))
		return false;
	int hour = digits(s + 11, 2), minute = digits(s + 14, 2);
	int second = len == 19 ? digits(s + 17, 2) : 0;

	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 ||
	    second > 59)
		return false;
	*out = cs_time_of(day, hour, minute, second);
	return true;
}

static char *
put_digits(char *p, int n, int width)
{
	for (int i = width - 1; i >= 0; i--, n /= 10)
		p[i] = (char)('0' + n % 10);
	return p + width;
}

char *
cs_day_format(char out[CS_DAY_TEXT], cs_day day)
{
	struct cs_date d = cs_date_of(day);
	char *p = put_digits(out, d.year, 4);

	*p++ = '-';
	p = put_digits(p, d.month, 2);
	*p++ = '-';
	p = put_digits(p, d.day, 2);
	*p = '\0';
	return out;
}

char *
cs_time_format(char out[CS_TIME_TEXT], cs_time time)
{
	cs_day day = cs_day_of_time(time);
	int second = (int)(time - (cs_time)day * DAY_SECONDS);

	cs_day_format(out, day);
	char *p = out + CS_DAY_TEXT - 1;

	*p++ = 'T';
	p = put_digits(p, second / 3600, 2);
	*p++ = ':';
	p = put_digits(p, second / 60 % 60, 2);
	*p++ = ':';
	p = put_digits(p, second % 60, 2);
	*p = '\0';
	return out;
}
