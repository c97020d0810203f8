#include "consult/event.h"

const char *const cs_contact_event_words[] = {
	[CS_CONTACT_OPEN] = "open",
	[CS_CONTACT_MESSAGE_IN] = "message_in",
	[CS_CONTACT_MESSAGE_OUT] = "message_out",
	[CS_CONTACT_NOTE] = "note",
	[CS_CONTACT_STATE] = "state",
	[CS_CONTACT_ASSIGN] = "assign",
	[CS_CONTACT_TRANSFER] = "transfer",
	[CS_CONTACT_MERGE] = "merge",
	[CS_CONTACT_UNMERGE] = "unmerge",
	[CS_CONTACT_LINK] = "link",
	[CS_CONTACT_PROMISE] = "promise",
	[CS_CONTACT_KEEP] = "keep",
	[CS_CONTACT_COMPENSATE] = "compensate",
	[CS_CONTACT_APPROVE] = "approve",
	[CS_CONTACT_DECLINE] = "decline",
	[CS_CONTACT_SURVEY] = "survey",
	[CS_CONTACT_FLAG] = "flag",
	[CS_CONTACT_CORRECT] = "correct",
	[CS_CONTACT_VOID] = "void",
	[CS_CONTACT_EVENT_TYPE_COUNT] = NULL,
};

const char *const cs_contact_severity_words[] = {
	[CS_SEVERITY_NONE] = "",
	[CS_SEVERITY_MINOR] = "1",
	[CS_SEVERITY_NORMAL] = "2",
	[CS_SEVERITY_SERIOUS] = "3",
	[CS_SEVERITY_CRITICAL] = "4",
	[CS_SEVERITY_COUNT] = NULL,
};

const char *const cs_contact_flag_words[] = {
	[CS_FLAG_EMOTION] = "emotion",
	[CS_FLAG_ABUSE] = "abuse",
	[CS_FLAG_HARASSMENT] = "harassment",
	[CS_FLAG_THREAT] = "threat",
	[CS_FLAG_ARGUMENT] = "argument",
	[CS_FLAG_HARD] = "hard",
	[CS_FLAG_COMPETITOR] = "competitor",
	[CS_FLAG_CONFIRMED] = "confirmed",
	[CS_FLAG_COUNT] = NULL,
};

bool
cs_contact_state_is_done(enum cs_contact_state state)
{
	return state >= CS_CONTACT_RESOLVED;
}

bool
cs_contact_is_response(const struct cs_contact_event *event)
{
	return (event->marks & CS_CONTACT_OUTWARD) && !(event->marks & CS_CONTACT_AUTO);
}

bool
cs_contact_wants_answer(const struct cs_contact_event *event)
{
	return (event->marks & CS_CONTACT_BY_CUSTOMER) && !(event->marks & (CS_CONTACT_AUTO | CS_CONTACT_THANKS));
}
