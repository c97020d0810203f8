/*
 * Consultations as rows: the same for the screen and for an export.
 */
#ifndef CS_CONTACTS_H
#define CS_CONTACTS_H

#include "consult/measure.h"
#include "stream/out.h"

enum cs_contact_sort { CS_SORT_OPENED, CS_SORT_URGENCY, CS_SORT_STAGE, CS_SORT_DUE };

struct cs_contact_rows {
	struct cs_desk *desk;
	const struct cs_house *house;
	struct cs_out *out;
	int stage;    /* this stage and above; 0: any */
	bool overdue; /* only what is late */
	enum cs_contact_sort sort; /* opened: rows are printed as they are read, in constant memory */
};

/* Prints the cases of the query that the listing wants. CS_OK or CS_EDB. */
enum cs_status cs_contacts_print(struct cs_contact_rows *listing, const struct cs_desk_query *query, struct cs_err *err);

#endif
