/*
 * What the ledger prints: balances, statements, lots, one event with its
 * moves, what is owed to customers in points.
 */
#ifndef CS_MILEAGE_SHOW_H
#define CS_MILEAGE_SHOW_H

#include "store/db.h"
#include "stream/out.h"

/* Every customer, or the ones named; CS_NONE names the first that is unknown. */
enum cs_status cs_show_balance(struct cs_db *db, struct cs_out *out, cs_day day, char *const *customers, size_t count,
    struct cs_err *err);
/* CS_NONE for an unknown customer, or key. */
enum cs_status cs_show_statement(struct cs_db *db, struct cs_out *out, const char *customer, struct cs_err *err);
enum cs_status cs_show_lots(struct cs_db *db, struct cs_out *out, const char *customer, struct cs_err *err);
enum cs_status cs_show_event(struct cs_db *db, struct cs_out *out, const char *key, struct cs_err *err);

/* Pending points, holds and debts that nothing has cleared by `day`, the oldest first. */
enum cs_status cs_show_uncleared(struct cs_db *db, struct cs_out *out, cs_day day, struct cs_err *err);

#endif
