#include <stdlib.h>
#include <string.h>

#include "import/match.h"
#include "unit.h"

#define NAMES_MAX 40

/* A header row from one text, its names parted by '|'. */
static void
make_header(struct cs_header *header, const char *names)
{
	struct cs_field fields[NAMES_MAX];
	size_t count = 0;

	for (const char *p = names; p;) {
		const char *bar = strchr(p, '|');
		size_t len = bar ? (size_t)(bar - p) : strlen(p);

		fields[count++] = (struct cs_field){ p, len };
		p = bar ? bar + 1 : NULL;
	}
	cs_header_init(header, fields, count);
}

static void
test_signatures(void)
{
	static const struct {
		const char *kind, *header, *preset; /* NULL: none */
	} table[] = {
		{ "orders", "주문번호|품목별 주문번호|수량", "cafe24" },
		{ "orders", "수량|품목별 주문번호|주문번호", "cafe24" },
		{ "orders", "품목별주문번호|주 문 번 호", "cafe24" },
		{ "orders", "주문번호*|품목별\n주문번호*", "cafe24" },
		/* 주문 in conjoining letters, as a Mac writes it. */
		{ "orders", "\u110C\u116E\u1106\u116E\u11AB번호|품목별 주문번호", "cafe24" },
		{ "orders", "상품주문번호|주문번호|최종 상품별 총 주문금액|구매자ID", "smartstore" },
		{ "orders", "상품주문번호|주문번호|구매확정일|최종 상품별 총 주문금액", "smartstore-confirmed" },
		{ "orders", "묶음배송번호|주문번호|구매수(수량)", "coupang" },
		/* ESM and 11번가 both have 구매자ID and 배송번호. */
		{ "orders", "주문번호|배송번호|구매자ID|장바구니번호(결제번호)", "esm" },
		{ "orders", "주문번호|배송번호|구매자ID|주문순번", "11st" },
		/* SmartStore and Godomall both have 상품주문번호. */
		{ "orders", "주문 번호|상품주문번호|자체상품코드|판매가", "godomall" },
		{ "orders", "NAME|FINANCIAL STATUS|LINEITEM NAME", "shopify" },
		{ "orders", "Order Number|Email (Billing)", "woocommerce" },
		{ "orders", "Invoice|StockCode|Price", "uci-retail" },
		{ "orders", "order_id|order_item_id|order_purchase_timestamp", "olist" },
		{ "orders", "order_no|line_no|ordered_at|amount", "canonical" },
		{ "orders", "사번|이름", NULL },
		/* 사방넷 has 주문번호 and 수량 too; two columns are not enough. */
		{ "orders", "주문번호|수량|주문번호(사방넷)", NULL },
		{ "returns", "반품신청일|품목별 주문번호|주문번호", "cafe24-returns" },
		{ "returns", "상품주문번호|반품 처리상태|환불일", "smartstore-returns" },
		{ "returns", "주문번호*|반품신청일*|반품사유*", "esm-returns" },
		/* An order file that holds refunds can be read for them. */
		{ "returns", "InvoiceNo|StockCode|Quantity", "uci-retail" },
		{ "returns", "주문번호|품목별 주문번호|수량", NULL },
		{ "customers", "아이디|이름|회원등급", "cafe24-members" },
		{ "customers", "customer_id|name", "canonical" },
	};
	struct cs_presets set = { 0 };

	cs_presets_builtin(&set);
	for (size_t i = 0; i < CS_COUNT(table); i++) {
		struct cs_header header;

		make_header(&header, table[i].header);
		const struct cs_preset *preset = cs_match_preset(&set, cs_kind_find(table[i].kind), &header);
		const char *got = preset ? preset->name : "(none)";
		const char *expect = table[i].preset ? table[i].preset : "(none)";

		if (strcmp(got, expect) != 0)
			fprintf(stderr, "%s: got %s, expected %s\n", table[i].header, got, expect);
		CU_ASSERT_STRING_EQUAL(got, expect);
		cs_header_release(&header);
	}
	cs_presets_release(&set);
}

static void
add_line(struct cs_presets *set, const char *line)
{
	struct cs_err err;

	CU_ASSERT_EQUAL(cs_presets_line(set, line, "mine.tsv:1", &err), CS_OK);
}

/* A user's preset with one name must not take the files of all others. */
static void
test_longest_signature(void)
{
	static const char *const lines[] = { "preset\tmine", "kind\torders", "signature\t주문번호",
		"field\torder_no\t주문번호", NULL };
	struct cs_presets set = { 0 };
	struct cs_header header;

	cs_presets_builtin(&set);
	for (size_t i = 0; lines[i]; i++)
		add_line(&set, lines[i]);
	make_header(&header, "주문번호|품목별 주문번호|수량");
	CU_ASSERT_STRING_EQUAL(cs_match_preset(&set, cs_kind_find("orders"), &header)->name, "cafe24");
	cs_header_release(&header);
	make_header(&header, "주문번호|수량");
	CU_ASSERT_STRING_EQUAL(cs_match_preset(&set, cs_kind_find("orders"), &header)->name, "mine");
	cs_header_release(&header);
	/* A shorter signature of the same preset takes nothing off a longer one. */
	add_line(&set, "signature\t수량");
	add_line(&set, "signature\t수량\t품목별 주문번호\t주문번호");
	add_line(&set, "signature\t수량\t품목별 주문번호");
	make_header(&header, "주문번호|품목별 주문번호|수량");
	CU_ASSERT_EQUAL(cs_match_signature(cs_presets_find(&set, "mine", NULL), &header), 3);
	CU_ASSERT_STRING_EQUAL(cs_match_preset(&set, cs_kind_find("orders"), &header)->name, "mine");
	cs_header_release(&header);
	/* Of two that fit as well, the one that has more fields. */
	make_header(&header, "주문번호|품목별 주문번호|수량|판매가");
	add_line(&set, "preset\tpoor");
	add_line(&set, "kind\torders");
	add_line(&set, "signature\t수량\t품목별 주문번호\t판매가");
	add_line(&set, "field\tquantity\t수량");
	add_line(&set, "preset\trich");
	add_line(&set, "kind\torders");
	add_line(&set, "signature\t수량\t품목별 주문번호\t판매가");
	add_line(&set, "field\tquantity\t수량");
	add_line(&set, "field\tunit_price\t판매가");
	add_line(&set, "preset\tlast");
	add_line(&set, "kind\torders");
	add_line(&set, "signature\t수량\t품목별 주문번호\t판매가");
	add_line(&set, "field\tquantity\t수량");
	CU_ASSERT_STRING_EQUAL(cs_match_preset(&set, cs_kind_find("orders"), &header)->name, "rich");
	cs_header_release(&header);
	cs_presets_release(&set);
}

/* The first column of a field under a preset, or -1. */
static int
column_of(const struct cs_preset *preset, const char *names, const char *field, const char *map,
    size_t *count)
{
	struct cs_header header;
	struct cs_match match;
	struct cs_err err;
	int at = cs_field_find(preset->kind, field, strlen(field));
	struct cs_map_word word = { at, map };

	make_header(&header, names);
	enum cs_status st = cs_match_init(&match, preset, &header, &word, map != NULL, &err);
	const struct cs_pick *pick = st == CS_OK ? cs_match_pick(&match, at) : NULL;
	int column = pick ? pick->columns[0] : -1;

	*count = pick ? pick->count : 0;
	cs_match_release(&match);
	cs_header_release(&header);
	return column;
}

static void
test_columns(void)
{
	static const struct {
		const char *header, *field, *map;
		int column;
		size_t count;
	} table[] = {
		{ "주문번호|주문 상태|수 량", "quantity", NULL, 2, 1 },
		/* The brackets hold the name of the mall, whatever it is. */
		{ "주문번호|상품명(똠양몰)", "product_name", NULL, 1, 1 },
		{ "주문번호|총 결제금액(KRW)", "order_amount", NULL, 1, 1 },
		{ "주문번호|상품별 추가할인금액 (KRW)", "discount", NULL, 1, 1 },
		{ "주문번호|상품별 추가할인금액(USD)", "discount", NULL, -1, 0 },
		{ "주문번호|결제일시", "paid_at", NULL, 1, 1 },
		/* Brackets are part of a name, and of another one. */
		{ "주문번호|결제일시(예정)", "paid_at", NULL, -1, 0 },
		{ "주문번호|결제일시(입금확인일)|발주일|주문일시", "ordered_at", NULL, 3, 3 },
		/* Columns of one name: all of them, the first that is filled counts. */
		{ "수량|주문번호|수량", "quantity", NULL, 0, 2 },
		{ "수량|주문번호|수량", "quantity", "수량#2", 2, 1 },
		{ "수량|주문번호|개수", "quantity", "개수", 2, 1 },
		{ "수량|주문번호", "quantity", "개수", -1, 0 },
	};
	struct cs_presets set = { 0 };

	cs_presets_builtin(&set);
	const struct cs_preset *cafe24 = cs_presets_find(&set, "cafe24", NULL);

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		size_t count;
		int column = column_of(cafe24, table[i].header, table[i].field, table[i].map, &count);

		if (column != table[i].column || count != table[i].count)
			fprintf(stderr, "%s: %s: got %d of %zu\n", table[i].header, table[i].field, column, count);
		CU_ASSERT_EQUAL(column, table[i].column);
		CU_ASSERT_EQUAL(count, table[i].count);
	}
	cs_presets_release(&set);
}

static void
test_missing_columns(void)
{
	static const struct {
		const char *preset, *header, *field; /* NULL: nothing is missing */
	} table[] = {
		{ "cafe24", "주문번호|주문일시|수량|판매가", NULL },
		{ "cafe24", "품목별 주문번호|주문일시|품목별 결제금액", NULL }, /* order_no is cut out of it */
		{ "cafe24", "주문번호|수량|판매가", NULL },                     /* and the date out of order_no */
		{ "cafe24", "주문일시|수량|판매가", "order_no" },
		{ "cafe24", "주문번호|주문일시|수량", "amount" },
		{ "shopify", "Name|Lineitem name|Financial Status|Lineitem price|Lineitem quantity", "ordered_at" },
		{ "smartstore-returns", "반품 처리상태|환불일", "return_id" },
		{ "cafe24-members", "이름|휴대폰번호", NULL },
	};
	struct cs_presets set = { 0 };

	cs_presets_builtin(&set);
	for (size_t i = 0; i < CS_COUNT(table); i++) {
		struct cs_header header;
		struct cs_match match;
		struct cs_err err = { 0 };

		make_header(&header, table[i].header);
		cs_match_init(&match, cs_presets_find(&set, table[i].preset, NULL), &header, NULL, 0, &err);
		enum cs_status st = cs_match_check(&match, &header, &err);

		CU_ASSERT_EQUAL(st, table[i].field ? CS_EINPUT : CS_OK);
		if (table[i].field) {
			CU_ASSERT_PTR_NOT_NULL(strstr(err.text, table[i].field));
			CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "--map"));
		}
		cs_match_release(&match);
		cs_header_release(&header);
	}
	cs_presets_release(&set);
}

/* However many columns there are, and however long their names. */
static void
test_long_lists(void)
{
	struct cs_presets set = { 0 };
	struct cs_field fields[60];
	struct cs_header header;
	struct cs_match match;
	struct cs_err err = { 0 };
	struct cs_map_word word = { CS_ORDERS_AMOUNT, "결제금액" };
	char name[200];

	memset(name, 'x', sizeof(name));
	for (size_t i = 0; i < CS_COUNT(fields); i++)
		fields[i] = (struct cs_field){ name, sizeof(name) };
	cs_presets_builtin(&set);
	cs_header_init(&header, fields, CS_COUNT(fields));
	const struct cs_preset *preset = cs_presets_find(&set, "cafe24", NULL);

	CU_ASSERT_EQUAL(cs_match_init(&match, preset, &header, &word, 1, &err), CS_EINPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "(60)"));
	CU_ASSERT_TRUE(strlen(err.text) < 330);
	cs_match_release(&match);
	cs_match_init(&match, preset, &header, NULL, 0, &err);
	CU_ASSERT_EQUAL(cs_match_check(&match, &header, &err), CS_EINPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "--map order_no=HEADER"));
	CU_ASSERT_TRUE(strlen(err.text) < 400);
	cs_match_release(&match);
	cs_header_release(&header);
	cs_presets_release(&set);
}

/* What a preset file may not say, and a part of the answer. */
static void
test_bad_presets(void)
{
	static const struct {
		const char *lines, *why;
	} table[] = {
		{ "field\torder_no\tNo", "before the first preset" },
		{ "preset\tx\nfield\torder_no\tNo", "before the kind" },
		{ "preset\tx\nkind\tparcels", "no such kind" },
		{ "preset\tx\nkind\torders\nfield\torderno\tNo", "no such field" },
		{ "preset\tx\nkind\torders\nfield\torder_no\tNo\nfield\torder_no\tNr", "named twice" },
		{ "preset\tx\nkind\torders\nheader\torder_no\tNo", "no such line" },
		{ "preset\tx\nkind\torders\nstatus\tgone\tweg", "not a word" },
		{ "preset\tx\nkind\torders\ndates\tymd", "neither mdy" },
		{ "preset\tx\nkind\torders\ncurrency\tWON", "not a currency" },
		{ "preset\tx\nkind\torders\njoin\torder_no\t-", "needs more words" },
		{ "preset\tx\nkind\torders\nidentity\tid", "neither phone" },
		{ "preset\tx\nkind\torders\nfield\torder_no\tNo", "needs a signature" },
		{ "preset\tx\nkind\torders\nsignature\tNo", "needs a signature" },
		{ "preset\tx\npreset\ty", "names no kind" },
		{ "preset\tx\nkind\torders\nletter\tCC\treturn", "not one letter" },
		{ "preset\tx\nkind\torders\nnegative\tmaybe", "neither return" },
		{ "preset\tx\nkind\torders\nzero\tmaybe", "not a word" },
		{ "preset\tx\nkind\torders\nseparator\tdot", "neither blank" },
		{ "preset\tx\nkind\torders\ntitle\tde\tHallo", "neither en" },
		{ "preset\tx\nkind\torders\ncarry\tnothing", "no such field" },
	};

	for (size_t i = 0; i < CS_COUNT(table); i++) {
		struct cs_presets set = { 0 };
		struct cs_err err = { 0 };
		char *lines = strdup(table[i].lines), *rest = lines, *line;
		enum cs_status st = CS_OK;

		while (st == CS_OK && (line = strsep(&rest, "\n")) != NULL)
			st = cs_presets_line(&set, line, "mine.tsv:7", &err);
		if (st == CS_OK)
			st = cs_presets_end(&set, "mine.tsv:7", &err);
		if (st != CS_EINPUT || !strstr(err.text, table[i].why) || !strstr(err.text, "mine.tsv:7"))
			fprintf(stderr, "%s: got %s\n", table[i].lines, err.text);
		CU_ASSERT_EQUAL(st, CS_EINPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, table[i].why));
		free(lines);
		cs_presets_release(&set);
	}
}

const CU_TestInfo match_tests[] = {
	{ "presets are known by two columns", test_signatures },
	{ "the longest signature decides", test_longest_signature },
	{ "fields find their columns", test_columns },
	{ "needed columns are asked for", test_missing_columns },
	{ "lists of columns are short", test_long_lists },
	{ "bad presets are refused", test_bad_presets },
	CU_TEST_INFO_NULL,
};
