#include "guide/hangul.h"

#include <string.h>

#include "base/str.h"

#define FIRST_SYLLABLE 0xAC00u
#define LAST_SYLLABLE 0xD7A3u
#define TAILS 28
#define VOWELS 21

/* Vowels in the order of Unicode: the ones that the rules below name. */
enum vowel { V_A = 0, V_AE = 1, V_YA = 2, V_EO = 4, V_E = 5, V_YEO = 6, V_YE = 7, V_O = 8, V_WA = 9,
	V_OE = 11, V_U = 13, V_WO = 14, V_EU = 18, V_I = 20 };
enum lead { L_L = 5, L_SILENT = 11, L_H = 18 };

uint32_t
cs_hangul_at(const char *text, size_t *len)
{
	const unsigned char *s = (const unsigned char *)text;

	if (s[0] < 0x80) {
		*len = 1;
		return s[0];
	}
	if (s[0] < 0xE0) {
		*len = 2;
		return (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
	}
	if (s[0] < 0xF0) {
		*len = 3;
		return (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
	}
	*len = 4;
	return (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
}

size_t
cs_hangul_last(const char *s, size_t len)
{
	size_t n = len > 0;

	while (n < len && n < 4 && ((unsigned char)s[len - n] & 0xC0) == 0x80)
		n++;
	return n;
}

void
cs_hangul_add(struct cs_str *out, uint32_t cp)
{
	if (cp < 0x80) {
		cs_str_add_char(out, (char)cp);
		return;
	}
	if (cp < 0x800) {
		cs_str_add_char(out, (char)(0xC0 | cp >> 6));
	} else if (cp < 0x10000) {
		cs_str_add_char(out, (char)(0xE0 | cp >> 12));
		cs_str_add_char(out, (char)(0x80 | (cp >> 6 & 0x3F)));
	} else {
		cs_str_add_char(out, (char)(0xF0 | cp >> 18));
		cs_str_add_char(out, (char)(0x80 | (cp >> 12 & 0x3F)));
		cs_str_add_char(out, (char)(0x80 | (cp >> 6 & 0x3F)));
	}
	cs_str_add_char(out, (char)(0x80 | (cp & 0x3F)));
}

bool
cs_hangul_is_syllable(uint32_t cp)
{
	return cp >= FIRST_SYLLABLE && cp <= LAST_SYLLABLE;
}

bool
cs_hangul_is_word(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z') ||
	    (cp >= 0xC0 && cp < 0x2000) || (cp >= 0x3041 && cp <= 0x318E) || (cp >= 0x3400 && cp <= 0x9FFF) ||
	    cs_hangul_is_syllable(cp) || (cp >= 0xFF10 && cp <= 0xFF5A);
}

bool
cs_hangul_is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == 0xA0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200B);
}

int
cs_hangul_tail(uint32_t syllable)
{
	return cs_hangul_is_syllable(syllable) ? (int)((syllable - FIRST_SYLLABLE) % TAILS) : CS_TAIL_NONE;
}

uint32_t
cs_hangul_with_tail(uint32_t syllable, int tail)
{
	return syllable - (uint32_t)cs_hangul_tail(syllable) + (uint32_t)tail;
}

static int
vowel_of(uint32_t syllable)
{
	return (int)((syllable - FIRST_SYLLABLE) / TAILS % VOWELS);
}

static int
lead_of(uint32_t syllable)
{
	return (int)((syllable - FIRST_SYLLABLE) / TAILS / VOWELS);
}

static uint32_t
join(int lead, int vowel, int tail)
{
	return FIRST_SYLLABLE + (uint32_t)((lead * VOWELS + vowel) * TAILS + tail);
}

/* -a goes with a and o, -eo with every other vowel. */
static bool
is_bright(uint32_t syllable)
{
	int vowel = vowel_of(syllable);

	return vowel == V_A || vowel == V_YA || vowel == V_O;
}

/* What the vowel of an open syllable becomes with -a/-eo, or -1: added apart. */
static int
contracted(uint32_t syllable)
{
	switch (vowel_of(syllable)) {
	case V_A:
	case V_AE:
	case V_EO:
	case V_E:
	case V_YEO:
		return vowel_of(syllable);
	case V_O:
		return V_WA;
	case V_U:
		return V_WO;
	case V_I:
		return V_YEO;
	default:
		return -1;
	}
}

/*
 * A stem in eu loses it; one in reu doubles the l instead (누르, 눌러), but
 * for the few that do not (따르, 치르, 들르), which customers seldom hear of.
 */
static void
add_after_eu(struct cs_str *out, uint32_t before, uint32_t last)
{
	bool has_before = cs_hangul_is_syllable(before);
	int vowel = has_before && is_bright(before) ? V_A : V_EO;

	if (lead_of(last) == L_L && has_before) {
		out->len -= 3;
		cs_hangul_add(out, cs_hangul_with_tail(before, CS_TAIL_L));
	}
	cs_hangul_add(out, join(lead_of(last), vowel, 0));
}

/* Stems that the rules get wrong, as they look before -si-. */
static const struct {
	const char *stem, *form;
} irregular[] = {
	{ "만드", "만들어" }, { "드", "들어" }, { "여", "열어" }, { "거", "걸어" }, { "푸", "풀어" }, { "사", "사" },
	{ "따르", "따라" }, { "들르", "들러" }, { "치르", "치러" }, { "고우", "고와" }, { "도우", "도와" },
	{ "되", "되어" }, { "계", "있어" }, { "푸르", "푸르러" }, { "이르", "이르러" },
};

static bool
add_irregular(struct cs_str *out, const char *stem, size_t len)
{
	for (size_t i = 0; i < CS_COUNT(irregular); i++) {
		if (strlen(irregular[i].stem) == len && memcmp(irregular[i].stem, stem, len) == 0) {
			cs_str_add(out, irregular[i].form);
			return true;
		}
	}
	return false;
}

static void
add_regular(struct cs_str *out, uint32_t before, uint32_t last)
{
	int vowel = contracted(last);

	if (lead_of(last) == L_H && vowel_of(last) == V_A && cs_hangul_tail(last) == 0) {
		cs_hangul_add(out, join(L_H, V_AE, 0));
	} else if (vowel_of(last) == V_EU && cs_hangul_tail(last) == 0) {
		add_after_eu(out, before, last);
	} else if (cs_hangul_tail(last) == 0 && vowel >= 0) {
		cs_hangul_add(out, join(lead_of(last), vowel, 0));
	} else {
		cs_hangul_add(out, last);
		cs_hangul_add(out, join(L_SILENT, is_bright(last) ? V_A : V_EO, 0));
	}
}

void
cs_hangul_infinitive(struct cs_str *out, const char *stem, size_t len)
{
	size_t n, last_len = cs_hangul_last(stem, len), before_len = cs_hangul_last(stem, len - last_len);

	if (len == 0 || add_irregular(out, stem, len))
		return;
	uint32_t last = cs_hangul_at(stem + len - last_len, &n);
	uint32_t before = before_len ? cs_hangul_at(stem + len - last_len - before_len, &n) : 0;

	cs_str_add_n(out, stem, len - last_len);
	if (cs_hangul_is_syllable(last))
		add_regular(out, before, last);
	else
		cs_str_add_n(out, stem + len - last_len, last_len);
}
