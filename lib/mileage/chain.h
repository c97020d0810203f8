/*
 * The text of an event that its hash is taken of: the hash before it, the
 * event, the lots that it made and its moves.  Writing and verifying build
 * the same text here.
 */
#ifndef CS_CHAIN_H
#define CS_CHAIN_H

#include "base/digest.h"
#include "base/str.h"
#include "mileage/ledger.h"

/* An event as it is kept. Texts are borrowed and never NULL. */
struct cs_event {
	int64_t seq;
	const char *key, *kind, *customer;
	cs_day eff;
	cs_time at;
	int64_t asked, points;
	const char *order_no;
	int64_t ref;
	const char *reason, *actor;
	int64_t policy;
	const char *detail;
};

/* Begins the text. */
void cs_chain_event(struct cs_str *text, const uint8_t before[CS_DIGEST_BYTES], const struct cs_event *event);
void cs_chain_lot(struct cs_str *text, const struct cs_lot *lot);
/* `path` is two letters: from, to. */
void cs_chain_move(struct cs_str *text, int64_t id, int64_t lot, const char *path, int64_t amount, int64_t undoes);

#endif
