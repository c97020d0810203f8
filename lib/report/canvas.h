/*
 * A sheet of dots for a terminal: each character is two dots wide and four
 * high (Braille), or one dot (ASCII).  Every character remembers to which
 * series it belongs, for its colour, and may carry a letter.
 */
#ifndef CS_CANVAS_H
#define CS_CANVAS_H

#include "base/str.h"

struct cs_canvas {
	size_t wide, high;            /* in characters */
	size_t dots_wide, dots_high;
	size_t per_column, per_row;   /* dots of one character */
	unsigned char *dots;          /* owned; one bit for each dot */
	char *letters;                /* owned; 0 where there is none */
	unsigned char *series;        /* owned; 0 where nothing was drawn, else series + 1 */
	bool ascii;
};

void cs_canvas_init(struct cs_canvas *canvas, size_t wide, size_t high, bool ascii);
void cs_canvas_release(struct cs_canvas *canvas);

/* A straight line of dots, both ends included. Places outside are a bug. */
void cs_canvas_line(struct cs_canvas *canvas, size_t x0, size_t y0, size_t x1, size_t y1,
    size_t series);

/* A letter on the character that holds the dot, in front of its dots. */
void cs_canvas_mark(struct cs_canvas *canvas, size_t x, size_t y, char letter, size_t series);

/* Appends one row of characters, with terminal colours where wanted. */
void cs_canvas_add_row(const struct cs_canvas *canvas, size_t row, bool colour,
    struct cs_str *out);

/* Begins the colour of a series on a terminal, readable on dark and light. */
void cs_colour_add(struct cs_str *out, size_t series);

#endif
