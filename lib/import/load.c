#include "import/load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "import/entity.h"
#include "store/words.h"

/* What the file said of a customer or product so far, to put it only once. */
struct seen {
	int64_t id;
	uint64_t details; /* fingerprint of the fields beside the key */
	cs_time stamp;    /* the newest time at which they were said */
	bool mine;        /* brought by this file: the stamp can wait until the end */
	bool late;        /* ... and it has to be written then */
};

struct seen_table {
	struct cs_map places; /* key -> index into rows */
	struct seen *rows;
	size_t cap;
};

/* The order that the last line belonged to; its lines stand together. */
struct current_order {
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

#define WEAK_KEY "wk-" /* customer keys made from a masked id and a name */

struct cs_load {
	struct cs_db *db;
	struct cs_load_file file;
	struct cs_load_counts counts;
	struct cs_putter putters[CS_ENTITY_COUNT];
	struct seen_table customers, products, named_products;
	struct cs_map channels, words;
	struct cs_map merged;           /* customers that were merged -> where the final one stands in `finals` */
	struct cs_str finals;           /* keys, each with a NUL behind it */
	struct current_order order;
	const struct cs_record *record; /* the one being added */
	cs_time stamp;                  /* its newest time */
	bool bulk;        /* the indexes of orders are made at the end */
	bool any_returns; /* lines may be returned already when they arrive */
	bool any_weak;    /* customers may have weak keys */
	int64_t back;     /* lines that went from cancelled or returned to an earlier state */
};

static const struct cs_value *
value(const struct cs_load *load, int column)
{
	return &load->record->values[column];
}

static struct cs_datum
text_of(const struct cs_load *load, int column)
{
	const struct cs_field *text = &value(load, column)->text;

	return cs_datum_text(text->text, text->len);
}

static struct cs_datum
number_of(const struct cs_load *load, int column)
{
	int64_t n = value(load, column)->number;

	return n == CS_NO_NUMBER ? (struct cs_datum){ 0 } : cs_datum_int(n);
}

static struct cs_datum
guess(int64_t n)
{
	return (struct cs_datum){ CS_DATUM_GUESS, n, NULL, 0 };
}

/* A key may be an empty text, which is a value like any other there. */
static struct cs_datum
key_of(const struct cs_load *load, int column)
{
	const struct cs_field *text = &value(load, column)->text;

	return (struct cs_datum){ CS_DATUM_TEXT, 0, text->text, text->len };
}

/* The customer's key; of one who was merged, that of the one he was merged into. */
static struct cs_datum
customer_of(const struct cs_load *load, int column)
{
	const struct cs_field *code = &value(load, column)->text;
	const int64_t *final = load->merged.count > 0 ? cs_map_find(&load->merged, code->text, code->len) : NULL;

	if (!final)
		return text_of(load, column);
	return cs_datum_text(load->finals.data + *final, strlen(load->finals.data + *final));
}

/* Remembers whom the export named, where that is not who is meant. */
static enum cs_status
note_merged(struct cs_load *load, int column, enum cs_sql put, enum cs_sql drop, const char *key, int64_t id,
    struct cs_err *err)
{
	const struct cs_field *code = &value(load, column)->text;

	if (load->merged.count == 0)
		return CS_OK;
	bool merged = cs_map_find(&load->merged, code->text, code->len) != NULL;
	struct cs_stmt *stmt = cs_db_stmt(load->db, merged ? put : drop);

	cs_bind_int(stmt, key, id);
	if (merged)
		cs_bind_text(stmt, ":code", code->text, code->len);
	return cs_run(stmt, err);
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

static enum cs_status
put(struct cs_load *load, enum cs_entity_id entity, const struct cs_datum *keys,
    const struct cs_datum *columns, cs_time stamp, enum cs_put *did, struct cs_err *err)
{
	return cs_put(&load->putters[entity], keys, columns, stamp, NULL, NULL, did, err);
}

/* The id of a name in a small vocabulary table, which is added when new. */
static enum cs_status
find_name(struct cs_load *load, struct cs_map *known, enum cs_sql add, enum cs_sql find,
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

static void
seen_release(struct seen_table *table)
{
	cs_map_release(&table->places);
	free(table->rows);
}

/* The place of a key; a new one has id 0. */
static struct seen *
seen_at(struct seen_table *table, const char *key, size_t len)
{
	bool added;
	int64_t *place = cs_map_at(&table->places, key, len, &added);

	if (added) {
		*place = (int64_t)table->places.count - 1;
		table->rows = cs_grow(table->rows, &table->cap, table->places.count, sizeof(*table->rows));
		table->rows[*place] = (struct seen){ 0 };
	}
	return &table->rows[*place];
}

/* Another value into a fingerprint; the order of values matters. */
static uint64_t
mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
	return h ^ h >> 29;
}

static uint64_t
details_of(const struct cs_datum *columns, size_t count)
{
	uint64_t h = 1;

	for (size_t i = 0; i < count; i++)
		h = mix(h, columns[i].len > 0 ? cs_hash(columns[i].text, columns[i].len) :
		    (uint64_t)columns[i].number + (uint64_t)columns[i].type);
	return h;
}

/* Puts a customer or product unless this very word of it was put before. */
static enum cs_status
put_once(struct cs_load *load, enum cs_entity_id entity, struct seen_table *table, const struct cs_datum *keys,
    const struct cs_datum *columns, size_t count, struct cs_datum *id, struct cs_err *err)
{
	struct seen *seen = seen_at(table, keys[0].text, keys[0].len);
	uint64_t details = details_of(columns, count);
	bool said = seen->id != 0 && seen->details == details;
	enum cs_put did;

	if (said && seen->mine && load->stamp > seen->stamp) {
		seen->stamp = load->stamp;
		seen->late = true;
	} else if (!said || load->stamp > seen->stamp) {
		enum cs_status st = put(load, entity, keys, columns, load->stamp, &did, err);

		if (st != CS_OK)
			return st;
		bool mine = did == CS_PUT_INSERTED || (seen->id != 0 && seen->mine);

		*seen = (struct seen){ load->putters[entity].id, details, load->stamp, mine, false };
	}
	*id = cs_datum_int(seen->id);
	return CS_OK;
}

/* The stamps that waited, in the order of the rows. */
static enum cs_status
write_late_stamps(struct cs_load *load, const struct seen_table *table, enum cs_sql which, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < table->places.count; i++) {
		const struct seen *seen = &table->rows[i];

		if (!seen->late)
			continue;
		struct cs_stmt *stmt = cs_db_stmt(load->db, which);

		cs_bind_int(stmt, ":id", seen->id);
		cs_bind_int(stmt, ":stamp", seen->stamp);
		st = cs_run(stmt, err);
	}
	return st;
}

static enum cs_status
find_customer(struct cs_load *load, struct cs_datum *id, struct cs_err *err)
{
	struct cs_datum code = customer_of(load, CS_ORDERS_CUSTOMER_ID);
	struct cs_datum columns[CS_ENTITY_COLUMNS_MAX] = {
		text_of(load, CS_ORDERS_CUSTOMER_NAME),
		text_of(load, CS_ORDERS_PHONE),
		text_of(load, CS_ORDERS_EMAIL),
	};

	*id = (struct cs_datum){ 0 };
	if (code.type == CS_DATUM_NULL)
		return CS_OK;
	return put_once(load, CS_ENTITY_CUSTOMER, &load->customers, &code, columns, 3, id, err);
}

static enum cs_status
find_product(struct cs_load *load, struct cs_datum *id, struct cs_err *err)
{
	struct cs_datum code = text_of(load, CS_ORDERS_PRODUCT_ID);
	struct cs_datum name = text_of(load, CS_ORDERS_PRODUCT_NAME);
	bool named = code.type == CS_DATUM_NULL;
	struct cs_datum keys[] = { named ? name : code, cs_datum_int(named) };
	struct cs_datum columns[CS_ENTITY_COLUMNS_MAX] = { name, text_of(load, CS_ORDERS_CATEGORY) };

	*id = (struct cs_datum){ 0 };
	if (keys[0].type == CS_DATUM_NULL)
		return CS_OK;
	return put_once(load, CS_ENTITY_PRODUCT, named ? &load->named_products : &load->products, keys, columns, 2,
	    id, err);
}

/*
 * Two shops' exports may use one order number: of another channel, and of
 * another customer or day, it is not the same order, and merging would lose
 * one of them.  Asked first, so that a row that is refused leaves nothing.
 */
static enum cs_status
check_other_order(struct cs_load *load, struct cs_err *err)
{
	const struct cs_field *no = &value(load, CS_ORDERS_ORDER_NO)->text;
	const struct cs_field *channel = &value(load, CS_ORDERS_CHANNEL)->text;
	struct cs_datum customer = customer_of(load, CS_ORDERS_CUSTOMER_ID);

	/* In an empty store one channel alone has nothing to clash with. */
	if (channel->len == 0 || (load->bulk && load->channels.count <= 1))
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_ORDER_OTHER);

	cs_bind_text(stmt, ":order_no", no->text, no->len);
	cs_bind_text(stmt, ":channel", channel->text, channel->len);
	cs_bind_text(stmt, ":customer", customer.len > 0 ? customer.text : "", customer.len);
	cs_bind_int(stmt, ":day", cs_day_of_time(value(load, CS_ORDERS_ORDERED_AT)->number));
	enum cs_status st = cs_step(stmt, err);

	cs_stmt_reset(stmt);
	if (st != CS_ROW)
		return st;
	return cs_err_set(err, CS_NOTE, _("order_no: \"%.*s\" is an order of another channel already, with another customer "
	    "or day; give one of the shops' numbers a prefix"), (int)no->len, no->text);
}

/* Does the statement find a row for the record's order? */
static enum cs_status
ask_order(struct cs_load *load, enum cs_sql which, bool *found, struct cs_err *err)
{
	const struct cs_field *no = &value(load, CS_ORDERS_ORDER_NO)->text;
	struct cs_stmt *stmt = cs_db_stmt(load->db, which);

	cs_bind_text(stmt, ":order_no", no->text, no->len);
	enum cs_status st = cs_step(stmt, err);

	cs_stmt_reset(stmt);
	*found = st == CS_ROW;
	return st == CS_ROW ? CS_OK : st;
}

static bool
has_weak_key(const struct cs_load *load)
{
	const struct cs_field *customer = &value(load, CS_ORDERS_CUSTOMER_ID)->text;
	size_t weak = strlen(WEAK_KEY);

	return customer->len > weak && memcmp(customer->text, WEAK_KEY, weak) == 0;
}

/* A weak key says nothing where the order's customer is known better. */
static enum cs_status
is_known_better(struct cs_load *load, bool *known, struct cs_err *err)
{
	*known = false;
	if (load->bulk || !has_weak_key(load))
		return CS_OK;
	return ask_order(load, CS_SQL_ORDER_HAS_CUSTOMER, known, err);
}

/* And a better key is news, however old its file is. */
static enum cs_status
is_known_now(struct cs_load *load, bool *known, struct cs_err *err)
{
	*known = false;
	if (!load->any_weak || value(load, CS_ORDERS_CUSTOMER_ID)->text.len == 0 || has_weak_key(load))
		return CS_OK;
	return ask_order(load, CS_SQL_ORDER_HAS_WEAK_CUSTOMER, known, err);
}

/* Refuses nothing; remembers what the order was, for its earlier lines. */
static enum cs_verdict
note_order(void *self, const struct cs_found *found, const struct cs_datum *say)
{
	struct cs_load *load = self;

	(void)say;
	load->order.existed = true;
	load->order.had_customer = found->columns[CS_ORDER_CUSTOMER].number;
	load->order.had_ordered_at = found->columns[CS_ORDER_ORDERED_AT].number;
	return load->order.known_now ? CS_VERDICT_NEWER : CS_VERDICT_BY_STAMP;
}

static void
gather_order(struct cs_load *load, struct cs_datum channel, struct cs_datum *columns)
{
	bool guest = load->order.customer.type == CS_DATUM_NULL;
	struct cs_datum all[] = {
		number_of(load, CS_ORDERS_ORDERED_AT),
		number_of(load, CS_ORDERS_PAID_AT),
		load->order.customer,
		channel,
		number_of(load, CS_ORDERS_ORDER_AMOUNT),
		number_of(load, CS_ORDERS_SHIPPING_FEE),
		number_of(load, CS_ORDERS_MILEAGE_USED),
		number_of(load, CS_ORDERS_COUPON_DISCOUNT),
		guest ? text_of(load, CS_ORDERS_CUSTOMER_NAME) : (struct cs_datum){ 0 },
		guest ? text_of(load, CS_ORDERS_PHONE) : (struct cs_datum){ 0 },
		guest ? text_of(load, CS_ORDERS_EMAIL) : (struct cs_datum){ 0 },
	};

	memcpy(columns, all, sizeof(all));
}

/* Lines that came with earlier files follow their order to another customer or day. */
static enum cs_status
move_lines(struct cs_load *load, struct cs_err *err)
{
	const struct current_order *order = &load->order;

	if (order->had_customer == order->customer.number &&
	    cs_day_of_time(order->had_ordered_at) == order->day.number)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_ORDER_LINES_FOLLOW);

	cs_bind_int(stmt, ":customer", order->customer.number);
	cs_bind_int(stmt, ":day", order->day.number);
	cs_bind_int(stmt, ":order_id", order->id);
	return cs_run(stmt, err);
}

static enum cs_status
put_order(struct cs_load *load, const struct cs_datum *columns, enum cs_put *did, struct cs_err *err)
{
	struct cs_putter *putter = &load->putters[CS_ENTITY_ORDER];
	struct cs_datum key = text_of(load, CS_ORDERS_ORDER_NO);

	load->order.existed = false;
	enum cs_status st = cs_put(putter, &key, columns, load->stamp, note_order, load, did, err);

	if (st != CS_OK)
		return st;
	load->order.id = putter->id;
	load->order.customer = putter->merged[CS_ORDER_CUSTOMER];
	load->order.day = cs_datum_int(cs_day_of_time(putter->merged[CS_ORDER_ORDERED_AT].number));
	st = note_merged(load, CS_ORDERS_CUSTOMER_ID, CS_SQL_MERGED_ORDER_PUT, CS_SQL_MERGED_ORDER_DROP, ":order_id",
	    load->order.id, err);
	return st == CS_OK && load->order.existed && *did == CS_PUT_UPDATED ? move_lines(load, err) : st;
}

/* A fingerprint of all that the record says of its order and its customer. */
static uint64_t
order_details(const struct cs_load *load)
{
	static const unsigned char columns[] = {
		CS_ORDERS_CUSTOMER_ID, CS_ORDERS_CHANNEL, CS_ORDERS_CUSTOMER_NAME, CS_ORDERS_PHONE,
		CS_ORDERS_EMAIL, CS_ORDERS_ORDERED_AT, CS_ORDERS_PAID_AT, CS_ORDERS_ORDER_AMOUNT,
		CS_ORDERS_SHIPPING_FEE, CS_ORDERS_MILEAGE_USED, CS_ORDERS_COUPON_DISCOUNT,
	};
	uint64_t h = 1;

	for (size_t i = 0; i < CS_COUNT(columns); i++) {
		const struct cs_value *v = value(load, columns[i]);

		h = mix(h, (uint64_t)v->number ^ (v->text.len > 0 ? cs_hash(v->text.text, v->text.len) : 0));
	}
	return h;
}

static enum cs_status
settle_customer(struct cs_load *load, struct cs_err *err)
{
	bool known;
	enum cs_status st = is_known_better(load, &known, err);

	if (st == CS_OK)
		st = is_known_now(load, &load->order.known_now, err);
	load->order.customer = (struct cs_datum){ 0 };
	return st == CS_OK && !known ? find_customer(load, &load->order.customer, err) : st;
}

static bool
is_current_order(const struct cs_load *load, const struct cs_field *no)
{
	const struct cs_str *current = &load->order.order_no;

	return current->data && no->len == current->len && memcmp(no->text, current->data, no->len) == 0;
}

/* The order of this line, put again only where the line says something new of it. */
static enum cs_status
find_order(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	const struct cs_field *no = &value(load, CS_ORDERS_ORDER_NO)->text;
	struct cs_datum columns[CS_ENTITY_COLUMNS_MAX], channel;
	uint64_t details = order_details(load);

	*did = CS_PUT_UNCHANGED;
	if (details == load->order.details && is_current_order(load, no))
		return CS_OK;
	cs_str_clear(&load->order.order_no);
	enum cs_status st = check_other_order(load, err);

	if (st == CS_OK)
		st = settle_customer(load, err);
	if (st == CS_OK)
		st = find_name(load, &load->channels, CS_SQL_CHANNEL_ADD, CS_SQL_CHANNEL_FIND,
		    &value(load, CS_ORDERS_CHANNEL)->text, &channel, err);
	if (st != CS_OK)
		return st;
	load->order.day = cs_datum_int(cs_day_of_time(value(load, CS_ORDERS_ORDERED_AT)->number));
	gather_order(load, channel, columns);
	st = put_order(load, columns, did, err);
	if (st == CS_OK) {
		cs_str_add_n(&load->order.order_no, no->text, no->len);
		load->order.details = details;
	}
	return st;
}

/* Whether returns took the line back: the rule is the view taken_back. */
static enum cs_status
judge_line(struct cs_load *load, struct cs_datum no, struct cs_datum line, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_LINE_JUDGE);

	if (no.type == CS_DATUM_NULL || line.type == CS_DATUM_NULL)
		return CS_OK;
	cs_bind_text(stmt, ":order_no", no.text, no.len);
	cs_bind_text(stmt, ":line_no", line.text, line.len);
	return cs_run(stmt, err);
}

/*
 * That a line was cancelled, returned or exchanged is news even where the
 * export leaves a time out that an earlier one gave.  Two rows of one file
 * that give one line two amounts are two lines, one of which would be lost.
 */
static enum cs_verdict
judge_news(void *self, const struct cs_found *found, const struct cs_datum *say)
{
	struct cs_load *load = self;
	const struct cs_datum *have = found->columns;
	bool differs = have[CS_LINE_AMOUNT].number != say[CS_LINE_AMOUNT].number ||
	    (say[CS_LINE_PRODUCT].type && have[CS_LINE_PRODUCT].number != say[CS_LINE_PRODUCT].number);

	if (found->this_batch && found->stamp == load->stamp && differs)
		return CS_VERDICT_REFUSE;
	if (say[CS_LINE_STATUS].type != CS_DATUM_INT)
		return CS_VERDICT_BY_STAMP;
	bool claim = say[CS_LINE_STATUS].number >= CS_ORDER_CANCELLED;
	bool claimed = have[CS_LINE_STATUS].number >= CS_ORDER_CANCELLED;

	/* Between equal times the later import wins; it may be an old file that came late. */
	load->back += claimed && !claim && found->stamp == load->stamp;
	return claim && !claimed ? CS_VERDICT_NEWER : CS_VERDICT_BY_STAMP;
}

/* A day's figure that stands in one file twice: adding or choosing would be a guess. */
static enum cs_verdict
refuse_second_figure(void *self, const struct cs_found *found, const struct cs_datum *say)
{
	(void)self;
	return found->this_batch && say->type && found->columns->number != say->number ?
	    CS_VERDICT_REFUSE : CS_VERDICT_BY_STAMP;
}

static enum cs_status
refused_twice(struct cs_err *err)
{
	return cs_err_set(err, CS_NOTE, "%s", _("the file has this key twice with different figures; "
	    "give each its own, or add them up"));
}

static enum cs_status
put_line(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum product, word, status = number_of(load, CS_ORDERS_STATUS);
	enum cs_status st = find_product(load, &product, err);

	if (st == CS_OK)
		st = find_name(load, &load->words, CS_SQL_STATUS_WORD_ADD, CS_SQL_STATUS_WORD_FIND,
		    &value(load, CS_ORDERS_STATUS_TEXT)->text, &word, err);
	if (st != CS_OK)
		return st;
	struct cs_datum keys[] = { cs_datum_int(load->order.id), text_of(load, CS_ORDERS_LINE_NO) };
	struct cs_datum columns[CS_ENTITY_COLUMNS_MAX] = {
		cs_datum_int(load->order.customer.number), /* a guest is 0 */
		load->order.day,
		status.type == CS_DATUM_INT ? status : guess(load->record->likely_status),
		number_of(load, CS_ORDERS_AMOUNT),
		product,
		number_of(load, CS_ORDERS_QUANTITY),
		number_of(load, CS_ORDERS_UNIT_PRICE),
		number_of(load, CS_ORDERS_DISCOUNT),
		text_of(load, CS_ORDERS_OPTION),
		word,
		number_of(load, CS_ORDERS_SHIPPED_AT),
		number_of(load, CS_ORDERS_DELIVERED_AT),
	};

	st = cs_put(&load->putters[CS_ENTITY_LINE], keys, columns, load->stamp, judge_news, load, did, err);
	if (st == CS_NOTE)
		return refused_twice(err);
	if (st == CS_OK && load->any_returns && *did != CS_PUT_UNCHANGED)
		st = judge_line(load, text_of(load, CS_ORDERS_ORDER_NO), keys[1], err);
	return st;
}

static enum cs_status
add_orders(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	enum cs_put order_did;
	enum cs_status st = find_order(load, &order_did, err);

	if (st == CS_OK)
		st = put_line(load, did, err);
	/* A line that is as it was in an order that is not: the row did change something. */
	if (*did == CS_PUT_UNCHANGED && order_did == CS_PUT_UPDATED)
		*did = CS_PUT_UPDATED;
	return st;
}

/*
 * The goods are back and settled: the export says when, or its status says
 * so.  Nothing where it says neither.  "반품완료보류" is a return on hold, and
 * in "반품철회완료" it is the withdrawal that is finished.
 */
static struct cs_datum
closing_of(const struct cs_load *load)
{
	static const char *const closing[] = { "반품완료", "환불완료", "취소완료", "교환완료", "returned", "refunded",
		"completed", "closed", "cancelled" };
	const struct cs_field *status = &value(load, CS_RETURNS_STATUS)->text;
	struct cs_str folded = { 0 };
	bool closed = value(load, CS_RETURNS_REFUNDED_AT)->number != CS_NO_NUMBER;

	if (!closed && status->len == 0)
		return guess(0);
	cs_text_fold(&folded, status->text, status->len);
	for (size_t i = 0; !closed && i < CS_COUNT(closing); i++)
		closed = strstr(folded.data, closing[i]) && !strstr(folded.data, "보류");
	closed = closed || strcmp(folded.data, "완료") == 0;
	cs_str_release(&folded);
	return cs_datum_int(closed);
}

/* Two returns of one day without a number of their own are told apart by their sums. */
static enum cs_verdict
refuse_second_return(void *self, const struct cs_found *found, const struct cs_datum *say)
{
	const struct cs_load *load = self;
	const struct cs_datum *have = found->columns;
	bool differs = (say[CS_RETURN_QUANTITY].type && have[CS_RETURN_QUANTITY].number != say[CS_RETURN_QUANTITY].number) ||
	    (say[CS_RETURN_AMOUNT].type && have[CS_RETURN_AMOUNT].number != say[CS_RETURN_AMOUNT].number);

	return found->this_batch && found->stamp == load->stamp && differs ? CS_VERDICT_REFUSE : CS_VERDICT_BY_STAMP;
}

static enum cs_status
add_returns(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum key = text_of(load, CS_RETURNS_RETURN_ID);
	struct cs_datum columns[] = {
		text_of(load, CS_RETURNS_ORDER_NO),
		text_of(load, CS_RETURNS_LINE_NO),
		number_of(load, CS_RETURNS_KIND),
		text_of(load, CS_RETURNS_REASON_CODE),
		text_of(load, CS_RETURNS_REASON),
		number_of(load, CS_RETURNS_FAULT),
		number_of(load, CS_RETURNS_REQUESTED_AT),
		number_of(load, CS_RETURNS_RECEIVED_AT),
		number_of(load, CS_RETURNS_REFUNDED_AT),
		number_of(load, CS_RETURNS_QUANTITY),
		number_of(load, CS_RETURNS_REFUND_AMOUNT),
		number_of(load, CS_RETURNS_RETURN_FEE),
		number_of(load, CS_RETURNS_FEE_PAYER),
		number_of(load, CS_RETURNS_SEVERITY),
		text_of(load, CS_RETURNS_STATUS),
		customer_of(load, CS_RETURNS_CUSTOMER_ID),
		closing_of(load),
	};
	enum cs_status st = cs_put(&load->putters[CS_ENTITY_RETURN], &key, columns, load->stamp, refuse_second_return,
	    load, did, err);

	if (st == CS_NOTE)
		return refused_twice(err);
	if (st != CS_OK || *did == CS_PUT_UNCHANGED)
		return st;
	load->any_returns = true;
	st = note_merged(load, CS_RETURNS_CUSTOMER_ID, CS_SQL_MERGED_RETURN_PUT, CS_SQL_MERGED_RETURN_DROP, ":return_id",
	    load->putters[CS_ENTITY_RETURN].id, err);
	if (st != CS_OK)
		return st;
	return judge_line(load, columns[0], columns[1], err);
}

/* Member and product lists have no times of their own: they are as of now. */
static enum cs_status
add_customers(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum key = text_of(load, 0);
	struct cs_datum columns[] = {
		text_of(load, 1), text_of(load, 2), text_of(load, 3), text_of(load, 4),
		number_of(load, 5), number_of(load, 6), text_of(load, 7), number_of(load, 8),
	};

	return put(load, CS_ENTITY_CUSTOMER, &key, columns, load->file.now, did, err);
}

static enum cs_status
add_products(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum keys[] = { text_of(load, 0), cs_datum_int(0) };
	struct cs_datum columns[] = {
		text_of(load, 1), text_of(load, 2), text_of(load, 3), text_of(load, 4),
		number_of(load, 5), number_of(load, 6),
	};

	return put(load, CS_ENTITY_PRODUCT, keys, columns, load->file.now, did, err);
}

static enum cs_status
put_figure(struct cs_load *load, enum cs_entity_id entity, const struct cs_datum *keys,
    const struct cs_datum *figure, enum cs_put *did, struct cs_err *err)
{
	enum cs_status st = cs_put(&load->putters[entity], keys, figure, 0, refuse_second_figure, load, did, err);

	return st == CS_NOTE ? refused_twice(err) : st;
}

static enum cs_status
add_inserts(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum keys[] = { key_of(load, 0), key_of(load, 1) };
	struct cs_datum cost = number_of(load, 2);

	return put_figure(load, CS_ENTITY_INSERT, keys, &cost, did, err);
}

static enum cs_status
add_visits(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum keys[] = { number_of(load, 0), key_of(load, 1) };
	struct cs_datum visits = number_of(load, 2);

	return put_figure(load, CS_ENTITY_VISITS, keys, &visits, did, err);
}

static enum cs_status
add_spend(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum keys[] = { number_of(load, 0), key_of(load, 1), key_of(load, 2) };
	struct cs_datum amount = number_of(load, 3);

	return put_figure(load, CS_ENTITY_SPEND, keys, &amount, did, err);
}

/* What the ledger has under this name is carried on there. */
static enum cs_status
is_in_ledger(struct cs_load *load, const struct cs_datum *code, bool *found, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_CONTACT_FIND);

	cs_bind_text(stmt, ":code", code->text, code->len);
	enum cs_status st = cs_step(stmt, err);

	*found = st == CS_ROW;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
put_consultation(struct cs_load *load, const struct cs_datum *key, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum columns[] = {
		number_of(load, CS_CONTACTS_OPENED_AT), number_of(load, CS_CONTACTS_CHANNEL),
		text_of(load, CS_CONTACTS_CUSTOMER_ID), text_of(load, CS_CONTACTS_ORDER_NO),
		text_of(load, CS_CONTACTS_PRODUCT_ID), number_of(load, CS_CONTACTS_KIND), text_of(load, CS_CONTACTS_CAUSE),
		number_of(load, CS_CONTACTS_ORIGIN), number_of(load, CS_CONTACTS_SEVERITY),
		number_of(load, CS_CONTACTS_EMOTION), text_of(load, CS_CONTACTS_CALLER_TYPE),
		text_of(load, CS_CONTACTS_VOICE), text_of(load, CS_CONTACTS_AGENT), number_of(load, CS_CONTACTS_STATE),
		number_of(load, CS_CONTACTS_FIRST_RESPONSE_MIN), number_of(load, CS_CONTACTS_RESOLUTION_MIN),
		number_of(load, CS_CONTACTS_REOPENED), number_of(load, CS_CONTACTS_TRANSFERS),
		number_of(load, CS_CONTACTS_PROMISED_AT), number_of(load, CS_CONTACTS_PROMISE_KEPT),
		number_of(load, CS_CONTACTS_CSAT), number_of(load, CS_CONTACTS_CLOSED_AT),
		text_of(load, CS_CONTACTS_READ_BACK), text_of(load, CS_CONTACTS_BODY),
	};

	return put(load, CS_ENTITY_CONSULTATION, key, columns, load->stamp, did, err);
}

static enum cs_status
add_contacts(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	int64_t closed = value(load, CS_CONTACTS_CLOSED_AT)->number;
	struct cs_datum key = text_of(load, CS_CONTACTS_CONTACT_ID);
	bool found = false;

	if (closed != CS_NO_NUMBER && closed < value(load, CS_CONTACTS_OPENED_AT)->number)
		return cs_err_set(err, CS_NOTE, "%s", _("closed_at: lies before opened_at"));
	if (key.len > CS_CODE_BYTES_MAX)
		return cs_err_set(err, CS_NOTE, _("contact_id: longer than %d bytes"), CS_CODE_BYTES_MAX);
	enum cs_status st = is_in_ledger(load, &key, &found, err);

	return st == CS_OK && !found ? put_consultation(load, &key, did, err) : st;
}

typedef enum cs_status adder(struct cs_load *, enum cs_put *, struct cs_err *);

static adder *const adders[CS_KIND_COUNT] = {
	[CS_KIND_ORDERS] = add_orders,
	[CS_KIND_RETURNS] = add_returns,
	[CS_KIND_CUSTOMERS] = add_customers,
	[CS_KIND_PRODUCTS] = add_products,
	[CS_KIND_INSERTS] = add_inserts,
	[CS_KIND_VISITS] = add_visits,
	[CS_KIND_SPEND] = add_spend,
	[CS_KIND_CONTACTS] = add_contacts,
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
	seen_release(&load->customers);
	seen_release(&load->products);
	seen_release(&load->named_products);
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
	st = write_late_stamps(load, &load->customers, CS_SQL_CUSTOMER_STAMP, err);
	if (st == CS_OK)
		st = write_late_stamps(load, &load->products, CS_SQL_PRODUCT_STAMP, err);
	if (st == CS_OK)
		st = write_late_stamps(load, &load->named_products, CS_SQL_PRODUCT_STAMP, err);
	if (st == CS_OK && load->bulk)
		st = cs_db_script(load->db, CS_SQL_ORDER_INDEXES_CREATE, err);
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
