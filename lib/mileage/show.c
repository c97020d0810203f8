#include "mileage/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "mileage/ledger.h"
#include "stat/breakage.h"

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

/* What can be spent: an open debt comes off first. */
static void
write_balance(struct cs_out *out, struct cs_stmt *stmt)
{
	int64_t available = cs_col_int(stmt, 1) - cs_col_int(stmt, 4);

	out_text(out, stmt, 0);
	cs_out_int(out, available > 0 ? available : 0);
	for (int column = 2; column <= 5; column++)
		cs_out_int(out, cs_col_int(stmt, column));
	out_life(out, stmt, 6);
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
show_one_balance(struct cs_db *db, struct cs_out *out, cs_day day, const char *customer, struct cs_err *err)
{
	int64_t account = 0;
	enum cs_status st = find_account(db, customer, &account, err);

	if (st != CS_OK)
		return st;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_BALANCE);

	cs_bind_int(stmt, ":account", account);
	cs_bind_int(stmt, ":day", day);
	while ((st = cs_step(stmt, err)) == CS_ROW)
		write_balance(out, stmt);
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_show_balance(struct cs_db *db, struct cs_out *out, cs_day day, char *const *customers, size_t count,
    struct cs_err *err)
{
	enum cs_status st = CS_OK, worst = CS_OK;

	cs_out_begin(out, balance_columns, CS_COUNT(balance_columns));
	for (size_t i = 0; i < count && !cs_failed(st); i++) {
		st = show_one_balance(db, out, day, customers[i], err);
		worst = st > worst ? st : worst;
	}
	if (count > 0)
		return worst;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_BALANCES);

	cs_bind_int(stmt, ":day", day);
	while ((st = cs_step(stmt, err)) == CS_ROW)
		write_balance(out, stmt);
	cs_stmt_reset(stmt);
	return st;
}

static const struct cs_col statement_columns[] = {
	{ "seq", CS_CELL_NUMBER }, { "eff", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "points", CS_CELL_NUMBER },
	{ "balance", CS_CELL_NUMBER }, { "order_no", CS_CELL_TEXT }, { "reason", CS_CELL_TEXT }, { "key", CS_CELL_TEXT },
};

enum cs_status
cs_show_statement(struct cs_db *db, struct cs_out *out, const char *customer, struct cs_err *err)
{
	int64_t account = 0, balance = 0;
	enum cs_status st = find_account(db, customer, &account, err);

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
cs_show_lots(struct cs_db *db, struct cs_out *out, const char *customer, struct cs_err *err)
{
	int64_t account = 0;
	enum cs_status st = find_account(db, customer, &account, err);

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
cs_show_event(struct cs_db *db, struct cs_out *out, const char *key, struct cs_err *err)
{
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

/* One month of the roll-forward, from MILEAGE_ROLL. */
struct month {
	cs_day start;
	int64_t issued, used, expired, revoked;
};

static const struct cs_col liability_columns[] = {
	{ "month", CS_CELL_TEXT }, { "opening", CS_CELL_NUMBER }, { "issued", CS_CELL_NUMBER }, { "used", CS_CELL_NUMBER },
	{ "expired", CS_CELL_NUMBER }, { "revoked", CS_CELL_NUMBER }, { "closing", CS_CELL_NUMBER },
	{ "expected_use", CS_CELL_NUMBER }, { "provision", CS_CELL_NUMBER }, { "sales_earned_on", CS_CELL_NUMBER },
	{ "deferred_revenue", CS_CELL_NUMBER },
};

/*
 * Both bases.  K-GAAP: the sale stands in full and what the points will cost
 * is provided for.  K-IFRS 1115: the price is shared between goods and points
 * by their stand-alone prices, and the points' share waits until they are used.
 */
static void
write_liability(struct cs_out *out, const struct month *m, int64_t opening, double use_rate, int64_t sales)
{
	char text[CS_DAY_TEXT];
	int64_t closing = opening + m->issued - m->used - m->expired - m->revoked;
	double expected = (double)closing * use_rate;

	cs_day_format(text, m->start);
	cs_out_text(out, text, 7);
	cs_out_int(out, opening);
	cs_out_int(out, m->issued);
	cs_out_int(out, m->used);
	cs_out_int(out, m->expired);
	cs_out_int(out, m->revoked);
	cs_out_int(out, closing);
	cs_out_real(out, expected, 0);
	cs_out_real(out, expected, 0);
	cs_out_int(out, sales);
	cs_out_real(out, sales > 0 ? cs_ifrs15_deferred((double)sales, (double)closing, use_rate) : expected, 0);
	cs_out_end(out);
}

static enum cs_status
read_month(struct cs_db *db, cs_day start, struct month *m, int64_t *sales, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ROLL);
	cs_day end = cs_day_add_months(start, 1) - 1;

	cs_bind_int(stmt, ":from", start);
	cs_bind_int(stmt, ":to", end);
	enum cs_status st = cs_step(stmt, err);

	*m = (struct month){ .start = start };
	if (st == CS_ROW) {
		m->issued = cs_col_int(stmt, 0);
		m->used = cs_col_int(stmt, 1);
		m->expired = cs_col_int(stmt, 2);
		m->revoked = cs_col_int(stmt, 3);
	}
	cs_stmt_reset(stmt);
	if (st == CS_ROW) {
		stmt = cs_db_stmt(db, CS_SQL_MILEAGE_SALES_OPEN);
		cs_bind_int(stmt, ":to", end);
		st = cs_step(stmt, err);
		*sales = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
		cs_stmt_reset(stmt);
	}
	return st == CS_ROW ? CS_OK : st;
}

/* The development of the cohorts of MILEAGE_COHORTS as a triangle. */
static enum cs_status
read_cohorts(struct cs_db *db, cs_day to, struct cs_breakage *cohorts, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COHORTS);
	enum cs_status st;

	cs_bind_int(stmt, ":to", to);
	while ((st = cs_step(stmt, err)) == CS_ROW)
		cs_breakage_add(cohorts, (cs_day)cs_col_int(stmt, 0), (cs_day)cs_col_int(stmt, 1), cs_col_int(stmt, 2),
		    cs_col_int(stmt, 3));
	cs_stmt_reset(stmt);
	cs_breakage_develop(cohorts, to);
	return st;
}

static enum cs_status
write_months(struct cs_db *db, struct cs_out *out, cs_day from, cs_day to, double use_rate, struct cs_err *err)
{
	int64_t opening = 0, sales = 0;
	struct month m;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_FIRST_DAY);
	enum cs_status st = cs_step(stmt, err);
	cs_day first = st == CS_ROW && !cs_col_is_null(stmt, 0) ? (cs_day)cs_col_int(stmt, 0) : from;

	cs_stmt_reset(stmt);
	st = cs_failed(st) ? st : CS_OK;
	for (cs_day day = cs_month_start(first < from ? first : from); st == CS_OK && day <= to;
	    day = cs_day_add_months(day, 1)) {
		st = read_month(db, day, &m, &sales, err);
		if (st == CS_OK && day >= cs_month_start(from))
			write_liability(out, &m, opening, use_rate, sales);
		opening += m.issued - m.used - m.expired - m.revoked;
	}
	return st;
}

enum cs_status
cs_show_liability(struct cs_db *db, struct cs_out *out, cs_day from, cs_day to, struct cs_err *err)
{
	struct cs_breakage cohorts = { 0 };
	enum cs_status st = read_cohorts(db, to, &cohorts, err);
	double use_rate = cs_breakage_ultimate(&cohorts);

	cs_out_begin(out, liability_columns, CS_COUNT(liability_columns));
	if (st == CS_OK)
		st = write_months(db, out, from, to, use_rate, err);
	cs_breakage_release(&cohorts);
	return st;
}

static const struct cs_col breakage_columns[] = {
	{ "cohort", CS_CELL_TEXT }, { "age", CS_CELL_NUMBER }, { "issued", CS_CELL_NUMBER }, { "used", CS_CELL_NUMBER },
	{ "used_rate", CS_CELL_NUMBER }, { "factor", CS_CELL_NUMBER }, { "ultimate_rate", CS_CELL_NUMBER },
};

enum cs_status
cs_show_breakage(struct cs_db *db, struct cs_out *out, cs_day to, struct cs_err *err)
{
	struct cs_breakage cohorts = { 0 };
	enum cs_status st = read_cohorts(db, to, &cohorts, err);
	char text[CS_DAY_TEXT];

	cs_out_begin(out, breakage_columns, CS_COUNT(breakage_columns));
	for (size_t i = 0; st == CS_OK && i < cohorts.count; i++) {
		const struct cs_breakage_month *c = &cohorts.items[i];

		cs_day_format(text, c->month);
		for (int age = 0; age <= c->last_age; age++) {
			cs_out_text(out, text, 7);
			cs_out_int(out, age);
			cs_out_int(out, c->issued);
			cs_out_int(out, c->used[age]);
			cs_out_rate(out, c->used[age], c->issued);
			cs_out_real(out, cohorts.factor[age], 6);
			cs_out_real(out, cs_breakage_month_ultimate(&cohorts, i), 6);
			cs_out_end(out);
		}
	}
	cs_breakage_release(&cohorts);
	return st;
}
