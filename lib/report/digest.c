#include "report/digest.h"

#include "report/change.h"
#include "report/duty.h"
#include "report/loyalty.h"
#include "report/money.h"
#include "report/leading.h"
#include "report/people.h"
#include "report/quality.h"
#include "report/service.h"
#include "report/signals.h"
#include "report/trend.h"

#define ACT_NOW { "act_now", N_("To be done now"), cs_report_act_now, cs_report_act_now_lists, CS_DETAIL_LOW }
#define CHANGE { "change", N_("What changed"), cs_report_change, cs_report_change_lists, CS_DETAIL_LOW }
#define SERVICE { "service_level", N_("Level of service"), cs_report_service, cs_report_service_lists, CS_DETAIL_LOW }
#define CAUSES { "causes", N_("What complaints are about"), cs_report_causes, cs_report_causes_lists, CS_DETAIL_LOW }
#define SIGNALS { "signals", N_("New signals"), cs_report_signals, cs_report_signals_lists, CS_DETAIL_LOW }
#define PRODUCTS { "products", N_("What is sent back"), cs_report_products, NULL, CS_DETAIL_LOW }
#define MONEY { "money", N_("Money"), cs_report_money, cs_report_money_lists, CS_DETAIL_LOW }
#define PEOPLE { "people", N_("Those who answer"), cs_report_people, cs_report_people_lists, CS_DETAIL_LOW }
#define LOYALTY { "repurchase", N_("Who comes back"), cs_report_loyalty, cs_report_loyalty_lists, CS_DETAIL_LOW }
#define QUALITY { "quality", N_("Data quality"), cs_report_quality, cs_report_quality_lists, CS_DETAIL_LOW }
#define TREND { "trend", N_("The year"), cs_report_trend, NULL, CS_DETAIL_LOW }
#define END { NULL, NULL, NULL, NULL, CS_DETAIL_LOW }

const struct cs_report_section cs_digest_daily[] = {
	ACT_NOW, CHANGE, SERVICE, CAUSES, SIGNALS, MONEY, PEOPLE, QUALITY, END,
};
const struct cs_report_section cs_digest_weekly[] = {
	ACT_NOW, CHANGE, SERVICE, CAUSES, SIGNALS, PRODUCTS, MONEY, PEOPLE, LOYALTY, QUALITY, END,
};
const struct cs_report_section cs_digest_monthly[] = {
	ACT_NOW, CHANGE, SERVICE, CAUSES, SIGNALS, PRODUCTS, MONEY, PEOPLE, LOYALTY, TREND, QUALITY, END,
};
