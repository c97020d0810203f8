#include <string.h>

#include "base/str.h"
#include "base/calendar.h"
#include "base/tabbed.h"
#include "unit.h"

static cs_day
on(const char *text)
{
	cs_day day = CS_NO_DAY;

	if (!cs_day_parse(text, strlen(text), &day))
		CU_FAIL_FATAL("a test with a date that does not exist");
	return day;
}

static void
check_end(const struct cs_calendar *cal, const char *from, int count, enum cs_unit unit,
    const char *nominal, const char *end)
{
	cs_day before;
	char text[CS_DAY_TEXT];
	cs_day got = cs_calendar_end(cal, on(from), count, unit, &before);

	CU_ASSERT_EQUAL(before, on(nominal));
	CU_ASSERT_EQUAL_FATAL(got == CS_NO_DAY, false);
	if (got != on(end))
		printf("%s + %d: %s, not %s\n", from, count, cs_day_format(text, got), end);
	CU_ASSERT_EQUAL(got, on(end));
}

struct period {
	const char *from;
	int count;
	enum cs_unit unit;
	const char *nominal, *end;
};

/* Counted by hand with a wall calendar and the list of public holidays. */
static const struct period periods[] = {
	{ "2026-11-02", 7, CS_UNIT_DAYS, "2026-11-09", "2026-11-09" },
	{ "2026-09-18", 7, CS_UNIT_DAYS, "2026-09-25", "2026-09-28" },
	{ "2025-09-29", 7, CS_UNIT_DAYS, "2025-10-06", "2025-10-10" },
	{ "2026-05-18", 7, CS_UNIT_DAYS, "2026-05-25", "2026-05-26" },
	{ "2027-04-26", 7, CS_UNIT_DAYS, "2027-05-03", "2027-05-04" },
	{ "2026-11-15", 3, CS_UNIT_MONTHS, "2027-02-15", "2027-02-15" },
	/* 28 February 2027 is a Sunday, and 1 March a holiday. */
	{ "2026-11-29", 3, CS_UNIT_MONTHS, "2027-02-28", "2027-03-02" },
	{ "2026-11-30", 3, CS_UNIT_MONTHS, "2027-02-28", "2027-03-02" },
	{ "2026-08-31", 3, CS_UNIT_MONTHS, "2026-11-30", "2026-11-30" },
	{ "2026-09-24", 30, CS_UNIT_DAYS, "2026-10-24", "2026-10-26" },
	{ "2026-09-23", 3, CS_UNIT_BUSINESS, "2026-09-30", "2026-09-30" },
	{ "2025-10-02", 3, CS_UNIT_BUSINESS, "2025-10-14", "2025-10-14" },
	{ "2026-04-29", 3, CS_UNIT_BUSINESS, "2026-05-06", "2026-05-06" },
	/* A leap day, a year's end, and a Saturday on which the count begins. */
	{ "2023-11-30", 3, CS_UNIT_MONTHS, "2024-02-29", "2024-02-29" },
	{ "2025-12-25", 7, CS_UNIT_DAYS, "2026-01-01", "2026-01-02" },
	{ "2026-11-07", 3, CS_UNIT_BUSINESS, "2026-11-11", "2026-11-11" },
	/* The longest run: 2017-09-30 to 10-09 without one business day. */
	{ "2017-09-23", 7, CS_UNIT_DAYS, "2017-09-30", "2017-10-10" },
	{ "2017-09-29", 1, CS_UNIT_BUSINESS, "2017-10-10", "2017-10-10" },
	/* A temporary holiday, an election, and a Christmas without substitute. */
	{ "2024-09-24", 7, CS_UNIT_DAYS, "2024-10-01", "2024-10-02" },
	{ "2025-05-27", 7, CS_UNIT_DAYS, "2025-06-03", "2025-06-04" },
	{ "2021-12-20", 7, CS_UNIT_DAYS, "2021-12-27", "2021-12-27" },
	/* Memorial Day never gets a substitute; 6 June 2026 is a Saturday. */
	{ "2026-06-01", 7, CS_UNIT_DAYS, "2026-06-08", "2026-06-08" },
	/* Constitution Day counts again from 2026, not before. */
	{ "2026-07-10", 7, CS_UNIT_DAYS, "2026-07-17", "2026-07-20" },
	{ "2025-07-10", 7, CS_UNIT_DAYS, "2025-07-17", "2025-07-17" },
	{ "2027-07-12", 7, CS_UNIT_DAYS, "2027-07-19", "2027-07-20" },
};

static void
test_periods(void)
{
	struct cs_calendar cal;

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	for (size_t i = 0; i < CS_COUNT(periods); i++)
		check_end(&cal, periods[i].from, periods[i].count, periods[i].unit,
		    periods[i].nominal, periods[i].end);
	cs_calendar_close(&cal);
	cs_calendar_close(&cal);
}

static void
test_labor_day(void)
{
	struct cs_calendar cal;

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	CU_ASSERT_FALSE(cs_calendar_is_business(&cal, on("2026-05-01")));
	/* Until 2025 it was a day off for workers only. */
	CU_ASSERT_TRUE(cs_calendar_is_business(&cal, on("2025-05-01")));
	CU_ASSERT_EQUAL(cs_calendar_roll(&cal, on("2026-05-01")), on("2026-05-04"));
	cs_calendar_close(&cal);
	cs_calendar_open(&cal, CS_LABOR_WORKDAY);
	CU_ASSERT_TRUE(cs_calendar_is_business(&cal, on("2026-05-01")));
	CU_ASSERT_TRUE(cs_calendar_is_business(&cal, on("2027-05-03")));
	CU_ASSERT_FALSE(cs_calendar_is_business(&cal, on("2027-05-05")));
	check_end(&cal, "2026-04-29", 3, CS_UNIT_BUSINESS, "2026-05-04", "2026-05-04");
	check_end(&cal, "2026-04-28", 3, CS_UNIT_BUSINESS, "2026-05-01", "2026-05-01");
	cs_calendar_close(&cal);
}

/* Sundays and holidays of a year, as the official almanac announced them. */
static void
test_almanac_totals(void)
{
	static const struct {
		int year, days;
	} known[] = { { 2018, 69 }, { 2023, 69 }, { 2025, 70 }, { 2026, 72 } };
	struct cs_calendar cal;

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	for (size_t i = 0; i < CS_COUNT(known); i++) {
		int count = 0;

		for (cs_day d = cs_day_of(known[i].year, 1, 1); d <= cs_day_of(known[i].year, 12, 31); d++)
			count += (cs_calendar_flags(&cal, d) & (CS_DAY_SUNDAY | CS_DAY_HOLIDAY)) != 0;
		CU_ASSERT_EQUAL(count, known[i].days);
	}
	cs_calendar_close(&cal);
}

static void
test_the_table_is_well_formed(void)
{
	const char *const *line = cs_table_lines("base/holidays.tsv");
	const char *before = "2014-12-31";
	struct cs_cells cells;
	int count = 0;

	while (*++line) {
		cs_cells_split(&cells, *line);
		CU_ASSERT_EQUAL(cells.count, 5);
		CU_ASSERT_TRUE(strncmp(before, *line, 10) <= 0);
		CU_ASSERT_TRUE(cs_cell_find("fixed|lunar|substitute|election|temporary",
		    cells.text[3], cells.len[3]) >= 0);
		CU_ASSERT_TRUE(cells.len[1] > 0 && cells.len[2] > 0 && cells.len[4] > 0);
		before = *line;
		count++;
	}
	CU_ASSERT_EQUAL(count, 246);
	CU_ASSERT_EQUAL(strncmp(before, "2027-12-27", 10), 0);
}

static enum cs_status
add(struct cs_calendar *cal, const char *line, struct cs_err *err)
{
	return cs_calendar_add(cal, line, strlen(line), err);
}

static void
test_own_days(void)
{
	struct cs_calendar cal;
	struct cs_err err;

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	CU_ASSERT_EQUAL(add(&cal, "2026-11-10 holiday flood relief", &err), CS_OK);
	CU_ASSERT_EQUAL(add(&cal, "2026-11-11\tclosed\tstock-taking\r", &err), CS_OK);
	CU_ASSERT_EQUAL(add(&cal, "2026-12-25 open\r", &err), CS_OK);
	CU_ASSERT_EQUAL(add(&cal, "  # a remark", &err), CS_OK);
	CU_ASSERT_EQUAL(add(&cal, "", &err), CS_OK);
	cs_calendar_index(&cal);
	/* A refund falls due while the shop is closed (Art. 22(1)); only what is public moves it. */
	check_end(&cal, "2026-11-09", 1, CS_UNIT_BUSINESS, "2026-11-11", "2026-11-11");
	CU_ASSERT_FALSE(cs_calendar_is_business(&cal, on("2026-11-11")));
	check_end(&cal, "2026-11-03", 7, CS_UNIT_DAYS, "2026-11-10", "2026-11-11");
	CU_ASSERT_TRUE(cs_calendar_is_business(&cal, on("2026-12-25")));
	cs_calendar_close(&cal);
}

static void
test_bad_own_days(void)
{
	static const struct {
		const char *line, *says;
	} bad[] = {
		{ "2026-02-30 holiday", "not a date: \"2026-02-30\"" },
		{ "tomorrow holiday", "not a date: \"tomorrow\"" },
		{ "2026-02-03 party", "not a kind of day: \"party\"" },
		{ "2026-02-03", "not a kind of day: \"\"" },
		{ "2028-02-03 holiday", "2028-02-03: the table of holidays covers 2015-01-01 to 2027-12-31" },
		{ "2014-12-31 closed", "covers 2015-01-01" },
		{ "2999-12-31 covers", "too far ahead" },
	};
	struct cs_calendar cal;
	struct cs_err err;

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	for (size_t i = 0; i < CS_COUNT(bad); i++) {
		CU_ASSERT_EQUAL(add(&cal, bad[i].line, &err), CS_EINPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bad[i].says));
	}
	cs_calendar_close(&cal);
}

static void
test_the_edge_of_the_table(void)
{
	struct cs_calendar cal;
	struct cs_err err;
	cs_day nominal;

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	CU_ASSERT_EQUAL(cs_calendar_end(&cal, on("2027-12-27"), 7, CS_UNIT_DAYS, &nominal), CS_NO_DAY);
	CU_ASSERT_EQUAL(nominal, on("2028-01-03"));
	CU_ASSERT_EQUAL(cs_calendar_end(&cal, on("2027-12-30"), 2, CS_UNIT_BUSINESS, &nominal), CS_NO_DAY);
	CU_ASSERT_EQUAL(nominal, on("2028-01-01"));
	CU_ASSERT_EQUAL(cs_calendar_end(&cal, on("2014-12-30"), 2, CS_UNIT_BUSINESS, &nominal), CS_NO_DAY);
	CU_ASSERT_EQUAL(nominal, on("2014-12-30"));
	CU_ASSERT_EQUAL(cs_calendar_end(&cal, on("2027-12-31"), 0, CS_UNIT_DAYS, NULL), on("2027-12-31"));
	/* A user's file carries it on. */
	CU_ASSERT_EQUAL(add(&cal, "2028-12-31 covers", &err), CS_OK);
	CU_ASSERT_EQUAL(add(&cal, "2028-01-03 holiday", &err), CS_OK);
	CU_ASSERT_EQUAL(add(&cal, "2026-12-31 covers", &err), CS_OK);
	cs_calendar_index(&cal);
	check_end(&cal, "2027-12-27", 7, CS_UNIT_DAYS, "2028-01-03", "2028-01-04");
	CU_ASSERT_FALSE(cs_calendar_is_business(&cal, on("2028-01-01")));
	/* The last day is a Sunday like any other. */
	CU_ASSERT_EQUAL(cs_calendar_flags(&cal, on("2028-12-31")), CS_DAY_SUNDAY);
	cs_calendar_close(&cal);
}

/* Every lookup against a walk from day to day. */
static void
test_business_days_by_walking(void)
{
	struct cs_calendar cal;
	cs_day last = cs_day_of(2027, 12, 1);

	cs_calendar_open(&cal, CS_LABOR_HOLIDAY);
	for (cs_day from = cs_day_of(2015, 1, 1); from < last; from++) {
		cs_day day = from;

		for (int n = 0; n < 3; n += cs_calendar_is_business(&cal, day))
			day++;
		if (cs_calendar_end(&cal, from, 3, CS_UNIT_BUSINESS, NULL) != day) {
			CU_FAIL("a business day that a walk does not find");
			break;
		}
	}
	cs_calendar_close(&cal);
}

static void
test_names(void)
{
	struct cs_str out = { 0 };

	cs_calendar_names(on("2026-09-25"), true, &out);
	CU_ASSERT_STRING_EQUAL(out.data, "추석");
	/* Two holidays on one day. */
	cs_calendar_names(on("2025-05-05"), false, &out);
	CU_ASSERT_STRING_EQUAL(out.data, "Buddha's Birthday, Children's Day");
	cs_calendar_names(on("2026-11-22"), false, &out);
	CU_ASSERT_STRING_EQUAL(out.data, "");
	cs_str_release(&out);
}

const CU_TestInfo calendar_tests[] = {
	{ "periods counted by hand", test_periods },
	{ "1 May is a switch", test_labor_day },
	{ "totals of the almanac", test_almanac_totals },
	{ "the table is well formed", test_the_table_is_well_formed },
	{ "a shop's own days", test_own_days },
	{ "bad lines of a shop's file", test_bad_own_days },
	{ "the edge of the table", test_the_edge_of_the_table },
	{ "business days by walking", test_business_days_by_walking },
	{ "names of holidays", test_names },
	CU_TEST_INFO_NULL,
};
