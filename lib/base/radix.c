#include "base/radix.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define BITS 11 /* of a digit: its counters fit into the first cache */
#define DIGITS ((64 + BITS - 1) / BITS)
#define VALUES (1u << BITS)

uint64_t
cs_radix_key(int64_t n)
{
	return (uint64_t)n ^ UINT64_C(1) << 63;
}

static size_t
digit(uint64_t key, int place)
{
	return key >> (place * BITS) & (VALUES - 1);
}

/* From one array into the other by one digit; false where all have the same. */
static bool
pass(const struct cs_keyed *from, struct cs_keyed *to, size_t count, int place)
{
	size_t begins[VALUES + 1] = { 0 };

	for (size_t i = 0; i < count; i++)
		begins[digit(from[i].key, place) + 1]++;
	if (begins[digit(from[0].key, place) + 1] == count)
		return false;
	for (size_t i = 0; i < VALUES; i++)
		begins[i + 1] += begins[i];
	for (size_t i = 0; i < count; i++)
		to[begins[digit(from[i].key, place)]++] = from[i];
	return true;
}

void
cs_radix_sort(struct cs_keyed *items, size_t count)
{
	if (count < 2)
		return;
	struct cs_keyed *other = cs_calloc(count, sizeof(*other)), *from = items, *to = other;

	for (int place = 0; place < DIGITS; place++) {
		if (pass(from, to, count, place)) {
			struct cs_keyed *swap = from;

			from = to;
			to = swap;
		}
	}
	if (from != items)
		memcpy(items, from, count * sizeof(*items));
	free(other);
}
