#include "stat/discovery.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

struct ranked {
	double p;
	size_t place;
};

static int
by_p(const void *a, const void *b)
{
	const struct ranked *one = a, *two = b;

	if (one->p != two->p)
		return one->p < two->p ? -1 : 1;
	return one->place < two->place ? -1 : one->place > two->place;
}

void
cs_false_discovery(double p[], size_t count)
{
	struct ranked *ranked = cs_calloc(count + 1, sizeof(*ranked));
	size_t asked = 0;
	double least = 1;

	for (size_t i = 0; i < count; i++) {
		if (!isnan(p[i]))
			ranked[asked++] = (struct ranked){ p[i], i };
	}
	qsort(ranked, asked, sizeof(*ranked), by_p);
	for (size_t rank = asked; rank > 0; rank--) {
		least = fmin(least, ranked[rank - 1].p * (double)asked / (double)rank);
		p[ranked[rank - 1].place] = least;
	}
	free(ranked);
}
