#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/opt.h"
#include "base/num.h"
#include "base/str.h"
#include "import/normal.h"
#include "store/words.h"
#include "unit.h"

#define SHA_EMAIL "ebb18a030bf15174"

/* Writes the text to a file of its own; the caller unlinks and frees the name. */
static char *
write_file(const char *text)
{
	char *path = strdup("/tmp/cs-unit.XXXXXX");
	int fd = mkstemp(path);

	CU_ASSERT_TRUE_FATAL(fd >= 0);
	CU_ASSERT_EQUAL_FATAL(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	return path;
}

static void
add_value(struct cs_str *out, const struct cs_normal *normal, const struct cs_record *record, int column)
{
	const struct cs_record_column *c = &record->kind->columns[column];
	const struct cs_value *value = &record->values[column];
	char text[CS_MONEY_TEXT];

	if (c->type == CS_VALUE_TEXT || c->type == CS_VALUE_ID)
		cs_str_add_n(out, value->text.text, value->text.len);
	else if (value->number == CS_NO_NUMBER && c->words == cs_order_status_words)
		cs_str_add_format(out, "(%s)", cs_order_status_words[record->likely_status]);
	else if (value->number == CS_NO_NUMBER)
		return;
	else if (c->type == CS_VALUE_MONEY)
		cs_str_add(out, cs_money_format(text, value->number, cs_normal_scale(normal), cs_normal_decimals(normal)));
	else if (c->type == CS_VALUE_WORD)
		cs_str_add(out, c->words[value->number]);
	else if (c->type == CS_VALUE_TIME)
		cs_str_add(out, cs_day_format(text, cs_day_of_time(value->number)));
	else
		cs_str_add_format(out, "%lld", (long long)value->number);
}

/* "order_no,amount" of a record, parted by commas. */
static void
add_columns(struct cs_str *out, const struct cs_normal *normal, const struct cs_record *record, const char *columns)
{
	for (const char *p = columns; *p;) {
		size_t len = strcspn(p, ",");

		add_value(out, normal, record, cs_kind_column(record->kind, p, len));
		p += len;
		if (*p)
			cs_str_add_char(out, *p++);
	}
}

/* All rows as text: "kind:values", "skipped", "rejected column". */
static void
read_all(struct cs_str *out, const char *text, const struct cs_normal_options *options, const char *columns,
    const char *return_columns)
{
	char *path = write_file(text);
	struct cs_normal *normal;
	struct cs_taken taken;
	struct cs_err err = { 0 };
	enum cs_status st = cs_normal_open(&normal, path, options, &err);

	unlink(path);
	free(path);
	if (st != CS_OK) {
		cs_str_add_format(out, "refused %d", (int)st);
		return;
	}
	while ((st = cs_normal_next(normal, &taken, &err)) == CS_ROW) {
		if (taken.fate == CS_FATE_SKIPPED)
			cs_str_add(out, "skipped\n");
		else if (taken.fate == CS_FATE_REJECTED)
			cs_str_add_format(out, "rejected %s\n", taken.column);
		else {
			bool returned = taken.record->kind == &cs_kinds[CS_KIND_RETURNS];

			cs_str_add(out, returned ? "return " : "");
			add_columns(out, normal, taken.record, returned ? return_columns : columns);
			cs_str_add_char(out, '\n');
		}
	}
	CU_ASSERT_EQUAL(st, CS_OK);
	cs_normal_close(normal);
}

static void
expect(const char *what, const struct cs_normal_options *options, const char *text, const char *columns,
    const char *expected)
{
	struct cs_str got = { 0 };

	cs_str_reserve(&got, 0);
	read_all(&got, text, options, columns, "return_id,order_no,quantity,refund_amount,refunded_at");
	if (strcmp(got.data, expected) != 0)
		fprintf(stderr, "%s:\n%s--- expected:\n%s", what, got.data, expected);
	CU_ASSERT_STRING_EQUAL(got.data, expected);
	cs_str_release(&got);
}

static const struct cs_normal_options orders = { .kind = &cs_kinds[CS_KIND_ORDERS] };

static void
test_amounts(void)
{
	expect("the cell, else gross, else the product, less the discount", &orders,
	    "주문번호,품목별 주문번호,주문일시,수량,판매가,상품별 추가할인금액,상품구매금액,품목별 결제금액\n"
	    "20260101-0000001,20260101-0000001-01,2026-01-01,2,5000,500,9000,8800\n"
	    "20260101-0000001,20260101-0000001-02,2026-01-01,2,5000,500,9000,\n"
	    "20260101-0000001,20260101-0000001-03,2026-01-01,2,5000,500,,\n"
	    "20260101-0000001,20260101-0000001-04,2026-01-01,2,5000,,,\n"
	    "20260101-0000001,20260101-0000001-05,2026-01-01,2,,,,\n"
	    "20260101-0000001,20260101-0000001-06,2026-01-01,2,5000.5,,,\n"
	    "20260101-0000001,20260101-0000001-07,2026-01-01,99999999999,99999999999,,,\n",
	    "line_no,amount",
	    "20260101-0000001-01,8800\n20260101-0000001-02,8500\n20260101-0000001-03,9500\n"
	    "20260101-0000001-04,10000\nrejected 품목별 결제금액\n20260101-0000001-06,10001\n"
	    "rejected 판매가\n");
	expect("a price is rounded for the record, not in the sum", &orders,
	    "주문번호,품목별 주문번호,주문일시,수량,판매가\n20260101-0000001,1,2026-01-01,2,5000.5\n"
	    "20260101-0000001,2,2026-01-01,1,5000.5\n20260101-0000001,3,2026-01-01,10,5000.4\n",
	    "line_no,unit_price,amount", "1,5001,10001\nrejected 판매가\n3,5000,50004\n");
	expect("what is written decides where no currency is named", &orders,
	    "order_no,ordered_at,amount\nA,2026-01-01,12.5\nB,2026-01-01,3\n", "order_no,amount", "A,12.5\nB,3.0\n");
}

static void
test_dates(void)
{
	expect("paid, placed and the order number stand in", &orders,
	    "주문번호,품목별 주문번호,주문일시,결제일시(입금확인일),품목별 결제금액\n"
	    "20260102-0000001,a,2026-01-02,2026-01-03,1\n20260102-0000001,b,,2026-01-03,1\n"
	    "20260104-0000001,c,####,,1\nX-1,d,,,1\nX-2,e,금방,,1\n",
	    "ordered_at,paid_at", "2026-01-02,2026-01-03\n2026-01-03,2026-01-03\n2026-01-04,\n"
	    "rejected 주문일시\nrejected 주문일시\n");
}

static void
test_line_numbers(void)
{
	expect("lines without a number are counted within their order, together or not", &orders,
	    "order_no,line_no,ordered_at,amount\nA,,2026-01-01,1\nA,,2026-01-01,1\nB,,2026-01-01,1\nA,,2026-01-01,1\n"
	    "A,x,2026-01-01,1\n", "order_no,line_no", "A,1\nA,2\nB,1\nA,3\nA,x\n");
	/* A bad row keeps its place, so that mending it does not move the others. */
	expect("a bad row counts", &orders, "order_no,line_no,ordered_at,amount\nA,,2026-01-01,1\nA,,never,1\nA,,2026-01-01,1\n",
	    "line_no", "1\nrejected ordered_at\n3\n");
}

static void
test_totals(void)
{
	expect("totals, repeated headers and empty rows", &orders,
	    "order_no,ordered_at,amount\n합계,,10\nA,2026-01-01,1\norder_no,ordered_at,amount\n,,\n총 계,,1\n,소계,1\n,,5\nTotal,,9\n",
	    "order_no", "skipped\nA\nskipped\nskipped\nskipped\nskipped\nrejected order_no\nskipped\n");
}

static void
test_identity(void)
{
	/* The keys of 01023456701 and a@b.example: sha256sum says so. */
	static const char text[] =
	    "주문번호,품목별 주문번호,주문일시,품목별 결제금액,주문자ID,주문자 휴대전화,주문자 이메일\n"
	    "1,1-1,2026-01-01,1,kim,010-2345-6701,a@b.example\n2,2-1,2026-01-01,1,,+82 10-2345-6701,A@B.example\n"
	    "3,3-1,2026-01-01,1,,0504-2345-6701,A@B.example\n4,4-1,2026-01-01,1,비회원,--,\n"
	    "5,5-1,2026-01-01,1,ki**,000-0000-0000,a***@b.example\n6,6-1,2026-01-01,1,17850.0,,\n";
	struct cs_normal_options options = orders;

	expect("the platform's key first", &options, text, "customer_id",
	    "kim\nph-07462ba49c35410a\nem-" SHA_EMAIL "\n\n\n17850\n");
	options.identity = CS_IDENTITY_PHONE;
	expect("the number first", &options, text, "customer_id",
	    "ph-07462ba49c35410a\nph-07462ba49c35410a\nem-" SHA_EMAIL "\n\n\n17850\n");
	options.identity = CS_IDENTITY_EMAIL;
	expect("the address first", &options, text, "customer_id",
	    "em-" SHA_EMAIL "\nem-" SHA_EMAIL "\nem-" SHA_EMAIL "\n\n\n17850\n");
	options.identity = CS_IDENTITY_ID;
	expect("an identifier that is a number or an address becomes its key", &options,
	    "order_no,ordered_at,amount,customer_id\nA,2026-01-01,1,010-2345-6701\nB,2026-01-01,1,01023456701\n"
	    "C,2026-01-01,1,1023456701\nD,2026-01-01,1,A@B.example\nE,2026-01-01,1,20260101\nF,2026-01-01,1,02134567890123\n"
	    "G,2026-01-01,1,+82 10-2345-6701\nH,2026-01-01,1,kim@\nI,2026-01-01,1,123456789\nJ,2026-01-01,1,hana-010-2345-6701\n"
	    "K,2026-01-01,1,0123\n",
	    "customer_id", "ph-07462ba49c35410a\nph-07462ba49c35410a\nph-07462ba49c35410a\nem-" SHA_EMAIL "\n20260101\n"
	    "02134567890123\nph-07462ba49c35410a\nkim@\n123456789\nhana-010-2345-6701\n0123\n");
	expect("a blank customer of the canonical form is a guest", &options,
	    "order_no,ordered_at,amount,customer_id,phone\nA,2026-01-01,1,,010-2345-6701\n", "customer_id", "\n");
}

static void
test_own_presets(void)
{
	/* The newer of two presets without a header is tried first, and does not fit. */
	char *path = write_file("preset\tb\nkind\torders\ncolumns\torder_no\tordered_at\tamount\tcustomer_id\tphone\n"
	    "field\torder_no\nfield\tordered_at\nfield\tamount\nfield\tcustomer_id\nfield\tphone\nguest\tNo Member\n"
	    "preset\ta\nkind\torders\ncolumns\torder_no\tamount\tordered_at\tcustomer_id\tphone\n"
	    "field\torder_no\nfield\tordered_at\nfield\tamount\nfield\tcustomer_id\nfield\tphone\nidentity\tphone\n");
	const char *items[] = { path };
	struct cs_list files = { items, 1, 1 };
	struct cs_normal_options options = orders;

	options.preset_files = &files;
	expect("a preset that was tried leaves nothing behind", &options, "A,2026-01-01,1,,010-2345-6701\n", "customer_id", "\n");
	expect("a word for nobody, however it is spaced", &options,
	    "A,2026-01-01,1,NO  MEMBER,\nB,2026-01-01,1,nomember,\nC,2026-01-01,1,kim,\n", "customer_id", "\n\nkim\n");
	unlink(path);
	free(path);
}

static void
test_masked(void)
{
	expect("what is masked says nothing", &orders,
	    "order_no,ordered_at,amount,customer_name,phone,email\nA,2026-01-01,1,김*나,010-****-2222,ab***@shop.example\n"
	    "B,2026-01-01,1,홍○동,010-2345-6701,AB@shop.example\nC,2026-01-01,1,홍길동,,\n", "customer_name,phone,email",
	    ",,\n,010-2345-6701,ab@shop.example\n홍길동,,\n");
}

static void
test_states(void)
{
	static const char head[] = "주문번호,품목별 주문번호,주문일시,품목별 결제금액,주문 상태,취소구분,결제구분,배송시작일\n";
	struct cs_str text = { 0 };

	cs_str_add(&text, head);
	cs_str_add(&text, "1,1,2026-01-01,1,배송 완료,취소안함,T,\n1,2,2026-01-01,1,배송 준비중,취소,F,\n"
	    "1,3,2026-01-01,1,반품 완료,취소,F,\n1,4,2026-01-01,1,새 상태,취소안함,T,\n1,5,2026-01-01,1,,,,2026-01-02\n"
	    "1,6,2026-01-01,1,,,,\n1,7,2026-01-01,1,취소철회,부분취소,T,\n");
	expect("cells are joined, the one that decides is kept", &orders, text.data, "status,status_text",
	    "delivered,배송 완료\ncancelled,취소\nreturned,반품 완료\nunknown,새 상태\n(shipped),\n(unknown),\npaid,취소철회\n");
	expect("an export without states says none; a cancellation is said by its date", &orders,
	    "Name,Lineitem name,Financial Status,Fulfillment Status,Created at,Cancelled at,Lineitem quantity,Lineitem price\n"
	    "#1,x,,unfulfilled,2026-01-01,,1,1\n#2,x,,unfulfilled,2026-01-01,2026-01-02,1,1\n", "order_no,status",
	    "#1,(unknown)\n#2,cancelled\n");
	cs_str_release(&text);
	expect("cells that are no words decide like one", &orders,
	    "묶음배송번호,주문번호,주문일,결제액,구매수(수량),취소수량,구매확정일자,발주서상태\n1,1,2026-01-01,1,2,1,,배송완료\n"
	    "2,2,2026-01-01,1,2,2,,배송완료\n3,3,2026-01-01,1,0,,,배송완료\n4,4,2026-01-01,1,1,,2026-01-09,배송중\n"
	    "5,5,2026-01-01,1,1,,2026-01-09,\n6,6,2026-01-01,1,1,,2026-01-09,새 상태\n7,7,2026-01-01,1,1,,2026-01-09,반품완료\n",
	    "order_no,status", "1,delivered\n2,cancelled\n3,cancelled\n4,confirmed\n5,confirmed\n6,unknown\n7,returned\n");
	expect("a file in canonical form keeps its words", &orders,
	    "order_no,ordered_at,amount,status,status_text\nA,2026-01-01,1,delivered,배송 완료\nB,2026-01-01,1,paid,\n"
	    "C,2026-01-01,1,구매 확정,\nD,2026-01-01,1,unknown,뭐지\n", "status,status_text",
	    "delivered,배송 완료\npaid,\nconfirmed,구매 확정\nunknown,뭐지\n");
}

static void
test_refunds(void)
{
	static const char esm[] = "주문번호,장바구니번호,체결일,환불일,주문수량,고객결제금(구. 구매대금)\n"
	    "1,9,2026-04-01,,2,16000\n1,9,2026-04-01,2026-04-07,-1,-8000\n1,9,2026-04-01,2026-04-07,-1,-8000\n";
	static const char uci[] = "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID\n"
	    "1,a,2,12/1/2010 8:26,1.50,7\nC2,a,-1,12/2/2010 8:26,1.50,7\n3,a,-5,12/3/2010 8:26,0,\nA4,B,1,12/3/2010 8:26,9,\n";
	struct cs_normal_options options = orders;

	expect("without the wish for returns they are skipped", &options, esm, "order_no,amount", "1,16000\nskipped\nskipped\n");
	options.keep_returns = true;
	expect("with it they come among the orders", &options, esm, "order_no,amount",
	    "1,16000\nreturn 1-R20260407,1,1,8000,2026-04-07\nreturn 1-R20260407-2,1,1,8000,2026-04-07\n");
	expect("a credit note names no order", &options, uci, "order_no,amount",
	    "1,3.00\nreturn C2-1,,1,1.50,2010-12-02\nskipped\nskipped\n");
	options.kind = &cs_kinds[CS_KIND_RETURNS];
	expect("returns alone", &options, uci, "", "skipped\nreturn C2-1,,1,1.50,2010-12-02\nskipped\nskipped\n");
}

static void
test_returns(void)
{
	struct cs_normal_options options = { .kind = &cs_kinds[CS_KIND_RETURNS] };
	struct cs_str got = { 0 };

	read_all(&got, "상품주문번호,반품 처리상태,반품요청일,환불일\n1,반품취소,2026-01-05,\n2,취소완료,2026-01-05,\n"
	    "3,교환완료,2026-01-05,\n4,수거완료,2026-01-05,\n", &options, "", "line_no,kind");
	CU_ASSERT_STRING_EQUAL(got.data, "return 1,return\nreturn 2,cancel\nreturn 3,exchange\nreturn 4,return\n");
	cs_str_release(&got);
	expect("one sum for the whole order", &options,
	    "Name,Lineitem name,Financial Status,Created at,Refunded Amount,Lineitem quantity,Lineitem price\n"
	    "#1,x,refunded,2026-01-01,5,1,1\n#1,y,,,5,1,1\n#2,z,paid,2026-01-01,0,1,1\n", "",
	    "return #1-refund,#1,,5,\nskipped\nskipped\n");

	expect("with a minus or without, what came back is a number of things", &options,
	    "상품주문번호,반품 처리상태,반품요청일,환불일,구매수량,상품별 총 주문금액\n"
	    "11,반품완료,2026-01-05,2026-01-09,-1,\"-5,000\"\n12,반품완료,2026-01-05,2026-01-09,1,5000\n,반품완료,2026-01-05,,1,1\n",
	    "", "return 11-20260105,,1,5000,2026-01-09\nreturn 12-20260105,,1,5000,2026-01-09\nrejected order_no\n");
}

static void
test_bounds(void)
{
	struct cs_normal_options options = { .kind = &cs_kinds[CS_KIND_RETURNS] };

	expect("severity is 1 to 5", &options, "return_id,order_no,severity\n1,A,0\n2,A,1\n3,A,5\n4,A,6\n5,A,-\n", "",
	    "rejected severity\nreturn 2,A,,,\nreturn 3,A,,,\nrejected severity\nreturn 5,A,,,\n");
	options.kind = &cs_kinds[CS_KIND_VISITS];
	expect("visits are not below zero", &options, "date,visits\n2026-01-01,-1\n2026-01-02,0\n", "visits",
	    "rejected visits\n0\n");
}

static void
test_bundles(void)
{
	static const char head[] = "상품주문번호,주문번호,결제일,최종 상품별 총 주문금액,배송비 묶음번호,배송비 합계\n";
	struct cs_str text = { 0 };

	expect("the largest of a parcel is its fee, wherever it stands", &orders,
	    "상품주문번호,주문번호,결제일,최종 상품별 총 주문금액,배송비 묶음번호,배송비 합계\n"
	    "11,1,2026-01-01,1,a,0\n12,1,2026-01-01,1,a,3000\n13,1,2026-01-01,1,a,2500\n14,1,2026-01-01,1,b,1000\n"
	    "21,2,2026-01-01,1,a,500\n", "line_no,shipping_fee", "11,4000\n12,4000\n13,4000\n14,4000\n21,500\n");
	cs_str_add(&text, head);
	cs_str_add(&text, "11,1,2026-01-01,1,a,3000\n12,1,2026-01-01,1,a,3000\n13,1,2026-01-01,1,b,2500\n합계,,,,,9\n"
	    "21,2,2026-01-01,1,c,3000\n22,2,2026-01-01,1,c,0\n31,3,2026-01-01,1,d,\n41,4,never,1,e,1000\n42,4,2026-01-01,1,e,1000\n");
	expect("parcels of an order that does not stand together", &orders,
	    "상품주문번호,주문번호,결제일,최종 상품별 총 주문금액,배송비 묶음번호,배송비 합계\n"
	    "11,1,2026-01-01,1,a,3000\n21,2,2026-01-01,1,c,1000\n12,1,2026-01-01,1,b,2500\n22,2,2026-01-01,1,c,1000\n"
	    "13,1,2026-01-01,1,a,3000\n", "line_no,shipping_fee", "11,3000\n21,1000\n12,5500\n22,1000\n13,5500\n");
	expect("a fee counts once for its parcel", &orders, text.data, "line_no,shipping_fee",
	    "11,5500\n12,5500\n13,5500\nskipped\n21,3000\n22,3000\n31,\nrejected 결제일\n42,1000\n");
	cs_str_release(&text);
}

static void
test_continuation(void)
{
	expect("what is blank below is what stood above, in one order", &orders,
	    "Name,Email,Financial Status,Total,Shipping,Currency,Created at,Lineitem name,Lineitem quantity,Lineitem price\n"
	    "#1,a@b.example,paid,30,5,USD,2026-01-01 10:00:00 +0900,x,1,10.00\n#1,,,,,,,y,1,15.00\n"
	    "#2,,,,,,2026-01-02 10:00:00 +0900,z,1,1.00\n#3,,paid,1,0,KRW,2026-01-02 10:00:00 +0900,z,1,1.00\n",
	    "order_no,line_no,order_amount,shipping_fee,status,ordered_at",
	    "#1,1,30.00,5.00,paid,2026-01-01\n#1,2,30.00,5.00,paid,2026-01-01\n#2,1,,,(unknown),2026-01-02\nrejected Currency\n");
}

static void
test_refusals(void)
{
	struct cs_normal_options options = orders;
	const char *items[] = { "order_no=No" };
	struct cs_list maps = { items, 1, 1 };

	expect("nothing in it", &options, "", "", "refused 5");
	expect("no preset knows it", &options, "사번,이름\n1,김\n", "", "refused 5");
	options.preset = "nonesuch";
	expect("no such preset", &options, "order_no\n", "", "refused 4");
	options.preset = "cafe24-members";
	expect("a preset of another kind", &options, "order_no\n", "", "refused 4");
	options.preset = NULL;
	options.maps = &maps;
	expect("a mapped column that is not there", &options, "order_no,ordered_at,amount\nA,2026-01-01,1\n", "", "refused 5");
	expect("a mapped column", &options, "No,ordered_at,amount\nA,2026-01-01,1\n", "order_no", "A\n");
	items[0] = "nonsense=No";
	expect("a field that is not there", &options, "No,ordered_at,amount\nA,2026-01-01,1\n", "order_no", "refused 4");
	options.maps = NULL;
	options.currency = "KRW";
	expect("decimals that the currency has not", &options, "order_no,ordered_at,amount\nA,2026-01-01,1.5\nB,2026-01-01,1.00\n",
	    "order_no,amount", "rejected amount\nB,1\n");
	expect("cells that are too many", &options, "order_no,ordered_at,amount\nA,2026-01-01,1,\nB,2026-01-01,1,000\n",
	    "order_no,amount", "A,1\nrejected \n");
	expect("identifiers that lost their digits", &options, "order_no,ordered_at,amount\n2.34E+17,2026-01-01,1\n",
	    "order_no", "rejected order_no\n");
	expect("parts of a joined key that lost theirs", &orders,
	    "customer_id,date,number_of_cds,dollar_value\n2.34E+17,19970101,1,1.00\n7,19970101,1,1.00\n", "order_no",
	    "rejected customer_id\n7-19970101\n");
	expect("less than nothing", &options, "order_no,ordered_at,amount,quantity\nA,2026-01-01,1,-1\nB,2026-01-01,-5,1\n",
	    "order_no,amount", "rejected quantity\nB,-5\n");
}

/* Whether the salt of these options is that of `before`, which it becomes. */
static bool
same_salt(const struct cs_normal_options *options, struct cs_str *before)
{
	struct cs_str salt = { 0 };

	CU_ASSERT_TRUE(cs_normal_salt(options, &salt));
	bool same = before->data && strcmp(salt.data, before->data) == 0;

	cs_str_release(before);
	*before = salt;
	return same;
}

static void
test_salt(void)
{
	char *path = write_file("preset\tmine\n");
	const char *items[] = { path };
	struct cs_list files = { items, 1, 1 };
	struct cs_normal_options options = orders;
	struct cs_str salt = { 0 };

	same_salt(&options, &salt);
	CU_ASSERT_TRUE(same_salt(&options, &salt));
	options.preset_files = &files;
	CU_ASSERT_FALSE(same_salt(&options, &salt));
	CU_ASSERT_TRUE(same_salt(&options, &salt));
	FILE *file = fopen(path, "a");

	fputs("kind\torders\n", file);
	fclose(file);
	CU_ASSERT_FALSE(same_salt(&options, &salt));
	options.identity = CS_IDENTITY_PHONE;
	CU_ASSERT_FALSE(same_salt(&options, &salt));
	items[0] = "/dev/null";
	CU_ASSERT_FALSE(cs_normal_salt(&options, &salt));
	unlink(path);
	free(path);
	cs_str_release(&salt);
}

static void
test_headers(void)
{
	struct cs_normal_options options = orders;

	expect("notices above the header", &options, "안내문\n,\norder_no,ordered_at,amount\nA,2026-01-01,1\n", "order_no", "A\n");
	struct cs_str text = { 0 };

	for (int i = 1; i < 30; i++)
		cs_str_add(&text, "안내문\n");
	cs_str_add(&text, "order_no,ordered_at,amount\nA,2026-01-01,1\n");
	expect("the thirtieth row may be the header", &options, text.data, "order_no", "A\n");
	cs_str_release(&text);
	cs_str_add(&text, "안내문\n");
	for (int i = 1; i < 30; i++)
		cs_str_add(&text, "안내문\n");
	cs_str_add(&text, "order_no,ordered_at,amount\nA,2026-01-01,1\n");
	expect("the next one not, unless it is told", &options, text.data, "order_no", "refused 5");
	options.header_row = 31;
	expect("told", &options, text.data, "order_no", "A\n");
	cs_str_release(&text);
	options.header_row = 2;
	expect("the row that was told", &options,
	    "order_no,ordered_at,amount\norder_no,ordered_at,amount\nA,2026-01-01,1\n", "order_no", "A\n");
	options.header_row = 0;
	expect("no header at all", &options, " 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n",
	    "order_no,customer_id,quantity,amount", "00004-19970101,00004,2,29.33\n00004-19970118,00004,2,29.73\n");
	expect("a name twice: the first that is filled", &options,
	    "order_no,ordered_at,amount,customer_name,customer_name\nA,2026-01-01,1,가람,\nB,2026-01-01,1,,나래\n",
	    "customer_name", "가람\n나래\n");
}

const CU_TestInfo normal_tests[] = {
	{ "amounts of lines", test_amounts },
	{ "dates of orders", test_dates },
	{ "numbers of lines", test_line_numbers },
	{ "rows that are no records", test_totals },
	{ "keys of customers", test_identity },
	{ "masked values", test_masked },
	{ "presets of a user", test_own_presets },
	{ "states of lines", test_states },
	{ "refund rows", test_refunds },
	{ "rows of returns", test_returns },
	{ "numbers within bounds", test_bounds },
	{ "shipping fees of parcels", test_bundles },
	{ "continuation rows", test_continuation },
	{ "what is refused", test_refusals },
	{ "headers", test_headers },
	{ "what makes a file another one", test_salt },
	CU_TEST_INFO_NULL,
};
