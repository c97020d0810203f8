#include "report/daybook.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define DAY_SECONDS 86400
#define KIND(name) const struct cs_daybook_kind cs_daybook_##name

KIND(orders) = { .days = CS_SQL_DIGEST_ORDERS, .known = CS_SQL_DIGEST_ORDERS_KNOWN };
KIND(sales) = { .days = CS_SQL_DIGEST_SALES, .known = CS_SQL_DIGEST_ORDERS_KNOWN };
KIND(repeats) = { .days = CS_SQL_DIGEST_REPEATS_LIST, .known = CS_SQL_DIGEST_ORDERS_KNOWN, .rows = true, .ages = true };
KIND(returns) = { .days = CS_SQL_DIGEST_RETURNS, .known = CS_SQL_DIGEST_RETURNS_KNOWN };
KIND(contacts) = { .days = CS_SQL_DIGEST_CONTACTS, .known = CS_SQL_DIGEST_CONTACTS_KNOWN };
KIND(complaints) = { .days = CS_SQL_DIGEST_COMPLAINTS, .known = CS_SQL_DIGEST_CONTACTS_KNOWN };

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
cs_daybook_open(struct cs_daybook *book, const struct cs_report *report, const struct cs_daybook_kind *kind, cs_day from,
    cs_day to, struct cs_err *err)
{
	*book = (struct cs_daybook){ .from = from, .to = to };
	book->values = cs_calloc((size_t)(to - from + 1), sizeof(*book->values));
	return read_known(book, report, kind->known, err);
}

enum cs_status
cs_daybook_fill(struct cs_daybook *book, const struct cs_report *report, const struct cs_daybook_kind *kind, cs_day from,
    cs_day to, int earlier, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, kind->days);
	enum cs_status st;

	cs_bind_int(stmt, ":from", cs_time_of(from, 0, 0, 0));
	cs_bind_int(stmt, ":until", cs_time_of(to + 1, 0, 0, 0));
	if (kind->ages)
		cs_bind_int(stmt, ":seen", report->now - (cs_time)earlier * DAY_SECONDS);
	if (kind->cause)
		cs_bind_text(stmt, ":cause", kind->cause, strlen(kind->cause));
	while ((st = cs_step(stmt, err)) == CS_ROW)
		book->values[cs_col_int(stmt, 0) - book->from] += kind->rows ? 1 : (double)cs_col_int(stmt, 1);
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_daybook_read(struct cs_daybook *book, const struct cs_report *report, const struct cs_daybook_kind *kind, cs_day from,
    cs_day to, struct cs_err *err)
{
	enum cs_status st = cs_daybook_open(book, report, kind, from, to, err);

	return st == CS_OK ? cs_daybook_fill(book, report, kind, from, to, 0, err) : st;
}

enum cs_status
cs_daybook_since(const struct cs_report *report, const struct cs_daybook_kind *kind, cs_day *since, struct cs_err *err)
{
	struct cs_daybook book;
	enum cs_status st = cs_daybook_open(&book, report, kind, report->from, report->from, err);

	*since = book.first <= book.last ? book.first : CS_NO_DAY;
	cs_daybook_release(&book);
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

bool
cs_daybook_knows_past(const struct cs_daybook *book, const struct cs_report *report, cs_day from, cs_day to)
{
	cs_day last = to < report->as_of ? to : report->as_of - 1;

	return from <= last && cs_daybook_knows(book, from, last);
}

double
cs_daybook_sum(const struct cs_daybook *book, cs_day from, cs_day to)
{
	double sum = 0;

	for (cs_day day = from; day <= to; day++)
		sum += book->values[day - book->from];
	return sum;
}
