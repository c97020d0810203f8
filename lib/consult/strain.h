/*
 * What answering does to the people who answer, week by week and for all of
 * them together.  A week with fewer than CS_STRAIN_LEAST of them is not shown,
 * so that no figure is somebody's: it is there to plan breaks and help, and
 * not to judge anyone.
 */
#ifndef CS_STRAIN_H
#define CS_STRAIN_H

#include "consult/desk.h"
#include "consult/house.h"
#include "stream/out.h"

#define CS_STRAIN_LEAST 5

/*
 * Prints the weeks (from Monday) that touch from..to; *hidden counts those
 * that had too few people.  CS_OK or CS_EDB.
 */
enum cs_status cs_strain_print(struct cs_desk *desk, const struct cs_weights *weights, cs_day from, cs_day to,
    struct cs_out *out, size_t *hidden, struct cs_err *err);

#endif
