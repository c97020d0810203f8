/*
 * A progress bar on a terminal; on anything else it does nothing.  Shows
 * bytes, rows, rate and time left at most ten times a second.
 */
#ifndef CS_PROGRESS_H
#define CS_PROGRESS_H

#include "base/base.h"

struct cs_progress {
	int fd;           /* -1: silent */
	const char *name; /* borrowed: what is being read */
	uint64_t size;    /* bytes in all, 0 where unknown */
	int64_t started;  /* monotonic nanoseconds */
	int64_t shown;
};

/* Draws on `fd` where that is a terminal and `wanted`. */
void cs_progress_init(struct cs_progress *progress, int fd, bool wanted, const char *name, uint64_t size);
void cs_progress_show(struct cs_progress *progress, uint64_t bytes, uint64_t rows);
/* Takes the bar away again. */
void cs_progress_release(struct cs_progress *progress);

#endif
