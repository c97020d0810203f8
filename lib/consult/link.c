#include "consult/link.h"

#include <stdio.h>
#include <string.h>

#include "store/db.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What an order number is made of. */
static bool
is_word(char c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '#';
}

/* The statement's first two columns where it has exactly `rows` rows (0: any, the first counts). */
static enum cs_status
look(struct cs_desk *desk, enum cs_sql which, const char *name, const char *key, bool only_one, char *first, char *second,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, which);
	size_t len;

	cs_bind_text(stmt, name, key, strlen(key));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		const char *text = cs_col_text(stmt, 0, &len);

		snprintf(first, CS_LINK_BYTES, "%.*s", (int)len, text);
		if (second && !*second) {
			text = cs_col_text(stmt, 1, &len);
			snprintf(second, CS_LINK_BYTES, "%.*s", (int)len, text);
		}
		if (only_one && cs_step(stmt, err) == CS_ROW)
			*first = '\0';
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* A word with a digit that is the number of an order. */
static enum cs_status
try_order(struct cs_desk *desk, const char *word, size_t len, struct cs_link *link, struct cs_err *err)
{
	char key[CS_LINK_BYTES];

	if (link->order_no[0] || len < 3 || len >= sizeof(key) || strcspn(word, "0123456789") >= len)
		return CS_OK;
	snprintf(key, sizeof(key), "%.*s", (int)len, word);
	return look(desk, CS_SQL_LINK_ORDER, ":order_no", key, false, link->order_no, NULL, err);
}

/* Digits with the signs that telephone numbers are written with. */
static size_t
phone_length(const char *s)
{
	size_t n = *s == '+', last = 0;

	for (; is_digit(s[n]) || (n > 0 && strchr("-. ()", s[n]) && s[n]); n++) {
		if (is_digit(s[n]))
			last = n + 1;
		if (n > 0 && s[n] == ' ' && s[n - 1] == ' ')
			break;
	}
	return last;
}

/* Numbers that begin as those of telephones do; dates and order numbers do not. */
static void
try_phone(const char *s, size_t len, struct cs_link *link)
{
	char phone[CS_PHONE_BYTES];
	enum cs_phone kind;

	if (link->phone[0] || len < 9 || (s[0] != '0' && s[0] != '+'))
		return;
	kind = cs_phone_read(phone, s, len);
	if ((kind == CS_PHONE_OWN || kind == CS_PHONE_SAFE) && (strchr(phone, '-') || phone[0] == '+'))
		memcpy(link->phone, phone, sizeof(phone));
}

static enum cs_status
find_numbers(struct cs_desk *desk, const char *text, struct cs_link *link, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (const char *p = text; *p && st == CS_OK; p++) {
		bool begins = p == text || !is_word(p[-1]);
		size_t len = 0;

		if (!begins || (!is_word(*p) && *p != '+'))
			continue;
		try_phone(p, phone_length(p), link);
		while (is_word(p[len]))
			len++;
		st = try_order(desk, p, len, link, err);
	}
	return st;
}

static enum cs_status
follow(struct cs_desk *desk, struct cs_link *link, struct cs_err *err)
{
	char order_no[CS_LINK_BYTES];
	enum cs_status st = CS_OK;

	if (link->phone[0] && !link->customer[0])
		st = look(desk, CS_SQL_LINK_PHONE, ":phone", link->phone, true, link->customer, NULL, err);
	if (st == CS_OK && link->phone[0] && !link->customer[0] && !link->order_no[0])
		st = look(desk, CS_SQL_LINK_GUEST, ":phone", link->phone, false, link->order_no, NULL, err);
	if (st == CS_OK && link->order_no[0] && !link->customer[0])
		st = look(desk, CS_SQL_LINK_ORDER, ":order_no", link->order_no, false, order_no, link->customer, err);
	if (st == CS_OK && link->order_no[0] && !link->product[0])
		st = look(desk, CS_SQL_LINK_PRODUCT, ":order_no", link->order_no, true, link->product, NULL, err);
	return st;
}

enum cs_status
cs_link_text(struct cs_desk *desk, const char *text, struct cs_link *link, struct cs_err *err)
{
	enum cs_status st = find_numbers(desk, text, link, err);

	return st == CS_OK ? follow(desk, link, err) : st;
}

enum cs_status
cs_link_strange(struct cs_desk *desk, const char *order_no, bool *strange, struct cs_err *err)
{
	char found[CS_LINK_BYTES] = "";
	enum cs_status st = look(desk, CS_SQL_ORDER_STRANGE, ":order_no", order_no, false, found, NULL, err);

	*strange = found[0];
	return st;
}

enum cs_status
cs_link_living(struct cs_desk *desk, const char *key, char living[CS_LINK_BYTES], struct cs_err *err)
{
	snprintf(living, CS_LINK_BYTES, "%s", key);
	return look(desk, CS_SQL_LINK_CUSTOMER, ":code", key, false, living, NULL, err);
}

enum cs_status
cs_link_keys(struct cs_desk *desk, const char *living, struct cs_str *keys, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_LINK_KEYS);
	enum cs_status st;
	size_t len;

	cs_bind_text(stmt, ":key", living, strlen(living));
	cs_str_add_format(keys, "%s\n", living);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *code = cs_col_text(stmt, 0, &len);

		cs_str_add_format(keys, "%.*s\n", (int)len, code);
	}
	cs_stmt_reset(stmt);
	return st;
}

static void
bind_key(struct cs_stmt *stmt, const char *name, const char *key)
{
	if (*key)
		cs_bind_text(stmt, name, key, strlen(key));
	else
		cs_bind_null(stmt, name);
}

enum cs_status
cs_link_open_case(struct cs_desk *desk, const struct cs_link *link, int64_t contact, char code[CS_CONTACT_CODE_MAX],
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_LINK_OPEN);
	size_t len = 0;

	cs_bind_int(stmt, ":contact", contact);
	bind_key(stmt, ":customer", link->customer);
	bind_key(stmt, ":order_no", link->order_no);
	bind_key(stmt, ":phone", link->phone);
	enum cs_status st = cs_step(stmt, err);
	const char *text = st == CS_ROW ? cs_col_text(stmt, 0, &len) : "";

	snprintf(code, CS_CONTACT_CODE_MAX, "%.*s", (int)len, text);
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}
