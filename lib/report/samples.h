/*
 * Counts along a line, as control charts and Pareto charts take them: a name,
 * how many, and of how many.  From any TSV or CSV stream, by column names.
 */
#ifndef CS_SAMPLES_H
#define CS_SAMPLES_H

#include "report/document.h"
#include "stream/reader.h"

struct cs_sample {
	const char *name; /* the samples own it */
	double count;     /* NaN: the cell was empty */
	double size;      /* 1 where there is no such column */
};

struct cs_samples {
	struct cs_sample *items; /* owned, as they came */
	size_t count, cap;
	struct cs_doc texts;     /* owns the names */
};

/* Which columns: NULL is the first, the second, and with `sized` the third. */
struct cs_samples_want {
	const char *x, *y, *size;
	bool sized;  /* each count has a size */
	bool reveal; /* show personal data */
};

void cs_samples_release(struct cs_samples *samples);

/*
 * Reads all rows.  CS_EINPUT where a column is missing, a cell is no number,
 * or a size is not above 0; CS_EIO.
 */
enum cs_status cs_samples_read(struct cs_samples *samples, struct cs_reader *reader,
    const struct cs_samples_want *want, struct cs_err *err);

#endif
