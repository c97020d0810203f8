/* The report on levels of service: how many were answered and solved in time, how fast, and how many came again. */
#ifndef CS_REPORT_ATTAINMENT_H
#define CS_REPORT_ATTAINMENT_H

#include "report/report.h"

/* What the table of levels can be parted by, in the order of the words of --by. */
enum cs_sla_by { CS_BY_POLICY, CS_BY_KIND, CS_BY_CHANNEL, CS_BY_CAUSE, CS_BY_AGENT, CS_BY_SEVERITY, CS_BY_WEEKDAY };
#define CS_SLA_BY_WORDS "policy|kind|channel|cause|agent|severity|weekday"

cs_report_section_fn cs_sla_levels, cs_sla_speed, cs_sla_again;
cs_report_list_fn cs_sla_list_first, cs_sla_list_resolve, cs_sla_list_again;

#endif
