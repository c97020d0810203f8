#include "base/phone.h"

#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 15 /* ITU-T E.164 */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits of the text, full-width ones too; false when there are too many. */
static bool
collect_digits(char out[DIGITS_MAX + 1], const char *s, size_t len, bool *abroad)
{
	size_t n = 0;

	*abroad = len > 0 && s[0] == '+';
	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		/* U+FF10 to U+FF19 are EF BC 90 to EF BC 99. */
		if (len - i >= 3 && memcmp(s + i, "\xEF\xBC", 2) == 0 &&
		    (unsigned char)s[i + 2] >= 0x90 && (unsigned char)s[i + 2] <= 0x99) {
			c = (char)('0' + ((unsigned char)s[i + 2] - 0x90));
			i += 2;
		}
		if (!is_digit(c))
			continue;
		if (n == DIGITS_MAX)
			return false;
		out[n++] = c;
	}
	out[n] = '\0';
	return true;
}

/* +82 10..., 0082 10..., 82 10... and 10... (a spreadsheet's) all begin 010. */
static void
put_home(char digits[DIGITS_MAX + 1], bool *abroad)
{
	size_t len = strlen(digits), cut = 0;

	if (strncmp(digits, "0082", 4) == 0)
		cut = 4;
	else if (strncmp(digits, "82", 2) == 0 && (*abroad || len >= 11))
		cut = 2;
	bool lost = cut == 0 && !*abroad && len == 10 && strncmp(digits, "10", 2) == 0;

	if (cut == 0 && !lost)
		return;
	if (cut && digits[cut] == '0')
		cut++;
	memmove(digits + 1, digits + cut, len - cut + 1);
	digits[0] = '0';
	*abroad = false;
}

/*
 * What people type to get past a required field: zeros, one digit again and
 * again, 123-1234.
 */
static bool
is_junk(const char *digits)
{
	size_t len = strlen(digits), run = 1, longest = 1;

	for (size_t i = 1; i < len; i++) {
		run = digits[i] == digits[i - 1] ? run + 1 : 1;
		longest = run > longest ? run : longest;
	}
	return len < 8 || longest >= 7 || strncmp(digits, "000", 3) == 0 ||
	    strcmp(digits + len - 7, "1231234") == 0;
}

/* Area code 02 has two digits, 050x has four, all others have three. */
static void
put_hyphens(char out[CS_PHONE_BYTES], const char *digits)
{
	int len = (int)strlen(digits);
	int area = strncmp(digits, "02", 2) == 0 ? 2 : strncmp(digits, "050", 3) == 0 ? 4 : 3;

	if (digits[0] != '0' || len < area + 7 || len > area + 8)
		snprintf(out, CS_PHONE_BYTES, "%s", digits);
	else
		snprintf(out, CS_PHONE_BYTES, "%.*s-%.*s-%s", area, digits, len - area - 4,
		    digits + area, digits + len - 4);
}

/* 010-1234-5678, as nearly every cell has it: needs no new hyphens. */
static bool
is_plain_mobile(const char *s, size_t len)
{
	if (len != 13 || memcmp(s, "010-", 4) != 0 || s[8] != '-')
		return false;
	for (size_t i = 4; i < 13; i++) {
		if (i != 8 && !is_digit(s[i]))
			return false;
	}
	return true;
}

static enum cs_phone
read_digits(char out[CS_PHONE_BYTES], const char *s, size_t len)
{
	char digits[DIGITS_MAX + 1];
	bool abroad;

	if (!collect_digits(digits, s, len, &abroad))
		return CS_PHONE_NONE;
	put_home(digits, &abroad);
	if (is_junk(digits))
		return CS_PHONE_NONE;
	if (is_plain_mobile(s, len)) {
		memcpy(out, s, len);
		out[len] = '\0';
		return CS_PHONE_OWN;
	}
	if (abroad) {
		snprintf(out, CS_PHONE_BYTES, "+%s", digits);
		return CS_PHONE_OWN;
	}
	put_hyphens(out, digits);
	return strncmp(digits, "050", 3) == 0 ? CS_PHONE_SAFE : CS_PHONE_OWN;
}

enum cs_phone
cs_phone_read(char out[CS_PHONE_BYTES], const char *s, size_t len)
{
	out[0] = '\0';
	if (len == 0)
		return CS_PHONE_NONE;
	if (memchr(s, '*', len)) {
		if (len >= CS_PHONE_BYTES)
			return CS_PHONE_NONE;
		memcpy(out, s, len);
		out[len] = '\0';
		return CS_PHONE_MASKED;
	}
	return read_digits(out, s, len);
}
