/*
 * The clocks of one case, one a line, with their targets and how they stand.
 */
#ifndef CS_TIMING_H
#define CS_TIMING_H

#include "consult/measure.h"
#include "stream/out.h"

void cs_timing_print(const struct cs_measure *measure, const struct cs_hours *hours, struct cs_out *out);

#endif
