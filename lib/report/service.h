/*
 * The section on the level of service: what was kept of the shop's own
 * targets, and how soon people got their first answer, by the calendar and in
 * the hours in which the shop answers.
 */
#ifndef CS_SERVICE_H
#define CS_SERVICE_H

#include "report/report.h"

cs_report_section_fn cs_report_service;
extern const struct cs_report_list cs_report_service_lists[];

#endif
