#include "import/value.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "store/words.h"

#define FORM_BYTES 64 /* the longest date is under 40 bytes */
#define KOREA_SECONDS (9 * 3600)

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
all_digits(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!is_digit(s[i]))
			return false;
	}
	return len > 0;
}

static bool
same(struct cs_field cell, const char *word)
{
	return strlen(word) == cell.len && strncasecmp(cell.text, word, cell.len) == 0;
}

/* Length of a blank wider than ASCII at `s`, or 0. */
static size_t
wide_blank(const char *s, size_t left)
{
	if (left >= 2 && memcmp(s, "\u00A0", 2) == 0)
		return 2;
	if (left >= 3 && (memcmp(s, "\u3000", 3) == 0 || memcmp(s, "\u200B", 3) == 0 ||
	    memcmp(s, "\uFEFF", 3) == 0))
		return 3;
	return 0;
}

static struct cs_field
trim_blanks(struct cs_field cell)
{
	for (;;) {
		size_t len = cell.len, n;

		cell.text = cs_text_trim(cell.text, &cell.len);
		n = wide_blank(cell.text, cell.len);
		cell.text += n;
		cell.len -= n;
		for (n = 2; n <= 3 && cell.len >= n; n++) {
			if (wide_blank(cell.text + cell.len - n, n) == n)
				cell.len -= n;
		}
		if (cell.len == len)
			return cell;
	}
}

/*
 * 'text keeps a spreadsheet from reading digits as a number and =, + or @ as
 * a formula.  Before anything else the apostrophe belongs to the text.
 */
static bool
is_forced(struct cs_field cell)
{
	return cell.len >= 2 && cell.text[0] == '\'' &&
	    (strchr("=+-@", cell.text[1]) || all_digits(cell.text + 1, cell.len - 1));
}

/* Letters, digits and Hangul at both ends: nothing to take off. */
static bool
is_bare(struct cs_field cell)
{
	unsigned char first = (unsigned char)cell.text[0], last = (unsigned char)cell.text[cell.len - 1];

	/* Wide blanks begin with C2, E2, E3 or EF and end with 80, 8B, A0 or BF. */
	return first > '=' && first != 0xC2 && first != 0xE2 && first != 0xE3 && first != 0xEF &&
	    last > ' ' && (last < 0x80 || (last != 0x80 && last != 0x8B && last != 0xA0 && last != 0xBF));
}

struct cs_field
cs_cell_trim(struct cs_field cell)
{
	if (cell.len == 0 || is_bare(cell))
		return cell;
	/* A number, which nearly every other cell is. */
	if (is_digit(cell.text[0]) && is_digit(cell.text[cell.len - 1]))
		return cell;
	cell = trim_blanks(cell);
	if (cell.len >= 3 && memcmp(cell.text, "=\"", 2) == 0 && cell.text[cell.len - 1] == '"') {
		cell.text += 2;
		cell.len -= 3;
		cell = trim_blanks(cell);
	} else if (is_forced(cell)) {
		cell.text++;
		cell.len--;
	}
	return cell;
}

/* What exports write into a typed cell that holds nothing. */
static bool
is_missing(struct cs_field cell)
{
	static const char *const words[] = { "-", "--", "null", "nan", "nat", "none" };

	if (cell.len == 0)
		return true;
	/* A spreadsheet shows #### where the column was too narrow for the date. */
	size_t hashes = 0;

	while (hashes < cell.len && cell.text[hashes] == '#')
		hashes++;
	if (hashes == cell.len)
		return true;
	for (size_t i = 0; i < CS_COUNT(words); i++) {
		if (same(cell, words[i]))
			return true;
	}
	return cell.len >= 10 && memcmp(cell.text, "0000-00-00", 10) == 0;
}

/* Korean and full-width signs of dates, as ASCII. */
static const struct {
	const char *text, *as;
} date_signs[] = {
	{ "년", "." }, { "월", "." }, { "일", "." }, { "시", ":" }, { "분", ":" }, { "초", " " },
	{ "오전", "a" }, { "오후", "p" }, { "am", "a" }, { "pm", "p" }, { "a.m.", "a" }, { "p.m.", "p" },
	{ "０", "0" }, { "１", "1" }, { "２", "2" }, { "３", "3" }, { "４", "4" }, { "５", "5" },
	{ "６", "6" }, { "７", "7" }, { "８", "8" }, { "９", "9" }, { "．", "." }, { "：", ":" },
	{ "－", "-" }, { "／", "/" }, { "\u00A0", " " }, { "\u3000", " " },
};

/* Bytes of `s` that stand for *as, or 0. */
static size_t
date_sign(const char *s, size_t left, char *as)
{
	for (size_t i = 0; i < CS_COUNT(date_signs); i++) {
		size_t n = strlen(date_signs[i].text);

		if (n <= left && strncasecmp(s, date_signs[i].text, n) == 0) {
			*as = date_signs[i].as[0];
			return n;
		}
	}
	return 0;
}

/* The day of the week in brackets: 2026-10-07(수). Its bytes, or 0. */
static size_t
bracketed_weekday(const char *s, size_t left)
{
	if (left < 3 || s[0] != '(' || (unsigned char)s[1] < 0x80)
		return 0;
	const char *end = memchr(s, ')', left);

	return end ? (size_t)(end - s) + 1 : 0;
}

/* The cell in ASCII; false when it holds anything that no date holds. */
static bool
simplify(char out[FORM_BYTES], struct cs_field cell)
{
	size_t n = 0;

	for (size_t i = 0; i < cell.len;) {
		const char *s = cell.text + i;
		size_t left = cell.len - i, used = bracketed_weekday(s, left);

		if (n + 1 == FORM_BYTES)
			return false;
		if (used == 0)
			used = date_sign(s, left, &out[n]);
		else
			out[n] = ' ';
		if (used == 0 && (unsigned char)*s >= 0x80)
			return false;
		if (used == 0) {
			out[n] = *s;
			used = 1;
		}
		n++;
		i += used;
	}
	out[n] = '\0';
	return true;
}

static void
skip(const char **p, const char *chars)
{
	*p += strspn(*p, chars);
}

/* One to `most` digits as a number, or -1. */
static int
take_number(const char **p, int most)
{
	int n = 0, count = 0;

	for (; count < most && is_digit(**p); count++)
		n = n * 10 + *(*p)++ - '0';
	return count && !is_digit(**p) ? n : -1;
}

/* One of - / . between the parts of a date, blanks around it allowed. */
static bool
take_date_sign(const char **p)
{
	skip(p, " ");
	if (**p != '-' && **p != '/' && **p != '.')
		return false;
	(*p)++;
	skip(p, " ");
	return true;
}

/* 1900 date system: day 1 is 1900-01-01, and 1900 was no leap year after all. */
static bool
serial(const char *p, cs_time *out)
{
	int64_t fraction = 0, unit = 1;
	int whole = take_number(&p, 5);

	if (whole < 20000 || whole > 80000)
		return false;
	if (*p == '.') {
		for (p++; is_digit(*p); p++) {
			if (unit < INT64_C(10000000000)) {
				fraction = fraction * 10 + *p - '0';
				unit *= 10;
			}
		}
	}
	if (*p)
		return false;
	*out = cs_time_of(cs_day_of(1899, 12, 30) + whole, 0, 0, 0) +
	    (fraction * 86400 + unit / 2) / unit;
	return true;
}

/* 20260930, 202609301436, 20260930143659. */
static bool
run_of_digits(const char *p, cs_time *out)
{
	size_t len = strspn(p, "0123456789");
	int part[6] = { 0 };
	static const int width[] = { 4, 2, 2, 2, 2, 2 };

	if (p[len] || (len != 8 && len != 12 && len != 14))
		return false;
	for (size_t i = 0; i < 6 && *p; i++) {
		for (int k = 0; k < width[i]; k++)
			part[i] = part[i] * 10 + *p++ - '0';
	}
	if (!cs_date_exists(part[0], part[1], part[2]) || part[3] > 23 || part[4] > 59 || part[5] > 59)
		return false;
	*out = cs_time_of(cs_day_of(part[0], part[1], part[2]), part[3], part[4], part[5]);
	return true;
}

static bool
take_day(const char **p, enum cs_date_order order, cs_day *out)
{
	const char *start = *p;
	int a = take_number(p, 4);
	bool year_first = *p - start == 4;

	if (a < 0 || !take_date_sign(p) || (!year_first && order == CS_DATE_YMD))
		return false;
	int b = take_number(p, 2);

	if (b < 0 || !take_date_sign(p))
		return false;
	int c = take_number(p, year_first ? 2 : 4);
	int year = year_first ? a : c;
	int month = year_first ? b : order == CS_DATE_MDY ? a : b;
	int day = year_first ? c : order == CS_DATE_MDY ? b : a;

	if (!cs_date_exists(year, month, day))
		return false;
	*out = cs_day_of(year, month, day);
	return true;
}

/* 'a' or 'p' where one stands, else `before`. */
static char
take_half(const char **p, char before)
{
	skip(p, " ");
	if (**p != 'a' && **p != 'p')
		return before;
	return *(*p)++;
}

/*
 * UTC by name or as an offset of zero is the clock of a computer and no
 * shop's: it is moved to Korea.
 */
static bool
is_utc(const char *p)
{
	static const char *const names[] = { "Z", "UTC", "GMT", "+00:00", "-00:00", "+0000", "-0000", "+00", "UTC+0" };

	for (size_t i = 0; i < CS_COUNT(names); i++) {
		if (strcmp(p, names[i]) == 0)
			return true;
	}
	return false;
}

/* KST(UTC+9), +0900, -03:00: the wall clock of the shop; of no matter, but it must be one. */
static bool
is_zone(const char *p)
{
	if (*p == '\0')
		return true;
	return strchr("+-ZKUG(", *p) && p[strspn(p, "ZKSTUGMC()+-:0123456789 ")] == '\0';
}

/* The part behind the day: 07:54, 오후 1:22, 01:22 오후, 7시 54분 3초. */
static bool
take_clock(const char *p, cs_day day, cs_time *out)
{
	skip(&p, " .T,");
	char half = take_half(&p, 0);

	skip(&p, " ");
	if (*p == '\0' && !half) {
		*out = cs_time_of(day, 0, 0, 0);
		return true;
	}
	int hour = take_number(&p, 2), minute = 0, second = 0;

	if (hour < 0 || hour > 23 || *p++ != ':')
		return false;
	skip(&p, " ");
	minute = take_number(&p, 2);
	if (*p == ':') {
		p++;
		skip(&p, " ");
		second = is_digit(*p) ? take_number(&p, 2) : 0;
	}
	if (*p == '.' && is_digit(p[1]))
		p += 1 + strspn(p + 1, "0123456789");
	half = take_half(&p, half);
	skip(&p, " ");
	if (minute < 0 || minute > 59 || second < 0 || second > 59 || (half == 'a' && hour > 12) ||
	    !is_zone(p))
		return false;
	if (half)
		hour = hour % 12 + (half == 'p' ? 12 : 0);
	*out = cs_time_of(day, hour, minute, second) + (is_utc(p) ? KOREA_SECONDS : 0);
	return true;
}

enum cs_read
cs_value_time(struct cs_field cell, enum cs_date_order order, cs_time *out)
{
	char form[FORM_BYTES];
	const char *p = form;
	cs_day day;

	if (cs_time_parse(cell.text, cell.len, out))
		return CS_READ_OK;
	if (is_missing(cell))
		return CS_READ_EMPTY;
	if (!simplify(form, cell))
		return CS_READ_BAD;
	if (serial(p, out) || run_of_digits(p, out))
		return CS_READ_OK;
	return take_day(&p, order, &day) && take_clock(p, day, out) ? CS_READ_OK : CS_READ_BAD;
}

bool
cs_value_number_day(struct cs_field cell, cs_time *out)
{
	char digits[9];

	if (cell.len < 8 || !all_digits(cell.text, 8))
		return false;
	memcpy(digits, cell.text, 8);
	digits[8] = '\0';
	return run_of_digits(digits, out);
}

enum cs_read
cs_value_amount(struct cs_field cell, struct cs_amount *out)
{
	if (cs_amount_parse(cell.text, cell.len, out))
		return CS_READ_OK;
	return is_missing(cell) ? CS_READ_EMPTY : CS_READ_BAD;
}

enum cs_read
cs_value_count(struct cs_field cell, int64_t *out)
{
	struct cs_amount amount;
	enum cs_read read = cs_value_amount(cell, &amount);

	if (read != CS_READ_OK)
		return read;
	return cs_amount_scale(amount, 0, out) ? CS_READ_OK : CS_READ_BAD;
}

enum cs_read
cs_value_rate(struct cs_field cell, int64_t *out)
{
	struct cs_amount amount;
	bool percent = cell.len > 1 && cell.text[cell.len - 1] == '%';

	cell.len -= percent;
	enum cs_read read = cs_value_amount(cell, &amount);

	if (read != CS_READ_OK)
		return read;
	return cs_amount_scale(amount, percent ? 4 : 6, out) ? CS_READ_OK : CS_READ_BAD;
}

/* 2.34E+17 and 5E+11, as a spreadsheet writes a number that it found too long. */
static bool
is_exponent(struct cs_field cell)
{
	size_t i = 0;

	while (i < cell.len && (is_digit(cell.text[i]) || cell.text[i] == '.'))
		i++;
	return i > 0 && cell.len - i > 2 && (cell.text[i] == 'E' || cell.text[i] == 'e') &&
	    cell.text[i + 1] == '+' && all_digits(cell.text + i + 2, cell.len - i - 2);
}

enum cs_read
cs_value_id(struct cs_field cell, struct cs_field *out)
{
	if (cell.len == 0)
		return CS_READ_EMPTY;
	if (cell.text[0] == '\'' && cell.len > 1)
		cell = (struct cs_field){ cell.text + 1, cell.len - 1 };
	if (cell.len > 2 && cell.text[cell.len - 1] == '0' && cell.text[cell.len - 2] == '.' &&
	    all_digits(cell.text, cell.len - 2))
		cell.len -= 2;
	*out = cell;
	return is_digit(cell.text[0]) && is_exponent(cell) ? CS_READ_BAD : CS_READ_OK;
}

static const struct {
	const char *name, *text;
} entities[] = {
	{ "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" },
	{ "nbsp", " " },
};

static void
add_code_point(struct cs_str *out, uint32_t cp)
{
	if (cp < 0x80) {
		cs_str_add_char(out, (char)cp);
	} else if (cp < 0x800) {
		cs_str_add_char(out, (char)(0xC0 | cp >> 6));
		cs_str_add_char(out, (char)(0x80 | (cp & 0x3F)));
	} else if (cp < 0x10000) {
		cs_str_add_char(out, (char)(0xE0 | cp >> 12));
		cs_str_add_char(out, (char)(0x80 | (cp >> 6 & 0x3F)));
		cs_str_add_char(out, (char)(0x80 | (cp & 0x3F)));
	} else {
		cs_str_add_char(out, (char)(0xF0 | cp >> 18));
		cs_str_add_char(out, (char)(0x80 | (cp >> 12 & 0x3F)));
		cs_str_add_char(out, (char)(0x80 | (cp >> 6 & 0x3F)));
		cs_str_add_char(out, (char)(0x80 | (cp & 0x3F)));
	}
}

/* &#039; and &#x27;, between the # and the semicolon. False: not a character. */
static bool
add_numeric(struct cs_str *out, const char *s, size_t len)
{
	bool hex = len > 1 && (s[0] == 'x' || s[0] == 'X');
	uint32_t cp = 0;

	for (size_t i = hex; i < len; i++) {
		int digit = is_digit(s[i]) ? s[i] - '0' : hex && (s[i] | 32) >= 'a' && (s[i] | 32) <= 'f' ?
		    (s[i] | 32) - 'a' + 10 : -1;

		if (digit < 0 || cp > 0x10FFFF)
			return false;
		cp = cp * (hex ? 16 : 10) + (uint32_t)digit;
	}
	if (cp < 0x20 || cp > 0x10FFFF || (cp >= 0x7F && cp < 0xA0) || (cp >= 0xD800 && cp <= 0xDFFF))
		return false;
	add_code_point(out, cp);
	return true;
}

/* Adds what the entity at `s` stands for; its bytes, or 0 where it is none. */
static size_t
add_entity(struct cs_str *out, const char *s, size_t left)
{
	const char *end = memchr(s, ';', left < 10 ? left : 10);
	size_t len = end ? (size_t)(end - s) - 1 : 0;

	if (len < 2)
		return 0;
	if (s[1] == '#')
		return add_numeric(out, s + 2, len - 1) ? len + 2 : 0;
	for (size_t i = 0; i < CS_COUNT(entities); i++) {
		if (strlen(entities[i].name) == len && memcmp(s + 1, entities[i].name, len) == 0) {
			cs_str_add(out, entities[i].text);
			return len + 2;
		}
	}
	return 0;
}

static void
add_unescaped(struct cs_str *out, struct cs_field cell)
{
	for (size_t i = 0; i < cell.len;) {
		size_t n = cell.text[i] == '&' ? add_entity(out, cell.text + i, cell.len - i) : 0;

		if (n == 0)
			cs_str_add_char(out, cell.text[i++]);
		else
			i += n;
	}
}

struct cs_field
cs_value_text(struct cs_field cell, struct cs_str *scratch)
{
	struct cs_str plain = { 0 };

	cs_str_clear(scratch);
	if (cell.len && memchr(cell.text, '&', cell.len)) {
		add_unescaped(&plain, cell);
		cell = trim_blanks((struct cs_field){ plain.data, plain.len });
	}
	if (!cs_text_is_nfc(cell.text, cell.len)) {
		cs_text_nfc(scratch, cell.text, cell.len);
		cell = (struct cs_field){ scratch->data, scratch->len };
	} else if (plain.data) {
		cs_str_add_n(scratch, cell.text, cell.len);
		cell = (struct cs_field){ scratch->data, scratch->len };
	}
	cs_str_release(&plain);
	return cell;
}

/*
 * Meanings by what the folded cell contains, first match first: what says no
 * stands before what says yes, because 수신거부 contains 수신.
 */
static const struct {
	const char *part, *word;
	bool whole; /* the cell is this, not only contains it */
} meanings[] = {
	{ "f", "no", true }, { "n", "no", true }, { "0", "no", true }, { "false", "no", true },
	{ "안함", "no", false }, { "미동의", "no", false }, { "거부", "no", false }, { "아니", "no", false },
	{ "t", "yes", true }, { "y", "yes", true }, { "1", "yes", true }, { "true", "yes", true },
	{ "동의", "yes", false }, { "수신", "yes", false }, { "예", "yes", true },
	{ "구매자", "customer", false }, { "고객", "customer", false }, { "소비자", "customer", false },
	{ "판매자", "shop", false }, { "업체", "shop", false }, { "쇼핑몰", "shop", false },
	{ "택배", "courier", false }, { "배송사", "courier", false },
	{ "교환", "exchange", false }, { "취소", "cancel", false }, { "반품", "return", false },
};

int
cs_value_word(const char *const *words, struct cs_field cell)
{
	struct cs_str folded = { 0 };
	int found = cs_word_find(words, cell.text, cell.len);

	if (found >= 0)
		return found;
	cs_text_fold(&folded, cell.text, cell.len);
	found = cs_word_find(words, folded.data, folded.len);
	for (size_t i = 0; i < CS_COUNT(meanings) && found < 0; i++) {
		const char *part = meanings[i].part, *word = meanings[i].word;

		if (meanings[i].whole ? strcmp(folded.data, part) == 0 : strstr(folded.data, part) != NULL)
			found = cs_word_find(words, word, strlen(word));
	}
	cs_str_release(&folded);
	return found;
}
