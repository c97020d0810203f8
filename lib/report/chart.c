#include "report/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
cs_chart_init(struct cs_chart *chart, enum cs_chart_kind kind)
{
	*chart = (struct cs_chart){ .kind = kind, .lo = NAN, .hi = NAN };
}

void
cs_chart_release(struct cs_chart *chart)
{
	cs_str_release(&chart->title);
	cs_str_release(&chart->x_title);
	cs_str_release(&chart->y_title);
	cs_str_release(&chart->value_title);
	cs_axis_release(&chart->x);
	cs_axis_release(&chart->y);
	free(chart->marks);
	free(chart->values);
	free(chart->open);
	free(chart->lows);
	free(chart->highs);
	*chart = (struct cs_chart){ 0 };
}

void
cs_chart_set(struct cs_chart *chart, size_t x, size_t y, double value, bool open)
{
	chart->marks = cs_grow(chart->marks, &chart->mark_cap, chart->mark_count + 1,
	    sizeof(*chart->marks));
	chart->marks[chart->mark_count++] = (struct cs_mark){ .x = x, .y = y, .value = open ? NAN : value,
		.open = open, .low = NAN, .high = NAN };
}

void
cs_chart_set_band(struct cs_chart *chart, double low, double high)
{
	chart->marks[chart->mark_count - 1].low = low;
	chart->marks[chart->mark_count - 1].high = high;
}

static size_t
cell_of(const struct cs_chart *chart, size_t x, size_t y)
{
	return y * chart->x.count + x;
}

double
cs_chart_value(const struct cs_chart *chart, size_t x, size_t y)
{
	return chart->values[cell_of(chart, x, y)];
}

bool
cs_chart_is_open(const struct cs_chart *chart, size_t x, size_t y)
{
	return chart->open[cell_of(chart, x, y)];
}

double
cs_chart_low(const struct cs_chart *chart, size_t x, size_t y)
{
	return chart->lows[cell_of(chart, x, y)];
}

double
cs_chart_high(const struct cs_chart *chart, size_t x, size_t y)
{
	return chart->highs[cell_of(chart, x, y)];
}

/* Comparing with NaN is false. */
bool
cs_chart_is_beyond(const struct cs_chart *chart, size_t x, size_t y)
{
	double v = cs_chart_value(chart, x, y);

	return chart->kind == CS_CHART_CONTROL && (v < cs_chart_low(chart, x, y) || v > cs_chart_high(chart, x, y));
}

static enum cs_status
check_size(const struct cs_chart *chart, struct cs_err *err)
{
	if (chart->kind != CS_CHART_HEAT && chart->y.count > CS_CHART_SERIES_MAX)
		return cs_err_set(err, CS_EINPUT,
		    _("%zu series cannot be told apart in one picture; %d are the most: choose some, or take --kind heat"),
		    chart->y.count, CS_CHART_SERIES_MAX);
	if (chart->y.count && chart->x.count > CS_CHART_CELLS_MAX / chart->y.count)
		return cs_err_set(err, CS_EINPUT,
		    _("a picture of %zu by %zu values shows nothing; %d values are the most"),
		    chart->x.count, chart->y.count, CS_CHART_CELLS_MAX);
	return CS_OK;
}

/* Two values for one place: one of them would vanish without a word. */
static enum cs_status
two_values(const struct cs_chart *chart, size_t x, size_t y, struct cs_err *err)
{
	if (chart->kind == CS_CHART_HEAT)
		return cs_err_set(err, CS_EINPUT, _("%s %s, %s %s: two values for one cell"),
		    chart->y_title.data, chart->y.names[y], chart->x_title.data, chart->x.names[x]);
	return cs_err_set(err, CS_EINPUT,
	    _("%s %s: two values of one series; --series COLUMN tells which rows belong together"),
	    chart->x_title.data, chart->x.names[x]);
}

/* The same day or number twice: rows of several series without their names. */
static enum cs_status
check_places(const struct cs_chart *chart, struct cs_err *err)
{
	for (size_t x = 1; x < chart->x.count; x++) {
		if (chart->x.at[x] == chart->x.at[x - 1])
			return two_values(chart, x, 0, err);
	}
	return CS_OK;
}

static enum cs_status
fill_grid(struct cs_chart *chart, const size_t *to_x, const size_t *to_y, struct cs_err *err)
{
	size_t cells = chart->x.count * chart->y.count;
	bool *taken = cs_calloc(cells, sizeof(*taken));
	enum cs_status st = CS_OK;

	chart->values = cs_calloc(cells, sizeof(*chart->values));
	chart->open = cs_calloc(cells, sizeof(*chart->open));
	chart->lows = cs_calloc(cells, sizeof(*chart->lows));
	chart->highs = cs_calloc(cells, sizeof(*chart->highs));
	for (size_t i = 0; i < cells; i++)
		chart->values[i] = chart->lows[i] = chart->highs[i] = NAN;
	for (size_t i = 0; i < chart->mark_count && st == CS_OK; i++) {
		const struct cs_mark *m = &chart->marks[i];
		size_t at = cell_of(chart, to_x[m->x], to_y[m->y]);

		if (taken[at])
			st = two_values(chart, to_x[m->x], to_y[m->y], err);
		taken[at] = true;
		chart->values[at] = m->value;
		chart->open[at] = m->open;
		chart->lows[at] = m->low;
		chart->highs[at] = m->high;
	}
	free(taken);
	return st;
}

static void
count_values(struct cs_chart *chart)
{
	for (size_t i = 0; i < chart->x.count * chart->y.count; i++) {
		double v = chart->values[i];

		chart->open_count += chart->open[i];
		chart->gap_count += isnan(v) && !chart->open[i] ? 1 : 0;
		chart->value_count += isnan(v) ? 0 : 1;
		/* fmin and fmax pass over NaN. */
		chart->lo = fmin(fmin(chart->lo, v), chart->lows[i]);
		chart->hi = fmax(fmax(chart->hi, v), chart->highs[i]);
	}
}

enum cs_status
cs_chart_settle(struct cs_chart *chart, struct cs_err *err)
{
	enum cs_status st = check_size(chart, err);

	if (st != CS_OK)
		return st;
	/* Bars may be in an order that somebody chose; lines and maps may not. */
	size_t *to_x = cs_axis_settle(&chart->x, chart->kind != CS_CHART_BARS);
	size_t *to_y = NULL;

	if (chart->kind == CS_CHART_HEAT) {
		to_y = cs_axis_settle(&chart->y, true);
	} else {
		to_y = cs_calloc(chart->y.count, sizeof(*to_y));
		for (size_t i = 0; i < chart->y.count; i++)
			to_y[i] = i;
	}
	st = check_size(chart, err);
	if (st == CS_OK && chart->kind != CS_CHART_BARS && chart->kind != CS_CHART_HEAT)
		st = check_places(chart, err);
	if (st == CS_OK)
		st = fill_grid(chart, to_x, to_y, err);
	if (st == CS_OK)
		count_values(chart);
	free(to_x);
	free(to_y);
	return st;
}

/*
 * In a cohort table, the month of the first purchase is 100 % for every
 * cohort.  A column in which every value is the highest of all tells nothing
 * apart, and would leave one shade for all the others.
 */
static double
highest_that_differs(const struct cs_chart *chart)
{
	double hi = NAN;

	for (size_t x = 0; x < chart->x.count; x++) {
		double least = NAN, most = NAN;
		size_t count = 0;

		for (size_t y = 0; y < chart->y.count; y++) {
			double v = cs_chart_value(chart, x, y);

			least = fmin(least, v);
			most = fmax(most, v);
			count += isnan(v) ? 0 : 1;
		}
		if (count == 1 || least < chart->hi)
			hi = fmax(hi, most);
	}
	return isnan(hi) ? chart->hi : hi;
}

struct cs_scale
cs_chart_scale(const struct cs_chart *chart, int steps)
{
	double lo = isnan(chart->lo) ? 0 : chart->lo;
	double hi = isnan(chart->hi) ? 0 : chart->hi;
	bool whole = !chart->number.percent && chart->number.decimals == 0;

	if (chart->kind == CS_CHART_HEAT && chart->value_count)
		hi = highest_that_differs(chart);
	/* A bar's length is its value.  A line may leave zero, but where zero
	 * is not far it stays, because it shows how large a change is. */
	if (chart->kind == CS_CHART_BARS || (lo > 0 && lo < 0.7 * hi))
		lo = fmin(lo, 0);
	if (chart->kind == CS_CHART_BARS || (hi < 0 && hi > 0.7 * lo))
		hi = fmax(hi, 0);
	return cs_scale_make(lo, hi, steps, whole);
}

void
cs_chart_add_title(const struct cs_chart *chart, struct cs_str *out)
{
	if (chart->title.len)
		cs_str_add_n(out, chart->title.data, chart->title.len);
	else if (chart->kind == CS_CHART_HEAT)
		cs_str_add_format(out, _("%s by %s and %s"), chart->value_title.data, chart->y_title.data,
		    chart->x_title.data);
	else
		cs_str_add_format(out, _("%s by %s"), chart->value_title.data, chart->x_title.data);
}

static void
describe_axis(const struct cs_axis *axis, const struct cs_str *title, struct cs_str *out)
{
	cs_str_add_format(out, _(" %s: %s to %s, %zu in all."), title->data, axis->names[0],
	    axis->names[axis->count - 1], axis->count);
}

/* Where the lowest, the highest and the last value of a row stand. */
struct extremes {
	size_t lo, hi, last;
	bool any;
};

static struct extremes
extremes_of(const struct cs_chart *chart, size_t y)
{
	struct extremes e = { 0 };

	for (size_t x = 0; x < chart->x.count; x++) {
		double v = cs_chart_value(chart, x, y);

		if (isnan(v))
			continue;
		if (!e.any || v < cs_chart_value(chart, e.lo, y))
			e.lo = x;
		if (!e.any || v > cs_chart_value(chart, e.hi, y))
			e.hi = x;
		e.last = x;
		e.any = true;
	}
	return e;
}

static void
describe_series(const struct cs_chart *chart, size_t y, struct cs_str *out)
{
	struct extremes e = extremes_of(chart, y);
	struct cs_str lo = { 0 }, hi = { 0 }, last = { 0 };

	if (!e.any)
		return;
	cs_number_add(&lo, &chart->number, cs_chart_value(chart, e.lo, y));
	cs_number_add(&hi, &chart->number, cs_chart_value(chart, e.hi, y));
	cs_number_add(&last, &chart->number, cs_chart_value(chart, e.last, y));
	cs_str_add_format(out, _(" %s: lowest %s (%s), highest %s (%s), last %s (%s)."), chart->y.names[y],
	    lo.data, chart->x.names[e.lo], hi.data, chart->x.names[e.hi], last.data, chart->x.names[e.last]);
	cs_str_release(&lo);
	cs_str_release(&hi);
	cs_str_release(&last);
}

static void
describe_range(const struct cs_chart *chart, struct cs_str *out)
{
	struct cs_str lo = { 0 }, hi = { 0 };

	if (chart->value_count == 0)
		return;
	cs_number_add(&lo, &chart->number, chart->lo);
	cs_number_add(&hi, &chart->number, chart->hi);
	cs_str_add_format(out, _(" %s: lowest %s, highest %s."), chart->value_title.data, lo.data, hi.data);
	cs_str_release(&lo);
	cs_str_release(&hi);
}

static const char *const kind_names[] = {
	[CS_CHART_BARS] = N_("Bar chart."),
	[CS_CHART_LINES] = N_("Line chart."),
	[CS_CHART_HEAT] = N_("Heat map."),
	[CS_CHART_CURVE] = N_("Curve in steps, with the band that it is known within."),
	[CS_CHART_CONTROL] = N_("Control chart."),
};

static void
describe_beyond(const struct cs_chart *chart, struct cs_str *out)
{
	size_t beyond = 0;

	for (size_t x = 0; x < chart->x.count; x++)
		beyond += cs_chart_is_beyond(chart, x, 0);
	if (chart->kind == CS_CHART_CONTROL)
		cs_str_add_format(out, cs_tr_count(" %zu value lies outside the limits.", " %zu values lie outside the limits.",
		    beyond), beyond);
}

void
cs_chart_describe(const struct cs_chart *chart, struct cs_str *out)
{
	cs_str_add(out, _(kind_names[chart->kind]));
	describe_axis(&chart->x, &chart->x_title, out);
	if (chart->kind == CS_CHART_HEAT) {
		describe_axis(&chart->y, &chart->y_title, out);
		describe_range(chart, out);
	} else {
		for (size_t y = 0; y < chart->y.count; y++)
			describe_series(chart, y, out);
	}
	describe_beyond(chart, out);
	if (chart->gap_count && chart->kind != CS_CHART_HEAT)
		cs_str_add_format(out, cs_tr_count(" %zu value is missing.", " %zu values are missing.",
		    chart->gap_count), chart->gap_count);
	if (chart->open_count)
		cs_str_add_format(out, cs_tr_count(" %zu value is not shown, because its time is not over.",
		    " %zu values are not shown, because their time is not over.", chart->open_count),
		    chart->open_count);
}
