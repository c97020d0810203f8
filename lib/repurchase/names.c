#include "repurchase/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
cs_names_release(struct cs_names *names)
{
	cs_map_release(&names->map);
	free(names->offsets);
	free(names->ranks);
	*names = (struct cs_names){ 0 };
}

static bool
is_last(const struct cs_names *names, const char *text, size_t len)
{
	if (names->map.count == 0)
		return false;
	const char *last = cs_names_text(names, names->last);

	return strncmp(last, text, len) == 0 && last[len] == '\0';
}

static uint32_t
note_offset(struct cs_names *names, size_t offset, size_t count)
{
	if (count >= UINT32_MAX)
		CS_BUG("more than four billion names");
	names->offsets = cs_grow(names->offsets, &names->offset_cap, count + 1, sizeof(*names->offsets));
	names->offsets[count] = offset;
	free(names->ranks);
	names->ranks = NULL;
	names->ranked = false;
	return names->last = (uint32_t)count;
}

uint32_t
cs_names_number(struct cs_names *names, const char *text, size_t len)
{
	bool added;

	if (is_last(names, text, len))
		return names->last;
	size_t offset = names->map.key_len, count = names->map.count;
	int64_t *number = cs_map_at(&names->map, text, len, &added);

	if (!added)
		return names->last = (uint32_t)*number;
	*number = (int64_t)count;
	return note_offset(names, offset, count);
}

uint32_t
cs_names_append(struct cs_names *names, const char *text, size_t len)
{
	struct cs_map *map = &names->map;
	size_t offset = map->key_len;

	map->keys = cs_grow(map->keys, &map->key_cap, offset + len + 1, 1);
	memcpy(map->keys + offset, text, len);
	map->keys[offset + len] = '\0';
	map->key_len += len + 1;
	return note_offset(names, offset, map->count++);
}

size_t
cs_names_count(const struct cs_names *names)
{
	return names->map.count;
}

const char *
cs_names_text(const struct cs_names *names, uint32_t number)
{
	return names->map.keys + names->offsets[number];
}

static int
compare(const void *a, const void *b, void *self)
{
	const struct cs_names *names = self;

	return strcmp(cs_names_text(names, *(const uint32_t *)a), cs_names_text(names, *(const uint32_t *)b));
}

static void
rank(struct cs_names *names)
{
	uint32_t count = (uint32_t)names->map.count;
	bool in_order = true;

	names->ranked = true;
	for (uint32_t i = 1; in_order && i < count; i++)
		in_order = strcmp(cs_names_text(names, i - 1), cs_names_text(names, i)) < 0;
	if (in_order)
		return;
	uint32_t *sorted = cs_calloc(count, sizeof(*sorted));

	for (uint32_t i = 0; i < count; i++)
		sorted[i] = i;
	qsort_r(sorted, count, sizeof(*sorted), compare, names);
	names->ranks = cs_calloc(count, sizeof(*names->ranks));
	for (uint32_t i = 0; i < count; i++)
		names->ranks[sorted[i]] = i;
	free(sorted);
}

uint32_t
cs_names_rank(struct cs_names *names, uint32_t number)
{
	if (!names->ranked)
		rank(names);
	return names->ranks ? names->ranks[number] : number;
}
