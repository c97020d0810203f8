/*
 * Counts along time out of the store, as control charts take them: what
 * happened, by day, week or month, and of how many.
 *
 * Rates (u, laney) are what happened in a period for each order placed in it;
 * shares (p) are what became of the orders of a period, whenever it became
 * of them; gaps (g) are the orders placed between two to which it happened.
 */
#ifndef CS_SERIES_H
#define CS_SERIES_H

#include "report/axis.h"
#include "report/control.h"
#include "report/improvements.h"
#include "report/report.h"

#define CS_SERIES_WORDS "returns|complaints|contacts|late|orders|sales|repeats"
enum cs_series_of { CS_SERIES_RETURNS, CS_SERIES_COMPLAINTS, CS_SERIES_CONTACTS, CS_SERIES_LATE, CS_SERIES_ORDERS,
	CS_SERIES_SALES, CS_SERIES_REPEATS };
extern const char *const cs_series_words[];

#define CS_SERIES_PER_WORDS "day|week|month"
enum cs_series_per { CS_SERIES_DAY, CS_SERIES_WEEK, CS_SERIES_MONTH };

struct cs_series {
	enum cs_series_of of;
	enum cs_series_per per;
	enum cs_control_kind kind;
	const char *cause; /* of consultations: only this one and those below it; NULL: all */
	/* Told by the reading: */
	const char *counted; /* what a point is, translated */
	bool young;          /* the newest orders are left out, as they may still come back */
	int64_t orderless;   /* cases of days of which orders are not known, left out of the rates */
	bool cut;            /* periods that the range holds in part are left out */
};

/*
 * Reads the days report->from to report->to into the samples.  CS_EUSAGE
 * where a chart of that kind has no such series, or for a cause that is none;
 * CS_EDB; CS_EIO and CS_EINPUT of the shop's own causes.
 */
enum cs_status cs_series_read(struct cs_samples *samples, struct cs_series *series, struct cs_report *report,
    struct cs_err *err);

/* What is to be said below the chart. */
void cs_series_note(struct cs_doc *doc, const struct cs_series *series);

/*
 * A mark for each improvement that is about the series, which need not lie
 * in it; its texts are the document's, the array is the caller's.  NULL with
 * `err` where the shop's list cannot be read.
 */
struct cs_phase_mark *cs_series_marks(const struct cs_series *series, const struct cs_report *report, size_t *count,
    struct cs_err *err);

/* The section of a chart: what report->series asks for, with report->control and the improvements that are about it. */
cs_report_section_fn cs_series_chart;

#endif
