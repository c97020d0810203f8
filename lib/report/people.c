#include "report/people.h"

#include <stdlib.h>
#include <string.h>

#include "consult/load.h"
#include "report/helpdesk.h"
#include "report/query.h"
#include "stream/out.h"

#define GROUP_LEAST 5 /* people, as surveys of strain have it (KOSHA guide H-163-2021) */

static const struct cs_doc_column hard_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "flag", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "break_owed", CS_DOC_INT, CS_MASK_NONE, false },
};

static void
bind_hard(const struct cs_report *report, struct cs_stmt *stmt)
{
	cs_query_bind_days(report, stmt);
	cs_bind_int(stmt, ":now", report->now);
	cs_bind_int(stmt, ":hard", 1);
	cs_bind_int(stmt, ":owed", 0);
}

static void
bind_owed(const struct cs_report *report, struct cs_stmt *stmt)
{
	bind_hard(report, stmt);
	cs_bind_int(stmt, ":owed", 1);
}

static const struct cs_query queries[] = {
	{ "hard_calls", CS_SQL_PROTECTION_INCIDENTS, bind_hard, hard_columns, CS_COUNT(hard_columns) },
	{ "breaks_owed", CS_SQL_PROTECTION_INCIDENTS, bind_owed, hard_columns, CS_COUNT(hard_columns) },
};

static enum cs_status
add_count(struct cs_report *report, const struct cs_query *query, const char *label, const char *definition,
    enum cs_doc_severity severity, struct cs_err *err)
{
	int64_t n;
	enum cs_status st = cs_query_count(report, query, &n, err);

	if (st != CS_OK)
		return st;
	struct cs_doc_figure *f = cs_doc_figure(report->doc, query->figure, label, cs_doc_int(report->doc, n));

	f->definition = cs_doc_keep(report->doc, definition);
	f->severity = n ? severity : CS_DOC_PLAIN;
	return CS_OK;
}

static const struct cs_doc_column load_columns[] = {
	{ "agent", CS_DOC_TEXT, CS_MASK_PROSE, false },
	{ "open", CS_DOC_INT, CS_MASK_NONE, false },
	{ "weighted", CS_DOC_INT, CS_MASK_NONE, false },
	{ "overdue", CS_DOC_INT, CS_MASK_NONE, false },
	{ "angry", CS_DOC_INT, CS_MASK_NONE, false },
};

static void
add_loads(struct cs_report *report, const struct cs_watch *watch, const struct cs_loads *loads)
{
	struct cs_doc *doc = report->doc;
	int64_t people = 0;

	for (size_t i = 0; i < loads->count; i++)
		people += loads->items[i].agent != 0 && loads->items[i].open > 0;
	if (people < GROUP_LEAST) {
		cs_doc_note(doc, _("Fewer than %d people have open consultations: nobody is shown alone."), GROUP_LEAST);
		return;
	}
	cs_doc_table(doc, "load", _("Open consultations by who has them"), load_columns, CS_COUNT(load_columns));
	for (size_t i = 0; i < loads->count; i++) {
		const struct cs_load *load = &loads->items[i];

		if (load->open == 0)
			continue;
		cs_doc_cell(doc, load->agent ? cs_doc_text(doc, cs_desk_alias(watch->desk, load->agent)) :
		    cs_doc_unknown(CS_DOC_TEXT));
		cs_doc_cell(doc, cs_doc_int(doc, load->open));
		cs_doc_cell(doc, cs_doc_int(doc, load->weighted));
		cs_doc_cell(doc, cs_doc_int(doc, load->overdue));
		cs_doc_cell(doc, cs_doc_int(doc, load->angry));
	}
}

/* The whole of the load, and what nobody has. */
static void
add_sums(struct cs_report *report, const struct cs_loads *loads)
{
	struct cs_doc *doc = report->doc;
	int64_t weighted = 0, nobody = 0;
	char as_of[CS_DAY_TEXT];

	for (size_t i = 0; i < loads->count; i++) {
		weighted += loads->items[i].weighted;
		nobody += loads->items[i].agent == 0 ? loads->items[i].open : 0;
	}
	const char *window = cs_doc_keep_format(doc, _("as of %s"), cs_day_format(as_of, report->as_of));
	struct cs_doc_figure *f = cs_doc_figure(doc, "weighted_load", _("Weighted load"), cs_doc_int(doc, weighted));

	f->definition = cs_doc_keep(doc, _("open consultations, each counted by its stage of stress, 1 to 5"));
	f->window = window;
	f = cs_doc_figure(doc, "unassigned_cases", _("With nobody"), cs_doc_int(doc, nobody));
	f->definition = cs_doc_keep(doc, _("open consultations that nobody has taken"));
	f->window = window;
	f->severity = nobody ? CS_DOC_WATCH : CS_DOC_PLAIN;
}

/* Every open case, read for its load. */
static enum cs_status
watch_open(struct cs_watch **watch, struct cs_report *report, struct cs_err *err)
{
	struct cs_helpdesk *help;
	enum cs_status st = cs_report_open_help(report, &help, err);

	return st == CS_OK ? cs_helpdesk_watch(help, watch, err) : st;
}

enum cs_status
cs_report_people(struct cs_report *report, struct cs_err *err)
{
	struct cs_watch *watch;
	struct cs_loads loads = { 0 };

	if (!cs_helpdesk_is_kept(report)) {
		cs_helpdesk_say_none(report);
		return CS_OK;
	}
	enum cs_status st = watch_open(&watch, report, err);

	if (st == CS_OK) {
		cs_loads_take(&loads, watch);
		add_sums(report, &loads);
		st = add_count(report, &queries[0], _("Hard calls"),
		    _("consultations flagged as abuse, harassment or hard in the period"), CS_DOC_WATCH, err);
	}
	if (st == CS_OK)
		st = add_count(report, &queries[1], _("Breaks owed"), _("of these, those after which the one whom it met got no "
		    "rest, relief or help within a week (cs-consult protect; OSH Act Art. 41(2))"), CS_DOC_WATCH, err);
	if (st == CS_OK)
		add_loads(report, watch, &loads);
	cs_loads_release(&loads);
	return st;
}

static enum cs_status
list_rows(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_query_list(report, queries, CS_COUNT(queries), out, err);
}

static const struct cs_doc_column open_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "opened_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "stage", CS_DOC_INT, CS_MASK_NONE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "agent", CS_DOC_TEXT, CS_MASK_PROSE, false },
};

enum cs_status
cs_report_list_open(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	bool nobody = strcmp(report->figure, "unassigned_cases") == 0;
	struct cs_watch *watch;
	enum cs_status st = watch_open(&watch, report, err);

	cs_query_header(open_columns, CS_COUNT(open_columns), out);
	for (size_t i = 0; st == CS_OK && i < watch->count; i++) {
		const struct cs_watch_case *c = &watch->cases[i];

		if (nobody && c->agent != 0)
			continue;
		cs_out_str(out, c->code);
		cs_out_time(out, c->opened_at);
		cs_out_int(out, c->stage);
		cs_out_str(out, c->order_no);
		cs_out_str(out, cs_desk_alias(watch->desk, c->agent));
		cs_out_end(out);
	}
	return st;
}

const struct cs_report_list cs_report_people_lists[] = {
	{ "weighted_load", cs_report_list_open }, { "unassigned_cases", cs_report_list_open }, { "hard_calls", list_rows },
	{ "breaks_owed", list_rows }, { NULL, NULL },
};
