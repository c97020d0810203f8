/*
 * What has to be done now: each thing with its id, how long it has waited and
 * one verb, the most urgent first.
 */
#ifndef CS_DUTY_H
#define CS_DUTY_H

#include "report/report.h"

cs_report_section_fn cs_report_act_now;
extern const struct cs_report_list cs_report_act_now_lists[];

#endif
