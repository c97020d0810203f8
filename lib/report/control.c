#include "report/control.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "report/axis.h"
#include "report/cells.h"
#include "report/chart.h"
#include "stat/poisson.h"
#include "stat/ratio.h"
#include "stat/spc.h"

#define NAMED_MAX 5 /* points that a sentence names */

const char *const cs_control_words[] = { "p", "u", "laney", "g", "run", "pareto", NULL };

/* Periods that points can become; CS_AXIS_WORDS: they stay as they came. */
static const char *const width_names[] = {
	[CS_AXIS_WEEKS] = N_("weeks"), [CS_AXIS_MONTHS] = N_("months"), [CS_AXIS_QUARTERS] = N_("quarters"),
	[CS_AXIS_YEARS] = N_("years"),
};

/* The chart at work. */
struct work {
	struct cs_doc *doc;
	const struct cs_control *control;
	const struct cs_samples *samples;
	enum cs_spc_kind kind;
	enum cs_axis_kind width;     /* what the points became */
	enum cs_axis_kind given;     /* what the names are as they came */
	struct cs_axis axis;         /* the names in order */
	struct cs_spc_point *points; /* owned, [axis.count] */
	size_t *phase_of;            /* owned, [axis.count], from 0 */
	size_t phase_count;
	double moved;                /* counts of points without a size, which stand at a neighbour */
	const char **why;            /* owned, [axis.count]: what was done where a phase begins, or NULL */
};

/* What one phase sums up to, for the one behind it. */
struct level {
	struct cs_spc_phase phase;
	double count, size, spread; /* spread: between neighbours, in that of chance; at least 1 */
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
	free(w->why);
}

/* Laney's chart is that of shares, unless a count exceeds its size: then it is a rate. */
static enum cs_spc_kind
kind_of(const struct cs_control *control, const struct cs_samples *samples)
{
	static const enum cs_spc_kind kinds[] = {
		[CS_CONTROL_P] = CS_SPC_P, [CS_CONTROL_U] = CS_SPC_U, [CS_CONTROL_LANEY] = CS_SPC_P_PRIME,
		[CS_CONTROL_G] = CS_SPC_G, [CS_CONTROL_RUN] = CS_SPC_RUN, [CS_CONTROL_PARETO] = CS_SPC_RUN,
	};

	if (control->kind == CS_CONTROL_LANEY && control->rates)
		return CS_SPC_U_PRIME;
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

static enum cs_axis_kind
next_width(enum cs_axis_kind given, enum cs_axis_kind now)
{
	enum cs_axis_kind from = now == CS_AXIS_WORDS ? given : now;

	return given >= CS_AXIS_DAYS && from < CS_AXIS_YEARS ? from + 1 : CS_AXIS_WORDS;
}

/*
 * The period of that width in which the name lies.  A week is of the month
 * and the year of its Thursday, as ISO 8601 counts it: its Monday may lie
 * before the first order.
 */
static void
add_period(const struct work *w, const char *name, struct cs_str *out)
{
	cs_str_clear(out);
	if (w->width == CS_AXIS_WORDS)
		cs_str_add(out, name);
	else
		cs_axis_add_period(out, w->width, cs_axis_day_of(name, false) + (w->given == CS_AXIS_WEEKS ? 3 : 0));
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
	w->moved = cs_control_is_sized(w->control->kind) ? cs_spc_fold(w->points, w->axis.count) : 0;
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
	w->why = NULL;
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
		enum cs_axis_kind next = next_width(w->given, w->width);

		if (next == CS_AXIS_WORDS) {
			cs_doc_say(w->doc, CS_DOC_WATCH, "%s",
			    _("A point has less than one case: the limits say little. Chart g is made for rare ones."));
			return;
		}
		w->width = next;
		lay_out(w);
	}
	if (w->width != CS_AXIS_WORDS)
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("The points are %s, because a shorter period has less than one case."),
		    _(width_names[w->width]));
	if (w->moved > 0)
		cs_doc_note(w->doc, _("%.0f of the cases fell on points of which nothing was the whole; they count with the point before, else the "
		    "one behind, and their own row has no number."), w->moved);
}

/* ---- baseline and phases ---- */

/* The first point that begins on that day or later, or the count. */
static size_t
point_from(const struct work *w, cs_day day)
{
	size_t i = 0;

	while (i < w->axis.count && cs_axis_day_of(w->axis.names[i], false) < day)
		i++;
	return i;
}

/*
 * The first point that is not before `name`, or the count.  A period that
 * began before a day belongs to what was before it.
 */
static size_t
find_point(const struct work *w, const char *name)
{
	cs_day day = cs_axis_day_of(name, false);
	size_t i = 0;

	if (w->axis.kind >= CS_AXIS_DAYS)
		return day == CS_NO_DAY ? w->axis.count : point_from(w, day);
	while (i < w->axis.count && strcmp(w->axis.names[i], name) != 0)
		i++;
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
	cs_day day = cs_axis_day_of(name, true);
	size_t at;

	if (w->axis.kind >= CS_AXIS_DAYS)
		return day == CS_NO_DAY ? 0 : point_from(w, day);
	at = find_point(w, name);
	return at < w->axis.count ? at + 1 : 0;
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
	w->why = cs_calloc(w->axis.count, sizeof(*w->why));
	for (size_t m = 0; m < w->control->mark_count; m++) {
		const struct cs_phase_mark *mark = &w->control->marks[m];
		size_t from = find_point(w, mark->name);

		if (from == w->axis.count && mark->why)
			continue;
		if (from == w->axis.count)
			return cs_err_set(err, CS_EUSAGE, _("--mark %s: no point is there"), mark->name);
		w->why[from] = mark->why ? mark->why : w->why[from];
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
		cs_doc_say(w->doc, CS_DOC_WATCH, _("The series has moved: the longest run on one side of the centre line has %zu points "
		    "(chance makes at most %zu), and it crosses the line %zu times (chance makes at least %zu)."), phase->longest,
		    phase->longest_max, phase->crossings, phase->crossings_min);
	else if (phase->beyond == 0)
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("The runs show no shift: the longest run on one side of the centre line has %zu points "
		    "(chance makes at most %zu), and it crosses the line %zu times (chance makes at least %zu)."), phase->longest,
		    phase->longest_max, phase->crossings, phase->crossings_min);
	if (phase->sigma_z > CS_SPC_OVERDISPERSED)
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("Overdispersed: neighbours differ %.2f times as much as chance makes; "
		    "the limits allow for it."), phase->sigma_z);
}

/* How many times as much as chance makes neighbours differ, as Laney's chart of the same points tells. */
static double
spread_of(const struct work *w, size_t from, size_t count)
{
	struct cs_spc_phase wide;
	bool rate = w->kind == CS_SPC_U || w->kind == CS_SPC_U_PRIME;
	struct cs_spc_point *copy = cs_calloc(count + 1, sizeof(*copy));

	memcpy(copy, w->points + from, count * sizeof(*copy));
	cs_spc_phase(rate ? CS_SPC_U_PRIME : CS_SPC_P_PRIME, copy, count, &wide);
	free(copy);
	return wide.sigma_z;
}

/* The usual limits are too narrow where days differ by more than chance. */
static void
advise_laney(struct work *w, double spread)
{
	if ((w->kind == CS_SPC_P || w->kind == CS_SPC_U) && spread > CS_SPC_OVERDISPERSED)
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("Overdispersed: neighbours differ %.2f times as much as chance makes; "
		    "chart laney allows for it."), spread);
}

static struct cs_doc_figure *
add_figure(struct work *w, const char *id, size_t phase, const char *label, struct cs_doc_value value)
{
	const char *prefix = w->control->prefix ? w->control->prefix : "";

	if (w->phase_count == 1)
		return cs_doc_figure(w->doc, cs_doc_keep_format(w->doc, "%s%s", prefix, id), label, value);
	return cs_doc_figure(w->doc, cs_doc_keep_format(w->doc, "%s%s_%zu", prefix, id, phase + 1),
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
		f = add_figure(w, "longest_run_max", number, _("Longest run that chance makes"),
		    cs_doc_int(doc, (int64_t)phase->longest_max));
		f->n = (int64_t)phase->useful;
		f->definition = cs_doc_keep(doc, _("log2(n) + 3, rounded, of the n points off the centre line"));
		f = add_figure(w, "crossings_min", number, _("Fewest crossings that chance makes"),
		    cs_doc_int(doc, (int64_t)phase->crossings_min));
		f->n = (int64_t)phase->useful;
		f->definition = cs_doc_keep(doc, _("the 5 % quantile of how often a fair coin shows heads in n - 1 throws"));
	}
	if (!isnan(phase->sigma_z))
		add_figure(w, "sigma_z", number, _("Spread between points, in that of chance"),
		    cs_doc_real(doc, phase->sigma_z, 4));
}

/* With no case on one side Katz's limits are not defined, and those of rates are a little too wide for shares. */
static struct cs_interval
ratio_to_none(const struct level *now, const struct level *before, double spread)
{
	/* Fewer cases, whole ones, have the limits that the spread makes: a ratio of 0 cannot be stretched. */
	double cases = spread * spread;

	return cs_poisson_ratio((struct cs_count_over){ (int64_t)(now->count / cases), now->size },
	    (struct cs_count_over){ (int64_t)(before->count / cases), before->size });
}

/*
 * A phase against the one before it, as a ratio of their rates: of shares
 * with Katz's limits, of rates with exact ones; both are as much wider as
 * neighbours differ by more than chance.
 */
static struct cs_interval
ratio_of(const struct work *w, const struct level *now, const struct level *before)
{
	struct cs_stratum shares = { { llround(now->count), llround(now->size) }, { llround(before->count), llround(before->size) } };
	double spread = fmax(now->spread, before->spread);

	if (shares.a.x == 0 || shares.b.x == 0)
		return ratio_to_none(now, before, spread);
	struct cs_interval ratio = w->kind == CS_SPC_U || w->kind == CS_SPC_U_PRIME ?
	    cs_poisson_ratio((struct cs_count_over){ shares.a.x, now->size }, (struct cs_count_over){ shares.b.x, before->size }) :
	    cs_risk_ratio(&shares, 1, CS_Z95);

	ratio.low = ratio.value * pow(ratio.low / ratio.value, spread);
	ratio.high = ratio.value * pow(ratio.high / ratio.value, spread);
	return ratio;
}

static void
say_ratio(struct work *w, size_t phase, const struct cs_interval *ratio)
{
	bool fewer = ratio->high < 1, more = ratio->low > 1;

	if (isinf(ratio->value))
		cs_doc_say(w->doc, CS_DOC_PLAIN, more ? _("Phase %zu: there were none before it; at least %.2f times as often (95 %%), more than chance explains.") :
		    _("Phase %zu: there were none before it; at least %.2f times as often (95 %%), no more than chance explains."), phase,
		    ratio->low);
	else if (ratio->value <= 0)
		cs_doc_say(w->doc, CS_DOC_PLAIN, fewer ? _("Phase %zu: none any more; at most %.2f times as often as before it (95 %%), fewer than chance explains.") :
		    _("Phase %zu: none any more; at most %.2f times as often as before it (95 %%), no more than chance explains."), phase,
		    ratio->high);
	else
		cs_doc_say(w->doc, CS_DOC_PLAIN, fewer ? _("Phase %zu: %.2f times as often as before it (95 %% %.2f to %.2f), fewer than chance explains.") :
		    more ? _("Phase %zu: %.2f times as often as before it (95 %% %.2f to %.2f), more than chance explains.") :
		    _("Phase %zu: %.2f times as often as before it (95 %% %.2f to %.2f), no more than chance explains."),
		    phase, ratio->value, ratio->low, ratio->high);
}

/* Infinitely many times as often is no number. */
static struct cs_doc_value
times(struct work *w, bool known, double n)
{
	return cs_doc_real(w->doc, known && !isinf(n) ? n : (double)NAN, 2);
}

/* What became of it since a phase began, once there are points enough to tell. */
static void
say_change(struct work *w, size_t number, const struct level *now, const struct level *before)
{
	size_t points = now->phase.count;
	bool enough = points >= CS_SPC_USEFUL_MIN && before->phase.count >= CS_SPC_USEFUL_MIN;
	struct cs_interval ratio = ratio_of(w, now, before);
	bool known = enough && !isnan(ratio.value);
	struct cs_doc_figure *f = add_figure(w, "change", number, _("Times as often as in the phase before"),
	    times(w, known, ratio.value));

	f->n = (int64_t)points;
	f->low = times(w, known, ratio.low);
	f->high = times(w, known, ratio.high);
	f->verdict = !known ? CS_DOC_TOO_FEW : ratio.high < 1 || ratio.low > 1 ? CS_DOC_SIGNAL : CS_DOC_NOISE;
	if (!enough)
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("Whether phase %zu differs from the one before it is too early to tell: %zu of %d points."),
		    number + 1, points < before->phase.count ? points : before->phase.count, CS_SPC_USEFUL_MIN);
	else if (known)
		say_ratio(w, number + 1, &ratio);
}

/* Where the phase begins, and why. */
static void
say_phase(struct work *w, size_t number, size_t from)
{
	if (w->why[from])
		cs_doc_say(w->doc, CS_DOC_PLAIN, _("Phase %zu begins at %s: %s"), number + 1, w->axis.names[from], w->why[from]);
}

static void
sum_level(const struct work *w, struct level *level, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++) {
		if (isnan(w->points[i].count))
			continue;
		level->count += w->points[i].count;
		level->size += w->points[i].size;
	}
	level->spread = fmax(1, spread_of(w, from, count));
}

/* One phase by itself, and against the one before it. */
static void
judge_phase(struct work *w, size_t number, size_t from, size_t count, struct level *before)
{
	struct level now = { .spread = 1 };
	bool sized = cs_control_is_sized(w->control->kind);

	cs_spc_phase(w->kind, w->points + from, count, &now.phase);
	if (sized)
		sum_level(w, &now, from, count);
	say_phase(w, number, from);
	say_beyond(w, &now.phase, from, count);
	say_runs(w, &now.phase);
	advise_laney(w, now.spread);
	add_figures(w, &now.phase, number);
	if (sized && number > 0)
		say_change(w, number, &now, before);
	*before = now;
}

/* Each phase by itself; true where limits would be made of data that moved. */
static bool
judge(struct work *w)
{
	struct level before = { 0 };
	bool mixed = false;

	for (size_t from = 0, number = 0, count; from < w->axis.count; from += count, number++) {
		bool any_base = false;

		for (count = 0; from + count < w->axis.count && w->phase_of[from + count] == number; count++)
			any_base |= w->points[from + count].base;
		/* The baseline is of another phase: this one has its own. */
		for (size_t i = from; !any_base && i < from + count; i++)
			w->points[i].base = true;
		judge_phase(w, number, from, count, &before);
		mixed |= before.phase.shifted && !w->control->baseline && w->kind != CS_SPC_RUN;
	}
	if (w->phase_count > 1)
		cs_doc_note(w->doc, "%s", _("What changed with a phase may have another reason: association, not proof."));
	if (mixed)
		cs_doc_say(w->doc, CS_DOC_PLAIN, "%s", _("The picture has no limits, because they would mix two levels; "
		    "cs-report chart parts them with --mark and holds on to the first with --baseline."));
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
	cs_doc_cell(doc, cs_cell_yes(doc, p->base));
	cs_doc_cell(doc, cs_cell_yes(doc, p->beyond));
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

	const struct cs_control *control = w->control;

	cs_doc_table(w->doc, control->table ? control->table : "points", control->caption ? control->caption :
	    _("Every point with its limits"), columns, CS_COUNT(columns));
	for (size_t i = 0; i < w->axis.count; i++)
		add_point(w, i);
	if (w->kind == CS_SPC_RUN)
		cs_doc_note(w->doc, "%s", _("A run chart has no limits and cannot judge one point, however high: charts u, p and g can."));
	if (w->axis.count)
		cs_doc_draw(w->doc, &(struct cs_doc_picture){ .kind = CS_CHART_CONTROL, .title = control->caption ? control->caption : w->doc->title, .x = "period", .y = { "value", "centre" },
			.low = with_limits ? "low" : NULL, .high = with_limits ? "high" : NULL });
}

/* Laney's limits instead of the usual ones where neighbours differ by more than chance. */
static void
choose_limits(struct work *w)
{
	if (!w->control->may_widen || w->axis.count == 0 || !(spread_of(w, 0, w->axis.count) > CS_SPC_OVERDISPERSED))
		return;
	if (w->kind == CS_SPC_P)
		w->kind = CS_SPC_P_PRIME;
	else if (w->kind == CS_SPC_U)
		w->kind = CS_SPC_U_PRIME;
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
	lay_out(&w);
	widen(&w);
	st = set_baseline(&w, err);
	if (st == CS_OK)
		st = set_phases(&w, err);
	if (st == CS_OK) {
		choose_limits(&w);
		add_points(&w, !judge(&w) && w.kind != CS_SPC_RUN);
	}
	release(&w);
	return st;
}
