/*
 * Return freight given back as points: by policy, by lot where an experiment
 * runs, and never where the law makes the shop pay the freight in money
 * (E-Commerce Act Art. 18(10)).
 */
#ifndef CS_COMPENSATE_H
#define CS_COMPENSATE_H

#include "mileage/book.h"
#include "stream/out.h"

/*
 * The place of a customer among a million, by the hash of salt and customer:
 * the same for ever, and nobody's choice.
 */
int64_t cs_comp_bucket(const char *salt, const char *customer);
/* The arm (thousandths of the fee) that a bucket falls into. */
int64_t cs_comp_arm(const struct cs_policy *policy, int64_t bucket);

/* What the policy gives for a return: fee times factor, rounded down; before caps. */
int64_t cs_comp_points(const struct cs_policy *policy, int64_t fee, int64_t severity, int64_t arm, bool experiment);

/* Judges the returns of `from` to `to` that were not judged yet, one record each. With `plan` nothing is kept. */
enum cs_status cs_compensate(struct cs_db *db, cs_time now, cs_day today, cs_day from, cs_day to, bool plan,
    struct cs_out *out, struct cs_err *err);

struct cs_effect_options {
	cs_day from, to, as_of;
	int64_t upset_from; /* severity, for the strata of returns that were never judged */
	int64_t window;     /* days in which a new order counts */
	int64_t margin_ppm; /* 0: no break-even */
	int64_t basket;     /* 0: the shop's own mean */
};

/*
 * Did they come back?  By the arm they were drawn into, not by what they
 * used.  Without an experiment the compensated stand against the others, in
 * strata, and the words say that this is no proof.
 */
enum cs_status cs_effect(struct cs_db *db, const struct cs_effect_options *options, struct cs_out *out,
    struct cs_err *err);

#endif
