/*
 * The report on what service contributed: what it kept, what it cost, and
 * whether customers came back after it, each by a definition that is printed;
beside them what points for a return did, as cs-mileage effect works it out.
 */
#ifndef CS_REPORT_CONTRIBUTION_H
#define CS_REPORT_CONTRIBUTION_H

#include "report/report.h"

cs_report_section_fn cs_contribution_kept, cs_contribution_cost, cs_contribution_after, cs_contribution_points;
cs_report_list_fn cs_contribution_list_orders, cs_contribution_list_goods, cs_contribution_list_handled,
    cs_contribution_list_remedies, cs_contribution_list_compensation, cs_contribution_list_after;

#endif
