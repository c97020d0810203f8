#include "report/orderbook.h"

#include <stdlib.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "base/radix.h"
#include "consult/event.h"
#include "report/report.h"
#include "store/db.h"
#include "store/words.h"
#include "stream/out.h"

static cs_day
day_or_none(struct cs_stmt *stmt, int column)
{
	return cs_col_is_null(stmt, column) ? CS_NO_DAY : (cs_day)cs_col_int(stmt, column);
}

const char *const cs_goods_class_words[CS_GOODS_CLASS_COUNT] = {
	N_("repeat"), N_("one_off"), N_("unsure"), N_("unknown"),
};

/* Classes by the product's number in the store. */
struct classes {
	uint8_t *items; /* owned */
	size_t count, cap;
};

static enum cs_status
read_classes(struct classes *classes, struct cs_db *db, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_ANALYSIS_CLASSES);
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		size_t id = (size_t)cs_col_int(stmt, 0);

		classes->items = cs_grow(classes->items, &classes->cap, id + 1, sizeof(*classes->items));
		for (; classes->count <= id; classes->count++)
			classes->items[classes->count] = CS_GOODS_UNTOLD;
		classes->items[id] = (uint8_t)cs_col_int(stmt, 1);
	}
	cs_stmt_reset(stmt);
	return st;
}

static uint8_t
class_of(const struct classes *classes, int64_t product)
{
	return product > 0 && (size_t)product < classes->count ? classes->items[product] : CS_GOODS_UNTOLD;
}

/* What the lines of one order add up to while they come. */
struct adding {
	struct cs_orderbook *book;
	const struct classes *classes;
	cs_time delivered; /* the last of its lines; CS_NO_TIME: none so far */
	bool waiting;      /* for a line that was not sent back */
	int64_t product;   /* the first of them; 0: none */
};

/* The book's last order is complete: it is there when all of its lines are. */
static void
end_order(struct adding *a)
{
	struct cs_booked *order = a->book->count ? &a->book->items[a->book->count - 1] : NULL;

	if (!order)
		return;
	order->class = class_of(a->classes, a->product);
	if (!a->waiting && a->delivered != CS_NO_TIME)
		order->delivered = cs_day_of_time(a->delivered);
}

static void
begin_order(struct adding *a, int64_t id, struct cs_stmt *stmt)
{
	struct cs_orderbook *book = a->book;
	cs_day ordered = (cs_day)cs_col_int(stmt, 3);

	end_order(a);
	book->items = cs_grow(book->items, &book->cap, book->count + 1, sizeof(*book->items));
	book->items[book->count++] = (struct cs_booked){ .id = id, .customer = (uint32_t)cs_col_int(stmt, 2), .ordered = ordered,
		.paid = ordered, .delivered = CS_NO_DAY, .taken_back = CS_NO_DAY, .next = CS_NO_DAY, .complained = CS_NO_DAY,
		.solved = CS_NO_DAY };
	a->delivered = CS_NO_TIME;
	a->waiting = false;
	a->product = 0;
}

/* A line that went back is waited for no longer: an export may well forget the day on which it came. */
static void
add_line(struct adding *a, struct cs_stmt *stmt)
{
	struct cs_booked *order = &a->book->items[a->book->count - 1];
	int64_t status = cs_col_int(stmt, 5), product = cs_col_int(stmt, 7);
	bool there = !cs_col_is_null(stmt, 4);

	order->amount += cs_col_int(stmt, 1);
	if (there && (a->delivered == CS_NO_TIME || cs_col_int(stmt, 4) > a->delivered))
		a->delivered = cs_col_int(stmt, 4);
	a->waiting = a->waiting || (!there && status != CS_ORDER_RETURNED);
	order->returned = order->returned || status == CS_ORDER_RETURNED || status == CS_ORDER_EXCHANGED;
	order->kept = order->kept || (status != CS_ORDER_RETURNED && cs_col_int(stmt, 6) == 0);
	if (product > 0 && (a->product == 0 || product < a->product))
		a->product = product;
}

static enum cs_status
read_lines(struct cs_orderbook *book, struct cs_db *db, struct cs_err *err)
{
	struct classes classes = { 0 };
	struct adding adding = { .book = book, .classes = &classes };
	enum cs_status st = read_classes(&classes, db, err);
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_ANALYSIS_LINES);

	while (st == CS_OK && (st = cs_step(stmt, err)) == CS_ROW) {
		int64_t id = cs_col_int(stmt, 0);

		st = CS_OK;
		if (book->count == 0 || book->items[book->count - 1].id != id)
			begin_order(&adding, id, stmt);
		add_line(&adding, stmt);
	}
	end_order(&adding);
	cs_stmt_reset(stmt);
	free(classes.items);
	return st;
}

/* The order of a row, which begins with its id; both come by id, and so one walk goes along the other. */
static struct cs_booked *
walk_to(struct cs_orderbook *book, size_t *at, struct cs_stmt *stmt)
{
	int64_t id = cs_col_int(stmt, 0);

	while (*at < book->count && book->items[*at].id < id)
		++*at;
	return *at < book->count && book->items[*at].id == id ? &book->items[*at] : NULL;
}

static enum cs_status
read_paid(struct cs_orderbook *book, struct cs_db *db, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_ANALYSIS_PAID);
	enum cs_status st;
	size_t at = 0;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		struct cs_booked *order = walk_to(book, &at, stmt);

		if (order) {
			order->paid = cs_day_of_time(cs_col_int(stmt, 1));
			order->paid_known = true;
		}
	}
	cs_stmt_reset(stmt);
	for (size_t i = 0; i < book->count; i++) {
		struct cs_booked *order = &book->items[i];

		order->early = order->delivered != CS_NO_DAY && order->delivered < order->paid;
		if (order->early)
			order->delivered = CS_NO_DAY; /* no waiting can be told from payment to receipt */
	}
	return st;
}

static enum cs_status
read_returns(struct cs_orderbook *book, struct cs_db *db, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_ANALYSIS_ORDERS_RETURNED);
	enum cs_status st;
	size_t at = 0;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		struct cs_booked *order = walk_to(book, &at, stmt);

		if (!order)
			continue;
		order->taken_back = day_or_none(stmt, 1);
		order->returned = cs_col_int(stmt, 2) ? 2 : 1;
	}
	cs_stmt_reset(stmt);
	return st;
}

static void
take_contact(struct cs_booked *order, cs_day opened, bool complaint, int64_t severity, cs_day resolved)
{
	if (order->contacts < UINT8_MAX)
		order->contacts++;
	if (order->waiting_contacts < UINT8_MAX && (order->delivered == CS_NO_DAY || opened <= order->delivered))
		order->waiting_contacts++;
	if (!complaint || order->complained != CS_NO_DAY)
		return;
	order->complained = opened;
	order->solved = resolved;
	order->minor = severity == CS_SEVERITY_MINOR;
}

static enum cs_status
read_contacts(struct cs_orderbook *book, struct cs_db *db, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_ANALYSIS_ORDERS_CONTACTED);
	enum cs_status st;
	size_t at = 0;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		struct cs_booked *order = walk_to(book, &at, stmt);

		if (order && !cs_col_is_null(stmt, 2) && cs_col_int(stmt, 2) == CS_CONTACT_INTERNAL)
			continue;
		if (order)
			take_contact(order, day_or_none(stmt, 1),
			    !cs_col_is_null(stmt, 2) && cs_col_int(stmt, 2) == CS_CONTACT_COMPLAINT,
			    cs_col_int(stmt, 3), day_or_none(stmt, 4));
	}
	cs_stmt_reset(stmt);
	return st;
}

/* The first purchase day after each order; orders of one day do not follow each other. */
static void
link_forward(struct cs_booked *orders, const struct cs_keyed *places, size_t count)
{
	cs_day today = CS_NO_DAY, next = CS_NO_DAY, bought = CS_NO_DAY;

	for (size_t i = count; i > 0; i--) {
		struct cs_booked *order = &orders[places[i - 1].index];

		if (order->ordered != today)
			next = bought;
		today = order->ordered;
		order->next = next;
		if (order->kept)
			bought = order->ordered;
	}
}

/* Purchase days before each order. */
static void
link_backward(struct cs_booked *orders, const struct cs_keyed *places, size_t count)
{
	cs_day today = CS_NO_DAY, bought = CS_NO_DAY;
	uint16_t days = 0, before = 0;

	for (size_t i = 0; i < count; i++) {
		struct cs_booked *order = &orders[places[i].index];

		if (order->ordered != today)
			before = days;
		today = order->ordered;
		order->prior = before;
		if (order->kept && order->ordered != bought && days < UINT16_MAX) {
			bought = order->ordered;
			days++;
		}
	}
}

/* By customer and day; orders of one day stay in the order of their ids.  Guests, who are customer 0, come first. */
static void
link_purchases(struct cs_orderbook *book)
{
	struct cs_keyed *places = cs_calloc(book->count + 1, sizeof(*places));
	size_t first = 0;

	for (size_t i = 0; i < book->count; i++) {
		const struct cs_booked *order = &book->items[i];

		places[i] = (struct cs_keyed){ (uint64_t)order->customer << 32 | ((uint32_t)order->ordered ^ 1u << 31), (uint32_t)i };
	}
	cs_radix_sort(places, book->count);
	for (size_t i = 1; i <= book->count; i++) {
		uint64_t customer = places[first].key >> 32;

		if (i < book->count && places[i].key >> 32 == customer)
			continue;
		if (customer != 0) {
			link_forward(book->items, &places[first], i - first);
			link_backward(book->items, &places[first], i - first);
		}
		first = i;
	}
	free(places);
}

/* Orders come by and by, and many of one day: the promise is worked out once for each of them. */
static void
promise_all(struct cs_orderbook *book, int64_t business_days)
{
	struct cs_calendar calendar = { 0 };
	cs_day paid = CS_NO_DAY, promised = CS_NO_DAY;

	cs_calendar_open(&calendar, CS_LABOR_HOLIDAY);
	cs_calendar_index(&calendar);
	for (size_t i = 0; i < book->count; i++) {
		if (book->items[i].paid != paid) {
			paid = book->items[i].paid;
			promised = cs_calendar_end(&calendar, paid, (int)business_days, CS_UNIT_BUSINESS, NULL);
		}
		book->items[i].promised = promised;
	}
	cs_calendar_close(&calendar);
}

enum cs_status
cs_orderbook_read(struct cs_report *report, const struct cs_orderbook **to, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	if (!report->orders) {
		struct cs_orderbook *book = report->orders = cs_calloc(1, sizeof(*book));

		st = read_lines(book, report->db, err);
		if (st == CS_OK)
			st = read_paid(book, report->db, err);
		if (st == CS_OK)
			st = read_returns(book, report->db, err);
		if (st == CS_OK)
			st = read_contacts(book, report->db, err);
		link_purchases(book);
		promise_all(book, report->terms.promised_days);
	}
	*to = report->orders;
	return st;
}

void
cs_orderbook_release(struct cs_orderbook *book)
{
	if (book)
		free(book->items);
	free(book);
}

bool
cs_order_is_of_period(const struct cs_report *report, const struct cs_booked *order)
{
	return order->ordered >= report->from && order->ordered <= report->to;
}

bool
cs_order_is_late(const struct cs_booked *order)
{
	return order->delivered != CS_NO_DAY && order->promised != CS_NO_DAY && order->delivered > order->promised;
}

enum cs_status
cs_order_name(struct cs_report *report, const struct cs_booked *order, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_ANALYSIS_ORDER_NAME);
	size_t len;

	cs_bind_int(stmt, ":id", order->id);
	enum cs_status st = cs_step(stmt, err);

	/* The book was read in the same snapshot: the row is there. */
	if (st == CS_ROW) {
		cs_out_str(out, cs_col_text(stmt, 0, &len));
		cs_out_str(out, cs_col_text(stmt, 1, &len));
		st = CS_OK;
	}
	cs_stmt_reset(stmt);
	return st;
}

const struct cs_booked *
cs_orderbook_find(const struct cs_orderbook *book, int64_t id)
{
	size_t low = 0, high = book->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (book->items[middle].id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < book->count && book->items[low].id == id ? &book->items[low] : NULL;
}
