/*
 * What has to be done now: each thing with its id, how long it has waited and
 * one verb, the most urgent first.
 */
#ifndef CS_DUTY_H
#define CS_DUTY_H

#include "report/report.h"

/*
 * In the order of their urgency: what the law or a customer's anger makes
 * worse with every day comes before what was only promised.
 */
enum cs_duty_kind {
	CS_DUTY_DEADLINE_OVERDUE, /* a legal deadline has passed */
	CS_DUTY_REFUND_OVERDUE,
	CS_DUTY_ANGRY,            /* a customer at stage 4 or 5 */
	CS_DUTY_PROMISE_OVERDUE,
	CS_DUTY_CASE_OVERDUE,     /* an answer or a solution */
	CS_DUTY_DEADLINE,         /* ends within CS_DUTY_DAYS days */
	CS_DUTY_REFUND,
	CS_DUTY_PROMISE,          /* falls due today */
	CS_DUTY_KINDS
};

#define CS_DUTY_DAYS 3

struct cs_duty {
	enum cs_duty_kind kind;
	const char *id, *order_no, *agent, *why; /* "" where there is none; the document's */
	cs_time since, due;                      /* CS_NO_TIME: not known, none */
};

struct cs_duties {
	struct cs_duty *items; /* owned, the texts are the document's; sorted by cs_duties_read() */
	size_t count, cap;
	bool kept;             /* the shop keeps consultations */
	int64_t open;          /* those that are not over */
};

/* Everything, sorted.  CS_OK, or what went wrong. */
enum cs_status cs_duties_read(struct cs_duties *duties, struct cs_report *report, struct cs_err *err);
void cs_duties_release(struct cs_duties *duties);

cs_report_section_fn cs_report_act_now;
extern const struct cs_report_list cs_report_act_now_lists[];

#endif
