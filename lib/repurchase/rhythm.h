/*
 * A rhythm: the median of some gaps in days; of two in the middle their mean,
 * half a day rounded up.
 */
#ifndef CS_RHYTHM_H
#define CS_RHYTHM_H

#include "base/date.h"

/* Sorts the gaps, of which there is one at least. */
cs_day cs_rhythm(cs_day *gaps, size_t count);

#endif
