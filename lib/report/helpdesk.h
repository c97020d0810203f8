/*
 * The ledger of consultations as a report needs it: the shop's own rules for
 * hours, causes, levels of service and weights, and the cases of a span,
 * measured by them.
 */
#ifndef CS_HELPDESK_H
#define CS_HELPDESK_H

#include "consult/watch.h"
#include "report/report.h"

struct cs_helpdesk {
	struct cs_house house;
	struct cs_desk desk;
	bool bodies; /* cs_helpdesk_each() reads what was said, too */
};

/* Not to be moved afterwards. CS_OK, CS_EINPUT for a file of rules, CS_EDB. */
enum cs_status cs_helpdesk_open(struct cs_helpdesk *help, const struct cs_report *report, struct cs_err *err);
void cs_helpdesk_close(struct cs_helpdesk *help);

/*
 * Calls `each` with every case opened on these days, measured; merged ones,
 * spam and what came from the shop's own people are left out.
 */
typedef enum cs_status cs_helpdesk_each_fn(void *self, const struct cs_desk_case *c, const struct cs_measure *measure,
    struct cs_err *err);
enum cs_status cs_helpdesk_each(struct cs_helpdesk *help, cs_day from, cs_day to, cs_helpdesk_each_fn *each, void *self,
    struct cs_err *err);

#endif
