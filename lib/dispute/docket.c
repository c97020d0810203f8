#include "dispute/docket.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "base/tabbed.h"
#include "base/text.h"
#include "store/db.h"

#define EVENTS "dispute/events.tsv"

const char *
cs_source_word(enum cs_source source)
{
	static const char *const words[] = { "", "order", "return", "told" };

	return words[source];
}

static void
copy(char *into, size_t room, const char *text, size_t len)
{
	snprintf(into, room, "%.*s", (int)len, text);
	into[cs_text_cut(into, strlen(into))] = '\0';
}

static void
warn(const struct cs_docket *docket, const char *format, const char *what)
{
	struct cs_str text = { 0 };
	const char *hole = strstr(format, "%s");

	cs_str_add_n(&text, format, (size_t)(hole - format));
	cs_str_add_format(&text, "%s%s", what, hole + 2);
	if (docket->warn)
		docket->warn(text.data);
	cs_str_release(&text);
}

static bool
event_kind_find(const char *name, struct cs_event_kind *out)
{
	const char *const *line = cs_table_lines(EVENTS);
	struct cs_cells c;

	while (*++line) {
		cs_cells_split(&c, *line);
		if (!cs_cell_is(c.text[0], c.len[0], name))
			continue;
		*out = (struct cs_event_kind){
			.fact = cs_fact_find(c.text[2], c.len[2]),
			.external = cs_cell_is(c.text[5], c.len[5], "yes"),
			.meaning = c.text[6],
		};
		copy(out->name, sizeof(out->name), c.text[0], c.len[0]);
		copy(out->state, sizeof(out->state), c.text[1], c.len[1]);
		copy(out->starts, sizeof(out->starts), c.text[3], c.len[3]);
		copy(out->stops, sizeof(out->stops), c.text[4], c.len[4]);
		return true;
	}
	return false;
}

static enum cs_status
refuse_event(const char *name, struct cs_err *err)
{
	const char *const *line = cs_table_lines(EVENTS);
	struct cs_str words = { 0 };

	while (*++line)
		cs_str_add_format(&words, " %.*s", (int)strcspn(*line, "\t"), *line);
	enum cs_status st = cs_err_set(err, CS_EUSAGE, _("event: \"%s\" is not a kind of event; one of:%s"), name, words.data);

	cs_str_release(&words);
	return st;
}

enum cs_status
cs_docket_begin(struct cs_docket *docket, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_SHOP_GET);
	enum cs_status st = cs_step(stmt, err);

	docket->decimals = st == CS_ROW ? (int)cs_col_int(stmt, 1) : 0;
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

static void
bind_optional(struct cs_stmt *stmt, const char *name, const char *text)
{
	if (text && *text)
		cs_bind_text(stmt, name, text, strlen(text));
	else
		cs_bind_null(stmt, name);
}

/* One line of the docket. */
struct entry {
	int64_t dispute;
	const struct cs_case_event *event;
	const char *fact, *value; /* NULL: none */
	cs_time now;
};

static enum cs_status
add_entry(struct cs_docket *docket, const struct entry *e, bool with_note, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_EVENT_ADD);

	cs_bind_int(stmt, ":dispute", e->dispute);
	cs_bind_int(stmt, ":day", e->event->day);
	bind_optional(stmt, ":kind", with_note ? e->event->kind : "fact");
	bind_optional(stmt, ":fact", e->fact);
	bind_optional(stmt, ":value", e->value);
	if (with_note && e->event->amount >= 0)
		cs_bind_int(stmt, ":amount", e->event->amount);
	else
		cs_bind_null(stmt, ":amount");
	bind_optional(stmt, ":note", with_note ? e->event->note : NULL);
	cs_bind_int(stmt, ":recorded_at", e->now);
	return cs_run(stmt, err);
}

/* "state=used" as a fact that can be read; *value points behind the "=". */
static enum cs_status
read_fact(const char *text, cs_day as_of, char name[CS_CODE_MAX], const char **value,
    struct cs_err *err)
{
	const char *equals = strchr(text, '=');
	struct cs_facts facts;

	if (!equals)
		return cs_err_set(err, CS_EUSAGE, _("\"%s\": write a fact as NAME=VALUE"), text);
	int fact = cs_fact_find(text, (size_t)(equals - text));

	if (fact < 0)
		return cs_err_set(err, CS_EUSAGE, _("\"%.*s\" is not a fact; see: cs-dispute(1)"),
		    (int)(equals - text), text);
	cs_facts_init(&facts, CS_KIND_CHANGE_OF_MIND);
	copy(name, CS_CODE_MAX, text, (size_t)(equals - text));
	*value = equals[1] ? equals + 1 : "unknown";
	/* What a person typed is usage, not the content of a file. */
	if (cs_facts_set(&facts, (enum cs_fact)fact, *value, strlen(*value), err) != CS_OK ||
	    cs_facts_check_future(&facts, as_of, err) != CS_OK)
		return err->status = CS_EUSAGE;
	return CS_OK;
}

static enum cs_status
add_facts(struct cs_docket *docket, struct entry *e, struct cs_err *err)
{
	char name[CS_CODE_MAX];
	enum cs_status st = CS_OK;

	e->fact = name;
	for (size_t i = 0; st == CS_OK && i < e->event->fact_count; i++) {
		st = read_fact(e->event->facts[i], docket->court->as_of, name, &e->value, err);
		if (st == CS_OK)
			st = add_entry(docket, e, false, err);
	}
	return st;
}

/* The event itself, with the fact that its day is, then the facts beside it. */
static enum cs_status
add_event(struct cs_docket *docket, int64_t dispute, const struct cs_case_event *event, cs_time now,
    struct cs_err *err)
{
	struct cs_event_kind kind;
	char day[CS_DAY_TEXT], today[CS_DAY_TEXT];
	struct entry e = { .dispute = dispute, .event = event, .now = now };

	if (event->day > docket->court->as_of)
		return cs_err_set(err, CS_EUSAGE, _("--date: %s is after today, %s"),
		    cs_day_format(day, event->day), cs_day_format(today, docket->court->as_of));
	if (!event_kind_find(event->kind, &kind))
		return refuse_event(event->kind, err);
	if (kind.fact >= 0) {
		e.fact = cs_fact_name((enum cs_fact)kind.fact);
		e.value = cs_day_format(day, event->day);
	}
	/* Bare facts are lines of their own. */
	bool bare = !event->note && event->amount < 0 && kind.fact < 0 && !kind.state[0];
	enum cs_status st = bare ? CS_OK :
	    add_entry(docket, &e, true, err);

	return st == CS_OK ? add_facts(docket, &e, err) : st;
}

/* The case's number, or CS_NONE. */
static enum cs_status
find_case(struct cs_docket *docket, const char *code, int64_t *id, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_FIND);

	cs_bind_text(stmt, ":code", code, strlen(code));
	enum cs_status st = cs_step(stmt, err);

	*id = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		return cs_err_set(err, CS_NONE, _("no case is called \"%s\"; see: cs-dispute list"), code);
	return st == CS_ROW ? CS_OK : st;
}

/* A name that can be a folder's too: that of a pack. */
static bool
is_code(const char *code)
{
	for (const char *p = code; *p; p++) {
		if (*p == '/' || (unsigned char)*p < ' ' || *p == 0x7F)
			return false;
	}
	return *code && strlen(code) < CS_CODE_MAX && strcmp(code, ".") != 0 && strcmp(code, "..") != 0;
}

/* What was typed must not contradict itself or the order; an unknown order is told. */
static enum cs_status
check_case(struct cs_docket *docket, const char *code, bool with_order, struct cs_err *err)
{
	struct cs_case c;
	enum cs_status st = cs_docket_load(docket, code, &c, err);

	if (st != CS_OK)
		return st;
	if (with_order && c.order_no[0] && !c.order_known)
		warn(docket, _("order %s is not in the store: its facts are not known"), c.order_no);
	if (cs_facts_check(&c.facts, err) != CS_OK)
		return err->status = CS_EUSAGE;
	return CS_OK;
}

static enum cs_status
warn_of_silence(struct cs_docket *docket, const char *code, struct cs_err *err)
{
	struct cs_case c;
	enum cs_status st = cs_docket_load(docket, code, &c, err);

	if (st == CS_OK && c.by_silence)
		warn(docket, _("%s: the time to answer was over: silence had accepted, the case stays settled"), code);
	return st;
}

static enum cs_status
insert_case(struct cs_docket *docket, const char *code, const char *order_no, const char *line_no,
    const char *kind, cs_day day, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_ADD);

	cs_bind_text(stmt, ":code", code, strlen(code));
	bind_optional(stmt, ":order_no", order_no);
	bind_optional(stmt, ":line_no", line_no);
	cs_bind_text(stmt, ":kind", kind, strlen(kind));
	cs_bind_int(stmt, ":opened_on", day);
	return cs_run(stmt, err);
}

static enum cs_status
end_transaction(struct cs_docket *docket, enum cs_status st, struct cs_err *err)
{
	if (st == CS_OK)
		return cs_db_commit(docket->db, err);
	cs_db_rollback(docket->db);
	return st;
}

enum cs_status
cs_docket_open(struct cs_docket *docket, const char *code, const char *order_no,
    const char *line_no, const char *kind, const struct cs_case_event *first, cs_time now,
    char named[CS_CODE_MAX], struct cs_err *err)
{
	enum cs_kind ignored;
	int64_t id;

	if (code && !is_code(code))
		return cs_err_set(err, CS_EUSAGE,
		    _("the name of a case has 1 to %d bytes, without \"/\" and control characters"), CS_CODE_MAX - 1);
	if (cs_kind_parse(kind, strlen(kind), &ignored, err) != CS_OK)
		return err->status = CS_EUSAGE;
	enum cs_status st = cs_db_begin(docket->db, err);

	if (st != CS_OK)
		return st;
	if (code)
		copy(named, CS_CODE_MAX, code, strlen(code));
	else
		snprintf(named, CS_CODE_MAX, "D%lld",
		    (long long)cs_db_int(docket->db, CS_SQL_DISPUTE_NEXT, 1));
	st = find_case(docket, named, &id, err);
	if (st == CS_OK)
		st = cs_err_set(err, CS_NOTE, _("a case is already called \"%s\""), named);
	else if (st == CS_NONE)
		st = insert_case(docket, named, order_no, line_no, kind, first->day, err);
	if (st == CS_OK)
		st = add_event(docket, cs_db_last_id(docket->db), first, now, err);
	if (st == CS_OK)
		st = check_case(docket, named, true, err);
	return end_transaction(docket, st, err);
}

/* An event that would leave no line in the docket tells nothing. */
static bool
tells_nothing(const struct cs_case_event *event)
{
	bool fact = strcmp(event->kind, "fact") == 0;

	return event->fact_count == 0 && (fact || (strcmp(event->kind, "note") == 0 &&
	    !event->note && event->amount < 0));
}

enum cs_status
cs_docket_event(struct cs_docket *docket, const char *code, const struct cs_case_event *event,
    cs_time now, struct cs_err *err)
{
	struct cs_err ignored;
	int64_t id;

	if (tells_nothing(event))
		return cs_err_set(err, CS_EUSAGE, _("event: \"%s\" tells nothing; add NAME=VALUE or --note"),
		    event->kind);
	enum cs_status st = cs_db_begin(docket->db, err);

	if (st != CS_OK)
		return st;
	st = find_case(docket, code, &id, err);
	/* Of two facts that were bad before, one is mended at a time. */
	bool was_good = st == CS_OK && check_case(docket, code, false, &ignored) == CS_OK;

	if (st == CS_OK)
		st = add_event(docket, id, event, now, err);
	if (st == CS_OK && was_good)
		st = check_case(docket, code, false, err);
	if (st == CS_OK && strcmp(event->kind, "mediation_refused") == 0)
		st = warn_of_silence(docket, code, err);
	return end_transaction(docket, st, err);
}

/* Takes a fact when nothing better is known; a bad one is left out. */
static void
take(struct cs_case *c, enum cs_fact fact, const char *text, size_t len, enum cs_source source)
{
	struct cs_err ignored;

	if (len == 0 || cs_facts_set(&c->facts, fact, text, len, &ignored) != CS_OK)
		return;
	c->sources[fact] = cs_facts_knows(&c->facts, fact) ? source : CS_SOURCE_NONE;
}

static void
take_day(struct cs_case *c, enum cs_fact fact, struct cs_stmt *stmt, int column,
    enum cs_source source)
{
	char text[CS_DAY_TEXT];

	if (!cs_col_is_null(stmt, column))
		take(c, fact, cs_day_format(text, cs_day_of_time(cs_col_int(stmt, column))),
		    CS_DAY_TEXT - 1, source);
}

static void
take_amount(struct cs_docket *docket, struct cs_case *c, struct cs_stmt *stmt, int column,
    enum cs_source source)
{
	char text[CS_MONEY_TEXT];

	if (cs_col_is_null(stmt, column))
		return;
	cs_money_format(text, cs_col_int(stmt, column), docket->decimals, docket->decimals);
	take(c, CS_FACT_AMOUNT, text, strlen(text), source);
}

static enum cs_status
load_order(struct cs_docket *docket, struct cs_case *c, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_ORDER);
	size_t len;

	bind_optional(stmt, ":order_no", c->order_no);
	bind_optional(stmt, ":line_no", c->line_no);
	enum cs_status st = cs_step(stmt, err);

	c->order_known = st == CS_ROW;
	if (st == CS_ROW) {
		take_day(c, CS_FACT_ORDERED_ON, stmt, 0, CS_SOURCE_ORDER);
		take_day(c, CS_FACT_PAID_ON, stmt, 1, CS_SOURCE_ORDER);
		if (cs_col_int(stmt, 2))
			take(c, CS_FACT_SHIPPED, "yes", 3, CS_SOURCE_ORDER);
		take_day(c, CS_FACT_SUPPLIED_ON, stmt, 3, CS_SOURCE_ORDER);
		take_amount(docket, c, stmt, 4, CS_SOURCE_ORDER);
		const char *goods = cs_col_text(stmt, 5, &len);

		take(c, CS_FACT_GOODS, goods, len, CS_SOURCE_ORDER);
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
load_return(struct cs_docket *docket, struct cs_case *c, struct cs_err *err)
{
	/* In the order of the store's numbers: customer, shop, courier, unknown. */
	static const char *const faults[] = { "consumer", "shop", "courier", "" };
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_RETURN);

	bind_optional(stmt, ":order_no", c->order_no);
	bind_optional(stmt, ":line_no", c->line_no);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		take_day(c, CS_FACT_RETURNED_ON, stmt, 0, CS_SOURCE_RETURN);
		take_day(c, CS_FACT_REFUNDED_ON, stmt, 1, CS_SOURCE_RETURN);
		take_amount(docket, c, stmt, 2, CS_SOURCE_RETURN);
		take_day(c, CS_FACT_CLAIMED_ON, stmt, 4, CS_SOURCE_RETURN);
		if (!cs_col_is_null(stmt, 3)) {
			const char *fault = faults[cs_col_int(stmt, 3)];

			take(c, CS_FACT_FAULT, fault, strlen(fault), CS_SOURCE_RETURN);
		}
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static bool
lists(const char *names, const char *name)
{
	size_t left = strlen(names), len;
	const char *part;

	while (cs_cell_part(&names, &left, ' ', &part, &len)) {
		if (cs_cell_is(part, len, "*") || cs_cell_is(part, len, name))
			return true;
	}
	return false;
}

static void
stop_clocks(struct cs_case *c, const char *names)
{
	size_t kept = 0;

	for (size_t i = 0; i < c->clock_count; i++) {
		if (!lists(names, c->clocks[i].name))
			c->clocks[kept++] = c->clocks[i];
	}
	c->clock_count = kept;
}

static void
add_clock(const struct cs_docket *docket, struct cs_case *c, const struct cs_period *p, cs_day from)
{
	const struct cs_calendar *cal = docket->court->calendar;
	struct cs_err outside;
	cs_day nominal, due = cs_calendar_end(cal, from, p->count, p->unit, &nominal);

	if (due == CS_NO_DAY) {
		cs_calendar_outside(cal, nominal, &outside);
		memcpy(c->fault, outside.text, sizeof(c->fault));
		return;
	}
	if (c->clock_count == CS_CLOCKS_MAX)
		return;
	c->clocks[c->clock_count++] = (struct cs_clock_run){
		.name = p->name,
		.basis = p->basis,
		.meaning = p->meaning,
		.from = from,
		.due = due,
		/* CFA 67(2), EDA 33(6): whoever stays silent has accepted. */
		.silence_accepts = strstr(p->name, "_answer") != NULL,
	};
}

/* The Agency's extension runs on from the end of what it extends. */
static cs_day
extends(const struct cs_case *c, const char *name, cs_day day)
{
	for (size_t i = 0; strcmp(name, "kca_extended") == 0 && i < c->clock_count; i++) {
		if (strcmp(c->clocks[i].name, "kca_advice") == 0)
			return c->clocks[i].due;
	}
	return day;
}

static void
start_clocks(const struct cs_docket *docket, struct cs_case *c, const struct cs_event_kind *kind,
    cs_day day)
{
	const char *names = kind->starts, *part;
	size_t left = strlen(names), len;
	char name[CS_CODE_MAX];

	while (cs_cell_part(&names, &left, ' ', &part, &len)) {
		copy(name, sizeof(name), part, len);
		const struct cs_period *p = cs_law_period(docket->court->law, name, day);
		cs_day from = extends(c, name, day);

		stop_clocks(c, name);
		if (p)
			add_clock(docket, c, p, from);
	}
}

/* A proposal that nobody answered by the day before `day` stands (CFA 67(2), EDA 33(6)). */
static void
let_silence_accept(struct cs_case *c, cs_day day)
{
	for (size_t i = 0; i < c->clock_count; i++) {
		if (!c->clocks[i].silence_accepts || c->clocks[i].due >= day)
			continue;
		copy(c->state, sizeof(c->state), "settled", 7);
		c->clock_count = 0;
		c->by_silence = true;
		return;
	}
}

static void
apply_event(const struct cs_docket *docket, struct cs_case *c, const struct cs_event_kind *kind,
    cs_day day, int64_t amount)
{
	let_silence_accept(c, day);
	/* A refusal that comes too late changes nothing; a new proposal does. */
	if (c->by_silence && strcmp(kind->name, "mediation_refused") == 0)
		return;
	if (kind->starts[0])
		c->by_silence = false;
	if (kind->state[0])
		copy(c->state, sizeof(c->state), kind->state, strlen(kind->state));
	c->external |= kind->external;
	if (amount >= 0 && strcmp(kind->name, "asked") == 0)
		c->asked = amount;
	if (amount >= 0 && strcmp(kind->name, "offered") == 0)
		c->offered = amount;
	if (amount >= 0 && strcmp(kind->name, "settled") == 0)
		c->settled = amount;
	start_clocks(docket, c, kind, day);
	stop_clocks(c, kind->stops);
}

/* What was told last counts, on whichever day it happened. */
static void
take_told(struct cs_case *c, struct cs_stmt *stmt, int64_t told[CS_FACT_COUNT])
{
	size_t len, name_len;
	const char *name = cs_col_text(stmt, 2, &name_len);
	int fact = cs_fact_find(name, name_len);
	int64_t id = cs_col_int(stmt, 6);

	if (fact < 0 || id < told[fact])
		return;
	told[fact] = id;
	const char *value = cs_col_text(stmt, 3, &len);

	take(c, (enum cs_fact)fact, value, len, CS_SOURCE_TOLD);
}

static enum cs_status
load_events(struct cs_docket *docket, struct cs_case *c, struct cs_err *err)
{
	int64_t told[CS_FACT_COUNT] = { 0 };
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_EVENTS);
	enum cs_status st;

	cs_bind_int(stmt, ":dispute", c->id);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		struct cs_event_kind kind;
		cs_day day = (cs_day)cs_col_int(stmt, 0);
		size_t len;

		take_told(c, stmt, told);
		if (day <= docket->court->as_of && event_kind_find(cs_col_text(stmt, 1, &len), &kind))
			apply_event(docket, c, &kind, day, cs_col_is_null(stmt, 4) ? -1 : cs_col_int(stmt, 4));
	}
	cs_stmt_reset(stmt);
	return st;
}

/* What arrived before the shop wrote it down was sent before that too. */
static void
doubt_claim(struct cs_case *c)
{
	cs_day arrived = cs_facts_day(&c->facts, CS_FACT_ARRIVED_ON);

	if (c->sources[CS_FACT_CLAIMED_ON] == CS_SOURCE_RETURN && arrived != CS_NO_DAY &&
	    arrived < cs_facts_day(&c->facts, CS_FACT_CLAIMED_ON))
		take(c, CS_FACT_CLAIMED_ON, "unknown", 7, CS_SOURCE_NONE);
}

static bool
is_over(const struct cs_case *c)
{
	return strcmp(c->state, "closed") == 0 || strcmp(c->state, "settled") == 0;
}

/* What began it, and by which article, is the verdict's: it depends on the kind of goods. */
static void
add_refund_clock(const struct cs_docket *docket, struct cs_case *c)
{
	const struct cs_law *law = docket->court->law;
	const struct cs_verdict *v = &c->verdict;
	bool open = v->answer == CS_NEED_FACT;
	const struct cs_period *p = cs_law_period_at(law, open ? CS_PERIOD_REFUND : v->refund_period, docket->court->as_of);

	if (c->clock_count == CS_CLOCKS_MAX)
		return;
	c->clocks[c->clock_count++] = (struct cs_clock_run){
		.name = cs_law_period_at(law, CS_PERIOD_REFUND, docket->court->as_of)->name,
		.basis = p->basis,
		.meaning = open ? N_("refund of what came back, if the return holds: tell the missing facts") : p->meaning,
		.from = open ? v->open_from : v->refund_from,
		.due = open ? v->open_due : v->refund_due,
		.open = open,
	};
}

/* For certain, or perhaps: an answer that is still open stops no clock. */
static bool
owes_refund(const struct cs_verdict *v)
{
	return v->answer == CS_ACCEPT ? v->refund_due != CS_NO_DAY : v->open_due != CS_NO_DAY;
}

/* Art. 15 is what the case is about, and nothing was sent yet. */
static bool
waits_for_supply(const struct cs_case *c)
{
	enum cs_kind kind = c->facts.kind;

	return (kind == CS_KIND_LATE || kind == CS_KIND_NOT_DELIVERED || kind == CS_KIND_PRICE_ERROR) &&
	    !cs_facts_knows(&c->facts, CS_FACT_SUPPLIED_ON) &&
	    c->facts.words[CS_FACT_SHIPPED] != CS_YES;
}

/* Art. 18(2) and 15: the clocks that no event starts, but the facts do. */
static void
add_law_clocks(const struct cs_docket *docket, struct cs_case *c)
{
	const struct cs_law *law = docket->court->law;
	cs_day ordered = cs_facts_day(&c->facts, CS_FACT_ORDERED_ON);
	cs_day paid = cs_facts_day(&c->facts, CS_FACT_PAID_ON);

	if (is_over(c))
		return;
	if (c->judged && owes_refund(&c->verdict) && !cs_facts_knows(&c->facts, CS_FACT_REFUNDED_ON))
		add_refund_clock(docket, c);
	if (!waits_for_supply(c))
		return;
	if (paid != CS_NO_DAY && c->facts.words[CS_FACT_PREPAID] != CS_NO)
		add_clock(docket, c, cs_law_period_at(law, CS_PERIOD_SUPPLY_PREPAID, paid), paid);
	else if (ordered != CS_NO_DAY)
		add_clock(docket, c, cs_law_period_at(law, CS_PERIOD_SUPPLY, ordered), ordered);
}

static enum cs_status
load_head(struct cs_docket *docket, const char *code, struct cs_case *c, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_FIND);
	enum cs_kind kind = CS_KIND_CHANGE_OF_MIND;
	size_t len;

	*c = (struct cs_case){ .asked = -1, .offered = -1, .settled = -1, .state = "open" };
	cs_bind_text(stmt, ":code", code, strlen(code));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_OK)
		st = cs_err_set(err, CS_NONE, _("no case is called \"%s\"; see: cs-dispute list"), code);
	if (st == CS_ROW) {
		c->id = cs_col_int(stmt, 0);
		copy(c->code, sizeof(c->code), code, strlen(code));
		const char *text = cs_col_text(stmt, 2, &len);

		copy(c->order_no, sizeof(c->order_no), text, len);
		text = cs_col_text(stmt, 3, &len);
		copy(c->line_no, sizeof(c->line_no), text, len);
		text = cs_col_text(stmt, 4, &len);
		st = cs_kind_parse(text, len, &kind, err);
		c->opened_on = (cs_day)cs_col_int(stmt, 5);
	}
	cs_facts_init(&c->facts, kind);
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_docket_load(struct cs_docket *docket, const char *code, struct cs_case *c, struct cs_err *err)
{
	struct cs_err fault = { 0 };
	enum cs_status st = load_head(docket, code, c, err);

	if (st == CS_OK && c->order_no[0])
		st = load_order(docket, c, err);
	if (st == CS_OK && c->order_no[0])
		st = load_return(docket, c, err);
	if (st == CS_OK)
		st = load_events(docket, c, err);
	doubt_claim(c);
	if (st != CS_OK)
		return st;
	/* Facts that contradict each other are the case's own trouble. */
	c->judged = cs_judge(docket->court, &c->facts, &c->verdict, &fault) == CS_OK;
	if (!c->judged)
		memcpy(c->fault, fault.text, sizeof(c->fault));
	add_law_clocks(docket, c);
	let_silence_accept(c, docket->court->as_of);
	return CS_OK;
}

enum cs_status
cs_docket_each(struct cs_docket *docket,
    enum cs_status (*each)(void *self, const struct cs_case *c, struct cs_err *err), void *self,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(docket->db, CS_SQL_DISPUTE_CODES);
	enum cs_status st;
	struct cs_case c;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		st = cs_docket_load(docket, cs_col_text(stmt, 0, &len), &c, err);
		if (st == CS_OK)
			st = each(self, &c, err);
		if (st != CS_OK)
			break;
	}
	cs_stmt_reset(stmt);
	return st;
}
