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

struct cs_grade_ask {
	const char *customer; /* NULL: all */
	const char *grade, *reason, *actor; /* pin */
	cs_day until, today;
	bool plan, all; /* run: keep nothing; a record for everyone, not for changes only */
};

/*
 * The step that `what` names.  run evaluates everyone and prints what changes;
 * pin gives a grade by hand, not lost before `until` ends; list and explain
 * print the history.  CS_EUSAGE names what is missing, CS_NOTE is a second pin
 * on a day.
 */
enum cs_status cs_grade_step(struct cs_db *db, cs_time now, const char *what, const struct cs_grade_ask *ask,
    struct cs_out *out, struct cs_err *err);

/* The members whose grade on `day` the other policy would change, from the grade that they have. */
enum cs_status cs_grade_compare(struct cs_db *db, const struct cs_policy *was, const struct cs_policy *would, cs_day day,
    struct cs_out *out, struct cs_err *err);

#endif
