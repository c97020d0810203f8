#include "base/near.h"

#include <string.h>

#define WORD_MAX 32 /* letters of a word that is compared */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * The optimal string alignment distance (Damerau 1964, restricted): rows of
 * the table for a[i], the one before it and the one before that.
 */
static size_t
slips(const char *a, size_t a_len, const char *b, size_t b_len)
{
	size_t rows[3][WORD_MAX + 1];

	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= b_len; j++) {
			row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], two_above[j - 2] + 1);
		}
	}
	return rows[a_len % 3][b_len];
}

void
cs_near_begin(struct cs_near *near, const char *word, size_t len)
{
	*near = (struct cs_near){ .word = word, .len = len, .distance = len / 3 + (len < 3) + 1 };
}

void
cs_near_offer(struct cs_near *near, const char *known)
{
	size_t len = strlen(known);

	if (near->len == 0 || near->len > WORD_MAX || len > WORD_MAX)
		return;
	size_t distance = len > near->len && memcmp(known, near->word, near->len) == 0 ? 0 :
	    slips(near->word, near->len, known, len);

	if (distance >= near->distance)
		return;
	near->best = known;
	near->distance = distance;
}
