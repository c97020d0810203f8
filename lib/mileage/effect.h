/*
 * Did they come back?  By the arm they were drawn into, not by what they
 * used.  Without an experiment the compensated stand against the others, in
 * strata, and the words say that this is no proof.
 */
#ifndef CS_EFFECT_H
#define CS_EFFECT_H

#include "mileage/study.h"
#include "stat/proportion.h"
#include "stream/out.h"

#define CS_EFFECT_NOT_SHOWN N_("not shown")
#define CS_EFFECT_LEAST 10 /* customers under whom no rate is told */

/* One arm against the control, and everything that can be said of it. */
struct cs_effect_finding {
	const struct cs_group *group, *control;
	struct cs_interval rate, difference, pooled, ratio;
	struct cs_interval per_extra; /* cost of one more customer who came back */
	double least;                 /* the smallest lift that so many can show */
	double each;                  /* cost a customer, beyond the control's */
	const char *verdict;          /* as a stream has it; of the control too */
	const char *name;             /* without an experiment: N_(), who they are; else NULL: an arm has its number */
	bool enough;                  /* of the group and of the control; else what is told of both is NaN */
};

/* A group of the study against its first one; z of cs_pocock_z(). */
struct cs_effect_finding cs_effect_find(const struct cs_study *study, const struct cs_group *group, double z);

/*
 * One record an arm, and notes; with `detail` one record a figure instead:
 * tests, strata, money, what so few can show.  CS_OK or CS_EDB.
 */
enum cs_status cs_effect(struct cs_db *db, const struct cs_effect_options *options, struct cs_out *out,
    struct cs_err *err);

#endif
