/*
 * What complaints are about and what is sent back: the causes and the
 * products with most of them, and how that compares with the time before.
 */
#ifndef CS_LEADING_H
#define CS_LEADING_H

#include "report/report.h"

cs_report_section_fn cs_report_causes, cs_report_products;
extern const struct cs_report_list cs_report_causes_lists[];

#endif
