#include "report/service.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/cells.h"
#include "report/change.h"
#include "report/helpdesk.h"
#include "report/query.h"
#include "stat/counts.h"
#include "stream/out.h"

#define MINUTE 60

/* Minutes of first responses, one a case. */
struct minutes {
	struct cs_count *items; /* owned */
	size_t count, cap;
};

/* What the cases of a span come to. */
struct service {
	struct cs_helpdesk *help;
	int64_t cases;
	struct cs_count_of kept[CS_SLA_CLOCKS]; /* met, of met and missed */
	int64_t late[CS_SLA_CLOCKS];            /* cases that missed, once or more often */
	struct minutes calendar, business;
	bool times;              /* percentiles are wanted, not only what was kept */
	struct cs_out *out;      /* or rows: */
	const struct listed *listed;
};

/* What a list has: the times, or of a clock the cases that it was kept or missed in, or only missed. */
struct listed {
	bool times, late;
	enum cs_sla_clock clock;
};

static void
add_minutes(struct minutes *m, int64_t seconds)
{
	m->items = cs_grow(m->items, &m->cap, m->count + 1, sizeof(*m->items));
	m->items[m->count++] = (struct cs_count){ seconds / MINUTE, 1 };
}

static void
list_target(const struct service *s, const struct cs_desk_case *c, const struct cs_measure *m)
{
	const struct cs_sla_verdict *v = &m->sla[s->listed->clock];

	if (v->missed == 0 && (s->listed->late || v->met == 0))
		return;
	cs_out_str(s->out, c->code);
	cs_out_time(s->out, c->now.opened_at);
	cs_out_str(s->out, m->policy ? m->policy->name : "");
	cs_out_time(s->out, v->due);
	cs_out_int(s->out, v->met);
	cs_out_int(s->out, v->missed);
	cs_out_str(s->out, cs_desk_alias(&s->help->desk, c->now.agent));
	cs_out_end(s->out);
}

static void
list_times(const struct service *s, const struct cs_desk_case *c, int64_t calendar, int64_t business)
{
	cs_out_str(s->out, c->code);
	cs_out_time(s->out, c->now.opened_at);
	cs_out_int(s->out, calendar / MINUTE);
	cs_out_int(s->out, business / MINUTE);
	cs_out_str(s->out, cs_desk_alias(&s->help->desk, c->now.agent));
	cs_out_end(s->out);
}

static enum cs_status
take_case(void *self, const struct cs_desk_case *c, const struct cs_measure *m, struct cs_err *err)
{
	struct service *s = self;
	const struct cs_clocks *clocks = &m->clocks;

	(void)err;
	s->cases++;
	for (int i = 0; i < CS_SLA_CLOCKS; i++) {
		s->kept[i].x += m->sla[i].met;
		s->kept[i].n += m->sla[i].met + m->sla[i].missed;
		s->late[i] += m->sla[i].missed > 0;
	}
	if (s->out && !s->listed->times)
		list_target(s, c, m);
	if (!s->times || clocks->asked_at == CS_NO_TIME || clocks->responded_at == CS_NO_TIME)
		return CS_OK;
	int64_t calendar = cs_clocks_taken(clocks, NULL, clocks->asked_at, clocks->responded_at);
	int64_t business = cs_clocks_taken(clocks, &s->help->house.hours, clocks->asked_at, clocks->responded_at);

	add_minutes(&s->calendar, calendar);
	add_minutes(&s->business, business);
	if (s->out)
		list_times(s, c, calendar, business);
	return CS_OK;
}

static const struct target {
	const char *id, *label, *late_id, *late_label;
} targets[CS_SLA_CLOCKS] = {
	[CS_SLA_FIRST] = { "first_kept", N_("First responses in time"), "first_late", N_("First responses late") },
	[CS_SLA_NEXT] = { "next_kept", N_("Further answers in time"), "next_late", N_("Further answers late") },
	[CS_SLA_RESOLVE] = { "solutions_kept", N_("Solutions in time"), "solutions_late", N_("Solutions late") },
};

static void
add_target(struct cs_doc *doc, enum cs_sla_clock clock, const struct service *s, struct cs_count_of before,
    const char *compared)
{
	const struct target *t = &targets[clock];
	struct cs_count_of now = s->kept[clock];
	struct cs_doc_figure *f = cs_figure_rate(doc, t->id, _(t->label), now, CS_REPORT_LEAST);

	f->definition = cs_doc_keep(doc, _("met of met and missed, for consultations opened in the period; what is open and not yet "
	    "due is left out, what is open and overdue is missed"));
	cs_figure_compare(doc, f, now, before, CS_REPORT_LEAST, compared);
	f = cs_doc_figure(doc, t->late_id, _(t->late_label), cs_doc_int(doc, s->late[clock]));
	f->n = s->cases;
	f->definition = cs_doc_keep(doc, _("of n consultations opened in the period, those that missed this target at least once"));
}

static int
by_minutes(const void *a, const void *b)
{
	const struct cs_count *x = a, *y = b;

	return (x->value > y->value) - (x->value < y->value);
}

static void
add_percentile(struct cs_doc *doc, const struct minutes *m, const char *id, const char *label, double p)
{
	bool enough = m->count >= CS_REPORT_LEAST;
	struct cs_doc_figure *f = cs_doc_figure(doc, id, label, enough ?
	    cs_doc_minutes(doc, cs_counts_nearest(m->items, m->count, p)) : cs_doc_unknown(CS_DOC_MINUTES));

	f->n = (int64_t)m->count;
	f->definition = cs_doc_keep(doc, _("nearest rank over the n first responses given so far; an automatic reply is none"));
	f->verdict = enough ? CS_DOC_NO_VERDICT : CS_DOC_TOO_FEW;
}

static void
add_times(struct cs_doc *doc, struct service *s)
{
	if (s->calendar.count) {
		qsort(s->calendar.items, s->calendar.count, sizeof(*s->calendar.items), by_minutes);
		qsort(s->business.items, s->business.count, sizeof(*s->business.items), by_minutes);
	}
	add_percentile(doc, &s->calendar, "first_response_p50", _("First response, half within"), 0.5);
	add_percentile(doc, &s->calendar, "first_response_p90", _("First response, 90 % within"), 0.9);
	add_percentile(doc, &s->business, "first_response_business_p50", _("Open hours: half within"), 0.5);
	add_percentile(doc, &s->business, "first_response_business_p90", _("Open hours: 90 % within"), 0.9);
}

static void
add_service(struct cs_report *report, struct service *now, const struct service *before)
{
	char first[CS_DAY_TEXT], last[CS_DAY_TEXT];
	cs_day from, to;

	cs_report_background(report, &from, &to);
	const char *compared = cs_doc_keep_format(report->doc, _("%s to %s"), cs_day_format(first, from), cs_day_format(last, to));

	for (int i = 0; i < CS_SLA_CLOCKS; i++)
		add_target(report->doc, (enum cs_sla_clock)i, now, before->kept[i], compared);
	add_times(report->doc, now);
	cs_doc_note(report->doc, _("A signal has p under 0.01 (pooled z, or Fisher's exact test where few are expected). Under %d cases "
	    "no share is told."), CS_REPORT_LEAST);
}

enum cs_status
cs_report_service(struct cs_report *report, struct cs_err *err)
{
	struct service now = { .times = true }, before = { .times = false };
	enum cs_status st = cs_report_open_help(report, &now.help, err);
	cs_day from, to;

	cs_report_background(report, &from, &to);
	if (st == CS_OK)
		st = cs_helpdesk_each(now.help, report->from, report->to, take_case, &now, err);
	if (st == CS_OK)
		st = cs_helpdesk_each(now.help, from, to, take_case, &before, err);
	if (st == CS_OK && !cs_helpdesk_is_kept(report))
		cs_helpdesk_say_none(report);
	else if (st == CS_OK && now.cases == 0)
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("No consultation was opened."));
	else if (st == CS_OK)
		add_service(report, &now, &before);
	free(now.calendar.items);
	free(now.business.items);
	return st;
}

static const struct cs_doc_column target_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "opened_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "policy", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "due", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "met", CS_DOC_INT, CS_MASK_NONE, false },
	{ "missed", CS_DOC_INT, CS_MASK_NONE, false },
	{ "agent", CS_DOC_TEXT, CS_MASK_PROSE, false },
};
static const struct cs_doc_column time_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "opened_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "first_response_min", CS_DOC_INT, CS_MASK_NONE, false },
	{ "first_response_business_min", CS_DOC_INT, CS_MASK_NONE, false },
	{ "agent", CS_DOC_TEXT, CS_MASK_PROSE, false },
};

static enum cs_status
list_cases(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	struct listed listed = { .times = true };

	for (int i = 0; i < CS_SLA_CLOCKS; i++) {
		bool late = strcmp(targets[i].late_id, report->figure) == 0;

		if (late || strcmp(targets[i].id, report->figure) == 0)
			listed = (struct listed){ .late = late, .clock = (enum cs_sla_clock)i };
	}
	struct service s = { .out = out, .listed = &listed, .times = listed.times };
	enum cs_status st = cs_report_open_help(report, &s.help, err);

	if (listed.times)
		cs_query_header(time_columns, CS_COUNT(time_columns), out);
	else
		cs_query_header(target_columns, CS_COUNT(target_columns), out);
	if (st == CS_OK)
		st = cs_helpdesk_each(s.help, report->from, report->to, take_case, &s, err);
	free(s.calendar.items);
	free(s.business.items);
	return st;
}

const struct cs_report_list cs_report_service_lists[] = {
	{ "first_kept", list_cases }, { "first_late", list_cases }, { "next_kept", list_cases }, { "next_late", list_cases },
	{ "solutions_kept", list_cases }, { "solutions_late", list_cases }, { "first_response_p50", list_cases },
	{ "first_response_p90", list_cases }, { "first_response_business_p50", list_cases },
	{ "first_response_business_p90", list_cases }, { NULL, NULL },
};
