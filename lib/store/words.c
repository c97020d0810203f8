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
