#include "report/sold.h"

#include "store/db.h"

static struct cs_stmt *
bind_days(struct cs_report *report, enum cs_sql which, cs_day from, cs_day to)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, which);

	cs_bind_int(stmt, ":from", from);
	cs_bind_int(stmt, ":to", to);
	return stmt;
}

enum cs_status
cs_sold_each(struct cs_report *report, cs_day from, cs_day to, cs_sold_fn *take, void *self, struct cs_err *err)
{
	struct cs_stmt *stmt = bind_days(report, CS_SQL_ANALYSIS_SOLD, from, to);
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW)
		take(self, cs_col_int(stmt, 0), (cs_day)cs_col_int(stmt, 2), 1, cs_col_int(stmt, 1));
	cs_stmt_reset(stmt);
	if (st != CS_OK)
		return st;
	stmt = bind_days(report, CS_SQL_ANALYSIS_TAKEN_BACK, from, to);
	while ((st = cs_step(stmt, err)) == CS_ROW)
		take(self, cs_col_int(stmt, 0), (cs_day)cs_col_int(stmt, 1), 0, cs_col_int(stmt, 2));
	cs_stmt_reset(stmt);
	return st;
}
