#include "import/person.h"

#include <string.h>
#include <strings.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
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
	enum cs_phone read = cs_phone_read(phone, id.text, id.len);
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
