/*
 * The sheet that the SVG pictures are drawn on: size, margins, style sheet,
 * and text.  Only the svg_*.c files use it.
 */
#ifndef CS_SVG_H
#define CS_SVG_H

#include "report/plot.h"

#define CS_SVG_LEVELS 7   /* shades of a heat map */
#define CS_SVG_SMALL 12.0 /* pixels of the letters beside the axes */

struct cs_svg {
	const struct cs_chart *chart;
	const struct cs_plot *plot;
	struct cs_str *out;
	double width, height;            /* of the sheet */
	double left, right, top, bottom; /* where the values are drawn */
};

/* Opens the element: title, description, style, ground and heading. */
void cs_svg_begin(struct cs_svg *svg);
void cs_svg_end(struct cs_svg *svg);

/* Escaped text at a place; `anchor` is start, middle or end. */
void cs_svg_text(struct cs_svg *svg, double x, double y, const char *anchor, const char *class,
    const char *text);

/* About how wide the text is in letters of `size` pixels. */
double cs_svg_text_width(const char *text, double size);

/* The text, cut with an ellipsis where it is wider than `room`; the caller's. */
char *cs_svg_cut(const char *text, double size, double room);

/* The widest name of an axis, at most `limit`. */
double cs_svg_widest(const struct cs_axis *axis, double limit);

/* The number as the pictures write it; the caller's. */
char *cs_svg_number(const struct cs_svg *svg, double value);

/* "<title>2026-03, A: 43.1%</title>", which a pointer shows. */
void cs_svg_hint(struct cs_svg *svg, size_t x, size_t y);

/*
 * Swatches with the names of the series, which bars need, in rows from `y`
 * on.  Returns where the last row stands.  Draws nothing while `out` is NULL.
 */
double cs_svg_legend(struct cs_svg *svg, double y);

/* The way to fill shapes of a series: attributes, with a blank in front. */
void cs_svg_fill(struct cs_svg *svg, size_t series);

/* Lines across with their numbers at the left, a stronger one at zero. */
void cs_svg_grid(struct cs_svg *svg, const struct cs_scale *scale);

/* The heights at which `value` is drawn on that grid. */
double cs_svg_y(const struct cs_svg *svg, const struct cs_scale *scale, double value);

/*
 * The names of the x axis below the values, `at` giving the middle of each,
 * as many as stand clear of each other, and the title under them.
 */
void cs_svg_names(struct cs_svg *svg, const double *at);

/* Room at the left for the numbers of the grid. */
double cs_svg_tick_room(const struct cs_svg *svg, const struct cs_scale *scale);

/* What is drawn of one series in steps: the path of its values, its band, the rings around values beyond. */
void cs_svg_steps(struct cs_svg *svg, const struct cs_scale *scale, const double *at, size_t y);
void cs_svg_band(struct cs_svg *svg, const struct cs_scale *scale, const double *at, size_t y);
void cs_svg_rings(struct cs_svg *svg, const struct cs_scale *scale, const double *at);

/* The numbers of the centre line and the limits of a control chart, at its right edge. */
void cs_svg_limits(struct cs_svg *svg, const struct cs_scale *scale);

void cs_svg_bars(struct cs_svg *svg);
void cs_svg_lines(struct cs_svg *svg);
void cs_svg_heat(struct cs_svg *svg);

#endif
