#include "mileage/again.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "mileage/earnings.h"

/* The grade of the order's customer when it was made: the line keeps its rate alone. Empty where none is known. */
static enum cs_status
read_grade(struct cs_db *db, const char *order_no, struct cs_str *grade, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_GRADE_OF_ORDER);
	size_t len;

	cs_str_reserve(grade, 0);
	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		cs_str_add(grade, cs_col_text(stmt, 0, &len));
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

/* The rate of the same grade or product under the other policy; of grades with one rate that of the customer. */
static int64_t
map_rate(const struct cs_policy *then, const struct cs_policy *now, const char *grade, int64_t rate)
{
	const struct cs_policy_grade *own = cs_policy_grade(then, grade, strlen(grade));
	const struct cs_policy_grade *own_now = cs_policy_grade(now, grade, strlen(grade));

	if (own && own_now && own->rate_ppm == rate)
		return own_now->rate_ppm;
	for (size_t i = 0; i < then->grade_count; i++) {
		const struct cs_policy_grade *same = cs_policy_grade(now, then->grades[i].name, strlen(then->grades[i].name));

		if (then->grades[i].rate_ppm == rate && same)
			return same->rate_ppm;
	}
	for (size_t i = 0; i < then->rate_count; i++) {
		for (size_t j = 0; j < now->rate_count && then->rates[i].rate_ppm == rate; j++) {
			if (strcmp(then->rates[i].name, now->rates[j].name) == 0)
				return now->rates[j].rate_ppm;
		}
	}
	return rate == then->earn_rate ? now->earn_rate : rate;
}

enum cs_status
cs_lines_again(struct cs_db *db, const char *order_no, const struct cs_policy *then, const struct cs_policy *now,
    struct cs_line *lines, size_t count, int64_t *points, struct cs_err *err)
{
	struct cs_str grade = { 0 };
	enum cs_status st = read_grade(db, order_no, &grade, err);

	for (size_t i = 0; i < count; i++) {
		lines[i].rate_ppm = map_rate(then, now, grade.data, lines[i].rate_ppm);
		lines[i].taken = 0;
	}
	cs_str_release(&grade);
	if (st == CS_OK)
		st = cs_earn_rates(db, now, order_no, lines, count, err);
	*points = cs_lines_earn(now, lines, count);
	return st;
}

/* An order that earned by lines of its own, and the policy under which it did. */
struct order {
	char *order_no, *customer; /* owned */
	int64_t policy_ver, points;
	struct cs_policy then;
	struct cs_line *lines; /* owned */
	size_t count;
};

static void
release(struct order *order)
{
	free(order->order_no);
	free(order->customer);
	free(order->lines);
}

/* From a row of MILEAGE_EARNED_ORDERS. */
static enum cs_status
read_order(struct cs_db *db, struct cs_stmt *stmt, struct order *order, struct cs_err *err)
{
	size_t len;

	*order = (struct order){ .policy_ver = cs_col_int(stmt, 2), .points = cs_col_int(stmt, 3) };
	const char *text = cs_col_text(stmt, 0, &len);

	order->order_no = cs_strndup(text, len);
	text = cs_col_text(stmt, 1, &len);
	order->customer = cs_strndup(text, len);
	enum cs_status st = cs_fetch_lines(db, CS_SQL_MILEAGE_LINES_OF_ORDER, order->order_no, &order->lines, &order->count, err);

	for (size_t i = 0; i < order->count; i++)
		order->lines[i].taken = 0;
	return st == CS_OK ? cs_book_policy_of(db, order->policy_ver, &order->then, err) : st;
}

static const struct cs_col diff_columns[] = {
	{ "order_no", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "points", CS_CELL_NUMBER },
	{ "points_then", CS_CELL_NUMBER }, { "difference", CS_CELL_NUMBER },
};

static enum cs_status
diff_one(struct cs_db *db, struct order *order, const struct cs_policy *policy, struct cs_out *out, struct cs_err *err)
{
	int64_t after = 0;
	enum cs_status st = cs_lines_again(db, order->order_no, &order->then, policy, order->lines, order->count, &after, err);

	if (st != CS_OK || order->count == 0 || order->points == after)
		return st;
	cs_out_str(out, order->order_no);
	cs_out_str(out, order->customer);
	cs_out_int(out, order->points);
	cs_out_int(out, after);
	cs_out_int(out, after - order->points);
	cs_out_end(out);
	return CS_OK;
}

enum cs_status
cs_policy_diff(struct cs_db *db, const struct cs_policy *policy, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EARNED_ORDERS);
	struct order order;
	enum cs_status st;

	cs_out_begin(out, diff_columns, CS_COUNT(diff_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		st = read_order(db, stmt, &order, err);
		if (st == CS_OK)
			st = diff_one(db, &order, policy, out, err);
		release(&order);
		if (st != CS_OK)
			break;
	}
	cs_stmt_reset(stmt);
	return st;
}

static const struct cs_col step_columns[] = {
	{ "order_no", CS_CELL_TEXT }, { "line_no", CS_CELL_TEXT }, { "amount", CS_CELL_NUMBER },
	{ "by_points", CS_CELL_NUMBER }, { "by_coupon", CS_CELL_NUMBER }, { "base", CS_CELL_NUMBER },
	{ "rate", CS_CELL_NUMBER }, { "points", CS_CELL_NUMBER }, { "base_simulated", CS_CELL_NUMBER },
	{ "rate_simulated", CS_CELL_NUMBER }, { "points_simulated", CS_CELL_NUMBER },
};

/* Base, rate and points of a line; the points are the order's alone where they are rounded by order. */
static void
write_steps(struct cs_out *out, const struct cs_policy *policy, const struct cs_line *line)
{
	cs_out_int(out, cs_line_base(policy, line, 0));
	cs_out_real(out, (double)line->rate_ppm / CS_PPM, 6);
	if (policy->earn_per == CS_PER_LINE)
		cs_out_int(out, cs_lines_earn(policy, line, 1));
	else
		cs_out_empty(out);
}

static void
write_whole(struct cs_out *out, const struct cs_policy *policy, const struct cs_line *lines, size_t count)
{
	int64_t base = 0;

	for (size_t i = 0; i < count; i++)
		base += cs_line_base(policy, &lines[i], 0);
	cs_out_int(out, base);
	cs_out_empty(out);
	cs_out_int(out, cs_lines_earn(policy, lines, count));
}

static void
write_order(struct cs_out *out, const struct order *order, const struct cs_policy *now, const struct cs_line *lines)
{
	struct cs_line sum = { .amount = 0 };

	for (size_t i = 0; i <= order->count; i++) {
		const struct cs_line *line = i < order->count ? &order->lines[i] : &sum;

		cs_out_str(out, order->order_no);
		cs_out_str(out, line->line_no);
		cs_out_int(out, line->amount);
		cs_out_int(out, line->points_share);
		cs_out_int(out, line->coupon_share);
		if (line == &sum) {
			write_whole(out, &order->then, order->lines, order->count);
			write_whole(out, now, lines, order->count);
		} else {
			write_steps(out, &order->then, line);
			write_steps(out, now, &lines[i]);
			sum.amount += line->amount;
			sum.points_share += line->points_share;
			sum.coupon_share += line->coupon_share;
		}
		cs_out_end(out);
	}
}

enum cs_status
cs_order_again(struct cs_db *db, const char *order_no, const struct cs_policy *policy, struct cs_out *out,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EARNED_ORDER);
	struct order order = { 0 };
	int64_t points;

	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		st = read_order(db, stmt, &order, err);
	else if (st == CS_OK)
		st = cs_err_set(err, CS_NONE, _("order %s: has earned nothing by its lines"), order_no);
	cs_stmt_reset(stmt);
	struct cs_line *lines = cs_calloc(order.count + 1, sizeof(*lines));

	if (order.count > 0)
		memcpy(lines, order.lines, order.count * sizeof(*lines));
	const struct cs_policy *now = policy ? policy : &order.then;

	if (st == CS_OK && policy)
		st = cs_lines_again(db, order_no, &order.then, now, lines, order.count, &points, err);
	if (st == CS_OK) {
		cs_out_begin(out, step_columns, CS_COUNT(step_columns));
		write_order(out, &order, now, lines);
	}
	free(lines);
	release(&order);
	return st;
}
