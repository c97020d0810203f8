/*
 * Member grades: who reaches, keeps or loses one on a day, with the evidence.
 * A grade is easier to keep than to reach, so that nobody goes up and down
 * with every order.
 */
#ifndef CS_GRADE_H
#define CS_GRADE_H

#include "mileage/book.h"
#include "stream/out.h"

struct cs_grade_facts {
	int64_t amount, purchases; /* in the window */
	int grade;                 /* the place of the grade so far, -1 for none */
	int64_t held_days;         /* since it was given */
	bool pinned;
};

/* The place of the grade that follows. */
int cs_grade_next(const struct cs_policy *policy, const struct cs_grade_facts *facts);

/* Evaluates everyone; a record for each change, or with `all` for each customer. With `plan` nothing is kept. */
enum cs_status cs_grade_run(struct cs_db *db, cs_time now, cs_day today, bool plan, bool all, struct cs_out *out,
    struct cs_err *err);
struct cs_grade_pin {
	const char *customer, *grade, *reason, *actor;
	cs_day until;
};

/* Gives a grade by hand, not lost before `until` ends; prints the member. CS_EUSAGE, CS_NOTE for a second one on a day. */
enum cs_status cs_grade_pin(struct cs_db *db, cs_time now, cs_day today, const struct cs_grade_pin *pin,
    struct cs_out *out, struct cs_err *err);

/* The members whose grade on `day` the other policy would change, from the grade that they have. */
enum cs_status cs_grade_compare(struct cs_db *db, const struct cs_policy *was, const struct cs_policy *would, cs_day day,
    struct cs_out *out, struct cs_err *err);

/* The history of one customer, or (NULL) of all. */
enum cs_status cs_grade_list(struct cs_db *db, const char *customer, struct cs_out *out, struct cs_err *err);

#endif
