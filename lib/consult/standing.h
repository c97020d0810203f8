/*
 * What contact_now and contact_promise keep of a case: written with every
 * entry, and compared with the events by the check.
 */
#ifndef CS_STANDING_H
#define CS_STANDING_H

#include "consult/desk.h"

/* Writes down where the case stands. */
enum cs_status cs_standing_put(struct cs_desk *desk, const struct cs_desk_case *c, struct cs_err *err);

/*
 * Compares what is written down with the case.  `what` becomes the first
 * column that differs, or NULL.
 */
enum cs_status cs_standing_compare(struct cs_desk *desk, const struct cs_desk_case *c, const char **what,
    struct cs_err *err);

#endif
