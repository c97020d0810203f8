#include "consult/desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "consult/imported.h"
#include "store/db.h"

const char *const cs_agent_role_words[] = {
	[CS_AGENT_AGENT] = "agent",
	[CS_AGENT_SENIOR] = "senior",
	[CS_AGENT_OWNER] = "owner",
	[CS_AGENT_ROLE_COUNT] = NULL,
};

/* The columns of CONTACT_EVENTS. */
enum { SEQ, AT, RECORDED_AT, TYPE, MARKS, STATE, FLAG, ACTOR, AGENT, OTHER, REF, DUE, AMOUNT, WORD, FACTS, PERSON, BODY };

static cs_day
day_at(struct cs_stmt *stmt, int column)
{
	return cs_col_is_null(stmt, column) ? CS_NO_DAY : (cs_day)cs_col_int(stmt, column);
}

static char *
text_at(struct cs_stmt *stmt, int column)
{
	size_t len;
	const char *s = cs_col_text(stmt, column, &len);

	return cs_strndup(s, len);
}

static void
add_agent(struct cs_desk *desk, const struct cs_agent *agent)
{
	desk->agents = cs_grow(desk->agents, &desk->agent_cap, desk->agent_count + 1, sizeof(*desk->agents));
	desk->agents[desk->agent_count++] = *agent;
}

void
cs_desk_know(struct cs_desk *desk, int64_t id, const char *alias)
{
	add_agent(desk, &(struct cs_agent){ .id = id, .alias = cs_strdup(alias), .person = cs_strdup(""),
		.since_on = CS_NO_DAY, .until_on = CS_NO_DAY });
}

int64_t
cs_desk_meet(struct cs_desk *desk, const char *alias)
{
	const struct cs_agent *known = *alias ? cs_desk_agent_called(desk, alias) : NULL;

	if (known || !*alias)
		return known ? known->id : 0;
	int64_t id = -(int64_t)desk->agent_count - 1;

	cs_desk_know(desk, id, alias);
	return id;
}

enum cs_status
cs_desk_ask(struct cs_desk *desk, const char *alias, int64_t *agent, struct cs_err *err)
{
	const struct cs_agent *known = cs_desk_agent_called(desk, alias);

	*agent = known ? known->id : 0;
	if (known)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_AGENT_IMPORTED);

	cs_bind_text(stmt, ":alias", alias, strlen(alias));
	enum cs_status st = cs_step(stmt, err);

	cs_stmt_reset(stmt);
	if (st == CS_ROW)
		*agent = cs_desk_meet(desk, alias);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
read_agents(struct cs_desk *desk, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_AGENT_LIST);
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW)
		add_agent(desk, &(struct cs_agent){ .id = cs_col_int(stmt, 0), .alias = text_at(stmt, 1),
			.person = text_at(stmt, 2), .role = (enum cs_agent_role)cs_col_int(stmt, 3),
			.since_on = day_at(stmt, 4), .until_on = day_at(stmt, 5) });
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_desk_init(struct cs_desk *desk, struct cs_db *db, cs_time now, cs_time clock, struct cs_err *err)
{
	*desk = (struct cs_desk){ .db = db, .now = now, .seen = now, .clock = clock };
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_SHOP_GET);
	enum cs_status st = cs_step(stmt, err);

	desk->decimals = st == CS_ROW ? (int)cs_col_int(stmt, 1) : 0;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : read_agents(desk, err);
}

void
cs_desk_release(struct cs_desk *desk)
{
	for (size_t i = 0; i < desk->agent_count; i++) {
		free(desk->agents[i].alias);
		free(desk->agents[i].person);
	}
	free(desk->agents);
	cs_str_release(&desk->text);
	*desk = (struct cs_desk){ 0 };
}

const struct cs_agent *
cs_desk_agent(const struct cs_desk *desk, int64_t id)
{
	for (size_t i = 0; i < desk->agent_count; i++) {
		if (desk->agents[i].id == id)
			return &desk->agents[i];
	}
	return NULL;
}

/* The ledger's own goes before one whom only an import names. */
const struct cs_agent *
cs_desk_agent_called(const struct cs_desk *desk, const char *alias)
{
	const struct cs_agent *found = NULL;

	for (size_t i = 0; i < desk->agent_count; i++) {
		if (strcmp(desk->agents[i].alias, alias) == 0 && (!found || found->id < 0))
			found = &desk->agents[i];
	}
	return found;
}

const char *
cs_desk_alias(const struct cs_desk *desk, int64_t id)
{
	const struct cs_agent *agent = id != 0 ? cs_desk_agent(desk, id) : NULL;

	return agent ? agent->alias : "";
}

void
cs_desk_case_release(struct cs_desk_case *c)
{
	cs_contact_release(&c->now);
	cs_sheet_release(&c->sheet);
	*c = (struct cs_desk_case){ 0 };
}

static int64_t
int_or(struct cs_stmt *stmt, int column, int64_t otherwise)
{
	return cs_col_is_null(stmt, column) ? otherwise : cs_col_int(stmt, column);
}

static void
take_text(struct cs_sheet *sheet, struct cs_stmt *stmt, enum cs_sheet_text which, int column)
{
	size_t len;
	const char *s = cs_col_text(stmt, column, &len);

	cs_sheet_text(sheet, which, s, len);
}

void
cs_desk_take_event(struct cs_sheet *sheet, struct cs_stmt *stmt)
{
	struct cs_contact_event *e = cs_sheet_add(sheet);

	e->seq = cs_col_int(stmt, SEQ);
	e->at = cs_col_int(stmt, AT);
	e->recorded_at = cs_col_int(stmt, RECORDED_AT);
	e->type = (enum cs_contact_event_type)cs_col_int(stmt, TYPE);
	e->marks = (int)cs_col_int(stmt, MARKS);
	e->state = (int)int_or(stmt, STATE, -1);
	e->flag = (int)int_or(stmt, FLAG, -1);
	e->actor = cs_col_int(stmt, ACTOR);
	e->agent = cs_col_int(stmt, AGENT);
	e->other = cs_col_int(stmt, OTHER);
	e->ref = cs_col_int(stmt, REF);
	e->due = int_or(stmt, DUE, CS_NO_TIME);
	e->amount = cs_col_int(stmt, AMOUNT);
	take_text(sheet, stmt, CS_SHEET_WORD, WORD);
	take_text(sheet, stmt, CS_SHEET_FACTS, FACTS);
	take_text(sheet, stmt, CS_SHEET_PERSON, PERSON);
	take_text(sheet, stmt, CS_SHEET_BODY, BODY);
}

static enum cs_status
read_events(struct cs_desk *desk, struct cs_desk_case *c, bool bodies, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_EVENTS);
	enum cs_status st;

	cs_bind_int(stmt, ":contact", c->id);
	cs_bind_int(stmt, ":now", desk->seen);
	cs_bind_int(stmt, ":bodies", bodies);
	cs_sheet_clear(&c->sheet);
	while ((st = cs_step(stmt, err)) == CS_ROW)
		cs_desk_take_event(&c->sheet, stmt);
	cs_stmt_reset(stmt);
	if (st != CS_OK)
		return st;
	cs_sheet_settle(&c->sheet);
	cs_contact_fold(&c->now, c->sheet.events, c->sheet.count);
	return CS_OK;
}

static void
set_code(struct cs_desk_case *c, const char *code, size_t len)
{
	snprintf(c->code, sizeof(c->code), "%.*s", (int)len, code);
}

/* The first column of the statement's first row, or 0. */
static enum cs_status
find_id(struct cs_desk *desk, enum cs_sql which, const char *code, int64_t *id, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, which);

	cs_bind_text(stmt, ":code", code, strlen(code));
	enum cs_status st = cs_step(stmt, err);

	*id = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
find_code(struct cs_desk *desk, const char *code, struct cs_desk_case *c, struct cs_err *err)
{
	enum cs_status st = find_id(desk, CS_SQL_CONTACT_FIND, code, &c->id, err);

	c->import = 0;
	if (st == CS_OK && c->id == 0)
		st = find_id(desk, CS_SQL_CONTACT_IMPORT_FIND, code, &c->import, err);
	set_code(c, code, strlen(code));
	return st;
}

enum cs_status
cs_desk_load(struct cs_desk *desk, struct cs_desk_case *c, bool bodies, struct cs_err *err)
{
	if (c->id == 0 && c->import != 0)
		return cs_imported_read(desk, c, err);
	return read_events(desk, c, bodies, err);
}

enum cs_status
cs_desk_find(struct cs_desk *desk, const char *code, struct cs_desk_case *c, struct cs_err *err)
{
	char full[CS_CONTACT_CODE_MAX];
	enum cs_status st = find_code(desk, code, c, err);

	if (st == CS_OK && c->id == 0 && c->import == 0 && strspn(code, "0123456789") == strlen(code)) {
		snprintf(full, sizeof(full), "S%s", code);
		st = find_code(desk, full, c, err);
	}
	if (st == CS_OK)
		st = cs_desk_load(desk, c, true, err);
	if (st == CS_OK && c->sheet.count == 0)
		return cs_err_set(err, CS_NONE, _("no consultation is called \"%s\"; see: cs-consult list --all"), code);
	return st;
}

enum cs_status
cs_desk_code(struct cs_desk *desk, int64_t id, char code[CS_CONTACT_CODE_MAX], struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_CODE);
	size_t len = 0;

	cs_bind_int(stmt, ":id", id);
	enum cs_status st = cs_step(stmt, err);
	const char *text = st == CS_ROW ? cs_col_text(stmt, 0, &len) : "";

	snprintf(code, CS_CONTACT_CODE_MAX, "%.*s", (int)len, text);
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

enum cs_status
cs_desk_read(struct cs_desk *desk, int64_t id, struct cs_desk_case *c, struct cs_err *err)
{
	enum cs_status st = cs_desk_code(desk, id, c->code, err);

	c->id = id;
	c->import = 0;
	return st == CS_OK ? read_events(desk, c, true, err) : st;
}
