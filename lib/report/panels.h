/*
 * Small multiples: one small picture for each word of a column, all on the
 * same axes, so that they can be compared.
 */
#ifndef CS_PANELS_H
#define CS_PANELS_H

#include "report/plot.h"

#define CS_PANELS_MAX 24 /* more cannot be looked at together */

struct cs_panels {
	struct cs_chart *charts; /* owned, [count]; titled with the word */
	size_t count;
};

void cs_panels_release(struct cs_panels *panels);

/*
 * Parts a chart that is not settled yet: mark i belongs to panel
 * panel_of[i].  Every panel gets all names of the x axis and all series, and
 * the range of all values.  CS_EINPUT where there are too many panels, or
 * where one cannot be settled.
 */
enum cs_status cs_panels_split(struct cs_panels *panels, const struct cs_chart *all, const size_t *panel_of,
    const struct cs_axis *names, struct cs_err *err);

/* Appends the pictures, one below the other, and as one <svg> side by side.  `title` may be "". */
void cs_panels_text(const struct cs_panels *panels, const struct cs_plot *plot, const char *title, struct cs_str *out);
void cs_panels_svg(const struct cs_panels *panels, const struct cs_plot *plot, const char *title, struct cs_str *out);

#endif
