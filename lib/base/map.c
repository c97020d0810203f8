#include "base/map.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

struct cs_map_slot {
	size_t key;       /* offset into keys, plus one; 0 is an empty slot */
	uint32_t hash;
	uint32_t key_len; /* a key is a field of a row, and those are shorter */
	int64_t number;
};

#define FIRST_SLOTS 64

void
cs_map_release(struct cs_map *map)
{
	free(map->slots);
	free(map->keys);
	*map = (struct cs_map){ 0 };
}

/* The slot that holds the key, or the empty one where it belongs. */
static struct cs_map_slot *
probe(const struct cs_map *map, uint32_t hash, const char *key, size_t len)
{
	size_t mask = map->slot_count - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct cs_map_slot *slot = &map->slots[i];

		if (slot->key == 0 || (slot->hash == hash && slot->key_len == len &&
		    memcmp(map->keys + slot->key - 1, key, len) == 0))
			return slot;
	}
}

static void
double_slots(struct cs_map *map)
{
	struct cs_map_slot *old = map->slots;
	size_t old_count = map->slot_count;

	map->slot_count = old_count ? old_count * 2 : FIRST_SLOTS;
	map->slots = cs_calloc(map->slot_count, sizeof(*map->slots));
	for (size_t i = 0; i < old_count; i++) {
		if (old[i].key == 0)
			continue;
		size_t at = old[i].hash & (map->slot_count - 1);

		while (map->slots[at].key != 0)
			at = (at + 1) & (map->slot_count - 1);
		map->slots[at] = old[i];
	}
	free(old);
}

int64_t *
cs_map_at(struct cs_map *map, const char *key, size_t len, bool *added)
{
	/* At most three quarters full, so that a probe stays short. */
	if (map->count * 4 >= map->slot_count * 3)
		double_slots(map);
	uint32_t hash = (uint32_t)cs_hash(key, len);
	struct cs_map_slot *slot = probe(map, hash, key, len);

	*added = slot->key == 0;
	if (*added) {
		map->keys = cs_grow(map->keys, &map->key_cap, map->key_len + len + 1, 1);
		memcpy(map->keys + map->key_len, key, len);
		map->keys[map->key_len + len] = '\0';
		*slot = (struct cs_map_slot){ map->key_len + 1, hash, (uint32_t)len, 0 };
		map->key_len += len + 1;
		map->count++;
	}
	return &slot->number;
}

int64_t *
cs_map_find(const struct cs_map *map, const char *key, size_t len)
{
	if (map->count == 0)
		return NULL;
	struct cs_map_slot *slot = probe(map, (uint32_t)cs_hash(key, len), key, len);

	return slot->key ? &slot->number : NULL;
}
