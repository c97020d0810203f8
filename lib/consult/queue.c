#include "consult/desk.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "consult/cause.h"
#include "consult/link.h"
#include "store/db.h"

#define NO_SQL CS_SQL_COUNT /* telephone numbers are not imported with consultations */

/* Each way to ask, of the ledger and of the imports. */
static const enum cs_sql queues[][2] = {
	[CS_DESK_OPEN] = { CS_SQL_CONTACT_QUEUE_OPEN, CS_SQL_CONTACT_IMPORT_OPEN },
	[CS_DESK_ALL] = { CS_SQL_CONTACT_QUEUE_ALL, CS_SQL_CONTACT_IMPORT_ALL },
	[CS_DESK_CUSTOMER] = { CS_SQL_CONTACT_QUEUE_CUSTOMER, CS_SQL_CONTACT_IMPORT_CUSTOMER },
	[CS_DESK_ORDER] = { CS_SQL_CONTACT_QUEUE_ORDER, CS_SQL_CONTACT_IMPORT_ORDER },
	[CS_DESK_PHONE] = { CS_SQL_CONTACT_QUEUE_PHONE, NO_SQL },
	[CS_DESK_WORDS] = { CS_SQL_CONTACT_QUEUE_WORDS, CS_SQL_CONTACT_IMPORT_WORDS },
};

/* One of the two queues that are merged. */
struct side {
	struct cs_stmt *stmt; /* NULL: there is none, or it has ended */
	bool imported;
	cs_time opened_at;
};

static void
bind_number(struct cs_stmt *stmt, const char *name, int64_t value, bool given)
{
	if (given)
		cs_bind_int(stmt, name, value);
	else
		cs_bind_null(stmt, name);
}

static void
bind_optional(struct cs_stmt *stmt, const char *name, const char *text)
{
	if (text)
		cs_bind_text(stmt, name, text, strlen(text));
	else
		cs_bind_null(stmt, name);
}

/* Where cases stand now says nothing of where they stood: seen from the past, every case is looked at. */
static bool
is_past(const struct cs_desk *desk)
{
	return desk->seen < desk->clock;
}

static bool
is_fact(const struct cs_desk_case *c, enum cs_contact_fact fact, const char *wanted)
{
	const struct cs_contact_text *text = &c->now.facts[fact];

	return !wanted || (text->len == strlen(wanted) && memcmp(text->s, wanted, text->len) == 0);
}

/* Of the customer who is asked for, under whichever key. */
static bool
is_customer(const struct cs_desk_case *c, const char *keys)
{
	const struct cs_contact_text *text = &c->now.facts[CS_CONTACT_FACT_CUSTOMER];
	bool found = !keys;

	for (const char *key = keys; key && *key && !found; key += strcspn(key, "\n") + 1)
		found = strcspn(key, "\n") == text->len && memcmp(key, text->s, text->len) == 0;
	return found;
}

/* The same question as the statements ask, of the case as it stood. */
static bool
is_wanted(const struct cs_desk_query *q, const char *keys, const struct cs_desk_case *c)
{
	const struct cs_contact *now = &c->now;

	if (c->sheet.count == 0 || ((q->which == CS_DESK_OPEN || q->undone) && cs_contact_state_is_done(now->state)))
		return false;
	return (q->state < 0 || (int)now->state == q->state) && (q->kind < 0 || (int)now->kind == q->kind) &&
	    (q->channel < 0 || (int)now->channel == q->channel) && (q->agent == 0 || now->agent == q->agent) &&
	    is_customer(c, keys) && is_fact(c, CS_CONTACT_FACT_ORDER, q->order) &&
	    is_fact(c, CS_CONTACT_FACT_PHONE, q->phone) &&
	    (!q->cause || cs_cause_code_is_within(now->facts[CS_CONTACT_FACT_CAUSE].s, now->facts[CS_CONTACT_FACT_CAUSE].len, q->cause));
}

static void
bind_side(const struct cs_desk *desk, const struct cs_desk_query *q, const struct side *side)
{
	struct cs_stmt *stmt = side->stmt;

	cs_bind_int(stmt, ":from", q->from == CS_NO_TIME ? INT64_MIN : q->from);
	cs_bind_int(stmt, ":to", q->to == CS_NO_TIME || q->to > desk->seen ? desk->seen : q->to);
	if (q->which != CS_DESK_OPEN && q->which != CS_DESK_ALL) {
		cs_bind_text(stmt, ":key", q->key, strlen(q->key));
		return;
	}
	bool past = is_past(desk);

	bind_number(stmt, ":state", q->state, q->state >= 0 && !past);
	bind_number(stmt, ":kind", q->kind, q->kind >= 0 && !past);
	bind_number(stmt, ":channel", q->channel, q->channel >= 0 && !past);
	bind_optional(stmt, ":cause", past ? NULL : q->cause);
	if (side->imported)
		bind_optional(stmt, ":alias", q->agent != 0 && !past ? cs_desk_alias(desk, q->agent) : NULL);
	else
		bind_number(stmt, ":agent", q->agent, q->agent != 0 && !past);
}

static enum cs_status
step(struct side *side, struct cs_err *err)
{
	if (!side->stmt)
		return CS_OK;
	enum cs_status st = cs_step(side->stmt, err);

	if (st == CS_ROW) {
		side->opened_at = cs_col_int(side->stmt, 2);
		return CS_OK;
	}
	cs_stmt_reset(side->stmt);
	side->stmt = NULL;
	return st;
}

static enum cs_status
begin(struct cs_desk *desk, const struct cs_desk_query *q, struct side sides[2], struct cs_err *err)
{
	enum cs_desk_which which = q->which == CS_DESK_OPEN && is_past(desk) ? CS_DESK_ALL : q->which;
	enum cs_status st = CS_OK;

	for (int i = 0; i < 2 && st == CS_OK; i++) {
		sides[i] = (struct side){ .imported = i == 1 };
		if (queues[which][i] == NO_SQL)
			continue;
		sides[i].stmt = cs_db_stmt(desk->db, queues[which][i]);
		bind_side(desk, q, &sides[i]);
		st = step(&sides[i], err);
	}
	return st;
}

/* The side whose case was opened first; the ledger's own before an import. */
static struct side *
first(struct side sides[2])
{
	if (!sides[0].stmt || !sides[1].stmt)
		return sides[0].stmt ? &sides[0] : sides[1].stmt ? &sides[1] : NULL;
	return sides[1].opened_at < sides[0].opened_at ? &sides[1] : &sides[0];
}

static enum cs_status
take(struct cs_desk *desk, const struct side *side, bool bodies, struct cs_desk_case *c, struct cs_err *err)
{
	int64_t id = cs_col_int(side->stmt, 0);
	size_t len;
	const char *code = cs_col_text(side->stmt, 1, &len);

	c->id = side->imported ? 0 : id;
	c->import = side->imported ? id : 0;
	snprintf(c->code, sizeof(c->code), "%.*s", (int)len, code);
	return cs_desk_load(desk, c, bodies, err);
}

static enum cs_status
each_wanted(struct cs_desk *desk, const struct cs_desk_query *q, const char *keys, cs_desk_each_fn *each, void *self,
    struct cs_err *err)
{
	struct cs_desk_case c = { 0 };
	struct side sides[2] = { { 0 } };
	struct side *side;
	enum cs_status st = begin(desk, q, sides, err);

	while (st == CS_OK && (side = first(sides)) != NULL) {
		st = take(desk, side, q->bodies, &c, err);
		if (st == CS_OK && is_wanted(q, keys, &c))
			st = each(self, &c, err);
		if (st == CS_OK)
			st = step(side, err);
	}
	for (int i = 0; i < 2; i++) {
		if (sides[i].stmt)
			cs_stmt_reset(sides[i].stmt);
	}
	cs_desk_case_release(&c);
	return st;
}

/* A key that was merged into another stands for that customer, and so does every other key of hers. */
enum cs_status
cs_desk_each(struct cs_desk *desk, const struct cs_desk_query *q, cs_desk_each_fn *each, void *self, struct cs_err *err)
{
	struct cs_desk_query query = *q;
	struct cs_str keys = { 0 };
	char living[CS_LINK_BYTES];
	enum cs_status st = q->customer ? cs_link_living(desk, q->customer, living, err) : CS_OK;

	if (st == CS_OK && q->customer)
		st = cs_link_keys(desk, living, &keys, err);
	if (q->which == CS_DESK_CUSTOMER)
		query.key = living;
	if (st == CS_OK)
		st = each_wanted(desk, &query, keys.data, each, self, err);
	cs_str_release(&keys);
	return st;
}
