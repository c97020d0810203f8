/*
 * Proving the ledger: replays every event from the first on, takes every hash
 * again, and compares what the moves add up to with what lots, debts and
 * seals say.
 */
#ifndef CS_AUDIT_H
#define CS_AUDIT_H

#include "base/digest.h"
#include "store/db.h"
#include "stream/out.h"

struct cs_audit_result {
	int64_t events, lots, moves;
	size_t findings;
	int64_t first_bad; /* number of the first event that is not as it was, or 0 */
	char head[CS_DIGEST_FULL];
};

/*
 * Calls `tell` with each finding, at most 100.  Reads the snapshot of one
 * transaction.  CS_OK whatever it finds, or CS_EDB.
 */
enum cs_status cs_audit(struct cs_db *db, void (*tell)(void *self, const char *finding), void *self,
    struct cs_audit_result *result, struct cs_err *err);

/* The findings as records. CS_NOTE where there are any, with the first bad event; else a note of what was replayed. */
enum cs_status cs_audit_print(struct cs_db *db, struct cs_out *out, struct cs_err *err);

#endif
