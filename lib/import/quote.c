#include "import/quote.h"

#include <string.h>

#include "base/text.h"

#define QUOTED_BYTES 80 /* of a cell in a message */
#define STATE_BYTES 45  /* fifteen syllables: longer ones are sentences */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t
count_digits(struct cs_field cell)
{
	size_t digits = 0;

	for (size_t i = 0; i < cell.len; i++)
		digits += is_digit(cell.text[i]);
	return digits;
}

/*
 * Numbers of telephones (010..., 02..., 82 10..., and 10... without its zero)
 * and of people (thirteen digits) and cards (fifteen, sixteen).
 */
static bool
is_personal_number(struct cs_field cell)
{
	size_t digits = count_digits(cell);
	char first[2] = { 0, 0 };

	for (size_t i = 0, n = 0; i < cell.len && n < 2; i++) {
		if (is_digit(cell.text[i]))
			first[n++] = cell.text[i];
	}
	if (digits == 13 || digits > 14)
		return true;
	/* Dates and clock times are no telephone numbers. */
	if (memchr(cell.text, '/', cell.len) || memchr(cell.text, ':', cell.len))
		return false;
	return digits >= 9 && digits <= 12 && (first[0] == '0' || cell.text[0] == '+' ||
	    (first[0] == '8' && first[1] == '2') || (first[0] == '1' && digits <= 10));
}

/* Signs of a type beside digits, longest first where one begins another. */
static const char *const number_signs[] = {
	",", ".", "-", "+", "(", ")", "%", " ", "$", "₩", "￦", "원", "£", "€", "¥", "￥", NULL
};
static const char *const time_signs[] = {
	"-", "/", ".", ":", ",", " ", "+", "T", "Z", "KST", "UTC", "AM", "PM", "년", "월", "일", "시", "분", "초",
	"오전", "오후", NULL
};
static const char *const id_signs[] = { ".", "+", "E", "e", NULL };
static const char *const no_signs[] = { NULL };

static const char *const *
signs_of(enum cs_value_type type)
{
	switch (type) {
	case CS_VALUE_MONEY:
	case CS_VALUE_COUNT:
	case CS_VALUE_RATE:
		return number_signs;
	case CS_VALUE_TIME:
	case CS_VALUE_DAY:
		return time_signs;
	case CS_VALUE_ID:
		return id_signs;
	case CS_VALUE_TEXT:
	case CS_VALUE_WORD:
		break;
	}
	return no_signs;
}

static size_t
sign_at(const char *const *signs, const char *s, size_t left)
{
	for (; *signs; signs++) {
		size_t n = strlen(*signs);

		if (n <= left && memcmp(s, *signs, n) == 0)
			return n;
	}
	return 0;
}

/* Digits, the type's own signs, and one letter: a slip of the finger is no name. */
static bool
fits(enum cs_value_type type, struct cs_field cell)
{
	const char *const *signs = signs_of(type);
	size_t letters = 0;

	if (signs == no_signs || is_personal_number(cell) || count_digits(cell) == 0)
		return false;
	for (size_t i = 0; i < cell.len;) {
		size_t n = is_digit(cell.text[i]) ? 1 : sign_at(signs, cell.text + i, cell.len - i);

		/* A minus between digits is no number: it parts those of a telephone. */
		if (signs == number_signs && cell.text[i] == '-' && i > 0 && is_digit(cell.text[i - 1]))
			return false;
		if (n == 0 && is_letter(cell.text[i]) && ++letters == 1)
			n = 1;
		if (n == 0)
			return false;
		i += n;
	}
	return true;
}

static void
add_shape(struct cs_str *out, struct cs_field cell)
{
	for (size_t i = 0; i < cell.len; i++) {
		unsigned char c = (unsigned char)cell.text[i];

		if (is_digit((char)c))
			cs_str_add_char(out, '#');
		else if (is_letter((char)c) || c >= 0xC0)
			cs_str_add_char(out, 'x');
		else if (c < 0x80)
			cs_str_add_char(out, (char)c);
	}
}

static struct cs_field
cut(struct cs_field cell)
{
	if (cell.len > QUOTED_BYTES)
		cell.len = cs_text_cut(cell.text, QUOTED_BYTES);
	return cell;
}

void
cs_quote_cell(struct cs_str *out, enum cs_value_type type, struct cs_field cell, bool reveal)
{
	struct cs_str shape = { 0 };
	struct cs_field start = cut(cell);

	if (cell.len == 0)
		return;
	if (reveal || fits(type, cell)) {
		cs_str_add_format(out, ": \"%.*s\"", (int)start.len, start.text);
		return;
	}
	add_shape(&shape, start);
	cs_str_add_format(out, _(": like \"%s\""), shape.data);
	cs_str_release(&shape);
}

void
cs_quote_state(struct cs_str *out, struct cs_field word, bool reveal)
{
	bool tells = word.len > STATE_BYTES || memchr(word.text, '@', word.len) || count_digits(word) > 3;

	if (tells && !reveal)
		add_shape(out, cut(word));
	else
		cs_str_add_n(out, word.text, word.len);
}
