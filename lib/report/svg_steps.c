/* What is drawn in steps: curves of survival with their bands, and the limits of control charts. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/svg.h"

#define HUES 6
#define RING 8.0 /* pixels around a value beyond its limits */

enum part { PART_VALUE, PART_LOW, PART_HIGH };

static double
part_of(const struct cs_chart *chart, enum part part, size_t x, size_t y)
{
	switch (part) {
	case PART_VALUE:
		return cs_chart_value(chart, x, y);
	case PART_LOW:
		return cs_chart_low(chart, x, y);
	case PART_HIGH:
		return cs_chart_high(chart, x, y);
	}
	return NAN;
}

/* Where the step of a place begins and ends: a curve keeps its value up to the next, a limit stands around its point. */
static double
begin_of(const struct cs_svg *svg, const double *at, size_t x)
{
	if (svg->chart->kind == CS_CHART_CURVE)
		return at[x];
	return x == 0 ? svg->left : (at[x - 1] + at[x]) / 2;
}

static double
end_of(const struct cs_svg *svg, const double *at, size_t x)
{
	if (x + 1 < svg->chart->x.count)
		return svg->chart->kind == CS_CHART_CURVE ? at[x + 1] : (at[x] + at[x + 1]) / 2;
	return svg->chart->kind == CS_CHART_CURVE ? at[x] : svg->right;
}

/* The steps from left to right; a gap begins a new piece. */
static void
add_steps(struct cs_svg *svg, const struct cs_scale *scale, const double *at, size_t y, enum part part)
{
	bool pen = false;

	for (size_t x = 0; x < svg->chart->x.count; x++) {
		double v = part_of(svg->chart, part, x, y);

		if (!isnan(v))
			cs_str_add_format(svg->out, "%c%.1f %.1fH%.1f", pen ? 'L' : 'M', begin_of(svg, at, x), cs_svg_y(svg, scale, v),
			    end_of(svg, at, x));
		pen = !isnan(v);
	}
}

void
cs_svg_steps(struct cs_svg *svg, const struct cs_scale *scale, const double *at, size_t y)
{
	static const char *const dashes[] = { "", " stroke-dasharray=\"7 5\"", " stroke-dasharray=\"1.5 5\"",
		" stroke-dasharray=\"10 4 2 4\"" };

	if (svg->chart->kind == CS_CHART_CONTROL)
		cs_str_add(svg->out, "<path class=\"centre\" d=\"");
	else
		cs_str_add_format(svg->out, "<path class=\"line l%zu\"%s d=\"", y % HUES, dashes[y % CS_COUNT(dashes)]);
	add_steps(svg, scale, at, y, PART_VALUE);
	cs_str_add(svg->out, "\"/>\n");
}

/* One box for each step: where the band is not known, there is none. */
static void
add_boxes(struct cs_svg *svg, const struct cs_scale *scale, const double *at, size_t y)
{
	for (size_t x = 0; x < svg->chart->x.count; x++) {
		double low = cs_chart_low(svg->chart, x, y), high = cs_chart_high(svg->chart, x, y);

		if (!isnan(low) && !isnan(high))
			cs_str_add_format(svg->out, "M%.1f %.1fH%.1fV%.1fH%.1fz", begin_of(svg, at, x), cs_svg_y(svg, scale, low),
			    end_of(svg, at, x), cs_svg_y(svg, scale, high), begin_of(svg, at, x));
	}
}

void
cs_svg_band(struct cs_svg *svg, const struct cs_scale *scale, const double *at, size_t y)
{
	if (svg->chart->kind == CS_CHART_CURVE) {
		cs_str_add_format(svg->out, "<path class=\"band f%zu\" d=\"", y % HUES);
		add_boxes(svg, scale, at, y);
	} else {
		cs_str_add(svg->out, "<path class=\"limit\" d=\"");
		add_steps(svg, scale, at, y, PART_LOW);
		add_steps(svg, scale, at, y, PART_HIGH);
	}
	cs_str_add(svg->out, "\"/>\n");
}

void
cs_svg_rings(struct cs_svg *svg, const struct cs_scale *scale, const double *at)
{
	for (size_t x = 0; x < svg->chart->x.count; x++) {
		if (cs_chart_is_beyond(svg->chart, x, 0))
			cs_str_add_format(svg->out, "<circle class=\"ring\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.0f\"/>\n", at[x],
			    cs_svg_y(svg, scale, cs_chart_value(svg->chart, x, 0)), RING);
	}
}

static void
add_limit(struct cs_svg *svg, const struct cs_scale *scale, const char *word, double value, double shift)
{
	struct cs_str text = { 0 };

	if (isnan(value))
		return;
	cs_str_add_format(&text, "%s ", word);
	cs_number_add(&text, &svg->chart->number, value);
	cs_svg_text(svg, svg->right + 8, cs_svg_y(svg, scale, value) + 4 + shift, "start", "num", text.data);
	cs_str_release(&text);
}

void
cs_svg_limits(struct cs_svg *svg, const struct cs_scale *scale)
{
	const struct cs_chart *chart = svg->chart;
	size_t last = chart->x.count - 1;

	add_limit(svg, scale, _("upper"), cs_chart_high(chart, last, 0), -2);
	add_limit(svg, scale, _("centre"), cs_chart_value(chart, last, 1), 0);
	add_limit(svg, scale, _("lower"), cs_chart_low(chart, last, 0), 2);
}
