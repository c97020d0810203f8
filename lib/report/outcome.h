/*
 * How the shop's answers went down, as part of what changed: the share of
 * satisfied customers among those who answered a survey (CSAT), and the share
 * of consultations that were solved for good (first contact resolution).
 * Each with its interval, and against the same days of the last eight weeks
 * together, or the time before; not at all where there are too few.
 */
#ifndef CS_OUTCOME_H
#define CS_OUTCOME_H

#include "report/report.h"

/* Two figures and a note, into the open section.  CS_OK or CS_EDB. */
enum cs_status cs_outcome_add(struct cs_report *report, struct cs_err *err);

cs_report_list_fn cs_outcome_list;

#endif
