#include "consult/clock.h"

#include <stdlib.h>

#include "base/mem.h"

void
cs_clocks_release(struct cs_clocks *clocks)
{
	free(clocks->running);
	free(clocks->asks);
	*clocks = (struct cs_clocks){ 0 };
}

/* ---- from the events ---- */

static void
start(struct cs_clocks *c, cs_time at)
{
	/* What stopped and went on within a second never stopped. */
	if (c->running_count > 0 && c->running[c->running_count - 1].to == at) {
		c->running[c->running_count - 1].to = CS_NO_TIME;
		return;
	}
	c->running = cs_grow(c->running, &c->running_cap, c->running_count + 1, sizeof(*c->running));
	c->running[c->running_count++] = (struct cs_stretch){ at, CS_NO_TIME };
}

static bool
runs(const struct cs_clocks *c)
{
	return c->running_count > 0 && c->running[c->running_count - 1].to == CS_NO_TIME;
}

static struct cs_ask *
open_ask(struct cs_clocks *c)
{
	return c->ask_count > 0 && c->asks[c->ask_count - 1].end == CS_NO_TIME ? &c->asks[c->ask_count - 1] : NULL;
}

static void
end_ask(struct cs_clocks *c, cs_time at, bool answered)
{
	struct cs_ask *ask = open_ask(c);

	if (!ask)
		return;
	ask->end = at;
	ask->answered = answered;
}

static void
enter(struct cs_clocks *c, enum cs_contact_state state, cs_time at, unsigned pauses)
{
	bool done = cs_contact_state_is_done(state);

	if (done || pauses & 1u << state) {
		if (runs(c))
			c->running[c->running_count - 1].to = at;
	} else if (!runs(c))
		start(c, at);
	if (done)
		end_ask(c, at, false);
	if (state == CS_CONTACT_RESOLVED || state == CS_CONTACT_CLOSED) {
		if (c->resolved_at == CS_NO_TIME)
			c->resolved_at = at;
		if (c->first_resolved_at == CS_NO_TIME)
			c->first_resolved_at = at;
	} else if (!done)
		c->resolved_at = CS_NO_TIME;
	c->state = state;
}

static void
hear(struct cs_clocks *c, const struct cs_contact_event *e)
{
	if (cs_contact_is_response(e)) {
		if (c->asked_at != CS_NO_TIME && c->responded_at == CS_NO_TIME)
			c->responded_at = e->at;
		end_ask(c, e->at, true);
	} else if (cs_contact_wants_answer(e)) {
		if (c->asked_at == CS_NO_TIME)
			c->asked_at = e->at;
		else if (c->responded_at != CS_NO_TIME && !open_ask(c)) {
			c->asks = cs_grow(c->asks, &c->ask_cap, c->ask_count + 1, sizeof(*c->asks));
			c->asks[c->ask_count++] = (struct cs_ask){ e->at, CS_NO_TIME, false };
		}
	}
}

void
cs_clocks_take(struct cs_clocks *c, const struct cs_contact_event *events, size_t count, unsigned pauses, cs_time now)
{
	*c = (struct cs_clocks){ .now = now, .running = c->running, .running_cap = c->running_cap, .asks = c->asks,
		.ask_cap = c->ask_cap, .opened_at = count > 0 ? events[0].at : CS_NO_TIME, .asked_at = CS_NO_TIME,
		.responded_at = CS_NO_TIME, .first_resolved_at = CS_NO_TIME, .resolved_at = CS_NO_TIME };
	if (count > 0 && events[0].at <= now)
		start(c, events[0].at);
	for (size_t i = 0; i < count && events[i].at <= now; i++) {
		hear(c, &events[i]);
		if (events[i].state >= 0)
			enter(c, (enum cs_contact_state)events[i].state, events[i].at, pauses);
	}
	c->counts = c->state != CS_CONTACT_MERGED && c->state != CS_CONTACT_SPAM;
	/* Words behind the end, which reopened nothing, wait for no answer. */
	if (cs_contact_state_is_done(c->state) && c->ask_count > 0)
		end_ask(c, c->asks[c->ask_count - 1].at, false);
}

/* ---- counting ---- */

static int64_t
length(const struct cs_hours *hours, cs_time from, cs_time to)
{
	return hours ? cs_hours_diff(hours, from, to) : to - from;
}

int64_t
cs_clocks_between(const struct cs_clocks *c, const struct cs_hours *hours, cs_time from, cs_time to)
{
	int64_t sum = 0;

	for (size_t i = 0; i < c->running_count; i++) {
		cs_time start_at = c->running[i].from > from ? c->running[i].from : from;
		cs_time end = c->running[i].to == CS_NO_TIME || c->running[i].to > to ? to : c->running[i].to;

		if (end > start_at)
			sum += length(hours, start_at, end);
	}
	return sum;
}

int64_t
cs_clocks_taken(const struct cs_clocks *c, const struct cs_hours *hours, cs_time from, cs_time to)
{
	if (from == CS_NO_TIME)
		return -1;
	return cs_clocks_between(c, hours, from, to == CS_NO_TIME ? c->now : to);
}

bool
cs_clocks_stand(const struct cs_clocks *c)
{
	return !runs(c);
}

/* Where the target's time ends in a stretch that begins at `from`; *left is what it has still. */
static cs_time
end_in_stretch(const struct cs_hours *hours, cs_time from, cs_time to, struct cs_target target, int64_t *left)
{
	cs_time end = target.business ? cs_hours_add(hours, from, *left) : from + *left;

	if (to == CS_NO_TIME || end <= to)
		return end;
	*left -= length(target.business ? hours : NULL, from, to);
	return CS_NO_TIME;
}

cs_time
cs_clocks_due(const struct cs_clocks *c, const struct cs_hours *hours, cs_time from, struct cs_target target)
{
	int64_t left = target.seconds, days = target.days;
	cs_time paused_from = from;

	if (from == CS_NO_TIME || (left <= 0 && days <= 0))
		return CS_NO_TIME;
	for (size_t i = 0; i < c->running_count; i++) {
		struct cs_stretch s = c->running[i];
		cs_time end;

		if (s.to != CS_NO_TIME && s.to < from)
			continue;
		if (s.from < from)
			s.from = from;
		if (days > 0) {
			days += cs_hours_business_days(hours, paused_from, s.from);
			end = cs_hours_business_end(hours, from, days);
			end = s.to == CS_NO_TIME || end <= s.to ? end : CS_NO_TIME;
			paused_from = s.to;
		} else
			end = end_in_stretch(hours, s.from, s.to, target, &left);
		if (end != CS_NO_TIME)
			return end;
	}
	return CS_NO_TIME;
}
