#include "guide/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "guide/hangul.h"
#include "guide/lexicon.h"

#define GAP_MAX 14     /* a clause between a subject and its predicate is seldom longer */
#define WORD_MAX 10
#define STEPS_MAX 20000 /* what no sensible text needs; beyond it the answer is no */
#define FIRST_WORDS 16 /* 1024 bits: letters that share a bit are rare in one text */
#define DEPTH_MAX 8     /* brackets in brackets */

enum op { OP_LETTER, OP_BLANKS, OP_CLASS, OP_NUMBER, OP_GAP, OP_WORD, OP_SYLLABLE, OP_ENDING, OP_SPLIT, OP_JUMP, OP_OPEN,
	OP_CLOSE, OP_FROM, OP_TO, OP_WORD_BEGIN, OP_WORD_END, OP_BEGIN, OP_END, OP_MATCH };

struct step {
	enum op op;
	uint32_t value;     /* the letter, the class, the kind of ending */
	size_t group, to;   /* to: the other way of a split, the goal of a jump */
};

struct cs_pattern {
	struct cs_lexicon *lexicon;
	struct step *steps; /* owned */
	size_t count, cap;
	size_t groups;
	uint64_t first[FIRST_WORDS]; /* a bit for each class of letters a match can begin with */
};

/* ---- compiling ---- */

struct compiler {
	struct cs_pattern *p;
	const char *at, *end;
	int depth;
	const char *fault;
};

static size_t
emit(struct cs_pattern *p, enum op op, uint32_t value, size_t group)
{
	p->steps = cs_grow(p->steps, &p->cap, p->count + 1, sizeof(*p->steps));
	p->steps[p->count] = (struct step){ op, value, group, 0 };
	return p->count++;
}

static size_t
new_group(struct compiler *c)
{
	if (c->p->groups + 1 >= CS_PATTERN_GROUPS)
		c->fault = N_("more than nine groups");
	else
		c->p->groups++;
	return c->p->groups;
}

static void compile_sequence(struct compiler *c);

/* (a|b|c): a split in front of every branch but the last, a jump behind each. */
static void
compile_branches(struct compiler *c)
{
	size_t group = new_group(c), jumps[64], jump_count = 0;

	emit(c->p, OP_OPEN, 0, group);
	c->depth++;
	for (;;) {
		size_t split = emit(c->p, OP_SPLIT, 0, 0);

		compile_sequence(c);
		bool more = c->at < c->end && *c->at == '|' && !c->fault;

		if (!more || jump_count == CS_COUNT(jumps)) {
			c->fault = more ? N_("more than 64 branches; make a class of them") : c->fault;
			c->p->steps[split].op = OP_JUMP;
			c->p->steps[split].to = split + 1;
			break;
		}
		c->at++;
		jumps[jump_count++] = emit(c->p, OP_JUMP, 0, 0);
		c->p->steps[split].to = c->p->count;
	}
	for (size_t i = 0; i < jump_count; i++)
		c->p->steps[jumps[i]].to = c->p->count;
	c->depth--;
	if (!c->fault && (c->at >= c->end || *c->at != ')'))
		c->fault = N_("a ( that is never closed");
	c->at++;
	emit(c->p, OP_CLOSE, 0, group);
}

static void
compile_class(struct compiler *c)
{
	const char *close = memchr(c->at, '}', (size_t)(c->end - c->at));

	if (!close) {
		c->fault = N_("a { that is never closed");
		return;
	}
	size_t class = cs_lexicon_class(c->p->lexicon, c->at, (size_t)(close - c->at));

	emit(c->p, OP_CLASS, (uint32_t)class, new_group(c));
	c->at = close + 1;
}

static void
compile_ending(struct compiler *c)
{
	char kind = c->at < c->end ? *c->at++ : '\0';

	if (kind == '\0' || !strchr("vac", kind))
		c->fault = N_("% wants v, a or c");
	else if (c->p->groups == 0)
		c->fault = N_("% needs a group in front of it");
	else
		emit(c->p, OP_ENDING, (uint32_t)kind, new_group(c));
}

/* Signs that stand for one step without a group. */
static const struct {
	char sign;
	enum op op;
} plain_signs[] = {
	{ ' ', OP_BLANKS }, { '<', OP_WORD_BEGIN }, { '>', OP_WORD_END }, { '^', OP_BEGIN }, { '$', OP_END },
	{ '[', OP_FROM }, { ']', OP_TO }, { '_', OP_SYLLABLE },
};

static bool
compile_plain_sign(struct compiler *c, uint32_t cp)
{
	for (size_t i = 0; i < CS_COUNT(plain_signs); i++) {
		if (cp == (uint32_t)plain_signs[i].sign) {
			emit(c->p, plain_signs[i].op, 0, 0);
			return true;
		}
	}
	return false;
}

static void
compile_one(struct compiler *c)
{
	size_t n;
	uint32_t cp = cs_hangul_at(c->at, &n);

	c->at += n;
	if (compile_plain_sign(c, cp))
		return;
	if (cp == '(')
		compile_branches(c);
	else if (cp == '{')
		compile_class(c);
	else if (cp == '%')
		compile_ending(c);
	else if (cp == '#' || cp == '@' || cp == '~')
		emit(c->p, cp == '#' ? OP_NUMBER : cp == '@' ? OP_WORD : OP_GAP, 0, new_group(c));
	else if (cp == ')' || cp == '}')
		c->fault = N_("a ) or } without its beginning");
	else if (cp == '\\' && c->at == c->end)
		c->fault = N_("a \\ at the end");
	else if (cp == '\\') {
		cp = cs_hangul_at(c->at, &n);
		c->at += n;
		emit(c->p, OP_LETTER, cp, 0);
	} else
		emit(c->p, OP_LETTER, cp, 0);
}

static void
compile_sequence(struct compiler *c)
{
	if (c->depth > DEPTH_MAX)
		c->fault = N_("brackets too deep");
	while (!c->fault && c->at < c->end) {
		if (c->depth > 0 && (*c->at == '|' || *c->at == ')'))
			return;
		compile_one(c);
	}
}

enum cs_status
cs_pattern_open(struct cs_pattern **pattern, struct cs_lexicon *lexicon, const char *text, size_t len,
    struct cs_err *err)
{
	struct cs_pattern *p = cs_calloc(1, sizeof(*p));
	struct compiler c = { .p = p, .at = text, .end = text + len };

	p->lexicon = lexicon;
	compile_sequence(&c);
	emit(p, OP_MATCH, 0, 0);
	*pattern = p;
	if (!c.fault)
		return CS_OK;
	cs_pattern_close(p);
	*pattern = NULL;
	return cs_err_set(err, CS_EINPUT, _("pattern \"%.*s\": %s"), (int)len, text, _(c.fault));
}

void
cs_pattern_close(struct cs_pattern *p)
{
	if (!p)
		return;
	free(p->steps);
	free(p);
}

/* ---- matching ---- */

struct matcher {
	const struct cs_pattern *p;
	const struct cs_prose *prose;
	struct cs_hit *m;
	unsigned steps;
};

static uint32_t
letter(const struct matcher *x, size_t at)
{
	return at < x->prose->count ? x->prose->letters[at] : '\n';
}

static bool
has_word(const struct matcher *x, const struct cs_word *word, size_t at)
{
	return word->len <= x->prose->count - at &&
	    memcmp(word->letters, x->prose->letters + at, word->len * sizeof(uint32_t)) == 0;
}

static bool run(struct matcher *x, size_t pc, size_t at);

/* Goes on behind the group [at, end); takes it back where that fails. */
static bool
run_group(struct matcher *x, size_t pc, size_t at, size_t end)
{
	size_t group = x->p->steps[pc].group;
	struct cs_stretch before = x->m->groups[group];

	x->m->groups[group] = (struct cs_stretch){ at, end };
	if (run(x, pc + 1, end))
		return true;
	x->m->groups[group] = before;
	return false;
}

static bool
run_class(struct matcher *x, size_t pc, size_t at)
{
	const struct cs_class *class = &x->p->lexicon->classes[x->p->steps[pc].value];

	for (size_t i = 0; i < class->count; i++) {
		if (has_word(x, &class->words[i], at) && run_group(x, pc, at, at + class->words[i].len))
			return true;
	}
	return false;
}

/* Digits with their commas and points, and the number words of shops. */
static bool
is_number(uint32_t cp)
{
	static const uint32_t words[] = { 0xC77C, 0xC774, 0xC0BC, 0xC0AC, 0xC624, 0xC721, 0xCE60, 0xD314, 0xAD6C, 0xC2ED,
		0xBC31, 0xCC9C, 0xB9CC, 0xC5B5 }; /* 일 이 삼 사 오 육 칠 팔 구 십 백 천 만 억 */

	for (size_t i = 0; i < CS_COUNT(words); i++) {
		if (words[i] == cp)
			return true;
	}
	return (cp >= '0' && cp <= '9') || cp == ',' || cp == '.';
}

static bool
run_number(struct matcher *x, size_t pc, size_t at)
{
	size_t end = at;

	while (end - at < 24 && (is_number(letter(x, end)) || (end > at && letter(x, end) == ' ' &&
	    is_number(letter(x, end + 1)))))
		end++;
	/* The longest first: 이만 원 has more of a number than 이. */
	for (; end > at; end--) {
		if (run_group(x, pc, at, end))
			return true;
	}
	return false;
}

/* A clause ends at its mark, a line's end and whatever steers a terminal. */
static bool
in_clause(uint32_t cp)
{
	return cp >= ' ' && cp != '.' && cp != '!' && cp != '?' && cp != ';' && cp != 0x7F && cp != 0x3002 && cp != 0x2026;
}

static bool
run_gap(struct matcher *x, size_t pc, size_t at)
{
	for (size_t n = 0; n <= GAP_MAX; n++) {
		if (run_group(x, pc, at, at + n))
			return true;
		if (!in_clause(letter(x, at + n)))
			return false;
	}
	return false;
}

static bool
run_word(struct matcher *x, size_t pc, size_t at)
{
	for (size_t n = 1; n <= WORD_MAX && cs_hangul_is_syllable(letter(x, at + n - 1)); n++) {
		if (run_group(x, pc, at, at + n))
			return true;
	}
	return false;
}

/* -으시- stands behind a closed stem, -시- behind an open one. */
static size_t
skip_eu(const struct matcher *x, size_t at, uint32_t kind)
{
	bool closed = at > 0 && cs_hangul_tail(x->prose->letters[at - 1]) != CS_TAIL_NONE;

	if (kind == 'c' || !closed)
		return at;
	return letter(x, at) == 0xC73C ? at + 1 : SIZE_MAX;
}

static bool
run_ending(struct matcher *x, size_t pc, size_t at)
{
	const struct step *step = &x->p->steps[pc];
	size_t begin = skip_eu(x, at, step->value);

	for (size_t i = 0; begin != SIZE_MAX && i < x->p->lexicon->ending_count; i++) {
		const struct cs_ending *ending = &x->p->lexicon->endings[i];

		if (!strchr(ending->kinds, (int)step->value) || begin > x->prose->count || !has_word(x, &ending->honour, begin))
			continue;
		x->m->ending_row[step->group] = (int)i;
		if (run_group(x, pc, at, begin + ending->honour.len))
			return true;
	}
	x->m->ending_row[step->group] = -1;
	return false;
}

static size_t
skip_blanks(const struct matcher *x, size_t at)
{
	while (cs_hangul_is_blank(letter(x, at)))
		at++;
	return at;
}

/* A sentence begins behind the mark of the last one, blanks and opening signs. */
static bool
at_sentence_begin(const struct matcher *x, size_t at)
{
	while (at > 0) {
		uint32_t before = letter(x, at - 1);

		if (!cs_hangul_is_blank(before) && !(before > ' ' && before < 0x7F && strchr("\"'(-*>", (int)before)))
			break;
		at--;
	}
	return at == 0 || !in_clause(letter(x, at - 1));
}

static bool
at_sentence_end(const struct matcher *x, size_t at)
{
	at = skip_blanks(x, at);
	return at >= x->prose->count || !in_clause(letter(x, at));
}

/* Steps that look and take nothing. */
static bool
holds_here(const struct matcher *x, enum op op, size_t at)
{
	bool before = at > 0 && cs_hangul_is_word(letter(x, at - 1)), after = cs_hangul_is_word(letter(x, at));

	switch (op) {
	case OP_WORD_BEGIN:
		return !before;
	case OP_WORD_END:
		return !after;
	case OP_BEGIN:
		return at_sentence_begin(x, at);
	case OP_END:
		return at_sentence_end(x, at);
	default:
		return true;
	}
}

/* Opens and closes groups and the reported part; taken back where the rest fails. */
static bool
run_edge(struct matcher *x, size_t pc, size_t at)
{
	const struct step *step = &x->p->steps[pc];
	size_t *edge = step->op == OP_OPEN ? &x->m->groups[step->group].begin :
	    step->op == OP_CLOSE ? &x->m->groups[step->group].end :
	    step->op == OP_FROM ? &x->m->reported.begin : &x->m->reported.end;
	size_t before = *edge;

	*edge = at;
	if (run(x, pc + 1, at))
		return true;
	*edge = before;
	return false;
}

static bool
run(struct matcher *x, size_t pc, size_t at)
{
	const struct step *step = &x->p->steps[pc];

	if (++x->steps > STEPS_MAX)
		return false;
	switch (step->op) {
	case OP_LETTER:
		return letter(x, at) == step->value && at < x->prose->count && run(x, pc + 1, at + 1);
	case OP_BLANKS:
		return run(x, pc + 1, skip_blanks(x, at));
	case OP_CLASS:
		return run_class(x, pc, at);
	case OP_NUMBER:
		return run_number(x, pc, at);
	case OP_GAP:
		return run_gap(x, pc, at);
	case OP_WORD:
		return run_word(x, pc, at);
	case OP_SYLLABLE:
		return cs_hangul_is_syllable(letter(x, at)) && run(x, pc + 1, at + 1);
	case OP_ENDING:
		return run_ending(x, pc, at);
	case OP_SPLIT:
		return run(x, pc + 1, at) || run(x, step->to, at);
	case OP_JUMP:
		return run(x, step->to, at);
	case OP_OPEN:
	case OP_CLOSE:
	case OP_FROM:
	case OP_TO:
		return run_edge(x, pc, at);
	case OP_WORD_BEGIN:
	case OP_WORD_END:
	case OP_BEGIN:
	case OP_END:
		return holds_here(x, step->op, at) && run(x, pc + 1, at);
	case OP_MATCH:
		x->m->whole.end = at;
		return true;
	}
	return false;
}

static bool
pattern_match(const struct cs_pattern *pattern, const struct cs_prose *prose, size_t at, struct cs_hit *match)
{
	struct matcher x = { pattern, prose, match, 0 };

	*match = (struct cs_hit){ .whole = { at, at }, .reported = { SIZE_MAX, SIZE_MAX } };
	for (size_t i = 0; i < CS_PATTERN_GROUPS; i++)
		match->ending_row[i] = -1;
	if (!run(&x, 0, at))
		return false;
	if (match->reported.begin == SIZE_MAX)
		match->reported = match->whole;
	return true;
}

/* ---- where a match can begin ---- */

static void
allow(struct cs_pattern *p, uint32_t cp)
{
	p->first[cp / 64 % FIRST_WORDS] |= UINT64_C(1) << cp % 64;
}

static bool
allows(const struct cs_pattern *p, uint32_t cp)
{
	return p->first[cp / 64 % FIRST_WORDS] >> cp % 64 & 1;
}

static void
allow_class(struct cs_pattern *p, const struct cs_class *class)
{
	for (size_t i = 0; i < class->count; i++)
		allow(p, class->words[i].letters[0]);
}

/* Follows every way from `pc` to the first step that takes a letter. */
static void
allow_from(struct cs_pattern *p, size_t pc, bool *seen)
{
	for (; !seen[pc]; pc++) {
		const struct step *step = &p->steps[pc];

		seen[pc] = true;
		switch (step->op) {
		case OP_LETTER:
			allow(p, step->value);
			return;
		case OP_CLASS:
			allow_class(p, &p->lexicon->classes[step->value]);
			return;
		case OP_SPLIT:
			allow_from(p, step->to, seen);
			break;
		case OP_JUMP:
			allow_from(p, step->to, seen);
			return;
		case OP_OPEN:
		case OP_CLOSE:
		case OP_FROM:
		case OP_TO:
		case OP_WORD_BEGIN:
		case OP_WORD_END:
		case OP_BEGIN:
		case OP_END:
			break;
		case OP_BLANKS:
		case OP_NUMBER:
		case OP_GAP:
		case OP_WORD:
		case OP_SYLLABLE:
		case OP_ENDING:
		case OP_MATCH:
			memset(p->first, 0xFF, sizeof(p->first));
			return;
		}
	}
}

void
cs_pattern_settle(struct cs_pattern *p)
{
	bool *seen = cs_calloc(p->count, sizeof(*seen));

	memset(p->first, 0, sizeof(p->first));
	allow_from(p, 0, seen);
	free(seen);
}

bool
cs_pattern_find(const struct cs_pattern *pattern, const struct cs_prose *prose, size_t begin, size_t end,
    struct cs_hit *match)
{
	for (size_t at = begin; at < end; at++) {
		if (allows(pattern, prose->letters[at]) && pattern_match(pattern, prose, at, match))
			return true;
	}
	return false;
}

/* ---- suggesting ---- */

static void
add_group(const struct cs_pattern *p, const struct cs_prose *prose, const struct cs_hit *match, size_t group,
    struct cs_str *out)
{
	struct cs_str stem = { 0 };
	int row = match->ending_row[group];

	if (row < 0) {
		cs_prose_cut(prose, match->groups[group].begin, match->groups[group].end, out);
		return;
	}
	cs_prose_cut(prose, match->groups[group - 1].begin, match->groups[group - 1].end, &stem);
	cs_ending_plain(&p->lexicon->endings[row], stem.data ? stem.data : "", stem.len, out);
	cs_str_release(&stem);
}

static void
add_infinitive(const struct cs_prose *prose, const struct cs_hit *match, size_t group, struct cs_str *out)
{
	struct cs_str stem = { 0 };

	cs_prose_cut(prose, match->groups[group].begin, match->groups[group].end, &stem);
	cs_hangul_infinitive(out, stem.data ? stem.data : "", stem.len);
	cs_str_release(&stem);
}

void
cs_pattern_suggest(const struct cs_pattern *pattern, const struct cs_prose *prose, const struct cs_hit *match,
    const char *suggestion, struct cs_str *out)
{
	for (const char *p = suggestion; *p; p++) {
		bool infinitive = p[0] == '\\' && p[1] == '+';
		const char *digit = infinitive ? p + 2 : p + 1;

		if (p[0] != '\\' || *digit < '1' || *digit > '9') {
			cs_str_add_char(out, *p);
			continue;
		}
		if (infinitive)
			add_infinitive(prose, match, (size_t)(*digit - '0'), out);
		else
			add_group(pattern, prose, match, (size_t)(*digit - '0'), out);
		p = digit;
	}
}
