/*
 * The report on causes: which of them make most of the complaints, what
 * changed, what they cost, which goods they come with, and how well they
 * are coded.
 */
#ifndef CS_REPORT_WHY_H
#define CS_REPORT_WHY_H

#include "report/report.h"

cs_report_section_fn cs_why_pareto, cs_why_cost, cs_why_products, cs_why_coding;
cs_report_list_fn cs_why_list_complaints, cs_why_list_uncoded;

#endif
