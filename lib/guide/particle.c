#include "guide/particle.h"

#include <string.h>

#include "guide/hangul.h"

/* Longer forms stand before those they begin with. */
static const struct cs_particle pairs[] = {
	{ "이라고", "라고" }, { "이라는", "라는" }, { "이라도", "라도" }, { "이라면", "라면" }, { "이라", "라" },
	{ "으로부터", "로부터" }, { "으로서", "로서" }, { "으로써", "로써" }, { "으로는", "로는" }, { "으로도", "로도" },
	{ "으로만", "로만" }, { "으로", "로" },
	{ "이에요", "예요" }, { "이었", "였" }, { "이나마", "나마" }, { "이나", "나" }, { "이랑", "랑" },
	{ "이며", "며" }, { "이든", "든" }, { "이면", "면" }, { "이고", "고" }, { "이여", "여" }, { "이야", "야" },
	{ "을", "를" }, { "은", "는" }, { "과", "와" }, { "아", "야" }, { "이", "가" },
};

/* Forms that mean nothing else where they stand alone behind a word. */
static const char *const bare_forms[] = {
	"이라고", "라고", "이라는", "라는", "으로부터", "로부터", "으로서", "로서", "으로써", "로써", "으로는", "로는",
	"으로도", "로도", "으로만", "로만", "으로", "로", "을", "를", "은", "는", "과", "와", "이", "가",
};

/* Closing marks are seen and not read. */
static bool
is_silent(uint32_t cp)
{
	static const uint32_t marks[] = { ')', ']', '}', '>', '"', '\'', '.', '!', '?', ',', ';', ':', '*', '~', 0x2019,
		0x201D, 0x300B, 0x3009, 0x300D, 0x300F, 0x3011, 0x3015, 0x2026, 0xBB, 0xFF09, 0xFF3D, 0x3002, 0xAE,
		0x2122, 0xA9 };

	for (size_t i = 0; i < CS_COUNT(marks); i++) {
		if (marks[i] == cp)
			return true;
	}
	return cs_hangul_is_blank(cp) || cp == '\n' || cp == '\r';
}

static uint32_t
last_letter(const char *word, size_t len, size_t *n)
{
	*n = cs_hangul_last(word, len);
	return *n ? cs_hangul_at(word + len - *n, n) : 0;
}

/* Full-width digits and letters are the plain ones; small letters are capital. */
static uint32_t
plain(uint32_t cp)
{
	if (cp >= 0xFF01 && cp <= 0xFF5E)
		cp -= 0xFEE0;
	return cp >= 'a' && cp <= 'z' ? cp - 'a' + 'A' : cp;
}

static bool
is_digit(uint32_t cp)
{
	return plain(cp) >= '0' && plain(cp) <= '9';
}

/*
 * Zeros at the end are read as the power of ten they make: 십 백 천 만 억 조
 * 경 해.  Behind a decimal point or a leading zero each digit is read alone,
 * and zero is 영 or 공, closed both.
 */
static enum cs_sound
sound_of_zeros(size_t zeros, bool alone)
{
	if (alone || zeros < 12)
		return CS_SOUND_CLOSED;
	return zeros < 16 || zeros >= 20 ? CS_SOUND_VOWEL : CS_SOUND_CLOSED;
}

/* Reads back from the end over one number such as 1,250,000 or 0.50. */
static enum cs_sound
sound_of_number(const char *word, size_t len)
{
	static const enum cs_sound digits[] = { CS_SOUND_CLOSED, CS_SOUND_L, CS_SOUND_VOWEL, CS_SOUND_CLOSED, CS_SOUND_VOWEL,
		CS_SOUND_VOWEL, CS_SOUND_CLOSED, CS_SOUND_L, CS_SOUND_L, CS_SOUND_VOWEL };
	size_t zeros = 0, n;
	uint32_t cp = plain(last_letter(word, len, &n)), first = cp;

	if (cp != '0')
		return digits[cp - '0'];
	bool counting = true;

	while (len > 0 && (is_digit(cp) || cp == ',')) {
		counting = counting && (cp == '0' || cp == ',');
		zeros += counting && cp == '0';
		first = cp == ',' ? first : cp;
		len -= n;
		cp = plain(last_letter(word, len, &n));
	}
	return sound_of_zeros(zeros, cp == '.' || cp == '-' || first == '0');
}

/* The names of L and R end in l, those of M and N in m and n; no other is closed. */
static enum cs_sound
sound_of_latin(uint32_t capital)
{
	if (capital == 'L' || capital == 'R')
		return CS_SOUND_L;
	return capital == 'M' || capital == 'N' ? CS_SOUND_CLOSED : CS_SOUND_VOWEL;
}

/* Units as they are read behind a number; what is not listed is spelt out. */
static const struct {
	const char *unit;
	enum cs_sound sound;
} units[] = {
	{ "kg", CS_SOUND_CLOSED }, { "mg", CS_SOUND_CLOSED }, { "g", CS_SOUND_CLOSED }, { "km", CS_SOUND_VOWEL },
	{ "cm", CS_SOUND_VOWEL }, { "mm", CS_SOUND_VOWEL }, { "m", CS_SOUND_VOWEL }, { "ml", CS_SOUND_VOWEL },
	{ "mL", CS_SOUND_VOWEL }, { "l", CS_SOUND_VOWEL }, { "L", CS_SOUND_VOWEL },
};

static bool
is_latin(uint32_t cp)
{
	return plain(cp) >= 'A' && plain(cp) <= 'Z';
}

/* True, with the sound, when the letters at the end are a unit behind a digit. */
static bool
sound_of_unit(const char *word, size_t len, enum cs_sound *sound)
{
	size_t begin = len, n;

	while (begin > 0 && is_latin((unsigned char)word[begin - 1]))
		begin--;
	if (begin == 0 || !is_digit(last_letter(word, begin, &n)))
		return false;
	for (size_t i = 0; i < CS_COUNT(units); i++) {
		if (strlen(units[i].unit) == len - begin && memcmp(units[i].unit, word + begin, len - begin) == 0) {
			*sound = units[i].sound;
			return true;
		}
	}
	return false;
}

/* Signs by the word they are read as; ranges for kana, where only n closes. */
static enum cs_sound
sound_of_sign(uint32_t cp)
{
	static const struct {
		uint32_t cp;
		enum cs_sound sound;
	} signs[] = {
		{ '%', CS_SOUND_VOWEL }, { '+', CS_SOUND_VOWEL }, { '&', CS_SOUND_VOWEL }, { '#', CS_SOUND_CLOSED },
		{ '@', CS_SOUND_VOWEL }, { '$', CS_SOUND_VOWEL }, { 0xB0, CS_SOUND_VOWEL }, { 0x2103, CS_SOUND_VOWEL },
		{ 0x20A9, CS_SOUND_CLOSED }, { 0xFFE6, CS_SOUND_CLOSED }, { 0x20AC, CS_SOUND_VOWEL },
		{ 0xA5, CS_SOUND_CLOSED }, { 0x338F, CS_SOUND_CLOSED }, { 0x338E, CS_SOUND_CLOSED },
		{ 0x339D, CS_SOUND_VOWEL }, { 0x339C, CS_SOUND_VOWEL }, { 0x3396, CS_SOUND_VOWEL },
		{ 0x33A1, CS_SOUND_VOWEL }, { 0x3093, CS_SOUND_CLOSED }, { 0x30F3, CS_SOUND_CLOSED },
		{ 0x3139, CS_SOUND_L },
	};

	for (size_t i = 0; i < CS_COUNT(signs); i++) {
		if (signs[i].cp == cp)
			return signs[i].sound;
	}
	if (cp >= 0x3041 && cp <= 0x30FF)
		return CS_SOUND_VOWEL;
	/* Letters of the alphabet by name: consonants are closed (기역), vowels open. */
	if (cp >= 0x3131 && cp <= 0x314E)
		return CS_SOUND_CLOSED;
	return cp >= 0x314F && cp <= 0x3163 ? CS_SOUND_VOWEL : CS_SOUND_UNKNOWN;
}

static enum cs_sound
sound_of_hangul(uint32_t syllable)
{
	int tail = cs_hangul_tail(syllable);

	return tail == CS_TAIL_NONE ? CS_SOUND_VOWEL : tail == CS_TAIL_L ? CS_SOUND_L : CS_SOUND_CLOSED;
}

enum cs_sound
cs_particle_sound(const char *word, size_t len)
{
	enum cs_sound sound;
	size_t n;
	uint32_t cp = last_letter(word, len, &n);

	while (n > 0 && is_silent(cp)) {
		len -= n;
		cp = last_letter(word, len, &n);
	}
	if (n == 0)
		return CS_SOUND_UNKNOWN;
	if (cs_hangul_is_syllable(cp))
		return sound_of_hangul(cp);
	if (is_digit(cp))
		return sound_of_number(word, len);
	/* Circled one to nine are read as the digit. */
	if (cp >= 0x2460 && cp <= 0x2468)
		return sound_of_number(&"123456789"[cp - 0x2460], 1);
	if (is_latin(cp))
		return sound_of_unit(word, len, &sound) ? sound : sound_of_latin(plain(cp));
	return sound_of_sign(cp);
}

static size_t
skip(const char *s, size_t left, const char *prefix)
{
	size_t n = strlen(prefix);

	return n <= left && memcmp(s, prefix, n) == 0 ? n : 0;
}

/* A(B) or A/B; the length, or 0. */
static size_t
double_form(const char *s, size_t left, const char *a, const char *b)
{
	size_t n = skip(s, left, a), m, end;

	if (n == 0)
		return 0;
	if ((m = skip(s + n, left - n, "/")) != 0) {
		end = skip(s + n + m, left - n - m, b);
		return end ? n + m + end : 0;
	}
	if ((m = skip(s + n, left - n, "(")) == 0)
		return 0;
	n += m;
	m = skip(s + n, left - n, b);
	end = m ? skip(s + n + m, left - n - m, ")") : 0;
	return end ? n + m + end : 0;
}

/* (이)라 and (으)로: the first syllable of the closed form in brackets; (을)를. */
static size_t
bracketed_form(const char *s, size_t left, const struct cs_particle *pair)
{
	size_t n = skip(s, left, "("), first, m;

	if (n == 0)
		return 0;
	cs_hangul_at(pair->closed, &first);
	if (left - n < first || memcmp(s + n, pair->closed, first) != 0)
		return 0;
	n += first;
	m = skip(s + n, left - n, ")");
	n += m;
	const char *rest = pair->closed[first] ? pair->closed + first : pair->open;

	m = m ? skip(s + n, left - n, rest) : 0;
	return m ? n + m : 0;
}

const struct cs_particle *
cs_particle_notation(const char *s, size_t left, size_t *len)
{
	for (size_t i = 0; i < CS_COUNT(pairs); i++) {
		*len = double_form(s, left, pairs[i].closed, pairs[i].open);
		if (*len == 0)
			*len = double_form(s, left, pairs[i].open, pairs[i].closed);
		if (*len == 0)
			*len = bracketed_form(s, left, &pairs[i]);
		if (*len > 0)
			return &pairs[i];
	}
	return NULL;
}

static const struct cs_particle *
pair_of(const char *form)
{
	for (size_t i = 0; i < CS_COUNT(pairs); i++) {
		if (strcmp(pairs[i].closed, form) == 0 || strcmp(pairs[i].open, form) == 0)
			return &pairs[i];
	}
	CS_BUG("a bare form without its pair");
}

const struct cs_particle *
cs_particle_bare(const char *s, size_t left, size_t *len)
{
	for (size_t i = 0; i < CS_COUNT(bare_forms); i++) {
		size_t n = skip(s, left, bare_forms[i]), next;

		if (n == 0 || (n < left && cs_hangul_is_word(cs_hangul_at(s + n, &next))))
			continue;
		*len = n;
		return pair_of(bare_forms[i]);
	}
	return NULL;
}

const char *
cs_particle_choose(const struct cs_particle *pair, enum cs_sound sound)
{
	if (sound == CS_SOUND_UNKNOWN)
		return NULL;
	/* Only the eu of 으로 falls behind l; 이, 은 and 을 do not. */
	bool open = sound == CS_SOUND_VOWEL || (sound == CS_SOUND_L && strncmp(pair->closed, "으", 3) == 0);

	return open ? pair->open : pair->closed;
}
