/*
 * Lines of orders that were sold, and whether they came back: what every rate
 * of returns by line is made of.  A line came back when its status says so or
 * a return or exchange took it back, in whole or in part; cancelled lines
 * were never sold.
 */
#ifndef CS_SOLD_H
#define CS_SOLD_H

#include "report/report.h"

#define CS_YOUNG_DAYS 14 /* most returns are asked for in the two weeks after the order */

/* Lines of one product (0: not known) ordered on one day: so many more, and of them so many that came back. */
typedef void cs_sold_fn(void *self, int64_t product, cs_day day, int64_t lines, int64_t returned);

/* Tells them bit by bit, in no order, for orders of these days.  CS_OK or CS_EDB. */
enum cs_status cs_sold_each(struct cs_report *report, cs_day from, cs_day to, cs_sold_fn *take, void *self, struct cs_err *err);

#endif
