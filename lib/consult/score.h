/*
 * Sums that anybody can add up again: the stage of a customer's stress, 1 to
 * 5, the urgency of a case, and the strain of an agent's week.  They are this
 * toolkit's own definitions, and no measures that science knows.  Their weights stand in a
 * table (scores.tsv), and a shop puts its own over them:
 *
 *	score    stress, urgency or strain
 *	term     a name of the built-in table; or tier.NAME for a customer's grade
 *	weight   a number such as 2, -1 or 0.5; 0 leaves the term out
 *
 * Numbers are thousandths, so that sums are exact.
 */
#ifndef CS_SCORE_H
#define CS_SCORE_H

#include "consult/event.h"

#define CS_SCORE_ONE 1000
#define CS_STAGES 5

enum cs_score_term {
	CS_STRESS_PROMISE_BROKEN,
	CS_STRESS_SECOND_CONTACT,
	CS_STRESS_FIRST_RESPONSE_LATE,
	CS_STRESS_COMPLAINT,
	CS_STRESS_REOPENED,
	CS_STRESS_THIRD_TIME,
	CS_STRESS_EMOTION,
	CS_STRESS_ABUSE,
	CS_STRESS_THREAT,
	CS_STRESS_CONFIRMED,
	CS_URGENCY_DUE,
	CS_URGENCY_OVERDUE,
	CS_URGENCY_STAGE,
	CS_URGENCY_SEVERITY,
	CS_URGENCY_PROMISE,
	CS_URGENCY_DISPUTE,
	CS_URGENCY_WAITING,
	CS_URGENCY_REOPENED,
	CS_URGENCY_UNASSIGNED,
	CS_URGENCY_AGE,
	CS_URGENCY_PAUSED,
	CS_STRAIN_ABUSIVE,
	CS_STRAIN_HARD,
	CS_STRAIN_EMOTION,
	CS_STRAIN_LONG_RUN,
	CS_STRAIN_NO_PAUSE,
	CS_SCORE_TERMS
};

struct cs_tier_weight {
	char *tier; /* owned */
	int64_t weight;
};

struct cs_weights {
	int64_t terms[CS_SCORE_TERMS];
	int64_t stages[CS_STAGES - 1];    /* points from which stage 2, 3, 4, 5 is reached */
	int64_t due_window, age_days;     /* open hours and days, in thousandths */
	int64_t strained;                 /* points from which an agent's week is */
	struct cs_tier_weight *tiers;     /* owned */
	size_t tier_count, tier_cap;
};

/* The built-in weights, and over them the file where `path` is not NULL.  CS_OK, CS_EINPUT, CS_EIO. */
enum cs_status cs_weights_open(struct cs_weights *weights, const char *path, struct cs_err *err);
void cs_weights_release(struct cs_weights *weights);

/* What the sums are made of. */
struct cs_score_facts {
	enum cs_contact_kind kind;
	enum cs_contact_severity severity;
	int flags;                /* bits 1 << enum cs_contact_flag */
	bool confirmed;           /* said after the last question */
	bool promise_broken;      /* late, or overdue */
	bool first_response_late;
	int64_t order_contacts;   /* of this order, with this case */
	int64_t cause_contacts;   /* of this customer and cause, with this case */
	int reopened;
	bool has_due;
	int64_t due_left;         /* open seconds until it is due; below 0: overdue */
	bool overdue;
	bool promise_overdue, promise_today;
	bool has_dispute, is_waiting, is_unassigned, is_paused;
	int64_t age;              /* seconds since the opening */
	const char *tier;         /* the customer's grade; "" */
};

struct cs_score_part {
	const char *name;         /* borrowed from the table or the weights */
	int64_t value, weight;    /* their product is a summand */
};

#define CS_SCORE_PARTS (CS_SCORE_TERMS + 1)

struct cs_score {
	struct cs_score_part parts[CS_SCORE_PARTS]; /* those with a value above 0 */
	size_t count;
	int64_t sum;
};

/* The points, and in *stage 1 to 5: who asks is at stage 1 at least. */
struct cs_score cs_score_stress(const struct cs_weights *weights, const struct cs_score_facts *facts, int *stage);

struct cs_score cs_score_urgency(const struct cs_weights *weights, const struct cs_score_facts *facts, int stage);

/* What one agent met in one week. */
struct cs_strain_facts {
	int64_t contacts;                  /* cases that the agent worked on */
	int64_t abusive, hard, emotion;    /* of them flagged so */
	int64_t run;                       /* seconds of the longest stretch without half an hour's pause */
	int64_t no_pause;                  /* hard or abusive calls with another case within ten minutes */
};

struct cs_score cs_score_strain(const struct cs_weights *weights, const struct cs_strain_facts *facts);

/* One summand. */
int64_t cs_score_product(const struct cs_score_part *part);

#endif
