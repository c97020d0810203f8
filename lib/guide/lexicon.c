#include "guide/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "guide/hangul.h"

struct cs_lexicon *
cs_lexicon_open(void)
{
	return cs_calloc(1, sizeof(struct cs_lexicon));
}

void
cs_lexicon_close(struct cs_lexicon *lexicon)
{
	if (!lexicon)
		return;
	for (size_t i = 0; i < lexicon->class_count; i++) {
		for (size_t k = 0; k < lexicon->classes[i].count; k++)
			free(lexicon->classes[i].words[k].letters);
		free(lexicon->classes[i].words);
		free(lexicon->classes[i].name);
	}
	for (size_t i = 0; i < lexicon->ending_count; i++) {
		free(lexicon->endings[i].kinds);
		free(lexicon->endings[i].open);
		free(lexicon->endings[i].closed);
		free(lexicon->endings[i].honour.letters);
	}
	free(lexicon->classes);
	free(lexicon->endings);
	free(lexicon);
}

static struct cs_word
read_word(const char *text, size_t len)
{
	struct cs_word word = { cs_calloc(len + 1, sizeof(uint32_t)), 0 };
	size_t n;

	for (size_t i = 0; i < len; i += n)
		word.letters[word.len++] = cs_hangul_at(text + i, &n);
	return word;
}

size_t
cs_lexicon_class(struct cs_lexicon *lexicon, const char *name, size_t len)
{
	for (size_t i = 0; i < lexicon->class_count; i++) {
		if (strlen(lexicon->classes[i].name) == len && memcmp(lexicon->classes[i].name, name, len) == 0)
			return i;
	}
	lexicon->classes = cs_grow(lexicon->classes, &lexicon->class_cap, lexicon->class_count + 1,
	    sizeof(*lexicon->classes));
	lexicon->classes[lexicon->class_count] = (struct cs_class){ .name = cs_strndup(name, len) };
	return lexicon->class_count++;
}

/* Keeps the longest in front, and words of one length in their order. */
static void
add_word(struct cs_class *class, struct cs_word word)
{
	class->words = cs_grow(class->words, &class->cap, class->count + 1, sizeof(*class->words));
	size_t at = class->count++;

	for (; at > 0 && class->words[at - 1].len < word.len; at--)
		class->words[at] = class->words[at - 1];
	class->words[at] = word;
}

void
cs_lexicon_add(struct cs_lexicon *lexicon, const char *name, size_t name_len, const char *words, size_t len)
{
	size_t number = cs_lexicon_class(lexicon, name, name_len);
	struct cs_class *class = &lexicon->classes[number];

	for (size_t at = 0; at < len;) {
		const char *bar = memchr(words + at, '|', len - at);
		size_t n = bar ? (size_t)(bar - (words + at)) : len - at;

		if (n > 0)
			add_word(class, read_word(words + at, n));
		at += n + 1;
	}
}

void
cs_lexicon_add_ending(struct cs_lexicon *lexicon, const char *kinds, const char *honour, const char *open,
    const char *closed)
{
	struct cs_ending ending = { cs_strdup(kinds), cs_strdup(open), cs_strdup(*closed ? closed : open),
		read_word(honour, strlen(honour)) };

	lexicon->endings = cs_grow(lexicon->endings, &lexicon->ending_cap, lexicon->ending_count + 1,
	    sizeof(*lexicon->endings));
	size_t at = lexicon->ending_count++;

	for (; at > 0 && lexicon->endings[at - 1].honour.len < ending.honour.len; at--)
		lexicon->endings[at] = lexicon->endings[at - 1];
	lexicon->endings[at] = ending;
}

/* The tail that a lone consonant makes: ㄴ ㄹ ㅂ; -1 for any other letter. */
static int
tail_of(uint32_t consonant)
{
	return consonant == 0x3134 ? CS_TAIL_N : consonant == 0x3139 ? CS_TAIL_L : consonant == 0x3142 ? CS_TAIL_B : -1;
}

/* Puts the consonant under the last syllable of `out`, where a tail of l gives way. */
static void
join_tail(struct cs_str *out, int tail)
{
	size_t last = cs_hangul_last(out->data, out->len), n;

	if (last == 0)
		return;
	uint32_t cp = cs_hangul_at(out->data + out->len - last, &n);

	if (!cs_hangul_is_syllable(cp))
		return;
	out->len -= last;
	cs_hangul_add(out, cs_hangul_with_tail(cp, tail));
}

/* Verbs in u that were never in p; no adjective is. */
static const char *const plain_u[] = { "배우", "싸우", "태우", "지우", "키우", "피우", "비우", "채우", "세우", "깨우", "메우",
	"재우", "외우", "치우" };

/* True for 어려우, which is 어렵 before a consonant. */
static bool
hides_p(const char *stem, size_t len)
{
	static const char u[] = "우";
	size_t n = strlen(u);

	if (len <= n || memcmp(stem + len - n, u, n) != 0)
		return false;
	for (size_t i = 0; i < CS_COUNT(plain_u); i++) {
		size_t m = strlen(plain_u[i]);

		if (len >= m && memcmp(stem + len - m, plain_u[i], m) == 0)
			return false;
	}
	return true;
}

static void
add_joined(struct cs_str *out, const char *plain)
{
	size_t n;
	int tail = tail_of(cs_hangul_at(plain, &n));

	if (tail >= 0)
		join_tail(out, tail);
	cs_str_add(out, tail >= 0 ? plain + n : plain);
}

/* The endings that begin with a vowel behind a closed stem: 으면, 은데, 을까요. */
static bool
begins_with_vowel(const char *closed)
{
	return strncmp(closed, "으", 3) == 0 || strncmp(closed, "은", 3) == 0 || strncmp(closed, "을", 3) == 0;
}

void
cs_ending_plain(const struct cs_ending *ending, const char *stem, size_t len, struct cs_str *out)
{
	size_t last = cs_hangul_last(stem, len), n;
	int tail = last ? cs_hangul_tail(cs_hangul_at(stem + len - last, &n)) : 0;
	const char *plain = tail == CS_TAIL_NONE || tail == CS_TAIL_L ? ending->open : ending->closed;

	if (*plain == '+' || *plain == '-') {
		cs_hangul_infinitive(out, stem, len);
		if (*plain == '+')
			join_tail(out, CS_TAIL_SS);
		cs_str_add(out, plain + 1);
	} else if (hides_p(stem, len) && !begins_with_vowel(ending->closed)) {
		cs_str_add_n(out, stem, len - last);
		join_tail(out, CS_TAIL_B);
		cs_str_add(out, ending->closed);
	} else {
		cs_str_add_n(out, stem, len);
		add_joined(out, plain);
	}
}
