#include "import/entity.h"
#include "import/load.h"
#include "import/merge.h"

#include <string.h>

/* What a later batch may not have touched: rows that this one brought, and rows that it changed. */
static const enum cs_sql later[] = {
	CS_SQL_ORDER_LATER, CS_SQL_ORDER_CHANGED_LATER,
	CS_SQL_LINE_LATER, CS_SQL_LINE_CHANGED_LATER,
	CS_SQL_RETURN_LATER, CS_SQL_RETURN_CHANGED_LATER,
	CS_SQL_INSERT_LATER, CS_SQL_INSERT_CHANGED_LATER,
	CS_SQL_VISITS_LATER, CS_SQL_VISITS_CHANGED_LATER,
	CS_SQL_SPEND_LATER, CS_SQL_SPEND_CHANGED_LATER,
	CS_SQL_CUSTOMER_LATER, CS_SQL_CUSTOMER_CHANGED_LATER,
	CS_SQL_PRODUCT_LATER, CS_SQL_PRODUCT_CHANGED_LATER,
	CS_SQL_CONSULTATION_LATER, CS_SQL_CONSULTATION_CHANGED_LATER,
	CS_SQL_MERGE_LATER,
};

/* Children before parents. */
static const enum cs_sql take_back[] = {
	CS_SQL_LINE_TAKE_BACK,
	CS_SQL_ORDER_TAKE_BACK,
	CS_SQL_RETURN_TAKE_BACK,
	CS_SQL_INSERT_TAKE_BACK,
	CS_SQL_VISITS_TAKE_BACK,
	CS_SQL_SPEND_TAKE_BACK,
	CS_SQL_CONSULTATION_TAKE_BACK,
	CS_SQL_MERGE_TAKE_BACK,
	CS_SQL_CUSTOMER_TAKE_BACK,
	CS_SQL_CUSTOMER_BLANK,
	CS_SQL_PRODUCT_TAKE_BACK,
	CS_SQL_UNDO_IMAGES_DROP,
	CS_SQL_BATCHES_FORGET,
};

/* What follows from the rows that are left. */
static const enum cs_sql settle[] = {
	CS_SQL_LINES_JUDGE,
	CS_SQL_SHOP_FORGET,
	CS_SQL_SHOP_FORGET_IDENTITY,
};

static enum cs_status
run_for_batch(struct cs_db *db, enum cs_sql which, int64_t batch, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, which);

	cs_bind_int(stmt, ":batch", batch);
	return cs_run(stmt, err);
}

static enum cs_status
check_batch(struct cs_db *db, int64_t batch, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_BATCH_GET);

	cs_bind_int(stmt, ":batch", batch);
	enum cs_status st = cs_step(stmt, err);
	bool undone = st == CS_ROW && !cs_col_is_null(stmt, 2);

	cs_stmt_reset(stmt);
	if (st == CS_OK)
		return cs_err_set(err, CS_NONE, _("batch %lld: no such import; see: cs-import log"), (long long)batch);
	if (undone)
		return cs_err_set(err, CS_NOTE, _("batch %lld: undone already"), (long long)batch);
	return st == CS_ROW ? CS_OK : st;
}

static enum cs_status
check_later(struct cs_db *db, enum cs_sql which, int64_t batch, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, which);

	cs_bind_int(stmt, ":batch", batch);
	enum cs_status st = cs_step(stmt, err);
	int64_t by = st == CS_ROW && !cs_col_is_null(stmt, 0) ? cs_col_int(stmt, 0) : 0;

	cs_stmt_reset(stmt);
	if (st != CS_ROW)
		return st;
	if (by != 0)
		return cs_err_set(err, CS_NOTE, _("batch %lld: batch %lld changed its rows since; undo %lld first"),
		    (long long)batch, (long long)by, (long long)by);
	return CS_OK;
}

static enum cs_sql
restore_of(const char *table)
{
	for (size_t i = 0; i < CS_ENTITY_COUNT; i++) {
		if (strcmp(cs_entities[i].table, table) == 0)
			return cs_entities[i].restore;
	}
	CS_BUG("an image of no table");
}

/* Newest first, so that of several images of a row the oldest wins. */
static enum cs_status
restore_images(struct cs_db *db, int64_t batch, struct cs_err *err)
{
	struct cs_stmt *images = cs_db_stmt(db, CS_SQL_UNDO_IMAGES);
	enum cs_status st;
	size_t len;

	cs_bind_int(images, ":batch", batch);
	while ((st = cs_step(images, err)) == CS_ROW) {
		struct cs_stmt *stmt = cs_db_stmt(db, restore_of(cs_col_text(images, 1, &len)));

		cs_bind_int(stmt, ":id", cs_col_int(images, 0));
		cs_bind_int(stmt, ":batch", batch);
		st = cs_run(stmt, err);
		if (st != CS_OK)
			break;
	}
	cs_stmt_reset(images);
	return st;
}

static enum cs_status
undo(struct cs_db *db, int64_t batch, cs_time now, struct cs_err *err)
{
	enum cs_status st = check_batch(db, batch, err);

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(later); i++)
		st = check_later(db, later[i], batch, err);
	if (st == CS_OK)
		st = restore_images(db, batch, err);
	for (size_t i = 0; st == CS_OK && i < CS_COUNT(take_back); i++)
		st = run_for_batch(db, take_back[i], batch, err);
	if (st != CS_OK)
		return st;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_BATCH_UNDO);

	cs_bind_int(stmt, ":batch", batch);
	cs_bind_int(stmt, ":undone_at", now);
	st = cs_run(stmt, err);
	if (st == CS_OK)
		st = cs_merge_settle(db, err);
	for (size_t i = 0; st == CS_OK && i < CS_COUNT(settle); i++)
		st = cs_run(cs_db_stmt(db, settle[i]), err);
	return st;
}

enum cs_status
cs_load_undo(struct cs_db *db, int64_t batch, cs_time now, struct cs_err *err)
{
	enum cs_status st = cs_db_begin(db, err);

	if (st == CS_OK)
		st = undo(db, batch, now, err);
	if (st == CS_OK)
		return cs_db_commit(db, err);
	cs_db_rollback(db);
	return st;
}
