#include "store/words.h"

#include <string.h>

const char *const cs_order_status_words[] = {
	[CS_ORDER_UNKNOWN] = "unknown",
	[CS_ORDER_PLACED] = "placed",
	[CS_ORDER_PAID] = "paid",
	[CS_ORDER_SHIPPED] = "shipped",
	[CS_ORDER_DELIVERED] = "delivered",
	[CS_ORDER_CONFIRMED] = "confirmed",
	[CS_ORDER_CANCELLED] = "cancelled",
	[CS_ORDER_RETURNED] = "returned",
	[CS_ORDER_EXCHANGED] = "exchanged",
	[CS_ORDER_STATUS_COUNT] = NULL,
};

const char *const cs_contact_state_words[] = {
	[CS_CONTACT_NEW] = "new",
	[CS_CONTACT_OPENED] = "open",
	[CS_CONTACT_WAITING_CUSTOMER] = "waiting_customer",
	[CS_CONTACT_WAITING_INTERNAL] = "waiting_internal",
	[CS_CONTACT_WAITING_EXTERNAL] = "waiting_external",
	[CS_CONTACT_RESOLVED] = "resolved",
	[CS_CONTACT_CLOSED] = "closed",
	[CS_CONTACT_MERGED] = "merged",
	[CS_CONTACT_SPAM] = "spam",
	[CS_CONTACT_STATE_COUNT] = NULL,
};

const char *const cs_contact_kind_words[] = {
	[CS_CONTACT_QUESTION] = "question",
	[CS_CONTACT_COMPLAINT] = "complaint",
	[CS_CONTACT_REQUEST] = "request",
	[CS_CONTACT_PRAISE] = "praise",
	[CS_CONTACT_SUGGESTION] = "suggestion",
	[CS_CONTACT_INTERNAL] = "internal",
	[CS_CONTACT_KIND_COUNT] = NULL,
};

const char *const cs_contact_channel_words[] = {
	[CS_CONTACT_PHONE] = "phone",
	[CS_CONTACT_CHAT] = "chat",
	[CS_CONTACT_BOARD] = "board",
	[CS_CONTACT_EMAIL] = "email",
	[CS_CONTACT_MESSENGER] = "messenger",
	[CS_CONTACT_SMS] = "sms",
	[CS_CONTACT_SOCIAL] = "social",
	[CS_CONTACT_REVIEW] = "review",
	[CS_CONTACT_MARKET] = "market",
	[CS_CONTACT_VISIT] = "visit",
	[CS_CONTACT_OTHER] = "other",
	[CS_CONTACT_CHANNEL_COUNT] = NULL,
};

const char *const cs_contact_origin_words[] = {
	[CS_ORIGIN_UNKNOWN] = "unknown",
	[CS_ORIGIN_SHOP] = "shop",
	[CS_ORIGIN_AGENT] = "agent",
	[CS_ORIGIN_COURIER] = "courier",
	[CS_ORIGIN_SUPPLIER] = "supplier",
	[CS_ORIGIN_CUSTOMER] = "customer",
	[CS_ORIGIN_COUNT] = NULL,
};

bool
cs_order_is_kept(enum cs_order_status status)
{
	return status != CS_ORDER_CANCELLED && status != CS_ORDER_RETURNED;
}

int
cs_word_find(const char *const *words, const char *s, size_t len)
{
	for (int i = 0; words[i]; i++) {
		if (strlen(words[i]) == len && memcmp(words[i], s, len) == 0)
			return i;
	}
	return -1;
}
