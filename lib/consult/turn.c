#include "consult/turn.h"

#include <stdio.h>
#include <string.h>

#include "consult/frame.h"
#include "consult/link.h"

#define DAY_SECONDS 86400

static enum cs_status
add_state(struct cs_turn *turn, enum cs_contact_state to, const char *reason, struct cs_err *err)
{
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_STATE);

	e.state = (int)to;
	e.body = reason ? reason : "";
	return cs_turn_put(turn, &e, err);
}

static enum cs_status
give_to(struct cs_turn *turn, enum cs_contact_event_type type, int64_t agent, const char *reason, struct cs_err *err)
{
	struct cs_contact_event e = cs_turn_event(turn, type);

	e.agent = agent;
	e.body = reason ? reason : "";
	return cs_turn_put(turn, &e, err);
}

/* ---- steps from state to state ---- */

/* What a complaint must have before the step. */
static enum cs_status
check_needs(const struct cs_turn *turn, const struct cs_step_rule *rule, const char *reason, struct cs_err *err)
{
	const struct cs_contact *c = &turn->c.now;
	bool complaint = c->kind == CS_CONTACT_COMPLAINT;

	if ((rule->needs & CS_NEEDS_CAUSE) && complaint && c->facts[CS_CONTACT_FACT_CAUSE].len == 0)
		return cs_err_set(err, CS_NOTE, _("%s: a complaint needs its cause; give it with --cause"), turn->c.code);
	if ((rule->needs & CS_NEEDS_READ_BACK) && complaint && c->facts[CS_CONTACT_FACT_READ_BACK].len == 0)
		return cs_err_set(err, CS_NOTE,
		    _("%s: read the matter back to the customer and note the sentence with --read-back"), turn->c.code);
	if ((rule->needs & CS_NEEDS_REASON) && (!reason || !*reason))
		return cs_err_set(err, CS_NOTE, _("%s: this step needs a reason"), turn->c.code);
	return CS_OK;
}

static bool
in_time(const struct cs_turn *turn, const struct cs_step_rule *rule)
{
	cs_time resolved = turn->c.now.resolved_at;

	return rule->days == 0 || resolved == CS_NO_TIME || turn->at - resolved <= (cs_time)rule->days * DAY_SECONDS;
}

static enum cs_status
check_step(const struct cs_turn *turn, enum cs_contact_state to, const char *reason, struct cs_err *err)
{
	const struct cs_contact *c = &turn->c.now;
	const struct cs_step_rule *rule = cs_conduct_step(turn->conduct, c->state, to);
	char since[CS_TIME_TEXT];

	if (c->state == to)
		return cs_err_set(err, CS_NOTE, _("%s: is %s already"), turn->c.code, cs_contact_state_words[to]);
	if (!rule)
		return cs_err_set(err, CS_NOTE, _("%s: there is no way from %s to %s"), turn->c.code,
		    cs_contact_state_words[c->state], cs_contact_state_words[to]);
	if (cs_turn_role(turn) < rule->who)
		return cs_err_set(err, CS_NOTE, _("%s: this step is for a %s; see: cs-consult agent"), turn->c.code,
		    cs_agent_role_words[rule->who]);
	if (turn->at < c->state_since)
		return cs_err_set(err, CS_EUSAGE, _("%s: is %s since %s; a step cannot lie before that"), turn->c.code,
		    cs_contact_state_words[c->state], cs_time_format(since, c->state_since));
	if (!in_time(turn, rule))
		return cs_err_set(err, CS_NOTE, _("%s: was resolved more than %d days ago; open a new one with: "
		    "cs-consult receive %s TEXT"), turn->c.code, rule->days, turn->c.code);
	return check_needs(turn, rule, reason, err);
}

/* The events so far count; then the step.  `said` is a reason that stands in the event before it. */
static enum cs_status
step_to(struct cs_turn *turn, enum cs_contact_state to, const char *reason, const char *said, struct cs_err *err)
{
	enum cs_status st = cs_desk_load(turn->desk, &turn->c, true, err);

	if (st == CS_OK)
		st = check_step(turn, to, reason ? reason : said, err);
	return st == CS_OK ? add_state(turn, to, reason, err) : st;
}

static enum cs_status
note_facts(struct cs_turn *turn, struct cs_noted *noted, const char *reason, struct cs_err *err)
{
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_CORRECT);

	cs_noted_lines(noted);
	e.facts = noted->facts.data;
	e.person = noted->person.data;
	e.body = reason ? reason : "";
	return cs_turn_put(turn, &e, err);
}

static bool
says_nothing(const struct cs_noted *noted)
{
	return !noted || (noted->facts.len == 0 && noted->person.len == 0);
}

enum cs_status
cs_turn_state(struct cs_turn *turn, const char *code, enum cs_contact_state to, const char *reason,
    struct cs_noted *noted, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin_live(turn, code, err);

	if (st == CS_OK && !says_nothing(noted))
		st = note_facts(turn, noted, NULL, err);
	if (st == CS_OK)
		st = step_to(turn, to, reason, NULL, err);
	return cs_turn_end(turn, st, err);
}

/* ---- opening ---- */

/* A link fills what the facts do not say. */
static enum cs_status
link_facts(struct cs_turn *turn, const struct cs_intake *in, struct cs_link *link, struct cs_noted *noted,
    struct cs_err *err)
{
	static const enum cs_contact_fact facts[] = { CS_CONTACT_FACT_CUSTOMER, CS_CONTACT_FACT_ORDER,
		CS_CONTACT_FACT_PRODUCT, CS_CONTACT_FACT_PHONE };
	char *const texts[] = { link->customer, link->order_no, link->product, link->phone };
	struct cs_contact told = { 0 };
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_OPEN);

	cs_str_add(&noted->facts, in->noted.facts.data ? in->noted.facts.data : "");
	cs_str_add(&noted->person, in->noted.person.data ? in->noted.person.data : "");
	enum cs_status st = cs_turn_follow_merge(turn, noted, err);

	e.facts = noted->facts.data;
	e.person = noted->person.data;
	cs_contact_fold(&told, &e, 1);
	for (size_t i = 0; i < CS_COUNT(facts); i++)
		snprintf(texts[i], facts[i] == CS_CONTACT_FACT_PHONE ? CS_PHONE_BYTES : CS_LINK_BYTES, "%.*s",
		    (int)told.facts[facts[i]].len, told.facts[facts[i]].len ? told.facts[facts[i]].s : "");
	if (st == CS_OK)
		st = cs_link_text(turn->desk, in->body, link, err);

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(facts); i++) {
		if (*texts[i] && told.facts[facts[i]].len == 0)
			st = cs_noted_add(noted, turn->causes, cs_day_of_time(turn->at), facts[i], texts[i], err);
	}
	cs_contact_release(&told);
	return st;
}

/* People who speak to each other: an answer lies in the call itself. */
static bool
is_live(enum cs_contact_channel channel)
{
	return channel == CS_CONTACT_PHONE || channel == CS_CONTACT_VISIT;
}

static enum cs_status
add_opening(struct cs_turn *turn, const struct cs_intake *in, struct cs_noted *noted, struct cs_err *err)
{
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_OPEN);

	e.state = CS_CONTACT_NEW;
	e.marks = in->outbound ? 0 : CS_CONTACT_BY_CUSTOMER;
	e.body = in->body;
	e.facts = noted->facts.data;
	e.person = noted->person.data;
	enum cs_status st = cs_turn_put(turn, &e, err);

	for (int flag = 0; st == CS_OK && flag < CS_FLAG_COUNT; flag++) {
		struct cs_contact_event mark = cs_turn_event(turn, CS_CONTACT_FLAG);

		mark.flag = flag;
		if (in->flags & 1 << flag)
			st = cs_turn_put(turn, &mark, err);
	}
	return st;
}

/* Whoever answered has it, unless it was given to somebody. */
static enum cs_status
add_owner(struct cs_turn *turn, const struct cs_intake *in, bool answered, struct cs_err *err)
{
	int64_t agent = answered ? turn->me : 0;
	enum cs_status st = CS_OK;

	if (in->assign && *in->assign)
		st = cs_entry_agent(turn->desk, in->assign, &agent, err);
	return st == CS_OK && agent != 0 ? give_to(turn, CS_CONTACT_ASSIGN, agent, NULL, err) : st;
}

static enum cs_status
add_first_answer(struct cs_turn *turn, const struct cs_intake *in, struct cs_err *err)
{
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_MESSAGE_OUT);

	e.marks = CS_CONTACT_OUTWARD;
	e.body = in->answer ? in->answer : "";
	enum cs_status st = cs_turn_put(turn, &e, err);

	return st == CS_OK ? add_state(turn, CS_CONTACT_OPENED, NULL, err) : st;
}

/* An open case of the same customer is worth a word. */
static enum cs_status
tell_similar(struct cs_turn *turn, const struct cs_link *link, struct cs_err *err)
{
	char code[CS_CONTACT_CODE_MAX], text[3 * CS_CONTACT_CODE_MAX + 120];
	enum cs_status st = cs_link_open_case(turn->desk, link, turn->c.id, code, err);

	if (st == CS_OK && *code) {
		snprintf(text, sizeof(text), _("%s of the same customer or order is open; if it is the same matter: "
		    "cs-consult merge %s %s"), code, turn->c.code, code);
		cs_turn_warn(turn, text);
	}
	return st;
}

/* An order's number that was typed wrong leads nowhere. */
static enum cs_status
tell_strange(struct cs_turn *turn, const struct cs_link *link, struct cs_err *err)
{
	char text[CS_LINK_BYTES + 80];
	bool strange = false;
	enum cs_status st = link->order_no[0] ? cs_link_strange(turn->desk, link->order_no, &strange, err) : CS_OK;

	if (strange) {
		snprintf(text, sizeof(text), _("order %s is not in the store"), link->order_no);
		cs_turn_warn(turn, text);
	}
	return st;
}

static enum cs_status
open_case(struct cs_turn *turn, const struct cs_intake *in, struct cs_noted *noted, struct cs_err *err)
{
	enum cs_status st = cs_entry_new(turn->desk, in->code, &turn->c, err);

	if (st == CS_OK)
		st = add_opening(turn, in, noted, err);
	if (st == CS_OK)
		st = cs_desk_load(turn->desk, &turn->c, true, err);
	if (st != CS_OK)
		return st;
	const struct cs_contact *c = &turn->c.now;
	bool answered = in->answer || (is_live(c->channel) && !in->missed);

	if (c->kind == CS_CONTACT_COMPLAINT && c->facts[CS_CONTACT_FACT_CAUSE].len == 0)
		return cs_err_set(err, CS_EUSAGE, _("a complaint needs its cause: --cause CODE; see: cs-consult causes --list"));
	st = add_owner(turn, in, answered, err);
	if (st == CS_OK && answered)
		st = add_first_answer(turn, in, err);
	return st == CS_OK && in->resolve ? step_to(turn, CS_CONTACT_RESOLVED, NULL, in->answer, err) : st;
}

enum cs_status
cs_turn_add(struct cs_turn *turn, const struct cs_intake *in, struct cs_err *err)
{
	struct cs_noted noted = { { 0 }, { 0 } };
	struct cs_link link = { "", "", "", "" };
	enum cs_status st = cs_turn_begin(turn, NULL, err);

	if (st == CS_OK)
		st = link_facts(turn, in, &link, &noted, err);
	if (st == CS_OK)
		st = open_case(turn, in, &noted, err);
	st = cs_turn_end(turn, st, err);
	if (st == CS_OK)
		st = tell_similar(turn, &link, err);
	if (st == CS_OK)
		st = tell_strange(turn, &link, err);
	cs_noted_release(&noted);
	return st;
}

/* ---- speaking ---- */

static enum cs_status
add_words(struct cs_turn *turn, enum cs_contact_event_type type, int marks, const char *word, const char *text,
    struct cs_err *err)
{
	struct cs_contact_event e = cs_turn_event(turn, type);

	e.marks = marks;
	e.word = word;
	e.body = text;
	return cs_turn_put(turn, &e, err);
}

/* What a case passes on to the one that follows it. */
static void
pass_on(const struct cs_contact *c, struct cs_noted *noted)
{
	static const enum cs_contact_fact facts[] = { CS_CONTACT_FACT_KIND, CS_CONTACT_FACT_CHANNEL,
		CS_CONTACT_FACT_CUSTOMER, CS_CONTACT_FACT_ORDER, CS_CONTACT_FACT_PRODUCT, CS_CONTACT_FACT_CAUSE,
		CS_CONTACT_FACT_ORIGIN, CS_CONTACT_FACT_PHONE, CS_CONTACT_FACT_NAME, CS_CONTACT_FACT_EMAIL };

	for (size_t i = 0; i < CS_COUNT(facts); i++) {
		struct cs_contact_text value = c->facts[facts[i]];

		if (value.len > 0)
			cs_str_add_format(cs_contact_fact_is_personal(facts[i]) ? &noted->person : &noted->facts, "%s=%.*s\n",
			    cs_contact_fact_words[facts[i]], (int)value.len, value.s);
	}
	cs_noted_lines(noted);
}

/* It is too late to open the case again: a new one goes on from it. */
static enum cs_status
follow_up(struct cs_turn *turn, const char *text, struct cs_err *err)
{
	struct cs_intake in = { .body = text };
	struct cs_contact_event link = cs_turn_event(turn, CS_CONTACT_LINK);
	char before[CS_CONTACT_CODE_MAX], message[3 * CS_CONTACT_CODE_MAX];

	link.other = turn->c.id;
	link.marks = CS_CONTACT_FOLLOWS;
	memcpy(before, turn->c.code, sizeof(before));
	pass_on(&turn->c.now, &in.noted);
	enum cs_status st = cs_entry_new(turn->desk, NULL, &turn->c, err);

	if (st == CS_OK)
		st = add_opening(turn, &in, &in.noted, err);
	if (st == CS_OK)
		st = cs_turn_put(turn, &link, err);
	cs_noted_release(&in.noted);
	if (st == CS_OK) {
		snprintf(message, sizeof(message), _("%s was resolved long ago; %s goes on from it"), before, turn->c.code);
		cs_turn_warn(turn, message);
	}
	return st;
}

/* Words into a case that went into another are said to that one. */
static enum cs_status
go_to_living(struct cs_turn *turn, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	while (st == CS_OK && turn->c.now.state == CS_CONTACT_MERGED)
		st = cs_desk_read(turn->desk, turn->c.now.merged_into, &turn->c, err);
	return st;
}

static enum cs_status
hear(struct cs_turn *turn, int marks, const char *word, const char *text, struct cs_err *err)
{
	enum cs_status st = go_to_living(turn, err);

	if (st != CS_OK)
		return st;
	enum cs_contact_state state = turn->c.now.state;
	const struct cs_step_rule *rule = cs_conduct_step(turn->conduct, state, CS_CONTACT_OPENED);
	bool done = cs_contact_state_is_done(state);
	bool thanks = marks & (CS_CONTACT_THANKS | CS_CONTACT_AUTO);

	if (done && !thanks && rule && state != CS_CONTACT_SPAM && !in_time(turn, rule)) {
		st = cs_entry_adopt(turn->desk, &turn->c, err);
		if (st == CS_OK)
			st = cs_entry_settle(turn->desk, &turn->c, err);
		return st == CS_OK ? follow_up(turn, text, err) : st;
	}
	st = add_words(turn, CS_CONTACT_MESSAGE_IN, marks | CS_CONTACT_BY_CUSTOMER, word, text, err);
	if (st == CS_OK && !thanks && ((done && rule && state != CS_CONTACT_SPAM) || state == CS_CONTACT_WAITING_CUSTOMER))
		st = add_state(turn, CS_CONTACT_OPENED, NULL, err);
	return st;
}

/* A person's first answer takes a new case in hand. */
static enum cs_status
answer(struct cs_turn *turn, int marks, const char *word, const char *text, struct cs_err *err)
{
	bool person = !(marks & CS_CONTACT_AUTO);
	enum cs_status st = cs_turn_must_live(turn, err);

	if (st == CS_OK && person && turn->c.now.agent == 0 && !cs_contact_state_is_done(turn->c.now.state))
		st = give_to(turn, CS_CONTACT_ASSIGN, turn->me, NULL, err);
	if (st == CS_OK)
		st = add_words(turn, CS_CONTACT_MESSAGE_OUT, marks | CS_CONTACT_OUTWARD, word, text, err);
	if (st == CS_OK && person && turn->c.now.state == CS_CONTACT_NEW)
		st = add_state(turn, CS_CONTACT_OPENED, NULL, err);
	return st;
}

enum cs_status
cs_turn_say(struct cs_turn *turn, const char *code, enum cs_contact_event_type type, int marks, const char *word,
    const char *text, int then, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin(turn, code, err);

	if (st == CS_OK && type == CS_CONTACT_MESSAGE_IN)
		st = hear(turn, marks, word, text, err);
	else if (st == CS_OK && type == CS_CONTACT_MESSAGE_OUT)
		st = answer(turn, marks, word, text, err);
	else if (st == CS_OK)
		st = add_words(turn, type, marks, word, text, err);
	if (st == CS_OK && then >= 0)
		st = step_to(turn, (enum cs_contact_state)then, NULL, text, err);
	return cs_turn_end(turn, st, err);
}

/* ---- whose it is ---- */

enum cs_status
cs_turn_assign(struct cs_turn *turn, const char *code, const char *to, bool transfer, const char *reason,
    struct cs_err *err)
{
	bool nobody = !*to || strcmp(to, "-") == 0;
	int64_t agent = 0;
	enum cs_status st = cs_turn_begin_live(turn, code, err);

	if (st == CS_OK && !nobody)
		st = cs_entry_agent(turn->desk, to, &agent, err);
	if (st == CS_OK && agent == turn->c.now.agent)
		st = nobody ? cs_err_set(err, CS_NOTE, _("%s: nobody has it"), turn->c.code) :
		    cs_err_set(err, CS_NOTE, _("%s: %s has it already"), turn->c.code, to);
	/* Handing on what nobody had is no transfer. */
	if (st == CS_OK)
		st = give_to(turn, transfer && turn->c.now.agent != 0 ? CS_CONTACT_TRANSFER : CS_CONTACT_ASSIGN, agent,
		    reason, err);
	return cs_turn_end(turn, st, err);
}

enum cs_status
cs_turn_claim(struct cs_turn *turn, const char *code, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin_live(turn, code, err);
	int64_t has = st == CS_OK ? turn->c.now.agent : 0;

	if (st == CS_OK && cs_contact_state_is_done(turn->c.now.state))
		st = cs_err_set(err, CS_NOTE, _("%s: is %s already"), turn->c.code, cs_contact_state_words[turn->c.now.state]);
	else if (st == CS_OK && has != 0 && has != turn->me)
		st = cs_err_set(err, CS_NOTE, _("%s: %s has it already"), turn->c.code, cs_desk_alias(turn->desk, has));
	else if (st == CS_OK && has == 0)
		st = give_to(turn, CS_CONTACT_ASSIGN, turn->me, NULL, err);
	return cs_turn_end(turn, st, err);
}

/* ---- ties between cases ---- */

static enum cs_status
tie(struct cs_turn *turn, struct cs_desk_case *c, enum cs_contact_event_type type, int64_t other, int state,
    struct cs_err *err)
{
	struct cs_contact_event e = cs_turn_event(turn, type);

	e.other = other;
	e.state = state;
	enum cs_status st = cs_entry_add(turn->desk, c, &e, err);

	return st == CS_OK ? cs_entry_settle(turn->desk, c, err) : st;
}

static enum cs_status
check_merge(const struct cs_turn *turn, const struct cs_desk_case *into, struct cs_err *err)
{
	if (strcmp(turn->c.code, into->code) == 0)
		return cs_err_set(err, CS_EUSAGE, _("%s: cannot be merged into itself"), turn->c.code);
	if (into->now.state == CS_CONTACT_MERGED || into->now.state == CS_CONTACT_SPAM)
		return cs_err_set(err, CS_NOTE, _("%s: is %s; nothing can be merged into it"), into->code,
		    cs_contact_state_words[into->now.state]);
	return CS_OK;
}

/* Imported cases get their numbers in the ledger, so that others can name them. */
static enum cs_status
both_ours(struct cs_turn *turn, struct cs_desk_case *other, struct cs_err *err)
{
	enum cs_status st = cs_entry_adopt(turn->desk, &turn->c, err);

	return st == CS_OK ? cs_entry_adopt(turn->desk, other, err) : st;
}

enum cs_status
cs_turn_merge(struct cs_turn *turn, const char *code, const char *into, struct cs_err *err)
{
	struct cs_desk_case other = { 0 };
	enum cs_status st = cs_turn_begin_live(turn, code, err);

	if (st == CS_OK)
		st = cs_desk_find(turn->desk, into, &other, err);
	if (st == CS_OK)
		st = check_merge(turn, &other, err);
	if (st == CS_OK)
		st = both_ours(turn, &other, err);
	if (st == CS_OK)
		st = tie(turn, &other, CS_CONTACT_MERGE, turn->c.id, -1, err);
	if (st == CS_OK)
		st = tie(turn, &turn->c, CS_CONTACT_MERGE, other.id, CS_CONTACT_MERGED, err);
	cs_desk_case_release(&other);
	return cs_turn_end(turn, st, err);
}

/* Where the case stood when it was merged last. */
static enum cs_contact_state
state_before_merge(const struct cs_desk_case *c)
{
	struct cs_contact before = { 0 };
	size_t upto = 0;

	for (size_t i = 0; i < c->sheet.count; i++) {
		if (c->sheet.events[i].type == CS_CONTACT_MERGE && c->sheet.events[i].state == CS_CONTACT_MERGED)
			upto = i;
	}
	cs_contact_fold(&before, c->sheet.events, upto);
	enum cs_contact_state state = before.state;

	cs_contact_release(&before);
	return state;
}

enum cs_status
cs_turn_unmerge(struct cs_turn *turn, const char *code, struct cs_err *err)
{
	struct cs_desk_case other = { 0 };
	enum cs_status st = cs_turn_begin(turn, code, err);
	int64_t into = st == CS_OK ? turn->c.now.merged_into : 0;

	if (st == CS_OK && turn->c.now.state != CS_CONTACT_MERGED)
		st = cs_err_set(err, CS_NOTE, _("%s: is not merged into another"), turn->c.code);
	if (st == CS_OK)
		st = cs_desk_read(turn->desk, into, &other, err);
	if (st == CS_OK)
		st = tie(turn, &other, CS_CONTACT_UNMERGE, turn->c.id, -1, err);
	if (st == CS_OK)
		st = tie(turn, &turn->c, CS_CONTACT_UNMERGE, into, (int)state_before_merge(&turn->c), err);
	cs_desk_case_release(&other);
	return cs_turn_end(turn, st, err);
}

enum cs_status
cs_turn_link(struct cs_turn *turn, const char *code, const char *other_code, struct cs_err *err)
{
	struct cs_desk_case other = { 0 };
	enum cs_status st = cs_turn_begin(turn, code, err);

	if (st == CS_OK)
		st = cs_desk_find(turn->desk, other_code, &other, err);
	if (st == CS_OK && strcmp(turn->c.code, other.code) == 0)
		st = cs_err_set(err, CS_EUSAGE, _("%s: cannot be linked to itself"), turn->c.code);
	if (st == CS_OK)
		st = both_ours(turn, &other, err);
	if (st == CS_OK)
		st = tie(turn, &other, CS_CONTACT_LINK, turn->c.id, -1, err);
	if (st == CS_OK)
		st = tie(turn, &turn->c, CS_CONTACT_LINK, other.id, -1, err);
	cs_desk_case_release(&other);
	return cs_turn_end(turn, st, err);
}
