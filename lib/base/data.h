/*
 * The text files that are compiled into the programs (DATA in the Makefile):
 * presets, and whatever else is easier to read as a table than as code.
 */
#ifndef CS_DATA_H
#define CS_DATA_H

#include "base/base.h"

struct cs_data {
	const char *name;         /* "import/presets/cafe24.tsv": the path below lib/ */
	const char *const *lines; /* without their line ends; ends with NULL */
};

/*
 * The first file whose name begins with `prefix` and that stands behind
 * `after` (NULL: the first of all), or NULL.  Order is that of the Makefile.
 */
const struct cs_data *cs_data_next(const char *prefix, const struct cs_data *after);

#endif
