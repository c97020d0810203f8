#include "report/iso.h"

#include <string.h>

#include "report/casebook.h"
#include "report/cells.h"
#include "report/chart.h"

/* The steps in the standard's order; `step` -1: no event of a case shows it, `evidence` says where to look. */
static const struct {
	const char *id, *name, *evidence;
	int step;
} steps[] = {
	{ NULL, N_("communicate the process"), N_("outside the ledger: the notice to customers; cs-guide handbook"), -1 },
	{ "without_received", N_("receive"), N_("the case was opened with the customer's words"), CS_STEP_RECEIVED },
	{ "without_tracked", N_("track"), N_("somebody has it or had it"), CS_STEP_TRACKED },
	{ "without_acknowledged", N_("acknowledge"), N_("anything was sent to the customer"), CS_STEP_ACKNOWLEDGED },
	{ "without_assessed", N_("assess"), N_("its severity was told"), CS_STEP_ASSESSED },
	{ "without_investigated", N_("investigate"), N_("a note, a cause, or a state that waits for others"), CS_STEP_INVESTIGATED },
	{ "without_response", N_("respond"), N_("a person answered"), CS_STEP_RESPONDED },
	{ "without_decision", N_("communicate the decision"), N_("it was resolved, and a person had answered"), CS_STEP_DECIDED },
	{ "without_close", N_("close"), N_("it is resolved or closed"), CS_STEP_CLOSED },
	{ "without_cause", N_("collect and analyse"), N_("it has a cause; cs-report causes"), CS_STEP_COLLECTED },
	{ "without_survey", N_("measure satisfaction"), N_("the customer answered a survey"), CS_STEP_SURVEYED },
	{ NULL, N_("monitor and audit"), N_("outside the cases: cs-report sla, cs-import check"), -1 },
	{ NULL, N_("review and improve"), N_("outside the ledger: improvements.tsv, and cs-report chart before and after it"), -1 },
};

static struct cs_count_of
count_step(const struct cs_casebook *book, int step)
{
	struct cs_count_of count = { 0 };

	for (size_t i = 0; i < book->count; i++) {
		if (book->items[i].before || book->items[i].kind != CS_CONTACT_COMPLAINT)
			continue;
		count.n++;
		count.x += book->items[i].steps >> step & 1;
	}
	return count;
}

static void
put_step(struct cs_report *report, size_t at, struct cs_count_of count)
{
	struct cs_doc *doc = report->doc;
	bool shown = steps[at].step >= 0;

	cs_doc_cell(doc, cs_word(doc, steps[at].name));
	cs_doc_cell(doc, shown ? cs_doc_int(doc, count.n) : cs_doc_unknown(CS_DOC_INT));
	cs_doc_cell(doc, shown ? cs_doc_int(doc, count.x) : cs_doc_unknown(CS_DOC_INT));
	cs_cells_rate(doc, shown ? count : (struct cs_count_of){ 0 }, report->terms.least);
	cs_doc_cell(doc, cs_word(doc, steps[at].evidence));
}

enum cs_status
cs_iso_steps(struct cs_report *report, struct cs_err *err)
{
	static const struct cs_doc_column columns[] = {
		{ "step", CS_DOC_TEXT, CS_MASK_NONE, false }, { "complaints", CS_DOC_INT, CS_MASK_NONE, false },
		{ "done", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE, { "evidence", CS_DOC_TEXT, CS_MASK_NONE, false },
	};
	struct cs_doc *doc = report->doc;
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	if (st != CS_OK)
		return st;
	cs_casebook_count(report, book);
	for (size_t i = 0; i < CS_COUNT(steps); i++) {
		if (!steps[i].id)
			continue;
		struct cs_count_of count = count_step(book, steps[i].step);
		struct cs_doc_figure *f = cs_doc_figure(doc, steps[i].id, cs_doc_keep_format(doc, _("Not shown: %s"), _(steps[i].name)),
		    cs_doc_int(doc, count.n - count.x));

		f->n = count.n;
		f->definition = cs_doc_keep_format(doc, _("complaints of the period of which this cannot be said: %s"), _(steps[i].evidence));
	}
	cs_doc_table(doc, "steps", _("Steps of ISO 10002:2018 and what shows them"), columns, CS_COUNT(columns));
	for (size_t i = 0; i < CS_COUNT(steps); i++)
		put_step(report, i, steps[i].step >= 0 ? count_step(book, steps[i].step) : (struct cs_count_of){ 0 });
	cs_doc_note(doc, "%s", _("Not recorded anywhere, and so not shown: how the process was made known to customers, why they came back, and what of "
	    "another shop they praised.  What the shop changed is what its owner wrote into improvements.tsv."));
	cs_doc_note(doc, "%s", _("What the ledger shows is no certificate: a step can be done and not written down.  Disputes that went to "
	    "others are outside the standard; see cs-dispute."));
	return CS_OK;
}

static bool
lacks_step(const struct cs_case *c, const void *step)
{
	return c->kind == CS_CONTACT_COMPLAINT && !(c->steps >> *(const int *)step & 1);
}

static enum cs_status
list_cases(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	size_t at = 0;

	while (!steps[at].id || strcmp(steps[at].id, report->figure) != 0)
		at++;
	return cs_casebook_list(report, lacks_step, &steps[at].step, out, err);
}

const struct cs_report_list cs_iso_lists[] = {
	{ "without_received", list_cases }, { "without_tracked", list_cases }, { "without_acknowledged", list_cases },
	{ "without_assessed", list_cases }, { "without_investigated", list_cases }, { "without_response", list_cases },
	{ "without_decision", list_cases }, { "without_close", list_cases }, { "without_cause", list_cases },
	{ "without_survey", list_cases }, { NULL, NULL },
};
