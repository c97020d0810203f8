/*
 * Did they come back?  By the arm they were drawn into, not by what they
 * used.  Without an experiment the compensated stand against the others, in
 * strata, and the words say that this is no proof.
 */
#ifndef CS_EFFECT_H
#define CS_EFFECT_H

#include "mileage/study.h"
#include "stream/out.h"

/*
 * One record an arm, and notes; with `detail` one record a figure instead:
 * tests, strata, money, what so few can show.  CS_OK or CS_EDB.
 */
enum cs_status cs_effect(struct cs_db *db, const struct cs_effect_options *options, struct cs_out *out,
    struct cs_err *err);

#endif
