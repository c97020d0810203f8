#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"
#include "consult/cause.h"
#include "unit.h"

static const struct cs_cause *
find(const struct cs_causes *causes, const char *code)
{
	return cs_cause_find(causes, code, strlen(code));
}

/* What makes the table a tree, and its size what the trade uses (Cafe24's desk: 10 groups, 59 kinds). */
static void
test_the_built_in_tree(void)
{
	struct cs_causes causes = { 0 };
	struct cs_map codes = { 0 };
	struct cs_err err = { 0 };
	size_t groups = 0, deepest = 0;

	CU_ASSERT_EQUAL_FATAL(cs_causes_open(&causes, NULL, &err), CS_OK);
	for (size_t i = 0; i < causes.count; i++) {
		const struct cs_cause *c = &causes.items[i];
		size_t parent_len = strlen(c->parent);
		bool added;

		cs_map_at(&codes, c->code, strlen(c->code), &added);
		CU_ASSERT_TRUE(added);
		CU_ASSERT_TRUE(*c->ko && *c->en && *c->touchpoint);
		CU_ASSERT_STRING_EQUAL(causes.items[c->up].code, c->level == 1 ? c->code : c->parent);
		CU_ASSERT_TRUE(c->level == 1 || (c->up < i && c->level == causes.items[c->up].level + 1));
		CU_ASSERT_TRUE(c->level == 1 || (strncmp(c->code, c->parent, parent_len) == 0 && c->code[parent_len] == '.'));
		groups += c->level == 1;
		deepest += c->level == 3;
	}
	CU_ASSERT_EQUAL(groups, 10);
	CU_ASSERT_EQUAL(causes.count - groups, 57);
	CU_ASSERT_TRUE(deepest > 0);
	cs_map_release(&codes);
	cs_causes_release(&causes);
	cs_causes_release(&causes);
}

static void
test_asking(void)
{
	struct cs_causes causes = { 0 };
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL_FATAL(cs_causes_open(&causes, NULL, &err), CS_OK);
	const struct cs_cause *courier = find(&causes, "delivery.late.courier");

	CU_ASSERT_PTR_NOT_NULL_FATAL(courier);
	CU_ASSERT_EQUAL(courier->origin, CS_ORIGIN_COURIER);
	CU_ASSERT_STRING_EQUAL(cs_cause_name(courier, true), "택배사 지연");
	CU_ASSERT_STRING_EQUAL(cs_cause_name(courier, false), "Held up by the courier");
	CU_ASSERT_STRING_EQUAL(cs_cause_at_level(&causes, courier, 1)->code, "delivery");
	CU_ASSERT_STRING_EQUAL(cs_cause_at_level(&causes, courier, 2)->code, "delivery.late");
	CU_ASSERT_STRING_EQUAL(cs_cause_at_level(&causes, courier, 3)->code, "delivery.late.courier");
	CU_ASSERT_STRING_EQUAL(cs_cause_at_level(&causes, find(&causes, "use.howto"), 3)->code, "use.howto");
	CU_ASSERT_TRUE(cs_cause_is_within(&causes, courier, "delivery", 8));
	CU_ASSERT_TRUE(cs_cause_is_within(&causes, courier, "delivery.late.courier", 21));
	CU_ASSERT_FALSE(cs_cause_is_within(&causes, courier, "delivery.lost", 13));
	CU_ASSERT_FALSE(cs_cause_is_within(&causes, courier, "deliver", 7));
	CU_ASSERT_TRUE(cs_cause_code_is_within("delivery.late", 13, "delivery"));
	CU_ASSERT_TRUE(cs_cause_code_is_within("delivery", 8, "delivery"));
	CU_ASSERT_FALSE(cs_cause_code_is_within("delivery", 8, "delivery.late"));
	CU_ASSERT_FALSE(cs_cause_code_is_within("delivery.late", 13, "deliver"));
	CU_ASSERT_FALSE(cs_cause_code_is_within("", 0, "delivery"));
	CU_ASSERT_PTR_NULL(find(&causes, "delivery.lat"));
	cs_causes_release(&causes);
}

/* ---- a shop's own file ---- */

static enum cs_status
open_with(struct cs_causes *causes, const char *rows, struct cs_err *err)
{
	char path[] = "/tmp/cs-unit-cause.XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs("code\tparent\tko\ten\torigin\tfrom\tuntil\n", file);
	fputs(rows, file);
	fclose(file);
	enum cs_status st = cs_causes_open(causes, path, err);

	unlink(path);
	return st;
}

static void
test_own_causes(void)
{
	struct cs_causes causes = { 0 };
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL_FATAL(open_with(&causes,
	    "goods.damaged.frozen\tgoods.damaged\t녹아서 도착\t\tcourier\t2026-06-01\t\n"
	    "install\t\t설치\tInstallation\tshop\t\t\n"
	    "install.date\tinstall\t\tDate of installation\t\t\t\n"
	    "member.coupon\t\t쿠폰함\t\t\t\t2026-10-31\n", &err), CS_OK);
	const struct cs_cause *frozen = find(&causes, "goods.damaged.frozen");

	/* In its place in the tree, and what stood behind it still finds its parent. */
	CU_ASSERT_PTR_NOT_NULL_FATAL(frozen);
	CU_ASSERT_STRING_EQUAL(frozen[-1].code, "goods.damaged.packing");
	CU_ASSERT_STRING_EQUAL(frozen[1].code, "goods.defect");
	CU_ASSERT_STRING_EQUAL(cs_cause_name(frozen, false), "녹아서 도착");
	for (size_t i = 0; i < causes.count; i++)
		CU_ASSERT_STRING_EQUAL(causes.items[causes.items[i].up].code,
		    causes.items[i].level == 1 ? causes.items[i].code : causes.items[i].parent);
	CU_ASSERT_STRING_EQUAL(causes.items[causes.count - 1].code, "install.date");
	CU_ASSERT_FALSE(cs_cause_in_use(frozen, cs_day_of(2026, 5, 31)));
	CU_ASSERT_TRUE(cs_cause_in_use(frozen, cs_day_of(2026, 6, 1)));
	/* Retired: still there, with the rest of what was built in. */
	const struct cs_cause *coupon = find(&causes, "member.coupon");

	CU_ASSERT_STRING_EQUAL(coupon->ko, "쿠폰함");
	CU_ASSERT_STRING_EQUAL(coupon->en, "Coupons");
	CU_ASSERT_TRUE(cs_cause_in_use(coupon, cs_day_of(2026, 10, 31)));
	CU_ASSERT_FALSE(cs_cause_in_use(coupon, cs_day_of(2026, 11, 1)));
	cs_causes_release(&causes);
}

static void
test_bad_causes(void)
{
	static const struct {
		const char *row, *reason;
	} bad[] = {
		{ "a b\t\tx\t\t\t\t\n", "code: \"a b\" is not one word" },
		{ "-a\t\tx\t\t\t\t\n", "code: \"-a\" is not one word" },
		{ "a,b\t\tx\t\t\t\t\n", "code: \"a,b\" is not one word" },
		{ "\t\tx\t\t\t\t\n", "code: \"\" is not one word" },
		{ "a\tnowhere\tx\t\t\t\t\n", "parent: there is no cause \"nowhere\"" },
		{ "a\tdelivery.late.courier\tx\t\t\t\t\n", "is of the lowest level" },
		{ "use.howto\tgoods\tx\t\t\t\t\n", "\"use.howto\" stands below \"use\"" },
		{ "a\t\t\t\t\t\t\n", "a new cause needs a name" },
		{ "a\t\tx\t\tneighbour\t\t\n", "origin: \"neighbour\"" },
		{ "a\t\tx\t\t\t2026-13-01\t\n", "from: not a date" },
		{ "a\t\tx\t\t\t\tyesterday\n", "until: not a date" },
	};

	for (size_t i = 0; i < CS_COUNT(bad); i++) {
		struct cs_causes causes = { 0 };
		struct cs_err err = { 0 };

		CU_ASSERT_EQUAL(open_with(&causes, bad[i].row, &err), CS_EINPUT);
		if (!strstr(err.text, bad[i].reason))
			printf("%s: %s\n", bad[i].row, err.text);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bad[i].reason));
		cs_causes_release(&causes);
	}
}

const CU_TestInfo cause_tests[] = {
	{ "the built-in tree", test_the_built_in_tree },
	{ "names, levels, branches", test_asking },
	{ "a shop's own causes", test_own_causes },
	{ "causes that cannot be", test_bad_causes },
	CU_TEST_INFO_NULL,
};
