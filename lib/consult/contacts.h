/*
 * Consultations as rows: the same for the screen and for an export.
 */
#ifndef CS_CONTACTS_H
#define CS_CONTACTS_H

#include "consult/measure.h"
#include "consult/room.h"

enum cs_contact_sort { CS_SORT_OPENED, CS_SORT_URGENCY, CS_SORT_STAGE, CS_SORT_DUE };

struct cs_contact_rows {
	int stage;    /* this stage and above; 0: any */
	bool overdue; /* only what is late */
	enum cs_contact_sort sort; /* opened: rows are printed as they are read, in constant memory */
	/* The listing's own. */
	struct cs_desk *desk;
	const struct cs_house *house;
	struct cs_out *out;
	bool reveal;
};

/*
 * Prints the cases that the options pick: those of list, that are not over,
 * those of search, in which its argument was said, or all.  CS_OK, CS_NONE for
 * an agent who is not known, CS_EUSAGE, CS_EDB.
 */
enum cs_status cs_contacts_print(struct cs_room *r, struct cs_contact_rows *rows, struct cs_err *err);

#endif
