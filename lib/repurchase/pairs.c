#include "repurchase/pairs.h"

void
cs_pairs_release(struct cs_pairs *pairs)
{
	cs_map_release(&pairs->map);
	*pairs = (struct cs_pairs){ 0 };
}

size_t
cs_pairs_at(struct cs_pairs *pairs, int32_t a, uint32_t b, bool *added)
{
	int64_t key = (int64_t)a * (INT64_C(1) << 32) + b;

	*added = false;
	if (pairs->map.count > 0 && key == pairs->last_key)
		return pairs->last;
	size_t count = pairs->map.count;
	int64_t *index = cs_map_at(&pairs->map, (const char *)&key, sizeof(key), added);

	if (*added)
		*index = (int64_t)count;
	pairs->last_key = key;
	pairs->last = (size_t)*index;
	return pairs->last;
}
