#include "consult/strain.h"

#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"
#include "stat/counts.h"
#include "stat/proportion.h"
#include "store/db.h"

#define PAUSE 1800 /* seconds without a deed that end a stretch */
#define SOON 600   /* after a hard call: too soon for the next case */

/* One agent's week while it is read. */
struct week {
	int64_t agent;
	cs_day monday;
	struct cs_strain_facts facts;
	struct cs_map cases; /* bits of `enum seen` for each case */
	cs_time stretch_from, last_at, hard_at;
	int64_t hard_case;
};

enum seen { ABUSIVE = 1, HARD = 2, EMOTION = 4 };

/* An agent's week that is over. */
struct total {
	cs_day monday;
	struct cs_strain_facts facts;
	int64_t points;
};

struct totals {
	struct total *items; /* owned */
	size_t count, cap;
	const struct cs_weights *weights;
};

/* ---- one agent's week ---- */

static void
begin(struct week *w, int64_t agent, cs_day monday, cs_time at)
{
	cs_map_release(&w->cases);
	*w = (struct week){ .agent = agent, .monday = monday, .stretch_from = at, .last_at = at, .hard_at = CS_NO_TIME };
}

static void
finish(struct week *w, struct totals *totals)
{
	if (w->facts.contacts == 0)
		return;
	totals->items = cs_grow(totals->items, &totals->cap, totals->count + 1, sizeof(*totals->items));
	totals->items[totals->count++] = (struct total){ w->monday, w->facts,
		cs_score_strain(totals->weights, &w->facts).sum };
	w->facts.contacts = 0;
}

/* Counts the case once for each of these. */
static void
mark(int64_t *seen, enum seen what, int64_t *count)
{
	*count += !(*seen & (int64_t)what);
	*seen |= (int64_t)what;
}

static void
take_flag(struct week *w, int64_t contact, int flag, cs_time at, int64_t *seen)
{
	bool abusive = flag == CS_FLAG_ABUSE || flag == CS_FLAG_HARASSMENT;

	if (abusive)
		mark(seen, ABUSIVE, &w->facts.abusive);
	else if (flag == CS_FLAG_HARD)
		mark(seen, HARD, &w->facts.hard);
	else if (flag == CS_FLAG_EMOTION)
		mark(seen, EMOTION, &w->facts.emotion);
	if (abusive || flag == CS_FLAG_HARD) {
		w->hard_at = at;
		w->hard_case = contact;
	}
}

static void
take(struct week *w, int64_t contact, cs_time at, int flag)
{
	bool added;
	int64_t *seen = cs_map_at(&w->cases, (const char *)&contact, sizeof(contact), &added);

	w->facts.contacts += added;
	if (at - w->last_at > PAUSE)
		w->stretch_from = at;
	w->last_at = at;
	if (at - w->stretch_from > w->facts.run)
		w->facts.run = at - w->stretch_from;
	if (w->hard_at != CS_NO_TIME && contact != w->hard_case) {
		w->facts.no_pause += at - w->hard_at < SOON;
		w->hard_at = CS_NO_TIME;
	}
	if (flag >= 0)
		take_flag(w, contact, flag, at, seen);
}

static enum cs_status
read_weeks(struct cs_desk *desk, struct totals *totals, cs_day from, cs_day to, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_DEEDS);
	struct week w = { .agent = 0 };
	cs_time end = cs_time_of(cs_week_start(to) + 6, 23, 59, 59);
	enum cs_status st;

	cs_bind_int(stmt, ":from", cs_time_of(cs_week_start(from), 0, 0, 0));
	cs_bind_int(stmt, ":to", end < desk->now ? end : desk->now);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		int64_t agent = cs_col_int(stmt, 0);
		cs_time at = cs_col_int(stmt, 1);
		cs_day monday = cs_week_start(cs_day_of_time(at));

		if (agent != w.agent || monday != w.monday) {
			finish(&w, totals);
			begin(&w, agent, monday, at);
		}
		take(&w, cs_col_int(stmt, 2), at, cs_col_is_null(stmt, 3) ? -1 : (int)cs_col_int(stmt, 3));
	}
	cs_stmt_reset(stmt);
	finish(&w, totals);
	cs_map_release(&w.cases);
	return st;
}

/* ---- all of them together ---- */

static int
by_week(const void *a, const void *b)
{
	const struct total *one = a, *two = b;

	if (one->monday != two->monday)
		return (one->monday > two->monday) - (one->monday < two->monday);
	return (one->points > two->points) - (one->points < two->points);
}

static const struct cs_col columns[] = {
	{ "week", CS_CELL_TEXT }, { "agents", CS_CELL_NUMBER }, { "contacts", CS_CELL_NUMBER },
	{ "abusive", CS_CELL_NUMBER }, { "hard", CS_CELL_NUMBER }, { "no_pause", CS_CELL_NUMBER },
	{ "emotion_share", CS_CELL_NUMBER }, { "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER },
	{ "longest_run_min", CS_CELL_NUMBER }, { "strain_median", CS_CELL_NUMBER }, { "strained", CS_CELL_NUMBER },
};

static void
write_figures(const struct total *totals, size_t n, int64_t strained_from, struct cs_out *out)
{
	struct cs_strain_facts all = { 0 };
	struct cs_count *points = cs_calloc(n, sizeof(*points));
	int64_t strained = 0;

	for (size_t i = 0; i < n; i++) {
		const struct cs_strain_facts *f = &totals[i].facts;

		all.contacts += f->contacts;
		all.abusive += f->abusive;
		all.hard += f->hard;
		all.no_pause += f->no_pause;
		all.emotion += f->emotion;
		all.run = f->run > all.run ? f->run : all.run;
		strained += totals[i].points >= strained_from;
		points[i] = (struct cs_count){ totals[i].points, 1 };
	}
	struct cs_interval share = cs_wilson((struct cs_count_of){ all.emotion, all.contacts }, CS_Z95);

	cs_out_int(out, all.contacts);
	cs_out_int(out, all.abusive);
	cs_out_int(out, all.hard);
	cs_out_int(out, all.no_pause);
	cs_out_rate(out, all.emotion, all.contacts);
	cs_out_real(out, share.low, 6);
	cs_out_real(out, share.high, 6);
	cs_out_int(out, all.run / 60);
	cs_out_real(out, cs_counts_quantile(points, n, 0.5) / CS_SCORE_ONE, 2);
	cs_out_int(out, strained);
	free(points);
}

static void
write_week(const struct total *totals, size_t n, int64_t strained_from, struct cs_out *out)
{
	char week[CS_DAY_TEXT];

	cs_out_str(out, cs_day_format(week, totals->monday));
	cs_out_int(out, (int64_t)n);
	if (n >= CS_STRAIN_LEAST) {
		write_figures(totals, n, strained_from, out);
	} else {
		for (size_t i = 2; i < CS_COUNT(columns); i++)
			cs_out_empty(out);
	}
	cs_out_end(out);
}

enum cs_status
cs_strain_print(struct cs_desk *desk, const struct cs_weights *weights, cs_day from, cs_day to, struct cs_out *out,
    size_t *hidden, struct cs_err *err)
{
	struct totals totals = { .weights = weights };
	enum cs_status st = read_weeks(desk, &totals, from, to, err);

	*hidden = 0;
	if (totals.count > 1)
		qsort(totals.items, totals.count, sizeof(*totals.items), by_week);
	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0, n; st == CS_OK && i < totals.count; i += n) {
		for (n = 1; i + n < totals.count && totals.items[i + n].monday == totals.items[i].monday; n++)
			;
		*hidden += n < CS_STRAIN_LEAST;
		write_week(&totals.items[i], n, weights->strained, out);
	}
	free(totals.items);
	return st;
}
