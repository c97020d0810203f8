/*
 * The first sheet of a workbook, for who opens it and reads no further: the
 * period, and section by section what is said, the figures with their change,
 * the table of what has to be done, and links to the sheets of all others.
 */
#include <string.h>

#include "report/xlsx.h"

#define LAST 7          /* the last column */
#define LINE_POINTS 16.0
#define LINE_WIDTH 118  /* of a sentence, in columns of digits: that of B to H, less what proportional letters need */

/* severity, label, value, unit, change, verdict, before, compared; a table takes them from the label on */
static const double widths[LAST + 1] = { 8, 32, 16, 12, 16, 18, 20, 34 };

static const struct {
	lxw_col_t column;
	const char *name;
	enum cs_xlsx_look look;
} heads[] = {
	{ 2, N_("value"), CS_XLSX_SOFT_RIGHT }, { 4, N_("change"), CS_XLSX_SOFT_RIGHT }, { 5, N_("verdict"), CS_XLSX_SOFT_BESIDE },
	{ 6, N_("before"), CS_XLSX_SOFT_RIGHT }, { 7, N_("compared"), CS_XLSX_SOFT_BESIDE },
};

void
cs_xlsx_summary_begin(struct cs_xlsx *x)
{
	const struct cs_doc *doc = x->doc;
	struct cs_str title = { 0 }, days = { 0 };
	char as_of[CS_DAY_TEXT];

	x->summary = cs_xlsx_sheet(x, _("Summary"));
	for (lxw_col_t i = 0; i <= LAST; i++)
		worksheet_set_column(x->summary, i, i, widths[i], NULL);
	if (doc->shop)
		cs_str_add_format(&title, "%s · ", doc->shop);
	cs_str_add(&title, doc->title);
	cs_xlsx_text(x, x->summary, 0, 0, title.data, CS_XLSX_TITLE);
	worksheet_set_row(x->summary, 0, 26, NULL);
	cs_doc_range(doc, &days);
	if (days.len) {
		cs_str_add(&days, " · ");
		cs_str_add_format(&days, _("as of %s"), cs_day_format(as_of, doc->as_of));
	}
	cs_xlsx_text(x, x->summary, 1, 0, days.data, CS_XLSX_SOFT);
	worksheet_freeze_panes(x->summary, 2, 0);
	x->summary_row = 2;
	cs_str_release(&title);
	cs_str_release(&days);
}

void
cs_xlsx_summary_section(struct cs_xlsx *x)
{
	const struct cs_doc_section *s = x->section;
	lxw_row_t row = ++x->summary_row;

	for (lxw_col_t i = 0; i <= LAST; i++)
		worksheet_write_blank(x->summary, row, i, x->looks[CS_XLSX_HEADING]);
	cs_xlsx_text(x, x->summary, row, 0, s->heading, CS_XLSX_HEADING);
	worksheet_set_row(x->summary, row, 22, NULL);
	x->summary_row++;
}

/* Over all columns, in as many lines as it takes: Excel gives merged cells no height by itself. */
static void
put_wide(struct cs_xlsx *x, const char *text, enum cs_xlsx_look look)
{
	size_t lines = 1 + cs_text_width(text, strlen(text)) / LINE_WIDTH;

	worksheet_merge_range(x->summary, x->summary_row, 1, x->summary_row, LAST, "", x->looks[look]);
	cs_xlsx_text(x, x->summary, x->summary_row, 1, text, look);
	worksheet_set_row(x->summary, x->summary_row, LINE_POINTS * (double)lines, NULL);
}

void
cs_xlsx_summary_sentence(struct cs_xlsx *x, const struct cs_doc_sentence *s, bool note)
{
	cs_xlsx_text(x, x->summary, x->summary_row, 0, cs_doc_severity_text(s->severity), cs_xlsx_severity_look(s->severity));
	put_wide(x, s->text, note ? CS_XLSX_NOTE : CS_XLSX_WRAP);
	x->summary_row++;
}

/* A change needs to be told what it is; a value beside its label does not. */
static void
put_heads(struct cs_xlsx *x, struct cs_doc_figure *const *list, size_t count)
{
	bool change = false;

	for (size_t i = 0; i < count; i++)
		change |= list[i]->change.known || list[i]->before.known || list[i]->compared;
	for (size_t i = 0; change && i < CS_COUNT(heads); i++)
		cs_xlsx_text(x, x->summary, x->summary_row, heads[i].column, cs_tr_heading("figures", heads[i].name), heads[i].look);
	x->summary_row += change;
}

void
cs_xlsx_summary_figures(struct cs_xlsx *x, struct cs_doc_figure *const *list, size_t count)
{
	put_heads(x, list, count);
	for (size_t i = 0; i < count; i++) {
		const struct cs_doc_figure *f = list[i];
		lxw_row_t row = x->summary_row++;

		cs_xlsx_text(x, x->summary, row, 0, cs_doc_severity_text(f->severity), cs_xlsx_severity_look(f->severity));
		cs_xlsx_text(x, x->summary, row, 1, f->label, CS_XLSX_PLAIN);
		cs_xlsx_value(x, x->summary, row, 2, &f->value);
		cs_xlsx_text(x, x->summary, row, 3, f->value.known ? f->unit : NULL, CS_XLSX_PLAIN);
		if (f->verdict != CS_DOC_TOO_FEW)
			cs_xlsx_value(x, x->summary, row, 4, &f->change);
		cs_xlsx_text(x, x->summary, row, 5, cs_doc_verdict_text(f->verdict), CS_XLSX_BESIDE);
		cs_xlsx_value(x, x->summary, row, 6, &f->before);
		cs_xlsx_text(x, x->summary, row, 7, f->compared, CS_XLSX_BESIDE);
	}
}

/* The rows of a table that fits. */
static void
put_rows(struct cs_xlsx *x, const struct cs_doc_table *t)
{
	lxw_row_t top = x->summary_row;

	for (size_t i = 0; i < t->column_count; i++)
		cs_xlsx_text(x, x->summary, top, (lxw_col_t)(1 + i), cs_doc_heading(t, i), i == 0 ? CS_XLSX_HEAD :
		    t->columns[i].kind == CS_DOC_TEXT ? CS_XLSX_HEAD_BESIDE : CS_XLSX_HEAD_RIGHT);
	for (size_t at = 0; at < t->cell_count; at++) {
		lxw_row_t row = top + 1 + (lxw_row_t)(at / t->column_count);
		lxw_col_t col = (lxw_col_t)(at % t->column_count);

		if (col > 0 && t->columns[col].kind == CS_DOC_TEXT)
			cs_xlsx_text(x, x->summary, row, col + 1, t->cells[at].known ? t->cells[at].shown : NULL, CS_XLSX_BESIDE);
		else
			cs_xlsx_value(x, x->summary, row, col + 1, &t->cells[at]);
	}
	x->summary_row = top + 1 + (lxw_row_t)cs_doc_row_count(t);
}

static void
put_link(struct cs_xlsx *x, const char *caption)
{
	struct cs_str target = { 0 }, clean = { 0 };

	cs_str_add_format(&target, "internal:'%s'!A1", cs_xlsx_sheet_name(x));
	cs_text_visible(&clean, caption, strlen(caption));
	worksheet_write_url_opt(x->summary, x->summary_row, 1, target.data, x->looks[CS_XLSX_LINK], clean.data, NULL);
	x->summary_row++;
	cs_str_release(&target);
	cs_str_release(&clean);
}

void
cs_xlsx_summary_table(struct cs_xlsx *x, const struct cs_doc_table *t)
{
	struct cs_str none = { 0 };

	if (t->cell_count == 0) {
		cs_str_add_format(&none, "%s: %s", t->caption, _("none"));
		cs_xlsx_text(x, x->summary, x->summary_row++, 1, none.data, CS_XLSX_SOFT);
		cs_str_release(&none);
		return;
	}
	put_link(x, t->caption);
	if (t->story && t->column_count <= LAST)
		put_rows(x, t);
}
