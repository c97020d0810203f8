#include "consult/measure.h"

#include <stdio.h>
#include <string.h>

#include "store/db.h"

void
cs_measure_release(struct cs_measure *measure)
{
	cs_clocks_release(&measure->clocks);
	*measure = (struct cs_measure){ 0 };
}

static void
bind_fact(struct cs_stmt *stmt, const char *name, const struct cs_contact_text *fact)
{
	if (fact->len > 0)
		cs_bind_text(stmt, name, fact->s, fact->len);
	else
		cs_bind_null(stmt, name);
}

static enum cs_status
context_read(struct cs_desk *desk, const struct cs_desk_case *c, struct cs_context *context, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_CONTEXT);
	/* What came after a case was over says nothing of how its customer felt. */
	cs_time until = cs_contact_state_is_done(c->now.state) ? c->now.last_at : desk->now;
	size_t len;

	bind_fact(stmt, ":order_no", &c->now.facts[CS_CONTACT_FACT_ORDER]);
	bind_fact(stmt, ":customer", &c->now.facts[CS_CONTACT_FACT_CUSTOMER]);
	bind_fact(stmt, ":cause", &c->now.facts[CS_CONTACT_FACT_CAUSE]);
	cs_bind_int(stmt, ":until", until);
	cs_bind_int(stmt, ":day", cs_day_of_time(until));
	enum cs_status st = cs_step(stmt, err);

	*context = (struct cs_context){ 0 };
	if (st == CS_ROW) {
		context->order_contacts = cs_col_int(stmt, 0);
		context->cause_contacts = cs_col_int(stmt, 1);
		const char *tier = cs_col_text(stmt, 2, &len);

		snprintf(context->tier, sizeof(context->tier), "%.*s", (int)len, tier);
		context->has_dispute = cs_col_int(stmt, 3) != 0;
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* The customer said that all is well, and nothing more after that. */
static bool
is_confirmed(const struct cs_desk_case *c, cs_time now)
{
	bool confirmed = false;

	for (size_t i = 0; i < c->sheet.count && c->sheet.events[i].at <= now; i++) {
		const struct cs_contact_event *e = &c->sheet.events[i];

		if (e->type == CS_CONTACT_FLAG && e->flag == CS_FLAG_CONFIRMED)
			confirmed = true;
		else if (cs_contact_wants_answer(e))
			confirmed = false;
	}
	return confirmed;
}

static void
take_promises(struct cs_score_facts *facts, const struct cs_contact *contact, cs_time now)
{
	for (size_t i = 0; i < contact->promise_count; i++) {
		const struct cs_contact_promise *p = &contact->promises[i];
		bool open = p->kept_at == CS_NO_TIME;

		facts->promise_broken |= cs_contact_promise_kept(p, now) == 0;
		facts->promise_overdue |= open && p->due < now;
		facts->promise_today |= open && cs_day_of_time(p->due) == cs_day_of_time(now);
	}
}

static void
take_facts(struct cs_measure *m, const struct cs_house *house, const struct cs_desk_case *c,
    const struct cs_context *context, cs_time now)
{
	bool done = cs_contact_state_is_done(m->clocks.state);

	m->facts = (struct cs_score_facts){
		.kind = c->now.kind, .severity = c->now.severity, .flags = c->now.flags, .confirmed = is_confirmed(c, now),
		.first_response_late = m->sla[CS_SLA_FIRST].result == CS_SLA_MISSED,
		.order_contacts = context->order_contacts, .cause_contacts = context->cause_contacts,
		.reopened = c->now.reopened, .has_due = m->due != CS_NO_TIME, .overdue = m->overdue,
		.has_dispute = context->has_dispute, .is_waiting = !done && c->now.asked_at != CS_NO_TIME,
		.is_unassigned = c->now.agent == 0, .is_paused = !done && cs_clocks_stand(&m->clocks),
		.age = now - c->now.opened_at, .tier = context->tier,
	};
	if (m->facts.has_due)
		m->facts.due_left = cs_hours_diff(&house->hours, now, m->due);
	take_promises(&m->facts, &c->now, now);
}

/* Pure: events, rules and the moment decide. */
static void
measure_take(struct cs_measure *m, const struct cs_house *house, const struct cs_desk_case *c,
    const struct cs_context *context, cs_time now)
{
	const struct cs_contact_text *cause = &c->now.facts[CS_CONTACT_FACT_CAUSE];
	struct cs_sla_case of = { .kind = c->now.kind, .channel = c->now.channel, .severity = c->now.severity,
		.tier = context->tier, .tier_len = strlen(context->tier), .cause = cause->len > 0 ? cause->s : "",
		.cause_len = cause->len, .opened_on = cs_day_of_time(c->now.opened_at) };

	m->policy = cs_sla_find(&house->sla, &of);
	cs_clocks_take(&m->clocks, c->sheet.events, c->sheet.count, m->policy ? m->policy->pauses : CS_PAUSE_DEFAULT, now);
	cs_sla_judge(m->policy, &m->clocks, &house->hours, m->sla);
	m->first_due = cs_sla_first_due(m->sla);
	m->due = m->first_due < 0 ? CS_NO_TIME : m->sla[m->first_due].due;
	m->overdue = m->due != CS_NO_TIME && m->due < now;
	take_facts(m, house, c, context, now);
	m->stress = cs_score_stress(&house->weights, &m->facts, &m->stage);
	m->urgency = cs_score_urgency(&house->weights, &m->facts, m->stage);
}

enum cs_status
cs_measure_case(struct cs_measure *m, struct cs_context *context, const struct cs_house *house, struct cs_desk *desk,
    const struct cs_desk_case *c, struct cs_err *err)
{
	enum cs_status st = context_read(desk, c, context, err);

	if (st == CS_OK)
		measure_take(m, house, c, context, desk->now);
	return st;
}
