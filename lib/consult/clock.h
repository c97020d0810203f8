/*
 * The clocks of a case, worked out from its events when they are asked for
 * and never kept, so that a new rule counts for the past as well.
 *
 * Clocks run while a case is with the shop: from its opening on, but not in a
 * state that pauses them (the customer has to answer), nor once it is
 * resolved, closed, merged or spam.  A case that is reopened goes on where it
 * stopped.
 *
 *	first response    from the customer's first words to the first thing that
 *	                  a person of the shop says; automatic replies do not count
 *	next response     from the customer's first unanswered words after that to
 *	                  the next thing that a person says
 *	resolution        from the opening to the first time that it is resolved
 *	resolution total  the same to the last time, without what lay between a
 *	                  resolution and the reopening behind it
 *
 * Every one is known in calendar seconds and in open ones (consult/hours.h).
 */
#ifndef CS_CLOCK_H
#define CS_CLOCK_H

#include "consult/event.h"
#include "consult/hours.h"

/* From..to; `to` is CS_NO_TIME while it lasts. */
struct cs_stretch {
	cs_time from, to;
};

/* Words of the customer that wanted an answer after the first one was given. */
struct cs_ask {
	cs_time at, end; /* end: CS_NO_TIME while nobody has answered */
	bool answered;   /* false where the case was resolved over it */
};

/* A target: so many seconds of the clock, or business days; neither: no target. */
struct cs_target {
	int64_t seconds, days;
	bool business; /* seconds are open ones */
};

struct cs_clocks {
	cs_time now;
	struct cs_stretch *running; /* owned: when the clocks ran, in order */
	size_t running_count, running_cap;
	struct cs_ask *asks;        /* owned, in order */
	size_t ask_count, ask_cap;
	cs_time opened_at;
	cs_time asked_at;           /* the customer's first words; CS_NO_TIME: none */
	cs_time responded_at;       /* the first response to them; CS_NO_TIME: none yet */
	cs_time first_resolved_at, resolved_at; /* CS_NO_TIME: never; not now */
	enum cs_contact_state state;
	bool counts;                /* false for merged and spam: in no queue and no figure */
};

#define CS_PAUSE_DEFAULT (1u << CS_CONTACT_WAITING_CUSTOMER)

/*
 * Works them out from the events of one case up to `now`; later events have
 * not happened yet.  `pauses` has a bit 1 << state for every state in which
 * the clocks stand still.  Init with { 0 }; may be used again and again.
 */
void cs_clocks_take(struct cs_clocks *clocks, const struct cs_contact_event *events, size_t count, unsigned pauses,
    cs_time now);
void cs_clocks_release(struct cs_clocks *clocks);

/* Seconds that the clocks ran between two times; open ones where `hours` is not NULL. */
int64_t cs_clocks_between(const struct cs_clocks *clocks, const struct cs_hours *hours, cs_time from, cs_time to);

/* The same to `to`, or to now where it is CS_NO_TIME; -1 where `from` is CS_NO_TIME. */
int64_t cs_clocks_taken(const struct cs_clocks *clocks, const struct cs_hours *hours, cs_time from, cs_time to);

/* True while none of the clocks runs. */
bool cs_clocks_stand(const struct cs_clocks *clocks);

/*
 * When a clock that began at `from` has used up its target, pauses left out.
 * CS_NO_TIME without a target, and while the clock stands and has time left.
 * A target of days ends with the last second of a business day; every
 * business day on which a pause ends or goes on moves it by one.
 */
cs_time cs_clocks_due(const struct cs_clocks *clocks, const struct cs_hours *hours, cs_time from,
    struct cs_target target);

#endif
