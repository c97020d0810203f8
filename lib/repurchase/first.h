/*
 * The first order and what came of it: of the customers whose first order was
 * late, came back, had something put into the parcel, how many bought again
 * within so many days, beside those whose had not.
 *
 * The first order is the first day on which something was ordered and not
 * cancelled; a second purchase is a line that counts on a later day.  Only
 * customers whose first order is as long ago as the window count.  Of what
 * was said only that counts which was said of the first order, within the
 * window and before the second purchase: no effect has its cause behind it.  What is
 * compared was not drawn by lot: a difference is a hint, no proof.
 */
#ifndef CS_FIRST_H
#define CS_FIRST_H

#include "repurchase/service.h"
#include "stat/proportion.h"

/* What is told apart, each by two values or more. */
enum cs_first_row_id {
	CS_FIRST_ALL,
	CS_FIRST_DAYS_0, CS_FIRST_DAYS_2, CS_FIRST_DAYS_4, CS_FIRST_DAYS_8, CS_FIRST_DAYS_UNKNOWN,
	CS_FIRST_ON_TIME, CS_FIRST_LATE,
	CS_FIRST_NOT_BACK, CS_FIRST_BACK, CS_FIRST_DEFECT,
	CS_FIRST_NO_INSERT, CS_FIRST_INSERT,
	CS_FIRST_NO_CONTACT, CS_FIRST_CONTACT,
	CS_FIRST_NO_COMPLAINT, CS_FIRST_COMPLAINT,
	CS_FIRST_COUNT
};

struct cs_first {
	cs_day as_of;
	int32_t days;         /* the window */
	int32_t late;         /* more days than this to the door are late */
	bool any_return, any_insert;
	cs_day contacts_since, complaints_since; /* earlier first orders are not counted by what was said; CS_NO_DAY: none is */
	struct cs_count_of rows[CS_FIRST_COUNT]; /* customers and those who came back */
};

/* Set as_of, days and late before.  CS_OK or CS_EDB. */
enum cs_status cs_first_run(struct cs_first *first, struct cs_db *db, struct cs_err *err);

/* The others of the same signal for which it is known; {0, 0} for all customers. */
struct cs_count_of cs_first_rest(const struct cs_first *first, enum cs_first_row_id id);

/* "delivery_days" and "2-3"; false where nothing was imported that could tell. */
struct cs_first_name {
	const char *signal, *value;
};
bool cs_first_is_known(const struct cs_first *first, enum cs_first_row_id id, struct cs_first_name *name);

#endif
