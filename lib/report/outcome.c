#include "report/outcome.h"

#include <math.h>
#include <string.h>

#include "consult/event.h"
#include "report/again.h"
#include "report/cells.h"
#include "report/change.h"
#include "report/daybook.h"
#include "report/helpdesk.h"
#include "report/query.h"
#include "stream/out.h"

#define SATISFIED 4 /* of 5 */

/* A share, parted by when its cases count. */
struct outcome {
	struct cs_report *report;
	struct cs_count_of now, before;
	struct cs_daybook known; /* of consultations */
	struct cs_out *out;      /* NULL: count only */
	size_t weeks;            /* of the last eight, those that are known */
	cs_day first;            /* the first day of all that is compared */
	int wait;                /* days between the case and the day on which it counts */
};

/* Whether the days that a case of from..to may have are all known. */
static bool
knows(const struct outcome *o, cs_day from, cs_day to)
{
	return cs_daybook_knows(&o->known, from - o->wait, to);
}

/* True where a case that counts on this day is one of those compared with. */
static bool
is_before(const struct outcome *o, cs_day day)
{
	const struct cs_report *report = o->report;
	cs_day from, to;

	if (cs_report_is_short(report)) {
		for (int k = 1; k <= CS_REPORT_WEEKS; k++) {
			from = report->from - k * CS_REPORT_WEEK;
			to = report->to - k * CS_REPORT_WEEK;
			if (day >= from && day <= to)
				return knows(o, from, to);
		}
		return false;
	}
	cs_report_before(report, &from, &to);
	return day >= from && day <= to && knows(o, from, to);
}

/* True where it belongs to the period itself. */
static bool
take(struct outcome *o, cs_day day, bool good)
{
	bool here = day >= o->report->from && day <= o->report->to;
	struct cs_count_of *count = here ? &o->now : is_before(o, day) ? &o->before : NULL;

	if (count) {
		count->n++;
		count->x += good;
	}
	return here;
}

static enum cs_status
begin(struct outcome *o, struct cs_report *report, int wait, struct cs_err *err)
{
	cs_day last;

	*o = (struct outcome){ .report = report, .wait = wait };
	cs_report_background(report, &o->first, &last);
	enum cs_status st = cs_daybook_open(&o->known, report, &cs_daybook_contacts, report->from, report->to, err);

	for (int k = 1; st == CS_OK && k <= CS_REPORT_WEEKS; k++)
		o->weeks += knows(o, report->from - k * CS_REPORT_WEEK, report->to - k * CS_REPORT_WEEK);
	return st;
}

static void
bind_span(const struct outcome *o, struct cs_stmt *stmt)
{
	cs_bind_int(stmt, ":from", cs_time_of(o->first - o->wait, 0, 0, 0));
	cs_bind_int(stmt, ":until", cs_time_of(o->report->to + 1, 0, 0, 0));
}

static const struct cs_doc_column survey_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "score", CS_DOC_INT, CS_MASK_NONE, false },
};

/* Answers to surveys, by the day of the answer. */
static enum cs_status
read_surveys(struct outcome *o, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(o->report->db, CS_SQL_DIGEST_SURVEYS);
	enum cs_status st;
	size_t len;

	bind_span(o, stmt);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		if (!take(o, cs_day_of_time(cs_col_int(stmt, 1)), cs_col_int(stmt, 2) >= SATISFIED) || !o->out)
			continue;
		cs_out_str(o->out, cs_col_text(stmt, 0, &len));
		cs_out_time(o->out, cs_col_int(stmt, 1));
		cs_out_int(o->out, cs_col_int(stmt, 2));
		cs_out_end(o->out);
	}
	cs_stmt_reset(stmt);
	return st;
}

static const struct cs_doc_column again_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "cause", CS_DOC_TEXT, CS_MASK_PROSE, false },
	{ "closed_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "again_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "again_at", CS_DOC_TIME, CS_MASK_NONE, false },
};

static void
take_matter(void *self, const struct cs_matter *m, const struct cs_matter *again)
{
	struct outcome *o = self;

	if (!take(o, cs_day_of_time(m->closed_at) + o->wait, !again) || !o->out)
		return;
	cs_out_str(o->out, m->code);
	cs_out_str(o->out, m->order_no);
	cs_out_str(o->out, m->cause);
	cs_out_time(o->out, m->closed_at);
	cs_out_str(o->out, again ? again->code : "");
	cs_out_time(o->out, again ? again->opened_at : CS_NO_TIME);
	cs_out_end(o->out);
}

/* Closed consultations, by the day on which their week is over. */
static enum cs_status
read_matters(struct outcome *o, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(o->report->db, CS_SQL_DIGEST_MATTERS);
	struct cs_matters matters = { 0 };
	enum cs_status st;
	size_t len;

	bind_span(o, stmt);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *texts[4];

		for (int i = 0; i < 4; i++)
			texts[i] = cs_doc_keep(o->report->doc, cs_col_text(stmt, i, &len));
		cs_matters_add(&matters, &(struct cs_matter){ texts[0], texts[1], texts[2], texts[3], cs_col_int(stmt, 4),
			cs_col_is_null(stmt, 5) ? CS_NO_TIME : cs_col_int(stmt, 5), NULL });
	}
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		cs_matters_each(&matters, cs_time_of(o->first - o->wait, 0, 0, 0),
		    cs_time_of(o->report->to - o->wait + 1, 0, 0, 0), take_matter, o);
	cs_matters_release(&matters);
	return st;
}

static const struct kind {
	const char *id, *label, *definition;
	enum cs_status (*read)(struct outcome *o, struct cs_err *err);
	int wait;
	const struct cs_doc_column *columns;
	size_t column_count;
} kinds[] = {
	{ "satisfied", N_("Satisfied"), N_("scores of 4 and 5 of the n that customers gave in the period (cs-consult survey)"),
	  read_surveys, 0, survey_columns, CS_COUNT(survey_columns) },
	{ "solved_for_good", N_("Solved for good"), N_("of n consultations that were closed a week before the days of the period, "
	  "those whose customer did not ask again within 7 days about the same order, else the same cause"),
	  read_matters, CS_AGAIN_DAYS, again_columns, CS_COUNT(again_columns) },
};

static const char *
compared_with(const struct outcome *o)
{
	struct cs_doc *doc = o->report->doc;
	char from[CS_DAY_TEXT], to[CS_DAY_TEXT];
	cs_day first, last;

	if (cs_report_is_short(o->report))
		return cs_doc_keep_format(doc, cs_tr_count("the same day of the last %zu week", "the same days of the last %zu weeks together",
		    o->weeks), o->weeks);
	cs_report_before(o->report, &first, &last);
	return cs_doc_keep_format(doc, _("%s to %s"), cs_day_format(from, first), cs_day_format(to, last));
}

static void
add_figure(const struct outcome *o, const struct kind *kind)
{
	const struct cs_report *report = o->report;
	struct cs_doc_figure *f = cs_figure_rate(report->doc, kind->id, _(kind->label), o->now, CS_REPORT_LEAST);

	f->definition = cs_doc_keep(report->doc, _(kind->definition));
	/* A day that is not over is not compared. */
	if (report->to < report->as_of)
		cs_figure_compare(report->doc, f, o->now, o->before, CS_REPORT_LEAST, compared_with(o));
}

enum cs_status
cs_outcome_add(struct cs_report *report, struct cs_err *err)
{
	bool kept = cs_helpdesk_is_kept(report);
	enum cs_status st = CS_OK;
	struct outcome o;

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(kinds); i++) {
		st = begin(&o, report, kinds[i].wait, err);
		if (st == CS_OK && kept && knows(&o, report->from, report->to)) {
			st = kinds[i].read(&o, err);
			add_figure(&o, &kinds[i]);
		} else if (st == CS_OK) {
			cs_doc_figure(report->doc, kinds[i].id, _(kinds[i].label), cs_doc_unknown(CS_DOC_RATE))->definition =
			    cs_doc_keep(report->doc, _(kinds[i].definition));
		}
		cs_daybook_release(&o.known);
	}
	return st;
}

enum cs_status
cs_outcome_list(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	const struct kind *kind = kinds;
	struct outcome o;

	while (strcmp(kind->id, report->figure) != 0)
		kind++;
	cs_query_header(kind->columns, kind->column_count, out);
	enum cs_status st = begin(&o, report, kind->wait, err);

	o.out = out;
	if (st == CS_OK && knows(&o, report->from, report->to))
		st = kind->read(&o, err);
	cs_daybook_release(&o.known);
	return st;
}
