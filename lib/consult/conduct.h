/*
 * What the people at the desk may do: which state follows which, and what
 * somebody may give without asking.  Both are tables, built in and replaced
 * by files of the shop's own.
 */
#ifndef CS_CONDUCT_H
#define CS_CONDUCT_H

#include "base/date.h"
#include "consult/desk.h"

/* What a step needs; bits. */
enum {
	CS_NEEDS_CAUSE = 1,     /* of a complaint: its cause */
	CS_NEEDS_READ_BACK = 2, /* of a complaint: the matter was read back to the customer */
	CS_NEEDS_REASON = 4,    /* a text that says why */
};

/* A step from any of the states to another. */
struct cs_step_rule {
	unsigned from; /* bits 1 << state */
	enum cs_contact_state to;
	enum cs_agent_role who; /* the lowest role that may */
	int needs;
	int days;               /* not later than so many after the case was resolved; 0: any time */
};

/* What a role may give of a remedy, in units of the currency (whole won); -1: no limit. */
struct cs_limit_rule {
	enum cs_agent_role role;
	char remedy[24];
	int64_t each, month;
};

struct cs_conduct {
	struct cs_step_rule *steps; /* owned, in order */
	size_t step_count, step_cap;
	struct cs_limit_rule *limits;
	size_t limit_count, limit_cap;
};

/*
 * The tables, or those that are built in where a path is NULL.  CS_OK,
 * CS_EINPUT for a word or a number that is not known, CS_EIO.
 */
enum cs_status cs_conduct_open(struct cs_conduct *conduct, const char *states, const char *limits, struct cs_err *err);
void cs_conduct_release(struct cs_conduct *conduct);

/* The rule of the step, or NULL: there is no way. */
const struct cs_step_rule *cs_conduct_step(const struct cs_conduct *conduct, enum cs_contact_state from,
    enum cs_contact_state to);

/* The limit of a role for a remedy, or NULL: the role may give nothing of it. */
const struct cs_limit_rule *cs_conduct_limit(const struct cs_conduct *conduct, enum cs_agent_role role,
    const char *remedy);

/* True when some role may give it, so that the word is one. */
bool cs_conduct_knows(const struct cs_conduct *conduct, const char *remedy);

#endif
