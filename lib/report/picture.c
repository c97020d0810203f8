/* The chart of a picture, made from the cells of its table. */
#include <math.h>
#include <string.h>

#include "report/chart.h"
#include "report/form.h"

static void
set_text(struct cs_str *out, const char *text)
{
	cs_str_add(out, text ? text : "");
}

/* What the values of one column look like on an axis: as in the table. */
static struct cs_number
number_of(const struct cs_doc *doc, const struct cs_doc_table *table, size_t column)
{
	enum cs_doc_kind kind = table->columns[column].kind;
	struct cs_number number = { .korean = doc->korean, .percent = kind == CS_DOC_RATE || kind == CS_DOC_POINTS };

	for (size_t at = column; !number.percent && at < table->cell_count; at += table->column_count) {
		if (table->cells[at].decimals > number.decimals)
			number.decimals = table->cells[at].decimals;
	}
	return number;
}

static size_t
series_of(struct cs_chart *chart, const struct cs_doc_value *cells, int column, size_t otherwise)
{
	return column < 0 ? otherwise : cs_axis_find(&chart->y, cells[column].shown, strlen(cells[column].shown));
}

/* Bars of the same name stay apart; of a line, a map or several series, the same name is the same place. */
static size_t
place_of(struct cs_chart *chart, const char *name, bool series)
{
	if (series)
		return cs_axis_find(&chart->x, name, strlen(name));
	return cs_axis_add(&chart->x, name, strlen(name));
}

/* A picture is for eyes: a word is shown as the table beside it shows it. */
static const char *
label_of(const struct cs_doc_value *cell)
{
	return cell->kind == CS_DOC_TEXT ? cell->shown : cell->exact;
}

static void
fill(struct cs_chart *chart, const struct cs_doc_table *table, const struct cs_doc_picture *picture)
{
	bool heat = chart->kind == CS_CHART_HEAT;
	int x_column = cs_doc_column_find(table, picture->x);
	int rows = cs_doc_column_find(table, heat ? picture->y[0] : picture->series);
	int complete = cs_doc_column_find(table, "complete");
	int low = cs_doc_column_find(table, picture->low), high = cs_doc_column_find(table, picture->high);

	for (size_t r = 0; r < cs_doc_row_count(table); r++) {
		const struct cs_doc_value *cells = &table->cells[r * table->column_count];
		size_t x = place_of(chart, label_of(&cells[x_column]), rows >= 0);
		bool open = complete >= 0 && strcmp(cells[complete].exact, "no") == 0;

		for (size_t i = 0; i < CS_DOC_SERIES_MAX && picture->y[i]; i++) {
			const char *name = heat ? picture->value : picture->y[i];

			cs_chart_set(chart, x, series_of(chart, cells, rows, i), cells[cs_doc_column_find(table, name)].real, open);
			if (i == 0)
				cs_chart_set_band(chart, low < 0 ? (double)NAN : cells[low].real, high < 0 ? (double)NAN : cells[high].real);
		}
	}
}

static const char *
heading_of(const struct cs_doc_table *table, const char *column)
{
	return column ? cs_doc_heading(table, (size_t)cs_doc_column_find(table, column)) : "";
}

enum cs_status
cs_picture_chart(const struct cs_doc *doc, const struct cs_doc_table *table, const struct cs_doc_picture *picture,
    struct cs_chart *chart, struct cs_err *err)
{
	bool heat = picture->kind == CS_CHART_HEAT;
	const char *value = heat ? picture->value : picture->y[0];

	cs_chart_init(chart, (enum cs_chart_kind)picture->kind);
	set_text(&chart->title, picture->title);
	set_text(&chart->x_title, heading_of(table, picture->x));
	set_text(&chart->y_title, heading_of(table, heat ? picture->y[0] : picture->series));
	set_text(&chart->value_title, heading_of(table, value));
	chart->number = number_of(doc, table, (size_t)cs_doc_column_find(table, value));
	for (size_t i = 0; !heat && !picture->series && i < CS_DOC_SERIES_MAX && picture->y[i]; i++)
		cs_axis_add(&chart->y, heading_of(table, picture->y[i]), strlen(heading_of(table, picture->y[i])));
	fill(chart, table, picture);
	return cs_chart_settle(chart, err);
}
