/*
 * A chart from a stream of rows: which columns go where.
 */
#ifndef CS_FEED_H
#define CS_FEED_H

#include "report/panels.h"
#include "stream/reader.h"

struct cs_feed {
	int kind;              /* an enum cs_chart_kind, or -1: lines over time, bars over anything else */
	const char *x;         /* NULL: the first column; of a heat map `age` */
	const char *const *y;  /* the columns of values; none: the second; of a heat map, of its rows: `cohort` */
	size_t y_count;
	const char *series;    /* NULL, or the column that tells which rows are one series */
	const char *panels;    /* NULL, or the column with a word for each small picture */
	const char *low, *high; /* of a curve: the columns of its band, or NULL */
	const char *value;     /* of a heat map; NULL: `retention` */
	bool reveal;           /* show personal data */
	bool korean;
};

/*
 * Reads all rows and settles the chart, which the caller has zeroed and
 * releases.  A cell of a row whose column `complete` says no is open.  An
 * input without rows gives a chart without values.  CS_EUSAGE where the
 * columns contradict the kind; CS_EINPUT where a column is missing, a value
 * is not a number or a row cannot be used; CS_EIO.
 */
enum cs_status cs_feed_chart(struct cs_chart *chart, struct cs_reader *reader, const struct cs_feed *feed,
    struct cs_err *err);

/* The same, parted by feed->panels. */
enum cs_status cs_feed_panels(struct cs_panels *panels, struct cs_reader *reader, const struct cs_feed *feed,
    struct cs_err *err);

#endif
