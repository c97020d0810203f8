#include "report/asked.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/casebook.h"
#include "report/cells.h"
#include "store/db.h"
#include "stream/out.h"

#define LEVEL 2 /* of the tree of causes, as in the other tables of the report */

static const char *const asked_words[CS_ASKED_COUNT] = {
	[CS_ASKED_UNTOLD] = "", [CS_ASKED_REFUND] = N_("refund"), [CS_ASKED_EXCHANGE] = N_("exchange"),
	[CS_ASKED_POINTS] = N_("points"), [CS_ASKED_COUPON] = N_("coupon"), [CS_ASKED_GIFT] = N_("gift"),
	[CS_ASKED_ELSE] = N_("something else"),
};

/* How it ended. */
enum answer { SAME, OTHER, NOTHING, UNDECIDED, ANSWER_COUNT };

struct tally {
	const char *cause; /* of the table by cause */
	int64_t cases, answers[ANSWER_COUNT], amount;
};

struct tallies {
	struct cs_report *report;
	struct cs_casebook *book;
	struct tally asked[CS_ASKED_COUNT];
	struct tally *causes; /* owned */
	size_t count, cap;
	int64_t unmet, decided; /* of those who asked for a remedy that has a name */
};

/* A refund or an exchange is often made by the shop's own return and not by a remedy of the ledger. */
static enum cs_status
find_return(struct cs_report *report, const struct cs_case *c, bool *found, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_ANALYSIS_TAKEN_BACK_SINCE);

	*found = false;
	if (!*c->order_no || (c->asked != CS_ASKED_REFUND && c->asked != CS_ASKED_EXCHANGE))
		return CS_OK;
	cs_bind_text(stmt, ":order_no", c->order_no, strlen(c->order_no));
	cs_bind_int(stmt, ":exchange", c->asked == CS_ASKED_EXCHANGE);
	cs_bind_int(stmt, ":day", cs_day_of_time(c->opened_at));
	enum cs_status st = cs_step(stmt, err);

	*found = st == CS_ROW && cs_col_int(stmt, 0);
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
answer_of(struct cs_report *report, const struct cs_case *c, enum answer *answer, struct cs_err *err)
{
	bool returned;
	enum cs_status st = find_return(report, c, &returned, err);

	if ((c->given >> c->asked & 1 && c->asked != CS_ASKED_ELSE) || returned)
		*answer = SAME;
	else if (c->given)
		*answer = OTHER;
	else
		*answer = c->closed_at == CS_NO_TIME ? UNDECIDED : NOTHING;
	return st;
}

static bool
is_unmet(const struct cs_case *c, enum answer answer)
{
	return c->asked != CS_ASKED_ELSE && c->closed_at != CS_NO_TIME && answer != SAME;
}

static struct tally *
tally_of(struct tallies *t, const struct cs_case *c)
{
	const struct cs_causes *tree = &t->book->help.house.causes;
	const struct cs_cause *cause = cs_cause_find(tree, c->cause, strlen(c->cause));
	const char *code = cause ? cs_cause_at_level(tree, cause, LEVEL)->code : "";

	for (size_t i = 0; i < t->count; i++) {
		if (strcmp(t->causes[i].cause, code) == 0)
			return &t->causes[i];
	}
	t->causes = cs_grow(t->causes, &t->cap, t->count + 1, sizeof(*t->causes));
	t->causes[t->count] = (struct tally){ .cause = code };
	return &t->causes[t->count++];
}

static void
add_case(struct tally *tally, const struct cs_case *c, enum answer answer)
{
	tally->cases++;
	tally->answers[answer]++;
	tally->amount += c->remedy;
}

static bool
is_told(const struct cs_case *c)
{
	return !c->before && c->asked != CS_ASKED_UNTOLD;
}

static enum cs_status
count_cases(struct tallies *t, struct cs_err *err)
{
	enum cs_status st = cs_casebook_read(t->report, &t->book, err);

	for (size_t i = 0; st == CS_OK && i < t->book->count; i++) {
		const struct cs_case *c = &t->book->items[i];
		enum answer answer;

		if (!is_told(c))
			continue;
		st = answer_of(t->report, c, &answer, err);
		if (st != CS_OK)
			return st;
		add_case(&t->asked[c->asked], c, answer);
		add_case(tally_of(t, c), c, answer);
		t->unmet += is_unmet(c, answer);
		t->decided += c->asked != CS_ASKED_ELSE && c->closed_at != CS_NO_TIME;
	}
	return st;
}

#define TALLY_COLUMNS { "cases", CS_DOC_INT, CS_MASK_NONE, false }, { "given_same", CS_DOC_INT, CS_MASK_NONE, false }, \
	{ "given_other", CS_DOC_INT, CS_MASK_NONE, false }, { "given_nothing", CS_DOC_INT, CS_MASK_NONE, false }, \
	{ "undecided", CS_DOC_INT, CS_MASK_NONE, false }, { "amount", CS_DOC_MONEY, CS_MASK_NONE, false }

static void
put_tally(struct cs_doc *doc, const struct tally *tally)
{
	cs_doc_cell(doc, cs_doc_int(doc, tally->cases));
	for (int i = 0; i < ANSWER_COUNT; i++)
		cs_doc_cell(doc, cs_doc_int(doc, tally->answers[i]));
	cs_doc_cell(doc, cs_doc_money(doc, tally->amount));
}

static int
by_cases(const void *a, const void *b)
{
	const struct tally *one = a, *two = b;

	if (one->cases != two->cases)
		return one->cases > two->cases ? -1 : 1;
	return strcmp(one->cause, two->cause);
}

static void
draw(struct tallies *t)
{
	static const struct cs_doc_column by_asked[] = { { "asked_for", CS_DOC_TEXT, CS_MASK_NONE, false }, TALLY_COLUMNS };
	static const struct cs_doc_column by_cause[] = { { "cause", CS_DOC_TEXT, CS_MASK_PROSE, false }, TALLY_COLUMNS };
	struct cs_doc *doc = t->report->doc;

	if (t->count == 0) {
		cs_doc_say(doc, CS_DOC_PLAIN, "%s", _("No consultation says what was asked for: cs-consult add --asked writes it down."));
		return;
	}
	cs_doc_table(doc, "asked", _("What was asked for, and what was given"), by_asked, CS_COUNT(by_asked));
	for (int kind = CS_ASKED_REFUND; kind < CS_ASKED_COUNT; kind++) {
		if (t->asked[kind].cases == 0)
			continue;
		cs_doc_cell(doc, cs_word(doc, asked_words[kind]));
		put_tally(doc, &t->asked[kind]);
	}
	qsort(t->causes, t->count, sizeof(*t->causes), by_cases);
	struct cs_doc_table *table = cs_doc_table(doc, "asked_by_cause", _("The same by cause"), by_cause, CS_COUNT(by_cause));

	for (size_t i = 0; i < t->count && i < cs_report_rows(t->report); i++) {
		cs_doc_cell(doc, cs_doc_text(doc, *t->causes[i].cause ? t->causes[i].cause : NULL));
		put_tally(doc, &t->causes[i]);
	}
	table->rows_left_out = (int64_t)t->count - (int64_t)cs_doc_row_count(table);
}

static bool
names_competitor(const struct cs_case *c, const void *self)
{
	(void)self;
	return c->flags >> CS_FLAG_COMPETITOR & 1;
}

static void
add_figures(struct tallies *t)
{
	struct cs_doc *doc = t->report->doc;
	struct cs_count_of told = { 0 }, competitor = { 0 };

	for (size_t i = 0; i < t->book->count; i++) {
		const struct cs_case *c = &t->book->items[i];

		told.n += !c->before;
		told.x += is_told(c);
		competitor.x += !c->before && names_competitor(c, NULL);
	}
	competitor.n = told.n;
	struct cs_doc_figure *f = cs_figure_rate(doc, "asked_told", _("What was asked for is told"), told, t->report->terms.least);

	f->definition = cs_doc_keep(doc, _("consultations whose --asked was entered / consultations; imports do not tell it"));
	f = cs_doc_figure(doc, "asked_unmet", _("Did not get what they asked for"), cs_doc_int(doc, t->unmet));
	f->n = t->decided;
	f->definition = cs_doc_keep(doc, _("done, asked for a refund, an exchange, points, a coupon or a gift, and neither a remedy of that kind nor a later return or exchange of the order is known"));
	f = cs_doc_figure(doc, "competitor_cases", _("Compared us with another shop"), cs_doc_int(doc, competitor.x));
	f->n = competitor.n;
	f->definition = cs_doc_keep(doc, _("consultations with the flag \"competitor\", of all"));
}

enum cs_status
cs_asked_section(struct cs_report *report, struct cs_err *err)
{
	struct tallies t = { .report = report };
	enum cs_status st = count_cases(&t, err);

	if (st == CS_OK) {
		add_figures(&t);
		draw(&t);
		cs_doc_note(report->doc, "%s", _("What was asked for is told by the first word in it that names a remedy; to get something else, or nothing, "
		    "is no fault by itself."));
		cs_doc_note(report->doc, "%s", _("What of another shop they praised (its price, its delivery) is not recorded: the flag alone is."));
	}
	free(t.causes);
	return st;
}

enum cs_status
cs_asked_list_unmet(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "contact_id", CS_CELL_TEXT }, { "opened_at", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE }, { "order_no", CS_CELL_TEXT },
		{ "asked_for", CS_CELL_TEXT }, { "amount", CS_CELL_NUMBER },
	};
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		const struct cs_case *c = &book->items[i];
		enum answer answer = SAME;

		if (is_told(c))
			st = answer_of(report, c, &answer, err);
		if (st != CS_OK || !is_told(c) || !is_unmet(c, answer))
			continue;
		cs_out_str(out, c->code);
		cs_out_time(out, c->opened_at);
		cs_out_str(out, c->cause);
		cs_out_str(out, c->order_no);
		cs_out_str(out, asked_words[c->asked]);
		cs_out_money(out, c->remedy, report->doc->currency_decimals, report->doc->currency_decimals);
		cs_out_end(out);
	}
	return st;
}

enum cs_status
cs_asked_list_competitor(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_casebook_list(report, names_competitor, NULL, out, err);
}
