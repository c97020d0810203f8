/*
 * What the ledger prints: balances, statements, lots, one event with its
 * moves, what is owed to customers in points.
 */
#ifndef CS_MILEAGE_SHOW_H
#define CS_MILEAGE_SHOW_H

#include "store/db.h"
#include "stream/out.h"

/* What a report is about; what it does not ask for is not looked at. */
struct cs_view {
	cs_day as_of;
	cs_day from, to;      /* from: CS_NO_DAY where none was told */
	int64_t margin_ppm;   /* 0: not told */
	int64_t window;       /* days in which a new order counts */
	char *const *names;   /* customers, or a key */
	size_t name_count;
};

/* Every customer, or the ones named; CS_NONE names the first that is unknown. */
enum cs_status cs_show_balance(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);
/* CS_NONE for an unknown customer, or key. */
enum cs_status cs_show_statement(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);
enum cs_status cs_show_lots(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);
enum cs_status cs_show_event(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);

/* Pending points, holds and debts that nothing has cleared by the day, the oldest first. */
enum cs_status cs_show_uncleared(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);

#endif
