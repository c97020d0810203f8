#include "report/leading.h"

#include <string.h>

#include "consult/cause.h"
#include "report/change.h"
#include "report/daybook.h"
#include "report/helpdesk.h"
#include "report/query.h"
#include "report/ranking.h"

#define TOP 5            /* causes of a digest; all of them are in cs-report causes */
#define TOP_PRODUCTS 10
#define CAUSE_LEVEL 2    /* of the tree: fine enough to act on, coarse enough to count */
#define UNCODED_WATCH 10 /* percent of the complaints */

/* The two spans, :before_from to :before_until and :from to :until. */
static struct cs_stmt *
bind_spans(const struct cs_report *report, enum cs_sql which)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, which);
	cs_day from, to;

	cs_report_background(report, &from, &to);
	cs_query_bind_days(report, stmt);
	cs_bind_int(stmt, ":before_from", cs_time_of(from, 0, 0, 0));
	cs_bind_int(stmt, ":before_until", cs_time_of(to + 1, 0, 0, 0));
	return stmt;
}

/* The orders of both spans, which counts are compared by; 0 where they are not known. */
static enum cs_status
read_exposure(struct cs_ranking *ranking, struct cs_report *report, struct cs_err *err)
{
	struct cs_daybook book;
	cs_day from, to;

	cs_report_background(report, &from, &to);
	enum cs_status st = cs_daybook_read(&book, report, &cs_daybook_orders, from, report->to, err);

	if (st == CS_OK && cs_daybook_knows(&book, from, report->to)) {
		ranking->exposure = cs_daybook_sum(&book, report->from, report->to);
		ranking->exposure_before = cs_daybook_sum(&book, from, to);
	}
	cs_daybook_release(&book);
	return st;
}

/* In Korean the names say all; in English "Late" is nothing without "Delivery". */
static const char *
name_of(struct cs_report *report, const struct cs_causes *causes, const struct cs_cause *cause)
{
	const char *name = cs_cause_name(cause, report->doc->korean);

	if (report->doc->korean || cause->level == 1)
		return name;
	return cs_doc_keep_format(report->doc, "%s: %s", cs_cause_name(cs_cause_at_level(causes, cause, 1), false), name);
}

/* Codes that the tree does not know stand for themselves. */
static void
add_cause(struct cs_ranking *ranking, struct cs_report *report, const struct cs_causes *causes, struct cs_stmt *stmt)
{
	size_t len;
	const char *code = cs_col_text(stmt, 0, &len);
	const struct cs_cause *cause = cs_cause_find(causes, code, len);
	const char *name = len ? code : _("not coded");

	if (cause) {
		cause = cs_cause_at_level(causes, cause, CAUSE_LEVEL);
		code = cause->code;
		name = name_of(report, causes, cause);
	}
	cs_ranking_add(ranking, report, code, name, cs_col_int(stmt, 1), cs_col_int(stmt, 2));
}

static enum cs_status
read_causes(struct cs_ranking *ranking, struct cs_report *report, struct cs_err *err)
{
	struct cs_causes causes = { 0 };
	enum cs_status st = cs_causes_open(&causes, report->house.causes, err);

	if (st == CS_OK) {
		struct cs_stmt *stmt = bind_spans(report, CS_SQL_DIGEST_CAUSES);

		while ((st = cs_step(stmt, err)) == CS_ROW)
			add_cause(ranking, report, &causes, stmt);
		cs_stmt_reset(stmt);
	}
	cs_causes_release(&causes);
	if (st == CS_OK)
		st = read_exposure(ranking, report, err);
	cs_ranking_settle(ranking);
	return st;
}

static void
add_uncoded(struct cs_report *report, const struct cs_ranking *ranking)
{
	struct cs_doc *doc = report->doc;
	int64_t uncoded = 0;

	for (size_t i = 0; i < ranking->count; i++)
		uncoded += *ranking->items[i].code ? 0 : ranking->items[i].count;
	struct cs_doc_figure *f = cs_doc_figure(doc, "uncoded_complaints", _("Complaints without a cause"),
	    cs_doc_int(doc, uncoded));

	f->n = ranking->total;
	f->definition = cs_doc_keep(doc, _("complaints of the period to which nobody gave a cause, of n; a watch above 10 %"));
	f->severity = uncoded * 100 > ranking->total * UNCODED_WATCH ? CS_DOC_WATCH : CS_DOC_PLAIN;
}

static void
add_method(struct cs_report *report, const struct cs_ranking *ranking)
{
	struct cs_doc *doc = report->doc;
	char first[CS_DAY_TEXT], last[CS_DAY_TEXT];
	cs_day from, to;

	cs_report_background(report, &from, &to);
	if (ranking->exposure > 0 && ranking->exposure_before > 0)
		cs_doc_note(doc, _("\"before\" is %s to %s, \"times\" the rate per order against it with exact 95 %% limits. A signal has "
		    "a false-discovery rate under 5 %%; under 10 cases in both there is none."), cs_day_format(first, from),
		    cs_day_format(last, to));
	else
		cs_doc_note(doc, "%s", _("The orders of the time before are not known: no change is told."));
}

enum cs_status
cs_report_causes(struct cs_report *report, struct cs_err *err)
{
	struct cs_ranking ranking = { .mask = CS_MASK_PROSE };
	enum cs_status st = read_causes(&ranking, report, err);

	if (st == CS_OK && !cs_helpdesk_is_kept(report))
		cs_helpdesk_say_none(report);
	else if (st == CS_OK && ranking.total == 0)
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("No complaint was entered."));
	if (st == CS_OK && ranking.total > 0) {
		add_uncoded(report, &ranking);
		cs_ranking_table(&ranking, report, "causes", _("Complaints by cause"), "cause",
		    report->detail == CS_DETAIL_HIGH ? cs_report_rows(report) : TOP);
		add_method(report, &ranking);
	}
	cs_ranking_release(&ranking);
	return st;
}

static enum cs_status
read_products(struct cs_ranking *ranking, struct cs_report *report, struct cs_err *err)
{
	struct cs_stmt *stmt = bind_spans(report, CS_SQL_DIGEST_RETURNED_PRODUCTS);
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *code = cs_col_text(stmt, 0, &len);

		cs_ranking_add(ranking, report, code, len ? cs_col_text(stmt, 1, &len) : _("product not known"),
		    cs_col_int(stmt, 2), cs_col_int(stmt, 3));
	}
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		st = read_exposure(ranking, report, err);
	cs_ranking_settle(ranking);
	return st;
}

enum cs_status
cs_report_products(struct cs_report *report, struct cs_err *err)
{
	struct cs_ranking ranking = { 0 };
	enum cs_status st = read_products(&ranking, report, err);

	if (st == CS_OK && ranking.total == 0)
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("No return was imported for these days."));
	if (st == CS_OK && ranking.total > 0) {
		cs_ranking_table(&ranking, report, "returned_products", _("Products that came back most"), "product",
		    report->detail == CS_DETAIL_HIGH ? cs_report_rows(report) : TOP_PRODUCTS);
		add_method(report, &ranking);
	}
	cs_ranking_release(&ranking);
	return st;
}

static const struct cs_doc_column uncoded_columns[] = {
	{ "contact_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "opened_at", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
};

static const struct cs_query queries[] = {
	{ "uncoded_complaints", CS_SQL_DIGEST_UNCODED_LIST, cs_query_bind_days, uncoded_columns, CS_COUNT(uncoded_columns) },
};

static enum cs_status
list_rows(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_query_list(report, queries, CS_COUNT(queries), out, err);
}

const struct cs_report_list cs_report_causes_lists[] = {
	{ "uncoded_complaints", list_rows }, { NULL, NULL },
};
