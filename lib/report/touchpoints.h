/*
 * The report on moments of truth (MOT): the stages at which a customer meets
 * the shop as a chain that is as strong as its product.
 */
#ifndef CS_REPORT_TOUCHPOINTS_H
#define CS_REPORT_TOUCHPOINTS_H

#include "report/report.h"

cs_report_section_fn cs_mot_chain;
cs_report_list_fn cs_mot_list;

#endif
