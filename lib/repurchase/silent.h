/*
 * Who bears it and goes: customers whose last order failed, who never
 * complained of it, and who should have bought again by now.
 *
 * An order failed that was late, that came back, or that was cancelled by the
 * shop's fault.  Only the last days of an order are looked at: who bought
 * again after a failure is not silent.  A complaint is a dispute, a complaint in
 * the ledger of consultations, or a return of somebody very upset.  The rhythm is the median of the customer's own gaps
 * between days of ordering, half a day rounded up; who ordered once has that
 * of the shop.
 */
#ifndef CS_SILENT_H
#define CS_SILENT_H

#include "repurchase/service.h"

struct cs_silent_row {
	const struct cs_served *failed; /* in service.items */
	int64_t amount;                 /* what the customer bought in all */
	uint32_t orders;                /* days of ordering */
	cs_day last, expected;
	bool own;                       /* the rhythm is the customer's */
	char *customer, *order_no;      /* owned */
	char *name, *phone;             /* owned; "" where not known */
};

struct cs_silent {
	cs_day as_of;
	int32_t late;                   /* more days than this to the door are late */
	struct cs_service service;
	cs_day rhythm;                  /* of the shop; CS_NO_DAY where nobody came back */
	struct cs_silent_row *rows;     /* owned; by amount, the largest first, then by customer */
	size_t count, cap;
};

/* Set as_of and late before.  CS_OK or CS_EDB. */
enum cs_status cs_silent_run(struct cs_silent *silent, struct cs_db *db, struct cs_err *err);
void cs_silent_release(struct cs_silent *silent);

/* "late", "defect", "courier", "return", "cancelled", parted by commas. */
#define CS_SILENT_FAILURES 48
char *cs_silent_failures(const struct cs_silent *silent, const struct cs_served *served, char out[CS_SILENT_FAILURES]);

#endif
