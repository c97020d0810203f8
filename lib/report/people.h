/*
 * The section on those who answer: how much lies with them, and which calls
 * were hard.  Nobody is shown alone where fewer than five people answer.
 */
#ifndef CS_PEOPLE_H
#define CS_PEOPLE_H

#include "report/report.h"

cs_report_section_fn cs_report_people;
extern const struct cs_report_list cs_report_people_lists[];

/* Every open consultation with its stage, or of "unassigned_cases" those that nobody has. */
cs_report_list_fn cs_report_list_open;

#endif
