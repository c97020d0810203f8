/* The reports: which sections, in which order. */
#include <string.h>

#include "report/analyses.h"
#include "report/digest.h"
#include "report/report.h"
#include "report/series.h"

static const struct cs_report_section chart[] = {
	{ "chart", N_("Signal or noise"), cs_series_chart, NULL, CS_DETAIL_LOW },
	{ NULL, NULL, NULL, NULL, CS_DETAIL_LOW },
};

static const struct cs_report_plan plans[] = {
	{ "chart", N_("Chart"), "last-365-days", "points", chart, false },
	{ "daily", N_("Morning report"), "last-business-day", NULL, cs_digest_daily, true },
	{ "weekly", N_("The week"), "last-week", NULL, cs_digest_weekly, false },
	{ "monthly", N_("The month"), "last-month", NULL, cs_digest_monthly, false },
};

const struct cs_report_plan *
cs_report_plan(const char *name)
{
	for (size_t i = 0; i < CS_COUNT(plans); i++) {
		if (strcmp(plans[i].name, name) == 0)
			return &plans[i];
	}
	for (const struct cs_report_plan *plan = cs_analysis_plans; plan->name; plan++) {
		if (strcmp(plan->name, name) == 0)
			return plan;
	}
	return NULL;
}
