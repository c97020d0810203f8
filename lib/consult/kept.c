#include "consult/kept.h"

#include <stdio.h>
#include <string.h>

#include "consult/entry.h"
#include "stat/proportion.h"
#include "store/db.h"

static const struct cs_col columns[] = {
	{ "agent", CS_CELL_PROSE }, { "promises", CS_CELL_NUMBER }, { "not_due", CS_CELL_NUMBER },
	{ "overdue", CS_CELL_NUMBER }, { "kept", CS_CELL_NUMBER }, { "late", CS_CELL_NUMBER }, { "rate", CS_CELL_NUMBER },
	{ "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER },
};

struct tally {
	char alias[CS_ALIAS_MAX];
	int64_t promises, not_due, overdue, kept, late;
};

static void
write_tally(const struct tally *t, const char *name, struct cs_out *out)
{
	struct cs_count_of of = { t->kept, t->promises - t->not_due };
	struct cs_interval interval = cs_wilson(of, CS_Z95);
	bool sure = of.n >= CS_KEPT_LEAST;

	cs_out_str(out, name);
	cs_out_int(out, t->promises);
	cs_out_int(out, t->not_due);
	cs_out_int(out, t->overdue);
	cs_out_int(out, t->kept);
	cs_out_int(out, t->late);
	cs_out_rate(out, sure ? of.x : 0, sure ? of.n : 0);
	for (int i = 0; i < 2; i++) {
		if (sure)
			cs_out_real(out, i == 0 ? interval.low : interval.high, 6);
		else
			cs_out_empty(out);
	}
	cs_out_end(out);
}

static void
add(struct tally *t, cs_time due, cs_time kept_at, cs_time now)
{
	t->promises++;
	if (kept_at != CS_NO_TIME && kept_at <= due)
		t->kept++;
	else if (kept_at != CS_NO_TIME)
		t->late++;
	else if (due < now)
		t->overdue++;
	else
		t->not_due++;
}

enum cs_status
cs_kept_print(struct cs_desk *desk, cs_day from, cs_day to, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_PROMISES_DUE);
	struct tally all = { .promises = 0 }, one = { .promises = 0 };
	enum cs_status st;
	size_t len;

	cs_out_begin(out, columns, CS_COUNT(columns));
	cs_bind_int(stmt, ":from", cs_time_of(from, 0, 0, 0));
	cs_bind_int(stmt, ":to", cs_time_of(to, 23, 59, 59));
	cs_bind_int(stmt, ":now", desk->now);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_time due = cs_col_int(stmt, 0), kept_at = cs_col_is_null(stmt, 1) ? CS_NO_TIME : cs_col_int(stmt, 1);
		const char *alias = cs_col_text(stmt, 2, &len);

		/* The rows come agent by agent. */
		if (one.promises > 0 && (strlen(one.alias) != len || memcmp(one.alias, alias, len) != 0)) {
			write_tally(&one, one.alias, out);
			one.promises = one.not_due = one.overdue = one.kept = one.late = 0;
		}
		snprintf(one.alias, sizeof(one.alias), "%.*s", (int)len, alias);
		add(&one, due, kept_at, desk->now);
		add(&all, due, kept_at, desk->now);
	}
	cs_stmt_reset(stmt);
	if (st != CS_OK)
		return st;
	if (one.promises > 0)
		write_tally(&one, one.alias, out);
	write_tally(&all, "all", out);
	return CS_OK;
}
