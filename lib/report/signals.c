#include "report/signals.h"

#include <math.h>
#include <string.h>

#include "report/chart.h"
#include "report/daybook.h"
#include "report/helpdesk.h"
#include "report/query.h"
#include "stat/spc.h"
#include "stream/out.h"

#define BASE_DAYS 91   /* that the limits are made of: thirteen weeks */
#define PERIOD_DAYS 92 /* the longest report that is told day by day */
#define DAYS (BASE_DAYS + PERIOD_DAYS)
#define WEEK 7
#define BASE_LEAST 12 /* points before the report that limits may be made of */
#define EXPECTED_LEAST 1 /* complaints a point, under which points are weeks */

/* The series, from the oldest point to the report's last day. */
struct series {
	struct cs_spc_point points[DAYS];
	cs_day first[DAYS], last[DAYS]; /* the days of each point */
	size_t count, base;             /* points; those before the report */
	int step;                       /* days a point */
	double moved;                   /* complaints of the report's points without orders, which stand at a neighbour */
	bool wide;                      /* limits of Laney */
	bool shifted, was_shifted;      /* a rule of Anhøj speaks now, and spoke before the report */
	struct cs_spc_phase phase;
};

static void
add_point(struct series *s, cs_day first, cs_day last, const struct cs_daybook *complaints,
    const struct cs_daybook *orders)
{
	struct cs_spc_point *p = &s->points[s->count];
	double size = cs_daybook_sum(orders, first, last);

	p->count = cs_daybook_sum(complaints, first, last);
	p->size = size;
	s->first[s->count] = first;
	s->last[s->count++] = last;
}

/* Whole steps back from the last day, as far as both are known. */
static void
cut(struct series *s, const struct cs_report *report, const struct cs_daybook *complaints,
    const struct cs_daybook *orders)
{
	cs_day from = report->from - BASE_DAYS, known = complaints->first > orders->first ? complaints->first : orders->first;

	from = known > from ? known : from;
	int steps = (report->to - from + 1) / s->step;

	s->count = s->base = 0;
	for (int i = steps; i > 0; i--) {
		cs_day last = report->to - (i - 1) * s->step;

		add_point(s, last - s->step + 1, last, complaints, orders);
		if (last < report->from)
			s->base = s->count;
	}
	/* Without an order there is no rate; the points before the report and those in it stay apart. */
	cs_spc_fold(s->points, s->base);
	s->moved = cs_spc_fold(s->points + s->base, s->count - s->base);
}

static size_t
useful(const struct series *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->base; i++)
		n += isnan(s->points[i].count) ? 0 : 1;
	return n;
}

/* Limits of the points before the report; wider ones where days differ by more than chance. */
static void
judge(struct series *s)
{
	struct cs_spc_phase before;

	for (size_t i = 0; i < s->count; i++)
		s->points[i].base = i < s->base;
	cs_spc_phase(CS_SPC_U_PRIME, s->points, s->count, &s->phase);
	s->wide = s->phase.sigma_z > CS_SPC_OVERDISPERSED;
	cs_spc_phase(s->wide ? CS_SPC_U_PRIME : CS_SPC_U, s->points, s->base, &before);
	s->was_shifted = before.shifted;
	cs_spc_phase(s->wide ? CS_SPC_U_PRIME : CS_SPC_U, s->points, s->count, &s->phase);
	s->shifted = s->phase.shifted;
}

static double
mean_count(const struct series *s)
{
	double sum = 0;

	for (size_t i = 0; i < s->base; i++)
		sum += isnan(s->points[i].count) ? 0 : s->points[i].count;
	return s->base ? sum / (double)s->base : 0;
}

/* False where there is too little to make limits of. */
static enum cs_status
read(struct series *s, struct cs_report *report, bool *enough, struct cs_err *err)
{
	struct cs_daybook complaints, orders = { 0 };
	cs_day from = report->from - BASE_DAYS;
	enum cs_status st = cs_daybook_read(&complaints, report, &cs_daybook_complaints, from, report->to, err);

	*s = (struct series){ .step = 1 };
	*enough = false;
	if (st == CS_OK)
		st = cs_daybook_read(&orders, report, &cs_daybook_orders, from, report->to, err);
	if (st == CS_OK && report->to - report->from < PERIOD_DAYS && cs_daybook_knows(&complaints, report->from, report->to) &&
	    cs_daybook_knows(&orders, report->from, report->to)) {
		cut(s, report, &complaints, &orders);
		if (mean_count(s) < EXPECTED_LEAST) {
			s->step = WEEK;
			cut(s, report, &complaints, &orders);
		}
		*enough = useful(s) >= BASE_LEAST - (s->step == WEEK ? 2 : 0) && s->count > s->base && mean_count(s) > 0;
		if (*enough)
			judge(s);
	}
	cs_daybook_release(&complaints);
	cs_daybook_release(&orders);
	return st;
}

static bool
is_new(const struct series *s, size_t i)
{
	return i >= s->base && s->points[i].beyond;
}

static void
say(struct cs_report *report, const struct series *s, size_t i)
{
	const struct cs_spc_point *p = &s->points[i];
	bool high = p->value > p->centre;
	char day[CS_DAY_TEXT];

	cs_doc_say(report->doc, high ? CS_DOC_WATCH : CS_DOC_GOOD, s->step == 1 ?
	    _("%s: %.0f complaints on %.0f orders, %.1f in 100; expected %.1f, limits %.1f and %.1f") :
	    _("the week to %s: %.0f complaints on %.0f orders, %.1f in 100; expected %.1f, limits %.1f and %.1f"),
	    cs_day_format(day, s->last[i]), p->count, p->size, 100 * p->value, 100 * p->centre, 100 * p->low, 100 * p->high);
}

static const struct cs_doc_column columns[] = {
	{ "date", CS_DOC_DAY, CS_MASK_NONE, false },
	{ "complaints", CS_DOC_INT, CS_MASK_NONE, false },
	{ "orders", CS_DOC_INT, CS_MASK_NONE, false },
	{ "rate", CS_DOC_RATE, CS_MASK_NONE, false },
	{ "centre", CS_DOC_RATE, CS_MASK_NONE, false },
	{ "low", CS_DOC_RATE, CS_MASK_NONE, false },
	{ "high", CS_DOC_RATE, CS_MASK_NONE, false },
};

static void
make_cells(struct cs_doc *doc, const struct series *s, size_t i, struct cs_doc_value cells[CS_COUNT(columns)])
{
	const struct cs_spc_point *p = &s->points[i];
	bool known = !isnan(p->count);

	cells[0] = cs_doc_day(doc, s->last[i]);
	cells[1] = known ? cs_doc_int(doc, llround(p->count)) : cs_doc_unknown(CS_DOC_INT);
	cells[2] = cs_doc_int(doc, llround(p->size));
	cells[3] = cs_doc_share(doc, known ? p->value : (double)NAN);
	cells[4] = cs_doc_share(doc, known ? p->centre : (double)NAN);
	cells[5] = cs_doc_share(doc, known ? p->low : (double)NAN);
	cells[6] = cs_doc_share(doc, known ? p->high : (double)NAN);
}

static void
add_chart(struct cs_doc *doc, const struct series *s)
{
	struct cs_doc_value cells[CS_COUNT(columns)];

	cs_doc_table(doc, "complaint_rate", s->step == 1 ? _("Complaints per order, by day") :
	    _("Complaints per order, by week"), columns, CS_COUNT(columns));
	for (size_t i = 0; i < s->count; i++) {
		make_cells(doc, s, i, cells);
		for (size_t k = 0; k < CS_COUNT(columns); k++)
			cs_doc_cell(doc, cells[k]);
	}
	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_CONTROL, .x = "date", .y = { "rate", "centre" },
		.low = "low", .high = "high" });
}

static void
add_signals(struct cs_report *report, const struct series *s)
{
	struct cs_doc *doc = report->doc;
	int64_t signals = 0;

	for (size_t i = s->base; i < s->count; i++) {
		if (!is_new(s, i))
			continue;
		signals++;
		say(report, s, i);
	}
	struct cs_doc_figure *f = cs_doc_figure(doc, "complaint_signals", s->step == 1 ? _("Days with a signal") :
	    _("Weeks with a signal"), cs_doc_int(doc, signals));

	f->n = (int64_t)(s->count - s->base);
	f->verdict = signals ? CS_DOC_SIGNAL : CS_DOC_NOISE;
	f->definition = cs_doc_keep(doc, s->wide ? _("points of the period outside 3 sigma of Laney's u' chart of complaints per order, "
	    "with limits of the 13 weeks before") : _("points of the period outside 3 sigma of the u chart of complaints per order, "
	    "with limits of the 13 weeks before"));
	if (s->shifted && !s->was_shifted)
		cs_doc_say(doc, CS_DOC_WATCH, "%s", _("The complaints per order have moved: too long a run on one side, or too few "
		    "crossings of the centre line."));
	else if (signals == 0)
		cs_doc_say(doc, CS_DOC_PLAIN, "%s", _("No new signal."));
	if (s->moved > 0)
		cs_doc_note(doc, _("%.0f complaints of days or weeks without orders count with the point before, else the one behind."), s->moved);
	if (signals || (s->shifted && !s->was_shifted) || report->detail == CS_DETAIL_HIGH)
		add_chart(doc, s);
}

enum cs_status
cs_report_signals(struct cs_report *report, struct cs_err *err)
{
	struct series s;
	bool enough;
	enum cs_status st = read(&s, report, &enough, err);

	if (st != CS_OK)
		return st;
	if (!cs_helpdesk_is_kept(report))
		cs_helpdesk_say_none(report);
	else if (enough)
		add_signals(report, &s);
	else
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("Too few complaints or days are known for a control chart, or the time is longer than three months."));
	return CS_OK;
}

static enum cs_status
list_signals(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	struct cs_doc_value cells[CS_COUNT(columns)];
	struct series s;
	bool enough;
	enum cs_status st = read(&s, report, &enough, err);

	cs_query_header(columns, CS_COUNT(columns), out);
	for (size_t i = s.base; st == CS_OK && enough && i < s.count; i++) {
		if (!is_new(&s, i))
			continue;
		make_cells(report->doc, &s, i, cells);
		for (size_t k = 0; k < CS_COUNT(columns); k++)
			cs_query_cell(&cells[k], out);
		cs_out_end(out);
	}
	return st;
}

const struct cs_report_list cs_report_signals_lists[] = {
	{ "complaint_signals", list_signals }, { NULL, NULL },
};
