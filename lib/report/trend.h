/*
 * The section on the long run: thirteen months of orders, sales, returns and
 * consultations, each with its picture.
 */
#ifndef CS_TREND_H
#define CS_TREND_H

#include "report/report.h"

cs_report_section_fn cs_report_trend;

#endif
