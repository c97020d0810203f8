/*
 * The report on what was put into parcels (a card, a candy, a small gift):
 * orders with it against orders without anything, of the same days.
 */
#ifndef CS_REPORT_INSERTS_H
#define CS_REPORT_INSERTS_H

#include "report/report.h"

cs_report_section_fn cs_inserts_effects;
cs_report_list_fn cs_inserts_list;

#endif
