#include "report/staff.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/casebook.h"
#include "report/cells.h"
#include "report/chart.h"

#define GROUP_LEAST 5 /* people: what strains fewer could be traced to one of them */
#define CLAIM 0.7     /* the book: of ten complaints seven are about feelings */

/* What came to one agent. */
struct desk_of {
	const struct cs_agent *agent; /* NULL: nobody has it */
	int64_t cases, open, reopened, transferred;
	struct cs_count_of first, resolve, calm; /* kept; calm: surveys of 4 and 5 */
};

struct staff {
	struct cs_casebook *book;
	struct desk_of *items; /* owned; as the agents of the desk, nobody last */
	size_t count;
};

static struct desk_of *
desk_of(struct staff *staff, int64_t id)
{
	const struct cs_agent *agent = id ? cs_desk_agent(&staff->book->help.desk, id) : NULL;

	return agent ? &staff->items[agent - staff->book->help.desk.agents] : &staff->items[staff->count - 1];
}

static void
count_case(struct desk_of *desk, const struct cs_case *c)
{
	desk->cases++;
	desk->open += !cs_contact_state_is_done(c->state);
	desk->reopened += c->reopened > 0;
	desk->transferred += c->transfers > 0;
	desk->first.x += c->met[CS_SLA_FIRST];
	desk->first.n += c->met[CS_SLA_FIRST] + c->missed[CS_SLA_FIRST];
	desk->resolve.x += c->met[CS_SLA_RESOLVE];
	desk->resolve.n += c->met[CS_SLA_RESOLVE] + c->missed[CS_SLA_RESOLVE];
	desk->calm.n += c->csat > 0;
	desk->calm.x += c->csat >= 4;
}

static enum cs_status
open_staff(struct staff *staff, struct cs_report *report, struct cs_err *err)
{
	*staff = (struct staff){ 0 };
	enum cs_status st = cs_casebook_read(report, &staff->book, err);

	if (st != CS_OK)
		return st;
	staff->count = staff->book->help.desk.agent_count + 1;
	staff->items = cs_calloc(staff->count, sizeof(*staff->items));
	for (size_t i = 0; i + 1 < staff->count; i++)
		staff->items[i].agent = &staff->book->help.desk.agents[i];
	for (size_t i = 0; i < staff->book->count; i++) {
		if (!staff->book->items[i].before)
			count_case(desk_of(staff, staff->book->items[i].agent), &staff->book->items[i]);
	}
	return CS_OK;
}

/* In the order of the names, which is nobody's rank. */
static int
by_name(const void *a, const void *b)
{
	const struct desk_of *one = a, *two = b;

	if (!one->agent || !two->agent)
		return !one->agent - !two->agent;
	return strcmp(one->agent->alias, two->agent->alias);
}

static void
put_desks(struct cs_report *report, const struct staff *staff)
{
	static const struct cs_doc_column columns[] = {
		{ "agent", CS_DOC_TEXT, CS_MASK_PROSE, false }, { "cases", CS_DOC_INT, CS_MASK_NONE, false },
		{ "open", CS_DOC_INT, CS_MASK_NONE, false }, { "reopened", CS_DOC_INT, CS_MASK_NONE, false },
		{ "transferred", CS_DOC_INT, CS_MASK_NONE, false }, { "first_met", CS_DOC_INT, CS_MASK_NONE, false },
		{ "first_missed", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE,
		{ "resolve_met", CS_DOC_INT, CS_MASK_NONE, false }, { "resolve_missed", CS_DOC_INT, CS_MASK_NONE, false },
		{ "resolve_rate", CS_DOC_RATE, CS_MASK_NONE, false }, { "surveys", CS_DOC_INT, CS_MASK_NONE, false },
		{ "satisfied", CS_DOC_INT, CS_MASK_NONE, false },
	};
	struct cs_doc *doc = report->doc;
	int64_t least = report->terms.least;

	cs_doc_table(doc, "agents", _("By agent, in the order of the names"), columns, CS_COUNT(columns));
	for (size_t i = 0; i < staff->count; i++) {
		const struct desk_of *d = &staff->items[i];

		if (d->cases == 0)
			continue;
		cs_doc_cell(doc, d->agent ? cs_doc_text(doc, d->agent->alias) : cs_doc_unknown(CS_DOC_TEXT));
		cs_doc_cell(doc, cs_doc_int(doc, d->cases));
		cs_doc_cell(doc, cs_doc_int(doc, d->open));
		cs_doc_cell(doc, cs_doc_int(doc, d->reopened));
		cs_doc_cell(doc, cs_doc_int(doc, d->transferred));
		cs_doc_cell(doc, cs_doc_int(doc, d->first.x));
		cs_doc_cell(doc, cs_doc_int(doc, d->first.n - d->first.x));
		cs_cells_rate(doc, d->first, least);
		cs_doc_cell(doc, cs_doc_int(doc, d->resolve.x));
		cs_doc_cell(doc, cs_doc_int(doc, d->resolve.n - d->resolve.x));
		cs_doc_cell(doc, d->resolve.n < least ? cs_doc_unknown(CS_DOC_RATE) : cs_doc_rate(doc, d->resolve.x, d->resolve.n));
		cs_doc_cell(doc, cs_doc_int(doc, d->calm.n));
		cs_doc_cell(doc, cs_doc_int(doc, d->calm.x));
	}
	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "agent", .y = { "cases", "open" } });
	cs_doc_note(doc, "%s", _("No ranking: cases differ by channel, cause and hour, and intervals that overlap tell no difference."));
}

enum cs_status
cs_staff_load(struct cs_report *report, struct cs_err *err)
{
	struct staff staff;
	struct cs_doc *doc = report->doc;
	int64_t people = 0, cases = 0, by_owner = 0;
	enum cs_status st = open_staff(&staff, report, err);

	for (size_t i = 0; st == CS_OK && i < staff.count; i++) {
		const struct desk_of *d = &staff.items[i];

		cases += d->cases;
		people += d->agent && d->cases > 0;
		by_owner += d->agent && d->agent->role == CS_AGENT_OWNER ? d->cases : 0;
	}
	if (st == CS_OK) {
		cs_casebook_count(report, staff.book);
		int64_t nobody = staff.items[staff.count - 1].cases;
		struct cs_doc_figure *f = cs_doc_figure(doc, "agents", _("Agents with cases"), cs_doc_int(doc, people));

		f->definition = cs_doc_keep(doc, _("people who resolved a case opened in the period, or have it"));
		f = cs_doc_figure(doc, "unassigned_cases", _("Cases of nobody"), cs_doc_int(doc, nobody));
		f->n = cases;
		f->definition = cs_doc_keep(doc, _("cases opened in the period that nobody resolved and nobody has"));
		f = cs_figure_rate(doc, "owner_share", _("The owner's own share"), (struct cs_count_of){ by_owner, cases },
		    report->terms.least);
		f->definition = cs_doc_keep(doc, _("cases that the owner resolved or has / cases"));
		qsort(staff.items, staff.count, sizeof(*staff.items), by_name);
		put_desks(report, &staff);
	}
	free(staff.items);
	return st;
}

static void
put_flag(struct cs_report *report, const struct cs_casebook *book, enum cs_contact_flag flag, const char *id,
    const char *label, const char *definition)
{
	struct cs_count_of count = { 0 };

	for (size_t i = 0; i < book->count; i++) {
		const struct cs_case *c = &book->items[i];

		if (c->before || (flag == CS_FLAG_EMOTION && c->kind != CS_CONTACT_COMPLAINT))
			continue;
		count.n++;
		count.x += (c->flags >> flag & 1) != 0;
	}
	struct cs_doc_figure *f = cs_figure_rate(report->doc, id, label, count, report->terms.least);

	f->definition = cs_doc_keep(report->doc, definition);
	if (flag != CS_FLAG_EMOTION)
		return;
	f->before = cs_doc_share(report->doc, CLAIM);
	f->compared = cs_doc_keep(report->doc, _("a book's claim, not this shop's"));
}

enum cs_status
cs_staff_strain(struct cs_report *report, struct cs_err *err)
{
	struct staff staff;
	int64_t people = 0;
	enum cs_status st = open_staff(&staff, report, err);

	for (size_t i = 0; st == CS_OK && i < staff.count; i++)
		people += staff.items[i].agent && staff.items[i].cases > 0;
	if (st == CS_OK) {
		const struct cs_casebook *book = staff.book;

		put_flag(report, book, CS_FLAG_EMOTION, "emotion_share", _("Complaints about feelings"),
		    _("complaints with the flag \"emotion\" / complaints"));
		if (people < GROUP_LEAST) {
			cs_doc_note(report->doc, _("Abuse, arguments and hard calls are told of %d people or more together; here are %lld."),
			    GROUP_LEAST, (long long)people);
		} else {
			put_flag(report, book, CS_FLAG_ABUSE, "abuse_share", _("Cases with abuse"), _("cases with the flag \"abuse\" / cases"));
			put_flag(report, book, CS_FLAG_ARGUMENT, "argument_share", _("Cases with an argument"),
			    _("cases with the flag \"argument\" / cases"));
			put_flag(report, book, CS_FLAG_HARD, "hard_share", _("Hard calls"), _("cases with the flag \"hard\" / cases"));
		}
	}
	free(staff.items);
	return st;
}

enum cs_status
cs_staff_tenure(struct cs_report *report, struct cs_err *err)
{
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);
	int64_t here = 0, came = 0, left = 0, told = 0;

	for (size_t i = 0; st == CS_OK && i < book->help.desk.agent_count; i++) {
		const struct cs_agent *a = &book->help.desk.agents[i];

		told += a->since_on != CS_NO_DAY;
		here += a->since_on != CS_NO_DAY && a->since_on <= report->to && (a->until_on == CS_NO_DAY || a->until_on > report->to);
		came += a->since_on != CS_NO_DAY && a->since_on >= report->from && a->since_on <= report->to;
		left += a->until_on != CS_NO_DAY && a->until_on >= report->from && a->until_on <= report->to;
	}
	if (st != CS_OK || told == 0) {
		if (st == CS_OK)
			cs_doc_note(report->doc, "%s", _("Nobody's first day is told: no figure of who came and left."));
		return st;
	}
	const struct {
		const char *id, *label, *definition;
		int64_t count;
	} figures[] = {
		{ "agents_here", _("People at the end"), _("agents whose first day was and whose last day was not"), here },
		{ "agents_came", _("Came"), _("agents whose first day lies in the period"), came },
		{ "agents_left", _("Left"), _("agents whose last day lies in the period"), left },
	};

	for (size_t i = 0; i < CS_COUNT(figures); i++)
		cs_doc_figure(report->doc, figures[i].id, figures[i].label, cs_doc_int(report->doc, figures[i].count))->definition =
		    cs_doc_keep(report->doc, figures[i].definition);
	return st;
}

static bool
is_nobodys(const struct cs_case *c, const void *self)
{
	(void)self;
	return c->agent == 0;
}

enum cs_status
cs_staff_list_unassigned(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_casebook_list(report, is_nobodys, NULL, out, err);
}
