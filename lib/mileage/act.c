#include "mileage/act.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "mileage/compensate.h"
#include "mileage/owner.h"
#include "mileage/plan.h"
#include "mileage/stream.h"
#include "store/words.h"

#define KIND_EXCHANGE 1 /* of a return */
#define TOLD_MAX 20 /* refused rows that are listed one by one */

enum cs_act_kind
cs_act_kind_of(const char *name)
{
	int kind = cs_word_find(cs_act_words, name, strlen(name));

	if (kind < 0)
		CS_BUG(name);
	return (enum cs_act_kind)kind;
}

/* The operations of which an order has one: their key follows from it. */
static const char *
natural_name(const struct cs_request *r)
{
	switch (r->kind) {
	case CS_ACT_CAPTURE:
	case CS_ACT_VOID:
	case CS_ACT_REVERT:
	case CS_ACT_MERGE:
	case CS_ACT_REINSTATE:
		return r->ref;
	case CS_ACT_EARN:
	case CS_ACT_USE:
	case CS_ACT_HOLD:
	case CS_ACT_ACTIVATE:
	case CS_ACT_CLAWBACK:
		return r->order_no;
	case CS_ACT_WITHDRAW:
		return r->customer;
	case CS_ACT_RETURN:
		return r->part_count == 0 ? r->order_no : NULL;
	default:
		return NULL;
	}
}

/* Appends to a string that was given its room before, so that earlier texts stay where they are. */
static const char *
keep(struct cs_str *texts, const char *text)
{
	size_t at = texts->len;

	cs_str_add(texts, text);
	cs_str_add_char(texts, '\0');
	return texts->data + at;
}

static enum cs_status
complete_target(struct cs_request *r, int64_t lot, const char *into, struct cs_str *texts, struct cs_err *err)
{
	char number[24];

	if (r->kind == CS_ACT_CAPTURE || r->kind == CS_ACT_VOID || r->kind == CS_ACT_REVERT) {
		r->ref = r->customer;
		r->customer = NULL;
	}
	if (r->kind == CS_ACT_MERGE) {
		if (!into)
			return cs_err_set(err, CS_EUSAGE, _("merge needs --into CUSTOMER"));
		r->ref = r->customer;
		r->customer = into;
	}
	if (r->kind == CS_ACT_REINSTATE) {
		if (lot == 0)
			return cs_err_set(err, CS_EUSAGE, _("reinstate needs --lot N; see: cs-mileage lots CUSTOMER"));
		snprintf(number, sizeof(number), "%lld", (long long)lot);
		r->ref = keep(texts, number);
	}
	return CS_OK;
}

static enum cs_status
refuse_key(const struct cs_request *r, struct cs_err *err)
{
	const char *word = cs_act_words[r->kind], *whose = r->customer ? r->customer : r->order_no ? r->order_no : "1";
	char day[CS_DAY_TEXT];

	cs_day_format(day, r->eff);
	return cs_err_set(err, CS_EUSAGE, _("%s needs --key KEY: a name under which it is done once, such as --key %s:%s:%s"),
	    word, word, whose, day);
}

enum cs_status
cs_act_complete(struct cs_request *r, const struct cs_part_back *part, int64_t lot, const char *into,
    struct cs_str *texts, struct cs_err *err)
{
	cs_str_reserve(texts, 1024);
	r->by_hand = true;
	enum cs_status st = complete_target(r, lot, into, texts, err);

	if (st != CS_OK)
		return st;
	if (r->kind == CS_ACT_RETURN && (part->line_no || part->quantity || part->amount)) {
		r->parts = part;
		r->part_count = 1;
		r->amount = -1;
	}
	if (r->kind == CS_ACT_RETURN && r->customer && !r->order_no)
		return cs_err_set(err, CS_EUSAGE, _("return needs --order NO"));
	if (!r->customer && !r->ref && !r->order_no)
		return cs_err_set(err, CS_EUSAGE, _("%s needs a customer"), cs_act_words[r->kind]);
	const char *name = natural_name(r);

	if (r->key && strlen(r->key) <= 200 && *r->key)
		return CS_OK;
	if (r->key || !name || strlen(name) > 180)
		return refuse_key(r, err);
	size_t at = texts->len;

	cs_str_add_format(texts, "%s:%s", cs_act_words[r->kind], name);
	cs_str_add_char(texts, '\0');
	r->key = texts->data + at;
	return CS_OK;
}

static const struct cs_col result_columns[] = {
	{ "key", CS_CELL_TEXT }, { "outcome", CS_CELL_TEXT }, { "seq", CS_CELL_NUMBER }, { "kind", CS_CELL_TEXT },
	{ "customer_id", CS_CELL_TEXT }, { "points", CS_CELL_NUMBER }, { "available", CS_CELL_NUMBER },
	{ "debt", CS_CELL_NUMBER }, { "restored", CS_CELL_NUMBER }, { "clawed", CS_CELL_NUMBER },
	{ "deduct_from_refund", CS_CELL_NUMBER },
};

/*
 * What the refund tool needs beside the points: the discount that is taken
 * back (below 0: given back), and, where points were spent, what is owed.
 */
static void
write_result(struct cs_out *out, const struct cs_request *r, const char *customer, const char *outcome,
    const struct cs_result *result)
{
	cs_out_str(out, r->key);
	cs_out_str(out, outcome);
	if (result->seq)
		cs_out_int(out, result->seq);
	else
		cs_out_empty(out);
	cs_out_str(out, cs_act_words[r->kind]);
	cs_out_str(out, customer);
	cs_out_int(out, result->points);
	if (result->fate == CS_DONE) {
		cs_out_int(out, result->available);
		cs_out_int(out, result->owed);
	} else {
		cs_out_empty(out);
		cs_out_empty(out);
	}
	cs_out_int(out, result->restored);
	cs_out_int(out, result->clawed);
	cs_out_int(out, result->coupon);
	cs_out_end(out);
}

/* The record, and CS_NOTE with the reason where nothing was done. */
static enum cs_status
tell_one(struct cs_out *out, const struct cs_request *r, const char *customer, const struct cs_result *result,
    struct cs_err *err)
{
	struct cs_str why = { 0 };
	enum cs_status st = CS_OK;

	write_result(out, r, customer, cs_fate_words[result->fate], result);
	if (result->fate == CS_CONFLICT || result->fate == CS_REFUSED) {
		cs_result_reason(result, &why);
		st = cs_err_set(err, CS_NOTE, "%s: %s", r->key, why.data);
	}
	cs_str_release(&why);
	return st;
}

/* Keeps what was done, or says that it was a look ahead. */
static enum cs_status
finish(struct cs_book *book, bool plan, struct cs_err *err)
{
	if (!plan)
		return cs_book_commit(book, err);
	cs_note(_("a plan: nothing of it was kept"));
	return CS_OK;
}

/* What may be a slip of the pen and was meant so all the same. */
static void
tell_strange(const struct cs_strange *strange, const struct cs_request *r)
{
	if (strange->customer)
		cs_note(_("%s is not among the store's customers"), r->customer);
	if (strange->order)
		cs_note(_("order %s is not in the store"), r->order_no);
}

enum cs_status
cs_act_one(struct cs_db *db, cs_time now, const struct cs_request *request, bool plan, struct cs_out *out,
    struct cs_err *err)
{
	struct cs_book book;
	struct cs_result result;
	struct cs_strange strange;
	enum cs_status st = cs_book_begin(&book, db, now, request->actor, err);

	if (st == CS_OK)
		st = cs_owner_strange(db, request, &strange, err);
	if (st == CS_OK)
		st = cs_book_do(&book, request, &result, err);
	if (st == CS_OK) {
		cs_out_begin(out, result_columns, CS_COUNT(result_columns));
		st = tell_one(out, request, request->customer ? request->customer : book.code.data, &result, err);
	}
	if (st == CS_OK && result.fate == CS_DONE)
		st = finish(&book, plan, err);
	if (st == CS_OK && result.fate == CS_DONE)
		tell_strange(&strange, request);
	cs_book_release(&book);
	return st;
}

/* A return of the store on its way into the ledger. */
struct back {
	struct cs_str key, order_no, line_no, customer, extra_key;
	struct cs_part_back part;
	struct cs_request request;
};

static void
release_back(struct back *back)
{
	cs_str_release(&back->key);
	cs_str_release(&back->order_no);
	cs_str_release(&back->line_no);
	cs_str_release(&back->customer);
	cs_str_release(&back->extra_key);
}

static enum cs_status
read_back(struct cs_db *db, const struct cs_return_ask *ask, struct back *back, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_RETURN_GET);
	int64_t kind = 0;
	size_t len;

	cs_bind_text(stmt, ":return_id", ask->return_id, strlen(ask->return_id));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		cs_str_add(&back->order_no, cs_col_text(stmt, 0, &len));
		cs_str_add(&back->line_no, cs_col_text(stmt, 1, &len));
		back->part.quantity = cs_col_int(stmt, 2);
		kind = cs_col_int(stmt, 3);
		cs_str_add(&back->customer, cs_col_text(stmt, 4, &len));
	}
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		return cs_err_set(err, CS_NONE, _("return %s: not in the store"), ask->return_id);
	if (st != CS_ROW)
		return st;
	if (kind == KIND_EXCHANGE)
		return cs_err_set(err, CS_NOTE, _("return %s: an exchange; its points stay as they are"), ask->return_id);
	if (back->order_no.len == 0 || back->customer.len == 0)
		return cs_err_set(err, CS_NOTE, _("return %s: names no order of a member"), ask->return_id);
	cs_str_add_format(&back->key, "return:%s", ask->return_id);
	back->part.line_no = back->line_no.data;
	cs_request_init(&back->request, CS_ACT_RETURN, ask->eff);
	back->request.key = back->key.data;
	back->request.customer = back->customer.data;
	back->request.order_no = back->order_no.data;
	/* With an extra the reason is that of the extra. */
	back->request.reason = ask->extra > 0 ? NULL : ask->reason;
	back->request.actor = ask->actor;
	back->request.parts = &back->part;
	back->request.part_count = back->line_no.len > 0;
	return CS_OK;
}

/* The freight of this return as points, judged by the policy. */
static enum cs_status
compensate_back(struct cs_book *book, const struct cs_return_ask *ask, const char *customer, struct cs_out *out,
    struct cs_err *err)
{
	struct cs_judgement j;
	struct cs_str key = { 0 };
	enum cs_status st = cs_comp_return(book, ask->return_id, ask->eff, &j, err);
	struct cs_request r = { .key = NULL, .kind = CS_ACT_GRANT };
	struct cs_result result = { .fate = j.verdict == CS_COMP_GRANTED ? CS_DONE : CS_REFUSED, .seq = j.seq,
		.points = j.points, .available = j.available, .owed = j.owed };

	cs_str_add_format(&key, "compensate:%s", ask->return_id);
	r.key = key.data;
	if (st == CS_OK)
		write_result(out, &r, customer, cs_comp_words[j.verdict], &result);
	if (st == CS_OK && j.verdict == CS_COMP_MONEY)
		cs_note(_("return %s: the shop owes this freight in money, not in points (E-Commerce Act Art. 18(10))"),
		    ask->return_id);
	cs_str_release(&key);
	return st;
}

/* Goodwill beside what is owed: never instead of it. */
static enum cs_status
grant_extra(struct cs_book *book, const struct cs_return_ask *ask, struct back *back, const char *customer,
    struct cs_out *out, struct cs_err *err)
{
	struct cs_request r;
	struct cs_result result;

	cs_request_init(&r, CS_ACT_GRANT, ask->eff);
	cs_str_add_format(&back->extra_key, "%s/extra", back->key.data);
	r.key = back->extra_key.data;
	r.customer = customer;
	r.points = ask->extra;
	r.reason = ask->reason ? ask->reason : "extra";
	r.actor = ask->actor;
	r.approved_by = ask->approved_by;
	r.origin = CS_ORIGIN_APOLOGY;
	enum cs_status st = cs_book_do(book, &r, &result, err);

	return st == CS_OK ? tell_one(out, &r, customer, &result, err) : st;
}

static enum cs_status
do_back(struct cs_book *book, const struct cs_return_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct back back = { 0 };
	struct cs_result result;
	enum cs_status st = read_back(book->db, ask, &back, err);

	if (st == CS_OK)
		st = cs_book_do(book, &back.request, &result, err);
	if (st == CS_OK)
		st = tell_one(out, &back.request, back.customer.data, &result, err);
	if (st == CS_OK && ask->compensate)
		st = compensate_back(book, ask, back.customer.data, out, err);
	if (st == CS_OK && ask->extra > 0)
		st = grant_extra(book, ask, &back, back.customer.data, out, err);
	release_back(&back);
	return st;
}

/* The returns that are due: their numbers, each with its NUL, and the day on which each ended. */
struct due {
	struct cs_str ids;
	cs_day *days; /* owned */
	size_t count, cap;
};

static enum cs_status
read_due(struct cs_db *db, cs_day day, struct due *due, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_RETURNS_DUE);
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":day", day);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *id = cs_col_text(stmt, 0, &len);

		cs_str_add_n(&due->ids, id, len + 1);
		due->days = cs_grow(due->days, &due->cap, due->count + 1, sizeof(*due->days));
		due->days[due->count++] = (cs_day)cs_col_int(stmt, 1);
	}
	cs_stmt_reset(stmt);
	return st;
}

static void
tell_old(cs_day from, size_t old)
{
	char day[CS_DAY_TEXT];

	if (old > 0)
		cs_note(cs_tr_count("%zu return ended before %s: nothing is given for its freight; --from DATE takes older ones too",
		    "%zu returns ended before %s: nothing is given for their freight; --from DATE takes older ones too", old), old,
		    cs_day_format(day, from));
}

/* One that is refused is told and stops nothing: it changed nothing. */
static enum cs_status
do_all_due(struct cs_book *book, const struct cs_return_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct cs_return_ask one = *ask;
	struct due due = { .count = 0 };
	size_t refused = 0, old = 0, at = 0;
	enum cs_status st = read_due(book->db, ask->eff, &due, err);

	for (size_t i = 0; st == CS_OK && i < due.count; i++, at += strlen(due.ids.data + at) + 1) {
		one.return_id = due.ids.data + at;
		one.compensate = ask->compensate && due.days[i] >= ask->from;
		st = do_back(book, &one, out, err);
		old += st == CS_OK && ask->compensate && !one.compensate;
		if (st != CS_NOTE)
			continue;
		cs_warn("%s", err->text);
		refused++;
		st = CS_OK;
	}
	cs_str_release(&due.ids);
	free(due.days);
	if (st == CS_OK)
		tell_old(ask->from, old);
	if (st == CS_OK)
		st = finish(book, ask->plan, err);
	return st == CS_OK && refused > 0 ? cs_err_set(err, CS_NOTE, _("%zu returns refused"), refused) : st;
}

enum cs_status
cs_act_return(struct cs_db *db, cs_time now, const struct cs_return_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct cs_book book;
	enum cs_status st = cs_book_begin(&book, db, now, ask->actor, err);

	cs_out_begin(out, result_columns, CS_COUNT(result_columns));
	if (st == CS_OK && !ask->return_id)
		st = do_all_due(&book, ask, out, err);
	else if (st == CS_OK)
		st = do_back(&book, ask, out, err);
	if (st == CS_OK && ask->return_id)
		st = finish(&book, ask->plan, err);
	cs_book_release(&book);
	return st;
}

static const struct cs_col plan_columns[] = {
	{ "item", CS_CELL_TEXT }, { "name", CS_CELL_TEXT }, { "done", CS_CELL_NUMBER }, { "exists", CS_CELL_NUMBER },
	{ "refused", CS_CELL_NUMBER }, { "points", CS_CELL_NUMBER }, { "debt", CS_CELL_NUMBER },
};

static void
write_item(struct cs_out *out, const char *item, const char *name, const struct cs_plan_kind *counts)
{
	cs_out_str(out, item);
	cs_out_str(out, name);
	cs_out_int(out, counts->done);
	cs_out_int(out, counts->exists);
	cs_out_int(out, counts->refused);
	cs_out_int(out, counts->points);
	cs_out_int(out, counts->debt);
	cs_out_end(out);
}

/* Counts by kind; of a plan also the customers with most, the caps and the id that applies it. */
static void
write_plan(struct cs_out *out, const struct cs_plan *plan, const struct cs_policy *policy, bool full)
{
	struct cs_plan_top top[CS_PLAN_TOP];

	cs_out_begin(out, plan_columns, CS_COUNT(plan_columns));
	for (int kind = 0; kind < CS_ACT_COUNT; kind++) {
		const struct cs_plan_kind *n = &plan->kinds[kind];

		if (n->done + n->exists + n->refused > 0)
			write_item(out, "kind", cs_act_words[kind], n);
	}
	if (!full)
		return;
	for (size_t i = 0, count = cs_plan_top(plan, top); i < count; i++)
		write_item(out, "top", top[i].customer, &(struct cs_plan_kind){ .done = 1, .points = top[i].points });
	write_item(out, "cap", "grant.cap_month", &(struct cs_plan_kind){ .points = policy->grant_cap_month });
	/* Before any of it is used, a point may cost what it says. */
	write_item(out, "cost", "face_value", &(struct cs_plan_kind){ .points = plan->kinds[CS_ACT_GRANT].points +
	    plan->kinds[CS_ACT_EARN].points });
	write_item(out, "plan", plan->id, &(struct cs_plan_kind){ .done = plan->rows - plan->refused,
	    .refused = plan->refused });
}

/* One run of many requests. */
struct batch {
	struct cs_book book;
	struct cs_plan plan;
	const struct cs_batch_options *options;
	struct cs_out *rejects;
	char separator; /* of the rows that are refused */
	int64_t begun; /* the number of its first event */
	size_t before; /* customers of a list who were given it by an earlier run */
};

static enum cs_status
begin_batch(struct batch *batch, struct cs_db *db, const struct cs_batch_options *options, struct cs_err *err)
{
	struct cs_out_options form = { .format = CS_FORMAT_TSV, .path = options->rejects, .reveal = true };

	*batch = (struct batch){ .options = options };
	enum cs_status st = cs_book_begin(&batch->book, db, options->now, options->actor, err);

	if (st == CS_OK)
		st = cs_book_policy(&batch->book, options->today, err);
	cs_plan_begin(&batch->plan, &batch->book);
	if (st == CS_OK && options->rejects)
		st = cs_out_open(&batch->rejects, &form, err);
	return st;
}

/*
 * The row as it stood with the reason in front, so that it can be mended and
 * fed again: a column that the stream does not know is ignored.
 */
static void
keep_row(struct batch *batch, const char *why, const char *raw, size_t raw_len)
{
	struct cs_str line = { 0 };
	bool quotes = batch->separator != '\t';

	if (quotes)
		cs_str_add_char(&line, '"');
	for (const char *p = why; *p; p++) {
		if (*p == '"' && quotes)
			cs_str_add_char(&line, '"');
		cs_str_add_char(&line, *p == '\t' || *p == '\n' ? ' ' : *p);
	}
	if (quotes)
		cs_str_add_char(&line, '"');
	cs_str_add_char(&line, batch->separator);
	cs_str_add_n(&line, raw, raw_len);
	cs_str_add_char(&line, '\n');
	cs_out_raw(batch->rejects, line.data, line.len);
	cs_str_release(&line);
}

static void
begin_rejects(struct batch *batch, const char *header, char separator)
{
	struct cs_str line = { 0 };

	batch->separator = separator;
	if (!batch->rejects)
		return;
	cs_str_add_format(&line, "refused%c%s\n", separator, header);
	cs_out_raw(batch->rejects, line.data, line.len);
	cs_str_release(&line);
}

static void
tell_refused(struct batch *batch, const char *place, const char *why, const char *raw, size_t raw_len)
{
	if (batch->plan.refused <= TOLD_MAX)
		cs_warn("%s%s%s", place, *place ? ": " : "", why);
	if (batch->rejects)
		keep_row(batch, why, raw, raw_len);
}

static void
tell_result(struct batch *batch, const char *place, const struct cs_result *result, const char *raw, size_t raw_len)
{
	struct cs_str why = { 0 };

	cs_result_reason(result, &why);
	tell_refused(batch, place, why.data, raw, raw_len);
	cs_str_release(&why);
}

/*
 * Keeps all of it or nothing.  A plan is always of the ledger before it, so
 * its id says that nothing came between.
 */
static enum cs_status
end_batch(struct batch *batch, enum cs_status st, struct cs_out *out, struct cs_err *err)
{
	const struct cs_batch_options *options = batch->options;
	bool refused = batch->plan.refused > 0 && !options->partial;

	cs_plan_end(&batch->plan);
	if (st == CS_OK && options->plan_id && strcmp(options->plan_id, batch->plan.id) != 0)
		st = cs_err_set(err, CS_NOTE, _("plan %s: the operations or the ledger have changed since; plan again"),
		    options->plan_id);
	if (st == CS_OK) {
		cs_book_policy(&batch->book, options->today, err);
		write_plan(out, &batch->plan, &batch->book.policy, options->plan);
	}
	if (st == CS_OK && !options->plan && !refused)
		st = cs_book_commit(&batch->book, err);
	if (st == CS_OK && refused && !options->plan)
		st = cs_err_set(err, CS_NOTE, _("%lld of %lld operations refused; nothing was done"),
		    (long long)batch->plan.refused, (long long)batch->plan.rows);
	else if (st == CS_OK && batch->plan.refused > 0)
		st = cs_err_set(err, CS_NOTE, _("%lld of %lld operations refused"), (long long)batch->plan.refused,
		    (long long)batch->plan.rows);
	cs_book_release(&batch->book);
	cs_plan_release(&batch->plan);
	if (batch->rejects && cs_out_close(batch->rejects, !cs_failed(st), err) != CS_OK)
		return CS_EIO;
	return st;
}

static enum cs_status
run_row(struct batch *batch, struct cs_op_stream *stream, const struct cs_request *request, struct cs_err *err)
{
	const struct cs_row *row = cs_op_stream_row(stream);
	struct cs_result result;
	struct cs_str place = { 0 };
	enum cs_status st = cs_book_do(&batch->book, request, &result, err);

	if (st != CS_OK)
		return st;
	cs_plan_add(&batch->plan, request, &result);
	if (result.fate != CS_CONFLICT && result.fate != CS_REFUSED)
		return CS_OK;
	cs_op_stream_place(stream, &place);
	tell_result(batch, place.data, &result, row->raw, row->raw_len);
	cs_str_release(&place);
	return CS_OK;
}

/* A row that cannot be understood stops everything, or with --partial is one that is refused. */
static enum cs_status
run_rows(struct batch *batch, struct cs_op_stream *stream, struct cs_err *err)
{
	struct cs_request request;
	enum cs_status st;

	while ((st = cs_op_stream_next(stream, &request, err)) == CS_ROW ||
	    (st == CS_EINPUT && batch->options->partial && cs_op_stream_goes_on(stream))) {
		if (st == CS_EINPUT) {
			const struct cs_row *row = cs_op_stream_row(stream);

			cs_plan_refuse(&batch->plan);
			tell_refused(batch, "", err->text, row->raw, row->raw_len);
			continue;
		}
		st = run_row(batch, stream, &request, err);
		if (st != CS_OK)
			break;
	}
	return st;
}

enum cs_status
cs_act_stream(struct cs_db *db, const char *path, const struct cs_batch_options *options, struct cs_out *out,
    struct cs_err *err)
{
	struct cs_op_stream *stream = NULL;
	struct batch batch = { .options = options };
	enum cs_status st = cs_op_stream_open(&stream, path, options->today, err);

	if (st != CS_OK)
		return st;
	st = begin_batch(&batch, db, options, err);
	if (st == CS_OK) {
		char separator;
		const char *header = cs_op_stream_header(stream, &separator);

		begin_rejects(&batch, header, separator);
		st = run_rows(&batch, stream, err);
	}
	cs_op_stream_close(stream);
	return end_batch(&batch, st, out, err);
}

/* A list may have a header with customer_id; else each line is one. */
static enum cs_status
grant_row(struct batch *batch, const struct cs_field *field, const struct cs_request *template, struct cs_err *err)
{
	struct cs_request request = *template;
	struct cs_result result;
	struct cs_str customer = { 0 }, key = { 0 };
	char day[CS_DAY_TEXT];

	cs_str_add_n(&customer, field->text, field->len);
	request.customer = customer.data;
	cs_str_add_format(&key, "%s:%s:%s", template->key ? template->key : "grant",
	    template->key ? "" : template->reason ? template->reason : cs_day_format(day, request.eff), customer.data);
	request.key = key.data;
	enum cs_status st = cs_book_do(&batch->book, &request, &result, err);

	if (st == CS_OK)
		cs_plan_add(&batch->plan, &request, &result);
	batch->before += st == CS_OK && !template->key && result.fate == CS_EXISTS && result.seq < batch->begun;
	if (st == CS_OK && (result.fate == CS_CONFLICT || result.fate == CS_REFUSED))
		tell_result(batch, customer.data, &result, customer.data, customer.len);
	cs_str_release(&customer);
	cs_str_release(&key);
	return st;
}

static enum cs_status
run_list(struct batch *batch, struct cs_reader *reader, const struct cs_request *template, struct cs_err *err)
{
	struct cs_row row;
	enum cs_status st;
	int column = 0;

	for (bool first = true; (st = cs_reader_next(reader, &row, err)) == CS_ROW; first = false) {
		bool header = false;

		for (size_t i = 0; first && i < row.count; i++) {
			if (row.fields[i].len == 11 && memcmp(row.fields[i].text, "customer_id", 11) == 0) {
				column = (int)i;
				header = true;
			}
		}
		struct cs_field field = cs_row_field(&row, column);

		if (row.fault)
			return cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(reader), (unsigned long long)row.line,
			    _(row.fault));
		if (header || field.len == 0)
			continue;
		st = grant_row(batch, &field, template, err);
		if (st != CS_OK)
			break;
	}
	return st;
}

/* A second campaign with the words of the first gives nothing: that it was meant as another one is for people to say. */
static void
tell_before(const struct batch *batch, const struct cs_request *template)
{
	char day[CS_DAY_TEXT];

	if (batch->before > 0)
		cs_note(cs_tr_count("%zu customer has had this already, by the key grant:%s:CUSTOMER; if it is another gift, name it: --key NAME",
		    "%zu customers have had this already, by the key grant:%s:CUSTOMER; if it is another gift, name it: --key NAME",
		    batch->before), batch->before, template->reason ? template->reason : cs_day_format(day, template->eff));
}

enum cs_status
cs_act_list(struct cs_db *db, const char *path, const struct cs_request *request,
    const struct cs_batch_options *options, struct cs_out *out, struct cs_err *err)
{
	static const struct cs_reader_options any = { .separator = '\t' };
	struct cs_reader *reader = NULL;
	struct batch batch = { .options = options };
	enum cs_status st = cs_reader_open(&reader, path, &any, err);

	if (st != CS_OK)
		return st;
	st = begin_batch(&batch, db, options, err);
	batch.begun = batch.book.next_seq;
	if (st == CS_OK)
		st = run_list(&batch, reader, request, err);
	cs_reader_close(reader);
	if (st == CS_OK)
		tell_before(&batch, request);
	return end_batch(&batch, st, out, err);
}

static const struct cs_col settle_columns[] = { { "events", CS_CELL_NUMBER } };

enum cs_status
cs_act_settle(struct cs_db *db, cs_time now, cs_day day, struct cs_out *out, struct cs_err *err)
{
	struct cs_book book;
	int64_t count = 0;
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	if (st == CS_OK)
		st = cs_book_settle(&book, day, &count, err);
	if (st == CS_OK) {
		cs_out_begin(out, settle_columns, CS_COUNT(settle_columns));
		cs_out_int(out, count);
		cs_out_end(out);
		st = cs_book_commit(&book, err);
	}
	cs_book_release(&book);
	return st;
}
