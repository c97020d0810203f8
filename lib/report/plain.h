/*
 * The page that pictures of text are drawn on.  Only the plain*.c files use
 * it.
 */
#ifndef CS_PLAIN_H
#define CS_PLAIN_H

#include "report/plot.h"

struct cs_plain {
	const struct cs_chart *chart;
	const struct cs_plot *plot;
	struct cs_str *out;
	size_t width; /* of the page, in columns */
};

void cs_plain_blanks(struct cs_str *out, size_t n);

/* Ends the line, without blanks at its end. */
void cs_plain_end(struct cs_str *out);

/* The text, harmless, cut or filled to exactly `width` columns. */
void cs_plain_padded(const struct cs_plain *page, const char *text, size_t width, bool right);

/* What stands for the value of a cell; `brief`: percentages without decimals. */
void cs_plain_value(const struct cs_chart *chart, size_t x, size_t y, bool brief, struct cs_str *out);

/* The widest of the values in the first `columns` columns, and of all names. */
size_t cs_plain_widest_value(const struct cs_chart *chart, bool brief, size_t columns);
size_t cs_plain_widest_name(const struct cs_axis *axis);

size_t cs_plain_at_most(size_t n, size_t limit);

/* The colour of a series, where the page has colours. */
void cs_plain_colour(const struct cs_plain *page, size_t series);
void cs_plain_colour_end(const struct cs_plain *page);

void cs_plain_bars(const struct cs_plain *page);
void cs_plain_lines(const struct cs_plain *page);
void cs_plain_heat(const struct cs_plain *page);

#endif
