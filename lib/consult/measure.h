/*
 * What a case comes to under the shop's rules at a moment: its policy, its
 * clocks, what it kept and missed, its stage of stress and its urgency.
 */
#ifndef CS_MEASURE_H
#define CS_MEASURE_H

#include "consult/desk.h"
#include "consult/house.h"

#define CS_TIER_MAX 64

/* What stands around a case in the store. */
struct cs_context {
	int64_t order_contacts; /* consultations about its order, with itself; 0: it has none */
	int64_t cause_contacts; /* of its customer with its cause */
	bool has_dispute;       /* one about its order is not over */
	char tier[CS_TIER_MAX]; /* the customer's grade; "" */
};

/* Init with { 0 }; taking again reuses the memory. */
struct cs_measure {
	const struct cs_sla_row *policy; /* NULL: none */
	struct cs_clocks clocks;
	struct cs_sla_verdict sla[CS_SLA_CLOCKS];
	int first_due;                   /* enum cs_sla_clock, or -1 */
	cs_time due;                     /* of that clock; CS_NO_TIME: none */
	bool overdue;
	struct cs_score_facts facts;
	struct cs_score stress, urgency;
	int stage;
};

/*
 * Reads what is known around a case, and works out what follows: the context
 * must outlive the measure.  CS_OK or CS_EDB.
 */
enum cs_status cs_measure_case(struct cs_measure *measure, struct cs_context *context, const struct cs_house *house,
    struct cs_desk *desk, const struct cs_desk_case *c, struct cs_err *err);

void cs_measure_release(struct cs_measure *measure);

#endif
