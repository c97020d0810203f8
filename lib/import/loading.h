/*
 * The inside of a load (import/load.h): what stands between begin and finish,
 * and the kinds of records that go through it.  For load.c, said.c,
 * load_orders.c and load_records.c only.
 *
 * Every function that adds takes the record that load->record points at.
 */
#ifndef CS_LOADING_H
#define CS_LOADING_H

#include "base/map.h"
#include "base/str.h"
#include "import/entity.h"
#include "import/load.h"

/* What the file said of a customer or product so far, to put it only once. */
struct cs_said_row {
	int64_t id;
	uint64_t details; /* fingerprint of the fields beside the key */
	cs_time stamp;    /* the newest time at which they were said */
	bool mine;        /* brought by this file: the stamp can wait until the end */
	bool late;        /* ... and it has to be written then */
};

struct cs_said {
	struct cs_map places; /* key -> index into rows */
	struct cs_said_row *rows;
	size_t cap;
};

/* The order that the last line belonged to; its lines stand together. */
struct cs_load_order {
	struct cs_str order_no;
	uint64_t details;
	int64_t id;
	struct cs_datum customer;
	struct cs_datum day;
	/* What the store had before, told by the guard. */
	bool existed;
	int64_t had_customer, had_ordered_at;
	bool known_now; /* had a weak key, and the record has a better one */
};

struct cs_load {
	struct cs_db *db;
	struct cs_load_file file;
	struct cs_load_counts counts;
	struct cs_putter putters[CS_ENTITY_COUNT];
	struct cs_said customers, products, named_products;
	struct cs_map channels, words;
	struct cs_map merged;           /* customers that were merged -> where the final one stands in `finals` */
	struct cs_str finals;           /* keys, each with a NUL behind it */
	struct cs_load_order order;
	const struct cs_record *record; /* the one being added */
	cs_time stamp;                  /* its newest time */
	bool bulk;        /* the indexes of orders are made at the end */
	bool any_returns; /* lines may be returned already when they arrive */
	bool any_weak;    /* customers may have weak keys */
	int64_t back;     /* lines that went from cancelled or returned to an earlier state */
};

static inline const struct cs_value *
cs_load_value(const struct cs_load *load, int column)
{
	return &load->record->values[column];
}

static inline struct cs_datum
cs_load_text(const struct cs_load *load, int column)
{
	const struct cs_field *text = &cs_load_value(load, column)->text;

	return cs_datum_text(text->text, text->len);
}

static inline struct cs_datum
cs_load_number(const struct cs_load *load, int column)
{
	int64_t n = cs_load_value(load, column)->number;

	return n == CS_NO_NUMBER ? (struct cs_datum){ 0 } : cs_datum_int(n);
}

static inline struct cs_datum
cs_datum_guess(int64_t n)
{
	return (struct cs_datum){ CS_DATUM_GUESS, n, NULL, 0 };
}

/* A key may be an empty text, which is a value like any other there. */
static inline struct cs_datum
cs_load_key(const struct cs_load *load, int column)
{
	const struct cs_field *text = &cs_load_value(load, column)->text;

	return (struct cs_datum){ CS_DATUM_TEXT, 0, text->text, text->len };
}

/* Another value into a fingerprint; the order of values matters. */
static inline uint64_t
cs_load_mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
	return h ^ h >> 29;
}

/* load.c: what all kinds need. */

/* The customer's key; of one who was merged, that of the one he was merged into. */
struct cs_datum cs_load_customer(const struct cs_load *load, int column);

/* Remembers whom the export named for row `id`, bound as `key`, where that is not who is meant. CS_OK or CS_EDB. */
enum cs_status cs_load_note_merged(struct cs_load *load, int column, enum cs_sql put, enum cs_sql drop, const char *key,
    int64_t id, struct cs_err *err);

/* cs_put() without a guard. */
enum cs_status cs_load_put(struct cs_load *load, enum cs_entity_id entity, const struct cs_datum *keys,
    const struct cs_datum *columns, cs_time stamp, enum cs_put *did, struct cs_err *err);

/* Whether returns took the line back: the rule is the view taken_back. CS_OK or CS_EDB. */
enum cs_status cs_load_judge_line(struct cs_load *load, struct cs_datum no, struct cs_datum line, struct cs_err *err);

/* CS_NOTE: the file has one key twice with different figures. */
enum cs_status cs_load_refused_twice(struct cs_err *err);

/* said.c: names, customers and products, each put once. */

/* *id is that of a name in a small vocabulary table, which is added when new; null for no name. CS_OK or CS_EDB. */
enum cs_status cs_load_name(struct cs_load *load, struct cs_map *known, enum cs_sql add, enum cs_sql find,
    const struct cs_field *name, struct cs_datum *id, struct cs_err *err);

/* Puts a customer or product unless this very word of it was put before; *id is its own. CS_OK or CS_EDB. */
enum cs_status cs_said_put(struct cs_load *load, enum cs_entity_id entity, struct cs_said *said,
    const struct cs_datum *keys, const struct cs_datum *columns, size_t count, struct cs_datum *id, struct cs_err *err);

/* The stamps that waited, in the order of the rows. CS_OK or CS_EDB. */
enum cs_status cs_said_finish(struct cs_load *load, const struct cs_said *said, enum cs_sql which, struct cs_err *err);

void cs_said_release(struct cs_said *said);

/* One record of its kind: *did is what it changed. CS_OK; CS_NOTE where it is refused; CS_EDB. */
typedef enum cs_status cs_load_adder(struct cs_load *load, enum cs_put *did, struct cs_err *err);

/* load_orders.c, load_records.c */
cs_load_adder cs_load_orders, cs_load_returns, cs_load_customers, cs_load_products, cs_load_inserts, cs_load_visits,
    cs_load_spend, cs_load_contacts;

#endif
