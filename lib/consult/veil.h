/*
 * Names inside what was said.  A phone number or an e-mail address is known
 * by its form, a name is not: only those that are known of a case, noted on
 * it or by the store of its customer and its order, are masked in its words.
 */
#ifndef CS_VEIL_H
#define CS_VEIL_H

#include "consult/desk.h"

#define CS_VEIL_NAMES 3

/* Zeroed: nothing to mask. */
struct cs_veil {
	struct cs_str names[CS_VEIL_NAMES]; /* owned; "" and names of one syllable are none */
	struct cs_str text;                 /* owned: what cs_veil_text() returned last */
};

/* The names of one case instead of those before; CS_OK or CS_EDB. */
enum cs_status cs_veil_read(struct cs_veil *veil, struct cs_desk *desk, const struct cs_contact *c, struct cs_err *err);
void cs_veil_release(struct cs_veil *veil);

/* The words with the names in them masked; until the next call. */
const char *cs_veil_text(struct cs_veil *veil, const char *s, size_t len);

#endif
