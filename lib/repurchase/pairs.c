#include "repurchase/cells.h"

void
cs_cells_release(struct cs_cells *cells)
{
	cs_map_release(&cells->map);
	*cells = (struct cs_cells){ 0 };
}

size_t
cs_cells_at(struct cs_cells *cells, int32_t a, uint32_t b, bool *added)
{
	int64_t key = (int64_t)a * (INT64_C(1) << 32) + b;

	*added = false;
	if (cells->map.count > 0 && key == cells->last_key)
		return cells->last;
	size_t count = cells->map.count;
	int64_t *index = cs_map_at(&cells->map, (const char *)&key, sizeof(key), added);

	if (*added)
		*index = (int64_t)count;
	cells->last_key = key;
	cells->last = (size_t)*index;
	return cells->last;
}
