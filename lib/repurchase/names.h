/*
 * Texts that are met again and again (customer ids, products, categories) as
 * small numbers from 0, in the order in which they were first met.
 */
#ifndef CS_NAMES_H
#define CS_NAMES_H

#include "base/map.h"

struct cs_names {
	struct cs_map map;
	size_t *offsets;   /* owned; where each text lies among the map's keys */
	size_t offset_cap;
	uint32_t *ranks;   /* owned; NULL until cs_names_rank() was asked for, and where the texts stand in order */
	bool ranked;
	uint32_t last;     /* what was asked for last: the lines of an order stand together */
};

void cs_names_release(struct cs_names *names);

/* The number of the text, which is added where it was missing. */
uint32_t cs_names_number(struct cs_names *names, const char *text, size_t len);

/*
 * Adds a text that is not there yet and that nobody will look for: a list of
 * customers needs no map.
 */
uint32_t cs_names_append(struct cs_names *names, const char *text, size_t len);

size_t cs_names_count(const struct cs_names *names);

/* The text of a number; lives until the next cs_names_number(). */
const char *cs_names_text(const struct cs_names *names, uint32_t number);

/*
 * The place of a text among all texts in the order of their bytes, from 0.
 * The first call after an addition sorts them.
 */
uint32_t cs_names_rank(struct cs_names *names, uint32_t number);

#endif
