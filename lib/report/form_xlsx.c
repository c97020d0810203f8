/*
 * A report as an Excel workbook: the summary, a sheet with all that is known
 * of each figure, one for each table with its native charts.  Numbers and
 * dates are real ones, with formats that show what `shown` says.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "report/form.h"
#include "report/xlsx.h"

#define COLUMN_MIN 8
#define COLUMN_MAX 60
#define DAY_SECONDS 86400

/* The book at work. */
struct book {
	struct cs_xlsx x;
	int fd;   /* the file in memory that it is written to */
};

static struct cs_xlsx *
book_of(struct cs_page *page)
{
	return &((struct book *)page->state)->x;
}

/* The same report gives the same bytes: the book was made on the report's own day. */
static void
set_properties(lxw_workbook *workbook, const struct cs_doc *doc)
{
	struct cs_str title = { 0 }, shop = { 0 };

	/* XML knows no control character, and a property is not escaped as a cell is. */
	cs_text_visible(&title, doc->title, strlen(doc->title));
	cs_text_visible(&shop, doc->shop ? doc->shop : "", doc->shop ? strlen(doc->shop) : 0);
	cs_str_add(&shop, "");
	lxw_doc_properties properties = { .title = title.data, .company = shop.data,
		.created = doc->as_of == CS_NO_DAY ? DAY_SECONDS : (time_t)doc->as_of * DAY_SECONDS };

	workbook_set_properties(workbook, &properties);
	cs_str_release(&title);
	cs_str_release(&shop);
}

/* ---- figures ---- */

static const struct {
	const char *name;
	double width;
} figure_heads[] = {
	{ N_("section"), 16 }, { N_("figure"), 28 }, { N_("value"), 14 }, { N_("shown"), 14 }, { N_("unit"), 8 }, { N_("n"), 8 },
	{ N_("low"), 12 }, { N_("high"), 12 }, { N_("before"), 12 }, { N_("compared"), 22 }, { N_("change"), 12 },
	{ N_("verdict"), 12 }, { N_("severity"), 10 }, { N_("definition"), 60 }, { N_("name"), 20 },
};

static void
begin_figures(struct cs_xlsx *x)
{
	x->figures = cs_xlsx_sheet(x, _("Figures"));
	for (lxw_col_t i = 0; i < CS_COUNT(figure_heads); i++) {
		cs_xlsx_text(x, x->figures, 0, i, cs_tr_heading("figures", figure_heads[i].name), CS_XLSX_HEAD);
		worksheet_set_column(x->figures, i, i, figure_heads[i].width, NULL);
	}
	worksheet_freeze_panes(x->figures, 1, 2);
	worksheet_repeat_rows(x->figures, 0, 0);
	x->figure_row = 1;
}

static void
put_figure(struct cs_xlsx *x, const struct cs_doc_figure *f)
{
	lxw_worksheet *sheet = x->figures;
	lxw_row_t row = x->figure_row++;

	cs_xlsx_text(x, sheet, row, 0, x->section->heading, CS_XLSX_PLAIN);
	cs_xlsx_text(x, sheet, row, 1, f->label, CS_XLSX_PLAIN);
	cs_xlsx_value(x, sheet, row, 2, &f->value);
	cs_xlsx_text(x, sheet, row, 3, f->value.shown, CS_XLSX_PLAIN);
	cs_xlsx_text(x, sheet, row, 4, f->unit, CS_XLSX_PLAIN);
	if (f->n >= 0)
		cs_xlsx_count(x, sheet, row, 5, f->n);
	cs_xlsx_value(x, sheet, row, 6, &f->low);
	cs_xlsx_value(x, sheet, row, 7, &f->high);
	cs_xlsx_value(x, sheet, row, 8, &f->before);
	cs_xlsx_text(x, sheet, row, 9, f->compared, CS_XLSX_PLAIN);
	cs_xlsx_value(x, sheet, row, 10, &f->change);
	cs_xlsx_text(x, sheet, row, 11, cs_doc_verdict_text(f->verdict), CS_XLSX_PLAIN);
	cs_xlsx_text(x, sheet, row, 12, cs_doc_severity_text(f->severity), cs_xlsx_severity_look(f->severity));
	cs_xlsx_text(x, sheet, row, 13, f->definition, CS_XLSX_WRAP);
	cs_xlsx_text(x, sheet, row, 14, f->id, CS_XLSX_PLAIN);
}

/* ---- the walk ---- */

static enum cs_status
begin(struct cs_page *page, struct cs_err *err)
{
	struct book *b = cs_calloc(1, sizeof(*b));
	char path[64];

	page->state = b;
	/* The library writes to a name; this one is of a file that is nowhere. */
	b->fd = memfd_create("report.xlsx", MFD_CLOEXEC);
	if (b->fd < 0)
		return cs_err_set(err, CS_EIO, "report.xlsx: %s", strerror(errno));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", b->fd);
	lxw_workbook *workbook = workbook_new(path);

	if (!workbook)
		return cs_err_set(err, CS_EIO, "report.xlsx: %s", strerror(ENOMEM));
	cs_xlsx_init(&b->x, workbook, page->doc);
	set_properties(workbook, page->doc);
	cs_xlsx_summary_begin(&b->x);
	begin_figures(&b->x);
	return CS_OK;
}

static void
section(struct cs_page *page, const struct cs_doc_section *s)
{
	book_of(page)->section = s;
	cs_xlsx_summary_section(book_of(page));
}

static void
sentence(struct cs_page *page, const struct cs_doc_sentence *s)
{
	cs_xlsx_summary_sentence(book_of(page), s, false);
}

static void
note(struct cs_page *page, const struct cs_doc_sentence *s)
{
	cs_xlsx_summary_sentence(book_of(page), s, true);
}

static void
figures(struct cs_page *page, struct cs_doc_figure *const *list, size_t count)
{
	cs_xlsx_summary_figures(book_of(page), list, count);
	for (size_t i = 0; i < count; i++)
		put_figure(book_of(page), list[i]);
}

static void
fit_column(lxw_worksheet *sheet, const struct cs_doc_table *t, size_t column)
{
	const char *name = cs_doc_heading(t, column);
	size_t widest = cs_text_width(name, strlen(name)) + 3; /* the button of the filter */

	for (size_t at = column; at < t->cell_count; at += t->column_count) {
		size_t width = cs_text_width(t->cells[at].shown, strlen(t->cells[at].shown)) + 1;

		widest = width > widest ? width : widest;
	}
	widest = widest < COLUMN_MIN ? COLUMN_MIN : widest > COLUMN_MAX ? COLUMN_MAX : widest;
	worksheet_set_column(sheet, (lxw_col_t)column, (lxw_col_t)column, (double)widest, NULL);
}

/* "by_reason" is "By reason", and in a catalogue whatever it is called there. */
static lxw_worksheet *
add_sheet(struct cs_xlsx *x, const struct cs_doc_table *t)
{
	const char *told = cs_tr_word("sheet", t->name, strlen(t->name));
	struct cs_str name = { 0 };

	for (const char *p = told ? told : t->name; *p; p++)
		cs_str_add_char(&name, *p == '_' ? ' ' : *p);
	if (name.data[0] >= 'a' && name.data[0] <= 'z')
		name.data[0] = (char)(name.data[0] - 'a' + 'A');
	lxw_worksheet *sheet = cs_xlsx_sheet(x, name.data);

	cs_str_release(&name);
	return sheet;
}

static void
table(struct cs_page *page, const struct cs_doc_table *t)
{
	struct cs_xlsx *x = book_of(page);
	lxw_worksheet *sheet = add_sheet(x, t);
	lxw_row_t rows = (lxw_row_t)cs_doc_row_count(t);

	for (size_t i = 0; i < t->column_count; i++) {
		cs_xlsx_text(x, sheet, 0, (lxw_col_t)i, cs_doc_heading(t, i), CS_XLSX_HEAD);
		fit_column(sheet, t, i);
	}
	for (size_t at = 0; at < t->cell_count; at++) {
		lxw_row_t row = (lxw_row_t)(at / t->column_count) + 1;
		lxw_col_t col = (lxw_col_t)(at % t->column_count);

		if (t->columns[col].prose)
			cs_xlsx_text(x, sheet, row, col, t->cells[at].shown, CS_XLSX_WRAP);
		else
			cs_xlsx_value(x, sheet, row, col, &t->cells[at]);
	}
	worksheet_freeze_panes(sheet, 1, 1);
	worksheet_repeat_rows(sheet, 0, 0);
	worksheet_autofilter(sheet, 0, 0, rows ? rows : 1, (lxw_col_t)(t->column_count - 1));
	if (rows)
		cs_xlsx_charts(x, sheet, t);
	cs_xlsx_summary_table(x, t);
}

/* ---- the end ---- */

static enum cs_status
read_back(struct book *b, struct cs_str *out, struct cs_err *err)
{
	char part[1 << 14];
	ssize_t n;

	lseek(b->fd, 0, SEEK_SET);
	while ((n = read(b->fd, part, sizeof(part))) > 0)
		cs_str_add_n(out, part, (size_t)n);
	return n < 0 ? cs_err_set(err, CS_EIO, "report.xlsx: %s", strerror(errno)) : CS_OK;
}

static enum cs_status
end(struct cs_page *page, struct cs_err *err)
{
	struct book *b = page->state;
	enum cs_status st = CS_OK;

	if (b->x.workbook) {
		if (b->x.figure_row > 1)
			worksheet_autofilter(b->x.figures, 0, 0, b->x.figure_row - 1, CS_COUNT(figure_heads) - 1);
		lxw_error error = workbook_close(b->x.workbook);

		st = error == LXW_NO_ERROR ? read_back(b, page->out, err)
		    : cs_err_set(err, CS_EIO, "report.xlsx: %s", lxw_strerror(error));
	}
	if (b->fd >= 0)
		close(b->fd);
	cs_xlsx_release(&b->x);
	free(b);
	return st;
}

const struct cs_form cs_form_xlsx = {
	.begin = begin, .section = section, .sentence = sentence, .figures = figures, .table = table, .note = note,
	.end = end,
};
