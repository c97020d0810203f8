#include "consult/card.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"
#include "consult/link.h"
#include "consult/veil.h"
#include "store/db.h"

#define ORDERS_MOST 5
#define CONTACTS_MOST 10
#define TYPE_DAYS 90 /* how long a caller's type and voice say something */

static const struct cs_col columns[] = {
	{ "part", CS_CELL_TEXT }, { "name", CS_CELL_TEXT }, { "value", CS_CELL_PROSE },
};

/* The columns of the orders' statements. */
enum { ORDER_NO, ORDERED_AT, AMOUNT, ITEM, LINES, STATUS, DELIVERED_AT, CUSTOMER, GUEST_PHONE, GUEST_NAME };

/* A consultation, as the card shows it. */
struct visit {
	char code[CS_CONTACT_CODE_MAX];
	cs_time opened_at;
	char *text; /* owned */
};

struct card {
	struct cs_desk *desk;
	struct cs_out *out;
	bool reveal;
	char customer[CS_LINK_BYTES], phone[CS_PHONE_BYTES], order_no[CS_LINK_BYTES];
	char orders[ORDERS_MOST + 1][CS_LINK_BYTES]; /* those that returns and disputes are looked for */
	size_t order_count;
	bool found;
	struct cs_veil veil; /* empty where names are revealed */
	struct cs_str value;
	struct visit *visits; /* owned */
	size_t visit_count, visit_cap;
	cs_time due;          /* of the promise that is due first */
	int tone;
	char caller[64], voice[64];
};

/* One row; the value is card->value, which is empty afterwards.  Nothing is no row. */
static void
row(struct card *card, const char *part, const char *name)
{
	if (card->value.len > 0) {
		cs_out_str(card->out, part);
		cs_out_str(card->out, name);
		cs_out_text(card->out, card->value.data, card->value.len);
		cs_out_end(card->out);
	}
	cs_str_clear(&card->value);
}

static void
add_day(struct card *card, cs_day day)
{
	char text[CS_DAY_TEXT];

	cs_str_add(&card->value, cs_day_format(text, day));
}

static void
add_money(struct card *card, int64_t amount)
{
	char text[CS_MONEY_TEXT];

	cs_str_add(&card->value, cs_money_format(text, amount, card->desk->decimals, card->desk->decimals));
}

static void
add_column(struct card *card, struct cs_stmt *stmt, int column, enum cs_mask mask)
{
	size_t len;
	const char *text = cs_col_text(stmt, column, &len);

	cs_text_mask(&card->value, card->reveal ? CS_MASK_NONE : mask, text, len);
}

static void
copy_column(char *into, size_t room, struct cs_stmt *stmt, int column)
{
	size_t len;
	const char *text = cs_col_text(stmt, column, &len);

	if (len > 0 && len < room)
		snprintf(into, room, "%.*s", (int)len, text);
}

static struct cs_stmt *
ask(struct card *card, enum cs_sql which, const char *name, const char *key)
{
	struct cs_stmt *stmt = cs_db_stmt(card->desk->db, which);

	cs_bind_text(stmt, name, key, strlen(key));
	return stmt;
}

/* ---- who it is ---- */

static enum cs_status
find_customer(struct card *card, const char *code, struct cs_err *err)
{
	struct cs_stmt *stmt = ask(card, CS_SQL_LINK_CUSTOMER, ":code", code);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		copy_column(card->customer, sizeof(card->customer), stmt, 0);
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
find_order(struct card *card, const char *order_no, struct cs_err *err)
{
	struct cs_stmt *stmt = ask(card, CS_SQL_CARD_ORDER, ":order_no", order_no);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		copy_column(card->order_no, sizeof(card->order_no), stmt, ORDER_NO);
		copy_column(card->customer, sizeof(card->customer), stmt, CUSTOMER);
		copy_column(card->phone, sizeof(card->phone), stmt, GUEST_PHONE);
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* The customer who came last of those with the number; a family shares one, keys that were merged are one person. */
static enum cs_status
find_phone(struct card *card, const char *subject, struct cs_err *err)
{
	char phone[CS_PHONE_BYTES];
	enum cs_phone kind = cs_phone_read(phone, subject, strlen(subject));

	if (kind != CS_PHONE_OWN && kind != CS_PHONE_SAFE)
		return CS_OK;
	memcpy(card->phone, phone, sizeof(card->phone));
	struct cs_stmt *stmt = ask(card, CS_SQL_CARD_PHONE, ":phone", phone);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		copy_column(card->customer, sizeof(card->customer), stmt, 0);
	while (st == CS_ROW && (st = cs_step(stmt, err)) == CS_ROW) {
		add_column(card, stmt, 0, CS_MASK_NONE);
		row(card, "customer", "same_phone");
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
find(struct card *card, const char *subject, struct cs_err *err)
{
	enum cs_status st = find_customer(card, subject, err);

	if (st == CS_OK && !card->customer[0])
		st = find_order(card, subject, err);
	if (st == CS_OK && !card->customer[0] && !card->order_no[0])
		st = find_phone(card, subject, err);
	card->found = card->customer[0] || card->order_no[0];
	return st;
}

/* ---- what the store knows ---- */

static enum cs_status
write_customer(struct card *card, struct cs_err *err)
{
	static const char *const names[] = { "customer_id", "name", "phone", "email", "grade" };
	static const enum cs_mask masks[] = { CS_MASK_NONE, CS_MASK_NAME, CS_MASK_PHONE, CS_MASK_EMAIL, CS_MASK_NONE };
	struct cs_stmt *stmt = ask(card, CS_SQL_CARD_CUSTOMER, ":code", card->customer);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		for (size_t i = 0; i < CS_COUNT(names); i++) {
			add_column(card, stmt, (int)i + 1, masks[i]);
			row(card, "customer", names[i]);
		}
		if (!cs_col_is_null(stmt, 6))
			add_day(card, (cs_day)cs_col_int(stmt, 6));
		row(card, "customer", "joined_on");
		if (!cs_col_is_null(stmt, 8))
			add_day(card, (cs_day)cs_col_int(stmt, 8));
		row(card, "customer", "withdrawn_on");
		add_column(card, stmt, 9, CS_MASK_PROSE);
		row(card, "customer", "note");
		copy_column(card->phone, sizeof(card->phone), stmt, 3);
	}
	int64_t id = st == CS_ROW ? cs_col_int(stmt, 0) : 0;

	cs_stmt_reset(stmt);
	if (cs_failed(st) || id == 0)
		return cs_failed(st) ? st : CS_OK;
	stmt = cs_db_stmt(card->desk->db, CS_SQL_CARD_TOTALS);
	cs_bind_int(stmt, ":customer", id);
	st = cs_step(stmt, err);
	if (st == CS_ROW && cs_col_int(stmt, 0) > 0) {
		cs_str_add_format(&card->value, "%lld", (long long)cs_col_int(stmt, 0));
		row(card, "customer", "orders");
		add_money(card, cs_col_int(stmt, 1));
		row(card, "customer", "bought_for");
		add_day(card, (cs_day)cs_col_int(stmt, 2));
		row(card, "customer", "first_on");
		add_day(card, (cs_day)cs_col_int(stmt, 3));
		row(card, "customer", "last_on");
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* "2026-10-02 shipped 32000 블라우스 (2 lines)" under the order's number. */
static void
write_order(struct card *card, struct cs_stmt *stmt)
{
	char order_no[CS_LINK_BYTES] = "";

	copy_column(order_no, sizeof(order_no), stmt, ORDER_NO);
	add_day(card, cs_day_of_time(cs_col_int(stmt, ORDERED_AT)));
	cs_str_add_format(&card->value, " %s ", cs_order_status_words[cs_col_int(stmt, STATUS)]);
	add_money(card, cs_col_int(stmt, AMOUNT));
	cs_str_add_char(&card->value, ' ');
	add_column(card, stmt, ITEM, CS_MASK_NONE);
	if (cs_col_int(stmt, LINES) > 1)
		cs_str_add_format(&card->value, _(" and %lld more lines"), (long long)cs_col_int(stmt, LINES) - 1);
	row(card, "order", order_no);
	if (card->order_count < CS_COUNT(card->orders))
		memcpy(card->orders[card->order_count++], order_no, sizeof(order_no));
}

/* What templates ask for, of the order in question. */
static void
write_keys(struct card *card, struct cs_stmt *stmt)
{
	add_column(card, stmt, ORDER_NO, CS_MASK_NONE);
	row(card, "order", "order");
	add_column(card, stmt, ITEM, CS_MASK_NONE);
	row(card, "order", "item");
	add_day(card, cs_day_of_time(cs_col_int(stmt, ORDERED_AT)));
	row(card, "order", "date");
	add_money(card, cs_col_int(stmt, AMOUNT));
	row(card, "order", "amount");
}

/* The order that was asked for comes first, and once. */
static bool
is_shown(const struct card *card, struct cs_stmt *stmt)
{
	char order_no[CS_LINK_BYTES] = "";

	copy_column(order_no, sizeof(order_no), stmt, ORDER_NO);
	return card->order_count > 0 && strcmp(card->orders[0], order_no) == 0;
}

static enum cs_status
write_orders(struct card *card, struct cs_stmt *stmt, bool keys, struct cs_err *err)
{
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		card->found = true;
		if (keys)
			write_keys(card, stmt);
		keys = false;
		if (!is_shown(card, stmt))
			write_order(card, stmt);
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
customer_number(struct card *card, int64_t *id, struct cs_err *err)
{
	struct cs_stmt *stmt = ask(card, CS_SQL_CARD_CUSTOMER, ":code", card->customer);
	enum cs_status st = cs_step(stmt, err);

	*id = st == CS_ROW ? cs_col_int(stmt, 0) : -1;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* The order that was asked for, then the newest of its customer or of the guest's number. */
static enum cs_status
write_all_orders(struct card *card, struct cs_err *err)
{
	bool asked = card->order_no[0], member = card->customer[0];
	int64_t id = -1;
	enum cs_status st = CS_OK;

	if (asked)
		st = write_orders(card, ask(card, CS_SQL_CARD_ORDER, ":order_no", card->order_no), true, err);
	if (st == CS_OK && member)
		st = customer_number(card, &id, err);
	if (st != CS_OK || (asked && !member) || (!member && !card->phone[0]))
		return st;
	struct cs_stmt *stmt = cs_db_stmt(card->desk->db, member ? CS_SQL_CARD_ORDERS : CS_SQL_CARD_GUEST_ORDERS);

	if (member)
		cs_bind_int(stmt, ":customer", id);
	else
		cs_bind_text(stmt, ":phone", card->phone, strlen(card->phone));
	cs_bind_int(stmt, ":most", ORDERS_MOST);
	return write_orders(card, stmt, !asked, err);
}

static enum cs_status
write_returns(struct card *card, const char *order_no, struct cs_err *err)
{
	static const char *const kinds[] = { "return", "exchange", "cancel" };
	struct cs_stmt *stmt = ask(card, CS_SQL_CARD_RETURNS, ":order_no", order_no);
	char id[CS_LINK_BYTES];
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		id[0] = '\0';
		copy_column(id, sizeof(id), stmt, 0);
		if (!cs_col_is_null(stmt, 3))
			add_day(card, cs_day_of_time(cs_col_int(stmt, 3)));
		cs_str_add_format(&card->value, " %s ", cs_col_is_null(stmt, 1) ? kinds[0] : kinds[cs_col_int(stmt, 1)]);
		add_column(card, stmt, 2, CS_MASK_PROSE);
		cs_str_add(&card->value, cs_col_is_null(stmt, 4) ? _(" (not refunded yet)") : _(" (refunded)"));
		row(card, "return", id);
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
write_disputes(struct card *card, const char *order_no, struct cs_err *err)
{
	struct cs_stmt *stmt = ask(card, CS_SQL_CARD_DISPUTES, ":order_no", order_no);
	char id[CS_LINK_BYTES];
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		id[0] = '\0';
		copy_column(id, sizeof(id), stmt, 0);
		add_day(card, (cs_day)cs_col_int(stmt, 2));
		cs_str_add_char(&card->value, ' ');
		add_column(card, stmt, 1, CS_MASK_NONE);
		row(card, "dispute", id);
	}
	cs_stmt_reset(stmt);
	return st;
}

/* Those of the orders that were shown. */
static enum cs_status
write_troubles(struct card *card, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; i < card->order_count && st == CS_OK; i++) {
		st = write_returns(card, card->orders[i], err);
		if (st == CS_OK)
			st = write_disputes(card, card->orders[i], err);
	}
	return st;
}

static enum cs_status
write_points(struct card *card, struct cs_err *err)
{
	struct cs_stmt *stmt = ask(card, CS_SQL_CARD_POINTS, ":customer", card->customer);

	cs_bind_int(stmt, ":day", cs_day_of_time(card->desk->now));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		cs_str_add_format(&card->value, "%lld", (long long)cs_col_int(stmt, 0));
		row(card, "points", "points");
		/* Far away is never. */
		if (!cs_col_is_null(stmt, 2) && cs_col_int(stmt, 2) < cs_day_of(2999, 1, 1))
			add_day(card, (cs_day)cs_col_int(stmt, 2));
		row(card, "points", "expire");
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* ---- what the ledger knows ---- */

static bool
is_known(const struct card *card, const char *code)
{
	for (size_t i = 0; i < card->visit_count; i++) {
		if (strcmp(card->visits[i].code, code) == 0)
			return true;
	}
	return false;
}

static void
take_promises(struct card *card, const struct cs_contact *c)
{
	for (size_t i = 0; i < c->promise_count; i++) {
		const struct cs_contact_promise *p = &c->promises[i];

		if (p->kept_at == CS_NO_TIME && (card->due == CS_NO_TIME || p->due < card->due))
			card->due = p->due;
	}
}

/* The newest words about the person win; types are cues and expire. */
static void
take_tone(struct card *card, const struct cs_contact *c)
{
	const struct cs_contact_text *caller = &c->facts[CS_CONTACT_FACT_CALLER], *voice = &c->facts[CS_CONTACT_FACT_VOICE];
	bool fresh = card->desk->now - c->last_at <= TYPE_DAYS * (cs_time)86400;

	if (c->tone_end > 0 || c->tone_start > 0)
		card->tone = c->tone_end > 0 ? c->tone_end : c->tone_start;
	if (fresh && caller->len > 0)
		snprintf(card->caller, sizeof(card->caller), "%.*s", (int)caller->len, caller->s);
	if (fresh && voice->len > 0)
		snprintf(card->voice, sizeof(card->voice), "%.*s", (int)voice->len, voice->s);
}

static enum cs_status
take_case(void *self, const struct cs_desk_case *item, struct cs_err *err)
{
	struct card *card = self;
	const struct cs_contact *c = &item->now;
	struct cs_str text = { 0 };
	char at[CS_TIME_TEXT];

	if (is_known(card, item->code) || c->state == CS_CONTACT_SPAM)
		return CS_OK;
	cs_str_add_format(&text, "%s %s %.*s %s %s: ", cs_time_format(at, c->opened_at), cs_contact_kind_words[c->kind],
	    (int)c->facts[CS_CONTACT_FACT_CAUSE].len, c->facts[CS_CONTACT_FACT_CAUSE].len ?
	    c->facts[CS_CONTACT_FACT_CAUSE].s : "", cs_contact_state_words[c->state], cs_desk_alias(card->desk, c->agent));
	enum cs_status st = card->reveal ? CS_OK : cs_veil_read(&card->veil, card->desk, c, err);
	const char *said = cs_veil_text(&card->veil, c->body, strlen(c->body));

	cs_str_add_n(&text, said, cs_text_cut(said, strlen(said) < 120 ? strlen(said) : 120));
	card->visits = cs_grow(card->visits, &card->visit_cap, card->visit_count + 1, sizeof(*card->visits));
	struct visit *visit = &card->visits[card->visit_count++];

	*visit = (struct visit){ .opened_at = c->opened_at, .text = cs_str_detach(&text) };
	memcpy(visit->code, item->code, sizeof(visit->code));
	take_promises(card, c);
	take_tone(card, c);
	return st;
}

static enum cs_status
take_cases(struct card *card, enum cs_desk_which which, const char *key, struct cs_err *err)
{
	struct cs_desk_query query = CS_DESK_QUERY_ANY;

	query.which = which;
	query.key = key;
	query.customer = which == CS_DESK_CUSTOMER ? key : NULL;
	return *key ? cs_desk_each(card->desk, &query, take_case, card, err) : CS_OK;
}

static int
newest_first(const void *a, const void *b)
{
	const struct visit *x = a, *y = b;

	if (x->opened_at != y->opened_at)
		return x->opened_at > y->opened_at ? -1 : 1;
	return strcmp(y->code, x->code);
}

static enum cs_status
write_ledger(struct card *card, struct cs_err *err)
{
	enum cs_status st = take_cases(card, CS_DESK_CUSTOMER, card->customer, err);
	char at[CS_TIME_TEXT];

	if (st == CS_OK)
		st = take_cases(card, CS_DESK_PHONE, card->phone, err);
	if (st == CS_OK)
		st = take_cases(card, CS_DESK_ORDER, card->order_no, err);
	if (st != CS_OK)
		return st;
	card->found |= card->visit_count > 0;
	if (card->due != CS_NO_TIME)
		cs_str_add(&card->value, cs_time_format(at, card->due));
	row(card, "promise", "due");
	cs_str_add_format(&card->value, card->tone > 0 ? "%d" : "", card->tone);
	row(card, "tone", "tone");
	cs_str_add(&card->value, card->caller);
	row(card, "tone", "caller_type");
	cs_str_add(&card->value, card->voice);
	row(card, "tone", "voice");
	if (card->visit_count > 0) {
		cs_str_add_format(&card->value, "%zu", card->visit_count);
		qsort(card->visits, card->visit_count, sizeof(*card->visits), newest_first);
	}
	row(card, "contact", "contacts");
	for (size_t i = 0; i < card->visit_count && i < CONTACTS_MOST; i++) {
		cs_str_add(&card->value, card->visits[i].text);
		row(card, "contact", card->visits[i].code);
	}
	return CS_OK;
}

enum cs_status
cs_contact_card(struct cs_desk *desk, const char *subject, bool reveal, struct cs_out *out,
    struct cs_err *err)
{
	struct card card = { .desk = desk, .out = out, .reveal = reveal, .due = CS_NO_TIME };

	cs_out_begin(out, columns, CS_COUNT(columns));
	enum cs_status st = find(&card, subject, err);

	if (st == CS_OK && card.customer[0])
		st = write_customer(&card, err);
	if (st == CS_OK)
		st = write_all_orders(&card, err);
	if (st == CS_OK)
		st = write_troubles(&card, err);
	if (st == CS_OK && card.customer[0])
		st = write_points(&card, err);
	if (st == CS_OK)
		st = write_ledger(&card, err);
	if (st == CS_OK && !card.found)
		st = cs_err_set(err, CS_NONE, _("no customer, order or telephone number is known under this name"));
	for (size_t i = 0; i < card.visit_count; i++)
		free(card.visits[i].text);
	free(card.visits);
	cs_veil_release(&card.veil);
	cs_str_release(&card.value);
	return st;
}
