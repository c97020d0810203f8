#include "mileage/ticket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "mileage/detail.h"

/* The event of one coupon beside a return. */
struct cs_ticket_act {
	char name[CS_TICKET_NAME], suffix[24], detail[CS_TICKET_NAME + 48];
	int64_t amount; /* that it was used for on the order */
};

int64_t
cs_coupon_discount(const struct cs_coupon_kind *kind, int64_t amount)
{
	int64_t discount = kind->won + cs_part(amount, kind->rate_ppm, CS_PPM);

	if (amount < kind->minimum)
		return 0;
	if (kind->cap > 0 && discount > kind->cap)
		discount = kind->cap;
	if (kind->unit > 1)
		discount -= discount % kind->unit;
	return discount < amount ? discount : amount;
}

bool
cs_coupon_same_terms(const struct cs_coupon_kind *a, const struct cs_coupon_kind *b)
{
	return a->won == b->won && a->rate_ppm == b->rate_ppm && a->cap == b->cap && a->minimum == b->minimum &&
	    a->unit == b->unit && a->days == b->days && a->per_member == b->per_member && a->issues == b->issues &&
	    a->first == b->first && strcmp(a->group, b->group) == 0;
}

void
cs_ticket_settle(struct cs_ticket *t, enum cs_coupon_return rule, int64_t left)
{
	if (left > 0) {
		t->recaptured = rule == CS_COUPON_RECHECK ? cs_coupon_recapture(t->discount, t->kind.minimum, left) : 0;
		return;
	}
	t->used = false;
	t->order_no[0] = '\0';
	t->discount = t->recaptured = 0;
}

static void
copy(char *to, size_t room, const char *text, size_t len)
{
	len = len < room ? len : room - 1;
	memcpy(to, text, len);
	to[len] = '\0';
}

static void
copy_column(char *to, size_t room, struct cs_stmt *stmt, int column)
{
	size_t len;
	const char *text = cs_col_text(stmt, column, &len);

	copy(to, room, text, len);
}

enum cs_status
cs_ticket_kind(struct cs_db *db, const char *code, struct cs_coupon_kind *kind, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_KIND);

	cs_bind_text(stmt, ":code", code, strlen(code));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		*kind = (struct cs_coupon_kind){ .won = cs_col_int(stmt, 0), .rate_ppm = cs_col_int(stmt, 1),
			.cap = cs_col_int(stmt, 2), .minimum = cs_col_int(stmt, 3), .days = cs_col_int(stmt, 4),
			.per_member = cs_col_int(stmt, 5), .unit = cs_col_int(stmt, 6), .issues = cs_col_int(stmt, 7),
			.first = (int)cs_col_int(stmt, 8) };
		copy(kind->code, sizeof(kind->code), code, strlen(code));
		copy_column(kind->group, sizeof(kind->group), stmt, 9);
	}
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_ticket_kind_add(struct cs_db *db, const struct cs_coupon_kind *kind, int64_t seq, struct cs_err *err)
{
	const struct {
		const char *name;
		int64_t value;
	} numbers[] = { { ":seq", seq }, { ":won", kind->won }, { ":rate", kind->rate_ppm }, { ":cap", kind->cap },
		{ ":minimum", kind->minimum }, { ":days", kind->days }, { ":per_member", kind->per_member },
		{ ":unit", kind->unit }, { ":issues", kind->issues }, { ":first", kind->first } };
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_DEFINE);

	cs_bind_text(stmt, ":code", kind->code, strlen(kind->code));
	cs_bind_text(stmt, ":grp", kind->group, strlen(kind->group));
	for (size_t i = 0; i < CS_COUNT(numbers); i++)
		cs_bind_int(stmt, numbers[i].name, numbers[i].value);
	return cs_run(stmt, err);
}

enum cs_status
cs_ticket_read(struct cs_db *db, const char *name, struct cs_ticket *t, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_GET);
	char code[CS_POLICY_NAME] = "";

	cs_bind_text(stmt, ":coupon", name, strlen(name));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		copy_column(code, sizeof(code), stmt, 0);
		copy_column(t->customer, sizeof(t->customer), stmt, 1);
		t->expires_on = (cs_day)cs_col_int(stmt, 2);
		t->used = cs_col_int(stmt, 3) == 1;
		copy_column(t->order_no, sizeof(t->order_no), stmt, 4);
		t->discount = cs_col_int(stmt, 5);
		t->recaptured = cs_col_int(stmt, 6);
	}
	cs_stmt_reset(stmt);
	if (st == CS_OK)
		return cs_err_set(err, CS_NONE, _("coupon \"%s\": was not issued"), name);
	st = st == CS_ROW ? cs_ticket_kind(db, code, &t->kind, err) : st;
	return st == CS_ROW ? CS_OK : st;
}

enum cs_status
cs_ticket_put(struct cs_db *db, const char *name, const struct cs_ticket *t, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_PUT);

	cs_bind_text(stmt, ":coupon", name, strlen(name));
	cs_bind_int(stmt, ":state", t->used);
	if (t->order_no[0])
		cs_bind_text(stmt, ":order_no", t->order_no, strlen(t->order_no));
	cs_bind_int(stmt, ":discount", t->discount);
	cs_bind_int(stmt, ":recaptured", t->recaptured);
	return cs_run(stmt, err);
}

enum cs_status
cs_ticket_use(struct cs_db *db, const char *name, const char *order_no, int64_t before, int64_t *policy, int64_t *amount,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_COUPON_USED_FOR);
	size_t len;

	cs_bind_text(stmt, ":coupon", name, strlen(name));
	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	cs_bind_int(stmt, ":before", before);
	enum cs_status st = cs_step(stmt, err);

	*policy = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	*amount = 0;
	if (st == CS_ROW) {
		const char *value = cs_detail_find(cs_col_text(stmt, 1, &len), "use", &len);

		if (value && cs_detail_numbers(value, len, amount, 1) == SIZE_MAX)
			*amount = 0;
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
rule_of(struct cs_db *db, int64_t ver, enum cs_coupon_return *rule, struct cs_err *err)
{
	struct cs_policy policy;
	enum cs_status st = cs_book_policy_of(db, ver, &policy, err);

	*rule = st == CS_OK ? (enum cs_coupon_return)policy.coupon_return : CS_COUPON_RECHECK;
	return cs_failed(st) ? st : CS_OK;
}

enum cs_status
cs_ticket_rule(struct cs_db *db, const char *name, const struct cs_ticket *t, enum cs_coupon_return *rule,
    struct cs_err *err)
{
	int64_t ver, amount;
	enum cs_status st = cs_ticket_use(db, name, t->order_no, INT64_MAX, &ver, &amount, err);

	return st == CS_OK ? rule_of(db, ver, rule, err) : st;
}

static struct cs_ticket_act *
add_act(struct cs_ticket_acts *acts)
{
	acts->items = cs_grow(acts->items, &acts->cap, acts->count + 1, sizeof(*acts->items));
	struct cs_ticket_act *act = &acts->items[acts->count++];

	*act = (struct cs_ticket_act){ .amount = 0 };
	snprintf(act->suffix, sizeof(act->suffix), acts->count > 1 ? "/coupon%zu" : "/coupon", acts->count);
	return act;
}

/* The coupons that the order has; of a return that is called off those that it touched. */
static enum cs_status
list_acts(struct cs_ticket_acts *acts, struct cs_db *db, const char *order_no, int64_t called_off, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, called_off ? CS_SQL_MILEAGE_COUPONS_OF_RETURN : CS_SQL_MILEAGE_COUPONS_OF_ORDER);
	enum cs_status st;
	size_t len;

	cs_bind_text(stmt, ":order_no", order_no, strlen(order_no));
	if (called_off)
		cs_bind_int(stmt, ":seq", called_off);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *name = cs_col_text(stmt, 0, &len);
		int64_t ignored;

		if (called_off) {
			name = cs_detail_find(name, "return", &len);
			len = name ? cs_detail_numbers(name, len, &ignored, 1) : SIZE_MAX;
		}
		if (len < CS_TICKET_NAME)
			copy(add_act(acts)->name, CS_TICKET_NAME, name, len);
	}
	cs_stmt_reset(stmt);
	return st;
}

/* One that was free again may serve another order by now: then its discount on this one is owed. */
static enum cs_status
settle_one(struct cs_ticket_act *act, struct cs_book *book, const struct cs_request *r, int64_t seq, bool called_off,
    int64_t left, int64_t *deduct, struct cs_err *err)
{
	struct cs_ticket t;
	enum cs_coupon_return rule = CS_COUPON_RECHECK;
	int64_t ver = 0;
	enum cs_status st = cs_ticket_read(book->db, act->name, &t, err);

	if (st == CS_OK)
		st = cs_ticket_use(book->db, act->name, r->order_no, INT64_MAX, &ver, &act->amount, err);
	if (st == CS_OK)
		st = rule_of(book->db, ver, &rule, err);
	if (st != CS_OK)
		return st;
	int64_t discount = cs_coupon_discount(&t.kind, act->amount);

	if (t.used && strcmp(t.order_no, r->order_no) != 0) {
		*deduct += discount;
		return CS_OK;
	}
	if (left < 0 && called_off)
		left = act->amount;
	*deduct -= t.recaptured;
	t.used = true;
	t.discount = discount;
	copy(t.order_no, sizeof(t.order_no), r->order_no, strlen(r->order_no));
	cs_ticket_settle(&t, rule, left);
	*deduct += t.recaptured;
	snprintf(act->detail, sizeof(act->detail), "%s=%s %lld\n", called_off ? "revert" : "return", act->name, (long long)left);
	cs_book_run(book, &(struct cs_op){ .kind = CS_ACT_COUPON, .eff = r->eff }, act->suffix, seq, act->detail);
	return cs_ticket_put(book->db, act->name, &t, err);
}

enum cs_status
cs_tickets_settle(struct cs_ticket_acts *acts, struct cs_book *book, const struct cs_request *request, int64_t seq,
    int64_t called_off, int64_t left, int64_t *deduct, struct cs_err *err)
{
	enum cs_status st = list_acts(acts, book->db, request->order_no, called_off, err);

	*deduct = 0;
	for (size_t i = 0; st == CS_OK && i < acts->count; i++)
		st = settle_one(&acts->items[i], book, request, seq, called_off != 0, left, deduct, err);
	return st;
}

void
cs_ticket_acts_release(struct cs_ticket_acts *acts)
{
	free(acts->items);
	*acts = (struct cs_ticket_acts){ 0 };
}
