#include "report/svg.h"

#include <math.h>
#include <stdlib.h>

#define CELL 56.0     /* width of a cell where nothing else is asked */
#define CELL_MAX 96.0
#define ROW 30.0
#define GAP 2.0
#define TINY 10.0

/* How the map lies on the sheet. */
struct map {
	struct cs_scale scale;
	double cell, row;
	double letters; /* pixels of the numbers; 0: they have no room */
	bool brief;     /* percentages without decimals */
};

static void
add_number(struct cs_svg *svg, const struct map *map, double x, double y, double value, size_t shade)
{
	struct cs_str text = { 0 }, class = { 0 };

	if (map->letters > 0) {
		cs_str_add_format(&class, "t%zu%s", shade, map->letters < CS_SVG_SMALL ? " tiny" : "");
		(map->brief ? cs_number_add_short : cs_number_add)(&text, &svg->chart->number, value);
		cs_svg_text(svg, x + map->cell / 2, y + map->row / 2 + 4, "middle", class.data, text.data);
	}
	cs_str_release(&text);
	cs_str_release(&class);
}

static void
draw_cell(struct cs_svg *svg, const struct map *map, size_t x, size_t y)
{
	double v = cs_chart_value(svg->chart, x, y);
	bool open = cs_chart_is_open(svg->chart, x, y);
	double left = svg->left + map->cell * (double)x, top = svg->top + map->row * (double)y;

	if (isnan(v) && !open)
		return;
	cs_str_add_format(svg->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"3\"", left, top,
	    map->cell - GAP, map->row - GAP);
	if (open)
		cs_str_add_format(svg->out, " fill=\"url(#%s-open)\">", svg->plot->id);
	else
		cs_str_add_format(svg->out, " class=\"h%zu\">", cs_scale_shade(&map->scale, v, CS_SVG_LEVELS));
	cs_svg_hint(svg, x, y);
	cs_str_add(svg->out, "</rect>\n");
	if (!open)
		add_number(svg, map, left - GAP / 2, top - GAP / 2, v, cs_scale_shade(&map->scale, v, CS_SVG_LEVELS));
}

static void
draw_names(struct cs_svg *svg, const struct map *map)
{
	const struct cs_chart *chart = svg->chart;
	double used = 0;

	cs_svg_text(svg, svg->left, svg->top - 28, "start", "soft", chart->x_title.data);
	cs_svg_text(svg, svg->left - 10, svg->top - 8, "end", "soft", chart->y_title.data);
	for (size_t x = 0; x < chart->x.count; x++) {
		double middle = svg->left + map->cell * ((double)x + 0.5) - GAP / 2;
		double half = cs_svg_text_width(chart->x.names[x], CS_SVG_SMALL) / 2;

		if (middle - half < used + 4)
			continue;
		cs_svg_text(svg, middle, svg->top - 8, "middle", "soft", chart->x.names[x]);
		used = middle + half;
	}
	for (size_t y = 0; y < chart->y.count; y++) {
		char *name = cs_svg_cut(chart->y.names[y], CS_SVG_SMALL, svg->left - 28);

		cs_svg_text(svg, svg->left - 10, svg->top + map->row * ((double)y + 0.5) + 3, "end", "soft", name);
		free(name);
	}
}

/* From which value each shade goes, and what hatching means. */
static void
draw_legend(struct cs_svg *svg, const struct map *map)
{
	double x = svg->left, y = svg->bottom + 18;

	for (int i = 0; i < map->scale.steps; i++) {
		struct cs_str text = { 0 };
		double from = cs_scale_tick(&map->scale, i);

		cs_scale_add(&text, &map->scale, &svg->chart->number, from);
		cs_str_add_format(svg->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"44\" height=\"10\" class=\"h%zu\"/>\n", x, y,
		    cs_scale_shade(&map->scale, from, CS_SVG_LEVELS));
		cs_svg_text(svg, x, y + 25, "start", "soft", text.data);
		cs_str_release(&text);
		x += 46;
	}
	if (svg->chart->open_count) {
		cs_str_add_format(svg->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"44\" height=\"10\" fill=\"url(#%s-open)\"/>\n",
		    x + 12, y, svg->plot->id);
		cs_svg_text(svg, x + 12, y + 25, "start", "soft", _("not over yet"));
	}
}

/* The widest number in letters of one pixel. */
static double
widest_number(const struct cs_chart *chart, bool brief)
{
	struct cs_str text = { 0 };
	double widest = 0;

	for (size_t i = 0; i < chart->x.count * chart->y.count; i++) {
		if (isnan(chart->values[i]))
			continue;
		cs_str_clear(&text);
		(brief ? cs_number_add_short : cs_number_add)(&text, &chart->number, chart->values[i]);
		widest = fmax(widest, cs_svg_text_width(text.data, 1));
	}
	cs_str_release(&text);
	return widest;
}

/* One form for all numbers: with decimals, without, small, or none at all. */
static void
choose_letters(const struct cs_svg *svg, struct map *map)
{
	static const struct {
		double letters;
		bool brief;
	} forms[] = { { CS_SVG_SMALL, false }, { CS_SVG_SMALL, true }, { TINY, true } };

	map->letters = 0;
	for (size_t i = 0; i < CS_COUNT(forms) && map->letters == 0; i++) {
		double width = widest_number(svg->chart, forms[i].brief) * forms[i].letters;

		if (width <= map->cell - GAP - 2 && forms[i].letters + 4 <= map->row) {
			map->letters = forms[i].letters;
			map->brief = forms[i].brief;
		}
	}
}

static void
lay_out(struct cs_svg *svg, struct map *map)
{
	const struct cs_chart *chart = svg->chart;
	double columns = (double)chart->x.count, rows = (double)chart->y.count;
	double title = cs_svg_text_width(chart->y_title.data, CS_SVG_SMALL);

	map->scale = cs_chart_scale(chart, CS_SVG_LEVELS);
	svg->left = fmax(cs_svg_widest(&chart->y, 220), fmin(title, 220)) + 30;
	svg->top = 104;
	/* The sheet follows the cells, unless its size was asked for. */
	if (!svg->plot->width)
		svg->width = fmax(svg->width, svg->left + columns * CELL + 20);
	map->cell = fmin((svg->width - svg->left - 20) / columns, CELL_MAX);
	if (!svg->plot->height)
		svg->height = svg->top + rows * ROW + 64;
	map->row = (svg->height - svg->top - 64) / rows;
	choose_letters(svg, map);
	svg->right = svg->left + map->cell * columns;
	svg->bottom = svg->top + map->row * rows;
}

void
cs_svg_heat(struct cs_svg *svg)
{
	struct map map;

	lay_out(svg, &map);
	cs_svg_begin(svg);
	draw_names(svg, &map);
	for (size_t y = 0; y < svg->chart->y.count; y++) {
		for (size_t x = 0; x < svg->chart->x.count; x++)
			draw_cell(svg, &map, x, y);
	}
	draw_legend(svg, &map);
	cs_svg_end(svg);
}
