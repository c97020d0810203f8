#include "consult/frame.h"

#include <stdio.h>
#include <string.h>

#include "consult/link.h"

void
cs_turn_release(struct cs_turn *turn)
{
	cs_desk_case_release(&turn->c);
}

enum cs_status
cs_turn_begin(struct cs_turn *turn, const char *code, struct cs_err *err)
{
	enum cs_status st = cs_entry_begin(turn->desk, turn->alias, &turn->me, err);

	return st == CS_OK && code ? cs_desk_find(turn->desk, code, &turn->c, err) : st;
}

enum cs_status
cs_turn_end(struct cs_turn *turn, enum cs_status st, struct cs_err *err)
{
	if (st == CS_OK)
		st = cs_entry_settle(turn->desk, &turn->c, err);
	return cs_entry_end(turn->desk, st, err);
}

/* An event of this turn that says nothing yet. */
struct cs_contact_event
cs_turn_event(const struct cs_turn *turn, enum cs_contact_event_type type)
{
	return (struct cs_contact_event){ .type = type, .at = turn->at, .actor = turn->me, .state = -1, .flag = -1,
		.due = CS_NO_TIME, .word = "", .body = "", .facts = "", .person = "" };
}

enum cs_status
cs_turn_put(struct cs_turn *turn, struct cs_contact_event *e, struct cs_err *err)
{
	return cs_entry_add(turn->desk, &turn->c, e, err);
}

/* Nothing is written into a case that lives on in another. */
enum cs_status
cs_turn_must_live(const struct cs_turn *turn, struct cs_err *err)
{
	char into[CS_CONTACT_CODE_MAX];

	if (turn->c.now.state != CS_CONTACT_MERGED)
		return CS_OK;
	enum cs_status st = cs_desk_code(turn->desk, turn->c.now.merged_into, into, err);

	return st == CS_OK ? cs_err_set(err, CS_NOTE, _("%s: was merged into %s; write there"), turn->c.code, into) : st;
}

enum cs_status
cs_turn_begin_live(struct cs_turn *turn, const char *code, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin(turn, code, err);

	return st == CS_OK ? cs_turn_must_live(turn, err) : st;
}

void
cs_turn_warn(const struct cs_turn *turn, const char *message)
{
	if (turn->warn)
		turn->warn(message);
}

/* The customer that the lines name, "" for none. */
static void
named_customer(const struct cs_turn *turn, const struct cs_noted *noted, char customer[CS_LINK_BYTES])
{
	struct cs_contact told = { 0 };
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_OPEN);
	const struct cs_contact_text *text = &told.facts[CS_CONTACT_FACT_CUSTOMER];

	e.facts = noted->facts.data ? noted->facts.data : "";
	cs_contact_fold(&told, &e, 1);
	snprintf(customer, CS_LINK_BYTES, "%.*s", (int)text->len, text->len > 0 ? text->s : "");
	cs_contact_release(&told);
}

enum cs_status
cs_turn_follow_merge(const struct cs_turn *turn, struct cs_noted *noted, struct cs_err *err)
{
	char named[CS_LINK_BYTES], living[CS_LINK_BYTES], text[2 * CS_LINK_BYTES + 80];

	named_customer(turn, noted, named);
	enum cs_status st = named[0] ? cs_link_living(turn->desk, named, living, err) : CS_OK;

	if (st != CS_OK || !named[0] || strcmp(named, living) == 0)
		return st;
	snprintf(text, sizeof(text), _("customer %s was merged into %s, who it is written down for"), named, living);
	cs_turn_warn(turn, text);
	return cs_noted_add(noted, turn->causes, cs_day_of_time(turn->at), CS_CONTACT_FACT_CUSTOMER, living, err);
}

enum cs_agent_role
cs_turn_role(const struct cs_turn *turn)
{
	const struct cs_agent *agent = cs_desk_agent(turn->desk, turn->me);

	return agent ? agent->role : CS_AGENT_AGENT;
}
