#include <string.h>

#include "mileage/compensate.h"
#include "mileage/detail.h"
#include "mileage/grade.h"
#include "mileage/share.h"
#include "mileage/ticket.h"
#include "unit.h"

static struct cs_policy
policy_of(const char *text)
{
	struct cs_policy policy;
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL(cs_policy_parse(&policy, text, strlen(text), "test", &err), CS_OK);
	if (err.text[0])
		fprintf(stderr, "\n%s\n", err.text);
	return policy;
}

static void
test_spread(void)
{
	static const struct {
		int64_t total, weights[3], shares[3];
	} cases[] = {
		{ 100, { 1, 1, 1 }, { 34, 33, 33 } }, { 10, { 3, 3, 1 }, { 4, 4, 2 } }, { 0, { 1, 2, 3 }, { 0, 0, 0 } },
		{ 7, { 0, 0, 0 }, { 7, 0, 0 } }, { 3000, { 30000, 21000, 0 }, { 1765, 1235, 0 } }, { 1, { 1, 1, 2 }, { 0, 0, 1 } },
		{ INT64_C(999999999999), { INT64_C(333333333333), INT64_C(333333333333), INT64_C(333333333333) },
		  { INT64_C(333333333333), INT64_C(333333333333), INT64_C(333333333333) } },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		int64_t shares[3];

		cs_spread(cases[i].total, cases[i].weights, shares, 3);
		CU_ASSERT_EQUAL(memcmp(shares, cases[i].shares, sizeof(shares)), 0);
		CU_ASSERT_EQUAL(shares[0] + shares[1] + shares[2], cases[i].total);
	}
}

/* A product's own rate wins over its category's, that over the grade's. */
static void
test_earning(void)
{
	struct cs_policy p = policy_of("rate.category.상품권 = 0%\nrate.category.쌀 = 0.5%\nrate.product.P9 = 5%\n");
	struct cs_line lines[] = {
		{ .line_no = "1", .quantity = 1, .amount = 30000, .rate_ppm = 10000 },
		{ .line_no = "2", .quantity = 3, .amount = 21000, .rate_ppm = 10000 },
	};

	CU_ASSERT_EQUAL(cs_rate_of(&p, "P9", "쌀", "VIP"), 50000);
	CU_ASSERT_EQUAL(cs_rate_of(&p, "P1", "쌀", "VIP"), 5000);
	CU_ASSERT_EQUAL(cs_rate_of(&p, "P1", "상품권", "VIP"), 0);
	CU_ASSERT_EQUAL(cs_rate_of(&p, "P1", "", "VIP"), 30000);
	CU_ASSERT_EQUAL(cs_rate_of(&p, "P1", "", "none"), 10000);
	CU_ASSERT_EQUAL(cs_lines_earn(&p, lines, 2), 510);
	/* The rate that was written down counts, whatever the policy says for others. */
	lines[0].rate_ppm = 30000;
	CU_ASSERT_EQUAL(cs_lines_earn(&p, lines, 2), 900 + 210);
	lines[0].rate_ppm = 10000;
	/* 3,000 points over 51,000: (30000 - 1765) and (21000 - 1235) at 1 %, each down to 10. */
	lines[0].points_share = 1765;
	lines[1].points_share = 1235;
	CU_ASSERT_EQUAL(cs_lines_earn(&p, lines, 2), 280 + 190);
	/* Paid with points alone: nothing to earn on. */
	lines[0].points_share = 30000;
	lines[1].points_share = 21000;
	CU_ASSERT_EQUAL(cs_lines_earn(&p, lines, 2), 0);
	p.earn_on_points = 1;
	CU_ASSERT_EQUAL(cs_lines_earn(&p, lines, 2), 510);
	p.earn_per = CS_PER_ORDER;
	p.earn_unit = 100;
	CU_ASSERT_EQUAL(cs_lines_earn(&p, lines, 2), 500);
}

/* However a line goes back, won by won, what was earned for it is gone in the end and never more. */
static void
test_partial_returns(void)
{
	struct cs_policy p = policy_of("");
	struct cs_line line = { .quantity = 7, .amount = 9999, .rate_ppm = 10000, .points_share = 1001 };
	int64_t earned = cs_lines_earn(&p, &line, 1), before = earned, back = 0;

	for (line.taken = 0; line.taken < line.amount; line.taken++) {
		CU_ASSERT_TRUE_FATAL(cs_lines_earn(&p, &line, 1) <= before);
		before = cs_lines_earn(&p, &line, 1);
		CU_ASSERT_TRUE_FATAL(cs_lines_points_back(&line, 1) >= back);
		back = cs_lines_points_back(&line, 1);
	}
	CU_ASSERT_EQUAL(cs_lines_earn(&p, &line, 1), 0);
	CU_ASSERT_EQUAL(cs_lines_points_back(&line, 1), 1001);
}

/* Toss: 230,000 with a coupon of 30,000 over 200,000; 100,000 goes back: 35 % of it. */
static void
test_recapture(void)
{
	CU_ASSERT_EQUAL(cs_coupon_recapture(30000, 200000, 130000), 10500);
	CU_ASSERT_EQUAL(cs_coupon_recapture(30000, 200000, 200000), 0);
	CU_ASSERT_EQUAL(cs_coupon_recapture(30000, 200000, 0), 30000);
}

static void
test_coupons(void)
{
	static const struct {
		struct cs_coupon_kind kind;
		int64_t amount, discount;
	} cases[] = {
		{ { .won = 3000, .minimum = 30000 }, 29999, 0 }, { { .won = 3000, .minimum = 30000 }, 30000, 3000 },
		{ { .rate_ppm = 100000, .cap = 5000 }, 90000, 5000 }, { { .won = 3000 }, 2000, 2000 },
		{ { .rate_ppm = 70000, .unit = 100 }, 12345, 800 }, /* 864.15 by hundreds */
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		CU_ASSERT_EQUAL(cs_coupon_discount(&cases[i].kind, cases[i].amount), cases[i].discount);
	struct cs_policy p = policy_of("coupon.kind.W = won 3000 minimum 30000 days 10 first yes\n"
	    "coupon.kind.V = rate 10% cap 10000 unit 100 per_member 2 issues 50 group vip\n");

	CU_ASSERT_EQUAL(p.coupon_count, 2);
	CU_ASSERT_PTR_NULL(cs_policy_coupon(&p, "X"));
	CU_ASSERT_EQUAL(cs_policy_coupon(&p, "W")->won, 3000);
	CU_ASSERT_EQUAL(cs_policy_coupon(&p, "W")->first, 1);
	CU_ASSERT_EQUAL(cs_policy_coupon(&p, "V")->rate_ppm, 100000);
	CU_ASSERT_EQUAL(cs_policy_coupon(&p, "V")->issues, 50);
	CU_ASSERT_STRING_EQUAL(cs_policy_coupon(&p, "V")->group, "vip");
}

static void
test_use_limits(void)
{
	struct cs_policy p = policy_of("use.minimum = 1000\nuse.multiple = 10\nuse.maximum = 30000\nuse.share = 50%\n"
	    "use.min_order = 20000\nuse.with_coupon = no\n");
	static const struct {
		int64_t points, order;
		bool coupon;
		enum cs_refusal refusal;
	} cases[] = {
		{ 1000, 20000, false, CS_REFUSE_NOTHING }, { 990, 20000, false, CS_REFUSE_MINIMUM },
		{ 1005, 20000, false, CS_REFUSE_MULTIPLE }, { 10010, 20000, false, CS_REFUSE_SHARE },
		{ 10000, 20000, false, CS_REFUSE_NOTHING }, { 30010, 200000, false, CS_REFUSE_MAXIMUM },
		{ 1000, 19999, false, CS_REFUSE_MINIMUM }, { 1000, 20000, true, CS_REFUSE_COUPON },
		{ 1000, -1, false, CS_REFUSE_NOTHING },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		int64_t possible;

		CU_ASSERT_EQUAL(cs_policy_use(&p, cases[i].points, cases[i].order, cases[i].coupon, &possible), cases[i].refusal);
	}
}

static void
test_policy_faults(void)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "earn.rate = 1\n", "x:1: earn.rate: \"1\" is not a rate such as 1.5%" },
		{ "\n# remark\nearn.rates = 1%\n", "x:3: \"earn.rates\" is no name of a policy; see: cs-mileage policy show" },
		{ "earn.life = 3 years\n", "x:1: earn.life: \"3 years\" is not a time such as 36 months, 90 days or never" },
		{ "use.order = best\n", "x:1: use.order: \"best\" is not expiry|priority|age" },
		{ "hello\n", "x:1: a line is \"name = value\"" },
		{ "grade.VIP = rate 2% reach\n", "x:1: VIP: \"rate 2% reach\" is not a grade such as rate 2% reach 300000 keep 200000" },
		{ "earn.delay = -1\n", "x:1: earn.delay: \"-1\" is not a whole number" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_policy policy;
		struct cs_err err = { 0 };

		CU_ASSERT_EQUAL(cs_policy_parse(&policy, cases[i].text, strlen(cases[i].text), "x", &err), CS_EINPUT);
		CU_ASSERT_STRING_EQUAL(err.text, cases[i].says);
	}
}

static void
count_warning(void *self, const char *warning)
{
	(void)warning;
	(*(int *)self)++;
}

static void
test_policy_warnings(void)
{
	static const struct {
		const char *text;
		int more; /* than the default, which warns of its factor of 2 */
	} cases[] = {
		{ "", 0 }, { "earn.life = 24 months\n", 1 }, { "notice.days =\n", 1 }, { "earn.delay = 3\n", 1 },
		{ "use.share = 100%\n", 1 }, { "compensate.budget_month = 0\n", 1 }, { "clawback.shortfall = clamp\n", 1 },
		{ "compensate.arms = 0, 1\n", 1 }, { "grade.A = rate 2% reach 100\ngrade.B = rate 1% reach 200\n", 1 },
		{ "grade.A = rate 1%\ngrade.B = rate 2% reach 200 keep 300\n", 1 }, { "compensate.upset_factor = 1.5\n", -1 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_policy p = policy_of(cases[i].text);
		int count = 0;

		CU_ASSERT_EQUAL(cs_policy_check(&p, count_warning, &count), (size_t)(1 + cases[i].more));
		CU_ASSERT_EQUAL(count, 1 + cases[i].more);
	}
}

/* Easier to keep than to reach; a fall waits for its time, goes one step, and not past a pin. */
static void
test_grades(void)
{
	struct cs_policy p = policy_of("grade.A = rate 1%\ngrade.B = rate 2% reach 300000 keep 200000\n"
	    "grade.C = rate 3% reach 700000 keep 500000 count 3\n");
	static const struct {
		struct cs_grade_facts facts;
		int next;
	} cases[] = {
		{ { 0, 0, -1, 0, false }, 0 }, { { 300000, 1, -1, 0, false }, 1 }, { { 299999, 9, 0, 0, false }, 0 },
		{ { 700000, 2, 0, 0, false }, 1 }, { { 700000, 3, 0, 0, false }, 2 }, { { 200000, 1, 1, 999, false }, 1 },
		{ { 199999, 1, 1, 999, false }, 0 }, { { 199999, 1, 1, 89, false }, 1 }, { { 199999, 1, 1, 90, false }, 0 },
		{ { 199999, 1, 1, 999, true }, 1 }, { { 0, 0, 2, 999, false }, 1 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		CU_ASSERT_EQUAL(cs_grade_next(&p, &cases[i].facts), cases[i].next);
	p.grade_down = CS_DOWN_AMOUNT;
	CU_ASSERT_EQUAL(cs_grade_next(&p, &(struct cs_grade_facts){ 0, 0, 2, 999, false }), 0);
	p.grade_down = CS_DOWN_NONE;
	CU_ASSERT_EQUAL(cs_grade_next(&p, &(struct cs_grade_facts){ 0, 0, 2, 999, false }), 2);
}

/* The buckets from: printf 'spring\037kim' | sha256sum, its first 16 digits modulo 1,000,000. */
static void
test_arms(void)
{
	struct cs_policy p = policy_of("compensate.arms = 0, 1, 1.5, 2\ncompensate.salt = spring\n");
	int64_t counts[4] = { 0 };

	CU_ASSERT_EQUAL(cs_comp_bucket("spring", "kim"), 789986);
	CU_ASSERT_EQUAL(cs_comp_bucket("spring", "lee"), 514905);
	CU_ASSERT_EQUAL(cs_comp_arm(&p, 0), 0);
	CU_ASSERT_EQUAL(cs_comp_arm(&p, 249999), 0);
	CU_ASSERT_EQUAL(cs_comp_arm(&p, 250000), 1000);
	CU_ASSERT_EQUAL(cs_comp_arm(&p, 999999), 2000);
	for (int i = 0; i < 40000; i++) {
		char name[16];

		snprintf(name, sizeof(name), "C%d", i);
		counts[cs_comp_bucket("spring", name) / 250000]++;
	}
	/* 10,000 each, give or take five standard deviations of sqrt(7,500). */
	for (int i = 0; i < 4; i++)
		CU_ASSERT_TRUE(counts[i] > 9567 && counts[i] < 10433);
	CU_ASSERT_EQUAL(cs_comp_points(&p, 3000, 5, 1500, true), 4500);
	CU_ASSERT_EQUAL(cs_comp_points(&p, 3000, 3, 0, false), 3000);
	CU_ASSERT_EQUAL(cs_comp_points(&p, 3000, 4, 0, false), 6000);
	CU_ASSERT_EQUAL(cs_comp_points(&p, 2995, 1, 0, false), 2990);
	/* A slip in the export, times 2: still a number of points above what the ledger takes, and no sum that wraps. */
	CU_ASSERT_EQUAL(cs_comp_points(&p, INT64_C(9000000000000000000), 4, 0, false), 2 * CS_POINTS_MAX);
	CU_ASSERT_EQUAL(CS_FOREVER, cs_day_of(2999, 12, 31));
}

/* Names may hold blanks and begin like other names; what is no number is said to be none. */
static void
test_details(void)
{
	static const char detail[] = "asked_on=2026-03-01\nused=no\nuse=my coupon 1 230000\nbasis=3000 2 -1\n";
	int64_t n[3] = { 0 };
	size_t len = 0;
	const char *rest, *value = cs_detail_find(detail, "use", &len);

	CU_ASSERT_EQUAL(len, strlen("my coupon 1 230000"));
	CU_ASSERT_EQUAL(cs_detail_numbers(value, len, n, 1), strlen("my coupon 1"));
	CU_ASSERT_EQUAL(n[0], 230000);
	value = cs_detail_find(detail, "basis", &len);
	CU_ASSERT_EQUAL(cs_detail_numbers(value, len, n, 3), 0);
	CU_ASSERT_TRUE(n[0] == 3000 && n[1] == 2 && n[2] == -1);
	CU_ASSERT_EQUAL(cs_detail_numbers("a b", 3, n, 1), SIZE_MAX);
	CU_ASSERT_EQUAL(cs_detail_numbers("7", 1, n, 2), SIZE_MAX);
	CU_ASSERT_PTR_NULL(cs_detail_find(detail, "us", &len));
	CU_ASSERT_PTR_NULL(cs_detail_find("", "use", &len));
	CU_ASSERT_EQUAL(cs_detail_asked_on(1, detail, &rest), cs_day_of(2026, 3, 1));
	CU_ASSERT_EQUAL(rest, detail + strlen("asked_on=2026-03-01\n"));
	CU_ASSERT_EQUAL(cs_detail_asked_on(1, "use=x 1\n", &rest), 1);
}

/* A window of a month or more ends with its day; 31 August less six months is the last of February. */
static void
test_windows(void)
{
	const struct cs_life half = { 6, 0 }, ten = { 0, 10 }, ever = { 0, 0 };

	CU_ASSERT_EQUAL(cs_life_start(half, cs_day_of(2026, 8, 11)), cs_day_of(2026, 2, 12));
	CU_ASSERT_EQUAL(cs_life_start(half, cs_day_of(2026, 8, 31)), cs_day_of(2026, 3, 1));
	CU_ASSERT_EQUAL(cs_life_start(ten, cs_day_of(2026, 1, 10)), cs_day_of(2026, 1, 1));
	CU_ASSERT_EQUAL(cs_life_start(ever, 0), -CS_FOREVER);
}

/* 7,000 a customer and month, twice, 12,000 for all: the cap leaves a part, the budget all or nothing. */
static void
test_caps(void)
{
	const struct cs_policy p = { .comp_cap_month = 7000, .comp_cap_count = 2, .comp_budget_month = 12000 };
	static const struct {
		struct cs_comp_had had;
		int64_t points, left;
		enum cs_comp_verdict verdict;
	} cases[] = { { { 0, 0, 0 }, 3000, 3000, CS_COMP_GRANTED }, { { 6000, 1, 6000 }, 3000, 1000, CS_COMP_GRANTED },
		{ { 7000, 1, 7000 }, 3000, 0, CS_COMP_CAPPED }, { { 10, 2, 10 }, 3000, 0, CS_COMP_CAPPED },
		{ { 0, 0, 9000 }, 3000, 3000, CS_COMP_GRANTED }, { { 0, 0, 9001 }, 3000, 0, CS_COMP_BUDGET } };

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		enum cs_comp_verdict verdict;

		CU_ASSERT_EQUAL(cs_comp_capped(&p, cases[i].points, &cases[i].had, &verdict), cases[i].left);
		CU_ASSERT_EQUAL(verdict, cases[i].verdict);
	}
}

const CU_TestInfo share_tests[] = {
	{ "shares add up", test_spread },
	{ "what an order earns", test_earning },
	{ "partial returns end at exactly what was earned", test_partial_returns },
	{ "coupons: Toss's recapture", test_recapture },
	{ "coupons and their terms", test_coupons },
	{ "limits of use", test_use_limits },
	{ "a policy's faults are named", test_policy_faults },
	{ "a policy's warnings", test_policy_warnings },
	{ "grades", test_grades },
	{ "arms are drawn by hash", test_arms },
	{ "details of events", test_details },
	{ "windows", test_windows },
	{ "caps and budget", test_caps },
	CU_TEST_INFO_NULL,
};
