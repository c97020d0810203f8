#include "repurchase/visits.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/db.h"

enum cs_status
cs_visits_read(struct cs_visits *visits, struct cs_db *db, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_REPURCHASE_VISITS);
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		visits->days = cs_grow(visits->days, &visits->cap, visits->count + 1, sizeof(*visits->days));
		visits->days[visits->count++] = (struct cs_visits_day){ (cs_day)cs_col_int(stmt, 0),
			cs_col_int(stmt, 1) };
	}
	cs_stmt_reset(stmt);
	return st;
}

void
cs_visits_release(struct cs_visits *visits)
{
	free(visits->days);
	*visits = (struct cs_visits){ 0 };
}

bool
cs_visits_sum(const struct cs_visits *visits, struct cs_span span, int64_t *sum)
{
	bool any = false;

	*sum = 0;
	for (size_t i = 0; i < visits->count; i++) {
		if (!cs_span_has(span, visits->days[i].day))
			continue;
		*sum += visits->days[i].visits;
		any = true;
	}
	return any;
}
