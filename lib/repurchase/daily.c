#include "repurchase/daily.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/db.h"

static enum cs_status
read_figures(struct cs_daily *daily, struct cs_stmt *stmt, struct cs_err *err)
{
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		daily->days = cs_grow(daily->days, &daily->cap, daily->count + 1, sizeof(*daily->days));
		daily->days[daily->count++] = (struct cs_daily_figure){ (cs_day)cs_col_int(stmt, 0),
			cs_col_int(stmt, 1) };
	}
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_daily_read_visits(struct cs_daily *daily, struct cs_db *db, struct cs_err *err)
{
	return read_figures(daily, cs_db_stmt(db, CS_SQL_REPURCHASE_VISITS), err);
}

enum cs_status
cs_daily_read_spend(struct cs_daily *daily, struct cs_db *db, struct cs_err *err)
{
	return read_figures(daily, cs_db_stmt(db, CS_SQL_REPURCHASE_SPEND), err);
}

void
cs_daily_release(struct cs_daily *daily)
{
	free(daily->days);
	*daily = (struct cs_daily){ 0 };
}

bool
cs_daily_sum(const struct cs_daily *daily, struct cs_span span, int64_t *sum)
{
	bool any = false;

	*sum = 0;
	for (size_t i = 0; i < daily->count; i++) {
		if (!cs_span_has(span, daily->days[i].day))
			continue;
		*sum += daily->days[i].figure;
		any = true;
	}
	return any;
}
