#include "report/returns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/cells.h"
#include "report/chart.h"
#include "report/orderbook.h"
#include "report/series.h"
#include "report/sold.h"
#include "stat/discovery.h"
#include "stat/ratio.h"
#include "store/db.h"
#include "store/words.h"
#include "stream/out.h"

#define YOUNG_SHARE 0.1  /* from here on it is said that more may come back */

/* Lines of a product or a supplier, and how many came back. */
struct goods {
	const char *code, *name, *supplier; /* the document's */
	struct cs_count_of count;
	double q;
	bool above;
};

struct goods_list {
	struct goods *items; /* owned */
	size_t count, cap;
	struct cs_count_of all;
};

static void
add_goods(struct goods_list *list, struct goods goods)
{
	list->items = cs_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = goods;
	list->all.x += goods.count.x;
	list->all.n += goods.count.n;
}

static struct cs_stmt *
bind_range(struct cs_report *report, enum cs_sql which)
{
	struct cs_stmt *stmt = cs_db_stmt(report->db, which);

	cs_bind_int(stmt, ":from", report->from);
	cs_bind_int(stmt, ":to", report->to);
	return stmt;
}

/* Counts by the product's number in the store; 0: not known. */
struct counts {
	struct cs_count_of *items; /* owned */
	size_t count, cap;
	struct cs_count_of all;
};

static void
count_lines(void *self, int64_t product, cs_day day, int64_t lines, int64_t returned)
{
	struct counts *counts = self;
	size_t id = (size_t)product;

	(void)day;
	counts->items = cs_grow(counts->items, &counts->cap, id + 1, sizeof(*counts->items));
	for (; counts->count <= id; counts->count++)
		counts->items[counts->count] = (struct cs_count_of){ 0 };
	counts->items[id].n += lines;
	counts->items[id].x += returned;
	counts->all.n += lines;
	counts->all.x += returned;
}

static enum cs_status
read_products(struct cs_report *report, struct goods_list *products, struct cs_err *err)
{
	struct counts counts = { 0 };
	struct cs_doc *doc = report->doc;
	enum cs_status st = cs_sold_each(report, report->from, report->to, count_lines, &counts, err);
	struct cs_stmt *stmt = cs_db_stmt(report->db, CS_SQL_ANALYSIS_GOODS);
	size_t len;

	if (counts.count > 0 && counts.items[0].n > 0)
		add_goods(products, (struct goods){ .supplier = "", .count = counts.items[0] });
	while (st == CS_OK && (st = cs_step(stmt, err)) == CS_ROW) {
		size_t id = (size_t)cs_col_int(stmt, 0);
		bool named = cs_col_int(stmt, 2) != 0; /* the name stands for the code */

		st = CS_OK;
		if (id >= counts.count || counts.items[id].n == 0)
			continue;
		add_goods(products, (struct goods){ .code = named ? NULL : cs_doc_keep(doc, cs_col_text(stmt, 1, &len)),
			.name = cs_doc_keep(doc, cs_col_text(stmt, 3, &len)),
			.supplier = cs_doc_keep(doc, cs_col_text(stmt, 4, &len)), .count = counts.items[id] });
	}
	cs_stmt_reset(stmt);
	free(counts.items);
	return st;
}

/* The products come by supplier. */
static void
sum_suppliers(const struct goods_list *products, struct goods_list *suppliers)
{
	for (size_t i = 0; i < products->count; i++) {
		const struct goods *p = &products->items[i];
		struct goods *last = suppliers->count ? &suppliers->items[suppliers->count - 1] : NULL;

		if (last && strcmp(last->supplier, p->supplier) == 0) {
			last->count.x += p->count.x;
			last->count.n += p->count.n;
			suppliers->all.x += p->count.x;
			suppliers->all.n += p->count.n;
		} else {
			add_goods(suppliers, (struct goods){ .supplier = p->supplier, .count = p->count });
		}
	}
}

static struct cs_count_of
rest_of(const struct goods_list *list, const struct goods *goods)
{
	return (struct cs_count_of){ list->all.x - goods->count.x, list->all.n - goods->count.n };
}

/* Each against all others; the more there are, the more would stand out by chance. */
static void
test_goods(struct goods_list *list, int64_t least)
{
	double *p = cs_calloc(list->count + 1, sizeof(*p));

	for (size_t i = 0; i < list->count; i++) {
		struct cs_count_of rest = rest_of(list, &list->items[i]);
		bool enough = list->items[i].count.n >= least && rest.n > 0;

		p[i] = enough ? cs_two_proportions_p(list->items[i].count, rest) : (double)NAN;
	}
	cs_false_discovery(p, list->count);
	for (size_t i = 0; i < list->count; i++) {
		struct goods *g = &list->items[i];

		g->q = p[i];
		g->above = strcmp(cs_word_of_group(g->count, rest_of(list, g), g->q, least), "above") == 0;
	}
	free(p);
}

/* What stands out comes first. */
static int
by_returned(const void *a, const void *b)
{
	const struct goods *one = a, *two = b;

	if (one->above != two->above)
		return one->above ? -1 : 1;
	if (one->count.x != two->count.x)
		return one->count.x > two->count.x ? -1 : 1;
	if (one->count.n != two->count.n)
		return one->count.n > two->count.n ? -1 : 1;
	int order = strcmp(one->supplier, two->supplier);

	return order ? order : strcmp(one->name ? one->name : "", two->name ? two->name : "");
}

static void
put_goods(struct cs_report *report, const struct goods_list *list, bool products)
{
	struct cs_doc *doc = report->doc;
	size_t rows = cs_report_rows(report) < list->count ? cs_report_rows(report) : list->count;

	for (size_t i = 0; i < rows; i++) {
		const struct goods *g = &list->items[i];

		if (products) {
			cs_doc_cell(doc, cs_doc_text(doc, g->code));
			cs_doc_cell(doc, cs_doc_text(doc, g->name));
		}
		cs_doc_cell(doc, cs_doc_text(doc, *g->supplier ? g->supplier : NULL));
		cs_doc_cell(doc, cs_doc_int(doc, g->count.n));
		cs_doc_cell(doc, cs_doc_int(doc, g->count.x));
		cs_cells_rate(doc, g->count, report->terms.least);
		cs_doc_cell(doc, cs_word(doc, cs_word_of_group(g->count, rest_of(list, g), g->q, report->terms.least)));
	}
}

static void
draw_products(struct cs_report *report, struct goods_list *products)
{
	static const struct cs_doc_column columns[] = {
		{ "product_id", CS_DOC_TEXT, CS_MASK_NONE, false }, { "product_name", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "supplier", CS_DOC_TEXT, CS_MASK_NONE, false }, { "lines", CS_DOC_INT, CS_MASK_NONE, false },
		{ "returned", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE,
		{ "verdict", CS_DOC_TEXT, CS_MASK_NONE, false },
	};
	struct cs_doc_table *table = cs_doc_table(report->doc, "by_product", _("Returns by product"), columns,
	    CS_COUNT(columns));

	test_goods(products, report->terms.least);
	if (products->count > 0)
		qsort(products->items, products->count, sizeof(*products->items), by_returned);
	put_goods(report, products, true);
	table->rows_left_out = (int64_t)products->count - (int64_t)cs_doc_row_count(table);
}

static void
draw_suppliers(struct cs_report *report, struct goods_list *suppliers)
{
	static const struct cs_doc_column columns[] = {
		{ "supplier", CS_DOC_TEXT, CS_MASK_NONE, false }, { "lines", CS_DOC_INT, CS_MASK_NONE, false },
		{ "returned", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE,
		{ "verdict", CS_DOC_TEXT, CS_MASK_NONE, false },
	};

	if (suppliers->count < 2)
		return;
	struct cs_doc_table *table = cs_doc_table(report->doc, "by_supplier", _("Returns by supplier"), columns,
	    CS_COUNT(columns));

	test_goods(suppliers, report->terms.least);
	qsort(suppliers->items, suppliers->count, sizeof(*suppliers->items), by_returned);
	put_goods(report, suppliers, false);
	table->rows_left_out = (int64_t)suppliers->count - (int64_t)cs_doc_row_count(table);
}

static void
say_outliers(struct cs_report *report, const struct goods_list *products)
{
	int64_t above = 0, few = 0;

	for (size_t i = 0; i < products->count; i++) {
		above += products->items[i].above;
		few += isnan(products->items[i].q);
	}
	if (above > 0)
		cs_doc_say(report->doc, CS_DOC_WATCH, cs_tr_count("%lld product comes back more often than the rest.",
		    "%lld products come back more often than the rest.", (unsigned long)above), (long long)above);
	if (few > 0)
		cs_doc_note(report->doc, cs_tr_count("%lld product has fewer than %lld lines and gets no rate.",
		    "%lld products have fewer than %lld lines each and get no rate.", (unsigned long)few), (long long)few,
		    (long long)report->terms.least);
}

/* What was ordered a few days ago may still come back. */
static void
say_young(struct cs_report *report)
{
	cs_day from = report->as_of - CS_YOUNG_DAYS + 1 > report->from ? report->as_of - CS_YOUNG_DAYS + 1 : report->from;
	cs_day last = report->to < report->as_of ? report->to : report->as_of;
	double share = (double)(last - from + 1) / (double)(last - report->from + 1);

	if (last >= from && share > YOUNG_SHARE)
		cs_doc_note(report->doc, _("Orders of the last %d days are among these and may still come back: the rates will rise."),
		    CS_YOUNG_DAYS);
}

enum cs_status
cs_returns_goods(struct cs_report *report, struct cs_err *err)
{
	struct goods_list products = { 0 }, suppliers = { 0 };
	struct cs_doc *doc = report->doc;
	enum cs_status st = read_products(report, &products, err);

	if (st == CS_OK) {
		struct cs_doc_figure *f = cs_doc_figure(doc, "returned_lines", _("Returned lines"), cs_doc_int(doc, products.all.x));

		f->n = products.all.n;
		f->definition = cs_doc_keep(doc, _("order lines of the period that were returned or exchanged since, out of those not cancelled"));
		f = cs_figure_rate(doc, "return_rate", _("Return rate"), products.all, report->terms.least);
		f->definition = cs_doc_keep(doc, _("returned lines / lines"));
		sum_suppliers(&products, &suppliers);
		draw_products(report, &products);
		draw_suppliers(report, &suppliers);
		say_outliers(report, &products);
		say_young(report);
	}
	free(products.items);
	free(suppliers.items);
	return st;
}

static const char *const fault_words[] = { N_("customer"), N_("shop"), N_("courier"), N_("unknown") };

static const char *
fault_of(struct cs_stmt *stmt, int column)
{
	return cs_col_is_null(stmt, column) ? NULL : fault_words[cs_col_int(stmt, column)];
}

static void
put_reason(struct cs_report *report, const char *reason, const char *fault, int64_t lines, int64_t told, int64_t sold)
{
	struct cs_doc *doc = report->doc;

	cs_doc_cell(doc, cs_doc_text(doc, reason));
	cs_doc_cell(doc, cs_word(doc, fault));
	cs_doc_cell(doc, cs_doc_int(doc, lines));
	cs_doc_cell(doc, reason ? cs_doc_rate(doc, lines, told) : cs_doc_unknown(CS_DOC_RATE));
	cs_cells_rate(doc, (struct cs_count_of){ lines, sold }, report->terms.least);
}

/* Reasons in the order of their number; what nobody told comes last. */
static enum cs_status
put_reasons(struct cs_report *report, struct cs_count_of all, struct cs_err *err)
{
	struct cs_stmt *stmt = bind_range(report, CS_SQL_ANALYSIS_RETURNS_BY_REASON);
	int64_t told = 0, left_out = 0;
	enum cs_status st;
	size_t len, rows = cs_report_rows(report), row = 0;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *reason = cs_col_text(stmt, 0, &len);

		if (len == 0)
			continue;
		told = cs_col_int(stmt, 3);
		if (row++ < rows)
			put_reason(report, reason, fault_of(stmt, 1), cs_col_int(stmt, 2), told, all.n);
		else
			left_out++;
	}
	cs_stmt_reset(stmt);
	if (all.x > told)
		put_reason(report, NULL, NULL, all.x - told, told, all.n);
	struct cs_doc_section *section = report->doc->sections[report->doc->section_count - 1];

	section->tables[section->table_count - 1]->rows_left_out = left_out;
	struct cs_doc_figure *f = cs_figure_rate(report->doc, "reason_told", _("Reason told"),
	    (struct cs_count_of){ told, all.x }, 1);

	f->definition = cs_doc_keep(report->doc, _("returned lines whose reason is known / returned lines"));
	return st;
}

enum cs_status
cs_returns_reasons(struct cs_report *report, struct cs_err *err)
{
	static const struct cs_doc_column columns[] = {
		{ "reason", CS_DOC_TEXT, CS_MASK_PROSE, false }, { "fault", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "returned", CS_DOC_INT, CS_MASK_NONE, false }, { "share", CS_DOC_RATE, CS_MASK_NONE, false }, CS_COLUMNS_RATE,
	};
	struct counts counts = { 0 };
	enum cs_status st = cs_sold_each(report, report->from, report->to, count_lines, &counts, err);

	if (st == CS_OK && counts.all.x > 0) {
		cs_doc_table(report->doc, "by_reason", _("Returns by reason"), columns, CS_COUNT(columns));
		st = put_reasons(report, counts.all, err);
	}
	free(counts.items);
	return st;
}

/* Orders by what went before: how late they came, how often their customers had asked. */
#define BEFORE_GROUPS 5

struct before {
	const char *name;
	int64_t upto; /* the group holds values up to this */
	struct cs_count_of count;
};

static void
count_before(struct before groups[], int64_t value, bool returned)
{
	size_t i = 0;

	while (value > groups[i].upto)
		i++;
	groups[i].count.n++;
	groups[i].count.x += returned;
}

/* The first group is what the others are compared with. */
static void
put_before(struct cs_report *report, const struct before groups[], size_t count)
{
	struct cs_doc *doc = report->doc;
	int64_t least = report->terms.least;

	for (size_t i = 0; i < count; i++) {
		bool enough = groups[i].count.n >= least && groups[0].count.n >= least;

		if (groups[i].count.n == 0)
			continue;
		cs_doc_cell(doc, cs_word(doc, groups[i].name));
		cs_doc_cell(doc, cs_doc_int(doc, groups[i].count.n));
		cs_doc_cell(doc, cs_doc_int(doc, groups[i].count.x));
		cs_cells_rate(doc, groups[i].count, least);
		cs_cells_ratio(doc, i > 0 && enough ? cs_odds_ratio(groups[i].count, groups[0].count, CS_Z95)
		    : (struct cs_interval){ (double)NAN, (double)NAN, (double)NAN });
	}
}

#define ODDS_COLUMNS { "orders", CS_DOC_INT, CS_MASK_NONE, false }, { "returned", CS_DOC_INT, CS_MASK_NONE, false }, \
	CS_COLUMNS_RATE, { "odds_ratio", CS_DOC_REAL, CS_MASK_NONE, false }, \
	{ "odds_low", CS_DOC_REAL, CS_MASK_NONE, false }, { "odds_high", CS_DOC_REAL, CS_MASK_NONE, false }
static const struct cs_doc_column delay_columns[] = { { "late", CS_DOC_TEXT, CS_MASK_NONE, false }, ODDS_COLUMNS };
static const struct cs_doc_column contact_columns[] = { { "contacts", CS_DOC_TEXT, CS_MASK_NONE, false }, ODDS_COLUMNS };

static void
draw_before(struct cs_report *report, const struct before late[], const struct before asked[])
{
	struct cs_doc *doc = report->doc;

	cs_doc_table(doc, "by_delay", _("Returned orders by days past the promised day"), delay_columns,
	    CS_COUNT(delay_columns));
	put_before(report, late, BEFORE_GROUPS);
	cs_doc_draw(doc, &(struct cs_doc_picture){ .kind = CS_CHART_BARS, .x = "late", .y = { "rate" } });
	cs_doc_table(doc, "by_contacts", _("Returned orders by contacts before receipt"), contact_columns,
	    CS_COUNT(contact_columns));
	put_before(report, asked, BEFORE_GROUPS - 1);
	cs_doc_note(doc, _("Promised: receipt within %lld business days of payment.  Contacts are counted up to the day of receipt, for all "
	    "orders alike.  An odds ratio compares with the first row; its limits are Woolf's, 95 %%."),
	    (long long)report->terms.promised_days);
	cs_doc_note(doc, "%s", _("Association, not proof: who waits long may differ in more than the waiting."));
}

enum cs_status
cs_returns_before(struct cs_report *report, struct cs_err *err)
{
	struct before late[BEFORE_GROUPS] = {
		{ N_("in time"), 0, { 0 } }, { N_("1 day late"), 1, { 0 } }, { N_("2-3 days late"), 3, { 0 } },
		{ N_("4-7 days late"), 7, { 0 } }, { N_("8 or more days late"), INT64_MAX, { 0 } },
	};
	struct before asked[BEFORE_GROUPS - 1] = {
		{ N_("no contact"), 0, { 0 } }, { N_("1 contact"), 1, { 0 } }, { N_("2 contacts"), 2, { 0 } },
		{ N_("3 or more contacts"), INT64_MAX, { 0 } },
	};
	const struct cs_orderbook *book;
	enum cs_status st = cs_orderbook_read(report, &book, err);

	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		const struct cs_booked *order = &book->items[i];

		if (!cs_order_is_of_period(report, order) || order->delivered == CS_NO_DAY)
			continue;
		if (order->promised != CS_NO_DAY)
			count_before(late, order->delivered - order->promised, order->returned);
		count_before(asked, order->waiting_contacts, order->returned);
	}
	if (st == CS_OK)
		draw_before(report, late, asked);
	return st;
}

/* Orders of one class of goods: the first of their customers, and the later ones. */
struct firsts {
	struct cs_count_of returned, contacted, complained;
};

static void
put_firsts(struct cs_report *report, int class, bool first, const struct firsts *f)
{
	struct cs_doc *doc = report->doc;
	int64_t least = report->terms.least;

	cs_doc_cell(doc, cs_word(doc, cs_goods_class_words[class]));
	cs_doc_cell(doc, cs_word(doc, first ? N_("first order") : N_("later order")));
	cs_doc_cell(doc, cs_doc_int(doc, f->returned.n));
	cs_doc_cell(doc, cs_doc_int(doc, f->returned.x));
	cs_cells_rate(doc, f->returned, least);
	cs_doc_cell(doc, cs_doc_int(doc, f->contacted.x));
	cs_doc_cell(doc, f->contacted.n < least ? cs_doc_unknown(CS_DOC_RATE) : cs_doc_rate(doc, f->contacted.x, f->contacted.n));
	cs_doc_cell(doc, cs_doc_int(doc, f->complained.x));
}

/* A customer of one-off goods is met once: the first order must satisfy. */
enum cs_status
cs_returns_first(struct cs_report *report, struct cs_err *err)
{
	static const struct cs_doc_column columns[] = {
		{ "class", CS_DOC_TEXT, CS_MASK_NONE, false }, { "order", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "orders", CS_DOC_INT, CS_MASK_NONE, false }, { "returned", CS_DOC_INT, CS_MASK_NONE, false }, CS_COLUMNS_RATE,
		{ "contacted", CS_DOC_INT, CS_MASK_NONE, false }, { "contact_rate", CS_DOC_RATE, CS_MASK_NONE, false },
		{ "complained", CS_DOC_INT, CS_MASK_NONE, false },
	};
	struct firsts firsts[CS_GOODS_CLASS_COUNT][2] = { 0 };
	const struct cs_orderbook *book;
	enum cs_status st = cs_orderbook_read(report, &book, err);

	for (size_t i = 0; st == CS_OK && i < book->count; i++) {
		const struct cs_booked *order = &book->items[i];

		if (!cs_order_is_of_period(report, order) || order->customer == 0)
			continue;
		struct firsts *f = &firsts[order->class][order->prior > 0];

		f->returned.n++;
		f->contacted.n++;
		f->returned.x += order->returned > 0;
		f->contacted.x += order->contacts > 0;
		f->complained.x += order->complained != CS_NO_DAY;
	}
	if (st != CS_OK)
		return st;
	cs_doc_table(report->doc, "by_first", _("First and later orders, by class of goods"), columns, CS_COUNT(columns));
	for (int class = 0; class < CS_GOODS_CLASS_COUNT; class++) {
		for (int later = 0; later < 2; later++) {
			if (firsts[class][later].returned.n > 0)
				put_firsts(report, class, !later, &firsts[class][later]);
		}
	}
	cs_doc_note(report->doc, "%s", _("The class is the owner's word for the first product of the order; guests, who cannot be known again, are left out."));
	return CS_OK;
}

#define BEFORE_DAYS 182  /* the chart begins half a year before the period, */
#define WEEKS_LEAST 12   /* and needs so many weeks: limits of fewer say little */

static size_t
known_points(const struct cs_samples *samples)
{
	size_t known = 0;

	for (size_t i = 0; i < samples->count; i++)
		known += isnan(samples->items[i].count) ? 0 : 1;
	return known;
}

/* The weeks of the period and of half a year before it; a new phase begins where the shop changed something about returns. */
static enum cs_status
draw_weeks(struct cs_report *report, const struct cs_series *series, const struct cs_samples *samples, struct cs_err *err)
{
	size_t count;
	struct cs_phase_mark *marks = cs_series_marks(series, report, &count, err);
	const struct cs_control control = { .kind = CS_CONTROL_P, .marks = marks, .mark_count = count, .may_widen = true,
		.table = "rate_by_week", .caption = _("Return rate by time of order"), .prefix = "rate_" };

	if (!marks)
		return err->status;
	enum cs_status st = cs_control_add(report->doc, &control, samples, err);

	free(marks);
	return st;
}

enum cs_status
cs_returns_weeks(struct cs_report *report, struct cs_err *err)
{
	struct cs_series series = { .of = CS_SERIES_RETURNS, .per = CS_SERIES_WEEK, .kind = CS_CONTROL_P };
	struct cs_samples samples = { 0 };
	cs_day from = report->from;

	report->from = cs_week_start(from - BEFORE_DAYS);
	enum cs_status st = cs_series_read(&samples, &series, report, err);

	report->from = from;
	if (st == CS_OK && known_points(&samples) < WEEKS_LEAST)
		cs_doc_say(report->doc, CS_DOC_PLAIN, _("Too few weeks are known for a control chart: %zu of %d."), known_points(&samples),
		    WEEKS_LEAST);
	else if (st == CS_OK)
		st = draw_weeks(report, &series, &samples, err);
	if (st == CS_OK)
		cs_series_note(report->doc, &series);
	cs_samples_release(&samples);
	return st;
}

enum cs_status
cs_returns_list(struct cs_report *report, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_col cols[] = {
		{ "order_no", CS_CELL_TEXT }, { "line_no", CS_CELL_TEXT }, { "ordered_on", CS_CELL_TEXT },
		{ "product_id", CS_CELL_TEXT }, { "product_name", CS_CELL_TEXT }, { "supplier", CS_CELL_TEXT },
		{ "status", CS_CELL_TEXT }, { "requested_on", CS_CELL_TEXT }, { "reason", CS_CELL_PROSE }, { "fault", CS_CELL_TEXT },
	};
	struct cs_stmt *stmt = bind_range(report, CS_SQL_ANALYSIS_RETURNED_LINES);
	enum cs_status st;
	size_t len;

	cs_out_begin(out, cols, CS_COUNT(cols));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_out_str(out, cs_col_text(stmt, 0, &len));
		cs_out_str(out, cs_col_text(stmt, 1, &len));
		cs_out_day(out, (cs_day)cs_col_int(stmt, 2));
		cs_out_str(out, cs_col_text(stmt, 3, &len));
		cs_out_str(out, cs_col_text(stmt, 4, &len));
		cs_out_str(out, cs_col_text(stmt, 5, &len));
		cs_out_str(out, cs_order_status_words[cs_col_int(stmt, 6)]);
		cs_out_day(out, cs_col_is_null(stmt, 7) ? CS_NO_DAY : (cs_day)cs_col_int(stmt, 7));
		cs_out_str(out, cs_col_text(stmt, 8, &len));
		cs_out_str(out, fault_of(stmt, 9));
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}
