#include "report/quality.h"

#include <string.h>

#include "report/helpdesk.h"
#include "report/query.h"
#include "store/db.h"
#include "stream/out.h"

#define STALE_DAYS 2 /* a nightly import that did not come twice is a fault */

static const struct cs_doc_column columns[] = {
	{ "imported_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "kind", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "file", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "taken", CS_DOC_INT, CS_MASK_NONE, false },
	{ "rejected", CS_DOC_INT, CS_MASK_NONE, false },
};

/* Imports run in the morning, after the days that they bring: those up to the report's own day count. */
static struct cs_stmt *
imports_of(struct cs_report *report, enum cs_sql which)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, which);

	cs_bind_int(stmt, ":from", cs_time_of(report->from, 0, 0, 0));
	cs_bind_int(stmt, ":until", cs_time_of(report->as_of + 1, 0, 0, 0));
	return stmt;
}

static enum cs_status
add_sums(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	struct cs_stmt *stmt = imports_of(report, CS_SQL_REPORT_IMPORT_SUMS);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		struct cs_doc_figure *f = cs_doc_figure(doc, "imports", _("Imports"), cs_doc_int(doc, cs_col_int(stmt, 0)));

		f->definition = cs_doc_keep(doc, _("files taken in from the first day of the report up to its own day"));
		f = cs_doc_figure(doc, "rejected_rows", _("Rejected rows"), cs_doc_int(doc, cs_col_int(stmt, 1)));
		f->n = cs_col_int(stmt, 2);
		f->severity = f->value.whole > 0 ? CS_DOC_WATCH : CS_DOC_PLAIN;
		f->definition = cs_doc_keep(doc, _("rows of these files that were refused, out of n"));
		st = CS_OK;
	}
	cs_stmt_reset(stmt);
	return st;
}

/* A report on a day gone by does not know of what was imported since. */
static enum cs_status
add_age(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_REPORT_LAST_IMPORT);

	cs_bind_int(stmt, ":now", report->now);
	enum cs_status st = cs_step(stmt, err);
	cs_time last = st == CS_ROW && !cs_col_is_null(stmt, 0) ? cs_col_int(stmt, 0) : CS_NO_TIME;

	cs_stmt_reset(stmt);
	if (cs_failed(st))
		return st;
	int age = last == CS_NO_TIME ? 0 : report->as_of - cs_day_of_time(last);

	if (st == CS_OK)
		cs_doc_say(doc, CS_DOC_WATCH, "%s", _("Nothing was ever imported."));
	else if (age >= STALE_DAYS)
		cs_doc_say(doc, CS_DOC_WATCH, cs_tr_count("The newest import is %d day old.", "The newest import is %d days old.",
		    (unsigned long)age), age);
	cs_doc_figure(doc, "last_import", _("Newest import"), cs_doc_time(doc, last))->definition =
	    cs_doc_keep(doc, _("when a file was last taken in"));
	return CS_OK;
}

/* Figures of a day gone by may rest on files that came later: none by that day is not none at all. */
static enum cs_status
say_later(struct cs_report *report, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_REPORT_LATER_IMPORTS);
	char day[CS_DAY_TEXT], last[CS_DAY_TEXT];

	cs_bind_int(stmt, ":now", report->now);
	enum cs_status st = cs_step(stmt, err);
	int64_t count = st == CS_ROW ? cs_col_int(stmt, 0) : 0;

	if (count > 0)
		cs_doc_say(report->doc, CS_DOC_PLAIN, cs_tr_count("%lld file was taken in after %s, the day of this report, on %s; its rows are in these figures.",
		    "%lld files were taken in after %s, the day of this report, up to %s; their rows are in these figures.", (unsigned long)count),
		    (long long)count, cs_day_format(day, report->as_of), cs_day_format(last, cs_day_of_time(cs_col_int(stmt, 1))));
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
add_imports(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	struct cs_stmt *stmt = imports_of(report, CS_SQL_REPORT_IMPORTS);
	struct cs_doc_table *table = NULL;
	enum cs_status st;
	int64_t all = 0;
	size_t len;

	cs_bind_int(stmt, ":limit", (int64_t)cs_report_rows(report));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		if (!table)
			table = cs_doc_table(doc, "imports", _("Imports, newest first"), columns, CS_COUNT(columns));
		cs_doc_cell(doc, cs_doc_time(doc, cs_col_int(stmt, 0)));
		cs_doc_cell(doc, cs_doc_text(doc, cs_col_text(stmt, 1, &len)));
		cs_doc_cell(doc, cs_doc_text(doc, cs_col_text(stmt, 2, &len)));
		cs_doc_cell(doc, cs_doc_int(doc, cs_col_int(stmt, 3)));
		cs_doc_cell(doc, cs_doc_int(doc, cs_col_int(stmt, 4)));
		all = cs_col_int(stmt, 5);
	}
	cs_stmt_reset(stmt);
	if (table)
		table->rows_left_out = all - (int64_t)cs_doc_row_count(table);
	return st;
}

static const struct cs_doc_column unlinked_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "opened_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
};
static const struct cs_doc_column late_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "recorded_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "late_by", CS_DOC_MINUTES, CS_MASK_NONE, false },
};

static const struct cs_query queries[] = {
	{ "unlinked_contacts", CS_SQL_DIGEST_UNLINKED_LIST, cs_query_bind_days, unlinked_columns, CS_COUNT(unlinked_columns) },
	{ "late_entries", CS_SQL_DIGEST_LATE_LIST, cs_query_bind_days, late_columns, CS_COUNT(late_columns) },
};

/* What the ledger of consultations lacks. */
static enum cs_status
add_gaps(struct cs_report *report, struct cs_err *err)
{
	static const struct { const char *label, *definition; } texts[CS_COUNT(queries)] = {
		{ N_("Consultations without customer and order"),
		  N_("consultations of the period that can be tied to nobody and to no order") },
		{ N_("Late entries"), N_("entries of the ledger that were written more than a day after what they tell") },
	};
	bool kept = cs_helpdesk_is_kept(report);
	enum cs_status st = CS_OK;
	int64_t n;

	for (size_t i = 0; kept && st == CS_OK && i < CS_COUNT(queries); i++) {
		st = cs_query_count(report, &queries[i], &n, err);
		if (st != CS_OK)
			break;
		struct cs_doc_figure *f = cs_doc_figure(report->doc, queries[i].figure, _(texts[i].label),
		    cs_doc_int(report->doc, n));

		f->definition = cs_doc_keep(report->doc, _(texts[i].definition));
	}
	return st;
}

enum cs_status
cs_report_quality(struct cs_report *report, struct cs_err *err)
{
	enum cs_status st = add_sums(report, err);

	if (st == CS_OK)
		st = add_age(report, err);
	if (st == CS_OK)
		st = say_later(report, err);
	if (st == CS_OK)
		st = add_gaps(report, err);
	return st == CS_OK ? add_imports(report, err) : st;
}

static enum cs_status
list_imports(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "imported_at", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "file", CS_CELL_TEXT },
		{ "taken", CS_CELL_NUMBER }, { "rejected", CS_CELL_NUMBER },
	};
	bool newest = strcmp(report->figure, "last_import") == 0;
	struct cs_stmt *stmt = imports_of(report, CS_SQL_REPORT_IMPORTS);
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":limit", newest ? 1 : -1);
	if (newest) {
		cs_bind_int(stmt, ":from", 0);
		cs_bind_int(stmt, ":until", report->now + 1);
	}
	cs_out_begin(out, cols, CS_COUNT(cols));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_out_time(out, cs_col_int(stmt, 0));
		cs_out_str(out, cs_col_text(stmt, 1, &len));
		cs_out_str(out, cs_col_text(stmt, 2, &len));
		cs_out_int(out, cs_col_int(stmt, 3));
		cs_out_int(out, cs_col_int(stmt, 4));
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
list_gaps(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_query_list(report, queries, CS_COUNT(queries), out, err);
}

const struct cs_report_list cs_report_quality_lists[] = {
	{ "imports", list_imports }, { "rejected_rows", list_imports }, { "last_import", list_imports }, { "unlinked_contacts", list_gaps }, { "late_entries", list_gaps }, { NULL, NULL },
};
