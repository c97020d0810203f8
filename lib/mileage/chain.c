#include "mileage/chain.h"

#include <string.h>

#define FIELD '\037' /* no text of a request can hold it */

static void
add_number(struct cs_str *text, int64_t n)
{
	char digits[24];
	size_t at = sizeof(digits);
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (n < 0)
		digits[--at] = '-';
	cs_str_add_n(text, digits + at, sizeof(digits) - at);
	cs_str_add_char(text, FIELD);
}

/* With its length in front, so that no two sequences of fields give one text. */
static void
add_text(struct cs_str *text, const char *s)
{
	size_t len = strlen(s);

	add_number(text, (int64_t)len);
	cs_str_add_n(text, s, len);
}

void
cs_chain_event(struct cs_str *text, const uint8_t before[CS_DIGEST_BYTES], const struct cs_event *event)
{
	cs_str_clear(text);
	cs_str_add_n(text, (const char *)before, CS_DIGEST_BYTES);
	add_number(text, event->seq);
	add_text(text, event->key);
	add_text(text, event->kind);
	add_text(text, event->customer);
	add_number(text, event->eff);
	add_number(text, event->at);
	add_number(text, event->asked);
	add_number(text, event->points);
	add_text(text, event->order_no);
	add_number(text, event->ref);
	add_text(text, event->reason);
	add_text(text, event->actor);
	add_number(text, event->policy);
	add_text(text, event->detail);
}

void
cs_chain_lot(struct cs_str *text, const struct cs_lot *lot)
{
	const int64_t numbers[] = { lot->id, lot->seq, lot->parent, lot->root, (int64_t)lot->origin, (int64_t)lot->tax,
		lot->prio, lot->active_on, lot->expires_on, lot->issued };

	cs_str_add_char(text, 'L');
	for (size_t i = 0; i < CS_COUNT(numbers); i++)
		add_number(text, numbers[i]);
}

void
cs_chain_move(struct cs_str *text, int64_t id, int64_t lot, const char *path, int64_t amount, int64_t undoes)
{
	cs_str_add_char(text, 'M');
	add_number(text, id);
	add_number(text, lot);
	cs_str_add_n(text, path, 2);
	add_number(text, amount);
	add_number(text, undoes);
}
