#include "report/plain.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "report/canvas.h"

#define HEIGHT 16
#define HEIGHT_MIN 4
#define LINES_MIN 8 /* columns that the numbers leave to the lines at least */
#define BEYOND 'X'
#define LIMITS 2    /* their colour, as of a third series */
#define MARK_ROOM 4 /* columns between two points that each get a mark */

/* How a line chart lies on the page. */
struct lines {
	struct cs_scale scale;
	size_t label;   /* columns of the axis at the left */
	size_t rows;
	double x_lo, x_hi;
	struct cs_canvas canvas;
};

static void
lay_out_lines(const struct cs_plain *page, struct lines *l)
{
	const struct cs_chart *chart = page->chart;
	struct cs_str text = { 0 };

	l->rows = page->plot->height ? page->plot->height : HEIGHT;
	if (l->rows < HEIGHT_MIN)
		l->rows = HEIGHT_MIN;
	l->scale = cs_chart_scale(chart, l->rows >= 12 ? 5 : 3);
	for (int i = 0; i <= l->scale.steps; i++) {
		cs_str_clear(&text);
		cs_scale_add(&text, &l->scale, &chart->number, cs_scale_tick(&l->scale, i));
		size_t width = cs_text_width(text.data, text.len);

		if (width > l->label)
			l->label = width;
	}
	cs_str_release(&text);
	l->x_lo = chart->x.at[0];
	l->x_hi = chart->x.at[chart->x.count - 1];
	cs_canvas_init(&l->canvas, page->width > l->label + 2 + LINES_MIN ? page->width - l->label - 2 : LINES_MIN,
	    l->rows, page->plot->ascii);
}

static size_t
dot_x(const struct lines *l, double at)
{
	double part = l->x_hi > l->x_lo ? (at - l->x_lo) / (l->x_hi - l->x_lo) : 0.5;

	return (size_t)(part * (double)(l->canvas.dots_wide - 1) + 0.5);
}

static size_t
dot_y(const struct lines *l, double value)
{
	double part = 1 - cs_scale_place(&l->scale, value);

	return (size_t)(part * (double)(l->canvas.dots_high - 1) + 0.5);
}

static bool
is_control(const struct cs_chart *chart)
{
	return chart->kind == CS_CHART_CONTROL;
}

/* One series is told by its line alone, several by their letters. */
static char
letter_of(const struct cs_chart *chart, size_t y)
{
	return chart->y.count > 1 && !is_control(chart) ? (char)('A' + y) : '*';
}

/*
 * Points get a mark where there is room for one each, and always where a
 * point stands alone or a series ends: there no line shows it.
 */
static bool
wants_mark(const struct lines *l, const struct cs_chart *chart, size_t x, size_t y)
{
	bool before = x > 0 && !isnan(cs_chart_value(chart, x - 1, y));
	bool after = x + 1 < chart->x.count && !isnan(cs_chart_value(chart, x + 1, y));
	bool roomy = l->canvas.wide / chart->x.count >= MARK_ROOM;

	if (is_control(chart))
		return y == 0 && (roomy || cs_chart_is_beyond(chart, x, y));
	return roomy || (!before && !after) || (chart->y.count > 1 && !after);
}

/* A line from the place before, in steps where the chart has them; a dot where there is none before. */
static void
join(struct lines *l, const struct cs_chart *chart, size_t x, double before, double value, size_t colour)
{
	size_t to_x = dot_x(l, chart->x.at[x]), to_y = dot_y(l, value);

	if (isnan(before)) {
		cs_canvas_line(&l->canvas, to_x, to_y, to_x, to_y, colour);
		return;
	}
	size_t from_x = dot_x(l, chart->x.at[x - 1]), from_y = dot_y(l, before);

	if (chart->kind == CS_CHART_CURVE) {
		cs_canvas_line(&l->canvas, from_x, from_y, to_x, from_y, colour);
		from_x = to_x;
	}
	cs_canvas_line(&l->canvas, from_x, from_y, to_x, to_y, colour);
}

static void
draw_series(struct lines *l, const struct cs_chart *chart, size_t y)
{
	for (size_t x = 0; x < chart->x.count; x++) {
		double v = cs_chart_value(chart, x, y);
		double before = x ? cs_chart_value(chart, x - 1, y) : (double)NAN;

		if (isnan(v))
			continue;
		size_t to_x = dot_x(l, chart->x.at[x]), to_y = dot_y(l, v);

		join(l, chart, x, before, v, y);
		if (wants_mark(l, chart, x, y))
			cs_canvas_mark(&l->canvas, to_x, to_y, cs_chart_is_beyond(chart, x, y) ? BEYOND : letter_of(chart, y), y);
	}
}

/* The limits of a control chart; a band has no room among the dots. */
static void
draw_limits(struct lines *l, const struct cs_chart *chart)
{
	for (size_t x = 0; x < chart->x.count; x++) {
		double low = cs_chart_low(chart, x, 0), high = cs_chart_high(chart, x, 0);

		if (!isnan(low))
			join(l, chart, x, x ? cs_chart_low(chart, x - 1, 0) : (double)NAN, low, LIMITS);
		if (!isnan(high))
			join(l, chart, x, x ? cs_chart_high(chart, x - 1, 0) : (double)NAN, high, LIMITS);
	}
}

/* A run chart has none, and neither has a picture that would mix two levels. */
static bool
has_limits(const struct cs_chart *chart)
{
	for (size_t x = 0; x < chart->x.count; x++) {
		if (!isnan(cs_chart_low(chart, x, 0)) || !isnan(cs_chart_high(chart, x, 0)))
			return true;
	}
	return false;
}

static void
draw_legend(const struct cs_plain *page)
{
	const struct cs_chart *chart = page->chart;
	size_t used = 0;

	if (is_control(chart))
		cs_str_add_format(page->out, has_limits(chart) ? _("%c outside the limits; the centre line and the limits have no marks\n") :
		    _("the line without marks is the centre line\n"), BEYOND);
	if (chart->y.count < 2 || is_control(chart))
		return;
	for (size_t y = 0; y < chart->y.count; y++) {
		size_t name = cs_text_width(chart->y.names[y], strlen(chart->y.names[y]));

		name = cs_plain_at_most(name, page->width - 2);
		if (used && used + 2 + 2 + name > page->width) {
			cs_plain_end(page->out);
			used = 0;
		}
		if (used)
			cs_plain_blanks(page->out, 2);
		cs_plain_colour(page, y);
		cs_str_add_format(page->out, "%c ", letter_of(chart, y));
		cs_plain_colour_end(page);
		cs_plain_padded(page, chart->y.names[y], name, false);
		used += (used ? 4u : 2u) + name;
	}
	cs_plain_end(page->out);
}

static void
draw_rows(const struct cs_plain *page, const struct lines *l)
{
	struct cs_str text = { 0 };
	bool ascii = page->plot->ascii;

	for (size_t row = 0; row < l->rows; row++) {
		cs_str_clear(&text);
		cs_str_add(&text, "");
		for (int i = 0; i <= l->scale.steps; i++) {
			double tick = cs_scale_tick(&l->scale, i);

			if (text.len == 0 && dot_y(l, tick) / l->canvas.per_row == row)
				cs_scale_add(&text, &l->scale, &page->chart->number, tick);
		}
		cs_plain_padded(page, text.data, l->label, true);
		cs_str_add(page->out, text.len ? (ascii ? " +" : " ┤") : (ascii ? " |" : " │"));
		cs_canvas_add_row(&l->canvas, row, page->plot->colour, page->out);
		cs_plain_end(page->out);
	}
	cs_str_release(&text);
}

/* The column at which a name of that width begins, to stand under its point. */
static size_t
name_start(const struct lines *l, double at, size_t width)
{
	size_t column = dot_x(l, at) / l->canvas.per_column;
	size_t from = column > width / 2 ? column - width / 2 : 0;

	return cs_plain_at_most(from, l->canvas.wide - width);
}

/* The names below the axis: every n-th, so that they stand clear. */
static void
draw_names(const struct cs_plain *page, const struct lines *l)
{
	const struct cs_axis *axis = &page->chart->x;
	double *middles = cs_calloc(axis->count, sizeof(*middles));
	double *widths = cs_calloc(axis->count, sizeof(*widths));
	size_t used = 0;

	for (size_t i = 0; i < axis->count; i++) {
		size_t width = cs_plain_at_most(cs_text_width(axis->names[i], strlen(axis->names[i])), l->canvas.wide / 2);

		widths[i] = (double)width;
		middles[i] = (double)name_start(l, axis->at[i], width) + widths[i] / 2;
	}
	size_t stride = cs_axis_stride(middles, widths, axis->count, 2);

	cs_plain_blanks(page->out, l->label + 2);
	for (size_t i = 0; i < axis->count; i += stride) {
		size_t from = name_start(l, axis->at[i], (size_t)widths[i]);

		cs_plain_blanks(page->out, from - used);
		cs_plain_padded(page, axis->names[i], (size_t)widths[i], false);
		used = from + (size_t)widths[i];
	}
	cs_plain_end(page->out);
	free(middles);
	free(widths);
}

void
cs_plain_lines(const struct cs_plain *page)
{
	struct lines l = { 0 };

	lay_out_lines(page, &l);
	draw_legend(page);
	if (is_control(page->chart))
		draw_limits(&l, page->chart);
	/* The first series lies on top, where several meet. */
	for (size_t y = page->chart->y.count; y-- > 0;)
		draw_series(&l, page->chart, y);
	draw_rows(page, &l);
	cs_plain_blanks(page->out, l.label + 1);
	cs_str_add(page->out, page->plot->ascii ? "+" : "└");
	for (size_t i = 0; i < l.canvas.wide; i++)
		cs_str_add(page->out, page->plot->ascii ? "-" : "─");
	cs_plain_end(page->out);
	draw_names(page, &l);
	cs_canvas_release(&l.canvas);
}
