#include "mileage/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "mileage/teller.h"

static void
out_life(struct cs_out *out, struct cs_stmt *stmt, int column)
{
	cs_day day = (cs_day)cs_col_int(stmt, column);

	cs_out_day(out, cs_col_is_null(stmt, column) || day >= CS_FOREVER ? CS_NO_DAY : day);
}

static void
out_text(struct cs_out *out, struct cs_stmt *stmt, int column)
{
	size_t len;
	const char *text = cs_col_text(stmt, column, &len);

	cs_out_text(out, text, len);
}

static const struct cs_col balance_columns[] = {
	{ "customer_id", CS_CELL_TEXT }, { "available", CS_CELL_NUMBER }, { "pending", CS_CELL_NUMBER },
	{ "held", CS_CELL_NUMBER }, { "debt", CS_CELL_NUMBER }, { "expiring_30d", CS_CELL_NUMBER },
	{ "next_expiry_on", CS_CELL_TEXT },
};

#define SOON_DAYS 30

static void
write_balance(struct cs_out *out, const char *customer, const struct cs_balance *b)
{
	cs_out_str(out, customer);
	cs_out_int(out, b->available);
	cs_out_int(out, b->pending);
	cs_out_int(out, b->held);
	cs_out_int(out, b->debt);
	cs_out_int(out, b->expiring);
	cs_out_day(out, b->next);
	cs_out_end(out);
}

/* The customer's number, merges followed. CS_NONE with the message set. */
static enum cs_status
find_account(struct cs_db *db, const char *customer, int64_t *account, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ACCOUNT_FIND);

	cs_bind_text(stmt, ":code", customer, strlen(customer));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		*account = cs_col_is_null(stmt, 1) ? cs_col_int(stmt, 0) : cs_col_int(stmt, 1);
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		return cs_err_set(err, CS_NONE, _("customer \"%s\": not in the ledger"), customer);
	return st == CS_ROW ? CS_OK : st;
}

static enum cs_status
show_one_balance(struct cs_teller *teller, struct cs_out *out, const char *customer, struct cs_err *err)
{
	struct cs_balance balance;
	struct cs_str code = { 0 };
	int64_t account = 0;
	enum cs_status st = find_account(teller->db, customer, &account, err);

	if (st == CS_OK)
		st = cs_fetch_code(teller->db, account, &code, err);
	if (st == CS_OK)
		st = cs_teller_tell(teller, account, SOON_DAYS, &balance, err);
	if (st == CS_OK)
		write_balance(out, code.data, &balance);
	cs_str_release(&code);
	return st;
}

static enum cs_status
show_all_balances(struct cs_teller *teller, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(teller->db, CS_SQL_MILEAGE_ACCOUNTS);
	struct cs_balance balance;
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		st = cs_teller_tell(teller, cs_col_int(stmt, 0), SOON_DAYS, &balance, err);
		if (st != CS_OK)
			break;
		write_balance(out, cs_col_text(stmt, 1, &len), &balance);
	}
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_show_balance(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err)
{
	struct cs_teller teller;
	enum cs_status st = cs_db_begin(db, err), worst = CS_OK;

	if (st == CS_OK)
		st = cs_teller_begin(&teller, db, view->as_of, err);
	if (st != CS_OK)
		return st;
	cs_out_begin(out, balance_columns, CS_COUNT(balance_columns));
	if (view->name_count == 0)
		worst = show_all_balances(&teller, out, err);
	for (size_t i = 0; i < view->name_count && !cs_failed(st); i++) {
		st = show_one_balance(&teller, out, view->names[i], err);
		worst = st > worst ? st : worst;
	}
	cs_teller_release(&teller);
	cs_db_rollback(db);
	return worst;
}

static const struct cs_col statement_columns[] = {
	{ "seq", CS_CELL_NUMBER }, { "eff", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "points", CS_CELL_NUMBER },
	{ "balance", CS_CELL_NUMBER }, { "order_no", CS_CELL_TEXT }, { "reason", CS_CELL_TEXT }, { "key", CS_CELL_TEXT },
};

enum cs_status
cs_show_statement(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err)
{
	int64_t account = 0, balance = 0;
	enum cs_status st = find_account(db, view->names[0], &account, err);

	if (st != CS_OK)
		return st;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_STATEMENT);

	cs_bind_int(stmt, ":account", account);
	cs_out_begin(out, statement_columns, CS_COUNT(statement_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		balance += cs_col_int(stmt, 3);
		cs_out_int(out, cs_col_int(stmt, 0));
		cs_out_day(out, (cs_day)cs_col_int(stmt, 1));
		out_text(out, stmt, 2);
		cs_out_int(out, cs_col_int(stmt, 3));
		cs_out_int(out, balance);
		out_text(out, stmt, 4);
		out_text(out, stmt, 5);
		out_text(out, stmt, 6);
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}

static const struct cs_col lot_columns[] = {
	{ "lot", CS_CELL_NUMBER }, { "origin", CS_CELL_TEXT }, { "tax_class", CS_CELL_TEXT }, { "active_on", CS_CELL_TEXT },
	{ "expires_on", CS_CELL_TEXT }, { "issued", CS_CELL_NUMBER }, { "pending", CS_CELL_NUMBER },
	{ "available", CS_CELL_NUMBER }, { "held", CS_CELL_NUMBER }, { "used", CS_CELL_NUMBER },
	{ "expired", CS_CELL_NUMBER }, { "revoked", CS_CELL_NUMBER }, { "forfeited", CS_CELL_NUMBER },
	{ "debt_paid", CS_CELL_NUMBER }, { "moved", CS_CELL_NUMBER }, { "parent", CS_CELL_NUMBER }, { "key", CS_CELL_TEXT },
};

enum { LOT_BUCKETS = 5, LOT_PARENT = LOT_BUCKETS + CS_BUCKET_COUNT, LOT_KEY };

enum cs_status
cs_show_lots(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err)
{
	int64_t account = 0;
	enum cs_status st = find_account(db, view->names[0], &account, err);

	if (st != CS_OK)
		return st;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_LOTS_SHOW);

	cs_bind_int(stmt, ":account", account);
	cs_out_begin(out, lot_columns, CS_COUNT(lot_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_out_int(out, cs_col_int(stmt, 0));
		cs_out_str(out, cs_origin_words[cs_col_int(stmt, 1)]);
		cs_out_str(out, cs_tax_words[cs_col_int(stmt, 2)]);
		out_life(out, stmt, 3);
		out_life(out, stmt, 4);
		for (int column = LOT_BUCKETS; column < LOT_PARENT; column++)
			cs_out_int(out, cs_col_int(stmt, column));
		out_text(out, stmt, LOT_PARENT);
		out_text(out, stmt, LOT_KEY);
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}

static const struct cs_col event_columns[] = { { "field", CS_CELL_TEXT }, { "value", CS_CELL_TEXT } };

static void
write_pair(struct cs_out *out, const char *name, struct cs_stmt *stmt, int column)
{
	if (cs_col_is_null(stmt, column))
		return;
	cs_out_str(out, name);
	out_text(out, stmt, column);
	cs_out_end(out);
}

static enum cs_status
write_moves(struct cs_db *db, struct cs_out *out, int64_t seq, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_MOVES_OF_EVENT);
	struct cs_str line = { 0 };
	char from[CS_DAY_TEXT], to[CS_DAY_TEXT];
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":seq", seq);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_str_clear(&line);
		cs_str_add_format(&line, "lot %lld: %s %lld (%s..%s)", (long long)cs_col_int(stmt, 0), cs_col_text(stmt, 1, &len),
		    (long long)cs_col_int(stmt, 2), cs_day_format(from, (cs_day)cs_col_int(stmt, 4)),
		    cs_col_int(stmt, 5) >= CS_FOREVER ? "" : cs_day_format(to, (cs_day)cs_col_int(stmt, 5)));
		cs_out_str(out, "move");
		cs_out_text(out, line.data, line.len);
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	cs_str_release(&line);
	return st;
}

enum cs_status
cs_show_event(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err)
{
	const char *key = view->names[0];
	static const struct {
		const char *name;
		int column;
	} texts[] = { { "seq", 0 }, { "kind", 1 }, { "customer_id", 2 }, { "points", 6 }, { "order_no", 7 }, { "reason", 8 },
		{ "actor", 9 }, { "policy", 10 }, { "detail", 11 }, { "hash", 12 }, { "ref", 13 } };
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EVENT_SHOW);

	cs_bind_text(stmt, ":key", key, strlen(key));
	enum cs_status st = cs_step(stmt, err);

	if (st != CS_ROW) {
		cs_stmt_reset(stmt);
		return st == CS_OK ? cs_err_set(err, CS_NONE, _("key \"%s\": no such event"), key) : st;
	}
	int64_t seq = cs_col_int(stmt, 0);

	cs_out_begin(out, event_columns, CS_COUNT(event_columns));
	for (size_t i = 0; i < CS_COUNT(texts); i++)
		write_pair(out, texts[i].name, stmt, texts[i].column);
	cs_out_str(out, "eff");
	cs_out_day(out, (cs_day)cs_col_int(stmt, 3));
	cs_out_end(out);
	cs_out_str(out, "written_at");
	cs_out_time(out, cs_col_int(stmt, 4));
	cs_out_end(out);
	cs_stmt_reset(stmt);
	return write_moves(db, out, seq, err);
}

static const struct cs_col uncleared_columns[] = {
	{ "what", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "points", CS_CELL_NUMBER }, { "since", CS_CELL_TEXT },
	{ "days", CS_CELL_NUMBER }, { "key", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
};

enum cs_status
cs_show_uncleared(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_UNCLEARED);
	enum cs_status st;

	cs_bind_int(stmt, ":day", view->as_of);
	cs_out_begin(out, uncleared_columns, CS_COUNT(uncleared_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		out_text(out, stmt, 0);
		out_text(out, stmt, 1);
		cs_out_int(out, cs_col_int(stmt, 2));
		cs_out_day(out, (cs_day)cs_col_int(stmt, 3));
		cs_out_int(out, view->as_of - cs_col_int(stmt, 3));
		out_text(out, stmt, 4);
		out_text(out, stmt, 5);
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}
