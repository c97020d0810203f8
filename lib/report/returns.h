/* The report on returns: of which goods, why, and what went before. */
#ifndef CS_REPORT_RETURNS_H
#define CS_REPORT_RETURNS_H

#include "report/report.h"

cs_report_section_fn cs_returns_goods, cs_returns_weeks, cs_returns_reasons, cs_returns_before, cs_returns_first;
cs_report_list_fn cs_returns_list;

#endif
