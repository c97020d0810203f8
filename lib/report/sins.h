/*
 * The seven sins of service (Albrecht: apathy, brush-off, coldness,
 * condescension, robotism, rule book, runaround) as signs that a ledger can
 * show.  The signs are this toolkit's own definition; casebook.c marks them.
 */
#ifndef CS_REPORT_SINS_H
#define CS_REPORT_SINS_H

#include "report/report.h"

cs_report_section_fn cs_sins_table;
extern const struct cs_report_list cs_sins_lists[];

#endif
