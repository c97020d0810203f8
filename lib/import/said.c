#include "import/loading.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/mem.h"

enum cs_status
cs_load_name(struct cs_load *load, struct cs_map *known, enum cs_sql add, enum cs_sql find,
    const struct cs_field *name, struct cs_datum *id, struct cs_err *err)
{
	bool added;

	*id = (struct cs_datum){ 0 };
	if (name->len == 0)
		return CS_OK;
	int64_t *number = cs_map_at(known, name->text, name->len, &added);

	if (added) {
		struct cs_stmt *stmt = cs_db_stmt(load->db, add);

		cs_bind_text(stmt, ":name", name->text, name->len);
		enum cs_status st = cs_run(stmt, err);

		if (st != CS_OK)
			return st;
		stmt = cs_db_stmt(load->db, find);
		cs_bind_text(stmt, ":name", name->text, name->len);
		if (cs_step(stmt, err) != CS_ROW)
			return CS_EDB;
		*number = cs_col_int(stmt, 0);
		cs_stmt_reset(stmt);
	}
	*id = cs_datum_int(*number);
	return CS_OK;
}

void
cs_said_release(struct cs_said *said)
{
	cs_map_release(&said->places);
	free(said->rows);
}

/* The place of a key; a new one has id 0. */
static struct cs_said_row *
row_of(struct cs_said *said, const char *key, size_t len)
{
	bool added;
	int64_t *place = cs_map_at(&said->places, key, len, &added);

	if (added) {
		*place = (int64_t)said->places.count - 1;
		said->rows = cs_grow(said->rows, &said->cap, said->places.count, sizeof(*said->rows));
		said->rows[*place] = (struct cs_said_row){ 0 };
	}
	return &said->rows[*place];
}

static uint64_t
details_of(const struct cs_datum *columns, size_t count)
{
	uint64_t h = 1;

	for (size_t i = 0; i < count; i++)
		h = cs_load_mix(h, columns[i].len > 0 ? cs_hash(columns[i].text, columns[i].len) :
		    (uint64_t)columns[i].number + (uint64_t)columns[i].type);
	return h;
}

enum cs_status
cs_said_put(struct cs_load *load, enum cs_entity_id entity, struct cs_said *said, const struct cs_datum *keys,
    const struct cs_datum *columns, size_t count, struct cs_datum *id, struct cs_err *err)
{
	struct cs_said_row *row = row_of(said, keys[0].text, keys[0].len);
	uint64_t details = details_of(columns, count);
	bool repeated = row->id != 0 && row->details == details;
	enum cs_put did;

	if (repeated && row->mine && load->stamp > row->stamp) {
		row->stamp = load->stamp;
		row->late = true;
	} else if (!repeated || load->stamp > row->stamp) {
		enum cs_status st = cs_load_put(load, entity, keys, columns, load->stamp, &did, err);

		if (st != CS_OK)
			return st;
		bool mine = did == CS_PUT_INSERTED || (row->id != 0 && row->mine);

		*row = (struct cs_said_row){ load->putters[entity].id, details, load->stamp, mine, false };
	}
	*id = cs_datum_int(row->id);
	return CS_OK;
}

enum cs_status
cs_said_finish(struct cs_load *load, const struct cs_said *said, enum cs_sql which, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < said->places.count; i++) {
		const struct cs_said_row *row = &said->rows[i];

		if (!row->late)
			continue;
		struct cs_stmt *stmt = cs_db_stmt(load->db, which);

		cs_bind_int(stmt, ":id", row->id);
		cs_bind_int(stmt, ":stamp", row->stamp);
		st = cs_run(stmt, err);
	}
	return st;
}
