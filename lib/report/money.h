/*
 * The section on money: what is owed in points, what was compensated against
 * its budget, what was refunded, and the interest that late refunds owe.
 */
#ifndef CS_REPORT_MONEY_H
#define CS_REPORT_MONEY_H

#include "report/report.h"

cs_report_section_fn cs_report_money;
extern const struct cs_report_list cs_report_money_lists[];

#endif
