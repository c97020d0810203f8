#include "repurchase/silent.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "repurchase/rhythm.h"
#include "store/db.h"

void
cs_silent_release(struct cs_silent *silent)
{
	for (size_t i = 0; i < silent->count; i++) {
		free(silent->rows[i].customer);
		free(silent->rows[i].order_no);
		free(silent->rows[i].name);
		free(silent->rows[i].phone);
	}
	free(silent->rows);
	cs_service_release(&silent->service);
	*silent = (struct cs_silent){ 0 };
}

static bool
failed(const struct cs_silent *silent, const struct cs_served *served)
{
	return served->came_back || served->shops_fault || (served->placed && cs_served_late(served, silent->late));
}

char *
cs_silent_failures(const struct cs_silent *silent, const struct cs_served *served, char out[CS_SILENT_FAILURES])
{
	const struct { bool is; const char *word; } words[] = {
		{ served->placed && cs_served_late(served, silent->late), ",late" },
		{ served->came_back && served->shops_fault, ",defect" },
		{ served->came_back && served->couriers_fault, ",courier" },
		{ served->came_back && !served->shops_fault && !served->couriers_fault, ",return" },
		{ !served->came_back && served->shops_fault, ",cancelled" },
	};
	size_t len = 0;

	out[0] = '\0';
	for (size_t i = 0; i < CS_COUNT(words); i++) {
		const char *word = words[i].word + (len == 0);

		if (words[i].is) {
			memcpy(out + len, word, strlen(word) + 1);
			len += strlen(word);
		}
	}
	return out;
}

/* The gaps between the customer's days of ordering; cancelled orders make none. */
static size_t
gaps_of(const struct cs_served *served, size_t count, cs_day *gaps)
{
	cs_day last = CS_NO_DAY;
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (!served[i].placed || served[i].day == last)
			continue;
		if (last != CS_NO_DAY)
			gaps[n++] = served[i].day - last;
		last = served[i].day;
	}
	return n;
}

static void
find_rhythm(struct cs_silent *silent)
{
	cs_day *gaps = cs_calloc(silent->service.count + 1, sizeof(*gaps));
	size_t n = 0;

	for (size_t begin = 0, at = 0, count; (count = cs_service_next(&silent->service, &at)) > 0; begin = at)
		n += gaps_of(&silent->service.items[begin], count, gaps + n);
	silent->rhythm = n > 0 ? cs_rhythm(gaps, n) : CS_NO_DAY;
	free(gaps);
}

/* The customer as a row, whether it is listed or not. */
static struct cs_silent_row
look_at(const struct cs_silent *silent, const struct cs_served *served, size_t count, cs_day *gaps)
{
	struct cs_silent_row row = { .last = CS_NO_DAY, .expected = CS_NO_DAY };
	cs_day shops = CS_NO_DAY; /* the last order that the shop itself gave up */
	size_t n = gaps_of(served, count, gaps);

	for (size_t i = 0; i < count; i++) {
		row.amount += served[i].amount;
		if (served[i].placed)
			row.last = served[i].day;
		else if (served[i].shops_fault)
			shops = served[i].day;
	}
	row.orders = (uint32_t)n + (row.last != CS_NO_DAY);
	row.last = shops > row.last ? shops : row.last;
	for (size_t i = 0; i < count; i++) {
		if (served[i].day == row.last && failed(silent, &served[i]))
			row.failed = &served[i];
	}
	row.own = n > 0;
	cs_day rhythm = n > 0 ? cs_rhythm(gaps, n) : silent->rhythm;

	if (rhythm != CS_NO_DAY && row.last != CS_NO_DAY)
		row.expected = row.last + rhythm;
	return row;
}

/* After the failure or about it: a complaint of long ago is another matter. */
static bool
complained(const struct cs_silent_row *row, const struct cs_served *served, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (served[i].day >= row->last && (served[i].disputed || served[i].upset || served[i].complained))
			return true;
	}
	return false;
}

static char *
column(struct cs_stmt *stmt, int column)
{
	size_t len;

	return cs_strdup(cs_col_text(stmt, column, &len));
}

static enum cs_status
name_row(struct cs_silent_row *row, struct cs_db *db, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_REPURCHASE_CUSTOMER);

	cs_bind_int(stmt, ":id", row->failed->customer);
	if (cs_step(stmt, err) != CS_ROW)
		return CS_EDB;
	row->customer = column(stmt, 0);
	row->name = column(stmt, 1);
	row->phone = column(stmt, 2);
	cs_stmt_reset(stmt);
	stmt = cs_db_stmt(db, CS_SQL_REPURCHASE_ORDER_NO);
	cs_bind_int(stmt, ":id", row->failed->order);
	if (cs_step(stmt, err) != CS_ROW)
		return CS_EDB;
	row->order_no = column(stmt, 0);
	cs_stmt_reset(stmt);
	return CS_OK;
}

static int
compare_rows(const void *left, const void *right)
{
	const struct cs_silent_row *a = left, *b = right;

	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	return strcmp(a->customer, b->customer);
}

static enum cs_status
list(struct cs_silent *silent, struct cs_db *db, struct cs_err *err)
{
	cs_day *gaps = cs_calloc(silent->service.count + 1, sizeof(*gaps));
	enum cs_status st = CS_OK;

	for (size_t begin = 0, at = 0, n; st == CS_OK && (n = cs_service_next(&silent->service, &at)) > 0; begin = at) {
		const struct cs_served *served = &silent->service.items[begin];
		struct cs_silent_row row = look_at(silent, served, n, gaps);

		if (!row.failed || row.expected == CS_NO_DAY || row.expected >= silent->as_of || complained(&row, served, n))
			continue;
		silent->rows = cs_grow(silent->rows, &silent->cap, silent->count + 1, sizeof(*silent->rows));
		silent->rows[silent->count++] = row;
		st = name_row(&silent->rows[silent->count - 1], db, err);
	}
	free(gaps);
	return st;
}

enum cs_status
cs_silent_run(struct cs_silent *silent, struct cs_db *db, struct cs_err *err)
{
	enum cs_status st = cs_service_read(&silent->service, db, silent->as_of, err);

	if (st != CS_OK)
		return st;
	find_rhythm(silent);
	st = list(silent, db, err);
	if (st == CS_OK && silent->count > 0)
		qsort(silent->rows, silent->count, sizeof(*silent->rows), compare_rows);
	return st;
}
