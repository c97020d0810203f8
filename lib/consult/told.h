/*
 * What options say: who asks, by which files, and of which case or cases.  The
 * same words describe a case that is written down and pick those that are read.
 */
#ifndef CS_TOLD_H
#define CS_TOLD_H

#include "app/opt.h"
#include "base/date.h"

/* The shop's own tables. */
enum cs_told_file { CS_TOLD_HOLIDAYS, CS_TOLD_HOURS, CS_TOLD_CAUSES, CS_TOLD_SLA, CS_TOLD_SCORES, CS_TOLD_STATES,
	CS_TOLD_LIMITS, CS_TOLD_FILES };

/* NULL, -1, 0 and CS_NO_DAY: nothing was said. */
struct cs_told {
	const char *agent, *at;
	const char *files[CS_TOLD_FILES];
	const char *customer, *order, *product, *phone, *name, *email, *cause, *caller, *voice, *read_back, *asked;
	int kind, channel, origin, state; /* numbers of the words */
	int64_t severity, tone, tone_end;
	struct cs_list flags;
	cs_day from, to;
	bool mine, all;
};

#endif
