/*
 * Proving what stands beside the points: grades, coupons, arms and
 * compensation are worked out again from the evidence that their events keep,
 * by the policy of each event, and compared with what the store says.
 */
#ifndef CS_PROOF_H
#define CS_PROOF_H

#include "mileage/policy.h"
#include "store/db.h"

struct cs_proof {
	struct cs_db *db;
	struct cs_policy *const *policies; /* borrowed; by number, NULL where there is none */
	size_t policy_count;
	/* Takes a finding and the number of the event that it is about. */
	void (*tell)(void *self, int64_t seq, const char *finding);
	void *self;
};

/* CS_OK whatever it finds, or CS_EDB. */
enum cs_status cs_proof_run(const struct cs_proof *proof, struct cs_err *err);

#endif
