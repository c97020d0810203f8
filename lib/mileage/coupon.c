#include "mileage/coupon.h"

#include <string.h>

int64_t
cs_coupon_discount(int64_t won, int64_t rate_ppm, int64_t cap, int64_t minimum, int64_t amount)
{
	int64_t discount = won + cs_part(amount, rate_ppm, CS_PPM);

	if (amount < minimum)
		return 0;
	if (cap > 0 && discount > cap)
		discount = cap;
	return discount < amount ? discount : amount;
}

static const struct cs_col coupon_columns[] = {
	{ "coupon", CS_CELL_TEXT }, { "code", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "state", CS_CELL_TEXT },
	{ "expires_on", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT }, { "discount", CS_CELL_NUMBER },
	{ "recaptured", CS_CELL_NUMBER },
};

/* A coupon of the store. */
struct coupon {
	char code[64], customer[200], order_no[200];
	cs_day expires_on;
	int64_t state, discount, recaptured;
	int64_t won, rate, cap, minimum, days, per_member;
};

static void
copy(char *to, size_t room, struct cs_stmt *stmt, int column)
{
	size_t len;
	const char *text = cs_col_text(stmt, column, &len);

	len = len < room ? len : room - 1;
	memcpy(to, text, len);
	to[len] = '\0';
}

static enum cs_status
read_kind(struct cs_db *db, const char *code, struct coupon *c, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_KIND);

	cs_bind_text(stmt, ":code", code, strlen(code));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		c->won = cs_col_int(stmt, 0);
		c->rate = cs_col_int(stmt, 1);
		c->cap = cs_col_int(stmt, 2);
		c->minimum = cs_col_int(stmt, 3);
		c->days = cs_col_int(stmt, 4);
		c->per_member = cs_col_int(stmt, 5);
	}
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		return cs_err_set(err, CS_NONE, _("coupon \"%s\": not defined; see: cs-mileage coupon define"), code);
	return st == CS_ROW ? CS_OK : st;
}

static enum cs_status
read_coupon(struct cs_db *db, const char *name, struct coupon *c, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_GET);

	cs_bind_text(stmt, ":coupon", name, strlen(name));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		copy(c->code, sizeof(c->code), stmt, 0);
		copy(c->customer, sizeof(c->customer), stmt, 1);
		c->expires_on = (cs_day)cs_col_int(stmt, 2);
		c->state = cs_col_int(stmt, 3);
		copy(c->order_no, sizeof(c->order_no), stmt, 4);
		c->discount = cs_col_int(stmt, 5);
		c->recaptured = cs_col_int(stmt, 6);
	}
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		return cs_err_set(err, CS_NONE, _("coupon \"%s\": was not issued"), name);
	return st == CS_ROW ? read_kind(db, c->code, c, err) : st;
}

static int64_t
count_of(struct cs_db *db, enum cs_sql which, const char *name1, const char *value1, const char *name2,
    const char *value2)
{
	struct cs_err ignored;
	struct cs_stmt *stmt = cs_db_stmt(db, which);

	cs_bind_text(stmt, name1, value1, strlen(value1));
	if (name2)
		cs_bind_text(stmt, name2, value2, strlen(value2));
	int64_t n = cs_step(stmt, &ignored) == CS_ROW ? cs_col_int(stmt, 0) : 0;

	cs_stmt_reset(stmt);
	return n;
}

static void
write_coupon(struct cs_out *out, const char *name, const struct coupon *c, const char *state)
{
	cs_out_begin(out, coupon_columns, CS_COUNT(coupon_columns));
	cs_out_str(out, name);
	cs_out_str(out, c->code);
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
	if (result->fate == CS_REFUSED)
		return cs_err_set(err, CS_NOTE, "%s: %s", ask->key, _(cs_refusal_texts[result->refusal]));
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

enum cs_status
cs_coupon_define(struct cs_db *db, cs_time now, const struct cs_coupon_ask *ask, struct cs_out *out,
    struct cs_err *err)
{
	struct coupon c = { .won = ask->won, .rate = ask->rate_ppm };
	struct cs_str detail = { 0 };
	struct cs_result result;
	struct cs_book book;
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	cs_str_add_format(&detail, "define=%s %lld %lld %lld %lld %lld %lld", ask->code, (long long)ask->won,
	    (long long)ask->rate_ppm, (long long)ask->cap, (long long)ask->minimum, (long long)ask->days,
	    (long long)ask->per_member);
	if (st == CS_OK && ask->won == 0 && ask->rate_ppm == 0)
		st = cs_err_set(err, CS_EUSAGE, _("coupon define needs --won N or --rate RATE"));
	if (st == CS_OK)
		st = write_event(&book, ask, NULL, detail.data, &result, err);
	if (st == CS_ROW) {
		struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_DEFINE);

		cs_bind_text(stmt, ":code", ask->code, strlen(ask->code));
		cs_bind_int(stmt, ":seq", result.seq);
		cs_bind_int(stmt, ":won", ask->won);
		cs_bind_int(stmt, ":rate", ask->rate_ppm);
		cs_bind_int(stmt, ":cap", ask->cap);
		cs_bind_int(stmt, ":minimum", ask->minimum);
		cs_bind_int(stmt, ":days", ask->days);
		cs_bind_int(stmt, ":per_member", ask->per_member);
		st = cs_run(stmt, err);
	}
	cs_str_release(&detail);
	c.expires_on = CS_NO_DAY;
	memcpy(c.code, ask->code, strlen(ask->code) < sizeof(c.code) ? strlen(ask->code) : sizeof(c.code) - 1);
	if (st == CS_OK)
		write_coupon(out, "", &c, "defined");
	return finish(&book, st, err);
}

enum cs_status
cs_coupon_issue(struct cs_db *db, cs_time now, const struct cs_coupon_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct coupon c = { 0 };
	struct cs_str detail = { 0 };
	struct cs_result result = { 0 };
	struct cs_book book;
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	if (st == CS_OK)
		st = read_kind(db, ask->code, &c, err);
	cs_str_add_format(&detail, "issue=%s %s", ask->code, ask->coupon);
	c.expires_on = ask->today + (cs_day)c.days;
	bool full = st == CS_OK && count_of(db, CS_SQL_MILEAGE_COUPON_COUNT, ":customer", ask->customer, ":code", ask->code)
	    >= c.per_member;

	if (st == CS_OK)
		st = write_event(&book, ask, ask->customer, detail.data, &result, err);
	if (st == CS_ROW && full)
		st = cs_err_set(err, CS_NOTE, _("coupon \"%s\": the customer had it as often as it is given"), ask->code);
	if (st == CS_ROW) {
		struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_ADD);

		cs_bind_text(stmt, ":coupon", ask->coupon, strlen(ask->coupon));
		cs_bind_text(stmt, ":code", ask->code, strlen(ask->code));
		cs_bind_int(stmt, ":account", book.account.id);
		cs_bind_int(stmt, ":seq", result.seq);
		cs_bind_int(stmt, ":expires_on", c.expires_on);
		st = cs_run(stmt, err);
	}
	cs_str_release(&detail);
	if (st == CS_OK)
		st = read_coupon(db, ask->coupon, &c, err);
	if (st == CS_OK)
		write_coupon(out, ask->coupon, &c, "issued");
	return finish(&book, st, err);
}

static enum cs_status
check_use(struct cs_book *book, const struct cs_coupon_ask *ask, const struct coupon *c, struct cs_err *err)
{
	enum cs_status st = cs_book_policy(book, ask->today, err);

	if (st != CS_OK)
		return st;
	if (c->state != 0)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": used on order %s"), ask->coupon, c->order_no);
	if (c->expires_on < ask->today)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": has lapsed"), ask->coupon);
	if (!ask->order_no || ask->amount < 0)
		return cs_err_set(err, CS_EUSAGE, _("coupon use needs --order NO and --amount WON"));
	if (ask->amount < c->minimum)
		return cs_err_set(err, CS_NOTE, _("coupon \"%s\": asks for an order of %lld at least"), ask->coupon,
		    (long long)c->minimum);
	if (!book->policy.coupon_stack &&
	    count_of(book->db, CS_SQL_MILEAGE_COUPON_ON_ORDER, ":order_no", ask->order_no, NULL, NULL) > 0)
		return cs_err_set(err, CS_NOTE, _("order %s: has a coupon already"), ask->order_no);
	return CS_OK;
}

enum cs_status
cs_coupon_use(struct cs_db *db, cs_time now, const struct cs_coupon_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct coupon c = { 0 };
	struct cs_str detail = { 0 };
	struct cs_result result = { 0 };
	struct cs_book book;
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	if (st == CS_OK)
		st = read_coupon(db, ask->coupon, &c, err);
	int64_t discount = cs_coupon_discount(c.won, c.rate, c.cap, c.minimum, ask->amount);

	cs_str_add_format(&detail, "use=%s %lld", ask->coupon, (long long)ask->amount);
	if (st == CS_OK)
		st = write_event(&book, ask, c.customer, detail.data, &result, err);
	if (st == CS_ROW) {
		st = check_use(&book, ask, &c, err);
		struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_USE);

		cs_bind_text(stmt, ":coupon", ask->coupon, strlen(ask->coupon));
		cs_bind_text(stmt, ":order_no", ask->order_no ? ask->order_no : "", ask->order_no ? strlen(ask->order_no) : 0);
		cs_bind_int(stmt, ":discount", discount);
		st = st == CS_OK ? cs_run(stmt, err) : st;
	}
	cs_str_release(&detail);
	if (st == CS_OK)
		st = read_coupon(db, ask->coupon, &c, err);
	if (st == CS_OK)
		write_coupon(out, ask->coupon, &c, "used");
	return finish(&book, st, err);
}

enum cs_status
cs_coupon_return(struct cs_db *db, cs_time now, const struct cs_coupon_ask *ask, struct cs_out *out,
    struct cs_err *err)
{
	struct coupon c = { 0 };
	struct cs_str detail = { 0 };
	struct cs_result result = { 0 };
	struct cs_book book;
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	if (st == CS_OK)
		st = read_coupon(db, ask->coupon, &c, err);
	if (st == CS_OK)
		st = cs_book_policy(&book, ask->today, err);
	bool whole = ask->amount <= 0;
	int64_t due = book.policy.coupon_return == CS_COUPON_RECHECK ? cs_coupon_recapture(c.discount, c.minimum, ask->amount)
	    : 0;

	cs_str_add_format(&detail, "return=%s %lld", ask->coupon, (long long)ask->amount);
	if (st == CS_OK)
		st = write_event(&book, ask, c.customer, detail.data, &result, err);
	if (st == CS_ROW) {
		struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_FREE);

		cs_bind_text(stmt, ":coupon", ask->coupon, strlen(ask->coupon));
		cs_bind_int(stmt, ":state", !whole);
		cs_bind_int(stmt, ":recaptured", whole ? 0 : due > c.recaptured ? due : c.recaptured);
		st = c.state == 0 ? cs_err_set(err, CS_NOTE, _("coupon \"%s\": is not in use"), ask->coupon) : cs_run(stmt, err);
	}
	cs_str_release(&detail);
	if (st == CS_OK)
		st = read_coupon(db, ask->coupon, &c, err);
	if (st == CS_OK)
		write_coupon(out, ask->coupon, &c, c.state == 0 ? "issued" : "used");
	return finish(&book, st, err);
}

enum cs_status
cs_coupon_list(struct cs_db *db, cs_day today, struct cs_out *out, struct cs_err *err)
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
		{ "define", true, false, false, cs_coupon_define }, { "issue", true, true, true, cs_coupon_issue },
		{ "use", false, true, false, cs_coupon_use }, { "return", false, true, false, cs_coupon_return },
	};

	if (strcmp(what, "list") == 0)
		return cs_coupon_list(db, ask->today, out, err);
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
