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

#define CS_CODE_BYTES_MAX 63 /* of the name of a consultation */

/* Consultations: where one stands. */
enum cs_contact_state {
	CS_CONTACT_NEW,
	CS_CONTACT_OPENED,           /* "open": somebody is at it */
	CS_CONTACT_WAITING_CUSTOMER, /* the clocks pause */
	CS_CONTACT_WAITING_INTERNAL,
	CS_CONTACT_WAITING_EXTERNAL, /* a courier, a supplier, an authority */
	CS_CONTACT_RESOLVED,
	CS_CONTACT_CLOSED,
	CS_CONTACT_MERGED,
	CS_CONTACT_SPAM,
	CS_CONTACT_STATE_COUNT
};

enum cs_contact_kind {
	CS_CONTACT_QUESTION,
	CS_CONTACT_COMPLAINT,
	CS_CONTACT_REQUEST,
	CS_CONTACT_PRAISE,
	CS_CONTACT_SUGGESTION,
	CS_CONTACT_INTERNAL, /* from the shop's own people */
	CS_CONTACT_KIND_COUNT
};

enum cs_contact_channel {
	CS_CONTACT_PHONE,
	CS_CONTACT_CHAT,
	CS_CONTACT_BOARD,     /* the shop's own question board */
	CS_CONTACT_EMAIL,
	CS_CONTACT_MESSENGER, /* KakaoTalk, Naver TalkTalk */
	CS_CONTACT_SMS,
	CS_CONTACT_SOCIAL,
	CS_CONTACT_REVIEW,
	CS_CONTACT_MARKET,    /* the question box of a marketplace */
	CS_CONTACT_VISIT,
	CS_CONTACT_OTHER,
	CS_CONTACT_CHANNEL_COUNT
};

/* Where the cause lies; never who is to blame. */
enum cs_contact_origin {
	CS_ORIGIN_UNKNOWN,
	CS_ORIGIN_SHOP,
	CS_ORIGIN_AGENT,
	CS_ORIGIN_COURIER,
	CS_ORIGIN_SUPPLIER,
	CS_ORIGIN_CUSTOMER,
	CS_ORIGIN_COUNT
};

/* In the order of the enums; each ends with NULL. */
extern const char *const cs_contact_state_words[];
extern const char *const cs_contact_kind_words[];
extern const char *const cs_contact_channel_words[];
extern const char *const cs_contact_origin_words[];

/* The index of the word in a NULL-ended list, or -1. */
int cs_word_find(const char *const *words, const char *s, size_t len);

#endif
