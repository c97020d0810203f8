/*
 * The section on who comes back: repurchase rates of closed windows, month by
 * month, the cohorts as a heat map, and the ladder of regulars.  All of it is
 * read in one pass over the shop's purchases, and is what cs-repurchase(1)
 * tells as of the report's last day.
 */
#ifndef CS_LOYALTY_H
#define CS_LOYALTY_H

#include "report/report.h"

cs_report_section_fn cs_report_loyalty;
extern const struct cs_report_list cs_report_loyalty_lists[];

#endif
