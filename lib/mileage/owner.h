/*
 * What the store knows of the customer and the order that a request names:
 * whether it has them at all, whose the order is and what it is worth.
 */
#ifndef CS_OWNER_H
#define CS_OWNER_H

#include "mileage/book.h"

/* One of them that the store does not have although it has others: may be a slip of the pen. */
struct cs_strange {
	bool customer; /* of points for somebody new */
	bool order;
};

/* CS_OK or CS_EDB. A request that neither gives nor spends is never strange. */
enum cs_status cs_owner_strange(struct cs_db *db, const struct cs_request *request, struct cs_strange *strange,
    struct cs_err *err);

/*
 * Refuses in *result a request for an order of another customer, and one that
 * was typed (request->by_hand) for somebody whom the store does not know, or
 * for an unknown order whose amount it does not tell.  book->order_amount is
 * what the goods of the order cost, -1 where the store does not know.  CS_OK
 * or CS_EDB.
 */
enum cs_status cs_owner_check(struct cs_book *book, const struct cs_request *request, struct cs_result *result,
    struct cs_err *err);

#endif
