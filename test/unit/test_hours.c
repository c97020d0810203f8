#include <stdio.h>
#include <string.h>

#include "consult/hours.h"
#include "unit.h"

#define DAY_MINUTES 1440
#define HOUR 3600

static cs_time
at(const char *text)
{
	cs_time t = CS_NO_TIME;

	if (!cs_time_parse(text, strlen(text), &t))
		CU_FAIL_FATAL("a test with a time that does not exist");
	return t;
}

/* Hours from lines parted by ';'. */
static void
open_hours(struct cs_hours *hours, const struct cs_calendar *cal, const char *lines)
{
	struct cs_err err = { 0 };

	cs_hours_init(hours, cal);
	for (const char *p = lines; *p;) {
		size_t len = strcspn(p, ";");

		CU_ASSERT_EQUAL(cs_hours_line(hours, p, len, &err), CS_OK);
		p += len + (p[len] == ';');
	}
	CU_ASSERT_EQUAL_FATAL(cs_hours_index(hours, &err), CS_OK);
}

#define DEFAULT "week mon-fri 09:00-18:00;lunch mon-fri 12:00-13:00"

struct vector {
	const char *hours, *from;
	double open_hours;
	const char *to;
};

static const struct vector vectors[] = {
	/* osTicket, pull request 4807. 2026-11-06 is a Friday. */
	{ "week mon-fri 08:00-18:00", "2026-11-06 17:00", 4, "2026-11-09 11:00" },
	/* osTicket, pull request 5509: 18 h are two business days of 9 h. */
	{ "week mon-fri 09:00-18:00", "2026-11-02 09:00", 18, "2026-11-03 18:00" },
	{ "week mon-fri 09:00-18:00", "2026-11-02 12:00", 18, "2026-11-04 12:00" },
	/* Zammad's manual: 16 h are two business days of 8 h. */
	{ "week mon-fri 09:00-17:00", "2026-11-02 09:00", 16, "2026-11-03 17:00" },
	{ "week mon-fri 09:00-17:00", "2026-11-05 10:30", 16, "2026-11-09 10:30" },
	/* The rest is counted by hand on a wall calendar. */
	{ DEFAULT, "2026-11-02 11:30", 1, "2026-11-02 13:30" },
	{ DEFAULT, "2026-11-02 12:20", 0.5, "2026-11-02 13:30" },
	{ DEFAULT, "2026-11-07 03:00", 8, "2026-11-09 18:00" },
	{ DEFAULT, "2026-11-02 18:00", 0.25, "2026-11-03 09:15" },
	/* Chuseok 2026 is 24 to 26 September, Thursday to Saturday. */
	{ DEFAULT, "2026-09-23 17:00", 2, "2026-09-28 10:00" },
	{ DEFAULT ";holidays 10:00-12:00", "2026-09-23 17:00", 2, "2026-09-24 11:00" },
	/* As in every week, with its lunch. */
	{ DEFAULT ";holidays week", "2026-09-23 17:00", 5, "2026-09-24 14:00" },
	{ DEFAULT ";day 2026-09-24..2026-09-25 13:00-14:00", "2026-09-23 17:00", 3, "2026-09-25 14:00" },
	{ DEFAULT ";day 2026-11-03..2026-11-05 closed", "2026-11-02 17:00", 2, "2026-11-06 10:00" },
	/* Past midnight: Friday's block ends on Saturday, whatever Saturday is. */
	{ "week fri 22:00-02:00", "2026-11-06 23:00", 3, "2026-11-07 02:00" },
	{ "week fri 22:00-02:00", "2026-11-06 23:00", 4, "2026-11-13 23:00" },
	{ "week sun 20:00-04:00;week mon closed", "2026-11-08 12:00", 6, "2026-11-09 02:00" },
	{ "week fri 20:00-04:00;lunch fri 01:00-01:30", "2026-11-06 20:00", 6, "2026-11-07 02:30" },
	{ "week fri 18:00-24:00;week sat 00:00-03:00", "2026-11-06 23:00", 2, "2026-11-07 01:00" },
	/* Today's block begins before yesterday's has ended. */
	{ "week mon 20:00-10:00;week tue 09:00-12:00", "2026-11-02 20:00", 16, "2026-11-03 12:00" },
	{ "week mon-sun 00:00-24:00;holidays week", "2026-11-02 09:30", 49, "2026-11-04 10:30" },
	{ "week sat-mon 10:00-11:00", "2026-11-07 10:00", 3, "2026-11-09 11:00" },
	/* Beyond the table of holidays the week goes on: New Year 2028 is a Saturday, 3 January a Monday. */
	{ DEFAULT, "2027-12-31 17:00", 2, "2028-01-03 10:00" },
	{ DEFAULT, "2031-03-03 09:00", 80, "2031-03-14 18:00" },
	{ DEFAULT, "2014-12-30 17:00", 2, "2014-12-31 10:00" },
	{ DEFAULT, "2014-12-31 17:00", 2, "2015-01-02 10:00" },
	{ DEFAULT ";day 2028-01-03 closed", "2027-12-31 17:00", 2, "2028-01-04 10:00" },
};

static void
test_vectors(void)
{
	struct cs_calendar cal;
	char text[CS_TIME_TEXT];

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	for (size_t i = 0; i < CS_COUNT(vectors); i++) {
		const struct vector *v = &vectors[i];
		int64_t seconds = (int64_t)(v->open_hours * HOUR);
		struct cs_hours hours;

		open_hours(&hours, &cal, v->hours);
		cs_time got = cs_hours_add(&hours, at(v->from), seconds);

		if (got != at(v->to))
			printf("%s + %g h: %s, not %s\n", v->from, v->open_hours, cs_time_format(text, got), v->to);
		CU_ASSERT_EQUAL(got, at(v->to));
		CU_ASSERT_EQUAL(cs_hours_diff(&hours, at(v->from), at(v->to)), seconds);
		CU_ASSERT_EQUAL(cs_hours_diff(&hours, at(v->to), at(v->from)), -seconds);
		CU_ASSERT_EQUAL(cs_hours_add(&hours, at(v->from), 0), at(v->from));
		cs_hours_release(&hours);
		cs_hours_release(&hours);
	}
	cs_calendar_close(&cal);
}

/* ---- against a walk minute by minute ---- */

static uint64_t seed;

static unsigned
chance(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

/* One rule as the walk understands it: minutes, `to` below `from` is past midnight. */
struct span {
	int from, to;
};

struct plan {
	struct span week[7][2], lunch[7], holiday;
	int blocks[7];
	bool has_lunch[7], holiday_open, holiday_week;
	cs_day special;
	struct span special_hours;
	bool special_open;
};

#define PLAN_FIRST "2026-09-07" /* Chuseok, Foundation Day with a substitute, Hangul Day */
#define PLAN_DAYS 42

static struct span
random_span(void)
{
	int from = (int)chance(96) * 15, to;

	do
		to = (int)chance(97) * 15;
	while (to == from);
	return (struct span){ from, to };
}

static void
add_span(char *text, size_t size, struct span s)
{
	size_t len = strlen(text);

	snprintf(text + len, size - len, " %02d:%02d-%02d:%02d", s.from / 60, s.from % 60, s.to / 60, s.to % 60);
}

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static void
add_line(struct cs_hours *hours, const char *line)
{
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL_FATAL(cs_hours_line(hours, line, strlen(line), &err), CS_OK);
}

static void
random_week(struct plan *plan, struct cs_hours *hours)
{
	char line[128];

	for (int day = 0; day < 7; day++) {
		plan->blocks[day] = day == 0 ? 1 : (int)chance(3);
		snprintf(line, sizeof(line), "week %s%s", weekdays[day], plan->blocks[day] ? "" : " closed");
		for (int i = 0; i < plan->blocks[day]; i++)
			add_span(line, sizeof(line), plan->week[day][i] = random_span());
		add_line(hours, line);
		plan->has_lunch[day] = chance(3) == 0;
		if (!plan->has_lunch[day])
			continue;
		do
			plan->lunch[day] = random_span();
		while (plan->lunch[day].to < plan->lunch[day].from);
		snprintf(line, sizeof(line), "lunch %s", weekdays[day]);
		add_span(line, sizeof(line), plan->lunch[day]);
		add_line(hours, line);
	}
}

static void
random_plan(struct plan *plan, struct cs_hours *hours)
{
	char line[128], day[CS_DAY_TEXT];

	random_week(plan, hours);
	plan->holiday_week = chance(3) == 0;
	plan->holiday_open = chance(2) == 0;
	snprintf(line, sizeof(line), "holidays%s", plan->holiday_week ? " week" : plan->holiday_open ? "" : " closed");
	if (!plan->holiday_week && plan->holiday_open)
		add_span(line, sizeof(line), plan->holiday = random_span());
	add_line(hours, line);
	plan->special = cs_day_of_time(at(PLAN_FIRST)) + (cs_day)chance(PLAN_DAYS);
	plan->special_open = chance(2) == 0;
	snprintf(line, sizeof(line), "day %s%s", cs_day_format(day, plan->special), plan->special_open ? "" : " closed");
	if (plan->special_open)
		add_span(line, sizeof(line), plan->special_hours = random_span());
	add_line(hours, line);
}

/* Does the block, begun on its day, cover this minute counted from that day's midnight? */
static bool
covers(struct span s, int minute)
{
	int to = s.to < s.from ? s.to + DAY_MINUTES : s.to;

	return minute >= s.from && minute < to;
}

static bool
day_covers(const struct plan *plan, const struct cs_calendar *cal, cs_day day, int minute)
{
	int weekday = cs_weekday(day), clock = minute % DAY_MINUTES;
	bool open = false;

	if (day == plan->special)
		return plan->special_open && covers(plan->special_hours, minute);
	if (cs_calendar_flags(cal, day) & CS_DAY_HOLIDAY && !plan->holiday_week)
		return plan->holiday_open && covers(plan->holiday, minute);
	for (int i = 0; i < plan->blocks[weekday]; i++)
		open |= covers(plan->week[weekday][i], minute);
	return open && !(plan->has_lunch[weekday] && covers(plan->lunch[weekday], clock));
}

static bool
walk_is_open(const struct plan *plan, const struct cs_calendar *cal, cs_day first, int minute)
{
	cs_day day = first + minute / DAY_MINUTES;

	return day_covers(plan, cal, day, minute % DAY_MINUTES) ||
	    day_covers(plan, cal, day - 1, minute % DAY_MINUTES + DAY_MINUTES);
}

static void
check_plan(const struct plan *plan, const struct cs_hours *hours, const struct cs_calendar *cal)
{
	static int32_t sum[PLAN_DAYS * DAY_MINUTES + 1];
	cs_day first = cs_day_of_time(at(PLAN_FIRST));
	cs_time start = at(PLAN_FIRST);
	bool same = true;

	for (int m = 0; m < PLAN_DAYS * DAY_MINUTES; m++) {
		bool open = walk_is_open(plan, cal, first, m);

		sum[m + 1] = sum[m] + open;
		if (m % 15 == 0)
			same &= cs_hours_is_open(hours, start + m * 60) == open;
	}
	CU_ASSERT_TRUE(same);
	for (int i = 0; i < 200; i++) {
		int a = (int)chance(PLAN_DAYS * DAY_MINUTES), b = (int)chance(PLAN_DAYS * DAY_MINUTES);

		CU_ASSERT_EQUAL(cs_hours_diff(hours, start + a * 60, start + b * 60), (int64_t)(sum[b] - sum[a]) * 60);
	}
}

/* The two primitives are inverse, near and far, to the second. */
static void
check_inverse(const struct cs_hours *hours)
{
	for (int i = 0; i < 100; i++) {
		cs_time t = at("2009-01-01") + (cs_time)chance(30 * 365) * 86400 + chance(86400);
		int64_t seconds = chance(4) ? chance(86400 * 9) : (int64_t)chance(86400) * 4000;
		cs_time u = cs_hours_add(hours, t, seconds);

		CU_ASSERT_EQUAL(cs_hours_diff(hours, t, u), seconds);
		CU_ASSERT_TRUE(u >= t);
		/* And not a second sooner. */
		CU_ASSERT_TRUE(seconds == 0 || cs_hours_diff(hours, t, u - 1) == seconds - 1);
		cs_time v = t + chance(86400 * 30);

		if (cs_hours_is_open(hours, v) && cs_hours_is_open(hours, v - 1))
			CU_ASSERT_EQUAL(cs_hours_add(hours, t, cs_hours_diff(hours, t, v)), v > t ? v : t);
	}
}

static void
test_random_calendars(void)
{
	struct cs_calendar cal;

	seed = 20261101;
	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	for (int round = 0; round < 300; round++) {
		struct plan plan = { .special = CS_NO_DAY };
		struct cs_hours hours;
		struct cs_err err = { 0 };

		cs_hours_init(&hours, &cal);
		random_plan(&plan, &hours);
		enum cs_status st = cs_hours_index(&hours, &err);

		/* A lunch may swallow the only block of a week. */
		if (st == CS_OK) {
			check_plan(&plan, &hours, &cal);
			check_inverse(&hours);
		} else
			CU_ASSERT_EQUAL(st, CS_EINPUT);
		cs_hours_release(&hours);
	}
	cs_calendar_close(&cal);
}

/* ---- the default, files, business days ---- */

static void
test_default(void)
{
	struct cs_calendar cal;
	struct cs_hours hours;
	struct cs_err err = { 0 };

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	CU_ASSERT_EQUAL(cs_hours_open(&hours, &cal, NULL, &err), CS_OK);
	CU_ASSERT_TRUE(cs_hours_is_open(&hours, at("2026-11-02 09:00")));
	CU_ASSERT_FALSE(cs_hours_is_open(&hours, at("2026-11-02 12:59:59")));
	CU_ASSERT_TRUE(cs_hours_is_open(&hours, at("2026-11-02 13:00")));
	CU_ASSERT_FALSE(cs_hours_is_open(&hours, at("2026-11-02 18:00")));
	CU_ASSERT_FALSE(cs_hours_is_open(&hours, at("2026-11-07 10:00")));
	CU_ASSERT_FALSE(cs_hours_is_open(&hours, at("2026-09-25 10:00")));
	CU_ASSERT_TRUE(cs_hours_is_sure(&hours, at("2027-12-31 10:00")));
	CU_ASSERT_FALSE(cs_hours_is_sure(&hours, at("2028-01-01 10:00")));
	cs_hours_release(&hours);
	/* A closed day of the shop's file of days off. */
	CU_ASSERT_EQUAL(cs_calendar_add(&cal, "2026-11-02 closed", 17, &err), CS_OK);
	cs_calendar_index(&cal);
	CU_ASSERT_EQUAL(cs_hours_open(&hours, &cal, NULL, &err), CS_OK);
	CU_ASSERT_FALSE(cs_hours_is_open(&hours, at("2026-11-02 09:00")));
	cs_hours_release(&hours);
	cs_calendar_close(&cal);
}

static void
test_bad_lines(void)
{
	static const struct {
		const char *line, *reason;
	} bad[] = {
		{ "weak mon 09:00-18:00", "not a rule: \"weak\"" },
		{ "week mox 09:00-18:00", "not weekdays: \"mox\"" },
		{ "week mon- 09:00-18:00", "not weekdays: \"mon-\"" },
		{ "week", "not weekdays: \"\"" },
		{ "week mon", "hours are missing" },
		{ "week mon 9:00-18:00", "not hours: \"9:00-18:00\"" },
		{ "week mon 09:00-24:30", "not hours" },
		{ "week mon 09:60-18:00", "not hours" },
		{ "week mon 09:00-09:00", "not hours" },
		{ "week mon 24:00-09:00", "not hours" },
		{ "week mon +9:00-18:00", "not hours" },
		{ "week mon 09:00-18:00 closed", "not hours: \"closed\"" },
		{ "week mon 01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 11:00-12:00", "more than 5 blocks" },
		{ "holidays perhaps", "not hours: \"perhaps\"" },
		{ "day 2026-02-29 closed", "not a day: \"2026-02-29\"" },
		{ "day 2026-03-02..2026-03-01 closed", "not a day" },
		{ "day 2026-03-02..2036-03-01 closed", "not a day" },
	};
	struct cs_calendar cal;
	struct cs_hours hours;

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	cs_hours_init(&hours, &cal);
	for (size_t i = 0; i < CS_COUNT(bad); i++) {
		struct cs_err err = { 0 };

		CU_ASSERT_EQUAL(cs_hours_line(&hours, bad[i].line, strlen(bad[i].line), &err), CS_EINPUT);
		if (!strstr(err.text, bad[i].reason))
			printf("%s: %s\n", bad[i].line, err.text);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bad[i].reason));
	}
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL(cs_hours_line(&hours, "  # nothing", 11, &err), CS_OK);
	CU_ASSERT_EQUAL(cs_hours_index(&hours, &err), CS_EINPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "never open"));
	cs_hours_release(&hours);
	cs_calendar_close(&cal);
}

static void
test_business_days(void)
{
	static const struct {
		const char *from;
		int64_t count;
		const char *to;
	} ends[] = {
		/* A marketplace's rule of one business day: the day of the question does not count. */
		{ "2026-11-06 17:00", 1, "2026-11-09 23:59:59" },
		{ "2026-11-07 10:00", 1, "2026-11-09 23:59:59" },
		{ "2026-11-02 00:00", 1, "2026-11-03 23:59:59" },
		{ "2026-09-23 12:00", 1, "2026-09-28 23:59:59" },
		{ "2026-09-23 12:00", 2, "2026-09-29 23:59:59" },
		{ "2027-12-31 12:00", 1, "2028-01-03 23:59:59" },
		{ "2026-11-02 09:00", 0, "2026-11-02 23:59:59" },
	};
	struct cs_calendar cal;
	struct cs_hours hours;
	struct cs_err err = { 0 };

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	CU_ASSERT_EQUAL(cs_hours_open(&hours, &cal, NULL, &err), CS_OK);
	for (size_t i = 0; i < CS_COUNT(ends); i++) {
		CU_ASSERT_EQUAL(cs_hours_business_end(&hours, at(ends[i].from), ends[i].count), at(ends[i].to));
		CU_ASSERT_EQUAL(cs_hours_business_days(&hours, at(ends[i].from), at(ends[i].to)), ends[i].count);
	}
	CU_ASSERT_EQUAL(cs_hours_business_days(&hours, at("2026-11-06"), at("2026-11-02")), 0);
	cs_hours_release(&hours);
	cs_calendar_close(&cal);
}

const CU_TestInfo hours_tests[] = {
	{ "adding and counting open time", test_vectors },
	{ "random calendars against a walk by minutes, and back", test_random_calendars },
	{ "the built-in hours", test_default },
	{ "lines that say nothing", test_bad_lines },
	{ "business days", test_business_days },
	CU_TEST_INFO_NULL,
};
