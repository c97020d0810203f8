#include "mileage/coupon.h"

#include <string.h>

#include "mileage/ticket.h"

static const struct cs_col coupon_columns[] = {
	{ "coupon", CS_CELL_TEXT }, { "code", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "state", CS_CELL_TEXT },
	{ "expires_on", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT }, { "discount", CS_CELL_NUMBER },
	{ "recaptured", CS_CELL_NUMBER },
};

/* One number of a statement about a customer, an order or a kind, whatever of these it asks for. */
static int64_t
count_of(struct cs_db *db, enum cs_sql which, const struct cs_coupon_ask *ask, const struct cs_ticket *c)
{
	const struct {
		const char *name, *value;
	} texts[] = { { ":customer", ask->customer ? ask->customer : c->customer }, { ":code", c->kind.code },
		{ ":order_no", ask->order_no ? ask->order_no : "" }, { ":grp", c->kind.group } };
	struct cs_err ignored;
	struct cs_stmt *stmt = cs_db_stmt(db, which);

	for (size_t i = 0; i < CS_COUNT(texts); i++) {
		if (cs_stmt_param(stmt, texts[i].name))
			cs_bind_text(stmt, texts[i].name, texts[i].value, strlen(texts[i].value));
	}
	int64_t n = cs_step(stmt, &ignored) == CS_ROW ? cs_col_int(stmt, 0) : 0;

	cs_stmt_reset(stmt);
	return n;
}

static void
write_coupon(struct cs_out *out, const char *name, const struct cs_ticket *c, const char *state)
{
	cs_out_begin(out, coupon_columns, CS_COUNT(coupon_columns));
	cs_out_str(out, name);
	cs_out_str(out, c->kind.code);
	cs_out_str(out, c->customer);
	cs_out_str(out, state);
	cs_out_day(out, c->expires_on);
	cs_out_str(out, c->order_no);
	cs_out_int(out, c->discount);
	cs_out_int(out, c->recaptured);
	cs_out_end(out);
}

/* The event beside the coupon. CS_ROW: it is new; CS_OK: it exists; CS_NOTE: refused. */
static enum cs_status
write_event(struct cs_book *book, const struct cs_coupon_ask *ask, const char *customer, const char *detail,
    struct cs_result *result, struct cs_err *err)
{
	struct cs_request r;

	cs_request_init(&r, CS_ACT_COUPON, ask->today);
	r.key = ask->key;
	r.customer = customer;
	r.reason = ask->reason;
	r.order_no = ask->order_no;
	r.detail = detail;
	enum cs_status st = cs_book_do(book, &r, result, err);

	if (st != CS_OK || result->fate == CS_EXISTS)
		return st;
	if (result->fate == CS_CONFLICT)
		return cs_err_set(err, CS_NOTE, _("%s: the key was used for something else: %s differs"), ask->key, result->field);
	if (result->fate == CS_REFUSED) {
		struct cs_str why = { 0 };

		cs_result_reason(result, &why);
		st = cs_err_set(err, CS_NOTE, "%s: %s", ask->key, why.data);
		cs_str_release(&why);
		return st;
	}
	return CS_ROW;
}

/* Commits what was done, or lets it go. */
static enum cs_status
finish(struct cs_book *book, enum cs_status st, struct cs_err *err)
{
	if (st == CS_OK)
		st = cs_book_commit(book, err);
	cs_book_release(book);
	return st;
}

static enum cs_status
define(struct cs_db *db, cs_time now, const struct cs_coupon_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct cs_ticket c = { .kind = { .won = ask->won, .rate_ppm = ask->rate_ppm, .cap = ask->cap, .minimum = ask->minimum,
		.days = ask->days, .per_member = ask->per_member }, .expires_on = CS_NO_DAY };
	struct cs_str detail = { 0 };
	struct cs_result result;
	struct cs_book book;
	enum cs_status st = cs_book_begin(&book, db, now, ask->actor, err);

	memcpy(c.kind.code, ask->code, strlen(ask->code) < CS_POLICY_NAME ? strlen(ask->code) : CS_POLICY_NAME - 1);
	cs_str_add_format(&detail, "define=%s %lld %lld %lld %lld %lld %lld", ask->code, (long long)ask->won,
	    (long long)ask->rate_ppm, (long long)ask->cap, (long long)ask->minimum, (long long)ask->days,
	    (long long)ask->per_member);
	if (st == CS_OK && ask->won == 0 && ask->rate_ppm == 0)
		st = cs_err_set(err, CS_EUSAGE, _("coupon define needs --won N or --rate RATE"));
	if (st == CS_OK)
		st = write_event(&book, ask, NULL, detail.data, &result, err);
	if (st == CS_ROW) {
		struct cs_coupon_kind known;

		st = cs_ticket_kind(db, ask->code, &known, err);
		if (st == CS_ROW)
			st = cs_err_set(err, CS_NOTE, _("coupon \"%s\": is defined already; give other terms another code"), ask->code);
		else if (st == CS_OK)
			st = cs_ticket_kind_add(db, &c.kind, result.seq, err);
	}
	cs_str_release(&detail);
	if (st == CS_OK)
		write_coupon(out, "", &c, "defined");
	return finish(&book, st, err);
}

/* The terms of a code: those that are out, which the policy may not change, or the policy's. */
static enum cs_status
find_kind(struct cs_book *book, const char *code, struct cs_coupon_kind *kind, bool *fresh, struct cs_err *err)
{
	enum cs_status st = cs_ticket_kind(book->db, code, kind, err);
	const struct cs_coupon_kind *ruled = cs_policy_coupon(&book->policy, code);

	*fresh = st == CS_OK;
	if (st == CS_ROW && ruled && !cs_coupon_same_terms(kind, ruled))
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": the policy has other terms than those that are out; "
		    "give other terms another code"), code);
	if (st == CS_OK && !ruled)
		return cs_err_set(err, CS_NONE, _("coupon \"%s\": not in the policy, and not defined by hand; "
		    "see: cs-mileage coupon define"), code);
	if (st == CS_OK)
		*kind = *ruled;
	return st == CS_ROW ? CS_OK : st;
}

static enum cs_status
check_issue(struct cs_book *book, const struct cs_coupon_ask *ask, const struct cs_ticket *c, struct cs_err *err)
{
	if (count_of(book->db, CS_SQL_MILEAGE_COUPON_COUNT, ask, c) >= c->kind.per_member)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": the customer had it as often as it is given"), ask->code);
	if (c->kind.issues > 0 && count_of(book->db, CS_SQL_MILEAGE_COUPON_ISSUED, ask, c) >= c->kind.issues)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": all of them are given out"), ask->code);
	return CS_OK;
}

static enum cs_status
store_issue(struct cs_db *db, const struct cs_coupon_ask *ask, int64_t account, int64_t seq, cs_day expires_on,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_ADD);

	cs_bind_text(stmt, ":coupon", ask->coupon, strlen(ask->coupon));
	cs_bind_text(stmt, ":code", ask->code, strlen(ask->code));
	cs_bind_int(stmt, ":account", account);
	cs_bind_int(stmt, ":seq", seq);
	cs_bind_int(stmt, ":expires_on", expires_on);
	return cs_run(stmt, err);
}

static enum cs_status
issue(struct cs_db *db, cs_time now, const struct cs_coupon_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct cs_ticket c = { 0 };
	struct cs_str detail = { 0 };
	struct cs_result result = { 0 };
	struct cs_book book;
	bool fresh = false;
	enum cs_status st = cs_book_begin(&book, db, now, ask->actor, err);

	if (st == CS_OK)
		st = cs_book_policy(&book, ask->today, err);
	if (st == CS_OK)
		st = find_kind(&book, ask->code, &c.kind, &fresh, err);
	cs_str_add_format(&detail, "issue=%s %s", ask->code, ask->coupon);
	enum cs_status free_to = st == CS_OK ? check_issue(&book, ask, &c, err) : CS_OK;

	if (st == CS_OK)
		st = write_event(&book, ask, ask->customer, detail.data, &result, err);
	if (st == CS_ROW) {
		st = free_to;
		if (st == CS_OK && fresh)
			st = cs_ticket_kind_add(db, &c.kind, result.seq, err);
		if (st == CS_OK)
			st = store_issue(db, ask, book.account.id, result.seq, ask->today + (cs_day)c.kind.days, err);
	}
	cs_str_release(&detail);
	if (st == CS_OK)
		st = cs_ticket_read(db, ask->coupon, &c, err);
	if (st == CS_OK)
		write_coupon(out, ask->coupon, &c, "issued");
	return finish(&book, st, err);
}

static enum cs_status
check_order(struct cs_book *book, const struct cs_coupon_ask *ask, const struct cs_ticket *c, struct cs_err *err)
{
	enum cs_status st = cs_book_policy(book, ask->today, err);

	if (st != CS_OK)
		return st;
	if (count_of(book->db, book->policy.coupon_stack ? CS_SQL_MILEAGE_COUPON_LIKE_ON_ORDER : CS_SQL_MILEAGE_COUPON_ON_ORDER,
	    ask, c) > 0)
		return cs_err_set(err, CS_NOTE, _("order %s: has a coupon already"), ask->order_no);
	if (c->kind.first && count_of(book->db, CS_SQL_MILEAGE_ORDERS_OF, ask, c) > 0)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": for a first order only"), ask->coupon);
	return CS_OK;
}

static enum cs_status
check_use(struct cs_book *book, const struct cs_coupon_ask *ask, const struct cs_ticket *c, struct cs_err *err)
{
	if (c->used)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": was used for order %s"), ask->coupon, c->order_no);
	if (c->expires_on < ask->today)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": has lapsed"), ask->coupon);
	if (ask->amount < c->kind.minimum)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": asks for an order of %lld at least"), ask->coupon,
		    (long long)c->kind.minimum);
	return check_order(book, ask, c, err);
}

static enum cs_status
apply_use(struct cs_book *book, const struct cs_coupon_ask *ask, struct cs_ticket *c, struct cs_err *err)
{
	enum cs_status st = check_use(book, ask, c, err);

	c->used = true;
	c->discount = cs_coupon_discount(&c->kind, ask->amount);
	c->recaptured = 0;
	c->order_no[0] = '\0';
	strncat(c->order_no, ask->order_no, sizeof(c->order_no) - 1);
	return st;
}

/* With nothing left of the order it can be used again; with something, its discount is checked again. */
static enum cs_status
apply_return(struct cs_book *book, const struct cs_coupon_ask *ask, struct cs_ticket *c, struct cs_err *err)
{
	enum cs_coupon_return rule = CS_COUPON_RECHECK;

	if (!c->used)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": is not in use"), ask->coupon);
	enum cs_status st = cs_ticket_rule(book->db, ask->coupon, c, &rule, err);

	cs_ticket_settle(c, rule, ask->amount);
	return st;
}

static enum cs_status
change(struct cs_db *db, cs_time now, const struct cs_coupon_ask *ask, const char *step,
    enum cs_status (*apply)(struct cs_book *, const struct cs_coupon_ask *, struct cs_ticket *, struct cs_err *),
    struct cs_out *out, struct cs_err *err)
{
	struct cs_ticket c = { 0 };
	struct cs_str detail = { 0 };
	struct cs_result result = { 0 };
	struct cs_book book;
	enum cs_status st = cs_book_begin(&book, db, now, ask->actor, err);

	if (st == CS_OK)
		st = cs_ticket_read(db, ask->coupon, &c, err);
	cs_str_add_format(&detail, "%s=%s %lld", step, ask->coupon, (long long)ask->amount);
	if (st == CS_OK)
		st = write_event(&book, ask, c.customer, detail.data, &result, err);
	if (st == CS_ROW) {
		st = apply(&book, ask, &c, err);
		if (st == CS_OK)
			st = cs_ticket_put(db, ask->coupon, &c, err);
	}
	cs_str_release(&detail);
	if (st == CS_OK)
		st = cs_ticket_read(db, ask->coupon, &c, err);
	if (st == CS_OK)
		write_coupon(out, ask->coupon, &c, c.used ? "used" : "issued");
	return finish(&book, st, err);
}

static enum cs_status
use(struct cs_db *db, cs_time now, const struct cs_coupon_ask *ask, struct cs_out *out, struct cs_err *err)
{
	if (!ask->order_no || ask->amount < 0)
		return cs_err_set(err, CS_EUSAGE, _("coupon use needs --order NO and --amount WON"));
	return change(db, now, ask, "use", apply_use, out, err);
}

static enum cs_status
give_back(struct cs_db *db, cs_time now, const struct cs_coupon_ask *ask, struct cs_out *out, struct cs_err *err)
{
	return change(db, now, ask, "return", apply_return, out, err);
}

static enum cs_status
list(struct cs_db *db, cs_day today, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_LIST);
	enum cs_status st;
	size_t len;

	cs_out_begin(out, coupon_columns, CS_COUNT(coupon_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		bool used = cs_col_int(stmt, 3) == 1;

		for (int i = 0; i < 3; i++)
			cs_out_str(out, cs_col_text(stmt, i, &len));
		cs_out_str(out, used ? "used" : cs_col_int(stmt, 4) < today ? "lapsed" : "issued");
		cs_out_day(out, (cs_day)cs_col_int(stmt, 4));
		cs_out_str(out, cs_col_text(stmt, 5, &len));
		cs_out_int(out, cs_col_int(stmt, 6));
		cs_out_int(out, cs_col_int(stmt, 7));
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}

/* What a step needs beside its own amounts. */
static enum cs_status
need(bool given, const char *what, const char *option, struct cs_err *err)
{
	return given ? CS_OK : cs_err_set(err, CS_EUSAGE, _("coupon %s needs %s"), what, option);
}

enum cs_status
cs_coupon_run(struct cs_db *db, cs_time now, const char *what, const struct cs_coupon_ask *ask, struct cs_out *out,
    struct cs_err *err)
{
	static const struct {
		const char *what;
		bool code, coupon, customer;
		enum cs_status (*run)(struct cs_db *, cs_time, const struct cs_coupon_ask *, struct cs_out *, struct cs_err *);
	} steps[] = {
		{ "define", true, false, false, define }, { "issue", true, true, true, issue },
		{ "use", false, true, false, use }, { "return", false, true, false, give_back },
	};

	if (strcmp(what, "list") == 0)
		return list(db, ask->today, out, err);
	for (size_t i = 0; i < CS_COUNT(steps); i++) {
		if (strcmp(what, steps[i].what) != 0)
			continue;
		enum cs_status st = need(ask->key && *ask->key, what, "--key KEY", err);

		if (st == CS_OK && steps[i].code)
			st = need(ask->code && *ask->code, what, "--code CODE", err);
		if (st == CS_OK && steps[i].coupon)
			st = need(ask->coupon && *ask->coupon, what, "--coupon NO", err);
		if (st == CS_OK && steps[i].customer)
			st = need(ask->customer && *ask->customer, what, "--customer ID", err);
		return st == CS_OK ? steps[i].run(db, now, ask, out, err) : st;
	}
	return cs_err_set(err, CS_EUSAGE, _("%s: \"%s\" is not %s"), "coupon", what, "define|issue|use|return|list");
}
