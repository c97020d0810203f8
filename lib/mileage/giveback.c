#include "mileage/giveback.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "mileage/ticket.h"

#define RETURN_KEY "return:" /* of a return of the store */

/* An order that comes back. */
struct order {
	struct cs_order_sums sums;
	struct cs_policy policy; /* the one that it earned under */
	struct cs_line *lines;   /* owned */
	size_t count;
	bool pinned;             /* the lines are those that it earned by */
};

/* Points that the order was paid with, spread over lines that do not know them yet. */
static void
spread_points(struct cs_line *lines, size_t count, int64_t points)
{
	int64_t *weights = cs_calloc(count, sizeof(*weights)), *shares = cs_calloc(count, sizeof(*shares));

	for (size_t i = 0; i < count; i++)
		weights[i] = lines[i].amount;
	cs_spread(points, weights, shares, count);
	for (size_t i = 0; i < count; i++)
		lines[i].points_share = shares[i];
	free(weights);
	free(shares);
}

/*
 * The lines of the order as they were when it earned, else as the store has
 * them now with the ledger's points spread over them.  *lines is the caller's.
 */
static enum cs_status
read_lines(struct cs_book *book, const char *order_no, struct cs_line **lines, size_t *count, struct cs_err *err)
{
	struct cs_order_sums sums = { 0 };

	*lines = NULL;
	*count = 0;
	enum cs_status st = cs_fetch_lines(book->db, CS_SQL_MILEAGE_LINES_OF_ORDER, order_no, lines, count, err);

	if (st != CS_OK || *count > 0)
		return st;
	st = cs_fetch_lines(book->db, CS_SQL_MILEAGE_STORE_LINES, order_no, lines, count, err);
	if (st == CS_OK)
		st = cs_fetch_order(book->db, order_no, &sums, err);
	if (*count > 0)
		spread_points(*lines, *count, sums.used + sums.restored);
	return st;
}

/* Lines that the request brings, where the book's own store has no orders: with what was taken of them by now. */
static enum cs_status
take_over_lines(struct cs_book *book, const struct cs_request *r, struct order *order, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	order->lines = cs_calloc(r->line_count, sizeof(*order->lines));
	order->count = r->line_count;
	memcpy(order->lines, r->lines, r->line_count * sizeof(*order->lines));
	for (size_t i = 0; st == CS_OK && i < order->count; i++) {
		struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_TAKEN_OF_LINE);

		cs_bind_text(stmt, ":order_no", r->order_no, strlen(r->order_no));
		cs_bind_text(stmt, ":line_no", order->lines[i].line_no, strlen(order->lines[i].line_no));
		st = cs_step(stmt, err);
		order->lines[i].taken = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
		cs_stmt_reset(stmt);
		st = st == CS_ROW ? CS_OK : st;
	}
	spread_points(order->lines, order->count, order->sums.used + order->sums.restored);
	return st;
}

static enum cs_status
open_order(struct cs_book *book, const struct cs_request *r, struct order *order, struct cs_err *err)
{
	*order = (struct order){ 0 };
	enum cs_status st = cs_fetch_order(book->db, r->order_no, &order->sums, err);

	if (st == CS_OK)
		st = cs_fetch_lines(book->db, CS_SQL_MILEAGE_LINES_OF_ORDER, r->order_no, &order->lines, &order->count, err);
	order->pinned = order->count > 0;
	if (st == CS_OK && !order->pinned && r->line_count > 0)
		st = take_over_lines(book, r, order, err);
	else if (st == CS_OK && !order->pinned)
		st = read_lines(book, r->order_no, &order->lines, &order->count, err);
	if (st == CS_OK)
		st = cs_book_policy(book, r->eff, err);
	if (st == CS_OK && order->sums.policy)
		st = cs_book_policy_of(book->db, order->sums.policy, &order->policy, err);
	else
		order->policy = book->policy;
	if (st == CS_OK)
		st = cs_fetch_own(book->db, &book->account, r->order_no, err);
	return st == CS_OK ? cs_fetch_uses(book->db, &book->account, r->order_no, err) : st;
}

static struct cs_line *
find_line(struct order *order, const char *line_no)
{
	for (size_t i = 0; i < order->count; i++) {
		if (!line_no || !*line_no || strcmp(order->lines[i].line_no, line_no) == 0)
			return &order->lines[i];
	}
	return NULL;
}

/*
 * Takes `quantity` pieces more of a line.  The pieces taken so far follow from
 * the amount, so that any way of splitting a return ends at the same won.
 */
static bool
take_pieces(struct cs_line *line, int64_t quantity)
{
	int64_t all = line->quantity > 0 ? line->quantity : 1;
	int64_t before = line->amount == 0 ? 0 : (line->taken * all + line->amount - 1) / line->amount;

	if (before + quantity > all)
		return false;
	line->taken = before + quantity == all ? line->amount : cs_part(line->amount, before + quantity, all);
	return true;
}

static bool
take_part(struct order *order, const struct cs_part_back *part)
{
	struct cs_line *line = find_line(order, part->line_no);

	/* A gift that cost nothing may come back; nothing follows from it. */
	if (line && line->amount == 0)
		return true;
	if (!line || line->taken >= line->amount)
		return false;
	if (part->quantity > 0)
		return take_pieces(line, part->quantity);
	int64_t amount = part->amount > 0 ? part->amount : line->amount - line->taken;

	if (line->taken + amount > line->amount)
		return false;
	line->taken += amount;
	return true;
}

/* No parts: the whole order. */
static bool
take_parts(struct order *order, const struct cs_request *r)
{
	int64_t took = 0;
	bool good = true;

	for (size_t i = 0; i < r->part_count; i++)
		good = good && take_part(order, &r->parts[i]);
	for (size_t i = 0; i < order->count; i++) {
		int64_t rest = order->lines[i].amount - order->lines[i].taken;

		if (r->part_count == 0)
			order->lines[i].taken = order->lines[i].amount;
		took += r->part_count == 0 ? rest : 1;
	}
	return good && (took > 0 || order->count == 0);
}

static int64_t
points_to_restore(const struct order *order)
{
	if (order->count == 0)
		return order->sums.used;
	int64_t due = cs_lines_points_back(order->lines, order->count) - order->sums.restored;

	return due < 0 ? 0 : due < order->sums.used ? due : order->sums.used;
}

static int64_t
kept_by_amount(const struct order *order)
{
	int64_t left = 0, all = 0;

	for (size_t i = 0; i < order->count; i++) {
		left += order->lines[i].amount - order->lines[i].taken;
		all += order->lines[i].amount;
	}
	return cs_part(order->sums.earned, left, all);
}

/* What the rest of the order would have earned by the rule of that day stays. */
static int64_t
points_to_claw(const struct order *order)
{
	int64_t kept = order->count == 0 ? 0 : order->pinned ? cs_lines_earn(&order->policy, order->lines, order->count)
	    : kept_by_amount(order);
	int64_t due = order->sums.earned - order->sums.clawed - kept;

	return due > 0 ? due : 0;
}

static enum cs_status
write_taken(struct cs_book *book, const struct cs_request *r, const struct order *order, const int64_t *before,
    int64_t seq, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < order->count; i++) {
		const struct cs_line *line = &order->lines[i];

		if (line->taken == before[i])
			continue;
		struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_TAKEN_ADD);

		cs_bind_text(stmt, ":order_no", r->order_no, strlen(r->order_no));
		cs_bind_text(stmt, ":line_no", line->line_no, strlen(line->line_no));
		cs_bind_int(stmt, ":seq", seq);
		cs_bind_int(stmt, ":amount", line->taken - before[i]);
		st = cs_run(stmt, err);
	}
	return st;
}

static int64_t
amount_left(const struct order *order)
{
	int64_t left = 0;

	for (size_t i = 0; i < order->count; i++)
		left += order->lines[i].amount - order->lines[i].taken;
	return left;
}

/* The acts of a return: the mark, what goes back, what is taken back. */
static enum cs_refusal
run_return(struct cs_book *book, const struct cs_request *r, const struct order *order, struct cs_result *result)
{
	struct cs_op op = { .kind = CS_ACT_RETURN, .eff = r->eff };
	struct cs_outcome out = cs_book_run(book, &op, "", 0, NULL);
	int64_t restored_by = 0;

	size_t mark = out.act;

	result->seq = book->journal.acts[mark].seq;
	op = (struct cs_op){ .kind = CS_ACT_RESTORE, .eff = r->eff, .points = points_to_restore(order) };
	if (op.points > 0) {
		out = cs_book_run(book, &op, "/restore", result->seq, NULL);
		if (out.refusal != CS_REFUSE_NOTHING)
			return out.refusal;
		result->restored = out.points;
		restored_by = book->journal.acts[out.act].seq;
	}
	op = (struct cs_op){ .kind = CS_ACT_CLAWBACK, .eff = r->eff, .points = points_to_claw(order),
		.offset_seq = restored_by };
	if (op.points > 0) {
		out = cs_book_run(book, &op, "/clawback", result->seq, NULL);
		if (out.refusal != CS_REFUSE_NOTHING)
			return out.refusal;
		result->clawed = out.points;
		result->debt = out.debt;
	}
	result->points = result->restored - result->clawed;
	book->journal.acts[mark].points = result->points;
	return CS_REFUSE_NOTHING;
}

static enum cs_status
do_return(struct cs_book *book, const struct cs_request *r, struct order *order, struct cs_result *result,
    struct cs_err *err)
{
	int64_t *before = cs_calloc(order->count + 1, sizeof(*before));
	struct cs_ticket_acts coupons = { 0 };

	for (size_t i = 0; i < order->count; i++)
		before[i] = order->lines[i].taken;
	if (!take_parts(order, r)) {
		free(before);
		return cs_result_refuse(result, CS_REFUSE_OVER_RETURN, amount_left(order));
	}
	enum cs_refusal refusal = run_return(book, r, order, result);
	enum cs_status st = CS_OK;

	if (refusal != CS_REFUSE_NOTHING) {
		free(before);
		return cs_result_refuse(result, refusal, 0);
	}
	st = cs_tickets_settle(&coupons, book, r, result->seq, 0, amount_left(order), &result->coupon, err);
	cs_book_tell(book, result);
	if (st == CS_OK)
		st = cs_book_write(book, r, err);
	cs_ticket_acts_release(&coupons);
	if (st == CS_OK)
		st = write_taken(book, r, order, before, result->seq, err);
	free(before);
	return st;
}

enum cs_status
cs_giveback_return(struct cs_book *book, const struct cs_request *request, struct cs_result *result,
    struct cs_err *err)
{
	struct order order = { 0 };

	if (!request->order_no)
		return cs_result_refuse(result, CS_REFUSE_NO_ORDER, 0);
	enum cs_status st = open_order(book, request, &order, err);

	if (st == CS_OK && order.count == 0 && order.sums.earned == 0 && order.sums.used == 0)
		st = cs_result_refuse(result, CS_REFUSE_NO_ORDER, 0);
	else if (st == CS_OK)
		st = do_return(book, request, &order, result, err);
	free(order.lines);
	return st;
}

enum cs_status
cs_giveback_clawback(struct cs_book *book, const struct cs_request *request, struct cs_result *result,
    struct cs_err *err)
{
	struct order order = { 0 };

	if (!request->order_no)
		return cs_result_refuse(result, CS_REFUSE_NO_ORDER, 0);
	enum cs_status st = open_order(book, request, &order, err);

	free(order.lines);
	if (st != CS_OK)
		return st;
	if (order.sums.earned - order.sums.clawed <= 0)
		return cs_result_refuse(result, CS_REFUSE_OVER_CLAW, 0);
	struct cs_op op = { .kind = CS_ACT_CLAWBACK, .eff = request->eff, .points = order.sums.earned - order.sums.clawed };
	struct cs_outcome out = cs_book_run(book, &op, "", 0, NULL);

	if (out.refusal != CS_REFUSE_NOTHING)
		return cs_result_refuse(result, out.refusal, out.possible);
	result->seq = book->journal.acts[out.act].seq;
	result->points = result->clawed = out.points;
	result->debt = out.debt;
	cs_book_tell(book, result);
	return cs_book_write(book, request, err);
}

/* An event of the return that is called off: its number and points, 0 where it had none. */
static enum cs_status
find_part(struct cs_book *book, const char *key, const char *suffix, int64_t *seq, int64_t *points, struct cs_err *err)
{
	struct cs_str name = { 0 };
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_EVENT_BY_KEY);

	cs_str_add_format(&name, "%s%s", key, suffix);
	cs_bind_text(stmt, ":key", name.data, name.len);
	enum cs_status st = cs_step(stmt, err);

	*seq = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	*points = st == CS_ROW ? cs_col_int(stmt, 8) : 0;
	cs_stmt_reset(stmt);
	cs_str_release(&name);
	return st == CS_ROW ? CS_OK : st;
}

/* What the claw-back left owing is owed no more. */
static void
forgive(struct cs_account *account, int64_t seq)
{
	for (size_t i = 0; i < account->debt_count; i++) {
		struct cs_debt *debt = &account->debts[i];

		if (debt->seq == seq) {
			debt->waived = debt->amount - debt->paid;
			debt->changed = true;
		}
	}
}

static void
run_revert(struct cs_book *book, const struct cs_request *r, int64_t clawback, int64_t clawed, int64_t restored,
    struct cs_result *result)
{
	struct cs_op op = { .kind = CS_ACT_REVERT, .eff = r->eff };
	struct cs_outcome out = cs_book_run(book, &op, "", 0, NULL);

	result->seq = book->journal.acts[out.act].seq;
	if (clawback) {
		forgive(&book->account, clawback);
		for (size_t i = 0; i < book->account.trace_count; i++)
			op.points += book->account.traces[i].amount - book->account.traces[i].undone;
		out = cs_book_run(book, &op, "/earned", result->seq, NULL);
		book->journal.acts[out.act].points = clawed;
		result->points += op.points;
	}
	if (restored > 0) {
		op = (struct cs_op){ .kind = CS_ACT_USE, .eff = r->eff, .points = restored, .clamp = true };
		out = cs_book_run(book, &op, "/used", result->seq, NULL);
		if (out.refusal == CS_REFUSE_NOTHING)
			book->journal.acts[out.act].kind = CS_ACT_REVERT;
		result->debt = restored - out.points;
		result->points -= out.points;
	}
}

/* The act of the request itself, which settling may stand in front of. */
static size_t
revert_mark(const struct cs_book *book)
{
	return book->tags[0].act;
}

/*
 * The freight that was given as points for this return was not owed after
 * all: what is left of it goes; what was spent was goodwill.
 */
static enum cs_status
revoke_compensation(struct cs_book *book, const struct cs_request *r, struct cs_result *result, struct cs_err *err)
{
	struct cs_str key = { 0 };
	int64_t seq = 0, ignored, left = 0;
	enum cs_status st = CS_OK;

	if (strncmp(r->ref, RETURN_KEY, strlen(RETURN_KEY)) != 0)
		return CS_OK;
	cs_str_add_format(&key, "compensate:%s", r->ref + strlen(RETURN_KEY));
	st = find_part(book, key.data, "", &seq, &ignored, err);
	if (st == CS_OK && seq)
		st = cs_fetch_granted(book->db, &book->account, seq, &left, err);
	cs_str_release(&key);
	if (st != CS_OK || left == 0)
		return st;
	struct cs_op op = { .kind = CS_ACT_ADJUST, .eff = r->eff, .points = -left, .own_only = true };
	struct cs_outcome out = cs_book_run(book, &op, "/compensation", result->seq, NULL);

	result->points += out.refusal == CS_REFUSE_NOTHING ? out.points : 0;
	return CS_OK;
}

/* What is kept of the order once the return of that number does not count; below 0 where its lines are not known. */
static enum cs_status
amount_kept(struct cs_book *book, const char *order_no, int64_t seq, int64_t *kept, struct cs_err *err)
{
	struct order order = { 0 };
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_TAKEN_SUM);
	enum cs_status st = read_lines(book, order_no, &order.lines, &order.count, err);

	*kept = order.count > 0 ? amount_left(&order) : -1;
	free(order.lines);
	if (st != CS_OK || *kept < 0)
		return st;
	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	cs_bind_int(stmt, ":seq", seq);
	st = cs_step(stmt, err);
	*kept += st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

/* The coupons of the order as if that return had never been; they are owed again what it took of them. */
static enum cs_status
revert_coupons(struct cs_book *book, const struct cs_request *r, int64_t called_off, struct cs_ticket_acts *acts,
    struct cs_result *result, struct cs_err *err)
{
	int64_t kept;

	if (!r->order_no)
		return CS_OK;
	enum cs_status st = amount_kept(book, r->order_no, called_off, &kept, err);

	return st == CS_OK ? cs_tickets_settle(acts, book, r, result->seq, called_off, kept, &result->coupon, err) : st;
}

/* The lines that it took are the order's again. */
static enum cs_status
revert_taken(struct cs_book *book, const struct cs_request *r, int64_t called_off, int64_t by, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_TAKEN_REVERT);
	const char *order_no = r->order_no ? r->order_no : "";

	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	cs_bind_int(stmt, ":by", by);
	cs_bind_int(stmt, ":seq", called_off);
	return cs_run(stmt, err);
}

enum cs_status
cs_giveback_revert(struct cs_book *book, const struct cs_request *request, struct cs_result *result,
    struct cs_err *err)
{
	int64_t seq, clawback, restore, ignored, clawed, restored;
	enum cs_status st = find_part(book, request->ref, "", &seq, &ignored, err);

	if (st == CS_OK && seq == 0)
		return cs_result_refuse(result, CS_REFUSE_NO_ORDER, 0);
	if (st == CS_OK)
		st = find_part(book, request->ref, "/clawback", &clawback, &clawed, err);
	if (st == CS_OK)
		st = find_part(book, request->ref, "/restore", &restore, &restored, err);
	if (st == CS_OK)
		st = cs_book_policy(book, request->eff, err);
	if (st == CS_OK && clawback)
		st = cs_fetch_revoked(book->db, &book->account, clawback, err);
	if (st != CS_OK)
		return st;
	run_revert(book, request, clawback, clawed, restored, result);
	struct cs_ticket_acts coupons = { 0 };
	size_t mark = revert_mark(book);

	st = revoke_compensation(book, request, result, err);
	if (st == CS_OK)
		st = revert_coupons(book, request, seq, &coupons, result, err);
	if (st == CS_OK) {
		book->journal.acts[mark].points = result->points;
		cs_book_tell(book, result);
		st = cs_book_write(book, request, err);
	}
	cs_ticket_acts_release(&coupons);
	return st == CS_OK ? revert_taken(book, request, seq, result->seq, err) : st;
}
