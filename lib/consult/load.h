/*
 * Who has how much to do, and who could take a case: of those who work here
 * and have room, the one with the least, weighed by the stages of stress; a
 * case at stage 4 or 5 goes to a senior or the owner where one has room.
 */
#ifndef CS_LOAD_H
#define CS_LOAD_H

#include "consult/watch.h"

#define CS_STAGE_ANGRY 4

struct cs_load {
	int64_t agent; /* 0: the cases that nobody has */
	int64_t open, weighted, overdue, angry; /* weighted: a case counts its stage */
	bool here;     /* works here on that day */
	bool senior;
};

struct cs_loads {
	struct cs_load *items; /* owned; agents in their order, then those with none */
	size_t count, cap;
};

void cs_loads_take(struct cs_loads *loads, const struct cs_watch *watch);
void cs_loads_release(struct cs_loads *loads);

/*
 * Who could take a case of `stage` that `from` has, with at most `most` open
 * cases; 0: nobody has room.  The case counts as taken from then on.
 */
int64_t cs_loads_suggest(struct cs_loads *loads, int64_t most, int64_t from, int stage);

#endif
