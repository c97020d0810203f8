/*
 * The report on ISO 10002:2018, handling of complaints: each step of its
 * process, what in the ledger shows it, and how many complaints show it.
 */
#ifndef CS_REPORT_ISO_H
#define CS_REPORT_ISO_H

#include "report/report.h"

cs_report_section_fn cs_iso_steps;
extern const struct cs_report_list cs_iso_lists[];

#endif
