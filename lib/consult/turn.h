/*
 * One person's turn at the desk: every function here is one transaction in
 * which something is written into the ledger, after the rules have been
 * asked.  CS_NONE for a case that is not there, CS_NOTE where the rules refuse
 * (nothing is written), CS_EUSAGE for words that make no sense, CS_EDB.
 */
#ifndef CS_TURN_H
#define CS_TURN_H

#include "consult/cause.h"
#include "consult/conduct.h"
#include "consult/entry.h"
#include "consult/noted.h"

struct cs_turn {
	struct cs_desk *desk;
	const struct cs_conduct *conduct;
	const struct cs_causes *causes;
	const char *alias;  /* who does it */
	cs_time at;         /* when it happened */
	void (*warn)(const char *message); /* or NULL */
	/* What the turn itself uses; zero at first. */
	int64_t me;
	struct cs_desk_case c; /* the case as it stands afterwards */
};

void cs_turn_release(struct cs_turn *turn);

/* A new case, as it came in. */
struct cs_intake {
	const char *code;            /* NULL: S and the next number */
	struct cs_noted noted;       /* the facts; the caller's */
	const char *body;            /* the customer's words */
	const char *answer;          /* what was answered at once; NULL: nothing */
	const char *assign;          /* who shall have it; NULL: whoever answered, else nobody */
	int flags;                   /* bits 1 << flag */
	bool outbound;               /* the shop began */
	bool missed;                 /* a call that nobody took */
	bool resolve;                /* and it is done */
};

/*
 * Opens a case; numbers in the words link it to a customer and an order.  A
 * complaint needs its cause.  turn->c is the new case.
 */
enum cs_status cs_turn_add(struct cs_turn *turn, const struct cs_intake *intake, struct cs_err *err);

/*
 * Something is said: to the customer (CS_CONTACT_MESSAGE_OUT), by the customer
 * (MESSAGE_IN), or among ourselves (NOTE).  `marks` beyond those that follow
 * from the type; `word` is a template's name or "".  `then` is a state that
 * follows, or -1.  A customer's words open a waiting case again, and a
 * resolved one within its time; later they open a new case that follows it.
 * turn->c is the case that the words are in.
 */
enum cs_status cs_turn_say(struct cs_turn *turn, const char *code, enum cs_contact_event_type type, int marks,
    const char *word, const char *text, int then, struct cs_err *err);

/* Goes to a state, after noting facts (may be NULL) that it may need. */
enum cs_status cs_turn_state(struct cs_turn *turn, const char *code, enum cs_contact_state to, const char *reason,
    struct cs_noted *noted, struct cs_err *err);

/* Gives the case to somebody ("" or "-": nobody); a transfer is counted as one. */
enum cs_status cs_turn_assign(struct cs_turn *turn, const char *code, const char *to, bool transfer, const char *reason,
    struct cs_err *err);

/* Takes the case if nobody has it. CS_NOTE names who has. */
enum cs_status cs_turn_claim(struct cs_turn *turn, const char *code, struct cs_err *err);

/* `code` goes into `into`; undo takes it out again. */
enum cs_status cs_turn_merge(struct cs_turn *turn, const char *code, const char *into, struct cs_err *err);
enum cs_status cs_turn_unmerge(struct cs_turn *turn, const char *code, struct cs_err *err);
enum cs_status cs_turn_link(struct cs_turn *turn, const char *code, const char *other, struct cs_err *err);

/* Promises something by `due`; keeps promise `seq`, or the only open one for 0. */
enum cs_status cs_turn_promise(struct cs_turn *turn, const char *code, cs_time due, const char *channel,
    const char *text, struct cs_err *err);
enum cs_status cs_turn_keep(struct cs_turn *turn, const char *code, int64_t seq, const char *text, struct cs_err *err);

/*
 * A remedy of `amount` minor units.  Above the limits of who gives it, it is
 * written down as waiting for approval and *pending becomes true.
 */
enum cs_status cs_turn_compensate(struct cs_turn *turn, const char *code, const char *remedy, int64_t amount,
    const char *text, bool *pending, struct cs_err *err);
/* Decides on remedy `seq`, or the only one that waits for 0. */
enum cs_status cs_turn_approve(struct cs_turn *turn, const char *code, int64_t seq, bool decline, const char *text,
    struct cs_err *err);

/* The customer's answer (1 to 5) about the newest resolution; it is about who had the case then. */
enum cs_status cs_turn_survey(struct cs_turn *turn, const char *code, int score, const char *reason, struct cs_err *err);

enum cs_status cs_turn_flag(struct cs_turn *turn, const char *code, enum cs_contact_flag flag, const char *text,
    struct cs_err *err);

/* Sets facts right, or takes back event `seq`. */
enum cs_status cs_turn_correct(struct cs_turn *turn, const char *code, struct cs_noted *noted, const char *reason,
    struct cs_err *err);
enum cs_status cs_turn_void(struct cs_turn *turn, const char *code, int64_t seq, const char *reason, struct cs_err *err);

#endif
