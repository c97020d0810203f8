#include "mileage/chain.h"

#include "base/seal.h"

void
cs_chain_event(struct cs_str *text, const uint8_t before[CS_DIGEST_BYTES], const struct cs_event *event)
{
	cs_str_clear(text);
	cs_str_add_n(text, (const char *)before, CS_DIGEST_BYTES);
	cs_seal_number(text, event->seq);
	cs_seal_text(text, event->key);
	cs_seal_text(text, event->kind);
	cs_seal_text(text, event->customer);
	cs_seal_number(text, event->eff);
	cs_seal_number(text, event->at);
	cs_seal_number(text, event->asked);
	cs_seal_number(text, event->points);
	cs_seal_text(text, event->order_no);
	cs_seal_number(text, event->ref);
	cs_seal_text(text, event->reason);
	cs_seal_text(text, event->actor);
	cs_seal_number(text, event->policy);
	cs_seal_text(text, event->detail);
}

void
cs_chain_lot(struct cs_str *text, const struct cs_lot *lot)
{
	const int64_t numbers[] = { lot->id, lot->seq, lot->parent, lot->root, (int64_t)lot->origin, (int64_t)lot->tax,
		lot->prio, lot->active_on, lot->expires_on, lot->issued };

	cs_str_add_char(text, 'L');
	for (size_t i = 0; i < CS_COUNT(numbers); i++)
		cs_seal_number(text, numbers[i]);
}

void
cs_chain_move(struct cs_str *text, int64_t id, int64_t lot, const char *path, int64_t amount, int64_t undoes)
{
	cs_str_add_char(text, 'M');
	cs_seal_number(text, id);
	cs_seal_number(text, lot);
	cs_str_add_n(text, path, 2);
	cs_seal_number(text, amount);
	cs_seal_number(text, undoes);
}
