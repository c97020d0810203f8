#include "consult/register.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "consult/entry.h"
#include "store/db.h"

static const char *const protection_words[] = { "notice", "warned", "ended", "handed_over", "break", "counselling",
	"treatment", "legal_help", "manual", "training", NULL };

static void
bind_number(struct cs_stmt *stmt, const char *name, int64_t n, int64_t none)
{
	if (n != none)
		cs_bind_int(stmt, name, n);
	else
		cs_bind_null(stmt, name);
}

static void
bind_words(struct cs_stmt *stmt, const char *name, const char *text)
{
	if (text && *text)
		cs_bind_text(stmt, name, text, strlen(text));
	else
		cs_bind_null(stmt, name);
}

/* ---- agents ---- */

static void
change(struct cs_agent *agent, const struct cs_agent_told *told)
{
	if (told->person) {
		free(agent->person);
		agent->person = cs_strdup(told->person);
	}
	if (told->role >= 0)
		agent->role = (enum cs_agent_role)told->role;
	if (told->since_on != CS_NO_DAY)
		agent->since_on = told->since_on;
	if (told->until_on != CS_NO_DAY)
		agent->until_on = told->until_on;
}

static enum cs_status
set_agent(struct cs_desk *desk, int64_t id, const struct cs_agent_told *told, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_AGENT_SET);

	cs_bind_int(stmt, ":id", id);
	bind_words(stmt, ":person", told->person);
	bind_number(stmt, ":role", told->role, -1);
	bind_number(stmt, ":since_on", told->since_on, CS_NO_DAY);
	bind_number(stmt, ":until_on", told->until_on, CS_NO_DAY);
	for (size_t i = 0; i < desk->agent_count; i++) {
		if (desk->agents[i].id == id)
			change(&desk->agents[i], told);
	}
	return cs_run(stmt, err);
}

enum cs_status
cs_register_agent(struct cs_desk *desk, const char *alias, const struct cs_agent_told *told, struct cs_err *err)
{
	int64_t id;
	enum cs_status st = cs_entry_begin(desk, alias, &id, err);

	if (st == CS_OK)
		st = set_agent(desk, id, told, err);
	return cs_entry_end(desk, st, err);
}

void
cs_register_agents(const struct cs_desk *desk, const char *alias, struct cs_out *out)
{
	static const struct cs_col columns[] = { { "agent", CS_CELL_TEXT }, { "person", CS_CELL_NAME },
		{ "role", CS_CELL_TEXT }, { "since", CS_CELL_TEXT }, { "until", CS_CELL_TEXT } };

	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < desk->agent_count; i++) {
		const struct cs_agent *agent = &desk->agents[i];

		if (alias && strcmp(alias, agent->alias) != 0)
			continue;
		cs_out_str(out, agent->alias);
		cs_out_str(out, agent->person);
		cs_out_str(out, cs_agent_role_words[agent->role]);
		cs_out_day(out, agent->since_on);
		cs_out_day(out, agent->until_on);
		cs_out_end(out);
	}
}

/* ---- protection ---- */

static enum cs_status
add_protection(struct cs_desk *desk, const struct cs_protection *p, int64_t actor, int64_t contact, struct cs_err *err)
{
	int64_t whom = 0;
	enum cs_status st = p->whom ? cs_entry_agent(desk, p->whom, &whom, err) : CS_OK;

	if (st != CS_OK)
		return st;
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_PROTECTION_ADD);

	cs_bind_int(stmt, ":at", desk->now);
	cs_bind_int(stmt, ":recorded_at", desk->clock);
	bind_words(stmt, ":action", p->action);
	bind_number(stmt, ":agent", whom, 0);
	cs_bind_int(stmt, ":actor", actor);
	bind_number(stmt, ":contact", contact, 0);
	bind_words(stmt, ":note", p->note);
	return cs_run(stmt, err);
}

enum cs_status
cs_register_protection(struct cs_desk *desk, const struct cs_protection *p, struct cs_err *err)
{
	struct cs_desk_case c = { 0 };
	int64_t actor;

	if (cs_word_find(protection_words, p->action, strlen(p->action)) < 0)
		return cs_err_set(err, CS_EUSAGE, _("protect: \"%s\" is nothing that is written down here; see: cs-consult(1)"),
		    p->action);
	enum cs_status st = cs_entry_begin(desk, p->who, &actor, err);

	if (st == CS_OK && p->contact)
		st = cs_desk_find(desk, p->contact, &c, err);
	if (st == CS_OK && p->contact && c.id == 0) {
		st = cs_entry_adopt(desk, &c, err);
		if (st == CS_OK)
			st = cs_entry_settle(desk, &c, err);
	}
	if (st == CS_OK)
		st = add_protection(desk, p, actor, c.id, err);
	cs_desk_case_release(&c);
	return cs_entry_end(desk, st, err);
}

/* Rows of a statement: a time, then texts. */
static enum cs_status
print_rows(struct cs_desk *desk, enum cs_sql which, size_t texts, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, which);
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_out_time(out, cs_col_int(stmt, 0));
		for (size_t i = 1; i <= texts; i++) {
			const char *text = cs_col_text(stmt, (int)i, &len);

			cs_out_text(out, text, len);
		}
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_register_protections(struct cs_desk *desk, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col columns[] = { { "at", CS_CELL_TEXT }, { "action", CS_CELL_TEXT }, { "agent", CS_CELL_TEXT },
		{ "by", CS_CELL_TEXT }, { "contact_id", CS_CELL_TEXT }, { "note", CS_CELL_PROSE } };

	cs_out_begin(out, columns, CS_COUNT(columns));
	return print_rows(desk, CS_SQL_PROTECTION_LIST, CS_COUNT(columns) - 1, out, err);
}

/* ---- who looked ---- */

static enum cs_status
add_reveal(struct cs_desk *desk, int64_t actor, const char *command, const char *subject, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_REVEAL_ADD);

	cs_bind_int(stmt, ":at", desk->clock);
	cs_bind_int(stmt, ":actor", actor);
	cs_bind_text(stmt, ":command", command, strlen(command));
	cs_bind_text(stmt, ":subject", subject, strlen(subject));
	return cs_run(stmt, err);
}

enum cs_status
cs_register_reveal(struct cs_desk *desk, const char *who, const char *command, const char *subject, struct cs_err *err)
{
	struct cs_str masked = { 0 };
	int64_t actor;

	cs_str_add(&masked, "");
	cs_text_mask(&masked, CS_MASK_PROSE, subject, strlen(subject));
	enum cs_status st = cs_entry_begin(desk, who, &actor, err);

	if (st == CS_OK)
		st = add_reveal(desk, actor, command, masked.data, err);
	cs_str_release(&masked);
	return cs_entry_end(desk, st, err);
}

enum cs_status
cs_register_reveals(struct cs_desk *desk, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col columns[] = { { "at", CS_CELL_TEXT }, { "by", CS_CELL_TEXT }, { "command", CS_CELL_TEXT },
		{ "subject", CS_CELL_TEXT } };

	cs_out_begin(out, columns, CS_COUNT(columns));
	return print_rows(desk, CS_SQL_REVEAL_LIST, CS_COUNT(columns) - 1, out, err);
}
