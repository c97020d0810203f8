#include "import/pipeline.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* An order with more lines than this has its fee told in pieces. */
#define HELD_MAX 4096

bool
cs_bundle_wanted(const struct cs_normal *n)
{
	return n->preset->kind == &cs_kinds[CS_KIND_ORDERS] && n->kind == n->preset->kind &&
	    cs_match_pick(&n->match, CS_EXTRA_BUNDLE) && cs_match_pick(&n->match, CS_ORDERS_SHIPPING_FEE);
}

void
cs_bundle_release(struct cs_normal *n)
{
	for (size_t i = 0; i < n->held_cap; i++)
		cs_str_release(&n->held[i].bytes);
	free(n->held);
	cs_map_release(&n->fees);
}

/* Copies text behind the rest; `bytes` has room, so that nothing moves. */
static struct cs_field
keep(struct cs_str *bytes, struct cs_field text)
{
	size_t at = bytes->len;

	cs_str_add_n(bytes, text.text, text.len);
	cs_str_add_char(bytes, '\0');
	return (struct cs_field){ bytes->data + at, text.len };
}

static size_t
bytes_of(const struct cs_taken *taken, struct cs_field bundle)
{
	size_t need = strlen(taken->reason) + taken->raw_len + bundle.len + 3;

	for (size_t i = 0; taken->record && i < taken->record->kind->count; i++)
		need += taken->record->values[i].text.len + 1;
	return need;
}

static void
grow_held(struct cs_normal *n)
{
	size_t before = n->held_cap;

	n->held = cs_grow(n->held, &n->held_cap, n->held_count + 1, sizeof(*n->held));
	if (n->held_cap > before)
		memset(n->held + before, 0, (n->held_cap - before) * sizeof(*n->held));
}

static void
hold(struct cs_normal *n, const struct cs_taken *taken)
{
	grow_held(n);
	struct cs_held *held = &n->held[n->held_count++];
	struct cs_field bundle = taken->record ? n->cell[CS_EXTRA_BUNDLE] : (struct cs_field){ "", 0 };
	struct cs_str *bytes = &held->bytes;

	cs_str_clear(bytes);
	cs_str_reserve(bytes, bytes_of(taken, bundle));
	held->taken = *taken;
	held->taken.reason = keep(bytes, (struct cs_field){ taken->reason, strlen(taken->reason) }).text;
	held->taken.raw = keep(bytes, (struct cs_field){ taken->raw, taken->raw_len }).text;
	held->bundle = keep(bytes, bundle);
	if (!taken->record)
		return;
	held->record = *taken->record;
	for (size_t i = 0; i < held->record.kind->count; i++)
		held->record.values[i].text = keep(bytes, held->record.values[i].text);
}

static bool
is_line(const struct cs_held *held)
{
	return held->taken.fate == CS_FATE_RECORD && held->record.kind == &cs_kinds[CS_KIND_ORDERS];
}

static bool
same_text(struct cs_field a, struct cs_field b)
{
	return a.len == b.len && memcmp(a.text, b.text, a.len) == 0;
}

static bool
same_order(const struct cs_held *a, const struct cs_held *b)
{
	return same_text(a->record.values[CS_ORDERS_ORDER_NO].text, b->record.values[CS_ORDERS_ORDER_NO].text);
}

static int64_t *
fee_of(struct cs_held *held)
{
	return &held->record.values[CS_ORDERS_SHIPPING_FEE].number;
}

/* The fee that is kept under the order and the parcel, or the order alone; 0 to begin with. */
static int64_t *
known_fee(struct cs_normal *n, const struct cs_held *held, bool parcel)
{
	struct cs_field order = held->record.values[CS_ORDERS_ORDER_NO].text;
	struct cs_str key = { 0 };
	bool added;

	cs_str_add_n(&key, order.text, order.len);
	if (parcel) {
		cs_str_add_char(&key, '\t');
		cs_str_add_n(&key, held->bundle.text, held->bundle.len);
	}
	int64_t *fee = cs_map_at(&n->fees, key.data, key.len, &added);

	cs_str_release(&key);
	return fee;
}

/*
 * The fee stands on every row of its parcel, or on one with 0 on the others:
 * the largest of a parcel is its fee either way.  What is new goes to the
 * order's.
 */
static void
add_fee(struct cs_normal *n, const struct cs_held *held, int64_t fee)
{
	int64_t *known = known_fee(n, held, true);
	int64_t more = fee > *known ? fee - *known : 0;

	*known += more;
	cs_add(known_fee(n, held, false), more);
}

/*
 * The order's fee is that of its parcels, and stands on each of its lines.
 * Where lines of other orders stand between them, the last ones have it whole.
 */
static void
settle_fees(struct cs_normal *n)
{
	int64_t total = CS_NO_NUMBER;

	for (size_t i = 0; i < n->held_ready; i++) {
		struct cs_held *held = &n->held[i];

		if (!is_line(held) || *fee_of(held) == CS_NO_NUMBER)
			continue;
		add_fee(n, held, *fee_of(held));
		total = *known_fee(n, held, false);
	}
	for (size_t i = 0; i < n->held_ready; i++) {
		if (is_line(&n->held[i]))
			*fee_of(&n->held[i]) = total;
	}
}

/* The row that ended the last order is the first of the next one. */
static void
begin_again(struct cs_normal *n)
{
	struct cs_held first = n->held_count > n->held_ready ? n->held[n->held_ready] : (struct cs_held){ 0 };
	size_t left = n->held_count - n->held_ready;

	if (left) {
		n->held[n->held_ready] = n->held[0];
		n->held[0] = first;
	}
	n->held_count = left;
	n->held_at = n->held_ready = 0;
}

/* Holds rows until one of another order comes, which is then held back too. */
static enum cs_status
hold_order(struct cs_normal *n, struct cs_err *err)
{
	struct cs_taken taken;
	enum cs_status st = CS_ROW;
	size_t line = SIZE_MAX; /* the first line of the order */
	bool ended = false;

	begin_again(n);
	if (n->held_count)
		line = 0;
	while (!ended && n->held_count < HELD_MAX && (st = cs_normal_step(n, &taken, err)) == CS_ROW) {
		size_t at = n->held_count;

		hold(n, &taken);
		if (!is_line(&n->held[at]))
			continue;
		if (line == SIZE_MAX)
			line = at;
		ended = !same_order(&n->held[line], &n->held[at]);
	}
	if (cs_failed(st))
		return st;
	n->held_ready = ended ? n->held_count - 1 : n->held_count;
	settle_fees(n);
	return CS_OK;
}

enum cs_status
cs_bundle_next(struct cs_normal *n, struct cs_taken *taken, struct cs_err *err)
{
	if (n->held_at == n->held_ready) {
		enum cs_status st = hold_order(n, err);

		if (st != CS_OK)
			return st;
	}
	if (n->held_at == n->held_ready)
		return CS_OK;
	struct cs_held *held = &n->held[n->held_at++];

	*taken = held->taken;
	/* The record was copied when the array stood elsewhere. */
	taken->record = held->taken.record ? &held->record : NULL;
	return CS_ROW;
}
