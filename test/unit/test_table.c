#include <string.h>

#include "base/text.h"
#include "stream/table.h"
#include "unit.h"

/* Cells of a row are parted by '|', rows by ';', so that a case is one line. */
static void
fill(struct cs_table *table, const char *cells)
{
	for (const char *p = cells;; p++) {
		size_t len = strcspn(p, "|;");

		cs_table_add(table, p, len);
		p += len;
		if (!*p)
			break;
	}
}

struct picture {
	const char *cells;
	size_t columns;
	bool ascii, header;
	size_t width;
	const char *expect;
	size_t left_out;
};

static void
check(const struct picture *c)
{
	struct cs_table table;
	struct cs_str out = { 0 };

	cs_table_init(&table, c->columns);
	table.ascii = c->ascii;
	table.header = c->header;
	table.width = c->width;
	fill(&table, c->cells);
	cs_table_align_numbers(&table);
	cs_str_reserve(&out, 0);
	CU_ASSERT_EQUAL(cs_table_print(&table, &out), c->left_out);
	CU_ASSERT_STRING_EQUAL(out.data, c->expect);
	if (strcmp(out.data, c->expect) != 0)
		fprintf(stderr, "\nwanted:\n%sgot:\n%s", c->expect, out.data);
	cs_str_release(&out);
	cs_table_release(&table);
}

static void
test_alignment(void)
{
	static const struct picture cases[] = {
		/* Hangul takes two columns: 이름 and 홍길동 are 4 and 6 wide. */
		{ "이름|적립금;홍길동|12000;Kim|-5", 2, false, true, 0,
		  "이름    적립금\n──────  ──────\n홍길동   12000\nKim         -5\n", 0 },
		{ "a|b;1|x", 2, true, true, 0, "a  b\n-  -\n1  x\n", 0 },
		/* Without a heading the first row counts for the alignment too. */
		{ "1|22;333|4", 2, false, false, 0, "  1  22\n333   4\n", 0 },
		/* An e with a combining accent is one column; 😀 is two. */
		{ "e\xCC\x81|x;😀|y", 2, false, false, 0, "e\xCC\x81   x\n😀  y\n", 0 },
		/* An empty last cell leaves no blanks; a short row is filled up. */
		{ "long|b;c|;d", 2, false, false, 0, "long  b\nc\nd\n", 0 },
		{ "", 1, false, false, 0, "\n", 0 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check(&cases[i]);
}

static void
test_numbers(void)
{
	static const struct {
		const char *cells;
		bool right;
	} cases[] = {
		{ "h;1;22", true }, { "h;-1.50;", true }, { "h;12,000;7", true }, { "h;43.1%;7.0%", true },
		{ "h;0.5;0", true }, { "h;₩5,000", true },
		/* A code, a date, a word, and a column of nothing stay at the left. */
		{ "h;0012;7", false }, { "h;2026-03-02", false }, { "h;12;x", false }, { "h;;", false },
		{ "h;%", false }, { "1;x", false },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_table table;

		cs_table_init(&table, 1);
		table.header = true;
		fill(&table, cases[i].cells);
		cs_table_align_numbers(&table);
		CU_ASSERT_EQUAL(table.right[0], cases[i].right);
		cs_table_release(&table);
	}
}

static void
test_controls(void)
{
	static const struct picture cases[] = {
		{ "a\nb\r\nc\td|x", 2, false, false, 0, "a↵b↵c⇥d  x\n", 0 },
		{ "a\nb\tc|x", 2, true, false, 0, "a\\nb\\tc  x\n", 0 },
		/* Terminal escapes lose their power and keep their place. */
		{ "\033[31m|x", 2, false, false, 0, "\xEF\xBF\xBD[31m  x\n", 0 },
		{ "\033[31m|\rx", 2, true, false, 0, "?[31m  ?x\n", 0 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check(&cases[i]);
}

static void
test_width(void)
{
	static const struct picture cases[] = {
		/* 14 columns: 5 for the number, 2 between, 7 for the text. */
		{ "가나다라마바|12000", 2, false, false, 14, "가나다…  12000\n", 0 },
		/* With 13, six: a fourth syllable has no room, and none is split. */
		{ "가나다라마바|12000", 2, false, false, 13, "가나…   12000\n", 0 },
		{ "abcdefghij|12000", 2, true, false, 14, "abcd...  12000\n", 0 },
		/* The mark stays with its letter. */
		{ "abe\xCC\x81" "defg|x", 2, false, false, 7, "abe\xCC\x81…  x\n", 0 },
		/* Four columns of text and the number at least, else the end is left out. */
		{ "abcdefgh|abcdefgh|123456", 3, false, false, 12, "abcdefgh  …\n", 2 },
		{ "abcdefgh|abcdefgh|123456", 3, false, false, 16, "abcd…  abcde…  …\n", 1 },
		{ "1234567890", 1, false, false, 4, "123…\n", 0 },
		{ "가나다", 1, true, false, 2, "..\n", 0 },
		/* A time and a number that somebody copies stay whole: 4 + 16 + 9 + 3 + 1 and four gaps are 41. */
		{ "abcdef|2026-10-12 23:59|H00948-01|abc|x", 5, false, false, 41, "abc…  2026-10-12 23:59  H00948-01  abc  x\n", 0 },
		/* Else three columns would be left: the number is cut, and not the time. */
		{ "abcdef|2026-10-12 23:59|H00948-01|abc|x", 5, false, false, 40, "abcdef  2026-10-12 23:59  H0094…  abc  x\n", 0 },
		{ "20261022-0003058-01|abcdef|2026-10-12|abcdef", 4, false, false, 36, "2026102…  abcdef  2026-10-12  abcdef\n", 0 },
		/* 4 + 10 + 4 + 4 and three gaps are 28: below that the time is cut, too. */
		{ "abcdef|2026-10-12|abcdef|abcdef", 4, false, false, 28, "abc…  2026-10-12  abc…  abc…\n", 0 },
		{ "abcdef|2026-10-12|abcdef|abcdef", 4, false, false, 22, "abc…  202…  abc…  abc…\n", 0 },
		/* What fits is not touched. */
		{ "abcd|efgh", 2, false, false, 10, "abcd  efgh\n", 0 },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check(&cases[i]);
}

/* Whatever the width, no line is wider and no character is broken. */
static void
test_every_width(void)
{
	static const char *const names[] = { "주문번호", "금액", "e\xCC\x81\xCC\x81te\xCC\x81 😀👍🏽", "12000" };

	for (size_t width = 1; width < 60; width++) {
		struct cs_table table;
		struct cs_str out = { 0 };

		cs_table_init(&table, 4);
		table.width = width;
		table.header = true;
		for (size_t i = 0; i < 12; i++)
			cs_table_add(&table, names[i % 4], strlen(names[i % 4]));
		cs_table_align_numbers(&table);
		cs_table_print(&table, &out);
		CU_ASSERT_PTR_NULL(cs_text_fault(out.data, out.len));
		for (char *line = out.data; *line; line += strcspn(line, "\n") + 1) {
			size_t len = strcspn(line, "\n");

			CU_ASSERT_TRUE(cs_text_width(line, len) <= width);
			CU_ASSERT_TRUE(len == 0 || line[len - 1] != ' ');
		}
		cs_str_release(&out);
		cs_table_release(&table);
	}
}

const CU_TestInfo table_tests[] = {
	{ "columns line up", test_alignment },
	{ "numbers stand at the right", test_numbers },
	{ "controls are visible and harmless", test_controls },
	{ "long cells are cut, numbers are not", test_width },
	{ "no line is wider than asked", test_every_width },
	CU_TEST_INFO_NULL,
};
