#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "guide/guide.h"
#include "guide/lint.h"
#include "guide/pattern.h"
#include "stream/reader.h"
#include "unit.h"

/* What the sentences of test/data/guide must reach; every third row is held out. */
#define RECALL_FLOOR 0.95
#define PRECISION_FLOOR 0.98
#define HELD_RECALL_FLOOR 0.92
#define HELD_PRECISION_FLOOR 0.95

/* ---- patterns ---- */

static struct cs_lexicon *
small_lexicon(void)
{
	struct cs_lexicon *lexicon = cs_lexicon_open();

	cs_lexicon_add(lexicon, "good", strlen("good"), "상품|재고|신상품", strlen("상품|재고|신상품"));
	cs_lexicon_add_ending(lexicon, "va", "세요", "ㅂ니다", "습니다");
	cs_lexicon_add_ending(lexicon, "va", "셨습니다", "+습니다", "");
	cs_lexicon_add_ending(lexicon, "va", "셔서", "-서", "");
	cs_lexicon_add_ending(lexicon, "c", "이세요", "입니다", "");
	return lexicon;
}

struct pattern_case {
	const char *pattern, *text;
	const char *found;      /* what is reported, or NULL for no match */
	const char *suggestion; /* its template, and what it becomes */
	const char *becomes;
};

static void
check_pattern(struct cs_lexicon *lexicon, const struct pattern_case *c)
{
	struct cs_pattern *pattern;
	struct cs_prose prose = { 0 };
	struct cs_str found = { 0 }, suggestion = { 0 };
	struct cs_err err = { 0 };
	struct cs_hit hit;

	CU_ASSERT_EQUAL_FATAL(cs_pattern_open(&pattern, lexicon, c->pattern, strlen(c->pattern), &err), CS_OK);
	cs_pattern_settle(pattern);
	cs_prose_init(&prose, c->text, strlen(c->text));
	bool hits = cs_pattern_find(pattern, &prose, 0, prose.count, &hit);

	CU_ASSERT_EQUAL(hits, c->found != NULL);
	if (hits && c->found) {
		cs_prose_cut(&prose, hit.reported.begin, hit.reported.end, &found);
		CU_ASSERT_STRING_EQUAL(found.data ? found.data : "", c->found);
	}
	if (hits && c->suggestion) {
		cs_pattern_suggest(pattern, &prose, &hit, c->suggestion, &suggestion);
		CU_ASSERT_STRING_EQUAL(suggestion.data ? suggestion.data : "", c->becomes);
	}
	cs_str_release(&found);
	cs_str_release(&suggestion);
	cs_prose_release(&prose);
	cs_pattern_close(pattern);
}

static void
test_patterns(void)
{
	static const struct pattern_case cases[] = {
		{ "품절 이세요", "품절이세요", "품절이세요", NULL, NULL }, { "품절 이세요", "품절  이세요", "품절  이세요", NULL, NULL },
		{ "가(나|다|)라", "가다라", "가다라", "[\\1]", "[다]" }, { "가(나|다|)라", "가라", "가라", "[\\1]", "[]" },
		{ "가(나|다)라", "가라", NULL, NULL, NULL },
		{ "{good}(이|가|) [없음]", "신상품이 없음", "없음", "\\1\\2", "신상품이" },
		{ "(되)%v", "환불되셨습니다", "되셨습니다", "\\2", "되었습니다" }, { "(나오)%v", "나오셔서", "나오셔서", "\\2", "나와서" },
		{ "(크)%a", "크세요", "크세요", "\\2", "큽니다" }, { "(없)%a", "없으세요", "없으세요", "\\2", "없습니다" },
		{ "(길)%a", "길으세요", "길으세요", "\\2", "깁니다" }, { "(없)%a", "없세요", NULL, NULL, NULL },
		/* Stems that end in p lose it to u before a vowel: 어렵다, 어려우시다. */
		{ "(어려우)%a", "어려우세요", "어려우세요", "\\2", "어렵습니다" }, { "(무거우)%a", "무거우셔서", "무거우셔서", "\\2", "무거워서" },
		{ "(배우)%v", "배우세요", "배우세요", "\\2", "배웁니다" },
		{ "(품절)%c", "품절이세요", "품절이세요", "\\2", "품절입니다" },
		{ "#원", "총 3,500원", "3,500원", "\\1", "3,500" }, { "#원", "오만 원", NULL, NULL, NULL }, { "# 원", "5만 4천 원", "5만 4천 원", "\\1", "5만 4천" },
		{ "<@실게요>", "잠시 기다리실게요.", "기다리실게요", "\\+1 주세요", "기다려 주세요" },
		{ "<@실게요>", "기다리실게요라고", NULL, NULL, NULL },
		{ "상품~없", "상품은 지금 없", "상품은 지금 없", "\\1", "은 지금 " }, { "상품~없", "상품. 없", NULL, NULL, NULL },
		{ "상품~없", "상품이 이것저것 아주 많이 있는데 지금은 없", NULL, NULL, NULL },
		{ "^네$", "가. 네.", "네", NULL, NULL }, { "^네$", "네네", NULL, NULL, NULL }, { "_님", "김님", "김님", NULL, NULL },
		{ "\\(가\\)", "(가)", "(가)", NULL, NULL },
	};
	struct cs_lexicon *lexicon = small_lexicon();

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check_pattern(lexicon, &cases[i]);
	cs_lexicon_close(lexicon);
}

static void
test_pattern_faults(void)
{
	static const char *const wrong[] = { "(가", "가)", "{name", "}", "%", "%x", "%v", "가\\", "((((((((((가))))))))))",
		"(가)(가)(가)(가)(가)(가)(가)(가)(가)(가)" };
	struct cs_lexicon *lexicon = cs_lexicon_open();

	for (size_t i = 0; i < CS_COUNT(wrong); i++) {
		struct cs_pattern *pattern;
		struct cs_err err = { 0 };

		CU_ASSERT_EQUAL(cs_pattern_open(&pattern, lexicon, wrong[i], strlen(wrong[i]), &err), CS_EINPUT);
		CU_ASSERT_TRUE(err.text[0] != '\0');
	}
	cs_lexicon_close(lexicon);
}

/* ---- texts ---- */

static void
test_prose(void)
{
	static const char text[] = "가나. 다\r\n3.5와 'ㅋ'라 물어요?\n\n끝";
	struct cs_prose prose = { 0 };
	size_t line, column;

	cs_prose_init(&prose, text, strlen(text));
	CU_ASSERT_EQUAL_FATAL(prose.sentence_count, 4);
	CU_ASSERT_TRUE(prose.sentences[2].question);
	cs_prose_place(&prose, prose.sentences[1].begin, &line, &column);
	CU_ASSERT_TRUE(line == 1 && column == 5);
	cs_prose_place(&prose, prose.sentences[2].begin, &line, &column);
	CU_ASSERT_TRUE(line == 2 && column == 1);
	cs_prose_place(&prose, prose.sentences[3].begin, &line, &column);
	CU_ASSERT_TRUE(line == 4 && column == 1);
	CU_ASSERT_TRUE(prose.mentioned[prose.sentences[2].begin + 6]);
	CU_ASSERT_FALSE(prose.mentioned[prose.sentences[2].begin]);
	cs_prose_release(&prose);
	cs_prose_init(&prose, "", 0);
	CU_ASSERT_EQUAL(prose.sentence_count, 0);
	cs_prose_release(&prose);
}

struct remark_case {
	const char *text;
	enum cs_lint_scope scope;
	const char *remarks; /* "line:column rule found > suggestion" lines, the suggestion left out as '*' */
};

static void
check_remarks(struct cs_linter *linter, const struct remark_case *c)
{
	struct cs_remarks remarks = { 0 };
	struct cs_str got = { 0 };

	cs_str_reserve(&got, 0);
	got.data[0] = '\0';
	cs_lint(linter, c->text, strlen(c->text), c->scope, &remarks);
	for (size_t i = 0; i < remarks.count; i++)
		cs_str_add_format(&got, "%zu:%zu %s %s > %s\n", remarks.items[i].line, remarks.items[i].column,
		    remarks.items[i].rule, remarks.items[i].found, remarks.items[i].rule[0] == 'w' ? "*" : remarks.items[i].suggestion);
	CU_ASSERT_STRING_EQUAL(got.data, c->remarks);
	if (strcmp(got.data, c->remarks) != 0)
		fprintf(stderr, "\n%s\nwanted:\n%sgot:\n%s", c->text, c->remarks, got.data);
	cs_remarks_release(&remarks);
	cs_str_release(&got);
}

static void
test_remarks(void)
{
	static const struct remark_case cases[] = {
		{ "그 색은 품절이십니다.\n5,000원이세요.", CS_LINT_PART,
		  "1:6 h02_thing_be 품절이십니다 > 품절입니다\n2:1 h03_price 5,000원이세요 > 5,000원입니다\n" },
		{ "교환이 어려우십니다", CS_LINT_PART,
		  "1:1 h01_thing_come 교환이 어려우십니다 > 교환이 어렵습니다\n1:1 w05_refusal_no_reason 교환이 어려우십니다 > *\n"
		  "1:1 w06_refusal_no_alternative 교환이 어려우십니다 > *\n" },
		{ "시간이 계시면 여기 앉으실게요", CS_LINT_PART,
		  "1:1 h06_gyesida 시간이 계시면 > 시간이 있으시면\n1:12 h05_silgeyo 앉으실게요 > 앉아 주세요\n" },
		{ "죄송합니다. 바로 보겠습니다.", CS_LINT_PART, "1:1 w02_apology_first 죄송합니다 > *\n" },
		{ "반품은 규정상 안 됩니다.", CS_LINT_PART,
		  "1:1 w05_refusal_no_reason 반품은 규정상 안 됩니다 > *\n1:1 w06_refusal_no_alternative 반품은 규정상 안 됩니다 > *\n" },
		{ "확인했습니다.", CS_LINT_WHOLE, "1:1 w03_no_greeting 확인했습니다 > *\n1:1 w04_no_closing 확인했습니다 > *\n" },
		{ "안녕하세요. 확인했습니다. 고맙습니다.", CS_LINT_WHOLE, "" },
		{ "확인했습니다.", CS_LINT_AUTO, "" }, { "교환은 안 돼요?", CS_LINT_PART, "" }, { "Your order has shipped. It arrives today.", CS_LINT_WHOLE, "" },
		{ "'나오셨습니다'는 틀린 말입니다.", CS_LINT_AUTO, "" }, { "", CS_LINT_WHOLE, "" },
		{ "\"커피 나오셨습니다\"", CS_LINT_PART, "1:2 h01_thing_come 커피 나오셨습니다 > 커피 나왔습니다\n" },
		/* 품절이세요 in decomposed letters: found and column as in composed ones. */
		{ "\xE1\x84\x91\xE1\x85\xAE\xE1\x86\xB7\xE1\x84\x8C\xE1\x85\xA5\xE1\x86\xAF\xE1\x84\x8B\xE1\x85\xB5\xE1\x84\x89\xE1\x85\xA6\xE1\x84\x8B\xE1\x85\xAD",
		  CS_LINT_PART, "1:1 h02_thing_be 품절이세요 > 품절입니다\n" },
		/* An escape parts the words that it stands between, and is never shown. */
		{ "상품이\033[31m 도착하셨습니다", CS_LINT_PART, "" },
	};
	struct cs_linter *linter = cs_linter_open();

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check_remarks(linter, &cases[i]);
	cs_linter_close(linter);
}

static bool
has_rule(struct cs_linter *linter, const char *text, const char *rule)
{
	struct cs_remarks remarks = { 0 };
	bool has = false;

	cs_lint(linter, text, strlen(text), CS_LINT_PART, &remarks);
	for (size_t i = 0; i < remarks.count; i++)
		has = has || !rule || strcmp(remarks.items[i].rule, rule) == 0;
	cs_remarks_release(&remarks);
	return has;
}

static void
test_choice(void)
{
	struct cs_linter *linter = cs_linter_open();
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL(cs_linter_skip(linter, "h15_sugo", &err), CS_OK);
	CU_ASSERT_FALSE(has_rule(linter, "수고하세요.", "h15_sugo"));
	CU_ASSERT_TRUE(has_rule(linter, "품절이세요.", "h02_thing_be"));
	CU_ASSERT_EQUAL(cs_linter_only(linter, "h03_price", &err), CS_OK);
	CU_ASSERT_EQUAL(cs_linter_only(linter, "w02_apology_first", &err), CS_OK);
	CU_ASSERT_FALSE(has_rule(linter, "품절이세요.", NULL));
	CU_ASSERT_TRUE(has_rule(linter, "5,000원이세요.", "h03_price"));
	CU_ASSERT_TRUE(has_rule(linter, "죄송합니다.", "w02_apology_first"));
	CU_ASSERT_EQUAL(cs_linter_skip(linter, "nothing", &err), CS_EUSAGE);
	CU_ASSERT_EQUAL(cs_linter_only(linter, "@ack", &err), CS_EUSAGE);
	cs_linter_close(linter);
}

/* The guide follows its own rules, and its wrong forms are found. */
static void
test_own_words(void)
{
	struct cs_linter *linter = cs_linter_open();
	struct cs_guide guide = { 0 };

	cs_guide_init(&guide);
	for (size_t i = 0; i < guide.count; i++) {
		const struct cs_entry *e = &guide.items[i];
		bool fault = has_rule(linter, e->texts[CS_GUIDE_SAY][1], NULL) || has_rule(linter, e->texts[CS_GUIDE_DO][1], NULL);

		CU_ASSERT_FALSE(fault);
		if (fault)
			fprintf(stderr, "\n%s does not follow the rules\n", e->id);
		if (strcmp(e->kind, "honorific") != 0 && strcmp(e->kind, "wording") != 0)
			continue;
		/* w03 and w04 are about whole messages. */
		bool found = has_rule(linter, e->texts[CS_GUIDE_SIGNS][1], e->id) || strncmp(e->id, "w03", 3) == 0 ||
		    strncmp(e->id, "w04", 3) == 0;

		CU_ASSERT_TRUE(found);
		if (!found)
			fprintf(stderr, "\n%s: its example is not found\n", e->id);
	}
	cs_guide_release(&guide);
	cs_linter_close(linter);
}

/* ---- measured ---- */

/* Rules that are one mistake seen from two sides count as one. */
static const char *
family(const char *rule)
{
	static const char *const things[] = { "h01", "h02", "h03", "h04", "h11", "h13" };

	for (size_t i = 0; i < CS_COUNT(things); i++) {
		if (strncmp(rule, things[i], 3) == 0)
			return "thing";
	}
	return strncmp(rule, "w05", 3) == 0 || strncmp(rule, "w06", 3) == 0 ? "refusal" : rule;
}

struct measure {
	size_t right, missed, wrong; /* found as expected, not found, found where nothing is */
};

static bool
finds(struct cs_linter *linter, struct cs_field text, const char *expected)
{
	struct cs_remarks remarks = { 0 };
	bool found = false;

	cs_lint(linter, text.text, text.len, CS_LINT_AUTO, &remarks);
	for (size_t i = 0; i < remarks.count; i++)
		found = found || !expected || strcmp(family(remarks.items[i].rule), family(expected)) == 0;
	cs_remarks_release(&remarks);
	return found;
}

/* Rows of a file, the header aside; `measures` is [0] tuned on, [1] held out. */
static size_t
measure_file(struct cs_linter *linter, const char *path, bool wrong, struct measure measures[2])
{
	static const struct cs_reader_options tabs = { .separator = '\t' };
	struct cs_reader *reader;
	struct cs_err err = { 0 };
	struct cs_row row;
	size_t n = 0;

	CU_ASSERT_EQUAL_FATAL(cs_reader_open(&reader, path, &tabs, &err), CS_OK);
	cs_reader_next(reader, &row, &err);
	for (; cs_reader_next(reader, &row, &err) == CS_ROW; n++) {
		struct measure *m = &measures[n % 3 == 0];
		char *rule = wrong ? cs_strndup(row.fields[0].text, row.fields[0].len) : NULL;
		bool found = finds(linter, row.fields[wrong], rule);

		m->right += wrong && found;
		m->missed += wrong && !found;
		m->wrong += !wrong && found;
		free(rule);
	}
	cs_reader_close(reader);
	return n;
}

static void
check_measure(const struct measure *m, const char *name, double recall_floor, double precision_floor)
{
	double recall = (double)m->right / (double)(m->right + m->missed);
	double precision = (double)m->right / (double)(m->right + m->wrong);

	printf("lint, %s: %zu wrong sentences, recall %.3f, precision %.3f\n", name, m->right + m->missed, recall, precision);
	CU_ASSERT_TRUE(recall >= recall_floor);
	CU_ASSERT_TRUE(precision >= precision_floor);
}

static void
test_measure(void)
{
	struct cs_linter *linter = cs_linter_open();
	struct measure measures[2] = { { 0, 0, 0 }, { 0, 0, 0 } };

	CU_ASSERT_TRUE(measure_file(linter, "test/data/guide/wrong.tsv", true, measures) >= 300);
	CU_ASSERT_TRUE(measure_file(linter, "test/data/guide/right.tsv", false, measures) >= 300);
	check_measure(&measures[0], "rules were made with these", RECALL_FLOOR, PRECISION_FLOOR);
	check_measure(&measures[1], "held out", HELD_RECALL_FLOOR, HELD_PRECISION_FLOOR);
	cs_linter_close(linter);
}

const CU_TestInfo wording_tests[] = {
	{ "patterns", test_patterns },
	{ "patterns that are wrong", test_pattern_faults },
	{ "sentences, lines and quotations", test_prose },
	{ "remarks with place and suggestion", test_remarks },
	{ "rules chosen and left out", test_choice },
	{ "the guide follows its own rules", test_own_words },
	{ "precision and recall", test_measure },
	CU_TEST_INFO_NULL,
};
