/*
 * A map from text to a number, made for the millions of identifiers that an
 * import or a stream meets: open addressing, keys side by side in one block,
 * about 30 bytes and the key for each entry (a tree or a chained table takes
 * three times that).
 */
#ifndef CS_MAP_H
#define CS_MAP_H

#include "base/base.h"

struct cs_map {
	struct cs_map_slot *slots; /* owned */
	size_t slot_count;         /* a power of two */
	size_t count;
	char *keys;                /* owned; every key with a NUL behind it */
	size_t key_len;
	size_t key_cap;
};

void cs_map_release(struct cs_map *map);

/*
 * The number of `key`, which is added with 0 where it was missing; *added
 * tells.  The pointer lives until the next cs_map_at().
 */
int64_t *cs_map_at(struct cs_map *map, const char *key, size_t len, bool *added);

/* The number of `key`, or NULL. Same lifetime. */
int64_t *cs_map_find(const struct cs_map *map, const char *key, size_t len);

#endif
