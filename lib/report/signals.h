/*
 * The section on new signals: complaints per order, day by day, against what
 * the days before make one expect.  A signal that spoke before the report's
 * first day is no news and is not told again.
 */
#ifndef CS_SIGNALS_H
#define CS_SIGNALS_H

#include "report/report.h"

cs_report_section_fn cs_report_signals;
extern const struct cs_report_list cs_report_signals_lists[];

#endif
