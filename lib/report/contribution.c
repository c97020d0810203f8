#include "report/contribution.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "consult/cause.h"
#include "mileage/book.h"
#include "mileage/effect.h"
#include "report/casebook.h"
#include "report/cells.h"
#include "report/orderbook.h"
#include "report/query.h"
#include "store/db.h"
#include "stream/out.h"

/* What a customer wished to undo, by the cause of the case; a cause counts with all below it. */
enum wish { CANCEL, GIVE_BACK, WISH_COUNT };
static const char *const wish_causes[WISH_COUNT][3] = {
	[CANCEL] = { "order.cancel", NULL }, [GIVE_BACK] = { "return.mind", "return.fit", NULL },
};

/* A case of the period with the order that it is about. */
struct touched {
	const struct cs_case *c;
	const struct cs_booked *order; /* NULL: not known, or all of it was cancelled */
	bool exists;                   /* the order is known to the store */
};

struct service {
	struct cs_report *report;
	struct cs_casebook *cases;
	const struct cs_orderbook *orders;
	struct touched *items; /* owned */
	size_t count;
};

static enum cs_status
find_order(struct service *s, struct touched *t, struct cs_err *err)
{
	if (!*t->c->order_no)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(s->report->db, CS_SQL_ANALYSIS_ORDER_ID);

	cs_bind_text(stmt, ":order_no", t->c->order_no, strlen(t->c->order_no));
	enum cs_status st = cs_step(stmt, err);

	t->exists = st == CS_ROW;
	t->order = t->exists ? cs_orderbook_find(s->orders, cs_col_int(stmt, 0)) : NULL;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
open_service(struct service *s, struct cs_report *report, struct cs_err *err)
{
	*s = (struct service){ .report = report };
	enum cs_status st = cs_casebook_read(report, &s->cases, err);

	if (st == CS_OK)
		st = cs_orderbook_read(report, &s->orders, err);
	if (st != CS_OK)
		return st;
	s->items = cs_calloc(s->cases->count + 1, sizeof(*s->items));
	for (size_t i = 0; st == CS_OK && i < s->cases->count; i++) {
		if (s->cases->items[i].before)
			continue;
		s->items[s->count].c = &s->cases->items[i];
		st = find_order(s, &s->items[s->count++], err);
	}
	return st;
}

static bool
has_wish(const struct cs_case *c, enum wish wish)
{
	for (const char *const *above = wish_causes[wish]; *above; above++) {
		if (cs_cause_code_is_within(c->cause, strlen(c->cause), *above))
			return true;
	}
	return false;
}

/* The wish was talked over and came to nothing: the case is closed and the order still stands. */
static bool
is_kept(const struct touched *t, enum wish wish)
{
	if (!has_wish(t->c, wish) || t->c->closed_at == CS_NO_TIME || !t->order)
		return false;
	return t->order->kept && !t->order->returned;
}

/* What became of the wishes: each order counts once, at its first case that fits. */
struct wishes {
	struct cs_map orders; /* by number: 1 wished, 2 kept as well */
	int64_t wished, kept, amount;
};

/* True where the order was not met before as kept. */
static bool
take_wish(struct wishes *wishes, const struct touched *t, enum wish wish)
{
	bool added;

	if (!has_wish(t->c, wish) || !t->exists)
		return false;
	int64_t *met = cs_map_at(&wishes->orders, t->c->order_no, strlen(t->c->order_no), &added);

	wishes->wished += added;
	if (*met == 2 || !is_kept(t, wish))
		return false;
	*met = 2;
	wishes->kept++;
	wishes->amount += t->order->amount;
	return true;
}

static void
put_kept(struct cs_report *report, const struct service *s, enum wish wish)
{
	static const char *const ids[] = { "orders_kept", "goods_kept" };
	static const char *const money[] = { "orders_kept_amount", "goods_kept_amount" };
	static const char *const labels[] = { N_("Orders kept"), N_("Goods kept") };
	static const char *const money_labels[] = { N_("Amount of orders kept"), N_("Refunds averted") };
	static const char *const definitions[] = {
		N_("orders whose customer wished to cancel (cause order.cancel), whose case is closed, and which were neither cancelled nor returned; of the orders with such a wish"),
		N_("orders whose customer wished to return for no fault (causes return.mind, return.fit), whose case is closed, and of which nothing came back; of the orders with such a wish"),
	};
	struct cs_doc *doc = report->doc;
	struct wishes wishes = { 0 };

	for (size_t i = 0; i < s->count; i++)
		take_wish(&wishes, &s->items[i], wish);
	cs_map_release(&wishes.orders);
	struct cs_doc_figure *f = cs_doc_figure(doc, ids[wish], _(labels[wish]), cs_doc_int(doc, wishes.kept));

	f->n = wishes.wished;
	f->definition = cs_doc_keep(doc, _(definitions[wish]));
	f = cs_doc_figure(doc, money[wish], _(money_labels[wish]), cs_doc_money(doc, wishes.amount));
	f->n = wishes.kept;
	f->definition = cs_doc_keep(doc, _("what their lines were paid"));
}

enum cs_status
cs_contribution_kept(struct cs_report *report, struct cs_err *err)
{
	struct service s;
	enum cs_status st = open_service(&s, report, err);

	if (st == CS_OK) {
		put_kept(report, &s, CANCEL);
		put_kept(report, &s, GIVE_BACK);
		cs_doc_note(report->doc, "%s", _("An order that stands after a talk might have stood without it: these are the most that service can have kept."));
	}
	free(s.items);
	return st;
}

/* Points that were given for returns of the period's days, as the morning report has them of the month. */
static void
bind_days(const struct cs_report *report, struct cs_stmt *stmt)
{
	cs_bind_int(stmt, ":first", report->from);
	cs_bind_int(stmt, ":last", report->to);
}

static enum cs_status
add_compensation(struct cs_report *report, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_DIGEST_COMPENSATED);

	bind_days(report, stmt);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		struct cs_doc_figure *f = cs_doc_figure(report->doc, "compensation", _("Compensation in points"),
		    cs_doc_int(report->doc, cs_col_int(stmt, 0)));

		f->n = cs_col_int(stmt, 1);
		f->definition = cs_doc_keep(report->doc, _("points that cs-mileage compensate gave for returns in the period; a cost once they are spent; n: returns"));
	}
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

static bool
is_handled(const struct cs_case *c, const void *self)
{
	(void)self;
	return c->closed_at != CS_NO_TIME;
}

enum cs_status
cs_contribution_list_handled(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_casebook_list(report, is_handled, NULL, out, err);
}

enum cs_status
cs_contribution_list_remedies(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "contact_id", CS_CELL_TEXT }, { "opened_at", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE },
		{ "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT }, { "amount", CS_CELL_NUMBER },
	};
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		const struct cs_case *c = &book->items[i];

		if (c->before || c->remedy == 0)
			continue;
		cs_out_str(out, c->code);
		cs_out_time(out, c->opened_at);
		cs_out_str(out, c->cause);
		cs_out_str(out, c->customer);
		cs_out_str(out, c->order_no);
		cs_out_money(out, c->remedy, report->doc->currency_decimals, report->doc->currency_decimals);
		cs_out_end(out);
	}
	return st;
}

enum cs_status
cs_contribution_list_compensation(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_doc_column columns[] = {
		{ "return_id", CS_DOC_TEXT, CS_MASK_NONE, false }, { "customer_id", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "date", CS_DOC_DAY, CS_MASK_NONE, false }, { "points", CS_DOC_INT, CS_MASK_NONE, false },
	};
	static const struct cs_query query = { "compensation", CS_SQL_DIGEST_COMPENSATED_LIST, bind_days, columns, CS_COUNT(columns) };

	return cs_query_list(report, &query, 1, out, err);
}

enum cs_status
cs_contribution_cost(struct cs_report *report, struct cs_err *err)
{
	struct cs_doc *doc = report->doc;
	struct cs_casebook *book;
	int64_t closed = 0, remedies = 0, with_remedy = 0, each = report->terms.contact_cost;
	enum cs_status st = cs_casebook_read(report, &book, err);

	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		const struct cs_case *c = &book->items[i];

		if (c->before)
			continue;
		closed += c->closed_at != CS_NO_TIME;
		remedies += c->remedy;
		with_remedy += c->remedy > 0;
	}
	if (st != CS_OK)
		return st;
	int64_t cases = cs_casebook_count(report, book);
	struct cs_doc_figure *f = cs_doc_figure(doc, "cases_handled", _("Consultations handled"), cs_doc_int(doc, closed));

	f->n = cases;
	f->definition = cs_doc_keep(doc, _("consultations opened in the period that are resolved or closed, of all"));
	f = cs_doc_figure(doc, "handling_cost", _("Cost of handling"), each > 0 ? cs_doc_money(doc, cases * each) : cs_doc_unknown(CS_DOC_MONEY));
	f->n = cases;
	f->definition = cs_doc_keep(doc, _("consultations opened in the period x --contact-cost; not known without it"));
	f = cs_doc_figure(doc, "remedies", _("Remedies"), cs_doc_money(doc, remedies));
	f->n = with_remedy;
	f->definition = cs_doc_keep(doc, _("what was given in these consultations within somebody's limit or with approval; n: consultations with one"));
	return add_compensation(report, err);
}

/* Customers of cases, and who bought again within the window after the case was closed. */
static bool
take_after(const struct service *s, const struct touched *t, bool *again)
{
	if (!t->order || t->order->customer == 0 || t->c->closed_at == CS_NO_TIME)
		return false;
	cs_day closed = cs_day_of_time(t->c->closed_at), end = closed + (cs_day)s->report->terms.window;

	/* Who had bought again before cannot show what the case did. */
	if (end > s->report->as_of || (t->order->next != CS_NO_DAY && t->order->next <= closed))
		return false;
	*again = t->order->next != CS_NO_DAY && t->order->next <= end;
	return true;
}

enum cs_status
cs_contribution_after(struct cs_report *report, struct cs_err *err)
{
	struct service s;
	struct cs_doc *doc = report->doc;
	struct cs_count_of all = { 0 }, with = { 0 }, without = { 0 };
	enum cs_status st = open_service(&s, report, err);

	for (size_t i = 0; st == CS_OK && i < s.count; i++) {
		const struct touched *t = &s.items[i];
		bool again;

		if (!take_after(&s, t, &again))
			continue;
		all.n++;
		all.x += again;
		if (t->c->kind != CS_CONTACT_COMPLAINT)
			continue;
		struct cs_count_of *count = t->c->remedy > 0 ? &with : &without;

		count->n++;
		count->x += again;
	}
	if (st == CS_OK) {
		struct cs_doc_figure *f = cs_figure_rate(doc, "bought_after", _("Bought again after a consultation"), all, report->terms.least);

		f->definition = cs_doc_keep_format(doc, _("closed consultations about an order whose customer bought again within %lld days of the closing; guests, those who had bought again before and those not yet watched so long left out"),
		    (long long)report->terms.window);
		f = cs_figure_points(doc, "remedy_gap", _("Bought again: complaints with a remedy less those without"), with, without,
		    report->terms.least);
		f->definition = cs_doc_keep(doc, _("the same share among complaints in which something was given, less that among the others"));
		cs_doc_note(doc, "%s", _("Association, not proof: remedies go to the upset.  Where points were given by lot, cs-mileage effect tells what they did."));
	}
	free(s.items);
	return st;
}

static void
put_arm(struct cs_report *report, const struct cs_effect_finding *f)
{
	struct cs_doc *doc = report->doc;
	const struct cs_group *g = f->group;
	int64_t least = report->terms.least;
	bool control = g == f->control, enough = g->followed >= least && f->control->followed >= least;

	cs_doc_cell(doc, f->name ? cs_word(doc, f->name) : cs_doc_real(doc, (double)g->arm / 1000, 3));
	cs_doc_cell(doc, cs_doc_int(doc, g->returns));
	cs_doc_cell(doc, cs_doc_int(doc, g->followed));
	cs_doc_cell(doc, cs_doc_int(doc, g->again));
	cs_cells_rate(doc, (struct cs_count_of){ g->again, g->followed }, least);
	cs_cells_points(doc, enough && !control ? f->difference : (struct cs_interval){ (double)NAN, (double)NAN, (double)NAN });
	cs_doc_cell(doc, cs_doc_int(doc, g->cost));
	cs_doc_cell(doc, cs_doc_real(doc, enough && !control ? f->per_extra.value : (double)NAN, 0));
	cs_doc_cell(doc, cs_word(doc, control || enough ? f->verdict : N_("too few")));
}

#define GROUP_COLUMNS { "returns", CS_DOC_INT, CS_MASK_NONE, false }, \
	{ "followed", CS_DOC_INT, CS_MASK_NONE, false }, { "repurchased", CS_DOC_INT, CS_MASK_NONE, false }, \
	CS_COLUMNS_RATE, { "difference", CS_DOC_POINTS, CS_MASK_NONE, false }, \
	{ "diff_low", CS_DOC_POINTS, CS_MASK_NONE, false }, { "diff_high", CS_DOC_POINTS, CS_MASK_NONE, false }, \
	{ "cost", CS_DOC_INT, CS_MASK_NONE, false }, { "cost_per_extra", CS_DOC_REAL, CS_MASK_NONE, false }, \
	{ "verdict", CS_DOC_TEXT, CS_MASK_NONE, false }

static void
draw_arms(struct cs_report *report, const struct cs_study *study)
{
	/* Where nobody was drawn a group has a name, and no number. */
	static const struct cs_doc_column drawn[] = { { "arm", CS_DOC_REAL, CS_MASK_NONE, false }, GROUP_COLUMNS },
	    named[] = { { "arm", CS_DOC_TEXT, CS_MASK_NONE, false }, GROUP_COLUMNS };
	struct cs_doc *doc = report->doc;

	cs_doc_table(doc, "compensation", study->salt[0] ? _("Points for a return, by the arm that was drawn") :
	    _("Points for a return, given or not"), study->salt[0] ? drawn : named, CS_COUNT(drawn));
	for (size_t i = 0; i < study->group_count; i++) {
		struct cs_effect_finding f = cs_effect_find(study, &study->groups[i], cs_pocock_z(1));

		put_arm(report, &f);
	}
	cs_doc_note(doc, _("The first return of each customer up to the last day of the period; followed are those whose %lld days are over. "
	    "An arm is how many times the return fee was given; cost are the points that were spent.  As cs-mileage effect has it."),
	    (long long)report->terms.window);
	if (study->salt[0])
		cs_doc_note(doc, _("Drawn by lot (experiment %s): the difference is what the points did, within its limits."), study->salt);
	else
		cs_doc_note(doc, "%s", _("Association, not proof: nobody was drawn by lot, and points go to those who were wronged or upset."));
}

static enum cs_status
has_compensation(struct cs_report *report, bool *any, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_ANALYSIS_COMPENSATED);
	enum cs_status st = cs_step(stmt, err);

	*any = st == CS_ROW && cs_col_int(stmt, 0);
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* Whether points for a return brought customers back: the same study as cs-mileage effect, and the same numbers. */
enum cs_status
cs_contribution_points(struct cs_report *report, struct cs_err *err)
{
	const struct cs_effect_options options = { .from = 0, .to = report->to, .as_of = report->as_of,
		.window = report->terms.window, .looks = 1 };
	struct cs_study study = { 0 };
	struct cs_policy policy;
	int64_t version;
	bool any;
	enum cs_status st = has_compensation(report, &any, err);

	if (st != CS_OK || !any) {
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("No points were given for a return so far."));
		return st;
	}
	st = cs_policy_on(report->db, report->as_of, &policy, &version, err);
	if (st == CS_OK)
		st = cs_study_read(&study, report->db, &options, policy.comp_upset_from, err);
	if (st == CS_OK && study.group_count < 2)
		cs_doc_say(report->doc, CS_DOC_PLAIN, "%s", _("There is nobody to compare with: some customers have to be given points, and some not."));
	else if (st == CS_OK)
		draw_arms(report, &study);
	cs_study_release(&study);
	return st;
}

static enum cs_status
write_order(const struct service *s, const struct touched *t, struct cs_out *out, struct cs_err *err)
{
	enum cs_status st = cs_order_name(s->report, t->order, out, err);

	if (st != CS_OK)
		return st;
	cs_out_day(out, t->order->ordered);
	cs_out_money(out, t->order->amount, s->report->doc->currency_decimals, s->report->doc->currency_decimals);
	cs_out_str(out, t->c->code);
	cs_out_str(out, t->c->cause);
	cs_out_end(out);
	return CS_OK;
}

static enum cs_status
write_after(const struct service *s, const struct touched *t, bool again, struct cs_out *out, struct cs_err *err)
{
	enum cs_status st = cs_order_name(s->report, t->order, out, err);

	if (st != CS_OK)
		return st;
	cs_out_str(out, t->c->code);
	cs_out_day(out, cs_day_of_time(t->c->closed_at));
	cs_out_day(out, again ? t->order->next : CS_NO_DAY);
	cs_out_money(out, t->c->remedy, s->report->doc->currency_decimals, s->report->doc->currency_decimals);
	cs_out_end(out);
	return CS_OK;
}

/* The consultations that the share is of; next_on tells those who bought again. */
enum cs_status
cs_contribution_list_after(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "order_no", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "contact_id", CS_CELL_TEXT },
		{ "closed_on", CS_CELL_TEXT }, { "next_on", CS_CELL_TEXT }, { "remedy", CS_CELL_NUMBER },
	};
	struct service s;
	bool again;
	enum cs_status st = open_service(&s, report, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	for (size_t i = 0; st == CS_OK && i < s.count; i++) {
		if (take_after(&s, &s.items[i], &again))
			st = write_after(&s, &s.items[i], again, out, err);
	}
	free(s.items);
	return st;
}

static enum cs_status
list_kept(struct cs_report *report, enum wish wish, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "order_no", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "ordered_on", CS_CELL_TEXT },
		{ "amount", CS_CELL_NUMBER }, { "contact_id", CS_CELL_TEXT }, { "cause", CS_CELL_PROSE },
	};
	struct wishes wishes = { 0 };
	struct service s;
	enum cs_status st = open_service(&s, report, err);

	cs_out_begin(out, cols, CS_COUNT(cols));
	for (size_t i = 0; st == CS_OK && i < s.count; i++) {
		if (take_wish(&wishes, &s.items[i], wish))
			st = write_order(&s, &s.items[i], out, err);
	}
	cs_map_release(&wishes.orders);
	free(s.items);
	return st;
}

enum cs_status
cs_contribution_list_orders(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return list_kept(report, CANCEL, out, err);
}

enum cs_status
cs_contribution_list_goods(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return list_kept(report, GIVE_BACK, out, err);
}
