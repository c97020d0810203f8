#include "dispute/retention.h"

#include "store/db.h"
#include "stream/out.h"

static const struct {
	const char *record;
	int months;
	const char *keep, *basis;
	enum cs_sql count, erase; /* CS_SQL_COUNT: the store holds no such record */
} duties[] = {
	{ "display", 6, "6 months", "ECA 6(1); ECD 6", CS_SQL_COUNT, CS_SQL_COUNT },
	{ "contract", 60, "5 years", "ECA 6(1); ECD 6", CS_SQL_RETENTION_CUSTOMERS, CS_SQL_RETENTION_CUSTOMERS_ERASE },
	{ "payment_supply", 60, "5 years", "ECA 6(1); ECD 6", CS_SQL_RETENTION_ORDERS, CS_SQL_RETENTION_ORDERS_ERASE },
	{ "complaint", 36, "3 years", "ECA 6(1); ECD 6", CS_SQL_RETENTION_NOTES, CS_SQL_RETENTION_NOTES_ERASE },
	{ "consultation", 36, "3 years", "ECA 6(1); ECD 6", CS_SQL_RETENTION_CONTACTS, CS_SQL_RETENTION_CONTACTS_ERASE },
};

/* Where else the same persons stand: earlier states that are kept for undo, and what queues are searched by. */
static const struct {
	int months;
	enum cs_sql erase;
} traces[] = {
	{ 60, CS_SQL_RETENTION_CUSTOMER_IMAGES_ERASE },
	{ 60, CS_SQL_RETENTION_ORDER_IMAGES_ERASE },
	{ 36, CS_SQL_RETENTION_CONTACT_PHONES_ERASE },
	{ 36, CS_SQL_RETENTION_CONTACT_IMAGES_ERASE },
	{ 36, CS_SQL_RETENTION_CONTACT_IMPORTS_ERASE },
};

static const struct cs_col columns[] = {
	{ "record", CS_CELL_TEXT }, { "keep", CS_CELL_TEXT }, { "basis", CS_CELL_TEXT },
	{ "cutoff_on", CS_CELL_TEXT }, { "rows", CS_CELL_NUMBER }, { "erased", CS_CELL_TEXT },
};

static enum cs_status
count(struct cs_db *db, enum cs_sql which, cs_day cutoff, int64_t *rows, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, which);

	cs_bind_int(stmt, ":cutoff", cutoff);
	enum cs_status st = cs_step(stmt, err);

	*rows = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
erase(struct cs_db *db, enum cs_sql which, cs_day cutoff, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, which);

	cs_bind_int(stmt, ":cutoff", cutoff);
	return cs_run(stmt, err);
}

static enum cs_status
do_duty(struct cs_db *db, size_t i, cs_day as_of, bool apply, struct cs_out *out, size_t *rows,
    struct cs_err *err)
{
	cs_day cutoff = cs_day_add_months(as_of, -duties[i].months);
	bool stored = duties[i].count != CS_SQL_COUNT;
	int64_t found = 0;
	enum cs_status st = stored ? count(db, duties[i].count, cutoff, &found, err) : CS_OK;

	if (st == CS_OK && apply && found > 0)
		st = erase(db, duties[i].erase, cutoff, err);
	if (st != CS_OK)
		return st;
	*rows += (size_t)found;
	cs_out_str(out, duties[i].record);
	cs_out_str(out, duties[i].keep);
	cs_out_str(out, duties[i].basis);
	cs_out_day(out, cutoff);
	if (stored)
		cs_out_int(out, found);
	else
		cs_out_empty(out);
	cs_out_bool(out, apply && found > 0);
	cs_out_end(out);
	return CS_OK;
}

enum cs_status
cs_retention(struct cs_db *db, cs_day as_of, bool apply, struct cs_out *out, size_t *rows,
    struct cs_err *err)
{
	enum cs_status st = cs_db_begin(db, err);

	*rows = 0;
	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; st == CS_OK && i < CS_COUNT(duties); i++)
		st = do_duty(db, i, as_of, apply, out, rows, err);
	for (size_t i = 0; st == CS_OK && apply && i < CS_COUNT(traces); i++)
		st = erase(db, traces[i].erase, cs_day_add_months(as_of, -traces[i].months), err);
	if (st == CS_OK)
		return cs_db_commit(db, err);
	cs_db_rollback(db);
	return st;
}
