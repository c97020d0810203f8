/*
 * gen - invented order lines for timings: the same N and seed give the same
 * bytes everywhere.
 *
 * usage: gen LINES [SEED [FIRST [CUSTOMERS]]]
 *
 * Canonical orders as CSV on stdout, 200,000 customers for each million
 * lines, Korean names and products.  Customers differ in how often they buy
 * (a few buy much), orders have one to four lines, a twelfth of the lines is
 * cancelled or returned, a fiftieth of the orders is a guest's.  Orders are
 * numbered from FIRST (1).
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *const family[] = { "김", "이", "박", "최", "정", "강", "조", "윤", "장", "임" };
static const char *const given[] = { "민준", "서연", "도윤", "하은", "시우", "지유", "주원", "수아", "예준", "다인" };
static const char *const thing[] = { "유기농 쌀 10kg", "무농약 상추", "제주 감귤 5kg", "수제 잼", "면 양말 3켤레",
    "캠핑 의자", "원두 커피 1kg", "반려견 간식", "핸드크림", "스테인리스 물병", "요가 매트", "어린이 도서" };
static const char *const kind[] = { "식품", "채소", "과일", "식품", "의류", "레저", "식품", "반려동물", "화장품",
    "주방", "레저", "도서" };
static const char *const option[] = { "", "색상=검정", "색상=흰색, 크기=L", "크기=M", "" };

static uint64_t state;

/* xorshift64*: small, good enough for made-up shops, and ours to repeat. */
static uint64_t
draw(uint64_t below)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return ((state * UINT64_C(2685821657736338717)) >> 33) % below;
}

/* The square of an even draw makes low numbers frequent: loyal customers. */
static uint64_t
customer(uint64_t customers)
{
	uint64_t a = draw(customers), b = draw(customers);

	return a < b ? a : b;
}

static void
print_line(uint64_t order, uint64_t line, uint64_t who, time_t when, uint64_t total)
{
	uint64_t product = draw(3000), quantity = 1 + draw(3);
	uint64_t price = 1000 * (3 + product % 60), fate = draw(24);
	const char *status = fate == 0 ? "cancelled" : fate == 1 ? "returned" : "delivered";
	const char *word = fate == 0 ? "취소 완료" : fate == 1 ? "반품 완료" : "배송 완료";
	struct tm day, shipped, delivered;
	time_t t;
	char at[32], out[32], in[32], no[32];

	gmtime_r(&when, &day);
	t = when + 86400;
	gmtime_r(&t, &shipped);
	t = when + 3 * 86400;
	gmtime_r(&t, &delivered);
	strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%S", &day);
	strftime(out, sizeof out, "%Y-%m-%dT%H:%M:%S", &shipped);
	strftime(in, sizeof in, "%Y-%m-%dT%H:%M:%S", &delivered);
	strftime(no, sizeof no, "%Y%m%d", &day);
	printf("%s-%08" PRIu64 ",%s-%08" PRIu64 "-%02" PRIu64 ",%s,%s,", no, order, no, order, line, at, at);
	if (who % 50 == 49)
		printf(",");
	else
		printf("user%07" PRIu64 ",", who);
	printf("P%07" PRIu64 ",%s %" PRIu64 "호,%s,", product, thing[product % 12], product, kind[product % 12]);
	const char *choice = option[product % 5];
	printf(product % 5 == 2 ? "\"%s\"," : "%s,", choice);
	printf("%" PRIu64 ",%" PRIu64 ",0,%" PRIu64 ",%" PRIu64 ",3000,0,0,mall,%s,%s,%s,%s,",
	    quantity, price, quantity * price, total, status, word, out, in);
	printf("%s%s,010-%04" PRIu64 "-%04" PRIu64 ",user%" PRIu64 "@shop.example\r\n",
	    family[who % 10], given[who / 10 % 10], who / 10000 % 10000, who % 10000, who);
}

int
main(int argc, char *argv[])
{
	uint64_t lines = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000;
	uint64_t first = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
	uint64_t customers = argc > 4 ? strtoull(argv[4], NULL, 10) : lines / 5 + 1, done = 0;
	uint64_t span = UINT64_C(3) * 365 * 86400; /* three years of orders */

	state = (argc > 2 ? strtoull(argv[2], NULL, 10) : 20260302) * 2 + 1;
	printf("order_no,line_no,ordered_at,paid_at,customer_id,product_id,product_name,category,option,quantity,"
	    "unit_price,discount,amount,order_amount,shipping_fee,mileage_used,coupon_discount,channel,status,"
	    "status_text,shipped_at,delivered_at,customer_name,phone,email\r\n");
	for (uint64_t order = first; done < lines; order++) {
		uint64_t of = 1 + draw(4), who = customer(customers);
		time_t when = (time_t)(1672531200 + done * span / lines);

		for (uint64_t line = 1; line <= of && done < lines; line++, done++)
			print_line(order, line, who, when, of * 30000);
	}
	return ferror(stdout) || fclose(stdout) ? 4 : 0;
}
