/* The sections of the daily, weekly and monthly report, in their order. */
#ifndef CS_DIGEST_H
#define CS_DIGEST_H

#include "report/report.h"

extern const struct cs_report_section cs_digest_daily[], cs_digest_weekly[], cs_digest_monthly[];

#endif
