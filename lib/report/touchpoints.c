#include "report/touchpoints.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/casebook.h"
#include "report/cells.h"
#include "report/chart.h"
#include "report/daybook.h"
#include "report/helpdesk.h"
#include "report/orderbook.h"
#include "stat/chain.h"
#include "store/db.h"
#include "stream/out.h"

/* Stages in the order in which a customer meets them; the words are those of the table of causes. */
enum stage { PAGE, ORDER, PAYMENT, DELIVERY, RECEIPT, USE, RETURN, CONSULT, REPURCHASE, STAGE_COUNT };

static const struct {
	const char *word, *also, *exposed;
} stages[STAGE_COUNT] = {
	[PAGE] = { N_("page"), "search", N_("orders") },
	[ORDER] = { N_("order"), NULL, N_("orders") },
	[PAYMENT] = { N_("payment"), NULL, N_("orders") },
	[DELIVERY] = { N_("delivery"), NULL, N_("orders") },
	[RECEIPT] = { N_("receipt"), NULL, N_("orders received") },
	[USE] = { N_("use"), NULL, N_("orders received") },
	[RETURN] = { N_("return"), NULL, N_("orders with a return") },
	[CONSULT] = { N_("consult"), NULL, N_("consultations") },
	[REPURCHASE] = { N_("repurchase"), NULL, N_("orders") },
};

/* Something that went wrong with an order at a stage; an order that is not known has a number below 0. */
struct failure {
	int64_t order;
	int stage;
};

struct chain {
	struct cs_report *report;
	struct cs_casebook *cases;
	const struct cs_orderbook *orders;
	struct failure *items; /* owned; each once */
	size_t count, cap;
	int64_t unknown;       /* complaints without an order that is known */
	int64_t order_count, promised; /* of the period; those of which it is known whether they came by their day */
	cs_day since;          /* consultations are known from this day on; CS_NO_DAY: none are */
	struct cs_chain_link links[STAGE_COUNT];
	struct cs_count_of counts[STAGE_COUNT]; /* failures of exposures as counted; n is 0 where nothing is known */
};

static void
add_failure(struct chain *chain, int64_t order, int stage)
{
	chain->items = cs_grow(chain->items, &chain->cap, chain->count + 1, sizeof(*chain->items));
	chain->items[chain->count++] = (struct failure){ order, stage };
}

static int
stage_of(const struct chain *chain, const struct cs_case *c)
{
	const struct cs_causes *causes = &chain->cases->help.house.causes;
	const struct cs_cause *cause = cs_cause_find(causes, c->cause, strlen(c->cause));

	for (int i = 0; cause && i < STAGE_COUNT; i++) {
		if (strcmp(cause->touchpoint, stages[i].word) == 0 ||
		    (stages[i].also && strcmp(cause->touchpoint, stages[i].also) == 0))
			return i;
	}
	return -1;
}

/* The case's order, or 0. */
static enum cs_status
find_order(struct chain *chain, const struct cs_case *c, int64_t *id, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(chain->report->db, CS_SQL_ANALYSIS_ORDER_ID);

	cs_bind_text(stmt, ":order_no", c->order_no, strlen(c->order_no));
	enum cs_status st = cs_step(stmt, err);

	*id = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static bool
fails_consult(const struct chain *chain, const struct cs_case *c)
{
	return c->missed[CS_SLA_FIRST] > 0 || (c->kind == CS_CONTACT_COMPLAINT && stage_of(chain, c) == CONSULT);
}

static enum cs_status
take_cases(struct chain *chain, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < chain->cases->count; i++) {
		const struct cs_case *c = &chain->cases->items[i];
		int stage = stage_of(chain, c);
		int64_t order;

		if (c->before)
			continue;
		chain->links[CONSULT].exposures++;
		chain->links[CONSULT].failures += fails_consult(chain, c);
		if (c->kind != CS_CONTACT_COMPLAINT || stage < 0 || stage == CONSULT)
			continue;
		st = find_order(chain, c, &order, err);
		if (order == 0)
			order = -++chain->unknown;
		add_failure(chain, order, stage);
	}
	return st;
}

static void
take_orders(struct chain *chain)
{
	for (size_t i = 0; i < chain->orders->count; i++) {
		const struct cs_booked *order = &chain->orders->items[i];

		if (!cs_order_is_of_period(chain->report, order))
			continue;
		chain->order_count++;
		chain->promised += order->delivered != CS_NO_DAY && order->promised != CS_NO_DAY;
		chain->links[RECEIPT].exposures += order->delivered != CS_NO_DAY;
		chain->links[RETURN].exposures += order->returned > 0;
		if (cs_order_is_late(order))
			add_failure(chain, order->id, DELIVERY);
	}
	for (int i = 0; i < STAGE_COUNT; i++) {
		if (i == PAGE || i == ORDER || i == PAYMENT || i == DELIVERY || i == REPURCHASE)
			chain->links[i].exposures = chain->order_count;
	}
	chain->links[USE].exposures = chain->links[RECEIPT].exposures;
}

static int
by_order(const void *a, const void *b)
{
	const struct failure *one = a, *two = b;

	if (one->order != two->order)
		return one->order < two->order ? -1 : 1;
	return one->stage - two->stage;
}

/* Each order fails once at a stage, however often it was complained about. */
static void
count_failures(struct chain *chain)
{
	size_t kept = 0;

	if (chain->count > 0)
		qsort(chain->items, chain->count, sizeof(*chain->items), by_order);
	for (size_t i = 0; i < chain->count; i++) {
		if (i == 0 || by_order(&chain->items[i], &chain->items[i - 1]) != 0)
			chain->items[kept++] = chain->items[i];
	}
	chain->count = kept;
	for (size_t i = 0; i < kept; i++)
		chain->links[chain->items[i].stage].failures++;
}

/* Complaints tell of every touchpoint, and only where they are kept; of delivery the days tell as well. */
static bool
is_known(const struct chain *chain, int stage)
{
	bool kept = chain->since != CS_NO_DAY && chain->since <= chain->report->to;

	return kept || (stage == DELIVERY && chain->promised > 0);
}

/* What is not known, or rests on too little, is no link of the chain. */
static void
settle(struct chain *chain)
{
	for (int i = 0; i < STAGE_COUNT; i++) {
		struct cs_chain_link *link = &chain->links[i];

		if (is_known(chain, i))
			chain->counts[i] = (struct cs_count_of){ link->failures < link->exposures ? link->failures : link->exposures,
				link->exposures };
		if (chain->counts[i].n < chain->report->terms.least)
			link->exposures = 0;
	}
}

static enum cs_status
open_chain(struct chain *chain, struct cs_report *report, struct cs_err *err)
{
	*chain = (struct chain){ .report = report };
	enum cs_status st = cs_casebook_read(report, &chain->cases, err);

	if (st == CS_OK)
		st = cs_daybook_since(report, &cs_daybook_contacts, &chain->since, err);
	if (st == CS_OK)
		st = cs_orderbook_read(report, &chain->orders, err);
	if (st == CS_OK)
		st = take_cases(chain, err);
	if (st == CS_OK) {
		take_orders(chain);
		count_failures(chain);
		settle(chain);
	}
	return st;
}

static int
by_id(const void *key, const void *item)
{
	int64_t id = *(const int64_t *)key, other = ((const struct cs_booked *)item)->id;

	return id < other ? -1 : id > other;
}

/* The first failure of an order of the period; what names no order that is known may be any or none of them. */
static bool
is_order(const struct chain *chain, size_t i)
{
	const struct cs_booked *order;

	if (i > 0 && chain->items[i].order == chain->items[i - 1].order)
		return false;
	order = chain->items[i].order < 0 ? NULL :
	    bsearch(&chain->items[i].order, chain->orders->items, chain->orders->count, sizeof(*order), by_id);
	return order && cs_order_is_of_period(chain->report, order);
}

/* Orders of the period that failed somewhere, as they were counted, not multiplied. */
static int64_t
count_failed_orders(const struct chain *chain)
{
	int64_t failed = 0;

	for (size_t i = 0; i < chain->count; i++)
		failed += is_order(chain, i);
	return failed;
}

static void
put_links(struct cs_report *report, const struct chain *chain, double index)
{
	static const struct cs_doc_column columns[] = {
		{ "touchpoint", CS_DOC_TEXT, CS_MASK_NONE, false }, { "exposed", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "exposures", CS_DOC_INT, CS_MASK_NONE, false }, { "failures", CS_DOC_INT, CS_MASK_NONE, false },
		{ "success", CS_DOC_RATE, CS_MASK_NONE, false }, { "low", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "high", CS_DOC_RATE, CS_MASK_NONE, false }, { "contribution", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "gain", CS_DOC_POINTS, CS_MASK_NONE, false },
	};
	struct cs_doc *doc = report->doc;

	cs_doc_table(doc, "chain", _("The chain of touchpoints"), columns, CS_COUNT(columns));
	for (int i = 0; i < STAGE_COUNT; i++) {
		const struct cs_chain_link *link = &chain->links[i];
		struct cs_count_of count = chain->counts[i];
		bool known = count.n > 0;
		double better = link->success + (1 - link->success) / 2;

		cs_doc_cell(doc, cs_word(doc, stages[i].word));
		cs_doc_cell(doc, cs_word(doc, stages[i].exposed));
		cs_doc_cell(doc, known ? cs_doc_int(doc, count.n) : cs_doc_unknown(CS_DOC_INT));
		cs_doc_cell(doc, known ? cs_doc_int(doc, link->failures) : cs_doc_unknown(CS_DOC_INT));
		cs_cells_rate(doc, (struct cs_count_of){ count.n - count.x, count.n }, report->terms.least);
		cs_doc_cell(doc, cs_doc_share(doc, link->contribution));
		cs_doc_cell(doc, cs_doc_points(doc, isnan(link->success) ? (double)NAN : cs_chain_gain(index, link, better)));
	}
	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "touchpoint", .y = { "contribution" } });
	cs_doc_note(doc, _("Success is 1 - failures / exposures; in the index, half a failure is added where there are fewer than %d.  A failure is a "
	    "complaint whose cause belongs to the touchpoint, each order once; at delivery also a day later than promised, at "
	    "consult a first answer that missed its target.  The gain is what the index would win if half of the failures went "
	    "away."), CS_CHAIN_FEW);
	cs_doc_note(doc, _("A touchpoint of which nothing is known, or of fewer than %lld cases (--least), has no rate and is no link of the index."),
	    (long long)report->terms.least);
	if (chain->unknown > 0)
		cs_doc_note(doc, cs_tr_count("%lld complaint names no order that is known: it counts at its touchpoint, and one order more may have had trouble.",
		    "%lld complaints name no order that is known: they count at their touchpoints, and so many orders more may have had trouble.",
		    (unsigned long)chain->unknown), (long long)chain->unknown);
}

/* The link that fails most often, as counted; -1 where none is told or none failed. */
static int
find_weakest(const struct chain *chain)
{
	int weakest = -1;

	for (int i = 0; i < STAGE_COUNT; i++) {
		struct cs_count_of c = chain->counts[i];

		if (c.x > 0 && chain->links[i].exposures > 0 &&
		    (weakest < 0 || c.x * chain->counts[weakest].n > chain->counts[weakest].x * c.n))
			weakest = i;
	}
	return weakest;
}

static void
say_weakest(struct cs_doc *doc, const struct chain *chain)
{
	int weakest = find_weakest(chain);

	if (weakest < 0)
		return;
	struct cs_interval fails = cs_wilson(chain->counts[weakest], CS_Z95);

	cs_doc_say(doc, CS_DOC_PLAIN, _("The weakest touchpoint is %s: %.1f %% of what passes it fails (95 %% %.1f to %.1f)."),
	    _(stages[weakest].word), 100 * fails.value, 100 * fails.low, 100 * fails.high);
}

static void
put_figures(struct cs_report *report, const struct chain *chain, double index)
{
	struct cs_doc *doc = report->doc;
	bool enough = chain->order_count >= report->terms.least;
	int64_t failed = count_failed_orders(chain);
	struct cs_doc_figure *f = cs_doc_figure(doc, "mot_index", _("Chain index"), cs_doc_share(doc, enough ? index : (double)NAN));

	f->n = chain->order_count;
	f->verdict = enough ? CS_DOC_NO_VERDICT : CS_DOC_TOO_FEW;
	f->definition = cs_doc_keep(doc, _("product of the success of all touchpoints, as if they failed independently"));
	f = cs_figure_rate(doc, "trouble_free", _("Orders without trouble, counted"),
	    (struct cs_count_of){ chain->order_count - failed, chain->order_count }, report->terms.least);
	f->definition = cs_doc_keep(doc, _("orders of the period less those that failed at a touchpoint / orders; the index has the consultations in it as well, and supposes that failures are independent"));
	f = cs_doc_figure(doc, "failed_orders", _("Orders with trouble"), cs_doc_int(doc, failed));
	f->n = chain->order_count;
	f->definition = cs_doc_keep(doc, _("orders that failed at a touchpoint other than consult"));
}

enum cs_status
cs_mot_chain(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	struct chain chain;
	int weakest;
	enum cs_status st = open_chain(&chain, report, err);

	if (st == CS_OK && chain.order_count == 0)
		cs_doc_say(doc, CS_DOC_PLAIN, "%s", _("No order was placed in the period."));
	if (st == CS_OK && chain.order_count > 0) {
		double index = cs_chain_index(chain.links, STAGE_COUNT, &weakest);

		if (chain.since == CS_NO_DAY)
			cs_helpdesk_say_none(report);
		put_figures(report, &chain, index);
		say_weakest(doc, &chain);
		put_links(report, &chain, index);
	}
	free(chain.items);
	return st;
}

static enum cs_status
write_failure(const struct chain *chain, const struct failure *f, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(chain->report->db, CS_SQL_ANALYSIS_ORDER_NAME);
	size_t len;

	cs_bind_int(stmt, ":id", f->order);
	enum cs_status st = cs_step(stmt, err);
	bool known = st == CS_ROW;

	cs_out_str(out, known ? cs_col_text(stmt, 0, &len) : NULL);
	cs_out_str(out, known ? cs_col_text(stmt, 1, &len) : NULL);
	cs_out_str(out, stages[f->stage].word);
	cs_out_end(out);
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

enum cs_status
cs_mot_list(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "order_no", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "touchpoint", CS_CELL_TEXT },
	};
	struct chain chain;
	enum cs_status st = open_chain(&chain, report, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	/* Each order with the first touchpoint at which it failed. */
	for (size_t i = 0; st == CS_OK && i < chain.count; i++) {
		if (is_order(&chain, i))
			st = write_failure(&chain, &chain.items[i], out, err);
	}
	free(chain.items);
	return st;
}
