#include "consult/story.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"

static const struct cs_col columns[] = {
	{ "part", CS_CELL_TEXT }, { "seq", CS_CELL_NUMBER }, { "at", CS_CELL_TEXT }, { "name", CS_CELL_TEXT },
	{ "value", CS_CELL_PROSE }, { "by", CS_CELL_PROSE },
};

struct story {
	struct cs_desk *desk;
	const struct cs_house *house;
	const struct cs_desk_case *c;
	const struct cs_measure *m;
	struct cs_out *out;
	bool reveal;
	struct cs_str value;
};

/* One row; the value is story->value, which is empty afterwards. */
static void
row(struct story *s, const char *part, int64_t seq, cs_time at, const char *name, int64_t by)
{
	cs_out_str(s->out, part);
	if (seq > 0)
		cs_out_int(s->out, seq);
	else
		cs_out_empty(s->out);
	cs_out_time(s->out, at);
	cs_out_str(s->out, name);
	cs_out_text(s->out, s->value.data ? s->value.data : "", s->value.len);
	cs_out_str(s->out, cs_desk_alias(s->desk, by));
	cs_out_end(s->out);
	cs_str_clear(&s->value);
}

static enum cs_mask
mask_of(const struct story *s, enum cs_contact_fact fact)
{
	if (s->reveal)
		return CS_MASK_NONE;
	return fact == CS_CONTACT_FACT_PHONE ? CS_MASK_PHONE : fact == CS_CONTACT_FACT_NAME ? CS_MASK_NAME :
	    fact == CS_CONTACT_FACT_EMAIL ? CS_MASK_EMAIL : CS_MASK_PROSE;
}

static void
write_facts(struct story *s)
{
	const struct cs_contact *c = &s->c->now;

	cs_str_add(&s->value, s->c->code);
	row(s, "fact", 0, c->opened_at, "contact_id", 0);
	cs_str_add(&s->value, cs_contact_state_words[c->state]);
	row(s, "fact", 0, c->state_since, "state", 0);
	cs_str_add(&s->value, cs_desk_alias(s->desk, c->agent));
	row(s, "fact", 0, CS_NO_TIME, "agent", 0);
	for (int i = 0; i < CS_CONTACT_FACT_COUNT; i++) {
		if (c->facts[i].len == 0)
			continue;
		cs_text_mask(&s->value, mask_of(s, (enum cs_contact_fact)i), c->facts[i].s, c->facts[i].len);
		row(s, "fact", 0, CS_NO_TIME, cs_contact_fact_words[i], 0);
	}
}

static enum cs_status
write_ties(struct story *s, struct cs_err *err)
{
	const int64_t cases[] = { s->c->now.parent, s->c->now.merged_into };
	static const char *const names[] = { "follows", "merged_into" };
	char code[CS_CONTACT_CODE_MAX];
	enum cs_status st = CS_OK;

	for (size_t i = 0; i < CS_COUNT(cases) && st == CS_OK; i++) {
		if (cases[i] == 0)
			continue;
		st = cs_desk_code(s->desk, cases[i], code, err);
		cs_str_add(&s->value, code);
		row(s, "fact", 0, CS_NO_TIME, names[i], 0);
	}
	return st;
}

/* Minutes in both countings: "95 (20 open)". */
static void
write_minutes(struct story *s, const char *name, cs_time from, cs_time to)
{
	int64_t all = cs_clocks_taken(&s->m->clocks, NULL, from, to);
	int64_t open = cs_clocks_taken(&s->m->clocks, &s->house->hours, from, to);

	if (all < 0 || (to == CS_NO_TIME && cs_contact_state_is_done(s->c->now.state)))
		return;
	cs_str_add_format(&s->value, _("%lld min, %lld of them in business hours"), (long long)(all / 60), (long long)(open / 60));
	if (to == CS_NO_TIME)
		cs_str_add_format(&s->value, _(", running"));
	row(s, "clock", 0, to, name, 0);
}

static void
write_clocks(struct story *s)
{
	const struct cs_clocks *k = &s->m->clocks;

	write_minutes(s, "first_response", k->asked_at, k->responded_at);
	for (size_t i = 0; i < k->ask_count; i++) {
		if (k->asks[i].answered || k->asks[i].end == CS_NO_TIME)
			write_minutes(s, "next_response", k->asks[i].at, k->asks[i].end);
	}
	write_minutes(s, "resolution_first", k->opened_at, k->first_resolved_at);
	write_minutes(s, "resolution_total", k->opened_at, k->resolved_at);
	for (int i = 0; i < CS_SLA_CLOCKS; i++) {
		if (s->m->sla[i].result == CS_SLA_NONE)
			continue;
		cs_str_add_format(&s->value, "%s %s", s->m->policy ? s->m->policy->name : "",
		    cs_sla_result_words[s->m->sla[i].result]);
		row(s, "target", 0, s->m->sla[i].due, cs_sla_clock_words[i], 0);
	}
}

static void
write_score(struct story *s, const char *part, const struct cs_score *score, bool explain)
{
	char value[CS_MONEY_TEXT], weight[CS_MONEY_TEXT], product[CS_MONEY_TEXT];

	for (size_t i = 0; explain && i < score->count; i++) {
		const struct cs_score_part *p = &score->parts[i];

		cs_str_add_format(&s->value, "%s = %s x %s", cs_money_format(product, cs_score_product(p), 3, 3),
		    cs_money_format(value, p->value, 3, 3), cs_money_format(weight, p->weight, 3, 3));
		row(s, part, 0, CS_NO_TIME, p->name, 0);
	}
	cs_str_add(&s->value, cs_money_format(value, score->sum, 3, 3));
	row(s, part, 0, CS_NO_TIME, "sum", 0);
}

static void
write_promises(struct story *s)
{
	static const char *const words[] = { "open", "broken", "kept" };

	for (size_t i = 0; i < s->c->now.promise_count; i++) {
		const struct cs_contact_promise *p = &s->c->now.promises[i];

		cs_str_add(&s->value, words[cs_contact_promise_kept(p, s->desk->now) + 1]);
		row(s, "promise", p->seq, p->due, "due", p->agent);
	}
}

static void
add_word(struct story *s, const char *word)
{
	if (*word)
		cs_str_add_format(&s->value, "%s%s", s->value.len > 0 ? "; " : "", word);
}

static void
add_amount(struct story *s, const struct cs_contact_event *e)
{
	char money[CS_MONEY_TEXT];

	if (e->amount == 0)
		return;
	/* A score is no money. */
	int decimals = e->type == CS_CONTACT_SURVEY ? 0 : s->desk->decimals;

	add_word(s, cs_money_format(money, e->amount, decimals, decimals));
}

/* The lines of facts on one. */
static void
add_lines(struct story *s, const char *lines)
{
	while (*lines) {
		size_t len = strcspn(lines, "\n");

		cs_str_add(&s->value, s->value.len > 0 ? "; " : "");
		cs_text_mask(&s->value, CS_MASK_NONE, lines, len);
		lines += len + (lines[len] == '\n');
	}
}

static void
add_person(struct story *s, const char *lines)
{
	while (*lines) {
		size_t len = strcspn(lines, "\n"), name = strcspn(lines, "=") + 1;
		int fact = cs_word_find(cs_contact_fact_words, lines, name - 1);

		cs_str_add(&s->value, s->value.len > 0 ? "; " : "");
		cs_str_add_n(&s->value, lines, name);
		cs_text_mask(&s->value, mask_of(s, fact < 0 ? CS_CONTACT_FACT_NAME : (enum cs_contact_fact)fact), lines + name,
		    len - name);
		lines += len + (lines[len] == '\n');
	}
}

static enum cs_status
write_event(struct story *s, const struct cs_contact_event *e, struct cs_err *err)
{
	char text[CS_CONTACT_CODE_MAX + CS_TIME_TEXT] = "";
	enum cs_status st = CS_OK;

	if (e->state >= 0)
		add_word(s, cs_contact_state_words[e->state]);
	if (e->flag >= 0)
		add_word(s, cs_contact_flag_words[e->flag]);
	if (e->type == CS_CONTACT_ASSIGN || e->type == CS_CONTACT_TRANSFER || e->type == CS_CONTACT_SURVEY)
		add_word(s, cs_desk_alias(s->desk, e->agent));
	if (e->other != 0)
		st = cs_desk_code(s->desk, e->other, text, err);
	if (e->type == CS_CONTACT_PROMISE)
		cs_time_format(text, e->due);
	add_word(s, text);
	if (e->type != CS_CONTACT_OPEN)
		add_word(s, e->word);
	add_amount(s, e);
	if (e->ref > 0) {
		snprintf(text, sizeof(text), "#%lld", (long long)e->ref);
		add_word(s, text);
	}
	add_lines(s, e->type == CS_CONTACT_CORRECT ? e->facts : "");
	add_person(s, e->type == CS_CONTACT_CORRECT ? e->person : "");
	add_word(s, e->marks & CS_CONTACT_PENDING ? _("waits for approval") : "");
	add_word(s, e->marks & CS_CONTACT_AUTO ? _("automatic") : "");
	add_word(s, e->body);
	row(s, "event", e->seq, e->at, cs_contact_event_words[e->type], e->actor);
	return st;
}

enum cs_status
cs_story_print(struct cs_desk *desk, const struct cs_house *house, const struct cs_desk_case *c, bool explain, bool reveal,
    struct cs_out *out, struct cs_err *err)
{
	struct cs_measure m = { 0 };
	struct cs_context context;
	struct story s = { .desk = desk, .house = house, .c = c, .m = &m, .out = out, .reveal = reveal };
	enum cs_status st = cs_measure_case(&m, &context, house, desk, c, err);

	if (st == CS_OK) {
		cs_out_begin(out, columns, CS_COUNT(columns));
		write_facts(&s);
		st = write_ties(&s, err);
		write_clocks(&s);
		cs_str_add_format(&s.value, "%d", m.stage);
		row(&s, "stress", 0, CS_NO_TIME, "stage", 0);
		write_score(&s, "stress", &m.stress, explain);
		write_score(&s, "urgency", &m.urgency, explain);
		write_promises(&s);
	}
	for (size_t i = 0; i < c->sheet.count && st == CS_OK; i++)
		st = write_event(&s, &c->sheet.events[i], err);
	cs_measure_release(&m);
	cs_str_release(&s.value);
	return st;
}
