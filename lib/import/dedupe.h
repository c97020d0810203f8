/*
 * Customers who are probably one person: the same telephone number, the same
 * e-mail address (also where a shop's key was made from it), or the same name
 * and nothing that speaks against it.
 */
#ifndef CS_DEDUPE_H
#define CS_DEDUPE_H

#include "store/db.h"
#include "stream/out.h"

enum cs_dedupe_certainty {
	CS_DEDUPE_SURE,   /* a number or an address, and names that do not differ */
	CS_DEDUPE_LIKELY, /* a number or an address, but another name: one household, or one shop's mistake */
	CS_DEDUPE_WEAK,   /* the name alone; neither a number nor an address tells them apart */
};

struct cs_person {
	char *code, *name, *phone, *email; /* owned; "" where not known */
	char *key;                         /* owned; the name as it is compared, "" where it is no whole name */
	int64_t orders;
	size_t root;                       /* whom it is the same as, by number or address: a place in `people` */
	bool by_phone, by_email;           /* shared with another one */
};

/* `other` is probably `into`, who has the most orders. */
struct cs_duplicate {
	size_t other, into;                /* places in `people` */
	enum cs_dedupe_certainty certainty;
};

struct cs_dedupe {
	struct cs_person *people;          /* owned; by code */
	size_t count, cap;
	struct cs_duplicate *items;        /* owned; the surest first, then by the codes of both */
	size_t item_count, item_cap;
	size_t counts[3];                  /* by certainty */
};

/* CS_OK or CS_EDB.  Who has left (withdrawn_on) or was merged is not looked at. */
enum cs_status cs_dedupe_run(struct cs_dedupe *dedupe, struct cs_db *db, struct cs_err *err);
void cs_dedupe_release(struct cs_dedupe *dedupe);

/* A row for each pair. */
void cs_dedupe_write(const struct cs_dedupe *dedupe, struct cs_out *out);

#endif
