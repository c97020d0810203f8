/*
 * The report on trust: whether customers whom the shop failed buy again.
 *
 * The unit is a delivered order.  The clock of every order starts the same
 * number of days after its receipt, complaint or not: what happened before
 * tells the groups apart, and only what happens after it counts, so that
 * nobody is in a group for having stayed long enough to complain.  An order
 * whose customer bought again before the clock started is left out.
 */
#ifndef CS_REPORT_TRUST_H
#define CS_REPORT_TRUST_H

#include "report/report.h"

cs_report_section_fn cs_trust_ratios, cs_trust_times, cs_trust_again;
cs_report_list_fn cs_trust_list_complaints, cs_trust_list_returns, cs_trust_list_again;

#endif
