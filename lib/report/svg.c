#include "report/svg.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "report/xml.h"

#define WIDTH_MIN 240.0  /* below these, margins would leave nothing */
#define HEIGHT_MIN 180.0
#define NAME_WIDTH 140.0 /* pixels of a name below the axis, at most */
#define COLUMN 0.56 /* width of a terminal column, in heights of the letters */

/*
 * Everything hangs on the class, because a page may hold several pictures and
 * more.  Colours keep 3:1 against their ground (WCAG 1.4.11), letters 4.5:1.
 */
static const char style[] =
    ".cs-plot{font-family:Pretendard,\"Apple SD Gothic Neo\",\"Malgun Gothic\",\"Noto Sans KR\","
    "\"Noto Sans CJK KR\",NanumGothic,sans-serif;font-size:13px;max-width:100%;height:auto}\n"
    ".cs-plot text{fill:#1f2933;font-variant-numeric:tabular-nums}\n"
    ".cs-plot .bg{fill:#fff}\n"
    ".cs-plot .head{font-size:17px;font-weight:600}\n"
    ".cs-plot .soft{fill:#52606d;font-size:12px}\n"
    ".cs-plot .tiny{font-size:10px}\n"
    ".cs-plot .num{font-size:12px;paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}\n"
    ".cs-plot .grid{stroke:#e4e7eb}\n"
    ".cs-plot .base{stroke:#7b8794}\n"
    ".cs-plot .line{fill:none;stroke-width:2.25;stroke-linejoin:round;stroke-linecap:round}\n"
    ".cs-plot .stripe{stroke:#fff;stroke-width:2;stroke-opacity:.6}\n"
    ".cs-plot .hatch{stroke:#7b8794;stroke-width:1.5}\n";

static const char style_dark[] =
    ".cs-plot text{fill:#e4e7eb}\n"
    ".cs-plot .bg{fill:#15191f}\n"
    ".cs-plot .soft{fill:#a8b3bf}\n"
    ".cs-plot .num{stroke:#15191f}\n"
    ".cs-plot .grid{stroke:#2b323b}\n"
    ".cs-plot .base{stroke:#7b8794}\n"
    ".cs-plot .stripe{stroke:#15191f}\n"
    ".cs-plot .hatch{stroke:#6b7885}\n";

/* Curves in steps and control charts have these as well. */
static const char style_steps[] =
    ".cs-plot .band{fill-opacity:.16}\n"
    ".cs-plot .limit{fill:none;stroke:#52606d;stroke-width:1.25;stroke-dasharray:4 3}\n"
    ".cs-plot .centre{fill:none;stroke:#52606d;stroke-width:1.25}\n"
    ".cs-plot .ring{fill:none;stroke:#a61b1b;stroke-width:2.5}\n";

static const char style_steps_dark[] =
    ".cs-plot .limit{stroke:#a8b3bf}\n"
    ".cs-plot .centre{stroke:#a8b3bf}\n"
    ".cs-plot .ring{stroke:#ff9b9b}\n";

/* Six hues that the usual forms of colour blindness keep apart in lightness. */
static const char *const hues[] = { "#1f5fa8", "#c2410c", "#0f766e", "#9d2b8a", "#7a5c00", "#52606d" };
static const char *const hues_dark[] = { "#7ab8ff", "#ff9e64", "#5ad1b8", "#f096e0", "#e0c060", "#b8c0cc" };

static const char *const shades[CS_SVG_LEVELS] = {
	"#eaf2fb", "#cfe1f4", "#a9c9ea", "#7baadb", "#3b77b7", "#2563a5", "#0f3f78",
};
static const char *const shades_dark[CS_SVG_LEVELS] = {
	"#1b2633", "#1f3a57", "#24507d", "#2d6aa6", "#5a9ade", "#85b8ec", "#c3def8",
};
#define DARK_SHADE 4       /* from here on a light page needs light letters */
#define LIGHT_SHADE 4      /* and a dark page dark ones */

static void
add_hues(struct cs_str *out, const char *const *colours)
{
	for (size_t i = 0; i < CS_COUNT(hues); i++)
		cs_str_add_format(out, ".cs-plot .f%zu{fill:%s}.cs-plot .l%zu{stroke:%s}\n", i, colours[i], i,
		    colours[i]);
}

static void
add_shades(struct cs_str *out, bool dark)
{
	for (size_t i = 0; i < CS_SVG_LEVELS; i++) {
		bool light_letters = dark ? i < LIGHT_SHADE : i >= DARK_SHADE;

		cs_str_add_format(out, ".cs-plot .h%zu{fill:%s}.cs-plot text.t%zu{fill:%s}\n", i,
		    dark ? shades_dark[i] : shades[i], i, light_letters ? "#fff" : "#10202f");
	}
}

/* What a picture's kind needs of the style sheet. */
struct needs {
	bool hues, shades, steps;
};

/* Paper is light, whatever the screen is. */
static void
add_rules(struct cs_str *out, struct needs needs)
{
	cs_str_add_format(out, "%s%s", style, needs.steps ? style_steps : "");
	if (needs.shades)
		add_shades(out, false);
	if (needs.hues)
		add_hues(out, hues);
	cs_str_add_format(out, "@media screen and (prefers-color-scheme:dark){\n%s%s", style_dark,
	    needs.steps ? style_steps_dark : "");
	if (needs.shades)
		add_shades(out, true);
	if (needs.hues)
		add_hues(out, hues_dark);
	cs_str_add(out, "}\n");
}

void
cs_plot_style(struct cs_str *out)
{
	add_rules(out, (struct needs){ true, true, true });
}

static void
add_style(struct cs_svg *svg)
{
	enum cs_chart_kind kind = svg->chart->kind;
	bool heat = kind == CS_CHART_HEAT;

	if (svg->plot->bare)
		return;
	cs_str_add(svg->out, "<style>\n");
	add_rules(svg->out, (struct needs){ !heat, heat, kind == CS_CHART_CURVE || kind == CS_CHART_CONTROL });
	cs_str_add(svg->out, "</style>\n");
}

/* Stripes of three directions tell series apart where colours do not. */
static void
add_patterns(struct cs_svg *svg)
{
	static const int turns[] = { 0, 45, -45, 90 };
	const struct cs_chart *chart = svg->chart;

	cs_str_add(svg->out, "<defs>\n");
	for (size_t i = 0; chart->kind == CS_CHART_BARS && i < chart->y.count; i++) {
		if (turns[i % 4] != 0)
			cs_str_add_format(svg->out, "<pattern id=\"%s-p%zu\" width=\"7\" height=\"7\" "
			    "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(%d)\">"
			    "<path class=\"f%zu\" d=\"M0 0h7v7h-7z\"/><path class=\"stripe\" d=\"M1 0v7\"/></pattern>\n",
			    svg->plot->id, i, turns[i % 4], i % CS_COUNT(hues));
	}
	if (chart->open_count && chart->kind == CS_CHART_HEAT)
		cs_str_add_format(svg->out, "<pattern id=\"%s-open\" width=\"7\" height=\"7\" "
		    "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
		    "<path class=\"hatch\" d=\"M1 0v7\"/></pattern>\n", svg->plot->id);
	cs_str_add(svg->out, "</defs>\n");
}

void
cs_svg_fill(struct cs_svg *svg, size_t series)
{
	if (series % 4 == 0)
		cs_str_add_format(svg->out, " class=\"f%zu\"", series % CS_COUNT(hues));
	else
		cs_str_add_format(svg->out, " fill=\"url(#%s-p%zu)\"", svg->plot->id, series);
}

static void
add_element(struct cs_str *out, const char *name, const char *id, const char *part, const char *text)
{
	cs_str_add_format(out, "<%s id=\"%s-%s\">", name, id, part);
	cs_xml_add(out, text, strlen(text));
	cs_str_add_format(out, "</%s>\n", name);
}

void
cs_svg_begin(struct cs_svg *svg)
{
	struct cs_str title = { 0 }, words = { 0 };
	const char *id = svg->plot->id;

	cs_str_add(&title, "");
	if (svg->chart->value_title.len || svg->chart->title.len)
		cs_chart_add_title(svg->chart, &title);
	if (svg->chart->value_count)
		cs_chart_describe(svg->chart, &words);
	else
		cs_str_add(&words, _("There is no value to show."));
	bool nested = svg->plot->x || svg->plot->y;

	/* The sheet around it has the class: a second one would take away the height. */
	cs_str_add_format(svg->out, "<svg xmlns=\"http://www.w3.org/2000/svg\"%s role=\"img\" "
	    "aria-labelledby=\"%s-title %s-desc\" lang=\"%s\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\"",
	    nested ? "" : " class=\"cs-plot\"", id, id, svg->plot->korean ? "ko" : "en", svg->width, svg->height, svg->width, svg->height);
	if (nested)
		cs_str_add_format(svg->out, " x=\"%zu\" y=\"%zu\"", svg->plot->x, svg->plot->y);
	cs_str_add(svg->out, ">\n");
	add_element(svg->out, "title", id, "title", title.data);
	add_element(svg->out, "desc", id, "desc", words.data);
	add_style(svg);
	add_patterns(svg);
	cs_str_add_format(svg->out, "<rect class=\"bg\" width=\"%.0f\" height=\"%.0f\" rx=\"8\"/>\n", svg->width,
	    svg->height);
	char *head = cs_svg_cut(title.data, 17, svg->width - 40);

	cs_svg_text(svg, 20, 32, "start", "head", head);
	free(head);
	cs_str_release(&title);
	cs_str_release(&words);
}

void
cs_svg_end(struct cs_svg *svg)
{
	cs_str_add(svg->out, "</svg>\n");
}

void
cs_svg_text(struct cs_svg *svg, double x, double y, const char *anchor, const char *class, const char *text)
{
	cs_str_add_format(svg->out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">", x, y, anchor, class);
	cs_xml_add(svg->out, text, strlen(text));
	cs_str_add(svg->out, "</text>\n");
}

double
cs_svg_text_width(const char *text, double size)
{
	return (double)cs_text_width(text, strlen(text)) * size * COLUMN;
}

char *
cs_svg_cut(const char *text, double size, double room)
{
	struct cs_str cut = { 0 };
	size_t columns = room > 0 ? (size_t)(room / size / COLUMN) : 0, width;
	size_t len = strlen(text);

	if (cs_text_width(text, len) <= columns) {
		cs_str_add_n(&cut, text, len);
	} else {
		cs_str_add_n(&cut, text, cs_text_fit(text, len, columns > 1 ? columns - 1 : 0, &width));
		cs_str_add(&cut, "…");
	}
	return cs_str_detach(&cut);
}

double
cs_svg_widest(const struct cs_axis *axis, double limit)
{
	double widest = 0;

	for (size_t i = 0; i < axis->count; i++)
		widest = fmax(widest, cs_svg_text_width(axis->names[i], CS_SVG_SMALL));
	return fmin(widest, limit);
}

char *
cs_svg_number(const struct cs_svg *svg, double value)
{
	struct cs_str text = { 0 };

	cs_number_add(&text, &svg->chart->number, value);
	return cs_str_detach(&text);
}

void
cs_svg_hint(struct cs_svg *svg, size_t x, size_t y)
{
	const struct cs_chart *chart = svg->chart;
	struct cs_str text = { 0 };
	double v = cs_chart_value(chart, x, y);

	cs_str_add_format(&text, "%s, %s: ", chart->x.names[x], chart->y.names[y]);
	if (isnan(v))
		cs_str_add(&text, _("not over yet"));
	else
		cs_number_add(&text, &chart->number, v);
	cs_str_add(svg->out, "<title>");
	cs_xml_add(svg->out, text.data, text.len);
	cs_str_add(svg->out, "</title>");
	cs_str_release(&text);
}

double
cs_svg_legend(struct cs_svg *svg, double y)
{
	const struct cs_chart *chart = svg->chart;
	double x = 20;

	for (size_t i = 0; i < chart->y.count; i++) {
		char *name = cs_svg_cut(chart->y.names[i], CS_SVG_SMALL, svg->width - 60);
		double width = 18 + cs_svg_text_width(name, CS_SVG_SMALL);

		if (x > 20 && x + width > svg->width - 20) {
			x = 20;
			y += 20;
		}
		if (svg->out) {
			cs_str_add_format(svg->out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"12\" height=\"12\" rx=\"2\"", x, y - 10);
			cs_svg_fill(svg, i);
			cs_str_add(svg->out, "/>\n");
			cs_svg_text(svg, x + 18, y, "start", "soft", name);
		}
		x += width + 16;
		free(name);
	}
	return y;
}

double
cs_svg_tick_room(const struct cs_svg *svg, const struct cs_scale *scale)
{
	struct cs_str text = { 0 };
	double widest = 0;

	for (int i = 0; i <= scale->steps; i++) {
		cs_str_clear(&text);
		cs_scale_add(&text, scale, &svg->chart->number, cs_scale_tick(scale, i));
		widest = fmax(widest, cs_svg_text_width(text.data, CS_SVG_SMALL));
	}
	cs_str_release(&text);
	return widest + 28;
}

double
cs_svg_y(const struct cs_svg *svg, const struct cs_scale *scale, double value)
{
	return svg->bottom - cs_scale_place(scale, value) * (svg->bottom - svg->top);
}

void
cs_svg_grid(struct cs_svg *svg, const struct cs_scale *scale)
{
	struct cs_str text = { 0 };

	for (int i = 0; i <= scale->steps; i++) {
		double tick = cs_scale_tick(scale, i), y = cs_svg_y(svg, scale, tick);

		cs_str_clear(&text);
		cs_scale_add(&text, scale, &svg->chart->number, tick);
		cs_str_add_format(svg->out, "<path class=\"%s\" d=\"M%.1f %.1fH%.1f\"/>\n", tick == 0 ? "base" : "grid",
		    svg->left, y, svg->right);
		cs_svg_text(svg, svg->left - 8, y + 4, "end", "soft", text.data);
	}
	cs_str_release(&text);
}

void
cs_svg_names(struct cs_svg *svg, const double *at)
{
	const struct cs_axis *axis = &svg->chart->x;
	double *middles = cs_calloc(axis->count, sizeof(*middles));
	double *widths = cs_calloc(axis->count, sizeof(*widths));

	for (size_t i = 0; i < axis->count; i++) {
		widths[i] = fmin(cs_svg_text_width(axis->names[i], CS_SVG_SMALL), NAME_WIDTH);
		/* A name at the edge moves in rather than being cut off. */
		middles[i] = fmin(fmax(at[i], widths[i] / 2 + 4), svg->width - widths[i] / 2 - 4);
	}
	size_t stride = cs_axis_stride(middles, widths, axis->count, 10);

	for (size_t i = 0; i < axis->count; i += stride) {
		char *name = cs_svg_cut(axis->names[i], CS_SVG_SMALL, NAME_WIDTH);

		cs_svg_text(svg, middles[i], svg->bottom + 20, "middle", "soft", name);
		free(name);
	}
	free(middles);
	free(widths);
	cs_svg_text(svg, (svg->left + svg->right) / 2, svg->bottom + 42, "middle", "soft", svg->chart->x_title.data);
}

static void
draw_nothing(struct cs_svg *svg)
{
	svg->height = 120;
	cs_svg_begin(svg);
	cs_svg_text(svg, 20, 70, "start", "soft", _("There is no value to show."));
	cs_svg_end(svg);
}

void
cs_plot_svg(const struct cs_chart *chart, const struct cs_plot *plot, struct cs_str *out)
{
	struct cs_svg svg = { .chart = chart, .plot = plot, .out = out, .width = 800, .height = 420 };

	if (plot->width)
		svg.width = fmax((double)plot->width, WIDTH_MIN);
	if (plot->height)
		svg.height = fmax((double)plot->height, HEIGHT_MIN);
	if (chart->value_count == 0) {
		draw_nothing(&svg);
		return;
	}
	switch (chart->kind) {
	case CS_CHART_BARS:
		cs_svg_bars(&svg);
		break;
	case CS_CHART_LINES:
	case CS_CHART_CURVE:
	case CS_CHART_CONTROL:
		cs_svg_lines(&svg);
		break;
	case CS_CHART_HEAT:
		cs_svg_heat(&svg);
		break;
	}
}
