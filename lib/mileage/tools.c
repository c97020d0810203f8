#include "mileage/tools.h"

#include <math.h>

#include "mileage/book.h"
#include "stat/proportion.h"

static const struct cs_col tool_columns[] = {
	{ "tool", CS_CELL_TEXT }, { "customers", CS_CELL_NUMBER }, { "given", CS_CELL_NUMBER }, { "cost", CS_CELL_NUMBER },
	{ "followed", CS_CELL_NUMBER }, { "repurchased", CS_CELL_NUMBER }, { "rate", CS_CELL_NUMBER },
	{ "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER }, { "cost_per_back", CS_CELL_NUMBER },
};

/* Columns of MILEAGE_TOOLS. */
enum { TOOL, CUSTOMERS, GIVEN, COST, FOLLOWED, BACK, COST_FOLLOWED };

/* What is not known of a tool is empty: a campaign has no list of customers, a coupon no face value. */
static void
out_known(struct cs_out *out, struct cs_stmt *stmt, int column)
{
	if (cs_col_is_null(stmt, column))
		cs_out_empty(out);
	else
		cs_out_int(out, cs_col_int(stmt, column));
}

static void
write_tool(struct cs_out *out, struct cs_stmt *stmt)
{
	struct cs_count_of back = { cs_col_int(stmt, BACK), cs_col_int(stmt, FOLLOWED) };
	struct cs_interval rate = cs_wilson(back, CS_Z95);
	size_t len;

	cs_out_str(out, cs_col_text(stmt, TOOL, &len));
	for (int column = CUSTOMERS; column <= BACK; column++)
		out_known(out, stmt, column);
	cs_out_real(out, rate.value, 6);
	cs_out_real(out, rate.low, 6);
	cs_out_real(out, rate.high, 6);
	/* Where nothing of it was used yet, nobody knows what it costs. */
	int64_t cost = cs_col_int(stmt, COST_FOLLOWED);

	cs_out_real(out, back.x > 0 && cost > 0 ? (double)cost / (double)back.x : (double)NAN, 0);
	cs_out_end(out);
}

enum cs_status
cs_show_tools(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_TOOLS);
	enum cs_status st;

	cs_bind_int(stmt, ":from", view->from != CS_NO_DAY ? view->from : 0);
	cs_bind_int(stmt, ":to", view->to);
	cs_bind_int(stmt, ":as_of", view->as_of);
	cs_bind_int(stmt, ":window", view->window);
	cs_out_begin(out, tool_columns, CS_COUNT(tool_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW)
		write_tool(out, stmt);
	cs_stmt_reset(stmt);
	return st;
}

static const struct cs_col flag_columns[] = {
	{ "customer_id", CS_CELL_TEXT }, { "flag", CS_CELL_TEXT }, { "times", CS_CELL_NUMBER }, { "points", CS_CELL_NUMBER },
	{ "first_on", CS_CELL_TEXT }, { "last_on", CS_CELL_TEXT }, { "until", CS_CELL_TEXT }, { "evidence", CS_CELL_TEXT },
};

/* Columns of MILEAGE_FLAGS. */
enum { F_CUSTOMER, F_FLAG, F_TIMES, F_POINTS, F_FIRST, F_LAST, F_NTH, F_EVIDENCE };

/* The last day on which something of `day` is still in the window. */
static cs_day
last_day(struct cs_life window, cs_day day)
{
	cs_day until = cs_life_end(window, day);

	if (until == CS_FOREVER)
		return CS_NO_DAY;
	while (cs_life_start(window, until) > day)
		until--;
	return until;
}

static void
write_flag(struct cs_out *out, struct cs_stmt *stmt, struct cs_life window)
{
	size_t len;

	cs_out_str(out, cs_col_text(stmt, F_CUSTOMER, &len));
	cs_out_str(out, cs_col_text(stmt, F_FLAG, &len));
	cs_out_int(out, cs_col_int(stmt, F_TIMES));
	if (cs_col_int(stmt, F_POINTS) > 0)
		cs_out_int(out, cs_col_int(stmt, F_POINTS));
	else
		cs_out_empty(out);
	cs_out_day(out, (cs_day)cs_col_int(stmt, F_FIRST));
	cs_out_day(out, (cs_day)cs_col_int(stmt, F_LAST));
	cs_out_day(out, last_day(window, (cs_day)cs_col_int(stmt, F_NTH)));
	cs_out_str(out, cs_col_text(stmt, F_EVIDENCE, &len));
	cs_out_end(out);
}

enum cs_status
cs_show_flags(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err)
{
	cs_day day = view->as_of;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_FLAGS);
	struct cs_policy policy;
	int64_t ver;
	enum cs_status st = cs_policy_on(db, day, &policy, &ver, err);
	struct cs_life window = policy.flag_window;

	if (st != CS_OK)
		return st;
	cs_bind_int(stmt, ":from", cs_life_start(window, day));
	cs_bind_int(stmt, ":to", day);
	cs_bind_int(stmt, ":compensated", policy.flag_compensated);
	cs_bind_int(stmt, ":returned", policy.flag_returned);
	cs_bind_int(stmt, ":owed", policy.flag_owed);
	cs_out_begin(out, flag_columns, CS_COUNT(flag_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW)
		write_flag(out, stmt, window);
	cs_stmt_reset(stmt);
	return st;
}
