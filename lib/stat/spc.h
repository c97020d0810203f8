/*
 * Statistical process control: is a series of counts more than chance?
 * Shewhart's limits of three sigma find the single point that stands out, the
 * two rules of Anhøj (2014) find the series that has moved.  The rules of
 * Western Electric are left out on purpose: they are not for shares and
 * rates, and cry wolf.
 *
 * Formulas: Montgomery, Statistical Quality Control (p, u, g); Laney (2002)
 * for p' and u'; runs after Schilling (2012) and Chen (2010).
 */
#ifndef CS_SPC_H
#define CS_SPC_H

#include "base/base.h"

enum cs_spc_kind {
	CS_SPC_RUN,     /* the values alone, around their median: no limits */
	CS_SPC_P,       /* count of size: a share */
	CS_SPC_U,       /* count per size: a rate */
	CS_SPC_P_PRIME, /* the same with the spread between points, not only within them */
	CS_SPC_U_PRIME,
	CS_SPC_G,       /* how many good ones lie between two bad ones */
};

struct cs_spc_point {
	double count;   /* NaN: missing, which neither counts nor ends a run */
	double size;    /* of P and U, above 0 */
	bool base;      /* the limits are made of it */
	double value, centre, low, high; /* out; low and high are NaN where there is no limit */
	bool beyond;    /* out: outside the limits */
};

/* What one phase amounts to. */
struct cs_spc_phase {
	size_t count, useful;        /* points with a value; and off the centre line */
	size_t longest, longest_max; /* run on one side: found, and the most that chance makes */
	size_t crossings, crossings_min;
	bool shifted;                /* a rule of Anhøj speaks; never with fewer than CS_SPC_USEFUL_MIN useful points */
	size_t beyond;
	double centre;
	double sigma_z;              /* of P' and U': 1 is what chance alone makes; else NaN */
};

#define CS_SPC_USEFUL_MIN 10     /* below it the runs tell nothing */
#define CS_SPC_OVERDISPERSED 1.2 /* sigma_z from which the usual limits are too narrow */

/*
 * Fills the points of one phase: centre and limits from those marked `base`,
 * which must hold one value at least, for all of them; then the rules over
 * all of them.
 */
void cs_spc_phase(enum cs_spc_kind kind, struct cs_spc_point *points, size_t count, struct cs_spc_phase *phase);

/*
 * Counts of points without a size, which have no rate of their own, go to the
 * nearest point before that has one, else to the nearest behind: a rate of
 * both together.  What is left without a size is missing.  Returns how much
 * was moved; where no point has a size, nothing can be.
 */
double cs_spc_fold(struct cs_spc_point *points, size_t count);

/* The longest run that chance makes among n useful points, and the fewest crossings. */
size_t cs_spc_longest_max(size_t useful);
size_t cs_spc_crossings_min(size_t useful);

#endif
