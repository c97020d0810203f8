/*
 * Numbers on a picture: where the ticks of an axis stand, and how a value is
 * written for a reader (43.1 %, 12,000, 1,200만).
 */
#ifndef CS_SCALE_H
#define CS_SCALE_H

#include "base/str.h"

/* How the values of one picture are written. */
struct cs_number {
	bool percent;  /* fractions, shown as hundredths */
	int decimals;  /* of a value that is not a percentage */
	bool korean;   /* 만 and 억 on an axis instead of k, M and B */
};

/* 12,000  12.50  43.1%.  The nearest value: halves go away from zero. */
void cs_number_add(struct cs_str *out, const struct cs_number *number, double value);

/* As above, percentages without a decimal: for narrow cells. */
void cs_number_add_short(struct cs_str *out, const struct cs_number *number, double value);

/* An axis from `min` to `max` with `steps` steps of 1, 2 or 5 times 10^n. */
struct cs_scale {
	double min, max, step;
	int steps; /* ticks stand at min + i * step, i = 0 .. steps */
};

/*
 * The smallest such axis that holds lo and hi (lo <= hi, both finite and within +-1e15) and
 * has at most `steps_max` steps.  With `whole`, no step is below 1.  Where lo
 * and hi are equal, the axis reaches to zero, or to 1 where both are zero.
 */
struct cs_scale cs_scale_make(double lo, double hi, int steps_max, bool whole);

/* The value of tick i: exactly zero where rounding leaves almost nothing. */
double cs_scale_tick(const struct cs_scale *scale, int i);

/* A tick with just the decimals that the step needs, large ones with a unit. */
void cs_scale_add(struct cs_str *out, const struct cs_scale *scale,
    const struct cs_number *number, double value);

/*
 * The shade of a value out of `shades`, from 0 to shades - 1: all values
 * between two ticks have one.  Values beyond the ends have that of the end.
 */
size_t cs_scale_shade(const struct cs_scale *scale, double value, size_t shades);

/*
 * Appends one character for each value, lower or higher between zero, or the
 * smallest where that is below it, and the largest: twice as much looks it; a
 * gap is a blank.  In ASCII: . : - = + * # @
 */
void cs_spark_add(struct cs_str *out, const double *values, size_t count, bool ascii);

/* Where the value lies: 0 at min, 1 at max. */
double cs_scale_place(const struct cs_scale *scale, double value);

#endif
