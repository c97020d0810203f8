#include "report/daybook.h"

#include <stdlib.h>

#include "base/mem.h"

const struct cs_daybook_kind cs_daybook_orders = { CS_SQL_DIGEST_ORDERS, CS_SQL_DIGEST_ORDERS_KNOWN };
const struct cs_daybook_kind cs_daybook_sales = { CS_SQL_DIGEST_SALES, CS_SQL_DIGEST_ORDERS_KNOWN };
const struct cs_daybook_kind cs_daybook_repeats = { CS_SQL_DIGEST_REPEATS, CS_SQL_DIGEST_ORDERS_KNOWN };
const struct cs_daybook_kind cs_daybook_returns = { CS_SQL_DIGEST_RETURNS, CS_SQL_DIGEST_RETURNS_KNOWN };
const struct cs_daybook_kind cs_daybook_contacts = { CS_SQL_DIGEST_CONTACTS, CS_SQL_DIGEST_CONTACTS_KNOWN };
const struct cs_daybook_kind cs_daybook_complaints = { CS_SQL_DIGEST_COMPLAINTS, CS_SQL_DIGEST_CONTACTS_KNOWN };

static cs_day
later(cs_day a, cs_day b)
{
	return a > b ? a : b;
}

/*
 * Known are the days from the first row on, up to that of the newest row.  An
 * import tells of the days before it, and not of its own, which is not over.
 */
static enum cs_status
read_known(struct cs_daybook *book, const struct cs_report *report, enum cs_sql which, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, which);

	book->first = 0;
	book->last = -1;
	if (cs_stmt_param(stmt, ":now"))
		cs_bind_int(stmt, ":now", report->now);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW && !cs_col_is_null(stmt, 0)) {
		book->first = cs_day_of_time(cs_col_int(stmt, 0));
		book->last = cs_day_of_time(cs_col_int(stmt, 1));
		if (!cs_col_is_null(stmt, 2))
			book->last = later(book->last, cs_day_of_time(cs_col_int(stmt, 2)) - 1);
	}
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

enum cs_status
cs_daybook_read(struct cs_daybook *book, const struct cs_report *report, const struct cs_daybook_kind *kind, cs_day from,
    cs_day to, struct cs_err *err)
{
	*book = (struct cs_daybook){ .from = from, .to = to };
	enum cs_status st = read_known(book, report, kind->known, err);

	book->values = cs_calloc((size_t)(to - from + 1), sizeof(*book->values));
	if (st != CS_OK)
		return st;
	struct cs_stmt *stmt = cs_db_stmt(report->db, kind->days);

	cs_bind_int(stmt, ":from", cs_time_of(from, 0, 0, 0));
	cs_bind_int(stmt, ":until", cs_time_of(to + 1, 0, 0, 0));
	while ((st = cs_step(stmt, err)) == CS_ROW)
		book->values[cs_col_int(stmt, 0) - from] = (double)cs_col_int(stmt, 1);
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_daybook_reach(const struct cs_daybook_kind *kind, const struct cs_report *report, cs_day *last, struct cs_err *err)
{
	struct cs_daybook book;
	enum cs_status st = read_known(&book, report, kind->known, err);

	*last = book.last;
	return st;
}

void
cs_daybook_release(struct cs_daybook *book)
{
	free(book->values);
	*book = (struct cs_daybook){ 0 };
}

bool
cs_daybook_knows(const struct cs_daybook *book, cs_day from, cs_day to)
{
	return from >= book->first && to <= book->last;
}

double
cs_daybook_sum(const struct cs_daybook *book, cs_day from, cs_day to)
{
	double sum = 0;

	for (cs_day day = from; day <= to; day++)
		sum += book->values[day - book->from];
	return sum;
}
