#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/map.h"
#include "base/near.h"
#include "base/num.h"
#include "base/parallel.h"
#include "base/radix.h"
#include "base/text.h"
#include "unit.h"

static void
test_dates(void)
{
	static const struct {
		const char *text;
		cs_day day;
		int weekday;
	} known[] = {
		/* Counted by hand from 1970-01-01, a Thursday. */
		{ "1970-01-01", 0, 3 },
		{ "1969-12-31", -1, 2 },
		{ "2000-02-29", 11016, 1 },
		{ "2026-03-02", 20514, 0 },
		{ "1900-01-01", -25567, 0 },
	};
	char text[CS_DAY_TEXT];

	for (size_t i = 0; i < CS_COUNT(known); i++) {
		cs_day day = CS_NO_DAY;

		CU_ASSERT_TRUE(cs_day_parse(known[i].text, 10, &day));
		CU_ASSERT_EQUAL(day, known[i].day);
		CU_ASSERT_EQUAL(cs_weekday(day), known[i].weekday);
		CU_ASSERT_STRING_EQUAL(cs_day_format(text, day), known[i].text);
	}
}

static void
test_every_day_round_trips(void)
{
	cs_day last = cs_day_of(2999, 12, 31);
	struct cs_date before = cs_date_of(cs_day_of(1900, 1, 1) - 1);

	for (cs_day day = cs_day_of(1900, 1, 1); day <= last; day++) {
		struct cs_date d = cs_date_of(day);
		bool next = d.day == before.day + 1 && d.month == before.month && d.year == before.year;
		bool turn = d.day == 1;

		if (cs_day_of(d.year, d.month, d.day) != day || !(next || turn) ||
		    !cs_date_exists(d.year, d.month, d.day)) {
			CU_FAIL("a day that does not come back");
			return;
		}
		before = d;
	}
}

static void
test_bad_dates(void)
{
	static const char *const bad[] = { "", "2026-3-02", "2026-02-29", "1900-02-29", "2026-13-01",
		"2026-00-10", "2026-01-32", "2026/01/02", "abcd-ef-gh", "2026-01-0x", "3000-01-01",
		"2026-01-02T", "2026-01-02T25:00", "2026-01-02T10:60", "2026-01-02T10:00:60", "2026-01-02x10:00" };
	cs_time time = 7;

	for (size_t i = 0; i < CS_COUNT(bad); i++)
		CU_ASSERT_FALSE(cs_time_parse(bad[i], strlen(bad[i]), &time));
	CU_ASSERT_EQUAL(time, 7);
}

static void
test_times(void)
{
	char text[CS_TIME_TEXT];
	cs_time time;

	CU_ASSERT_TRUE(cs_time_parse("2026-03-02T14:05:09", 19, &time));
	CU_ASSERT_EQUAL(time, INT64_C(20514) * 86400 + 14 * 3600 + 5 * 60 + 9);
	CU_ASSERT_STRING_EQUAL(cs_time_format(text, time), "2026-03-02T14:05:09");
	CU_ASSERT_TRUE(cs_time_parse("2026-03-02 14:05", 16, &time));
	CU_ASSERT_STRING_EQUAL(cs_time_format(text, time), "2026-03-02T14:05:00");
	CU_ASSERT_EQUAL(cs_day_of_time(-1), -1);
}

static void
test_months(void)
{
	/* Civil Act Art. 160(3): a month without that day ends on its last. */
	CU_ASSERT_EQUAL(cs_day_add_months(cs_day_of(2026, 1, 31), 1), cs_day_of(2026, 2, 28));
	CU_ASSERT_EQUAL(cs_day_add_months(cs_day_of(2024, 1, 31), 1), cs_day_of(2024, 2, 29));
	CU_ASSERT_EQUAL(cs_day_add_months(cs_day_of(2026, 11, 30), 3), cs_day_of(2027, 2, 28));
	CU_ASSERT_EQUAL(cs_day_add_months(cs_day_of(2026, 1, 15), -1), cs_day_of(2025, 12, 15));
	CU_ASSERT_EQUAL(cs_week_start(cs_day_of(2026, 11, 22)), cs_day_of(2026, 11, 16));
	CU_ASSERT_EQUAL(cs_month_start(cs_day_of(2026, 11, 22)), cs_day_of(2026, 11, 1));
	CU_ASSERT_EQUAL(cs_year_start(cs_day_of(2026, 11, 22)), cs_day_of(2026, 1, 1));
	CU_ASSERT_EQUAL(cs_months_between(cs_day_of(2025, 11, 30), cs_day_of(2026, 2, 1)), 3);
}

static void
test_amounts(void)
{
	static const struct {
		const char *text;
		int64_t value;
		int decimals;
	} good[] = {
		{ "12000", 12000, 0 }, { "-12.50", -1250, 2 }, { "12,000", 12000, 0 },
		{ "\"", 0, -1 }, { "1,23,456.78", 12345678, 2 }, { "(12,000)", -12000, 0 },
		{ "₩12,345", 12345, 0 }, { "260,610원", 260610, 0 }, { " 7 ", 7, 0 },
		{ "-₩500", -500, 0 }, { "１２，０００", 12000, 0 }, { "－５", -5, 0 },
		{ "390000.00", 39000000, 2 }, { "0", 0, 0 }, { ".5", 5, 1 },
		{ "1.0000000", 1000000, 6 }, { "$ 11.77", 1177, 2 },
		/* What is no amount. */
		{ "", 0, -1 }, { "12,00x", 0, -1 }, { "1e5", 0, -1 }, { "1 2", 0, -1 },
		{ "1.2.3", 0, -1 }, { "1,2.3,4", 0, -1 }, { "(5", 0, -1 }, { "5)", 0, -1 },
		{ "--5", 0, -1 }, { "5-", 0, -1 }, { "원", 0, -1 }, { ",5", 0, -1 },
		/* A comma groups three digits, or in India two before the last three. */
		{ "1,234,567", 1234567, 0 }, { "12,34,567", 1234567, 0 }, { "123,456.5", 1234565, 1 },
		{ "0,123", 123, 0 }, { "(1,234)", -1234, 0 }, { "1,234 원", 1234, 0 },
		{ "12,50", 0, -1 }, { "1,,2", 0, -1 }, { "12,", 0, -1 }, { "1,2345", 0, -1 }, { "1234,567", 0, -1 },
		{ "12,50.00", 0, -1 }, { "1,2,345", 0, -1 }, { "123,45,678", 0, -1 }, { "1,234,56", 0, -1 },
		{ "1,23,456,789", 0, -1 }, { "1,234,56,789", 0, -1 }, { "1,234,", 0, -1 }, { ".,5", 0, -1 },
		{ "99999999999999999999", 0, -1 }, { "1.0000001", 0, -1 },
	};

	for (size_t i = 0; i < CS_COUNT(good); i++) {
		struct cs_amount a = { 0, -1 };
		bool ok = cs_amount_parse(good[i].text, strlen(good[i].text), &a);

		CU_ASSERT_EQUAL(ok, good[i].decimals >= 0);
		if (ok != (good[i].decimals >= 0) || (ok && (a.value != good[i].value || a.decimals != good[i].decimals)))
			CU_FAIL_FATAL(good[i].text);
	}
}

static void
test_money(void)
{
	char text[CS_MONEY_TEXT];
	int64_t won = 7;

	CU_ASSERT_TRUE(cs_amount_scale((struct cs_amount){ 39000000, 2 }, 0, &won));
	CU_ASSERT_EQUAL(won, 390000);
	CU_ASSERT_FALSE(cs_amount_scale((struct cs_amount){ 1250, 2 }, 0, &won));
	CU_ASSERT_FALSE(cs_amount_scale((struct cs_amount){ INT64_MAX / 2, 0 }, 2, &won));
	CU_ASSERT_STRING_EQUAL(cs_money_format(text, 12000, 0, 0), "12000");
	CU_ASSERT_STRING_EQUAL(cs_money_format(text, -5, 2, 2), "-0.05");
	CU_ASSERT_STRING_EQUAL(cs_money_format(text, 125000, 4, 2), "12.50");
	CU_ASSERT_STRING_EQUAL(cs_money_format(text, 125050, 4, 2), "12.51");
	CU_ASSERT_STRING_EQUAL(cs_money_format(text, -125050, 4, 2), "-12.51");
	CU_ASSERT_EQUAL(cs_currency_decimals("KRW"), 0);
	CU_ASSERT_EQUAL(cs_currency_decimals("GBP"), 2);
	CU_ASSERT_EQUAL(cs_currency_decimals("KR"), -1);
	CU_ASSERT_EQUAL(cs_currency_decimals("D E"), -1);
}

static void
test_utf8(void)
{
	static const struct {
		const char *bytes;
		size_t len;
		long fault; /* offset, or -1 */
	} known[] = {
		{ "plain ascii text of some length", 31, -1 }, { "한글 and more ascii", 20, -1 },
		{ "a\0b", 3, 1 }, { "\xC0\x80", 2, 0 }, { "\xED\xA0\x80", 3, 0 }, { "\xF4\x90\x80\x80", 4, 0 },
		{ "\xEA\xB0", 2, 0 }, { "12345678\xFF", 9, 8 }, { "\xF0\x9F\x98\x80", 4, -1 }, { "", 0, -1 },
	};

	for (size_t i = 0; i < CS_COUNT(known); i++) {
		const char *fault = cs_text_fault(known[i].bytes, known[i].len);

		CU_ASSERT_EQUAL(fault ? fault - known[i].bytes : -1, known[i].fault);
	}
	CU_ASSERT_EQUAL(cs_text_cut("한글", 6), 6);
	CU_ASSERT_EQUAL(cs_text_cut("한글", 5), 3);
	CU_ASSERT_EQUAL(cs_text_cut("한글", 4), 3);
	CU_ASSERT_EQUAL(cs_text_cut("ab", 2), 2);
}

static void
test_widths_and_forms(void)
{
	struct cs_str out = { 0 };

	CU_ASSERT_EQUAL(cs_text_width("한글ab", 8), 6);
	CU_ASSERT_EQUAL(cs_text_width("e\xCC\x81", 3), 1);
	CU_ASSERT_TRUE(cs_text_is_nfc("주문번호 ok", 15));
	/* 한 as three conjoining letters, as a Mac writes file names. */
	CU_ASSERT_FALSE(cs_text_is_nfc("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 9));
	cs_text_nfc(&out, "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 9);
	CU_ASSERT_STRING_EQUAL(out.data, "한");
	cs_str_clear(&out);
	cs_text_fold(&out, " 주문 번호*\nABC", 20);
	CU_ASSERT_STRING_EQUAL(out.data, "주문번호abc");
	cs_str_clear(&out);
	cs_text_visible(&out, "a\x1B[31mb", 7);
	CU_ASSERT_STRING_EQUAL(out.data, "a\xEF\xBF\xBD[31mb");
	cs_str_clear(&out);
	/* U+061C, U+200E, U+200F, U+2028, U+2029 turn or break a line as well. */
	cs_text_visible(&out, "\u061C\u200E\u200F\u2028\u2029가", strlen("\u061C\u200E\u200F\u2028\u2029가"));
	CU_ASSERT_STRING_EQUAL(out.data, "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD가");
	cs_str_release(&out);
}

static void
test_masks(void)
{
	static const struct {
		enum cs_mask mask;
		const char *text, *masked;
	} known[] = {
		{ CS_MASK_NAME, "홍길동", "홍*동" }, { CS_MASK_NAME, "김구", "김*" }, { CS_MASK_NAME, "이", "이*" },
		{ CS_MASK_NAME, "남궁민수", "남**수" }, { CS_MASK_NAME, "", "" },
		{ CS_MASK_PHONE, "010-1234-5678", "010-1234-****" }, { CS_MASK_PHONE, "12", "**" },
		{ CS_MASK_EMAIL, "user@shop.example", "us****@shop.example" }, { CS_MASK_EMAIL, "me@a.b", "****@a.b" },
		{ CS_MASK_EMAIL, "nobody", "no****" },
		{ CS_MASK_ADDRESS, "서울시 마포구 어느로 1", "서울시 마포구 ****" }, { CS_MASK_ADDRESS, "비밀", "****" },
		{ CS_MASK_PROSE, "010-1234-5678로 전화 주세요, user@shop.example", "010-1234-****로 전화 주세요, us****@shop.example" },
		{ CS_MASK_PROSE, "주문 20260301-0001 02) 345 6789", "주문 20260301-0001 02) 345 ****" },
		{ CS_MASK_PROSE, "010 - 9876 - 5432, 02 -- 345 6789", "010 - 9876 - ****, 02 -- 345 6789" },
		{ CS_MASK_PROSE, "주민 900101-1234567, 주문 202603-1000123", "주민 900101-*******, 주문 202603-1000123" },
		{ CS_MASK_NONE, "as is", "as is" },
	};
	struct cs_str out = { 0 };

	for (size_t i = 0; i < CS_COUNT(known); i++) {
		cs_str_clear(&out);
		cs_str_reserve(&out, 0);
		cs_text_mask(&out, known[i].mask, known[i].text, strlen(known[i].text));
		CU_ASSERT_STRING_EQUAL(out.data, known[i].masked);
	}
	cs_str_release(&out);
}

static void
test_map(void)
{
	struct cs_map map = { 0 };
	char key[16];
	bool added;

	CU_ASSERT_PTR_NULL(cs_map_find(&map, "x", 1));
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 10000; i++) {
			size_t len = (size_t)snprintf(key, sizeof(key), "k%d", i);
			int64_t *n = cs_map_at(&map, key, len, &added);

			CU_ASSERT_EQUAL(added, round == 0);
			*n += i;
		}
	}
	CU_ASSERT_EQUAL(map.count, 10000);
	CU_ASSERT_EQUAL(*cs_map_find(&map, "k7", 2), 14);
	CU_ASSERT_PTR_NULL(cs_map_find(&map, "k", 1));
	cs_map_release(&map);
}

static void
test_near_words(void)
{
	static const char *const offered[] = { "rate", "cohort", "customers", "interval", "items", "due" };
	/* Slips counted by hand: a swap is one, and one is allowed for every three letters. */
	static const struct {
		const char *word, *best;
	} typed[] = {
		{ "rat", "rate" }, { "raet", "rate" }, { "ratee", "rate" }, { "cohrot", "cohort" },
		{ "custmoer", "customers" }, { "cust", "customers" }, { "intreval", "interval" }, { "du", "due" },
		{ "dew", NULL }, { "statement", NULL }, { "", NULL }, { "xx", NULL },
		{ "a word that is much longer than any that is known", NULL },
	};

	for (size_t i = 0; i < CS_COUNT(typed); i++) {
		struct cs_near near;

		cs_near_begin(&near, typed[i].word, strlen(typed[i].word));
		for (size_t k = 0; k < CS_COUNT(offered); k++)
			cs_near_offer(&near, offered[k]);
		if (typed[i].best)
			CU_ASSERT_STRING_EQUAL(near.best ? near.best : "", typed[i].best)
		else
			CU_ASSERT_PTR_NULL(near.best);
	}
}

/* The next number of a generator of Park and Miller; a seed of 0 never moves. */
static uint32_t
draw(uint32_t *seed)
{
	return *seed = (uint32_t)((uint64_t)*seed * 48271 % 2147483647);
}

/* As snprintf() says it: halves, nearly halves, small, large, below 0, any number of decimals. */
static void
test_reals(void)
{
	static const double some[] = { 0, -0.0, 0.5, 1.5, 2.5, 0.125, 0.0000005, 0.00000049999999999999999, 1e-300, 0.999999,
		0.9999995, 0.99999949999, 1e11, 999999.9999995, 1e15, 1e22, 1.7976931348623157e308, 1.005, 2.675, 1e6 / 3, 12345.678905 };
	char ours[CS_REAL_TEXT], theirs[CS_REAL_TEXT];
	uint32_t seed = 7;

	for (int decimals = 0; decimals <= 9; decimals++) {
		for (size_t i = 0; i < CS_COUNT(some) + 20000; i++) {
			double n = i < CS_COUNT(some) ? some[i] :
			    (double)draw(&seed) / (1 << draw(&seed) % 31) * (i % 3 ? 1 : 0.000015625);

			for (int sign = 0; sign < 2; sign++, n = -n) {
				int len = snprintf(theirs, sizeof(theirs), "%.*f", decimals, n);

				if (cs_real_format(ours, n, decimals) != (size_t)len || strcmp(ours, theirs) != 0)
					CU_FAIL_FATAL("a number is printed otherwise");
			}
		}
	}
}

static int
compare_keyed(const void *left, const void *right)
{
	const struct cs_keyed *a = left, *b = right;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	return a->index < b->index ? -1 : a->index > b->index;
}

static void
test_radix(void)
{
	static const int64_t signs[] = { INT64_MIN, -5000000000, -1, 0, 1, 5000000000, INT64_MAX };
	struct cs_keyed ours[5000], theirs[5000];
	uint32_t seed = 3;

	for (int round = 0; round < 8; round++) {
		size_t n = round < 3 ? (size_t)round : 5000;

		for (size_t i = 0; i < n; i++) {
			uint64_t key = (uint64_t)draw(&seed) << 33 ^ draw(&seed);

			ours[i] = (struct cs_keyed){ round % 2 ? key : key >> 55, (uint32_t)i };
		}
		memcpy(theirs, ours, sizeof(ours));
		cs_radix_sort(ours, n);
		qsort(theirs, n, sizeof(*theirs), compare_keyed);
		for (size_t i = 0; i < n; i++)
			CU_ASSERT_TRUE(ours[i].key == theirs[i].key && ours[i].index == theirs[i].index);
	}
	for (size_t i = 1; i < CS_COUNT(signs); i++)
		CU_ASSERT_TRUE(cs_radix_key(signs[i - 1]) < cs_radix_key(signs[i]));
}

static void
count_up(void *data)
{
	int *n = data;

	for (int i = 0; i < 1000; i++)
		++*n;
}

static void
test_parallel(void)
{
	int a = 0, b = 0;

	cs_parallel(&(struct cs_work){ count_up, &a }, &(struct cs_work){ count_up, &b });
	CU_ASSERT_TRUE(a == 1000 && b == 1000);
}

const CU_TestInfo base_tests[] = {
	{ "known dates", test_dates },
	{ "every day round trips", test_every_day_round_trips },
	{ "bad dates are refused", test_bad_dates },
	{ "times", test_times },
	{ "months and period starts", test_months },
	{ "amounts as exports write them", test_amounts },
	{ "money in and out of minor units", test_money },
	{ "strict utf-8", test_utf8 },
	{ "widths and normal forms", test_widths_and_forms },
	{ "masks", test_masks },
	{ "map", test_map },
	{ "words that are near", test_near_words },
	{ "numbers as printf has them", test_reals },
	{ "radix sort", test_radix },
	{ "two works at once", test_parallel },
	CU_TEST_INFO_NULL,
};
