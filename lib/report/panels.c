#include "report/panels.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/xml.h"

#define WIDTH 960       /* pixels of all together */
#define PANEL_WIDTH 240 /* the narrowest that can be read */
#define PANEL_HEIGHT 240
#define COLUMNS_MAX 4
#define HEAD 48         /* pixels of the title above them */
#define TEXT_ROWS 8

void
cs_panels_release(struct cs_panels *panels)
{
	for (size_t i = 0; i < panels->count; i++)
		cs_chart_release(&panels->charts[i]);
	free(panels->charts);
	*panels = (struct cs_panels){ 0 };
}

static void
copy_axis(struct cs_axis *to, const struct cs_axis *from)
{
	for (size_t i = 0; i < from->count; i++)
		cs_axis_add(to, from->names[i], strlen(from->names[i]));
}

static void
copy_text(struct cs_str *to, const struct cs_str *from)
{
	cs_str_add(to, from->data ? from->data : "");
}

static void
begin_panel(struct cs_chart *panel, const struct cs_chart *all, const char *name)
{
	cs_chart_init(panel, all->kind);
	cs_str_add(&panel->title, *name ? name : "–");
	copy_text(&panel->x_title, &all->x_title);
	copy_text(&panel->y_title, &all->y_title);
	copy_text(&panel->value_title, &all->value_title);
	panel->number = all->number;
	copy_axis(&panel->x, &all->x);
	copy_axis(&panel->y, &all->y);
}

/* One range for all, so that the same height is the same value. */
static void
share_range(struct cs_panels *panels)
{
	double lo = NAN, hi = NAN;

	for (size_t i = 0; i < panels->count; i++) {
		lo = fmin(lo, panels->charts[i].lo);
		hi = fmax(hi, panels->charts[i].hi);
	}
	for (size_t i = 0; i < panels->count; i++) {
		panels->charts[i].lo = lo;
		panels->charts[i].hi = hi;
	}
}

enum cs_status
cs_panels_split(struct cs_panels *panels, const struct cs_chart *all, const size_t *panel_of,
    const struct cs_axis *names, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	if (names->count > CS_PANELS_MAX)
		return cs_err_set(err, CS_EINPUT, _("%zu panels cannot be compared; %d are the most"), names->count,
		    CS_PANELS_MAX);
	panels->charts = cs_calloc(names->count, sizeof(*panels->charts));
	panels->count = names->count;
	for (size_t i = 0; i < names->count; i++)
		begin_panel(&panels->charts[i], all, names->names[i]);
	for (size_t i = 0; i < all->mark_count; i++) {
		const struct cs_mark *m = &all->marks[i];

		cs_chart_set(&panels->charts[panel_of[i]], m->x, m->y, m->value, m->open);
		cs_chart_set_band(&panels->charts[panel_of[i]], m->low, m->high);
	}
	for (size_t i = 0; st == CS_OK && i < panels->count; i++)
		st = cs_chart_settle(&panels->charts[i], err);
	share_range(panels);
	return st;
}

void
cs_panels_text(const struct cs_panels *panels, const struct cs_plot *plot, const char *title, struct cs_str *out)
{
	struct cs_plot each = *plot;

	each.height = plot->height ? plot->height : TEXT_ROWS;
	if (*title)
		cs_str_add_format(out, "%s\n\n", title);
	for (size_t i = 0; i < panels->count; i++) {
		if (i > 0)
			cs_str_add_char(out, '\n');
		cs_plot_text(&panels->charts[i], &each, out);
	}
}

/* As many side by side as can be read. */
static size_t
columns_of(const struct cs_panels *panels, size_t width)
{
	size_t room = width / PANEL_WIDTH, columns = room < COLUMNS_MAX ? room : COLUMNS_MAX;

	columns = columns < 1 ? 1 : columns;
	return panels->count < columns ? (panels->count ? panels->count : 1) : columns;
}

static void
open_sheet(const struct cs_plot *plot, const char *title, size_t width, size_t height, struct cs_str *out)
{
	cs_str_add_format(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"cs-plot\" role=\"group\" "
	    "aria-labelledby=\"%s-title\" lang=\"%s\" viewBox=\"0 0 %zu %zu\" width=\"%zu\" height=\"%zu\">\n"
	    "<title id=\"%s-title\">", plot->id, plot->korean ? "ko" : "en", width, height, width, height, plot->id);
	cs_xml_add(out, title, strlen(title));
	cs_str_add(out, "</title>\n<style>\n");
	cs_plot_style(out);
	cs_str_add_format(out, "</style>\n<rect class=\"bg\" width=\"%zu\" height=\"%zu\" rx=\"8\"/>\n"
	    "<text x=\"20\" y=\"32\" class=\"head\">", width, height);
	cs_xml_add(out, title, strlen(title));
	cs_str_add(out, "</text>\n");
}

void
cs_panels_svg(const struct cs_panels *panels, const struct cs_plot *plot, const char *title, struct cs_str *out)
{
	size_t width = plot->width ? plot->width : WIDTH, columns = columns_of(panels, width);
	size_t rows = (panels->count + columns - 1) / columns;
	struct cs_plot each = *plot;
	char id[64];

	each.width = width / columns;
	each.height = plot->height && rows ? plot->height / rows : PANEL_HEIGHT;
	each.bare = true;
	each.id = id;
	open_sheet(plot, title, width, HEAD + rows * each.height, out);
	for (size_t i = 0; i < panels->count; i++) {
		snprintf(id, sizeof(id), "%s-%zu", plot->id, i + 1);
		each.x = i % columns * each.width;
		each.y = HEAD + i / columns * each.height;
		cs_plot_svg(&panels->charts[i], &each, out);
	}
	cs_str_add(out, "</svg>\n");
}
