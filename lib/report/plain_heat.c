#include "report/plain.h"

#include <math.h>

#include "base/text.h"

#define LEVELS 5 /* shades of a heat map */

/* How a heat map lies on the page. */
struct heat {
	size_t label, cell;
	size_t columns; /* that fit, from the left */
	bool brief;     /* percentages without decimals */
	struct cs_scale scale;
};

static struct heat
lay_out_heat(const struct cs_plain *page)
{
	const struct cs_chart *chart = page->chart;
	struct heat h = { .label = cs_plain_widest_name(&chart->y), .columns = chart->x.count };
	size_t title = cs_text_width(chart->y_title.data, chart->y_title.len);

	h.label = cs_plain_at_most(h.label > title ? h.label : title, page->width / 3);
	h.scale = cs_chart_scale(chart, LEVELS);
	size_t names = cs_plain_widest_name(&chart->x);

	for (int brief = 0; brief < 2; brief++) {
		h.brief = brief;
		h.cell = cs_plain_widest_value(chart, h.brief, chart->x.count) + 1;
		/* Beside the number stands its shade. */
		h.cell = h.cell > names ? h.cell : names;
		if (h.label + h.columns * (h.cell + 1) <= page->width)
			return h;
	}
	h.columns = page->width > h.label ? (page->width - h.label) / (h.cell + 1) : 0;
	h.columns = h.columns ? h.columns : 1;
	return h;
}

static size_t
level_of(const struct heat *h, double value)
{
	return cs_scale_shade(&h->scale, value, LEVELS);
}

static const char *
shade(const struct cs_plain *page, size_t level)
{
	static const char *const blocks[LEVELS] = { " ", "░", "▒", "▓", "█" };
	static const char *const plain[LEVELS] = { " ", ".", ":", "*", "#" };

	return page->plot->ascii ? plain[level] : blocks[level];
}

/* From pale to dark blue, with letters that can be read on each. */
static void
begin_shade(const struct cs_plain *page, size_t level)
{
	static const int grounds[LEVELS] = { 195, 153, 111, 26, 18 };

	if (page->plot->colour)
		cs_str_add_format(page->out, "\033[48;5;%d;38;5;%dm", grounds[level], level < 3 ? 16 : 231);
}

static void
draw_heat_row(const struct cs_plain *page, const struct heat *h, size_t y)
{
	const struct cs_chart *chart = page->chart;
	struct cs_str text = { 0 };

	cs_plain_padded(page, chart->y.names[y], h->label, false);
	for (size_t x = 0; x < h->columns; x++) {
		double v = cs_chart_value(chart, x, y);

		cs_str_clear(&text);
		cs_plain_value(chart, x, y, h->brief, &text);
		cs_str_add(&text, "");
		cs_str_add_char(page->out, ' ');
		if (!isnan(v))
			begin_shade(page, level_of(h, v));
		cs_plain_padded(page, text.data, h->cell - 1, true);
		cs_str_add(page->out, isnan(v) || page->plot->colour ? " " : shade(page, level_of(h, v)));
		if (!isnan(v))
			cs_plain_colour_end(page);
	}
	cs_plain_end(page->out);
	cs_str_release(&text);
}

/* "[░] from 20%": where each shade begins. */
static void
draw_shades(const struct cs_plain *page, const struct heat *h)
{
	struct cs_str from = { 0 }, text = { 0 };
	size_t used = 0;

	for (int i = 0; i < h->scale.steps; i++) {
		double tick = cs_scale_tick(&h->scale, i);

		cs_str_clear(&from);
		cs_str_clear(&text);
		cs_scale_add(&from, &h->scale, &page->chart->number, tick);
		cs_str_add_format(&text, _(" from %s"), from.data);
		size_t width = cs_text_width(text.data, text.len) + 5;

		if (used && used + width - 2 > page->width) {
			cs_plain_end(page->out);
			used = 0;
		}
		begin_shade(page, level_of(h, tick));
		cs_str_add_format(page->out, "[%s]", page->plot->colour ? " " : shade(page, level_of(h, tick)));
		cs_plain_colour_end(page);
		cs_str_add_n(page->out, text.data, text.len);
		cs_str_add(page->out, "  ");
		used += width;
	}
	cs_plain_end(page->out);
	cs_str_release(&from);
	cs_str_release(&text);
}

void
cs_plain_heat(const struct cs_plain *page)
{
	const struct cs_chart *chart = page->chart;
	struct heat h = lay_out_heat(page);

	cs_plain_padded(page, chart->y_title.data, h.label, false);
	cs_str_add(page->out, " ");
	cs_plain_padded(page, chart->x_title.data, page->width - h.label - 1, false);
	cs_plain_end(page->out);
	cs_plain_padded(page, "", h.label, false);
	for (size_t x = 0; x < h.columns; x++) {
		cs_str_add_char(page->out, ' ');
		cs_plain_padded(page, chart->x.names[x], h.cell - 1, true);
		cs_str_add_char(page->out, ' ');
	}
	cs_plain_end(page->out);
	for (size_t y = 0; y < chart->y.count; y++)
		draw_heat_row(page, &h, y);
	draw_shades(page, &h);
	if (h.columns < chart->x.count)
		cs_str_add_format(page->out, cs_tr_count("%zu more column has no room.\n",
		    "%zu more columns have no room.\n", chart->x.count - h.columns), chart->x.count - h.columns);
}
