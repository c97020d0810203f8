/*
 * The section on what changed: the days of the report against days like
 * them, and for each change whether it is more than chance.
 *
 * Up to a week is compared with the same days of the eight weeks before; a
 * longer time with the same length before it, a calendar month with the
 * month before.  The two rules are those of stat/usual.h.
 */
#ifndef CS_CHANGE_H
#define CS_CHANGE_H

#include "report/report.h"

cs_report_section_fn cs_report_change;

/* What stands behind its figures; ends with a NULL figure. */
extern const struct cs_report_list cs_report_change_lists[];

#define CS_REPORT_WEEK 7
#define CS_REPORT_WEEKS 8  /* that a week or less is compared with */
#define CS_REPORT_LEAST 10 /* cases under which no share is told */

/* True for a week or less. */
bool cs_report_is_short(const struct cs_report *report);

/*
 * The span that the report's is compared with when it is longer than a week:
 * the calendar month before a whole month, else as many days.
 */
void cs_report_before(const struct cs_report *report, cs_day *from, cs_day *to);

/* What rates of a short time are compared with: eight weeks before a week or less, else the span before. */
void cs_report_background(const struct cs_report *report, cs_day *from, cs_day *to);

#endif
