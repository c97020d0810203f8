/*
 * What can happen in a consultation, and the words for it.  No SQL and no
 * input or output: clocks, stress and reports are computed from arrays of
 * these events alone.
 *
 * The numbers of the enums are those in the store: a new word goes to the end.
 */
#ifndef CS_CONTACT_EVENT_H
#define CS_CONTACT_EVENT_H

#include "base/date.h"
#include "store/words.h"

enum cs_contact_event_type {
	CS_CONTACT_OPEN,        /* the first event of every case; the customer's first words, unless the shop began */
	CS_CONTACT_MESSAGE_IN,  /* the customer said something */
	CS_CONTACT_MESSAGE_OUT, /* the shop said something to the customer */
	CS_CONTACT_NOTE,        /* a remark among ourselves */
	CS_CONTACT_STATE,       /* `state` is entered */
	CS_CONTACT_ASSIGN,      /* `agent` has it from now on; 0: nobody */
	CS_CONTACT_TRANSFER,    /* the same, and handed on by the one who had it */
	CS_CONTACT_MERGE,       /* this case went into `other`, and lives on there */
	CS_CONTACT_UNMERGE,     /* and came back out of it, into `state` */
	CS_CONTACT_LINK,        /* belongs to `other`: the case before it, or a related one */
	CS_CONTACT_PROMISE,     /* something was promised by `due` */
	CS_CONTACT_KEEP,        /* the promise `ref` was kept */
	CS_CONTACT_COMPENSATE,  /* a remedy `word` of `amount`; with CS_CONTACT_PENDING it waits for approval */
	CS_CONTACT_APPROVE,     /* the remedy `ref` was approved */
	CS_CONTACT_DECLINE,     /* the remedy `ref` was not approved */
	CS_CONTACT_SURVEY,      /* the customer answered `amount` (1 to 5) about the resolution `ref`; `agent` had it then */
	CS_CONTACT_FLAG,        /* something to know: `flag` */
	CS_CONTACT_CORRECT,     /* facts of the case are set or put right */
	CS_CONTACT_VOID,        /* the event `ref` was a mistake and does not count */
	CS_CONTACT_EVENT_TYPE_COUNT
};

enum cs_contact_severity {
	CS_SEVERITY_NONE, /* not told */
	CS_SEVERITY_MINOR,
	CS_SEVERITY_NORMAL,
	CS_SEVERITY_SERIOUS,
	CS_SEVERITY_CRITICAL,
	CS_SEVERITY_COUNT
};

/* Of a CS_CONTACT_FLAG, and gathered over a case as bits 1 << flag. */
enum cs_contact_flag {
	CS_FLAG_EMOTION,    /* it is about feelings, whatever the matter is */
	CS_FLAG_ABUSE,      /* abusive words */
	CS_FLAG_HARASSMENT, /* sexual harassment */
	CS_FLAG_THREAT,     /* of a review, the press, an authority, a court */
	CS_FLAG_ARGUMENT,   /* words went both ways */
	CS_FLAG_HARD,       /* the call was hard on the one who took it */
	CS_FLAG_COMPETITOR, /* compared us with another shop */
	CS_FLAG_CONFIRMED,  /* the customer said that all is well now */
	CS_FLAG_COUNT
};

/* What makes a message what it is; bits of cs_contact_event.marks. */
enum {
	CS_CONTACT_BY_CUSTOMER = 1, /* the customer's words: every MESSAGE_IN, and an OPEN that the customer began */
	CS_CONTACT_OUTWARD = 2,     /* reaches the customer: every MESSAGE_OUT */
	CS_CONTACT_AUTO = 4,        /* sent by a machine: never a response */
	CS_CONTACT_THANKS = 8,      /* needs no answer: starts no clock and reopens nothing */
	CS_CONTACT_PENDING = 16,    /* a remedy above the agent's limit */
	CS_CONTACT_FOLLOWS = 32,    /* a LINK to the case that this one goes on from */
};

/*
 * One event.  The events of a case come in the order of `at`, then `seq`; the
 * first is its OPEN.  Events that were voided, and the voids, are not among
 * those that the store hands out.
 *
 * Whatever moves the state is a STATE event of its own at the same moment: a
 * customer's message in WAITING_CUSTOMER or one that reopens a resolved case
 * is followed by STATE with CS_CONTACT_OPENED.  OPEN, MERGE and UNMERGE also
 * carry the state that they lead to.  A call that was answered as it came is
 * an OPEN and a MESSAGE_OUT at the same time.
 */
struct cs_contact_event {
	int64_t seq;    /* its number in the log, from 1; below 0: worked out from an import */
	cs_time at;     /* when it happened, Korean wall clock */
	cs_time recorded_at;
	enum cs_contact_event_type type;
	int marks;      /* CS_CONTACT_BY_CUSTOMER ... */
	int state;      /* enum cs_contact_state that is entered, or -1 */
	int flag;       /* enum cs_contact_flag, or -1 */
	int64_t actor;  /* the agent who did it; 0: the customer, a machine or nobody known */
	int64_t agent;  /* to whom it goes; whom the survey is about; 0: nobody */
	int64_t other;  /* the other case; 0: none */
	int64_t ref;    /* seq of the event that it is about; 0: none */
	cs_time due;    /* CS_NO_TIME: none */
	int64_t amount; /* minor units of money, or a score; 0: none */
	const char *word;   /* kind of remedy, reason of a survey, channel of a promise; "" */
	const char *body;   /* what was said; "" where it was not read or is gone */
	const char *facts;  /* OPEN and CORRECT: lines NAME=VALUE, see case.h; "" */
	const char *person; /* the same for what is personal; "" */
};

/* The words in the order of the numbers; each ends with NULL. */
extern const char *const cs_contact_event_words[];
extern const char *const cs_contact_severity_words[];
extern const char *const cs_contact_flag_words[];

/* Nothing runs any more: resolved, closed, merged, spam. */
bool cs_contact_state_is_done(enum cs_contact_state state);

/* Said by a person of the shop to the customer: what a response is. */
bool cs_contact_is_response(const struct cs_contact_event *event);
/* The customer's words that want an answer. */
bool cs_contact_wants_answer(const struct cs_contact_event *event);

#endif
