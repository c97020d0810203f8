/*
 * What has fallen due and stands in no event yet: points lapse on the day
 * after their last, whether or not a sweep wrote it down, so a report counts
 * them out as the next event of the customer will.
 */
#ifndef CS_LAPSE_H
#define CS_LAPSE_H

#include "base/date.h"
#include "store/db.h"

/* Points of one lot that the customer no longer has. */
struct cs_lapse {
	int64_t account;
	cs_day issued_on;  /* when the first lot of them was made */
	bool purchase;     /* a sale earned them */
	cs_day eff;
	int64_t expired;
	int64_t taken;     /* paid an old debt */
};

struct cs_lapses {
	struct cs_lapse *items; /* owned; by customer */
	size_t count, cap;
};

/* Everything that falls due by `day`, read in memory: nothing is written. CS_OK, CS_EDB, CS_EINPUT. */
enum cs_status cs_lapses_read(struct cs_db *db, cs_day day, struct cs_lapses *lapses, struct cs_err *err);
void cs_lapses_release(struct cs_lapses *lapses);

#endif
