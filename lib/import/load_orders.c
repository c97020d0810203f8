/* Orders and their lines: whose they are, and whether a line says something new. */
#include "import/loading.h"

#include <string.h>

#include "base/hash.h"
#include "store/words.h"

#define WEAK_KEY "wk-" /* customer keys made from a masked id and a name */

static enum cs_status
find_customer(struct cs_load *load, struct cs_datum *id, struct cs_err *err)
{
	struct cs_datum code = cs_load_customer(load, CS_ORDERS_CUSTOMER_ID);
	struct cs_datum columns[CS_ENTITY_COLUMNS_MAX] = {
		cs_load_text(load, CS_ORDERS_CUSTOMER_NAME),
		cs_load_text(load, CS_ORDERS_PHONE),
		cs_load_text(load, CS_ORDERS_EMAIL),
	};

	*id = (struct cs_datum){ 0 };
	if (code.type == CS_DATUM_NULL)
		return CS_OK;
	return cs_said_put(load, CS_ENTITY_CUSTOMER, &load->customers, &code, columns, 3, id, err);
}

static enum cs_status
find_product(struct cs_load *load, struct cs_datum *id, struct cs_err *err)
{
	struct cs_datum code = cs_load_text(load, CS_ORDERS_PRODUCT_ID);
	struct cs_datum name = cs_load_text(load, CS_ORDERS_PRODUCT_NAME);
	bool named = code.type == CS_DATUM_NULL;
	struct cs_datum keys[] = { named ? name : code, cs_datum_int(named) };
	struct cs_datum columns[CS_ENTITY_COLUMNS_MAX] = { name, cs_load_text(load, CS_ORDERS_CATEGORY) };

	*id = (struct cs_datum){ 0 };
	if (keys[0].type == CS_DATUM_NULL)
		return CS_OK;
	return cs_said_put(load, CS_ENTITY_PRODUCT, named ? &load->named_products : &load->products, keys, columns, 2,
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
	const struct cs_field *no = &cs_load_value(load, CS_ORDERS_ORDER_NO)->text;
	const struct cs_field *channel = &cs_load_value(load, CS_ORDERS_CHANNEL)->text;
	struct cs_datum customer = cs_load_customer(load, CS_ORDERS_CUSTOMER_ID);

	/* In an empty store one channel alone has nothing to clash with. */
	if (channel->len == 0 || (load->bulk && load->channels.count <= 1))
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(load->db, CS_SQL_ORDER_OTHER);

	cs_bind_text(stmt, ":order_no", no->text, no->len);
	cs_bind_text(stmt, ":channel", channel->text, channel->len);
	cs_bind_text(stmt, ":customer", customer.len > 0 ? customer.text : "", customer.len);
	cs_bind_int(stmt, ":day", cs_day_of_time(cs_load_value(load, CS_ORDERS_ORDERED_AT)->number));
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
	const struct cs_field *no = &cs_load_value(load, CS_ORDERS_ORDER_NO)->text;
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
	const struct cs_field *customer = &cs_load_value(load, CS_ORDERS_CUSTOMER_ID)->text;
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
	if (!load->any_weak || cs_load_value(load, CS_ORDERS_CUSTOMER_ID)->text.len == 0 || has_weak_key(load))
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
		cs_load_number(load, CS_ORDERS_ORDERED_AT),
		cs_load_number(load, CS_ORDERS_PAID_AT),
		load->order.customer,
		channel,
		cs_load_number(load, CS_ORDERS_ORDER_AMOUNT),
		cs_load_number(load, CS_ORDERS_SHIPPING_FEE),
		cs_load_number(load, CS_ORDERS_MILEAGE_USED),
		cs_load_number(load, CS_ORDERS_COUPON_DISCOUNT),
		guest ? cs_load_text(load, CS_ORDERS_CUSTOMER_NAME) : (struct cs_datum){ 0 },
		guest ? cs_load_text(load, CS_ORDERS_PHONE) : (struct cs_datum){ 0 },
		guest ? cs_load_text(load, CS_ORDERS_EMAIL) : (struct cs_datum){ 0 },
	};

	memcpy(columns, all, sizeof(all));
}

/* Lines that came with earlier files follow their order to another customer or day. */
static enum cs_status
move_lines(struct cs_load *load, struct cs_err *err)
{
	const struct cs_load_order *order = &load->order;

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
	struct cs_datum key = cs_load_text(load, CS_ORDERS_ORDER_NO);

	load->order.existed = false;
	enum cs_status st = cs_put(putter, &key, columns, load->stamp, note_order, load, did, err);

	if (st != CS_OK)
		return st;
	load->order.id = putter->id;
	load->order.customer = putter->merged[CS_ORDER_CUSTOMER];
	load->order.day = cs_datum_int(cs_day_of_time(putter->merged[CS_ORDER_ORDERED_AT].number));
	st = cs_load_note_merged(load, CS_ORDERS_CUSTOMER_ID, CS_SQL_MERGED_ORDER_PUT, CS_SQL_MERGED_ORDER_DROP, ":order_id",
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
		const struct cs_value *v = cs_load_value(load, columns[i]);

		h = cs_load_mix(h, (uint64_t)v->number ^ (v->text.len > 0 ? cs_hash(v->text.text, v->text.len) : 0));
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
	const struct cs_field *no = &cs_load_value(load, CS_ORDERS_ORDER_NO)->text;
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
		st = cs_load_name(load, &load->channels, CS_SQL_CHANNEL_ADD, CS_SQL_CHANNEL_FIND,
		    &cs_load_value(load, CS_ORDERS_CHANNEL)->text, &channel, err);
	if (st != CS_OK)
		return st;
	load->order.day = cs_datum_int(cs_day_of_time(cs_load_value(load, CS_ORDERS_ORDERED_AT)->number));
	gather_order(load, channel, columns);
	st = put_order(load, columns, did, err);
	if (st == CS_OK) {
		cs_str_add_n(&load->order.order_no, no->text, no->len);
		load->order.details = details;
	}
	return st;
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

static enum cs_status
put_line(struct cs_load *load, enum cs_put *did, struct cs_err *err)
{
	struct cs_datum product, word, status = cs_load_number(load, CS_ORDERS_STATUS);
	enum cs_status st = find_product(load, &product, err);

	if (st == CS_OK)
		st = cs_load_name(load, &load->words, CS_SQL_STATUS_WORD_ADD, CS_SQL_STATUS_WORD_FIND,
		    &cs_load_value(load, CS_ORDERS_STATUS_TEXT)->text, &word, err);
	if (st != CS_OK)
		return st;
	struct cs_datum keys[] = { cs_datum_int(load->order.id), cs_load_text(load, CS_ORDERS_LINE_NO) };
	struct cs_datum columns[CS_ENTITY_COLUMNS_MAX] = {
		cs_datum_int(load->order.customer.number), /* a guest is 0 */
		load->order.day,
		status.type == CS_DATUM_INT ? status : cs_datum_guess(load->record->likely_status),
		cs_load_number(load, CS_ORDERS_AMOUNT),
		product,
		cs_load_number(load, CS_ORDERS_QUANTITY),
		cs_load_number(load, CS_ORDERS_UNIT_PRICE),
		cs_load_number(load, CS_ORDERS_DISCOUNT),
		cs_load_text(load, CS_ORDERS_OPTION),
		word,
		cs_load_number(load, CS_ORDERS_SHIPPED_AT),
		cs_load_number(load, CS_ORDERS_DELIVERED_AT),
	};

	st = cs_put(&load->putters[CS_ENTITY_LINE], keys, columns, load->stamp, judge_news, load, did, err);
	if (st == CS_NOTE)
		return cs_load_refused_twice(err);
	if (st == CS_OK && load->any_returns && *did != CS_PUT_UNCHANGED)
		st = cs_load_judge_line(load, cs_load_text(load, CS_ORDERS_ORDER_NO), keys[1], err);
	return st;
}

enum cs_status
cs_load_orders(struct cs_load *load, enum cs_put *did, struct cs_err *err)
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
