#include "report/axis.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

#define SECONDS_OF_DAY 86400.0

void
cs_axis_release(struct cs_axis *axis)
{
	for (size_t i = 0; i < axis->count; i++)
		free(axis->names[i]);
	free(axis->names);
	free(axis->at);
	cs_map_release(&axis->ids);
	*axis = (struct cs_axis){ 0 };
}

size_t
cs_axis_add(struct cs_axis *axis, const char *name, size_t len)
{
	axis->names = cs_grow(axis->names, &axis->cap, axis->count + 1, sizeof(*axis->names));
	axis->names[axis->count] = cs_strndup(name, len);
	return axis->count++;
}

size_t
cs_axis_find(struct cs_axis *axis, const char *name, size_t len)
{
	bool added;
	int64_t *id = cs_map_at(&axis->ids, name, len, &added);

	if (added)
		*id = (int64_t)cs_axis_add(axis, name, len);
	return (size_t)*id;
}

/* `n` decimal digits at `s`, or -1. */
static int
digits(const char *s, int n)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		value = value * 10 + (s[i] - '0');
	}
	return value;
}

static int
year_at(const char *s)
{
	int year = digits(s, 4);

	return year >= 1900 && year <= 2999 ? year : -1;
}

/* The count of years, quarters, ... up to the name; false for other forms. */
static bool
parse_period(const char *s, enum cs_axis_kind *kind, double *at)
{
	size_t len = strlen(s);
	int year = len >= 4 ? year_at(s) : -1;

	if (year < 0)
		return false;
	if (len == 4) {
		*kind = CS_AXIS_YEARS;
		*at = year;
		return true;
	}
	const char *rest = s + 4 + (s[4] == '-');
	size_t left = strlen(rest);
	int n = left == 2 ? digits(rest, 2) : left == 3 ? digits(rest + 1, 2) : -1;

	if (left == 2 && rest[0] == 'Q' && rest[1] >= '1' && rest[1] <= '4') {
		*kind = CS_AXIS_QUARTERS;
		*at = year * 4 + (rest[1] - '1');
	} else if (left == 3 && rest[0] == 'W' && n >= 1 && n <= 53) {
		/* ISO 8601: 4 January lies in the first week.  Day 0 is a
		 * Thursday, so that a Monday is 4 above a multiple of 7. */
		*kind = CS_AXIS_WEEKS;
		*at = (cs_week_start(cs_day_of(year, 1, 4)) - 4) / 7 + n - 1;
	} else if (left == 2 && s[4] == '-' && n >= 1 && n <= 12) {
		*kind = CS_AXIS_MONTHS;
		*at = year * 12 + (n - 1);
	} else {
		return false;
	}
	return true;
}

/* The kind of one name and its place; words have the place 0. */
static enum cs_axis_kind
parse_name(const char *s, double *at)
{
	enum cs_axis_kind kind;
	struct cs_amount amount;
	cs_time time;

	*at = 0;
	if (parse_period(s, &kind, at))
		return kind;
	if (cs_time_parse(s, strlen(s), &time)) {
		*at = (double)time / SECONDS_OF_DAY;
		return CS_AXIS_DAYS;
	}
	if (cs_amount_parse(s, strlen(s), &amount)) {
		*at = (double)amount.value / pow(10, amount.decimals);
		return CS_AXIS_NUMBERS;
	}
	return CS_AXIS_WORDS;
}

enum cs_axis_kind
cs_axis_kind_of(const char *name)
{
	double at;

	return parse_name(name, &at);
}

/* Years among other numbers are numbers: 1000, 2000, 5000. */
static enum cs_axis_kind
common_kind(enum cs_axis_kind a, enum cs_axis_kind b)
{
	bool a_number = a == CS_AXIS_NUMBERS || a == CS_AXIS_YEARS;
	bool b_number = b == CS_AXIS_NUMBERS || b == CS_AXIS_YEARS;

	if (a == b)
		return a;
	return a_number && b_number ? CS_AXIS_NUMBERS : CS_AXIS_WORDS;
}

static void
recognise(struct cs_axis *axis)
{
	free(axis->at);
	axis->at = cs_calloc(axis->count, sizeof(*axis->at));
	for (size_t i = 0; i < axis->count; i++) {
		enum cs_axis_kind kind = parse_name(axis->names[i], &axis->at[i]);

		axis->kind = i ? common_kind(axis->kind, kind) : kind;
	}
	if (axis->kind != CS_AXIS_WORDS)
		return;
	for (size_t i = 0; i < axis->count; i++)
		axis->at[i] = (double)i;
}

size_t
cs_axis_stride(const double *middles, const double *widths, size_t count, double gap)
{
	for (size_t n = 1; n < count; n++) {
		size_t i = n;

		while (i < count && middles[i] - widths[i] / 2 >= middles[i - n] + widths[i - n] / 2 + gap)
			i += n;
		if (i >= count)
			return n;
	}
	return count ? count : 1;
}

static bool
ascends(const struct cs_axis *axis)
{
	for (size_t i = 1; i < axis->count; i++) {
		if (axis->at[i] <= axis->at[i - 1])
			return false;
	}
	return true;
}

struct place {
	double at;
	size_t old;
};

static int
compare_places(const void *a, const void *b)
{
	const struct place *p = a, *q = b;

	if (p->at != q->at)
		return p->at < q->at ? -1 : 1;
	return p->old < q->old ? -1 : 1;
}

/* The places in ascending order, equal ones as they came; the caller's. */
static struct place *
sorted_places(const struct cs_axis *axis)
{
	struct place *places = cs_calloc(axis->count, sizeof(*places));

	for (size_t i = 0; i < axis->count; i++)
		places[i] = (struct place){ axis->at[i], i };
	qsort(places, axis->count, sizeof(*places), compare_places);
	return places;
}

/*
 * The step that days keep: the smallest distance, when at least half of the
 * distances are that one and all are multiples of it.  0 where there is none.
 */
static double
day_step(const struct place *places, size_t count)
{
	double step = 0;
	size_t same = 0;

	for (size_t i = 1; i < count; i++) {
		double d = places[i].at - places[i - 1].at;

		if (d > 0 && (step == 0 || d < step))
			step = d;
	}
	if (step < 1 || count < 3)
		return 0;
	for (size_t i = 1; i < count; i++) {
		double d = places[i].at - places[i - 1].at;

		if (fmod(d, step) != 0)
			return 0;
		same += d == step;
	}
	return same * 2 >= count - 1 ? step : 0;
}

/* The step by which the axis is filled up, or 0. */
static double
fill_step(const struct cs_axis *axis, const struct place *places)
{
	double step = axis->kind == CS_AXIS_DAYS ? day_step(places, axis->count) :
	    axis->kind > CS_AXIS_DAYS ? 1 : 0;

	if (step == 0 || axis->count < 2)
		return 0;
	/* A typing error such as 2206-03 must not make a picture of centuries. */
	double periods = (places[axis->count - 1].at - places[0].at) / step + 1;

	return periods <= 4.0 * (double)axis->count + 12 ? step : 0;
}

/* The first day of the period at that place. */
static cs_day
day_of_place(enum cs_axis_kind kind, int place)
{
	switch (kind) {
	case CS_AXIS_WEEKS:
		return place * 7 + 4;
	case CS_AXIS_MONTHS:
		return cs_day_of(place / 12, place % 12 + 1, 1);
	case CS_AXIS_QUARTERS:
		return cs_day_of(place / 4, place % 4 * 3 + 1, 1);
	case CS_AXIS_YEARS:
		return cs_day_of(place, 1, 1);
	case CS_AXIS_WORDS:
	case CS_AXIS_NUMBERS:
	case CS_AXIS_DAYS:
		break;
	}
	return place;
}

cs_day
cs_axis_day_of(const char *name, bool next)
{
	double at;
	enum cs_axis_kind kind = parse_name(name, &at);

	return kind < CS_AXIS_DAYS ? CS_NO_DAY : day_of_place(kind, (int)floor(at) + next);
}

void
cs_axis_add_period(struct cs_str *out, enum cs_axis_kind kind, cs_day day)
{
	cs_day thursday = cs_week_start(day) + 3; /* lies in the year that its ISO week belongs to */
	struct cs_date date = cs_date_of(kind == CS_AXIS_WEEKS ? thursday : day);

	if (kind == CS_AXIS_DAYS)
		cs_str_add_format(out, "%04d-%02d-%02d", date.year, date.month, date.day);
	else if (kind == CS_AXIS_WEEKS)
		cs_str_add_format(out, "%04d-W%02d", date.year, (thursday - cs_day_of(date.year, 1, 1)) / 7 + 1);
	else if (kind == CS_AXIS_MONTHS)
		cs_str_add_format(out, "%04d-%02d", date.year, date.month);
	else if (kind == CS_AXIS_QUARTERS)
		cs_str_add_format(out, "%04d-Q%d", date.year, (date.month + 2) / 3);
	else
		cs_str_add_format(out, "%04d", date.year);
}

/* The name of a period that the data skipped, in the form of the others: 2026W10 has no dash. */
static char *
name_period(const struct cs_axis *axis, const char *like, double at)
{
	struct cs_str name = { 0 };

	cs_axis_add_period(&name, axis->kind, day_of_place(axis->kind, (int)at));
	if (axis->kind > CS_AXIS_DAYS && axis->kind < CS_AXIS_YEARS && like[4] != '-')
		memmove(name.data + 4, name.data + 5, strlen(name.data + 4));
	return cs_str_detach(&name);
}

/* Adds a name with its place to an axis that is being built anew. */
static void
append(struct cs_axis *axis, size_t *at_cap, char *name, double at)
{
	axis->names = cs_grow(axis->names, &axis->cap, axis->count + 1, sizeof(*axis->names));
	axis->at = cs_grow(axis->at, at_cap, axis->count + 1, sizeof(*axis->at));
	axis->names[axis->count] = name;
	axis->at[axis->count++] = at;
}

/* Moves the names into the order of `places`, with the skipped ones between. */
static void
rebuild(struct cs_axis *axis, const struct place *places, size_t *moved)
{
	struct cs_axis made = { .kind = axis->kind };
	double step = fill_step(axis, places);
	size_t at_cap = 0;

	for (size_t i = 0; i < axis->count; i++) {
		for (double at = i && step > 0 ? places[i - 1].at + step : places[i].at; at < places[i].at; at += step)
			append(&made, &at_cap, name_period(axis, axis->names[0], at), at);
		moved[places[i].old] = made.count;
		append(&made, &at_cap, cs_strdup(axis->names[places[i].old]), places[i].at);
	}
	cs_axis_release(axis);
	*axis = made;
}

size_t *
cs_axis_settle(struct cs_axis *axis, bool sort)
{
	size_t *moved = cs_calloc(axis->count, sizeof(*moved));

	recognise(axis);
	for (size_t i = 0; i < axis->count; i++)
		moved[i] = i;
	if (axis->kind == CS_AXIS_WORDS || (!sort && !ascends(axis)))
		return moved;
	struct place *places = sorted_places(axis);

	rebuild(axis, places, moved);
	free(places);
	return moved;
}
