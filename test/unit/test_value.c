#include <string.h>

#include "import/person.h"
#include "import/quote.h"
#include "import/status.h"
#include "import/value.h"
#include "base/text.h"
#include "unit.h"

static struct cs_field
field(const char *text)
{
	return (struct cs_field){ text, strlen(text) };
}

/* Shows which line of a table failed. */
static void
same_text(const char *what, const char *got, size_t len, const char *expect)
{
	if (len != strlen(expect) || memcmp(got, expect, len) != 0) {
		fprintf(stderr, "%s: got \"%.*s\", expected \"%s\"\n", what, (int)len, got, expect);
		CU_FAIL("text differs");
	} else {
		CU_PASS("text");
	}
}

static void
test_dates(void)
{
	static const struct {
		const char *cell;
		enum cs_date_order order;
		const char *expect; /* "" for nothing there, NULL for no date */
	} table[] = {
		/* Every form that exports are known to use. */
		{ "2026-09-30 14:36", CS_DATE_YMD, "2026-09-30T14:36:00" },
		{ "2026-01-19 23:41:59", CS_DATE_YMD, "2026-01-19T23:41:59" },
		{ "2026-01-19T23:41:59", CS_DATE_YMD, "2026-01-19T23:41:59" },
		{ "2026.10.07", CS_DATE_YMD, "2026-10-07T00:00:00" },
		{ "2026. 10. 7.", CS_DATE_YMD, "2026-10-07T00:00:00" },
		{ "2026. 10. 7. 오후 1:22", CS_DATE_YMD, "2026-10-07T13:22:00" },
		{ "2024/04/01", CS_DATE_YMD, "2024-04-01T00:00:00" },
		{ "2024/4/1 9:05", CS_DATE_YMD, "2024-04-01T09:05:00" },
		{ "20260930", CS_DATE_YMD, "2026-09-30T00:00:00" },
		{ "20260930143659", CS_DATE_YMD, "2026-09-30T14:36:59" },
		{ "202609301436", CS_DATE_YMD, "2026-09-30T14:36:00" },
		{ "2026년 9월 1일 07:54 KST(UTC+9)", CS_DATE_YMD, "2026-09-01T07:54:00" },
		{ "2026년 09월 01일", CS_DATE_YMD, "2026-09-01T00:00:00" },
		{ "2026년9월1일 오전 7시 54분 3초", CS_DATE_YMD, "2026-09-01T07:54:03" },
		{ "2025년 01월 05일 01:22 오후", CS_DATE_YMD, "2025-01-05T13:22:00" },
		{ "2024/1/5 오후 1:22", CS_DATE_YMD, "2024-01-05T13:22:00" },
		{ "2024-01-05 오전 12:05", CS_DATE_YMD, "2024-01-05T00:05:00" },
		{ "2024-01-05 오후 12:05", CS_DATE_YMD, "2024-01-05T12:05:00" },
		{ "2024-01-05 1:22:03 PM", CS_DATE_YMD, "2024-01-05T13:22:03" },
		{ "2026-10-07(수) 13:00", CS_DATE_YMD, "2026-10-07T13:00:00" },
		/* The day on the shop's wall clock, not that of UTC. */
		{ "2025-10-02 23:09:34 -0300", CS_DATE_YMD, "2025-10-02T23:09:34" },
		{ "2025-10-02T01:09:34+09:00", CS_DATE_YMD, "2025-10-02T01:09:34" },
		{ "2025-10-02T23:59:59.999Z", CS_DATE_YMD, "2025-10-03T08:59:59" },
		{ "2025-12-31T15:00:00Z", CS_DATE_YMD, "2026-01-01T00:00:00" },
		{ "2025-12-31 14:59:59+00:00", CS_DATE_YMD, "2025-12-31T23:59:59" },
		{ "2025-12-31 15:00:00 +0000", CS_DATE_YMD, "2026-01-01T00:00:00" },
		{ "2025-12-31 15:00 UTC", CS_DATE_YMD, "2026-01-01T00:00:00" },
		{ "2025-12-31 15:00:00+09:00", CS_DATE_YMD, "2025-12-31T15:00:00" },
		{ "2025-12-31 15:00:00 +0100", CS_DATE_YMD, "2025-12-31T15:00:00" },
		{ "2025-12-31 15:00 KST(UTC+9)", CS_DATE_YMD, "2025-12-31T15:00:00" },
		/* Excel: 25569 is 1970-01-01, half a day is noon, .98 of a day 84,672 s. */
		{ "25569", CS_DATE_YMD, "1970-01-01T00:00:00" },
		{ "25569.5", CS_DATE_YMD, "1970-01-01T12:00:00" },
		{ "46196.98", CS_DATE_YMD, "2026-06-23T23:31:12" },
		{ "46196.9999999", CS_DATE_YMD, "2026-06-24T00:00:00" },
		{ "20000", CS_DATE_YMD, "1954-10-03T00:00:00" },
		{ "80000", CS_DATE_YMD, "2119-01-11T00:00:00" },
		{ "１９９９－０１－０２", CS_DATE_YMD, "1999-01-02T00:00:00" },
		{ "12/1/2010 8:26", CS_DATE_MDY, "2010-12-01T08:26:00" },
		{ "12/1/2010 8:26", CS_DATE_DMY, "2010-01-12T08:26:00" },
		{ "2010-12-01 08:26:00", CS_DATE_MDY, "2010-12-01T08:26:00" },
		/* Nothing there. */
		{ "", CS_DATE_YMD, "" }, { "####", CS_DATE_YMD, "" }, { "-", CS_DATE_YMD, "" },
		{ "0000-00-00 00:00:00", CS_DATE_YMD, "" }, { "NaT", CS_DATE_YMD, "" },
		/* No date, or one that could be two. */
		{ "12/1/2010 8:26", CS_DATE_YMD, NULL }, { "13/13/2010", CS_DATE_MDY, NULL },
		{ "2026-02-29", CS_DATE_YMD, NULL }, { "2026-13-01", CS_DATE_YMD, NULL },
		{ "19999", CS_DATE_YMD, NULL }, { "80001", CS_DATE_YMD, NULL }, { "26.10.07", CS_DATE_YMD, NULL },
		{ "2026-10-07 25:00", CS_DATE_YMD, NULL }, { "2026-10-07 오전 13:00", CS_DATE_YMD, NULL },
		{ "2026-10-07 10:61", CS_DATE_YMD, NULL }, { "2026-10-07 10:00 soon", CS_DATE_YMD, NULL },
		{ "2026-10", CS_DATE_YMD, NULL }, { "내일", CS_DATE_YMD, NULL }, { "46196.9x", CS_DATE_YMD, NULL },
		{ "20261332", CS_DATE_YMD, NULL }, { "2026-10-07 10", CS_DATE_YMD, NULL },
	};
	char text[CS_TIME_TEXT];

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		cs_time time = 0;
		enum cs_read read = cs_value_time(field(table[i].cell), table[i].order, &time);
		const char *got = read == CS_READ_BAD ? "bad" : read == CS_READ_EMPTY ? "" : cs_time_format(text, time);

		same_text(table[i].cell, got, strlen(got), table[i].expect ? table[i].expect : "bad");
	}
}

static void
test_order_number_dates(void)
{
	cs_time time;

	CU_ASSERT_TRUE(cs_value_number_day(field("20260930-0000024"), &time));
	CU_ASSERT_EQUAL(cs_day_of_time(time), cs_day_of(2026, 9, 30));
	CU_ASSERT_TRUE(cs_value_number_day(field("2018061680631401"), &time));
	CU_ASSERT_EQUAL(cs_day_of_time(time), cs_day_of(2018, 6, 16));
	CU_ASSERT_FALSE(cs_value_number_day(field("99999999-1"), &time));
	CU_ASSERT_FALSE(cs_value_number_day(field("2026093"), &time));
	CU_ASSERT_FALSE(cs_value_number_day(field("#1001"), &time));
}

static void
test_trim(void)
{
	static const struct {
		const char *cell, *expect;
	} table[] = {
		{ "abc", "abc" }, { " a b ", "a b" }, { "\u00A0가\u3000", "가" }, { "\uFEFF주문", "주문" },
		{ "=\"0123\"", "0123" }, { " =\" 7 \" ", "7" }, { "=\"\"", "" }, { "'0123", "0123" },
		{ "'=1+1", "=1+1" }, { "'90s 음악", "'90s 음악" }, { "'", "'" }, { "", "" }, { "12", "12" },
		{ "\t5\r", "5" }, { "  ", "" }, { "=1+1", "=1+1" },
	};

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		struct cs_field got = cs_cell_trim(field(table[i].cell));

		same_text(table[i].cell, got.text, got.len, table[i].expect);
	}
}

static void
test_ids(void)
{
	static const struct {
		const char *cell, *expect; /* NULL: refused */
	} table[] = {
		{ "17850.0", "17850" }, { "17850", "17850" }, { "12.50", "12.50" }, { "1.0.0", "1.0.0" },
		{ "A1.0", "A1.0" }, { "#1001", "#1001" }, { "2018061680631401", "2018061680631401" },
		{ "2.34E+17", NULL }, { "5e+11", NULL }, { "2E10", "2E10" }, { "'007", "007" }, { ".0", ".0" },
		{ "536365", "536365" }, { "1E+", "1E+" },
	};

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		struct cs_field got = { "", 0 };
		enum cs_read read = cs_value_id(field(table[i].cell), &got);

		CU_ASSERT_EQUAL(read, table[i].expect ? CS_READ_OK : CS_READ_BAD);
		if (table[i].expect)
			same_text(table[i].cell, got.text, got.len, table[i].expect);
	}
}

static void
test_texts(void)
{
	static const struct {
		const char *cell, *expect;
	} table[] = {
		{ "plain", "plain" }, { "D&#039;eL", "D'eL" }, { "A &amp; B &lt;3&gt;", "A & B <3>" },
		{ "&quot;x&quot;", "\"x\"" }, { "&#xAC00;&#44033;", "가각" }, { "R&D; 팀", "R&D; 팀" },
		{ "&#0;&#10;&#1114112;", "&#0;&#10;&#1114112;" }, { "&", "&" }, { "a&b", "a&b" },
		{ "&nbsp;a&nbsp;", "a" }, { "&amp;amp;", "&amp;" }, { "&#x1F600;", "\U0001F600" },
		/* 한글 in conjoining letters becomes what everybody types. */
		{ "\u1112\u1161\u11AB\u1100\u1173\u11AF", "한글" }, { "Cafe\u0301", "Caf\u00E9" },
		{ "", "" },
	};
	struct cs_str scratch = { 0 };

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		struct cs_field got = cs_value_text(field(table[i].cell), &scratch);

		same_text(table[i].cell, got.text, got.len, table[i].expect);
	}
	cs_str_release(&scratch);
}

static void
test_counts_and_rates(void)
{
	int64_t n = 0;

	CU_ASSERT_EQUAL(cs_value_count(field("3"), &n), CS_READ_OK);
	CU_ASSERT_EQUAL(n, 3);
	CU_ASSERT_EQUAL(cs_value_count(field("1,200.00"), &n), CS_READ_OK);
	CU_ASSERT_EQUAL(n, 1200);
	CU_ASSERT_EQUAL(cs_value_count(field("-6"), &n), CS_READ_OK);
	CU_ASSERT_EQUAL(n, -6);
	CU_ASSERT_EQUAL(cs_value_count(field("1.5"), &n), CS_READ_BAD);
	CU_ASSERT_EQUAL(cs_value_count(field("--"), &n), CS_READ_EMPTY);
	CU_ASSERT_EQUAL(cs_value_rate(field("0.35"), &n), CS_READ_OK);
	CU_ASSERT_EQUAL(n, 350000);
	CU_ASSERT_EQUAL(cs_value_rate(field("35%"), &n), CS_READ_OK);
	CU_ASSERT_EQUAL(n, 350000);
	CU_ASSERT_EQUAL(cs_value_rate(field("12.5%"), &n), CS_READ_OK);
	CU_ASSERT_EQUAL(n, 125000);
	CU_ASSERT_EQUAL(cs_value_rate(field("x%"), &n), CS_READ_BAD);
}

static void
test_words(void)
{
	static const char *const yes_no[] = { "no", "yes", NULL };
	static const char *const payers[] = { "customer", "shop", "shared", "unknown", NULL };
	static const char *const kinds[] = { "return", "exchange", "cancel", NULL };
	static const struct {
		const char *const *words;
		const char *cell;
		int expect;
	} table[] = {
		{ yes_no, "yes", 1 }, { yes_no, "T", 1 }, { yes_no, "F", 0 }, { yes_no, "수신 동의", 1 },
		{ yes_no, "수신거부", 0 }, { yes_no, "수신안함", 0 }, { yes_no, "미동의", 0 }, { yes_no, "?", -1 },
		{ payers, "구매자", 0 }, { payers, "판매자 부담", 1 }, { payers, "shared", 2 }, { payers, "반반", -1 },
		{ kinds, "교환", 1 }, { kinds, "Return", 0 }, { kinds, "취소", 2 },
	};

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		int got = cs_value_word(table[i].words, field(table[i].cell));

		if (got != table[i].expect)
			fprintf(stderr, "%s: got %d\n", table[i].cell, got);
		CU_ASSERT_EQUAL(got, table[i].expect);
	}
}

static void
test_phones(void)
{
	static const struct {
		const char *cell;
		enum cs_phone kind;
		const char *expect;
	} table[] = {
		{ "010-1234-5678", CS_PHONE_OWN, "010-1234-5678" }, { "01012345678", CS_PHONE_OWN, "010-1234-5678" },
		{ "+82 10 1234 5678", CS_PHONE_OWN, "010-1234-5678" }, { "+82 010-1234-5678", CS_PHONE_OWN, "010-1234-5678" },
		{ "82-10-1234-5678", CS_PHONE_OWN, "010-1234-5678" }, { "0082 10 1234 5678", CS_PHONE_OWN, "010-1234-5678" },
		/* A spreadsheet took the zero. */
		{ "1012345678", CS_PHONE_OWN, "010-1234-5678" }, { "０１０－１２３４－５６７８", CS_PHONE_OWN, "010-1234-5678" },
		{ "02-345-6789", CS_PHONE_OWN, "02-345-6789" }, { "0212345678", CS_PHONE_OWN, "02-1234-5678" },
		{ "031 222 3333", CS_PHONE_OWN, "031-222-3333" }, { "0111234567", CS_PHONE_OWN, "011-123-4567" },
		{ "+1 (555) 234-5678", CS_PHONE_OWN, "+15552345678" }, { "1588-9999", CS_PHONE_OWN, "15889999" },
		{ "0504-1234-5678", CS_PHONE_SAFE, "0504-1234-5678" }, { "050212345678", CS_PHONE_SAFE, "0502-1234-5678" },
		{ "010-****-5678", CS_PHONE_MASKED, "010-****-5678" },
		{ "", CS_PHONE_NONE, "" }, { "--", CS_PHONE_NONE, "" }, { "000-0000-0000", CS_PHONE_NONE, "" },
		{ "010-0000-0000", CS_PHONE_NONE, "" }, { "010-123-1234", CS_PHONE_NONE, "" },
		{ "011-1111-1111", CS_PHONE_NONE, "" }, { "123", CS_PHONE_NONE, "" },
		{ "01012345678901234567", CS_PHONE_NONE, "" }, { "없음", CS_PHONE_NONE, "" },
		{ "000-1234-5678", CS_PHONE_NONE, "" }, { "02-123-1234", CS_PHONE_NONE, "" }, { "1234567", CS_PHONE_NONE, "" },
		{ "010-1111111-8", CS_PHONE_NONE, "" },
	};
	char out[CS_PHONE_BYTES];

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		enum cs_phone kind = cs_phone_read(out, table[i].cell, strlen(table[i].cell));

		CU_ASSERT_EQUAL(kind, table[i].kind);
		same_text(table[i].cell, out, strlen(out), table[i].expect);
	}
}

static void
test_people(void)
{
	struct cs_str out = { 0 };
	char a[CS_KEY_BYTES], b[CS_KEY_BYTES];

	CU_ASSERT_TRUE(cs_email_read(&out, field("User@Shop.Example")));
	CU_ASSERT_STRING_EQUAL(out.data, "user@shop.example");
	CU_ASSERT_FALSE(cs_email_read(&out, field("us****@shop.example")));
	CU_ASSERT_FALSE(cs_email_read(&out, field("@shop.example")));
	CU_ASSERT_FALSE(cs_email_read(&out, field("a@b@c")));
	CU_ASSERT_FALSE(cs_email_read(&out, field("nobody")));
	CU_ASSERT_FALSE(cs_email_read(&out, field("")));
	CU_ASSERT_TRUE(cs_is_masked(field("chld****")));
	CU_ASSERT_TRUE(cs_is_masked(field("홍○동")));
	CU_ASSERT_FALSE(cs_is_masked(field("홍길동")));
	CU_ASSERT_TRUE(cs_is_guest_word(field("비회원")));
	CU_ASSERT_TRUE(cs_is_guest_word(field("Guest")));
	CU_ASSERT_FALSE(cs_is_guest_word(field("guest1")));
	/* printf 01012345678 | sha256sum, and the same of the address. */
	CU_ASSERT_STRING_EQUAL(cs_phone_key(a, "010-1234-5678"), "ph-e60124f2fe204521");
	CU_ASSERT_STRING_EQUAL(cs_email_key(a, "user@shop.example", 17), "em-dcca1fdc182d8b1d");
	cs_weak_key(a, field("chld****"), field("김하나"));
	cs_weak_key(b, field("chld****"), field("김두리"));
	CU_ASSERT_STRING_NOT_EQUAL(a, b);
	CU_ASSERT_EQUAL(memcmp(a, "wk-", 3), 0);
	CU_ASSERT_EQUAL(strlen(a), 19);
	cs_str_release(&out);
}

static void
test_states(void)
{
	static const struct {
		const char *word;
		int expect;
	} table[] = {
		/* The words of an order export, blanks and all. */
		{ "배송 완료", CS_ORDER_DELIVERED }, { "배송완료", CS_ORDER_DELIVERED }, { "구매 확정", CS_ORDER_CONFIRMED },
		{ "배송중", CS_ORDER_SHIPPED }, { "배송 준비중", CS_ORDER_PAID }, { "결제 완료", CS_ORDER_PAID },
		{ "상품 준비중", CS_ORDER_PAID }, { "취소 완료", CS_ORDER_CANCELLED }, { "취소 요청", CS_ORDER_CANCELLED },
		{ "교환 신청", CS_ORDER_EXCHANGED }, { "반품 요청", CS_ORDER_RETURNED },
		{ "반품 완료 - 환불완료", CS_ORDER_RETURNED }, { "입금전 취소 - 관리자", CS_ORDER_CANCELLED },
		{ "거래종료", CS_ORDER_CONFIRMED }, { "구매결정", CS_ORDER_CONFIRMED },
		/* The words of the interfaces. */
		{ "입금전", CS_ORDER_PLACED }, { "입금전 - 카드결제대기", CS_ORDER_PLACED }, { "주문접수중", CS_ORDER_PLACED },
		{ "배송대기", CS_ORDER_PAID }, { "배송보류", CS_ORDER_PAID }, { "발송예정", CS_ORDER_PAID },
		{ "배송지연", CS_ORDER_PAID }, { "발송완료", CS_ORDER_SHIPPED }, { "발송대기", CS_ORDER_PAID },
		{ "취소처리중 - 환불전", CS_ORDER_CANCELLED }, { "취소처리중 - 환불보류", CS_ORDER_CANCELLED },
		{ "입금전취소 - 자동취소", CS_ORDER_CANCELLED }, { "미결제취소", CS_ORDER_CANCELLED },
		{ "반품보류", CS_ORDER_RETURNED }, { "반품처리중 - 수거전", CS_ORDER_RETURNED },
		{ "교환접수 - 교환상품", CS_ORDER_EXCHANGED }, { "결제대기", CS_ORDER_PLACED },
		/* What was asked for and did not happen. */
		{ "취소접수거부 - 관리자", CS_ORDER_PAID }, { "취소철회", CS_ORDER_PAID },
		{ "반품 접수 거부", CS_ORDER_DELIVERED }, { "반품철회", CS_ORDER_DELIVERED },
		{ "교환 완료 - 교환철회", CS_ORDER_DELIVERED }, { "반품취소", CS_ORDER_DELIVERED },
		{ "취소안함", CS_STATUS_SILENT }, { "취소불가", CS_STATUS_SILENT },
		{ "수취거부 반품", CS_ORDER_RETURNED }, { "수취거부", CS_ORDER_RETURNED },
		{ "부분취소", CS_ORDER_PAID },
		/* Shops abroad: whole words. */
		{ "paid", CS_ORDER_PAID }, { "Partially_Refunded", CS_ORDER_PAID }, { "refunded", CS_ORDER_RETURNED },
		{ "voided", CS_ORDER_CANCELLED }, { "Cancelled", CS_ORDER_CANCELLED }, { "canceled", CS_ORDER_CANCELLED },
		{ "On hold", CS_ORDER_PLACED }, { "Completed", CS_ORDER_DELIVERED }, { "Processing", CS_ORDER_PAID },
		{ "unfulfilled", CS_STATUS_SILENT }, { "fulfilled", CS_ORDER_SHIPPED }, { "unpaid", CS_ORDER_PLACED },
		{ "unknown", CS_ORDER_UNKNOWN }, { "returned", CS_ORDER_RETURNED },
		/* Not understood. */
		{ "undelivered", CS_ORDER_UNKNOWN }, { "해외통관", CS_ORDER_UNKNOWN }, { "", CS_ORDER_UNKNOWN },
	};

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		struct cs_str folded = { 0 };

		cs_text_fold(&folded, table[i].word, strlen(table[i].word));
		int got = cs_status_read(folded.data, folded.len);

		if (got != table[i].expect)
			fprintf(stderr, "%s: got %d, expected %d\n", table[i].word, got, table[i].expect);
		CU_ASSERT_EQUAL(got, table[i].expect);
		cs_str_release(&folded);
	}
	CU_ASSERT_EQUAL(cs_status_join(CS_ORDER_PAID, CS_ORDER_CANCELLED), CS_ORDER_CANCELLED);
	CU_ASSERT_EQUAL(cs_status_join(CS_ORDER_RETURNED, CS_ORDER_CANCELLED), CS_ORDER_RETURNED);
	CU_ASSERT_EQUAL(cs_status_join(CS_ORDER_PAID, CS_STATUS_SILENT), CS_ORDER_PAID);
	CU_ASSERT_EQUAL(cs_status_join(CS_STATUS_SILENT, CS_ORDER_SHIPPED), CS_ORDER_SHIPPED);
	CU_ASSERT_EQUAL(cs_status_join(CS_ORDER_SHIPPED, CS_ORDER_PAID), CS_ORDER_SHIPPED);
	CU_ASSERT_EQUAL(cs_status_join(CS_ORDER_EXCHANGED, CS_ORDER_CONFIRMED), CS_ORDER_EXCHANGED);
	CU_ASSERT_EQUAL(cs_status_join(CS_ORDER_CONFIRMED, CS_ORDER_EXCHANGED), CS_ORDER_EXCHANGED);
	CU_ASSERT_EQUAL(cs_status_join(CS_ORDER_EXCHANGED, CS_ORDER_RETURNED), CS_ORDER_RETURNED);
}

static void
test_quotes(void)
{
	static const struct {
		enum cs_value_type type;
		const char *cell, *expect;
	} table[] = {
		{ CS_VALUE_MONEY, "12,00x", ": \"12,00x\"" }, { CS_VALUE_MONEY, "₩1,2.3.4원", ": \"₩1,2.3.4원\"" },
		{ CS_VALUE_MONEY, "12xx", ": like \"##xx\"" }, { CS_VALUE_MONEY, "김하나", ": like \"xxx\"" },
		{ CS_VALUE_MONEY, "hana@shop.example", ": like \"xxxx@xxxx.xxxxxxx\"" },
		{ CS_VALUE_COUNT, "010-2345-6701", ": like \"###-####-####\"" },
		{ CS_VALUE_COUNT, "01023456701", ": like \"###########\"" },
		{ CS_VALUE_COUNT, "1023456701", ": like \"##########\"" },
		{ CS_VALUE_COUNT, "+821023456701", ": like \"+############\"" },
		{ CS_VALUE_COUNT, "900101-1234567", ": like \"######-#######\"" },
		{ CS_VALUE_COUNT, "1990-01-01", ": like \"####-##-##\"" }, { CS_VALUE_COUNT, "-1", ": \"-1\"" },
		{ CS_VALUE_TIME, "2026-02-30 14:05:00", ": \"2026-02-30 14:05:00\"" },
		{ CS_VALUE_TIME, "12/1/2010 8:26", ": \"12/1/2010 8:26\"" },
		{ CS_VALUE_TIME, "2026년 2월 30일 오후 1:22", ": \"2026년 2월 30일 오후 1:22\"" },
		{ CS_VALUE_TIME, "010.2345.6701", ": like \"###.####.####\"" }, { CS_VALUE_TIME, "금방", ": like \"xx\"" },
		{ CS_VALUE_ID, "2.34E+17", ": \"2.34E+17\"" }, { CS_VALUE_TEXT, "1", ": like \"#\"" },
		{ CS_VALUE_WORD, "", "" },
	};
	static const char *const states[][2] = {
		{ "해외 통관중", "해외 통관중" }, { "hana@shop.example", "xxxx@xxxx.xxxxxxx" },
		{ "문의 010-2345-6701", "xx ###-####-####" }, { "2차 발송", "2차 발송" },
		{ "서울시 어딘가 아무로 어느 아파트 몇 동 몇 호", "xxx xxx xxx xx xxx x x x x" },
	};

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		struct cs_str out = { 0 };

		cs_str_reserve(&out, 0);
		cs_quote_cell(&out, table[i].type, field(table[i].cell), false);
		same_text(table[i].cell, out.data, out.len, table[i].expect);
		cs_str_release(&out);
	}
	for (size_t i = 0; i < CS_COUNT(states); i++) {
		struct cs_str out = { 0 };

		cs_quote_state(&out, field(states[i][0]), false);
		same_text(states[i][0], out.data, out.len, states[i][1]);
		cs_str_release(&out);
	}
	struct cs_str out = { 0 };

	cs_quote_cell(&out, CS_VALUE_MONEY, field("김하나"), true);
	same_text("revealed", out.data, out.len, ": \"김하나\"");
	cs_str_release(&out);
}

const CU_TestInfo value_tests[] = {
	{ "dates in every known form", test_dates },
	{ "dates in order numbers", test_order_number_dates },
	{ "what stands around a cell", test_trim },
	{ "identifiers", test_ids },
	{ "entities and normal form", test_texts },
	{ "counts and rates", test_counts_and_rates },
	{ "words by meaning", test_words },
	{ "telephone numbers", test_phones },
	{ "people and their keys", test_people },
	{ "states by meaning", test_states },
	{ "cells in messages", test_quotes },
	CU_TEST_INFO_NULL,
};
