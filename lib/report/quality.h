/*
 * The section on the data itself: what came in, what was refused, and how old
 * the newest import is.
 */
#ifndef CS_QUALITY_H
#define CS_QUALITY_H

#include "report/report.h"

cs_report_section_fn cs_report_quality;

extern const struct cs_report_list cs_report_quality_lists[];

#endif
