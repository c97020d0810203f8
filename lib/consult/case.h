/*
 * What the events of a case come to: its facts, its state, who has it, what
 * was promised.  A pure fold; the store keeps some of it for its queues and
 * proves that it agrees.  Clocks are the business of clock.h, stress and
 * urgency that of score.h.
 */
#ifndef CS_CONTACT_CASE_H
#define CS_CONTACT_CASE_H

#include "consult/event.h"

/* What is known of a case.  Set by lines NAME=VALUE of OPEN and CORRECT. */
enum cs_contact_fact {
	CS_CONTACT_FACT_KIND,
	CS_CONTACT_FACT_CHANNEL,
	CS_CONTACT_FACT_CUSTOMER,
	CS_CONTACT_FACT_ORDER,
	CS_CONTACT_FACT_PRODUCT,
	CS_CONTACT_FACT_CAUSE,
	CS_CONTACT_FACT_ORIGIN,
	CS_CONTACT_FACT_SEVERITY,
	CS_CONTACT_FACT_CALLER,     /* id of the guide's caller type */
	CS_CONTACT_FACT_VOICE,
	CS_CONTACT_FACT_TONE_START, /* 1 calm to 5 shouting */
	CS_CONTACT_FACT_TONE_END,
	CS_CONTACT_FACT_READ_BACK,  /* from here on personal, the `person` of the event: the sentence read back */
	CS_CONTACT_FACT_ASKED,      /* what the customer asked for */
	CS_CONTACT_FACT_HANDOVER,   /* what the next shift has to know */
	CS_CONTACT_FACT_PHONE,
	CS_CONTACT_FACT_NAME,
	CS_CONTACT_FACT_EMAIL,
	CS_CONTACT_FACT_COUNT
};

/* "kind", "channel", "customer_id", ... in the order of the enum; ends with NULL. */
extern const char *const cs_contact_fact_words[];
bool cs_contact_fact_is_personal(enum cs_contact_fact fact);

/* A view into the events' texts; len 0: not known. */
struct cs_contact_text {
	const char *s;
	size_t len;
};

/* A promise, in the order of the promises. */
struct cs_contact_promise {
	int64_t seq;
	cs_time made_at, due, kept_at; /* kept_at: CS_NO_TIME while it is open */
	int64_t agent;                 /* who gave it */
};

struct cs_contact {
	cs_time opened_at, last_at;
	struct cs_contact_text facts[CS_CONTACT_FACT_COUNT];
	enum cs_contact_kind kind;
	enum cs_contact_channel channel;
	enum cs_contact_origin origin;
	enum cs_contact_severity severity;
	int tone_start, tone_end;      /* 0: not told */
	enum cs_contact_state state;
	cs_time state_since;
	int64_t agent;                 /* who has it; 0: nobody */
	int flags;                     /* bits 1 << enum cs_contact_flag */
	int reopened, transfers, resolutions, messages_in, responses;
	cs_time asked_at;              /* the oldest words of the customer that nobody has answered */
	cs_time answered_at;           /* the newest response */
	cs_time resolved_at;           /* CS_NO_TIME while it is open */
	cs_time closed_at;
	int64_t resolution;            /* seq of the newest STATE resolved; 0: none */
	int64_t resolved_by;           /* who had the case then */
	int64_t parent, merged_into;   /* cases; 0: none */
	int csat;                      /* of the newest survey; 0: none */
	const char *body;              /* the first words */
	struct cs_contact_promise *promises; /* owned */
	size_t promise_count, promise_cap;
};

/* Folds the events of one case; `events` must outlive it.  Init with { 0 }. */
void cs_contact_fold(struct cs_contact *contact, const struct cs_contact_event *events, size_t count);
void cs_contact_release(struct cs_contact *contact);

/*
 * The promise that a row shows: of the open ones that which is due first, else
 * that which was due last; NULL: none.
 */
const struct cs_contact_promise *cs_contact_shown_promise(const struct cs_contact *contact);

/* 1 kept in time, 0 broken, -1 not due yet. */
int cs_contact_promise_kept(const struct cs_contact_promise *promise, cs_time now);

#endif
