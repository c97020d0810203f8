/*
 * The closed vocabularies that the store keeps as numbers, in the order of
 * the numbers.  A word's text is part of the contract (cs-data.5).
 */
#ifndef CS_WORDS_H
#define CS_WORDS_H

#include "base/base.h"

/* Where an order line stands.  Unknown words of an export count as kept. */
enum cs_order_status {
	CS_ORDER_UNKNOWN,
	CS_ORDER_PLACED,
	CS_ORDER_PAID,
	CS_ORDER_SHIPPED,
	CS_ORDER_DELIVERED,
	CS_ORDER_CONFIRMED,
	CS_ORDER_CANCELLED,
	CS_ORDER_RETURNED,
	CS_ORDER_EXCHANGED,
	CS_ORDER_STATUS_COUNT
};

/* "unknown", "placed", ... in the order of the enum; ends with NULL. */
extern const char *const cs_order_status_words[];

/* A kept line counts as a purchase: all but cancelled and returned ones. */
bool cs_order_is_kept(enum cs_order_status status);

/* The index of the word in a NULL-ended list, or -1. */
int cs_word_find(const char *const *words, const char *s, size_t len);

#endif
