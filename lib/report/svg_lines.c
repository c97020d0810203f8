#include "report/svg.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#define POINT_ROOM 14.0  /* pixels between two points that each get a mark */
#define NAME_ROOM 16.0   /* pixels between two names at the right edge */

/* Dashes and shapes tell lines apart where colours do not. */
static const char *const dashes[] = { "", " stroke-dasharray=\"7 5\"", " stroke-dasharray=\"1.5 5\"",
	" stroke-dasharray=\"10 4 2 4\"" };
#define HUES 6
#define SHAPES 4

/* The name of a series at the height where its line ends. */
struct ending {
	size_t series;
	double y;
};

/* The line in pieces: a gap begins a new one. */
static void
draw_path(struct cs_svg *svg, const struct cs_scale *scale, const double *at, size_t y)
{
	bool pen = false;

	cs_str_add_format(svg->out, "<path class=\"line l%zu\"%s d=\"", y % HUES, dashes[y % CS_COUNT(dashes)]);
	for (size_t x = 0; x < svg->chart->x.count; x++) {
		double v = cs_chart_value(svg->chart, x, y);

		if (!isnan(v))
			cs_str_add_format(svg->out, "%c%.1f %.1f", pen ? 'L' : 'M', at[x], cs_svg_y(svg, scale, v));
		pen = !isnan(v);
	}
	cs_str_add(svg->out, "\"/>\n");
}

/* The mark of a series, as an element that is still open. */
static void
add_shape(struct cs_svg *svg, double px, double py, size_t y)
{
	static const char *const shapes[SHAPES] = {
		"m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z", "m-3.6 -3.6h7.2v7.2h-7.2z",
		"m0 -5l4.6 8h-9.2z", "m0 -5l5 5l-5 5l-5 -5z",
	};

	cs_str_add_format(svg->out, "<path class=\"f%zu\" d=\"M%.1f %.1f%s\"", y % HUES, px, py, shapes[y % SHAPES]);
}

static void
draw_point(struct cs_svg *svg, double px, double py, size_t x, size_t y)
{
	add_shape(svg, px, py, y);
	cs_str_add(svg->out, ">");
	cs_svg_hint(svg, x, y);
	cs_str_add(svg->out, "</path>\n");
}

static bool
has_value(const struct cs_chart *chart, size_t x, size_t y)
{
	return x < chart->x.count && !isnan(cs_chart_value(chart, x, y));
}

/* Where points crowd, only those that no line shows get a mark. */
static void
draw_points(struct cs_svg *svg, const struct cs_scale *scale, const double *at, size_t y)
{
	const struct cs_chart *chart = svg->chart;
	bool roomy = (svg->right - svg->left) / (double)chart->x.count >= POINT_ROOM;

	for (size_t x = 0; x < chart->x.count; x++) {
		bool alone = (x == 0 || !has_value(chart, x - 1, y)) && !has_value(chart, x + 1, y);

		if (has_value(chart, x, y) && (roomy || alone))
			draw_point(svg, at[x], cs_svg_y(svg, scale, cs_chart_value(chart, x, y)), x, y);
	}
}

/* The width of the largest number, and of the smallest where that is longer. */
static double
number_width(const struct cs_svg *svg)
{
	char *hi = cs_svg_number(svg, svg->chart->hi), *lo = cs_svg_number(svg, svg->chart->lo);
	double width = fmax(cs_svg_text_width(hi, CS_SVG_SMALL), cs_svg_text_width(lo, CS_SVG_SMALL));

	free(hi);
	free(lo);
	return width;
}

/* A single line has its numbers at the points, where they have room. */
static bool
numbers_fit(const struct cs_svg *svg)
{
	return number_width(svg) + 8 <= (svg->right - svg->left) / (double)svg->chart->x.count;
}

/* All of them over their points, or the last one at the right of its own. */
static void
draw_numbers(struct cs_svg *svg, const struct cs_scale *scale, const double *at, bool all)
{
	const struct cs_chart *chart = svg->chart;
	size_t last = chart->x.count;

	while (last > 0 && !has_value(chart, last - 1, 0))
		last--;
	for (size_t x = all || last == 0 ? 0 : last - 1; x < last; x++) {
		double v = cs_chart_value(chart, x, 0);

		if (isnan(v))
			continue;
		double y = cs_svg_y(svg, scale, v);
		char *number = cs_svg_number(svg, v);

		cs_svg_text(svg, all ? at[x] : at[x] + 8, all ? y - 10 : y + 4, all ? "middle" : "start", "num", number);
		free(number);
	}
}

static int
compare_endings(const void *a, const void *b)
{
	const struct ending *p = a, *q = b;

	if (p->y != q->y)
		return p->y < q->y ? -1 : 1;
	return p->series < q->series ? -1 : p->series > q->series;
}

/* Pushes names that would overlap apart, down first and then up again. */
static void
spread(struct ending *endings, size_t count, double bottom)
{
	for (size_t i = 1; i < count; i++)
		endings[i].y = fmax(endings[i].y, endings[i - 1].y + NAME_ROOM);
	for (size_t i = count; i-- > 0;) {
		double limit = i + 1 < count ? endings[i + 1].y - NAME_ROOM : bottom;

		endings[i].y = fmin(endings[i].y, limit);
	}
}

/* Each name beside the end of its line, with the mark of the line. */
static void
draw_endings(struct cs_svg *svg, const struct cs_scale *scale, double room)
{
	const struct cs_chart *chart = svg->chart;
	struct ending *endings = cs_calloc(chart->y.count, sizeof(*endings));

	for (size_t y = 0; y < chart->y.count; y++) {
		double v = scale->min;

		for (size_t x = 0; x < chart->x.count; x++)
			v = has_value(chart, x, y) ? cs_chart_value(chart, x, y) : v;
		endings[y] = (struct ending){ y, cs_svg_y(svg, scale, v) };
	}
	qsort(endings, chart->y.count, sizeof(*endings), compare_endings);
	spread(endings, chart->y.count, svg->bottom);
	for (size_t i = 0; i < chart->y.count; i++) {
		size_t y = endings[i].series;
		char *name = cs_svg_cut(chart->y.names[y], CS_SVG_SMALL, room);

		cs_str_add_format(svg->out, "<path class=\"line l%zu\"%s d=\"M%.1f %.1fh28\"/>\n", y % HUES,
		    dashes[y % CS_COUNT(dashes)], svg->right + 8, endings[i].y);
		add_shape(svg, svg->right + 22, endings[i].y, y);
		cs_str_add(svg->out, "/>\n");
		cs_svg_text(svg, svg->right + 42, endings[i].y + 4, "start", "num", name);
		free(name);
	}
	free(endings);
}

static double *
places(const struct cs_svg *svg)
{
	const struct cs_axis *axis = &svg->chart->x;
	double *at = cs_calloc(axis->count, sizeof(*at));
	double lo = axis->at[0], hi = axis->at[axis->count - 1];
	/* The first and last point keep off the edges. */
	double from = svg->left + 16, to = svg->right - 16;

	for (size_t i = 0; i < axis->count; i++)
		at[i] = hi > lo ? from + (axis->at[i] - lo) / (hi - lo) * (to - from) : (from + to) / 2;
	return at;
}

/* The first series lies on top, where several meet. */
static void
draw_all(struct cs_svg *svg, const struct cs_scale *scale, const double *at)
{
	const struct cs_chart *chart = svg->chart;

	for (size_t y = chart->y.count; y-- > 0;) {
		/* The centre line of a control chart has no limits of its own. */
		if (chart->kind == CS_CHART_CURVE || y == 0)
			cs_svg_band(svg, scale, at, y);
		if (chart->kind == CS_CHART_CURVE || y > 0)
			cs_svg_steps(svg, scale, at, y);
	}
}

static void
draw_lines(struct cs_svg *svg, const struct cs_scale *scale, const double *at)
{
	for (size_t y = svg->chart->y.count; y-- > 0;) {
		draw_path(svg, scale, at, y);
		draw_points(svg, scale, at, y);
	}
}

/* The values with their limits behind them. */
static void
draw_control(struct cs_svg *svg, const struct cs_scale *scale, const double *at)
{
	draw_all(svg, scale, at);
	draw_path(svg, scale, at, 0);
	draw_points(svg, scale, at, 0);
	cs_svg_rings(svg, scale, at);
}

void
cs_svg_lines(struct cs_svg *svg)
{
	const struct cs_chart *chart = svg->chart;
	struct cs_scale scale = cs_chart_scale(chart, 6);
	bool control = chart->kind == CS_CHART_CONTROL, several = chart->y.count > 1 && !control;
	double room = control ? 80 : several ? cs_svg_widest(&chart->y, svg->width * 0.3) : 0;

	svg->left = cs_svg_tick_room(svg, &scale);
	svg->right = svg->width - (several ? room + 60 : room + 24);
	bool all = numbers_fit(svg);

	if (!several && !all && !control)
		svg->right -= fmin(number_width(svg), 100);
	svg->top = 68;
	svg->bottom = svg->height - 60;
	double *at = places(svg);

	cs_svg_begin(svg);
	cs_svg_grid(svg, &scale);
	if (control)
		draw_control(svg, &scale, at);
	else if (chart->kind == CS_CHART_CURVE)
		draw_all(svg, &scale, at);
	else
		draw_lines(svg, &scale, at);
	if (control)
		cs_svg_limits(svg, &scale);
	else if (several)
		draw_endings(svg, &scale, room);
	else
		draw_numbers(svg, &scale, at, all);
	cs_svg_names(svg, at);
	cs_svg_end(svg);
	free(at);
}
