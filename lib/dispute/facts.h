/*
 * What is known of a disputed case.  A fact is known or not; for a fact with
 * words, what is known is the set of words that are still possible, so that
 * "not known" is the full set and a rule asks one question of both.
 */
#ifndef CS_FACTS_H
#define CS_FACTS_H

#include "base/date.h"
#include "base/num.h"

/* What the consumer says, in the order of the contract. */
enum cs_kind {
	CS_KIND_CHANGE_OF_MIND,
	CS_KIND_DEFECT,
	CS_KIND_DIFFERS,
	CS_KIND_WRONG_ITEM,
	CS_KIND_DAMAGED,
	CS_KIND_LATE,
	CS_KIND_NOT_DELIVERED,
	CS_KIND_PRICE_ERROR,
	CS_KIND_UNJUST_CHARGE,
	CS_KIND_COUNT
};

/* In the order in which missing facts are asked for. */
enum cs_fact {
	CS_FACT_BUSINESS_BUYER,
	CS_FACT_WRITTEN,
	CS_FACT_DEFECT_PROVEN,
	CS_FACT_GOODS,
	CS_FACT_STATE,
	CS_FACT_FAULT,
	CS_FACT_VALUE_LOSS,
	CS_FACT_NOTICE17_6,
	CS_FACT_TRIAL,
	CS_FACT_CUSTOM_CONSENT,
	CS_FACT_PREPAID,
	CS_FACT_SHIPPED,
	CS_FACT_PRICE_CONFIRMED,
	CS_FACT_BUYER_KNEW,
	CS_FACT_WORDS, /* facts below this have words */

	CS_FACT_ORDERED_ON = CS_FACT_WORDS,
	CS_FACT_PAID_ON,
	CS_FACT_CONTRACT_DOC_ON,
	CS_FACT_SUPPLIED_ON,
	CS_FACT_ADDRESS_KNOWN_ON,
	CS_FACT_OBSTRUCTION_ENDED_ON,
	CS_FACT_KNOWN_ON,
	CS_FACT_CLAIMED_ON,
	CS_FACT_ARRIVED_ON,
	CS_FACT_RETURNED_ON,
	CS_FACT_REFUNDED_ON,
	CS_FACT_AGREED_SUPPLY_ON,
	CS_FACT_DAYS, /* facts from WORDS to this are days */

	CS_FACT_AMOUNT = CS_FACT_DAYS,
	CS_FACT_PART_USED,
	CS_FACT_LISTED_PRICE,
	CS_FACT_USUAL_PRICE,
	CS_FACT_AMOUNTS, /* facts from DAYS to this are amounts */

	CS_FACT_AGREED_DAYS = CS_FACT_AMOUNTS,
	CS_FACT_COUNT
};

/* Words, as bits of a set. */
enum { CS_YES = 1, CS_NO = 2 };
enum {
	CS_GOODS_GENERAL = 1, CS_GOODS_CONSUMABLE = 2, CS_GOODS_PERISHABLE = 4,
	CS_GOODS_COPYABLE = 8, CS_GOODS_DIGITAL = 16, CS_GOODS_SERVICE = 32, CS_GOODS_CUSTOM = 64
};
enum {
	CS_STATE_SEALED = 1, CS_STATE_OPENED = 2, CS_STATE_USED = 4, CS_STATE_CONSUMED = 8,
	CS_STATE_DAMAGED = 16
};
enum { CS_FAULT_CONSUMER = 1, CS_FAULT_SHOP = 2, CS_FAULT_COURIER = 4, CS_FAULT_UNKNOWN = 8 };

#define CS_AMOUNT_MAX (INT64_C(1) << 53) /* beyond this a spreadsheet loses digits */
#define CS_AGREED_DAYS_MAX 3650

struct cs_facts {
	enum cs_kind kind;
	uint8_t words[CS_FACT_WORDS];
	cs_day days[CS_FACT_DAYS - CS_FACT_WORDS];       /* CS_NO_DAY: not known */
	int64_t amounts[CS_FACT_AMOUNTS - CS_FACT_DAYS]; /* -1: not known */
	int decimals;    /* of every amount */
	int agreed_days; /* 0: none agreed */
};

/* Nothing known but the kind. */
void cs_facts_init(struct cs_facts *facts, enum cs_kind kind);

/* "change_of_mind|defect|..." */
extern const char cs_kind_words[];

/* Name of a fact, its column; and its words, or NULL for days and numbers. */
const char *cs_fact_name(enum cs_fact fact);
const char *cs_fact_words(enum cs_fact fact);
/* The fact of that name, or -1. */
int cs_fact_find(const char *name, size_t len);

/*
 * Takes a value as it stands in a file; an empty one is not known, and so is
 * the word "unknown" for every fact but `fault`, where it means that the
 * cause was looked for and not found.  CS_EINPUT names the fact and what it
 * wants.
 */
enum cs_status cs_facts_set(struct cs_facts *facts, enum cs_fact fact, const char *text,
    size_t len, struct cs_err *err);
enum cs_status cs_kind_parse(const char *text, size_t len, enum cs_kind *kind,
    struct cs_err *err);

bool cs_facts_knows(const struct cs_facts *facts, enum cs_fact fact);
cs_day cs_facts_day(const struct cs_facts *facts, enum cs_fact fact);
int64_t cs_facts_amount(const struct cs_facts *facts, enum cs_fact fact);

/* The value as a file would have it; "" when not known. */
struct cs_str;
void cs_facts_text(const struct cs_facts *facts, enum cs_fact fact, struct cs_str *out);

/* CS_EINPUT when something is said to have happened after `today`. */
enum cs_status cs_facts_check_future(const struct cs_facts *facts, cs_day today, struct cs_err *err);

/*
 * CS_EINPUT when two facts cannot both be true; the message names both.
 * A dispute is about what happened, so the program must not choose.
 */
enum cs_status cs_facts_check(const struct cs_facts *facts, struct cs_err *err);

#endif
