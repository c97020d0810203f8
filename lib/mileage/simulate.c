#include "mileage/simulate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "mileage/again.h"
#include "mileage/compensate.h"
#include "mileage/detail.h"
#include "mileage/earnings.h"
#include "mileage/grade.h"
#include "mileage/liability.h"
#include "store/words.h"

#define FIRST_DAY 0 /* no month before 1970-01 is looked at for a peak */

/* Columns of MILEAGE_REQUESTS. */
enum { KEY, KIND, CUSTOMER, ASKED, EFF, ORDER, REASON, DETAIL, SEQ, FEE, RETURN, SEVERITY, POLICY, POINTS, TEXTS };

/* One past request, and the texts that it borrows. */
struct past {
	struct cs_request request;
	struct cs_part_back part;
	struct cs_str texts;
	struct cs_line *lines; /* owned */
	size_t line_count;
};

/* A run of the past in a store of its own. */
struct world {
	struct cs_db *db;
	struct cs_book book;
	const struct cs_policy *policy; /* NULL: the ledger's own */
};

static const char *
keep(struct cs_str *texts, const char *text, size_t len)
{
	size_t at = texts->len;

	if (len == 0)
		return NULL;
	cs_str_add_n(texts, text, len);
	cs_str_add_char(texts, '\0');
	return texts->data + at;
}

/* "2 1 0": line, quantity, amount. */
static void
read_part(struct past *past, const char *value, size_t len)
{
	int64_t numbers[2];
	size_t name = cs_detail_numbers(value, len, numbers, 2);

	if (name == SIZE_MAX)
		return;
	past->part = (struct cs_part_back){ keep(&past->texts, value, name), numbers[0], numbers[1] };
	past->request.parts = &past->part;
	past->request.part_count = 1;
}

static void
read_word(const char *detail, const char *name, const char *const *words, int *word)
{
	size_t len;
	const char *value = cs_detail_find(detail, name, &len);

	if (value)
		*word = cs_word_find(words, value, len);
}

static void
read_detail(struct past *past, const char *detail)
{
	struct cs_request *r = &past->request;
	const struct {
		const char *name;
		cs_day *day;
	} days[] = { { "asked_on", &r->eff }, { "active_on", &r->active_on }, { "expires_on", &r->expires_on },
		{ "until", &r->until } };
	const char *value;
	size_t len;

	for (size_t i = 0; i < CS_COUNT(days); i++) {
		value = cs_detail_find(detail, days[i].name, &len);
		if (value)
			cs_day_parse(value, len, days[i].day);
	}
	read_word(detail, "origin", cs_origin_words, &r->origin);
	read_word(detail, "tax_class", cs_tax_words, &r->tax);
	value = cs_detail_find(detail, "prio", &len);
	r->prio = value ? atoi(value) : 0;
	value = cs_detail_find(detail, "flags", &len);
	r->pending = value && memchr(value, 'p', len);
	value = cs_detail_find(detail, "ref", &len);
	if (value)
		r->ref = keep(&past->texts, value, len);
	value = cs_detail_find(detail, "part", &len);
	if (value)
		read_part(past, value, len);
}

static void
read_request(struct cs_stmt *stmt, struct past *past)
{
	size_t len, room = 8;
	const char *text;

	for (int column = KEY; column < TEXTS; column++) {
		cs_col_text(stmt, column, &len);
		room += len + 1;
	}
	cs_str_clear(&past->texts);
	cs_str_reserve(&past->texts, 3 * room);
	text = cs_col_text(stmt, KIND, &len);
	cs_request_init(&past->request, (enum cs_act_kind)cs_word_find(cs_act_words, text, len), (cs_day)cs_col_int(stmt, EFF));
	past->part = (struct cs_part_back){ 0 };
	text = cs_col_text(stmt, KEY, &len);
	past->request.key = keep(&past->texts, text, len);
	text = cs_col_text(stmt, CUSTOMER, &len);
	past->request.customer = keep(&past->texts, text, len);
	text = cs_col_text(stmt, ORDER, &len);
	past->request.order_no = keep(&past->texts, text, len);
	text = cs_col_text(stmt, REASON, &len);
	past->request.reason = keep(&past->texts, text, len);
	past->request.points = cs_col_int(stmt, ASKED);
	past->request.eff_given = true;
	past->request.free_of_limits = past->request.by_rule = true;
	past->request.clamp = past->request.kind == CS_ACT_USE;
	read_detail(past, cs_col_text(stmt, DETAIL, &len));
}

/* Changes the request to what the other policy makes of it. */
static enum cs_status
rewrite(struct cs_db *db, struct cs_stmt *stmt, const struct world *world, struct past *past, struct cs_err *err)
{
	struct cs_policy then;
	enum cs_status st = CS_OK;

	free(past->lines);
	past->lines = NULL;
	past->line_count = 0;
	bool returns = past->request.kind == CS_ACT_RETURN;

	if ((past->request.kind == CS_ACT_EARN || returns) && past->request.order_no)
		st = cs_fetch_lines(db, CS_SQL_MILEAGE_LINES_OF_ORDER, past->request.order_no, &past->lines, &past->line_count, err);
	/* Of an order that earned by no lines the world, which has no orders, is told those of the store. */
	if (st == CS_OK && returns && past->line_count == 0 && past->request.order_no)
		st = cs_fetch_lines(db, CS_SQL_MILEAGE_STORE_LINES, past->request.order_no, &past->lines, &past->line_count, err);
	for (size_t i = 0; i < past->line_count; i++)
		past->lines[i].taken = 0;
	past->request.lines = past->lines;
	past->request.line_count = past->line_count;
	if (st != CS_OK || !world->policy || returns)
		return st;
	st = cs_book_policy_of(db, cs_col_int(stmt, POLICY), &then, err);
	if (st == CS_OK && past->line_count > 0)
		st = cs_lines_again(db, past->request.order_no, &then, world->policy, past->lines, past->line_count,
		    &past->request.points, err);
	return st;
}

/* A return is judged again: fee, factor, arm, caps and budget are those of the other policy. */
static enum cs_status
compensate_again(struct cs_stmt *stmt, struct world *world, const struct past *past, struct cs_err *err)
{
	size_t len;
	const char *id = cs_col_text(stmt, RETURN, &len);
	/* Only what was not owed in money was judged at all: the fault was the customer's. */
	struct cs_returned r = { .id = cs_strndup(id, len), .order_no = cs_strdup(""),
		.customer = cs_strdup(past->request.customer), .fee = cs_col_int(stmt, FEE),
		.severity = cs_col_int(stmt, SEVERITY), .day = past->request.eff };
	struct cs_judgement j;
	enum cs_status st = cs_comp_judge(&world->book, &r, past->request.eff, &j, err);

	free(r.id);
	free(r.order_no);
	free(r.customer);
	return st;
}

static bool
is_told_again(enum cs_act_kind kind)
{
	return kind <= CS_ACT_RETURN && kind != CS_ACT_EXPIRE && kind != CS_ACT_DEBT_PAY;
}

/*
 * A shop that had no points yet: the store's orders earn and its returns are
 * judged as if it had.  Nobody uses what nobody had.
 */
static enum cs_status
live_without(struct cs_db *db, struct world *world, cs_day to, struct cs_err *err)
{
	if (!world->policy)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_HAS);
	enum cs_status st = cs_step(stmt, err);
	bool earns = st == CS_ROW && cs_col_int(stmt, 0) != 0, compensates = st == CS_ROW && cs_col_int(stmt, 1) != 0;

	cs_stmt_reset(stmt);
	st = cs_failed(st) ? st : CS_OK;
	/* Compensation alone: the points for purchases are kept elsewhere. */
	if (st == CS_OK && !earns && !compensates)
		st = cs_earn_past(&world->book, db, to, err);
	if (st == CS_OK && !compensates)
		st = cs_comp_past(&world->book, db, -CS_FOREVER, to, err);
	return st;
}

static enum cs_status
live_again(struct cs_db *db, struct world *world, cs_day to, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_REQUESTS);
	struct past past = { 0 };
	struct cs_result result;
	enum cs_status st;
	int64_t events;

	cs_bind_int(stmt, ":to", to);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		read_request(stmt, &past);
		bool judged = world->policy && !cs_col_is_null(stmt, FEE);

		if (!is_told_again(past.request.kind) && !judged)
			continue;
		st = judged ? compensate_again(stmt, world, &past, err) : rewrite(db, stmt, world, &past, err);
		if (st == CS_OK && !judged)
			st = cs_book_do(&world->book, &past.request, &result, err);
		if (st != CS_OK)
			break;
	}
	cs_stmt_reset(stmt);
	free(past.lines);
	cs_str_release(&past.texts);
	if (st == CS_OK)
		st = live_without(db, world, to, err);
	return st == CS_OK ? cs_book_settle(&world->book, to, &events, err) : st;
}

/* The ledger's own policies, with their days. */
static enum cs_status
copy_policies(struct cs_db *from, struct cs_db *to, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(from, CS_SQL_MILEAGE_REPLAY_POLICIES);
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *body = cs_col_text(stmt, 3, &len);

		st = cs_book_policy_add(to, body, len, (cs_day)cs_col_int(stmt, 1), err);
		if (st != CS_OK)
			break;
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
make_world(struct cs_db *db, struct world *world, const char *text, size_t len, const struct cs_policy *policy,
    cs_day to, struct cs_err *err)
{
	*world = (struct world){ .policy = policy };
	enum cs_status st = cs_db_open(&world->db, CS_DB_MEMORY, CS_DB_WRITE, err);

	if (st == CS_OK)
		st = text ? cs_book_policy_add(world->db, text, len, 0, err) : copy_policies(db, world->db, err);
	if (st == CS_OK)
		st = cs_book_begin(&world->book, world->db, 0, "simulate", err);
	return st == CS_OK ? live_again(db, world, to, err) : st;
}

static void
end_world(struct world *world)
{
	cs_book_release(&world->book);
	cs_db_close(world->db);
}

/* The figures of a world; peak: the most that was owed at the end of a month. */
enum { ISSUED, USED, EXPIRED, REVOKED, OWED, DEBT, PEAK, RESTORED, CLAWED, COMPENSATED, JUDGED, MEASURES };
static const char *const measure_words[MEASURES] = { "issued", "used", "expired", "revoked", "owed", "debt", "peak_owed",
	"restored", "clawed", "compensated", "returns_judged" };

/* The figures of a statement about a span. */
static enum cs_status
read_span(struct cs_db *db, enum cs_sql which, cs_day from, cs_day to, int64_t *figures, int count, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, which);

	cs_bind_int(stmt, ":from", from);
	cs_bind_int(stmt, ":to", to);
	enum cs_status st = cs_step(stmt, err);

	for (int i = 0; st == CS_ROW && i < count; i++)
		figures[i] = cs_col_int(stmt, i);
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
roll(struct cs_db *db, cs_day from, cs_day to, int64_t figures[4], struct cs_err *err)
{
	return read_span(db, CS_SQL_MILEAGE_ROLL, from, to, figures, 4, err);
}

static enum cs_status
find_peak(struct cs_db *db, cs_day from, cs_day to, int64_t *peak, struct cs_err *err)
{
	int64_t f[4] = { 0 };
	enum cs_status st = roll(db, -CS_FOREVER, from - 1, f, err);
	int64_t owed = f[0] - f[1] - f[2] - f[3];

	*peak = owed;
	for (cs_day day = from; st == CS_OK && day <= to;) {
		cs_day end = cs_day_add_months(cs_month_start(day), 1) - 1;

		st = roll(db, day, end < to ? end : to, f, err);
		owed += f[0] - f[1] - f[2] - f[3];
		*peak = owed > *peak ? owed : *peak;
		day = end + 1;
	}
	return st;
}

static enum cs_status
measure(struct cs_db *db, const struct cs_simulate_options *o, int64_t figures[MEASURES], struct cs_err *err)
{
	enum cs_status st = roll(db, o->from, o->to, figures, err);
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_TOTALS);

	if (st == CS_OK)
		st = cs_step(stmt, err);
	figures[OWED] = st == CS_ROW ? cs_col_int(stmt, 1) + cs_col_int(stmt, 2) + cs_col_int(stmt, 3) : 0;
	cs_stmt_reset(stmt);
	figures[DEBT] = cs_db_int(db, CS_SQL_MILEAGE_DEBT_TOTAL, 0);
	if (!cs_failed(st))
		st = read_span(db, CS_SQL_MILEAGE_CAME_BACK, o->from, o->to, &figures[RESTORED], 2, err);
	return cs_failed(st) ? st : find_peak(db, o->from > FIRST_DAY ? o->from : FIRST_DAY, o->to, &figures[PEAK], err);
}

static const struct cs_col simulate_columns[] = {
	{ "measure", CS_CELL_TEXT }, { "actual", CS_CELL_NUMBER }, { "simulated", CS_CELL_NUMBER },
	{ "difference", CS_CELL_NUMBER },
};

static void
write_measure(struct cs_out *out, const char *name, double actual, double simulated, int decimals)
{
	cs_out_str(out, name);
	cs_out_real(out, actual, decimals);
	cs_out_real(out, simulated, decimals);
	cs_out_real(out, simulated - actual, decimals);
	cs_out_end(out);
}

/*
 * What the compensation costs in the end: the share that will be used, with
 * its interval, and the lift of the rate of return that pays for it.
 */
static void
write_cost(struct cs_out *out, const struct cs_simulate_options *o, struct cs_interval rate, const int64_t *a,
    const int64_t *b)
{
	double cost = (double)o->basket * (double)o->margin_ppm / 1e6;

	if (isnan(rate.value))
		rate = (struct cs_interval){ 1, 1, 1 };
	/* A used point costs the goods that it pays for. */
	if (o->margin_ppm > 0)
		write_measure(out, "cost_of_used", (double)a[USED] * (1 - (double)o->margin_ppm / 1e6),
		    (double)b[USED] * (1 - (double)o->margin_ppm / 1e6), 0);
	write_measure(out, "use_rate", rate.value, rate.value, 6);
	write_measure(out, "expected_cost", (double)a[COMPENSATED] * rate.value, (double)b[COMPENSATED] * rate.value, 0);
	write_measure(out, "expected_cost_low", (double)a[COMPENSATED] * rate.low, (double)b[COMPENSATED] * rate.low, 0);
	write_measure(out, "expected_cost_high", (double)a[COMPENSATED] * rate.high, (double)b[COMPENSATED] * rate.high, 0);
	if (cost > 0 && b[JUDGED] > 0)
		write_measure(out, "break_even_lift", a[JUDGED] ? (double)a[COMPENSATED] * rate.value / (double)a[JUDGED] / cost : 0,
		    (double)b[COMPENSATED] * rate.value / (double)b[JUDGED] / cost, 6);
}

static enum cs_status
compare(struct cs_db *db, const struct world *was, const struct world *would, const struct cs_simulate_options *o,
    struct cs_out *out, struct cs_err *err)
{
	int64_t a[MEASURES] = { 0 }, b[MEASURES] = { 0 };
	struct cs_interval rate = { NAN, NAN, NAN };
	enum cs_status st = measure(was->db, o, a, err);

	if (st == CS_OK)
		st = measure(would->db, o, b, err);
	/* Of the ledger itself, for what was, because a world keeps no judgements of its own policies. */
	if (st == CS_OK)
		st = read_span(db, CS_SQL_MILEAGE_COMP_SPAN, o->from, o->to, &a[COMPENSATED], 2, err);
	if (st == CS_OK)
		st = read_span(would->policy ? would->db : db, CS_SQL_MILEAGE_COMP_SPAN, o->from, o->to, &b[COMPENSATED], 2, err);
	if (st == CS_OK)
		st = cs_use_rate(db, o->to, &rate, err);
	cs_out_begin(out, simulate_columns, CS_COUNT(simulate_columns));
	for (int i = 0; st == CS_OK && i < MEASURES; i++)
		write_measure(out, measure_words[i], (double)a[i], (double)b[i], 0);
	if (st == CS_OK)
		write_cost(out, o, rate, a, b);
	return st;
}

static const struct cs_col customer_columns[] = {
	{ "customer_id", CS_CELL_TEXT }, { "actual", CS_CELL_NUMBER }, { "simulated", CS_CELL_NUMBER },
	{ "difference", CS_CELL_NUMBER }, { "owed", CS_CELL_NUMBER }, { "owed_simulated", CS_CELL_NUMBER },
};

static const struct cs_col order_columns[] = {
	{ "order_no", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "actual", CS_CELL_NUMBER },
	{ "simulated", CS_CELL_NUMBER }, { "difference", CS_CELL_NUMBER },
};

/* One side of a list by name: of customers, or of orders. */
struct side {
	struct cs_stmt *stmt;
	enum cs_status at;
};

static void
step_side(struct side *side, struct cs_err *err)
{
	if (side->at == CS_ROW)
		side->at = cs_step(side->stmt, err);
}

static struct side
begin_side(struct cs_db *db, enum cs_sql which, const struct cs_simulate_options *o, struct cs_err *err)
{
	struct side side = { cs_db_stmt(db, which), CS_ROW };

	cs_bind_int(side.stmt, ":from", o->from);
	cs_bind_int(side.stmt, ":to", o->to);
	step_side(&side, err);
	return side;
}

/* A row of either or both: below 0 where only `a` has the name. */
static int
order_of(const struct side *a, const struct side *b)
{
	size_t len;

	if (a->at != CS_ROW || b->at != CS_ROW)
		return a->at == CS_ROW ? -1 : 1;
	return strcmp(cs_col_text(a->stmt, 0, &len), cs_col_text(b->stmt, 0, &len));
}

static int64_t
number(const struct side *side, bool there, int column)
{
	return there ? cs_col_int(side->stmt, column) : 0;
}

/* Who wins and who loses: only rows that differ. */
static void
write_row(struct cs_out *out, const struct side *a, const struct side *b, int order, bool customers)
{
	const struct side *named = order <= 0 ? a : b;
	int figure = customers ? 1 : 2;
	int64_t was = number(a, order <= 0, figure), would = number(b, order >= 0, figure);
	int64_t owed = customers ? number(a, order <= 0, 2) : 0, owing = customers ? number(b, order >= 0, 2) : 0;
	size_t len;

	if (was == would && owed == owing)
		return;
	cs_out_str(out, cs_col_text(named->stmt, 0, &len));
	if (!customers)
		cs_out_str(out, cs_col_text(named->stmt, 1, &len));
	cs_out_int(out, was);
	cs_out_int(out, would);
	cs_out_int(out, would - was);
	if (customers) {
		cs_out_int(out, owed);
		cs_out_int(out, owing);
	}
	cs_out_end(out);
}

static enum cs_status
list_differences(struct cs_db *was, struct cs_db *would, const struct cs_simulate_options *o, struct cs_out *out,
    struct cs_err *err)
{
	bool customers = o->by == CS_SIMULATE_CUSTOMERS;
	enum cs_sql which = customers ? CS_SQL_MILEAGE_GIVEN : CS_SQL_MILEAGE_ORDERS_EARNED;
	struct side a = begin_side(was, which, o, err), b = begin_side(would, which, o, err);

	cs_out_begin(out, customers ? customer_columns : order_columns,
	    customers ? CS_COUNT(customer_columns) : CS_COUNT(order_columns));
	while (a.at == CS_ROW || b.at == CS_ROW) {
		int order = order_of(&a, &b);

		write_row(out, &a, &b, order, customers);
		if (order <= 0)
			step_side(&a, err);
		if (order >= 0)
			step_side(&b, err);
	}
	cs_stmt_reset(a.stmt);
	cs_stmt_reset(b.stmt);
	return a.at != CS_OK ? a.at : b.at;
}

/* The mean order of the store, where none was told. */
static enum cs_status
find_basket(struct cs_db *db, struct cs_simulate_options *o, struct cs_err *err)
{
	if (o->basket > 0)
		return CS_OK;
	int64_t market[3] = { 0 };
	enum cs_status st = read_span(db, CS_SQL_MILEAGE_AD_COST, o->from, o->to, market, 3, err);

	o->basket = market[2];
	return st;
}

enum cs_status
cs_simulate(struct cs_db *db, const char *text, size_t len, const char *file,
    const struct cs_simulate_options *options, struct cs_out *out, struct cs_err *err)
{
	struct cs_simulate_options o = *options;
	struct world was = { 0 }, would = { 0 };
	struct cs_policy policy, own;
	int64_t ver;
	enum cs_status st = text ? cs_policy_parse(&policy, text, len, file, err) : CS_OK;

	if (st == CS_OK && o.order_no)
		return cs_order_again(db, o.order_no, text ? &policy : NULL, out, err);
	if (st == CS_OK && o.by == CS_SIMULATE_GRADES) {
		st = cs_policy_on(db, o.to, &own, &ver, err);
		return st == CS_OK ? cs_grade_compare(db, &own, text ? &policy : &own, o.to, out, err) : st;
	}
	if (st == CS_OK)
		st = find_basket(db, &o, err);
	if (st == CS_OK)
		st = make_world(db, &was, NULL, 0, NULL, o.to, err);
	if (st == CS_OK)
		st = make_world(db, &would, text, len, text ? &policy : NULL, o.to, err);
	if (st == CS_OK)
		st = o.by == CS_SIMULATE_MEASURES ? compare(db, &was, &would, &o, out, err)
		    : list_differences(was.db, would.db, &o, out, err);
	end_world(&was);
	end_world(&would);
	return st;
}
