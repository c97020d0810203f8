/*
 * A report as an Excel workbook: a sheet of sentences, one of figures, one for
 * each table with its native charts.  Numbers and dates are real ones, with
 * formats that show what `shown` says; the figures carry `shown` as text too.
 * The only door to libxlsxwriter.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/mem.h"
#include "report/chart.h"
#include "report/form.h"

#define SHEET_NAME_MAX 31     /* letters, in Excel */
#define CELL_BYTES_MAX 32000  /* Excel takes 32,767 letters */
#define COLUMN_MIN 8
#define COLUMN_MAX 60
#define FORMATS (CS_DOC_TIME + 1)
#define DECIMALS 7
#define DAY_SECONDS 86400
#define DAY_MINUTES 1440

/* The book at work. */
struct book {
	lxw_workbook *workbook;
	int fd;                      /* the file in memory that it is written to */
	lxw_format *head, *title, *wrap;
	lxw_format *formats[FORMATS];
	lxw_format *decimals[DECIMALS]; /* of money and real numbers */
	lxw_worksheet *says, *figures;
	lxw_row_t says_row, figure_row;
	const struct cs_doc_section *section;
	char **names;                /* owned: of the sheets, which must differ */
	size_t name_count, name_cap;
};

/* ---- cells ---- */

static void
put_text(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const char *text, lxw_format *format)
{
	struct cs_str cut = { 0 };

	if (!text || !*text)
		return;
	cs_text_visible(&cut, text, cs_text_cut(text, strnlen(text, CELL_BYTES_MAX)));
	worksheet_write_string(sheet, row, col, cut.data, format);
	cs_str_release(&cut);
}

/* Excel counts days from 1899-12-30; the Korean wall clock needs no zone there. */
static double
serial_of(double seconds)
{
	return seconds / DAY_SECONDS + 25569;
}

/* The number that a stream prints, and no digit more. */
static double
exact_number(const struct cs_doc_value *value)
{
	return strtod(value->exact, NULL);
}

static void
put_value(struct book *b, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const struct cs_doc_value *value)
{
	lxw_format *format = b->formats[value->kind];

	if (!value->known)
		return;
	switch (value->kind) {
	case CS_DOC_TEXT:
		put_text(sheet, row, col, value->shown, NULL);
		return;
	case CS_DOC_DAY:
		worksheet_write_number(sheet, row, col, serial_of((double)value->whole * DAY_SECONDS), format);
		return;
	case CS_DOC_TIME:
		worksheet_write_number(sheet, row, col, serial_of((double)value->whole), format);
		return;
	case CS_DOC_MINUTES:
		worksheet_write_number(sheet, row, col, value->real / DAY_MINUTES, format);
		return;
	case CS_DOC_MONEY:
	case CS_DOC_REAL:
		worksheet_write_number(sheet, row, col, exact_number(value),
		    b->decimals[value->decimals < DECIMALS ? value->decimals : DECIMALS - 1]);
		return;
	case CS_DOC_INT:
	case CS_DOC_RATE:
	case CS_DOC_POINTS:
		worksheet_write_number(sheet, row, col, exact_number(value), format);
		return;
	}
}

/* ---- sheets ---- */

static bool
is_taken(const struct book *b, const char *name)
{
	for (size_t i = 0; i < b->name_count; i++) {
		if (strcmp(b->names[i], name) == 0)
			return true;
	}
	return false;
}

/* A name that Excel accepts and no other sheet has. */
static char *
sheet_name(const struct book *b, const char *caption)
{
	struct cs_str name = { 0 };
	size_t width, letters = SHEET_NAME_MAX - 3;

	for (const char *p = caption; *p; p++)
		cs_str_add_char(&name, strchr("[]:*?/\\'", *p) ? ' ' : *p);
	cs_str_add(&name, "");
	/* Columns are at least letters, so this never cuts too little. */
	name.len = cs_text_fit(name.data, name.len, letters, &width);
	name.data[name.len] = '\0';
	size_t len = name.len;

	for (int n = 2; is_taken(b, name.data); n++) {
		name.len = len;
		cs_str_add_format(&name, " %d", n);
	}
	return cs_str_detach(&name);
}

static lxw_worksheet *
add_sheet(struct book *b, const char *caption)
{
	char *name = sheet_name(b, caption);

	b->names = cs_grow(b->names, &b->name_cap, b->name_count + 1, sizeof(*b->names));
	b->names[b->name_count++] = name;
	return workbook_add_worksheet(b->workbook, name);
}

static void
put_head(struct book *b, lxw_worksheet *sheet, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		worksheet_write_string(sheet, 0, (lxw_col_t)i, _(names[i]), b->head);
	worksheet_freeze_panes(sheet, 1, 0);
}

static void
set_formats(struct book *b)
{
	static const char *const codes[FORMATS] = {
		[CS_DOC_INT] = "#,##0", [CS_DOC_RATE] = "0.0%", [CS_DOC_POINTS] = "+0.0%\"p\";-0.0%\"p\";0.0%\"p\"",
		[CS_DOC_MINUTES] = "[h]:mm", [CS_DOC_DAY] = "yyyy-mm-dd",
		[CS_DOC_TIME] = "yyyy-mm-dd hh:mm",
	};
	static const char *const numbers[DECIMALS] = { "#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000",
		"#,##0.00000", "#,##0.000000" };

	b->head = workbook_add_format(b->workbook);
	format_set_bold(b->head);
	format_set_bottom(b->head, LXW_BORDER_THIN);
	b->title = workbook_add_format(b->workbook);
	format_set_bold(b->title);
	format_set_font_size(b->title, 14);
	b->wrap = workbook_add_format(b->workbook);
	format_set_text_wrap(b->wrap);
	format_set_align(b->wrap, LXW_ALIGN_VERTICAL_TOP);
	for (size_t i = 0; i < FORMATS; i++) {
		b->formats[i] = workbook_add_format(b->workbook);
		if (codes[i])
			format_set_num_format(b->formats[i], codes[i]);
	}
	for (size_t i = 0; i < DECIMALS; i++) {
		b->decimals[i] = workbook_add_format(b->workbook);
		format_set_num_format(b->decimals[i], numbers[i]);
	}
}

/* The library's structs ask for text that may be changed, and do not change it. */
static char *
plain(const char *text)
{
	return (char *)(uintptr_t)text;
}

/* The same report gives the same bytes: the book was made on the report's own day. */
static void
set_properties(struct book *b, const struct cs_doc *doc)
{
	struct cs_str title = { 0 }, shop = { 0 };

	/* XML knows no control character, and a property is not escaped as a cell is. */
	cs_text_visible(&title, doc->title, strlen(doc->title));
	cs_text_visible(&shop, doc->shop ? doc->shop : "", doc->shop ? strlen(doc->shop) : 0);
	cs_str_add(&shop, "");
	lxw_doc_properties properties = { .title = title.data, .company = shop.data,
		.created = doc->as_of == CS_NO_DAY ? DAY_SECONDS : (time_t)doc->as_of * DAY_SECONDS };

	workbook_set_properties(b->workbook, &properties);
	cs_str_release(&title);
	cs_str_release(&shop);
}

static void
begin_says(struct book *b, const struct cs_doc *doc)
{
	static const char *const names[] = { N_("section"), N_("severity"), N_("text") };
	struct cs_str range = { 0 };

	b->says = add_sheet(b, _("Summary"));
	cs_doc_range(doc, &range);
	put_text(b->says, 0, 0, doc->title, b->title);
	put_text(b->says, 1, 0, range.data, NULL);
	for (size_t i = 0; i < CS_COUNT(names); i++)
		worksheet_write_string(b->says, 2, (lxw_col_t)i, _(names[i]), b->head);
	worksheet_freeze_panes(b->says, 3, 0);
	worksheet_set_column(b->says, 0, 1, 18, NULL);
	worksheet_set_column(b->says, 2, 2, 100, NULL);
	b->says_row = 3;
	cs_str_release(&range);
}

static const char *const figure_heads[] = {
	N_("section"), N_("figure"), N_("value"), N_("shown"), N_("unit"), N_("n"), N_("low"), N_("high"), N_("before"),
	N_("compared"), N_("change"), N_("verdict"), N_("severity"), N_("definition"), N_("name"),
};
static const double figure_widths[] = { 16, 28, 14, 14, 8, 8, 12, 12, 12, 22, 12, 12, 10, 60, 20 };

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
	b->workbook = workbook_new(path);
	if (!b->workbook)
		return cs_err_set(err, CS_EIO, "report.xlsx: %s", strerror(ENOMEM));
	set_formats(b);
	set_properties(b, page->doc);
	begin_says(b, page->doc);
	b->figures = add_sheet(b, _("Figures"));
	put_head(b, b->figures, figure_heads, CS_COUNT(figure_heads));
	for (size_t i = 0; i < CS_COUNT(figure_heads); i++)
		worksheet_set_column(b->figures, (lxw_col_t)i, (lxw_col_t)i, figure_widths[i], NULL);
	b->figure_row = 1;
	return CS_OK;
}

static void
section(struct cs_page *page, const struct cs_doc_section *s)
{
	((struct book *)page->state)->section = s;
}

static void
sentence(struct cs_page *page, const struct cs_doc_sentence *s)
{
	struct book *b = page->state;

	put_text(b->says, b->says_row, 0, b->section->heading, b->wrap);
	put_text(b->says, b->says_row, 1, cs_doc_severity_text(s->severity), b->wrap);
	put_text(b->says, b->says_row++, 2, s->text, b->wrap);
}

static void
put_figure(struct book *b, const struct cs_doc_figure *f)
{
	lxw_worksheet *sheet = b->figures;
	lxw_row_t row = b->figure_row++;

	put_text(sheet, row, 0, b->section->heading, NULL);
	put_text(sheet, row, 1, f->label, NULL);
	put_value(b, sheet, row, 2, &f->value);
	put_text(sheet, row, 3, f->value.shown, NULL);
	put_text(sheet, row, 4, f->unit, NULL);
	if (f->n >= 0)
		worksheet_write_number(sheet, row, 5, (double)f->n, b->formats[CS_DOC_INT]);
	put_value(b, sheet, row, 6, &f->low);
	put_value(b, sheet, row, 7, &f->high);
	put_value(b, sheet, row, 8, &f->before);
	put_text(sheet, row, 9, f->compared, NULL);
	put_value(b, sheet, row, 10, &f->change);
	put_text(sheet, row, 11, cs_doc_verdict_text(f->verdict), NULL);
	put_text(sheet, row, 12, cs_doc_severity_text(f->severity), NULL);
	put_text(sheet, row, 13, f->definition, NULL);
	put_text(sheet, row, 14, f->id, NULL);
}

static void
figures(struct cs_page *page, struct cs_doc_figure *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		put_figure(page->state, list[i]);
}

/* ---- tables ---- */

static void
fit_column(lxw_worksheet *sheet, const struct cs_doc_table *t, size_t column)
{
	const char *name = _(t->columns[column].name);
	size_t widest = cs_text_width(name, strlen(name)) + 3; /* the button of the filter */

	for (size_t at = column; at < t->cell_count; at += t->column_count) {
		size_t width = cs_text_width(t->cells[at].shown, strlen(t->cells[at].shown)) + 1;

		widest = width > widest ? width : widest;
	}
	widest = widest < COLUMN_MIN ? COLUMN_MIN : widest > COLUMN_MAX ? COLUMN_MAX : widest;
	worksheet_set_column(sheet, (lxw_col_t)column, (lxw_col_t)column, (double)widest, NULL);
}

/* ---- charts ---- */

/* One column of a sheet, from the row behind the heading. */
static void
set_range(lxw_chart_series *series, const char *sheet, lxw_col_t x, lxw_col_t y, lxw_row_t rows)
{
	chart_series_set_categories(series, sheet, 1, x, rows, x);
	chart_series_set_values(series, sheet, 1, y, rows, y);
	chart_series_set_name_range(series, sheet, 0, y);
}

static uint8_t
chart_type(const struct cs_doc_table *t, const struct cs_doc_picture *p)
{
	if (p->kind != CS_CHART_BARS)
		return LXW_CHART_LINE;
	return t->columns[cs_doc_column_find(t, p->x)].kind == CS_DOC_TEXT ? LXW_CHART_BAR : LXW_CHART_COLUMN;
}

/* Rows of several series are laid out side by side, right of the table, as a chart wants them. */
static lxw_col_t
put_grid(struct book *b, lxw_worksheet *sheet, const struct cs_chart *chart, lxw_col_t left, enum cs_doc_kind kind)
{
	worksheet_write_string(sheet, 0, left, chart->x_title.data, b->head);
	for (size_t x = 0; x < chart->x.count; x++)
		put_text(sheet, (lxw_row_t)x + 1, left, chart->x.names[x], NULL);
	for (size_t y = 0; y < chart->y.count; y++) {
		lxw_col_t col = (lxw_col_t)(left + 1 + y);

		put_text(sheet, 0, col, chart->y.names[y], b->head);
		for (size_t x = 0; x < chart->x.count; x++) {
			if (!isnan(cs_chart_value(chart, x, y)))
				worksheet_write_number(sheet, (lxw_row_t)x + 1, col, cs_chart_value(chart, x, y), b->formats[kind]);
		}
	}
	return (lxw_col_t)(left + 1 + chart->y.count);
}

/* The series of a picture; returns the first free column right of everything. */
static lxw_col_t
add_series(struct book *b, lxw_worksheet *sheet, lxw_chart *chart, const struct cs_doc *doc,
    const struct cs_doc_table *t, const struct cs_doc_picture *p, lxw_col_t free_column)
{
	const char *name = b->names[b->name_count - 1];
	lxw_row_t rows = (lxw_row_t)cs_doc_row_count(t);
	struct cs_chart grid = { 0 };
	struct cs_err err = { 0 };

	if (!p->series) {
		for (size_t i = 0; i < CS_DOC_SERIES_MAX && p->y[i]; i++)
			set_range(chart_add_series(chart, NULL, NULL), name, (lxw_col_t)cs_doc_column_find(t, p->x),
			    (lxw_col_t)cs_doc_column_find(t, p->y[i]), rows);
		if (p->low && p->high) {
			set_range(chart_add_series(chart, NULL, NULL), name, (lxw_col_t)cs_doc_column_find(t, p->x),
			    (lxw_col_t)cs_doc_column_find(t, p->low), rows);
			set_range(chart_add_series(chart, NULL, NULL), name, (lxw_col_t)cs_doc_column_find(t, p->x),
			    (lxw_col_t)cs_doc_column_find(t, p->high), rows);
		}
		return free_column;
	}
	if (cs_picture_chart(doc, t, p, &grid, &err) == CS_OK) {
		lxw_col_t end = put_grid(b, sheet, &grid, free_column, t->columns[cs_doc_column_find(t, p->y[0])].kind);

		for (size_t y = 0; y < grid.y.count; y++)
			set_range(chart_add_series(chart, NULL, NULL), name, free_column, (lxw_col_t)(free_column + 1 + y),
			    (lxw_row_t)grid.x.count);
		free_column = (lxw_col_t)(end + 1);
	}
	cs_chart_release(&grid);
	return free_column;
}

/* A heat map is the table itself, shaded. */
static void
shade(lxw_worksheet *sheet, const struct cs_doc_table *t, const struct cs_doc_picture *p)
{
	lxw_col_t col = (lxw_col_t)cs_doc_column_find(t, p->value);
	lxw_conditional_format scale = { .type = LXW_CONDITIONAL_2_COLOR_SCALE, .min_color = 0xEAF2FB, .max_color = 0x3B77B7 };

	worksheet_conditional_format_range(sheet, 1, col, (lxw_row_t)cs_doc_row_count(t), col, &scale);
}

static void
add_charts(struct book *b, lxw_worksheet *sheet, const struct cs_doc *doc, const struct cs_doc_table *t)
{
	lxw_col_t free_column = (lxw_col_t)(t->column_count + 1);
	lxw_row_t top = 1;

	for (size_t i = 0; i < t->picture_count; i++) {
		const struct cs_doc_picture *p = &t->pictures[i];

		if (p->kind == CS_CHART_HEAT) {
			shade(sheet, t, p);
			continue;
		}
		uint8_t type = chart_type(t, p);
		lxw_chart *chart = workbook_add_chart(b->workbook, type);
		lxw_chart_options options = { .x_scale = 1.4, .y_scale = 1.3,
			.description = plain(p->description ? p->description : p->title) };

		free_column = add_series(b, sheet, chart, doc, t, p, free_column);
		chart_title_set_name(chart, p->title);
		/* Excel draws lying bars from the bottom up; a reader goes down. */
		if (type == LXW_CHART_BAR)
			chart_axis_set_reverse(chart->x_axis);
		if (!p->series && !p->y[1])
			chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
		worksheet_insert_chart_opt(sheet, top, free_column, chart, &options);
		top += 22;
	}
}

static void
table(struct cs_page *page, const struct cs_doc_table *t)
{
	struct book *b = page->state;
	lxw_worksheet *sheet = add_sheet(b, t->caption);
	lxw_row_t rows = (lxw_row_t)cs_doc_row_count(t);

	for (size_t i = 0; i < t->column_count; i++) {
		worksheet_write_string(sheet, 0, (lxw_col_t)i, _(t->columns[i].name), b->head);
		fit_column(sheet, t, i);
	}
	for (size_t at = 0; at < t->cell_count; at++)
		put_value(b, sheet, (lxw_row_t)(at / t->column_count) + 1, (lxw_col_t)(at % t->column_count), &t->cells[at]);
	worksheet_freeze_panes(sheet, 1, 0);
	worksheet_autofilter(sheet, 0, 0, rows ? rows : 1, (lxw_col_t)(t->column_count - 1));
	if (rows)
		add_charts(b, sheet, page->doc, t);
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

	if (b->workbook) {
		if (b->figure_row > 1)
			worksheet_autofilter(b->figures, 0, 0, b->figure_row - 1, CS_COUNT(figure_heads) - 1);
		lxw_error error = workbook_close(b->workbook);

		st = error == LXW_NO_ERROR ? read_back(b, page->out, err)
		    : cs_err_set(err, CS_EIO, "report.xlsx: %s", lxw_strerror(error));
	}
	if (b->fd >= 0)
		close(b->fd);
	for (size_t i = 0; i < b->name_count; i++)
		free(b->names[i]);
	free(b->names);
	free(b);
	return st;
}

const struct cs_form cs_form_xlsx = {
	.begin = begin, .section = section, .sentence = sentence, .figures = figures, .table = table, .note = sentence,
	.end = end,
};
