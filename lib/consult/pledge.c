#include <string.h>

#include "app/app.h"
#include "base/num.h"
#include "consult/frame.h"
#include "store/db.h"

/* The event of the case with that number, or NULL. */
static const struct cs_contact_event *
event_of(const struct cs_desk_case *c, int64_t seq)
{
	for (size_t i = 0; i < c->sheet.count; i++) {
		if (c->sheet.events[i].seq == seq)
			return &c->sheet.events[i];
	}
	return NULL;
}

/* ---- promises ---- */

enum cs_status
cs_turn_promise(struct cs_turn *turn, const char *code, cs_time due, const char *channel, const char *text,
    struct cs_err *err)
{
	char at[CS_TIME_TEXT];
	enum cs_status st = cs_turn_begin_live(turn, code, err);
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_PROMISE);

	if (st == CS_OK && due <= turn->at)
		st = cs_err_set(err, CS_EUSAGE, _("promise: %s is over"), cs_time_format(at, due));
	e.due = due;
	e.word = channel ? channel : "";
	e.body = text;
	if (st == CS_OK)
		st = cs_turn_put(turn, &e, err);
	return cs_turn_end(turn, st, err);
}

/* The promise that is meant: by its number, or the only one that is open. */
static enum cs_status
find_promise(const struct cs_desk_case *c, int64_t *seq, struct cs_err *err)
{
	size_t open = 0;
	int64_t found = 0;

	for (size_t i = 0; i < c->now.promise_count; i++) {
		const struct cs_contact_promise *p = &c->now.promises[i];

		if (p->kept_at != CS_NO_TIME || (*seq != 0 && *seq != p->seq))
			continue;
		found = p->seq;
		open++;
	}
	*seq = found;
	if (open == 0)
		return cs_err_set(err, CS_NOTE, _("%s: no promise is open"), c->code);
	return open == 1 ? CS_OK : cs_err_set(err, CS_EUSAGE,
	    _("%s: %zu promises are open; name one by its number, see: cs-consult show %s"), c->code, open, c->code);
}

enum cs_status
cs_turn_keep(struct cs_turn *turn, const char *code, int64_t seq, const char *text, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin_live(turn, code, err);

	if (st == CS_OK)
		st = cs_entry_adopt(turn->desk, &turn->c, err);
	if (st == CS_OK)
		st = cs_desk_load(turn->desk, &turn->c, true, err);
	if (st == CS_OK)
		st = find_promise(&turn->c, &seq, err);
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_KEEP);

	e.ref = seq;
	e.body = text;
	if (st == CS_OK)
		st = cs_turn_put(turn, &e, err);
	return cs_turn_end(turn, st, err);
}

/* ---- remedies ---- */

static int64_t
minor(const struct cs_turn *turn, int64_t whole)
{
	for (int i = 0; i < turn->desk->decimals; i++) {
		if (!cs_mul(whole, 10, &whole))
			return INT64_MAX;
	}
	return whole;
}

/* What the agent gave of the remedy this month. */
static enum cs_status
given(struct cs_turn *turn, const char *remedy, int64_t *sum, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(turn->desk->db, CS_SQL_CONTACT_GIVEN);
	cs_day first = cs_month_start(cs_day_of_time(turn->at));

	cs_bind_int(stmt, ":actor", turn->me);
	cs_bind_int(stmt, ":from", cs_time_of(first, 0, 0, 0));
	cs_bind_int(stmt, ":to", cs_time_of(cs_day_add_months(first, 1), 0, 0, 0) - 1);
	cs_bind_text(stmt, ":remedy", remedy, strlen(remedy));
	enum cs_status st = cs_step(stmt, err);

	*sum = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
may_give(struct cs_turn *turn, const char *remedy, int64_t amount, bool *may, struct cs_err *err)
{
	const struct cs_limit_rule *rule = cs_conduct_limit(turn->conduct, cs_turn_role(turn), remedy);
	int64_t sum = 0;
	enum cs_status st = given(turn, remedy, &sum, err);

	*may = rule && (rule->each < 0 || amount <= minor(turn, rule->each)) &&
	    (rule->month < 0 || (cs_add(&sum, amount) && sum <= minor(turn, rule->month)));
	return st;
}

/* The case only notes the remedy; points are given by the ledger of points. */
static void
tell_points(const struct cs_turn *turn, const char *remedy, int64_t amount, cs_time asked_at)
{
	const struct cs_contact_text *who = &turn->c.now.facts[CS_CONTACT_FACT_CUSTOMER];
	char at[CS_TIME_TEXT];

	if (!remedy || strcmp(remedy, "points") != 0)
		return;
	for (int i = 0; i < turn->desk->decimals; i++)
		amount /= 10;
	cs_note(_("%s: noted, not yet given; points are given by: cs-mileage grant %.*s --points %lld --origin apology "
	    "--key contact:%s:%s"), turn->c.code, who->len > 0 ? (int)who->len : 8, who->len > 0 ? who->s : "CUSTOMER",
	    (long long)amount, turn->c.code, cs_time_format(at, asked_at));
}

enum cs_status
cs_turn_compensate(struct cs_turn *turn, const char *code, const char *remedy, int64_t amount, const char *text,
    bool *pending, struct cs_err *err)
{
	bool may = false;

	if (!cs_conduct_knows(turn->conduct, remedy))
		return cs_err_set(err, CS_EUSAGE, _("compensate: \"%s\" is no remedy of the table of limits; see: cs-consult(1)"),
		    remedy);
	enum cs_status st = cs_turn_begin_live(turn, code, err);
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_COMPENSATE);

	if (st == CS_OK)
		st = may_give(turn, remedy, amount, &may, err);
	*pending = !may;
	e.word = remedy;
	e.amount = amount;
	e.body = text;
	e.marks = may ? 0 : CS_CONTACT_PENDING;
	if (st == CS_OK)
		st = cs_turn_put(turn, &e, err);
	if (st == CS_OK && may)
		tell_points(turn, remedy, amount, turn->at);
	return cs_turn_end(turn, st, err);
}

static bool
is_decided(const struct cs_desk_case *c, int64_t seq)
{
	for (size_t i = 0; i < c->sheet.count; i++) {
		const struct cs_contact_event *e = &c->sheet.events[i];

		if ((e->type == CS_CONTACT_APPROVE || e->type == CS_CONTACT_DECLINE) && e->ref == seq)
			return true;
	}
	return false;
}

/* The remedy that is meant: by its number, or the only one that waits. */
static enum cs_status
find_pending(const struct cs_desk_case *c, int64_t *seq, struct cs_err *err)
{
	size_t waiting = 0;
	int64_t found = 0;

	for (size_t i = 0; i < c->sheet.count; i++) {
		const struct cs_contact_event *e = &c->sheet.events[i];

		if (e->type != CS_CONTACT_COMPENSATE || !(e->marks & CS_CONTACT_PENDING) || is_decided(c, e->seq) ||
		    (*seq != 0 && *seq != e->seq))
			continue;
		found = e->seq;
		waiting++;
	}
	*seq = found;
	if (waiting == 0)
		return cs_err_set(err, CS_NOTE, _("%s: nothing waits for approval"), c->code);
	return waiting == 1 ? CS_OK : cs_err_set(err, CS_EUSAGE,
	    _("%s: %zu remedies wait; name one by its number, see: cs-consult show %s"), c->code, waiting, c->code);
}

/* Somebody else, who may give so much. */
static enum cs_status
check_approver(const struct cs_turn *turn, const struct cs_contact_event *asked, struct cs_err *err)
{
	const struct cs_limit_rule *rule = cs_conduct_limit(turn->conduct, cs_turn_role(turn), asked->word);

	if (asked->actor == turn->me)
		return cs_err_set(err, CS_NOTE, _("%s: nobody approves what he asked for himself"), turn->c.code);
	if (!rule || (rule->each >= 0 && asked->amount > minor(turn, rule->each)))
		return cs_err_set(err, CS_NOTE, _("%s: %s may not approve so much; see: cs-consult agent"), turn->c.code,
		    turn->alias);
	return CS_OK;
}

enum cs_status
cs_turn_approve(struct cs_turn *turn, const char *code, int64_t seq, bool decline, const char *text, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin(turn, code, err);
	struct cs_contact_event e = cs_turn_event(turn, decline ? CS_CONTACT_DECLINE : CS_CONTACT_APPROVE);

	if (st == CS_OK)
		st = find_pending(&turn->c, &seq, err);
	if (st == CS_OK)
		st = check_approver(turn, event_of(&turn->c, seq), err);
	e.ref = seq;
	e.body = text;
	if (st == CS_OK)
		st = cs_turn_put(turn, &e, err);
	if (st == CS_OK && !decline) {
		const struct cs_contact_event *asked = event_of(&turn->c, seq);

		tell_points(turn, asked->word, asked->amount, asked->at);
	}
	return cs_turn_end(turn, st, err);
}

/* ---- what is known of a case ---- */

enum cs_status
cs_turn_survey(struct cs_turn *turn, const char *code, int score, const char *reason, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin(turn, code, err);

	if (st == CS_OK)
		st = cs_entry_adopt(turn->desk, &turn->c, err);
	if (st == CS_OK)
		st = cs_desk_load(turn->desk, &turn->c, true, err);
	if (st == CS_OK && turn->c.now.resolution == 0)
		st = cs_err_set(err, CS_NOTE, _("%s: was never resolved, so nobody can be asked about it"), turn->c.code);
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_SURVEY);

	e.actor = 0;
	e.amount = score;
	e.ref = turn->c.now.resolution;
	e.agent = turn->c.now.resolved_by;
	e.body = reason ? reason : "";
	if (st == CS_OK)
		st = cs_turn_put(turn, &e, err);
	return cs_turn_end(turn, st, err);
}

enum cs_status
cs_turn_flag(struct cs_turn *turn, const char *code, enum cs_contact_flag flag, const char *text, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin_live(turn, code, err);
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_FLAG);

	e.flag = (int)flag;
	e.body = text;
	if (st == CS_OK)
		st = cs_turn_put(turn, &e, err);
	return cs_turn_end(turn, st, err);
}

enum cs_status
cs_turn_correct(struct cs_turn *turn, const char *code, struct cs_noted *noted, const char *reason, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin(turn, code, err);

	if (st == CS_OK)
		st = cs_turn_follow_merge(turn, noted, err);
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_CORRECT);

	cs_noted_lines(noted);
	e.facts = noted->facts.data;
	e.person = noted->person.data;
	e.body = reason ? reason : "";
	if (st == CS_OK)
		st = cs_turn_put(turn, &e, err);
	return cs_turn_end(turn, st, err);
}

/* One's own entries, and for a senior everybody's; a decision only for whoever made it, and the owner. */
static bool
may_void(const struct cs_turn *turn, const struct cs_contact_event *e)
{
	bool decision = e->type == CS_CONTACT_APPROVE || e->type == CS_CONTACT_DECLINE;

	return e->actor == turn->me || cs_turn_role(turn) >= (decision ? CS_AGENT_OWNER : CS_AGENT_SENIOR);
}

/* What ties cases together is untied by merge --undo, on both sides. */
static enum cs_status
check_void(const struct cs_turn *turn, int64_t seq, struct cs_err *err)
{
	const struct cs_contact_event *e = event_of(&turn->c, seq);

	if (!e || seq < 1)
		return cs_err_set(err, CS_NONE, _("%s: has no event %lld; see: cs-consult show %s"), turn->c.code,
		    (long long)seq, turn->c.code);
	if (e->type == CS_CONTACT_OPEN || e->type == CS_CONTACT_MERGE || e->type == CS_CONTACT_UNMERGE)
		return cs_err_set(err, CS_NOTE, _("%s: event %lld, %s, cannot be taken back"), turn->c.code, (long long)seq,
		    cs_contact_event_words[e->type]);
	if (!may_void(turn, e))
		return cs_err_set(err, CS_NOTE, _("%s: %s may not take back event %lld, which is not theirs; see: cs-consult agent"),
		    turn->c.code, turn->alias, (long long)seq);
	return CS_OK;
}

enum cs_status
cs_turn_void(struct cs_turn *turn, const char *code, int64_t seq, const char *reason, struct cs_err *err)
{
	enum cs_status st = cs_turn_begin(turn, code, err);
	struct cs_contact_event e = cs_turn_event(turn, CS_CONTACT_VOID);

	if (st == CS_OK)
		st = check_void(turn, seq, err);
	e.ref = seq;
	e.body = reason ? reason : "";
	if (st == CS_OK)
		st = cs_turn_put(turn, &e, err);
	return cs_turn_end(turn, st, err);
}
