/*
 * The ledger in the store: cases are read as their events, and events are
 * added to them.  A consultation that cs-import brought is read as a case
 * whose events are worked out from its row; the first event that is added to
 * it makes it a case of the ledger's own.
 */
#ifndef CS_DESK_H
#define CS_DESK_H

#include "consult/case.h"
#include "consult/sheet.h"

struct cs_db;
struct cs_stmt;

#define CS_CONTACT_CODE_MAX (CS_CODE_BYTES_MAX + 1)

enum cs_agent_role { CS_AGENT_AGENT, CS_AGENT_SENIOR, CS_AGENT_OWNER, CS_AGENT_ROLE_COUNT };
extern const char *const cs_agent_role_words[]; /* ends with NULL */

struct cs_agent {
	int64_t id;  /* below 0: only an import names this one */
	char *alias; /* owned */
	char *person; /* owned; "" */
	enum cs_agent_role role;
	cs_day since_on, until_on; /* CS_NO_DAY: not told */
};

struct cs_desk {
	struct cs_db *db;
	cs_time now;   /* the moment that counts as now */
	cs_time seen;  /* what happened later is not seen: `now`, or nothing is hidden from a writer */
	cs_time clock; /* when it is written down */
	int decimals;  /* of the shop's currency */
	struct cs_agent *agents; /* owned */
	size_t agent_count, agent_cap;
	struct cs_str text;      /* what a hash is taken of */
};

/* A case as it is read.  Init with { 0 }; reading again reuses the memory. */
struct cs_desk_case {
	int64_t id;     /* 0: only imported so far */
	int64_t import; /* its row in contact_import; 0: the ledger's own */
	char code[CS_CONTACT_CODE_MAX];
	struct cs_sheet sheet; /* the events that count, in order */
	struct cs_contact now; /* what they come to */
};

void cs_desk_case_release(struct cs_desk_case *c);

/*
 * Reads who works here and the currency. `db` is borrowed; `clock` is the wall
 * clock, of use to writers only. CS_OK or CS_EDB.
 */
enum cs_status cs_desk_init(struct cs_desk *desk, struct cs_db *db, cs_time now, cs_time clock, struct cs_err *err);
void cs_desk_release(struct cs_desk *desk);

/* The agent of that id or alias, or NULL.  Lives until the next agent is met. */
const struct cs_agent *cs_desk_agent(const struct cs_desk *desk, int64_t id);
const struct cs_agent *cs_desk_agent_called(const struct cs_desk *desk, const char *alias);
/* The number of an alias for reading: one that nobody has gets a number below 0. 0 for "". */
int64_t cs_desk_meet(struct cs_desk *desk, const char *alias);
/*
 * The number by which somebody is asked for, of the ledger or of an import alone; 0 where nobody is called so.
 * CS_OK or CS_EDB.
 */
enum cs_status cs_desk_ask(struct cs_desk *desk, const char *alias, int64_t *agent, struct cs_err *err);
/* Knows an agent whom the store has got meanwhile. */
void cs_desk_know(struct cs_desk *desk, int64_t id, const char *alias);
/* The alias; "" for 0. */
const char *cs_desk_alias(const struct cs_desk *desk, int64_t id);

/*
 * Reads a case by its code; a bare number stands for S and the number.
 * CS_OK; CS_NONE, with a message, where there is none.
 */
enum cs_status cs_desk_find(struct cs_desk *desk, const char *code, struct cs_desk_case *c, struct cs_err *err);
/* Reads what c->id or c->import names. */
enum cs_status cs_desk_load(struct cs_desk *desk, struct cs_desk_case *c, bool bodies, struct cs_err *err);
/* The same by number in the store. */
enum cs_status cs_desk_read(struct cs_desk *desk, int64_t id, struct cs_desk_case *c, struct cs_err *err);
/* The code of a case, into `code`. */
enum cs_status cs_desk_code(struct cs_desk *desk, int64_t id, char code[CS_CONTACT_CODE_MAX], struct cs_err *err);

/* Takes the row of a statement whose columns are those of CONTACT_EVENTS. */
void cs_desk_take_event(struct cs_sheet *sheet, struct cs_stmt *stmt);

enum cs_desk_which {
	CS_DESK_OPEN,     /* not resolved, closed, merged or spam */
	CS_DESK_ALL,
	CS_DESK_CUSTOMER, /* of the customer, order or telephone number `key` */
	CS_DESK_ORDER,
	CS_DESK_PHONE,
	CS_DESK_WORDS,    /* in which somebody said `key` */
};

struct cs_desk_query {
	enum cs_desk_which which;
	const char *key; /* CS_DESK_CUSTOMER takes `customer` */
	cs_time from, to; /* when it was opened; CS_NO_TIME: any */
	int state, kind, channel; /* numbers of the words; -1: any */
	const char *customer, *order, *phone; /* NULL: any */
	bool undone;              /* only what is not over, however it is asked for */
	const char *cause;        /* the code, or what it begins with; NULL: any */
	int64_t agent;            /* 0: any */
	bool bodies;              /* read what was said, not only the first words */
};
#define CS_DESK_QUERY_ANY { .from = CS_NO_TIME, .to = CS_NO_TIME, .state = -1, .kind = -1, .channel = -1 }

/*
 * Calls `each` with the cases in the order in which they were opened, one in
 * memory at a time, until one fails.  `c` is good for the call.
 */
typedef enum cs_status cs_desk_each_fn(void *self, const struct cs_desk_case *c, struct cs_err *err);
enum cs_status cs_desk_each(struct cs_desk *desk, const struct cs_desk_query *query, cs_desk_each_fn *each,
    void *self, struct cs_err *err);

#endif
