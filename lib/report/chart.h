/*
 * What a picture shows, apart from how it is drawn: a grid of values with the
 * names of its columns (x) and rows (y).  The rows are the series of a bar or
 * line chart, and the cohorts of a heat map.  A cell without a value is a
 * gap, never zero; a cell whose time is not over is open, and has no value
 * either.
 *
 *	cs_chart_init(&chart, CS_CHART_LINES);
 *	x = cs_axis_find(&chart.x, "2026-03", 7);
 *	cs_chart_set(&chart, x, 0, 0.4312);
 *	cs_chart_settle(&chart, &err);
 */
#ifndef CS_CHART_H
#define CS_CHART_H

#include "report/axis.h"
#include "report/scale.h"

#define CS_CHART_SERIES_MAX 10     /* more lines cannot be told apart */
#define CS_CHART_CELLS_MAX 1000000 /* more cannot be seen */

enum cs_chart_kind {
	CS_CHART_BARS,
	CS_CHART_LINES,
	CS_CHART_HEAT,
	CS_CHART_CURVE,   /* steps, as of survival, each with the band that it is known within */
	CS_CHART_CONTROL, /* series 0 is the values with their limits, series 1 the centre line */
};

struct cs_chart {
	enum cs_chart_kind kind;
	struct cs_str title;    /* empty: made from the names below */
	struct cs_str x_title;
	struct cs_str y_title;  /* of a heat map: what its rows are */
	struct cs_str value_title;
	struct cs_number number;
	struct cs_axis x, y;
	struct cs_mark *marks;  /* owned; as they came, until the chart is settled */
	size_t mark_count;
	size_t mark_cap;
	double *values;         /* owned, [y.count][x.count] after settling: NaN is a gap */
	bool *open;             /* owned, the same */
	double *lows, *highs;   /* owned, the same: the band or the limits around a value; NaN where there is none */
	double lo, hi;          /* the smallest and largest value; NaN where there is none */
	size_t value_count, gap_count, open_count;
};

struct cs_mark {
	size_t x, y;
	double value; /* NaN: missing */
	double low, high;
	bool open;
};

void cs_chart_init(struct cs_chart *chart, enum cs_chart_kind kind);
void cs_chart_release(struct cs_chart *chart);

/* One cell. NaN is a missing value; an open one is not shown as a value. */
void cs_chart_set(struct cs_chart *chart, size_t x, size_t y, double value, bool open);

/* The band or the limits of the cell that was set last; NaN is none. */
void cs_chart_set_band(struct cs_chart *chart, double low, double high);

/*
 * Puts the axes in order and the marks into the grid.  CS_EINPUT where a cell
 * has two values, or where the grid is larger than a picture can show.
 */
enum cs_status cs_chart_settle(struct cs_chart *chart, struct cs_err *err);

/* After settling. NaN where there is nothing to show. */
double cs_chart_value(const struct cs_chart *chart, size_t x, size_t y);
bool cs_chart_is_open(const struct cs_chart *chart, size_t x, size_t y);
double cs_chart_low(const struct cs_chart *chart, size_t x, size_t y);
double cs_chart_high(const struct cs_chart *chart, size_t x, size_t y);

/* True where a value of a control chart lies outside its limits. */
bool cs_chart_is_beyond(const struct cs_chart *chart, size_t x, size_t y);

/*
 * The axis that the values need, with at most `steps` steps.  Bars stand on
 * zero.  A heat map's ends below a column that is the highest throughout.
 */
struct cs_scale cs_chart_scale(const struct cs_chart *chart, int steps);

/* Appends the title that was given, or "repurchase_rate by period". */
void cs_chart_add_title(const struct cs_chart *chart, struct cs_str *out);

/*
 * Appends the picture in words, for those who cannot see it: the kind, the
 * axes, each series' lowest, highest and last value, gaps and open cells.
 */
void cs_chart_describe(const struct cs_chart *chart, struct cs_str *out);

#endif
