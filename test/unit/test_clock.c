#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "consult/sla.h"
#include "unit.h"

/* What happens in a case: times of November 2026, in which the 2nd is a Monday. */
struct step {
	const char *at; /* "02 09:30" */
	enum cs_contact_event_type type;
	int marks, state;
};

#define STEPS_MAX 12
#define BY CS_CONTACT_BY_CUSTOMER
#define OUT CS_CONTACT_OUTWARD
#define ASKS(t) { t, CS_CONTACT_OPEN, BY, CS_CONTACT_NEW }
#define SAYS(t) { t, CS_CONTACT_MESSAGE_IN, BY, -1 }
#define THANKS(t) { t, CS_CONTACT_MESSAGE_IN, BY | CS_CONTACT_THANKS, -1 }
#define ANSWER(t) { t, CS_CONTACT_MESSAGE_OUT, OUT, -1 }
#define ROBOT(t) { t, CS_CONTACT_MESSAGE_OUT, OUT | CS_CONTACT_AUTO, -1 }
#define STATE(t, s) { t, CS_CONTACT_STATE, 0, s }
#define OPENED(t) STATE(t, CS_CONTACT_OPENED)
#define WAITING(t) STATE(t, CS_CONTACT_WAITING_CUSTOMER)
#define RESOLVED(t) STATE(t, CS_CONTACT_RESOLVED)
#define END { NULL, 0, 0, 0 }

static cs_time
at(const char *text)
{
	char whole[CS_TIME_TEXT];
	cs_time t = CS_NO_TIME;

	snprintf(whole, sizeof(whole), "2026-11-%s", text);
	if (!cs_time_parse(whole, strlen(whole), &t))
		CU_FAIL_FATAL("a test with a time that does not exist");
	return t;
}

/* -1 for the CS_NO_TIME of a table. */
static int64_t
minutes_of(const struct cs_clocks *clocks, const struct cs_hours *hours, cs_time from, cs_time to)
{
	int64_t seconds = cs_clocks_taken(clocks, hours, from, to);

	return seconds < 0 ? -1 : seconds / 60;
}

static size_t
build(const struct step *steps, struct cs_contact_event *events)
{
	size_t count = 0;

	for (; steps->at; steps++)
		events[count++] = (struct cs_contact_event){ .seq = (int64_t)count + 1, .at = at(steps->at), .type = steps->type,
			.marks = steps->marks, .state = steps->state, .flag = -1, .due = CS_NO_TIME, .word = "", .body = "",
			.facts = "", .person = "" };
	return count;
}

struct story {
	const char *name;
	struct step steps[STEPS_MAX];
	int first[2], resolved[2], total[2]; /* minutes: calendar, business; -1: none */
	int asks, ask[2];                    /* later questions, and minutes of the newest */
	bool counts, stands;
};

/*
 * Counted by hand: 09:00 to 18:00 with lunch from 12:00 to 13:00; now is
 * Friday the 6th at 18:00.
 */
static const struct story stories[] = {
	{ "answered and solved", { ASKS("02 09:00"), ANSWER("02 09:30"), RESOLVED("02 10:00"), END },
	  { 30, 30 }, { 60, 60 }, { 60, 60 }, 0, { 0, 0 }, true, true },
	{ "an automatic reply is no response", { ASKS("02 09:00"), ROBOT("02 09:01"), ANSWER("02 11:00"), RESOLVED("02 11:00"), END },
	  { 120, 120 }, { 120, 120 }, { 120, 120 }, 0, { 0, 0 }, true, true },
	{ "over night and lunch", { ASKS("02 22:00"), ANSWER("03 12:30"), RESOLVED("03 13:30"), END },
	  { 870, 180 }, { 930, 210 }, { 930, 210 }, 0, { 0, 0 }, true, true },
	{ "a call answered as it came", { ASKS("02 09:00"), ANSWER("02 09:00"), RESOLVED("02 09:07"), END },
	  { 0, 0 }, { 7, 7 }, { 7, 7 }, 0, { 0, 0 }, true, true },
	{ "two questions before the first answer are one wait",
	  { ASKS("02 09:00"), SAYS("02 09:20"), ANSWER("02 09:30"), SAYS("02 09:40"), SAYS("02 09:50"), ANSWER("02 10:10"), RESOLVED("02 10:10"), END },
	  { 30, 30 }, { 70, 70 }, { 70, 70 }, 1, { 30, 30 }, true, true },
	/* 30 minutes, then it is the customer's turn until Tuesday 15:00, then an hour. */
	{ "a pause",
	  { ASKS("02 09:00"), ANSWER("02 09:30"), WAITING("02 09:30"), SAYS("03 15:00"), OPENED("03 15:00"), ANSWER("03 15:20"), RESOLVED("03 16:00"), END },
	  { 30, 30 }, { 90, 90 }, { 90, 90 }, 1, { 20, 20 }, true, true },
	{ "still in the pause", { ASKS("02 09:00"), ANSWER("02 09:30"), WAITING("02 10:00"), END },
	  { 30, 30 }, { 60, 60 }, { 60, 60 }, 0, { 0, 0 }, true, true },
	/* The hour until the resolution, and an hour after the reopening. */
	{ "reopened",
	  { ASKS("02 09:00"), ANSWER("02 09:30"), RESOLVED("02 10:00"), SAYS("03 14:00"), OPENED("03 14:00"), ANSWER("03 14:30"), RESOLVED("03 15:00"), END },
	  { 30, 30 }, { 60, 60 }, { 120, 120 }, 1, { 30, 30 }, true, true },
	/* Reopened on Tuesday at 17:00, and still open on Friday at 18:00. */
	{ "reopened and open",
	  { ASKS("02 09:00"), ANSWER("02 09:30"), RESOLVED("02 10:00"), SAYS("03 17:00"), OPENED("03 17:00"), END },
	  { 30, 30 }, { 60, 60 }, { 60 + 73 * 60, 60 + 25 * 60 }, 1, { 73 * 60, 25 * 60 }, true, false },
	{ "thanks after the resolution", { ASKS("02 09:00"), ANSWER("02 09:30"), RESOLVED("02 10:00"), THANKS("02 10:05"), END },
	  { 30, 30 }, { 60, 60 }, { 60, 60 }, 0, { 0, 0 }, true, true },
	{ "thanks while it is open", { ASKS("02 09:00"), ANSWER("02 09:30"), THANKS("02 09:40"), RESOLVED("02 10:00"), END },
	  { 30, 30 }, { 60, 60 }, { 60, 60 }, 0, { 0, 0 }, true, true },
	/* The words came too late to reopen anything: they wait for nobody. */
	{ "words behind the end", { ASKS("02 09:00"), ANSWER("02 09:30"), STATE("02 10:00", CS_CONTACT_CLOSED), SAYS("05 09:00"), END },
	  { 30, 30 }, { 60, 60 }, { 60, 60 }, 1, { 0, 0 }, true, true },
	{ "resolved over a question", { ASKS("02 09:00"), ANSWER("02 09:30"), SAYS("02 09:40"), RESOLVED("02 10:00"), END },
	  { 30, 30 }, { 60, 60 }, { 60, 60 }, 1, { 20, 20 }, true, true },
	{ "closed without a word", { ASKS("02 09:00"), RESOLVED("02 09:20"), END },
	  { 20, 20 }, { 20, 20 }, { 20, 20 }, 0, { 0, 0 }, true, true },
	{ "closed without a word, and asked again",
	  { ASKS("02 09:00"), RESOLVED("02 09:20"), SAYS("02 11:00"), OPENED("02 11:00"), ANSWER("02 11:10"), RESOLVED("02 11:30"), END },
	  { 30, 30 }, { 20, 20 }, { 50, 50 }, 0, { 0, 0 }, true, true },
	{ "merged", { ASKS("02 09:00"), { "02 09:30", CS_CONTACT_MERGE, 0, CS_CONTACT_MERGED }, END },
	  { 30, 30 }, { 30, 30 }, { 30, 30 }, 0, { 0, 0 }, false, true },
	{ "merged, and back",
	  { ASKS("02 09:00"), { "02 09:30", CS_CONTACT_MERGE, 0, CS_CONTACT_MERGED }, { "02 10:00", CS_CONTACT_UNMERGE, 0, CS_CONTACT_OPENED }, ANSWER("02 10:10"), RESOLVED("02 10:30"), END },
	  { 40, 40 }, { 60, 60 }, { 60, 60 }, 0, { 0, 0 }, true, true },
	{ "spam", { ASKS("02 09:00"), STATE("02 09:05", CS_CONTACT_SPAM), END },
	  { 5, 5 }, { 5, 5 }, { 5, 5 }, 0, { 0, 0 }, false, true },
	{ "the shop began",
	  { { "02 09:00", CS_CONTACT_OPEN, OUT, CS_CONTACT_OPENED }, SAYS("02 10:00"), ANSWER("02 10:15"), RESOLVED("02 11:00"), END },
	  { 15, 15 }, { 120, 120 }, { 120, 120 }, 0, { 0, 0 }, true, true },
	{ "the shop began, and nobody answered it",
	  { { "02 09:00", CS_CONTACT_OPEN, OUT, CS_CONTACT_OPENED }, RESOLVED("02 11:00"), END },
	  { -1, -1 }, { 120, 120 }, { 120, 120 }, 0, { 0, 0 }, true, true },
	{ "not yet answered", { ASKS("05 17:00"), END },
	  { 25 * 60, 9 * 60 }, { 25 * 60, 9 * 60 }, { 25 * 60, 9 * 60 }, 0, { 0, 0 }, true, false },
	/* Nine in the morning of next Monday has not come. */
	{ "what is still to come", { ASKS("05 17:00"), ANSWER("05 17:10"), RESOLVED("09 09:00"), END },
	  { 10, 10 }, { 25 * 60, 9 * 60 }, { 25 * 60, 9 * 60 }, 0, { 0, 0 }, true, false },
};

static void
check_story(const struct story *s, const struct cs_clocks *c, const struct cs_hours *hours)
{
	const struct cs_hours *kinds[2] = { NULL, hours };
	bool good = c->counts == s->counts && cs_clocks_stand(c) == s->stands && (int)c->ask_count == s->asks;

	for (int i = 0; i < 2; i++) {
		good &= minutes_of(c, kinds[i], c->asked_at, c->responded_at) == s->first[i];
		good &= minutes_of(c, kinds[i], c->opened_at, c->first_resolved_at) == s->resolved[i];
		good &= minutes_of(c, kinds[i], c->opened_at, c->resolved_at) == s->total[i];
		if (c->ask_count > 0)
			good &= minutes_of(c, kinds[i], c->asks[c->ask_count - 1].at, c->asks[c->ask_count - 1].end) == s->ask[i];
	}
	if (!good)
		printf("%s: first %d %d, resolved %d %d, total %d %d, asks %zu\n", s->name,
		    (int)minutes_of(c, NULL, c->asked_at, c->responded_at), (int)minutes_of(c, hours, c->asked_at, c->responded_at),
		    (int)minutes_of(c, NULL, c->opened_at, c->first_resolved_at),
		    (int)minutes_of(c, hours, c->opened_at, c->first_resolved_at),
		    (int)minutes_of(c, NULL, c->opened_at, c->resolved_at), (int)minutes_of(c, hours, c->opened_at, c->resolved_at),
		    c->ask_count);
	CU_ASSERT_TRUE(good);
}

/* What every test works with. */
static struct cs_calendar calendar;
static struct cs_hours hours;

static void
open_default(void)
{
	struct cs_err err = { 0 };

	cs_calendar_open(&calendar, CS_LABOR_HOLIDAY);
	CU_ASSERT_EQUAL_FATAL(cs_hours_open(&hours, &calendar, NULL, &err), CS_OK);
}

static void
close_default(void)
{
	cs_hours_release(&hours);
	cs_calendar_close(&calendar);
}

static void
test_stories(void)
{
	struct cs_contact_event events[STEPS_MAX];
	struct cs_clocks clocks = { 0 };

	open_default();
	for (size_t i = 0; i < CS_COUNT(stories); i++) {
		cs_clocks_take(&clocks, events, build(stories[i].steps, events), CS_PAUSE_DEFAULT, at("06 18:00"));
		check_story(&stories[i], &clocks, &hours);
	}
	cs_clocks_release(&clocks);
	cs_clocks_release(&clocks);
	close_default();
}

static void
test_which_states_pause(void)
{
	static const struct step steps[] = { ASKS("02 09:00"), STATE("02 10:00", CS_CONTACT_WAITING_EXTERNAL),
		WAITING("02 11:00"), STATE("02 14:00", CS_CONTACT_WAITING_INTERNAL), RESOLVED("02 15:00"), END };
	static const struct {
		unsigned pauses;
		int minutes;
	} known[] = {
		{ 0, 300 }, /* 09 to 12 and 13 to 15 */
		{ CS_PAUSE_DEFAULT, 180 },
		{ CS_PAUSE_DEFAULT | 1u << CS_CONTACT_WAITING_EXTERNAL, 120 },
		{ CS_PAUSE_DEFAULT | 1u << CS_CONTACT_WAITING_EXTERNAL | 1u << CS_CONTACT_WAITING_INTERNAL, 60 },
	};
	struct cs_contact_event events[STEPS_MAX];
	struct cs_clocks clocks = { 0 };

	open_default();
	for (size_t i = 0; i < CS_COUNT(known); i++) {
		cs_clocks_take(&clocks, events, build(steps, events), known[i].pauses, at("06 18:00"));
		CU_ASSERT_EQUAL(minutes_of(&clocks, &hours, clocks.opened_at, clocks.resolved_at), known[i].minutes);
	}
	cs_clocks_take(&clocks, events, 0, CS_PAUSE_DEFAULT, at("06 18:00"));
	CU_ASSERT_EQUAL(clocks.opened_at, CS_NO_TIME);
	cs_clocks_release(&clocks);
	close_default();
}

/* ---- when it is due ---- */

struct deadline {
	struct step steps[STEPS_MAX];
	struct cs_target target;
	const char *due; /* NULL: the clock stands, or there is no target */
};

#define HOURS(n) { (n) * 3600, 0, true }
#define CALENDAR(n) { (n) * 3600, 0, false }
#define DAYS(n) { 0, n, true }

/* By hand, on the same hours. Clocks begin at the opening. */
static const struct deadline deadlines[] = {
	{ { ASKS("06 17:00"), END }, HOURS(4), "09 12:00" },
	{ { ASKS("06 17:00"), END }, CALENDAR(4), "06 21:00" },
	{ { ASKS("06 17:00"), END }, DAYS(1), "09 23:59:59" },
	{ { ASKS("06 17:00"), END }, { 0, 0, true }, NULL },
	/* An hour is used; it stood from 10:00 on Monday to 14:00 on Wednesday. */
	{ { ASKS("02 09:00"), WAITING("02 10:00"), OPENED("04 14:00"), END }, HOURS(4), "04 17:00" },
	{ { ASKS("02 09:00"), WAITING("02 10:00"), OPENED("04 14:00"), END }, CALENDAR(4), "04 17:00" },
	/* Tuesday and Wednesday were not the shop's: the end of Tuesday becomes that of Thursday. */
	{ { ASKS("02 09:00"), WAITING("02 10:00"), OPENED("04 14:00"), END }, DAYS(1), "05 23:59:59" },
	{ { ASKS("02 09:00"), WAITING("02 10:00"), OPENED("02 14:00"), END }, DAYS(1), "03 23:59:59" },
	{ { ASKS("02 09:00"), WAITING("02 10:00"), OPENED("03 14:00"), WAITING("03 15:00"), OPENED("06 09:00"), END }, DAYS(1), "09 23:59:59" },
	{ { ASKS("02 09:00"), WAITING("02 10:00"), END }, HOURS(4), NULL },
	{ { ASKS("02 09:00"), WAITING("02 10:00"), END }, DAYS(1), NULL },
	/* Over before the pause began: it stays over. */
	{ { ASKS("02 09:00"), WAITING("02 16:00"), END }, HOURS(4), "02 14:00" },
	{ { ASKS("02 09:00"), WAITING("05 10:00"), OPENED("06 10:00"), END }, DAYS(1), "03 23:59:59" },
	{ { ASKS("02 09:00"), RESOLVED("02 10:00"), OPENED("04 09:00"), END }, HOURS(2), "04 10:00" },
};

static void
test_deadlines(void)
{
	struct cs_contact_event events[STEPS_MAX];
	struct cs_clocks clocks = { 0 };
	char text[CS_TIME_TEXT];

	open_default();
	for (size_t i = 0; i < CS_COUNT(deadlines); i++) {
		const struct deadline *d = &deadlines[i];

		cs_clocks_take(&clocks, events, build(d->steps, events), CS_PAUSE_DEFAULT, at("09 23:00"));
		cs_time due = cs_clocks_due(&clocks, &hours, clocks.opened_at, d->target);
		cs_time wanted = d->due ? at(d->due) : CS_NO_TIME;

		if (due != wanted)
			printf("deadline %zu: %s\n", i, due == CS_NO_TIME ? "none" : cs_time_format(text, due));
		CU_ASSERT_EQUAL(due, wanted);
	}
	CU_ASSERT_EQUAL(cs_clocks_due(&clocks, &hours, CS_NO_TIME, (struct cs_target)HOURS(1)), CS_NO_TIME);
	cs_clocks_release(&clocks);
	close_default();
}

/* ---- kept or missed ---- */

struct verdict {
	const char *name;
	struct step steps[STEPS_MAX];
	const char *now;
	enum cs_sla_result first, next, resolve;
	int next_met, next_missed, first_due; /* which clock is due first; -1: none */
};

#define M CS_SLA_MET
#define X CS_SLA_MISSED
#define R CS_SLA_RUNNING
#define P CS_SLA_PAUSED
#define N CS_SLA_NONE

/* Against the built-in policy of a complaint: 2 h, then 4 h each, 3 business days in all. */
static const struct verdict verdicts[] = {
	{ "in time", { ASKS("02 09:00"), ANSWER("02 11:00"), RESOLVED("05 17:00"), END }, "06 18:00", M, N, M, 0, 0, -1 },
	{ "a second late", { ASKS("02 09:00"), ANSWER("02 11:00:01"), RESOLVED("05 17:00"), END }, "06 18:00", X, N, M, 0, 0, -1 },
	{ "not due yet", { ASKS("02 09:00"), END }, "02 11:00", R, N, R, 0, 0, 0 },
	{ "overdue", { ASKS("02 09:00"), END }, "02 11:00:01", X, N, R, 0, 0, 0 },
	{ "late, answered, solved: still late", { ASKS("02 09:00"), ANSWER("02 17:00"), RESOLVED("02 17:30"), END }, "06 18:00", X, N, M, 0, 0, -1 },
	{ "late, then a pause", { ASKS("02 09:00"), WAITING("02 12:30"), END }, "06 18:00", X, N, P, 0, 0, 0 },
	{ "in a pause", { ASKS("02 09:00"), ANSWER("02 09:30"), WAITING("02 09:30"), END }, "06 18:00", M, N, P, 0, 0, -1 },
	{ "waits for the next answer", { ASKS("02 09:00"), ANSWER("02 09:30"), SAYS("02 14:00"), END }, "02 15:00", M, R, R, 0, 0, 1 },
	{ "waited too long", { ASKS("02 09:00"), ANSWER("02 09:30"), SAYS("02 14:00"), END }, "03 09:00:01", M, X, R, 0, 1, 1 },
	{ "one answer late, one in time: missed",
	  { ASKS("02 09:00"), ANSWER("02 09:30"), SAYS("02 10:00"), ANSWER("02 16:00"), SAYS("02 16:10"), ANSWER("02 16:20"), END },
	  "02 17:00", M, X, R, 1, 1, 2 },
	{ "both in time",
	  { ASKS("02 09:00"), ANSWER("02 09:30"), SAYS("02 10:00"), ANSWER("02 10:20"), SAYS("02 16:10"), ANSWER("02 16:20"), END },
	  "02 17:00", M, M, R, 2, 0, 2 },
	/* 5 November 23:59:59 is the end of the third business day. */
	{ "resolved too late", { ASKS("02 09:00"), ANSWER("02 09:30"), RESOLVED("06 09:00"), END }, "06 18:00", M, N, X, 0, 0, -1 },
	{ "resolved in time, reopened, and over it", { ASKS("02 09:00"), ANSWER("02 09:30"), RESOLVED("02 10:00"), SAYS("02 10:30"), OPENED("02 10:30"), ANSWER("02 10:40"), END },
	  "06 09:00", M, M, X, 1, 0, 2 },
	{ "closed in time without a word", { ASKS("02 09:00"), RESOLVED("02 09:20"), END }, "06 18:00", N, N, M, 0, 0, -1 },
	{ "closed too late without a word", { ASKS("02 09:00"), RESOLVED("02 17:00"), END }, "06 18:00", X, N, M, 0, 0, -1 },
	{ "merged", { ASKS("02 09:00"), { "02 16:30", CS_CONTACT_MERGE, 0, CS_CONTACT_MERGED }, END }, "06 18:00", N, N, N, 0, 0, -1 },
};

static void
check_verdict(const struct verdict *v, const struct cs_sla *sla)
{
	struct cs_sla_case of = { .kind = CS_CONTACT_COMPLAINT, .channel = CS_CONTACT_BOARD, .tier = "", .cause = "" };
	struct cs_contact_event events[STEPS_MAX];
	struct cs_clocks clocks = { 0 };
	struct cs_sla_verdict got[CS_SLA_CLOCKS];

	cs_clocks_take(&clocks, events, build(v->steps, events), CS_PAUSE_DEFAULT, at(v->now));
	cs_sla_judge(cs_sla_find(sla, &of), &clocks, &hours, got);
	bool good = got[0].result == v->first && got[1].result == v->next && got[2].result == v->resolve &&
	    got[1].met == v->next_met && got[1].missed == v->next_missed && cs_sla_first_due(got) == v->first_due;

	if (!good)
		printf("%s: %s %s(%d,%d) %s, first due %d\n", v->name, cs_sla_result_words[got[0].result],
		    cs_sla_result_words[got[1].result], (int)got[1].met, (int)got[1].missed, cs_sla_result_words[got[2].result],
		    cs_sla_first_due(got));
	CU_ASSERT_TRUE(good);
	cs_sla_judge(NULL, &clocks, &hours, got);
	CU_ASSERT_EQUAL(got[0].result, CS_SLA_NONE);
	CU_ASSERT_EQUAL(cs_sla_first_due(got), -1);
	cs_clocks_release(&clocks);
}

static void
test_verdicts(void)
{
	struct cs_causes causes = { 0 };
	struct cs_sla sla = { 0 };
	struct cs_err err = { 0 };

	open_default();
	CU_ASSERT_EQUAL_FATAL(cs_causes_open(&causes, NULL, &err), CS_OK);
	CU_ASSERT_EQUAL_FATAL(cs_sla_open(&sla, &causes, NULL, &err), CS_OK);
	for (size_t i = 0; i < CS_COUNT(verdicts); i++)
		check_verdict(&verdicts[i], &sla);
	cs_sla_release(&sla);
	cs_sla_release(&sla);
	cs_causes_release(&causes);
	close_default();
}

/* ---- which policy ---- */

static const char *
write_file(const char *text)
{
	static char path[] = "/tmp/cs-unit-sla.XXXXXX";
	static bool made;

	if (!made)
		CU_ASSERT_TRUE_FATAL(mkstemp(path) >= 0);
	made = true;
	FILE *file = fopen(path, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs(text, file);
	fclose(file);
	return path;
}

static void
test_first_match_wins(void)
{
	static const struct {
		struct cs_sla_case of;
		const char *policy;
	} known[] = {
		{ { CS_CONTACT_QUESTION, CS_CONTACT_BOARD, CS_SEVERITY_NONE, "VIP", "", 3, 0, 0 }, "vip" },
		{ { CS_CONTACT_COMPLAINT, CS_CONTACT_BOARD, CS_SEVERITY_SERIOUS, "VIP", "", 3, 0, 0 }, "grave" },
		{ { CS_CONTACT_COMPLAINT, CS_CONTACT_BOARD, CS_SEVERITY_NORMAL, "", "delivery.late.courier", 0, 21, 0 }, "late" },
		{ { CS_CONTACT_COMPLAINT, CS_CONTACT_BOARD, CS_SEVERITY_NORMAL, "", "delivery.lost", 0, 13, 0 }, "rest" },
		{ { CS_CONTACT_COMPLAINT, CS_CONTACT_BOARD, CS_SEVERITY_NORMAL, "", "no.such", 0, 7, 0 }, "rest" },
		{ { CS_CONTACT_QUESTION, CS_CONTACT_SMS, CS_SEVERITY_NONE, "", "", 0, 0, 0 }, "rest" },
		/* 2026-11-02 is day 20759: the new rule counts for cases from then on. */
		{ { CS_CONTACT_QUESTION, CS_CONTACT_CHAT, CS_SEVERITY_NONE, "", "", 0, 0, 20759 }, "new" },
		{ { CS_CONTACT_QUESTION, CS_CONTACT_CHAT, CS_SEVERITY_NONE, "", "", 0, 0, 20758 }, "old" },
	};
	struct cs_causes causes = { 0 };
	struct cs_sla sla = { 0 };
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL(cs_day_of(2026, 11, 2), 20759);
	CU_ASSERT_EQUAL_FATAL(cs_causes_open(&causes, NULL, &err), CS_OK);
	CU_ASSERT_EQUAL_FATAL(cs_sla_open(&sla, &causes, write_file(
	    "policy\tseverity\ttier\tcause\tchannel\tkind\tfirst\tclock\tfrom\tuntil\tpauses\n"
	    "# the order decides\n"
	    "grave\t3+\t\t\t\tcomplaint\t30m\tcalendar\t\t\tnone\n"
	    "vip\t\tGOLD|VIP\t\t\t\t1h\t\t\t\twaiting_internal|waiting_external\n"
	    "late\t\t\tdelivery.late|return.pickup\t\t\t2h\t\t\t\n"
	    "new\t\t\t\tchat|phone\t\t5m\t\t2026-11-02\t\n"
	    "old\t\t\t\tchat|phone\t\t10m\t\t\t2026-11-01\n"
	    "rest\t\t\t\t\t\t1d\t\t\t\n"), &err), CS_OK);
	for (size_t i = 0; i < CS_COUNT(known); i++)
		CU_ASSERT_STRING_EQUAL(cs_sla_find(&sla, &known[i].of)->name, known[i].policy);
	CU_ASSERT_EQUAL(sla.rows[0].targets[CS_SLA_FIRST].seconds, 1800);
	CU_ASSERT_FALSE(sla.rows[0].targets[CS_SLA_FIRST].business);
	CU_ASSERT_EQUAL(sla.rows[0].pauses, 0);
	CU_ASSERT_EQUAL(sla.rows[1].pauses, 1u << CS_CONTACT_WAITING_INTERNAL | 1u << CS_CONTACT_WAITING_EXTERNAL);
	CU_ASSERT_EQUAL(sla.rows[2].pauses, CS_PAUSE_DEFAULT);
	CU_ASSERT_EQUAL(sla.rows[5].targets[CS_SLA_FIRST].days, 1);
	CU_ASSERT_TRUE(sla.rows[5].targets[CS_SLA_FIRST].business);
	cs_sla_release(&sla);
	cs_causes_release(&causes);
}

static void
test_bad_policies(void)
{
	static const struct {
		const char *row, *reason;
	} bad[] = {
		{ "\t\t\t\t\t\t\t", "policy: \"\" is not a name" },
		{ "a\tcomplaints\t\t\t\t\t\t", "kind: \"complaints\" is not a kind" },
		{ "a\t\tfax\t\t\t\t\t", "channel: \"fax\" is not a channel" },
		{ "a\t\t\t5\t\t\t\t", "severity: \"5\" is not" },
		{ "a\t\t\t3-2\t\t\t\t", "severity: \"3-2\" is not" },
		{ "a\t\t\t3+4\t\t\t\t", "severity: \"3+4\" is not" },
		{ "a\t\t\t\tdelivery.never\t\t\t", "cause: \"delivery.never\" is not a cause" },
		{ "a\t\t\t\t\t2\t\t", "first: \"2\" is not a time" },
		{ "a\t\t\t\t\t0h\t\t", "first: \"0h\" is not a time" },
		{ "a\t\t\t\t\t2w\t\t", "first: \"2w\" is not a time" },
		{ "a\t\t\t\t\t366d\t\t", "first: \"366d\" is not a time" },
		{ "a\t\t\t\t\t\thours\t", "clock: \"hours\" is not business|calendar" },
		{ "a\t\t\t\t\t\t\t2026-02-30", "from: \"2026-02-30\" is not a date" },
		{ "a\t\t\t\t\t\t\t\tresolved", "pauses: \"resolved\" is not none|waiting_customer" },
		{ "a\t\t\t\t\t\t\t\tnone|open", "pauses: \"none\" is not none|waiting_customer" },
	};
	struct cs_causes causes = { 0 };
	struct cs_err err = { 0 };
	char text[256];

	CU_ASSERT_EQUAL_FATAL(cs_causes_open(&causes, NULL, &err), CS_OK);
	for (size_t i = 0; i < CS_COUNT(bad); i++) {
		struct cs_sla sla = { 0 };

		snprintf(text, sizeof(text), "policy\tkind\tchannel\tseverity\tcause\tfirst\tclock\tfrom\tpauses\n%s\n", bad[i].row);
		CU_ASSERT_EQUAL(cs_sla_open(&sla, &causes, write_file(text), &err), CS_EINPUT);
		if (!strstr(err.text, bad[i].reason) || !strstr(err.text, ":2: "))
			printf("%s: %s\n", bad[i].row, err.text);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bad[i].reason));
		cs_sla_release(&sla);
	}
	remove(write_file(""));
	cs_causes_release(&causes);
}

const CU_TestInfo clock_tests[] = {
	{ "stories and what the clocks say", test_stories },
	{ "which states pause", test_which_states_pause },
	{ "deadlines", test_deadlines },
	{ "met, missed, late for ever", test_verdicts },
	{ "the first policy that matches", test_first_match_wins },
	{ "policies that say nothing", test_bad_policies },
	CU_TEST_INFO_NULL,
};
