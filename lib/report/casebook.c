#include "report/casebook.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "consult/cause.h"
#include "stream/out.h"

#define MINUTE 60
#define RUNAROUND_AGENTS 3    /* so many people, or */
#define RUNAROUND_TRANSFERS 2 /* so many transfers, are more than one hand-over */
#define LOW_SCORE 2           /* of a survey's five */

/* What is needed while the cases are read. */
struct reading {
	struct cs_report *report;
	struct cs_casebook *book;
};

static const char *
keep(struct cs_casebook *book, const char *s, size_t len)
{
	if (len == 0)
		return "";
	book->texts = cs_grow(book->texts, &book->text_cap, book->text_count + 1, sizeof(*book->texts));
	return book->texts[book->text_count++] = cs_strndup(s, len);
}

static const char *
keep_fact(struct cs_casebook *book, const struct cs_desk_case *c, enum cs_contact_fact fact)
{
	return keep(book, c->now.facts[fact].s, c->now.facts[fact].len);
}

static int64_t
minutes(int64_t seconds)
{
	return seconds < 0 ? -1 : seconds / MINUTE;
}

static void
take_times(struct cs_case *to, const struct cs_desk_case *c, const struct cs_measure *measure, const struct cs_hours *hours)
{
	const struct cs_clocks *clocks = &measure->clocks;
	bool answered = clocks->responded_at != CS_NO_TIME, resolved = clocks->resolved_at != CS_NO_TIME;

	to->first_min = answered ? minutes(cs_clocks_between(clocks, NULL, clocks->asked_at, clocks->responded_at)) : -1;
	to->first_open_min = answered ? minutes(cs_clocks_between(clocks, hours, clocks->asked_at, clocks->responded_at)) : -1;
	to->resolve_min = resolved ? minutes(cs_clocks_between(clocks, NULL, clocks->opened_at, clocks->resolved_at)) : -1;
	to->resolve_open_min = resolved ? minutes(cs_clocks_between(clocks, hours, clocks->opened_at, clocks->resolved_at)) : -1;
	to->closed_at = c->now.resolved_at != CS_NO_TIME ? c->now.resolved_at : c->now.closed_at;
	for (int i = 0; i < CS_SLA_CLOCKS; i++) {
		const struct cs_sla_verdict *v = &measure->sla[i];

		to->sla[i] = (uint8_t)v->result;
		to->met[i] = i == CS_SLA_NEXT ? v->met : v->result == CS_SLA_MET;
		to->missed[i] = i == CS_SLA_NEXT ? v->missed : v->result == CS_SLA_MISSED;
	}
}

/* True where a later event decided about the remedy that waited for approval. */
static bool
was_approved(const struct cs_sheet *sheet, int64_t remedy)
{
	for (size_t i = 0; i < sheet->count; i++) {
		if (sheet->events[i].type == CS_CONTACT_APPROVE && sheet->events[i].ref == remedy)
			return true;
	}
	return false;
}

/* What one walk over the events finds. */
struct signs {
	int64_t agents[RUNAROUND_AGENTS]; /* who had it, each once */
	int agent_count;
	int decisions, silent_decisions;  /* resolved or declined; of them without a word why */
	int messages, repeated;           /* outward messages by people; of them said before in the same words */
	bool declined, cold, sent, noted, waited;
	int64_t coder;                    /* who entered the first cause */
	struct cs_contact_text first_cause, second_cause; /* of two people */
};

static void
meet_agent(struct signs *signs, int64_t agent)
{
	for (int i = 0; i < signs->agent_count; i++) {
		if (signs->agents[i] == agent)
			return;
	}
	if (agent != 0 && signs->agent_count < RUNAROUND_AGENTS)
		signs->agents[signs->agent_count++] = agent;
}

static bool
was_said_before(const struct cs_sheet *sheet, size_t at)
{
	const struct cs_contact_event *e = &sheet->events[at];

	for (size_t i = 0; i < at; i++) {
		if (cs_contact_is_response(&sheet->events[i]) && *e->body && strcmp(sheet->events[i].body, e->body) == 0)
			return true;
	}
	return false;
}

/* A decision is explained by its own text, or by what a person said to the customer at the same moment. */
static bool
is_explained(const struct cs_sheet *sheet, size_t at)
{
	const struct cs_contact_event *e = &sheet->events[at];

	if (*e->body)
		return true;
	for (size_t i = 0; i < sheet->count; i++) {
		if (sheet->events[i].at == e->at && cs_contact_is_response(&sheet->events[i]) && *sheet->events[i].body)
			return true;
	}
	return false;
}

static bool
is_cold(const struct cs_contact_event *survey)
{
	return survey->amount > 0 && survey->amount <= LOW_SCORE &&
	    (strstr(survey->word, "불친절") || strstr(survey->word, "태도") || strstr(survey->word, "unfriendly"));
}

/* The cause that an event enters, if it does. */
static struct cs_contact_text
cause_entered(const struct cs_contact_event *e)
{
	static const char name[] = "cause=";

	for (const char *p = e->facts; *p; p += strcspn(p, "\n"), p += *p == '\n') {
		if (strncmp(p, name, sizeof(name) - 1) == 0)
			return (struct cs_contact_text){ p + sizeof(name) - 1, strcspn(p, "\n") - (sizeof(name) - 1) };
	}
	return (struct cs_contact_text){ "", 0 };
}

static void
take_coding(struct signs *signs, const struct cs_contact_event *e)
{
	struct cs_contact_text cause = { "", 0 };

	if ((e->type == CS_CONTACT_OPEN || e->type == CS_CONTACT_CORRECT) && e->actor != 0)
		cause = cause_entered(e);
	if (cause.len == 0)
		return;
	if (signs->first_cause.len == 0) {
		signs->first_cause = cause;
		signs->coder = e->actor;
	} else if (e->actor != signs->coder && signs->second_cause.len == 0) {
		signs->second_cause = cause;
	}
}

static void
take_event(struct signs *signs, const struct cs_sheet *sheet, size_t at)
{
	const struct cs_contact_event *e = &sheet->events[at];

	if (e->type == CS_CONTACT_ASSIGN || e->type == CS_CONTACT_TRANSFER)
		meet_agent(signs, e->agent);
	if (e->type == CS_CONTACT_MESSAGE_OUT || e->type == CS_CONTACT_STATE)
		meet_agent(signs, e->actor);
	take_coding(signs, e);
	signs->sent = signs->sent || (e->marks & CS_CONTACT_OUTWARD) || e->type == CS_CONTACT_MESSAGE_OUT;
	signs->noted = signs->noted || e->type == CS_CONTACT_NOTE;
	signs->waited = signs->waited || (e->type == CS_CONTACT_STATE &&
	    (e->state == CS_CONTACT_WAITING_INTERNAL || e->state == CS_CONTACT_WAITING_EXTERNAL));
	signs->declined = signs->declined || e->type == CS_CONTACT_DECLINE;
	signs->cold = signs->cold || (e->type == CS_CONTACT_SURVEY && is_cold(e));
	if (e->type == CS_CONTACT_DECLINE || (e->type == CS_CONTACT_STATE && e->state == CS_CONTACT_RESOLVED)) {
		signs->decisions++;
		signs->silent_decisions += !is_explained(sheet, at);
	}
	if (cs_contact_is_response(e)) {
		signs->messages++;
		signs->repeated += was_said_before(sheet, at);
	}
}

static bool
has_cause(const struct cs_case *c, const char *above)
{
	return cs_cause_code_is_within(c->cause, strlen(c->cause), above);
}

static void
mark(struct cs_case *to, enum cs_sin sin, bool could, bool shows)
{
	to->may_sin |= (uint8_t)(could << sin);
	to->sins |= (uint8_t)((could && shows) << sin);
}

/* Which of the signs make a sin: each is one that the case itself can show, and no judgement of a person. */
static void
take_sins(struct cs_case *to, const struct cs_desk_case *c, const struct cs_measure *measure, const struct signs *s)
{
	bool asked = measure->clocks.asked_at != CS_NO_TIME, over = cs_contact_state_is_done(c->now.state);
	bool own = !to->imported;

	mark(to, CS_SIN_APATHY, asked, (own && s->agent_count == 0 && c->now.agent == 0 && to->responses == 0) ||
	    (to->responses == 0 && to->sla[CS_SLA_FIRST] == CS_SLA_MISSED) || has_cause(to, "service.unreachable"));
	mark(to, CS_SIN_BRUSH_OFF, own && asked && over, to->responses == 0);
	mark(to, CS_SIN_COLDNESS, true, s->cold || has_cause(to, "service.manner"));
	mark(to, CS_SIN_CONDESCENSION, own && s->decisions > 0, s->silent_decisions > 0);
	mark(to, CS_SIN_ROBOTISM, own && s->messages > 1, s->repeated > 0);
	mark(to, CS_SIN_RULE_BOOK, true, (s->declined || has_cause(to, "return.refused")) && to->remedy == 0);
	mark(to, CS_SIN_RUNAROUND, true, to->transfers >= RUNAROUND_TRANSFERS || s->agent_count >= RUNAROUND_AGENTS ||
	    has_cause(to, "service.runaround"));
}

static void
take_steps(struct cs_case *to, const struct cs_desk_case *c, const struct signs *s)
{
	bool over = c->now.state == CS_CONTACT_RESOLVED || c->now.state == CS_CONTACT_CLOSED;
	const bool done[CS_STEP_COUNT] = {
		[CS_STEP_RECEIVED] = true,
		[CS_STEP_TRACKED] = c->now.agent != 0 || s->agent_count > 0,
		[CS_STEP_ACKNOWLEDGED] = s->sent,
		[CS_STEP_ASSESSED] = to->severity != CS_SEVERITY_NONE,
		[CS_STEP_INVESTIGATED] = s->noted || s->waited || *to->cause,
		[CS_STEP_RESPONDED] = to->responses > 0,
		[CS_STEP_DECIDED] = over && to->responses > 0,
		[CS_STEP_CLOSED] = over,
		[CS_STEP_COLLECTED] = *to->cause != '\0',
		[CS_STEP_SURVEYED] = to->csat > 0,
	};

	for (int i = 0; i < CS_STEP_COUNT; i++)
		to->steps |= (uint16_t)(done[i] << i);
}

/* Words that name a remedy, as customers say them; `remedy` is that of cs-consult compensate. */
static const struct {
	const char *remedy, *words[6];
} remedies[CS_ASKED_COUNT] = {
	[CS_ASKED_REFUND] = { "refund", { "환불", "반품", "refund", "money back" } },
	[CS_ASKED_EXCHANGE] = { "reship", { "교환", "재발송", "다시 보내", "새 상품", "exchange", "replace" } },
	[CS_ASKED_POINTS] = { "points", { "적립금", "마일리지", "포인트", "points" } },
	[CS_ASKED_COUPON] = { "coupon", { "쿠폰", "할인", "coupon", "discount" } },
	[CS_ASKED_GIFT] = { "gift", { "사은품", "선물", "gift" } },
};

static enum cs_asked
asked_of(struct cs_contact_text text)
{
	char *words = cs_strndup(text.len ? text.s : "", text.len), *first = NULL;
	enum cs_asked asked = text.len ? CS_ASKED_ELSE : CS_ASKED_UNTOLD;

	for (int kind = CS_ASKED_REFUND; kind < CS_ASKED_ELSE; kind++) {
		for (size_t i = 0; i < CS_COUNT(remedies[kind].words) && remedies[kind].words[i]; i++) {
			char *at = strcasestr(words, remedies[kind].words[i]);

			if (at && (!first || at < first)) {
				first = at;
				asked = (enum cs_asked)kind;
			}
		}
	}
	free(words);
	return asked;
}

static enum cs_asked
kind_of_remedy(const char *word)
{
	for (int kind = CS_ASKED_REFUND; kind < CS_ASKED_ELSE; kind++) {
		if (strcmp(remedies[kind].remedy, word) == 0)
			return (enum cs_asked)kind;
	}
	return CS_ASKED_ELSE;
}

static void
take_remedies(struct cs_case *to, const struct cs_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++) {
		const struct cs_contact_event *e = &sheet->events[i];

		if (e->type != CS_CONTACT_COMPENSATE || ((e->marks & CS_CONTACT_PENDING) && !was_approved(sheet, e->seq)))
			continue;
		to->remedy += e->amount;
		to->given |= (uint8_t)(1u << kind_of_remedy(e->word));
	}
}

static enum cs_status
take_case(void *self, const struct cs_desk_case *c, const struct cs_measure *measure, struct cs_err *err)
{
	const struct reading *r = self;
	struct cs_casebook *book = r->book;
	struct signs signs = { 0 };
	struct cs_case to = { .code = keep(book, c->code, strlen(c->code)),
		.customer = keep_fact(book, c, CS_CONTACT_FACT_CUSTOMER), .order_no = keep_fact(book, c, CS_CONTACT_FACT_ORDER),
		.product = keep_fact(book, c, CS_CONTACT_FACT_PRODUCT), .cause = keep_fact(book, c, CS_CONTACT_FACT_CAUSE),
		.opened_at = c->now.opened_at, .kind = c->now.kind, .channel = c->now.channel, .origin = c->now.origin,
		.severity = c->now.severity, .state = c->now.state,
		.policy = measure->policy ? measure->policy->name : "",
		.agent = c->now.resolved_by ? c->now.resolved_by : c->now.agent, .flags = c->now.flags, .stage = measure->stage,
		.csat = c->now.csat, .transfers = c->now.transfers, .reopened = c->now.reopened, .responses = c->now.responses,
		.asked = asked_of(c->now.facts[CS_CONTACT_FACT_ASKED]), .imported = c->import != 0,
		.before = cs_day_of_time(c->now.opened_at) < r->report->from };

	(void)err;
	take_remedies(&to, &c->sheet);
	take_times(&to, c, measure, &book->help.house.hours);
	for (size_t i = 0; i < c->sheet.count; i++)
		take_event(&signs, &c->sheet, i);
	to.first_cause = to.second_cause = "";
	if (signs.second_cause.len > 0) {
		to.first_cause = keep(book, signs.first_cause.s, signs.first_cause.len);
		to.second_cause = keep(book, signs.second_cause.s, signs.second_cause.len);
	}
	take_sins(&to, c, measure, &signs);
	take_steps(&to, c, &signs);
	book->items = cs_grow(book->items, &book->cap, book->count + 1, sizeof(*book->items));
	book->items[book->count++] = to;
	return CS_OK;
}

static enum cs_status
read_all(struct cs_casebook *book, struct cs_report *report, struct cs_err *err)
{
	struct reading reading = { report, book };
	enum cs_status st = cs_helpdesk_open(&book->help, report, err);

	book->help.bodies = true;
	return st == CS_OK ? cs_helpdesk_each(&book->help, report->from - (report->to - report->from + 1), report->to, take_case,
	    &reading, err) : st;
}

enum cs_status
cs_casebook_read(struct cs_report *report, struct cs_casebook **book, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	if (!report->cases) {
		report->cases = cs_calloc(1, sizeof(*report->cases));
		st = read_all(report->cases, report, err);
	}
	*book = report->cases;
	return st;
}

void
cs_casebook_release(struct cs_casebook *book)
{
	if (!book)
		return;
	for (size_t i = 0; i < book->text_count; i++)
		free(book->texts[i]);
	free(book->texts);
	free(book->items);
	cs_helpdesk_close(&book->help);
	free(book);
}

int64_t
cs_casebook_count(struct cs_report *report, const struct cs_casebook *book)
{
	int64_t count = 0;

	for (size_t i = 0; i < book->count; i++)
		count += !book->items[i].before;
	if (count == 0)
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("No consultation was opened in the period."));
	return count;
}

static void
write_case(const struct cs_case *c, const struct cs_casebook *book, struct cs_out *out)
{
	cs_out_str(out, c->code);
	cs_out_time(out, c->opened_at);
	cs_out_str(out, cs_contact_kind_words[c->kind]);
	cs_out_str(out, cs_contact_channel_words[c->channel]);
	cs_out_str(out, c->cause);
	cs_out_str(out, c->customer);
	cs_out_str(out, c->order_no);
	cs_out_str(out, cs_contact_state_words[c->state]);
	cs_out_str(out, cs_desk_alias(&book->help.desk, c->agent));
	cs_out_str(out, cs_sla_result_words[c->sla[CS_SLA_FIRST]]);
	cs_out_str(out, cs_sla_result_words[c->sla[CS_SLA_RESOLVE]]);
	cs_out_end(out);
}

enum cs_status
cs_casebook_list(struct cs_report *report, cs_case_wanted_fn *is_wanted, const void *self, struct cs_out *out,
    struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "contact_id", CS_CELL_TEXT }, { "opened_at", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "channel", CS_CELL_TEXT },
		{ "cause", CS_CELL_PROSE }, { "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
		{ "state", CS_CELL_TEXT }, { "agent", CS_CELL_PROSE }, { "first_response", CS_CELL_TEXT },
		{ "resolution", CS_CELL_TEXT },
	};
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		if (!book->items[i].before && is_wanted(&book->items[i], self))
			write_case(&book->items[i], book, out);
	}
	return st;
}
