/*
 * The law, the calendar and the docket as a report needs them: which legal
 * deadlines run, which refunds are due, and what late ones owe.
 */
#ifndef CS_LAWDESK_H
#define CS_LAWDESK_H

#include "dispute/docket.h"
#include "report/report.h"

struct cs_lawdesk {
	struct cs_law law;
	struct cs_calendar calendar;
	struct cs_court court;
	struct cs_docket docket;
};

/* The report must outlive it; the structs point at each other, so it is not moved. CS_OK, CS_EINPUT, CS_EDB. */
enum cs_status cs_lawdesk_open(struct cs_lawdesk *desk, const struct cs_report *report, struct cs_err *err);
void cs_lawdesk_close(struct cs_lawdesk *desk);

/* The last day of a refund for goods that came back on `day` (Art. 18(2)); CS_NO_DAY where it cannot be told. */
cs_day cs_lawdesk_refund_due(const struct cs_lawdesk *desk, cs_day day);

/* The clock of a refund, among those of a case. */
bool cs_lawdesk_is_refund(const struct cs_lawdesk *desk, const struct cs_clock_run *clock);

#endif
