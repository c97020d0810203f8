/*
 * The names along one side of a picture: words, numbers, or days, weeks,
 * months, quarters and years, which are recognised by their form.  Time that
 * the data skips is put back, so that a month without a row is a gap in the
 * picture and not two neighbours that never were.
 */
#ifndef CS_AXIS_H
#define CS_AXIS_H

#include "base/date.h"
#include "base/map.h"
#include "base/str.h"

enum cs_axis_kind {
	CS_AXIS_WORDS,
	CS_AXIS_NUMBERS,  /* 30, 60, 90 */
	CS_AXIS_DAYS,     /* 2026-03-02, with or without a time */
	CS_AXIS_WEEKS,    /* 2026-W10 */
	CS_AXIS_MONTHS,   /* 2026-03 */
	CS_AXIS_QUARTERS, /* 2026-Q1 */
	CS_AXIS_YEARS,    /* 2026 */
};

struct cs_axis {
	enum cs_axis_kind kind; /* known after cs_axis_settle */
	char **names;           /* owned */
	double *at;             /* owned; place of each name: a number, a count of periods, or its index */
	size_t count;
	size_t cap;
	struct cs_map ids;      /* name -> index; only names that came through cs_axis_find */
};

void cs_axis_release(struct cs_axis *axis);

/* The index of the name, which is added at the end where it is new. */
size_t cs_axis_find(struct cs_axis *axis, const char *name, size_t len);

/* Adds the name even where it stands already: two products of one name. */
size_t cs_axis_add(struct cs_axis *axis, const char *name, size_t len);

/* What one name looks like; a year is four digits, and so a number too. */
enum cs_axis_kind cs_axis_kind_of(const char *name);

/* The first day of the named period, or with `next` that of the one behind it; CS_NO_DAY for words and numbers. */
cs_day cs_axis_day_of(const char *name, bool next);

/* Adds the name of the period that holds the day, of a kind from CS_AXIS_DAYS on: "2026-W10". */
void cs_axis_add_period(struct cs_str *out, enum cs_axis_kind kind, cs_day day);

/*
 * Recognises the kind that all names share, and gives each its place.  With
 * `sort`, or where they ascend already, names other than words are put in
 * order and skipped periods are put in.  Days are filled up only where they
 * keep a regular step.  Returns where each old index went (owned by the
 * caller, as many as there were names).
 */
size_t *cs_axis_settle(struct cs_axis *axis, bool sort);

/*
 * Of names with these middles and widths, in order, every n-th from the first
 * on is shown: the smallest n that leaves `gap` between any two.
 */
size_t cs_axis_stride(const double *middles, const double *widths, size_t count, double gap);

#endif
