#include "consult/audit.h"

#include <string.h>

#include "consult/entry.h"
#include "consult/standing.h"
#include "store/db.h"

/* The columns of CONTACT_LOG behind those of an event. */
enum { CONTACT = 17, EMPTIED, HASH };

struct audit {
	struct cs_desk *desk;
	void (*tell)(void *self, const char *finding);
	void *self;
	size_t findings;
	struct cs_str text;
};

static void
find(struct audit *a, const char *format, const char *code, long long n, const char *what)
{
	struct cs_str text = { 0 };

	/* Which of the three a finding names is the format's choice. */
	if (code)
		cs_str_add_format(&text, "%s: ", code);
	if (n > 0)
		cs_str_add_format(&text, _("event %lld: "), n);
	cs_str_add(&text, format);
	if (what)
		cs_str_add_format(&text, ": %s", what);
	a->tell(a->self, text.data);
	a->findings++;
	cs_str_release(&text);
}

/* Every event behind the one before it, without a gap. */
static enum cs_status
check_chain(struct audit *a, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(a->desk->db, CS_SQL_CONTACT_LOG);
	uint8_t head[CS_DIGEST_BYTES] = { 0 }, hash[CS_DIGEST_BYTES];
	struct cs_sheet sheet = { 0 };
	int64_t seq = 0;
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_sheet_clear(&sheet);
		cs_desk_take_event(&sheet, stmt);
		cs_sheet_place(&sheet);
		const struct cs_contact_event *e = &sheet.events[0];
		const void *stored = cs_col_bytes(stmt, HASH, &len);

		if (e->seq != ++seq)
			find(a, _("the events before it are missing"), NULL, e->seq, NULL);
		seq = e->seq;
		cs_entry_hash(&a->text, head, cs_col_int(stmt, CONTACT), e, hash);
		if (len != sizeof(hash) || (!cs_col_int(stmt, EMPTIED) && memcmp(hash, stored, sizeof(hash)) != 0))
			find(a, _("was changed, or an event before it was"), NULL, e->seq, NULL);
		memcpy(head, stored, len < sizeof(head) ? len : sizeof(head));
	}
	cs_stmt_reset(stmt);
	cs_sheet_release(&sheet);
	return st;
}

static enum cs_status
check_case(struct audit *a, struct cs_desk_case *c, struct cs_err *err)
{
	const char *what;
	enum cs_status st = cs_desk_load(a->desk, c, false, err);

	if (st != CS_OK)
		return st;
	const struct cs_contact_event *first = c->sheet.count > 0 ? &c->sheet.events[0] : NULL;

	if (!first || first->type != CS_CONTACT_OPEN || strcmp(first->word, c->code) != 0)
		find(a, _("does not begin with its opening"), c->code, 0, NULL);
	for (size_t i = 1; i < c->sheet.count; i++) {
		if (c->sheet.events[i].type == CS_CONTACT_OPEN)
			find(a, _("is opened twice"), c->code, c->sheet.events[i].seq, NULL);
	}
	st = cs_standing_compare(a->desk, c, &what, err);
	if (st == CS_OK && what)
		find(a, _("what is written down is not what its events come to"), c->code, 0, what);
	return st;
}

static enum cs_status
check_cases(struct audit *a, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(a->desk->db, CS_SQL_CONTACT_IDS);
	struct cs_desk_case c = { 0 };
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		c.id = cs_col_int(stmt, 0);
		const char *code = cs_col_text(stmt, 1, &len);

		memcpy(c.code, code, len < sizeof(c.code) ? len : sizeof(c.code) - 1);
		c.code[len < sizeof(c.code) ? len : sizeof(c.code) - 1] = '\0';
		st = check_case(a, &c, err);
		if (st != CS_OK)
			break;
	}
	cs_stmt_reset(stmt);
	cs_desk_case_release(&c);
	return st;
}

enum cs_status
cs_contact_audit(struct cs_desk *desk, void (*tell)(void *self, const char *finding), void *self, size_t *findings,
    struct cs_err *err)
{
	struct audit a = { .desk = desk, .tell = tell, .self = self };

	desk->seen = INT64_MAX;
	enum cs_status st = check_chain(&a, err);

	if (st == CS_OK)
		st = check_cases(&a, err);
	cs_str_release(&a.text);
	*findings = a.findings;
	return st;
}
