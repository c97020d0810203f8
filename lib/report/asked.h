/*
 * What customers asked for beside what they were given, and how many named
 * another shop: as far as the ledger tells, in classes and never in their
 * own words.
 */
#ifndef CS_REPORT_ASKED_H
#define CS_REPORT_ASKED_H

#include "report/report.h"

cs_report_section_fn cs_asked_section;
cs_report_list_fn cs_asked_list_unmet, cs_asked_list_competitor;

#endif
