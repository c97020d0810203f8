/*
 * Two pieces of work at the same time, where there are two cores.  They must
 * not touch the same memory, nor the same store.
 */
#ifndef CS_PARALLEL_H
#define CS_PARALLEL_H

#include "base/base.h"

struct cs_work {
	void (*run)(void *data);
	void *data;
};

/* Returns when both are done; one after the other where no thread can be had. */
void cs_parallel(const struct cs_work *a, const struct cs_work *b);

#endif
