#include "report/svg.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

#define BAR 20.0      /* thickness of a lying bar */
#define BAR_GAP 12.0  /* between two groups of them */
#define LEGEND 62.0   /* where the first row of names stands */
#define FILLED 0.72   /* part of its place that a standing group of bars takes */

/* Where the heading and, with several series, their legend end. */
static double
head_room(const struct cs_svg *svg)
{
	struct cs_svg measured = *svg;

	measured.out = NULL;
	return svg->chart->y.count > 1 ? cs_svg_legend(&measured, LEGEND) + 22 : 60;
}

static void
add_rect(struct cs_svg *svg, double x, double y, double w, double h, size_t at, size_t series)
{
	/* What is not nothing is never drawn as nothing. */
	cs_str_add_format(svg->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x, y, fmax(w, 1),
	    fmax(h, 1));
	cs_svg_fill(svg, series);
	cs_str_add(svg->out, ">");
	cs_svg_hint(svg, at, series);
	cs_str_add(svg->out, "</rect>\n");
}

/* Over a bar that stands, or under one that hangs, where the number has room. */
static void
label_standing(struct cs_svg *svg, double middle, double y, double room, double value)
{
	char *number = cs_svg_number(svg, value);

	if (cs_svg_text_width(number, CS_SVG_SMALL) <= room + 4)
		cs_svg_text(svg, middle, value < 0 ? y + 15 : y - 6, "middle", "num", number);
	free(number);
}

static void
draw_standing_group(struct cs_svg *svg, const struct cs_scale *scale, size_t x, double from, double each)
{
	double zero = cs_svg_y(svg, scale, 0);

	for (size_t y = 0; y < svg->chart->y.count; y++) {
		double v = cs_chart_value(svg->chart, x, y);
		double end = cs_svg_y(svg, scale, v);
		double left = from + each * (double)y;

		if (isnan(v))
			continue;
		if (v != 0)
			add_rect(svg, left, fmin(end, zero), each - 1, fabs(end - zero), x, y);
		/* A single bar may use the gap beside it for its number. */
		label_standing(svg, left + each / 2, end, svg->chart->y.count > 1 ? each : each / FILLED - 6, v);
	}
}

/* Time and numbers run to the right, so their bars stand. */
static void
draw_standing(struct cs_svg *svg)
{
	const struct cs_chart *chart = svg->chart;
	struct cs_scale scale = cs_chart_scale(chart, 6);
	double *middles = cs_calloc(chart->x.count, sizeof(*middles));

	svg->left = cs_svg_tick_room(svg, &scale);
	svg->right = svg->width - 24;
	svg->top = head_room(svg) + 8;
	svg->bottom = svg->height - 60;
	cs_svg_begin(svg);
	if (chart->y.count > 1)
		cs_svg_legend(svg, LEGEND);
	cs_svg_grid(svg, &scale);
	double place = (svg->right - svg->left) / (double)chart->x.count;

	for (size_t x = 0; x < chart->x.count; x++) {
		middles[x] = svg->left + place * ((double)x + 0.5);
		draw_standing_group(svg, &scale, x, middles[x] - place * FILLED / 2,
		    place * FILLED / (double)chart->y.count);
	}
	cs_svg_names(svg, middles);
	cs_svg_end(svg);
	free(middles);
}

/* The widest number that stands at the end of a bar. */
static double
widest_number(const struct cs_svg *svg, double sign)
{
	double widest = 0;

	for (size_t i = 0; i < svg->chart->x.count * svg->chart->y.count; i++) {
		double v = svg->chart->values[i];

		/* Zero has its number at the right, too. */
		if (isnan(v) || (sign > 0 ? v < 0 : v >= 0))
			continue;
		char *number = cs_svg_number(svg, v);

		widest = fmax(widest, cs_svg_text_width(number, CS_SVG_SMALL) + 12);
		free(number);
	}
	return widest;
}

static double
across(const struct cs_svg *svg, const struct cs_scale *scale, double value)
{
	return svg->left + cs_scale_place(scale, value) * (svg->right - svg->left);
}

static void
draw_lying_bar(struct cs_svg *svg, const struct cs_scale *scale, size_t x, size_t y, double top, double thick)
{
	double v = cs_chart_value(svg->chart, x, y);
	double zero = across(svg, scale, 0), middle = top + thick / 2 + 4;

	if (isnan(v)) {
		cs_svg_text(svg, zero + 6, middle, "start", "soft",
		    cs_chart_is_open(svg->chart, x, y) ? _("not over yet") : _("no value"));
		return;
	}
	double end = across(svg, scale, v);
	char *number = cs_svg_number(svg, v);

	if (v != 0)
		add_rect(svg, fmin(zero, end), top, fabs(end - zero), thick - 1, x, y);
	cs_svg_text(svg, v < 0 ? end - 6 : end + 6, middle, v < 0 ? "end" : "start", "num", number);
	free(number);
}

static void
draw_lying_groups(struct cs_svg *svg, const struct cs_scale *scale, double label, double place)
{
	const struct cs_chart *chart = svg->chart;
	double thick = place * BAR / (BAR + BAR_GAP / (double)chart->y.count) / (double)chart->y.count;

	for (size_t x = 0; x < chart->x.count; x++) {
		double middle = svg->top + place * ((double)x + 0.5);
		double top = middle - thick * (double)chart->y.count / 2;
		char *name = cs_svg_cut(chart->x.names[x], CS_SVG_SMALL, label);

		cs_svg_text(svg, label + 20, middle + 4, "end", "soft", name);
		free(name);
		for (size_t y = 0; y < chart->y.count; y++)
			draw_lying_bar(svg, scale, x, y, top + thick * (double)y, thick);
	}
}

/* Words are long, and read best at the left of a bar that lies. */
static void
draw_lying(struct cs_svg *svg)
{
	const struct cs_chart *chart = svg->chart;
	/* The numbers stand at the bars: the scale only fixes the ends. */
	struct cs_scale scale = { .min = fmin(chart->lo, 0), .max = fmax(chart->hi, 0) };
	double label = cs_svg_widest(&chart->x, svg->width * 0.35);
	double place = (double)chart->y.count * BAR + BAR_GAP;

	if (scale.min == scale.max)
		scale.max = 1;
	svg->left = 20 + label + 10 + widest_number(svg, -1);
	svg->right = fmax(svg->width - 20 - widest_number(svg, 1), svg->left + 20);
	svg->top = head_room(svg) - 8;
	if (svg->plot->height)
		place = (svg->height - svg->top - 20) / (double)chart->x.count;
	svg->bottom = svg->top + place * (double)chart->x.count;
	svg->height = svg->bottom + 20;
	cs_svg_begin(svg);
	if (chart->y.count > 1)
		cs_svg_legend(svg, LEGEND);
	draw_lying_groups(svg, &scale, label, place);
	cs_str_add_format(svg->out, "<path class=\"base\" d=\"M%.1f %.1fV%.1f\"/>\n", across(svg, &scale, 0), svg->top,
	    svg->bottom);
	cs_svg_end(svg);
}

void
cs_svg_bars(struct cs_svg *svg)
{
	if (svg->chart->x.kind == CS_AXIS_WORDS)
		draw_lying(svg);
	else
		draw_standing(svg);
}
