#include "consult/imported.h"

#include <stdio.h>
#include <string.h>

#include "store/db.h"

/* The columns of CONTACT_IMPORT_GET. */
enum { ID, CODE, OPENED_AT, CHANNEL, CUSTOMER, ORDER_NO, PRODUCT, KIND, CAUSE, ORIGIN, SEVERITY, EMOTION, CALLER, VOICE,
	AGENT, STATE, FIRST_MIN, RESOLUTION_MIN, REOPENED, TRANSFERS, PROMISED_AT, PROMISE_KEPT, CSAT, CLOSED_AT, READ_BACK, BODY };

/* A row as it is worked out. */
struct row {
	struct cs_stmt *stmt;
	struct cs_sheet *sheet;
	cs_time opened, now;
	int64_t agent;
	int64_t seq; /* of the event that was added last, counted down */
};

static int64_t
number(const struct row *r, int column, int64_t otherwise)
{
	return cs_col_is_null(r->stmt, column) ? otherwise : cs_col_int(r->stmt, column);
}

static struct cs_contact_event *
add(struct row *r, enum cs_contact_event_type type, cs_time at)
{
	struct cs_contact_event *e = cs_sheet_add(r->sheet);

	e->type = type;
	e->seq = --r->seq;
	e->at = e->recorded_at = at;
	return e;
}

static void
add_line(struct cs_str *lines, enum cs_contact_fact fact, const char *value, size_t len)
{
	if (len == 0)
		return;
	cs_str_add(lines, cs_contact_fact_words[fact]);
	cs_str_add_char(lines, '=');
	cs_str_add_n(lines, value, len);
	cs_str_add_char(lines, '\n');
}

static void
add_text_fact(const struct row *r, struct cs_str *lines, enum cs_contact_fact fact, int column)
{
	size_t len;
	const char *s = cs_col_text(r->stmt, column, &len);
	struct cs_str one = { 0 };

	/* A fact is one line. */
	cs_str_add_n(&one, s, len);
	for (size_t i = 0; i < one.len; i++) {
		if (one.data[i] == '\n' || one.data[i] == '\r')
			one.data[i] = ' ';
	}
	add_line(lines, fact, one.len > 0 ? one.data : "", one.len);
	cs_str_release(&one);
}

static void
add_word_fact(const struct row *r, struct cs_str *lines, enum cs_contact_fact fact, int column, const char *const *words)
{
	const char *word = cs_col_is_null(r->stmt, column) ? "" : words[cs_col_int(r->stmt, column)];

	add_line(lines, fact, word, strlen(word));
}

static void
add_opening(struct row *r)
{
	struct cs_contact_event *e = add(r, CS_CONTACT_OPEN, r->opened);
	struct cs_str lines = { 0 };
	size_t len;

	e->state = CS_CONTACT_NEW;
	e->marks = number(r, KIND, 0) == CS_CONTACT_INTERNAL ? 0 : CS_CONTACT_BY_CUSTOMER;
	add_word_fact(r, &lines, CS_CONTACT_FACT_KIND, KIND, cs_contact_kind_words);
	add_word_fact(r, &lines, CS_CONTACT_FACT_CHANNEL, CHANNEL, cs_contact_channel_words);
	add_text_fact(r, &lines, CS_CONTACT_FACT_CUSTOMER, CUSTOMER);
	add_text_fact(r, &lines, CS_CONTACT_FACT_ORDER, ORDER_NO);
	add_text_fact(r, &lines, CS_CONTACT_FACT_PRODUCT, PRODUCT);
	add_text_fact(r, &lines, CS_CONTACT_FACT_CAUSE, CAUSE);
	add_word_fact(r, &lines, CS_CONTACT_FACT_ORIGIN, ORIGIN, cs_contact_origin_words);
	add_word_fact(r, &lines, CS_CONTACT_FACT_SEVERITY, SEVERITY, cs_contact_severity_words);
	add_text_fact(r, &lines, CS_CONTACT_FACT_CALLER, CALLER);
	add_text_fact(r, &lines, CS_CONTACT_FACT_VOICE, VOICE);
	add_text_fact(r, &lines, CS_CONTACT_FACT_READ_BACK, READ_BACK);
	cs_sheet_text(r->sheet, CS_SHEET_FACTS, lines.data, lines.len);
	cs_str_release(&lines);
	const char *body = cs_col_text(r->stmt, BODY, &len);

	cs_sheet_text(r->sheet, CS_SHEET_BODY, body, len);
}

/* Events that the row gives no time for stand at the opening. */
static void
add_start(struct row *r)
{
	if (number(r, EMOTION, 0) == 1)
		add(r, CS_CONTACT_FLAG, r->opened)->flag = CS_FLAG_EMOTION;
	if (r->agent != 0)
		add(r, CS_CONTACT_ASSIGN, r->opened)->agent = r->agent;
	for (int64_t i = number(r, TRANSFERS, 0); i > 0; i--)
		add(r, CS_CONTACT_TRANSFER, r->opened)->agent = r->agent;
	if (!cs_col_is_null(r->stmt, PROMISED_AT))
		add(r, CS_CONTACT_PROMISE, r->opened)->due = cs_col_int(r->stmt, PROMISED_AT);
}

static void
add_answer(struct row *r)
{
	int64_t minutes = number(r, FIRST_MIN, -1);

	if (minutes < 0 || r->opened + minutes * 60 > r->now)
		return;
	struct cs_contact_event *e = add(r, CS_CONTACT_MESSAGE_OUT, r->opened + minutes * 60);

	e->marks = CS_CONTACT_OUTWARD;
	e->actor = r->agent;
}

static void
add_state(struct row *r, enum cs_contact_state state, cs_time at)
{
	struct cs_contact_event *e = add(r, CS_CONTACT_STATE, at);

	e->state = state;
	e->actor = r->agent;
}

/* When it was resolved: by its minutes, else when it was closed, else at once. */
static cs_time
resolved_at(const struct row *r)
{
	int64_t minutes = number(r, RESOLUTION_MIN, -1);

	return minutes >= 0 ? r->opened + minutes * 60 : number(r, CLOSED_AT, r->opened);
}

static void
add_end(struct row *r, enum cs_contact_state state)
{
	cs_time at = resolved_at(r);

	for (int64_t i = number(r, REOPENED, 0); i > 0; i--) {
		add_state(r, CS_CONTACT_RESOLVED, at);
		add_state(r, CS_CONTACT_OPENED, at);
	}
	if (state == CS_CONTACT_CLOSED)
		add_state(r, CS_CONTACT_RESOLVED, at);
	add_state(r, state, state == CS_CONTACT_CLOSED ? number(r, CLOSED_AT, at) : at);
	if (!cs_col_is_null(r->stmt, CSAT)) {
		struct cs_contact_event *e = add(r, CS_CONTACT_SURVEY, at);

		e->amount = cs_col_int(r->stmt, CSAT);
		e->agent = r->agent;
	}
}

/* A promise is kept when it was due: the row does not say when. */
static void
add_keep(struct row *r, int64_t promise)
{
	if (number(r, PROMISE_KEPT, 0) != 1)
		return;
	struct cs_contact_event *e = add(r, CS_CONTACT_KEEP, cs_col_int(r->stmt, PROMISED_AT));

	e->ref = promise;
}

static void
add_rest(struct row *r)
{
	enum cs_contact_state state = (enum cs_contact_state)number(r, STATE, CS_CONTACT_NEW);

	if (cs_contact_state_is_done(state) && resolved_at(r) <= r->now)
		add_end(r, state);
	else if (state != CS_CONTACT_NEW && !cs_contact_state_is_done(state))
		add_state(r, state, r->opened);
}

static int64_t
promise_of(const struct cs_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		if (sheet->events[i].type == CS_CONTACT_PROMISE)
			return sheet->events[i].seq;
	}
	return 0;
}

/* By time; events of one moment keep their order. */
static void
sort(struct cs_sheet *sheet)
{
	for (size_t i = 1; i < sheet->count; i++) {
		struct cs_contact_event e = sheet->events[i];
		size_t k = i;

		for (; k > 0 && sheet->events[k - 1].at > e.at; k--)
			sheet->events[k] = sheet->events[k - 1];
		sheet->events[k] = e;
	}
}

static void
work_out(struct cs_desk *desk, struct cs_stmt *stmt, struct cs_desk_case *c)
{
	size_t len;
	struct row r = { .stmt = stmt, .sheet = &c->sheet, .now = desk->seen, .opened = cs_col_int(stmt, OPENED_AT),
		.agent = cs_desk_meet(desk, cs_col_text(stmt, AGENT, &len)) };

	add_opening(&r);
	add_start(&r);
	add_answer(&r);
	add_rest(&r);
	if (!cs_col_is_null(stmt, PROMISED_AT) && cs_col_int(stmt, PROMISED_AT) <= desk->seen)
		add_keep(&r, promise_of(&c->sheet));
	cs_sheet_settle(&c->sheet);
	sort(&c->sheet);
}

enum cs_status
cs_imported_read(struct cs_desk *desk, struct cs_desk_case *c, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_IMPORT_GET);

	cs_bind_int(stmt, ":id", c->import);
	cs_bind_int(stmt, ":now", desk->seen);
	enum cs_status st = cs_step(stmt, err);

	cs_sheet_clear(&c->sheet);
	if (st == CS_ROW)
		work_out(desk, stmt, c);
	cs_stmt_reset(stmt);
	if (cs_failed(st))
		return st;
	cs_contact_fold(&c->now, c->sheet.events, c->sheet.count);
	return CS_OK;
}
