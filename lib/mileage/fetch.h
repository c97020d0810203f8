/*
 * From the store into the engine's hands and back: a customer's open lots,
 * debts and holds, and what an operation is about beyond them.
 */
#ifndef CS_FETCH_H
#define CS_FETCH_H

#include "mileage/ledger.h"
#include "mileage/share.h"
#include "store/db.h"

/*
 * The customer of that code, merges followed.  CS_OK with account->id and the
 * open parts; CS_NONE where there is none; CS_EDB.
 */
enum cs_status cs_fetch_account(struct cs_db *db, const char *code, struct cs_account *account, struct cs_err *err);
enum cs_status cs_fetch_account_id(struct cs_db *db, int64_t id, struct cs_account *account, struct cs_err *err);

/* A customer's code as it stands in the store, into the emptied `out`. */
enum cs_status cs_fetch_code(struct cs_db *db, int64_t account, struct cs_str *out, struct cs_err *err);

/* Every lot of it, for a merge. */
enum cs_status cs_fetch_all_lots(struct cs_db *db, struct cs_account *account, struct cs_err *err);

/* One lot beside the open ones; CS_NONE when it is not the customer's. */
enum cs_status cs_fetch_lot(struct cs_db *db, struct cs_account *account, int64_t id, struct cs_err *err);

/* Marks the lots that the order earned. */
enum cs_status cs_fetch_own(struct cs_db *db, struct cs_account *account, const char *order_no, struct cs_err *err);

/*
 * Marks as own the open lots that an event granted, and their children, and
 * no other; *left is what of them is available.
 */
enum cs_status cs_fetch_granted(struct cs_db *db, struct cs_account *account, int64_t seq, int64_t *left,
    struct cs_err *err);

/* The uses of the order, with their lots. */
enum cs_status cs_fetch_uses(struct cs_db *db, struct cs_account *account, const char *order_no, struct cs_err *err);

/* What a claw-back took from lots, for the return that is called off. */
enum cs_status cs_fetch_revoked(struct cs_db *db, struct cs_account *account, int64_t seq, struct cs_err *err);

/* What the ledger has of an order. */
struct cs_order_sums {
	int64_t earned, clawed;
	int64_t policy;         /* under which it earned, 0 where it did not */
	int64_t account;        /* whose it is, 0 where nothing is known of it */
	int64_t used, restored; /* used: what of it was not given back */
};
enum cs_status cs_fetch_order(struct cs_db *db, const char *order_no, struct cs_order_sums *sums, struct cs_err *err);

/*
 * The lines of an order, of MILEAGE_LINES_OF_ORDER (as they were when it
 * earned) or MILEAGE_STORE_LINES, which has the same columns.  *lines is the
 * caller's.
 */
enum cs_status cs_fetch_lines(struct cs_db *db, enum cs_sql which, const char *order_no, struct cs_line **lines,
    size_t *count, struct cs_err *err);

/* Writes one changed or new row each. */
enum cs_status cs_store_lot(struct cs_db *db, int64_t account, const struct cs_lot *lot, struct cs_err *err);
enum cs_status cs_store_debt(struct cs_db *db, int64_t account, const struct cs_debt *debt, struct cs_err *err);
enum cs_status cs_store_hold(struct cs_db *db, int64_t account, const struct cs_hold *hold, struct cs_err *err);
enum cs_status cs_store_account(struct cs_db *db, const struct cs_account *account, struct cs_err *err);

/* Reads a row of one of the MILEAGE_LOT statements. */
void cs_fetch_lot_row(struct cs_stmt *stmt, struct cs_lot *lot);

#endif
