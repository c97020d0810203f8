#include "repurchase/rhythm.h"

#include <stdlib.h>

#define FEW 16 /* so many are in place before qsort() has begun */

static int
compare(const void *a, const void *b)
{
	cs_day x = *(const cs_day *)a, y = *(const cs_day *)b;

	return x < y ? -1 : x > y;
}

static void
insert(cs_day *gaps, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		cs_day gap = gaps[i];
		size_t j = i;

		for (; j > 0 && gaps[j - 1] > gap; j--)
			gaps[j] = gaps[j - 1];
		gaps[j] = gap;
	}
}

cs_day
cs_rhythm(cs_day *gaps, size_t count)
{
	if (count <= FEW)
		insert(gaps, count);
	else
		qsort(gaps, count, sizeof(*gaps), compare);
	return (gaps[(count - 1) / 2] + gaps[count / 2] + 1) / 2;
}
