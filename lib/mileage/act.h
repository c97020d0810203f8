/*
 * Requests from the command line, from a list of customers or from a stream,
 * run against the store, and what is printed of them.
 */
#ifndef CS_ACT_H
#define CS_ACT_H

#include "mileage/book.h"
#include "stream/out.h"

/* The kind of that name, which must exist. */
enum cs_act_kind cs_act_kind_of(const char *name);

/*
 * Fills what follows from the rest: the argument of capture, void, revert,
 * merge and reinstate, the part of a return, and the key where the order
 * gives a natural one ("use:A1").  CS_EUSAGE says what is missing.
 */
enum cs_status cs_act_complete(struct cs_request *request, const struct cs_part_back *part, int64_t lot,
    const char *into, struct cs_str *texts, struct cs_err *err);

/* One request as one transaction; prints one record. With `plan` nothing is kept. CS_NOTE where it is refused. */
enum cs_status cs_act_one(struct cs_db *db, cs_time now, const struct cs_request *request, bool plan, struct cs_out *out,
    struct cs_err *err);

struct cs_return_ask {
	const char *return_id; /* NULL: every finished one that is due */
	const char *reason, *actor, *approved_by;
	cs_day eff;
	bool plan;       /* nothing is kept */
	bool compensate; /* its freight as points, by policy */
	cs_day from;     /* of every finished one: only the freight of those that ended on this day or later */
	int64_t extra;   /* points beside that, for goodwill */
};

/*
 * A return of the store, by its number, as one transaction: its part of its
 * order comes back, its freight is judged, the extra is granted; a record for
 * each.  CS_NONE for an unknown one, CS_NOTE where it is refused or is an
 * exchange.
 */
enum cs_status cs_act_return(struct cs_db *db, cs_time now, const struct cs_return_ask *ask, struct cs_out *out,
    struct cs_err *err);

struct cs_batch_options {
	bool plan, partial;
	const char *plan_id, *rejects, *actor;
	cs_day today;
	cs_time now;
};

/*
 * All rows as one transaction.  A refused row stops everything (CS_NOTE, and
 * nothing is kept) unless `partial`; with `plan` nothing is kept and the plan
 * is printed; with `plan_id` nothing is kept unless the plan has that id.
 */
enum cs_status cs_act_stream(struct cs_db *db, const char *path, const struct cs_batch_options *options,
    struct cs_out *out, struct cs_err *err);

/* The same request for each customer of a list: a customer_id column, or one a line. */
enum cs_status cs_act_list(struct cs_db *db, const char *path, const struct cs_request *request,
    const struct cs_batch_options *options, struct cs_out *out, struct cs_err *err);

/* Writes down what has lapsed by `day`. */
enum cs_status cs_act_settle(struct cs_db *db, cs_time now, cs_day day, struct cs_out *out, struct cs_err *err);

#endif
