#include "dispute/facts.h"

#include <string.h>

#include "base/str.h"
#include "base/tabbed.h"

static const char yes_no[] = "yes|no";

const char cs_kind_words[] = "change_of_mind|defect|differs|wrong_item|damaged|late|"
    "not_delivered|price_error|unjust_charge";

/* Every word fact has at most seven words: a set of them fits a byte. */
static const struct {
	const char *name;
	const char *words;
} facts_table[CS_FACT_COUNT] = {
	[CS_FACT_BUSINESS_BUYER] = { "business_buyer", yes_no },
	[CS_FACT_WRITTEN] = { "written", yes_no },
	[CS_FACT_DEFECT_PROVEN] = { "defect_proven", yes_no },
	[CS_FACT_GOODS] = { "goods", "general|consumable|perishable|copyable|digital|service|custom" },
	[CS_FACT_STATE] = { "state", "sealed|opened|used|consumed|damaged" },
	[CS_FACT_FAULT] = { "fault", "consumer|shop|courier|unknown" },
	[CS_FACT_VALUE_LOSS] = { "value_loss", "none|some|marked" },
	[CS_FACT_NOTICE17_6] = { "notice17_6", yes_no },
	[CS_FACT_TRIAL] = { "trial", yes_no },
	[CS_FACT_CUSTOM_CONSENT] = { "custom_consent", yes_no },
	[CS_FACT_PREPAID] = { "prepaid", yes_no },
	[CS_FACT_SHIPPED] = { "shipped", yes_no },
	[CS_FACT_PRICE_CONFIRMED] = { "price_confirmed", yes_no },
	[CS_FACT_BUYER_KNEW] = { "buyer_knew", yes_no },
	[CS_FACT_ORDERED_ON] = { "ordered_on", NULL },
	[CS_FACT_PAID_ON] = { "paid_on", NULL },
	[CS_FACT_CONTRACT_DOC_ON] = { "contract_doc_on", NULL },
	[CS_FACT_SUPPLIED_ON] = { "supplied_on", NULL },
	[CS_FACT_ADDRESS_KNOWN_ON] = { "address_known_on", NULL },
	[CS_FACT_OBSTRUCTION_ENDED_ON] = { "obstruction_ended_on", NULL },
	[CS_FACT_KNOWN_ON] = { "known_on", NULL },
	[CS_FACT_CLAIMED_ON] = { "claimed_on", NULL },
	[CS_FACT_ARRIVED_ON] = { "arrived_on", NULL },
	[CS_FACT_RETURNED_ON] = { "returned_on", NULL },
	[CS_FACT_REFUNDED_ON] = { "refunded_on", NULL },
	[CS_FACT_AGREED_SUPPLY_ON] = { "agreed_supply_on", NULL },
	[CS_FACT_AMOUNT] = { "amount", NULL },
	[CS_FACT_PART_USED] = { "part_used", NULL },
	[CS_FACT_LISTED_PRICE] = { "listed_price", NULL },
	[CS_FACT_USUAL_PRICE] = { "usual_price", NULL },
	[CS_FACT_AGREED_DAYS] = { "agreed_days", NULL },
};

static uint8_t
all_words(enum cs_fact fact)
{
	unsigned count = 1;

	for (const char *p = facts_table[fact].words; *p; p++)
		count += *p == '|';
	return (uint8_t)((1u << count) - 1);
}

void
cs_facts_init(struct cs_facts *facts, enum cs_kind kind)
{
	static struct cs_facts empty;
	static bool made;

	if (!made) {
		for (int i = 0; i < CS_FACT_WORDS; i++)
			empty.words[i] = all_words((enum cs_fact)i);
		for (size_t i = 0; i < CS_COUNT(empty.days); i++)
			empty.days[i] = CS_NO_DAY;
		for (size_t i = 0; i < CS_COUNT(empty.amounts); i++)
			empty.amounts[i] = -1;
		made = true;
	}
	*facts = empty;
	facts->kind = kind;
}

const char *
cs_fact_name(enum cs_fact fact)
{
	return facts_table[fact].name;
}

const char *
cs_fact_words(enum cs_fact fact)
{
	return facts_table[fact].words;
}

int
cs_fact_find(const char *name, size_t len)
{
	for (int i = 0; i < CS_FACT_COUNT; i++) {
		if (cs_cell_is(name, len, facts_table[i].name))
			return i;
	}
	return -1;
}

static enum cs_status
set_words(struct cs_facts *facts, enum cs_fact fact, const char *text, size_t len,
    struct cs_err *err)
{
	int word = cs_cell_find(facts_table[fact].words, text, len);

	if (word < 0)
		return cs_err_set(err, CS_EINPUT, _("%s: unknown word \"%.*s\"; one of: %s"),
		    facts_table[fact].name, (int)len, text, facts_table[fact].words);
	facts->words[fact] = (uint8_t)(1u << word);
	return CS_OK;
}

static enum cs_status
set_day(struct cs_facts *facts, enum cs_fact fact, const char *text, size_t len,
    struct cs_err *err)
{
	cs_time time;

	/* A time of day is accepted and does not matter: periods count days. */
	if (!cs_time_parse(text, len, &time))
		return cs_err_set(err, CS_EINPUT, _("%s: no such date: \"%.*s\""),
		    facts_table[fact].name, (int)len, text);
	facts->days[fact - CS_FACT_WORDS] = cs_day_of_time(time);
	return CS_OK;
}

/* Brings the amounts that were taken before to the finer unit. */
static bool
rescale(struct cs_facts *facts, int decimals)
{
	for (size_t i = 0; i < CS_COUNT(facts->amounts); i++) {
		struct cs_amount old = { facts->amounts[i], facts->decimals };

		if (old.value > 0 && !cs_amount_scale(old, decimals, &facts->amounts[i]))
			return false;
	}
	facts->decimals = decimals;
	return true;
}

static enum cs_status
set_amount(struct cs_facts *facts, enum cs_fact fact, const char *text, size_t len,
    struct cs_err *err)
{
	int64_t *value = &facts->amounts[fact - CS_FACT_DAYS];
	struct cs_amount amount;

	if (!cs_amount_parse(text, len, &amount) || amount.value < 0 ||
	    (amount.decimals > facts->decimals && !rescale(facts, amount.decimals)) ||
	    !cs_amount_scale(amount, facts->decimals, value) || *value > CS_AMOUNT_MAX)
		return cs_err_set(err, CS_EINPUT,
		    _("%s: not an amount from 0 to 2^53: \"%.*s\""), facts_table[fact].name,
		    (int)len, text);
	return CS_OK;
}

static enum cs_status
set_count(struct cs_facts *facts, const char *text, size_t len, struct cs_err *err)
{
	int64_t days;

	if (!cs_int_parse(text, len, &days) || days < 0 || days > CS_AGREED_DAYS_MAX)
		return cs_err_set(err, CS_EINPUT, _("%s: not a number of days from 0 to %d: \"%.*s\""),
		    "agreed_days", CS_AGREED_DAYS_MAX, (int)len, text);
	facts->agreed_days = (int)days;
	return CS_OK;
}

/* Back to not known: what was told may turn out to have been wrong. */
static void
forget(struct cs_facts *facts, enum cs_fact fact)
{
	if (fact < CS_FACT_WORDS)
		facts->words[fact] = all_words(fact);
	else if (fact < CS_FACT_DAYS)
		facts->days[fact - CS_FACT_WORDS] = CS_NO_DAY;
	else if (fact < CS_FACT_AMOUNTS)
		facts->amounts[fact - CS_FACT_DAYS] = -1;
	else
		facts->agreed_days = 0;
}

enum cs_status
cs_facts_set(struct cs_facts *facts, enum cs_fact fact, const char *text, size_t len,
    struct cs_err *err)
{
	if (len == 0)
		return CS_OK;
	if (cs_cell_is(text, len, "unknown") && fact != CS_FACT_FAULT) {
		forget(facts, fact);
		return CS_OK;
	}
	if (fact < CS_FACT_WORDS)
		return set_words(facts, fact, text, len, err);
	if (fact < CS_FACT_DAYS)
		return set_day(facts, fact, text, len, err);
	if (fact < CS_FACT_AMOUNTS)
		return set_amount(facts, fact, text, len, err);
	return set_count(facts, text, len, err);
}

enum cs_status
cs_kind_parse(const char *text, size_t len, enum cs_kind *kind, struct cs_err *err)
{
	int word = cs_cell_find(cs_kind_words, text, len);

	if (word < 0)
		return cs_err_set(err, CS_EINPUT, _("%s: unknown word \"%.*s\"; one of: %s"), "kind",
		    (int)len, text, cs_kind_words);
	*kind = (enum cs_kind)word;
	return CS_OK;
}

bool
cs_facts_knows(const struct cs_facts *facts, enum cs_fact fact)
{
	if (fact < CS_FACT_WORDS)
		return (facts->words[fact] & (facts->words[fact] - 1)) == 0;
	if (fact < CS_FACT_DAYS)
		return facts->days[fact - CS_FACT_WORDS] != CS_NO_DAY;
	if (fact < CS_FACT_AMOUNTS)
		return facts->amounts[fact - CS_FACT_DAYS] >= 0;
	return facts->agreed_days > 0;
}

cs_day
cs_facts_day(const struct cs_facts *facts, enum cs_fact fact)
{
	return facts->days[fact - CS_FACT_WORDS];
}

int64_t
cs_facts_amount(const struct cs_facts *facts, enum cs_fact fact)
{
	return facts->amounts[fact - CS_FACT_DAYS];
}

static void
add_word(const char *words, unsigned set, struct cs_str *out)
{
	size_t left = strlen(words), len;
	const char *word;

	for (unsigned bit = 1; cs_cell_part(&words, &left, '|', &word, &len); bit <<= 1) {
		if (set == bit)
			cs_str_add_n(out, word, len);
	}
}

void
cs_facts_text(const struct cs_facts *facts, enum cs_fact fact, struct cs_str *out)
{
	char day[CS_DAY_TEXT], money[CS_MONEY_TEXT];

	if (!cs_facts_knows(facts, fact))
		return;
	if (fact < CS_FACT_WORDS)
		add_word(facts_table[fact].words, facts->words[fact], out);
	else if (fact < CS_FACT_DAYS)
		cs_str_add(out, cs_day_format(day, cs_facts_day(facts, fact)));
	else if (fact < CS_FACT_AMOUNTS)
		cs_str_add(out, cs_money_format(money, cs_facts_amount(facts, fact),
		    facts->decimals, facts->decimals));
	else
		cs_str_add_format(out, "%d", facts->agreed_days);
}

/* The first may not lie behind the second. */
static const struct {
	enum cs_fact first, second;
	bool difference; /* only where the consumer says that the goods differ */
} orders[] = {
	{ CS_FACT_ORDERED_ON, CS_FACT_PAID_ON, false },
	{ CS_FACT_ORDERED_ON, CS_FACT_SUPPLIED_ON, false },
	{ CS_FACT_ORDERED_ON, CS_FACT_CLAIMED_ON, false },
	{ CS_FACT_ORDERED_ON, CS_FACT_ARRIVED_ON, false },
	{ CS_FACT_ORDERED_ON, CS_FACT_RETURNED_ON, false },
	{ CS_FACT_ORDERED_ON, CS_FACT_REFUNDED_ON, false },
	{ CS_FACT_ORDERED_ON, CS_FACT_AGREED_SUPPLY_ON, false },
	{ CS_FACT_PAID_ON, CS_FACT_REFUNDED_ON, false },
	{ CS_FACT_CLAIMED_ON, CS_FACT_ARRIVED_ON, false },
	{ CS_FACT_SUPPLIED_ON, CS_FACT_RETURNED_ON, false },
	{ CS_FACT_RETURNED_ON, CS_FACT_REFUNDED_ON, false },
	{ CS_FACT_ORDERED_ON, CS_FACT_KNOWN_ON, true },
	{ CS_FACT_SUPPLIED_ON, CS_FACT_KNOWN_ON, true },
	{ CS_FACT_KNOWN_ON, CS_FACT_CLAIMED_ON, true },
	{ CS_FACT_KNOWN_ON, CS_FACT_ARRIVED_ON, true },
};

static bool
is_difference(enum cs_kind kind)
{
	return kind >= CS_KIND_DEFECT && kind <= CS_KIND_DAMAGED;
}

static enum cs_status
contradiction(enum cs_fact a, enum cs_fact b, struct cs_err *err)
{
	return cs_err_set(err, CS_EINPUT, _("%s and %s contradict each other"),
	    facts_table[a].name, facts_table[b].name);
}

static enum cs_status
check_days(const struct cs_facts *facts, struct cs_err *err)
{
	char a[CS_DAY_TEXT], b[CS_DAY_TEXT];

	for (size_t i = 0; i < CS_COUNT(orders); i++) {
		cs_day first = cs_facts_day(facts, orders[i].first);
		cs_day second = cs_facts_day(facts, orders[i].second);

		if (first == CS_NO_DAY || second == CS_NO_DAY || first <= second ||
		    (orders[i].difference && !is_difference(facts->kind)))
			continue;
		return cs_err_set(err, CS_EINPUT, _("%s %s is before %s %s"),
		    facts_table[orders[i].second].name, cs_day_format(b, second),
		    facts_table[orders[i].first].name, cs_day_format(a, first));
	}
	return CS_OK;
}

static enum cs_status
check_payment(const struct cs_facts *facts, struct cs_err *err)
{
	cs_day paid = cs_facts_day(facts, CS_FACT_PAID_ON);
	cs_day supplied = cs_facts_day(facts, CS_FACT_SUPPLIED_ON);
	uint8_t prepaid = facts->words[CS_FACT_PREPAID];

	/* On the same day either may have come first. */
	if (paid == CS_NO_DAY || supplied == CS_NO_DAY || paid == supplied)
		return CS_OK;
	return prepaid == (paid < supplied ? CS_NO : CS_YES) ?
	    contradiction(CS_FACT_PREPAID, CS_FACT_PAID_ON, err) : CS_OK;
}

enum cs_status
cs_facts_check_future(const struct cs_facts *facts, cs_day today, struct cs_err *err)
{
	static const enum cs_fact happened[] = { CS_FACT_CLAIMED_ON, CS_FACT_ARRIVED_ON,
		CS_FACT_RETURNED_ON, CS_FACT_REFUNDED_ON };
	char a[CS_DAY_TEXT], b[CS_DAY_TEXT];

	for (size_t i = 0; i < CS_COUNT(happened); i++) {
		cs_day day = cs_facts_day(facts, happened[i]);

		if (day != CS_NO_DAY && day > today)
			return cs_err_set(err, CS_EINPUT, _("%s: %s is after today, %s"),
			    cs_fact_name(happened[i]), cs_day_format(a, day), cs_day_format(b, today));
	}
	return CS_OK;
}

enum cs_status
cs_facts_check(const struct cs_facts *facts, struct cs_err *err)
{
	int64_t part = cs_facts_amount(facts, CS_FACT_PART_USED);
	int64_t amount = cs_facts_amount(facts, CS_FACT_AMOUNT);
	enum cs_status st = check_days(facts, err);

	if (st == CS_OK)
		st = check_payment(facts, err);
	if (st != CS_OK)
		return st;
	/* A trial item is itself a measure of para. 6, so notice17_6 is yes;
	 * digital content needs the mark beside it and keeps the two apart. */
	if (facts->words[CS_FACT_TRIAL] == CS_YES && facts->words[CS_FACT_NOTICE17_6] == CS_NO &&
	    !(facts->words[CS_FACT_GOODS] & CS_GOODS_DIGITAL))
		return contradiction(CS_FACT_NOTICE17_6, CS_FACT_TRIAL, err);
	if (cs_facts_knows(facts, CS_FACT_SUPPLIED_ON) && facts->words[CS_FACT_SHIPPED] == CS_NO)
		return contradiction(CS_FACT_SHIPPED, CS_FACT_SUPPLIED_ON, err);
	if (part > 0 && facts->words[CS_FACT_STATE] == CS_STATE_SEALED)
		return contradiction(CS_FACT_PART_USED, CS_FACT_STATE, err);
	if (part > 0 && amount >= 0 && part > amount)
		return contradiction(CS_FACT_PART_USED, CS_FACT_AMOUNT, err);
	return CS_OK;
}
