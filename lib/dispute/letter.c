#include "dispute/letter.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/tabbed.h"
#include "base/text.h"

/* The Korean text of "rule.used", or of "rule.*" where it has none. */
static const char *
phrase(const char *group, const char *name)
{
	const char *const *line = cs_table_lines("dispute/letters.tsv");
	struct cs_cells c;
	size_t n = strlen(group);
	const char *other = "";

	while (*++line) {
		cs_cells_split(&c, *line);
		if (strncmp(c.text[0], group, n) != 0 || c.text[0][n] != '.')
			continue;
		if (cs_cell_is(c.text[0] + n + 1, c.len[0] - n - 1, name))
			return c.text[1];
		if (cs_cell_is(c.text[0] + n + 1, c.len[0] - n - 1, "*"))
			other = c.text[1];
	}
	return other;
}

/*
 * How the last syllable ends: 0 open, 1 closed, 2 closed by ㄹ, which takes
 * 로 and not 으로.  Digits are read out in Korean; 0 is 영, 1 is 일.
 */
static int
final_of(const char *s, size_t len)
{
	static const int digits[] = { 1, 2, 0, 1, 0, 0, 1, 2, 2, 0 };

	while (len > 0 && strchr(")]\"' ", s[len - 1]))
		len--;
	if (len == 0)
		return 0;
	unsigned char last = (unsigned char)s[len - 1];

	if (last >= '0' && last <= '9')
		return digits[last - '0'];
	if (last < 0x80)
		return strchr("lLrR", last) ? 2 : strchr("mMnNbBkKpPtT", last) ? 1 : 0;
	if (len < 3 || (unsigned char)s[len - 3] < 0xEA)
		return 0;
	const unsigned char *p = (const unsigned char *)s + len - 3;
	int code = (p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F);

	if (code < 0xAC00 || code > 0xD7A3)
		return 0;
	int final = (code - 0xAC00) % 28;

	return final == 8 ? 2 : final > 0;
}

void
cs_particle(const char *text, size_t len, const char *pair, size_t pair_len, struct cs_str *out)
{
	const char *slash = memchr(pair, '/', pair_len);
	size_t first = slash ? (size_t)(slash - pair) : pair_len;
	int final = final_of(text, len);

	/* "으로/로": ㄹ goes with the second. */
	if (final == 2 && strncmp(pair, "으로", first) == 0 && first == strlen("으로"))
		final = 0;
	if (final || !slash)
		cs_str_add_n(out, pair, first);
	else
		cs_str_add_n(out, slash + 1, pair_len - first - 1);
}

/* "17(2)2 proviso" behind the law's name. */
static void
add_article(const char *s, size_t len, struct cs_str *out)
{
	static const char *const after[] = { "조", "항", "호" };
	int level = 0;

	for (size_t i = 0; i < len;) {
		size_t digits = 0;

		while (i + digits < len && s[i + digits] >= '0' && s[i + digits] <= '9')
			digits++;
		if (digits > 0 && level < 3) {
			bool sub = i > 0 && s[i - 1] == '-';

			cs_str_add(out, sub ? "의" : level ? " 제" : "제");
			cs_str_add_n(out, s + i, digits);
			cs_str_add(out, sub ? "" : after[level++]);
			i += digits;
		} else if (strncmp(s + i, "proviso", 7) == 0) {
			cs_str_add(out, " 단서");
			i = len;
		} else {
			i++;
		}
	}
}

/* "580-582" in the Civil Act is a range; "21-2" is Article 21-2. */
static bool
add_range(const char *s, size_t len, struct cs_str *out)
{
	const char *dash = memchr(s, '-', len);

	if (!dash || (size_t)(dash - s) < 3)
		return false;
	cs_str_add_format(out, "제%.*s조부터 제%.*s조까지", (int)(dash - s), s,
	    (int)(len - (size_t)(dash - s) - 1), dash + 1);
	return true;
}

static void
add_law(const char *s, size_t len, struct cs_str *out)
{
	const char *blank = memchr(s, ' ', len);
	char law[8];

	if (!blank)
		return;
	snprintf(law, sizeof(law), "%.*s", (int)(blank - s), s);
	cs_str_add(out, phrase("law", law));
	cs_str_add_char(out, ' ');
	size_t rest = len - (size_t)(blank - s) - 1;

	/* The items of the dispute standard stand as they are: "43-4". */
	if (strcmp(law, "CDRS") == 0)
		cs_str_add_n(out, blank + 1, rest);
	else if (!add_range(blank + 1, rest, out))
		add_article(blank + 1, rest, out);
}

void
cs_articles_korean(const char *basis, struct cs_str *out)
{
	const char *part;
	size_t left = strlen(basis), len;
	bool first = true;

	while (cs_cell_part(&basis, &left, ';', &part, &len)) {
		part = cs_text_trim(part, &len);
		if (!first)
			cs_str_add(out, ", ");
		first = false;
		add_law(part, len, out);
	}
}

/* What a letter is made of. */
struct writing {
	const struct cs_letter *letter;
	const struct cs_court *court;
	const struct cs_case *c;
};

static void
add_day(cs_day day, struct cs_str *out)
{
	struct cs_date d;

	if (day == CS_NO_DAY)
		return;
	d = cs_date_of(day);
	cs_str_add_format(out, "%d년 %d월 %d일", d.year, d.month, d.day);
}

/* 1234500 as 1,234,500, with the decimals that the sum has. */
static void
add_money(int64_t value, int decimals, struct cs_str *out)
{
	char text[CS_MONEY_TEXT];

	cs_money_format(text, value, decimals, decimals);
	size_t whole = strcspn(text, ".");

	for (size_t i = 0; i < whole; i++) {
		cs_str_add_char(out, text[i]);
		if ((whole - i - 1) % 3 == 0 && i + 1 < whole)
			cs_str_add_char(out, ',');
	}
	cs_str_add(out, text + whole);
}

/* What the customer can know; the rest stands in the shop's own books. */
#define FACT(name) (UINT64_C(1) << CS_FACT_##name)
#define CUSTOMER_FACTS (FACT(STATE) | FACT(VALUE_LOSS) | FACT(FAULT) | FACT(WRITTEN) | \
    FACT(KNOWN_ON) | FACT(SUPPLIED_ON) | FACT(CLAIMED_ON) | FACT(DEFECT_PROVEN))

/* How goods look that came back, the shop sees for itself. */
static uint64_t
customer_facts(const struct cs_case *c)
{
	bool back = cs_facts_knows(&c->facts, CS_FACT_RETURNED_ON);

	return CUSTOMER_FACTS & ~(back ? FACT(STATE) | FACT(VALUE_LOSS) : 0);
}

uint64_t
cs_letter_own_facts(const struct cs_letter *letter, const struct cs_case *c)
{
	bool asks = letter->kind ? strcmp(letter->kind, "ask") == 0 :
	    c->judged && c->verdict.answer == CS_NEED_FACT;

	return asks && c->judged ? c->verdict.missing & ~customer_facts(c) : 0;
}

static void
add_questions(const struct writing *w, struct cs_str *out)
{
	for (uint64_t m = w->c->verdict.missing & customer_facts(w->c); m; m &= m - 1)
		cs_str_add_format(out, "- %s\n",
		    phrase("fact", cs_fact_name((enum cs_fact)__builtin_ctzll(m))));
}

static void
add_basis(const struct writing *w, struct cs_str *out)
{
	struct cs_str basis = { 0 };

	cs_verdict_basis(w->c->verdict.rule, w->c->verdict.item, &basis);
	cs_articles_korean(basis.data, out);
	cs_str_release(&basis);
}

static void
add_rate(const struct writing *w, struct cs_str *out)
{
	struct cs_interest interest;
	struct cs_err ignored;

	cs_interest(w->court->law, &w->court->interest, 0, w->c->verdict.refund_due,
	    w->c->verdict.refund_due + 1, &interest, &ignored);
	cs_str_add_format(out, "%d", (int)(interest.basis_points / 100));
}

static cs_day
refunded_on(const struct writing *w)
{
	return cs_facts_day(&w->c->facts, CS_FACT_REFUNDED_ON);
}

/* The money of a case where none was paid is no promise. */
static bool
owes_refund(const struct writing *w)
{
	const struct cs_facts *f = &w->c->facts;

	return w->c->verdict.rule->refund != CS_REFUND_NONE &&
	    (f->words[CS_FACT_PREPAID] != CS_NO || cs_facts_knows(f, CS_FACT_PAID_ON) ||
	    cs_facts_knows(f, CS_FACT_SUPPLIED_ON));
}

/* A day that has passed is told as what happened on it, or not at all. */
static void
add_refund_line(const struct writing *w, struct cs_str *out)
{
	cs_day due = w->c->verdict.refund_due;
	uint8_t goods = w->c->facts.words[CS_FACT_GOODS];

	if (refunded_on(w) != CS_NO_DAY) {
		cs_str_add(out, "- 환급: ");
		add_day(refunded_on(w), out);
		cs_str_add(out, "에 돌려 드렸습니다\n");
	} else if (!owes_refund(w)) {
		return;
	} else if (due == CS_NO_DAY) {
		cs_str_add_format(out, "- 환급: %s 날부터 3영업일 안에 돌려 드리겠습니다\n",
		    goods & ~(CS_GOODS_DIGITAL | CS_GOODS_SERVICE) ? "상품을 돌려받은" : "청약철회하신");
	} else if (due < w->letter->today) {
		cs_str_add(out, "- 환급: 기한이 지나 곧바로 돌려 드리겠습니다\n");
	} else {
		cs_str_add(out, "- 환급: ");
		add_day(due, out);
		cs_str_add(out, "까지 돌려 드리겠습니다\n");
	}
}

static void
word_case(const struct writing *w, struct cs_str *out)
{
	cs_str_add(out, w->c->code);
}

static void
word_order(const struct writing *w, struct cs_str *out)
{
	cs_str_add(out, w->c->order_no);
}

static void
word_order_line(const struct writing *w, struct cs_str *out)
{
	if (w->c->order_no[0])
		cs_str_add_format(out, "[주문번호 %s] ", w->c->order_no);
}

static void
word_shop(const struct writing *w, struct cs_str *out)
{
	cs_str_add(out, w->letter->shop);
}

static void
word_today(const struct writing *w, struct cs_str *out)
{
	add_day(w->letter->today, out);
}

static void
word_deadline(const struct writing *w, struct cs_str *out)
{
	add_day(w->c->verdict.deadline, out);
}

static void
word_deadline_line(const struct writing *w, struct cs_str *out)
{
	const char *rule = w->c->verdict.rule->id;

	/* Only where it is the reason: else it reads as if it were. */
	if (w->c->verdict.deadline == CS_NO_DAY ||
	    (strcmp(rule, "over_17_1") != 0 && strcmp(rule, "difference_late") != 0))
		return;
	cs_str_add(out, "- 청약철회 마지막 날: ");
	add_day(w->c->verdict.deadline, out);
	cs_str_add_char(out, '\n');
}

static bool
knows_amount(const struct writing *w)
{
	return w->c->verdict.sum >= 0;
}

/* Nor is it where the answer is open. */
static bool
knows_interest(const struct writing *w)
{
	return knows_amount(w) && w->c->verdict.interest >= 0;
}

/* These three are asked for only where the sum is known: see add_word. */
static void
word_amount(const struct writing *w, struct cs_str *out)
{
	add_money(w->c->verdict.sum, w->c->facts.decimals, out);
}

static void
word_interest(const struct writing *w, struct cs_str *out)
{
	add_money(w->c->verdict.interest, w->c->facts.decimals, out);
}

static void
word_total(const struct writing *w, struct cs_str *out)
{
	/* Both are at most 2^53 times a few: the sum fits. */
	add_money(w->c->verdict.sum + w->c->verdict.interest, w->c->facts.decimals, out);
}

static void
word_days_late(const struct writing *w, struct cs_str *out)
{
	cs_str_add_format(out, "%d", w->c->verdict.days_late);
}

static void
word_refund_due(const struct writing *w, struct cs_str *out)
{
	add_day(w->c->verdict.refund_due, out);
}

/* An unknown sum is not zero: the letter says that it will be told. */
static void
add_late_unknown(const struct writing *w, struct cs_str *out)
{
	cs_str_add(out, "- 지연배상금: 연 ");
	add_rate(w, out);
	cs_str_add_format(out, "%%, %d일. 금액은 확인하는 대로 알려 드리겠습니다\n", w->c->verdict.days_late);
}

/* What was sent is told; only what is still open is promised. */
static void
word_late_lines(const struct writing *w, struct cs_str *out)
{
	bool sent = refunded_on(w) != CS_NO_DAY;

	if (sent)
		add_refund_line(w, out);
	if (!knows_interest(w)) {
		add_late_unknown(w, out);
		return;
	}
	cs_str_add(out, sent ? "- 돌려 드린 금액: " : "- 환급할 금액: ");
	word_amount(w, out);
	cs_str_add(out, "원\n- 지연배상금: ");
	word_interest(w, out);
	cs_str_add(out, "원 (연 ");
	add_rate(w, out);
	cs_str_add_format(out, "%%, %d일)\n", w->c->verdict.days_late);
	if (sent)
		return;
	cs_str_add(out, "- 합계: ");
	word_total(w, out);
	cs_str_add(out, "원\n");
}

static void
word_late_promise(const struct writing *w, struct cs_str *out)
{
	cs_str_add(out, refunded_on(w) == CS_NO_DAY ?
	    (knows_interest(w) ? "위 금액을 곧바로 돌려 드리겠습니다." : "결제하신 대금과 지연배상금을 곧바로 돌려 드리겠습니다.") :
	    "지연배상금을 곧바로 보내 드리겠습니다.");
}

static void
word_reason(const struct writing *w, struct cs_str *out)
{
	cs_str_add(out, phrase("rule", w->c->verdict.rule->id));
}

static void
word_remedy(const struct writing *w, struct cs_str *out)
{
	cs_str_add(out, phrase("remedy", w->c->verdict.rule->remedy));
}

static void
word_return_cost(const struct writing *w, struct cs_str *out)
{
	cs_str_add(out, phrase("party", cs_party_word(w->c->verdict.return_cost)));
}

static void
word_policy(const struct writing *w, struct cs_str *out)
{
	cs_str_add(out, w->letter->policy ? w->letter->policy : "");
}

static void
word_policy_line(const struct writing *w, struct cs_str *out)
{
	if (w->letter->policy)
		cs_str_add_format(out, "\n적용한 운영 정책: %s", w->letter->policy);
}

static const struct {
	const char *name;
	void (*add)(const struct writing *w, struct cs_str *out);
	bool (*knows)(const struct writing *w); /* NULL: always */
} words[] = {
	{ "case", word_case, NULL }, { "order", word_order, NULL }, { "order_line", word_order_line, NULL },
	{ "shop", word_shop, NULL }, { "today", word_today, NULL }, { "deadline", word_deadline, NULL },
	{ "deadline_line", word_deadline_line, NULL }, { "amount", word_amount, knows_amount },
	{ "interest", word_interest, knows_interest }, { "total", word_total, knows_interest }, { "rate", add_rate, NULL },
	{ "days_late", word_days_late, NULL }, { "refund_due", word_refund_due, NULL },
	{ "refund_line", add_refund_line, NULL }, { "basis", add_basis, NULL }, { "reason", word_reason, NULL },
	{ "late_lines", word_late_lines, NULL }, { "late_promise", word_late_promise, NULL },
	{ "questions", add_questions, NULL }, { "remedy", word_remedy, NULL },
	{ "return_cost", word_return_cost, NULL }, { "policy", word_policy, NULL },
	{ "policy_line", word_policy_line, NULL },
};

/* "shop" or "shop:은/는": the word, and the particle behind it. */
static enum cs_status
add_word(const struct writing *w, const char *s, size_t len, struct cs_str *out,
    struct cs_err *err)
{
	const char *colon = memchr(s, ':', len);
	size_t name_len = colon ? (size_t)(colon - s) : len;

	for (size_t i = 0; i < CS_COUNT(words); i++) {
		if (!cs_cell_is(s, name_len, words[i].name))
			continue;
		size_t before = out->len;

		if (words[i].knows && !words[i].knows(w))
			return cs_err_set(err, CS_NOTE, _("%s: the template asks for {%s}, which is not known; give the case its amount=N"), w->c->code, words[i].name);
		words[i].add(w, out);
		if (colon)
			cs_particle(out->data + before, out->len - before, colon + 1, len - name_len - 1, out);
		return CS_OK;
	}
	return cs_err_set(err, CS_EUSAGE, _("letter: the template asks for an unknown word: {%.*s}"),
	    (int)len, s);
}

static enum cs_status
fill(const struct writing *w, const char *text, size_t left, struct cs_str *out,
    struct cs_err *err)
{
	enum cs_status st = CS_OK;

	while (st == CS_OK && left > 0) {
		const char *brace = memchr(text, '{', left);
		size_t plain = brace ? (size_t)(brace - text) : left;
		const char *end = brace ? memchr(brace, '}', left - plain) : NULL;

		if (!end)
			plain = left;
		cs_str_add_n(out, text, plain);
		text += plain;
		left -= plain;
		if (left == 0)
			break;
		st = add_word(w, text + 1, (size_t)(end - text) - 1, out, err);
		left -= (size_t)(end - text) + 1;
		text = end + 1;
	}
	return st;
}

static enum cs_status
choose(const struct cs_letter *letter, const struct cs_case *c, const char **kind,
    struct cs_err *err)
{
	static const char *const by_answer[] = { "accept", "refuse", "weigh", "ask" };

	if (!c->judged)
		return cs_err_set(err, CS_NOTE, _("%s: cannot be judged: %s"), c->code, c->fault);
	bool late = c->verdict.answer == CS_ACCEPT && c->verdict.days_late > 0 &&
	    !cs_facts_knows(&c->facts, CS_FACT_REFUNDED_ON);

	*kind = letter->kind ? letter->kind : late ? "late" : by_answer[c->verdict.answer];
	if (cs_cell_find("accept|refuse|weigh|ask|late", *kind, strlen(*kind)) < 0)
		return cs_err_set(err, CS_EUSAGE, _("letter: \"%s\" is not a kind; one of: accept refuse ask weigh late"),
		    *kind);
	if (strcmp(*kind, "late") == 0 && c->verdict.days_late <= 0)
		return cs_err_set(err, CS_NOTE, _("%s: no refund is late"), c->code);
	if (strcmp(*kind, "ask") == 0 && !c->verdict.missing)
		return cs_err_set(err, CS_NOTE, _("%s: no fact is missing"), c->code);
	if (strcmp(*kind, "ask") == 0 && !(c->verdict.missing & customer_facts(c)))
		return cs_err_set(err, CS_NOTE, _("%s: nothing to ask the customer"), c->code);
	/* A letter that says the contrary of the verdict needs a person's hand. */
	if (!letter->template && (strcmp(*kind, "accept") == 0 || strcmp(*kind, "refuse") == 0) &&
	    strcmp(*kind, by_answer[c->verdict.answer]) != 0)
		return cs_err_set(err, CS_NOTE, _("%s: the verdict is %s; write with a template of your own"),
		    c->code, cs_answer_word(c->verdict.answer));
	return CS_OK;
}

enum cs_status
cs_letter_write(const struct cs_letter *letter, const struct cs_court *court,
    const struct cs_case *c, struct cs_str *out, struct cs_err *err)
{
	struct writing w = { letter, court, c };
	const char *kind = NULL;
	char name[CS_CODE_MAX];
	enum cs_status st = choose(letter, c, &kind, err);

	if (st != CS_OK)
		return st;
	if (letter->template)
		return fill(&w, letter->template, strlen(letter->template), out, err);
	snprintf(name, sizeof(name), "dispute/letters/%s.txt", kind);
	for (const char *const *line = cs_table_lines(name); st == CS_OK && *line; line++) {
		st = fill(&w, *line, strlen(*line), out, err);
		cs_str_add_char(out, '\n');
	}
	return st;
}
