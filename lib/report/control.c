#include "report/control.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "report/axis.h"
#include "report/chart.h"
#include "stat/spc.h"

#define NAMED_MAX 5 /* points that a sentence names */

const char *const cs_control_words[] = { "p", "u", "laney", "g", "run", "pareto", NULL };

/* Names of periods, coarser and coarser. */
enum width { WIDTH_AS_IS, WIDTH_WEEK, WIDTH_MONTH, WIDTH_QUARTER, WIDTH_YEAR };
static const char *const width_names[] = { "", N_("weeks"), N_("months"), N_("quarters"), N_("years") };

/* The chart at work. */
struct work {
	struct cs_doc *doc;
	const struct cs_control *control;
	const struct cs_samples *samples;
	enum cs_spc_kind kind;
	enum width width;
	enum cs_axis_kind given;     /* what the names are as they came */
	struct cs_axis axis;         /* the names in order */
	struct cs_spc_point *points; /* owned, [axis.count] */
	size_t *phase_of;            /* owned, [axis.count], from 0 */
	size_t phase_count;
};

bool
cs_control_is_sized(enum cs_control_kind kind)
{
	return kind == CS_CONTROL_P || kind == CS_CONTROL_U || kind == CS_CONTROL_LANEY;
}

static void
release(struct work *w)
{
	cs_axis_release(&w->axis);
	free(w->points);
	free(w->phase_of);
}

/* Laney's chart is that of shares, unless a count exceeds its size: then it is a rate. */
static enum cs_spc_kind
kind_of(const struct cs_control *control, const struct cs_samples *samples)
{
	static const enum cs_spc_kind kinds[] = {
		[CS_CONTROL_P] = CS_SPC_P, [CS_CONTROL_U] = CS_SPC_U, [CS_CONTROL_LANEY] = CS_SPC_P_PRIME,
		[CS_CONTROL_G] = CS_SPC_G, [CS_CONTROL_RUN] = CS_SPC_RUN, [CS_CONTROL_PARETO] = CS_SPC_RUN,
	};

	for (size_t i = 0; control->kind == CS_CONTROL_LANEY && i < samples->count; i++) {
		if (samples->items[i].count > samples->items[i].size)
			return CS_SPC_U_PRIME;
	}
	return kinds[control->kind];
}

static enum cs_status
check_shares(const struct work *w, struct cs_err *err)
{
	for (size_t i = 0; w->kind == CS_SPC_P && i < w->samples->count; i++) {
		const struct cs_sample *s = &w->samples->items[i];

		if (s->count > s->size)
			return cs_err_set(err, CS_EINPUT, _("%s: %g of %g is no share; chart u takes rates"), s->name, s->count,
			    s->size);
	}
	return CS_OK;
}

/* ---- periods ---- */

/* The kind that all names have, or words. */
static enum cs_axis_kind
common_kind(const struct cs_samples *samples)
{
	enum cs_axis_kind kind = samples->count ? cs_axis_kind_of(samples->items[0].name) : CS_AXIS_WORDS;

	for (size_t i = 1; i < samples->count; i++) {
		if (cs_axis_kind_of(samples->items[i].name) != kind)
			return CS_AXIS_WORDS;
	}
	return kind;
}

static enum width
next_width(enum cs_axis_kind given, enum width now)
{
	if (given == CS_AXIS_DAYS && now < WIDTH_YEAR)
		return now + 1;
	if (given == CS_AXIS_MONTHS && now < WIDTH_YEAR)
		return now < WIDTH_QUARTER ? WIDTH_QUARTER : WIDTH_YEAR;
	return WIDTH_AS_IS;
}

/* The Thursday of an ISO week lies in the week's year. */
static void
add_week(struct cs_str *out, cs_day day)
{
	cs_day thursday = cs_week_start(day) + 3;
	int year = cs_date_of(thursday).year;

	cs_str_add_format(out, "%d-W%02d", year, (thursday - cs_day_of(year, 1, 1)) / 7 + 1);
}

/* The period of that width in which the name lies. */
static void
add_period(const struct work *w, const char *name, struct cs_str *out)
{
	struct cs_date date;
	char first[CS_DAY_TEXT];
	cs_day day;

	snprintf(first, sizeof(first), w->given == CS_AXIS_DAYS ? "%.10s" : "%.7s-01", name);
	cs_str_clear(out);
	if (w->width == WIDTH_AS_IS || !cs_day_parse(first, strlen(first), &day)) {
		cs_str_add(out, name);
		return;
	}
	date = cs_date_of(day);
	if (w->width == WIDTH_WEEK)
		add_week(out, day);
	else if (w->width == WIDTH_MONTH)
		cs_str_add_format(out, "%04d-%02d", date.year, date.month);
	else if (w->width == WIDTH_QUARTER)
		cs_str_add_format(out, "%04d-Q%d", date.year, (date.month + 2) / 3);
	else
		cs_str_add_format(out, "%04d", date.year);
}

/* Counts of one period are one count, where there is a size to add up as well. */
static size_t
place_of(struct work *w, const char *name)
{
	return cs_control_is_sized(w->control->kind) ? cs_axis_find(&w->axis, name, strlen(name))
	    : cs_axis_add(&w->axis, name, strlen(name));
}

static void
put_points(struct work *w, const size_t *places, const size_t *to)
{
	w->points = cs_calloc(w->axis.count, sizeof(*w->points));
	for (size_t i = 0; i < w->axis.count; i++)
		w->points[i] = (struct cs_spc_point){ .count = NAN, .base = true };
	for (size_t i = 0; i < w->samples->count; i++) {
		const struct cs_sample *s = &w->samples->items[i];
		struct cs_spc_point *p = &w->points[to[places[i]]];

		if (isnan(s->count))
			continue;
		p->count = isnan(p->count) ? s->count : p->count + s->count;
		p->size += s->size;
	}
	for (size_t i = 0; i < w->axis.count; i++)
		w->points[i].size = isnan(w->points[i].count) ? 1 : w->points[i].size;
}

/* The samples in order, those of one period together. */
static void
lay_out(struct work *w)
{
	size_t *places = cs_calloc(w->samples->count, sizeof(*places));
	struct cs_str period = { 0 };

	release(w);
	w->points = NULL;
	w->phase_of = NULL;
	w->axis = (struct cs_axis){ 0 };
	for (size_t i = 0; i < w->samples->count; i++) {
		add_period(w, w->samples->items[i].name, &period);
		places[i] = place_of(w, period.data);
	}
	size_t *to = cs_axis_settle(&w->axis, true);

	put_points(w, places, to);
	free(to);
	free(places);
	cs_str_release(&period);
}

/* How many cases a usual point has. */
static double
expected_cases(const struct work *w)
{
	double sum = 0;
	size_t known = 0;

	for (size_t i = 0; i < w->axis.count; i++) {
		if (!isnan(w->points[i].count)) {
			sum += w->points[i].count;
			known++;
		}
	}
	return known ? sum / (double)known : 1;
}

/* Limits around less than one case mean nothing: the periods become longer. */
static void
widen(struct work *w)
{
	while (cs_control_is_sized(w->control->kind) && expected_cases(w) < 1) {
		enum width next = next_width(w->given, w->width);

		if (next == WIDTH_AS_IS) {
			cs_doc_say(w->doc, CS_DOC_WATCH, "%s",
			    _("A point has less than one case: the limits say little. Chart g is made for rare ones."));
			return;
		}
		w->width = next;
		lay_out(w);
	}
	if (w->width != WIDTH_AS_IS)
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("The points are %s, because a shorter period has less than one case."),
		    _(width_names[w->width]));
}

/* ---- baseline and phases ---- */

/* The first point that is not before `name`, or the count. */
static size_t
find_point(const struct work *w, const char *name)
{
	struct cs_str period = { 0 };
	size_t i = 0;

	add_period(w, name, &period);
	/* Days and periods sort as text; anything else must be there itself. */
	for (; i < w->axis.count; i++) {
		int order = strcmp(w->axis.names[i], period.data);

		if (w->axis.kind >= CS_AXIS_DAYS ? order >= 0 : order == 0)
			break;
	}
	cs_str_release(&period);
	return i;
}

static enum cs_status
set_base(struct work *w, size_t from, size_t end, struct cs_err *err)
{
	size_t known = 0;

	for (size_t i = 0; i < w->axis.count; i++) {
		w->points[i].base = i >= from && i < end;
		known += w->points[i].base && !isnan(w->points[i].count);
	}
	return known ? CS_OK : cs_err_set(err, CS_EUSAGE, _("--baseline %s: no point lies in it"), w->control->baseline);
}

/*
 * The point behind the last that is not after `name`: 2026-02 holds all days
 * of February, and the last day may be one that the points pass over.  Of
 * words, that behind the word itself; 0 where there is no such point.
 */
static size_t
find_end(const struct work *w, const char *name)
{
	struct cs_str period = { 0 };
	size_t end = 0;

	if (w->axis.kind < CS_AXIS_DAYS) {
		end = find_point(w, name);
		return end < w->axis.count ? end + 1 : 0;
	}
	add_period(w, name, &period);
	while (end < w->axis.count && strncmp(w->axis.names[end], period.data, period.len) <= 0)
		end++;
	cs_str_release(&period);
	return end;
}

static enum cs_status
set_baseline(struct work *w, struct cs_err *err)
{
	const char *text = w->control->baseline, *dots = text ? strstr(text, "..") : NULL;
	int64_t count;

	if (!text)
		return CS_OK;
	if (cs_int_parse(text, strlen(text), &count) && count > 0)
		return set_base(w, 0, (size_t)count, err);
	if (!dots)
		return cs_err_set(err, CS_EUSAGE, _("--baseline: \"%s\" is not FROM..TO or a number of points"), text);
	char *first = cs_strndup(text, (size_t)(dots - text));
	size_t from = find_point(w, first), end = find_end(w, dots + 2);

	free(first);
	return set_base(w, from, end, err);
}

static enum cs_status
set_phases(struct work *w, struct cs_err *err)
{
	w->phase_of = cs_calloc(w->axis.count, sizeof(*w->phase_of));
	for (size_t m = 0; m < w->control->mark_count; m++) {
		size_t from = find_point(w, w->control->marks[m]);

		if (from == w->axis.count)
			return cs_err_set(err, CS_EUSAGE, _("--mark %s: no point is there"), w->control->marks[m]);
		for (size_t i = from; from > 0 && i < w->axis.count; i++)
			w->phase_of[i]++;
	}
	/* Two marks at one point count once. */
	size_t phase = 0;

	for (size_t i = 0, before = 0; i < w->axis.count; i++) {
		phase += i > 0 && w->phase_of[i] != before;
		before = w->phase_of[i];
		w->phase_of[i] = phase;
	}
	w->phase_count = w->axis.count ? phase + 1 : 0;
	return CS_OK;
}

/* ---- what it says ---- */

static struct cs_doc_value
value_of(struct work *w, double n)
{
	if (w->kind == CS_SPC_RUN || w->kind == CS_SPC_G)
		return cs_doc_real(w->doc, n, 2);
	return cs_doc_share(w->doc, n);
}

static void
say_beyond(struct work *w, const struct cs_spc_phase *phase, size_t from, size_t count)
{
	struct cs_str names = { 0 };
	size_t named = 0;

	if (phase->beyond == 0)
		return;
	for (size_t i = from; i < from + count; i++) {
		if (w->points[i].beyond && named++ < NAMED_MAX)
			cs_str_add_format(&names, "%s%s", names.len ? ", " : "", w->axis.names[i]);
	}
	cs_doc_say(w->doc, CS_DOC_WATCH, cs_tr_count("%zu point lies outside the limits: %s%s",
	    "%zu points lie outside the limits: %s%s", phase->beyond), phase->beyond, names.data, named > NAMED_MAX ? " …" : "");
	cs_str_release(&names);
}

static void
say_runs(struct work *w, const struct cs_spc_phase *phase)
{
	if (phase->useful < CS_SPC_USEFUL_MIN)
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("%zu points off the centre line are too few for the rules of runs (%d)."),
		    phase->useful, CS_SPC_USEFUL_MIN);
	else if (phase->shifted)
		cs_doc_say(w->doc, CS_DOC_WATCH, _("The series has moved: longest run %zu (chance makes at most %zu), "
		    "crossings %zu (at least %zu)."), phase->longest, phase->longest_max, phase->crossings, phase->crossings_min);
	else if (phase->beyond == 0)
		cs_doc_say(w->doc, CS_DOC_PLAIN, "%s", _("Nothing but chance."));
	if (phase->sigma_z > CS_SPC_OVERDISPERSED)
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("Overdispersed: neighbours differ %.2f times as much as chance makes; "
		    "the limits allow for it."), phase->sigma_z);
}

/* The usual limits are too narrow where days differ by more than chance: Laney's chart says by how much. */
static void
advise_laney(struct work *w, size_t from, size_t count)
{
	struct cs_spc_phase wide;

	if (w->kind != CS_SPC_P && w->kind != CS_SPC_U)
		return;
	struct cs_spc_point *copy = cs_calloc(count, sizeof(*copy));

	memcpy(copy, w->points + from, count * sizeof(*copy));
	cs_spc_phase(w->kind == CS_SPC_P ? CS_SPC_P_PRIME : CS_SPC_U_PRIME, copy, count, &wide);
	if (wide.sigma_z > CS_SPC_OVERDISPERSED)
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("Overdispersed: neighbours differ %.2f times as much as chance makes; "
		    "chart laney allows for it."), wide.sigma_z);
	free(copy);
}

static struct cs_doc_figure *
add_figure(struct work *w, const char *id, size_t phase, const char *label, struct cs_doc_value value)
{
	if (w->phase_count == 1)
		return cs_doc_figure(w->doc, id, label, value);
	return cs_doc_figure(w->doc, cs_doc_keep_format(w->doc, "%s_%zu", id, phase + 1),
	    cs_doc_keep_format(w->doc, _("%s, phase %zu"), label, phase + 1), value);
}

static void
add_figures(struct work *w, const struct cs_spc_phase *phase, size_t number)
{
	struct cs_doc *doc = w->doc;
	bool enough = phase->useful >= CS_SPC_USEFUL_MIN;
	struct cs_doc_figure *f = add_figure(w, "centre", number, _("Centre line"), value_of(w, phase->centre));

	f->n = (int64_t)phase->count;
	f->verdict = phase->shifted || phase->beyond ? CS_DOC_SIGNAL : enough ? CS_DOC_NOISE : CS_DOC_TOO_FEW;
	f->severity = f->verdict == CS_DOC_SIGNAL ? CS_DOC_WATCH : CS_DOC_PLAIN;
	if (w->kind != CS_SPC_RUN)
		add_figure(w, "beyond", number, _("Points outside the limits"), cs_doc_int(doc, (int64_t)phase->beyond));
	add_figure(w, "longest_run", number, _("Longest run"), cs_doc_int(doc, (int64_t)phase->longest));
	add_figure(w, "crossings", number, _("Crossings of the centre line"), cs_doc_int(doc, (int64_t)phase->crossings));
	if (enough) {
		add_figure(w, "longest_run_max", number, _("Longest run that chance makes"),
		    cs_doc_int(doc, (int64_t)phase->longest_max));
		add_figure(w, "crossings_min", number, _("Fewest crossings that chance makes"),
		    cs_doc_int(doc, (int64_t)phase->crossings_min));
	}
	if (!isnan(phase->sigma_z))
		add_figure(w, "sigma_z", number, _("Spread between points, in that of chance"),
		    cs_doc_real(doc, phase->sigma_z, 4));
}

/* Each phase by itself; true where limits would be made of data that moved. */
static bool
judge(struct work *w)
{
	bool mixed = false;

	for (size_t from = 0, number = 0, count; from < w->axis.count; from += count, number++) {
		struct cs_spc_phase phase;
		bool any_base = false;

		for (count = 0; from + count < w->axis.count && w->phase_of[from + count] == number; count++)
			any_base |= w->points[from + count].base;
		/* The baseline is of another phase: this one has its own. */
		for (size_t i = from; !any_base && i < from + count; i++)
			w->points[i].base = true;
		cs_spc_phase(w->kind, w->points + from, count, &phase);
		say_beyond(w, &phase, from, count);
		say_runs(w, &phase);
		advise_laney(w, from, count);
		add_figures(w, &phase, number);
		mixed |= phase.shifted && !w->control->baseline && w->kind != CS_SPC_RUN;
	}
	if (mixed)
		cs_doc_say(w->doc, CS_DOC_PLAIN, "%s", _("The picture has no limits, because they would mix two levels; "
		    "--mark parts them, --baseline holds on to the first."));
	return mixed;
}

static struct cs_doc_value
whole_or_real(struct work *w, double n)
{
	return n == floor(n) ? cs_doc_real(w->doc, n, 0) : cs_doc_real(w->doc, n, 2);
}

static void
add_point(struct work *w, size_t i)
{
	const struct cs_spc_point *p = &w->points[i];
	struct cs_doc *doc = w->doc;
	bool known = !isnan(p->count);

	cs_doc_cell(doc, cs_doc_text(doc, w->axis.names[i]));
	cs_doc_cell(doc, cs_doc_int(doc, (int64_t)w->phase_of[i] + 1));
	cs_doc_cell(doc, whole_or_real(w, p->count));
	cs_doc_cell(doc, known && cs_control_is_sized(w->control->kind) ? whole_or_real(w, p->size) : cs_doc_unknown(CS_DOC_REAL));
	cs_doc_cell(doc, value_of(w, p->value));
	cs_doc_cell(doc, value_of(w, p->centre));
	cs_doc_cell(doc, value_of(w, p->low));
	cs_doc_cell(doc, value_of(w, p->high));
	cs_doc_cell(doc, cs_doc_text(doc, p->base ? "yes" : "no"));
	cs_doc_cell(doc, cs_doc_text(doc, p->beyond ? "yes" : "no"));
}

static void
add_points(struct work *w, bool with_limits)
{
	bool rate = w->kind != CS_SPC_RUN && w->kind != CS_SPC_G;
	enum cs_doc_kind kind = rate ? CS_DOC_RATE : CS_DOC_REAL;
	const struct cs_doc_column columns[] = {
		{ "period", CS_DOC_TEXT, CS_MASK_NONE, false }, { "phase", CS_DOC_INT, CS_MASK_NONE, false },
		{ "cases", CS_DOC_REAL, CS_MASK_NONE, false }, { "size", CS_DOC_REAL, CS_MASK_NONE, false },
		{ "value", kind, CS_MASK_NONE, false }, { "centre", kind, CS_MASK_NONE, false },
		{ "low", kind, CS_MASK_NONE, false }, { "high", kind, CS_MASK_NONE, false },
		{ "base", CS_DOC_TEXT, CS_MASK_NONE, false }, { "beyond", CS_DOC_TEXT, CS_MASK_NONE, false },
	};

	cs_doc_table(w->doc, "points", _("Every point with its limits"), columns, CS_COUNT(columns));
	for (size_t i = 0; i < w->axis.count; i++)
		add_point(w, i);
	if (w->axis.count)
		cs_doc_draw(w->doc, &(struct cs_doc_picture){ .kind = CS_CHART_CONTROL, .title = w->doc->title, .x = "period", .y = { "value", "centre" },
			.low = with_limits ? "low" : NULL, .high = with_limits ? "high" : NULL });
}

enum cs_status
cs_control_add(struct cs_doc *doc, const struct cs_control *control, const struct cs_samples *samples,
    struct cs_err *err)
{
	struct work w = { .doc = doc, .control = control, .samples = samples };

	w.kind = kind_of(control, samples);
	w.given = common_kind(samples);
	enum cs_status st = check_shares(&w, err);

	if (st != CS_OK)
		return st;
	cs_doc_section(doc, "chart", _("Signal or noise"));
	lay_out(&w);
	widen(&w);
	st = set_baseline(&w, err);
	if (st == CS_OK)
		st = set_phases(&w, err);
	if (st == CS_OK)
		add_points(&w, !judge(&w) && w.kind != CS_SPC_RUN);
	release(&w);
	return st;
}
