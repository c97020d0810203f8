/*
 * One case as a story: its facts, its clocks, why it stands where it stands,
 * and everything that happened, with the waits between.
 */
#ifndef CS_STORY_H
#define CS_STORY_H

#include "consult/measure.h"
#include "stream/out.h"

/*
 * Prints rows of part, seq, at, name, value and by.  Parts: fact, clock,
 * stress, urgency, promise, event.  With `explain` also every summand of the
 * two sums.  CS_OK or CS_EDB.
 */
enum cs_status cs_story_print(struct cs_desk *desk, const struct cs_house *house, const struct cs_desk_case *c,
    bool explain, bool reveal, struct cs_out *out, struct cs_err *err);

#endif
