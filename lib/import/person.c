#include "import/person.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define DIGITS_MAX 15 /* ITU-T E.164 */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The digits of the cell, full-width ones too; false when there are too many. */
static bool
collect_digits(char out[DIGITS_MAX + 1], struct cs_field cell, bool *abroad)
{
	size_t n = 0;

	*abroad = cell.len > 0 && cell.text[0] == '+';
	for (size_t i = 0; i < cell.len; i++) {
		char c = cell.text[i];

		/* U+FF10 to U+FF19 are EF BC 90 to EF BC 99. */
		if (cell.len - i >= 3 && memcmp(cell.text + i, "\xEF\xBC", 2) == 0 &&
		    (unsigned char)cell.text[i + 2] >= 0x90 && (unsigned char)cell.text[i + 2] <= 0x99) {
			c = (char)('0' + ((unsigned char)cell.text[i + 2] - 0x90));
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
is_plain_mobile(struct cs_field cell)
{
	if (cell.len != 13 || memcmp(cell.text, "010-", 4) != 0 || cell.text[8] != '-')
		return false;
	for (size_t i = 4; i < 13; i++) {
		if (i != 8 && !is_digit(cell.text[i]))
			return false;
	}
	return true;
}

static enum cs_phone
read_digits(char out[CS_PHONE_BYTES], struct cs_field cell)
{
	char digits[DIGITS_MAX + 1];
	bool abroad;

	if (!collect_digits(digits, cell, &abroad))
		return CS_PHONE_NONE;
	put_home(digits, &abroad);
	if (is_junk(digits))
		return CS_PHONE_NONE;
	if (is_plain_mobile(cell)) {
		memcpy(out, cell.text, cell.len);
		out[cell.len] = '\0';
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
cs_phone_read(char out[CS_PHONE_BYTES], struct cs_field cell)
{
	out[0] = '\0';
	if (cell.len == 0)
		return CS_PHONE_NONE;
	if (memchr(cell.text, '*', cell.len)) {
		if (cell.len >= CS_PHONE_BYTES)
			return CS_PHONE_NONE;
		memcpy(out, cell.text, cell.len);
		out[cell.len] = '\0';
		return CS_PHONE_MASKED;
	}
	return read_digits(out, cell);
}

bool
cs_email_read(struct cs_str *out, struct cs_field cell)
{
	size_t at = 0, signs = 0;

	cs_str_clear(out);
	for (size_t i = 0; i < cell.len; i++) {
		unsigned char c = (unsigned char)cell.text[i];

		if (c <= ' ' || c == '*' || c == ',')
			return false;
		if (c == '@') {
			at = i;
			signs++;
		}
	}
	if (signs != 1 || at == 0 || at + 1 == cell.len)
		return false;
	cs_str_add_n(out, cell.text, cell.len);
	for (size_t i = 0; i < out->len; i++) {
		if (out->data[i] >= 'A' && out->data[i] <= 'Z')
			out->data[i] = (char)(out->data[i] + 32);
	}
	return true;
}

bool
cs_is_masked(struct cs_field cell)
{
	if (cell.len == 0)
		return false;
	return memchr(cell.text, '*', cell.len) || (memchr(cell.text, 0xE2, cell.len) &&
	    memmem(cell.text, cell.len, "○", strlen("○")));
}

bool
cs_is_guest_word(struct cs_field cell)
{
	static const char *const words[] = { "-", "--", "guest", "비회원", "비회원구매", "null", "nan", "none" };

	for (size_t i = 0; i < CS_COUNT(words); i++) {
		if (strlen(words[i]) == cell.len && strncasecmp(cell.text, words[i], cell.len) == 0)
			return true;
	}
	return false;
}

static char *
key(char out[CS_KEY_BYTES], const char *prefix, const char *bytes, size_t len)
{
	memcpy(out, prefix, 3);
	cs_digest_short(out + 3, bytes, len);
	return out;
}

char *
cs_phone_key(char out[CS_KEY_BYTES], const char *phone)
{
	char digits[CS_PHONE_BYTES];
	size_t n = 0;

	for (; *phone; phone++) {
		if (*phone != '-')
			digits[n++] = *phone;
	}
	return key(out, "ph-", digits, n);
}

char *
cs_email_key(char out[CS_KEY_BYTES], const char *email, size_t len)
{
	return key(out, "em-", email, len);
}

/* Digits alone are a number only where they begin as mobile numbers do. */
static bool
is_number_of_person(struct cs_field id, const char *phone)
{
	bool signs = id.text[0] == '+' || (id.text[0] == '0' && memchr(id.text, '-', id.len));

	for (size_t i = 0; i < id.len; i++) {
		if (!is_digit(id.text[i]) && !strchr("+-. ()", id.text[i]))
			return false;
	}
	return signs || (strncmp(phone, "01", 2) == 0 && strchr(phone, '-'));
}

bool
cs_id_key(char out[CS_KEY_BYTES], struct cs_field id)
{
	struct cs_str email = { 0 };
	char phone[CS_PHONE_BYTES];
	enum cs_phone read = cs_phone_read(phone, id);
	bool address = cs_email_read(&email, id);

	if (address)
		cs_email_key(out, email.data, email.len);
	cs_str_release(&email);
	if (address)
		return true;
	if ((read != CS_PHONE_OWN && read != CS_PHONE_SAFE) || !is_number_of_person(id, phone))
		return false;
	cs_phone_key(out, phone);
	return true;
}

char *
cs_weak_key(char out[CS_KEY_BYTES], struct cs_field masked, struct cs_field name)
{
	struct cs_str both = { 0 };

	/* A tab stands in neither, so that no two pairs make the same text. */
	cs_str_add_n(&both, masked.text, masked.len);
	cs_str_add_char(&both, '\t');
	cs_str_add_n(&both, name.text, name.len);
	key(out, "wk-", both.data, both.len);
	cs_str_release(&both);
	return out;
}
