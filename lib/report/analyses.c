#include "report/analyses.h"

#include "report/inserts.h"
#include "report/returns.h"
#include "report/trust.h"
#include "report/waiting.h"

#define END { NULL, NULL, NULL, NULL, CS_DETAIL_LOW }

static const struct cs_report_list returned_lines[] = { { "returned_lines", cs_returns_list }, { NULL, NULL } };
static const struct cs_report_section returns[] = {
	{ "goods", N_("Which goods come back"), cs_returns_goods, returned_lines, CS_DETAIL_LOW },
	{ "reasons", N_("Why"), cs_returns_reasons, NULL, CS_DETAIL_LOW },
	{ "before", N_("What went before"), cs_returns_before, NULL, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_list waiting_lists[] = {
	{ "late_orders", cs_waiting_list_late }, { "overdue_orders", cs_waiting_list_overdue }, { NULL, NULL },
};
static const struct cs_report_section waiting[] = {
	{ "times", N_("How long customers wait"), cs_waiting_times, waiting_lists, CS_DETAIL_LOW },
	{ "effects", N_("What waiting goes with"), cs_waiting_effects, NULL, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_list insert_lists[] = { { "inserts", cs_inserts_list }, { NULL, NULL } };
static const struct cs_report_section inserts[] = {
	{ "effects", N_("What cards and gifts go with"), cs_inserts_effects, insert_lists, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_list complaint_orders[] = { { "complaint_orders", cs_trust_list_exposed }, { NULL, NULL } };
static const struct cs_report_list second_failures[] = { { "second_failures", cs_trust_list_again }, { NULL, NULL } };
static const struct cs_report_section trust[] = {
	{ "ratios", N_("Who buys again after a failure"), cs_trust_ratios, complaint_orders, CS_DETAIL_LOW },
	{ "times", N_("How soon, by how it was solved"), cs_trust_times, NULL, CS_DETAIL_LOW },
	{ "again", N_("Failed twice"), cs_trust_again, second_failures, CS_DETAIL_LOW },
	END,
};

const struct cs_report_plan cs_analysis_plans[] = {
	{ "returns", N_("Returns"), "last-90-days", "by_product", returns },
	{ "waiting", N_("Waiting"), "last-365-days", "by_waiting", waiting },
	{ "inserts", N_("Cards and gifts in parcels"), "last-365-days", "by_insert", inserts },
	{ "trust", N_("Trust after a failure"), "last-365-days", "survival", trust },
	{ NULL, NULL, NULL, NULL, NULL },
};
