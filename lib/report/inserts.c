#include "report/inserts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/cells.h"
#include "report/orderbook.h"
#include "stat/discovery.h"
#include "store/db.h"
#include "stream/out.h"

/* What an insert may change; the first three are meant to become fewer. */
enum outcome { RETURNED, COMPLAINED, MINOR_COMPLAINT, CONTACTED, REPURCHASED, OUTCOME_COUNT };

static const char *const outcome_words[] = {
	[RETURNED] = N_("returned"), [COMPLAINED] = N_("complained"), [MINOR_COMPLAINT] = N_("minor complaint"),
	[CONTACTED] = N_("contacted"), [REPURCHASED] = N_("repurchased"),
};

/* One kind of insert: where it was used, and what became of orders with and without. */
struct insert {
	const char *code; /* the document's */
	cs_day first, last;
	int64_t cost;
	bool cost_known;
	struct cs_count_of with[OUTCOME_COUNT], without[OUTCOME_COUNT];
	struct cs_count_of regulars_with, regulars_without; /* orders of customers who had bought before */
	double p[OUTCOME_COUNT];
};

/* An order with an insert: both by their places. */
struct use {
	uint32_t insert, order;
};

struct study {
	struct cs_report *report;
	const struct cs_orderbook *book;
	struct insert *inserts; /* owned */
	size_t count, cap;
	struct use *uses;       /* owned; by insert, then order */
	size_t use_count, use_cap;
	bool *touched;          /* owned: the order has an insert of any kind */
};

static void
release_study(struct study *study)
{
	free(study->inserts);
	free(study->uses);
	free(study->touched);
}

static void
take_use(struct study *study, const char *code, const struct cs_booked *order, bool cost_known, int64_t cost)
{
	struct insert *last = study->count ? &study->inserts[study->count - 1] : NULL;

	if (!last || strcmp(last->code, code) != 0) {
		study->inserts = cs_grow(study->inserts, &study->cap, study->count + 1, sizeof(*study->inserts));
		last = &study->inserts[study->count++];
		*last = (struct insert){ .code = cs_doc_keep(study->report->doc, code), .first = order->ordered,
			.last = order->ordered };
	}
	last->first = order->ordered < last->first ? order->ordered : last->first;
	last->last = order->ordered > last->last ? order->ordered : last->last;
	last->cost += cost_known ? cost : 0;
	last->cost_known = last->cost_known || cost_known;
	study->uses = cs_grow(study->uses, &study->use_cap, study->use_count + 1, sizeof(*study->uses));
	study->uses[study->use_count++] =
	    (struct use){ (uint32_t)(study->count - 1), (uint32_t)(order - study->book->items) };
}

static enum cs_status
open_study(struct study *study, struct cs_report *report, struct cs_err *err)
{
	*study = (struct study){ .report = report };
	enum cs_status st = cs_orderbook_read(report, &study->book, err);

	if (st != CS_OK)
		return st;
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_ANALYSIS_INSERTS);
	size_t len;

	study->touched = cs_calloc(study->book->count + 1, sizeof(*study->touched));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const struct cs_booked *order = cs_orderbook_find(study->book, cs_col_int(stmt, 1));

		if (!order || !cs_order_is_of_period(study->report, order))
			continue;
		study->touched[order - study->book->items] = true;
		take_use(study, cs_col_text(stmt, 0, &len), order, !cs_col_is_null(stmt, 2), cs_col_int(stmt, 2));
	}
	cs_stmt_reset(stmt);
	return st;
}

/* Both groups are watched from the day of the order, which nothing that follows can move. */
static void
count_order(const struct study *study, const struct cs_booked *order, struct cs_count_of counts[])
{
	cs_day end = order->ordered + (cs_day)study->report->terms.window;
	const bool happened[] = {
		[RETURNED] = order->returned > 0, [COMPLAINED] = order->complained != CS_NO_DAY,
		[MINOR_COMPLAINT] = order->minor, [CONTACTED] = order->contacts > 0,
		[REPURCHASED] = order->next != CS_NO_DAY && order->next <= end,
	};

	for (int i = 0; i < OUTCOME_COUNT; i++) {
		if (i == REPURCHASED && (order->customer == 0 || end > study->report->as_of))
			continue;
		counts[i].n++;
		counts[i].x += happened[i];
	}
}

static void
count_uses(struct study *study)
{
	for (size_t i = 0; i < study->use_count; i++) {
		struct insert *insert = &study->inserts[study->uses[i].insert];
		const struct cs_booked *order = &study->book->items[study->uses[i].order];

		count_order(study, order, insert->with);
		insert->regulars_with.n++;
		insert->regulars_with.x += order->prior > 0;
	}
	for (size_t i = 0; i < study->book->count; i++) {
		const struct cs_booked *order = &study->book->items[i];

		if (study->touched[i] || !cs_order_is_of_period(study->report, order))
			continue;
		for (size_t k = 0; k < study->count; k++) {
			struct insert *insert = &study->inserts[k];

			if (order->ordered < insert->first || order->ordered > insert->last)
				continue;
			count_order(study, order, insert->without);
			insert->regulars_without.n++;
			insert->regulars_without.x += order->prior > 0;
		}
	}
}

/* Every insert and every outcome is a question of its own. */
static void
test_study(struct study *study)
{
	int64_t least = study->report->terms.least;
	double *p = cs_calloc(study->count * OUTCOME_COUNT + 1, sizeof(*p));

	for (size_t k = 0; k < study->count; k++) {
		for (int i = 0; i < OUTCOME_COUNT; i++) {
			const struct cs_count_of *with = &study->inserts[k].with[i], *without = &study->inserts[k].without[i];
			bool enough = with->n >= least && without->n >= least;

			p[k * OUTCOME_COUNT + (size_t)i] = enough ? cs_two_proportions_p(*with, *without) : (double)NAN;
		}
	}
	cs_false_discovery(p, study->count * OUTCOME_COUNT);
	for (size_t k = 0; k < study->count; k++)
		memcpy(study->inserts[k].p, &p[k * OUTCOME_COUNT], sizeof(study->inserts[k].p));
	free(p);
}

static const char *
verdict_of(const struct insert *insert, int outcome, bool randomised)
{
	double q = insert->p[outcome];

	if (isnan(q))
		return N_("too few");
	if (q > CS_FALSE_DISCOVERY)
		return N_("not shown");
	return randomised ? N_("shown") : N_("association, not proof");
}

static void
put_insert(struct cs_report *report, const struct insert *insert)
{
	struct cs_doc *doc = report->doc;

	for (int i = 0; i < OUTCOME_COUNT; i++) {
		struct cs_count_of with = insert->with[i], without = insert->without[i];
		bool enough = with.n >= report->terms.least && without.n >= report->terms.least;
		struct cs_interval unknown = { (double)NAN, (double)NAN, (double)NAN };

		cs_doc_cell(doc, cs_doc_text(doc, insert->code));
		cs_doc_cell(doc, cs_word(doc, outcome_words[i]));
		cs_doc_cell(doc, cs_doc_int(doc, with.n));
		cs_doc_cell(doc, cs_doc_int(doc, with.x));
		cs_doc_cell(doc, enough ? cs_doc_rate(doc, with.x, with.n) : cs_doc_unknown(CS_DOC_RATE));
		cs_doc_cell(doc, cs_doc_int(doc, without.n));
		cs_doc_cell(doc, cs_doc_int(doc, without.x));
		cs_doc_cell(doc, enough ? cs_doc_rate(doc, without.x, without.n) : cs_doc_unknown(CS_DOC_RATE));
		cs_cells_points(doc, enough ? cs_newcombe(with, without, CS_Z95) : unknown);
		cs_doc_cell(doc, cs_word(doc, verdict_of(insert, i, report->terms.randomised)));
	}
}

/* What one complaint less cost, where fewer complaints are shown. */
static void
say_cost(struct cs_report *report, const struct insert *insert)
{
	struct cs_interval d = cs_newcombe(insert->with[COMPLAINED], insert->without[COMPLAINED], CS_Z95);

	if (!insert->cost_known || isnan(insert->p[COMPLAINED]) || insert->p[COMPLAINED] > CS_FALSE_DISCOVERY || d.value >= 0)
		return;
	double avoided = -d.value * (double)insert->with[COMPLAINED].n;
	struct cs_doc_value each = cs_doc_money(report->doc, (int64_t)llround((double)insert->cost / avoided));

	cs_doc_say(report->doc, CS_DOC_PLAIN, _("%s: about %.0f complaints fewer, %s %s for each of them."), insert->code, avoided,
	    each.shown, cs_doc_money_unit(report->doc));
}

/* What speaks against comparing the two groups. */
static void
say_balance(struct cs_report *report, const struct insert *insert)
{
	struct cs_count_of with = insert->regulars_with, without = insert->regulars_without;
	double p = with.n && without.n ? cs_two_proportions_p(with, without) : (double)NAN;

	if (without.n == 0)
		cs_doc_say(report->doc, CS_DOC_WATCH,
		    _("%s: every order of its days had an insert; there is nothing to compare with. Leave some out by lot."), insert->code);
	else if (p <= CS_FALSE_DISCOVERY)
		cs_doc_say(report->doc, CS_DOC_WATCH,
		    _("%s: the groups differed before: %.0f %% of the orders with it are of returning customers, %.0f %% of those without."),
		    insert->code, 100 * (double)with.x / (double)with.n, 100 * (double)without.x / (double)without.n);
}

static void
put_study(struct study *study)
{
	static const struct cs_doc_column columns[] = {
		{ "insert_code", CS_DOC_TEXT, CS_MASK_NONE, false }, { "outcome", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "with", CS_DOC_INT, CS_MASK_NONE, false }, { "with_outcome", CS_DOC_INT, CS_MASK_NONE, false },
		{ "with_rate", CS_DOC_RATE, CS_MASK_NONE, false }, { "without", CS_DOC_INT, CS_MASK_NONE, false },
		{ "without_outcome", CS_DOC_INT, CS_MASK_NONE, false }, { "without_rate", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "difference", CS_DOC_POINTS, CS_MASK_NONE, false }, { "diff_low", CS_DOC_POINTS, CS_MASK_NONE, false },
		{ "diff_high", CS_DOC_POINTS, CS_MASK_NONE, false }, { "verdict", CS_DOC_TEXT, CS_MASK_NONE, false },
	};
	struct cs_report *report = study->report;

	if (!report->terms.randomised)
		cs_doc_say(report->doc, CS_DOC_WATCH, "%s",
		    _("Who got an insert was not decided by lot (--randomised): a difference is an association, not proof."));
	for (size_t k = 0; k < study->count; k++) {
		say_balance(report, &study->inserts[k]);
		say_cost(report, &study->inserts[k]);
	}
	cs_doc_table(report->doc, "by_insert", _("Orders with an insert against orders without any, of the same days"), columns,
	    CS_COUNT(columns));
	for (size_t k = 0; k < study->count; k++)
		put_insert(report, &study->inserts[k]);
	cs_doc_note(report->doc, _("Repurchased: within %lld days of the order; guests and orders not yet watched so long are left out.  The "
	    "difference has Newcombe's 95 %% limits; a verdict takes all questions of the table into account."),
	    (long long)report->terms.window);
}

enum cs_status
cs_inserts_effects(struct cs_report *report, struct cs_err *err)
{
	struct study study;
	enum cs_status st = open_study(&study, report, err);

	if (st == CS_OK) {
		struct cs_doc_figure *f = cs_doc_figure(report->doc, "inserts", _("Inserts"),
		    cs_doc_int(report->doc, (int64_t)study.use_count));

		f->definition = cs_doc_keep(report->doc, _("cards, candies and gifts in parcels of orders of the period"));
	}
	if (st == CS_OK && study.count > 0) {
		count_uses(&study);
		test_study(&study);
		put_study(&study);
	}
	release_study(&study);
	return st;
}

static enum cs_status
write_use(const struct study *study, const struct use *use, struct cs_out *out, struct cs_err *err)
{
	const struct cs_booked *order = &study->book->items[use->order];

	cs_out_str(out, study->inserts[use->insert].code);
	enum cs_status st = cs_order_name(study->report, order, out, err);

	if (st != CS_OK)
		return st;
	cs_out_day(out, order->ordered);
	cs_out_bool(out, order->returned > 0);
	cs_out_bool(out, order->complained != CS_NO_DAY);
	cs_out_int(out, order->contacts);
	cs_out_day(out, order->next);
	cs_out_end(out);
	return CS_OK;
}

enum cs_status
cs_inserts_list(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "insert_code", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT },
		{ "ordered_on", CS_CELL_TEXT }, { "returned", CS_CELL_TEXT }, { "complained", CS_CELL_TEXT },
		{ "contacts", CS_CELL_NUMBER }, { "next_on", CS_CELL_TEXT },
	};
	struct study study;
	enum cs_status st = open_study(&study, report, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	for (size_t i = 0; st == CS_OK && i < study.use_count; i++)
		st = write_use(&study, &study.uses[i], out, err);
	release_study(&study);
	return st;
}
