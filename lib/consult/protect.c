#include "consult/protect.h"

#include <string.h>

#include "base/num.h"
#include "base/tabbed.h"
#include "store/db.h"

#define BUILT_IN "consult/protect.tsv"

enum { ACTION, BASIS, EVERY, KO, EN };

static const struct cs_col duty_columns[] = {
	{ "action", CS_CELL_TEXT }, { "basis", CS_CELL_TEXT }, { "measure", CS_CELL_TEXT }, { "times", CS_CELL_NUMBER },
	{ "last_on", CS_CELL_TEXT }, { "every_days", CS_CELL_NUMBER }, { "due_on", CS_CELL_TEXT },
	{ "overdue", CS_CELL_TEXT },
};

/* How often a measure was taken, and when last. */
static enum cs_status
last_of(struct cs_desk *desk, const struct cs_cells *c, int64_t *times, cs_time *last, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_PROTECTION_LAST);
	enum cs_status st;
	size_t len;

	*times = 0;
	*last = CS_NO_TIME;
	cs_bind_int(stmt, ":now", desk->now);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *action = cs_col_text(stmt, 0, &len);

		if (len == c->len[ACTION] && memcmp(action, c->text[ACTION], len) == 0) {
			*times = cs_col_int(stmt, 1);
			*last = cs_col_int(stmt, 2);
		}
	}
	cs_stmt_reset(stmt);
	return st;
}

/* True when it is overdue. */
static bool
write_duty(const struct cs_cells *c, bool korean, int64_t times, cs_time last, cs_day today, struct cs_out *out)
{
	cs_day last_on = last == CS_NO_TIME ? CS_NO_DAY : cs_day_of_time(last);
	int64_t every = 0;
	bool regular = cs_int_parse(c->text[EVERY], c->len[EVERY], &every);
	cs_day due_on = !regular ? CS_NO_DAY : last_on == CS_NO_DAY ? today : last_on + (cs_day)every;
	bool overdue = regular && (last_on == CS_NO_DAY || due_on < today);

	cs_out_text(out, c->text[ACTION], c->len[ACTION]);
	cs_out_text(out, c->text[BASIS], c->len[BASIS]);
	cs_out_text(out, c->text[korean ? KO : EN], c->len[korean ? KO : EN]);
	cs_out_int(out, times);
	cs_out_day(out, last_on);
	cs_out_text(out, c->text[EVERY], c->len[EVERY]);
	cs_out_day(out, due_on);
	cs_out_bool(out, overdue);
	cs_out_end(out);
	return overdue;
}

enum cs_status
cs_protect_print_duties(struct cs_desk *desk, bool korean, struct cs_out *out, size_t *overdue, struct cs_err *err)
{
	const char *const *line = cs_table_lines(BUILT_IN);
	enum cs_status st = CS_OK;
	struct cs_cells c;
	int64_t times;
	cs_time last;

	*overdue = 0;
	cs_out_begin(out, duty_columns, CS_COUNT(duty_columns));
	while (*++line && st == CS_OK) {
		cs_cells_split(&c, *line);
		st = last_of(desk, &c, &times, &last, err);
		if (st == CS_OK)
			*overdue += write_duty(&c, korean, times, last, cs_day_of_time(desk->now), out);
	}
	return st;
}

static const struct cs_col incident_columns[] = {
	{ "at", CS_CELL_TEXT }, { "contact_id", CS_CELL_TEXT }, { "flag", CS_CELL_TEXT }, { "agent", CS_CELL_PROSE },
	{ "measures", CS_CELL_TEXT },
};

enum cs_status
cs_protect_print_incidents(struct cs_desk *desk, cs_day from, cs_day to, struct cs_out *out, size_t *without,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_PROTECTION_INCIDENTS);
	cs_time until = cs_time_of(to + 1, 0, 0, 0);
	enum cs_status st;

	*without = 0;
	cs_bind_int(stmt, ":now", desk->now);
	cs_bind_int(stmt, ":from", cs_time_of(from, 0, 0, 0));
	cs_bind_int(stmt, ":until", until <= desk->now ? until : desk->now + 1);
	cs_bind_int(stmt, ":hard", 0);
	cs_bind_int(stmt, ":owed", 0);
	cs_out_begin(out, incident_columns, CS_COUNT(incident_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		size_t len;

		cs_out_time(out, cs_col_int(stmt, 1));
		cs_out_str(out, cs_col_text(stmt, 0, &len));
		cs_out_str(out, cs_col_text(stmt, 2, &len));
		cs_out_str(out, cs_col_text(stmt, 4, &len));
		cs_out_str(out, cs_col_text(stmt, 5, &len));
		*without += len == 0;
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}
