/*
 * Two keys, one person: merging customers, and taking that back.
 *
 * Of a merged customer the row stays.  Its orders and returns, those that are
 * there and those that exports still bring under its key, belong to the other
 * customer.  A merge is a batch like an import, and cs-import undo takes it
 * back with all that followed from it.
 */
#ifndef CS_MERGE_H
#define CS_MERGE_H

#include "import/load.h"

struct cs_merge_result {
	struct cs_load_counts counts; /* rows: merged now (updated) or before (unchanged) */
	char encoding[CS_LOAD_WORD];
};

/*
 * Merges customer_id into `into` for every row of the file ("-" is standard
 * input), all or nothing.  CS_EINPUT names the line of a customer who is not
 * there, or is merged into somebody else already.  `tell` is told of each
 * merged customer who has points in an account of his own.  With `dry`
 * nothing is kept.
 */
enum cs_status cs_merge_file(struct cs_db *db, const char *path, cs_time now, bool dry,
    void (*tell)(const char *customer, const char *into, int64_t points), struct cs_merge_result *result,
    struct cs_err *err);

/* Gives every order, line, return and consultation to whom it belongs by the merges that hold.  CS_OK or CS_EDB. */
enum cs_status cs_merge_settle(struct cs_db *db, struct cs_err *err);

/*
 * How many telephone numbers belong to several customers; 0 too where the
 * store has so many customers that an import would wait for the answer.
 */
enum cs_status cs_merge_phones(struct cs_db *db, int64_t *count, struct cs_err *err);

#endif
