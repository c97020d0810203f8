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
	struct cs_watch watch; /* every open case, once somebody asked */
	bool watched;
};

/* Not to be moved afterwards. CS_OK, CS_EINPUT for a file of rules, CS_EDB. */
enum cs_status cs_helpdesk_open(struct cs_helpdesk *help, const struct cs_report *report, struct cs_err *err);
void cs_helpdesk_close(struct cs_helpdesk *help);

/*
 * The one that all sections of a report share, opened by the first; and the
 * open cases, read once.  Both are the report's.
 */
enum cs_status cs_report_open_help(struct cs_report *report, struct cs_helpdesk **help, struct cs_err *err);
void cs_report_close_help(struct cs_report *report);
enum cs_status cs_helpdesk_watch(struct cs_helpdesk *help, struct cs_watch **watch, struct cs_err *err);

/* Whether the shop keeps consultations at all: without any, none of its figures is known. */
bool cs_helpdesk_is_kept(const struct cs_report *report);

/* The sentence of a section that has nothing to go by. */
void cs_helpdesk_say_none(struct cs_report *report);

/*
 * Calls `each` with every case opened on these days, measured; merged ones,
 * spam and what came from the shop's own people are left out.
 */
typedef enum cs_status cs_helpdesk_each_fn(void *self, const struct cs_desk_case *c, const struct cs_measure *measure,
    struct cs_err *err);
enum cs_status cs_helpdesk_each(struct cs_helpdesk *help, cs_day from, cs_day to, cs_helpdesk_each_fn *each, void *self,
    struct cs_err *err);

#endif
