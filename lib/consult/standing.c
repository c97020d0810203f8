#include "consult/standing.h"

#include <string.h>

#include "store/db.h"

/* In the order of CONTACT_NOW_GET. */
static const char *const names[] = { ":opened_at", ":state", ":agent", ":kind", ":channel", ":cause", ":origin",
	":severity", ":flags", ":customer", ":order_no", ":product", ":phone", ":reopened", ":transfers", ":last_at",
	":asked_at", ":resolved_at", ":closed_at", ":parent", ":merged_into" };

#define COLUMNS CS_COUNT(names)

struct cell {
	enum { NOTHING, NUMBER, TEXT } type;
	int64_t n;
	struct cs_contact_text text;
};

static struct cell
number(int64_t n)
{
	return (struct cell){ NUMBER, n, { "", 0 } };
}

/* A case, an agent: 0 is none. */
static struct cell
reference(int64_t id)
{
	return id != 0 ? number(id) : (struct cell){ NOTHING, 0, { "", 0 } };
}

static struct cell
moment(cs_time at)
{
	return at != CS_NO_TIME ? number(at) : (struct cell){ NOTHING, 0, { "", 0 } };
}

static struct cell
fact(const struct cs_contact *c, enum cs_contact_fact which)
{
	return c->facts[which].len > 0 ? (struct cell){ TEXT, 0, c->facts[which] } : reference(0);
}

static void
fill(const struct cs_contact *c, struct cell cells[COLUMNS])
{
	const struct cell values[COLUMNS] = {
		number(c->opened_at), number((int64_t)c->state), reference(c->agent), number((int64_t)c->kind),
		number((int64_t)c->channel), fact(c, CS_CONTACT_FACT_CAUSE), number((int64_t)c->origin),
		number((int64_t)c->severity), number(c->flags), fact(c, CS_CONTACT_FACT_CUSTOMER),
		fact(c, CS_CONTACT_FACT_ORDER), fact(c, CS_CONTACT_FACT_PRODUCT), fact(c, CS_CONTACT_FACT_PHONE),
		number(c->reopened), number(c->transfers), number(c->last_at), moment(c->asked_at),
		moment(c->resolved_at), moment(c->closed_at), reference(c->parent), reference(c->merged_into),
	};

	memcpy(cells, values, sizeof(values));
}

static enum cs_status
put_promises(struct cs_desk *desk, const struct cs_desk_case *c, struct cs_err *err)
{
	struct cs_stmt *drop = cs_db_stmt(desk->db, CS_SQL_CONTACT_PROMISES_DROP);

	cs_bind_int(drop, ":contact", c->id);
	enum cs_status st = cs_run(drop, err);

	for (size_t i = 0; st == CS_OK && i < c->now.promise_count; i++) {
		const struct cs_contact_promise *p = &c->now.promises[i];
		struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_PROMISE_ADD);

		cs_bind_int(stmt, ":seq", p->seq);
		cs_bind_int(stmt, ":contact", c->id);
		cs_bind_int(stmt, ":due", p->due);
		if (p->kept_at != CS_NO_TIME)
			cs_bind_int(stmt, ":kept_at", p->kept_at);
		else
			cs_bind_null(stmt, ":kept_at");
		st = cs_run(stmt, err);
	}
	return st;
}

enum cs_status
cs_standing_put(struct cs_desk *desk, const struct cs_desk_case *c, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_NOW_PUT);
	struct cell cells[COLUMNS];

	fill(&c->now, cells);
	cs_bind_int(stmt, ":contact", c->id);
	for (size_t i = 0; i < COLUMNS; i++) {
		if (cells[i].type == NUMBER)
			cs_bind_int(stmt, names[i], cells[i].n);
		else if (cells[i].type == TEXT)
			cs_bind_text(stmt, names[i], cells[i].text.s, cells[i].text.len);
		else
			cs_bind_null(stmt, names[i]);
	}
	enum cs_status st = cs_run(stmt, err);

	return st == CS_OK ? put_promises(desk, c, err) : st;
}

static bool
same(struct cs_stmt *stmt, int column, const struct cell *cell)
{
	size_t len;

	if (cell->type == NOTHING || cs_col_is_null(stmt, column))
		return cell->type == NOTHING && cs_col_is_null(stmt, column);
	if (cell->type == NUMBER)
		return cs_col_int(stmt, column) == cell->n;
	const char *text = cs_col_text(stmt, column, &len);

	return len == cell->text.len && memcmp(text, cell->text.s, len) == 0;
}

static enum cs_status
compare_promises(struct cs_desk *desk, const struct cs_desk_case *c, const char **what, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_PROMISES);
	enum cs_status st;
	size_t i = 0;

	cs_bind_int(stmt, ":contact", c->id);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const struct cs_contact_promise *p = i < c->now.promise_count ? &c->now.promises[i] : NULL;
		cs_time kept = cs_col_is_null(stmt, 2) ? CS_NO_TIME : cs_col_int(stmt, 2);

		if (!p || p->seq != cs_col_int(stmt, 0) || p->due != cs_col_int(stmt, 1) || p->kept_at != kept)
			*what = "promise";
		i++;
	}
	cs_stmt_reset(stmt);
	if (i < c->now.promise_count)
		*what = "promise";
	return st;
}

enum cs_status
cs_standing_compare(struct cs_desk *desk, const struct cs_desk_case *c, const char **what, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_NOW_GET);
	struct cell cells[COLUMNS];

	*what = NULL;
	fill(&c->now, cells);
	cs_bind_int(stmt, ":contact", c->id);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_OK)
		*what = "row";
	for (size_t i = 0; st == CS_ROW && i < COLUMNS && !*what; i++) {
		if (!same(stmt, (int)i, &cells[i]))
			*what = names[i] + 1;
	}
	cs_stmt_reset(stmt);
	if (cs_failed(st) || *what)
		return cs_failed(st) ? st : CS_OK;
	return compare_promises(desk, c, what, err);
}
