#include "report/why.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "report/casebook.h"
#include "report/cells.h"
#include "report/chart.h"
#include "report/daybook.h"
#include "stat/agreement.h"
#include "stat/discovery.h"
#include "store/db.h"

#define LEVEL 2          /* of the tree: fine enough to act on, coarse enough to count */
#define VITAL 0.8        /* the smallest number of causes that make so much of the complaints */
#define OTHER_WATCH 0.1  /* so much without a useful cause, and the table says little */
#define OTHER "other"

/* A cause and all below it, with what came of it. */
struct reason {
	const char *code, *name; /* borrowed of the tree; OTHER: what has no useful cause */
	int64_t complaints, before, contacts, remedies;
	bool other;
	double q;
};

struct reasons {
	struct cs_casebook *book;
	struct reason *items; /* owned */
	size_t count, cap;
	int64_t complaints, before, contacts;
	cs_day since;      /* consultations are known from this day on; CS_NO_DAY: none are */
	bool before_known; /* all days of the time before are */
};

static const struct cs_cause *
cause_of(const struct cs_casebook *book, const struct cs_case *c, int level)
{
	const struct cs_causes *causes = &book->help.house.causes;
	const struct cs_cause *cause = cs_cause_find(causes, c->cause, strlen(c->cause));

	return cause ? cs_cause_at_level(causes, cause, level) : NULL;
}

static bool
is_other(const struct cs_cause *cause)
{
	return !cause || strcmp(cause->code, OTHER) == 0 || strncmp(cause->code, OTHER ".", sizeof(OTHER)) == 0;
}

static struct reason *
reason_of(struct reasons *reasons, const struct cs_cause *cause, bool korean)
{
	bool other = is_other(cause);
	const char *code = other ? OTHER : cause->code;

	for (size_t i = 0; i < reasons->count; i++) {
		if (strcmp(reasons->items[i].code, code) == 0)
			return &reasons->items[i];
	}
	reasons->items = cs_grow(reasons->items, &reasons->cap, reasons->count + 1, sizeof(*reasons->items));
	reasons->items[reasons->count] = (struct reason){ .code = code, .other = other,
		.name = other ? _("other or not told") : cs_cause_name(cause, korean) };
	return &reasons->items[reasons->count++];
}

static enum cs_status
take_reasons(struct reasons *reasons, struct cs_report *report, struct cs_err *err)
{
	*reasons = (struct reasons){ 0 };
	enum cs_status st = cs_casebook_read(report, &reasons->book, err);

	if (st == CS_OK)
		st = cs_daybook_since(report, &cs_daybook_contacts, &reasons->since, err);
	reasons->before_known = reasons->since != CS_NO_DAY && reasons->since <= 2 * report->from - report->to - 1;
	for (size_t i = 0; st == CS_OK && i < reasons->book->count; i++) {
		const struct cs_case *c = &reasons->book->items[i];
		bool complaint = c->kind == CS_CONTACT_COMPLAINT;

		if (!complaint && c->before)
			continue;
		struct reason *reason = reason_of(reasons, cause_of(reasons->book, c, LEVEL), report->doc->korean);

		reason->contacts += !c->before;
		reasons->contacts += !c->before;
		reason->remedies += c->before ? 0 : c->remedy;
		reason->complaints += complaint && !c->before;
		reasons->complaints += complaint && !c->before;
		reason->before += complaint && c->before;
		reasons->before += complaint && c->before;
	}
	return st;
}

/* Each cause's share of the complaints against its share before. */
static void
test_reasons(struct reasons *reasons)
{
	double *p = cs_calloc(reasons->count + 1, sizeof(*p));

	for (size_t i = 0; i < reasons->count; i++) {
		const struct reason *r = &reasons->items[i];

		p[i] = cs_two_proportions_p((struct cs_count_of){ r->complaints, reasons->complaints },
		    (struct cs_count_of){ r->before, reasons->before });
	}
	cs_false_discovery(p, reasons->count);
	for (size_t i = 0; i < reasons->count; i++)
		reasons->items[i].q = p[i];
	free(p);
}

/* By count, then by code; what has no useful cause comes last, however much it is. */
static int
by_complaints(const void *a, const void *b)
{
	const struct reason *one = a, *two = b;

	if (one->other != two->other)
		return one->other - two->other;
	if (one->complaints != two->complaints)
		return one->complaints > two->complaints ? -1 : 1;
	return strcmp(one->code, two->code);
}

static const char *
verdict_of(const struct reason *r, const struct reasons *all, int64_t least)
{
	if (!all->before_known || all->complaints < least || all->before < least || isnan(r->q))
		return N_("too few");
	if (r->q > CS_FALSE_DISCOVERY)
		return N_("noise");
	return (double)r->complaints * (double)all->before > (double)r->before * (double)all->complaints ? N_("more") : N_("fewer");
}

static void
put_reason(struct cs_report *report, const struct reason *r, const struct reasons *all, int64_t sum, bool vital)
{
	static const struct cs_interval unknown = { (double)NAN, (double)NAN, (double)NAN };
	struct cs_doc *doc = report->doc;
	bool enough = all->before_known && all->complaints >= report->terms.least && all->before >= report->terms.least;

	cs_doc_cell(doc, cs_doc_text(doc, r->code));
	cs_doc_cell(doc, cs_doc_text(doc, r->name));
	cs_doc_cell(doc, cs_doc_int(doc, r->complaints));
	cs_doc_cell(doc, cs_doc_rate(doc, r->complaints, all->complaints));
	cs_doc_cell(doc, cs_doc_rate(doc, sum, all->complaints));
	cs_doc_cell(doc, cs_cell_yes(doc, vital));
	cs_doc_cell(doc, all->before_known ? cs_doc_int(doc, r->before) : cs_doc_unknown(CS_DOC_INT));
	cs_cells_points(doc, enough ? cs_newcombe((struct cs_count_of){ r->complaints, all->complaints },
	    (struct cs_count_of){ r->before, all->before }, CS_Z95) : unknown);
	cs_doc_cell(doc, cs_word(doc, verdict_of(r, all, report->terms.least)));
	cs_doc_cell(doc, cs_doc_int(doc, r->contacts));
}

static void
put_pareto(struct cs_report *report, struct reasons *reasons)
{
	static const struct cs_doc_column columns[] = {
		{ "cause", CS_DOC_TEXT, CS_MASK_PROSE, false }, { "cause_name", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "complaints", CS_DOC_INT, CS_MASK_NONE, false }, { "share", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "cumulative_share", CS_DOC_RATE, CS_MASK_NONE, false }, { "vital", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "before", CS_DOC_INT, CS_MASK_NONE, false }, { "difference", CS_DOC_POINTS, CS_MASK_NONE, false },
		{ "diff_low", CS_DOC_POINTS, CS_MASK_NONE, false }, { "diff_high", CS_DOC_POINTS, CS_MASK_NONE, false },
		{ "verdict", CS_DOC_TEXT, CS_MASK_NONE, false }, { "contacts", CS_DOC_INT, CS_MASK_NONE, false },
	};
	struct cs_doc *doc = report->doc;
	int64_t sum = 0, vital = 0;

	cs_doc_table(doc, "causes", _("Complaints by cause"), columns, CS_COUNT(columns));
	for (size_t i = 0; i < reasons->count; i++) {
		const struct reason *r = &reasons->items[i];
		bool needed = !r->other && r->complaints > 0 && (double)sum < VITAL * (double)reasons->complaints;

		sum += r->complaints;
		vital += needed;
		if (r->complaints + r->before > 0)
			put_reason(report, r, reasons, sum, needed);
	}
	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "cause_name", .y = { "complaints" } });
	struct cs_doc_figure *f = cs_doc_figure(doc, "vital_causes", _("Causes of most complaints"), cs_doc_int(doc, vital));

	f->definition = cs_doc_keep(doc, _("the smallest number of causes that make 80 of 100 complaints"));
}

static enum cs_status
count_orders(struct cs_report *report, cs_day from, int64_t *orders, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_ANALYSIS_ORDER_COUNT);

	cs_bind_int(stmt, ":from", from);
	cs_bind_int(stmt, ":to", report->to);
	enum cs_status st = cs_step(stmt, err);

	*orders = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* From which day of the period on both consultations and orders are counted: the ledger may have begun in its middle. */
static cs_day
first_counted(const struct cs_report *report, const struct reasons *reasons)
{
	return reasons->since != CS_NO_DAY && reasons->since > report->from ? reasons->since : report->from;
}

static struct cs_doc_figure *
put_per_100(struct cs_report *report, const char *id, const char *label, int64_t count, int64_t orders, int decimals)
{
	bool enough = orders > 0 && orders >= report->terms.least;
	struct cs_doc_figure *f = cs_doc_figure(report->doc, id, label,
	    cs_doc_real(report->doc, enough ? 100 * (double)count / (double)orders : (double)NAN, decimals));

	f->n = orders;
	f->verdict = enough ? CS_DOC_NO_VERDICT : CS_DOC_TOO_FEW;
	return f;
}

static void
put_rates(struct cs_report *report, const struct reasons *reasons, int64_t orders)
{
	cs_day from = first_counted(report, reasons);
	char day[CS_DAY_TEXT];
	struct cs_doc *doc = report->doc;
	struct cs_doc_figure *f = cs_doc_figure(doc, "complaints", _("Complaints"), cs_doc_int(doc, reasons->complaints));

	f->n = reasons->contacts;
	if (reasons->before_known) {
		f->before = cs_doc_int(doc, reasons->before);
		f->compared = cs_doc_keep(doc, _("as many days before"));
	}
	f->definition = cs_doc_keep(doc, _("consultations opened in the period that are complaints, out of all; merged ones and spam left out"));
	f = put_per_100(report, "contacts_per_100_orders", _("Contacts per 100 orders"), reasons->contacts, orders, 1);
	f->definition = cs_doc_keep(doc, _("consultations opened in the period, every one counted / orders placed in it, cancelled ones left out"));
	f = put_per_100(report, "complaints_per_100_orders", _("Complaints per 100 orders"), reasons->complaints, orders, 2);
	f->definition = cs_doc_keep(doc, _("complaints of the period / orders placed in it"));
	if (from > report->from)
		cs_doc_note(doc, _("Consultations are known since %s: only orders placed from then on are set against them."),
		    cs_day_format(day, from));
	if (!reasons->before_known && reasons->since != CS_NO_DAY)
		cs_doc_note(doc, _("Consultations are known since %s: there is no time as long before it to compare with."),
		    cs_day_format(day, reasons->since));
}

enum cs_status
cs_why_pareto(struct cs_report *report, struct cs_err *err)
{
	struct reasons reasons;
	int64_t orders = 0;
	enum cs_status st = take_reasons(&reasons, report, err);

	if (st == CS_OK)
		st = count_orders(report, first_counted(report, &reasons), &orders, err);
	if (st == CS_OK) {
		cs_casebook_count(report, reasons.book);
		test_reasons(&reasons);
		if (reasons.count > 0)
			qsort(reasons.items, reasons.count, sizeof(*reasons.items), by_complaints);
		put_rates(report, &reasons, orders);
		put_pareto(report, &reasons);
		cs_doc_note(report->doc, "%s", _("The change is of the share of all complaints, against as many days before, with Newcombe's limits; "
		    "a verdict takes into account how many causes there are.  A share falls where another rises: cs-report chart u --of "
		    "complaints --cause CODE has the rate per order."));
	}
	free(reasons.items);
	return st;
}

static int64_t
cost_of(const struct cs_report *report, const struct reason *r)
{
	return r->remedies + (report->terms.contact_cost > 0 ? r->contacts * report->terms.contact_cost : 0);
}

static void
sort_by_cost(const struct cs_report *report, struct reasons *reasons)
{
	for (size_t i = 1; i < reasons->count; i++) {
		struct reason r = reasons->items[i];
		size_t at = i;

		for (; at > 0 && (cost_of(report, &reasons->items[at - 1]) < cost_of(report, &r) ||
			(cost_of(report, &reasons->items[at - 1]) == cost_of(report, &r) && strcmp(reasons->items[at - 1].code, r.code) > 0)); at--)
			reasons->items[at] = reasons->items[at - 1];
		reasons->items[at] = r;
	}
}

/* The dear ones are not always the many. */
enum cs_status
cs_why_cost(struct cs_report *report, struct cs_err *err)
{
	static const struct cs_doc_column columns[] = {
		{ "cause", CS_DOC_TEXT, CS_MASK_PROSE, false }, { "cause_name", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "contacts", CS_DOC_INT, CS_MASK_NONE, false }, { "remedies", CS_DOC_MONEY, CS_MASK_NONE, false },
		{ "handling", CS_DOC_MONEY, CS_MASK_NONE, false }, { "cost", CS_DOC_MONEY, CS_MASK_NONE, false },
		{ "share", CS_DOC_RATE, CS_MASK_NONE, false }, { "cumulative_share", CS_DOC_RATE, CS_MASK_NONE, false },
	};
	struct cs_doc *doc = report->doc;
	struct reasons reasons;
	int64_t all = 0, sum = 0;
	enum cs_status st = take_reasons(&reasons, report, err);

	for (size_t i = 0; st == CS_OK && i < reasons.count; i++)
		all += cost_of(report, &reasons.items[i]);
	if (st == CS_OK && all > 0) {
		sort_by_cost(report, &reasons);
		cs_doc_table(doc, "cost", _("What causes cost"), columns, CS_COUNT(columns));
	}
	for (size_t i = 0; st == CS_OK && all > 0 && i < reasons.count; i++) {
		const struct reason *r = &reasons.items[i];
		int64_t cost = cost_of(report, r);

		sum += cost;
		cs_doc_cell(doc, cs_doc_text(doc, r->code));
		cs_doc_cell(doc, cs_doc_text(doc, r->name));
		cs_doc_cell(doc, cs_doc_int(doc, r->contacts));
		cs_doc_cell(doc, cs_doc_money(doc, r->remedies));
		cs_doc_cell(doc, report->terms.contact_cost > 0 ? cs_doc_money(doc, cost - r->remedies)
		    : cs_doc_unknown(CS_DOC_MONEY));
		cs_doc_cell(doc, cs_doc_money(doc, cost));
		cs_doc_cell(doc, cs_doc_rate(doc, cost, all));
		cs_doc_cell(doc, cs_doc_rate(doc, sum, all));
	}
	if (st == CS_OK)
		cs_doc_note(doc, "%s", report->terms.contact_cost > 0
		    ? _("Cost: remedies given in the consultations of the period, and --contact-cost for each of them.")
		    : _("Cost: remedies given in the consultations of the period; what handling costs is not known (--contact-cost)."));
	free(reasons.items);
	return st;
}

/* A product and a cause of the first level. */
struct pair {
	const char *product, *cause; /* product: the document's */
	int64_t complaints, of_product;
};

struct pairs {
	struct pair *items; /* owned */
	size_t count, cap;
	struct cs_map places;   /* "product TAB cause" to the place, counted from 1 */
	struct cs_map products; /* complaints by product */
	int64_t linked, all;
};

/* The product of a case, else the only one of its order; "" where there is none. */
static enum cs_status
product_of(struct cs_report *report, const struct cs_case *c, const char **product, struct cs_err *err)
{
	*product = c->product;
	if (*c->product || !*c->order_no)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_ANALYSIS_ONLY_PRODUCT);
	size_t len;

	cs_bind_text(stmt, ":order_no", c->order_no, strlen(c->order_no));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		*product = cs_doc_keep(report->doc, cs_col_text(stmt, 0, &len));
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static void
add_pair(struct pairs *pairs, struct cs_str *key, const char *product, const char *cause)
{
	bool added;

	cs_str_clear(key);
	cs_str_add_format(key, "%s\t%s", product, cause);
	int64_t *place = cs_map_at(&pairs->places, key->data, key->len, &added);

	if (added) {
		pairs->items = cs_grow(pairs->items, &pairs->cap, pairs->count + 1, sizeof(*pairs->items));
		pairs->items[pairs->count++] = (struct pair){ .product = product, .cause = cause };
		*place = (int64_t)pairs->count;
	}
	pairs->items[*place - 1].complaints++;
	++*cs_map_at(&pairs->products, product, strlen(product), &added);
}

static int
by_product(const void *a, const void *b)
{
	const struct pair *one = a, *two = b;

	if (one->of_product != two->of_product)
		return one->of_product > two->of_product ? -1 : 1;
	int order = strcmp(one->product, two->product);

	if (order == 0 && one->complaints != two->complaints)
		return one->complaints > two->complaints ? -1 : 1;
	return order ? order : strcmp(one->cause, two->cause);
}

static enum cs_status
read_pairs(struct pairs *pairs, struct cs_report *report, struct cs_casebook *book, struct cs_err *err)
{
	struct cs_str key = { 0 };
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		const struct cs_case *c = &book->items[i];
		const char *product;

		if (c->before || c->kind != CS_CONTACT_COMPLAINT)
			continue;
		pairs->all++;
		st = product_of(report, c, &product, err);
		if (st != CS_OK || !*product)
			continue;
		const struct cs_cause *cause = cause_of(book, c, 1);

		pairs->linked++;
		add_pair(pairs, &key, product, cause ? cause->code : OTHER);
	}
	for (size_t i = 0; i < pairs->count; i++)
		pairs->items[i].of_product = *cs_map_find(&pairs->products, pairs->items[i].product, strlen(pairs->items[i].product));
	cs_str_release(&key);
	if (pairs->count > 0)
		qsort(pairs->items, pairs->count, sizeof(*pairs->items), by_product);
	return st;
}

static void
put_pairs(struct cs_report *report, const struct pairs *pairs)
{
	static const struct cs_doc_column columns[] = {
		{ "product_id", CS_DOC_TEXT, CS_MASK_NONE, false }, { "cause", CS_DOC_TEXT, CS_MASK_PROSE, false },
		{ "complaints", CS_DOC_INT, CS_MASK_NONE, false }, { "of_product", CS_DOC_INT, CS_MASK_NONE, false },
	};
	struct cs_doc *doc = report->doc;
	struct cs_doc_table *table = cs_doc_table(doc, "by_product", _("Complaints by product and kind of cause"), columns,
	    CS_COUNT(columns));
	size_t products = 0, i = 0;

	for (; i < pairs->count; i++) {
		products += i == 0 || strcmp(pairs->items[i].product, pairs->items[i - 1].product) != 0;
		if (products > cs_report_rows(report))
			break;
		cs_doc_cell(doc, cs_doc_text(doc, pairs->items[i].product));
		cs_doc_cell(doc, cs_doc_text(doc, pairs->items[i].cause));
		cs_doc_cell(doc, cs_doc_int(doc, pairs->items[i].complaints));
		cs_doc_cell(doc, cs_doc_int(doc, pairs->items[i].of_product));
	}
	table->rows_left_out = (int64_t)(pairs->count - i);
	if (i > 0)
		cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_HEAT, .x = "cause", .y = { "product_id" },
			.value = "complaints" });
}

enum cs_status
cs_why_products(struct cs_report *report, struct cs_err *err)
{
	struct pairs pairs = { 0 };
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	if (st == CS_OK)
		st = read_pairs(&pairs, report, book, err);
	if (st == CS_OK) {
		struct cs_doc_figure *f = cs_figure_rate(report->doc, "product_told", _("Complaints with a product"),
		    (struct cs_count_of){ pairs.linked, pairs.all }, 1);

		f->definition = cs_doc_keep(report->doc, _("complaints that name a product or an order of a single product / complaints"));
		put_pairs(report, &pairs);
	}
	free(pairs.items);
	cs_map_release(&pairs.places);
	cs_map_release(&pairs.products);
	return st;
}

/* Two people who coded the same case, at the first level of the tree. */
static struct cs_interval
kappa_of(const struct cs_casebook *book, int64_t *cases)
{
	const struct cs_causes *causes = &book->help.house.causes;
	int64_t *counts = cs_calloc(causes->count * causes->count + 1, sizeof(*counts));
	struct cs_interval kappa;

	*cases = 0;
	for (size_t i = 0; i < book->count; i++) {
		const struct cs_case *c = &book->items[i];
		const struct cs_cause *first = cs_cause_find(causes, c->first_cause, strlen(c->first_cause));
		const struct cs_cause *second = cs_cause_find(causes, c->second_cause, strlen(c->second_cause));

		if (c->before || !first || !second)
			continue;
		first = cs_cause_at_level(causes, first, 1);
		second = cs_cause_at_level(causes, second, 1);
		counts[(size_t)(first - causes->items) * causes->count + (size_t)(second - causes->items)]++;
		++*cases;
	}
	kappa = cs_kappa(counts, causes->count, CS_Z95);
	free(counts);
	return kappa;
}

static void
put_kappa(struct cs_report *report, const struct cs_casebook *book)
{
	struct cs_doc *doc = report->doc;
	int64_t cases;
	struct cs_interval kappa = kappa_of(book, &cases);
	bool few = cases < report->terms.least || isnan(kappa.value);
	struct cs_doc_figure *f = cs_doc_figure(doc, "coding_kappa", _("Agreement of two who coded the same case (kappa)"),
	    cs_doc_real(doc, few ? (double)NAN : kappa.value, 2));

	f->n = cases;
	f->verdict = few ? CS_DOC_TOO_FEW : CS_DOC_NO_VERDICT;
	f->low = cs_doc_real(doc, few ? (double)NAN : kappa.low, 2);
	f->high = cs_doc_real(doc, few ? (double)NAN : kappa.high, 2);
	f->definition = cs_doc_keep(doc, _("Cohen's kappa of the first level, over cases whose cause two people entered"));
}

static void
put_origins(struct cs_report *report, const struct cs_casebook *book)
{
	static const struct cs_doc_column columns[] = {
		{ "origin", CS_DOC_TEXT, CS_MASK_NONE, false }, { "complaints", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE,
	};
	int64_t counts[CS_ORIGIN_COUNT] = { 0 }, all = 0;

	for (size_t i = 0; i < book->count; i++) {
		bool counts_here = !book->items[i].before && book->items[i].kind == CS_CONTACT_COMPLAINT;

		counts[book->items[i].origin] += counts_here;
		all += counts_here;
	}
	cs_doc_table(report->doc, "by_origin", _("Where the causes lie"), columns, CS_COUNT(columns));
	for (int i = 0; i < CS_ORIGIN_COUNT; i++) {
		if (counts[i] == 0)
			continue;
		cs_doc_cell(report->doc, cs_word(report->doc, cs_contact_origin_words[i]));
		cs_doc_cell(report->doc, cs_doc_int(report->doc, counts[i]));
		cs_cells_rate(report->doc, (struct cs_count_of){ counts[i], all }, report->terms.least);
	}
}

static bool
is_complaint(const struct cs_case *c, const void *self)
{
	(void)self;
	return c->kind == CS_CONTACT_COMPLAINT;
}

/* Without a code, with one that the tree lacks, or with one that says nothing. */
static bool
is_uncoded(const struct cs_case *c, const void *book)
{
	return is_complaint(c, NULL) && is_other(cause_of(book, c, LEVEL));
}

enum cs_status
cs_why_coding(struct cs_report *report, struct cs_err *err)
{
	struct cs_casebook *book;
	struct cs_count_of other = { 0 };
	enum cs_status st = cs_casebook_read(report, &book, err);

	if (st != CS_OK)
		return st;
	for (size_t i = 0; i < book->count; i++) {
		other.n += !book->items[i].before && is_complaint(&book->items[i], NULL);
		other.x += !book->items[i].before && is_uncoded(&book->items[i], book);
	}
	struct cs_doc_figure *f = cs_doc_figure(report->doc, "uncoded", _("Complaints without a useful cause"),
	    cs_doc_int(report->doc, other.x));

	f->n = other.n;
	f->definition = cs_doc_keep(report->doc, _("no cause, one that the table of causes lacks, or \"other\""));
	f->severity = (double)other.x > OTHER_WATCH * (double)other.n ? CS_DOC_WATCH : CS_DOC_PLAIN;
	if (f->severity == CS_DOC_WATCH)
		cs_doc_say(report->doc, CS_DOC_WATCH, _("%.0f of 100 complaints have no useful cause: what the others say may mislead."),
		    100 * (double)other.x / (double)other.n);
	put_kappa(report, book);
	put_origins(report, book);
	return CS_OK;
}

enum cs_status
cs_why_list_complaints(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	return cs_casebook_list(report, is_complaint, NULL, out, err);
}

enum cs_status
cs_why_list_uncoded(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	struct cs_casebook *book;
	enum cs_status st = cs_casebook_read(report, &book, err);

	return st == CS_OK ? cs_casebook_list(report, is_uncoded, book, out, err) : st;
}
