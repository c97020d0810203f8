#include "report/report.h"

#include <string.h>

#include "base/str.h"
#include "report/helpdesk.h"
#include "report/casebook.h"
#include "report/orderbook.h"
#include "store/db.h"
#include "stream/out.h"

#define ROWS_LOW 5
#define ROWS_MED 20

size_t
cs_report_rows(const struct cs_report *report)
{
	switch (report->detail) {
	case CS_DETAIL_LOW:
		return ROWS_LOW;
	case CS_DETAIL_MED:
		return ROWS_MED;
	case CS_DETAIL_HIGH:
		return INT32_MAX;
	}
	return ROWS_MED;
}

static bool
is_chosen(const struct cs_report *report, const struct cs_report_choice *choice, const struct cs_report_section *section)
{
	for (size_t i = 0; i < choice->section_count; i++) {
		if (strcmp(choice->sections[i], section->name) == 0)
			return true;
	}
	return choice->section_count == 0 && section->from <= report->detail;
}

static bool
has_section(const struct cs_report_plan *plan, const char *name)
{
	for (const struct cs_report_section *s = plan->sections; s->name; s++) {
		if (strcmp(s->name, name) == 0)
			return true;
	}
	return false;
}

static enum cs_status
check_choice(const struct cs_report_plan *plan, const struct cs_report_choice *choice, struct cs_err *err)
{
	for (size_t i = 0; i < choice->section_count; i++) {
		if (has_section(plan, choice->sections[i]))
			continue;
		struct cs_str names = { 0 };

		for (const struct cs_report_section *s = plan->sections; s->name; s++)
			cs_str_add_format(&names, "%s%s", names.len ? ", " : "", s->name);
		cs_err_set(err, CS_EUSAGE, _("--section: \"%s\" is not in %s; it has: %s"), choice->sections[i], plan->name,
		    names.data);
		cs_str_release(&names);
		return err->status;
	}
	return CS_OK;
}

/* The currency, which money is written in. */
static enum cs_status
read_shop(struct cs_report *report, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_SHOP_GET);
	enum cs_status st = cs_step(stmt, err);
	size_t len;

	if (st == CS_ROW) {
		report->doc->currency = cs_doc_keep(report->doc, cs_col_text(stmt, 0, &len));
		report->doc->currency_decimals = (int)cs_col_int(stmt, 1);
		st = CS_OK;
	}
	cs_stmt_reset(stmt);
	return st;
}

static const struct cs_report_list *
find_list(const struct cs_report_plan *plan, const char *figure)
{
	for (const struct cs_report_section *s = plan->sections; s->name; s++) {
		for (const struct cs_report_list *list = s->lists; list && list->figure; list++) {
			if (strcmp(list->figure, figure) == 0)
				return list;
		}
	}
	return NULL;
}

/* Tells the figures whose rows can be listed. */
static void
mark_listed(const struct cs_report_plan *plan, struct cs_doc_section *section)
{
	for (size_t i = 0; i < section->figure_count; i++)
		section->figures[i]->listed = find_list(plan, section->figures[i]->id) != NULL;
}

static void
drop_books(struct cs_report *report)
{
	cs_report_close_help(report);
	cs_orderbook_release(report->orders);
	cs_casebook_release(report->cases);
	report->orders = NULL;
	report->cases = NULL;
}

static enum cs_status
fill(struct cs_report *report, const struct cs_report_plan *plan, const struct cs_report_choice *choice,
    struct cs_err *err)
{
	enum cs_status st = read_shop(report, err);

	for (const struct cs_report_section *s = plan->sections; st == CS_OK && s->name; s++) {
		if (!is_chosen(report, choice, s))
			continue;
		struct cs_doc_section *section = cs_doc_section(report->doc, s->name, _(s->heading));

		st = s->run(report, err);
		mark_listed(plan, section);
	}
	return st;
}

enum cs_status
cs_report_build(struct cs_report *report, const struct cs_report_plan *plan, const struct cs_report_choice *choice,
    struct cs_err *err)
{
	enum cs_status st = check_choice(plan, choice, err);

	if (st == CS_OK)
		st = cs_db_begin(report->db, err);
	if (st != CS_OK)
		return st;
	report->doc->main_table = plan->main_table;
	report->doc->brief = plan->brief && report->detail < CS_DETAIL_HIGH;
	st = fill(report, plan, choice, err);
	drop_books(report);
	cs_db_rollback(report->db);
	if (st == CS_OK && report->detail > CS_DETAIL_LOW && choice->section_count == 0)
		cs_doc_define(report->doc);
	return st;
}

/* "help": the figures that have rows, by section; more of them than a message holds. */
static void
list_figures(const struct cs_report_plan *plan, struct cs_out *out)
{
	static const struct cs_col cols[] = { { "section", CS_CELL_TEXT }, { "figure", CS_CELL_TEXT } };

	cs_out_begin(out, cols, CS_COUNT(cols));
	for (const struct cs_report_section *s = plan->sections; s->name; s++) {
		for (const struct cs_report_list *list = s->lists; list && list->figure; list++) {
			cs_out_str(out, s->name);
			cs_out_str(out, list->figure);
			cs_out_end(out);
		}
	}
}

enum cs_status
cs_report_list(struct cs_report *report, const struct cs_report_plan *plan, const char *figure, struct cs_out *out,
    struct cs_err *err)
{
	const struct cs_report_list *list = find_list(plan, figure);

	if (strcmp(figure, CS_REPORT_LIST_HELP) == 0) {
		list_figures(plan, out);
		return CS_OK;
	}
	if (!list)
		return cs_err_set(err, CS_EUSAGE, _("--list: \"%s\" has no rows in %s; see: cs-report %s --list %s"), figure, plan->name,
		    plan->name, CS_REPORT_LIST_HELP);
	report->figure = figure;
	enum cs_status st = cs_db_begin(report->db, err);

	if (st != CS_OK)
		return st;
	st = read_shop(report, err);
	if (st == CS_OK)
		st = list->run(report, out, err);
	drop_books(report);
	cs_db_rollback(report->db);
	return st;
}
