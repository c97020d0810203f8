#include "import/entity.h"

#include <string.h>

#define STATEMENTS(name) CS_SQL_##name##_ADD, CS_SQL_##name##_FIND, CS_SQL_##name##_CHANGE, \
	CS_SQL_##name##_IMAGE, CS_SQL_##name##_RESTORE

/* FIND gives these before the columns. */
enum { FOUND_ID, FOUND_STAMP, FOUND_BATCH, FOUND_COLUMNS };

const struct cs_entity cs_entities[CS_ENTITY_COUNT] = {
	[CS_ENTITY_CUSTOMER] = { "customer", STATEMENTS(CUSTOMER), { ":code" },
	    { ":name", ":phone", ":email", ":grade", ":joined_on", ":consent", ":note", ":withdrawn_on" } },
	[CS_ENTITY_PRODUCT] = { "product", STATEMENTS(PRODUCT), { ":code", ":named" },
	    { ":name", ":category", ":supplier", ":goods_kind", ":repeat_class", ":margin_rate" } },
	[CS_ENTITY_ORDER] = { "orders", STATEMENTS(ORDER), { ":order_no" },
	    { ":ordered_at", ":paid_at", ":customer", ":channel", ":order_amount", ":shipping_fee",
	    ":mileage_used", ":coupon_discount", ":guest_name", ":guest_phone", ":guest_email" } },
	[CS_ENTITY_LINE] = { "order_line", STATEMENTS(LINE), { ":order_id", ":line_no" },
	    { ":customer", ":day", ":status", ":amount", ":product", ":quantity", ":unit_price", ":discount",
	    ":option", ":status_word", ":shipped_at", ":delivered_at" } },
	[CS_ENTITY_RETURN] = { "returns", STATEMENTS(RETURN), { ":return_id" },
	    { ":order_no", ":line_no", ":kind", ":reason_code", ":reason", ":fault", ":requested_at",
	    ":received_at", ":refunded_at", ":quantity", ":refund_amount", ":return_fee", ":fee_payer",
	    ":severity", ":status", ":customer_code", ":closed", ":called_off" } },
	[CS_ENTITY_INSERT] = { "inserts", STATEMENTS(INSERT), { ":order_no", ":insert_code" }, { ":cost" } },
	[CS_ENTITY_VISITS] = { "visits", STATEMENTS(VISITS), { ":day", ":source" }, { ":visits" } },
	[CS_ENTITY_SPEND] = { "spend", STATEMENTS(SPEND), { ":day", ":kind", ":campaign" }, { ":amount" } },
	[CS_ENTITY_CONSULTATION] = { "contact_import", STATEMENTS(CONSULTATION), { ":code" },
	    { ":opened_at", ":channel", ":customer", ":order_no", ":product", ":kind", ":cause", ":origin", ":severity",
	    ":emotion", ":caller_type", ":voice", ":agent", ":state", ":first_response_min", ":resolution_min", ":reopened",
	    ":transfers", ":promised_at", ":promise_kept", ":csat", ":closed_at", ":read_back", ":body" } },
};

/* The numbers of a statement's parameters in the order keys, columns, stamp, batch. */
static void
find_params(const struct cs_putter *p, struct cs_stmt *stmt, int *params)
{
	for (size_t i = 0; i < p->key_count; i++)
		*params++ = cs_stmt_param(stmt, p->entity->keys[i]);
	for (size_t i = 0; i < p->column_count; i++)
		*params++ = cs_stmt_param(stmt, p->entity->columns[i]);
	*params++ = cs_stmt_param(stmt, ":stamp");
	*params = cs_stmt_param(stmt, ":batch");
}

void
cs_putter_init(struct cs_putter *p, enum cs_entity_id entity, struct cs_db *db, int64_t batch)
{
	*p = (struct cs_putter){ .entity = &cs_entities[entity], .db = db, .batch = batch };
	while (p->entity->keys[p->key_count])
		p->key_count++;
	while (p->entity->columns[p->column_count])
		p->column_count++;
	p->add = cs_db_stmt(db, p->entity->add);
	p->change = cs_db_stmt(db, p->entity->change);
	find_params(p, p->add, p->add_params);
	find_params(p, p->change, p->change_params);
}

static void
bind(struct cs_stmt *stmt, int param, const struct cs_datum *value)
{
	switch (value->type) {
	case CS_DATUM_NULL:
		cs_bind_null_at(stmt, param);
		break;
	case CS_DATUM_INT:
	case CS_DATUM_GUESS:
		cs_bind_int_at(stmt, param, value->number);
		break;
	case CS_DATUM_TEXT:
		cs_bind_text_at(stmt, param, value->text, value->len);
		break;
	}
}

static void
bind_keys(const struct cs_putter *p, struct cs_stmt *stmt, const struct cs_datum *keys)
{
	for (size_t i = 0; i < p->key_count; i++)
		bind(stmt, cs_stmt_param(stmt, p->entity->keys[i]), &keys[i]);
}

static enum cs_status
write_row(struct cs_putter *p, struct cs_stmt *stmt, const int *params, const struct cs_datum *keys,
    const struct cs_datum *columns, cs_time stamp, struct cs_err *err)
{
	for (size_t i = 0; i < p->key_count; i++)
		bind(stmt, *params++, &keys[i]);
	for (size_t i = 0; i < p->column_count; i++)
		bind(stmt, *params++, &columns[i]);
	cs_bind_int_at(stmt, *params++, stamp);
	cs_bind_int_at(stmt, *params, p->batch);
	return cs_run(stmt, err);
}

static struct cs_datum
read_column(struct cs_stmt *stmt, int column)
{
	size_t len;

	if (cs_col_is_null(stmt, column))
		return (struct cs_datum){ 0 };
	if (cs_col_is_int(stmt, column))
		return cs_datum_int(cs_col_int(stmt, column));
	const char *text = cs_col_text(stmt, column, &len);

	return cs_datum_text(text, len);
}

static bool
same(const struct cs_datum *a, const struct cs_datum *b)
{
	return a->type == b->type && a->number == b->number && a->len == b->len &&
	    (a->len == 0 || memcmp(a->text, b->text, a->len) == 0);
}

static bool
says(const struct cs_datum *value)
{
	return value->type == CS_DATUM_INT || value->type == CS_DATUM_TEXT;
}

/* Field by field the newest word that says anything; true when that changes the row. */
static bool
merge(struct cs_putter *p, const struct cs_datum *have, const struct cs_datum *say, bool newer)
{
	bool changed = false;

	for (size_t i = 0; i < p->column_count; i++) {
		const struct cs_datum *first = newer ? &say[i] : &have[i];
		const struct cs_datum *second = newer ? &have[i] : &say[i];

		p->merged[i] = says(first) ? *first : *second;
		changed = changed || !same(&p->merged[i], &have[i]);
	}
	return changed;
}

/* Keeps the row as it was, once for each batch. */
static enum cs_status
keep_image(struct cs_putter *p, const struct cs_datum *keys, int64_t last_batch, struct cs_err *err)
{
	if (last_batch == p->batch)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(p->db, p->entity->image);

	cs_bind_int(stmt, ":batch", p->batch);
	bind_keys(p, stmt, keys);
	return cs_run(stmt, err);
}

/* `found` stands on the row; its texts live until it is reset. */
static enum cs_status
change_row(struct cs_putter *p, struct cs_stmt *found, const struct cs_datum *keys,
    const struct cs_datum *columns, cs_time stamp, cs_put_guard *guard, void *self,
    enum cs_put *put, struct cs_err *err)
{
	struct cs_datum have[CS_ENTITY_COLUMNS_MAX];
	cs_time known = cs_col_int(found, FOUND_STAMP);

	p->id = cs_col_int(found, FOUND_ID);
	for (size_t i = 0; i < p->column_count; i++)
		have[i] = read_column(found, FOUND_COLUMNS + (int)i);
	const struct cs_found row = { have, known, cs_col_int(found, FOUND_BATCH) == p->batch };
	enum cs_verdict verdict = guard ? guard(self, &row, columns) : CS_VERDICT_BY_STAMP;

	if (verdict == CS_VERDICT_REFUSE)
		return CS_NOTE;
	bool changed = merge(p, have, columns, stamp >= known || verdict == CS_VERDICT_NEWER);

	*put = changed ? CS_PUT_UPDATED : CS_PUT_UNCHANGED;
	/* A later word that says the same is news too: what came between them must not win. */
	if (!changed && stamp <= known)
		return CS_OK;
	enum cs_status st = keep_image(p, keys, cs_col_int(found, FOUND_BATCH), err);

	if (st == CS_OK)
		st = write_row(p, p->change, p->change_params, keys, p->merged,
		    stamp > known ? stamp : known, err);
	return st;
}

enum cs_status
cs_put(struct cs_putter *p, const struct cs_datum *keys, const struct cs_datum *columns, cs_time stamp,
    cs_put_guard *guard, void *self, enum cs_put *put, struct cs_err *err)
{
	enum cs_status st = write_row(p, p->add, p->add_params, keys, columns, stamp, err);

	if (st != CS_OK)
		return st;
	if (cs_db_changes(p->db) > 0) {
		*put = CS_PUT_INSERTED;
		p->id = cs_db_last_id(p->db);
		memcpy(p->merged, columns, p->column_count * sizeof(*columns));
		return CS_OK;
	}
	struct cs_stmt *found = cs_db_stmt(p->db, p->entity->find);

	bind_keys(p, found, keys);
	st = cs_step(found, err);
	if (st == CS_OK)
		CS_BUG("a row that is neither new nor there");
	if (st == CS_ROW)
		st = change_row(p, found, keys, columns, stamp, guard, self, put, err);
	/* What was merged from the old row dies with the statement; only numbers are read later. */
	cs_stmt_reset(found);
	return st;
}
