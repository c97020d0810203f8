#include "base/text.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/ambiguous.h"
#include "base/mem.h"

#define REPLACEMENT "\xEF\xBF\xBD"

size_t
cs_text_cut(const char *s, size_t len)
{
	size_t i = len;

	/* Back over at most three continuation bytes to the lead byte. */
	while (i > 0 && len - i < 3 && ((unsigned char)s[i - 1] & 0xC0) == 0x80)
		i--;
	if (i == 0)
		return len;
	unsigned char lead = (unsigned char)s[i - 1];
	size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;

	return len - (i - 1) < need ? i - 1 : len;
}

/* Length of the valid sequence at `s`, or 0. */
static size_t
sequence(const unsigned char *s, size_t left)
{
	unsigned char c = s[0];

	if (c >= 0xC2 && c <= 0xDF)
		return left >= 2 && (s[1] & 0xC0) == 0x80 ? 2 : 0;
	if (c >= 0xE0 && c <= 0xEF) {
		if (left < 3 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80)
			return 0;
		/* No overlong forms, no surrogates. */
		return (c == 0xE0 && s[1] < 0xA0) || (c == 0xED && s[1] > 0x9F) ? 0 : 3;
	}
	if (c >= 0xF0 && c <= 0xF4) {
		if (left < 4 || (s[1] & 0xC0) != 0x80 || (s[2] & 0xC0) != 0x80 ||
		    (s[3] & 0xC0) != 0x80)
			return 0;
		return (c == 0xF0 && s[1] < 0x90) || (c == 0xF4 && s[1] > 0x8F) ? 0 : 4;
	}
	return 0;
}

/*
 * Of the next eight bytes, the high bit of the first that is not ASCII or is
 * a NUL; bits above it may be set for no reason.  0 when all are plain.
 */
static uint64_t
odd_byte(const unsigned char *s)
{
	uint64_t w;

	memcpy(&w, s, sizeof(w));
	w = le64toh(w);
	return (w | (w - UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080);
}

/* The first byte at or after `i` that is not ASCII or is a NUL; `len` without any. */
static size_t
skip_plain(const unsigned char *s, size_t i, size_t len)
{
	for (; len - i >= 8; i += 8) {
		uint64_t odd = odd_byte(s + i);

		if (odd)
			return i + (size_t)__builtin_ctzll(odd) / 8;
	}
	while (i < len && s[i] < 0x80 && s[i] != 0)
		i++;
	return i;
}

/* Most of what is not ASCII here: three bytes of which the first tells enough. */
static bool
common_three(const unsigned char *s, size_t left)
{
	return left >= 3 && s[0] >= 0xE1 && s[0] <= 0xEC && (s[1] & 0xC0) == 0x80 && (s[2] & 0xC0) == 0x80;
}

const char *
cs_text_fault(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i = skip_plain(s, 0, len);

	while (i < len) {
		size_t n = common_three(s + i, len - i) ? 3 : sequence(s + i, len - i);

		if (n == 0)
			return text + i;
		i += n;
		if (i < len && s[i] < 0x80)
			i = skip_plain(s, i, len);
	}
	return NULL;
}

/*
 * Below U+0300 nothing combines; Hangul syllables and the common ideographs
 * stand for themselves.  Lead bytes E3 to E9 are U+3000 to U+9FFF, of which
 * only the kana marks U+3099 and U+309A combine; EA B0 80 to ED 9E A3 are the
 * syllables.
 */
static bool
stands_alone(const unsigned char *s)
{
	if (s[0] < 0xCC)
		return true;
	if (s[0] >= 0xE4 && s[0] <= 0xE9)
		return true;
	if (s[0] == 0xE3)
		return !(s[1] == 0x82 && s[2] >= 0x99 && s[2] <= 0x9A);
	return (s[0] == 0xEA && s[1] >= 0xB0) || s[0] == 0xEB || s[0] == 0xEC ||
	    (s[0] == 0xED && s[1] <= 0x9E);
}

bool
cs_text_is_nfc(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t i = 0;

	while (i < len) {
		if (s[i] < 0x80) {
			i++;
			continue;
		}
		size_t n = sequence(s + i, len - i);

		if (n == 0 || !stands_alone(s + i))
			return false;
		i += n;
	}
	return true;
}

static void
add_mapped(struct cs_str *out, const char *s, size_t len, int options)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s,
	    (utf8proc_ssize_t)len, &mapped, (utf8proc_option_t)options);

	/* Only invalid text fails here, and readers refuse that. */
	if (n < 0)
		cs_str_add_n(out, s, len);
	else
		cs_str_add_n(out, (const char *)mapped, (size_t)n);
	free(mapped);
}

void
cs_text_nfc(struct cs_str *out, const char *s, size_t len)
{
	add_mapped(out, s, len, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

/* One character: its code point, or -1 for an invalid byte; *len bytes. */
static int32_t
decode(const char *s, size_t left, size_t *len)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s,
	    (utf8proc_ssize_t)left, &cp);

	*len = n > 0 ? (size_t)n : 1;
	return n > 0 ? cp : -1;
}

/* What the terminal is like; no text depends on it but by its width. */
static int ambiguous_columns = 1;

void
cs_text_set_ambiguous(int columns)
{
	ambiguous_columns = columns;
}

static size_t
width_of(int32_t cp)
{
	if (cp >= 0x20 && cp < 0x7F)
		return 1;
	if (ambiguous_columns == 2 && cs_is_ambiguous(cp))
		return 2;
	/* The variation selector that asks for a picture takes no room itself. */
	return cp < 0 ? 1 : (size_t)utf8proc_charwidth(cp);
}

size_t
cs_text_fit(const char *s, size_t len, size_t columns, size_t *width)
{
	size_t i = 0, w = 0, n;

	while (i < len) {
		size_t more = width_of(decode(s + i, len - i, &n));

		if (w + more > columns)
			break;
		w += more;
		i += n;
	}
	*width = w;
	return i;
}

size_t
cs_text_width(const char *s, size_t len)
{
	size_t w;

	cs_text_fit(s, len, SIZE_MAX / 2, &w);
	return w;
}

static bool
is_space(int32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x3000 ||
	    (cp >= 0x2000 && cp <= 0x200B) || cp == 0xFEFF;
}

void
cs_text_fold(struct cs_str *out, const char *s, size_t len)
{
	struct cs_str kept = { 0 };
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		int32_t cp = decode(s + i, len - i, &n);

		if (!is_space(cp) && cp != '*')
			cs_str_add_n(&kept, s + i, n);
	}
	add_mapped(out, kept.data ? kept.data : "", kept.len,
	    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	cs_str_release(&kept);
}

static bool
is_harmful(int32_t cp)
{
	/* Controls, marks of direction, and the line ends that are no control. */
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C || cp == 0x200E || cp == 0x200F ||
	    (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

void
cs_text_visible(struct cs_str *out, const char *s, size_t len)
{
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		if (is_harmful(decode(s + i, len - i, &n)))
			cs_str_add(out, REPLACEMENT);
		else
			cs_str_add_n(out, s + i, n);
	}
}

bool
cs_text_is_visible(const char *s, size_t len)
{
	size_t n;

	for (size_t i = 0; i < len; i += n) {
		if (is_harmful(decode(s + i, len - i, &n)))
			return false;
	}
	return true;
}

static void
mask_name(struct cs_str *out, const char *s, size_t len)
{
	size_t n, first, last = 0, count = 0;

	for (size_t i = 0; i < len; i += n, count++) {
		decode(s + i, len - i, &n);
		last = i;
	}
	decode(s, len, &first);
	cs_str_add_n(out, s, first);
	for (size_t i = 2; i < count; i++)
		cs_str_add_char(out, '*');
	if (count > 2)
		cs_str_add_n(out, s + last, len - last);
	else
		cs_str_add_char(out, '*');
}

static void
mask_phone(struct cs_str *out, const char *s, size_t len)
{
	size_t digits = 0, seen = 0;

	for (size_t i = 0; i < len; i++)
		digits += s[i] >= '0' && s[i] <= '9';
	for (size_t i = 0; i < len; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';

		cs_str_add_char(out, digit && seen + 4 >= digits ? '*' : s[i]);
		seen += digit;
	}
}

static void
mask_email(struct cs_str *out, const char *s, size_t len)
{
	const char *at = memchr(s, '@', len);
	size_t local = at ? (size_t)(at - s) : len;
	size_t width, keep = local > 2 ? cs_text_fit(s, local, 2, &width) : 0;

	cs_str_add_n(out, s, keep);
	cs_str_add(out, "****");
	cs_str_add_n(out, s + local, len - local);
}

static void
mask_address(struct cs_str *out, const char *s, size_t len)
{
	size_t words = 0, i = 0;

	for (; i < len && words < 2; i++)
		words += s[i] == ' ';
	if (words == 2)
		cs_str_add_n(out, s, i);
	cs_str_add(out, "****");
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_local(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c && strchr("._%+-", c));
}

/* The bytes of an e-mail address at `s`, or 0. */
static size_t
email_len(const char *s, size_t len)
{
	size_t local = 0, host = 0;

	while (local < len && is_local(s[local]))
		local++;
	if (local == 0 || local == len || s[local] != '@')
		return 0;
	while (local + 1 + host < len && is_local(s[local + 1 + host]))
		host++;
	return host ? local + 1 + host : 0;
}

/* The bytes of a Korean phone number at `s`, or 0: 010-1234-5678, 010 - 1234 - 5678, 02) 123 4567, +82 10 .... */
static size_t
phone_len(const char *s, size_t len)
{
	size_t i = len > 0 && s[0] == '+', digits = 0, end = 0, most = i ? 12 : 11;

	if (len < 9 || (s[0] != '0' && strncmp(s, "+82", 3) != 0))
		return 0;
	for (; i < len; i++) {
		if (is_digit(s[i])) {
			digits++;
			end = i + 1;
		} else if (!s[i] || i > end + 1 + (strncmp(s + end, " - ", 3) == 0) || !strchr("-. )", s[i]) || (s[i] == ' ' && digits >= 9)) {
			break;
		}
	}
	return digits >= 9 && digits <= most ? end : 0;
}

#define BIRTH_LEN 7 /* of a registration number, with its hyphen */
#define RESIDENT_LEN 14

/* Two digits from 1 to `most`. */
static bool
is_part(const char *s, int most)
{
	int n = (s[0] - '0') * 10 + s[1] - '0';

	return n >= 1 && n <= most;
}

/* True of a resident registration number at `s`: a day of birth, a hyphen, a digit from 1 to 8 and six more. */
static bool
is_resident(const char *s, size_t len)
{
	if (len < RESIDENT_LEN || (len > RESIDENT_LEN && is_digit(s[RESIDENT_LEN])))
		return false;
	for (size_t i = 0; i < RESIDENT_LEN; i++) {
		if (i == BIRTH_LEN - 1 ? s[i] != '-' : !is_digit(s[i]))
			return false;
	}
	return is_part(s + 2, 12) && is_part(s + 4, 31) && s[BIRTH_LEN] >= '1' && s[BIRTH_LEN] <= '8';
}

/* The bytes of what is personal at `s`, which are added masked; 0 where nothing is. */
static size_t
mask_personal(struct cs_str *out, const char *s, size_t len, bool inside)
{
	size_t email = inside ? 0 : email_len(s, len), phone = email ? 0 : phone_len(s, len);

	if (email + phone > 0) {
		cs_text_mask(out, email ? CS_MASK_EMAIL : CS_MASK_PHONE, s, email + phone);
		return email + phone;
	}
	if (inside || !is_resident(s, len))
		return 0;
	cs_str_add_n(out, s, BIRTH_LEN);
	cs_str_add(out, "*******");
	return RESIDENT_LEN;
}

/* An address and a number are looked at from their beginnings only. */
static void
mask_prose(struct cs_str *out, const char *s, size_t len)
{
	bool inside = false;

	while (len > 0) {
		size_t personal = mask_personal(out, s, len, inside), part = personal;

		while (part < len && personal == 0 && (is_digit(s[part]) || (part && s[part] == '-')))
			part++;
		part += part == 0;
		if (personal == 0)
			cs_str_add_n(out, s, part);
		inside = is_local(s[part - 1]);
		s += part;
		len -= part;
	}
}

void
cs_text_mask(struct cs_str *out, enum cs_mask mask, const char *s, size_t len)
{
	if (len == 0)
		return;
	switch (mask) {
	case CS_MASK_NONE:
		cs_str_add_n(out, s, len);
		break;
	case CS_MASK_NAME:
		mask_name(out, s, len);
		break;
	case CS_MASK_PHONE:
		mask_phone(out, s, len);
		break;
	case CS_MASK_EMAIL:
		mask_email(out, s, len);
		break;
	case CS_MASK_ADDRESS:
		mask_address(out, s, len);
		break;
	case CS_MASK_PROSE:
		mask_prose(out, s, len);
		break;
	}
}

const char *
cs_text_trim(const char *s, size_t *len)
{
	size_t n = *len;

	while (n > 0 && (unsigned char)s[0] <= ' ')
		s++, n--;
	while (n > 0 && (unsigned char)s[n - 1] <= ' ')
		n--;
	*len = n;
	return s;
}
