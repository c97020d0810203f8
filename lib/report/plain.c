#include "report/plain.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "report/canvas.h"

#define WIDTH 80
#define WIDTH_MIN 20
#define OPEN_MARK "~"

void
cs_plain_blanks(struct cs_str *out, size_t n)
{
	while (n-- > 0)
		cs_str_add_char(out, ' ');
}

void
cs_plain_end(struct cs_str *out)
{
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->len--;
	cs_str_add_char(out, '\n');
}

/* The text, harmless, cut or filled to exactly `width` columns. */
void
cs_plain_padded(const struct cs_plain *page, const char *text, size_t width, bool right)
{
	struct cs_str shown = { 0 };
	size_t used;

	cs_text_visible(&shown, text, strlen(text));
	cs_str_add(&shown, "");
	size_t all = cs_text_width(shown.data, shown.len);
	size_t mark = all <= width ? 0 : page->plot->ascii && width >= 3 ? 3 : 1;
	size_t keep = cs_text_fit(shown.data, shown.len, mark < width ? width - mark : 0, &used);

	if (right && all < width)
		cs_plain_blanks(page->out, width - all);
	cs_str_add_n(page->out, shown.data, keep);
	if (mark)
		cs_str_add(page->out, !page->plot->ascii ? "…" : mark == 3 ? "..." : ".");
	if (!right && used + mark < width)
		cs_plain_blanks(page->out, width - used - mark);
	cs_str_release(&shown);
}

/* As much of a line as the page is wide. */
static void
add_line(const struct cs_plain *page, const char *text)
{
	struct cs_str shown = { 0 };

	cs_text_visible(&shown, text, strlen(text));
	cs_str_add(&shown, "");
	size_t width = cs_text_width(shown.data, shown.len);

	cs_plain_padded(page, shown.data, width < page->width ? width : page->width, false);
	cs_plain_end(page->out);
	cs_str_release(&shown);
}

size_t
cs_plain_widest_name(const struct cs_axis *axis)
{
	size_t widest = 0;

	for (size_t i = 0; i < axis->count; i++) {
		size_t width = cs_text_width(axis->names[i], strlen(axis->names[i]));

		if (width > widest)
			widest = width;
	}
	return widest;
}

size_t
cs_plain_at_most(size_t n, size_t limit)
{
	return n < limit ? n : limit;
}

/* What stands for the value of a cell; `brief` without decimals of a percentage. */
void
cs_plain_value(const struct cs_chart *chart, size_t x, size_t y, bool brief, struct cs_str *out)
{
	double v = cs_chart_value(chart, x, y);

	if (cs_chart_is_open(chart, x, y))
		cs_str_add(out, OPEN_MARK);
	else if (isnan(v))
		cs_str_add(out, chart->kind == CS_CHART_HEAT ? "" : "-");
	else if (brief)
		cs_number_add_short(out, &chart->number, v);
	else
		cs_number_add(out, &chart->number, v);
}

size_t
cs_plain_widest_value(const struct cs_chart *chart, bool brief, size_t columns)
{
	struct cs_str text = { 0 };
	size_t widest = 1;

	for (size_t y = 0; y < chart->y.count; y++) {
		for (size_t x = 0; x < columns; x++) {
			cs_str_clear(&text);
			cs_plain_value(chart, x, y, brief, &text);
			if (text.len > widest)
				widest = text.len;
		}
	}
	cs_str_release(&text);
	return widest;
}

void
cs_plain_colour(const struct cs_plain *page, size_t series)
{
	if (page->plot->colour)
		cs_colour_add(page->out, series);
}

void
cs_plain_colour_end(const struct cs_plain *page)
{
	if (page->plot->colour)
		cs_str_add(page->out, "\033[0m");
}

static void
draw_notes(const struct cs_plain *page)
{
	const struct cs_chart *chart = page->chart;

	if (chart->open_count && chart->kind != CS_CHART_LINES)
		cs_str_add_format(page->out, _("%s not over yet: no value\n"), OPEN_MARK);
	if (chart->gap_count && chart->kind == CS_CHART_BARS)
		cs_str_add_format(page->out, "%s\n", _("- no value"));
	if (chart->value_count == 0)
		cs_str_add_format(page->out, "%s\n", _("There is no value to show."));
}

void
cs_plot_text(const struct cs_chart *chart, const struct cs_plot *plot, struct cs_str *out)
{
	struct cs_plain page = { chart, plot, out, plot->width ? plot->width : WIDTH };
	struct cs_str title = { 0 };

	/* An input without even a header: silence is the whole truth. */
	if (chart->value_title.len == 0)
		return;
	page.width = page.width < WIDTH_MIN ? WIDTH_MIN : page.width;
	cs_chart_add_title(chart, &title);
	add_line(&page, title.data);
	cs_str_release(&title);
	if (chart->value_count == 0) {
		draw_notes(&page);
		return;
	}
	switch (chart->kind) {
	case CS_CHART_BARS:
		cs_plain_bars(&page);
		break;
	case CS_CHART_LINES:
	case CS_CHART_CURVE:
	case CS_CHART_CONTROL:
		cs_plain_lines(&page);
		break;
	case CS_CHART_HEAT:
		cs_plain_heat(&page);
		break;
	}
	draw_notes(&page);
}
