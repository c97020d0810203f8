#include <string.h>

#include "consult/case.h"
#include "consult/conduct.h"
#include "consult/noted.h"
#include "consult/sheet.h"
#include "unit.h"

/* Every step a sheet of events, at minutes of one day; expectations are counted by hand. */
static struct cs_contact_event *
put(struct cs_sheet *sheet, int64_t seq, int minute, enum cs_contact_event_type type, int state)
{
	struct cs_contact_event *e = cs_sheet_add(sheet);

	e->seq = seq;
	e->at = e->recorded_at = cs_time_of(cs_day_of(2026, 10, 30), 9, 0, 0) + minute * 60;
	e->type = type;
	e->state = state;
	return e;
}

static void
open_case(struct cs_sheet *sheet)
{
	cs_sheet_clear(sheet);
	put(sheet, 1, 0, CS_CONTACT_OPEN, CS_CONTACT_NEW)->marks = CS_CONTACT_BY_CUSTOMER;
	cs_sheet_text(sheet, CS_SHEET_FACTS, "kind=complaint\nseverity=3\nfuture=x\n", 34);
	cs_sheet_text(sheet, CS_SHEET_BODY, "늦어요", strlen("늦어요"));
}

static void
test_fold(void)
{
	struct cs_sheet sheet = { 0 };
	struct cs_contact c = { 0 };

	open_case(&sheet);
	put(&sheet, 2, 5, CS_CONTACT_ASSIGN, -1)->agent = 7;
	put(&sheet, 3, 30, CS_CONTACT_MESSAGE_OUT, -1)->marks = CS_CONTACT_OUTWARD;
	put(&sheet, 4, 60, CS_CONTACT_STATE, CS_CONTACT_RESOLVED);
	put(&sheet, 5, 90, CS_CONTACT_STATE, CS_CONTACT_OPENED);
	put(&sheet, 6, 91, CS_CONTACT_TRANSFER, -1)->agent = 8;
	put(&sheet, 7, 120, CS_CONTACT_STATE, CS_CONTACT_RESOLVED);
	put(&sheet, 8, 130, CS_CONTACT_STATE, CS_CONTACT_CLOSED);
	cs_sheet_settle(&sheet);
	cs_contact_fold(&c, sheet.events, sheet.count);
	CU_ASSERT_EQUAL(c.kind, CS_CONTACT_COMPLAINT);
	CU_ASSERT_EQUAL(c.severity, 3);
	CU_ASSERT_EQUAL(c.channel, CS_CONTACT_OTHER);
	CU_ASSERT_STRING_EQUAL(c.body, "늦어요");
	CU_ASSERT_EQUAL(c.state, CS_CONTACT_CLOSED);
	CU_ASSERT_EQUAL(c.reopened, 1);
	CU_ASSERT_EQUAL(c.resolutions, 2);
	CU_ASSERT_EQUAL(c.transfers, 1);
	CU_ASSERT_EQUAL(c.resolution, 7);
	CU_ASSERT_EQUAL(c.resolved_by, 8);
	CU_ASSERT_EQUAL(c.resolved_at - c.opened_at, 120 * 60);
	CU_ASSERT_EQUAL(c.closed_at - c.opened_at, 130 * 60);
	CU_ASSERT_EQUAL(c.asked_at, CS_NO_TIME);
	cs_contact_release(&c);
	cs_sheet_release(&sheet);
}

static void
test_voids(void)
{
	struct cs_sheet sheet = { 0 };
	struct cs_contact c = { 0 };

	open_case(&sheet);
	/* A void may be read before what it voids: at one moment the number decides. */
	put(&sheet, 9, 10, CS_CONTACT_VOID, -1)->ref = 4;
	put(&sheet, 4, 20, CS_CONTACT_STATE, CS_CONTACT_RESOLVED);
	put(&sheet, 5, 30, CS_CONTACT_FLAG, -1)->flag = CS_FLAG_ABUSE;
	cs_sheet_settle(&sheet);
	CU_ASSERT_EQUAL(sheet.count, 2);
	cs_contact_fold(&c, sheet.events, sheet.count);
	CU_ASSERT_EQUAL(c.state, CS_CONTACT_NEW);
	CU_ASSERT_EQUAL(c.resolutions, 0);
	CU_ASSERT_EQUAL(c.flags, 1 << CS_FLAG_ABUSE);
	CU_ASSERT_NOT_EQUAL(c.asked_at, CS_NO_TIME);
	cs_contact_release(&c);
	cs_sheet_release(&sheet);
}

static void
test_promises(void)
{
	struct cs_sheet sheet = { 0 };
	struct cs_contact c = { 0 };

	open_case(&sheet);
	cs_time nine = sheet.events[0].at;

	put(&sheet, 2, 1, CS_CONTACT_PROMISE, -1)->due = nine + 3600;
	put(&sheet, 3, 2, CS_CONTACT_PROMISE, -1)->due = nine + 7200;
	put(&sheet, 4, 3, CS_CONTACT_PROMISE, -1)->due = nine + 5400;
	put(&sheet, 5, 40, CS_CONTACT_KEEP, -1)->ref = 2;
	cs_sheet_settle(&sheet);
	cs_contact_fold(&c, sheet.events, sheet.count);
	CU_ASSERT_EQUAL_FATAL(c.promise_count, 3);
	CU_ASSERT_EQUAL(cs_contact_shown_promise(&c)->seq, 4);
	CU_ASSERT_EQUAL(cs_contact_promise_kept(&c.promises[0], nine), 1);
	CU_ASSERT_EQUAL(cs_contact_promise_kept(&c.promises[2], nine + 5400), -1);
	CU_ASSERT_EQUAL(cs_contact_promise_kept(&c.promises[2], nine + 5401), 0);
	cs_contact_release(&c);
	cs_sheet_release(&sheet);
}

static void
test_conduct(void)
{
	struct cs_conduct conduct;
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL_FATAL(cs_conduct_open(&conduct, NULL, NULL, &err), CS_OK);
	/* From new and open every state but merged can be reached; nothing leads out of merged. */
	for (int to = CS_CONTACT_OPENED; to < CS_CONTACT_STATE_COUNT; to++) {
		bool way = to != CS_CONTACT_MERGED;

		CU_ASSERT_EQUAL(cs_conduct_step(&conduct, CS_CONTACT_NEW, (enum cs_contact_state)to) != NULL, way);
		CU_ASSERT_PTR_NULL(cs_conduct_step(&conduct, CS_CONTACT_MERGED, (enum cs_contact_state)to));
	}
	const struct cs_step_rule *again = cs_conduct_step(&conduct, CS_CONTACT_RESOLVED, CS_CONTACT_OPENED);

	CU_ASSERT_PTR_NOT_NULL_FATAL(again);
	CU_ASSERT_EQUAL(again->days, 7);
	CU_ASSERT_EQUAL(cs_conduct_limit(&conduct, CS_AGENT_AGENT, "points")->each, 3000);
	CU_ASSERT_PTR_NULL(cs_conduct_limit(&conduct, CS_AGENT_AGENT, "refund"));
	CU_ASSERT_EQUAL(cs_conduct_limit(&conduct, CS_AGENT_OWNER, "refund")->each, -1);
	CU_ASSERT_TRUE(cs_conduct_knows(&conduct, "refund"));
	CU_ASSERT_FALSE(cs_conduct_knows(&conduct, "any"));
	cs_conduct_release(&conduct);
}

static void
test_noted(void)
{
	static const struct {
		const char *text;
		enum cs_status status;
		const char *facts, *person;
	} table[] = {
		{ "kind=praise", CS_OK, "kind=praise\n", "" },
		{ "kind=rant", CS_EUSAGE, "", "" },
		{ "severity=4", CS_OK, "severity=4\n", "" },
		{ "severity=5", CS_EUSAGE, "", "" },
		{ "tone_end=0", CS_EUSAGE, "", "" },
		{ "cause=delivery.late", CS_OK, "cause=delivery.late\n", "" },
		{ "cause=delivery.never", CS_EUSAGE, "", "" },
		{ "cause=", CS_OK, "cause=\n", "" },
		{ "phone=+82 10 1234 5678", CS_OK, "", "phone=010-1234-5678\n" },
		{ "phone=1234", CS_EUSAGE, "", "" },
		{ "read_back= 두 줄\n한 줄 ", CS_OK, "", "read_back=두 줄 한 줄\n" },
		{ "colour=red", CS_EUSAGE, "", "" },
		{ "kind", CS_EUSAGE, "", "" },
	};
	struct cs_causes causes = { 0 };
	struct cs_err err = { 0 };

	CU_ASSERT_EQUAL_FATAL(cs_causes_open(&causes, NULL, &err), CS_OK);
	for (size_t i = 0; i < CS_COUNT(table); i++) {
		struct cs_noted noted = { { 0 }, { 0 } };

		CU_ASSERT_EQUAL(cs_noted_parse(&noted, &causes, cs_day_of(2026, 10, 30), table[i].text, &err), table[i].status);
		cs_noted_lines(&noted);
		CU_ASSERT_STRING_EQUAL(noted.facts.data, table[i].facts);
		CU_ASSERT_STRING_EQUAL(noted.person.data, table[i].person);
		cs_noted_release(&noted);
	}
	cs_causes_release(&causes);
}

const CU_TestInfo case_tests[] = {
	{ "what events come to", test_fold },
	{ "events that were a mistake", test_voids },
	{ "promises", test_promises },
	{ "states and limits", test_conduct },
	{ "facts as they are typed", test_noted },
	CU_TEST_INFO_NULL,
};
