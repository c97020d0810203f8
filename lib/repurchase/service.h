/*
 * How the orders of each customer went, as far as the store knows: how long
 * they took, whether they came back and by whose fault, what was put into
 * the parcel, whether there was a consultation, a complaint or a dispute.  Some 40 bytes an order.
 */
#ifndef CS_SERVICE_H
#define CS_SERVICE_H

#include "base/date.h"

struct cs_db;

#define CS_SERVICE_LATE 7 /* days to the door; more is late unless told otherwise */

struct cs_served {
	int64_t amount;        /* of the lines that count */
	uint32_t customer;     /* the store's numbers */
	uint32_t order;
	cs_day day;
	int32_t days;          /* from the payment to the door; CS_NO_DAY where not known */
	int32_t at_least;      /* what it took at least: to the courier, where the door is not known */
	bool placed;           /* a line was not cancelled */
	bool kept;             /* a line counts as bought */
	bool shops_fault, couriers_fault, came_back; /* by returns and exchanges */
	bool upset;            /* and said so */
	bool inserted;
	bool disputed;
	cs_day asked;          /* of the first consultation that names the order; CS_NO_DAY for none, here and below */
	cs_day objected;       /* of the first complaint of the order, or of no order since then, or dispute of it */
	bool complained;       /* the customer complained, of the order or after it */
};

struct cs_service {
	struct cs_served *items; /* owned; by customer, day and order */
	size_t count, cap;
	bool any_return, any_insert; /* without any it is not known that there was none */
	cs_day disputes_since, contacts_since; /* nor before the first of them; CS_NO_DAY without any */
};

/* CS_OK or CS_EDB. */
enum cs_status cs_service_read(struct cs_service *service, struct cs_db *db, cs_day as_of, struct cs_err *err);
void cs_service_release(struct cs_service *service);

/* The orders of the customer that begin at *at, which moves behind them; 0 at the end. */
size_t cs_service_next(const struct cs_service *service, size_t *at);

/* Longer than `days` to the door, as far as that is known. */
bool cs_served_late(const struct cs_served *served, int32_t days);

#endif
