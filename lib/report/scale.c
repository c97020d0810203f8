#include "report/scale.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DECIMALS_MAX 6
#define NUMBER_TEXT 64 /* 1e15 with six decimals, and room to spare */

/* Halves away from zero, where printf would take the even digit. */
static double
rounded(double value, int decimals)
{
	double unit = pow(10, decimals);
	/* A value such as 0.0215 is a little below its half: the nudge is far
	 * under what the six decimals of a stream can say. */
	double scaled = fabs(value) * unit * (1 + 1e-12);

	return copysign(floor(scaled + 0.5) / unit, value);
}

/* With a comma every three digits before the point, and no minus zero. */
static void
add_grouped(struct cs_str *out, double value, int decimals)
{
	char text[NUMBER_TEXT];
	double near = rounded(value, decimals);

	snprintf(text, sizeof(text), "%.*f", decimals, fabs(near));
	size_t whole = strcspn(text, ".");

	if (near < 0)
		cs_str_add_char(out, '-');
	for (size_t i = 0; i < whole; i++) {
		if (i > 0 && (whole - i) % 3 == 0)
			cs_str_add_char(out, ',');
		cs_str_add_char(out, text[i]);
	}
	cs_str_add(out, text + whole);
}

void
cs_number_add(struct cs_str *out, const struct cs_number *number, double value)
{
	if (number->percent) {
		add_grouped(out, value * 100, 1);
		cs_str_add_char(out, '%');
	} else {
		add_grouped(out, value, number->decimals);
	}
}

void
cs_number_add_short(struct cs_str *out, const struct cs_number *number, double value)
{
	if (number->percent) {
		add_grouped(out, value * 100, 0);
		cs_str_add_char(out, '%');
	} else {
		add_grouped(out, value, number->decimals > 1 ? 1 : number->decimals);
	}
}

/* The smallest of 1, 2, 5, 10, 20, ... that is not below `least`. */
static double
nice_step(double least)
{
	double power = pow(10, floor(log10(least)));
	double times = least / power;

	/* What is above 2 only by rounding is 2. */
	if (times <= 1 + 1e-9)
		return power;
	if (times <= 2 + 1e-9)
		return 2 * power;
	if (times <= 5 + 1e-9)
		return 5 * power;
	return 10 * power;
}

static struct cs_scale
scale_of_step(double lo, double hi, double step)
{
	struct cs_scale scale = { .step = step };

	scale.min = floor(lo / step + 1e-9) * step;
	scale.steps = (int)ceil((hi - scale.min) / step - 1e-9);
	if (scale.steps < 1)
		scale.steps = 1;
	scale.max = scale.min + scale.steps * step;
	return scale;
}

struct cs_scale
cs_scale_make(double lo, double hi, int steps_max, bool whole)
{
	if (lo == hi) {
		lo = lo < 0 ? lo : 0;
		hi = hi > 0 ? hi : 0;
	}
	if (lo == hi)
		hi = 1;
	double step = nice_step((hi - lo) / steps_max);

	if (whole && step < 1)
		step = 1;
	/* Ends on ticks can take one step more than the plain division says. */
	struct cs_scale scale = scale_of_step(lo, hi, step);

	while (scale.steps > steps_max) {
		step = nice_step(step * 1.5);
		scale = scale_of_step(lo, hi, step);
	}
	return scale;
}

double
cs_scale_tick(const struct cs_scale *scale, int i)
{
	double value = scale->min + i * scale->step;

	return fabs(value) < scale->step * 1e-6 ? 0 : value;
}

double
cs_scale_place(const struct cs_scale *scale, double value)
{
	return (value - scale->min) / (scale->max - scale->min);
}

size_t
cs_scale_shade(const struct cs_scale *scale, double value, size_t shades)
{
	int last = scale->steps - 1;
	/* A value on a tick belongs to the shade that begins there. */
	double level = floor((value - scale->min) / scale->step + 1e-9);

	if (level >= last)
		return shades - 1;
	return level > 0 ? (size_t)level * (shades - 1) / (size_t)last : 0;
}

/* The names that readers have for large numbers. */
struct unit {
	double size;
	const char *name;
};

static const struct unit *
unit_of(double largest, bool korean)
{
	static const struct unit none = { 1, "" };
	static const struct unit ko[] = { { 1e12, "조" }, { 1e8, "억" }, { 1e4, "만" } };
	static const struct unit en[] = { { 1e9, "B" }, { 1e6, "M" }, { 1e3, "k" } };
	const struct unit *units = korean ? ko : en;

	/* Up to five digits are read as they are: 12,000. */
	if (largest < 1e5)
		return &none;
	for (size_t i = 0; i < CS_COUNT(ko); i++) {
		if (largest >= units[i].size)
			return &units[i];
	}
	return &none;
}

static int
decimals_of_step(double step)
{
	int decimals = 0;

	while (decimals < DECIMALS_MAX && fabs(step - round(step)) > step * 1e-6) {
		step *= 10;
		decimals++;
	}
	return decimals;
}

void
cs_scale_add(struct cs_str *out, const struct cs_scale *scale,
    const struct cs_number *number, double value)
{
	if (number->percent) {
		add_grouped(out, value * 100, decimals_of_step(scale->step * 100));
		cs_str_add_char(out, '%');
		return;
	}
	const struct unit *unit = unit_of(fmax(fabs(scale->min), fabs(scale->max)), number->korean);

	add_grouped(out, value / unit->size, decimals_of_step(scale->step / unit->size));
	if (value != 0)
		cs_str_add(out, unit->name);
}

void
cs_spark_add(struct cs_str *out, const double *values, size_t count, bool ascii)
{
	static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	static const char *const marks[] = { ".", ":", "-", "=", "+", "*", "#", "@" };
	const char *const *steps = ascii ? marks : blocks;
	double lo = 0, hi = 0;

	for (size_t i = 0; i < count; i++) {
		lo = fmin(lo, values[i]);
		hi = fmax(hi, values[i]);
	}
	cs_str_add(out, "");
	for (size_t i = 0; i < count; i++) {
		double part = hi > lo ? (values[i] - lo) / (hi - lo) : 0;
		size_t last = CS_COUNT(blocks) - 1;

		cs_str_add(out, isnan(values[i]) ? " " : steps[(size_t)(part * (double)last + 0.5)]);
	}
}
