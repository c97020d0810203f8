/*
 * From facts to verdict.  The rules of rules.tsv are read from the top; the
 * first whose conditions all hold decides.  A condition on something unknown
 * may hold or not, so the engine follows both ways: where every way ends in
 * the same answer the unknown does not matter, and where not, the facts that
 * make the difference are named.
 *
 * No store, no clock, no input or output.  What is printed is information,
 * not legal advice.
 */
#ifndef CS_JUDGE_H
#define CS_JUDGE_H

#include "dispute/finding.h"
#include "dispute/interest.h"

struct cs_court {
	const struct cs_law *law;
	const struct cs_calendar *calendar;
	cs_day as_of;
	bool strict; /* presume nothing, not even that the buyer is a consumer */
	struct cs_interest_rules interest;
};

struct cs_verdict {
	enum cs_answer answer;
	/* The rule that decides; for CS_NEED_FACT the first that cannot be told. */
	const struct cs_rule *rule;
	enum cs_party return_cost; /* NONE where nothing is sent back or it is not known */
	uint64_t missing;          /* facts that would change the answer, or, under a sure
	                              answer, who pays the return: bits of enum cs_fact */
	cs_day deadline;           /* last day of the right; CS_NO_DAY where not known */
	cs_day refund_due;
	cs_day refund_from;        /* the fact that its period runs from; CS_NO_DAY like refund_due */
	enum cs_period_id refund_period;
	cs_day open_from, open_due; /* the same of a refund that an open answer may turn out to owe */
	int days_late;             /* of the refund; -1 where there is no due day */
	int64_t sum;               /* to pay back, in the facts' unit; -1 where not known */
	int64_t interest;          /* -1 where there is none to tell */
	int decimals;              /* of the interest */
	int item;                  /* of Art. 17(1), for the "#" in a rule's basis */
};

/*
 * CS_OK; CS_EINPUT when facts contradict each other, or a day that matters
 * lies outside the calendar.
 */
enum cs_status cs_judge(const struct cs_court *court, const struct cs_facts *facts,
    struct cs_verdict *verdict, struct cs_err *err);

/* One step on the way: a rule's question, and what the facts say to it. */
struct cs_step {
	const struct cs_rule *rule;
	enum { CS_STEP_NO, CS_STEP_YES, CS_STEP_OPEN } answer;
};

/*
 * The steps in order, up to the rule that surely holds; at most `max`.
 * Returns how many there are.
 */
size_t cs_judge_steps(const struct cs_court *court, const struct cs_facts *facts,
    struct cs_step *steps, size_t max);

/* "ECA 17(1)1; ECA 18(9)": the rule's basis with its item filled in. */
struct cs_str;
void cs_verdict_basis(const struct cs_rule *rule, int item, struct cs_str *out);

/* "state=used; value_loss=": what a rule asks for, and what is known of it. */
void cs_step_facts(const struct cs_rule *rule, const struct cs_findings *findings,
    struct cs_str *out);

#endif
