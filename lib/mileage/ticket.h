/*
 * One coupon as the store has it, and what becomes of it when its order comes
 * back: all of that follows from the coupon's own events, so that verify can
 * go through it again.
 */
#ifndef CS_TICKET_H
#define CS_TICKET_H

#include "mileage/book.h"

#define CS_TICKET_NAME 200

struct cs_ticket {
	struct cs_coupon_kind kind;
	char customer[CS_TICKET_NAME], order_no[CS_TICKET_NAME];
	cs_day expires_on;
	bool used;
	int64_t discount, recaptured;
};

/* The discount of a coupon kind on an amount; 0 below its minimum. */
int64_t cs_coupon_discount(const struct cs_coupon_kind *kind, int64_t amount);

bool cs_coupon_same_terms(const struct cs_coupon_kind *a, const struct cs_coupon_kind *b);

/*
 * `left` of the order's amount is kept: with nothing left the coupon is free
 * again; else that part of the discount is taken back which it would not have
 * given, by the rule of the day on which it was used.
 */
void cs_ticket_settle(struct cs_ticket *ticket, enum cs_coupon_return rule, int64_t left);

/* The terms under which coupons of that code are out: CS_ROW; CS_OK where there are none. */
enum cs_status cs_ticket_kind(struct cs_db *db, const char *code, struct cs_coupon_kind *kind, struct cs_err *err);
enum cs_status cs_ticket_kind_add(struct cs_db *db, const struct cs_coupon_kind *kind, int64_t seq, struct cs_err *err);

/* CS_NONE where no such coupon was issued. */
enum cs_status cs_ticket_read(struct cs_db *db, const char *name, struct cs_ticket *ticket, struct cs_err *err);
/* Its state, order, discount and what was taken back of that. */
enum cs_status cs_ticket_put(struct cs_db *db, const char *name, const struct cs_ticket *ticket, struct cs_err *err);

/*
 * The last use of the coupon for an order before the event of that number:
 * the number of its policy and what the order came to; 0 where there is none.
 */
enum cs_status cs_ticket_use(struct cs_db *db, const char *name, const char *order_no, int64_t before, int64_t *policy,
    int64_t *amount, struct cs_err *err);

/* The rule under which the coupon was used for its order. */
enum cs_status cs_ticket_rule(struct cs_db *db, const char *name, const struct cs_ticket *ticket,
    enum cs_coupon_return *rule, struct cs_err *err);

/*
 * Every coupon of an order of which `left` is kept, each with an event beside
 * the one that the request makes (number `seq`).  With `called_off` it is the
 * return of that number that is taken back, and `left` below 0 is all of it.  *deduct: what the refund is less
 * by, below 0 where it is more.  The texts of the events live until release.
 */
struct cs_ticket_acts {
	struct cs_ticket_act *items; /* owned */
	size_t count, cap;
};
enum cs_status cs_tickets_settle(struct cs_ticket_acts *acts, struct cs_book *book, const struct cs_request *request,
    int64_t seq, int64_t called_off, int64_t left, int64_t *deduct, struct cs_err *err);
void cs_ticket_acts_release(struct cs_ticket_acts *acts);

#endif
