#include "report/duty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "consult/load.h"
#include "dispute/board.h"
#include "report/helpdesk.h"
#include "report/lawdesk.h"
#include "report/people.h"
#include "report/query.h"
#include "stream/out.h"

#define MINUTE 60
#define DAY_END 23, 59, 59

/*
 * In the order of their urgency: what the law or a customer's anger makes
 * worse with every day comes before what was only promised.
 */
enum duty_kind {
	DUTY_DEADLINE_OVERDUE, /* a legal deadline has passed */
	DUTY_REFUND_OVERDUE,
	DUTY_ANGRY,            /* a customer at stage 4 or 5 */
	DUTY_PROMISE_OVERDUE,
	DUTY_CASE_OVERDUE,     /* an answer or a solution */
	DUTY_DEADLINE,         /* ends within DUTY_DAYS days */
	DUTY_REFUND,
	DUTY_PROMISE,          /* falls due today */
	DUTY_KINDS
};

#define DUTY_DAYS 3

struct duty {
	enum duty_kind kind;
	const char *id, *order_no, *agent, *why; /* "" where there is none; the document's */
	cs_time since, due;                      /* CS_NO_TIME: not known, none */
};

struct duties {
	struct duty *items; /* owned, the texts are the document's; sorted by read_duties() */
	size_t count, cap;
	bool kept;             /* the shop keeps consultations */
	int64_t open;          /* those that are not over */
};

/* The one verb of each kind. */
static const char *const actions[DUTY_KINDS] = {
	[DUTY_DEADLINE_OVERDUE] = N_("respond"),
	[DUTY_REFUND_OVERDUE] = N_("refund"),
	[DUTY_ANGRY] = N_("call"),
	[DUTY_PROMISE_OVERDUE] = N_("fulfil"),
	[DUTY_CASE_OVERDUE] = N_("reply"),
	[DUTY_DEADLINE] = N_("respond"),
	[DUTY_REFUND] = N_("refund"),
	[DUTY_PROMISE] = N_("fulfil"),
};

static void
release_duties(struct duties *duties)
{
	free(duties->items);
	*duties = (struct duties){ 0 };
}

/* Copies the texts into the document. */
static void
add(struct duties *duties, struct cs_report *report, const struct duty *duty)
{
	duties->items = cs_grow(duties->items, &duties->cap, duties->count + 1, sizeof(*duties->items));
	struct duty *added = &duties->items[duties->count++];

	*added = *duty;
	added->id = cs_doc_keep(report->doc, duty->id);
	added->order_no = cs_doc_keep(report->doc, duty->order_no);
	added->agent = cs_doc_keep(report->doc, duty->agent);
	added->why = cs_doc_keep(report->doc, duty->why);
}

/* Whose refund a case of the docket answers for: an order, or one line of it where `line_no` is not "". */
struct cover {
	char order_no[CS_CODE_MAX], line_no[CS_CODE_MAX];
};

/* A refund that a case which is still undecided may owe. */
struct perhaps {
	struct duty duty;
	struct cover cover;
};

/* Who is looking for duties, and with what. */
struct search {
	struct duties *duties;
	struct cs_report *report;
	const struct cs_lawdesk *desk;
	struct cover *covers; /* owned */
	size_t cover_count, cover_cap;
	struct perhaps *open; /* owned */
	size_t open_count, open_cap;
};

static struct cover
cover_of(const char *order_no, const char *line_no)
{
	struct cover cover = { "", "" };

	snprintf(cover.order_no, sizeof(cover.order_no), "%s", order_no);
	snprintf(cover.line_no, sizeof(cover.line_no), "%s", line_no);
	return cover;
}

static void
add_cover(struct search *s, const char *order_no, const char *line_no)
{
	s->covers = cs_grow(s->covers, &s->cover_cap, s->cover_count + 1, sizeof(*s->covers));
	s->covers[s->cover_count++] = cover_of(order_no, line_no);
}

/* Waits until it is known what else the order has; the case is gone by then. */
static void
add_perhaps(struct search *s, const struct cs_case *c, const struct duty *duty)
{
	s->open = cs_grow(s->open, &s->open_cap, s->open_count + 1, sizeof(*s->open));
	struct perhaps *perhaps = &s->open[s->open_count++];

	*perhaps = (struct perhaps){ *duty, cover_of(c->order_no, c->line_no) };
	perhaps->duty.id = cs_doc_keep(s->report->doc, c->code);
	perhaps->duty.order_no = cs_doc_keep(s->report->doc, c->order_no);
}

/* A return of a whole order is no part of a case about one of its lines. */
static bool
is_covered(const struct search *s, const char *order_no, const char *line_no)
{
	for (size_t i = 0; *order_no && i < s->cover_count; i++) {
		const struct cover *cover = &s->covers[i];

		if (strcmp(cover->order_no, order_no) == 0 && (!cover->line_no[0] || strcmp(cover->line_no, line_no) == 0))
			return true;
	}
	return false;
}

/* `late` or `soon`, by the day; false where there is time left. */
static bool
is_duty(const struct search *s, cs_day due, enum duty_kind late, enum duty_kind soon, enum duty_kind *kind)
{
	*kind = due < s->report->as_of ? late : soon;
	return due - s->report->as_of <= DUTY_DAYS;
}

static enum cs_status
add_clocks(void *self, const struct cs_case *c, struct cs_err *err)
{
	struct search *s = self;
	bool answers = cs_facts_knows(&c->facts, CS_FACT_REFUNDED_ON);

	(void)err;
	for (size_t i = 0; i < c->clock_count; i++) {
		const struct cs_clock_run *clock = &c->clocks[i];
		bool refund = cs_lawdesk_is_refund(s->desk, clock);
		enum duty_kind kind;

		if (!is_duty(s, clock->due, refund ? DUTY_REFUND_OVERDUE : DUTY_DEADLINE_OVERDUE,
		    refund ? DUTY_REFUND : DUTY_DEADLINE, &kind))
			continue;
		const struct duty duty = { .kind = kind, .id = c->code, .order_no = c->order_no, .agent = "", .why = clock->basis,
			.since = cs_time_of(clock->from, 0, 0, 0), .due = cs_time_of(clock->due, DAY_END) };

		if (clock->open) {
			add_perhaps(s, c, &duty);
			continue;
		}
		answers |= refund;
		add(s->duties, s->report, &duty);
	}
	if (answers)
		add_cover(s, c->order_no, c->line_no);
	return CS_OK;
}

/*
 * Goods that came back and are not paid for.  A case takes their place where
 * it has a refund on the list itself or knows that it was paid; a case that
 * is still undecided stops no clock of Art. 18(2).
 */
static enum cs_status
add_returns(struct search *s, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(s->report->db, CS_SQL_DIGEST_REFUNDS_WAITING);
	enum duty_kind kind;
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_time received = cs_col_int(stmt, 2);
		const char *order_no = cs_col_text(stmt, 1, &len), *line_no = cs_col_text(stmt, 3, &len);
		cs_day due = cs_lawdesk_refund_due(s->desk, cs_day_of_time(received));

		if (is_covered(s, order_no, line_no) || due == CS_NO_DAY ||
		    !is_duty(s, due, DUTY_REFUND_OVERDUE, DUTY_REFUND, &kind))
			continue;
		add(s->duties, s->report, &(struct duty){ .kind = kind, .id = cs_col_text(stmt, 0, &len),
			.order_no = order_no, .agent = "", .why = _("the goods came back"), .since = received,
			.due = cs_time_of(due, DAY_END) });
		add_cover(s, order_no, "");
	}
	cs_stmt_reset(stmt);
	return st;
}

/* What only the docket knows to be back; a return on the list, or another case of the order, stands for the rest. */
static void
add_open_refunds(struct search *s)
{
	for (size_t i = 0; i < s->open_count; i++) {
		const struct perhaps *p = &s->open[i];

		if (!is_covered(s, p->cover.order_no, p->cover.line_no))
			add(s->duties, s->report, &p->duty);
	}
}

static enum cs_status
read_law(struct duties *duties, struct cs_report *report, struct cs_err *err)
{
	struct cs_lawdesk desk;
	struct search search = { .duties = duties, .report = report, .desk = &desk };
	enum cs_status st = cs_lawdesk_open(&desk, report, err);

	if (st == CS_OK)
		st = cs_docket_each(&desk.docket, add_clocks, &search, err);
	if (st == CS_OK)
		st = add_returns(&search, err);
	add_open_refunds(&search);
	free(search.covers);
	free(search.open);
	cs_lawdesk_close(&desk);
	return st;
}

static const char *
late_word(int clock)
{
	static const char *const words[] = { N_("first response late"), N_("answer late"), N_("solution late") };

	return _(words[clock]);
}

/* Promises, and the first clock of a case that is overdue: one reply ends them all. */
static void
add_due(struct duties *duties, struct cs_report *report, const struct cs_watch *watch, const struct cs_watch_due *due)
{
	const struct cs_watch_case *c = &watch->cases[due->of];
	bool late = due->due < report->now, promise = due->what == CS_WATCH_PROMISE;

	if (!late && (!promise || cs_day_of_time(due->due) > report->as_of))
		return;
	if (!promise && (due->due != c->due || due->what != c->due_what))
		return;
	add(duties, report, &(struct duty){
		.kind = !promise ? DUTY_CASE_OVERDUE : late ? DUTY_PROMISE_OVERDUE : DUTY_PROMISE,
		.id = c->code, .order_no = c->order_no, .agent = cs_desk_alias(watch->desk, due->agent),
		.why = promise ? _("promised") : late_word(due->what), .since = c->opened_at, .due = due->due });
}

static void
add_cases(struct duties *duties, struct cs_report *report, const struct cs_watch *watch)
{
	for (size_t i = 0; i < watch->count; i++) {
		const struct cs_watch_case *c = &watch->cases[i];

		if (c->stage >= CS_STAGE_ANGRY)
			add(duties, report, &(struct duty){ .kind = DUTY_ANGRY, .id = c->code,
				.order_no = c->order_no, .agent = cs_desk_alias(watch->desk, c->agent),
				.why = cs_doc_keep_format(report->doc, _("stage %d"), c->stage), .since = c->opened_at,
				.due = c->due });
	}
	for (size_t i = 0; i < watch->due_count; i++)
		add_due(duties, report, watch, &watch->dues[i]);
	duties->open = (int64_t)watch->count;
}

static enum cs_status
read_consultations(struct duties *duties, struct cs_report *report, struct cs_err *err)
{
	struct cs_helpdesk *help;
	struct cs_watch *watch;
	enum cs_status st = cs_report_open_help(report, &help, err);

	if (st == CS_OK)
		st = cs_helpdesk_watch(help, &watch, err);
	if (st == CS_OK)
		add_cases(duties, report, watch);
	return st;
}

/* Without a due time comes last within its kind. */
static int
by_urgency(const void *a, const void *b)
{
	const struct duty *x = a, *y = b;
	cs_time p = x->due == CS_NO_TIME ? INT64_MAX : x->due, q = y->due == CS_NO_TIME ? INT64_MAX : y->due;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (p != q)
		return p < q ? -1 : 1;
	return strcmp(x->id, y->id);
}

static enum cs_status
read_duties(struct duties *duties, struct cs_report *report, struct cs_err *err)
{
	enum cs_status st = read_law(duties, report, err);

	duties->kept = cs_helpdesk_is_kept(report);
	if (st == CS_OK && duties->kept)
		st = read_consultations(duties, report, err);
	if (duties->count)
		qsort(duties->items, duties->count, sizeof(*duties->items), by_urgency);
	return st;
}

/* A figure of the section: the kinds that it counts. */
struct tally {
	const char *id, *label, *definition;
	unsigned kinds, alarm; /* bits 1 << kind: counted; of these, those that are an alarm */
};

#define BIT(kind) (1u << (kind))
#define OF_CONSULTATIONS \
	(BIT(DUTY_ANGRY) | BIT(DUTY_PROMISE_OVERDUE) | BIT(DUTY_CASE_OVERDUE) | BIT(DUTY_PROMISE))

static const struct tally tallies[] = {
	{ "overdue_promises", N_("Promises overdue"), N_("promises of open consultations that were not kept in time"),
	  BIT(DUTY_PROMISE_OVERDUE), BIT(DUTY_PROMISE_OVERDUE) },
	{ "overdue_cases", N_("Overdue"),
	  N_("open consultations whose first response, answer or solution is later than the shop's level of service"),
	  BIT(DUTY_CASE_OVERDUE), BIT(DUTY_CASE_OVERDUE) },
	{ "angry_customers", N_("Angry"),
	  N_("open consultations at stage 4 or 5 of customer stress, our own definition (cs-consult angry)"),
	  BIT(DUTY_ANGRY), BIT(DUTY_ANGRY) },
	{ "legal_deadlines", N_("Legal deadlines"),
	  N_("periods of the docket of disputes that have passed or end within 3 days"),
	  BIT(DUTY_DEADLINE_OVERDUE) | BIT(DUTY_DEADLINE), BIT(DUTY_DEADLINE_OVERDUE) },
	{ "refunds_due", N_("Refunds due"),
	  N_("refunds of disputes and of returned goods whose 3 business days (E-commerce Act Art. 18(2)) have passed or end "
	     "within 3 days"),
	  BIT(DUTY_REFUND_OVERDUE) | BIT(DUTY_REFUND), BIT(DUTY_REFUND_OVERDUE) },
	{ "promises_due", N_("Promises due today"), N_("promises of open consultations that fall due today"),
	  BIT(DUTY_PROMISE), 0 },
};

static int64_t
count(const struct duties *duties, unsigned kinds)
{
	int64_t n = 0;

	for (size_t i = 0; i < duties->count; i++)
		n += (kinds & BIT(duties->items[i].kind)) != 0;
	return n;
}

/* What the day begins with. */
static void
add_open(struct cs_report *report, const struct duties *duties)
{
	struct cs_doc *doc = report->doc;
	struct cs_doc_figure *f = cs_doc_figure(doc, "open_cases", _("Open"),
	    duties->kept ? cs_doc_int(doc, duties->open) : cs_doc_unknown(CS_DOC_INT));
	char as_of[CS_DAY_TEXT];

	f->definition = cs_doc_keep(doc, _("consultations that are neither resolved nor closed (cs-consult list)"));
	f->window = cs_doc_keep_format(doc, _("as of %s"), cs_day_format(as_of, report->as_of));
	f->headline = duties->open > 0;
}

static void
bind_month(const struct cs_report *report, struct cs_stmt *stmt)
{
	cs_bind_int(stmt, ":first", cs_month_start(report->as_of));
	cs_bind_int(stmt, ":last", report->as_of);
}

static const struct cs_doc_column external_columns[] = {
	{ "case_id", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "date", CS_DOC_DAY, CS_MASK_NONE, false },
	{ "event", CS_DOC_TEXT, CS_MASK_NONE, false },
};

static const struct cs_query external = {
	"external_complaints", CS_SQL_DIGEST_EXTERNAL_LIST, bind_month, external_columns, CS_COUNT(external_columns),
};

static enum cs_status
add_external(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	char first[CS_DAY_TEXT], last[CS_DAY_TEXT];
	int64_t n;
	enum cs_status st = cs_query_count(report, &external, &n, err);

	if (st != CS_OK)
		return st;
	struct cs_doc_figure *f = cs_doc_figure(doc, external.figure, _("Gone outside this month"), cs_doc_int(doc, n));

	f->definition = cs_doc_keep(doc, _("disputes referred to the Korea Consumer Agency or the e-commerce committee since the "
	    "first of the month; a watch from 5, an alarm from 10"));
	f->window = cs_doc_keep_format(doc, "%s – %s", cs_day_format(first, cs_month_start(report->as_of)),
	    cs_day_format(last, report->as_of));
	if (n >= CS_EXTERNAL_WARN)
		f->severity = n >= CS_EXTERNAL_ALARM ? CS_DOC_ALARM : CS_DOC_WATCH;
	return CS_OK;
}

static void
add_figure(struct cs_report *report, const struct duties *duties, const struct tally *tally)
{
	struct cs_doc *doc = report->doc;
	bool known = duties->kept || (tally->kinds & OF_CONSULTATIONS) == 0;
	struct cs_doc_figure *f = cs_doc_figure(doc, tally->id, _(tally->label),
	    known ? cs_doc_int(doc, count(duties, tally->kinds)) : cs_doc_unknown(CS_DOC_INT));
	char as_of[CS_DAY_TEXT];

	f->definition = cs_doc_keep(doc, _(tally->definition));
	f->window = cs_doc_keep_format(doc, _("as of %s"), cs_day_format(as_of, report->as_of));
	f->headline = f->value.whole > 0;
	if (count(duties, tally->alarm) > 0)
		f->severity = CS_DOC_ALARM;
	else if (f->value.whole > 0)
		f->severity = CS_DOC_WATCH;
}

static const struct cs_doc_column columns[] = {
	{ "ref", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "waited", CS_DOC_MINUTES, CS_MASK_NONE, false },
	{ "action", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "why", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "due", CS_DOC_TIME, CS_MASK_NONE, false },
	{ "order_no", CS_DOC_TEXT, CS_MASK_NONE, false },
	{ "agent", CS_DOC_TEXT, CS_MASK_PROSE, false },
};

static struct cs_doc_value
text_of(struct cs_doc *doc, const char *text)
{
	return cs_doc_text(doc, *text ? text : NULL);
}

/* The cells of a duty, in the order of the columns.  The verb of a stream is no translation. */
static void
make_cells(struct cs_report *report, const struct duty *duty, struct cs_doc_value cells[CS_COUNT(columns)])
{
	struct cs_doc *doc = report->doc;
	bool aged = duty->since != CS_NO_TIME && duty->since <= report->now;

	cells[0] = cs_doc_text(doc, duty->id);
	cells[1] = aged ? cs_doc_minutes(doc, (report->now - duty->since) / MINUTE) : cs_doc_unknown(CS_DOC_MINUTES);
	cells[2] = cs_doc_text(doc, actions[duty->kind]);
	cells[2].shown = cs_doc_keep(doc, _(actions[duty->kind]));
	cells[3] = text_of(doc, duty->why);
	cells[4] = cs_doc_time(doc, duty->due);
	cells[5] = text_of(doc, duty->order_no);
	cells[6] = text_of(doc, duty->agent);
}

/* Takes another duty of the same consultation into its row: its reason, and its moment if that comes first. */
static void
join_duty(struct cs_report *report, struct duty *row, const struct duty *duty)
{
	if (!strstr(row->why, duty->why))
		row->why = cs_doc_keep_format(report->doc, "%s, %s", row->why, duty->why);
	if (duty->due != CS_NO_TIME && (row->due == CS_NO_TIME || duty->due < row->due))
		row->due = duty->due;
}

/* One row for a consultation, with its most urgent verb and every reason: it is one call, not three. */
static void
join_duties(struct duties *rows, struct cs_report *report, const struct duties *duties)
{
	struct cs_map places = { 0 };

	for (size_t i = 0; i < duties->count; i++) {
		const struct duty *duty = &duties->items[i];
		bool added = true;
		int64_t *place = BIT(duty->kind) & OF_CONSULTATIONS ? cs_map_at(&places, duty->id, strlen(duty->id), &added) : NULL;

		if (!added) {
			join_duty(report, &rows->items[*place], duty);
			continue;
		}
		if (place)
			*place = (int64_t)rows->count;
		rows->items = cs_grow(rows->items, &rows->cap, rows->count + 1, sizeof(*rows->items));
		rows->items[rows->count++] = *duty;
	}
	cs_map_release(&places);
}

static void
add_table(struct cs_report *report, const struct duties *duties)
{
	struct cs_doc_value cells[CS_COUNT(columns)];
	size_t rows = cs_report_rows(report);
	struct cs_doc_table *table = cs_doc_table(report->doc, "duties", _("To be done now, the most urgent first"), columns,
	    CS_COUNT(columns));

	table->story = true;
	for (size_t i = 0; i < duties->count && i < rows; i++) {
		make_cells(report, &duties->items[i], cells);
		for (size_t k = 0; k < CS_COUNT(columns); k++)
			cs_doc_cell(report->doc, cells[k]);
	}
	if (duties->count > rows)
		table->rows_left_out = (int64_t)(duties->count - rows);
}

static void
add_rows(struct cs_report *report, const struct duties *duties)
{
	struct duties rows = { 0 };

	join_duties(&rows, report, duties);
	add_table(report, &rows);
	release_duties(&rows);
}

enum cs_status
cs_report_act_now(struct cs_report *report, struct cs_err *err)
{
	struct duties duties = { 0 };
	enum cs_status st = read_duties(&duties, report, err);

	if (st == CS_OK)
		add_open(report, &duties);
	for (size_t i = 0; st == CS_OK && i < CS_COUNT(tallies); i++)
		add_figure(report, &duties, &tallies[i]);
	if (st == CS_OK)
		st = add_external(report, err);
	if (st == CS_OK && duties.count > 0)
		add_rows(report, &duties);
	else if (st == CS_OK)
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("Nothing waits."));
	release_duties(&duties);
	return st;
}

static enum cs_status
list_duties(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	struct cs_doc_value cells[CS_COUNT(columns)];
	struct duties duties = { 0 };
	enum cs_status st = read_duties(&duties, report, err);
	unsigned kinds = 0;

	for (size_t i = 0; i < CS_COUNT(tallies); i++)
		kinds |= strcmp(tallies[i].id, report->figure) == 0 ? tallies[i].kinds : 0;
	cs_query_header(columns, CS_COUNT(columns), out);
	for (size_t i = 0; st == CS_OK && i < duties.count; i++) {
		if (!(kinds & BIT(duties.items[i].kind)))
			continue;
		make_cells(report, &duties.items[i], cells);
		for (size_t k = 0; k < CS_COUNT(columns); k++)
			cs_query_cell(&cells[k], out);
		cs_out_end(out);
	}
	release_duties(&duties);
	return st;
}

static enum cs_status
list_external(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_query_list(report, &external, 1, out, err);
}

const struct cs_report_list cs_report_act_now_lists[] = {
	{ "open_cases", cs_report_list_open },
	{ "overdue_promises", list_duties }, { "overdue_cases", list_duties }, { "angry_customers", list_duties },
	{ "legal_deadlines", list_duties }, { "refunds_due", list_duties }, { "promises_due", list_duties },
	{ "external_complaints", list_external }, { NULL, NULL },
};
