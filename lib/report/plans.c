/* The reports: which sections, in which order. */
#include <string.h>

#include "report/quality.h"
#include "report/report.h"

static const struct cs_report_list quality_lists[] = {
	{ "imports", cs_report_quality_imports },
	{ NULL, NULL },
};

static const struct cs_report_section daily[] = {
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
