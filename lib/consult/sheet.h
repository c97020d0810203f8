/*
 * The events of one case with their texts, in memory that the next case uses
 * again.
 *
 *	cs_sheet_clear(&sheet);
 *	cs_sheet_add(&sheet)->type = CS_CONTACT_OPEN;
 *	cs_sheet_text(&sheet, CS_SHEET_BODY, "배송이 안 와요", len);
 *	cs_sheet_settle(&sheet);
 */
#ifndef CS_SHEET_H
#define CS_SHEET_H

#include "base/str.h"
#include "consult/event.h"

enum cs_sheet_text { CS_SHEET_WORD, CS_SHEET_FACTS, CS_SHEET_PERSON, CS_SHEET_BODY, CS_SHEET_TEXTS };

struct cs_sheet_place {
	size_t at[CS_SHEET_TEXTS]; /* in `texts`; 0 is the empty text */
};

/* Init with { 0 }. */
struct cs_sheet {
	struct cs_contact_event *events; /* owned; their texts lie in `texts` */
	size_t count, cap;
	struct cs_sheet_place *places;   /* owned */
	size_t place_cap;
	struct cs_str texts;
};

void cs_sheet_release(struct cs_sheet *sheet);
void cs_sheet_clear(struct cs_sheet *sheet);

/* A new event that says nothing yet; good until the next one is added. */
struct cs_contact_event *cs_sheet_add(struct cs_sheet *sheet);

/* A text of the event that was added last. */
void cs_sheet_text(struct cs_sheet *sheet, enum cs_sheet_text which, const char *s, size_t len);

/* When all are added: the texts can be read. */
void cs_sheet_place(struct cs_sheet *sheet);

/*
 * The same, and what was voided is gone, with the voids.
 */
void cs_sheet_settle(struct cs_sheet *sheet);

#endif
