/*
 * How much of something there was on each day: orders, sales, consultations.
 * A day of which nothing can be known, because the import that would tell is
 * missing or because the shop kept no such record yet, is no day with zero.
 */
#ifndef CS_DAYBOOK_H
#define CS_DAYBOOK_H

#include "report/report.h"
#include "store/db.h"

/* What is counted, and where it is read. */
struct cs_daybook_kind {
	enum cs_sql days;  /* day and amount, by day, of :from up to :until */
	enum cs_sql known; /* first row, newest row, newest import */
	bool rows;         /* each row counts one, whatever its amount */
	bool ages;         /* what is old may have been taken back since; reads :seen */
	const char *cause; /* of consultations: only this one and those below it; NULL: all */
};

extern const struct cs_daybook_kind cs_daybook_orders, cs_daybook_sales, cs_daybook_repeats, cs_daybook_returns,
    cs_daybook_contacts, cs_daybook_complaints;

struct cs_daybook {
	cs_day from, to;           /* both included */
	cs_day first, last;        /* the days that are known; first > last: none */
	double *values;            /* owned, a day each */
};

/* All its days as they stand at the report's moment.  CS_OK or CS_EDB. */
enum cs_status cs_daybook_read(struct cs_daybook *book, const struct cs_report *report,
    const struct cs_daybook_kind *kind, cs_day from, cs_day to, struct cs_err *err);

/*
 * The same in two steps, for a kind that ages: a book of zeros, and some of
 * its days as they stood `earlier` days before the report's moment.
 */
enum cs_status cs_daybook_open(struct cs_daybook *book, const struct cs_report *report,
    const struct cs_daybook_kind *kind, cs_day from, cs_day to, struct cs_err *err);
enum cs_status cs_daybook_fill(struct cs_daybook *book, const struct cs_report *report, const struct cs_daybook_kind *kind,
    cs_day from, cs_day to, int earlier, struct cs_err *err);

/* From which day on such a thing is known; CS_NO_DAY where it is not at all.  CS_OK or CS_EDB. */
enum cs_status cs_daybook_since(const struct cs_report *report, const struct cs_daybook_kind *kind, cs_day *since,
    struct cs_err *err);

void cs_daybook_release(struct cs_daybook *book);

/* True where all of these days are known. */
bool cs_daybook_knows(const struct cs_daybook *book, cs_day from, cs_day to);

/* True where all of these days that are over by the report's moment are known, and one is. */
bool cs_daybook_knows_past(const struct cs_daybook *book, const struct cs_report *report, cs_day from, cs_day to);

/* The sum of days that lie in the book. */
double cs_daybook_sum(const struct cs_daybook *book, cs_day from, cs_day to);

#endif
