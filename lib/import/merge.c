#include "import/merge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/db.h"
#include "stream/reader.h"

#define QUICK_CUSTOMERS 20000 /* a few hundredths of a second */

enum { CUSTOMER, INTO, COLUMN_COUNT };

/* A file of merges on its way. */
struct run {
	struct cs_db *db;
	struct cs_reader *reader;
	struct cs_row row;
	struct cs_want columns[COLUMN_COUNT];
	void (*tell)(const char *customer, const char *into, int64_t points);
	struct cs_load_counts *counts;
};

/* What the store knows of a key. */
struct known {
	int64_t id;   /* 0: nobody */
	int64_t into; /* whom it was merged into, or 0 */
};

static enum cs_status
find(struct run *run, struct cs_field code, struct known *known, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(run->db, CS_SQL_MERGE_FIND);

	*known = (struct known){ 0 };
	cs_bind_text(stmt, ":code", code.text, code.len);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		known->id = cs_col_int(stmt, 0);
		known->into = cs_col_is_null(stmt, 1) ? 0 : cs_col_int(stmt, 1);
	}
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

static enum cs_status
refuse(const struct run *run, struct cs_err *err, const char *why, struct cs_field code)
{
	return cs_err_set(err, CS_EINPUT, "%s:%llu: %s: \"%.*s\"", cs_reader_name(run->reader),
	    (unsigned long long)run->row.line, why, (int)code.len, code.text);
}

/* Another end than the file asks for would undo an earlier merge in silence. */
static enum cs_status
check(const struct run *run, const struct known *customer, const struct known *into, struct cs_field from,
    struct cs_field to, struct cs_err *err)
{
	if (customer->id == 0)
		return refuse(run, err, _("customer_id: no such customer"), from);
	if (into->id == 0)
		return refuse(run, err, _("into: no such customer"), to);
	if (customer->id == into->id)
		return refuse(run, err, _("a customer cannot be merged into itself"), from);
	if (customer->into != 0 && customer->into != into->id)
		return refuse(run, err, _("customer_id: merged already, into another customer"), from);
	if (into->into != 0)
		return refuse(run, err, _("into: was merged itself; name the one it was merged into"), to);
	return CS_OK;
}

static enum cs_status
run_merge(struct run *run, enum cs_sql which, int64_t customer, int64_t into, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(run->db, which);

	cs_bind_int(stmt, ":customer", customer);
	cs_bind_int(stmt, ":into", into);
	cs_bind_int(stmt, ":batch", run->counts->batch);
	return cs_run(stmt, err);
}

static enum cs_status
keep_image(struct run *run, struct cs_field code, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(run->db, CS_SQL_CUSTOMER_IMAGE);

	cs_bind_text(stmt, ":code", code.text, code.len);
	cs_bind_int(stmt, ":batch", run->counts->batch);
	return cs_run(stmt, err);
}

static void
tell_points(struct run *run, struct cs_field from, struct cs_field to)
{
	struct cs_stmt *stmt = cs_db_stmt(run->db, CS_SQL_MERGE_POINTS);
	struct cs_err ignored = { 0 };

	cs_bind_text(stmt, ":code", from.text, from.len);
	int64_t points = cs_step(stmt, &ignored) == CS_ROW ? cs_col_int(stmt, 0) : 0;

	cs_stmt_reset(stmt);
	if (points > 0) {
		char *customer = cs_strndup(from.text, from.len), *into = cs_strndup(to.text, to.len);

		run->tell(customer, into, points);
		free(customer);
		free(into);
	}
}

static enum cs_status
merge(struct run *run, const struct known *customer, const struct known *into, struct cs_field from,
    struct cs_field to, struct cs_err *err)
{
	if (customer->into == into->id) {
		run->counts->unchanged++;
		return CS_OK;
	}
	enum cs_status st = keep_image(run, to, err);

	if (st == CS_OK)
		st = run_merge(run, CS_SQL_MERGE_FILL, customer->id, into->id, err);
	if (st == CS_OK)
		st = run_merge(run, CS_SQL_MERGE_ADD, customer->id, into->id, err);
	if (st != CS_OK)
		return st;
	run->counts->updated++;
	tell_points(run, from, to);
	return CS_OK;
}

static enum cs_status
take_row(struct run *run, struct cs_err *err)
{
	struct cs_field from = cs_row_field(&run->row, run->columns[CUSTOMER].index);
	struct cs_field to = cs_row_field(&run->row, run->columns[INTO].index);
	struct known customer, into = { 0 };
	enum cs_status st = find(run, from, &customer, err);

	if (st == CS_OK)
		st = find(run, to, &into, err);
	if (st == CS_OK)
		st = check(run, &customer, &into, from, to, err);
	if (st == CS_OK)
		st = merge(run, &customer, &into, from, to, err);
	return st;
}

static enum cs_status
read_rows(struct run *run, struct cs_err *err)
{
	enum cs_status st = cs_reader_next(run->reader, &run->row, err);

	if (st == CS_OK)
		return cs_err_set(err, CS_EINPUT, _("%s: empty; a file of merges begins with a header line"),
		    cs_reader_name(run->reader));
	if (st == CS_ROW)
		st = cs_columns_find(run->reader, &run->row, run->columns, COLUMN_COUNT, err);
	while (st == CS_OK && (st = cs_reader_next(run->reader, &run->row, err)) == CS_ROW) {
		st = run->row.fault ? cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(run->reader),
		    (unsigned long long)run->row.line, _(run->row.fault)) : take_row(run, err);
		if (st != CS_OK)
			break;
		run->counts->rows++;
	}
	return st;
}

static enum cs_status
open_batch(const struct run *run, cs_time now, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(run->db, CS_SQL_BATCH_BEGIN);
	const struct { const char *name, *value; } texts[] = {
		{ ":kind", "customers" }, { ":file", cs_reader_name(run->reader) }, { ":fingerprint", "" },
		{ ":preset", "merge" }, { ":encoding", cs_reader_encoding(run->reader) },
	};

	for (size_t i = 0; i < CS_COUNT(texts); i++)
		cs_bind_text(stmt, texts[i].name, texts[i].value, strlen(texts[i].value));
	cs_bind_int(stmt, ":imported_at", now);
	enum cs_status st = cs_run(stmt, err);

	run->counts->batch = cs_db_last_id(run->db);
	return st;
}

static enum cs_status
close_batch(const struct run *run, struct cs_err *err)
{
	const struct cs_load_counts *n = run->counts;
	struct cs_stmt *stmt = cs_db_stmt(run->db, CS_SQL_BATCH_FINISH);

	cs_bind_int(stmt, ":batch", n->batch);
	cs_bind_int(stmt, ":rows", n->rows);
	cs_bind_int(stmt, ":inserted", 0);
	cs_bind_int(stmt, ":updated", n->updated);
	cs_bind_int(stmt, ":unchanged", n->unchanged);
	cs_bind_int(stmt, ":rejected", 0);
	cs_bind_int(stmt, ":skipped", 0);
	return cs_run(stmt, err);
}

enum cs_status
cs_merge_settle(struct cs_db *db, struct cs_err *err)
{
	static const enum cs_sql steps[] = {
		CS_SQL_MERGED_ORDERS_NOTE, CS_SQL_MERGED_ORDERS_MOVE, CS_SQL_MERGED_ORDERS_FORGET,
		CS_SQL_MERGED_RETURNS_NOTE, CS_SQL_MERGED_RETURNS_MOVE, CS_SQL_MERGED_RETURNS_FORGET,
		CS_SQL_LINES_FOLLOW_ORDERS, CS_SQL_CONTACT_OWNERS_SETTLE,
	};
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(steps); i++)
		st = cs_run(cs_db_stmt(db, steps[i]), err);
	return st;
}

static enum cs_status
merge_all(struct run *run, cs_time now, struct cs_err *err)
{
	enum cs_status st = open_batch(run, now, err);

	if (st == CS_OK)
		st = read_rows(run, err);
	if (st == CS_OK)
		st = cs_merge_settle(run->db, err);
	return st == CS_OK ? close_batch(run, err) : st;
}

enum cs_status
cs_merge_file(struct cs_db *db, const char *path, cs_time now, bool dry,
    void (*tell)(const char *customer, const char *into, int64_t points), struct cs_merge_result *result,
    struct cs_err *err)
{
	struct run run = {
		.db = db, .tell = tell, .counts = &result->counts,
		.columns = { [CUSTOMER] = { "customer_id", true, -1 }, [INTO] = { "into", true, -1 } },
	};
	const struct cs_reader_options options = { .encoding = NULL };

	*result = (struct cs_merge_result){ 0 };
	enum cs_status st = cs_reader_open(&run.reader, path, &options, err);

	if (st != CS_OK)
		return st;
	st = cs_db_begin(db, err);
	if (st == CS_OK)
		st = merge_all(&run, now, err);
	snprintf(result->encoding, sizeof(result->encoding), "%s", cs_reader_encoding(run.reader));
	cs_reader_close(run.reader);
	if (st == CS_OK && !dry)
		return cs_db_commit(db, err);
	cs_db_rollback(db);
	return st;
}

enum cs_status
cs_merge_phones(struct cs_db *db, int64_t *count, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_PHONES_SHARED);

	cs_bind_int(stmt, ":most", QUICK_CUSTOMERS);
	enum cs_status st = cs_step(stmt, err);

	*count = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}
