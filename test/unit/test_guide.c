#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "guide/fill.h"
#include "guide/find.h"
#include "guide/handbook.h"
#include "guide/hangul.h"
#include "guide/particle.h"
#include "guide/selfcheck.h"
#include "unit.h"

static void
test_infinitive(void)
{
	/* School grammar: contraction, vowel harmony, the irregular stems. */
	static const struct {
		const char *stem, *form;
	} cases[] = {
		{ "가", "가" }, { "서", "서" }, { "보내", "보내" }, { "켜", "켜" }, { "오", "와" }, { "보", "봐" },
		{ "주", "줘" }, { "바꾸", "바꿔" }, { "기다리", "기다려" }, { "던지", "던져" }, { "하", "해" }, { "확인하", "확인해" },
		{ "쓰", "써" }, { "끄", "꺼" }, { "모으", "모아" }, { "예쁘", "예뻐" }, { "누르", "눌러" }, { "고르", "골라" },
		{ "따르", "따라" }, { "적", "적어" }, { "찾", "찾아" }, { "앉", "앉아" }, { "읽", "읽어" }, { "쉬", "쉬어" },
		{ "되", "되어" }, { "만드", "만들어" }, { "여", "열어" }, { "도우", "도와" }, { "싸우", "싸워" }, { "얇", "얇아" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_str out = { 0 };

		cs_hangul_infinitive(&out, cases[i].stem, strlen(cases[i].stem));
		CU_ASSERT_STRING_EQUAL(out.data, cases[i].form);
		if (strcmp(out.data, cases[i].form) != 0)
			fprintf(stderr, "\n%s: %s\n", cases[i].stem, out.data);
		cs_str_release(&out);
	}
}

/* Each word with what stands behind it: 을/를, 이/가, 은/는, 과/와, 으로/로. */
static void
test_particles(void)
{
	static const struct {
		const char *word, *object, *by;
	} cases[] = {
		{ "상품", "을", "으로" }, { "커피", "를", "로" }, { "서울", "을", "로" }, { "쌀", "을", "로" }, { "값", "을", "으로" },
		/* 영 일 이 삼 사 오 육 칠 팔 구. */
		{ "0", "을", "으로" }, { "1", "을", "로" }, { "2", "를", "로" }, { "3", "을", "으로" }, { "4", "를", "로" },
		{ "5", "를", "로" }, { "6", "을", "으로" }, { "7", "을", "로" }, { "8", "을", "로" }, { "9", "를", "로" },
		/* 십 백 천 만 십만 천만 억 조 경. */
		{ "10", "을", "으로" }, { "20", "을", "으로" }, { "100", "을", "으로" }, { "3,000", "을", "으로" },
		{ "10000", "을", "으로" }, { "100,000", "을", "으로" }, { "10000000", "을", "으로" }, { "100000000", "을", "으로" },
		{ "1,000,000,000,000", "를", "로" }, { "10000000000000000", "을", "으로" },
		{ "12", "를", "로" }, { "1,001", "을", "로" }, { "3.5", "를", "로" }, { "0.10", "을", "으로" }, { "2.8", "을", "로" },
		/* 엘 엠 엔 알 are closed, the other names are open. */
		{ "A", "를", "로" }, { "L", "을", "로" }, { "M", "을", "으로" }, { "N", "을", "으로" }, { "R", "을", "로" },
		{ "XL", "을", "로" }, { "s", "를", "로" }, { "USB", "를", "로" }, { "VIP", "를", "로" }, { "Z", "를", "로" },
		/* Units behind a number are words: 킬로그램, 센티미터. */
		{ "5kg", "을", "으로" }, { "30cm", "를", "로" }, { "500ml", "를", "로" }, { "15%", "를", "로" },
		/* Closing marks are not read. */
		{ "사과(빨강)", "을", "으로" }, { "'바지'", "를", "로" }, { "「쌀」", "을", "로" }, { "세트(3)", "을", "으로" },
		{ "모자 ", "를", "로" }, { "정말?", "을", "로" },
		/* Full width, circled, letters of the alphabet, decomposed Hangul. */
		{ "１", "을", "로" }, { "Ｌ", "을", "로" }, { "①", "을", "로" }, { "ㄱ", "을", "으로" }, { "ㄹ", "을", "로" },
		{ "ㅏ", "를", "로" }, { "ラーメン", "을", "으로" }, { "すし", "를", "로" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		enum cs_sound sound = cs_particle_sound(cases[i].word, strlen(cases[i].word));
		size_t len;
		const struct cs_particle *object = cs_particle_notation("을(를)", strlen("을(를)"), &len);
		const struct cs_particle *by = cs_particle_notation("(으)로", strlen("(으)로"), &len);

		CU_ASSERT_STRING_EQUAL(cs_particle_choose(object, sound), cases[i].object);
		CU_ASSERT_STRING_EQUAL(cs_particle_choose(by, sound), cases[i].by);
		if (strcmp(cs_particle_choose(object, sound), cases[i].object) != 0 ||
		    strcmp(cs_particle_choose(by, sound), cases[i].by) != 0)
			fprintf(stderr, "\n%s\n", cases[i].word);
	}
	CU_ASSERT_EQUAL(cs_particle_sound("", 0), CS_SOUND_UNKNOWN);
	CU_ASSERT_EQUAL(cs_particle_sound("()", 2), CS_SOUND_UNKNOWN);
	CU_ASSERT_EQUAL(cs_particle_sound("李", strlen("李")), CS_SOUND_UNKNOWN);
}

struct filling {
	const char *text, *value, *expect;
};

static void
check_filling(const struct filling *c)
{
	struct cs_values values = { 0 };
	struct cs_str out = { 0 };
	struct cs_err err = { 0 };

	cs_values_set(&values, "x", 1, c->value, strlen(c->value));
	CU_ASSERT_EQUAL(cs_fill(&out, c->text, strlen(c->text), &values, &err), CS_OK);
	CU_ASSERT_STRING_EQUAL(out.data ? out.data : "", c->expect);
	if (out.data && strcmp(out.data, c->expect) != 0)
		fprintf(stderr, "\n%s: %s\n", c->text, out.data);
	cs_str_release(&out);
	cs_values_release(&values);
}

static void
test_fill(void)
{
	static const struct filling cases[] = {
		{ "{x}을(를) 보냈습니다", "커피", "커피를 보냈습니다" }, { "{x}를(을)", "쌀", "쌀을" }, { "{x}을/를", "차", "차를" },
		{ "{x}이(가) {x}은(는)", "김민수", "김민수가 김민수는" }, { "{x}이/가 {x}은/는", "김은", "김은이 김은은" },
		{ "{x}과(와)", "우유", "우유와" }, { "{x}와/과", "빵", "빵과" }, { "{x}(으)로", "길", "길로" }, { "{x}으로(로)", "집", "집으로" },
		{ "{x}(이)라고 {x}(이)나", "컵", "컵이라고 컵이나" }, { "{x}(이)라", "이라", "이라라" }, { "{x}아/야 {x}야(아)", "지은", "지은아 지은아" },
		{ "{x}(이)에요", "의자", "의자예요" }, { "{x}(이)에요", "책", "책이에요" }, { "{x}(으)로부터", "서울", "서울로부터" },
		/* Bare behind a key, and only where the word ends there. */
		{ "{x}을 드립니다", "사과", "사과를 드립니다" }, { "{x}는", "빵", "빵은" }, { "{x}로 보냅니다", "부산", "부산으로 보냅니다" },
		{ "{x}은행", "하나", "하나은행" }, { "{x}이사", "김", "김이사" }, { "{x} 을", "사과", "사과 을" },
		/* Plain words of the template are the writer's own. */
		{ "사과을 {x}", "가", "사과을 가" }, { "사과을(를) {x}", "가", "사과를 가" },
		/* What cannot be read keeps both forms. */
		{ "{x}을(를)", "李", "李을(를)" }, { "을(를) {x}", "가", "을(를) 가" }, { "( {x} )을(를)", "빵", "( 빵 )을" },
		/* A value is not a template. */
		{ "{x}", "{y}을(를)", "{y}을(를)" }, { "{{x}} {x}", "1", "{x} 1" },
		/* Controls lose their power; lines stay. */
		{ "{x}", "a\033[31mb\nc\td", "a\xEF\xBF\xBD[31mb\nc\td" },
		/* Decomposed 사 and 과 make 사과. */
		{ "{x}을", "\xE1\x84\x89\xE1\x85\xA1\xE1\x84\x80\xE1\x85\xAA", "사과를" }, { "{ x }!", "가", "가!" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++)
		check_filling(&cases[i]);
}

static void
test_fill_faults(void)
{
	static const struct {
		const char *text;
		enum cs_status status;
		const char *says;
	} cases[] = {
		{ "안녕 {y}", CS_EUSAGE, "{y}" }, { "{empty}", CS_EUSAGE, "empty" }, { "가\n나 {x", CS_EINPUT, ":2:3:" },
		{ "{}", CS_EINPUT, ":1:1:" }, { "x}", CS_EINPUT, ":1:2:" }, { "{a{x}", CS_EINPUT, ":1:1:" }, { "{a\nb}", CS_EINPUT, ":1:1:" },
		{ "{ }", CS_EINPUT, ":1:1:" },
	};

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_values values = { 0 };
		struct cs_str out = { 0 };
		struct cs_err err = { 0 };

		cs_values_set(&values, "x", 1, "1", 1);
		cs_values_set(&values, "empty", 5, "", 0);
		CU_ASSERT_EQUAL(cs_fill(&out, cases[i].text, strlen(cases[i].text), &values, &err), cases[i].status);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, cases[i].says));
		cs_str_release(&out);
		cs_values_release(&values);
	}
	struct cs_str keys = { 0 };

	cs_fill_keys(&keys, "{a} {{no}} {b}{a}", strlen("{a} {{no}} {b}{a}"));
	CU_ASSERT_STRING_EQUAL(keys.data, "a, b");
	cs_str_release(&keys);
}

static void
test_entries(void)
{
	static const struct {
		const char *kind;
		size_t count;
	} kinds[] = {
		{ "caller", 20 }, { "voice", 5 }, { "sin", 7 }, { "stress", 5 }, { "principle", 16 }, { "desc", 4 },
		{ "cushion", 12 }, { "phrase", 26 }, { "honorific", 17 }, { "wording", 7 }, { "style", 4 }, { "question", 16 },
	};
	struct cs_guide guide = { 0 };

	cs_guide_init(&guide);
	for (size_t i = 0; i < CS_COUNT(kinds); i++) {
		size_t count = 0;

		for (size_t k = 0; k < guide.count; k++)
			count += strcmp(guide.items[k].kind, kinds[i].kind) == 0;
		CU_ASSERT_EQUAL(count, kinds[i].count);
	}
	/* Both languages in every entry; callers and voices say something. */
	for (size_t i = 0; i < guide.count; i++) {
		const struct cs_entry *e = &guide.items[i];

		for (int text = 0; text < CS_GUIDE_TEXTS; text++)
			CU_ASSERT_EQUAL(*e->texts[text][0] != '\0', *e->texts[text][1] != '\0');
		CU_ASSERT_TRUE(*e->texts[CS_GUIDE_TITLE][0] != '\0');
		for (size_t k = 0; k < i; k++)
			CU_ASSERT_STRING_NOT_EQUAL(guide.items[k].id, e->id);
		CU_ASSERT_TRUE(cs_text_is_nfc(e->texts[CS_GUIDE_DO][1], strlen(e->texts[CS_GUIDE_DO][1])));
		if (strcmp(e->kind, "caller") == 0 || strcmp(e->kind, "voice") == 0)
			CU_ASSERT_TRUE(*e->texts[CS_GUIDE_SAY][0] && *e->texts[CS_GUIDE_SAY][1]);
	}
	cs_guide_release(&guide);
}

static void
test_find(void)
{
	static const struct {
		const char *kind, *words, *first;
		size_t count; /* 0: any */
	} cases[] = {
		{ "caller", "3", "caller03_sarcastic", 1 }, { "caller", "15", "caller15_impatient", 1 },
		{ "caller", "03", "caller03_sarcastic", 1 }, { NULL, "caller15", "caller15_impatient", 1 },
		{ NULL, "f08", "f08_refuse", 1 }, { NULL, "p01_listen_out", "p01_listen_out", 1 }, { "voice", "5", "voice5_weeping", 1 },
		{ "caller", "급한", "caller15_impatient", 1 }, { "caller", "성격이 급한 분", "caller15_impatient", 1 },
		{ "caller", "급한데요", "caller15_impatient", 1 },
		{ "caller", "의심", "caller14_suspicious", 1 }, { "caller", "IMPATIENT", "caller15_impatient", 1 },
		{ "caller", "꼼꼼", "caller17_meticulous", 1 }, { "voice", "우는", "voice5_weeping", 1 }, { "voice", "쉰", "voice2_hoarse", 1 },
		{ NULL, "뺑뺑이", "sin7_runaround", 1 }, { NULL, "어린애취급", "sin4_condescension", 1 }, { NULL, "HEAT", "p04_heat", 0 },
		/* 급한 in decomposed letters. */
		{ "caller", "\xE1\x84\x80\xE1\x85\xB3\xE1\x86\xB8\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "caller15_impatient", 1 },
		/* A two-syllable word inside a text, and two words apart from each other. */
		{ NULL, "송장", NULL, 0 }, { "caller", "송장 벽", NULL, SIZE_MAX }, { "caller", "두 개로 줄여", "caller02_indecisive", 1 },
		{ "caller", "되짚는다 사양표", "caller01_expert", 1 },
		{ "caller", "없는말이다", NULL, SIZE_MAX }, { "caller", "", NULL, SIZE_MAX }, { "caller", " ", NULL, SIZE_MAX },
		{ "caller", "21", NULL, SIZE_MAX }, { "voice", "caller01", NULL, SIZE_MAX },
	};
	struct cs_guide guide = { 0 };

	cs_guide_init(&guide);
	const struct cs_entry **found = cs_calloc(guide.count, sizeof(const struct cs_entry *));

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		size_t count = cs_guide_find(&guide, cases[i].kind, cases[i].words, found);

		if (cases[i].count == SIZE_MAX) {
			CU_ASSERT_EQUAL(count, 0);
			continue;
		}
		CU_ASSERT_TRUE(count > 0 && (cases[i].count == 0 || count == cases[i].count));
		if (count > 0 && cases[i].first)
			CU_ASSERT_STRING_EQUAL(found[0]->id, cases[i].first);
		if (count == 0 || (cases[i].count && count != cases[i].count))
			fprintf(stderr, "\n%s: %zu\n", cases[i].words, count);
	}
	free(found);
	cs_guide_release(&guide);
}

static void
test_parts(void)
{
	const char *list = "하나 / 둘/셋 / 넷", *part;
	size_t len;

	CU_ASSERT_TRUE(cs_guide_part(&list, &part, &len) && len == strlen("하나"));
	CU_ASSERT_TRUE(cs_guide_part(&list, &part, &len) && strncmp(part, "둘/셋", len) == 0 && len == strlen("둘/셋"));
	CU_ASSERT_TRUE(cs_guide_part(&list, &part, &len) && strcmp(part, "넷") == 0);
	CU_ASSERT_FALSE(cs_guide_part(&list, &part, &len));
}

/* Statements come in turn fixer, listener, keeper, avoider, four rounds. */
static void
test_selfcheck(void)
{
	static const struct {
		const char *answers;
		int64_t sums[CS_STYLES];
		int leader; /* -1: none */
	} cases[] = {
		{ "5321532153215321", { 20, 12, 8, 4 }, 0 },
		{ "3333333333333333", { 12, 12, 12, 12 }, -1 },
		/* 4.50 against 4.00 is half a point: it leads.  A quarter is not. */
		{ "5411541154115411", { 20, 16, 4, 4 }, 0 }, { "4511541154114411", { 18, 17, 4, 4 }, -1 },
		{ "1141114111411151", { 4, 4, 17, 4 }, 2 }, { "4414441444154315", { 16, 15, 4, 18 }, 3 },
		{ "4414441444154415", { 16, 16, 4, 18 }, 3 }, { "5414441444154415", { 17, 16, 4, 18 }, -1 },
	};
	struct cs_guide guide = { 0 };
	struct cs_err err = { 0 };

	cs_guide_init(&guide);
	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct cs_selfcheck check = { 0 };

		CU_ASSERT_EQUAL(cs_selfcheck_init(&check, &guide, &err), CS_OK);
		CU_ASSERT_EQUAL_FATAL(check.question_count, 16);
		for (size_t k = 0; k < 16; k++)
			CU_ASSERT_EQUAL(cs_selfcheck_answer(&check, k, (char[]){ cases[i].answers[k], '\0' }, &err), CS_OK);
		cs_selfcheck_settle(&check);
		for (int k = 0; k < CS_STYLES; k++) {
			CU_ASSERT_EQUAL(check.styles[k].sum, cases[i].sums[k]);
			CU_ASSERT_EQUAL(check.styles[k].leads, k == cases[i].leader);
			CU_ASSERT_PTR_NOT_NULL(check.styles[k].entry);
		}
		CU_ASSERT_EQUAL(cs_selfcheck_answer(&check, 0, "6", &err), CS_EUSAGE);
		CU_ASSERT_EQUAL(cs_selfcheck_answer(&check, 0, "", &err), CS_EUSAGE);
		cs_selfcheck_release(&check);
	}
	cs_guide_release(&guide);
}

/* A heading is never more than one level below the one before it. */
static void
check_headings(const char *html)
{
	int level = 0;

	for (const char *p = strstr(html, "<h"); p; p = strstr(p + 1, "<h")) {
		if (p[2] < '1' || p[2] > '6')
			continue;
		CU_ASSERT_TRUE(p[2] - '0' <= level + 1);
		level = p[2] - '0';
	}
	CU_ASSERT_TRUE(level > 0);
}

static void
test_handbook(void)
{
	static const char *const never[] = { "<script", "http:", "https:", "src=", "@import", "url(", "<b>", "\033" };
	struct cs_guide guide = { 0 };
	struct cs_str html = { 0 };

	cs_guide_init(&guide);
	for (int korean = 0; korean < 2; korean++) {
		struct cs_handbook book = { &guide, "마루 & <b>", "# 반품\n받은 날부터\n7일 <b>\n\n- 왕복 \"6,000원\"\n- 무료\n\033[31m",
			cs_day_of(2026, 4, 1), korean };

		cs_str_clear(&html);
		cs_handbook_write(&book, &html);
		for (size_t i = 0; i < CS_COUNT(never); i++)
			CU_ASSERT_PTR_NULL(strstr(html.data, never[i]));
		CU_ASSERT_PTR_NOT_NULL(strstr(html.data, korean ? "<html lang=\"ko\">" : "<html lang=\"en\">"));
		CU_ASSERT_PTR_NOT_NULL(strstr(html.data, "<time datetime=\"2026-04-01\">2026-04-01</time>"));
		CU_ASSERT_PTR_NOT_NULL(strstr(html.data, "마루 &amp; &lt;b&gt; "));
		CU_ASSERT_PTR_NOT_NULL(strstr(html.data, "<h3>반품</h3>\n<p>받은 날부터<br>\n7일 &lt;b&gt;</p>\n<ul><li>왕복 &quot;6,000원&quot;</li>"));
		CU_ASSERT_PTR_NOT_NULL(strstr(html.data, "@media print"));
		CU_ASSERT_PTR_NOT_NULL(strstr(html.data, "prefers-color-scheme:dark"));
		CU_ASSERT_PTR_NOT_NULL(strstr(html.data, "caller20_wordcatcher"));
		check_headings(html.data);
	}
	cs_str_release(&html);
	cs_guide_release(&guide);
}

const CU_TestInfo guide_tests[] = {
	{ "stems with -a/-eo", test_infinitive },
	{ "particles by sound", test_particles },
	{ "templates", test_fill },
	{ "templates that are wrong", test_fill_faults },
	{ "entries in both languages", test_entries },
	{ "search", test_find },
	{ "lists in cells", test_parts },
	{ "self-check scores", test_selfcheck },
	{ "handbook", test_handbook },
	CU_TEST_INFO_NULL,
};
