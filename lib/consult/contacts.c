#include "consult/contacts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/phone.h"

static const struct cs_col columns[] = {
	{ "contact_id", CS_CELL_TEXT }, { "opened_at", CS_CELL_TEXT }, { "channel", CS_CELL_TEXT },
	{ "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT }, { "product_id", CS_CELL_TEXT },
	{ "kind", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE }, { "origin", CS_CELL_TEXT }, { "severity", CS_CELL_NUMBER },
	{ "emotion", CS_CELL_TEXT }, { "stage", CS_CELL_NUMBER }, { "caller_type", CS_CELL_TEXT }, { "voice", CS_CELL_TEXT },
	{ "agent", CS_CELL_PROSE }, { "state", CS_CELL_TEXT }, { "first_response_min", CS_CELL_NUMBER },
	{ "first_response_business_min", CS_CELL_NUMBER }, { "resolution_min", CS_CELL_NUMBER },
	{ "reopened", CS_CELL_NUMBER }, { "transfers", CS_CELL_NUMBER }, { "promised_at", CS_CELL_TEXT },
	{ "promise_kept", CS_CELL_TEXT }, { "csat", CS_CELL_NUMBER }, { "closed_at", CS_CELL_TEXT },
	{ "read_back", CS_CELL_PROSE }, { "body", CS_CELL_PROSE },
};

/* What a sorted row is found by again. */
struct place {
	int64_t id, import, key;
	size_t order;
	char code[CS_CONTACT_CODE_MAX];
};

struct pass {
	struct cs_contact_rows *listing;
	struct cs_measure measure;
	struct cs_context context;
	struct place *places; /* owned: of a sorted listing */
	size_t place_count, place_cap;
};

static void
out_fact(struct cs_out *out, const struct cs_contact *c, enum cs_contact_fact fact)
{
	cs_out_text(out, c->facts[fact].len > 0 ? c->facts[fact].s : "", c->facts[fact].len);
}

/* 0 and less: not known. */
static void
out_number(struct cs_out *out, int64_t n)
{
	if (n > 0)
		cs_out_int(out, n);
	else
		cs_out_empty(out);
}

/* Whole minutes that have passed; nothing while the clock runs. */
static void
out_minutes(struct cs_out *out, const struct cs_measure *m, const struct cs_hours *hours, cs_time from, cs_time to)
{
	if (from == CS_NO_TIME || to == CS_NO_TIME)
		cs_out_empty(out);
	else
		cs_out_int(out, cs_clocks_taken(&m->clocks, hours, from, to) / 60);
}

static void
out_promise(struct cs_out *out, const struct cs_contact *c, cs_time now)
{
	const struct cs_contact_promise *p = cs_contact_shown_promise(c);
	int kept = p ? cs_contact_promise_kept(p, now) : -1;

	cs_out_time(out, p ? p->due : CS_NO_TIME);
	if (kept >= 0)
		cs_out_bool(out, kept == 1);
	else
		cs_out_empty(out);
}

static void
write_row(const struct cs_contact_rows *l, const struct cs_desk_case *item, const struct cs_measure *m)
{
	const struct cs_contact *c = &item->now;
	struct cs_out *out = l->out;

	cs_out_str(out, item->code);
	cs_out_time(out, c->opened_at);
	cs_out_str(out, cs_contact_channel_words[c->channel]);
	out_fact(out, c, CS_CONTACT_FACT_CUSTOMER);
	out_fact(out, c, CS_CONTACT_FACT_ORDER);
	out_fact(out, c, CS_CONTACT_FACT_PRODUCT);
	cs_out_str(out, cs_contact_kind_words[c->kind]);
	out_fact(out, c, CS_CONTACT_FACT_CAUSE);
	cs_out_str(out, cs_contact_origin_words[c->origin]);
	out_number(out, (int64_t)c->severity);
	cs_out_bool(out, c->flags & 1 << CS_FLAG_EMOTION);
	cs_out_int(out, m->stage);
	out_fact(out, c, CS_CONTACT_FACT_CALLER);
	out_fact(out, c, CS_CONTACT_FACT_VOICE);
	cs_out_str(out, cs_desk_alias(l->desk, c->agent));
	cs_out_str(out, cs_contact_state_words[c->state]);
	out_minutes(out, m, NULL, m->clocks.asked_at, m->clocks.responded_at);
	out_minutes(out, m, &l->house->hours, m->clocks.asked_at, m->clocks.responded_at);
	out_minutes(out, m, NULL, c->opened_at, c->resolved_at);
	cs_out_int(out, c->reopened);
	cs_out_int(out, c->transfers);
	out_promise(out, c, l->desk->now);
	out_number(out, c->csat);
	cs_out_time(out, c->closed_at);
	out_fact(out, c, CS_CONTACT_FACT_READ_BACK);
	cs_out_str(out, c->body);
	cs_out_end(out);
}

static bool
is_wanted(const struct cs_contact_rows *l, const struct cs_measure *m)
{
	return m->stage >= l->stage && (!l->overdue || m->overdue);
}

/* The highest first, but for what is due: the earliest, and what is not due last. */
static int64_t
key_of(const struct cs_contact_rows *l, const struct cs_measure *m)
{
	switch (l->sort) {
	case CS_SORT_OPENED:
		return 0;
	case CS_SORT_URGENCY:
		return -m->urgency.sum;
	case CS_SORT_STAGE:
		return -m->stage;
	case CS_SORT_DUE:
		return m->due == CS_NO_TIME ? INT64_MAX : m->due;
	}
	return 0;
}

static void
keep_place(struct pass *p, const struct cs_desk_case *item)
{
	p->places = cs_grow(p->places, &p->place_cap, p->place_count + 1, sizeof(*p->places));
	struct place *place = &p->places[p->place_count++];

	*place = (struct place){ .id = item->id, .import = item->import, .key = key_of(p->listing, &p->measure),
		.order = p->place_count };
	memcpy(place->code, item->code, sizeof(place->code));
}

static enum cs_status
take_case(void *self, const struct cs_desk_case *item, struct cs_err *err)
{
	struct pass *p = self;
	const struct cs_contact_rows *l = p->listing;
	enum cs_status st = cs_measure_case(&p->measure, &p->context, l->house, l->desk, item, err);

	if (st != CS_OK || !is_wanted(l, &p->measure))
		return st;
	if (l->sort == CS_SORT_OPENED)
		write_row(l, item, &p->measure);
	else
		keep_place(p, item);
	return CS_OK;
}

/* Ties stay in the order in which they were opened. */
static int
by_key(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

static enum cs_status
write_sorted(struct pass *p, struct cs_err *err)
{
	struct cs_desk_case item = { 0 };
	enum cs_status st = CS_OK;

	if (p->place_count > 0)
		qsort(p->places, p->place_count, sizeof(*p->places), by_key);
	for (size_t i = 0; i < p->place_count && st == CS_OK; i++) {
		item.id = p->places[i].id;
		item.import = p->places[i].import;
		memcpy(item.code, p->places[i].code, sizeof(item.code));
		st = cs_desk_load(p->listing->desk, &item, false, err);
		if (st == CS_OK)
			st = cs_measure_case(&p->measure, &p->context, p->listing->house, p->listing->desk, &item, err);
		if (st == CS_OK)
			write_row(p->listing, &item, &p->measure);
	}
	cs_desk_case_release(&item);
	return st;
}

static enum cs_status
print_rows(struct cs_contact_rows *l, const struct cs_desk_query *query, struct cs_err *err)
{
	struct pass p = { .listing = l };

	cs_out_begin(l->out, columns, CS_COUNT(columns));
	enum cs_status st = cs_desk_each(l->desk, query, take_case, &p, err);

	if (st == CS_OK && l->sort != CS_SORT_OPENED)
		st = write_sorted(&p, err);
	cs_measure_release(&p.measure);
	free(p.places);
	return st;
}

/* ---- which rows ---- */

static enum cs_status
pick(struct cs_room *r, struct cs_desk_query *q, char phone[CS_PHONE_BYTES], struct cs_err *err)
{
	const struct cs_told *told = r->told;
	const char *whose = told->mine ? cs_told_agent(told) : told->agent;

	q->from = told->from == CS_NO_DAY ? CS_NO_TIME : cs_time_of(told->from, 0, 0, 0);
	q->to = told->to == CS_NO_DAY ? CS_NO_TIME : cs_time_of(told->to, 23, 59, 59);
	q->kind = told->kind;
	q->channel = told->channel;
	q->state = told->state;
	q->cause = told->cause;
	q->customer = told->customer;
	q->order = told->order;
	q->undone = strcmp(r->app->command, "list") == 0 && !told->all && told->state < 0;
	if (told->phone) {
		if (cs_phone_read(phone, told->phone, strlen(told->phone)) == CS_PHONE_NONE)
			return cs_err_set(err, CS_EUSAGE, _("phone: \"%s\" is no telephone number"), told->phone);
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
which_rows(const struct cs_app *app, const struct cs_told *told)
{
	bool list = strcmp(app->command, "list") == 0;

	if (strcmp(app->command, "search") == 0)
		return CS_DESK_WORDS;
	if (told->customer)
		return CS_DESK_CUSTOMER;
	if (told->order)
		return CS_DESK_ORDER;
	if (told->phone)
		return CS_DESK_PHONE;
	return list && !told->all && (told->state < 0 || told->state < CS_CONTACT_RESOLVED) ? CS_DESK_OPEN : CS_DESK_ALL;
}

enum cs_status
cs_contacts_print(struct cs_room *r, struct cs_contact_rows *rows, struct cs_err *err)
{
	struct cs_desk_query query = CS_DESK_QUERY_ANY;
	struct cs_str words = { 0 };
	char phone[CS_PHONE_BYTES];

	query.which = which_rows(r->app, r->told);
	enum cs_status st = pick(r, &query, phone, err);

	if (st == CS_OK && query.which == CS_DESK_WORDS) {
		st = cs_noted_body(&words, r->app->args[0], err);
		query.key = words.data;
	}
	rows->desk = &r->desk;
	rows->house = &r->house;
	rows->out = r->app->out;
	if (st == CS_OK)
		st = print_rows(rows, &query, err);
	cs_str_release(&words);
	return st;
}
