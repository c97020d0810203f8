#include "import/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "import/loading.h"

struct cs_datum
cs_load_customer(const struct cs_load *load, int column)
{
	const struct cs_field *code = &cs_load_value(load, column)->text;
	const int64_t *final = load->merged.count > 0 ? cs_map_find(&load->merged, code->text, code->len) : NULL;

	if (!final)
		return cs_load_text(load, column);
	return cs_datum_text(load->finals.data + *final, strlen(load->finals.data + *final));
}

enum cs_status
cs_load_note_merged(struct cs_load *load, int column, enum cs_sql put, enum cs_sql drop, const char *key, int64_t id,
    struct cs_err *err)
{
	const struct cs_field *code = &cs_load_value(load, column)->text;

	if (load->merged.count == 0)
		return CS_OK;
	bool merged = cs_map_find(&load->merged, code->text, code->len) != NULL;
	struct cs_stmt *stmt = cs_db_stmt(load->db, merged ? put : drop);

	cs_bind_int(stmt, key, id);
	if (merged)
		cs_bind_text(stmt, ":code", code->text, code->len);
	return cs_run(stmt, err);
}

enum cs_status
cs_load_put(struct cs_load *load, enum cs_entity_id entity, const struct cs_datum *keys,
    const struct cs_datum *columns, cs_time stamp, enum cs_put *did, struct cs_err *err)
{
	return cs_put(&load->putters[entity], keys, columns, stamp, NULL, NULL, did, err);
}

enum cs_status
cs_load_judge_line(struct cs_load *load, struct cs_datum no, struct cs_datum line, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_LINE_JUDGE);

	if (no.type == CS_DATUM_NULL || line.type == CS_DATUM_NULL)
		return CS_OK;
	cs_bind_text(stmt, ":order_no", no.text, no.len);
	cs_bind_text(stmt, ":line_no", line.text, line.len);
	return cs_run(stmt, err);
}

enum cs_status
cs_load_refused_twice(struct cs_err *err)
{
	return cs_err_set(err, CS_NOTE, "%s", _("the file has this key twice with different figures; "
	    "give each its own, or add them up"));
}

/* The latest of the record's own times; 0 where it has none. */
static cs_time
newest_time(const struct cs_record *record)
{
	cs_time newest = 0;

	for (size_t i = 0; i < record->kind->count; i++) {
		if (record->kind->columns[i].type == CS_VALUE_TIME && record->values[i].number > newest)
			newest = record->values[i].number;
	}
	return newest;
}

static cs_load_adder *const adders[CS_KIND_COUNT] = {
	[CS_KIND_ORDERS] = cs_load_orders,
	[CS_KIND_RETURNS] = cs_load_returns,
	[CS_KIND_CUSTOMERS] = cs_load_customers,
	[CS_KIND_PRODUCTS] = cs_load_products,
	[CS_KIND_INSERTS] = cs_load_inserts,
	[CS_KIND_VISITS] = cs_load_visits,
	[CS_KIND_SPEND] = cs_load_spend,
	[CS_KIND_CONTACTS] = cs_load_contacts,
};

enum cs_status
cs_load_add(struct cs_load *load, const struct cs_record *record, struct cs_err *err)
{
	enum cs_put did = CS_PUT_UNCHANGED;

	load->record = record;
	load->stamp = newest_time(record);
	enum cs_status st = adders[record->kind - cs_kinds](load, &did, err);

	if (st != CS_OK)
		return st;
	load->counts.inserted += did == CS_PUT_INSERTED;
	load->counts.updated += did == CS_PUT_UPDATED;
	load->counts.unchanged += did == CS_PUT_UNCHANGED;
	return CS_OK;
}

/* The first import gives the store its currency, for good. */
static enum cs_status
settle_currency(struct cs_load *load, struct cs_err *err)
{
	static const int64_t units[] = { 1, 10, 100, 1000 };
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_SHOP_GET);
	enum cs_status st = cs_step(stmt, err);

	cs_stmt_reset(stmt);
	if (st != CS_OK)
		return st == CS_ROW ? CS_OK : st;
	stmt = cs_db_stmt(load->db, CS_SQL_SHOP_SET);
	cs_bind_text(stmt, ":currency", load->file.currency, strlen(load->file.currency));
	cs_bind_int(stmt, ":decimals", load->file.decimals);
	cs_bind_int(stmt, ":unit", units[load->file.decimals]);
	return cs_run(stmt, err);
}

static enum cs_status
settle_identity(struct cs_load *load, struct cs_err *err)
{
	if (load->file.identity < 0)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_SHOP_SET_IDENTITY);

	cs_bind_int(stmt, ":identity", load->file.identity);
	return cs_run(stmt, err);
}

static enum cs_status
open_batch(struct cs_load *load, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_BATCH_BEGIN);
	const struct cs_load_file *file = &load->file;

	cs_bind_text(stmt, ":kind", file->kind, strlen(file->kind));
	cs_bind_text(stmt, ":file", file->name, strlen(file->name));
	cs_bind_text(stmt, ":fingerprint", file->fingerprint, strlen(file->fingerprint));
	cs_bind_text(stmt, ":preset", file->preset, strlen(file->preset));
	cs_bind_text(stmt, ":encoding", file->encoding, strlen(file->encoding));
	cs_bind_int(stmt, ":imported_at", file->now);
	enum cs_status st = cs_run(stmt, err);

	load->counts.batch = cs_db_last_id(load->db);
	return st;
}

/*
 * Into a store without lines the indexes of orders are made in one sort each at
 * the end, which takes a third of the time of keeping them while lines arrive.
 */
static enum cs_status
prepare_indexes(struct cs_load *load, struct cs_err *err)
{
	load->any_returns = cs_db_int(load->db, CS_SQL_ANY_RETURN, 0) != 0;
	load->any_weak = cs_db_int(load->db, CS_SQL_ANY_WEAK_CUSTOMER, 0) != 0;
	load->bulk = strcmp(load->file.kind, "orders") == 0 && cs_db_int(load->db, CS_SQL_ANY_LINE, 0) == 0;
	return load->bulk ? cs_db_script(load->db, CS_SQL_ORDER_INDEXES_DROP, err) : CS_OK;
}

static enum cs_status
read_merges(struct cs_load *load, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_MERGES);
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		size_t len;
		bool added;
		const char *code = cs_col_text(stmt, 0, &len);

		*cs_map_at(&load->merged, code, len, &added) = (int64_t)load->finals.len;
		code = cs_col_text(stmt, 1, &len);
		cs_str_add_n(&load->finals, code, len + 1);
	}
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_load_begin(struct cs_load **result, struct cs_db *db, const struct cs_load_file *file, struct cs_err *err)
{
	struct cs_load *load = cs_calloc(1, sizeof(*load));

	load->db = db;
	load->file = *file;
	*result = load;
	enum cs_status st = cs_db_begin(db, err);

	if (st == CS_OK)
		st = settle_currency(load, err);
	if (st == CS_OK)
		st = settle_identity(load, err);
	if (st == CS_OK)
		st = open_batch(load, err);
	if (st == CS_OK)
		st = prepare_indexes(load, err);
	if (st == CS_OK)
		st = read_merges(load, err);
	if (st != CS_OK) {
		cs_load_abort(load);
		*result = NULL;
		return st;
	}
	for (size_t i = 0; i < CS_ENTITY_COUNT; i++)
		cs_putter_init(&load->putters[i], (enum cs_entity_id)i, db, load->counts.batch);
	return CS_OK;
}

static void
load_free(struct cs_load *load)
{
	cs_said_release(&load->customers);
	cs_said_release(&load->products);
	cs_said_release(&load->named_products);
	cs_map_release(&load->channels);
	cs_map_release(&load->words);
	cs_map_release(&load->merged);
	cs_str_release(&load->finals);
	cs_str_release(&load->order.order_no);
	free(load);
}

void
cs_load_abort(struct cs_load *load)
{
	if (!load)
		return;
	cs_db_rollback(load->db);
	load_free(load);
}

static enum cs_status
close_batch(struct cs_load *load, struct cs_err *err)
{
	const struct cs_load_counts *n = &load->counts;
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_BATCH_FINISH);

	cs_bind_int(stmt, ":batch", n->batch);
	cs_bind_int(stmt, ":rows", n->rows);
	cs_bind_int(stmt, ":inserted", n->inserted);
	cs_bind_int(stmt, ":updated", n->updated);
	cs_bind_int(stmt, ":unchanged", n->unchanged);
	cs_bind_int(stmt, ":rejected", n->rejected);
	cs_bind_int(stmt, ":skipped", n->skipped);
	return cs_run(stmt, err);
}

enum cs_status
cs_load_finish(struct cs_load *load, int64_t rejected, int64_t skipped, bool dry,
    struct cs_load_counts *counts, struct cs_err *err)
{
	struct cs_load_counts *n = &load->counts;
	enum cs_status st = CS_OK;

	n->rejected = rejected;
	n->skipped = skipped;
	n->back = load->back;
	n->rows = n->inserted + n->updated + n->unchanged + rejected + skipped;
	*counts = *n;
	if (dry) {
		cs_load_abort(load);
		return CS_OK;
	}
	st = cs_said_finish(load, &load->customers, CS_SQL_CUSTOMER_STAMP, err);
	if (st == CS_OK)
		st = cs_said_finish(load, &load->products, CS_SQL_PRODUCT_STAMP, err);
	if (st == CS_OK)
		st = cs_said_finish(load, &load->named_products, CS_SQL_PRODUCT_STAMP, err);
	if (st == CS_OK && load->bulk)
		st = cs_db_script(load->db, CS_SQL_ORDER_INDEXES_CREATE, err);
	if (st == CS_OK)
		st = cs_run(cs_db_stmt(load->db, CS_SQL_CONTACT_OWNERS_SETTLE), err);
	if (st == CS_OK)
		st = close_batch(load, err);
	if (st == CS_OK)
		st = cs_db_commit(load->db, err);
	if (st != CS_OK)
		cs_db_rollback(load->db);
	load_free(load);
	return st;
}

enum cs_status
cs_load_known(struct cs_db *db, const char *fingerprint, struct cs_load_counts *counts,
    char preset[CS_LOAD_WORD], char encoding[CS_LOAD_WORD], struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_BATCH_KNOWN);
	size_t len;

	cs_bind_text(stmt, ":fingerprint", fingerprint, strlen(fingerprint));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		*counts = (struct cs_load_counts){
			.batch = cs_col_int(stmt, 0),
			.rows = cs_col_int(stmt, 1),
			.unchanged = cs_col_int(stmt, 2),
			.skipped = cs_col_int(stmt, 3),
		};
		snprintf(preset, CS_LOAD_WORD, "%s", cs_col_text(stmt, 4, &len));
		snprintf(encoding, CS_LOAD_WORD, "%s", cs_col_text(stmt, 5, &len));
	}
	cs_stmt_reset(stmt);
	return st == CS_OK ? CS_NONE : st;
}
