/*
 * What customers have on a day.  Read as the engine does it: what is due by
 * then is settled in memory, so that no sweep has to run first and a report
 * never differs from what a use would find.
 */
#ifndef CS_TELLER_H
#define CS_TELLER_H

#include "mileage/book.h"

struct cs_teller {
	struct cs_db *db;
	struct cs_account account;
	struct cs_journal journal;
	struct cs_rules rules;
	cs_day day;
};

/* With the policy in force on `day`. CS_OK, CS_EDB, CS_EINPUT. */
enum cs_status cs_teller_begin(struct cs_teller *teller, struct cs_db *db, cs_day day, struct cs_err *err);
void cs_teller_release(struct cs_teller *teller);

/* The balance of an account; `within`: the days that count as expiring soon. CS_NONE for an unknown one. */
enum cs_status cs_teller_tell(struct cs_teller *teller, int64_t account, int within, struct cs_balance *balance,
    struct cs_err *err);

#endif
