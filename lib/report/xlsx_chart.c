/* Pictures of a workbook: native charts of the cells of its sheets. */
#include <math.h>

#include "report/chart.h"
#include "report/form.h"
#include "report/xlsx.h"

#define CHART_ROWS 22 /* that a chart covers */

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

/* A cell of a grid: the value of the table that stands there. */
static void
put_number(struct cs_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, double value, enum cs_doc_kind kind)
{
	if (!isnan(value))
		worksheet_write_number(sheet, row, col, value, cs_xlsx_format(x, kind == CS_DOC_RATE ? "0.0%" : "#,##0.######"));
}

/* Rows of several series are laid out side by side, right of the table, as a chart wants them. */
static lxw_col_t
put_grid(struct cs_xlsx *x, lxw_worksheet *sheet, const struct cs_chart *chart, lxw_col_t left, enum cs_doc_kind kind)
{
	cs_xlsx_text(x, sheet, 0, left, chart->x_title.data, CS_XLSX_HEAD);
	for (size_t i = 0; i < chart->x.count; i++)
		cs_xlsx_text(x, sheet, (lxw_row_t)i + 1, left, chart->x.names[i], CS_XLSX_PLAIN);
	for (size_t y = 0; y < chart->y.count; y++) {
		lxw_col_t col = (lxw_col_t)(left + 1 + y);

		cs_xlsx_text(x, sheet, 0, col, chart->y.names[y], CS_XLSX_HEAD);
		for (size_t i = 0; i < chart->x.count; i++)
			put_number(x, sheet, (lxw_row_t)i + 1, col, cs_chart_value(chart, i, y), kind);
	}
	return (lxw_col_t)(left + 1 + chart->y.count);
}

/* The series of a picture; returns the first free column right of everything. */
static lxw_col_t
add_series(struct cs_xlsx *x, lxw_worksheet *sheet, lxw_chart *chart, const struct cs_doc_table *t,
    const struct cs_doc_picture *p, lxw_col_t free_column)
{
	const char *name = cs_xlsx_sheet_name(x);
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
	if (cs_picture_chart(x->doc, t, p, &grid, &err) == CS_OK) {
		lxw_col_t end = put_grid(x, sheet, &grid, free_column, t->columns[cs_doc_column_find(t, p->y[0])].kind);

		for (size_t y = 0; y < grid.y.count; y++)
			set_range(chart_add_series(chart, NULL, NULL), name, free_column, (lxw_col_t)(free_column + 1 + y),
			    (lxw_row_t)grid.x.count);
		free_column = (lxw_col_t)(end + 1);
	}
	cs_chart_release(&grid);
	return free_column;
}

/* A heat map is a grid of shaded cells, right of the rows that it is made of. */
static lxw_col_t
put_map(struct cs_xlsx *x, lxw_worksheet *sheet, const struct cs_doc_table *t, const struct cs_doc_picture *p, lxw_col_t left)
{
	enum cs_doc_kind kind = t->columns[cs_doc_column_find(t, p->value)].kind;
	lxw_conditional_format scale = { .type = LXW_CONDITIONAL_2_COLOR_SCALE, .min_color = 0xF5F9FD, .max_color = 0x6FA3DB };
	struct cs_chart map = { 0 };
	struct cs_err err = { 0 };

	if (cs_picture_chart(x->doc, t, p, &map, &err) == CS_OK && map.value_count > 0) {
		cs_xlsx_text(x, sheet, 0, left, map.y_title.data, CS_XLSX_HEAD);
		for (size_t i = 0; i < map.x.count; i++)
			cs_xlsx_text(x, sheet, 0, (lxw_col_t)(left + 1 + i), map.x.names[i], CS_XLSX_HEAD);
		for (size_t y = 0; y < map.y.count; y++) {
			cs_xlsx_text(x, sheet, (lxw_row_t)y + 1, left, map.y.names[y], CS_XLSX_PLAIN);
			for (size_t i = 0; i < map.x.count; i++)
				put_number(x, sheet, (lxw_row_t)y + 1, (lxw_col_t)(left + 1 + i), cs_chart_value(&map, i, y), kind);
		}
		worksheet_conditional_format_range(sheet, 1, (lxw_col_t)(left + 1), (lxw_row_t)map.y.count,
		    (lxw_col_t)(left + map.x.count), &scale);
		left = (lxw_col_t)(left + map.x.count + 2);
	}
	cs_chart_release(&map);
	return left;
}

/* The library's structs ask for text that may be changed, and do not change it. */
static char *
plain(const char *text)
{
	return (char *)(uintptr_t)text;
}

void
cs_xlsx_charts(struct cs_xlsx *x, lxw_worksheet *sheet, const struct cs_doc_table *t)
{
	lxw_col_t free_column = (lxw_col_t)(t->column_count + 1);
	lxw_row_t top = 1;

	for (size_t i = 0; i < t->picture_count; i++) {
		const struct cs_doc_picture *p = &t->pictures[i];

		if (p->kind == CS_CHART_HEAT) {
			free_column = put_map(x, sheet, t, p, free_column);
			continue;
		}
		uint8_t type = chart_type(t, p);
		lxw_chart *chart = workbook_add_chart(x->workbook, type);
		lxw_chart_options options = { .x_scale = 1.4, .y_scale = 1.3,
			.description = plain(p->description ? p->description : p->title) };

		free_column = add_series(x, sheet, chart, t, p, free_column);
		chart_title_set_name(chart, p->title);
		/* Excel draws lying bars from the bottom up; a reader goes down. */
		if (type == LXW_CHART_BAR)
			chart_axis_set_reverse(chart->x_axis);
		if (!p->series && !p->y[1])
			chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
		worksheet_insert_chart_opt(sheet, top, free_column, chart, &options);
		top += CHART_ROWS;
	}
}
