#include "report/plain.h"

#include <math.h>

#define SHARED_MIN 13 /* columns that the numbers leave to labels and bars at least */

/* How the columns of a bar chart share the page. */
struct bars {
	size_t label, series, value;
	size_t room;      /* of the bars */
	size_t zero;      /* columns of it that lie below zero */
	double per_column;
};

static struct bars
lay_out_bars(const struct cs_plain *page)
{
	const struct cs_chart *chart = page->chart;
	struct bars b = { .value = cs_plain_widest_value(chart, false, chart->x.count) };
	/* The numbers come whole; what they leave is shared. */
	size_t rest = page->width > b.value + 2 + SHARED_MIN ? page->width - b.value - 2 : SHARED_MIN;
	double lo = fmin(chart->lo, 0), hi = fmax(chart->hi, 0);

	b.label = cs_plain_at_most(cs_plain_widest_name(&chart->x), rest / 3);
	if (chart->y.count > 1)
		b.series = cs_plain_at_most(cs_plain_widest_name(&chart->y), rest / 4);
	/* The axis between what is below and above zero takes a column, too. */
	b.room = rest - b.label - 2 - (b.series ? b.series + 2 : 0) - (lo < 0 ? 1 : 0);

	b.zero = (size_t)ceil(lo < hi ? (double)b.room * -lo / (hi - lo) - 1e-9 : 0);
	/* The larger side fills its columns; the other keeps the same scale. */
	double left = lo < 0 ? -lo / (double)b.zero : 0;
	double right = hi > 0 && b.room > b.zero ? hi / (double)(b.room - b.zero) : 0;

	b.per_column = fmax(fmax(left, right), hi > lo ? (hi - lo) / 1e6 : 1);
	return b;
}

/* `columns` of bar, in eighths: what is not nothing is never drawn as nothing. */
static void
add_bar_right(const struct cs_plain *page, double columns)
{
	static const char *const parts[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
	size_t eighths = (size_t)(columns * 8 + 0.5);

	if (columns > 0 && eighths == 0)
		eighths = 1;
	if (page->plot->ascii)
		eighths = (eighths + 4) / 8 * 8 + (eighths < 4 && columns > 0 ? 8 : 0);
	for (size_t i = 0; i < eighths / 8; i++)
		cs_str_add(page->out, page->plot->ascii ? "#" : "█");
	cs_str_add(page->out, parts[eighths % 8]);
}

/* Only the right half of a block exists in every font. */
static void
add_bar_left(const struct cs_plain *page, double columns, size_t room)
{
	size_t halves = (size_t)(columns * 2 + 0.5);

	if (columns > 0 && halves == 0)
		halves = 1;
	if (page->plot->ascii)
		halves = (halves + 1) / 2 * 2;
	size_t used = (halves + 1) / 2;

	cs_plain_blanks(page->out, room > used ? room - used : 0);
	if (halves % 2)
		cs_str_add(page->out, "▐");
	for (size_t i = 0; i < halves / 2; i++)
		cs_str_add(page->out, page->plot->ascii ? "#" : "█");
}

static void
add_bar(const struct cs_plain *page, const struct bars *b, double value, size_t series)
{
	cs_plain_colour(page, series);
	if (b->zero)
		add_bar_left(page, value < 0 ? -value / b->per_column : 0, b->zero);
	if (b->zero)
		cs_str_add(page->out, page->plot->ascii ? "|" : "│");
	if (value > 0)
		add_bar_right(page, value / b->per_column);
	cs_plain_colour_end(page);
}

static void
draw_bar_line(const struct cs_plain *page, const struct bars *b, size_t x, size_t y)
{
	const struct cs_chart *chart = page->chart;
	struct cs_str value = { 0 };
	double v = cs_chart_value(chart, x, y);

	cs_plain_padded(page, y == 0 ? chart->x.names[x] : "", b->label, false);
	cs_plain_blanks(page->out, 2);
	if (b->series) {
		cs_plain_padded(page, chart->y.names[y], b->series, false);
		cs_plain_blanks(page->out, 2);
	}
	cs_plain_value(chart, x, y, false, &value);
	cs_plain_padded(page, value.data, b->value, true);
	cs_plain_blanks(page->out, 2);
	if (!isnan(v))
		add_bar(page, b, v, y);
	cs_plain_end(page->out);
	cs_str_release(&value);
}

void
cs_plain_bars(const struct cs_plain *page)
{
	struct bars b = lay_out_bars(page);

	for (size_t x = 0; x < page->chart->x.count; x++) {
		for (size_t y = 0; y < page->chart->y.count; y++)
			draw_bar_line(page, &b, x, y);
	}
}
