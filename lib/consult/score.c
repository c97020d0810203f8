#include "consult/score.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "stream/rows.h"

#define BUILT_IN "consult/scores.tsv"
#define TIER "tier."
#define WEIGHT_MAX (1000 * CS_SCORE_ONE)
#define HOUR 3600
#define DAY 86400

#define RUN_ALLOWED (2 * HOUR)

enum kind { STRESS, URGENCY, STRAIN, KINDS };

static const char *const kind_words[KINDS + 1] = { "stress", "urgency", "strain", NULL };

/* Where the terms of each sum begin. */
static const int first_term[KINDS + 1] = { 0, CS_URGENCY_DUE, CS_STRAIN_ABUSIVE, CS_SCORE_TERMS };

static const char *const term_words[CS_SCORE_TERMS + 1] = {
	[CS_STRESS_PROMISE_BROKEN] = "promise_broken",
	[CS_STRESS_SECOND_CONTACT] = "second_contact",
	[CS_STRESS_FIRST_RESPONSE_LATE] = "first_response_late",
	[CS_STRESS_COMPLAINT] = "complaint",
	[CS_STRESS_REOPENED] = "reopened",
	[CS_STRESS_THIRD_TIME] = "third_time",
	[CS_STRESS_EMOTION] = "emotion",
	[CS_STRESS_ABUSE] = "abuse",
	[CS_STRESS_THREAT] = "threat",
	[CS_STRESS_CONFIRMED] = "confirmed",
	[CS_URGENCY_DUE] = "due",
	[CS_URGENCY_OVERDUE] = "overdue",
	[CS_URGENCY_STAGE] = "stage",
	[CS_URGENCY_SEVERITY] = "severity",
	[CS_URGENCY_PROMISE] = "promise",
	[CS_URGENCY_DISPUTE] = "dispute",
	[CS_URGENCY_WAITING] = "waiting",
	[CS_URGENCY_REOPENED] = "reopened",
	[CS_URGENCY_UNASSIGNED] = "unassigned",
	[CS_URGENCY_AGE] = "age",
	[CS_URGENCY_PAUSED] = "paused",
	[CS_STRAIN_ABUSIVE] = "abusive",
	[CS_STRAIN_HARD] = "hard",
	[CS_STRAIN_EMOTION] = "emotion",
	[CS_STRAIN_LONG_RUN] = "long_run",
	[CS_STRAIN_NO_PAUSE] = "no_pause",
};

void
cs_weights_release(struct cs_weights *weights)
{
	for (size_t i = 0; i < weights->tier_count; i++)
		free(weights->tiers[i].tier);
	free(weights->tiers);
	*weights = (struct cs_weights){ 0 };
}

/* ---- reading ---- */

enum { SCORE, TERM, WEIGHT, COLUMNS };

static bool
is_word(struct cs_field cell, const char *word)
{
	return strlen(word) == cell.len && memcmp(word, cell.text, cell.len) == 0;
}

/* Where a number goes that is no term; NULL where there is none of that name. */
static int64_t *
place_of_limit(struct cs_weights *weights, enum kind kind, struct cs_field name)
{
	static const char *const stages[CS_STAGES - 1] = { "stage2", "stage3", "stage4", "stage5" };

	for (size_t i = 0; kind == STRESS && i < CS_COUNT(stages); i++) {
		if (is_word(name, stages[i]))
			return &weights->stages[i];
	}
	if (kind == URGENCY && is_word(name, "due_window"))
		return &weights->due_window;
	if (kind == URGENCY && is_word(name, "age_days"))
		return &weights->age_days;
	return kind == STRAIN && is_word(name, "strained") ? &weights->strained : NULL;
}

static int64_t *
place_of(struct cs_weights *weights, enum kind kind, struct cs_field term)
{
	for (int i = first_term[kind]; i < first_term[kind + 1]; i++) {
		if (is_word(term, term_words[i]))
			return &weights->terms[i];
	}
	return place_of_limit(weights, kind, term);
}

static int64_t *
place_of_tier(struct cs_weights *weights, struct cs_field term)
{
	size_t head = strlen(TIER);

	if (term.len <= head || memcmp(term.text, TIER, head) != 0)
		return NULL;
	struct cs_field tier = { term.text + head, term.len - head };

	for (size_t i = 0; i < weights->tier_count; i++) {
		if (is_word(tier, weights->tiers[i].tier))
			return &weights->tiers[i].weight;
	}
	weights->tiers = cs_grow(weights->tiers, &weights->tier_cap, weights->tier_count + 1, sizeof(*weights->tiers));
	weights->tiers[weights->tier_count] = (struct cs_tier_weight){ cs_strndup(tier.text, tier.len), 0 };
	return &weights->tiers[weights->tier_count++].weight;
}

static enum cs_status
take(void *self, const struct cs_field *cells, struct cs_err *err)
{
	struct cs_weights *weights = self;
	int kind = cs_word_find(kind_words, cells[SCORE].text, cells[SCORE].len);
	struct cs_amount amount;
	int64_t weight;

	if (kind < 0)
		return cs_err_set(err, CS_EINPUT, _("score: \"%.*s\" is not stress|urgency|strain"), (int)cells[SCORE].len,
		    cells[SCORE].text);
	int64_t *place = place_of(weights, (enum kind)kind, cells[TERM]);

	if (!place && kind == URGENCY)
		place = place_of_tier(weights, cells[TERM]);
	if (!place)
		return cs_err_set(err, CS_EINPUT, _("term: there is no \"%.*s\"; see: cs-consult rules scores"),
		    (int)cells[TERM].len, cells[TERM].text);
	if (!cs_amount_parse(cells[WEIGHT].text, cells[WEIGHT].len, &amount) || !cs_amount_scale(amount, 3, &weight) ||
	    weight > WEIGHT_MAX || weight < -WEIGHT_MAX)
		return cs_err_set(err, CS_EINPUT, _("weight: \"%.*s\" is not a number such as 2, -1 or 0.5"),
		    (int)cells[WEIGHT].len, cells[WEIGHT].text);
	*place = weight;
	return CS_OK;
}

static enum cs_status
check(const struct cs_weights *weights, const char *path, struct cs_err *err)
{
	for (int i = 1; i < CS_STAGES - 1; i++) {
		if (weights->stages[i] < weights->stages[i - 1])
			return cs_err_set(err, CS_EINPUT, _("%s: stage%d is reached before stage%d"), path, i + 2, i + 1);
	}
	if (weights->due_window <= 0 || weights->age_days <= 0)
		return cs_err_set(err, CS_EINPUT, _("%s: due_window and age_days must be above 0"), path);
	return CS_OK;
}

enum cs_status
cs_weights_open(struct cs_weights *weights, const char *path, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct cs_want wants[COLUMNS] = { { "score", true, -1 }, { "term", true, -1 }, { "weight", true, -1 } };

	cs_rows_built_in(BUILT_IN, wants, COLUMNS, take, weights);
	if (!path)
		return CS_OK;
	enum cs_status st = cs_rows_each(path, &any, wants, COLUMNS, take, weights, err);

	return st == CS_OK ? check(weights, path, err) : st;
}

/* ---- summing ---- */

int64_t
cs_score_product(const struct cs_score_part *part)
{
	return part->value * part->weight / CS_SCORE_ONE;
}

static void
add(struct cs_score *score, const char *name, int64_t value, int64_t weight)
{
	if (value == 0 || weight == 0)
		return;
	score->parts[score->count] = (struct cs_score_part){ name, value, weight };
	score->sum += cs_score_product(&score->parts[score->count++]);
}

static void
add_term(struct cs_score *score, const struct cs_weights *weights, enum cs_score_term term, int64_t value)
{
	add(score, term_words[term], value, weights->terms[term]);
}

static void
add_if(struct cs_score *score, const struct cs_weights *weights, enum cs_score_term term, bool is)
{
	add_term(score, weights, term, is ? CS_SCORE_ONE : 0);
}

struct cs_score
cs_score_stress(const struct cs_weights *w, const struct cs_score_facts *f, int *stage)
{
	struct cs_score score = { .count = 0 };

	add_if(&score, w, CS_STRESS_PROMISE_BROKEN, f->promise_broken);
	add_if(&score, w, CS_STRESS_SECOND_CONTACT, f->order_contacts >= 2);
	add_if(&score, w, CS_STRESS_FIRST_RESPONSE_LATE, f->first_response_late);
	add_if(&score, w, CS_STRESS_COMPLAINT, f->kind == CS_CONTACT_COMPLAINT);
	add_if(&score, w, CS_STRESS_REOPENED, f->reopened > 0);
	add_if(&score, w, CS_STRESS_THIRD_TIME, f->cause_contacts >= 3);
	add_if(&score, w, CS_STRESS_EMOTION, f->flags & 1 << CS_FLAG_EMOTION);
	add_if(&score, w, CS_STRESS_ABUSE, f->flags & (1 << CS_FLAG_ABUSE | 1 << CS_FLAG_HARASSMENT));
	add_if(&score, w, CS_STRESS_THREAT, f->flags & 1 << CS_FLAG_THREAT);
	add_if(&score, w, CS_STRESS_CONFIRMED, f->confirmed);
	*stage = 1;
	for (int i = 0; i < CS_STAGES - 1; i++)
		*stage += score.sum >= w->stages[i];
	return score;
}

/* `part` of `whole` in thousandths, from 0 to 1. */
static int64_t
share(int64_t part, int64_t whole)
{
	if (part <= 0)
		return 0;
	return part >= whole ? CS_SCORE_ONE : part * CS_SCORE_ONE / whole;
}

struct cs_score
cs_score_urgency(const struct cs_weights *w, const struct cs_score_facts *f, int stage)
{
	struct cs_score score = { .count = 0 };
	int64_t window = w->due_window * HOUR / CS_SCORE_ONE;

	add_term(&score, w, CS_URGENCY_DUE, f->has_due ? share(window - f->due_left, 2 * window) : 0);
	add_if(&score, w, CS_URGENCY_OVERDUE, f->overdue);
	add_term(&score, w, CS_URGENCY_STAGE, share(stage - 1, CS_STAGES - 1));
	add_term(&score, w, CS_URGENCY_SEVERITY, share(f->severity, CS_SEVERITY_CRITICAL));
	add_term(&score, w, CS_URGENCY_PROMISE, f->promise_overdue ? CS_SCORE_ONE : f->promise_today ? CS_SCORE_ONE / 2 : 0);
	add_if(&score, w, CS_URGENCY_DISPUTE, f->has_dispute);
	add_if(&score, w, CS_URGENCY_WAITING, f->is_waiting);
	add_term(&score, w, CS_URGENCY_REOPENED, share(f->reopened, 2));
	add_if(&score, w, CS_URGENCY_UNASSIGNED, f->is_unassigned);
	add_term(&score, w, CS_URGENCY_AGE, share(f->age, w->age_days * DAY / CS_SCORE_ONE));
	add_if(&score, w, CS_URGENCY_PAUSED, f->is_paused);
	for (size_t i = 0; i < w->tier_count; i++) {
		if (strcmp(w->tiers[i].tier, f->tier) == 0)
			add(&score, w->tiers[i].tier, CS_SCORE_ONE, w->tiers[i].weight);
	}
	return score;
}

struct cs_score
cs_score_strain(const struct cs_weights *w, const struct cs_strain_facts *f)
{
	struct cs_score score = { .count = 0 };
	int64_t beyond = f->run > RUN_ALLOWED ? f->run - RUN_ALLOWED : 0;

	add_term(&score, w, CS_STRAIN_ABUSIVE, f->abusive * CS_SCORE_ONE);
	add_term(&score, w, CS_STRAIN_HARD, f->hard * CS_SCORE_ONE);
	add_term(&score, w, CS_STRAIN_EMOTION, f->emotion * CS_SCORE_ONE);
	add_term(&score, w, CS_STRAIN_LONG_RUN, beyond * CS_SCORE_ONE / HOUR);
	add_term(&score, w, CS_STRAIN_NO_PAUSE, f->no_pause * CS_SCORE_ONE);
	return score;
}
