#include "report/analyses.h"

#include "report/asked.h"
#include "report/attainment.h"
#include "report/contribution.h"
#include "report/inserts.h"
#include "report/iso.h"
#include "report/returns.h"
#include "report/sins.h"
#include "report/staff.h"
#include "report/touchpoints.h"
#include "report/trust.h"
#include "report/waiting.h"
#include "report/why.h"

#define END { NULL, NULL, NULL, NULL, CS_DETAIL_LOW }

static const struct cs_report_list returned_lines[] = { { "returned_lines", cs_returns_list }, { NULL, NULL } };
static const struct cs_report_section returns[] = {
	{ "goods", N_("Which goods come back"), cs_returns_goods, returned_lines, CS_DETAIL_LOW },
	{ "weeks", N_("Is it more than chance?"), cs_returns_weeks, NULL, CS_DETAIL_LOW },
	{ "reasons", N_("Why"), cs_returns_reasons, NULL, CS_DETAIL_LOW },
	{ "before", N_("What went before"), cs_returns_before, NULL, CS_DETAIL_LOW },
	{ "first", N_("First orders"), cs_returns_first, NULL, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_list waiting_lists[] = {
	{ "orders_delivered", cs_waiting_list_delivered }, { "late_orders", cs_waiting_list_late },
	{ "overdue_orders", cs_waiting_list_overdue }, { NULL, NULL },
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

static const struct cs_report_list exposed_orders[] = {
	{ "complaint_orders", cs_trust_list_complaints }, { "return_orders", cs_trust_list_returns }, { NULL, NULL },
};
static const struct cs_report_list second_failures[] = { { "second_failures", cs_trust_list_again }, { NULL, NULL } };
static const struct cs_report_section trust[] = {
	{ "ratios", N_("Who buys again after a failure"), cs_trust_ratios, exposed_orders, CS_DETAIL_LOW },
	{ "times", N_("How soon, by how it was solved"), cs_trust_times, NULL, CS_DETAIL_LOW },
	{ "again", N_("Failed twice"), cs_trust_again, second_failures, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_list complaints[] = { { "complaints", cs_why_list_complaints }, { NULL, NULL } };
static const struct cs_report_list uncoded[] = { { "uncoded", cs_why_list_uncoded }, { NULL, NULL } };
static const struct cs_report_list asked[] = {
	{ "asked_unmet", cs_asked_list_unmet }, { "competitor_cases", cs_asked_list_competitor }, { NULL, NULL },
};
static const struct cs_report_section causes[] = {
	{ "pareto", N_("Which causes make most complaints"), cs_why_pareto, complaints, CS_DETAIL_LOW },
	{ "cost", N_("What they cost"), cs_why_cost, NULL, CS_DETAIL_LOW },
	{ "products", N_("With which goods"), cs_why_products, NULL, CS_DETAIL_LOW },
	{ "asked", N_("What they asked for"), cs_asked_section, asked, CS_DETAIL_LOW },
	{ "coding", N_("How well they are coded"), cs_why_coding, uncoded, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_section sins[] = {
	{ "sins", N_("Signs of the seven sins"), cs_sins_table, cs_sins_lists, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_list missed[] = {
	{ "first_response_missed", cs_sla_list_first }, { "resolution_missed", cs_sla_list_resolve }, { NULL, NULL },
};
static const struct cs_report_list came_again[] = { { "came_again", cs_sla_list_again }, { NULL, NULL } };
static const struct cs_report_section sla[] = {
	{ "targets", N_("Targets"), cs_sla_levels, missed, CS_DETAIL_LOW },
	{ "speed", N_("How fast"), cs_sla_speed, NULL, CS_DETAIL_LOW },
	{ "again", N_("Solved for good?"), cs_sla_again, came_again, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_list unassigned[] = { { "unassigned_cases", cs_staff_list_unassigned }, { NULL, NULL } };
static const struct cs_report_section agents[] = {
	{ "load", N_("Who has how much"), cs_staff_load, unassigned, CS_DETAIL_LOW },
	{ "strain", N_("What it takes"), cs_staff_strain, NULL, CS_DETAIL_LOW },
	{ "tenure", N_("Who came and left"), cs_staff_tenure, NULL, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_list failed_orders[] = { { "failed_orders", cs_mot_list }, { NULL, NULL } };
static const struct cs_report_section mot[] = {
	{ "chain", N_("Moments of truth"), cs_mot_chain, failed_orders, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_list kept_lists[] = {
	{ "orders_kept", cs_contribution_list_orders }, { "goods_kept", cs_contribution_list_goods }, { NULL, NULL },
};
static const struct cs_report_list cost_lists[] = {
	{ "cases_handled", cs_contribution_list_handled }, { "remedies", cs_contribution_list_remedies },
	{ "compensation", cs_contribution_list_compensation }, { NULL, NULL },
};
static const struct cs_report_list bought_after[] = { { "bought_after", cs_contribution_list_after }, { NULL, NULL } };
static const struct cs_report_section contribution[] = {
	{ "kept", N_("What service kept"), cs_contribution_kept, kept_lists, CS_DETAIL_LOW },
	{ "cost", N_("What it cost"), cs_contribution_cost, cost_lists, CS_DETAIL_LOW },
	{ "after", N_("What came after"), cs_contribution_after, bought_after, CS_DETAIL_LOW },
	{ "points", N_("What points for a return did"), cs_contribution_points, NULL, CS_DETAIL_LOW },
	END,
};

static const struct cs_report_section iso[] = {
	{ "steps", N_("Steps and what shows them"), cs_iso_steps, cs_iso_lists, CS_DETAIL_LOW },
	END,
};

const struct cs_report_plan cs_analysis_plans[] = {
	{ "returns", N_("Returns"), "last-90-days", "by_product", returns, false },
	{ "waiting", N_("Waiting"), "last-365-days", "by_waiting", waiting, false },
	{ "inserts", N_("Cards and gifts in parcels"), "last-365-days", "by_insert", inserts, false },
	{ "causes", N_("Causes of complaints"), "last-30-days", "causes", causes, false },
	{ "sins", N_("The seven sins of service"), "last-30-days", "sins", sins, false },
	{ "mot", N_("Moments of truth"), "last-90-days", "chain", mot, false },
	{ "contribution", N_("What service contributes"), "last-180-days", NULL, contribution, false },
	{ "iso", N_("Coverage of ISO 10002"), "last-90-days", "steps", iso, false },
	{ "agents", N_("The people who answer"), "last-30-days", "agents", agents, false },
	{ "sla", N_("Levels of service"), "last-30-days", "attainment", sla, false },
	{ "trust", N_("Trust after a failure"), "last-365-days", "survival", trust, false },
	{ NULL, NULL, NULL, NULL, NULL, false },
};
