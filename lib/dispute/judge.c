#include "dispute/judge.h"

#include <string.h>

#include "base/str.h"
#include "base/tabbed.h"

/*
 * One search through the rules of a kind.  `words` is what is still possible
 * on the way that is being followed.
 */
struct search {
	const struct cs_rule *const *rules; /* in force, NULL behind the last */
	uint8_t words[CS_ASKED_COUNT];
};

#define RULES_MAX 64

enum hold { HOLDS_NOT, HOLDS, HOLDS_PERHAPS };

/*
 * Whether a rule holds.  *open gets the first condition that cannot be told;
 * one on `last` is only named when no other is left.
 */
static enum hold
holds(const struct search *s, const struct cs_rule *rule, int last,
    const struct cs_condition **open)
{
	*open = NULL;
	for (size_t i = 0; i < rule->condition_count; i++) {
		const struct cs_condition *c = &rule->conditions[i];
		uint8_t words = s->words[c->asked];

		if (!(words & c->words))
			return HOLDS_NOT;
		if ((words & ~c->words) && (!*open || (*open)->asked == last))
			*open = c;
	}
	return *open ? HOLDS_PERHAPS : HOLDS;
}

/* The rules, as bits, that decide in at least one way from rule `i` on. */
static uint64_t
reach(struct search *s, size_t i)
{
	const struct cs_condition *open;

	for (;; i++) {
		if (!s->rules[i])
			CS_BUG("a kind of dispute whose last rule may not hold");
		enum hold hold = holds(s, s->rules[i], -1, &open);

		if (hold == HOLDS)
			return UINT64_C(1) << i;
		if (hold == HOLDS_NOT)
			continue;
		uint8_t *words = &s->words[open->asked], all = *words;

		*words = all & open->words;
		uint64_t found = reach(s, i);

		*words = (uint8_t)(all & ~open->words);
		found |= reach(s, i + 1);
		*words = all;
		return found;
	}
}

/* What is compared: the answer, or under one answer who pays the return. */
typedef int (*view)(const struct cs_rule *);

static int
view_answer(const struct cs_rule *rule)
{
	return (int)rule->answer;
}

static int
view_cost(const struct cs_rule *rule)
{
	return (int)rule->return_cost;
}

static int
view_refund(const struct cs_rule *rule)
{
	return (int)rule->refund;
}

static int
view_clock(const struct cs_rule *rule)
{
	return (int)rule->clock;
}

/* True when every rule in the set looks the same. */
static bool
agree(const struct search *s, uint64_t set, view look)
{
	int first = look(s->rules[__builtin_ctzll(set)]);

	for (; set; set &= set - 1) {
		if (look(s->rules[__builtin_ctzll(set)]) != first)
			return false;
	}
	return true;
}

/*
 * True when, with all else settled in some way, the answer depends on
 * `asked`.  All other open conditions are followed both ways first; where
 * only `asked` is left, the rule's own answer is compared with every answer
 * that the other words lead to.
 */
static bool
matters(struct search *s, size_t i, int asked, view look)
{
	const struct cs_condition *open;
	enum hold hold;

	while ((hold = holds(s, s->rules[i], asked, &open)) == HOLDS_NOT)
		i++;
	if (hold == HOLDS)
		return false;
	uint8_t *words = &s->words[open->asked], all = *words;
	uint64_t here = UINT64_C(1) << i;
	bool differs;

	*words = (uint8_t)(all & ~open->words);
	if (open->asked == asked)
		differs = !agree(s, here | reach(s, i + 1), look);
	else
		differs = false;
	differs = differs || matters(s, i + 1, asked, look);
	*words = all & open->words;
	if (open->asked != asked)
		differs = differs || matters(s, i, asked, look);
	*words = all;
	return differs;
}

/* The smallest set of facts that settles what `look` sees. */
static uint64_t
missing(struct search *s, const struct cs_findings *f, view look)
{
	uint64_t facts = 0;

	for (int asked = 0; asked < CS_ASKED_COUNT; asked++) {
		if ((s->words[asked] & (s->words[asked] - 1)) && matters(s, 0, asked, look))
			facts |= f->needs[asked];
	}
	return facts;
}

/* The rules in force on the day whose law applies. */
static void
select_rules(const struct cs_court *court, const struct cs_facts *facts,
    const struct cs_findings *f, const struct cs_rule *into[RULES_MAX + 1])
{
	const struct cs_rule *const *rule = court->law->by_kind[facts->kind];
	size_t n = 0;

	for (; *rule; rule++) {
		if (!cs_in_force((*rule)->from, (*rule)->until, f->law_day))
			continue;
		if (n == RULES_MAX)
			CS_BUG("more rules than a search can hold");
		into[n++] = *rule;
	}
	into[n] = NULL;
}

/*
 * The rule to cite: the one that decides, or where several may, the first
 * that holds for certain.  For an open case the first whose answer is open.
 */
static const struct cs_rule *
rule_to_cite(const struct search *s, uint64_t set, bool decided)
{
	const struct cs_condition *open;

	for (uint64_t rest = set; decided && rest; rest &= rest - 1) {
		const struct cs_rule *rule = s->rules[__builtin_ctzll(rest)];

		if (holds(s, rule, -1, &open) == HOLDS)
			return rule;
	}
	return s->rules[__builtin_ctzll(set)];
}

static cs_day
last_day(const struct cs_findings *f, enum cs_clock clock)
{
	switch (clock) {
	case CS_CLOCK_17_1:
		return f->end_17_1;
	case CS_CLOCK_17_3:
		return f->end_17_3;
	case CS_CLOCK_NONE:
		break;
	}
	return CS_NO_DAY;
}

/* What cannot be sent back (Art. 18(1)); which of the two may be open. */
#define NOT_GOODS (CS_GOODS_DIGITAL | CS_GOODS_SERVICE)

static bool
is_not_goods(const struct cs_findings *f)
{
	return !(f->words[CS_FACT_GOODS] & ~NOT_GOODS);
}

/*
 * The return ends the wait for the goods, the withdrawal makes the duty:
 * the later one counts.  Of a notice whose arrival nobody told, what is
 * known of its dispatch has to do.
 */
static cs_day
returned_and_withdrawn(cs_day returned, const struct cs_findings *f)
{
	cs_day claimed = f->claim.hi < CS_FUTURE ? f->claim.hi : f->claim.lo;

	return claimed > returned ? claimed : returned;
}

/* Nothing was paid and nothing came to be paid for: no money is to go back. */
static bool
is_unpaid(const struct cs_facts *facts)
{
	return facts->words[CS_FACT_PREPAID] == CS_NO &&
	    !cs_facts_knows(facts, CS_FACT_PAID_ON) && !cs_facts_knows(facts, CS_FACT_SUPPLIED_ON);
}

/*
 * Art. 18(2): three business days from the return of goods, and from the
 * withdrawal where nothing was supplied or nothing can be sent back; Art.
 * 15(2): from payment where supply is impossible, which it was not once the
 * goods came.
 */
static cs_day
refund_from(const struct cs_facts *facts, const struct cs_findings *f, enum cs_refund_from from)
{
	cs_day claimed = f->claim.lo == f->claim.hi ? f->claim.lo : CS_NO_DAY;
	cs_day start = CS_NO_DAY;

	if (is_unpaid(facts))
		return CS_NO_DAY;
	if (from == CS_REFUND_RETURN && is_not_goods(f))
		from = CS_REFUND_WITHDRAWAL;
	switch (from) {
	case CS_REFUND_NONE:
		break;
	case CS_REFUND_RETURN:
		start = cs_facts_day(facts, CS_FACT_RETURNED_ON);
		if (start != CS_NO_DAY)
			start = returned_and_withdrawn(start, f);
		else if (f->not_received)
			start = claimed;
		break;
	case CS_REFUND_WITHDRAWAL:
		start = claimed;
		break;
	case CS_REFUND_PAYMENT:
		if (!cs_facts_knows(facts, CS_FACT_SUPPLIED_ON))
			start = cs_facts_day(facts, CS_FACT_PAID_ON);
		break;
	}
	return start;
}

static void
set_refund(const struct cs_court *court, const struct cs_facts *facts, struct cs_findings *f, struct cs_verdict *v)
{
	enum cs_refund_from from = v->rule->refund;

	v->refund_from = refund_from(facts, f, from);
	v->refund_period = from == CS_REFUND_PAYMENT ? CS_PERIOD_CANNOT_SUPPLY : CS_PERIOD_REFUND;
	if (v->refund_from != CS_NO_DAY)
		v->refund_due = cs_findings_end(f, court->law, court->calendar, v->refund_from, v->refund_period);
}

/*
 * The goods are back and the answer is open: the three business days run all
 * the same, should a rule that takes the return turn out to hold.
 */
static void
set_open_refund(const struct cs_court *court, const struct cs_facts *facts, struct cs_findings *f,
    const struct search *s, uint64_t set, struct cs_verdict *v)
{
	bool may_be_owed = false;

	for (; set; set &= set - 1) {
		const struct cs_rule *rule = s->rules[__builtin_ctzll(set)];

		may_be_owed |= rule->answer == CS_ACCEPT && rule->refund == CS_REFUND_RETURN;
	}
	if (!may_be_owed || !cs_facts_knows(facts, CS_FACT_RETURNED_ON))
		return;
	v->open_from = refund_from(facts, f, CS_REFUND_RETURN);
	if (v->open_from != CS_NO_DAY)
		v->open_due = cs_findings_end(f, court->law, court->calendar, v->open_from, CS_PERIOD_REFUND);
}

/* Of a service given in part only the rest is paid back (Art. 17(2)5). */
static int64_t
sum_owed(const struct cs_facts *facts, const struct cs_rule *rule)
{
	int64_t amount = cs_facts_amount(facts, CS_FACT_AMOUNT);
	int64_t part = cs_facts_amount(facts, CS_FACT_PART_USED);

	return amount >= 0 && part > 0 && rule->refund == CS_REFUND_WITHDRAWAL &&
	    strcmp(rule->remedy, "refund_less_parts") == 0 ? amount - part : amount;
}

static enum cs_status
add_interest(const struct cs_court *court, const struct cs_facts *facts, struct cs_verdict *v,
    struct cs_err *err)
{
	struct cs_interest interest;
	int64_t amount = v->sum;
	cs_day paid = cs_facts_day(facts, CS_FACT_REFUNDED_ON);

	/* Where the answer is open, so is whether anything was owed. */
	if (v->refund_due == CS_NO_DAY || v->answer != CS_ACCEPT)
		return CS_OK;
	enum cs_status st = cs_interest(court->law, &court->interest, amount < 0 ? 0 : amount,
	    v->refund_due, paid == CS_NO_DAY ? court->as_of : paid, &interest, err);

	v->days_late = interest.days;
	if (amount >= 0)
		v->interest = interest.amount;
	return st;
}

/*
 * Who pays the return, where the rule's word for goods does not fit the case.
 */
static void
settle_cost(const struct cs_facts *facts, const struct cs_findings *f, struct cs_verdict *v)
{
	/* Nothing came, so there is nothing to send back. */
	bool nothing = f->not_received && (v->return_cost == CS_PARTY_CONSUMER ||
	    (facts->kind == CS_KIND_NOT_DELIVERED && !cs_facts_knows(facts, CS_FACT_RETURNED_ON)));
	/* Late without an agreed day: whether the shop answers for it is open. */
	bool open = facts->kind == CS_KIND_LATE && v->return_cost == CS_PARTY_CONSUMER &&
	    f->words[CS_FINDING_SUPPLY] & CS_SUPPLY_UNCLEAR;

	if (v->return_cost == CS_PARTY_NONE)
		return;
	if (nothing || open || is_not_goods(f)) {
		v->return_cost = CS_PARTY_NONE;
	} else if (f->words[CS_FACT_GOODS] & NOT_GOODS) {
		v->return_cost = CS_PARTY_NONE;
		v->missing |= f->needs[CS_FACT_GOODS];
	}
}

static void
decide(struct search *s, const struct cs_facts *facts, const struct cs_findings *f,
    uint64_t set, struct cs_verdict *v)
{
	bool decided = agree(s, set, view_answer);

	v->rule = rule_to_cite(s, set, decided);
	v->answer = decided ? v->rule->answer : CS_NEED_FACT;
	if (!decided)
		v->missing = missing(s, f, view_answer);
	if (agree(s, set, view_cost))
		v->return_cost = v->rule->return_cost;
	else if (decided)
		v->missing = missing(s, f, view_cost);
	if (decided)
		settle_cost(facts, f, v);
	if (agree(s, set, view_clock) || decided)
		v->deadline = last_day(f, v->rule->clock);
}

enum cs_status
cs_judge(const struct cs_court *court, const struct cs_facts *facts, struct cs_verdict *v,
    struct cs_err *err)
{
	const struct cs_rule *rules[RULES_MAX + 1];
	struct search s = { .rules = rules };
	struct cs_findings f;
	enum cs_status st = cs_facts_check(facts, err);

	if (st != CS_OK)
		return st;
	cs_findings_make(&f, facts, court->law, court->calendar, court->strict, court->as_of);
	select_rules(court, facts, &f, rules);
	memcpy(s.words, f.words, sizeof(s.words));
	uint64_t set = reach(&s, 0);

	*v = (struct cs_verdict){ .deadline = CS_NO_DAY, .refund_due = CS_NO_DAY, .refund_from = CS_NO_DAY, .days_late = -1,
		.open_from = CS_NO_DAY, .open_due = CS_NO_DAY, .interest = -1, .decimals = facts->decimals, .item = f.item };
	decide(&s, facts, &f, set, v);
	v->sum = sum_owed(facts, v->rule);
	if (v->answer != CS_NEED_FACT && agree(&s, set, view_refund))
		set_refund(court, facts, &f, v);
	if (v->answer == CS_NEED_FACT)
		set_open_refund(court, facts, &f, &s, set, v);
	if (f.outside != CS_NO_DAY)
		return cs_calendar_outside(court->calendar, f.outside, err);
	return add_interest(court, facts, v, err);
}

size_t
cs_judge_steps(const struct cs_court *court, const struct cs_facts *facts,
    struct cs_step *steps, size_t max)
{
	static const int answers[] = { CS_STEP_NO, CS_STEP_YES, CS_STEP_OPEN };
	const struct cs_rule *rules[RULES_MAX + 1];
	struct search s = { .rules = rules };
	const struct cs_condition *open;
	struct cs_findings f;
	size_t n = 0;

	cs_findings_make(&f, facts, court->law, court->calendar, court->strict, court->as_of);
	select_rules(court, facts, &f, rules);
	memcpy(s.words, f.words, sizeof(s.words));
	/* The last rule of a kind always holds: reach() relies on that too. */
	for (size_t i = 0; n < max; i++, n++) {
		steps[n].rule = rules[i];
		steps[n].answer = answers[holds(&s, rules[i], -1, &open)];
		if (steps[n].answer == CS_STEP_YES)
			return n + 1;
	}
	return n;
}

void
cs_verdict_basis(const struct cs_rule *rule, int item, struct cs_str *out)
{
	const char *hash = strchr(rule->basis, '#');

	if (!hash) {
		cs_str_add(out, rule->basis);
		return;
	}
	cs_str_add_n(out, rule->basis, (size_t)(hash - rule->basis));
	cs_str_add_format(out, "%d%s", item, hash + 1);
}

void
cs_step_facts(const struct cs_rule *rule, const struct cs_findings *findings,
    struct cs_str *out)
{
	for (size_t i = 0; i < rule->condition_count; i++) {
		unsigned asked = rule->conditions[i].asked;
		const char *words = cs_asked_words(asked), *word;
		size_t left = strlen(words), len;

		cs_str_add_format(out, "%s%s=", i ? "; " : "", cs_asked_name(asked));
		for (unsigned bit = 1; cs_cell_part(&words, &left, '|', &word, &len); bit <<= 1) {
			if (findings->words[asked] == bit)
				cs_str_add_n(out, word, len);
		}
	}
}
