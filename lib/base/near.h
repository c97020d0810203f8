/*
 * The known word that somebody may have meant: "rat" for "rate", "--foramt"
 * for "--format".
 */
#ifndef CS_NEAR_H
#define CS_NEAR_H

#include <stddef.h>

struct cs_near {
	const char *word; /* as it was typed; borrowed, not ended at `len` */
	size_t len;
	const char *best; /* the nearest of the words offered, or NULL; borrowed */
	size_t distance;  /* of `best`; else one more than is near */
};

/* A word that nothing was offered for yet. */
void cs_near_begin(struct cs_near *near, const char *word, size_t len);

/*
 * Takes `known` where it is nearer than what was offered before it.  Near is
 * one slip of the finger in three letters: a letter too many, one too few,
 * another one, or two in the wrong order.  What begins with the whole word is
 * nearest.
 */
void cs_near_offer(struct cs_near *near, const char *known);

#endif
