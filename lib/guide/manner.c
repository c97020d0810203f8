#include <string.h>

#include "base/mem.h"
#include "guide/rules.h"

#define MESSAGE_SENTENCES 3 /* that many with a greeting or a closing are a message, */
#define LONG_SENTENCES 5    /* and that many without either */
#define EDGE_SENTENCES 2    /* a greeting or a closing stands in the first or last two */
#define OFFER_SENTENCES 3   /* an alternative follows the refusal within so many */
#define FOUND_LETTERS 20    /* of a sentence that is shown */

/* The rule as data knows it: its suggestion, or NULL where it is off. */
static const struct cs_lint_rule *
rule_of(const struct cs_linter *linter, const char *id)
{
	for (size_t i = 0; i < linter->count; i++) {
		if (!linter->rules[i].pattern && strcmp(linter->rules[i].id, id) == 0)
			return linter->rules[i].off ? NULL : &linter->rules[i];
	}
	return NULL;
}

static void
report(const struct cs_linter *linter, const char *id, const struct cs_prose *prose, size_t begin, size_t end,
    struct cs_remarks *findings)
{
	const struct cs_lint_rule *rule = rule_of(linter, id);

	if (!rule)
		return;
	end = end - begin > FOUND_LETTERS ? begin + FOUND_LETTERS : end;
	cs_remarks_add(findings, prose, rule->id, begin, end, cs_strdup(rule->suggestion));
}

/* Korean sentences only: an address or a number by itself says nothing. */
static size_t
count_spoken(const struct cs_prose *prose)
{
	size_t n = 0;

	for (size_t i = 0; i < prose->sentence_count; i++)
		n += prose->sentences[i].hangul;
	return n;
}

/* The first, or from the end the last, `count` Korean sentences as one span. */
static struct cs_stretch
edge(const struct cs_prose *prose, bool last, size_t count)
{
	struct cs_stretch span = { SIZE_MAX, 0 };

	for (size_t i = 0; i < prose->sentence_count && count > 0; i++) {
		const struct cs_sentence *s = &prose->sentences[last ? prose->sentence_count - 1 - i : i];

		if (!s->hangul)
			continue;
		span.begin = s->begin < span.begin ? s->begin : span.begin;
		span.end = s->end > span.end ? s->end : span.end;
		count--;
	}
	return span;
}

/* What greets, or closes, or goes on for long is a message and no part of one. */
static bool
is_message(enum cs_lint_scope scope, size_t spoken, bool marked)
{
	if (spoken == 0 || scope == CS_LINT_PART)
		return false;
	return scope == CS_LINT_WHOLE || spoken >= (marked ? MESSAGE_SENTENCES : LONG_SENTENCES);
}

/* A message greets, and takes leave. */
static void
check_edges(const struct cs_linter *linter, const struct cs_prose *prose, enum cs_lint_scope scope,
    struct cs_remarks *findings)
{
	size_t spoken = count_spoken(prose);
	struct cs_stretch head = edge(prose, false, EDGE_SENTENCES), tail = edge(prose, true, EDGE_SENTENCES);
	struct cs_stretch first = edge(prose, false, 1), last = edge(prose, true, 1);
	struct cs_hit match;

	/* A thank-you that opens the message does not close it. */
	if (spoken > EDGE_SENTENCES && tail.begin < first.end)
		tail.begin = first.end;
	bool greets = cs_lint_phrase(linter, "@greeting", prose, head.begin, head.end, &match);
	bool closes = cs_lint_phrase(linter, "@closing", prose, tail.begin, tail.end, &match);

	if (!is_message(scope, spoken, greets || closes))
		return;
	if (!greets)
		report(linter, "w03_no_greeting", prose, first.begin, first.end, findings);
	if (!closes)
		report(linter, "w04_no_closing", prose, last.begin, last.end, findings);
}

/* The first apology has an acknowledgement, or what it is for, in front of it. */
static void
check_apology(const struct cs_linter *linter, const struct cs_prose *prose, struct cs_remarks *findings)
{
	struct cs_hit apology, ack;

	if (!cs_lint_phrase(linter, "@apology", prose, 0, prose->count, &apology))
		return;
	if (!cs_lint_phrase(linter, "@ack", prose, 0, apology.whole.begin, &ack))
		report(linter, "w02_apology_first", prose, apology.whole.begin, apology.whole.end, findings);
}

/* From the sentence before number `i` to `after` sentences behind it. */
static struct cs_stretch
around(const struct cs_prose *prose, size_t i, size_t after)
{
	size_t first = i > 0 ? i - 1 : 0, last = i + after < prose->sentence_count ? i + after : prose->sentence_count - 1;

	return (struct cs_stretch){ prose->sentences[first].begin, prose->sentences[last].end };
}

static void
check_refusal(const struct cs_linter *linter, const struct cs_prose *prose, size_t i, const struct cs_stretch *refusal,
    struct cs_remarks *findings)
{
	struct cs_stretch near = around(prose, i, 1), wide = around(prose, i, OFFER_SENTENCES);
	struct cs_hit match;

	if (!cs_lint_phrase(linter, "@reason", prose, near.begin, near.end, &match))
		report(linter, "w05_refusal_no_reason", prose, refusal->begin, refusal->end, findings);
	if (!cs_lint_phrase(linter, "@alternative", prose, near.begin, refusal->begin, &match) &&
	    !cs_lint_phrase(linter, "@alternative", prose, refusal->end, wide.end, &match))
		report(linter, "w06_refusal_no_alternative", prose, refusal->begin, refusal->end, findings);
}

/* A question about what is not possible refuses nothing. */
static void
check_refusals(const struct cs_linter *linter, const struct cs_prose *prose, struct cs_remarks *findings)
{
	struct cs_hit match;

	for (size_t i = 0; i < prose->sentence_count; i++) {
		const struct cs_sentence *s = &prose->sentences[i];

		if (s->hangul && !s->question && cs_lint_phrase(linter, "@refusal", prose, s->begin, s->end, &match))
			check_refusal(linter, prose, i, &match.whole, findings);
	}
}

void
cs_manner(const struct cs_linter *linter, const struct cs_prose *prose, enum cs_lint_scope scope,
    struct cs_remarks *findings)
{
	check_edges(linter, prose, scope, findings);
	check_apology(linter, prose, findings);
	check_refusals(linter, prose, findings);
}
