/*
 * Counters that are found by two numbers, a period or a length and a group:
 * the index of each pair in an array that the caller grows.
 */
#ifndef CS_PAIRS_H
#define CS_PAIRS_H

#include "base/map.h"

struct cs_pairs {
	struct cs_map map;
	int64_t last_key; /* neighbours ask for the same cell again and again */
	size_t last;
};

void cs_pairs_release(struct cs_pairs *pairs);

/* The index of the pair; a new pair gets the next one, and *added tells. */
size_t cs_pairs_at(struct cs_pairs *pairs, int32_t a, uint32_t b, bool *added);

#endif
