#include "mileage/tools.h"

#include <math.h>

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
	cs_out_real(out, back.x > 0 ? (double)cs_col_int(stmt, COST_FOLLOWED) / (double)back.x : (double)NAN, 0);
	cs_out_end(out);
}

enum cs_status
cs_show_tools(struct cs_db *db, struct cs_out *out, cs_day from, cs_day to, cs_day as_of, int64_t window,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_TOOLS);
	enum cs_status st;

	cs_bind_int(stmt, ":from", from);
	cs_bind_int(stmt, ":to", to);
	cs_bind_int(stmt, ":as_of", as_of);
	cs_bind_int(stmt, ":window", window);
	cs_out_begin(out, tool_columns, CS_COUNT(tool_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW)
		write_tool(out, stmt);
	cs_stmt_reset(stmt);
	return st;
}
