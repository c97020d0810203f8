#include "mileage/earnings.h"

#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"

enum { STATUS_PAID = 2, STATUS_DELIVERED = 4 }; /* of an order_line */

/* One order of the store on its way to points. */
struct order {
	struct cs_str customer, grade;
	cs_day ordered_on, paid_on, delivered_on;
	cs_day eff; /* of the earning: the delivery, or the payment where the policy says so */
	int64_t points_used, coupon;
	int64_t unbooked; /* points that the export says were used and the ledger does not */
	struct cs_line *lines; /* owned */
	bool *kept;            /* owned; of each line: it was not sent back or called off */
	size_t count, cap, kept_cap;
};

static void
release(struct order *order)
{
	cs_str_release(&order->customer);
	cs_str_release(&order->grade);
	free(order->lines);
	free(order->kept);
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
		order->unbooked = here > 0 ? 0 : told;
		order->coupon = cs_col_int(stmt, 3);
		order->delivered_on = (cs_day)cs_col_int(stmt, 5);
		order->paid_on = (cs_day)cs_col_int(stmt, 7);
	}
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		return cs_err_set(err, CS_NONE, _("order %s: not in the store, or a guest's"), order_no);
	return st == CS_ROW ? CS_OK : st;
}

static enum cs_status
read_lines(struct cs_db *db, const struct cs_policy *policy, const char *order_no, struct order *order,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_EARN_LINES);
	bool at_order = policy->earn_activate == CS_ACTIVATE_ORDERED;
	enum cs_status st;
	size_t len;

	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	cs_bind_int(stmt, ":least", at_order ? STATUS_PAID : STATUS_DELIVERED);
	order->eff = at_order ? order->paid_on : order->delivered_on;
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		order->lines = cs_grow(order->lines, &order->cap, order->count + 1, sizeof(*order->lines));
		order->kept = cs_grow(order->kept, &order->kept_cap, order->count + 1, sizeof(*order->kept));
		order->kept[order->count] = cs_col_int(stmt, 5) == 0;
		struct cs_line *line = &order->lines[order->count++];
		const char *name = cs_col_text(stmt, 0, &len);

		*line = (struct cs_line){ .quantity = cs_col_int(stmt, 1), .amount = cs_col_int(stmt, 2) };
		memcpy(line->line_no, name, len < sizeof(line->line_no) ? len : sizeof(line->line_no) - 1);
		if (order->kept[order->count - 1])
			line->rate_ppm = cs_rate_of(policy, cs_col_text(stmt, 3, &len), cs_col_text(stmt, 4, &len),
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

/* A conflict or refusal is told and stops nothing: other orders earn all the same. */
struct run {
	struct cs_book *book;
	struct cs_db *store; /* has the orders: the book's own, or that of the past */
	cs_day today;
	struct cs_out *out;  /* NULL: nothing is printed */
	size_t refused;
	size_t by_number; /* orders of customers who are known by a telephone or an address only */
	int64_t unbooked;
};

static void
write_earned(struct run *run, const char *order_no, const char *outcome, const struct cs_result *result, cs_day from,
    size_t lines)
{
	if (!run->out)
		return;
	cs_out_str(run->out, order_no);
	cs_out_str(run->out, run->book->code.data);
	cs_out_str(run->out, outcome);
	cs_out_int(run->out, result->points);
	cs_out_day(run->out, from);
	cs_out_int(run->out, (int64_t)lines);
	cs_out_end(run->out);
}

static void
tell_refused(struct run *run, const char *order_no, const struct cs_result *result)
{
	struct cs_str why = { 0 };

	if ((result->fate != CS_CONFLICT && result->fate != CS_REFUSED) || !run->out)
		return;
	cs_result_reason(result, &why);
	cs_warn("%s: %s", order_no, why.data);
	cs_str_release(&why);
	run->refused++;
}

/* The pseudonyms of cs-import, of customers without a member's number. */
static bool
is_pseudonym(const char *code)
{
	return strncmp(code, "ph-", 3) == 0 || strncmp(code, "em-", 3) == 0;
}

static void
count_earned(struct run *run, const struct order *order, const struct cs_result *result)
{
	if (result->fate != CS_DONE)
		return;
	run->by_number += is_pseudonym(order->customer.data) && result->points > 0;
	run->unbooked += order->unbooked;
}

/* What makes the balance another one than that of the shop's platform. */
static void
tell_beside(const struct run *run)
{
	if (run->by_number > 0)
		cs_note(cs_tr_count("%zu order of a customer without a member's number, known by telephone or e-mail only, earned too",
		    "%zu orders of customers without a member's number, known by telephone or e-mail only, earned too",
		    run->by_number), run->by_number);
	if (run->unbooked > 0)
		cs_note(_("the export says that %lld points were spent on these orders; the ledger has no such uses, so a balance "
		    "here is not the platform's"), (long long)run->unbooked);
}

static enum cs_status
earn_order(struct run *run, const char *order_no, struct order *order, struct cs_err *err)
{
	struct cs_str key = { 0 };
	const struct cs_policy *policy = &run->book->policy;
	bool waits = policy->earn_activate == CS_ACTIVATE_CONFIRMED;
	cs_day from = waits ? CS_NO_DAY : order->eff + (cs_day)policy->earn_delay;
	struct cs_request r;
	struct cs_result result;

	cs_request_init(&r, CS_ACT_EARN, order->eff);
	cs_str_add_format(&key, "earn:%s", order_no);
	spread(order);
	r.key = key.data;
	r.customer = order->customer.data;
	r.order_no = order_no;
	r.eff_given = true;
	r.policy_on = order->ordered_on;
	r.points = cs_lines_earn(policy, order->lines, order->count);
	r.lines = order->lines;
	r.line_count = order->count;
	enum cs_status st = cs_book_do(run->book, &r, &result, err);

	cs_str_release(&key);
	if (st != CS_OK)
		return st;
	tell_refused(run, order_no, &result);
	count_earned(run, order, &result);
	cs_str_clear(&run->book->code);
	cs_str_add(&run->book->code, order->customer.data);
	write_earned(run, order_no, cs_fate_words[result.fate], &result, from, order->count);
	return CS_OK;
}

static enum cs_status
earn_one(struct run *run, const char *order_no, struct cs_err *err)
{
	struct order order = { 0 };
	enum cs_status st = read_order(run->store, order_no, &order, err);

	if (st == CS_OK)
		st = cs_book_policy(run->book, order.ordered_on, err);
	if (st == CS_OK)
		st = read_lines(run->store, &run->book->policy, order_no, &order, err);
	if (st == CS_OK)
		st = earn_order(run, order_no, &order, err);
	release(&order);
	return st;
}

/* The orders that have earned nothing yet and may by the policy of their day. */
static enum cs_status
read_due(struct run *run, struct cs_str *names, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(run->store, CS_SQL_MILEAGE_EARN_DUE);
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":day", run->today);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *name = cs_col_text(stmt, 0, &len);

		st = cs_book_policy(run->book, (cs_day)cs_col_int(stmt, 2), err);
		if (st != CS_OK)
			break;
		if (cs_col_int(stmt, 1) == 1 || run->book->policy.earn_activate == CS_ACTIVATE_ORDERED)
			cs_str_add_n(names, name, len + 1);
	}
	cs_stmt_reset(stmt);
	return st;
}

/*
 * Points that waited for the confirmation of a purchase (구매확정): usable
 * from the day on which the store knows of it, which is the day of this run.
 */
static enum cs_status
activate_one(struct run *run, const char *order_no, struct cs_err *err)
{
	struct cs_str key = { 0 };
	struct cs_request r;
	struct cs_result result;

	cs_request_init(&r, CS_ACT_ACTIVATE, run->today);
	cs_str_add_format(&key, "activate:%s", order_no);
	r.key = key.data;
	r.order_no = order_no;
	enum cs_status st = cs_book_do(run->book, &r, &result, err);

	cs_str_release(&key);
	if (st != CS_OK)
		return st;
	tell_refused(run, order_no, &result);
	write_earned(run, order_no, result.fate == CS_DONE ? "activated" : cs_fate_words[result.fate], &result,
	    run->today + (cs_day)run->book->policy.earn_delay, 0);
	return CS_OK;
}

static enum cs_status
activate_confirmed(struct run *run, const char *order_no, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(run->store, CS_SQL_MILEAGE_CONFIRMED);
	struct cs_str names = { 0 };
	enum cs_status st;
	size_t len;

	if (order_no)
		cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *name = cs_col_text(stmt, 0, &len);

		cs_str_add_n(&names, name, len + 1);
	}
	cs_stmt_reset(stmt);
	for (size_t at = 0; st == CS_OK && at < names.len; at += strlen(names.data + at) + 1)
		st = activate_one(run, names.data + at, err);
	cs_str_release(&names);
	return st;
}

/* The orders of a list, each with its NUL. */
static enum cs_status
earn_list(struct run *run, const struct cs_str *names, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t at = 0; st == CS_OK && at < names->len; at += strlen(names->data + at) + 1)
		st = earn_one(run, names->data + at, err);
	return st;
}

enum cs_status
cs_earn_orders(struct cs_db *db, cs_time now, cs_day today, const char *order_no, struct cs_out *out,
    struct cs_err *err)
{
	struct cs_book book;
	struct run run = { .book = &book, .store = db, .today = today, .out = out };
	struct cs_str names = { 0 };
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	cs_out_begin(out, earn_columns, CS_COUNT(earn_columns));
	if (order_no)
		cs_str_add_n(&names, order_no, strlen(order_no) + 1);
	else if (st == CS_OK)
		st = read_due(&run, &names, err);
	if (st == CS_OK)
		st = earn_list(&run, &names, err);
	if (st == CS_OK)
		st = activate_confirmed(&run, order_no, err);
	if (st == CS_OK)
		st = cs_book_commit(&book, err);
	if (st == CS_OK)
		tell_beside(&run);
	if (st == CS_OK && run.refused > 0)
		st = cs_err_set(err, CS_NOTE, _("%zu orders: what the ledger has of them differs"), run.refused);
	cs_book_release(&book);
	cs_str_release(&names);
	return st;
}

enum cs_status
cs_earn_past(struct cs_book *book, struct cs_db *store, cs_day to, struct cs_err *err)
{
	struct run run = { .book = book, .store = store, .today = to };
	struct cs_str names = { 0 };
	enum cs_status st = read_due(&run, &names, err);

	if (st == CS_OK)
		st = earn_list(&run, &names, err);
	cs_str_release(&names);
	return st;
}

enum cs_status
cs_earn_rates(struct cs_db *store, const struct cs_policy *policy, const char *order_no, struct cs_line *lines,
    size_t count, struct cs_err *err)
{
	struct order order = { 0 };
	struct cs_err ignored;
	enum cs_status st = read_order(store, order_no, &order, &ignored);

	if (st == CS_OK)
		st = read_lines(store, policy, order_no, &order, &ignored);
	for (size_t i = 0; st == CS_OK && i < count; i++) {
		for (size_t j = 0; j < order.count; j++) {
			if (order.kept[j] && strcmp(lines[i].line_no, order.lines[j].line_no) == 0)
				lines[i].rate_ppm = order.lines[j].rate_ppm;
		}
	}
	release(&order);
	return cs_failed(st) && st != CS_NONE ? cs_err_set(err, st, "%s", ignored.text) : CS_OK;
}
