#include "report/lawdesk.h"

#include <string.h>

#include "stream/daysoff.h"

enum cs_status
cs_lawdesk_open(struct cs_lawdesk *desk, const struct cs_report *report, struct cs_err *err)
{
	*desk = (struct cs_lawdesk){ 0 };
	cs_law_open(&desk->law);
	cs_calendar_open(&desk->calendar, CS_LABOR_HOLIDAY);
	desk->court = (struct cs_court){ .law = &desk->law, .calendar = &desk->calendar, .as_of = report->as_of };
	desk->docket = (struct cs_docket){ .db = report->db, .court = &desk->court, .reveal = report->reveal };
	enum cs_status st = report->house.holidays ?
	    cs_daysoff_read(&desk->calendar, report->house.holidays, err) : CS_OK;

	return st == CS_OK ? cs_docket_begin(&desk->docket, err) : st;
}

void
cs_lawdesk_close(struct cs_lawdesk *desk)
{
	cs_calendar_close(&desk->calendar);
	cs_law_close(&desk->law);
}

cs_day
cs_lawdesk_refund_due(const struct cs_lawdesk *desk, cs_day day)
{
	const struct cs_period *period = cs_law_period_at(&desk->law, CS_PERIOD_REFUND, day);

	return period ? cs_calendar_end(&desk->calendar, day, period->count, period->unit, NULL) : CS_NO_DAY;
}

bool
cs_lawdesk_is_refund(const struct cs_lawdesk *desk, const struct cs_clock_run *clock)
{
	const struct cs_period *period = cs_law_period_at(&desk->law, CS_PERIOD_REFUND, desk->court.as_of);

	return period && strcmp(clock->name, period->name) == 0;
}
