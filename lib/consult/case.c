#include "consult/case.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

const char *const cs_contact_fact_words[] = {
	[CS_CONTACT_FACT_KIND] = "kind",
	[CS_CONTACT_FACT_CHANNEL] = "channel",
	[CS_CONTACT_FACT_CUSTOMER] = "customer_id",
	[CS_CONTACT_FACT_ORDER] = "order_no",
	[CS_CONTACT_FACT_PRODUCT] = "product_id",
	[CS_CONTACT_FACT_CAUSE] = "cause",
	[CS_CONTACT_FACT_ORIGIN] = "origin",
	[CS_CONTACT_FACT_SEVERITY] = "severity",
	[CS_CONTACT_FACT_CALLER] = "caller_type",
	[CS_CONTACT_FACT_VOICE] = "voice",
	[CS_CONTACT_FACT_TONE_START] = "tone_start",
	[CS_CONTACT_FACT_TONE_END] = "tone_end",
	[CS_CONTACT_FACT_READ_BACK] = "read_back",
	[CS_CONTACT_FACT_ASKED] = "asked",
	[CS_CONTACT_FACT_HANDOVER] = "handover",
	[CS_CONTACT_FACT_PHONE] = "phone",
	[CS_CONTACT_FACT_NAME] = "name",
	[CS_CONTACT_FACT_EMAIL] = "email",
	[CS_CONTACT_FACT_COUNT] = NULL,
};

bool
cs_contact_fact_is_personal(enum cs_contact_fact fact)
{
	return fact >= CS_CONTACT_FACT_READ_BACK;
}

/* The words of facts that are words, and how far their numbers go. */
static int
number_of(enum cs_contact_fact fact, struct cs_contact_text value, int otherwise)
{
	const char *const *words = fact == CS_CONTACT_FACT_KIND ? cs_contact_kind_words :
	    fact == CS_CONTACT_FACT_CHANNEL ? cs_contact_channel_words :
	    fact == CS_CONTACT_FACT_ORIGIN ? cs_contact_origin_words : NULL;
	int64_t n;

	if (!words)
		return cs_int_parse(value.s, value.len, &n) && n >= 0 && n <= 5 ? (int)n : otherwise;
	int index = value.len > 0 ? cs_word_find(words, value.s, value.len) : -1;

	return index < 0 ? otherwise : index;
}

static void
set_fact(struct cs_contact *c, enum cs_contact_fact fact, struct cs_contact_text value)
{
	c->facts[fact] = value;
	switch (fact) {
	case CS_CONTACT_FACT_KIND:
		c->kind = (enum cs_contact_kind)number_of(fact, value, CS_CONTACT_QUESTION);
		break;
	case CS_CONTACT_FACT_CHANNEL:
		c->channel = (enum cs_contact_channel)number_of(fact, value, CS_CONTACT_OTHER);
		break;
	case CS_CONTACT_FACT_ORIGIN:
		c->origin = (enum cs_contact_origin)number_of(fact, value, CS_ORIGIN_UNKNOWN);
		break;
	case CS_CONTACT_FACT_SEVERITY:
		c->severity = (enum cs_contact_severity)number_of(fact, value, CS_SEVERITY_NONE);
		break;
	case CS_CONTACT_FACT_TONE_START:
		c->tone_start = number_of(fact, value, 0);
		break;
	case CS_CONTACT_FACT_TONE_END:
		c->tone_end = number_of(fact, value, 0);
		break;
	case CS_CONTACT_FACT_CUSTOMER:
	case CS_CONTACT_FACT_ORDER:
	case CS_CONTACT_FACT_PRODUCT:
	case CS_CONTACT_FACT_CAUSE:
	case CS_CONTACT_FACT_CALLER:
	case CS_CONTACT_FACT_VOICE:
	case CS_CONTACT_FACT_READ_BACK:
	case CS_CONTACT_FACT_ASKED:
	case CS_CONTACT_FACT_HANDOVER:
	case CS_CONTACT_FACT_PHONE:
	case CS_CONTACT_FACT_NAME:
	case CS_CONTACT_FACT_EMAIL:
	case CS_CONTACT_FACT_COUNT:
		break;
	}
}

/* Lines NAME=VALUE; names that this version does not know are passed over. */
static void
take_facts(struct cs_contact *c, const char *lines)
{
	while (*lines) {
		size_t len = strcspn(lines, "\n");
		const char *equals = memchr(lines, '=', len);
		int fact = equals ? cs_word_find(cs_contact_fact_words, lines, (size_t)(equals - lines)) : -1;

		if (fact >= 0)
			set_fact(c, (enum cs_contact_fact)fact,
			    (struct cs_contact_text){ equals + 1, (size_t)(lines + len - equals - 1) });
		lines += len + (lines[len] == '\n');
	}
}

static void
enter_state(struct cs_contact *c, const struct cs_contact_event *e)
{
	enum cs_contact_state to = (enum cs_contact_state)e->state;
	bool was_done = cs_contact_state_is_done(c->state);

	if (to == c->state)
		return;
	if (was_done && !cs_contact_state_is_done(to) && c->state != CS_CONTACT_MERGED) {
		c->reopened += c->state == CS_CONTACT_RESOLVED || c->state == CS_CONTACT_CLOSED;
		c->resolved_at = c->closed_at = CS_NO_TIME;
	}
	if (to == CS_CONTACT_RESOLVED && !was_done) {
		c->resolutions++;
		c->resolved_at = e->at;
		c->resolution = e->seq;
		c->resolved_by = c->agent;
	}
	if (to == CS_CONTACT_CLOSED)
		c->closed_at = e->at;
	if (to == CS_CONTACT_CLOSED && c->resolved_at == CS_NO_TIME)
		c->resolved_at = e->at;
	c->state = to;
	c->state_since = e->at;
}

static void
take_message(struct cs_contact *c, const struct cs_contact_event *e)
{
	if (cs_contact_wants_answer(e)) {
		c->messages_in++;
		if (c->asked_at == CS_NO_TIME)
			c->asked_at = e->at;
	} else if (cs_contact_is_response(e)) {
		c->responses++;
		c->answered_at = e->at;
		c->asked_at = CS_NO_TIME;
	}
}

static void
add_promise(struct cs_contact *c, const struct cs_contact_event *e)
{
	c->promises = cs_grow(c->promises, &c->promise_cap, c->promise_count + 1, sizeof(*c->promises));
	c->promises[c->promise_count++] = (struct cs_contact_promise){
		.seq = e->seq, .made_at = e->at, .due = e->due, .kept_at = CS_NO_TIME, .agent = e->actor };
}

static void
keep_promise(struct cs_contact *c, const struct cs_contact_event *e)
{
	for (size_t i = 0; i < c->promise_count; i++) {
		if (c->promises[i].seq == e->ref && c->promises[i].kept_at == CS_NO_TIME)
			c->promises[i].kept_at = e->at;
	}
}

/* Events that lead from or to another case. */
static void
take_tie(struct cs_contact *c, const struct cs_contact_event *e)
{
	if (e->type == CS_CONTACT_LINK && (e->marks & CS_CONTACT_FOLLOWS))
		c->parent = e->other;
	else if (e->type == CS_CONTACT_MERGE && e->state == CS_CONTACT_MERGED)
		c->merged_into = e->other;
	else if (e->type == CS_CONTACT_UNMERGE && e->state >= 0)
		c->merged_into = 0;
}

static void
take(struct cs_contact *c, const struct cs_contact_event *e)
{
	switch (e->type) {
	case CS_CONTACT_OPEN:
		c->opened_at = e->at;
		c->body = e->body;
		take_facts(c, e->facts);
		take_facts(c, e->person);
		break;
	case CS_CONTACT_CORRECT:
		take_facts(c, e->facts);
		take_facts(c, e->person);
		break;
	case CS_CONTACT_ASSIGN:
		c->agent = e->agent;
		break;
	case CS_CONTACT_TRANSFER:
		c->agent = e->agent;
		c->transfers++;
		break;
	case CS_CONTACT_PROMISE:
		add_promise(c, e);
		break;
	case CS_CONTACT_KEEP:
		keep_promise(c, e);
		break;
	case CS_CONTACT_SURVEY:
		c->csat = (int)e->amount;
		break;
	case CS_CONTACT_FLAG:
		c->flags |= e->flag >= 0 ? 1 << e->flag : 0;
		break;
	case CS_CONTACT_MERGE:
	case CS_CONTACT_UNMERGE:
	case CS_CONTACT_LINK:
		take_tie(c, e);
		break;
	case CS_CONTACT_STATE:
	case CS_CONTACT_MESSAGE_IN:
	case CS_CONTACT_MESSAGE_OUT:
	case CS_CONTACT_NOTE:
	case CS_CONTACT_COMPENSATE:
	case CS_CONTACT_APPROVE:
	case CS_CONTACT_DECLINE:
	case CS_CONTACT_VOID:
	case CS_CONTACT_EVENT_TYPE_COUNT:
		break;
	}
	take_message(c, e);
	if (e->state >= 0)
		enter_state(c, e);
	c->last_at = e->at;
}

void
cs_contact_fold(struct cs_contact *c, const struct cs_contact_event *events, size_t count)
{
	struct cs_contact_promise *promises = c->promises;
	size_t cap = c->promise_cap;

	*c = (struct cs_contact){ .promises = promises, .promise_cap = cap, .channel = CS_CONTACT_OTHER, .body = "",
		.opened_at = CS_NO_TIME, .last_at = CS_NO_TIME, .asked_at = CS_NO_TIME, .answered_at = CS_NO_TIME,
		.resolved_at = CS_NO_TIME, .closed_at = CS_NO_TIME };
	if (count > 0)
		c->state_since = events[0].at;
	for (size_t i = 0; i < count; i++)
		take(c, &events[i]);
}

void
cs_contact_release(struct cs_contact *c)
{
	free(c->promises);
	*c = (struct cs_contact){ 0 };
}

const struct cs_contact_promise *
cs_contact_shown_promise(const struct cs_contact *c)
{
	const struct cs_contact_promise *open = NULL, *last = NULL;

	for (size_t i = 0; i < c->promise_count; i++) {
		const struct cs_contact_promise *p = &c->promises[i];

		if (p->kept_at == CS_NO_TIME && (!open || p->due < open->due))
			open = p;
		if (!last || p->due > last->due)
			last = p;
	}
	return open ? open : last;
}

int
cs_contact_promise_kept(const struct cs_contact_promise *p, cs_time now)
{
	if (p->kept_at != CS_NO_TIME)
		return p->kept_at <= p->due;
	return p->due < now ? 0 : -1;
}
