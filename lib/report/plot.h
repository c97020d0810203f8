/*
 * Draws a settled chart: with characters for a terminal, or as SVG.
 */
#ifndef CS_PLOT_H
#define CS_PLOT_H

#include "report/chart.h"

struct cs_plot {
	size_t width, height; /* columns and lines of text, pixels of SVG; 0: what suits */
	bool ascii;           /* text: plain characters instead of blocks and Braille */
	bool colour;          /* text: terminal colours, beside what tells the same without them */
	bool korean;          /* SVG: the language of the labels, for screen readers */
	size_t x, y;          /* SVG: the place on a larger sheet */
	bool bare;            /* SVG: without a style sheet; cs_plot_style() gives the page one */
	const char *id;       /* SVG: what its ids begin with; differs among pictures of one page */
};

/*
 * Appends the picture in text, at most `width` columns wide (80).  Bars: one line for each value,
 * with the number beside it.  Lines: `height` rows (16) of Braille dots.  Heat
 * map: numbers with shades beside them.  What had no room is told below it.  A chart of nothing, without
 * even names, is nothing.
 */
void cs_plot_text(const struct cs_chart *chart, const struct cs_plot *plot, struct cs_str *out);

/*
 * Appends one <svg> element: self-contained, without script, with title and
 * description for screen readers, text as text, light and dark colours.
 */
void cs_plot_svg(const struct cs_chart *chart, const struct cs_plot *plot, struct cs_str *out);

/* Appends the style sheet of all kinds of pictures, for a page with several bare ones. */
void cs_plot_style(struct cs_str *out);

#endif
