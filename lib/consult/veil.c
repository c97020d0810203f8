#include "consult/veil.h"

#include <string.h>

#include "base/text.h"
#include "store/db.h"

enum { NOTED, CUSTOMERS, GUESTS };

#define WIDTH_LEAST 3 /* columns: a name of one syllable would mask every word that it stands in */

static void
keep(struct cs_str *name, const char *s, size_t len)
{
	if (len > 0 && cs_text_width(s, len) >= WIDTH_LEAST)
		cs_str_add_n(name, s, len);
}

/* What a statement tells in its first column of the fact, which is a key. */
static enum cs_status
ask(struct cs_str *name, struct cs_desk *desk, enum cs_sql which, const struct cs_contact_text *key, struct cs_err *err)
{
	if (key->len == 0)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(desk->db, which);

	cs_bind_text(stmt, ":key", key->s, key->len);
	enum cs_status st = cs_step(stmt, err);
	size_t len;

	if (st == CS_ROW) {
		const char *told = cs_col_text(stmt, 0, &len);

		keep(name, told, len);
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

enum cs_status
cs_veil_read(struct cs_veil *veil, struct cs_desk *desk, const struct cs_contact *c, struct cs_err *err)
{
	for (size_t i = 0; i < CS_VEIL_NAMES; i++)
		cs_str_clear(&veil->names[i]);
	const struct cs_contact_text *noted = &c->facts[CS_CONTACT_FACT_NAME];

	keep(&veil->names[NOTED], noted->s, noted->len);
	enum cs_status st = ask(&veil->names[CUSTOMERS], desk, CS_SQL_VEIL_CUSTOMER, &c->facts[CS_CONTACT_FACT_CUSTOMER], err);

	return st == CS_OK ? ask(&veil->names[GUESTS], desk, CS_SQL_VEIL_ORDER, &c->facts[CS_CONTACT_FACT_ORDER], err) : st;
}

void
cs_veil_release(struct cs_veil *veil)
{
	for (size_t i = 0; i < CS_VEIL_NAMES; i++)
		cs_str_release(&veil->names[i]);
	cs_str_release(&veil->text);
}

/* The bytes of the longest name that begins at `s`, or 0. */
static size_t
name_at(const struct cs_veil *veil, const char *s, size_t len)
{
	size_t longest = 0;

	for (size_t i = 0; i < CS_VEIL_NAMES; i++) {
		const struct cs_str *name = &veil->names[i];

		if (name->len > longest && name->len <= len && memcmp(s, name->data, name->len) == 0)
			longest = name->len;
	}
	return longest;
}

const char *
cs_veil_text(struct cs_veil *veil, const char *s, size_t len)
{
	cs_str_clear(&veil->text);
	cs_str_add(&veil->text, "");
	for (size_t i = 0, name; i < len; i += name ? name : 1) {
		name = name_at(veil, s + i, len - i);
		if (name)
			cs_text_mask(&veil->text, CS_MASK_NAME, s + i, name);
		else
			cs_str_add_char(&veil->text, s[i]);
	}
	return veil->text.data;
}
