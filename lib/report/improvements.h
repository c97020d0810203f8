/*
 * What the shop changed, as its owner wrote it down: a day, what it is about
 * and what was done, one a row of improvements.tsv.  A control chart begins a
 * new phase there.  A chart is told apart from before and after by what the
 * row is about: a series ("returns"), or a cause with all below it.
 */
#ifndef CS_IMPROVEMENTS_H
#define CS_IMPROVEMENTS_H

#include "base/date.h"

struct cs_causes;

struct cs_improvement {
	cs_day day;
	char *about, *what; /* owned; about "": the whole shop */
};

struct cs_improvements {
	struct cs_improvement *items; /* owned, in the order of the file */
	size_t count, cap;
};

/*
 * Reads the columns date, about and what; `path` NULL: none.  CS_OK;
 * CS_EINPUT with file and line, of a row about neither a series nor a cause
 * too, which no chart would ever show; CS_EIO.  Release in any case.
 */
enum cs_status cs_improvements_read(struct cs_improvements *improvements, const char *path,
    const struct cs_causes *causes, struct cs_err *err);
void cs_improvements_release(struct cs_improvements *improvements);

/*
 * Whether it was to move the chart of a series: one about the whole shop or
 * about the series, and of a chart of one `cause` (or NULL) one about that
 * cause, one above it or one below it.
 */
bool cs_improvement_is_about(const struct cs_improvement *improvement, const char *series, const char *cause);

#endif
