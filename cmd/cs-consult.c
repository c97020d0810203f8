/*
 * cs-consult - the consultation ledger (상담 대장): what customers asked, what
 * they were told and promised, who has it, and what is due.
 *
 * Every entry is an event in a log that only grows; states, clocks and sums
 * are worked out from it when they are asked for.
 *
 *	cs-consult add --kind complaint --cause delivery.late "A1001 아직 안 왔어요"
 */
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "app/ask.h"
#include "base/num.h"
#include "base/phone.h"
#include "consult/audit.h"
#include "consult/card.h"
#include "consult/contacts.h"
#include "consult/form.h"
#include "consult/lookout.h"
#include "consult/reasons.h"
#include "consult/register.h"
#include "consult/story.h"
#include "consult/turn.h"
#include "store/db.h"

static struct {
	const char *agent, *at, *holidays, *hours, *causes, *sla, *scores, *states, *limits;
	const char *customer, *order, *product, *phone, *name, *email, *cause, *caller, *voice, *read_back, *asked, *answer,
	    *assign, *id, *template, *reason, *person, *contact;
	struct cs_list flags;
	int kind, channel, origin, state, then, sort, role, per;
	int64_t severity, tone, tone_end, stage, seq, limit, days, most, level;
	cs_day from, to, since, until;
	bool unassigned, list, incidents, check;
	bool all, mine, overdue, explain, edit, outbound, missed, resolve, automatic, thanks, undo, decline, void_it;
} cfg = { .kind = -1, .channel = -1, .origin = -1, .state = -1, .then = -1, .role = -1, .days = -1, .limit = 20, .most = 20, .level = 3, .from = CS_NO_DAY,
	.to = CS_NO_DAY, .since = CS_NO_DAY, .until = CS_NO_DAY };

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
	{ CS_OPT_TEXT, 0, "agent", "NAME", &cfg.agent, WRITERS " " WORKED_OUT " card", N_("who does it, or whose cases (else CS_AGENT, else the login)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "at", "TIME", &cfg.at, WRITERS " " WORKED_OUT " card", N_("when it happened; the moment that counts as now"), 0, 0 },
	{ CS_OPT_WORD, 0, "kind", KINDS, &cfg.kind, "add " ROWS, N_("what kind of consultation it is"), 0, 0 },
	{ CS_OPT_WORD, 0, "channel", CHANNELS, &cfg.channel, "add promise " ROWS, N_("how the customer came, or will be reached"), 0, 0 },
	{ CS_OPT_TEXT, 0, "cause", "CODE", &cfg.cause, NOTING " " ROWS, N_("the cause; for rows also all below it"), 0, 0 },
	{ CS_OPT_WORD, 0, "origin", ORIGINS, &cfg.origin, "add", N_("where the cause lies"), 0, 0 },
	{ CS_OPT_INT, 0, "severity", "1-4", &cfg.severity, "add", N_("how grave it is, 4 the most"), 1, 4 },
	{ CS_OPT_TEXT, 0, "customer", "ID", &cfg.customer, "add " ROWS, N_("whose it is"), 0, 0 },
	{ CS_OPT_TEXT, 0, "order", "ORDER_NO", &cfg.order, "add " ROWS, N_("the order it is about"), 0, 0 },
	{ CS_OPT_TEXT, 0, "product", "ID", &cfg.product, "add", N_("the product it is about"), 0, 0 },
	{ CS_OPT_TEXT, 0, "phone", "NUMBER", &cfg.phone, "add " ROWS, N_("the number to call back"), 0, 0 },
	{ CS_OPT_TEXT, 0, "name", "NAME", &cfg.name, "add", N_("the customer's name"), 0, 0 },
	{ CS_OPT_TEXT, 0, "email", "ADDRESS", &cfg.email, "add", N_("the customer's address"), 0, 0 },
	{ CS_OPT_TEXT, 0, "caller", "ID", &cfg.caller, "add", N_("the caller's type, as in cs-guide caller"), 0, 0 },
	{ CS_OPT_TEXT, 0, "voice", "ID", &cfg.voice, "add", N_("the caller's voice, as in cs-guide voice"), 0, 0 },
	{ CS_OPT_INT, 0, "tone", "1-5", &cfg.tone, "add", N_("how it began: 1 calm, 5 shouting"), 1, 5 },
	{ CS_OPT_INT, 0, "tone-end", "1-5", &cfg.tone_end, NOTING, N_("how it ended"), 1, 5 },
	{ CS_OPT_TEXT, 0, "asked", "TEXT", &cfg.asked, "add", N_("the remedy that the customer asked for"), 0, 0 },
	{ CS_OPT_TEXT, 0, "read-back", "TEXT", &cfg.read_back, NOTING, N_("the sentence with which the matter was read back"), 0, 0 },
	{ CS_OPT_LIST, 0, "flag", "FLAG", &cfg.flags, "add", N_("emotion, abuse, harassment, threat, argument, hard, competitor (repeatable)"), 0, 0 },
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
	{ CS_OPT_FLAG, 0, "all", NULL, &cfg.all, "list causes", N_("those that are over too; causes that nobody had"), 0, 0 },
	{ CS_OPT_FLAG, 0, "mine", NULL, &cfg.mine, "list " QUEUES, N_("only what I have"), 0, 0 },
	{ CS_OPT_WORD, 0, "state", STATES, &cfg.state, ROWS, N_("only in this state"), 0, 0 },
	{ CS_OPT_INT, 0, "stage", "1-5", &cfg.stage, ROWS " angry", N_("only this stage of stress and above"), 1, 5 },
	{ CS_OPT_FLAG, 0, "overdue", NULL, &cfg.overdue, ROWS, N_("only what is late"), 0, 0 },
	{ CS_OPT_WORD, 0, "sort", "opened|urgency|stage|due", &cfg.sort, "list search", N_("what comes first"), 0, 0 },
	{ CS_OPT_DAY, 0, "from", "DATE", &cfg.from, ROWS " " PERIODS, N_("opened on this day or later"), 0, 0 },
	{ CS_OPT_DAY, 0, "to", "DATE", &cfg.to, ROWS " " PERIODS, N_("opened on this day or earlier"), 0, 0 },
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
	{ CS_OPT_TEXT, 0, "for", "NAME", &cfg.name, "protect", N_("who was protected; everybody without it"), 0, 0 },
	{ CS_OPT_TEXT, 0, "contact", "ID", &cfg.contact, "protect", N_("the consultation that it was about"), 0, 0 },
	{ CS_OPT_TEXT, 0, "holidays", "FILE", &cfg.holidays, WORKED_OUT, N_("more holidays, and the shop's own closed days"), 0, 0 },
	{ CS_OPT_TEXT, 0, "hours", "FILE", &cfg.hours, WORKED_OUT, N_("when the shop answers"), 0, 0 },
	{ CS_OPT_TEXT, 0, "causes", "FILE", &cfg.causes, WORKED_OUT " " WRITERS, N_("the shop's own causes"), 0, 0 },
	{ CS_OPT_TEXT, 0, "sla", "FILE", &cfg.sla, WORKED_OUT, N_("how soon the shop means to answer"), 0, 0 },
	{ CS_OPT_TEXT, 0, "scores", "FILE", &cfg.scores, WORKED_OUT, N_("the weights of stress and urgency"), 0, 0 },
	{ CS_OPT_TEXT, 0, "states", "FILE", &cfg.states, WRITERS, N_("which state follows which"), 0, 0 },
	{ CS_OPT_TEXT, 0, "limits", "FILE", &cfg.limits, WRITERS, N_("what each role may give without asking"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* ---- the room every command works in ---- */

struct room {
	struct cs_db *db;
	struct cs_desk desk;
	struct cs_house house;
	struct cs_conduct conduct;
	struct cs_turn turn;
	char *files[7]; /* owned */
};

enum { HOLIDAYS, HOURS, CAUSES, SLA, SCORES, STEPS, LIMITS };

static void
tell(const char *message)
{
	cs_warn("%s", message);
}

static const char *
me(void)
{
	return cfg.agent ? cfg.agent : cs_app_agent();
}

/* A day of the past or the future is seen from its end. */
static cs_time
moment(const struct cs_app *app)
{
	return app->as_of == cs_day_of_time(app->now) ? app->now : cs_time_of(app->as_of, 23, 59, 59);
}

static enum cs_status
read_at(const struct cs_app *app, cs_time *at, struct cs_err *err)
{
	*at = moment(app);
	if (cfg.at && !cs_time_parse(cfg.at, strlen(cfg.at), at))
		return cs_err_set(err, CS_EUSAGE, _("--at: \"%s\" is not a time such as 2026-03-02T14:05"), cfg.at);
	return CS_OK;
}

static void
find_files(struct room *r)
{
	const char *const told[] = { cfg.holidays, cfg.hours, cfg.causes, cfg.sla, cfg.scores, cfg.states, cfg.limits };
	static const char *const names[] = { "holidays", "hours", "causes", "sla", "scores", "states", "limits" };

	for (size_t i = 0; i < CS_COUNT(names); i++)
		r->files[i] = cs_app_config_file(told[i], names[i]);
}

static enum cs_status
open_house(struct room *r, struct cs_err *err)
{
	struct cs_house_files files = { r->files[HOLIDAYS], r->files[HOURS], r->files[CAUSES], r->files[SLA], r->files[SCORES] };

	return cs_house_open(&r->house, &files, err);
}

static void
close_store(struct room *r)
{
	cs_desk_release(&r->desk);
	cs_db_close(r->db);
	r->db = NULL;
}

/* Whose data was asked for: the subject, else what the rows were picked by, else when they were opened. */
static void
add_subject(struct cs_str *subject, const struct cs_app *app)
{
	const char *const named[] = { app->arg_count > 0 ? app->args[0] : NULL, cfg.customer, cfg.order, cfg.phone };
	char from[CS_DAY_TEXT], to[CS_DAY_TEXT];

	cs_str_add(subject, "");
	for (size_t i = 0; i < CS_COUNT(named); i++) {
		if (named[i]) {
			cs_str_add(subject, named[i]);
			return;
		}
	}
	if (cfg.from != CS_NO_DAY || cfg.to != CS_NO_DAY)
		cs_str_add_format(subject, "%s..%s", cfg.from == CS_NO_DAY ? "" : cs_day_format(from, cfg.from),
		    cfg.to == CS_NO_DAY ? "" : cs_day_format(to, cfg.to));
}

/* A reader that reveals writes down that it did: in a store that is there, as every reader needs it. */
static enum cs_status
log_reveal(struct room *r, const struct cs_app *app, cs_time at, struct cs_err *err)
{
	struct cs_str subject = { 0 };
	enum cs_status st = cs_db_open(&r->db, app->db_path, CS_DB_READ, err);

	add_subject(&subject, app);
	close_store(r);
	if (st == CS_OK)
		st = cs_db_open(&r->db, app->db_path, CS_DB_WRITE, err);
	if (st == CS_OK)
		st = cs_desk_init(&r->desk, r->db, at, app->now, err);
	if (st == CS_OK)
		st = cs_register_reveal(&r->desk, me(), app->command, subject.data, err);
	cs_str_release(&subject);
	close_store(r);
	return st;
}

static enum cs_status
open_store(struct room *r, const struct cs_app *app, enum cs_db_mode mode, struct cs_err *err)
{
	cs_time at;
	enum cs_status st = read_at(app, &at, err);

	if (st == CS_OK && app->reveal && mode == CS_DB_READ)
		st = log_reveal(r, app, at, err);
	if (st == CS_OK)
		st = cs_db_open(&r->db, app->db_path, mode, err);
	if (st == CS_OK)
		st = cs_desk_init(&r->desk, r->db, at, app->now, err);
	r->desk.seen = at;
	return st;
}

static enum cs_status
open_room(struct room *r, const struct cs_app *app, enum cs_db_mode mode, struct cs_err *err)
{
	*r = (struct room){ 0 };
	find_files(r);
	enum cs_status st = open_house(r, err);

	return st == CS_OK ? open_store(r, app, mode, err) : st;
}

static void
close_room(struct room *r)
{
	cs_turn_release(&r->turn);
	cs_conduct_release(&r->conduct);
	cs_house_close(&r->house);
	close_store(r);
	for (size_t i = 0; i < CS_COUNT(r->files); i++)
		free(r->files[i]);
}

/* For writers: the rules, and who does it when. */
static enum cs_status
open_turn(struct room *r, const struct cs_app *app, struct cs_err *err)
{
	enum cs_status st = open_room(r, app, CS_DB_WRITE, err);

	if (st == CS_OK)
		st = cs_conduct_open(&r->conduct, r->files[STEPS], r->files[LIMITS], err);
	if (st == CS_OK && r->desk.now > moment(app))
		st = cs_err_set(err, CS_EUSAGE, _("--at: %s has not come yet"), cfg.at);
	r->turn = (struct cs_turn){ .desk = &r->desk, .conduct = &r->conduct, .causes = &r->house.causes, .alias = me(),
		.at = r->desk.now, .warn = tell };
	return st;
}

static const struct cs_col turn_columns[] = {
	{ "contact_id", CS_CELL_TEXT }, { "state", CS_CELL_TEXT }, { "agent", CS_CELL_TEXT },
	{ "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
};

static void
out_fact(const struct cs_app *app, const struct cs_contact *c, enum cs_contact_fact fact)
{
	cs_out_text(app->out, c->facts[fact].len > 0 ? c->facts[fact].s : "", c->facts[fact].len);
}

/* What every writer prints: where the case stands now. */
static enum cs_status
close_turn(struct room *r, const struct cs_app *app, enum cs_status st)
{
	const struct cs_contact *c = &r->turn.c.now;

	if (st == CS_OK) {
		cs_out_begin(app->out, turn_columns, CS_COUNT(turn_columns));
		cs_out_str(app->out, r->turn.c.code);
		cs_out_str(app->out, cs_contact_state_words[c->state]);
		cs_out_str(app->out, cs_desk_alias(&r->desk, c->agent));
		out_fact(app, c, CS_CONTACT_FACT_CUSTOMER);
		out_fact(app, c, CS_CONTACT_FACT_ORDER);
		cs_out_end(app->out);
	}
	close_room(r);
	return st;
}

/* The arguments from `first` on as one text; stdin for "-" and where somebody else sends it. */
static enum cs_status
read_words(const struct cs_app *app, size_t first, bool from_stdin, struct cs_str *text, struct cs_err *err)
{
	struct cs_str raw = { 0 };
	enum cs_status st = CS_OK;

	cs_str_add(&raw, "");
	for (size_t i = first; i < app->arg_count; i++)
		cs_str_add_format(&raw, "%s%s", i > first ? " " : "", app->args[i]);
	if (strcmp(raw.data, "-") == 0 || (raw.len == 0 && from_stdin && !cs_ask_can()))
		st = cs_ask_stdin(&raw, err);
	else if (raw.len == 0 && from_stdin)
		cs_ask_line(_("what was said"), &raw);
	if (st == CS_OK)
		st = cs_noted_body(text, raw.data, err);
	cs_str_release(&raw);
	return st;
}

/* ---- writing ---- */

static enum cs_status
note(const struct room *r, struct cs_noted *noted, enum cs_contact_fact fact, const char *value, struct cs_err *err)
{
	if (!value)
		return CS_OK;
	return cs_noted_add(noted, &r->house.causes, cs_day_of_time(r->desk.now), fact, value, err);
}

static enum cs_status
note_number(const struct room *r, struct cs_noted *noted, enum cs_contact_fact fact, int64_t n, struct cs_err *err)
{
	const char text[] = { (char)('0' + n), '\0' };

	return n > 0 ? note(r, noted, fact, text, err) : CS_OK;
}

static const char *
word_of(const char *const *words, int index)
{
	return index >= 0 ? words[index] : NULL;
}

/* Everything that options say of a case. */
static enum cs_status
note_options(const struct room *r, struct cs_noted *noted, struct cs_err *err)
{
	const struct { enum cs_contact_fact fact; const char *value; } texts[] = {
		{ CS_CONTACT_FACT_KIND, word_of(cs_contact_kind_words, cfg.kind) },
		{ CS_CONTACT_FACT_CHANNEL, word_of(cs_contact_channel_words, cfg.channel) },
		{ CS_CONTACT_FACT_CUSTOMER, cfg.customer }, { CS_CONTACT_FACT_ORDER, cfg.order },
		{ CS_CONTACT_FACT_PRODUCT, cfg.product }, { CS_CONTACT_FACT_CAUSE, cfg.cause },
		{ CS_CONTACT_FACT_ORIGIN, word_of(cs_contact_origin_words, cfg.origin) },
		{ CS_CONTACT_FACT_CALLER, cfg.caller }, { CS_CONTACT_FACT_VOICE, cfg.voice },
		{ CS_CONTACT_FACT_READ_BACK, cfg.read_back }, { CS_CONTACT_FACT_ASKED, cfg.asked },
		{ CS_CONTACT_FACT_PHONE, cfg.phone }, { CS_CONTACT_FACT_NAME, cfg.name }, { CS_CONTACT_FACT_EMAIL, cfg.email },
	};
	enum cs_status st = CS_OK;

	for (size_t i = 0; i < CS_COUNT(texts) && st == CS_OK; i++)
		st = note(r, noted, texts[i].fact, texts[i].value, err);
	if (st == CS_OK)
		st = note_number(r, noted, CS_CONTACT_FACT_SEVERITY, cfg.severity, err);
	if (st == CS_OK)
		st = note_number(r, noted, CS_CONTACT_FACT_TONE_START, cfg.tone, err);
	return st == CS_OK ? note_number(r, noted, CS_CONTACT_FACT_TONE_END, cfg.tone_end, err) : st;
}

static enum cs_status
read_flag(const char *text, enum cs_contact_flag *flag, struct cs_err *err)
{
	int index = cs_word_find(cs_contact_flag_words, text, strlen(text));

	*flag = (enum cs_contact_flag)index;
	return index >= 0 ? CS_OK : cs_err_set(err, CS_EUSAGE, _("flag: \"%s\" is no flag; see: cs-consult(1)"), text);
}

static enum cs_status
read_flags(int *flags, struct cs_err *err)
{
	enum cs_contact_flag flag;
	enum cs_status st = CS_OK;

	for (size_t i = 0; i < cfg.flags.count && st == CS_OK; i++) {
		st = read_flag(cfg.flags.items[i], &flag, err);
		if (st == CS_OK)
			*flags |= 1 << flag;
	}
	return st;
}

/* A form in the editor; one that was emptied is no consultation. */
static enum cs_status
edit(const struct room *r, struct cs_noted *noted, struct cs_str *body, struct cs_err *err)
{
	struct cs_str form = { 0 };

	cs_form_write(&form, body->data);
	enum cs_status st = cs_ask_editor(&form, err);

	if (st == CS_OK)
		st = cs_form_read(form.data, &r->house.causes, cs_day_of_time(r->desk.now), noted, body, err);
	if (st == CS_OK) {
		cs_str_clear(&form);
		cs_str_add_n(&form, body->data, body->len);
		st = cs_noted_body(body, form.data, err);
	}
	if (st == CS_OK && body->len == 0)
		st = cs_err_set(err, CS_NOTE, _("the form is empty; nothing was written down"));
	cs_str_release(&form);
	return st;
}

/* On a terminal the cause of a complaint is asked for until it is one. */
static enum cs_status
ask_cause(const struct room *r, struct cs_noted *noted, struct cs_err *err)
{
	struct cs_str line = { 0 };
	enum cs_status st = CS_NOTE;

	while (st != CS_OK && cs_ask_line(_("cause (see: cs-consult causes --list)"), &line)) {
		if (line.len == 0)
			continue;
		st = note(r, noted, CS_CONTACT_FACT_CAUSE, line.data, err);
		if (st != CS_OK)
			cs_warn("%s", err->text);
	}
	cs_str_release(&line);
	return st;
}

static enum cs_status
fill_intake(const struct cs_app *app, const struct room *r, struct cs_intake *in, struct cs_str *body, struct cs_err *err)
{
	/* A call with a question is what comes most. */
	cfg.kind = cfg.kind < 0 && !cfg.edit ? CS_CONTACT_QUESTION : cfg.kind;
	cfg.channel = cfg.channel < 0 && !cfg.edit ? CS_CONTACT_PHONE : cfg.channel;
	enum cs_status st = note_options(r, &in->noted, err);

	if (st == CS_OK)
		st = read_flags(&in->flags, err);
	if (st == CS_OK)
		st = read_words(app, 0, !cfg.edit, body, err);
	if (st == CS_OK && cfg.edit)
		st = edit(r, &in->noted, body, err);
	else if (st == CS_OK && cfg.kind == CS_CONTACT_COMPLAINT && !cfg.cause && cs_ask_can())
		st = ask_cause(r, &in->noted, err);
	if (st == CS_OK && body->len == 0)
		st = cs_err_set(err, CS_EUSAGE, _("add: say what the customer said"));
	in->body = body->data;
	return st;
}

static enum cs_status
run_add(struct cs_app *app, struct cs_err *err)
{
	struct cs_intake in = { .code = cfg.id, .answer = cfg.answer, .assign = cfg.assign, .outbound = cfg.outbound,
		.missed = cfg.missed, .resolve = cfg.resolve };
	struct cs_str body = { 0 };
	struct room r;
	enum cs_status st = open_turn(&r, app, err);

	if (st == CS_OK)
		st = fill_intake(app, &r, &in, &body, err);
	if (st == CS_OK)
		st = cs_turn_add(&r.turn, &in, err);
	cs_noted_release(&in.noted);
	cs_str_release(&body);
	return close_turn(&r, app, st);
}

/* The commands whose last arguments are a text. */
struct saying {
	struct room r;
	struct cs_str text;
};

static enum cs_status
open_saying(struct saying *s, const struct cs_app *app, size_t first, bool from_stdin, struct cs_err *err)
{
	*s = (struct saying){ 0 };
	enum cs_status st = open_turn(&s->r, app, err);

	return st == CS_OK ? read_words(app, first, from_stdin, &s->text, err) : st;
}

static enum cs_status
close_saying(struct saying *s, const struct cs_app *app, enum cs_status st)
{
	cs_str_release(&s->text);
	return close_turn(&s->r, app, st);
}

static enum cs_status
run_say(struct cs_app *app, struct cs_err *err)
{
	bool reply = strcmp(app->command, "reply") == 0, receive = strcmp(app->command, "receive") == 0;
	enum cs_contact_event_type type = reply ? CS_CONTACT_MESSAGE_OUT : receive ? CS_CONTACT_MESSAGE_IN : CS_CONTACT_NOTE;
	int marks = (cfg.automatic ? CS_CONTACT_AUTO : 0) | (cfg.thanks ? CS_CONTACT_THANKS : 0);
	struct saying s;
	enum cs_status st = open_saying(&s, app, 1, true, err);

	if (st == CS_OK && s.text.len == 0)
		st = cs_err_set(err, CS_EUSAGE, _("%s: say what was said"), app->command);
	if (st == CS_OK)
		st = cs_turn_say(&s.r.turn, app->args[0], type, marks, cfg.template ? cfg.template : "", s.text.data, cfg.then, err);
	return close_saying(&s, app, st);
}

static enum cs_status
run_state(struct cs_app *app, struct cs_err *err)
{
	int state = cs_word_find(cs_contact_state_words, app->args[1], strlen(app->args[1]));
	struct cs_noted noted = { { 0 }, { 0 } };
	struct room r;

	if (state < 0 || state == CS_CONTACT_MERGED)
		return cs_err_set(err, CS_EUSAGE, _("state: \"%s\" is none of: %s"), app->args[1], SETTABLE);
	enum cs_status st = open_turn(&r, app, err);

	if (st == CS_OK)
		st = note_options(&r, &noted, err);
	if (st == CS_OK)
		st = cs_turn_state(&r.turn, app->args[0], (enum cs_contact_state)state, cfg.reason, &noted, err);
	cs_noted_release(&noted);
	return close_turn(&r, app, st);
}

static enum cs_status
run_assign(struct cs_app *app, struct cs_err *err)
{
	bool transfer = strcmp(app->command, "transfer") == 0;
	struct room r;
	enum cs_status st = open_turn(&r, app, err);

	if (st == CS_OK)
		st = cs_turn_assign(&r.turn, app->args[0], app->args[1], transfer, cfg.reason, err);
	return close_turn(&r, app, st);
}

static enum cs_status
run_claim(struct cs_app *app, struct cs_err *err)
{
	struct room r;
	enum cs_status st = open_turn(&r, app, err);

	if (st == CS_OK)
		st = cs_turn_claim(&r.turn, app->args[0], err);
	return close_turn(&r, app, st);
}

static enum cs_status
run_merge(struct cs_app *app, struct cs_err *err)
{
	struct room r;

	if (cfg.undo == (app->arg_count == 2))
		return cs_err_set(err, CS_EUSAGE, _("merge: name both, or one with --undo"));
	enum cs_status st = open_turn(&r, app, err);

	if (st == CS_OK)
		st = cfg.undo ? cs_turn_unmerge(&r.turn, app->args[0], err) :
		    cs_turn_merge(&r.turn, app->args[0], app->args[1], err);
	return close_turn(&r, app, st);
}

static enum cs_status
run_link(struct cs_app *app, struct cs_err *err)
{
	struct room r;
	enum cs_status st = open_turn(&r, app, err);

	if (st == CS_OK)
		st = cs_turn_link(&r.turn, app->args[0], app->args[1], err);
	return close_turn(&r, app, st);
}

/* A time, or +90m, +2h, +3d from when it is promised. */
static enum cs_status
read_due(const char *text, cs_time at, cs_time *due, struct cs_err *err)
{
	size_t len = strlen(text);
	int64_t n;
	int64_t unit = len < 3 ? 0 : text[len - 1] == 'm' ? 60 : text[len - 1] == 'h' ? 3600 : text[len - 1] == 'd' ? 86400 : 0;

	if (text[0] == '+' && unit > 0 && cs_int_parse(text + 1, len - 2, &n) && n > 0 && n < 100000) {
		*due = at + n * unit;
		return CS_OK;
	}
	if (cs_time_parse(text, len, due)) {
		/* A bare day ends with its last second. */
		*due += len == CS_DAY_TEXT - 1 ? 86399 : 0;
		return CS_OK;
	}
	return cs_err_set(err, CS_EUSAGE, _("promise: \"%s\" is not a time such as 2026-03-02T14:05, +90m, +2h or +3d"), text);
}

static enum cs_status
run_promise(struct cs_app *app, struct cs_err *err)
{
	struct saying s;
	cs_time due = 0;
	enum cs_status st = open_saying(&s, app, 2, false, err);

	if (st == CS_OK)
		st = read_due(app->args[1], s.r.desk.now, &due, err);
	if (st == CS_OK)
		st = cs_turn_promise(&s.r.turn, app->args[0], due, word_of(cs_contact_channel_words, cfg.channel), s.text.data, err);
	return close_saying(&s, app, st);
}

static enum cs_status
run_keep(struct cs_app *app, struct cs_err *err)
{
	struct saying s;
	enum cs_status st = open_saying(&s, app, 1, false, err);

	if (st == CS_OK)
		st = cs_turn_keep(&s.r.turn, app->args[0], cfg.seq, s.text.data, err);
	return close_saying(&s, app, st);
}

static enum cs_status
read_amount(const struct room *r, const char *text, int64_t *amount, struct cs_err *err)
{
	struct cs_amount read;

	if (cs_amount_parse(text, strlen(text), &read) && read.value > 0 && cs_amount_scale(read, r->desk.decimals, amount))
		return CS_OK;
	return cs_err_set(err, CS_EUSAGE, _("compensate: not an amount: \"%s\""), text);
}

static enum cs_status
run_compensate(struct cs_app *app, struct cs_err *err)
{
	struct saying s;
	int64_t amount = 0;
	bool pending = false;
	enum cs_status st = open_saying(&s, app, 3, false, err);

	if (st == CS_OK)
		st = read_amount(&s.r, app->args[2], &amount, err);
	if (st == CS_OK)
		st = cs_turn_compensate(&s.r.turn, app->args[0], app->args[1], amount, s.text.data, &pending, err);
	st = close_saying(&s, app, st);
	if (st == CS_OK && pending)
		return cs_err_set(err, CS_NOTE, _("%s: more than you may give; it waits for approval"), app->args[0]);
	return st;
}

static enum cs_status
run_approve(struct cs_app *app, struct cs_err *err)
{
	struct saying s;
	enum cs_status st = open_saying(&s, app, 1, false, err);

	if (st == CS_OK)
		st = cs_turn_approve(&s.r.turn, app->args[0], cfg.seq, cfg.decline, s.text.data, err);
	return close_saying(&s, app, st);
}

static enum cs_status
run_survey(struct cs_app *app, struct cs_err *err)
{
	struct saying s;
	int64_t score = 0;
	enum cs_status st = open_saying(&s, app, 2, false, err);

	if (st == CS_OK && (!cs_int_parse(app->args[1], strlen(app->args[1]), &score) || score < 1 || score > 5))
		st = cs_err_set(err, CS_EUSAGE, _("survey: a score is a number from 1 to 5, not \"%s\""), app->args[1]);
	if (st == CS_OK)
		st = cs_turn_survey(&s.r.turn, app->args[0], (int)score, s.text.data, err);
	return close_saying(&s, app, st);
}

static enum cs_status
run_flag(struct cs_app *app, struct cs_err *err)
{
	enum cs_contact_flag flag;
	struct saying s;
	enum cs_status st = open_saying(&s, app, 2, false, err);

	if (st == CS_OK)
		st = read_flag(app->args[1], &flag, err);
	if (st == CS_OK)
		st = cs_turn_flag(&s.r.turn, app->args[0], flag, s.text.data, err);
	return close_saying(&s, app, st);
}

static enum cs_status
run_correct(struct cs_app *app, struct cs_err *err)
{
	struct cs_noted noted = { { 0 }, { 0 } };
	int64_t seq = 0;
	struct room r;
	enum cs_status st = open_turn(&r, app, err);

	if (st == CS_OK && cfg.void_it && !cs_int_parse(app->args[1], strlen(app->args[1]), &seq))
		st = cs_err_set(err, CS_EUSAGE, _("correct: \"%s\" is not the number of an event"), app->args[1]);
	for (size_t i = 1; i < app->arg_count && st == CS_OK && !cfg.void_it; i++)
		st = cs_noted_parse(&noted, &r.house.causes, cs_day_of_time(r.desk.now), app->args[i], err);
	if (st == CS_OK)
		st = cfg.void_it ? cs_turn_void(&r.turn, app->args[0], seq, cfg.reason, err) :
		    cs_turn_correct(&r.turn, app->args[0], &noted, cfg.reason, err);
	cs_noted_release(&noted);
	return close_turn(&r, app, st);
}

/* ---- reading ---- */

static enum cs_status
fill_query(const struct cs_app *app, struct room *r, struct cs_desk_query *q, char phone[CS_PHONE_BYTES],
    struct cs_err *err)
{
	const char *whose = cfg.mine ? me() : cfg.agent;

	q->from = cfg.from == CS_NO_DAY ? CS_NO_TIME : cs_time_of(cfg.from, 0, 0, 0);
	q->to = cfg.to == CS_NO_DAY ? CS_NO_TIME : cs_time_of(cfg.to, 23, 59, 59);
	q->kind = cfg.kind;
	q->channel = cfg.channel;
	q->state = cfg.state;
	q->cause = cfg.cause;
	q->customer = cfg.customer;
	q->order = cfg.order;
	q->undone = strcmp(app->command, "list") == 0 && !cfg.all && cfg.state < 0;
	if (cfg.phone) {
		if (cs_phone_read(phone, cfg.phone, strlen(cfg.phone)) == CS_PHONE_NONE)
			return cs_err_set(err, CS_EUSAGE, _("phone: \"%s\" is no telephone number"), cfg.phone);
		q->phone = phone;
	}
	q->key = q->customer ? q->customer : q->order ? q->order : q->phone;
	if (!whose)
		return CS_OK;
	enum cs_status st = cs_desk_ask(&r->desk, whose, &q->agent, err);

	if (st == CS_OK && q->agent == 0)
		return cs_err_set(err, CS_NONE, _("agent: \"%s\" is not known; see: cs-consult agent"), whose);
	return st;
}

static enum cs_desk_which
which_rows(const struct cs_app *app)
{
	bool list = strcmp(app->command, "list") == 0;

	if (strcmp(app->command, "search") == 0)
		return CS_DESK_WORDS;
	if (cfg.customer)
		return CS_DESK_CUSTOMER;
	if (cfg.order)
		return CS_DESK_ORDER;
	if (cfg.phone)
		return CS_DESK_PHONE;
	return list && !cfg.all && (cfg.state < 0 || cfg.state < CS_CONTACT_RESOLVED) ? CS_DESK_OPEN : CS_DESK_ALL;
}

static enum cs_status
run_rows(struct cs_app *app, struct cs_err *err)
{
	struct cs_desk_query query = CS_DESK_QUERY_ANY;
	struct cs_str words = { 0 };
	char phone[CS_PHONE_BYTES];
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_READ, err);

	query.which = which_rows(app);
	if (st == CS_OK)
		st = fill_query(app, &r, &query, phone, err);
	if (st == CS_OK && query.which == CS_DESK_WORDS) {
		st = cs_noted_body(&words, app->args[0], err);
		query.key = words.data;
	}
	struct cs_contact_rows rows = { .desk = &r.desk, .house = &r.house, .out = app->out, .stage = (int)cfg.stage,
		.overdue = cfg.overdue, .sort = (enum cs_contact_sort)cfg.sort };

	if (st == CS_OK)
		st = cs_contacts_print(&rows, &query, err);
	cs_str_release(&words);
	close_room(&r);
	return st;
}

static enum cs_status
run_show(struct cs_app *app, struct cs_err *err)
{
	struct cs_desk_case c = { 0 };
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_desk_find(&r.desk, app->args[0], &c, err);
	if (st == CS_OK)
		st = cs_story_print(&r.desk, &r.house, &c, cfg.explain, app->reveal, app->out, err);
	cs_desk_case_release(&c);
	close_room(&r);
	return st;
}

static enum cs_status
run_card(struct cs_app *app, struct cs_err *err)
{
	struct room r = { 0 };
	enum cs_status st = open_store(&r, app, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_contact_card(&r.desk, app->args[0], app->reveal, app->out, err);
	close_room(&r);
	return st;
}

/* ---- looking out ---- */

static enum cs_status
run_look(struct cs_app *app, struct cs_err *err)
{
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_READ, err);
	struct cs_lookout look = { .app = app, .desk = &r.desk, .house = &r.house, .agent = cfg.mine ? me() : cfg.agent,
		.limit = cfg.limit, .days = cfg.days, .stage = cfg.stage, .most = cfg.most, .level = cfg.level, .per = cfg.per,
		.from = cfg.from, .to = cfg.to, .explain = cfg.explain, .unassigned = cfg.unassigned, .all = cfg.all,
		.incidents = cfg.incidents, .check = cfg.check };

	if (st == CS_OK)
		st = cs_lookout_run(&look, err);
	close_room(&r);
	return st;
}

static enum cs_status
run_causes(struct cs_app *app, struct cs_err *err)
{
	struct room r = { 0 };

	if (!cfg.list && app->arg_count > 0)
		return cs_err_set(err, CS_EUSAGE, _("causes: a word goes with --list"));
	if (!cfg.list)
		return run_look(app, err);
	find_files(&r);
	enum cs_status st = open_house(&r, err);

	if (st == CS_OK)
		cs_causes_print(&r.house.causes, app->arg_count > 0 ? app->args[0] : NULL, app->as_of, app->korean, app->out);
	close_room(&r);
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
	struct room r = { 0 };
	enum cs_status st = open_store(&r, app, app->arg_count > 0 ? CS_DB_WRITE : CS_DB_READ, err);

	if (st == CS_OK && app->arg_count > 0)
		st = cs_register_agent(&r.desk, app->args[0], &told, err);
	if (st == CS_OK)
		cs_register_agents(&r.desk, app->arg_count > 0 ? app->args[0] : NULL, app->out);
	close_room(&r);
	return st;
}

static enum cs_status
run_protect(struct cs_app *app, struct cs_err *err)
{
	struct cs_str note = { 0 };
	struct room r = { 0 };
	enum cs_status st = open_store(&r, app, app->arg_count > 0 ? CS_DB_WRITE : CS_DB_READ, err);

	if (st == CS_OK)
		st = read_words(app, 1, false, &note, err);
	struct cs_protection p = { .action = app->arg_count > 0 ? app->args[0] : NULL, .who = me(), .whom = cfg.name,
		.contact = cfg.contact, .note = note.data };

	if (st == CS_OK && p.action)
		st = cs_register_protection(&r.desk, &p, err);
	else if (st == CS_OK)
		st = cs_register_protections(&r.desk, app->out, err);
	cs_str_release(&note);
	close_room(&r);
	return st;
}

static enum cs_status
run_reveals(struct cs_app *app, struct cs_err *err)
{
	struct room r = { 0 };
	enum cs_status st = open_store(&r, app, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_register_reveals(&r.desk, app->out, err);
	close_room(&r);
	return st;
}

static enum cs_status
run_check(struct cs_app *app, struct cs_err *err)
{
	struct room r = { 0 };
	size_t findings = 0;
	enum cs_status st = open_store(&r, app, CS_DB_READ, err);

	cs_out_begin_findings(app->out);
	if (st == CS_OK)
		st = cs_contact_audit(&r.desk, cs_out_finding, app->out, &findings, err);
	close_room(&r);
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
