/*
 * From facts to findings: what the rules ask for that depends on several
 * days at once.  A day that is not known still lies somewhere, so each day
 * here is a span, and "in time" is certain, excluded or open.
 */
#ifndef CS_FINDING_H
#define CS_FINDING_H

#include "dispute/law.h"

/* Both ends included; one day where the day is known. */
struct cs_span {
	cs_day lo, hi;
};

#define CS_PAST (-10000000)  /* before every day */
#define CS_FUTURE 10000000   /* behind every day */

struct cs_findings {
	uint8_t words[CS_ASKED_COUNT];  /* still possible words of each question */
	uint64_t needs[CS_ASKED_COUNT]; /* facts that could settle it, bits of enum cs_fact */
	struct cs_span claim;           /* when the notice takes effect, Art. 17(4) */
	cs_day end_17_1, end_17_3;      /* last days; CS_NO_DAY where they are not known */
	cs_day law_day;                 /* whose law applies */
	cs_day outside;                 /* a needed day that the calendar lacks, or CS_NO_DAY */
	int item;                       /* of Art. 17(1): 1, 2 or 3 */
	bool not_received;              /* nothing ever arrived */
	bool presumed_consumer;
};

/*
 * `strict`: a buyer is not taken for a consumer when nothing is said; else
 * that is presumed, since whoever relies on Art. 3(1) has to say so.
 * `today` stands for the law's day where the case has no date at all.
 */
void cs_findings_make(struct cs_findings *f, const struct cs_facts *facts,
    const struct cs_law *law, const struct cs_calendar *cal, bool strict, cs_day today);

/* The last day of a period, with `outside` set where the calendar ends. */
cs_day cs_findings_end(struct cs_findings *f, const struct cs_law *law,
    const struct cs_calendar *cal, cs_day from, enum cs_period_id id);

#endif
