#include "mileage/proof.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "mileage/compensate.h"
#include "mileage/detail.h"
#include "mileage/grade.h"
#include "mileage/ticket.h"

static void tell(const struct cs_proof *proof, int64_t seq, const char *format, ...) CS_PRINTF(3, 4);

static void
tell(const struct cs_proof *proof, int64_t seq, const char *format, ...)
{
	char text[CS_ERR_TEXT];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	proof->tell(proof->self, seq, text);
}

static const struct cs_policy *
policy_of(const struct cs_proof *proof, int64_t ver)
{
	return ver > 0 && (size_t)ver < proof->policy_count ? proof->policies[ver] : NULL;
}

static bool
says(struct cs_stmt *stmt, int column, const char *text)
{
	size_t len;

	return strcmp(cs_col_text(stmt, column, &len), text) == 0;
}

/* The line of the detail is just that text. */
static bool
detail_is(const char *detail, const char *name, const char *text)
{
	size_t len;
	const char *value = cs_detail_find(detail, name, &len);

	return value && len == strlen(text) && memcmp(value, text, len) == 0;
}

static bool
begins(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* Columns of MILEAGE_PROOF_GRADES. */
enum { G_SEQ, G_ACCOUNT, G_EFF, G_OLD, G_GRADE, G_AMOUNT, G_COUNT, G_SINCE, G_UNTIL, G_KIND, G_EVENT_ACCOUNT, G_KEY,
	G_EVENT_EFF, G_DETAIL, G_POLICY };

/* The grade that an account has, as its rows so far give it. */
struct held {
	int64_t account;
	char grade[CS_POLICY_NAME];
	cs_day eff, since, until; /* until: CS_NO_DAY where it is not pinned */
};

static cs_day
day_or_none(struct cs_stmt *stmt, int column)
{
	return cs_col_is_null(stmt, column) ? CS_NO_DAY : (cs_day)cs_col_int(stmt, column);
}

/* The row says what its event was asked for. */
static bool
row_is_asked(struct cs_stmt *stmt, const char *detail)
{
	int64_t basis[2] = { 0, 0 };
	cs_day until = CS_NO_DAY;
	const char *rest, *value;
	size_t len;

	if (cs_detail_asked_on((cs_day)cs_col_int(stmt, G_EVENT_EFF), detail, &rest) != cs_col_int(stmt, G_EFF) ||
	    cs_col_int(stmt, G_SINCE) != cs_col_int(stmt, G_EFF))
		return false;
	value = cs_detail_find(detail, "until", &len);
	if (value)
		cs_day_parse(value, len, &until);
	value = cs_detail_find(detail, "basis", &len);
	return value && cs_detail_numbers(value, len, basis, 2) != SIZE_MAX && basis[0] == cs_col_int(stmt, G_AMOUNT) &&
	    basis[1] == cs_col_int(stmt, G_COUNT) && until == day_or_none(stmt, G_UNTIL) &&
	    detail_is(detail, "from", cs_col_text(stmt, G_OLD, &len)) && detail_is(detail, "to", cs_col_text(stmt, G_GRADE, &len));
}

/* A run gives what the policy makes of amount, number, grade and time; a pin gives any. */
static void
check_given(const struct cs_proof *proof, struct cs_stmt *stmt, const struct held *held)
{
	const struct cs_policy *policy = policy_of(proof, cs_col_int(stmt, G_POLICY));
	bool first = held->account != cs_col_int(stmt, G_ACCOUNT);
	size_t len;

	if (!policy || begins(cs_col_text(stmt, G_KEY, &len), "pin:"))
		return;
	const char *old = cs_col_text(stmt, G_OLD, &len);
	const struct cs_policy_grade *had = cs_policy_grade(policy, old, len);
	cs_day day = (cs_day)cs_col_int(stmt, G_EFF);
	struct cs_grade_facts facts = { .amount = cs_col_int(stmt, G_AMOUNT), .purchases = cs_col_int(stmt, G_COUNT),
		.grade = had ? (int)(had - policy->grades) : -1, .held_days = first ? policy->grade_stay : day - held->since,
		.pinned = !first && held->until != CS_NO_DAY && held->until >= day };
	int next = cs_grade_next(policy, &facts);
	const char *due = next >= 0 ? policy->grades[next].name : "";

	if (!says(stmt, G_GRADE, due))
		tell(proof, cs_col_int(stmt, G_SEQ), _("event %lld: it gave the grade %s, and its evidence gives %s"),
		    (long long)cs_col_int(stmt, G_SEQ), cs_col_text(stmt, G_GRADE, &len), *due ? due : "-");
}

static void
check_grade(const struct cs_proof *proof, struct cs_stmt *stmt, struct held *held)
{
	int64_t seq = cs_col_int(stmt, G_SEQ), account = cs_col_int(stmt, G_ACCOUNT);
	bool follows = held->account == account && cs_col_int(stmt, G_EFF) >= held->eff;
	size_t len;

	if (!says(stmt, G_KIND, "grade") || cs_col_int(stmt, G_EVENT_ACCOUNT) != account ||
	    !row_is_asked(stmt, cs_col_text(stmt, G_DETAIL, &len)))
		tell(proof, seq, _("event %lld: the grade that it gave is not as it was written"), (long long)seq);
	else if (follows && !says(stmt, G_OLD, held->grade))
		tell(proof, seq, _("event %lld: it changes another grade than the member had"), (long long)seq);
	else
		check_given(proof, stmt, held);
	if (held->account == account && !follows)
		return;
	const char *grade = cs_col_text(stmt, G_GRADE, &len);

	*held = (struct held){ .account = account, .eff = (cs_day)cs_col_int(stmt, G_EFF),
		.since = (cs_day)cs_col_int(stmt, G_SINCE), .until = day_or_none(stmt, G_UNTIL) };
	memcpy(held->grade, grade, len < CS_POLICY_NAME ? len : CS_POLICY_NAME - 1);
}

static enum cs_status
check_grades(const struct cs_proof *proof, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(proof->db, CS_SQL_MILEAGE_PROOF_GRADES);
	struct held held = { .account = -1 };
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW)
		check_grade(proof, stmt, &held);
	cs_stmt_reset(stmt);
	return st;
}

/* The terms that an event brought: told by hand, or those of its policy. */
static bool
brought_terms(const struct cs_proof *proof, struct cs_stmt *stmt, const struct cs_coupon_kind *kind)
{
	const struct cs_policy *policy = policy_of(proof, cs_col_int(stmt, 4));
	const struct cs_coupon_kind *ruled = policy ? cs_policy_coupon(policy, kind->code) : NULL;
	struct cs_str told = { 0 };
	size_t len;
	const char *detail = cs_col_text(stmt, 3, &len);

	if (!cs_detail_find(detail, "define", &len))
		return ruled && cs_coupon_same_terms(kind, ruled);
	cs_str_add_format(&told, "%s %lld %lld %lld %lld %lld %lld", kind->code, (long long)kind->won, (long long)kind->rate_ppm,
	    (long long)kind->cap, (long long)kind->minimum, (long long)kind->days, (long long)kind->per_member);
	bool same = detail_is(detail, "define", told.data) && kind->unit == 0 && kind->issues == 0 && kind->first == 0 &&
	    kind->group[0] == '\0';

	cs_str_release(&told);
	return same;
}

static enum cs_status
check_kinds(const struct cs_proof *proof, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(proof->db, CS_SQL_MILEAGE_PROOF_KINDS);
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *code = cs_col_text(stmt, 0, &len);
		struct cs_coupon_kind kind;
		enum cs_status found = cs_ticket_kind(proof->db, code, &kind, err);

		if (found != CS_ROW) {
			st = found == CS_OK ? CS_EDB : found;
			break;
		}
		if (!says(stmt, 2, "coupon") || !brought_terms(proof, stmt, &kind))
			tell(proof, cs_col_int(stmt, 1), _("coupon \"%s\": its terms are not those of event %lld"), code,
			    (long long)cs_col_int(stmt, 1));
	}
	cs_stmt_reset(stmt);
	return st;
}

/* Coupons as their events make them. */
struct coupons {
	struct cs_map names; /* to the place in `items` and 1 */
	struct coupon {
		char *order_no; /* owned; NULL while it is not used */
		int64_t discount, recaptured, last; /* last: the event that changed it last */
	} *items;
	size_t count, cap;
};

/* Columns of MILEAGE_PROOF_COUPONS. */
enum { C_NAME, C_CODE, C_SEQ, C_EXPIRES, C_STATE, C_ORDER, C_DISCOUNT, C_RECAPTURED, C_DAYS, C_KIND, C_EFF, C_DETAIL, C_OWNER };

static void
check_issue(const struct cs_proof *proof, struct cs_stmt *stmt, struct coupons *all)
{
	struct cs_str told = { 0 };
	const char *rest;
	size_t len;
	bool added;
	const char *name = cs_col_text(stmt, C_NAME, &len), *detail = cs_col_text(stmt, C_DETAIL, &len);
	int64_t seq = cs_col_int(stmt, C_SEQ);

	cs_str_add_format(&told, "%s %s", cs_col_text(stmt, C_CODE, &len), name);
	if (!says(stmt, C_KIND, "coupon") || !detail_is(detail, "issue", told.data) || cs_col_int(stmt, C_OWNER) != 1 ||
	    cs_detail_asked_on((cs_day)cs_col_int(stmt, C_EFF), detail, &rest) + cs_col_int(stmt, C_DAYS) != cs_col_int(stmt, C_EXPIRES))
		tell(proof, seq, _("coupon \"%s\": was not issued so by event %lld"), name, (long long)seq);
	cs_str_release(&told);
	all->items = cs_grow(all->items, &all->cap, all->count + 1, sizeof(*all->items));
	all->items[all->count++] = (struct coupon){ .last = seq };
	*cs_map_at(&all->names, name, strlen(name), &added) = (int64_t)all->count;
}

/* One step of a coupon's life: "use=W-1 230000" and the like. */
static enum cs_status
replay_step(const struct cs_proof *proof, struct cs_stmt *stmt, const char *name, bool uses, int64_t number,
    struct coupon *c, struct cs_err *err)
{
	struct cs_ticket t;
	size_t len;
	int64_t ver = 0, amount = 0, seq = cs_col_int(stmt, 0);
	const char *order_no = uses || !c->order_no ? cs_col_text(stmt, 2, &len) : c->order_no;
	enum cs_status st = cs_ticket_read(proof->db, name, &t, err);

	if (st == CS_OK)
		st = cs_ticket_use(proof->db, name, order_no, seq + 1, &ver, &amount, err);
	if (st != CS_OK)
		return st;
	const struct cs_policy *policy = policy_of(proof, ver);

	t.used = true;
	t.discount = cs_coupon_discount(&t.kind, amount);
	t.recaptured = 0;
	if (!uses)
		cs_ticket_settle(&t, policy ? (enum cs_coupon_return)policy->coupon_return : CS_COUPON_RECHECK, number);
	char *now = t.used ? cs_strdup(order_no) : NULL;

	free(c->order_no);
	*c = (struct coupon){ now, t.discount, t.recaptured, seq };
	return CS_OK;
}

static enum cs_status
replay_coupon_event(const struct cs_proof *proof, struct cs_stmt *stmt, struct coupons *all, struct cs_err *err)
{
	static const char *const steps[] = { "use", "return", "revert" };
	size_t len;
	const char *detail = cs_col_text(stmt, 1, &len);
	int64_t number, seq = cs_col_int(stmt, 0);
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(steps); i++) {
		const char *value = cs_detail_find(detail, steps[i], &len);
		size_t name_len = value ? cs_detail_numbers(value, len, &number, 1) : SIZE_MAX;

		if (name_len == SIZE_MAX)
			continue;
		const int64_t *place = cs_map_find(&all->names, value, name_len);
		char *name = cs_strndup(value, name_len);

		if (place)
			st = replay_step(proof, stmt, name, i == 0, number, &all->items[*place - 1], err);
		else
			tell(proof, seq, _("event %lld: its coupon \"%s\" is not there"), (long long)seq, name);
		free(name);
	}
	return st;
}

static void
check_coupon(const struct cs_proof *proof, struct cs_stmt *stmt, const struct coupons *all)
{
	size_t len;
	const char *name = cs_col_text(stmt, C_NAME, &len);
	const struct coupon *c = &all->items[*cs_map_find(&all->names, name, len) - 1];

	if (cs_col_int(stmt, C_STATE) != (c->order_no != NULL) || !says(stmt, C_ORDER, c->order_no ? c->order_no : "") ||
	    cs_col_int(stmt, C_DISCOUNT) != c->discount || cs_col_int(stmt, C_RECAPTURED) != c->recaptured)
		tell(proof, c->last, _("coupon \"%s\": its events give a discount of %lld, %lld of it taken back (event %lld)"), name,
		    (long long)c->discount, (long long)c->recaptured, (long long)c->last);
}

static enum cs_status
check_coupons(const struct cs_proof *proof, struct cs_err *err)
{
	struct coupons all = { .count = 0 };
	struct cs_stmt *rows = cs_db_stmt(proof->db, CS_SQL_MILEAGE_PROOF_COUPONS);
	struct cs_stmt *events = cs_db_stmt(proof->db, CS_SQL_MILEAGE_PROOF_COUPON_EVENTS);
	enum cs_status st;

	while ((st = cs_step(rows, err)) == CS_ROW)
		check_issue(proof, rows, &all);
	cs_stmt_reset(rows);
	while (st == CS_OK && (st = cs_step(events, err)) == CS_ROW)
		st = replay_coupon_event(proof, events, &all, err);
	cs_stmt_reset(events);
	while (st == CS_OK && (st = cs_step(rows, err)) == CS_ROW) {
		check_coupon(proof, rows, &all);
		st = CS_OK;
	}
	cs_stmt_reset(rows);
	for (size_t i = 0; i < all.count; i++)
		free(all.items[i].order_no);
	free(all.items);
	cs_map_release(&all.names);
	return st;
}

/* Drawn by the hash of salt and name, among the arms of its policy. */
static enum cs_status
check_arms(const struct cs_proof *proof, struct cs_err *err)
{
	enum { SEQ, SALT, ACCOUNT, BUCKET, ARM, KIND, EVENT_ACCOUNT, KEY, POLICY };
	struct cs_stmt *stmt = cs_db_stmt(proof->db, CS_SQL_MILEAGE_PROOF_ARMS);
	struct cs_str prefix = { 0 };
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const struct cs_policy *policy = policy_of(proof, cs_col_int(stmt, POLICY));
		const char *salt = cs_col_text(stmt, SALT, &len), *key = cs_col_text(stmt, KEY, &len);
		int64_t seq = cs_col_int(stmt, SEQ), bucket = cs_col_int(stmt, BUCKET);

		cs_str_clear(&prefix);
		cs_str_add_format(&prefix, "assign:%s:", salt);
		if (!says(stmt, KIND, "assign") || !begins(key, prefix.data) || !policy || policy->comp_arm_count == 0 ||
		    cs_col_int(stmt, ACCOUNT) != cs_col_int(stmt, EVENT_ACCOUNT) ||
		    cs_comp_bucket(salt, key + prefix.len) != bucket || cs_comp_arm(policy, bucket) != cs_col_int(stmt, ARM))
			tell(proof, seq, _("event %lld: the arm is not the one that was drawn"), (long long)seq);
	}
	cs_stmt_reset(stmt);
	cs_str_release(&prefix);
	return st;
}

#define EVERYBODY 0 /* no member has this number */

/* What somebody had in a month. */
struct tally {
	int64_t points, times;
	cs_day month;
	size_t next; /* another month of the same member, and 1 */
};

/* A member of the ledger, and who took it over. */
struct member {
	int64_t into;  /* 0: nobody */
	size_t months; /* of its tallies the latest, and 1 */
};

/* Judgements in their order, so that caps and budget hold as they did then. */
struct judged {
	struct tally *tallies; /* owned */
	size_t count, cap;
	struct member *members; /* owned */
	size_t member_count, member_cap;
	struct cs_map places; /* of a member and a month: its tally, and 1 */
	struct cs_map known;  /* of a member: its place, and 1 */
};

static struct member *
member_of(struct judged *all, int64_t account)
{
	bool added;
	int64_t *at = cs_map_at(&all->known, (const char *)&account, sizeof(account), &added);

	if (added) {
		all->members = cs_grow(all->members, &all->member_cap, all->member_count + 1, sizeof(*all->members));
		all->members[all->member_count++] = (struct member){ 0 };
		*at = (int64_t)all->member_count;
	}
	return &all->members[*at - 1];
}

static struct tally *
tally_of(struct judged *all, int64_t account, cs_day month)
{
	int64_t key[] = { account, month };
	struct member *member = member_of(all, account);
	bool added;
	int64_t *at = cs_map_at(&all->places, (const char *)key, sizeof(key), &added);

	if (added) {
		all->tallies = cs_grow(all->tallies, &all->cap, all->count + 1, sizeof(*all->tallies));
		all->tallies[all->count++] = (struct tally){ .month = month, .next = member->months };
		*at = (int64_t)all->count;
		member->months = all->count;
	}
	return &all->tallies[*at - 1];
}

/* Who it was merged into by now. */
static int64_t
living(struct judged *all, int64_t account)
{
	for (int64_t into = account; into != 0; into = member_of(all, account)->into)
		account = into;
	return account;
}

static void
merge(struct judged *all, int64_t into, int64_t from)
{
	into = living(all, into);
	if (from == 0 || into == 0 || living(all, from) != from || into == from)
		return;
	for (size_t at = member_of(all, from)->months; at > 0; at = all->tallies[at - 1].next) {
		struct tally *sum = tally_of(all, into, all->tallies[at - 1].month);

		sum->points += all->tallies[at - 1].points;
		sum->times += all->tallies[at - 1].times;
	}
	member_of(all, from)->into = into;
}

/* What the member and what everybody had by then in the month; and from now on this one too. */
static struct cs_comp_had
remember(struct judged *all, int64_t account, cs_day day, int64_t points)
{
	cs_day month = cs_month_start(day);
	struct tally *shop = tally_of(all, EVERYBODY, month);
	struct cs_comp_had had = { .month = shop->points };

	shop->points += points;
	struct tally *own = tally_of(all, living(all, account), month);

	had.points = own->points;
	had.times = own->times;
	own->points += points;
	own->times += points > 0;
	return had;
}

/* Columns of MILEAGE_PROOF_COMP. */
enum { K_SEQ, K_RETURN, K_ACCOUNT, K_DAY, K_SALT, K_ARM, K_FEE, K_POINTS, K_KEY, K_EVENT_ACCOUNT, K_EFF, K_EVENT_POINTS,
	K_DETAIL, K_POLICY, K_DRAWN };

/* What fee, severity and arm give by the policy of the event, under its caps. */
static int64_t
points_due(const struct cs_policy *policy, const int64_t basis[3], const struct cs_comp_had *had)
{
	enum cs_comp_verdict ignored;
	int64_t points = cs_comp_points(policy, basis[0], basis[1], basis[2], policy->comp_arm_count > 0);

	return points > 0 ? cs_comp_capped(policy, points, had, &ignored) : 0;
}

static void
check_judged(const struct cs_proof *proof, struct cs_stmt *stmt, struct judged *all)
{
	const struct cs_policy *policy = policy_of(proof, cs_col_int(stmt, K_POLICY));
	int64_t seq = cs_col_int(stmt, K_SEQ), points = cs_col_int(stmt, K_POINTS), basis[3];
	size_t len;
	const char *rest, *detail = cs_col_text(stmt, K_DETAIL, &len), *key = cs_col_text(stmt, K_KEY, &len);
	const char *id = cs_col_text(stmt, K_RETURN, &len), *value = cs_detail_find(detail, CS_COMP_BASIS, &len);
	struct cs_comp_had had = remember(all, cs_col_int(stmt, K_ACCOUNT), (cs_day)cs_col_int(stmt, K_DAY), points);

	if (!begins(key, "compensate:") || strcmp(key + strlen("compensate:"), id) != 0 || !policy || !value ||
	    cs_detail_numbers(value, len, basis, 3) == SIZE_MAX || basis[0] != cs_col_int(stmt, K_FEE) ||
	    cs_col_int(stmt, K_ACCOUNT) != cs_col_int(stmt, K_EVENT_ACCOUNT) || points != cs_col_int(stmt, K_EVENT_POINTS) ||
	    cs_detail_asked_on((cs_day)cs_col_int(stmt, K_EFF), detail, &rest) != cs_col_int(stmt, K_DAY)) {
		tell(proof, seq, _("return %s: was not judged so by event %lld"), id, (long long)seq);
		return;
	}
	bool experiment = policy->comp_arm_count > 0;

	if (!says(stmt, K_SALT, experiment ? policy->comp_salt : "") || cs_col_int(stmt, K_DRAWN) != 1 ||
	    (experiment && basis[2] != cs_col_int(stmt, K_ARM)))
		tell(proof, seq, _("event %lld: the arm is not the one that was drawn"), (long long)seq);
	int64_t due = points_due(policy, basis, &had);

	if (due != points)
		tell(proof, seq, _("event %lld: it gave %lld points for return %s, and its evidence gives %lld"), (long long)seq,
		    (long long)points, id, (long long)due);
}

static enum cs_status
check_compensation(const struct cs_proof *proof, struct cs_err *err)
{
	struct judged all = { .count = 0 };
	struct cs_stmt *rows = cs_db_stmt(proof->db, CS_SQL_MILEAGE_PROOF_COMP);
	struct cs_stmt *merges = cs_db_stmt(proof->db, CS_SQL_MILEAGE_PROOF_MERGES);
	enum cs_status st, next = cs_step(merges, err);

	while ((st = cs_step(rows, err)) == CS_ROW) {
		while (next == CS_ROW && cs_col_int(merges, 0) < cs_col_int(rows, K_SEQ)) {
			merge(&all, cs_col_int(merges, 1), cs_col_int(merges, 2));
			next = cs_step(merges, err);
		}
		check_judged(proof, rows, &all);
	}
	cs_stmt_reset(rows);
	cs_stmt_reset(merges);
	free(all.tallies);
	free(all.members);
	cs_map_release(&all.places);
	cs_map_release(&all.known);
	return cs_failed(next) ? next : st;
}

static enum cs_status
check_lost(const struct cs_proof *proof, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(proof->db, CS_SQL_MILEAGE_PROOF_LOST);
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW)
		tell(proof, cs_col_int(stmt, 0), _("event %lld: what it wrote beside the points is gone"), (long long)cs_col_int(stmt, 0));
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_proof_run(const struct cs_proof *proof, struct cs_err *err)
{
	static enum cs_status (*const steps[])(const struct cs_proof *, struct cs_err *) = { check_grades, check_kinds,
		check_coupons, check_arms, check_compensation, check_lost };
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(steps); i++)
		st = steps[i](proof, err);
	return st;
}
