/*
 * The report on the people who answer: who has how much, how targets were
 * kept, and what the work does to them.  It ranks nobody, and what strains
 * people is told of five or more together only.
 */
#ifndef CS_REPORT_STAFF_H
#define CS_REPORT_STAFF_H

#include "report/report.h"

cs_report_section_fn cs_staff_load, cs_staff_strain, cs_staff_tenure;
cs_report_list_fn cs_staff_list_unassigned;

#endif
