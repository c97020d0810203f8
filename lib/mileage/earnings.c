#include "mileage/earnings.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* One order of the store on its way to points. */
struct order {
	struct cs_str customer, grade;
	cs_day ordered_on, delivered_on;
	int64_t points_used, coupon;
	struct cs_line *lines; /* owned */
	size_t count, cap;
};

static void
release(struct order *order)
{
	cs_str_release(&order->customer);
	cs_str_release(&order->grade);
	free(order->lines);
}

static void
keep_text(struct cs_str *out, struct cs_stmt *stmt, int column)
{
	size_t len;
	const char *text = cs_col_text(stmt, column, &len);

	cs_str_clear(out);
	cs_str_add_n(out, text, len);
}

static enum cs_status
read_order(struct cs_db *db, const char *order_no, struct order *order, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EARN_ORDER);

	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		int64_t told = cs_col_int(stmt, 2), here = cs_col_int(stmt, 6);

		keep_text(&order->customer, stmt, 0);
		keep_text(&order->grade, stmt, 4);
		order->ordered_on = (cs_day)cs_col_int(stmt, 1);
		/* The ledger knows best what of its points were used; before it began, the export does. */
		order->points_used = here > 0 ? here : told;
		order->coupon = cs_col_int(stmt, 3);
		order->delivered_on = (cs_day)cs_col_int(stmt, 5);
	}
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		return cs_err_set(err, CS_NONE, _("order %s: not in the store, or a guest's"), order_no);
	return st == CS_ROW ? CS_OK : st;
}

static enum cs_status
read_lines(struct cs_book *book, const char *order_no, struct order *order, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_EARN_LINES);
	enum cs_status st;
	size_t len;

	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		order->lines = cs_grow(order->lines, &order->cap, order->count + 1, sizeof(*order->lines));
		struct cs_line *line = &order->lines[order->count++];
		const char *name = cs_col_text(stmt, 0, &len);

		*line = (struct cs_line){ .quantity = cs_col_int(stmt, 1), .amount = cs_col_int(stmt, 2) };
		memcpy(line->line_no, name, len < sizeof(line->line_no) ? len : sizeof(line->line_no) - 1);
		if (cs_col_int(stmt, 5) == 0)
			line->rate_ppm = cs_rate_of(&book->policy, cs_col_text(stmt, 3, &len), cs_col_text(stmt, 4, &len),
			    order->grade.data ? order->grade.data : "");
	}
	cs_stmt_reset(stmt);
	if (st == CS_OK && order->count == 0)
		return cs_err_set(err, CS_NONE, _("order %s: nothing of it was delivered"), order_no);
	return st;
}

/* What was paid with points and coupons, spread over the lines by their prices. */
static void
spread(struct order *order)
{
	int64_t *weights = cs_calloc(order->count, sizeof(*weights)), *shares = cs_calloc(order->count, sizeof(*shares));

	for (size_t i = 0; i < order->count; i++)
		weights[i] = order->lines[i].amount;
	cs_spread(order->points_used, weights, shares, order->count);
	for (size_t i = 0; i < order->count; i++)
		order->lines[i].points_share = shares[i];
	cs_spread(order->coupon, weights, shares, order->count);
	for (size_t i = 0; i < order->count; i++)
		order->lines[i].coupon_share = shares[i];
	free(weights);
	free(shares);
}

static const struct cs_col earn_columns[] = {
	{ "order_no", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "outcome", CS_CELL_TEXT },
	{ "points", CS_CELL_NUMBER }, { "active_on", CS_CELL_TEXT }, { "lines", CS_CELL_NUMBER },
};

static enum cs_status
earn_order(struct cs_book *book, const char *order_no, struct order *order, struct cs_out *out, struct cs_err *err)
{
	struct cs_str key = { 0 };
	struct cs_request r;
	struct cs_result result;

	cs_request_init(&r, CS_ACT_EARN, order->delivered_on);
	cs_str_add_format(&key, "earn:%s", order_no);
	spread(order);
	r.key = key.data;
	r.customer = order->customer.data;
	r.order_no = order_no;
	r.eff_given = true;
	r.policy_on = order->ordered_on;
	r.points = cs_lines_earn(&book->policy, order->lines, order->count);
	r.lines = order->lines;
	r.line_count = order->count;
	enum cs_status st = cs_book_do(book, &r, &result, err);

	if (st == CS_OK) {
		cs_out_str(out, order_no);
		cs_out_str(out, order->customer.data);
		cs_out_str(out, cs_fate_words[result.fate]);
		cs_out_int(out, result.points);
		cs_out_day(out, order->delivered_on + (cs_day)book->policy.earn_delay);
		cs_out_int(out, (int64_t)order->count);
		cs_out_end(out);
	}
	cs_str_release(&key);
	return st;
}

static enum cs_status
earn_one(struct cs_book *book, const char *order_no, struct cs_out *out, struct cs_err *err)
{
	struct order order = { 0 };
	enum cs_status st = read_order(book->db, order_no, &order, err);

	if (st == CS_OK)
		st = cs_book_policy(book, order.ordered_on, err);
	if (st == CS_OK)
		st = read_lines(book, order_no, &order, err);
	if (st == CS_OK)
		st = earn_order(book, order_no, &order, out, err);
	release(&order);
	return st;
}

static enum cs_status
earn_all(struct cs_book *book, cs_day today, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_EARN_DUE);
	struct cs_str names = { 0 };
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":day", today);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *name = cs_col_text(stmt, 0, &len);

		cs_str_add_n(&names, name, len + 1);
	}
	cs_stmt_reset(stmt);
	for (size_t at = 0; st == CS_OK && at < names.len; at += strlen(names.data + at) + 1)
		st = earn_one(book, names.data + at, out, err);
	cs_str_release(&names);
	return st;
}

enum cs_status
cs_earn_orders(struct cs_db *db, cs_time now, cs_day today, char *const *orders, size_t count, struct cs_out *out,
    struct cs_err *err)
{
	struct cs_book book;
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	cs_out_begin(out, earn_columns, CS_COUNT(earn_columns));
	if (st == CS_OK && count == 0)
		st = earn_all(&book, today, out, err);
	for (size_t i = 0; st == CS_OK && i < count; i++)
		st = earn_one(&book, orders[i], out, err);
	if (st == CS_OK)
		st = cs_book_commit(&book, err);
	cs_book_release(&book);
	return st;
}
