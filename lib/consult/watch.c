#include "consult/watch.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "consult/load.h"

#define MINUTE 60
#define DUE_WORDS 4

static const char *const due_words[DUE_WORDS] = { "first", "next", "resolve", "promise" };

static const char *
due_word(int what)
{
	return what >= 0 && what < DUE_WORDS ? due_words[what] : "";
}

/* ---- gathering ---- */

static char *
fact(const struct cs_contact *c, enum cs_contact_fact which)
{
	return c->facts[which].len > 0 ? cs_strndup(c->facts[which].s, c->facts[which].len) : cs_strdup("");
}

static void
add_due(struct cs_watch *w, struct cs_watch_case *row, int what, cs_time due, int64_t agent)
{
	if (due == CS_NO_TIME)
		return;
	w->dues = cs_grow(w->dues, &w->due_cap, w->due_count + 1, sizeof(*w->dues));
	w->dues[w->due_count++] = (struct cs_watch_due){ w->count - 1, what, due, agent };
	if (row->due == CS_NO_TIME || due < row->due) {
		row->due = due;
		row->due_what = what;
	}
}

static void
add_dues(struct cs_watch *w, struct cs_watch_case *row, const struct cs_contact *c)
{
	for (int i = 0; i < CS_SLA_CLOCKS; i++) {
		if (w->measure.sla[i].open)
			add_due(w, row, i, w->measure.sla[i].due, c->agent);
	}
	for (size_t i = 0; i < c->promise_count; i++) {
		if (c->promises[i].kept_at == CS_NO_TIME)
			add_due(w, row, CS_WATCH_PROMISE, c->promises[i].due, c->promises[i].agent);
	}
}

static void
add_case(struct cs_watch *w, const struct cs_desk_case *c)
{
	const struct cs_measure *m = &w->measure;

	w->cases = cs_grow(w->cases, &w->cap, w->count + 1, sizeof(*w->cases));
	struct cs_watch_case *row = &w->cases[w->count++];

	*row = (struct cs_watch_case){ .policy = m->policy, .stage = m->stage, .urgency = m->urgency.sum,
		.state = c->now.state, .kind = c->now.kind, .channel = c->now.channel, .flags = c->now.flags,
		.tone = c->now.tone_end ? c->now.tone_end : c->now.tone_start, .opened_at = c->now.opened_at,
		.last_at = c->now.last_at, .asked_at = c->now.asked_at, .due_what = -1, .due = CS_NO_TIME,
		.agent = c->now.agent, .customer = fact(&c->now, CS_CONTACT_FACT_CUSTOMER),
		.order_no = fact(&c->now, CS_CONTACT_FACT_ORDER), .cause = fact(&c->now, CS_CONTACT_FACT_CAUSE),
		.handover = fact(&c->now, CS_CONTACT_FACT_HANDOVER) };
	memcpy(row->code, c->code, sizeof(row->code));
	add_dues(w, row, &c->now);
	if (w->explain) {
		row->sums = cs_calloc(1, sizeof(*row->sums));
		*row->sums = (struct cs_watch_sums){ m->stress, m->urgency };
	}
}

struct gather {
	struct cs_watch *watch;
	const struct cs_watch_query *query;
};

static enum cs_status
gather(void *self, const struct cs_desk_case *c, struct cs_err *err)
{
	const struct gather *g = self;
	struct cs_watch *w = g->watch;

	if (c->sheet.count == 0 || cs_contact_state_is_done(c->now.state) || (g->query->unassigned && c->now.agent != 0) ||
	    (g->query->agent != 0 && c->now.agent != g->query->agent))
		return CS_OK;
	enum cs_status st = cs_measure_case(&w->measure, &w->context, w->house, w->desk, c, err);

	if (st == CS_OK && w->measure.stage >= g->query->least_stage)
		add_case(w, c);
	return st;
}

enum cs_status
cs_watch_open(struct cs_watch *w, struct cs_desk *desk, const struct cs_house *house,
    const struct cs_watch_query *query, bool explain, struct cs_err *err)
{
	struct gather g = { w, query };
	struct cs_desk_query all = CS_DESK_QUERY_ANY;

	*w = (struct cs_watch){ .desk = desk, .house = house, .explain = explain };
	all.which = CS_DESK_OPEN;
	return cs_desk_each(desk, &all, gather, &g, err);
}

void
cs_watch_close(struct cs_watch *w)
{
	for (size_t i = 0; i < w->count; i++) {
		free(w->cases[i].customer);
		free(w->cases[i].order_no);
		free(w->cases[i].cause);
		free(w->cases[i].handover);
		free(w->cases[i].sums);
	}
	free(w->cases);
	free(w->dues);
	cs_measure_release(&w->measure);
	*w = (struct cs_watch){ 0 };
}

/* ---- orders ---- */

static int
by_number(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* The one that was opened first, then by name: every order is total. */
static int
by_age(const struct cs_watch_case *a, const struct cs_watch_case *b)
{
	int order = by_number(a->opened_at, b->opened_at);

	return order ? order : strcmp(a->code, b->code);
}

static int
by_urgency(const void *a, const void *b)
{
	const struct cs_watch_case *one = a, *two = b;
	int order = by_number(two->urgency, one->urgency);

	return order ? order : by_age(one, two);
}

static int
oldest_first(const void *a, const void *b)
{
	return by_age(a, b);
}

static int
longest_untouched(const void *a, const void *b)
{
	const struct cs_watch_case *one = a, *two = b;
	int order = by_number(one->last_at, two->last_at);

	return order ? order : by_age(one, two);
}

static void
sort(struct cs_watch *w, int (*order)(const void *, const void *))
{
	if (w->count > 1)
		qsort(w->cases, w->count, sizeof(*w->cases), order);
}

/* ---- next ---- */

static void
write_due(struct cs_watch *w, int what, cs_time due, struct cs_out *out)
{
	cs_out_str(out, due_word(what));
	cs_out_time(out, due);
	if (due == CS_NO_TIME)
		cs_out_empty(out);
	else
		cs_out_int(out, cs_hours_diff(&w->house->hours, w->desk->now, due) / MINUTE);
	cs_out_bool(out, due != CS_NO_TIME && due < w->desk->now);
}

static void
write_where(const struct cs_watch *w, const struct cs_watch_case *row, struct cs_out *out)
{
	cs_out_str(out, cs_contact_state_words[row->state]);
	cs_out_str(out, cs_desk_alias(w->desk, row->agent));
	cs_out_str(out, row->customer);
	cs_out_str(out, row->order_no);
	cs_out_str(out, cs_contact_kind_words[row->kind]);
	cs_out_str(out, row->cause);
}

/* What went into the sums, a line each, and each sum behind its terms. */
static const struct cs_col explain_columns[] = {
	{ "contact_id", CS_CELL_TEXT }, { "score", CS_CELL_TEXT }, { "term", CS_CELL_TEXT }, { "value", CS_CELL_NUMBER },
	{ "weight", CS_CELL_NUMBER }, { "product", CS_CELL_NUMBER },
};

static void
explain_score(const struct cs_watch_case *row, const char *name, const struct cs_score *score, struct cs_out *out)
{
	for (size_t i = 0; i < score->count; i++) {
		cs_out_str(out, row->code);
		cs_out_str(out, name);
		cs_out_str(out, score->parts[i].name);
		cs_out_money(out, score->parts[i].value, 3, 3);
		cs_out_money(out, score->parts[i].weight, 3, 3);
		cs_out_money(out, cs_score_product(&score->parts[i]), 3, 3);
		cs_out_end(out);
	}
	cs_out_str(out, row->code);
	cs_out_str(out, name);
	cs_out_str(out, "sum");
	cs_out_empty(out);
	cs_out_empty(out);
	cs_out_money(out, score->sum, 3, 3);
	cs_out_end(out);
}

static void
explain_case(const struct cs_watch_case *row, struct cs_out *out)
{
	explain_score(row, "stress", &row->sums->stress, out);
	cs_out_str(out, row->code);
	cs_out_str(out, "stress");
	cs_out_str(out, "stage");
	cs_out_empty(out);
	cs_out_empty(out);
	cs_out_int(out, row->stage);
	cs_out_end(out);
	explain_score(row, "urgency", &row->sums->urgency, out);
}

static const struct cs_col next_columns[] = {
	{ "contact_id", CS_CELL_TEXT }, { "urgency", CS_CELL_NUMBER }, { "stage", CS_CELL_NUMBER },
	{ "policy", CS_CELL_TEXT }, { "what", CS_CELL_TEXT }, { "due", CS_CELL_TEXT },
	{ "left_business_min", CS_CELL_NUMBER }, { "overdue", CS_CELL_TEXT }, { "state", CS_CELL_TEXT },
	{ "agent", CS_CELL_PROSE }, { "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
	{ "kind", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE },
};

void
cs_watch_print_next(struct cs_watch *w, size_t limit, struct cs_out *out)
{
	size_t count = limit > 0 && limit < w->count ? limit : w->count;

	sort(w, by_urgency);
	if (w->explain)
		cs_out_begin(out, explain_columns, CS_COUNT(explain_columns));
	else
		cs_out_begin(out, next_columns, CS_COUNT(next_columns));
	for (size_t i = 0; i < count; i++) {
		const struct cs_watch_case *row = &w->cases[i];

		if (w->explain) {
			explain_case(row, out);
			continue;
		}
		cs_out_str(out, row->code);
		cs_out_money(out, row->urgency, 3, 2);
		cs_out_int(out, row->stage);
		cs_out_str(out, row->policy ? row->policy->name : "");
		write_due(w, row->due_what, row->due, out);
		write_where(w, row, out);
		cs_out_end(out);
	}
}

/* ---- due ---- */

static const struct cs_col due_columns[] = {
	{ "contact_id", CS_CELL_TEXT }, { "what", CS_CELL_TEXT }, { "due", CS_CELL_TEXT },
	{ "left_business_min", CS_CELL_NUMBER }, { "overdue", CS_CELL_TEXT }, { "owner", CS_CELL_PROSE },
	{ "stage", CS_CELL_NUMBER }, { "state", CS_CELL_TEXT }, { "agent", CS_CELL_PROSE },
	{ "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE },
};

static int
earliest_first(const void *a, const void *b)
{
	const struct cs_watch_due *one = a, *two = b;
	int order = by_number(one->due, two->due);

	if (!order)
		order = by_number((int64_t)one->of, (int64_t)two->of);
	return order ? order : by_number(one->what, two->what);
}

size_t
cs_watch_print_due(struct cs_watch *w, cs_time until, struct cs_out *out)
{
	size_t overdue = 0;

	if (w->due_count > 1)
		qsort(w->dues, w->due_count, sizeof(*w->dues), earliest_first);
	cs_out_begin(out, due_columns, CS_COUNT(due_columns));
	for (size_t i = 0; i < w->due_count && w->dues[i].due <= until; i++) {
		const struct cs_watch_due *due = &w->dues[i];
		const struct cs_watch_case *row = &w->cases[due->of];

		overdue += due->due < w->desk->now;
		cs_out_str(out, row->code);
		write_due(w, due->what, due->due, out);
		cs_out_str(out, cs_desk_alias(w->desk, due->agent));
		cs_out_int(out, row->stage);
		write_where(w, row, out);
		cs_out_end(out);
	}
	return overdue;
}

/* ---- angry ---- */

static const struct cs_col angry_columns[] = {
	{ "contact_id", CS_CELL_TEXT }, { "stage", CS_CELL_NUMBER }, { "opened_at", CS_CELL_TEXT },
	{ "waiting_min", CS_CELL_NUMBER }, { "flags", CS_CELL_TEXT }, { "tone", CS_CELL_NUMBER }, { "state", CS_CELL_TEXT },
	{ "agent", CS_CELL_PROSE }, { "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
	{ "kind", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE },
};

static void
write_flags(int flags, struct cs_out *out)
{
	struct cs_str text = { 0 };

	for (int i = 0; i < CS_FLAG_COUNT; i++) {
		if (flags & 1 << i)
			cs_str_add_format(&text, "%s%s", text.len ? "," : "", cs_contact_flag_words[i]);
	}
	cs_out_str(out, text.data);
	cs_str_release(&text);
}

void
cs_watch_print_angry(struct cs_watch *w, struct cs_out *out)
{
	sort(w, oldest_first);
	if (w->explain)
		cs_out_begin(out, explain_columns, CS_COUNT(explain_columns));
	else
		cs_out_begin(out, angry_columns, CS_COUNT(angry_columns));
	for (size_t i = 0; i < w->count; i++) {
		const struct cs_watch_case *row = &w->cases[i];

		if (w->explain) {
			explain_case(row, out);
			continue;
		}
		cs_out_str(out, row->code);
		cs_out_int(out, row->stage);
		cs_out_time(out, row->opened_at);
		if (row->asked_at == CS_NO_TIME)
			cs_out_empty(out);
		else
			cs_out_int(out, (w->desk->now - row->asked_at) / MINUTE);
		write_flags(row->flags, out);
		if (row->tone > 0)
			cs_out_int(out, row->tone);
		else
			cs_out_empty(out);
		write_where(w, row, out);
		cs_out_end(out);
	}
}

/* ---- stale ---- */

static const struct cs_col stale_columns[] = {
	{ "contact_id", CS_CELL_TEXT }, { "last_at", CS_CELL_TEXT }, { "business_days", CS_CELL_NUMBER },
	{ "stage", CS_CELL_NUMBER }, { "suggested", CS_CELL_PROSE }, { "state", CS_CELL_TEXT }, { "agent", CS_CELL_PROSE },
	{ "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE },
};

size_t
cs_watch_print_stale(struct cs_watch *w, int64_t agent, int64_t days, int64_t most, struct cs_out *out)
{
	struct cs_loads loads = { 0 };
	size_t stale = 0;

	cs_loads_take(&loads, w);
	sort(w, longest_untouched);
	cs_out_begin(out, stale_columns, CS_COUNT(stale_columns));
	for (size_t i = 0; i < w->count; i++) {
		const struct cs_watch_case *row = &w->cases[i];
		int64_t untouched = cs_hours_business_days(&w->house->hours, row->last_at, w->desk->now);

		if (untouched < days || (agent != 0 && row->agent != agent))
			continue;
		stale++;
		cs_out_str(out, row->code);
		cs_out_time(out, row->last_at);
		cs_out_int(out, untouched);
		cs_out_int(out, row->stage);
		cs_out_str(out, cs_desk_alias(w->desk, cs_loads_suggest(&loads, most, row->agent, row->stage)));
		write_where(w, row, out);
		cs_out_end(out);
	}
	cs_loads_release(&loads);
	return stale;
}

/* ---- handover ---- */

static const struct cs_col handover_columns[] = {
	{ "agent", CS_CELL_PROSE }, { "contact_id", CS_CELL_TEXT }, { "urgency", CS_CELL_NUMBER },
	{ "stage", CS_CELL_NUMBER }, { "state", CS_CELL_TEXT }, { "what", CS_CELL_TEXT }, { "due", CS_CELL_TEXT },
	{ "left_business_min", CS_CELL_NUMBER }, { "overdue", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT },
	{ "order_no", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE }, { "note", CS_CELL_PROSE },
};

struct line {
	const char *alias;
	const struct cs_watch_case *row;
};

static int
by_agent(const void *a, const void *b)
{
	const struct line *one = a, *two = b;
	int order = strcmp(one->alias, two->alias);

	return order ? order : by_urgency(one->row, two->row);
}

size_t
cs_watch_print_handover(struct cs_watch *w, struct cs_out *out)
{
	struct line *lines = cs_calloc(w->count + 1, sizeof(*lines));
	size_t without = 0;

	for (size_t i = 0; i < w->count; i++)
		lines[i] = (struct line){ cs_desk_alias(w->desk, w->cases[i].agent), &w->cases[i] };
	if (w->count > 1)
		qsort(lines, w->count, sizeof(*lines), by_agent);
	cs_out_begin(out, handover_columns, CS_COUNT(handover_columns));
	for (size_t i = 0; i < w->count; i++) {
		const struct cs_watch_case *row = lines[i].row;

		without += !*row->handover;
		cs_out_str(out, lines[i].alias);
		cs_out_str(out, row->code);
		cs_out_money(out, row->urgency, 3, 2);
		cs_out_int(out, row->stage);
		cs_out_str(out, cs_contact_state_words[row->state]);
		write_due(w, row->due_what, row->due, out);
		cs_out_str(out, row->customer);
		cs_out_str(out, row->order_no);
		cs_out_str(out, row->cause);
		cs_out_str(out, row->handover);
		cs_out_end(out);
	}
	free(lines);
	return without;
}

/* ---- load ---- */

static const struct cs_col load_columns[] = {
	{ "agent", CS_CELL_PROSE }, { "role", CS_CELL_TEXT }, { "open", CS_CELL_NUMBER }, { "weighted", CS_CELL_NUMBER },
	{ "overdue", CS_CELL_NUMBER }, { "angry", CS_CELL_NUMBER }, { "free", CS_CELL_NUMBER },
};

void
cs_watch_print_load(struct cs_watch *w, int64_t most, struct cs_out *out)
{
	struct cs_loads loads = { 0 };

	cs_loads_take(&loads, w);
	cs_out_begin(out, load_columns, CS_COUNT(load_columns));
	for (size_t i = 0; i < loads.count; i++) {
		const struct cs_load *load = &loads.items[i];
		const struct cs_agent *agent = load->agent != 0 ? cs_desk_agent(w->desk, load->agent) : NULL;

		cs_out_str(out, agent ? agent->alias : "");
		cs_out_str(out, agent ? cs_agent_role_words[agent->role] : "");
		cs_out_int(out, load->open);
		cs_out_int(out, load->weighted);
		cs_out_int(out, load->overdue);
		cs_out_int(out, load->angry);
		if (load->here)
			cs_out_int(out, load->open < most ? most - load->open : 0);
		else
			cs_out_empty(out);
		cs_out_end(out);
	}
	cs_loads_release(&loads);
}
