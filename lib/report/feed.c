#include "report/feed.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "report/column.h"

#define RATE_DECIMALS 6  /* what a stream gives a rate, and nothing else */
#define SHOWN_DECIMALS 2 /* of other numbers, at most */
#define VALUE_LIMIT 1e15 /* beyond it, a double has no room for decimals */

/* A column that is wanted, and where it is. */
struct place {
	char *name; /* owned; NULL: none */
	int index;
	enum cs_mask mask;
};

/* The columns found, and what the rows so far looked like. */
struct loading {
	struct cs_chart *chart;
	struct cs_reader *reader;
	const struct cs_feed *feed;
	struct place x, rows;  /* rows: the series, or the rows of a heat map */
	struct place panel, low, high;
	struct cs_axis panels; /* the words of the panels, */
	size_t *panel_of;      /* and the panel of each mark; owned */
	size_t panel_count, panel_cap;
	struct place *values;  /* owned */
	size_t value_count;
	int complete;          /* -1: no such column */
	bool time;             /* every x is a day or a period */
	bool rates;            /* every value is written as a rate, */
	bool small;            /* and lies within +-1 */
	int decimals;
	struct cs_str text;
};

static bool
is_heat(const struct loading *l)
{
	return l->feed->kind == CS_CHART_HEAT;
}

static void
release(struct loading *l)
{
	free(l->x.name);
	free(l->rows.name);
	free(l->panel.name);
	free(l->low.name);
	free(l->high.name);
	cs_axis_release(&l->panels);
	free(l->panel_of);
	for (size_t i = 0; i < l->value_count; i++)
		free(l->values[i].name);
	free(l->values);
	cs_str_release(&l->text);
}

static enum cs_status
check_wishes(const struct cs_feed *feed, struct cs_err *err)
{
	bool heat = feed->kind == CS_CHART_HEAT;

	if (!feed->low != !feed->high || (feed->low && (feed->kind != CS_CHART_CURVE || feed->y_count > 1)))
		return cs_err_set(err, CS_EUSAGE, _("--low and --high belong together, to --kind curve and one --y"));
	if (feed->value && !heat)
		return cs_err_set(err, CS_EUSAGE, _("--value belongs to --kind heat"));
	if (feed->series && heat)
		return cs_err_set(err, CS_EUSAGE, _("--series does not belong to --kind heat: its rows are --y"));
	if (feed->y_count > 1 && (heat || feed->series))
		return cs_err_set(err, CS_EUSAGE, _("only one --y goes with --kind heat and with --series"));
	return CS_OK;
}

/* The name of the n-th column, for those who wish for none; the caller's. */
static char *
usual_name(const struct cs_row *header, size_t n)
{
	if (n >= header->count)
		return cs_strdup("");
	return cs_strndup(header->fields[n].text, header->fields[n].len);
}

static void
name_columns(struct loading *l, const struct cs_row *header)
{
	const struct cs_feed *feed = l->feed;
	const char *rows = feed->series;

	if (is_heat(l))
		rows = feed->y_count ? feed->y[0] : "cohort";
	l->rows.name = cs_strdup(rows);
	l->panel.name = cs_strdup(feed->panels);
	l->low.name = cs_strdup(feed->low);
	l->high.name = cs_strdup(feed->high);
	l->x.name = feed->x ? cs_strdup(feed->x) : is_heat(l) ? cs_strdup("age") : usual_name(header, 0);
	l->value_count = is_heat(l) || feed->y_count == 0 ? 1 : feed->y_count;
	l->values = cs_calloc(l->value_count, sizeof(*l->values));
	for (size_t i = 0; i < l->value_count; i++) {
		if (is_heat(l))
			l->values[i].name = cs_strdup(feed->value ? feed->value : "retention");
		else
			l->values[i].name = feed->y_count ? cs_strdup(feed->y[i]) : usual_name(header, 1);
	}
}

static enum cs_status
find_place(struct loading *l, const struct cs_row *header, struct place *place, struct cs_err *err)
{
	enum cs_status st = cs_column_need(l->reader, header, place->name, &place->index, err);

	if (st == CS_OK && !l->feed->reveal)
		place->mask = cs_column_mask(l->reader, header, (size_t)place->index);
	return st;
}

static enum cs_status
find_columns(struct loading *l, const struct cs_row *header, struct cs_err *err)
{
	enum cs_status st = find_place(l, header, &l->x, err);

	if (st == CS_OK && l->rows.name)
		st = find_place(l, header, &l->rows, err);
	if (st == CS_OK && l->panel.name)
		st = find_place(l, header, &l->panel, err);
	if (st == CS_OK && l->low.name)
		st = find_place(l, header, &l->low, err);
	if (st == CS_OK && l->high.name)
		st = find_place(l, header, &l->high, err);
	for (size_t i = 0; st == CS_OK && i < l->value_count; i++)
		st = find_place(l, header, &l->values[i], err);
	l->complete = cs_column_find(l->reader, header, "complete");
	return st;
}

/* The heading of a column: its name in the reader's language. */
static void
add_heading(struct cs_str *out, const char *name)
{
	const char *heading = cs_tr(name);

	cs_text_visible(out, heading, strlen(heading));
	cs_str_add(out, "");
}

static void
name_axes(struct loading *l)
{
	struct cs_chart *chart = l->chart;

	add_heading(&chart->x_title, l->x.name);
	add_heading(&chart->y_title, l->rows.name ? l->rows.name : "");
	for (size_t i = 0; i < l->value_count; i++) {
		if (i)
			cs_str_add(&chart->value_title, ", ");
		add_heading(&chart->value_title, l->values[i].name);
		cs_str_clear(&l->text);
		add_heading(&l->text, l->values[i].name);
		if (!l->rows.name)
			cs_axis_add(&chart->y, l->text.data, l->text.len);
	}
}

/* The field as a picture shows it: masked, and harmless. */
static void
take_text(struct loading *l, const struct cs_row *row, const struct place *place)
{
	struct cs_str masked = { 0 };

	cs_column_add(&masked, place->mask, cs_row_field(row, place->index));
	cs_str_clear(&l->text);
	cs_text_visible(&l->text, masked.data ? masked.data : "", masked.len);
	cs_str_add(&l->text, "");
	cs_str_release(&masked);
}

static bool
parse_value(struct loading *l, struct cs_field field, double *value)
{
	bool percent = field.len > 1 && field.text[field.len - 1] == '%';
	struct cs_amount amount;

	if (cs_amount_parse(field.text, field.len - percent, &amount)) {
		*value = (double)amount.value / pow(10, amount.decimals);
	} else {
		/* More digits than money has, or an exponent. */
		char *end;

		amount.decimals = SHOWN_DECIMALS;
		*value = strtod(l->text.data, &end);
		if (*end || end == l->text.data)
			return false;
	}
	*value /= percent ? 100 : 1;
	l->rates &= percent || amount.decimals == RATE_DECIMALS;
	l->small &= fabs(*value) <= 1;
	if (amount.decimals > l->decimals)
		l->decimals = amount.decimals;
	return isfinite(*value) && fabs(*value) <= VALUE_LIMIT;
}

/* The number in a cell; NaN where it is empty. */
static enum cs_status
read_value(struct loading *l, const struct cs_row *row, const struct place *place, double *value, struct cs_err *err)
{
	struct cs_field field = cs_row_field(row, place->index);

	*value = NAN;
	cs_str_clear(&l->text);
	cs_str_add_n(&l->text, field.text, field.len);
	if (field.len > 0 && !parse_value(l, field, value))
		return cs_err_set(err, CS_EINPUT, _("%s:%llu: %s: not a number: \"%s\""), cs_reader_name(l->reader),
		    (unsigned long long)row->line, place->name, l->text.data);
	return CS_OK;
}

static enum cs_status
take_band(struct loading *l, const struct cs_row *row, struct cs_err *err)
{
	double low, high;

	if (!l->low.name)
		return CS_OK;
	enum cs_status st = read_value(l, row, &l->low, &low, err);

	if (st == CS_OK)
		st = read_value(l, row, &l->high, &high, err);
	if (st == CS_OK)
		cs_chart_set_band(l->chart, low, high);
	return st;
}

static enum cs_status
take_value(struct loading *l, const struct cs_row *row, size_t x, size_t y, const struct place *place,
    struct cs_err *err)
{
	struct cs_field complete = cs_row_field(row, l->complete);
	bool open = complete.len == 2 && memcmp(complete.text, "no", 2) == 0;
	double value;
	enum cs_status st = read_value(l, row, place, &value, err);

	if (st != CS_OK)
		return st;
	cs_chart_set(l->chart, x, y, value, open);
	return take_band(l, row, err);
}

/* Notes to which panel the marks belong that a row has brought. */
static void
take_panel(struct loading *l, const struct cs_row *row)
{
	if (!l->panel.name)
		return;
	take_text(l, row, &l->panel);
	size_t panel = cs_axis_find(&l->panels, l->text.data, l->text.len);

	l->panel_of = cs_grow(l->panel_of, &l->panel_cap, l->chart->mark_count, sizeof(*l->panel_of));
	while (l->panel_count < l->chart->mark_count)
		l->panel_of[l->panel_count++] = panel;
}

static enum cs_status
take_row(struct loading *l, const struct cs_row *row, struct cs_err *err)
{
	struct cs_chart *chart = l->chart;
	enum cs_status st = CS_OK;
	size_t x, y = 0;

	take_text(l, row, &l->x);
	enum cs_axis_kind kind = cs_axis_kind_of(l->text.data);

	l->time &= kind >= CS_AXIS_DAYS;
	/* Without series each row is a place of its own, whatever its name. */
	if (l->rows.name || l->panel.name)
		x = cs_axis_find(&chart->x, l->text.data, l->text.len);
	else
		x = cs_axis_add(&chart->x, l->text.data, l->text.len);
	if (l->rows.name) {
		take_text(l, row, &l->rows);
		y = cs_axis_find(&chart->y, l->text.data, l->text.len);
	}
	for (size_t i = 0; st == CS_OK && i < l->value_count; i++)
		st = take_value(l, row, x, y + i, &l->values[i], err);
	take_panel(l, row);
	return st;
}

static enum cs_status
next_row(struct loading *l, struct cs_row *row, struct cs_err *err)
{
	enum cs_status st = cs_reader_next(l->reader, row, err);

	if (st == CS_ROW && row->fault)
		return cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(l->reader),
		    (unsigned long long)row->line, _(row->fault));
	return st;
}

/* What the values turned out to be. */
static void
settle_numbers(struct loading *l)
{
	struct cs_number *number = &l->chart->number;

	number->korean = l->feed->korean;
	number->percent = l->rates && l->small && l->chart->mark_count > 0;
	number->decimals = l->decimals < SHOWN_DECIMALS ? l->decimals : SHOWN_DECIMALS;
}

static enum cs_status
load_rows(struct loading *l, struct cs_err *err)
{
	struct cs_row row;
	enum cs_status st = next_row(l, &row, err);

	if (st != CS_ROW)
		return st;
	if (row.count < 2 && l->feed->y_count == 0 && !is_heat(l))
		return cs_err_set(err, CS_EINPUT, _("%s: one column only: there is nothing to draw over it"),
		    cs_reader_name(l->reader));
	name_columns(l, &row);
	st = find_columns(l, &row, err);
	if (st != CS_OK)
		return st;
	name_axes(l);
	while ((st = next_row(l, &row, err)) == CS_ROW) {
		st = take_row(l, &row, err);
		if (st != CS_OK)
			return st;
	}
	return st;
}

/* All rows, as marks that are not settled yet. */
static enum cs_status
load(struct loading *l, struct cs_chart *chart, struct cs_reader *reader, const struct cs_feed *feed,
    struct cs_err *err)
{
	enum cs_status st = check_wishes(feed, err);

	*l = (struct loading){ .chart = chart, .reader = reader, .feed = feed, .time = true, .rates = true, .small = true };
	if (st != CS_OK)
		return st;
	cs_chart_init(chart, feed->kind < 0 ? CS_CHART_BARS : (enum cs_chart_kind)feed->kind);
	st = load_rows(l, err);
	if (feed->kind < 0 && l->time && chart->x.count > 0)
		chart->kind = CS_CHART_LINES;
	settle_numbers(l);
	return st;
}

enum cs_status
cs_feed_chart(struct cs_chart *chart, struct cs_reader *reader, const struct cs_feed *feed, struct cs_err *err)
{
	struct loading l;
	enum cs_status st = load(&l, chart, reader, feed, err);

	release(&l);
	return st == CS_OK ? cs_chart_settle(chart, err) : st;
}

enum cs_status
cs_feed_panels(struct cs_panels *panels, struct cs_reader *reader, const struct cs_feed *feed, struct cs_err *err)
{
	struct cs_chart all = { 0 };
	struct loading l;
	enum cs_status st = load(&l, &all, reader, feed, err);

	if (st == CS_OK)
		st = cs_panels_split(panels, &all, l.panel_of, &l.panels, err);
	release(&l);
	cs_chart_release(&all);
	return st;
}
