#include "dispute/finding.h"

#include <string.h>

struct work {
	struct cs_findings *f;
	const struct cs_facts *facts;
	const struct cs_law *law;
	const struct cs_calendar *cal;
};

static const struct cs_span anywhere = { CS_PAST, CS_FUTURE };

static uint64_t
bit(enum cs_fact fact)
{
	return UINT64_C(1) << fact;
}

static cs_day
day(const struct work *w, enum cs_fact fact)
{
	return cs_facts_day(w->facts, fact);
}

static struct cs_span
span_or(const struct work *w, enum cs_fact fact, struct cs_span otherwise)
{
	cs_day d = day(w, fact);

	return d == CS_NO_DAY ? otherwise : (struct cs_span){ d, d };
}

static cs_day
later(cs_day a, cs_day b)
{
	return a > b ? a : b;
}

static cs_day
earlier(cs_day a, cs_day b)
{
	return a < b ? a : b;
}

static bool
is_day(cs_day d)
{
	return d > CS_PAST && d < CS_FUTURE;
}

static cs_day
end_of(struct cs_findings *f, const struct cs_calendar *cal, cs_day from, int count,
    enum cs_unit unit)
{
	cs_day nominal;

	if (!is_day(from))
		return from;
	cs_day end = cs_calendar_end(cal, from, count, unit, &nominal);

	if (end != CS_NO_DAY)
		return end;
	f->outside = nominal;
	return CS_FUTURE;
}

cs_day
cs_findings_end(struct cs_findings *f, const struct cs_law *law, const struct cs_calendar *cal,
    cs_day from, enum cs_period_id id)
{
	const struct cs_period *p = cs_law_period_at(law, id, f->law_day);

	return end_of(f, cal, from, p->count, p->unit);
}

static struct cs_span
ends(const struct work *w, struct cs_span from, enum cs_period_id id)
{
	cs_day lo = cs_findings_end(w->f, w->law, w->cal, from.lo, id);

	return (struct cs_span){ lo, from.lo == from.hi ? lo :
	    cs_findings_end(w->f, w->law, w->cal, from.hi, id) };
}

/*
 * Art. 17(4): a notice in writing counts on the day it is sent, any other on
 * the day it arrives (Civil Act Art. 111(1)), which is never earlier.
 */
static struct cs_span
claim_span(const struct work *w)
{
	struct cs_span sent = { day(w, CS_FACT_CLAIMED_ON), day(w, CS_FACT_ARRIVED_ON) };
	uint8_t written = w->facts->words[CS_FACT_WRITTEN];
	struct cs_span open = {
		sent.lo == CS_NO_DAY ? CS_PAST : sent.lo,
		sent.hi == CS_NO_DAY ? CS_FUTURE : sent.hi,
	};

	if (written == CS_YES && sent.lo != CS_NO_DAY)
		return (struct cs_span){ sent.lo, sent.lo };
	if (written == CS_NO && sent.hi != CS_NO_DAY)
		return (struct cs_span){ sent.hi, sent.hi };
	return open;
}

/* Facts that would say more about the day of the claim. */
static uint64_t
claim_facts(const struct work *w)
{
	uint8_t written = w->facts->words[CS_FACT_WRITTEN];
	uint64_t facts = 0;

	if (written & CS_YES && day(w, CS_FACT_CLAIMED_ON) == CS_NO_DAY)
		facts |= bit(CS_FACT_CLAIMED_ON);
	if (written & CS_NO && day(w, CS_FACT_ARRIVED_ON) == CS_NO_DAY)
		facts |= bit(CS_FACT_ARRIVED_ON);
	return written == (CS_YES | CS_NO) ? facts | bit(CS_FACT_WRITTEN) : facts;
}

/*
 * The same, but only when some last day in `limit` could part the span of
 * the claim.  No period ends on a Saturday or holiday, so a notice sent on
 * Saturday and one arriving on Sunday are alike.
 */
static uint64_t
claim_needs(const struct work *w, struct cs_span limit)
{
	struct cs_span claim = w->f->claim;
	cs_day first = later(claim.lo, limit.lo);

	cs_day open = is_day(first) ? cs_calendar_roll(w->cal, first) : CS_NO_DAY;

	if (open != CS_NO_DAY)
		first = open;
	return first < claim.hi && first <= limit.hi ? claim_facts(w) : 0;
}

static uint8_t
within(struct cs_span claim, struct cs_span limit)
{
	return claim.hi <= limit.lo ? CS_YES : claim.lo > limit.hi ? CS_NO : CS_YES | CS_NO;
}

static void
find(const struct work *w, enum cs_finding which, uint8_t words, uint64_t needs)
{
	w->f->words[which] = words;
	w->f->needs[which] = needs;
}

static cs_day
exact(struct cs_span span)
{
	return span.lo == span.hi && is_day(span.lo) ? span.lo : CS_NO_DAY;
}

/* Supply as Art. 17(1) sees it: where nothing arrived, no period has begun. */
static struct cs_span
supply_span(const struct work *w)
{
	struct cs_span otherwise = anywhere;
	cs_day ordered = day(w, CS_FACT_ORDERED_ON);

	if (ordered != CS_NO_DAY)
		otherwise.lo = ordered;
	if (w->f->not_received)
		otherwise.lo = CS_FUTURE;
	return span_or(w, CS_FACT_SUPPLIED_ON, otherwise);
}

/*
 * Art. 17(1): the document's day, or the day the address could be known
 * where the document lacks it (item 2); supply where that is later; and the
 * end of an obstruction (item 3, since 2016-09-30).  The latest of them
 * begins the period, so that it cannot run out before the goods arrive.
 */
static struct cs_span
start_17_1(const struct work *w)
{
	struct cs_span supply = supply_span(w);
	struct cs_span paper = span_or(w, CS_FACT_ADDRESS_KNOWN_ON,
	    span_or(w, CS_FACT_CONTRACT_DOC_ON, anywhere));
	struct cs_span start = { later(supply.lo, paper.lo), later(supply.hi, paper.hi) };
	cs_day obstructed = day(w, CS_FACT_OBSTRUCTION_ENDED_ON);

	w->f->item = day(w, CS_FACT_ADDRESS_KNOWN_ON) == CS_NO_DAY ? 1 : 2;
	if (obstructed == CS_NO_DAY ||
	    !cs_law_period_at(w->law, CS_PERIOD_OBSTRUCTION, w->f->law_day))
		return start;
	if (obstructed >= start.lo)
		w->f->item = 3;
	return (struct cs_span){ later(start.lo, obstructed), later(start.hi, obstructed) };
}

static void
find_17_1(const struct work *w)
{
	static const enum cs_period_id by_item[] = { CS_PERIOD_WITHDRAWAL, CS_PERIOD_WITHDRAWAL,
		CS_PERIOD_ADDRESS, CS_PERIOD_OBSTRUCTION };
	struct cs_span start = start_17_1(w);
	const struct cs_period *p = cs_law_period_at(w->law, by_item[w->f->item], w->f->law_day);
	int count = w->facts->agreed_days > p->count ? w->facts->agreed_days : p->count;
	struct cs_span limit = { end_of(w->f, w->cal, start.lo, count, p->unit),
		end_of(w->f, w->cal, start.hi, count, p->unit) };
	uint8_t words = within(w->f->claim, limit);
	uint64_t needs = claim_needs(w, limit);

	if (day(w, CS_FACT_CONTRACT_DOC_ON) == CS_NO_DAY &&
	    day(w, CS_FACT_ADDRESS_KNOWN_ON) == CS_NO_DAY)
		needs |= bit(CS_FACT_CONTRACT_DOC_ON);
	if (day(w, CS_FACT_SUPPLIED_ON) == CS_NO_DAY)
		needs |= bit(CS_FACT_SUPPLIED_ON);
	find(w, CS_FINDING_WITHIN_17_1, words, needs);
	w->f->end_17_1 = exact(limit);
}

/* True when a claim may lie behind `limit` and yet keep `other`. */
static bool
can_pass(const struct work *w, cs_day limit, cs_day last)
{
	return later(w->f->claim.lo, limit + 1) <= earlier(w->f->claim.hi, last);
}

/*
 * Art. 17(3): three months from supply and 30 days from when the consumer
 * knew or could know; whichever ends first counts.  Nobody knows of a
 * difference before the goods are there.
 */
static void
find_17_3(const struct work *w)
{
	struct cs_span supply = span_or(w, CS_FACT_SUPPLIED_ON, (struct cs_span){
	    later(CS_PAST, day(w, CS_FACT_ORDERED_ON)), CS_FUTURE });
	struct cs_span known = span_or(w, CS_FACT_KNOWN_ON, (struct cs_span){ supply.lo, CS_FUTURE });
	struct cs_span months = ends(w, supply, CS_PERIOD_DIFFERENCE_SUPPLY);
	struct cs_span days = ends(w, known, CS_PERIOD_DIFFERENCE_KNOWN);
	struct cs_span limit = { earlier(months.lo, days.lo), earlier(months.hi, days.hi) };
	uint64_t needs = claim_needs(w, limit);

	if (supply.lo < supply.hi && can_pass(w, months.lo, earlier(months.hi, days.hi)))
		needs |= bit(CS_FACT_SUPPLIED_ON);
	if (known.lo < known.hi && can_pass(w, days.lo, months.hi))
		needs |= bit(CS_FACT_KNOWN_ON);
	find(w, CS_FINDING_WITHIN_17_3, within(w->f->claim, limit), needs);
	w->f->end_17_3 = exact(limit);
}

/* Paid before the goods came, as far as the facts tell; what never came was paid before. */
static uint8_t
prepaid_words(const struct work *w)
{
	cs_day paid = day(w, CS_FACT_PAID_ON), supplied = day(w, CS_FACT_SUPPLIED_ON);
	uint8_t words = w->facts->words[CS_FACT_PREPAID];

	if (words != (CS_YES | CS_NO) || paid == CS_NO_DAY)
		return words;
	if (supplied == CS_NO_DAY)
		return CS_YES;
	return paid < supplied ? CS_YES : paid > supplied ? CS_NO : words;
}

/* Art. 15: the agreed day, or 7 days from the order, or 3 business days from payment. */
static struct cs_span
supply_due(const struct work *w, uint64_t *needs)
{
	struct cs_span due = { CS_FUTURE, CS_PAST };
	uint8_t prepaid = prepaid_words(w);
	cs_day agreed = day(w, CS_FACT_AGREED_SUPPLY_ON);
	cs_day ordered = day(w, CS_FACT_ORDERED_ON), paid = day(w, CS_FACT_PAID_ON);

	*needs = 0;
	if (agreed != CS_NO_DAY)
		return (struct cs_span){ agreed, agreed };
	if (prepaid == (CS_YES | CS_NO))
		*needs |= bit(CS_FACT_PREPAID);
	if (prepaid & CS_YES) {
		due = ends(w, span_or(w, CS_FACT_PAID_ON, anywhere), CS_PERIOD_SUPPLY_PREPAID);
		*needs |= paid == CS_NO_DAY ? bit(CS_FACT_PAID_ON) : 0;
	}
	if (prepaid & CS_NO) {
		struct cs_span plain = ends(w, span_or(w, CS_FACT_ORDERED_ON, anywhere),
		    CS_PERIOD_SUPPLY);

		due = (struct cs_span){ earlier(due.lo, plain.lo), later(due.hi, plain.hi) };
		*needs |= ordered == CS_NO_DAY ? bit(CS_FACT_ORDERED_ON) : 0;
	}
	return due;
}

/*
 * What a passed day of supply means: the Act asks for the steps to supply,
 * so goods that arrived after a day that nobody agreed on may still have
 * been sent in time.
 */
static uint8_t
late_words(const struct work *w, uint64_t *needs)
{
	uint8_t shipped = w->facts->words[CS_FACT_SHIPPED];

	if (day(w, CS_FACT_AGREED_SUPPLY_ON) != CS_NO_DAY ||
	    w->facts->kind == CS_KIND_NOT_DELIVERED || shipped == CS_NO)
		return CS_SUPPLY_LATE;
	if (day(w, CS_FACT_SUPPLIED_ON) != CS_NO_DAY || shipped == CS_YES)
		return CS_SUPPLY_UNCLEAR;
	*needs |= bit(CS_FACT_SHIPPED);
	return CS_SUPPLY_LATE | CS_SUPPLY_UNCLEAR;
}

static void
find_supply(const struct work *w)
{
	uint64_t needs;
	struct cs_span due = supply_due(w, &needs);
	cs_day supplied = day(w, CS_FACT_SUPPLIED_ON);
	cs_day arrived = supplied == CS_NO_DAY ? CS_FUTURE : supplied;
	struct cs_span seen = { earlier(w->f->claim.lo, arrived), earlier(w->f->claim.hi, arrived) };
	uint8_t in_time = within(seen, due), words = 0;

	if (seen.lo < seen.hi)
		needs |= claim_facts(w);
	if (in_time & CS_YES)
		words = CS_SUPPLY_ON_TIME;
	if (in_time & CS_NO)
		words |= late_words(w, &needs);
	find(w, CS_FINDING_SUPPLY, words, needs);
}

/* Whether the goods had come when the notice took effect. */
static void
find_delivered(const struct work *w)
{
	struct cs_span supply = supply_span(w), claim = w->f->claim;
	uint8_t words = 0;

	/* A notice that may never arrive is not behind goods that never came. */
	if (claim.hi >= supply.lo && supply.lo < CS_FUTURE)
		words |= CS_YES;
	if (claim.lo < supply.hi)
		words |= CS_NO;
	find(w, CS_FINDING_DELIVERED, words, (supply.lo < supply.hi ? bit(CS_FACT_SUPPLIED_ON) : 0) |
	    (claim.lo < claim.hi ? claim_facts(w) : 0));
}

/*
 * Art. 17(6): a clear mark or a trial item, which is what notice17_6 says;
 * only for digital content is the mark one thing and the trial another.
 */
static void
find_measure(const struct work *w)
{
	uint8_t notice = w->facts->words[CS_FACT_NOTICE17_6];

	if (notice == (CS_YES | CS_NO) && w->facts->words[CS_FACT_TRIAL] == CS_YES)
		notice = CS_YES;
	find(w, CS_FINDING_MEASURE, notice, bit(CS_FACT_NOTICE17_6));
}

/* Art. 17(2)5: a service has begun with its day of supply; else its state tells. */
static void
find_begun(const struct work *w)
{
	uint8_t state = w->f->words[CS_FACT_STATE];
	uint8_t words = 0;

	if (state & (uint8_t)~CS_STATE_SEALED || day(w, CS_FACT_SUPPLIED_ON) != CS_NO_DAY)
		words |= CS_YES;
	if (state & CS_STATE_SEALED && day(w, CS_FACT_SUPPLIED_ON) == CS_NO_DAY)
		words |= CS_NO;
	find(w, CS_FINDING_BEGUN, words, bit(CS_FACT_STATE) | bit(CS_FACT_SUPPLIED_ON));
}

static void
find_money(const struct work *w)
{
	int64_t listed = cs_facts_amount(w->facts, CS_FACT_LISTED_PRICE);
	int64_t usual = cs_facts_amount(w->facts, CS_FACT_USUAL_PRICE);
	uint64_t needs = (listed < 0 ? bit(CS_FACT_LISTED_PRICE) : 0) |
	    (usual < 0 ? bit(CS_FACT_USUAL_PRICE) : 0);

	/* What is not told to have come back has not. */
	find(w, CS_FINDING_RETURNED, day(w, CS_FACT_RETURNED_ON) == CS_NO_DAY ? CS_NO : CS_YES, 0);
	find(w, CS_FINDING_PARTS,
	    cs_facts_amount(w->facts, CS_FACT_PART_USED) > 0 ? CS_YES : CS_NO, 0);
	find(w, CS_FINDING_UNDERPRICED,
	    needs ? CS_YES | CS_NO : listed < usual ? CS_YES : CS_NO, needs);
}

/* The order's day decides whose law applies; else the first day that is known. */
static cs_day
law_day(const struct cs_facts *facts, cs_day today)
{
	static const enum cs_fact in_order[] = { CS_FACT_ORDERED_ON, CS_FACT_PAID_ON,
		CS_FACT_CONTRACT_DOC_ON, CS_FACT_SUPPLIED_ON, CS_FACT_KNOWN_ON,
		CS_FACT_CLAIMED_ON, CS_FACT_ARRIVED_ON };

	for (size_t i = 0; i < CS_COUNT(in_order); i++) {
		if (cs_facts_day(facts, in_order[i]) != CS_NO_DAY)
			return cs_facts_day(facts, in_order[i]);
	}
	return today;
}

/* What needs no fact because something else settles it. */
static void
presume(const struct work *w, bool strict)
{
	struct cs_findings *f = w->f;
	enum cs_kind kind = w->facts->kind;
	cs_day supplied = day(w, CS_FACT_SUPPLIED_ON);

	f->presumed_consumer = !strict && f->words[CS_FACT_BUSINESS_BUYER] == (CS_YES | CS_NO);
	if (f->presumed_consumer)
		f->words[CS_FACT_BUSINESS_BUYER] = CS_NO;
	/* The shop proves supply (Art. 17(5)). */
	f->not_received = supplied == CS_NO_DAY &&
	    (kind == CS_KIND_LATE || kind == CS_KIND_NOT_DELIVERED ||
	    w->facts->words[CS_FACT_SHIPPED] == CS_NO);
	/* A trial beside "no measure" can only be digital (cs_facts_check). */
	if (f->words[CS_FACT_TRIAL] == CS_YES && f->words[CS_FACT_NOTICE17_6] == CS_NO)
		f->words[CS_FACT_GOODS] = CS_GOODS_DIGITAL;
}

void
cs_findings_make(struct cs_findings *f, const struct cs_facts *facts, const struct cs_law *law,
    const struct cs_calendar *cal, bool strict, cs_day today)
{
	struct work w = { f, facts, law, cal };

	*f = (struct cs_findings){ .outside = CS_NO_DAY, .end_17_1 = CS_NO_DAY,
		.end_17_3 = CS_NO_DAY };
	memcpy(f->words, facts->words, sizeof(facts->words));
	for (int i = 0; i < CS_FACT_WORDS; i++)
		f->needs[i] = UINT64_C(1) << i;
	f->law_day = law_day(facts, today);
	f->claim = claim_span(&w);
	presume(&w, strict);
	/* Only what this kind of case asks for, lest a day that does not matter
	 * lies outside the table of holidays. */
	if (facts->kind <= CS_KIND_NOT_DELIVERED) {
		find_17_1(&w);
		find_delivered(&w);
	}
	if (facts->kind >= CS_KIND_DEFECT && facts->kind <= CS_KIND_DAMAGED)
		find_17_3(&w);
	if (facts->kind == CS_KIND_LATE || facts->kind == CS_KIND_NOT_DELIVERED)
		find_supply(&w);
	find_measure(&w);
	find_begun(&w);
	find_money(&w);
}
