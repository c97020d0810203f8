#include "consult/entry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/seal.h"
#include "base/text.h"
#include "consult/standing.h"
#include "store/db.h"

/* Of fewer than `most` bytes, on one line, and without what steers a terminal. */
static bool
is_name(const char *name, size_t len, size_t most)
{
	return len > 0 && len < most && !cs_text_fault(name, len) && cs_text_is_visible(name, len);
}

enum cs_status
cs_entry_agent(struct cs_desk *desk, const char *alias, int64_t *agent, struct cs_err *err)
{
	const struct cs_agent *known = cs_desk_agent_called(desk, alias);
	size_t len = strlen(alias);

	if (known && known->id > 0) {
		*agent = known->id;
		return CS_OK;
	}
	if (!is_name(alias, len, CS_ALIAS_MAX))
		return cs_err_set(err, CS_EUSAGE, _("agent: a name has 1 to %d bytes on one line"), CS_ALIAS_MAX - 1);
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_AGENT_ADD);

	cs_bind_text(stmt, ":alias", alias, len);
	enum cs_status st = cs_run(stmt, err);

	if (st == CS_OK) {
		*agent = cs_db_last_id(desk->db);
		cs_desk_know(desk, *agent, alias);
	}
	return st;
}

enum cs_status
cs_entry_begin(struct cs_desk *desk, const char *alias, int64_t *agent, struct cs_err *err)
{
	enum cs_status st = cs_db_begin(desk->db, err);

	desk->seen = INT64_MAX;
	return st == CS_OK ? cs_entry_agent(desk, alias, agent, err) : st;
}

enum cs_status
cs_entry_end(struct cs_desk *desk, enum cs_status st, struct cs_err *err)
{
	if (st == CS_OK)
		return cs_db_commit(desk->db, err);
	cs_db_rollback(desk->db);
	return st;
}

static enum cs_status
is_taken(struct cs_desk *desk, const char *code, bool *taken, struct cs_err *err)
{
	static const enum cs_sql where[] = { CS_SQL_CONTACT_FIND, CS_SQL_CONTACT_IMPORT_FIND };

	*taken = false;
	for (size_t i = 0; i < CS_COUNT(where) && !*taken; i++) {
		struct cs_stmt *stmt = cs_db_stmt(desk->db, where[i]);

		cs_bind_text(stmt, ":code", code, strlen(code));
		enum cs_status st = cs_step(stmt, err);

		*taken = st == CS_ROW;
		cs_stmt_reset(stmt);
		if (cs_failed(st))
			return st;
	}
	return CS_OK;
}

static enum cs_status
add_case(struct cs_desk *desk, struct cs_desk_case *c, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_ADD);

	cs_bind_text(stmt, ":code", c->code, strlen(c->code));
	enum cs_status st = cs_run(stmt, err);

	if (st == CS_OK)
		c->id = cs_db_last_id(desk->db);
	return st;
}

enum cs_status
cs_entry_new(struct cs_desk *desk, const char *code, struct cs_desk_case *c, struct cs_err *err)
{
	int64_t n = cs_db_int(desk->db, CS_SQL_CONTACT_NEXT, 1);
	bool taken = true;
	enum cs_status st = CS_OK;

	c->import = 0;
	cs_sheet_clear(&c->sheet);
	if (code && !is_name(code, strlen(code), CS_CONTACT_CODE_MAX))
		return cs_err_set(err, CS_EUSAGE, _("id: a name has 1 to %d bytes on one line"), CS_CONTACT_CODE_MAX - 1);
	if (code) {
		snprintf(c->code, sizeof(c->code), "%s", code);
		st = is_taken(desk, c->code, &taken, err);
		if (st == CS_OK && taken)
			return cs_err_set(err, CS_NOTE, _("a consultation is already called \"%s\""), code);
	}
	/* Another program's number may be in the way. */
	while (!code && st == CS_OK && taken) {
		snprintf(c->code, sizeof(c->code), "S%lld", (long long)n++);
		st = is_taken(desk, c->code, &taken, err);
	}
	return st == CS_OK ? add_case(desk, c, err) : st;
}

/* The number and the hash of the newest event; 0 and zeros where there is none. */
static enum cs_status
read_head(struct cs_desk *desk, int64_t *seq, uint8_t head[CS_DIGEST_BYTES], struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_HEAD);
	enum cs_status st = cs_step(stmt, err);
	size_t len;

	*seq = 0;
	memset(head, 0, CS_DIGEST_BYTES);
	if (st == CS_ROW) {
		*seq = cs_col_int(stmt, 0);
		memcpy(head, cs_col_bytes(stmt, 1, &len), CS_DIGEST_BYTES);
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

void
cs_entry_hash(struct cs_str *text, const uint8_t before[CS_DIGEST_BYTES], int64_t contact,
    const struct cs_contact_event *e, uint8_t hash[CS_DIGEST_BYTES])
{
	const int64_t numbers[] = { e->seq, contact, e->at, e->recorded_at, (int64_t)e->type, e->marks, e->state, e->flag,
		e->actor, e->agent, e->other, e->ref, e->due, e->amount };

	cs_str_clear(text);
	cs_str_add_n(text, (const char *)before, CS_DIGEST_BYTES);
	for (size_t i = 0; i < CS_COUNT(numbers); i++)
		cs_seal_number(text, numbers[i]);
	cs_seal_text(text, e->word);
	cs_seal_text(text, e->facts);
	cs_seal_text(text, e->person);
	cs_seal_text(text, e->body);
	cs_digest(hash, text->data, text->len);
}

static void
bind_some(struct cs_stmt *stmt, const char *name, int64_t value, int64_t none)
{
	if (value != none)
		cs_bind_int(stmt, name, value);
	else
		cs_bind_null(stmt, name);
}

static void
bind_words(struct cs_stmt *stmt, const char *name, const char *text)
{
	if (*text)
		cs_bind_text(stmt, name, text, strlen(text));
	else
		cs_bind_null(stmt, name);
}

static enum cs_status
insert(struct cs_desk *desk, int64_t contact, const struct cs_contact_event *e, const uint8_t hash[CS_DIGEST_BYTES],
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_EVENT_ADD);

	cs_bind_int(stmt, ":seq", e->seq);
	cs_bind_int(stmt, ":contact", contact);
	cs_bind_int(stmt, ":at", e->at);
	cs_bind_int(stmt, ":recorded_at", e->recorded_at);
	cs_bind_int(stmt, ":type", (int64_t)e->type);
	cs_bind_int(stmt, ":marks", e->marks);
	bind_some(stmt, ":state", e->state, -1);
	bind_some(stmt, ":flag", e->flag, -1);
	bind_some(stmt, ":actor", e->actor, 0);
	bind_some(stmt, ":agent", e->agent, 0);
	bind_some(stmt, ":other", e->other, 0);
	bind_some(stmt, ":ref", e->ref, 0);
	bind_some(stmt, ":due", e->due, CS_NO_TIME);
	bind_some(stmt, ":amount", e->amount, 0);
	bind_words(stmt, ":word", e->word);
	bind_words(stmt, ":facts", e->facts);
	bind_words(stmt, ":person", e->person);
	bind_words(stmt, ":body", e->body);
	cs_bind_bytes_at(stmt, cs_stmt_param(stmt, ":hash"), hash, CS_DIGEST_BYTES);
	return cs_run(stmt, err);
}

/* Texts that were not given are empty, not missing. */
static void
fill_texts(struct cs_contact_event *e)
{
	e->word = e->word ? e->word : "";
	e->facts = e->facts ? e->facts : "";
	e->person = e->person ? e->person : "";
	e->body = e->body ? e->body : "";
}

static enum cs_status
append(struct cs_desk *desk, int64_t contact, struct cs_contact_event *e, struct cs_err *err)
{
	uint8_t head[CS_DIGEST_BYTES], hash[CS_DIGEST_BYTES];
	int64_t newest;
	enum cs_status st = read_head(desk, &newest, head, err);

	if (st != CS_OK)
		return st;
	fill_texts(e);
	e->seq = newest + 1;
	e->recorded_at = desk->clock;
	cs_entry_hash(&desk->text, head, contact, e, hash);
	return insert(desk, contact, e, hash, err);
}

/* The number in the log of an event that was worked out from an import. */
static int64_t
new_number(const int64_t *numbers, const struct cs_sheet *sheet, size_t upto, int64_t ref)
{
	for (size_t i = 0; i < upto; i++) {
		if (sheet->events[i].seq == ref)
			return numbers[i];
	}
	return 0;
}

static enum cs_status
adopt_agent(struct cs_desk *desk, int64_t *agent, struct cs_err *err)
{
	if (*agent >= 0)
		return CS_OK;
	return cs_entry_agent(desk, cs_desk_alias(desk, *agent), agent, err);
}

/* Its events go into the log as they were worked out. */
enum cs_status
cs_entry_adopt(struct cs_desk *desk, struct cs_desk_case *c, struct cs_err *err)
{
	if (c->id != 0)
		return CS_OK;
	int64_t *numbers = cs_calloc(c->sheet.count + 1, sizeof(*numbers));
	enum cs_status st = add_case(desk, c, err);

	for (size_t i = 0; st == CS_OK && i < c->sheet.count; i++) {
		struct cs_contact_event e = c->sheet.events[i];

		if (e.type == CS_CONTACT_OPEN)
			e.word = c->code;
		e.ref = e.ref != 0 ? new_number(numbers, &c->sheet, i, e.ref) : 0;
		st = adopt_agent(desk, &e.actor, err);
		if (st == CS_OK)
			st = adopt_agent(desk, &e.agent, err);
		if (st == CS_OK)
			st = append(desk, c->id, &e, err);
		numbers[i] = e.seq;
	}
	c->import = 0;
	free(numbers);
	return st;
}

enum cs_status
cs_entry_add(struct cs_desk *desk, struct cs_desk_case *c, struct cs_contact_event *e, struct cs_err *err)
{
	char at[CS_TIME_TEXT];
	enum cs_status st = cs_entry_adopt(desk, c, err);

	if (st != CS_OK)
		return st;
	if (e->type == CS_CONTACT_OPEN)
		e->word = c->code;
	else if (c->sheet.count > 0 && e->at < c->now.opened_at)
		return cs_err_set(err, CS_EUSAGE, _("%s: was opened later, at %s"), c->code,
		    cs_time_format(at, c->now.opened_at));
	return append(desk, c->id, e, err);
}

enum cs_status
cs_entry_settle(struct cs_desk *desk, struct cs_desk_case *c, struct cs_err *err)
{
	enum cs_status st = cs_desk_load(desk, c, true, err);

	return st == CS_OK ? cs_standing_put(desk, c, err) : st;
}
