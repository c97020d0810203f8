#include "consult/house.h"

#include "stream/daysoff.h"

enum cs_status
cs_house_open(struct cs_house *house, const struct cs_house_files *files, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	*house = (struct cs_house){ .sla = { .causes = &house->causes } };
	cs_calendar_open(&house->calendar, CS_LABOR_HOLIDAY);
	if (files->holidays)
		st = cs_daysoff_read(&house->calendar, files->holidays, err);
	if (st == CS_OK)
		st = cs_hours_open(&house->hours, &house->calendar, files->hours, err);
	if (st == CS_OK)
		st = cs_causes_open(&house->causes, files->causes, err);
	if (st == CS_OK)
		st = cs_sla_open(&house->sla, &house->causes, files->sla, err);
	return st == CS_OK ? cs_weights_open(&house->weights, files->scores, err) : st;
}

void
cs_house_close(struct cs_house *house)
{
	cs_weights_release(&house->weights);
	cs_sla_release(&house->sla);
	cs_causes_release(&house->causes);
	cs_hours_release(&house->hours);
	cs_calendar_close(&house->calendar);
}
