#include <math.h>
#include <string.h>

#include "base/str.h"
#include "repurchase/pairs.h"
#include "repurchase/ladder.h"
#include "repurchase/names.h"
#include "repurchase/period.h"
#include "repurchase/windows.h"
#include "stat/counts.h"
#include "stat/survival.h"
#include "store/db.h"
#include "unit.h"

static cs_day
day(const char *text)
{
	cs_day value = CS_NO_DAY;

	CU_ASSERT_TRUE(cs_day_parse(text, strlen(text), &value));
	return value;
}

static void
test_periods(void)
{
	static const struct {
		const char *day;
		enum cs_by by;
		const char *label, *first, *last;
	} cases[] = {
		{ "2026-03-31", CS_BY_MONTH, "2026-03", "2026-03-01", "2026-03-31" },
		{ "2024-02-29", CS_BY_MONTH, "2024-02", "2024-02-01", "2024-02-29" },
		{ "2025-12-31", CS_BY_QUARTER, "2025-Q4", "2025-10-01", "2025-12-31" },
		{ "2026-01-01", CS_BY_QUARTER, "2026-Q1", "2026-01-01", "2026-03-31" },
		{ "2026-07-15", CS_BY_YEAR, "2026", "2026-01-01", "2026-12-31" },
		{ "2026-07-15", CS_BY_ALL, "all", "1900-01-01", "2999-12-31" },
		/* ISO 8601: the first days of 2027 belong to week 53 of 2026, the last of 2024 to 2025. */
		{ "2027-01-03", CS_BY_WEEK, "2026-W53", "2026-12-28", "2027-01-03" },
		{ "2024-12-30", CS_BY_WEEK, "2025-W01", "2024-12-30", "2025-01-05" },
		{ "2026-03-02", CS_BY_WEEK, "2026-W10", "2026-03-02", "2026-03-08" },
		/* Before 1970 days are negative. */
		{ "1969-12-28", CS_BY_WEEK, "1969-W52", "1969-12-22", "1969-12-28" },
		{ "1969-12-29", CS_BY_WEEK, "1970-W01", "1969-12-29", "1970-01-04" },
		{ "1900-01-01", CS_BY_MONTH, "1900-01", "1900-01-01", "1900-01-31" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		char label[CS_PERIOD_TEXT];
		int32_t period = cs_period_of(cases[i].by, day(cases[i].day));

		CU_ASSERT_STRING_EQUAL(cs_period_format(label, cases[i].by, period), cases[i].label);
		CU_ASSERT_EQUAL(cs_period_first(cases[i].by, period), day(cases[i].first));
		CU_ASSERT_EQUAL(cs_period_last(cases[i].by, period), day(cases[i].last));
	}
}

/* Every day lies in its period, and the next period begins the day after. */
static void
test_periods_join(void)
{
	for (enum cs_by by = CS_BY_MONTH; by < CS_BY_ALL; by++) {
		for (cs_day d = day("1968-01-01"); d < day("2033-01-01"); d++) {
			int32_t period = cs_period_of(by, d);
			cs_day last = cs_period_last(by, period);

			if (cs_period_first(by, period) > d || last < d || cs_period_of(by, last + 1) != period + 1)
				CU_FAIL("a day lies outside its period");
		}
	}
}

/* By hand: of 8 15 44 56 the place of 0.1 is 0.3, so 8 + 0.3 x 7; of 1 1 1 2 10 that of 0.9 is 3.6. */
static void
test_quantiles(void)
{
	static const struct cs_count four[] = { { 8, 1 }, { 15, 1 }, { 44, 1 }, { 56, 1 } };
	static const struct cs_count ties[] = { { 1, 3 }, { 2, 1 }, { 10, 1 } };
	static const struct cs_count one[] = { { 7, 1 } };

	CU_ASSERT_DOUBLE_EQUAL(cs_counts_quantile(four, 4, 0), 8, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(cs_counts_quantile(four, 4, 0.1), 10.1, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(cs_counts_quantile(four, 4, 0.95), 54.2, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(cs_counts_quantile(four, 4, 1), 56, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(cs_counts_quantile(ties, 3, 0.5), 1, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(cs_counts_quantile(ties, 3, 0.9), 6.8, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(cs_counts_quantile(one, 1, 0.95), 7, 1e-12);
	CU_ASSERT_DOUBLE_EQUAL(cs_counts_mean(ties, 3), 3, 1e-12);
	CU_ASSERT_TRUE(isnan(cs_counts_quantile(one, 0, 0.5)));
	CU_ASSERT_TRUE(isnan(cs_counts_mean(one, 0)));
}

/*
 * Remission of 21 patients under 6-MP (Freireich and others 1963), the usual
 * example: S(6) = 0.857, S(10) = 0.753, S(22) = 0.538, S(23) = 0.448.  The limits on the
 * log-log scale at 10 weeks are 0.503 and 0.889, as SAS prints them.
 */
static void
test_survival(void)
{
	static const struct {
		size_t weeks;
		bool event;
	} patients[] = {
		{ 6, true }, { 6, true }, { 6, true }, { 7, true }, { 10, true }, { 13, true }, { 16, true },
		{ 22, true }, { 23, true }, { 6, false }, { 9, false }, { 10, false }, { 11, false }, { 17, false },
		{ 19, false }, { 20, false }, { 25, false }, { 32, false }, { 32, false }, { 34, false }, { 35, false },
	};
	static const struct {
		size_t weeks;
		double alive;
	} table[] = { { 5, 1 }, { 6, 0.857 }, { 7, 0.807 }, { 10, 0.753 }, { 13, 0.690 }, { 16, 0.627 },
		{ 22, 0.538 }, { 23, 0.448 }, { 35, 0.448 } };
	struct cs_survival s = { 0 };

	for (size_t i = 0; i < CS_COUNT(patients); i++)
		cs_survival_add(&s, patients[i].weeks, patients[i].event);
	for (size_t i = 0; i < CS_COUNT(table); i++)
		CU_ASSERT_DOUBLE_EQUAL(1 - cs_survival_share(&s, table[i].weeks).share, table[i].alive, 0.0006);
	CU_ASSERT_DOUBLE_EQUAL(1 - cs_survival_share(&s, 10).high, 0.503, 0.0006);
	CU_ASSERT_DOUBLE_EQUAL(1 - cs_survival_share(&s, 10).low, 0.889, 0.0006);
	/* Nothing is known behind the last patient. */
	CU_ASSERT_TRUE(isnan(cs_survival_share(&s, 36).share));
	CU_ASSERT_TRUE(isnan(cs_survival_share(&s, 5).low));
	cs_survival_release(&s);
	CU_ASSERT_TRUE(isnan(cs_survival_share(&s, 1).share));
	cs_survival_add(&s, 3, true);
	CU_ASSERT_DOUBLE_EQUAL(cs_survival_share(&s, 9).share, 1, 0);
	cs_survival_release(&s);
}

static void
test_windows(void)
{
	static const struct {
		const char *text;
		size_t count; /* 0: refused */
	} cases[] = {
		{ "30", 1 }, { "1,3,6,12", 4 }, { "3,3", 0 }, { "6,3", 0 }, { "0", 0 }, { "-1", 0 }, { "", 0 },
		{ "1,", 0 }, { ",1", 0 }, { "1,x", 0 }, { "1201", 0 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_windows windows;

		CU_ASSERT_EQUAL(cs_windows_parse(&windows, cases[i].text, 1200), cases[i].count > 0);
		CU_ASSERT_TRUE(cases[i].count == 0 || windows.count == cases[i].count);
	}
}

static void
test_ladder(void)
{
	static const struct {
		int64_t purchases, recency;
		bool much;
		const char *segment;
	} cases[] = {
		{ 1, 0, false, "new" }, { 1, 100, true, "new" }, { 2, 100, true, "second" },
		{ 3, 100, false, "regular" }, { 3, 100, true, "big_spender" }, { 9, 101, true, "at_risk" },
		{ 1, 101, false, "at_risk" }, { 9, 200, true, "at_risk" }, { 9, 201, true, "lost" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		const struct cs_standing standing = { cases[i].purchases, cases[i].recency, cases[i].much };

		CU_ASSERT_STRING_EQUAL(cs_segment_words[cs_ladder_segment(&cs_ladder_default, 100, &standing)],
		    cases[i].segment);
	}
}

static void
test_names(void)
{
	struct cs_names names = { 0 };
	static const char *const texts[] = { "b", "a", "가", "", "aa", "b" };
	static const uint32_t numbers[] = { 0, 1, 2, 3, 4, 0 };
	static const uint32_t ranks[] = { 3, 1, 4, 0, 2, 3 };

	for (size_t i = 0; i < CS_COUNT(texts); i++)
		CU_ASSERT_EQUAL(cs_names_number(&names, texts[i], strlen(texts[i])), numbers[i]);
	CU_ASSERT_EQUAL(cs_names_count(&names), 5);
	for (size_t i = 0; i < CS_COUNT(texts); i++) {
		CU_ASSERT_STRING_EQUAL(cs_names_text(&names, numbers[i]), texts[i]);
		CU_ASSERT_EQUAL(cs_names_rank(&names, numbers[i]), ranks[i]);
	}
	/* A name that comes later moves the ranks. */
	cs_names_number(&names, "0", 1);
	CU_ASSERT_EQUAL(cs_names_rank(&names, 1), 2);
	cs_names_release(&names);
}

static void
test_cells(void)
{
	struct cs_pairs cells = { .map = { 0 } };
	static const struct {
		int32_t a;
		uint32_t b;
		size_t index;
		bool added;
	} cases[] = {
		{ 0, 0, 0, true }, { 0, 0, 0, false }, { 0, 1, 1, true }, { 1, 0, 2, true }, { -1, UINT32_MAX, 3, true },
		{ 0, 1, 1, false }, { -1, UINT32_MAX, 3, false }, { -2, UINT32_MAX, 4, true },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		bool added;

		CU_ASSERT_EQUAL(cs_pairs_at(&cells, cases[i].a, cases[i].b, &added), cases[i].index);
		CU_ASSERT_EQUAL(added, cases[i].added);
	}
	cs_pairs_release(&cells);
}

/* A million lines are read in the order of the index, without a text and without sorting. */
static void
test_plans(void)
{
	struct cs_db *db;
	struct cs_err err = { 0 };
	struct cs_str plan = { 0 };

	CU_ASSERT_EQUAL_FATAL(cs_db_open(&db, CS_DB_MEMORY, CS_DB_WRITE, &err), CS_OK);
	CU_ASSERT_EQUAL(cs_db_plan(db, CS_SQL_PURCHASE_SCAN, &plan, &err), CS_OK);
	CU_ASSERT_STRING_EQUAL(plan.data, "SCAN order_line USING COVERING INDEX purchase\n");
	cs_str_clear(&plan);
	/* The clock sorts the orders of one customer's day, not the whole shop. */
	CU_ASSERT_EQUAL(cs_db_plan(db, CS_SQL_PURCHASE_SCAN_BY_CLOCK, &plan, &err), CS_OK);
	CU_ASSERT_STRING_EQUAL(plan.data, "SCAN l USING COVERING INDEX purchase\n"
	    "SEARCH o USING INTEGER PRIMARY KEY (rowid=?)\n"
	    "USE TEMP B-TREE FOR RIGHT PART OF ORDER BY\n");
	cs_str_release(&plan);
	cs_db_close(db);
}

const CU_TestInfo repurchase_tests[] = {
	{ "periods have their days and labels", test_periods },
	{ "periods join without a gap", test_periods_join },
	{ "quantiles of type 7", test_quantiles },
	{ "Kaplan-Meier", test_survival },
	{ "lists of windows", test_windows },
	{ "the ladder of regulars", test_ladder },
	{ "names have numbers and ranks", test_names },
	{ "cells are found by two numbers", test_cells },
	{ "plans of the purchase scans", test_plans },
	CU_TEST_INFO_NULL,
};
