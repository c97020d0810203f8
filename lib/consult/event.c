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

const char *const cs_contact_state_words[] = {
	[CS_CONTACT_NEW] = "new",
	[CS_CONTACT_OPENED] = "open",
	[CS_CONTACT_WAITING_CUSTOMER] = "waiting_customer",
	[CS_CONTACT_WAITING_INTERNAL] = "waiting_internal",
	[CS_CONTACT_WAITING_EXTERNAL] = "waiting_external",
	[CS_CONTACT_RESOLVED] = "resolved",
	[CS_CONTACT_CLOSED] = "closed",
	[CS_CONTACT_MERGED] = "merged",
	[CS_CONTACT_SPAM] = "spam",
	[CS_CONTACT_STATE_COUNT] = NULL,
};

const char *const cs_contact_kind_words[] = {
	[CS_CONTACT_QUESTION] = "question",
	[CS_CONTACT_COMPLAINT] = "complaint",
	[CS_CONTACT_REQUEST] = "request",
	[CS_CONTACT_PRAISE] = "praise",
	[CS_CONTACT_SUGGESTION] = "suggestion",
	[CS_CONTACT_INTERNAL] = "internal",
	[CS_CONTACT_KIND_COUNT] = NULL,
};

const char *const cs_contact_channel_words[] = {
	[CS_CONTACT_PHONE] = "phone",
	[CS_CONTACT_CHAT] = "chat",
	[CS_CONTACT_BOARD] = "board",
	[CS_CONTACT_EMAIL] = "email",
	[CS_CONTACT_MESSENGER] = "messenger",
	[CS_CONTACT_SMS] = "sms",
	[CS_CONTACT_SOCIAL] = "social",
	[CS_CONTACT_REVIEW] = "review",
	[CS_CONTACT_MARKET] = "market",
	[CS_CONTACT_VISIT] = "visit",
	[CS_CONTACT_OTHER] = "other",
	[CS_CONTACT_CHANNEL_COUNT] = NULL,
};

const char *const cs_contact_origin_words[] = {
	[CS_ORIGIN_UNKNOWN] = "unknown",
	[CS_ORIGIN_SHOP] = "shop",
	[CS_ORIGIN_AGENT] = "agent",
	[CS_ORIGIN_COURIER] = "courier",
	[CS_ORIGIN_SUPPLIER] = "supplier",
	[CS_ORIGIN_CUSTOMER] = "customer",
	[CS_ORIGIN_COUNT] = NULL,
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
