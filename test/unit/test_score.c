#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "consult/score.h"
#include "unit.h"

#define ONE CS_SCORE_ONE
#define HOUR 3600
#define DAY 86400

static const struct cs_score_part *
part(const struct cs_score *score, const char *name)
{
	for (size_t i = 0; i < score->count; i++) {
		if (strcmp(score->parts[i].name, name) == 0)
			return &score->parts[i];
	}
	return NULL;
}

struct stress {
	struct cs_score_facts facts;
	int points, stage;
};

#define COMPLAINT CS_CONTACT_COMPLAINT
#define FLAG(f) (1 << CS_FLAG_##f)

/* Points and cut-offs (2, 4, 6, 9) of the design, added up by hand. */
static const struct stress stresses[] = {
	{ { .tier = "" }, 0, 1 },
	{ { .tier = "", .order_contacts = 1, .cause_contacts = 2 }, 0, 1 },
	{ { .tier = "", .order_contacts = 2 }, 1, 1 },
	{ { .tier = "", .kind = COMPLAINT }, 2, 2 },
	{ { .tier = "", .kind = COMPLAINT, .promise_broken = true }, 3, 2 },
	{ { .tier = "", .kind = COMPLAINT, .promise_broken = true, .first_response_late = true }, 4, 3 },
	{ { .tier = "", .kind = COMPLAINT, .reopened = 3, .flags = FLAG(EMOTION) }, 5, 3 },
	{ { .tier = "", .kind = COMPLAINT, .reopened = 1, .cause_contacts = 3 }, 6, 4 },
	{ { .tier = "", .kind = COMPLAINT, .flags = FLAG(EMOTION) | FLAG(ABUSE) | FLAG(THREAT) }, 8, 4 },
	/* Abuse and harassment are one term. */
	{ { .tier = "", .kind = COMPLAINT, .flags = FLAG(EMOTION) | FLAG(ABUSE) | FLAG(HARASSMENT) | FLAG(THREAT), .order_contacts = 2 }, 9, 5 },
	{ { .tier = "", .kind = COMPLAINT, .flags = FLAG(THREAT) | FLAG(CONFIRMED), .confirmed = true }, 3, 2 },
	/* The flag alone, from before the last question, confirms nothing. */
	{ { .tier = "", .kind = COMPLAINT, .flags = FLAG(THREAT) | FLAG(CONFIRMED) }, 5, 3 },
	{ { .tier = "", .confirmed = true }, -2, 1 },
	{ { .tier = "", .flags = FLAG(HARD) | FLAG(ARGUMENT) | FLAG(COMPETITOR) }, 0, 1 },
};

static void
test_stress(void)
{
	struct cs_weights weights = { 0 };
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL_FATAL(cs_weights_open(&weights, NULL, &err), CS_OK);
	for (size_t i = 0; i < CS_COUNT(stresses); i++) {
		int stage;
		struct cs_score score = cs_score_stress(&weights, &stresses[i].facts, &stage);
		int64_t sum = 0;

		for (size_t k = 0; k < score.count; k++)
			sum += cs_score_product(&score.parts[k]);
		if (score.sum != stresses[i].points * ONE || stage != stresses[i].stage)
			printf("stress %zu: %lld, stage %d\n", i, (long long)score.sum, stage);
		CU_ASSERT_EQUAL(score.sum, stresses[i].points * ONE);
		CU_ASSERT_EQUAL(sum, score.sum);
		CU_ASSERT_EQUAL(stage, stresses[i].stage);
	}
	cs_weights_release(&weights);
	cs_weights_release(&weights);
}

struct urgency {
	struct cs_score_facts facts;
	int stage;
	int64_t sum; /* thousandths */
};

/* Value times weight, by hand. */
static const struct urgency urgencies[] = {
	{ { .tier = "" }, 1, 0 },
	/* Due in 8 open hours: 0; in 4: 0.25; now: 0.5; 4 hours ago: 0.75 and overdue; for ever: 1. */
	{ { .tier = "", .has_due = true, .due_left = 8 * HOUR }, 1, 0 },
	{ { .tier = "", .has_due = true, .due_left = 80 * HOUR }, 1, 0 },
	{ { .tier = "", .has_due = true, .due_left = 4 * HOUR }, 1, 2500 },
	{ { .tier = "", .has_due = true, .due_left = 0 }, 1, 5000 },
	{ { .tier = "", .has_due = true, .due_left = -4 * HOUR, .overdue = true }, 1, 7500 + 4000 },
	{ { .tier = "", .has_due = true, .due_left = -400 * HOUR, .overdue = true }, 1, 10000 + 4000 },
	{ { .tier = "", .severity = CS_SEVERITY_SERIOUS }, 3, 4000 + 3000 },
	{ { .tier = "", .is_waiting = true, .is_unassigned = true, .reopened = 1 }, 5, 8000 + 3000 + 1000 + 1000 },
	{ { .tier = "", .promise_today = true, .has_dispute = true, .reopened = 5 }, 1, 3000 + 5000 + 2000 },
	{ { .tier = "", .promise_overdue = true, .promise_today = true, .is_paused = true }, 1, 6000 - 6000 },
	{ { .tier = "", .age = 7 * DAY }, 1, 1000 },
	{ { .tier = "", .age = 70 * DAY }, 1, 2000 },
};

static void
test_urgency(void)
{
	struct cs_weights weights = { 0 };
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL_FATAL(cs_weights_open(&weights, NULL, &err), CS_OK);
	for (size_t i = 0; i < CS_COUNT(urgencies); i++) {
		struct cs_score score = cs_score_urgency(&weights, &urgencies[i].facts, urgencies[i].stage);

		if (score.sum != urgencies[i].sum)
			printf("urgency %zu: %lld\n", i, (long long)score.sum);
		CU_ASSERT_EQUAL(score.sum, urgencies[i].sum);
	}
	cs_weights_release(&weights);
}

/* ---- a shop's own weights ---- */

static enum cs_status
open_with(struct cs_weights *weights, const char *rows, struct cs_err *err)
{
	char path[] = "/tmp/cs-unit-score.XXXXXX";
	int fd = mkstemp(path);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs("score\tterm\tweight\n", file);
	fputs(rows, file);
	fclose(file);
	enum cs_status st = cs_weights_open(weights, path, err);

	unlink(path);
	return st;
}

static void
test_own_weights(void)
{
	struct cs_weights weights = { 0 };
	struct cs_err err = { 0 };
	struct cs_score_facts facts = { .tier = "VIP", .kind = COMPLAINT, .flags = FLAG(EMOTION) };
	int stage;

	CU_ASSERT_EQUAL_FATAL(open_with(&weights, "stress\temotion\t0\nstress\tcomplaint\t4.5\nstress\tstage5\t20\n"
	    "urgency\ttier.VIP\t2.5\nurgency\ttier.GOLD\t1\nurgency\ttier.VIP\t3\n", &err), CS_OK);
	struct cs_score score = cs_score_stress(&weights, &facts, &stage);

	CU_ASSERT_EQUAL(score.sum, 4500);
	CU_ASSERT_EQUAL(stage, 3);
	CU_ASSERT_PTR_NULL(part(&score, "emotion"));
	CU_ASSERT_EQUAL(part(&score, "complaint")->weight, 4500);
	score = cs_score_urgency(&weights, &facts, 1);
	CU_ASSERT_EQUAL(score.sum, 3000);
	CU_ASSERT_PTR_NOT_NULL(part(&score, "VIP"));
	cs_weights_release(&weights);
}

static void
test_bad_weights(void)
{
	static const struct {
		const char *row, *reason;
	} bad[] = {
		{ "anger\temotion\t1\n", "score: \"anger\" is not stress|urgency|strain" },
		{ "stress\tdue\t1\n", "term: there is no \"due\"" },
		{ "urgency\temotion\t1\n", "term: there is no \"emotion\"" },
		{ "stress\ttier.VIP\t1\n", "term: there is no \"tier.VIP\"" },
		{ "strain\tdue_window\t1\n", "term: there is no \"due_window\"" },
		{ "urgency\ttier.\t1\n", "term: there is no \"tier.\"" },
		{ "urgency\tdue\tmuch\n", "weight: \"much\" is not a number" },
		{ "urgency\tdue\t1.23456\n", "weight: \"1.23456\" is not a number" },
		{ "urgency\tdue\t1001\n", "weight: \"1001\" is not a number" },
		{ "urgency\tdue\t\n", "weight: \"\" is not a number" },
		{ "urgency\tdue_window\t0\n", "due_window and age_days must be above 0" },
		{ "stress\tstage3\t1\n", "stage3 is reached before stage2" },
	};

	for (size_t i = 0; i < CS_COUNT(bad); i++) {
		struct cs_weights weights = { 0 };
		struct cs_err err = { 0 };

		CU_ASSERT_EQUAL(open_with(&weights, bad[i].row, &err), CS_EINPUT);
		if (!strstr(err.text, bad[i].reason))
			printf("%s: %s\n", bad[i].row, err.text);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bad[i].reason));
		cs_weights_release(&weights);
	}
}

static void
test_strain(void)
{
	static const struct {
		struct cs_strain_facts facts;
		int64_t sum;
	} known[] = {
		{ { 0 }, 0 },
		{ { .contacts = 40, .run = 2 * HOUR }, 0 },
		{ { .contacts = 40, .run = 3 * HOUR + HOUR / 2 }, 1500 },
		{ { .abusive = 2, .hard = 3, .emotion = 6, .no_pause = 1 }, 4000 + 3000 + 1500 + 1000 },
	};
	struct cs_weights weights = { 0 };
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL_FATAL(cs_weights_open(&weights, NULL, &err), CS_OK);
	for (size_t i = 0; i < CS_COUNT(known); i++)
		CU_ASSERT_EQUAL(cs_score_strain(&weights, &known[i].facts).sum, known[i].sum);
	CU_ASSERT_EQUAL(weights.strained, 8000);
	cs_weights_release(&weights);
}

const CU_TestInfo score_tests[] = {
	{ "stages of stress", test_stress },
	{ "urgency", test_urgency },
	{ "an agent's week", test_strain },
	{ "a shop's own weights", test_own_weights },
	{ "weights that cannot be", test_bad_weights },
	CU_TEST_INFO_NULL,
};
