/* The reports: which sections, in which order. */
#include <string.h>

#include "report/change.h"
#include "report/duty.h"
#include "report/money.h"
#include "report/quality.h"
#include "report/report.h"

static const struct cs_report_list quality_lists[] = {
	{ "imports", cs_report_quality_imports, NULL },
	{ NULL, NULL, NULL },
};

static const struct cs_report_section daily[] = {
	{ "act_now", N_("To be done now"), cs_report_act_now, cs_report_act_now_lists, CS_DETAIL_LOW },
	{ "change", N_("What changed"), cs_report_change, cs_report_change_lists, CS_DETAIL_LOW },
	{ "money", N_("Money"), cs_report_money, cs_report_money_lists, CS_DETAIL_LOW },
	{ "quality", N_("Data quality"), cs_report_quality, quality_lists, CS_DETAIL_LOW },
	{ NULL, NULL, NULL, NULL, CS_DETAIL_LOW },
};

static const struct cs_report_plan plans[] = {
	{ "daily", N_("Morning report"), "last-business-day", NULL, daily },
};

const struct cs_report_plan *
cs_report_plan(const char *name)
{
	for (size_t i = 0; i < CS_COUNT(plans); i++) {
		if (strcmp(plans[i].name, name) == 0)
			return &plans[i];
	}
	return NULL;
}
