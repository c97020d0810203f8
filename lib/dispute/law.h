/*
 * The law as data: rules, periods and rates, each with the days on which it
 * is in force and its article, read from rules.tsv, periods.tsv and
 * rates.tsv.  What judges by it is judge.h.
 */
#ifndef CS_LAW_H
#define CS_LAW_H

#include "base/calendar.h"
#include "dispute/facts.h"

enum cs_answer { CS_ACCEPT, CS_REFUSE, CS_WEIGH, CS_NEED_FACT };

/*
 * What rules ask beyond single facts.  Each is worked out of several facts
 * (finding.h) and then is a set of possible words like any other.
 */
enum cs_finding {
	CS_FINDING_WITHIN_17_1 = CS_FACT_WORDS, /* yes no: withdrawal in time */
	CS_FINDING_WITHIN_17_3,  /* yes no: both limits for goods that differ are kept */
	CS_FINDING_SUPPLY,       /* on_time late unclear: against the day of supply */
	CS_FINDING_DELIVERED,    /* yes no: when the consumer claimed */
	CS_FINDING_MEASURE,      /* yes no: the para. 6 measure for goods */
	CS_FINDING_BEGUN,        /* yes no: service or digital content */
	CS_FINDING_RETURNED,     /* yes no: the goods came back to the shop */
	CS_FINDING_PARTS,        /* yes no: a claim under Art. 18(8) */
	CS_FINDING_UNDERPRICED,  /* yes no: shown below the usual price */
	CS_ASKED_COUNT           /* facts with words, then findings */
};

enum { CS_SUPPLY_ON_TIME = 1, CS_SUPPLY_LATE = 2, CS_SUPPLY_UNCLEAR = 4 };

/* From which day the refund's three business days run (Art. 18(2), 15(2)). */
enum cs_refund_from { CS_REFUND_NONE, CS_REFUND_RETURN, CS_REFUND_WITHDRAWAL, CS_REFUND_PAYMENT };
/* Which period's last day a rule looks at. */
enum cs_clock { CS_CLOCK_NONE, CS_CLOCK_17_1, CS_CLOCK_17_3 };
enum cs_party { CS_PARTY_NONE, CS_PARTY_CONSUMER, CS_PARTY_SHOP, CS_PARTY_SHARED };

#define CS_CONDITIONS_MAX 6

struct cs_condition {
	uint8_t asked; /* enum cs_fact or enum cs_finding */
	uint8_t words; /* holds when the word is one of these */
};

/* Texts are borrowed from the built-in tables and live as long as the process. */
struct cs_rule {
	const char *id, *when, *right, *remedy, *basis, *question, *why;
	cs_day from, until; /* in force on both days; CS_NO_DAY is open */
	struct cs_condition conditions[CS_CONDITIONS_MAX];
	size_t condition_count;
	unsigned kinds;     /* bits of enum cs_kind */
	enum cs_answer answer;
	enum cs_party return_cost, burden;
	enum cs_clock clock;
	enum cs_refund_from refund;
};

struct cs_period {
	const char *name, *basis, *meaning;
	cs_day from, until;
	int count;
	enum cs_unit unit;
};

/* The periods that judging needs, by their names in periods.tsv. */
enum cs_period_id {
	CS_PERIOD_WITHDRAWAL,
	CS_PERIOD_ADDRESS,
	CS_PERIOD_OBSTRUCTION,
	CS_PERIOD_DIFFERENCE_SUPPLY,
	CS_PERIOD_DIFFERENCE_KNOWN,
	CS_PERIOD_REFUND,
	CS_PERIOD_SUPPLY,
	CS_PERIOD_SUPPLY_PREPAID,
	CS_PERIOD_CANNOT_SUPPLY,
	CS_PERIOD_COUNT
};

struct cs_rate {
	cs_day from, until;
	int64_t basis_points; /* a year */
	const char *basis;
};

struct cs_law {
	struct cs_rule *rules; /* owned, as are the texts below */
	size_t rule_count;
	struct cs_period *periods;
	size_t period_count;
	size_t period_at[CS_PERIOD_COUNT]; /* first version of each */
	struct cs_rate *rates;
	size_t rate_count;
	const struct cs_rule **by_kind[CS_KIND_COUNT]; /* rules in order; NULL ends */
	char **texts;
	size_t text_count;
	size_t text_cap;
};

void cs_law_open(struct cs_law *law);
void cs_law_close(struct cs_law *law);

/* True when a thing in force from `from` until `until` is in force on `day`. */
bool cs_in_force(cs_day from, cs_day until, cs_day day);

/* The period in force on `day`, or NULL where there was none yet. */
const struct cs_period *cs_law_period_at(const struct cs_law *law, enum cs_period_id id, cs_day day);
const struct cs_period *cs_law_period(const struct cs_law *law, const char *name, cs_day day);

/* Names of facts and findings, and their words, for rules and steps. */
const char *cs_asked_name(unsigned asked);
const char *cs_asked_words(unsigned asked);

/* "accept", ...; "consumer", ...; "" for none. */
const char *cs_answer_word(enum cs_answer answer);
const char *cs_party_word(enum cs_party party);

#endif
