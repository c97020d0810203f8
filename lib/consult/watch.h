/*
 * What has to be watched now: the open cases under the shop's rules, in the
 * order of what to do next, of what is due, of who is boiling, of what lies
 * untouched, and for the one who takes over.
 */
#ifndef CS_WATCH_H
#define CS_WATCH_H

#include "consult/measure.h"
#include "stream/out.h"

/* What is due besides the clocks of sla.h. */
#define CS_WATCH_PROMISE CS_SLA_CLOCKS

/* The two sums of a case, for --explain. */
struct cs_watch_sums {
	struct cs_score stress, urgency;
};

struct cs_watch_case {
	char code[CS_CONTACT_CODE_MAX];
	const struct cs_sla_row *policy; /* NULL: none */
	int stage;
	int64_t urgency;                 /* thousandths */
	enum cs_contact_state state;
	enum cs_contact_kind kind;
	enum cs_contact_channel channel;
	int flags, tone;
	cs_time opened_at, last_at, asked_at;
	int due_what;                    /* enum cs_sla_clock, CS_WATCH_PROMISE, or -1 */
	cs_time due;
	int64_t agent;                   /* 0: nobody */
	char *customer, *order_no, *cause, *handover; /* owned; "" */
	struct cs_watch_sums *sums;      /* owned; NULL unless asked for */
};

struct cs_watch_due {
	size_t of;     /* index in `cases` */
	int what;
	cs_time due;
	int64_t agent; /* who has the case, or who promised */
};

struct cs_watch {
	struct cs_desk *desk;         /* borrowed, as the house */
	const struct cs_house *house;
	bool explain;
	struct cs_watch_case *cases;  /* owned */
	size_t count, cap;
	struct cs_watch_due *dues;    /* owned */
	size_t due_count, due_cap;
	struct cs_measure measure;    /* room to work in */
	struct cs_context context;
};

/* Which open cases. */
struct cs_watch_query {
	int64_t agent;    /* 0: everybody's */
	bool unassigned;  /* only those that nobody has */
	int least_stage;  /* 1: all */
};

/* Reads and measures every open case.  CS_OK or CS_EDB. */
enum cs_status cs_watch_open(struct cs_watch *watch, struct cs_desk *desk, const struct cs_house *house,
    const struct cs_watch_query *query, bool explain, struct cs_err *err);
void cs_watch_close(struct cs_watch *watch);

/* One list is printed for each opening: printing puts the cases in its order. */

/* The most urgent first, at most `limit` of them (0: all). */
void cs_watch_print_next(struct cs_watch *watch, size_t limit, struct cs_out *out);

/* Clocks and promises that are due until then or overdue, the earliest first; returns how many are overdue. */
size_t cs_watch_print_due(struct cs_watch *watch, cs_time until, struct cs_out *out);

/* The oldest first. */
void cs_watch_print_angry(struct cs_watch *watch, struct cs_out *out);

/*
 * Cases of the agent (0: everybody's) in which nothing has happened for `days`
 * business days, the longest first, and who could take each; returns how many.
 */
size_t cs_watch_print_stale(struct cs_watch *watch, int64_t agent, int64_t days, int64_t most, struct cs_out *out);

/* What goes from one to the next, by agent; returns how many lack a note. */
size_t cs_watch_print_handover(struct cs_watch *watch, struct cs_out *out);

/* Who has how much; at most `most` open cases each. */
void cs_watch_print_load(struct cs_watch *watch, int64_t most, struct cs_out *out);

#endif
