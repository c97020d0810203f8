/*
 * Rows of the store that exports say something about: customers, products,
 * orders, lines, returns ...  One rule for all of them:
 *
 *	the newest word wins, field by field; an empty field says nothing.
 *
 * "Newest" is the stamp, the latest time that the export itself gives for the
 * row; between equal stamps it is the later import.
 */
#ifndef CS_ENTITY_H
#define CS_ENTITY_H

#include "base/date.h"
#include "store/db.h"

#define CS_ENTITY_KEYS_MAX 3
#define CS_ENTITY_COLUMNS_MAX 24

enum cs_entity_id {
	CS_ENTITY_CUSTOMER,
	CS_ENTITY_PRODUCT,
	CS_ENTITY_ORDER,
	CS_ENTITY_LINE,
	CS_ENTITY_RETURN,
	CS_ENTITY_INSERT,
	CS_ENTITY_VISITS,
	CS_ENTITY_SPEND,
	CS_ENTITY_CONSULTATION,
	CS_ENTITY_COUNT
};

/* Columns that rules are about, by their place in the table of entity.c. */
enum { CS_ORDER_ORDERED_AT, CS_ORDER_PAID_AT, CS_ORDER_CUSTOMER, CS_ORDER_CHANNEL };
enum { CS_RETURN_QUANTITY = 9, CS_RETURN_AMOUNT };
enum { CS_LINE_CUSTOMER, CS_LINE_DAY, CS_LINE_STATUS, CS_LINE_AMOUNT, CS_LINE_PRODUCT, CS_LINE_QUANTITY };

enum cs_datum_type {
	CS_DATUM_NULL,
	CS_DATUM_INT,
	CS_DATUM_TEXT,
	CS_DATUM_GUESS, /* a number for a new row; of a row that is there it says nothing */
};

/* One value on its way into the store; the text is borrowed. */
struct cs_datum {
	enum cs_datum_type type;
	int64_t number;
	const char *text;
	size_t len;
};

static inline struct cs_datum
cs_datum_int(int64_t n)
{
	return (struct cs_datum){ CS_DATUM_INT, n, NULL, 0 };
}

/* An empty text is no text. */
static inline struct cs_datum
cs_datum_text(const char *text, size_t len)
{
	return (struct cs_datum){ len > 0 ? CS_DATUM_TEXT : CS_DATUM_NULL, 0, text, len };
}

struct cs_entity {
	const char *table;
	enum cs_sql add, find, change, image, restore;
	const char *keys[CS_ENTITY_KEYS_MAX + 1];       /* ":code", ...; ends with NULL */
	const char *columns[CS_ENTITY_COLUMNS_MAX + 1]; /* ":name", ...; ends with NULL */
};

extern const struct cs_entity cs_entities[CS_ENTITY_COUNT];

enum cs_put { CS_PUT_INSERTED, CS_PUT_UPDATED, CS_PUT_UNCHANGED };

/* Puts rows of one entity for one batch; borrows the db. */
struct cs_putter {
	const struct cs_entity *entity;
	struct cs_db *db;
	int64_t batch;
	size_t key_count, column_count;
	struct cs_stmt *add, *change; /* the db's; every parameter is bound each time */
	int add_params[CS_ENTITY_KEYS_MAX + CS_ENTITY_COLUMNS_MAX + 2];
	int change_params[CS_ENTITY_KEYS_MAX + CS_ENTITY_COLUMNS_MAX + 2];
	/* Of the row that was put last: its id, and the numbers it has now. */
	int64_t id;
	struct cs_datum merged[CS_ENTITY_COLUMNS_MAX];
};

void cs_putter_init(struct cs_putter *putter, enum cs_entity_id entity, struct cs_db *db, int64_t batch);

/* A row that is there already, as the guard sees it. */
struct cs_found {
	const struct cs_datum *columns;
	cs_time stamp;
	bool this_batch; /* brought or touched by this very batch */
};

enum cs_verdict {
	CS_VERDICT_BY_STAMP, /* merge by the rule above */
	CS_VERDICT_NEWER,    /* merge as news, whatever the stamps say */
	CS_VERDICT_REFUSE,
};

/* Asked before an existing row is merged with `say`, what the record says of it. */
typedef enum cs_verdict cs_put_guard(void *self, const struct cs_found *found, const struct cs_datum *say);

/*
 * Adds the row, or merges it into the one that is there.  *put tells what
 * happened; CS_NOTE when the guard (may be NULL) refused; CS_EDB.
 */
enum cs_status cs_put(struct cs_putter *putter, const struct cs_datum *keys,
    const struct cs_datum *columns, cs_time stamp, cs_put_guard *guard, void *self,
    enum cs_put *put, struct cs_err *err);

#endif
