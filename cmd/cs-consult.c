/*
 * cs-consult - the consultation ledger (상담 대장): what customers asked, what
 * they were told and promised, who has it, and what is due.
 *
 * Every entry is an event in a log that only grows; states, clocks and sums
 * are worked out from it when they are asked for.
 *
 *	cs-consult add --kind complaint --cause delivery.late "A1001 아직 안 왔어요"
 */
#include <string.h>

#include "base/num.h"
#include "consult/audit.h"
#include "consult/card.h"
#include "consult/contacts.h"
#include "consult/lookout.h"
#include "consult/reasons.h"
#include "consult/register.h"
#include "consult/story.h"
#include "consult/typed.h"

static struct {
	struct cs_told told;
	const char *answer, *assign, *id, *template, *reason, *person, *contact;
	int then, sort, role, per;
	int64_t stage, seq, limit, days, most, level;
	cs_day since, until;
	bool unassigned, list, incidents, check;
	bool overdue, explain, edit, outbound, missed, resolve, automatic, thanks, undo, decline, void_it;
} cfg = { .told = { .kind = -1, .channel = -1, .origin = -1, .state = -1, .from = CS_NO_DAY, .to = CS_NO_DAY }, .then = -1,
	.role = -1, .days = -1, .limit = 20, .most = 20, .level = 3, .since = CS_NO_DAY, .until = CS_NO_DAY };

#define KINDS "question|complaint|request|praise|suggestion|internal"
#define CHANNELS "phone|chat|board|email|messenger|sms|social|review|market|visit|other"
#define STATES "new|open|waiting_customer|waiting_internal|waiting_external|resolved|closed|merged|spam"
#define SETTABLE "new open waiting_customer waiting_internal waiting_external resolved closed spam"
#define ORIGINS "unknown|shop|agent|courier|supplier|customer"
#define WRITERS "add reply receive note state assign claim transfer merge link promise keep compensate approve survey " \
	"flag correct protect"
#define ROWS "list export search"
#define QUEUES "next due angry stale handover"
#define PERIODS "hours causes promises strain protection"
#define WORKED_OUT ROWS " show " QUEUES " load clocks " PERIODS
#define NOTING "add state"

static const struct cs_opt options[] = {
	{ CS_OPT_TEXT, 0, "agent", "NAME", &cfg.told.agent, WRITERS " " WORKED_OUT " card", N_("who does it, or whose cases (else CS_AGENT, else the login)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "at", "TIME", &cfg.told.at, WRITERS " " WORKED_OUT " card", N_("when it happened; the moment that counts as now"), 0, 0 },
	{ CS_OPT_WORD, 0, "kind", KINDS, &cfg.told.kind, "add " ROWS, N_("what kind of consultation it is"), 0, 0 },
	{ CS_OPT_WORD, 0, "channel", CHANNELS, &cfg.told.channel, "add promise " ROWS, N_("how the customer came, or will be reached"), 0, 0 },
	{ CS_OPT_TEXT, 0, "cause", "CODE", &cfg.told.cause, NOTING " " ROWS, N_("the cause; for rows also all below it"), 0, 0 },
	{ CS_OPT_WORD, 0, "origin", ORIGINS, &cfg.told.origin, "add", N_("where the cause lies"), 0, 0 },
	{ CS_OPT_INT, 0, "severity", "1-4", &cfg.told.severity, "add", N_("how grave it is, 4 the most"), 1, 4 },
	{ CS_OPT_TEXT, 0, "customer", "ID", &cfg.told.customer, "add " ROWS, N_("whose it is"), 0, 0 },
	{ CS_OPT_TEXT, 0, "order", "ORDER_NO", &cfg.told.order, "add " ROWS, N_("the order it is about"), 0, 0 },
	{ CS_OPT_TEXT, 0, "product", "ID", &cfg.told.product, "add", N_("the product it is about"), 0, 0 },
	{ CS_OPT_TEXT, 0, "phone", "NUMBER", &cfg.told.phone, "add " ROWS, N_("the number to call back"), 0, 0 },
	{ CS_OPT_TEXT, 0, "name", "NAME", &cfg.told.name, "add", N_("the customer's name"), 0, 0 },
	{ CS_OPT_TEXT, 0, "email", "ADDRESS", &cfg.told.email, "add", N_("the customer's address"), 0, 0 },
	{ CS_OPT_TEXT, 0, "caller", "ID", &cfg.told.caller, "add", N_("the caller's type, as in cs-guide caller"), 0, 0 },
	{ CS_OPT_TEXT, 0, "voice", "ID", &cfg.told.voice, "add", N_("the caller's voice, as in cs-guide voice"), 0, 0 },
	{ CS_OPT_INT, 0, "tone", "1-5", &cfg.told.tone, "add", N_("how it began: 1 calm, 5 shouting"), 1, 5 },
	{ CS_OPT_INT, 0, "tone-end", "1-5", &cfg.told.tone_end, NOTING, N_("how it ended"), 1, 5 },
	{ CS_OPT_TEXT, 0, "asked", "TEXT", &cfg.told.asked, "add", N_("the remedy that the customer asked for"), 0, 0 },
	{ CS_OPT_TEXT, 0, "read-back", "TEXT", &cfg.told.read_back, NOTING, N_("the sentence with which the matter was read back"), 0, 0 },
	{ CS_OPT_LIST, 0, "flag", "FLAG", &cfg.told.flags, "add", N_("emotion, abuse, harassment, threat, argument, hard, competitor (repeatable)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "answer", "TEXT", &cfg.answer, "add", N_("what was answered at once"), 0, 0 },
	{ CS_OPT_TEXT, 0, "assign", "NAME", &cfg.assign, "add", N_("who shall have it"), 0, 0 },
	{ CS_OPT_FLAG, 0, "resolved", NULL, &cfg.resolve, "add", N_("and it is done"), 0, 0 },
	{ CS_OPT_FLAG, 0, "missed", NULL, &cfg.missed, "add", N_("a call that nobody took"), 0, 0 },
	{ CS_OPT_FLAG, 0, "outbound", NULL, &cfg.outbound, "add", N_("the shop began it"), 0, 0 },
	{ CS_OPT_FLAG, 0, "edit", NULL, &cfg.edit, "add", N_("fill a form in $EDITOR"), 0, 0 },
	{ CS_OPT_TEXT, 0, "id", "ID", &cfg.id, "add", N_("what it is called; S1, S2, ... without it"), 0, 0 },
	{ CS_OPT_FLAG, 0, "auto", NULL, &cfg.automatic, "reply receive", N_("a machine sent it: no response, no question"), 0, 0 },
	{ CS_OPT_TEXT, 0, "template", "NAME", &cfg.template, "reply", N_("the template that was sent"), 0, 0 },
	{ CS_OPT_FLAG, 0, "thanks", NULL, &cfg.thanks, "receive", N_("it needs no answer"), 0, 0 },
	{ CS_OPT_WORD, 0, "then", STATES, &cfg.then, "reply", N_("the state that follows"), 0, 0 },
	{ CS_OPT_TEXT, 0, "reason", "TEXT", &cfg.reason, "state assign transfer correct", N_("why"), 0, 0 },
	{ CS_OPT_FLAG, 0, "undo", NULL, &cfg.undo, "merge", N_("take it out again"), 0, 0 },
	{ CS_OPT_INT, 0, "seq", "N", &cfg.seq, "keep approve", N_("which one, by its number in show"), 1, INT64_MAX },
	{ CS_OPT_FLAG, 0, "decline", NULL, &cfg.decline, "approve", N_("do not approve it"), 0, 0 },
	{ CS_OPT_FLAG, 0, "void", NULL, &cfg.void_it, "correct", N_("the argument is an event's number: it was a mistake"), 0, 0 },
	{ CS_OPT_FLAG, 0, "all", NULL, &cfg.told.all, "list causes", N_("those that are over too; causes that nobody had"), 0, 0 },
	{ CS_OPT_FLAG, 0, "mine", NULL, &cfg.told.mine, "list " QUEUES, N_("only what I have"), 0, 0 },
	{ CS_OPT_WORD, 0, "state", STATES, &cfg.told.state, ROWS, N_("only in this state"), 0, 0 },
	{ CS_OPT_INT, 0, "stage", "1-5", &cfg.stage, ROWS " angry", N_("only this stage of stress and above"), 1, 5 },
	{ CS_OPT_FLAG, 0, "overdue", NULL, &cfg.overdue, ROWS, N_("only what is late"), 0, 0 },
	{ CS_OPT_WORD, 0, "sort", "opened|urgency|stage|due", &cfg.sort, "list search", N_("what comes first"), 0, 0 },
	{ CS_OPT_DAY, 0, "from", "DATE", &cfg.told.from, ROWS " " PERIODS, N_("opened on this day or later"), 0, 0 },
	{ CS_OPT_DAY, 0, "to", "DATE", &cfg.told.to, ROWS " " PERIODS, N_("opened on this day or earlier"), 0, 0 },
	{ CS_OPT_FLAG, 0, "explain", NULL, &cfg.explain, "show next angry", N_("every summand of stress and urgency"), 0, 0 },
	{ CS_OPT_INT, 0, "limit", "N", &cfg.limit, "next", N_("at most so many; 0 for all"), 0, INT64_C(1000000000) },
	{ CS_OPT_INT, 0, "days", "N", &cfg.days, "due stale", N_("so many days ahead (1); business days without a word (3)"), 0, 3650 },
	{ CS_OPT_FLAG, 0, "unassigned", NULL, &cfg.unassigned, "next due angry handover", N_("only what nobody has"), 0, 0 },
	{ CS_OPT_FLAG, 0, "check", NULL, &cfg.check, "due angry stale handover protection", N_("exit 1 where something is overdue, angry, stale or missing"), 0, 0 },
	{ CS_OPT_INT, 0, "most", "N", &cfg.most, "stale load", N_("open consultations that one person can have (20)"), 1, 100000 },
	{ CS_OPT_WORD, 0, "per", "hour|channel", &cfg.per, "hours", N_("a row for each hour of the week, or each channel"), 0, 0 },
	{ CS_OPT_INT, 0, "level", "1-3", &cfg.level, "causes", N_("how deep into the tree"), 1, 3 },
	{ CS_OPT_FLAG, 0, "list", NULL, &cfg.list, "causes", N_("the table of causes, without counts and without a store"), 0, 0 },
	{ CS_OPT_FLAG, 0, "incidents", NULL, &cfg.incidents, "protection", N_("abuse and harassment, and what was done"), 0, 0 },
	{ CS_OPT_TEXT, 0, "person", "NAME", &cfg.person, "agent", N_("who is behind the alias"), 0, 0 },
	{ CS_OPT_WORD, 0, "role", "agent|senior|owner", &cfg.role, "agent", N_("what the alias may do"), 0, 0 },
	{ CS_OPT_DAY, 0, "since", "DATE", &cfg.since, "agent", N_("the first day of work"), 0, 0 },
	{ CS_OPT_DAY, 0, "until", "DATE", &cfg.until, "agent", N_("the last day of work"), 0, 0 },
	{ CS_OPT_TEXT, 0, "for", "NAME", &cfg.told.name, "protect", N_("who was protected; everybody without it"), 0, 0 },
	{ CS_OPT_TEXT, 0, "contact", "ID", &cfg.contact, "protect", N_("the consultation that it was about"), 0, 0 },
	{ CS_OPT_TEXT, 0, "holidays", "FILE", &cfg.told.files[CS_TOLD_HOLIDAYS], WORKED_OUT, N_("more holidays, and the shop's own closed days"), 0, 0 },
	{ CS_OPT_TEXT, 0, "hours", "FILE", &cfg.told.files[CS_TOLD_HOURS], WORKED_OUT, N_("when the shop answers"), 0, 0 },
	{ CS_OPT_TEXT, 0, "causes", "FILE", &cfg.told.files[CS_TOLD_CAUSES], WORKED_OUT " " WRITERS, N_("the shop's own causes"), 0, 0 },
	{ CS_OPT_TEXT, 0, "sla", "FILE", &cfg.told.files[CS_TOLD_SLA], WORKED_OUT, N_("how soon the shop means to answer"), 0, 0 },
	{ CS_OPT_TEXT, 0, "scores", "FILE", &cfg.told.files[CS_TOLD_SCORES], WORKED_OUT, N_("the weights of stress and urgency"), 0, 0 },
	{ CS_OPT_TEXT, 0, "states", "FILE", &cfg.told.files[CS_TOLD_STATES], WRITERS, N_("which state follows which"), 0, 0 },
	{ CS_OPT_TEXT, 0, "limits", "FILE", &cfg.told.files[CS_TOLD_LIMITS], WRITERS, N_("what each role may give without asking"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* ---- writing ---- */

static enum cs_status
run_add(struct cs_app *app, struct cs_err *err)
{
	struct cs_intake in = { .code = cfg.id, .answer = cfg.answer, .assign = cfg.assign, .outbound = cfg.outbound,
		.missed = cfg.missed, .resolve = cfg.resolve };
	struct cs_str body = { 0 };
	struct cs_room r;

	/* A call with a question is what comes most. */
	if (cfg.told.kind < 0 && !cfg.edit)
		cfg.told.kind = CS_CONTACT_QUESTION;
	if (cfg.told.channel < 0 && !cfg.edit)
		cfg.told.channel = CS_CONTACT_PHONE;
	enum cs_status st = cs_room_open_turn(&r, app, &cfg.told, err);

	if (st == CS_OK)
		st = cs_typed_intake(&r, cfg.edit, &in, &body, err);
	if (st == CS_OK)
		st = cs_turn_add(&r.turn, &in, err);
	cs_noted_release(&in.noted);
	cs_str_release(&body);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_say(struct cs_app *app, struct cs_err *err)
{
	bool reply = strcmp(app->command, "reply") == 0, receive = strcmp(app->command, "receive") == 0;
	enum cs_contact_event_type type = reply ? CS_CONTACT_MESSAGE_OUT : receive ? CS_CONTACT_MESSAGE_IN : CS_CONTACT_NOTE;
	int marks = (cfg.automatic ? CS_CONTACT_AUTO : 0) | (cfg.thanks ? CS_CONTACT_THANKS : 0);
	struct cs_room r;
	enum cs_status st = cs_typed_turn(&r, app, &cfg.told, 1, true, err);

	if (st == CS_OK && r.text.len == 0)
		st = cs_err_set(err, CS_EUSAGE, _("%s: say what was said"), app->command);
	if (st == CS_OK)
		st = cs_turn_say(&r.turn, app->args[0], type, marks, cfg.template ? cfg.template : "", r.text.data, cfg.then, err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_state(struct cs_app *app, struct cs_err *err)
{
	int state = cs_word_find(cs_contact_state_words, app->args[1], strlen(app->args[1]));
	struct cs_noted noted = { { 0 }, { 0 } };
	struct cs_room r;

	if (state < 0 || state == CS_CONTACT_MERGED)
		return cs_err_set(err, CS_EUSAGE, _("state: \"%s\" is none of: %s"), app->args[1], SETTABLE);
	enum cs_status st = cs_room_open_turn(&r, app, &cfg.told, err);

	if (st == CS_OK)
		st = cs_typed_facts(&r, &noted, err);
	if (st == CS_OK)
		st = cs_turn_state(&r.turn, app->args[0], (enum cs_contact_state)state, cfg.reason, &noted, err);
	cs_noted_release(&noted);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_assign(struct cs_app *app, struct cs_err *err)
{
	bool transfer = strcmp(app->command, "transfer") == 0;
	struct cs_room r;
	enum cs_status st = cs_room_open_turn(&r, app, &cfg.told, err);

	if (st == CS_OK)
		st = cs_turn_assign(&r.turn, app->args[0], app->args[1], transfer, cfg.reason, err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_claim(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	enum cs_status st = cs_room_open_turn(&r, app, &cfg.told, err);

	if (st == CS_OK)
		st = cs_turn_claim(&r.turn, app->args[0], err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_merge(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;

	if (cfg.undo == (app->arg_count == 2))
		return cs_err_set(err, CS_EUSAGE, _("merge: name both, or one with --undo"));
	enum cs_status st = cs_room_open_turn(&r, app, &cfg.told, err);

	if (st == CS_OK)
		st = cfg.undo ? cs_turn_unmerge(&r.turn, app->args[0], err) :
		    cs_turn_merge(&r.turn, app->args[0], app->args[1], err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_link(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	enum cs_status st = cs_room_open_turn(&r, app, &cfg.told, err);

	if (st == CS_OK)
		st = cs_turn_link(&r.turn, app->args[0], app->args[1], err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_promise(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	cs_time due = 0;
	enum cs_status st = cs_typed_turn(&r, app, &cfg.told, 2, false, err);

	if (st == CS_OK)
		st = cs_typed_due(app->args[1], r.desk.now, &due, err);
	if (st == CS_OK)
		st = cs_turn_promise(&r.turn, app->args[0], due, cfg.told.channel < 0 ? NULL :
		    cs_contact_channel_words[cfg.told.channel], r.text.data, err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_keep(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	enum cs_status st = cs_typed_turn(&r, app, &cfg.told, 1, false, err);

	if (st == CS_OK)
		st = cs_turn_keep(&r.turn, app->args[0], cfg.seq, r.text.data, err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_compensate(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	int64_t amount = 0;
	bool pending = false;
	enum cs_status st = cs_typed_turn(&r, app, &cfg.told, 3, false, err);

	if (st == CS_OK)
		st = cs_typed_amount(&r, app->args[2], &amount, err);
	if (st == CS_OK)
		st = cs_turn_compensate(&r.turn, app->args[0], app->args[1], amount, r.text.data, &pending, err);
	st = cs_room_close_turn(&r, st);
	if (st == CS_OK && pending)
		return cs_err_set(err, CS_NOTE, _("%s: more than you may give; it waits for approval"), app->args[0]);
	return st;
}

static enum cs_status
run_approve(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	enum cs_status st = cs_typed_turn(&r, app, &cfg.told, 1, false, err);

	if (st == CS_OK)
		st = cs_turn_approve(&r.turn, app->args[0], cfg.seq, cfg.decline, r.text.data, err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_survey(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	int64_t score = 0;
	enum cs_status st = cs_typed_turn(&r, app, &cfg.told, 2, false, err);

	if (st == CS_OK && (!cs_int_parse(app->args[1], strlen(app->args[1]), &score) || score < 1 || score > 5))
		st = cs_err_set(err, CS_EUSAGE, _("survey: a score is a number from 1 to 5, not \"%s\""), app->args[1]);
	if (st == CS_OK)
		st = cs_turn_survey(&r.turn, app->args[0], (int)score, r.text.data, err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_flag(struct cs_app *app, struct cs_err *err)
{
	enum cs_contact_flag flag;
	struct cs_room r;
	enum cs_status st = cs_typed_turn(&r, app, &cfg.told, 2, false, err);

	if (st == CS_OK)
		st = cs_typed_flag(app->args[1], &flag, err);
	if (st == CS_OK)
		st = cs_turn_flag(&r.turn, app->args[0], flag, r.text.data, err);
	return cs_room_close_turn(&r, st);
}

static enum cs_status
run_correct(struct cs_app *app, struct cs_err *err)
{
	struct cs_noted noted = { { 0 }, { 0 } };
	int64_t seq = 0;
	struct cs_room r;
	enum cs_status st = cs_room_open_turn(&r, app, &cfg.told, err);

	if (st == CS_OK && cfg.void_it && !cs_int_parse(app->args[1], strlen(app->args[1]), &seq))
		st = cs_err_set(err, CS_EUSAGE, _("correct: \"%s\" is not the number of an event"), app->args[1]);
	for (size_t i = 1; i < app->arg_count && st == CS_OK && !cfg.void_it; i++)
		st = cs_noted_parse(&noted, &r.house.causes, cs_day_of_time(r.desk.now), app->args[i], err);
	if (st == CS_OK)
		st = cfg.void_it ? cs_turn_void(&r.turn, app->args[0], seq, cfg.reason, err) :
		    cs_turn_correct(&r.turn, app->args[0], &noted, cfg.reason, err);
	cs_noted_release(&noted);
	return cs_room_close_turn(&r, st);
}

/* ---- reading ---- */

static enum cs_status
run_rows(struct cs_app *app, struct cs_err *err)
{
	struct cs_contact_rows rows = { .stage = (int)cfg.stage, .overdue = cfg.overdue, .sort = (enum cs_contact_sort)cfg.sort };
	struct cs_room r;
	enum cs_status st = cs_room_open(&r, app, &cfg.told, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_contacts_print(&r, &rows, err);
	cs_room_close(&r);
	return st;
}

static enum cs_status
run_show(struct cs_app *app, struct cs_err *err)
{
	struct cs_desk_case c = { 0 };
	struct cs_room r;
	enum cs_status st = cs_room_open(&r, app, &cfg.told, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_desk_find(&r.desk, app->args[0], &c, err);
	if (st == CS_OK)
		st = cs_story_print(&r.desk, &r.house, &c, cfg.explain, app->reveal, app->out, err);
	cs_desk_case_release(&c);
	cs_room_close(&r);
	return st;
}

static enum cs_status
run_card(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	enum cs_status st = cs_room_open_store(&r, app, &cfg.told, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_contact_card(&r.desk, app->args[0], app->reveal, app->out, err);
	cs_room_close(&r);
	return st;
}

/* ---- looking out ---- */

static enum cs_status
run_look(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	enum cs_status st = cs_room_open(&r, app, &cfg.told, CS_DB_READ, err);
	struct cs_lookout look = { .app = app, .desk = &r.desk, .house = &r.house, .agent = cfg.told.mine ? cs_told_agent(&cfg.told) : cfg.told.agent,
		.limit = cfg.limit, .days = cfg.days, .stage = cfg.stage, .most = cfg.most, .level = cfg.level, .per = cfg.per,
		.from = cfg.told.from, .to = cfg.told.to, .explain = cfg.explain, .unassigned = cfg.unassigned, .all = cfg.told.all,
		.incidents = cfg.incidents, .check = cfg.check };

	if (st == CS_OK)
		st = cs_lookout_run(&look, err);
	cs_room_close(&r);
	return st;
}

static enum cs_status
run_causes(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;

	if (!cfg.list && app->arg_count > 0)
		return cs_err_set(err, CS_EUSAGE, _("causes: a word goes with --list"));
	if (!cfg.list)
		return run_look(app, err);
	enum cs_status st = cs_room_open_house(&r, app, &cfg.told, err);

	if (st == CS_OK)
		cs_causes_print(&r.house.causes, app->arg_count > 0 ? app->args[0] : NULL, app->as_of, app->korean, app->out);
	cs_room_close(&r);
	return st;
}

static enum cs_status
run_rules(struct cs_app *app, struct cs_err *err)
{
	return cs_lookout_rules(app, err);
}

/* ---- the people of the desk ---- */

static enum cs_status
run_agent(struct cs_app *app, struct cs_err *err)
{
	struct cs_agent_told told = { .person = cfg.person, .role = cfg.role, .since_on = cfg.since, .until_on = cfg.until };
	struct cs_room r;
	enum cs_status st = cs_room_open_store(&r, app, &cfg.told, app->arg_count > 0 ? CS_DB_WRITE : CS_DB_READ, err);

	if (st == CS_OK && app->arg_count > 0)
		st = cs_register_agent(&r.desk, app->args[0], &told, err);
	if (st == CS_OK)
		cs_register_agents(&r.desk, app->arg_count > 0 ? app->args[0] : NULL, app->out);
	cs_room_close(&r);
	return st;
}

static enum cs_status
run_protect(struct cs_app *app, struct cs_err *err)
{
	struct cs_str note = { 0 };
	struct cs_room r;
	enum cs_status st = cs_room_open_store(&r, app, &cfg.told, app->arg_count > 0 ? CS_DB_WRITE : CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_typed_words(app, 1, false, &note, err);
	struct cs_protection p = { .action = app->arg_count > 0 ? app->args[0] : NULL, .who = cs_told_agent(&cfg.told), .whom = cfg.told.name,
		.contact = cfg.contact, .note = note.data };

	if (st == CS_OK && p.action)
		st = cs_register_protection(&r.desk, &p, err);
	else if (st == CS_OK)
		st = cs_register_protections(&r.desk, app->out, err);
	cs_str_release(&note);
	cs_room_close(&r);
	return st;
}

static enum cs_status
run_reveals(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	enum cs_status st = cs_room_open_store(&r, app, &cfg.told, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_register_reveals(&r.desk, app->out, err);
	cs_room_close(&r);
	return st;
}

static enum cs_status
run_check(struct cs_app *app, struct cs_err *err)
{
	struct cs_room r;
	size_t findings = 0;
	enum cs_status st = cs_room_open_store(&r, app, &cfg.told, CS_DB_READ, err);

	cs_out_begin_findings(app->out);
	if (st == CS_OK)
		st = cs_contact_audit(&r.desk, cs_out_finding, app->out, &findings, err);
	cs_room_close(&r);
	if (st == CS_OK && findings > 0)
		return cs_err_set(err, CS_NOTE, _("%zu findings: restore the store from a copy that has none"), findings);
	return st;
}

static const struct cs_command commands[] = {
	{ "add", "[TEXT...]", N_("open a consultation"),
	  "  cs-consult add --kind complaint --cause delivery.late \"A1001 아직 안 왔어요\"\n", run_add, 0, SIZE_MAX },
	{ "reply", "ID [TEXT...]", N_("what the customer was told"), "  cs-consult reply S1 \"내일 도착합니다\" --then waiting_customer\n",
	  run_say, 1, SIZE_MAX },
	{ "receive", "ID [TEXT...]", N_("what the customer said after that"), "  cs-consult receive S1 \"받았어요\" --thanks\n",
	  run_say, 1, SIZE_MAX },
	{ "note", "ID [TEXT...]", N_("a remark among ourselves"), "  cs-consult note S1 \"택배사 확인 중\"\n", run_say, 1, SIZE_MAX },
	{ "state", "ID STATE", N_("how far it is"), "  cs-consult state S1 resolved --read-back \"토요일까지 새 상품을 받으신다\"\n",
	  run_state, 2, 2 },
	{ "assign", "ID NAME", N_("give it to somebody; - for nobody"), "  cs-consult assign S1 미소\n", run_assign, 2, 2 },
	{ "claim", "ID", N_("take it if nobody has it"), "  cs-consult claim S1\n", run_claim, 1, 1 },
	{ "transfer", "ID NAME", N_("hand it on"), "  cs-consult transfer S1 한결 --reason \"설치 문의\"\n", run_assign, 2, 2 },
	{ "merge", "ID [INTO]", N_("one matter, one consultation"), "  cs-consult merge S2 S1\n", run_merge, 1, 2 },
	{ "link", "ID OTHER", N_("two that belong together"), "  cs-consult link S2 S1\n", run_link, 2, 2 },
	{ "promise", "ID DUE [TEXT...]", N_("what was promised, and by when"), "  cs-consult promise S1 +2h \"전화 드리기\"\n",
	  run_promise, 2, SIZE_MAX },
	{ "keep", "ID [TEXT...]", N_("a promise was kept"), "  cs-consult keep S1\n", run_keep, 1, SIZE_MAX },
	{ "compensate", "ID REMEDY AMOUNT [TEXT...]", N_("a remedy: points, coupon, refund, reship, gift"),
	  "  cs-consult compensate S1 points 3000\n", run_compensate, 3, SIZE_MAX },
	{ "approve", "ID [TEXT...]", N_("approve a remedy above somebody's limit"), "  cs-consult approve S1\n", run_approve, 1, SIZE_MAX },
	{ "survey", "ID SCORE [TEXT...]", N_("how content the customer was, 1 to 5"), "  cs-consult survey S1 5\n", run_survey, 2, SIZE_MAX },
	{ "flag", "ID FLAG [TEXT...]", N_("something to know of it"), "  cs-consult flag S1 abuse\n", run_flag, 2, SIZE_MAX },
	{ "correct", "ID NAME=VALUE...", N_("set right what was written down"), "  cs-consult correct S1 cause=delivery.lost\n",
	  run_correct, 2, SIZE_MAX },
	{ "card", "CUSTOMER|ORDER|PHONE", N_("everything about whoever calls"), "  cs-consult card 010-1234-5678\n", run_card, 1, 1 },
	{ "show", "ID", N_("one consultation from its beginning"), "  cs-consult show S1 --explain\n", run_show, 1, 1 },
	{ "list", NULL, N_("consultations that are open"), "  cs-consult list --sort urgency\n", run_rows, 0, 0 },
	{ "search", "WORDS", N_("consultations in which this was said"), "  cs-consult search 배송\n", run_rows, 1, 1 },
	{ "export", NULL, N_("one row for each consultation"), "  cs-consult export --from 2026-10-01\n", run_rows, 0, 0 },
	{ "next", NULL, N_("what to do first"), "  cs-consult next --mine\n", run_look, 0, 0 },
	{ "due", NULL, N_("clocks and promises that are due soon or overdue"), "  cs-consult due --days 0 --check\n", run_look, 0, 0 },
	{ "angry", NULL, N_("customers who are boiling, the oldest first"), "  cs-consult angry --check\n", run_look, 0, 0 },
	{ "stale", NULL, N_("what nobody has touched, and who could take it"), "  cs-consult stale --days 2\n", run_look, 0, 0 },
	{ "handover", NULL, N_("what goes to the next shift"), "  cs-consult handover --mine\n", run_look, 0, 0 },
	{ "load", NULL, N_("who has how much"), "  cs-consult load\n", run_look, 0, 0 },
	{ "clocks", "ID", N_("the clocks of one consultation and their targets"), "  cs-consult clocks S1\n", run_look, 1, 1 },
	{ "hours", NULL, N_("when customers come, and when nobody is there"),
	  "  cs-consult hours | cs-report plot --kind heat --x hour --y weekday --value contacts\n", run_look, 0, 0 },
	{ "causes", "[WORD]", N_("why they came, beside the period before"), "  cs-consult causes --level 1\n", run_causes, 0, 1 },
	{ "promises", NULL, N_("were promises kept"), "  cs-consult promises --from 2026-10-01\n", run_look, 0, 0 },
	{ "strain", NULL, N_("what answering does to those who answer"), "  cs-consult strain\n", run_look, 0, 0 },
	{ "protection", NULL, N_("what the law asks for them, and what was done"), "  cs-consult protection --incidents\n", run_look, 0, 0 },
	{ "rules", "NAME", N_("a built-in table, to begin the shop's own with"), "  cs-consult rules sla >~/.config/cs/sla\n", run_rules, 1, 1 },
	{ "agent", "[NAME]", N_("who works here, and what each may do"), "  cs-consult agent 미소 --role senior\n", run_agent, 0, 1 },
	{ "protect", "[ACTION] [TEXT...]", N_("what was done to protect those who answer"), "  cs-consult protect warned --contact S1\n",
	  run_protect, 0, SIZE_MAX },
	{ "reveals", NULL, N_("who looked at personal data"), "  cs-consult reveals\n", run_reveals, 0, 0 },
	{ "check", NULL, N_("prove that nothing was changed"), "  cs-consult check\n", run_check, 0, 0 },
	{ NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

static const struct cs_program program = {
	"cs-consult",
	N_("Keeps the consultations of a shop: what customers asked, what they were told and promised, and what is due."),
	commands,
	options,
	NULL,
};

int
main(int argc, char *argv[])
{
	return cs_app_main(&program, argc, argv);
}
