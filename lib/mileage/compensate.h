/*
 * Return freight given back as points: by policy, by lot where an experiment
 * runs, and never where the law makes the shop pay the freight in money
 * (E-Commerce Act Art. 18(10)).
 */
#ifndef CS_COMPENSATE_H
#define CS_COMPENSATE_H

#include "mileage/book.h"
#include "stream/out.h"

/*
 * The place of a customer among a million, by the hash of salt and customer:
 * the same for ever, and nobody's choice.
 */
int64_t cs_comp_bucket(const char *salt, const char *customer);
/* The arm (thousandths of the fee) that a bucket falls into. */
int64_t cs_comp_arm(const struct cs_policy *policy, int64_t bucket);

/* What the policy gives for a return: fee times factor, rounded down; before caps. */
int64_t cs_comp_points(const struct cs_policy *policy, int64_t fee, int64_t severity, int64_t arm, bool experiment);

/* One return as the store has it. */
struct cs_returned {
	char *id, *order_no, *customer; /* owned */
	int64_t fault, payer, fee, severity;
	cs_day day;
	int64_t prior; /* orders before it */
	bool known;    /* judged before */
	int64_t given; /* then */
};

enum cs_comp_verdict {
	CS_COMP_GRANTED,
	CS_COMP_CONTROL,    /* drawn into an arm that gets nothing */
	CS_COMP_MONEY,      /* the shop owes this freight in money */
	CS_COMP_NEED_FAULT, /* whose fault it was is not known */
	CS_COMP_CAPPED, CS_COMP_BUDGET,
	CS_COMP_GUEST,
	CS_COMP_KNOWN,      /* judged before: points are those of then */
	CS_COMP_REFUSED,    /* the member has left; or no return of goods */
};
extern const char *const cs_comp_words[];

/* What was given in a month: to the customer, how often, and to all. */
struct cs_comp_had {
	int64_t points, times, month;
};

/* What caps and budget leave of `points`, and CS_COMP_GRANTED, _CAPPED or _BUDGET. */
int64_t cs_comp_capped(const struct cs_policy *policy, int64_t points, const struct cs_comp_had *had,
    enum cs_comp_verdict *verdict);

/*
 * What a judgement rests on stands in the detail of its event: fee, severity
 * and arm (-1 outside of experiments).
 */
#define CS_COMP_BASIS "basis"

struct cs_judgement {
	int64_t arm; /* thousandths of the fee; below 0 where none was looked for */
	int64_t points;
	enum cs_comp_verdict verdict;
	int64_t seq, available, owed; /* of the event and of the customer after it, where there is one */
};

/* Judges one return inside of the book's transaction, by the policy of `today`, and writes down what follows. */
enum cs_status cs_comp_judge(struct cs_book *book, const struct cs_returned *r, cs_day today, struct cs_judgement *j,
    struct cs_err *err);
/* The same for a return of the store by its number. */
enum cs_status cs_comp_return(struct cs_book *book, const char *return_id, cs_day today, struct cs_judgement *j,
    struct cs_err *err);

/* Judges every return that `store` has of those days in a book of another store, each on its day. */
enum cs_status cs_comp_past(struct cs_book *book, struct cs_db *store, cs_day from, cs_day to, struct cs_err *err);

#define CS_COMP_DAYS 30 /* how far back it looks where nobody says otherwise */

/* Judges the returns of `from` to `to` that were not judged yet, one record each. With `plan` nothing is kept. */
enum cs_status cs_compensate(struct cs_db *db, cs_time now, cs_day today, cs_day from, cs_day to, bool plan,
    struct cs_out *out, struct cs_err *err);

#endif
