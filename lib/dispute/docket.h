/*
 * Cases in the store.  A case is its events; facts, state and clocks are
 * worked out here whenever it is read.  Facts that the store knows from the
 * order and its returns are filled in, and marked with where they come from.
 */
#ifndef CS_DOCKET_H
#define CS_DOCKET_H

#include "dispute/judge.h"

struct cs_db;

#define CS_CODE_MAX 64
#define CS_CLOCKS_MAX 16

/* Where a fact comes from; what was told beats what was imported. */
enum cs_source { CS_SOURCE_NONE, CS_SOURCE_ORDER, CS_SOURCE_RETURN, CS_SOURCE_TOLD };

/* One kind of event, from events.tsv; the texts live as long as the process. */
struct cs_event_kind {
	char name[CS_CODE_MAX];
	char state[CS_CODE_MAX]; /* "" leaves the state as it was */
	int fact;                /* enum cs_fact that gets the event's day, or -1 */
	char starts[CS_CODE_MAX * 2], stops[CS_CODE_MAX * 2]; /* periods; "*" is all */
	bool external;           /* the complaint went to somebody outside */
	const char *meaning;
};

/* Something that has to happen by a day. */
struct cs_clock_run {
	const char *name, *basis, *meaning;
	cs_day from, due;
	bool silence_accepts; /* passing the day is an answer */
	bool open;            /* only should an answer that is still open turn out so */
};

struct cs_case {
	int64_t id;
	char code[CS_CODE_MAX];
	char order_no[CS_CODE_MAX], line_no[CS_CODE_MAX];
	cs_day opened_on;
	struct cs_facts facts;
	enum cs_source sources[CS_FACT_COUNT];
	char state[CS_CODE_MAX];
	bool external;
	bool order_known; /* the store has the order */
	bool by_silence;  /* a proposal was accepted by not answering it */
	int64_t asked, offered, settled; /* -1: not told */
	struct cs_clock_run clocks[CS_CLOCKS_MAX];
	size_t clock_count;
	struct cs_verdict verdict;
	bool judged;
	char fault[CS_ERR_TEXT]; /* why it cannot be judged, or "" */
};

struct cs_docket {
	struct cs_db *db;
	const struct cs_court *court;
	int decimals; /* of the shop's currency */
	bool reveal;  /* phones and e-mails in notes */
	void (*warn)(const char *message); /* or NULL */
};

/* A new event, as it is told. */
struct cs_case_event {
	const char *kind;
	cs_day day;
	int64_t amount;   /* -1: none */
	const char *note; /* NULL: none */
	char **facts;     /* "state=used" */
	size_t fact_count;
};

/* The store's currency; call once after opening. CS_OK or CS_EDB. */
enum cs_status cs_docket_begin(struct cs_docket *docket, struct cs_err *err);

/*
 * Adds a case with its first facts.  `code` may be NULL: the case is then
 * called D1, D2, ...; the name is written into `named`.  CS_NOTE when the
 * name is taken, CS_EUSAGE when a fact cannot be read, lies behind today or
 * contradicts another.  Warns when the store does not have the order.
 */
enum cs_status cs_docket_open(struct cs_docket *docket, const char *code, const char *order_no,
    const char *line_no, const char *kind, const struct cs_case_event *first, cs_time now,
    char named[CS_CODE_MAX], struct cs_err *err);

/*
 * Appends an event. CS_NONE for an unknown case, CS_EUSAGE for a bad event,
 * one that tells nothing, or one that makes a sound case contradict itself.
 */
enum cs_status cs_docket_event(struct cs_docket *docket, const char *code,
    const struct cs_case_event *event, cs_time now, struct cs_err *err);

/* Reads and judges a case. CS_NONE when there is none of that name. */
enum cs_status cs_docket_load(struct cs_docket *docket, const char *code, struct cs_case *out,
    struct cs_err *err);

/* Calls `each` with every case in the order of opening, until one fails. */
enum cs_status cs_docket_each(struct cs_docket *docket,
    enum cs_status (*each)(void *self, const struct cs_case *c, struct cs_err *err), void *self,
    struct cs_err *err);

/* "order", "return", "told"; "" for none. */
const char *cs_source_word(enum cs_source source);

#endif
