#include "mileage/fetch.h"

#include <string.h>

#include "base/mem.h"

/* Columns of the MILEAGE_LOT statements before the buckets, which are in the enum's order from P on. */
enum { LOT_ID, LOT_SEQ, LOT_PARENT, LOT_ROOT, LOT_ORIGIN, LOT_TAX, LOT_PRIO, LOT_ACTIVE, LOT_EXPIRES, LOT_ISSUED,
	LOT_BUCKETS, LOT_ACCOUNT = LOT_BUCKETS + CS_BUCKET_COUNT - 1 };

void
cs_fetch_lot_row(struct cs_stmt *stmt, struct cs_lot *lot)
{
	*lot = (struct cs_lot){
		.id = cs_col_int(stmt, LOT_ID), .seq = cs_col_int(stmt, LOT_SEQ), .parent = cs_col_int(stmt, LOT_PARENT),
		.root = cs_col_int(stmt, LOT_ROOT), .origin = (enum cs_origin)cs_col_int(stmt, LOT_ORIGIN),
		.tax = (enum cs_tax)cs_col_int(stmt, LOT_TAX), .prio = (int)cs_col_int(stmt, LOT_PRIO),
		.active_on = (cs_day)cs_col_int(stmt, LOT_ACTIVE), .expires_on = (cs_day)cs_col_int(stmt, LOT_EXPIRES),
		.issued = cs_col_int(stmt, LOT_ISSUED),
	};
	for (int b = CS_PENDING; b < CS_BUCKET_COUNT; b++)
		lot->in[b] = cs_col_int(stmt, LOT_BUCKETS + b - CS_PENDING);
}

static struct cs_lot *
add_lot(struct cs_account *account)
{
	account->lots = cs_grow(account->lots, &account->lot_cap, account->lot_count + 1, sizeof(*account->lots));
	return &account->lots[account->lot_count++];
}

static enum cs_status
fetch_lots(struct cs_db *db, enum cs_sql which, struct cs_account *account, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, which);
	enum cs_status st;

	cs_bind_int_at(stmt, 1, account->id);
	while ((st = cs_step(stmt, err)) == CS_ROW)
		cs_fetch_lot_row(stmt, add_lot(account));
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
fetch_debts(struct cs_db *db, struct cs_account *account, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_DEBTS_OPEN);
	enum cs_status st;

	cs_bind_int(stmt, ":account", account->id);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		account->debts = cs_grow(account->debts, &account->debt_cap, account->debt_count + 1, sizeof(*account->debts));
		account->debts[account->debt_count++] = (struct cs_debt){
			.seq = cs_col_int(stmt, 0), .after_lot = cs_col_int(stmt, 1), .since = (cs_day)cs_col_int(stmt, 2),
			.amount = cs_col_int(stmt, 3), .paid = cs_col_int(stmt, 4), .waived = cs_col_int(stmt, 5) };
	}
	cs_stmt_reset(stmt);
	return st;
}

/* Moves as traces: of a hold, of an order's uses, of a claw-back. */
static enum cs_status
fetch_traces(struct cs_stmt *stmt, enum cs_bucket from, struct cs_trace **traces, size_t *count, size_t *cap,
    struct cs_err *err)
{
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		*traces = cs_grow(*traces, cap, *count + 1, sizeof(**traces));
		(*traces)[(*count)++] = (struct cs_trace){ cs_col_int(stmt, 0), cs_col_int(stmt, 1), cs_col_int(stmt, 2),
			cs_col_int(stmt, 3), (cs_day)cs_col_int(stmt, 4), from };
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
fetch_holds(struct cs_db *db, struct cs_account *account, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_HOLDS_OPEN);
	enum cs_status st;

	cs_bind_int(stmt, ":account", account->id);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		account->holds = cs_grow(account->holds, &account->hold_cap, account->hold_count + 1, sizeof(*account->holds));
		account->holds[account->hold_count++] = (struct cs_hold){ .seq = cs_col_int(stmt, 0),
			.amount = cs_col_int(stmt, 1), .captured = cs_col_int(stmt, 2), .until = (cs_day)cs_col_int(stmt, 3) };
	}
	cs_stmt_reset(stmt);
	for (size_t i = 0; st == CS_OK && i < account->hold_count; i++) {
		struct cs_hold *hold = &account->holds[i];

		stmt = cs_db_stmt(db, CS_SQL_MILEAGE_PARTS_OF_EVENT);
		cs_bind_int(stmt, ":seq", hold->seq);
		st = fetch_traces(stmt, CS_HELD, &hold->parts, &hold->part_count, &hold->part_cap, err);
	}
	return st;
}

/* The row of MILEAGE_ACCOUNT_FIND or _GET that the statement stands on, and what hangs on it. */
static enum cs_status
fetch_from_row(struct cs_db *db, struct cs_stmt *stmt, struct cs_account *account, struct cs_err *err)
{
	bool merged = !cs_col_is_null(stmt, 1);
	int64_t into = cs_col_int(stmt, 1);
	int64_t debts = cs_col_int(stmt, 4), holds = cs_col_int(stmt, 5);

	account->id = cs_col_int(stmt, 0);
	account->withdrawn = cs_col_int(stmt, 2) != 0;
	account->last = (cs_day)cs_col_int(stmt, 3);
	account->idle_on = (cs_day)cs_col_int(stmt, 6);
	cs_stmt_reset(stmt);
	if (merged) {
		enum cs_status st = cs_fetch_account_id(db, into, account, err);

		account->taken_over = true;
		return st;
	}
	enum cs_status st = fetch_lots(db, CS_SQL_MILEAGE_LOTS_OPEN, account, err);

	if (st == CS_OK && debts > 0)
		st = fetch_debts(db, account, err);
	if (st == CS_OK && holds > 0)
		st = fetch_holds(db, account, err);
	return st;
}

enum cs_status
cs_fetch_account_id(struct cs_db *db, int64_t id, struct cs_account *account, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ACCOUNT_GET);

	cs_account_clear(account);
	cs_bind_int_at(stmt, 1, id);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		return fetch_from_row(db, stmt, account, err);
	cs_stmt_reset(stmt);
	return st == CS_OK ? CS_NONE : st;
}

enum cs_status
cs_fetch_code(struct cs_db *db, int64_t account, struct cs_str *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ACCOUNT_GET);
	size_t len;

	cs_bind_int_at(stmt, 1, account);
	enum cs_status st = cs_step(stmt, err);

	cs_str_clear(out);
	if (st == CS_ROW) {
		const char *code = cs_col_text(stmt, 7, &len);

		cs_str_add_n(out, code, len);
	}
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

enum cs_status
cs_fetch_account(struct cs_db *db, const char *code, struct cs_account *account, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ACCOUNT_FIND);

	cs_account_clear(account);
	cs_bind_text_at(stmt, 1, code, strlen(code));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		return fetch_from_row(db, stmt, account, err);
	cs_stmt_reset(stmt);
	return st == CS_OK ? CS_NONE : st;
}

enum cs_status
cs_fetch_all_lots(struct cs_db *db, struct cs_account *account, struct cs_err *err)
{
	account->lot_count = 0;
	return fetch_lots(db, CS_SQL_MILEAGE_LOTS_OF_ACCOUNT, account, err);
}

/* Lots stay sorted by id: what is taken from several goes by age. */
static struct cs_lot *
insert_lot(struct cs_account *account, const struct cs_lot *lot)
{
	struct cs_lot *at = add_lot(account);

	while (at > account->lots && at[-1].id > lot->id) {
		at[0] = at[-1];
		at--;
	}
	*at = *lot;
	return at;
}

static enum cs_status
find_reinstated(struct cs_db *db, struct cs_lot *lot, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_LOT_REINSTATED);

	cs_bind_int(stmt, ":lot", lot->id);
	enum cs_status st = cs_step(stmt, err);

	lot->reinstated = st == CS_ROW;
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

enum cs_status
cs_fetch_lot(struct cs_db *db, struct cs_account *account, int64_t id, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_LOT_GET);
	struct cs_lot lot;

	if (cs_account_lot(account, id))
		return find_reinstated(db, cs_account_lot(account, id), err);
	cs_bind_int_at(stmt, 1, id);
	enum cs_status st = cs_step(stmt, err);
	bool ours = st == CS_ROW && cs_col_int(stmt, LOT_ACCOUNT) == account->id;

	if (ours)
		cs_fetch_lot_row(stmt, &lot);
	cs_stmt_reset(stmt);
	if (!ours)
		return st == CS_ROW || st == CS_OK ? CS_NONE : st;
	return find_reinstated(db, insert_lot(account, &lot), err);
}

enum cs_status
cs_fetch_own(struct cs_db *db, struct cs_account *account, const char *order_no, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_LOTS_OF_ORDER);
	enum cs_status st;

	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		int64_t id = cs_col_int(stmt, 0);
		enum cs_status found = cs_fetch_lot(db, account, id, err);

		if (cs_failed(found))
			return found;
		if (found == CS_OK)
			cs_account_lot(account, id)->own = true;
	}
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_fetch_granted(struct cs_db *db, struct cs_account *account, int64_t seq, int64_t *left, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_LOTS_OF_EVENT);
	enum cs_status st;

	*left = 0;
	for (size_t i = 0; i < account->lot_count; i++)
		account->lots[i].own = false;
	cs_bind_int(stmt, ":seq", seq);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		struct cs_lot *lot = cs_account_lot(account, cs_col_int(stmt, 0));

		if (lot) {
			lot->own = true;
			*left += lot->in[CS_AVAILABLE];
		}
	}
	cs_stmt_reset(stmt);
	return st;
}

/* The lots of the traces; a trace whose lot is somebody else's goes. */
static enum cs_status
fetch_trace_lots(struct cs_db *db, struct cs_account *account, struct cs_err *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < account->trace_count; i++) {
		enum cs_status st = cs_fetch_lot(db, account, account->traces[i].lot, err);

		if (cs_failed(st))
			return st;
		if (st == CS_OK)
			account->traces[kept++] = account->traces[i];
	}
	account->trace_count = kept;
	return CS_OK;
}

static enum cs_status
fetch_into_traces(struct cs_db *db, struct cs_stmt *stmt, enum cs_bucket from, struct cs_account *account,
    struct cs_err *err)
{
	account->trace_count = 0;
	enum cs_status st = fetch_traces(stmt, from, &account->traces, &account->trace_count, &account->trace_cap, err);

	return st == CS_OK ? fetch_trace_lots(db, account, err) : st;
}

enum cs_status
cs_fetch_uses(struct cs_db *db, struct cs_account *account, const char *order_no, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_USES_OF_ORDER);

	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	return fetch_into_traces(db, stmt, CS_USED, account, err);
}

enum cs_status
cs_fetch_revoked(struct cs_db *db, struct cs_account *account, int64_t seq, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_PARTS_OF_EVENT);

	cs_bind_int(stmt, ":seq", seq);
	return fetch_into_traces(db, stmt, CS_REVOKED, account, err);
}

enum cs_status
cs_fetch_order(struct cs_db *db, const char *order_no, struct cs_order_sums *sums, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ORDER_SUMS);

	*sums = (struct cs_order_sums){ 0 };
	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		*sums = (struct cs_order_sums){ cs_col_int(stmt, 0), cs_col_int(stmt, 1), cs_col_int(stmt, 2), cs_col_int(stmt, 3),
			cs_col_int(stmt, 4), cs_col_int(stmt, 5) };
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

enum cs_status
cs_fetch_lines(struct cs_db *db, enum cs_sql which, const char *order_no, struct cs_line **lines, size_t *count,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, which);
	enum cs_status st;
	size_t cap = 0, len;

	*lines = NULL;
	*count = 0;
	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *name = cs_col_text(stmt, 0, &len);

		*lines = cs_grow(*lines, &cap, *count + 1, sizeof(**lines));
		struct cs_line *line = &(*lines)[(*count)++];

		*line = (struct cs_line){ .quantity = cs_col_int(stmt, 1), .amount = cs_col_int(stmt, 2),
			.points_share = cs_col_int(stmt, 3), .coupon_share = cs_col_int(stmt, 4),
			.rate_ppm = cs_col_int(stmt, 5), .taken = cs_col_int(stmt, 6) };
		memcpy(line->line_no, name, len < sizeof(line->line_no) ? len : sizeof(line->line_no) - 1);
	}
	cs_stmt_reset(stmt);
	return st;
}

/* The buckets from P on. */
static void
bind_buckets(struct cs_stmt *stmt, int first, const struct cs_lot *lot)
{
	for (int b = CS_PENDING; b < CS_BUCKET_COUNT; b++)
		cs_bind_int_at(stmt, first + b - CS_PENDING, lot->in[b]);
}

static enum cs_status
store_new_lot(struct cs_db *db, int64_t account, const struct cs_lot *lot, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_LOT_ADD);
	const int64_t numbers[] = { lot->id, lot->seq, lot->parent, lot->root, account, (int64_t)lot->origin,
		(int64_t)lot->tax, lot->prio, lot->active_on, lot->expires_on, lot->issued };

	for (size_t i = 0; i < CS_COUNT(numbers); i++)
		cs_bind_int_at(stmt, (int)i + 1, numbers[i]);
	if (lot->parent == 0)
		cs_bind_null_at(stmt, 3);
	bind_buckets(stmt, (int)CS_COUNT(numbers) + 1, lot);
	return cs_run(stmt, err);
}

enum cs_status
cs_store_lot(struct cs_db *db, int64_t account, const struct cs_lot *lot, struct cs_err *err)
{
	if (lot->fresh)
		return store_new_lot(db, account, lot, err);
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_LOT_SET);

	cs_bind_int_at(stmt, 1, account);
	bind_buckets(stmt, 2, lot);
	cs_bind_int_at(stmt, 2 + CS_BUCKET_COUNT - CS_PENDING, lot->id);
	return cs_run(stmt, err);
}

enum cs_status
cs_store_debt(struct cs_db *db, int64_t account, const struct cs_debt *debt, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_DEBT_PUT);

	cs_bind_int(stmt, ":seq", debt->seq);
	cs_bind_int(stmt, ":account", account);
	cs_bind_int(stmt, ":after_lot", debt->after_lot);
	cs_bind_int(stmt, ":since", debt->since);
	cs_bind_int(stmt, ":amount", debt->amount);
	cs_bind_int(stmt, ":paid", debt->paid);
	cs_bind_int(stmt, ":waived", debt->waived);
	return cs_run(stmt, err);
}

enum cs_status
cs_store_hold(struct cs_db *db, int64_t account, const struct cs_hold *hold, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_HOLD_PUT);

	cs_bind_int(stmt, ":seq", hold->seq);
	cs_bind_int(stmt, ":account", account);
	cs_bind_int(stmt, ":amount", hold->amount);
	cs_bind_int(stmt, ":captured", hold->captured);
	cs_bind_int(stmt, ":until", hold->until);
	cs_bind_int(stmt, ":state", (int64_t)hold->state);
	return cs_run(stmt, err);
}

static int64_t
count_open(const struct cs_account *account, int64_t *holds)
{
	int64_t debts = 0;

	*holds = 0;
	for (size_t i = 0; i < account->debt_count; i++)
		debts += account->debts[i].paid + account->debts[i].waived < account->debts[i].amount;
	for (size_t i = 0; i < account->hold_count; i++)
		*holds += account->holds[i].state == CS_HOLD_OPEN;
	return debts;
}

enum cs_status
cs_store_account(struct cs_db *db, const struct cs_account *account, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ACCOUNT_SET);
	int64_t holds, debts = count_open(account, &holds);

	cs_bind_int_at(stmt, 1, account->withdrawn);
	cs_bind_int_at(stmt, 2, account->last);
	cs_bind_int_at(stmt, 3, debts);
	cs_bind_int_at(stmt, 4, holds);
	cs_bind_int_at(stmt, 5, account->idle_on);
	cs_bind_int_at(stmt, 6, account->id);
	return cs_run(stmt, err);
}
