#include "repurchase/service.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/db.h"

enum { ORDER, CUSTOMER, DAY, PLACED, KEPT, AMOUNT, PAID, DELIVERED, SHIPPED, BACK, RETURNED, INSERTED, DISPUTED, ASKED, OBJECTED, COMPLAINED };

/* The bits of the statement. */
enum { SHOPS_FAULT = 1, COURIERS_FAULT = 2, CAME_BACK = 4, UPSET = 8 };

void
cs_service_release(struct cs_service *service)
{
	free(service->items);
	*service = (struct cs_service){ 0 };
}

/* Days between two columns; an export that has the later one first knows neither. */
static int32_t
days_between(struct cs_stmt *stmt, int from, int to)
{
	if (cs_col_is_null(stmt, from) || cs_col_is_null(stmt, to) || cs_col_int(stmt, to) < cs_col_int(stmt, from))
		return CS_NO_DAY;
	return (int32_t)(cs_col_int(stmt, to) - cs_col_int(stmt, from));
}

static cs_day
day_of(struct cs_stmt *stmt, int column)
{
	return cs_col_is_null(stmt, column) ? CS_NO_DAY : (cs_day)cs_col_int(stmt, column);
}

static void
add(struct cs_service *service, struct cs_stmt *stmt)
{
	int64_t back = cs_col_int(stmt, BACK) | cs_col_int(stmt, RETURNED);
	int32_t days = days_between(stmt, PAID, DELIVERED);

	service->items = cs_grow(service->items, &service->cap, service->count + 1, sizeof(*service->items));
	service->items[service->count++] = (struct cs_served){
		.amount = cs_col_int(stmt, AMOUNT),
		.customer = (uint32_t)cs_col_int(stmt, CUSTOMER),
		.order = (uint32_t)cs_col_int(stmt, ORDER),
		.day = (cs_day)cs_col_int(stmt, DAY),
		.days = days,
		.at_least = days != CS_NO_DAY ? days : days_between(stmt, PAID, SHIPPED),
		.placed = cs_col_int(stmt, PLACED) != 0,
		.kept = cs_col_int(stmt, KEPT) != 0,
		.shops_fault = (back & SHOPS_FAULT) != 0,
		.couriers_fault = (back & COURIERS_FAULT) != 0,
		.came_back = (back & CAME_BACK) != 0,
		.upset = (back & UPSET) != 0,
		.inserted = cs_col_int(stmt, INSERTED) != 0,
		.disputed = cs_col_int(stmt, DISPUTED) != 0,
		.asked = day_of(stmt, ASKED),
		.objected = day_of(stmt, OBJECTED),
		.complained = cs_col_int(stmt, COMPLAINED) != 0,
	};
}

static int
compare(const void *left, const void *right)
{
	const struct cs_served *a = left, *b = right;

	if (a->customer != b->customer)
		return a->customer < b->customer ? -1 : 1;
	if (a->day != b->day)
		return a->day < b->day ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

enum cs_status
cs_service_read(struct cs_service *service, struct cs_db *db, cs_day as_of, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_REPURCHASE_SERVICE);
	enum cs_status st;

	cs_bind_int(stmt, ":as_of", as_of);
	while ((st = cs_step(stmt, err)) == CS_ROW)
		add(service, stmt);
	cs_stmt_reset(stmt);
	if (st == CS_OK && service->count > 0)
		qsort(service->items, service->count, sizeof(*service->items), compare);
	service->any_return = cs_db_int(db, CS_SQL_REPURCHASE_ANY_RETURN, 0) != 0;
	service->any_insert = cs_db_int(db, CS_SQL_REPURCHASE_ANY_INSERT, 0) != 0;
	service->disputes_since = (cs_day)cs_db_int(db, CS_SQL_REPURCHASE_DISPUTES_SINCE, CS_NO_DAY);
	service->contacts_since = (cs_day)cs_db_int(db, CS_SQL_REPURCHASE_CONTACTS_SINCE, CS_NO_DAY);
	for (size_t i = 0; !service->any_return && i < service->count; i++)
		service->any_return = service->items[i].came_back;
	return st;
}

size_t
cs_service_next(const struct cs_service *service, size_t *at)
{
	size_t begin = *at;

	while (*at < service->count && service->items[*at].customer == service->items[begin].customer)
		++*at;
	return *at - begin;
}

bool
cs_served_late(const struct cs_served *served, int32_t days)
{
	return served->at_least != CS_NO_DAY && served->at_least > days;
}
