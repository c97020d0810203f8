/*
 * The ledger in the store: takes requests, runs them through the engine and
 * writes down what follows, each exactly once.  Between begin and commit the
 * store is locked; all requests of a book stand or fall together.
 */
#ifndef CS_BOOK_H
#define CS_BOOK_H

#include "mileage/chain.h"
#include "mileage/fetch.h"

#define CS_ASKED_NOTHING INT64_MIN

/* A part of an order that comes back. */
struct cs_part_back {
	const char *line_no;
	int64_t quantity; /* 0: see amount */
	int64_t amount;   /* 0 of both: the whole line */
};

/*
 * What is asked for.  Texts are borrowed; NULL is "not given", as are
 * CS_NO_DAY and -1.  cs_request_init() sets all that.
 */
struct cs_request {
	enum cs_act_kind kind;
	const char *key, *customer, *order_no, *reason, *actor;
	int64_t points;
	cs_day eff;
	bool eff_given;       /* else eff is today and no part of the content */
	int origin, tax, prio;
	cs_day active_on, expires_on, until;
	cs_day policy_on;     /* the day whose policy counts: an order's own; else eff */
	bool pending, clamp, with_coupon, free_of_limits;
	bool by_rule;         /* the policy gives it: nobody decides */
	bool by_hand;         /* somebody typed its names: those that the store does not know are asked about */
	const char *approved_by; /* who let it pass the limit of one person */
	int64_t amount;       /* of the order, for limits and for earning */
	const char *ref;      /* key of the hold or return; number of the lot; the other member */
	const char *grade;    /* earn by amount: the grade at that time */
	const char *detail;   /* further words of the request */
	const struct cs_part_back *parts; /* return */
	size_t part_count;
	const struct cs_line *lines; /* earn: the lines it is for, kept for returns; return: those of an order that earned by none */
	size_t line_count;
};

enum cs_fate { CS_DONE, CS_EXISTS, CS_CONFLICT, CS_REFUSED };
extern const char *const cs_fate_words[]; /* "done" "exists" "conflict" "refused" */

struct cs_result {
	enum cs_fate fate;
	const char *field;      /* of a conflict: what differs */
	enum cs_refusal refusal;
	int64_t possible;
	int64_t seq;            /* of the event, or of the one that exists */
	int64_t points;         /* moved; of a return: what it restored less what it took back */
	int64_t restored, clawed, debt, coupon; /* of a return; coupon: taken back of the discount, in money */
	int64_t available, owed; /* of the customer afterwards */
	/* CS_REFUSE_MERGED: whom the store merged into whom; borrowed from the request, and until the next one. */
	const char *merged, *into;
};

/* Why it was refused, "there are not so many points; possible: 500": appends; nothing for what was done. */
void cs_result_reason(const struct cs_result *result, struct cs_str *out);

/* Makes it a refusal. CS_OK: that is an answer too. */
enum cs_status cs_result_refuse(struct cs_result *result, enum cs_refusal refusal, int64_t possible);

struct cs_book {
	struct cs_db *db;
	cs_time now;
	const char *actor;
	int64_t next_seq, next_lot;
	uint8_t head[CS_DIGEST_BYTES];
	cs_day sealed_through;
	bool merges; /* the store has merged customers */
	bool orders; /* the store has orders */
	int64_t order_amount; /* what the store says of the request's order; -1: nothing */
	struct cs_str giver; /* whose month of giving by hand is known, and what was given */
	cs_day giving_month;
	int64_t given;
	struct cs_account account, other;
	struct cs_journal journal;
	struct cs_str text, code, other_code;
	struct cs_policy policy; /* of policy_ver; the one asked for last */
	int64_t policy_ver;
	cs_day policy_day;
	struct cs_tag *tags;     /* words for the acts of the journal */
	size_t tag_count, tag_cap;
};

void cs_request_init(struct cs_request *request, enum cs_act_kind kind, cs_day today);

/* Locks the store. The policy of a new ledger is the stated default. CS_OK or CS_EDB. */
enum cs_status cs_book_begin(struct cs_book *book, struct cs_db *db, cs_time now, const char *actor,
    struct cs_err *err);
enum cs_status cs_book_commit(struct cs_book *book, struct cs_err *err);
/* Rolls back what was not committed, and frees. */
void cs_book_release(struct cs_book *book);

/*
 * Runs one request.  CS_OK with *result, whatever its fate: refusals and
 * conflicts change nothing.  Otherwise CS_EDB, and the book must be given up.
 */
enum cs_status cs_book_do(struct cs_book *book, const struct cs_request *request, struct cs_result *result,
    struct cs_err *err);

/* Writes down what has lapsed by `day` for every customer; *count events. */
enum cs_status cs_book_settle(struct cs_book *book, cs_day day, int64_t *count, struct cs_err *err);

/* The policy in force on `day`, in book->policy. */
enum cs_status cs_book_policy(struct cs_book *book, cs_day day, struct cs_err *err);
/* The same for a reader: *ver is 0 where the ledger has none yet and the stated default holds. */
enum cs_status cs_policy_on(struct cs_db *db, cs_day day, struct cs_policy *policy, int64_t *ver, struct cs_err *err);
/* A policy by its number, into *policy. CS_NONE where there is none. */
enum cs_status cs_book_policy_of(struct cs_db *db, int64_t ver, struct cs_policy *policy, struct cs_err *err);
/* Adds a policy's text from `from` on; one that is there already is CS_NOTE. */
enum cs_status cs_book_policy_add(struct cs_db *db, const char *text, size_t len, cs_day from, struct cs_err *err);

/* For the modules that write their own events beside the points. */
struct cs_tag {
	size_t act;
	const char *suffix; /* "" or "/restore" ... behind the request's key */
	int64_t asked, ref;
	const char *detail;
};
struct cs_outcome cs_book_run(struct cs_book *book, const struct cs_op *op, const char *suffix, int64_t ref,
    const char *detail);
/* What the customer has afterwards, into the result. */
void cs_book_tell(const struct cs_book *book, struct cs_result *result);
enum cs_status cs_book_write(struct cs_book *book, const struct cs_request *request, struct cs_err *err);

#endif
