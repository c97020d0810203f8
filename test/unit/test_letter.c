#include <string.h>

#include "base/str.h"
#include "dispute/letter.h"
#include "dispute/price.h"
#include "unit.h"

static void
test_particles(void)
{
	static const struct {
		const char *text, *pair, *particle;
	} known[] = {
		{ "상품", "을/를", "을" }, { "배송비", "을/를", "를" }, { "가람상회", "은/는", "는" },
		{ "가람몰", "은/는", "은" }, { "가람몰", "으로/로", "로" }, { "서울", "으로/로", "로" },
		{ "부산", "으로/로", "으로" }, { "대구", "으로/로", "로" }, { "1", "을/를", "을" },
		{ "2", "이/가", "가" }, { "10", "과/와", "과" }, { "7", "으로/로", "로" }, { "Mall", "은/는", "은" },
		{ "shop", "이/가", "이" }, { "cafe", "이/가", "가" }, { "상품)", "을/를", "을" }, { "", "을/를", "를" },
		{ "값", "이/가", "이" }, { "中", "이/가", "가" }, { "상품", "도", "도" },
	};
	struct cs_str out = { 0 };

	for (size_t i = 0; i < CS_COUNT(known); i++) {
		cs_str_clear(&out);
		cs_particle(known[i].text, strlen(known[i].text), known[i].pair, strlen(known[i].pair), &out);
		if (strcmp(out.data, known[i].particle) != 0)
			printf("\n%s %s: %s\n", known[i].text, known[i].pair, out.data);
		CU_ASSERT_STRING_EQUAL(out.data, known[i].particle);
	}
	cs_str_release(&out);
}

static void
test_articles(void)
{
	static const struct {
		const char *basis, *korean;
	} known[] = {
		{ "ECA 17(1)1; ECA 18(9)", "전자상거래법 제17조 제1항 제1호, 전자상거래법 제18조 제9항" },
		{ "ECD 21-2", "전자상거래법 시행령 제21조의2" },
		{ "ECA 17(2)1 proviso", "전자상거래법 제17조 제2항 제1호 단서" },
		{ "ECA 17(2) proviso", "전자상거래법 제17조 제2항 단서" },
		{ "CDRS 43-4", "소비자분쟁해결기준 인터넷쇼핑몰업 43-4" },
		{ "CIV 109(1)", "민법 제109조 제1항" },
		{ "CIV 580-582", "민법 제580조부터 제582조까지" },
	};
	struct cs_str out = { 0 };

	for (size_t i = 0; i < CS_COUNT(known); i++) {
		cs_str_clear(&out);
		cs_articles_korean(known[i].basis, &out);
		if (strcmp(out.data, known[i].korean) != 0)
			printf("\n%s: %s\n", known[i].basis, out.data);
		CU_ASSERT_STRING_EQUAL(out.data, known[i].korean);
	}
	cs_str_release(&out);
}

/* The published outcome whose share lies closest, and both sides' reasons. */
static void
test_price_factors(void)
{
	static const struct {
		int64_t listed, usual;
		int below;
		const char *closest;
	} known[] = {
		{ 35500, 355000, 900, "handheld computer" }, { 1247000, 2849000, 562, "notebook" },
		{ 500000, 1000000, 500, "camera, about 50 %" }, { 1000000, 1100000, 90, "listed again" },
		{ 1, 1000, 999, "handheld computer" }, { 999, 1000, 1, "listed again" },
		{ 0, INT64_C(1) << 53, 1000, "handheld computer" },
	};
	struct cs_str out = { 0 };
	struct cs_facts f;

	for (size_t i = 0; i < CS_COUNT(known); i++) {
		cs_facts_init(&f, CS_KIND_PRICE_ERROR);
		f.amounts[CS_FACT_LISTED_PRICE - CS_FACT_DAYS] = known[i].listed;
		f.amounts[CS_FACT_USUAL_PRICE - CS_FACT_DAYS] = known[i].usual;
		cs_str_clear(&out);
		cs_price_factors(&f, &out);
		CU_ASSERT_EQUAL(cs_price_below(&f), known[i].below);
		CU_ASSERT_PTR_NOT_NULL(strstr(out.data, known[i].closest));
		CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "Not known: buyer_knew, price_confirmed, shipped."));
	}
	f.words[CS_FACT_PRICE_CONFIRMED] = CS_YES;
	f.words[CS_FACT_SHIPPED] = CS_NO;
	f.words[CS_FACT_BUYER_KNEW] = CS_NO;
	cs_str_clear(&out);
	cs_price_factors(&f, &out);
	CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "usual price; nothing was sent yet."));
	CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "Against: the buyer did not know of the mistake; a person confirmed the price."));
	CU_ASSERT_PTR_NULL(strstr(out.data, "Not known"));
	cs_str_release(&out);
}

const CU_TestInfo letter_tests[] = {
	{ "particles", test_particles },
	{ "articles in Korean", test_articles },
	{ "a wrong price is weighed", test_price_factors },
	CU_TEST_INFO_NULL,
};
