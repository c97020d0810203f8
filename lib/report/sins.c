#include "report/sins.h"

#include <math.h>
#include <string.h>

#include "report/casebook.h"
#include "report/cells.h"
#include "report/chart.h"
#include "stat/discovery.h"

static const struct {
	const char *id, *name, *sign;
} sins[CS_SIN_COUNT] = {
	[CS_SIN_APATHY] = { "sin_apathy", N_("apathy"),
	    N_("nobody took it, its first answer is overdue and missing, or it says that nobody could be reached") },
	[CS_SIN_BRUSH_OFF] = { "sin_brush_off", N_("brush-off"), N_("resolved or closed without an answer by a person") },
	[CS_SIN_COLDNESS] = { "sin_coldness", N_("coldness"), N_("a low score for an unfriendly manner, or a complaint about it") },
	[CS_SIN_CONDESCENSION] = { "sin_condescension", N_("condescension"),
	    N_("resolved or declined without a word why, to the customer or in the record") },
	[CS_SIN_ROBOTISM] = { "sin_robotism", N_("robotism"), N_("the same words were sent twice in one case") },
	[CS_SIN_RULE_BOOK] = { "sin_rule_book", N_("rule book"),
	    N_("a remedy was declined or a return refused, and nothing was given instead") },
	[CS_SIN_RUNAROUND] = { "sin_runaround", N_("runaround"),
	    N_("two transfers or three people, or a complaint about being sent around") },
};

struct sin_counts {
	struct cs_count_of now, before;
	double q;
};

static void
count_sins(const struct cs_casebook *book, struct sin_counts counts[])
{
	double p[CS_SIN_COUNT];

	for (size_t i = 0; i < book->count; i++) {
		for (int sin = 0; sin < CS_SIN_COUNT; sin++) {
			struct cs_count_of *count = book->items[i].before ? &counts[sin].before : &counts[sin].now;

			count->n += book->items[i].may_sin >> sin & 1;
			count->x += book->items[i].sins >> sin & 1;
		}
	}
	for (int sin = 0; sin < CS_SIN_COUNT; sin++)
		p[sin] = cs_two_proportions_p(counts[sin].now, counts[sin].before);
	cs_false_discovery(p, CS_SIN_COUNT);
	for (int sin = 0; sin < CS_SIN_COUNT; sin++)
		counts[sin].q = p[sin];
}

static const char *
change_of(const struct sin_counts *c, int64_t least)
{
	if (c->now.n < least || c->before.n < least || isnan(c->q))
		return N_("too few");
	if (c->q > CS_FALSE_DISCOVERY)
		return N_("noise");
	return (double)c->now.x / (double)c->now.n > (double)c->before.x / (double)c->before.n ? N_("more") : N_("fewer");
}

static void
put_sin(struct cs_report *report, int sin, const struct sin_counts *c)
{
	static const struct cs_interval unknown = { (double)NAN, (double)NAN, (double)NAN };
	struct cs_doc *doc = report->doc;
	int64_t least = report->terms.least;
	bool both = c->now.n >= least && c->before.n >= least;

	cs_doc_cell(doc, cs_word(doc, sins[sin].name));
	cs_doc_cell(doc, cs_doc_int(doc, c->now.n));
	cs_doc_cell(doc, cs_doc_int(doc, c->now.x));
	cs_cells_rate(doc, c->now, least);
	cs_doc_cell(doc, c->before.n < least ? cs_doc_unknown(CS_DOC_RATE) : cs_doc_rate(doc, c->before.x, c->before.n));
	cs_cells_points(doc, both ? cs_newcombe(c->now, c->before, CS_Z95) : unknown);
	cs_doc_cell(doc, cs_word(doc, change_of(c, least)));
}

enum cs_status
cs_sins_table(struct cs_report *report, struct cs_err *err)
{
	static const struct cs_doc_column columns[] = {
		{ "sin", CS_DOC_TEXT, CS_MASK_NONE, false }, { "cases", CS_DOC_INT, CS_MASK_NONE, false },
		{ "signs", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE, { "rate_before", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "difference", CS_DOC_POINTS, CS_MASK_NONE, false }, { "diff_low", CS_DOC_POINTS, CS_MASK_NONE, false },
		{ "diff_high", CS_DOC_POINTS, CS_MASK_NONE, false }, { "verdict", CS_DOC_TEXT, CS_MASK_NONE, false },
	};
	struct sin_counts counts[CS_SIN_COUNT] = { 0 };
	struct cs_doc *doc = report->doc;
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	if (st != CS_OK)
		return st;
	cs_casebook_count(report, book);
	count_sins(book, counts);
	for (int sin = 0; sin < CS_SIN_COUNT; sin++) {
		struct cs_doc_figure *f = cs_doc_figure(doc, sins[sin].id, _(sins[sin].name), cs_doc_int(doc, counts[sin].now.x));

		f->n = counts[sin].now.n;
		f->definition = cs_doc_keep(doc, _(sins[sin].sign));
	}
	cs_doc_table(doc, "sins", _("Signs of the seven sins"), columns, CS_COUNT(columns));
	for (int sin = 0; sin < CS_SIN_COUNT; sin++)
		put_sin(report, sin, &counts[sin]);
	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "sin", .y = { "rate" } });
	cs_doc_note(doc, "%s", _("Own definition: signs that the ledger can show, of cases that could have shown them; a sign is a case to read, "
	    "no verdict on a person.  The change is against as many days before."));
	return CS_OK;
}

static bool
shows(const struct cs_case *c, const void *sin)
{
	return c->sins >> *(const int *)sin & 1;
}

static enum cs_status
list_cases(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	int sin = 0;

	while (strcmp(sins[sin].id, report->figure) != 0)
		sin++;
	return cs_casebook_list(report, shows, &sin, out, err);
}

const struct cs_report_list cs_sins_lists[] = {
	{ "sin_apathy", list_cases }, { "sin_brush_off", list_cases }, { "sin_coldness", list_cases },
	{ "sin_condescension", list_cases }, { "sin_robotism", list_cases }, { "sin_rule_book", list_cases },
	{ "sin_runaround", list_cases }, { NULL, NULL },
};
