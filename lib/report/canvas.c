#include "report/canvas.h"

#include <stdlib.h>

#include "base/mem.h"

#define BRAILLE 0x2800 /* U+2800: the pattern without a dot */

void
cs_canvas_init(struct cs_canvas *canvas, size_t wide, size_t high, bool ascii)
{
	*canvas = (struct cs_canvas){ .wide = wide, .high = high, .ascii = ascii };
	canvas->per_column = ascii ? 1 : 2;
	canvas->per_row = ascii ? 1 : 4;
	canvas->dots_wide = wide * canvas->per_column;
	canvas->dots_high = high * canvas->per_row;
	canvas->dots = cs_calloc(wide * high, sizeof(*canvas->dots));
	canvas->letters = cs_calloc(wide * high, sizeof(*canvas->letters));
	canvas->series = cs_calloc(wide * high, sizeof(*canvas->series));
}

void
cs_canvas_release(struct cs_canvas *canvas)
{
	free(canvas->dots);
	free(canvas->letters);
	free(canvas->series);
	*canvas = (struct cs_canvas){ 0 };
}

static size_t
cell_at(const struct cs_canvas *canvas, size_t x, size_t y)
{
	if (x >= canvas->dots_wide || y >= canvas->dots_high)
		CS_BUG("a dot outside the canvas");
	return y / canvas->per_row * canvas->wide + x / canvas->per_column;
}

static void
set_dot(struct cs_canvas *canvas, size_t x, size_t y, size_t series)
{
	/* Braille counts the dots down the left, down the right, and the
	 * fourth row last: it was added to the six of old. */
	static const unsigned char bits[4][2] = {
		{ 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 },
	};
	size_t cell = cell_at(canvas, x, y);

	canvas->dots[cell] |= canvas->ascii ? 1 : bits[y % 4][x % 2];
	canvas->series[cell] = (unsigned char)(series + 1);
}

void
cs_canvas_line(struct cs_canvas *canvas, size_t x0, size_t y0, size_t x1, size_t y1,
    size_t series)
{
	long dx = (long)x1 - (long)x0, dy = (long)y1 - (long)y0;
	long steps = labs(dx) > labs(dy) ? labs(dx) : labs(dy);

	if (steps == 0)
		set_dot(canvas, x0, y0, series);
	for (long i = 0; steps > 0 && i <= steps; i++) {
		double part = (double)i / (double)steps;

		set_dot(canvas, (size_t)((double)x0 + part * (double)dx + 0.5),
		    (size_t)((double)y0 + part * (double)dy + 0.5), series);
	}
}

void
cs_canvas_mark(struct cs_canvas *canvas, size_t x, size_t y, char letter, size_t series)
{
	size_t cell = cell_at(canvas, x, y);

	canvas->letters[cell] = letter;
	canvas->series[cell] = (unsigned char)(series + 1);
}

void
cs_colour_add(struct cs_str *out, size_t series)
{
	static const int colours[] = { 33, 166, 36, 170, 136, 244 };

	cs_str_add_format(out, "\033[38;5;%dm", colours[series % CS_COUNT(colours)]);
}

static void
add_cell(const struct cs_canvas *canvas, size_t cell, struct cs_str *out)
{
	unsigned pattern = BRAILLE + canvas->dots[cell];

	if (canvas->letters[cell]) {
		cs_str_add_char(out, canvas->letters[cell]);
	} else if (canvas->dots[cell] == 0) {
		cs_str_add_char(out, ' ');
	} else if (canvas->ascii) {
		cs_str_add_char(out, '.');
	} else {
		cs_str_add_char(out, (char)(0xE0 | pattern >> 12));
		cs_str_add_char(out, (char)(0x80 | (pattern >> 6 & 0x3F)));
		cs_str_add_char(out, (char)(0x80 | (pattern & 0x3F)));
	}
}

void
cs_canvas_add_row(const struct cs_canvas *canvas, size_t row, bool colour, struct cs_str *out)
{
	unsigned char now = 0;

	for (size_t i = 0; i < canvas->wide; i++) {
		size_t cell = row * canvas->wide + i;
		unsigned char series = canvas->series[cell];

		if (colour && series != now) {
			if (now)
				cs_str_add(out, "\033[0m");
			if (series)
				cs_colour_add(out, series - 1u);
			now = series;
		}
		add_cell(canvas, cell, out);
	}
	if (now)
		cs_str_add(out, "\033[0m");
}
