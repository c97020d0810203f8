/* The plans of the analysis reports. */
#ifndef CS_ANALYSES_H
#define CS_ANALYSES_H

#include "report/report.h"

extern const struct cs_report_plan cs_analysis_plans[]; /* ends with a NULL name */

#endif
