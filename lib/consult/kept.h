/*
 * Were promises kept?  Promises that fell due in a period, by who gave them;
 * one counts as kept when it was kept in time, as broken when it was kept late
 * or was overdue, and not at all while it is not due.
 */
#ifndef CS_KEPT_H
#define CS_KEPT_H

#include "consult/desk.h"
#include "stream/out.h"

/*
 * Prints a row for each agent and one for all, with Wilson's interval; the
 * share of fewer than CS_KEPT_LEAST promises stays empty.  CS_OK or CS_EDB.
 */
#define CS_KEPT_LEAST 10
enum cs_status cs_kept_print(struct cs_desk *desk, cs_day from, cs_day to, struct cs_out *out, struct cs_err *err);

#endif
