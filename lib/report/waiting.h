/* The report on waiting: what was promised, how long it took, and what customers did then. */
#ifndef CS_REPORT_WAITING_H
#define CS_REPORT_WAITING_H

#include "report/report.h"

cs_report_section_fn cs_waiting_times, cs_waiting_effects;
cs_report_list_fn cs_waiting_list_delivered, cs_waiting_list_late, cs_waiting_list_overdue;

#endif
