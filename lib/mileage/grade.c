#include "mileage/grade.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Amount and count both, where the grade asks for both. */
static bool
reaches(const struct cs_policy_grade *g, const struct cs_grade_facts *f)
{
	return f->amount >= g->reach && f->purchases >= g->reach_count;
}

static bool
keeps(const struct cs_policy_grade *g, const struct cs_grade_facts *f)
{
	return f->amount >= g->keep && f->purchases >= g->keep_count;
}

int
cs_grade_next(const struct cs_policy *policy, const struct cs_grade_facts *facts)
{
	int best = policy->grade_count > 0 ? 0 : -1, now = facts->grade;

	for (int i = 0; i < (int)policy->grade_count; i++) {
		if (reaches(&policy->grades[i], facts))
			best = i;
	}
	if (now < 0 || best >= now)
		return best;
	if (facts->pinned || policy->grade_down == CS_DOWN_NONE || facts->held_days < policy->grade_stay ||
	    keeps(&policy->grades[now], facts))
		return now;
	return policy->grade_down == CS_DOWN_ONE ? now - 1 : best;
}

struct member {
	char *customer; /* owned */
	char old[CS_POLICY_NAME];
	struct cs_grade_facts facts;
	cs_day since;
	cs_day pinned_until;
};

static int
place_of(const struct cs_policy *policy, const char *name)
{
	const struct cs_policy_grade *g = cs_policy_grade(policy, name, strlen(name));

	return g ? (int)(g - policy->grades) : -1;
}

/* A grade that the ledger has not given yet is the export's own. */
static void
read_member(struct cs_stmt *stmt, const struct cs_policy *policy, cs_day today, struct member *m)
{
	size_t len;
	const char *code = cs_col_text(stmt, 0, &len);

	*m = (struct member){ .customer = cs_strndup(code, len), .pinned_until = CS_NO_DAY };
	m->facts.amount = cs_col_int(stmt, 1) > 0 ? cs_col_int(stmt, 1) : 0;
	m->facts.purchases = cs_col_int(stmt, 2);
	const char *old = cs_col_text(stmt, cs_col_is_null(stmt, 3) ? 6 : 3, &len);

	memcpy(m->old, old, len < sizeof(m->old) ? len : sizeof(m->old) - 1);
	m->since = cs_col_is_null(stmt, 4) ? CS_NO_DAY : (cs_day)cs_col_int(stmt, 4);
	m->facts.grade = place_of(policy, m->old);
	m->facts.held_days = m->since == CS_NO_DAY ? policy->grade_stay : today - m->since;
	if (!cs_col_is_null(stmt, 5))
		m->pinned_until = (cs_day)cs_col_int(stmt, 5);
	m->facts.pinned = m->pinned_until != CS_NO_DAY && m->pinned_until >= today;
	if (!m->facts.pinned)
		m->pinned_until = CS_NO_DAY;
}

static const struct cs_col run_columns[] = {
	{ "customer_id", CS_CELL_TEXT }, { "grade_from", CS_CELL_TEXT }, { "grade", CS_CELL_TEXT },
	{ "amount", CS_CELL_NUMBER }, { "purchases", CS_CELL_NUMBER }, { "to_next", CS_CELL_NUMBER },
	{ "to_keep", CS_CELL_NUMBER },
};

static void
write_member(struct cs_out *out, const struct cs_policy *policy, const struct member *m, int next)
{
	const struct cs_policy_grade *above = next + 1 < (int)policy->grade_count ? &policy->grades[next + 1] : NULL;
	int64_t to_next = above ? above->reach - m->facts.amount : 0;
	int64_t to_keep = next >= 0 ? policy->grades[next].keep - m->facts.amount : 0;

	cs_out_str(out, m->customer);
	cs_out_str(out, m->old);
	cs_out_str(out, next >= 0 ? policy->grades[next].name : "");
	cs_out_int(out, m->facts.amount);
	cs_out_int(out, m->facts.purchases);
	if (above)
		cs_out_int(out, to_next > 0 ? to_next : 0);
	else
		cs_out_empty(out);
	cs_out_int(out, to_keep > 0 ? to_keep : 0);
	cs_out_end(out);
}

static enum cs_status
store_grade(struct cs_book *book, const struct member *m, int next, cs_day today, int64_t seq, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_GRADE_ADD);
	const char *name = book->policy.grades[next].name;

	cs_bind_int(stmt, ":account", book->account.id);
	cs_bind_int(stmt, ":eff", today);
	cs_bind_int(stmt, ":seq", seq);
	if (m->old[0])
		cs_bind_text(stmt, ":old", m->old, strlen(m->old));
	cs_bind_text(stmt, ":grade", name, strlen(name));
	cs_bind_int(stmt, ":amount", m->facts.amount);
	cs_bind_int(stmt, ":purchases", m->facts.purchases);
	cs_bind_int(stmt, ":since", today);
	if (m->pinned_until != CS_NO_DAY)
		cs_bind_int(stmt, ":pinned_until", m->pinned_until);
	return cs_run(stmt, err);
}

static enum cs_status
change_grade(struct cs_book *book, const struct member *m, int next, cs_day today, const char *name,
    const char *reason, struct cs_err *err)
{
	struct cs_str key = { 0 }, detail = { 0 };
	struct cs_request r;
	struct cs_result result;
	char day[CS_DAY_TEXT];

	cs_request_init(&r, CS_ACT_GRADE, today);
	cs_str_add_format(&key, "%s:%s:%s", name, m->customer, cs_day_format(day, today));
	cs_str_add_format(&detail, "from=%s\nto=%s\nbasis=%lld %lld", m->old, book->policy.grades[next].name,
	    (long long)m->facts.amount, (long long)m->facts.purchases);
	r.key = key.data;
	r.customer = m->customer;
	r.detail = detail.data;
	r.until = m->pinned_until;
	r.reason = reason;
	enum cs_status st = cs_book_do(book, &r, &result, err);

	if (st == CS_OK && (result.fate == CS_CONFLICT || result.fate == CS_REFUSED)) {
		cs_str_clear(&detail);
		cs_result_reason(&result, &detail);
		st = cs_err_set(err, CS_NOTE, "%s: %s", key.data, detail.data);
	}
	if (st == CS_OK && result.fate == CS_DONE)
		st = store_grade(book, m, next, today, result.seq, err);
	cs_str_release(&key);
	cs_str_release(&detail);
	return st;
}

static enum cs_status
read_members(struct cs_db *db, const struct cs_policy *policy, cs_day today, struct member **list, size_t *count,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_GRADE_BASIS);
	size_t cap = 0;
	enum cs_status st;

	cs_bind_int(stmt, ":from", cs_life_start(policy->grade_window, today));
	cs_bind_int(stmt, ":to", today);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		*list = cs_grow(*list, &cap, *count + 1, sizeof(**list));
		read_member(stmt, policy, today, &(*list)[(*count)++]);
	}
	cs_stmt_reset(stmt);
	return st;
}

static void
free_members(struct member *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(list[i].customer);
	free(list);
}

static enum cs_status
run_grades(struct cs_db *db, cs_time now, const struct cs_grade_ask *ask, struct cs_out *out, struct cs_err *err)
{
	cs_day today = ask->today;
	struct cs_book book;
	struct member *list = NULL;
	size_t count = 0;
	enum cs_status st = cs_book_begin(&book, db, now, "grade", err);

	if (st == CS_OK)
		st = cs_book_policy(&book, today, err);
	if (st == CS_OK)
		st = read_members(db, &book.policy, today, &list, &count, err);
	cs_out_begin(out, run_columns, CS_COUNT(run_columns));
	for (size_t i = 0; st == CS_OK && i < count; i++) {
		int next = cs_grade_next(&book.policy, &list[i].facts);
		bool changes = next >= 0 && strcmp(book.policy.grades[next].name, list[i].old) != 0;

		if (ask->all || changes)
			write_member(out, &book.policy, &list[i], next);
		if (changes)
			st = change_grade(&book, &list[i], next, today, "grade", NULL, err);
	}
	if (st == CS_OK && !ask->plan)
		st = cs_book_commit(&book, err);
	cs_book_release(&book);
	free_members(list, count);
	return st;
}

static const struct cs_col compare_columns[] = {
	{ "customer_id", CS_CELL_TEXT }, { "amount", CS_CELL_NUMBER }, { "purchases", CS_CELL_NUMBER },
	{ "grade", CS_CELL_TEXT }, { "amount_simulated", CS_CELL_NUMBER }, { "purchases_simulated", CS_CELL_NUMBER },
	{ "grade_simulated", CS_CELL_TEXT },
};

static const char *
due_grade(const struct cs_policy *policy, const struct member *m)
{
	int next = cs_grade_next(policy, &m->facts);

	return next >= 0 ? policy->grades[next].name : "";
}

static void
write_compared(struct cs_out *out, const struct member *m, const char *grade)
{
	cs_out_int(out, m->facts.amount);
	cs_out_int(out, m->facts.purchases);
	cs_out_str(out, grade);
}

enum cs_status
cs_grade_compare(struct cs_db *db, const struct cs_policy *was, const struct cs_policy *would, cs_day day,
    struct cs_out *out, struct cs_err *err)
{
	struct member *a = NULL, *b = NULL;
	size_t count = 0, same = 0;
	enum cs_status st = cs_db_begin(db, err);

	if (st == CS_OK)
		st = read_members(db, was, day, &a, &count, err);
	if (st == CS_OK)
		st = read_members(db, would, day, &b, &same, err);
	cs_db_rollback(db);
	cs_out_begin(out, compare_columns, CS_COUNT(compare_columns));
	/* The same members in the same order, seen through two windows. */
	for (size_t i = 0; st == CS_OK && i < count && i < same; i++) {
		const char *now = due_grade(was, &a[i]), *then = due_grade(would, &b[i]);

		if (strcmp(now, then) == 0)
			continue;
		cs_out_str(out, a[i].customer);
		write_compared(out, &a[i], now);
		write_compared(out, &b[i], then);
		cs_out_end(out);
	}
	free_members(a, count);
	free_members(b, same);
	return st;
}

/* What the ledger has of the member's grade. CS_OK where it has none. */
static enum cs_status
read_now(struct cs_db *db, const char *customer, struct member *m, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_GRADE_NOW);
	size_t len;

	cs_bind_text(stmt, ":customer", customer, strlen(customer));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		const char *old = cs_col_text(stmt, 0, &len);

		memcpy(m->old, old, len < sizeof(m->old) ? len : sizeof(m->old) - 1);
		m->facts.amount = cs_col_int(stmt, 1);
		m->facts.purchases = cs_col_int(stmt, 2);
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

static enum cs_status
pin_grade(struct cs_db *db, cs_time now, const struct cs_grade_ask *pin, struct cs_out *out, struct cs_err *err)
{
	cs_day today = pin->today;
	struct cs_book book;
	struct member m = { .pinned_until = pin->until };
	enum cs_status st = cs_book_begin(&book, db, now, pin->actor, err);

	if (st == CS_OK)
		st = cs_book_policy(&book, today, err);
	int next = st == CS_OK ? place_of(&book.policy, pin->grade) : -1;

	if (st == CS_OK && next < 0)
		st = cs_err_set(err, CS_EUSAGE, _("--grade: \"%s\" is no grade of the policy"), pin->grade);
	if (st == CS_OK && pin->until < today)
		st = cs_err_set(err, CS_EUSAGE, _("grade pin needs --until DATE, today or later"));
	if (st == CS_OK)
		st = read_now(db, pin->customer, &m, err);
	m.customer = cs_strdup(pin->customer);
	if (st == CS_OK)
		st = change_grade(&book, &m, next, today, "pin", pin->reason, err);
	cs_out_begin(out, run_columns, CS_COUNT(run_columns));
	if (st == CS_OK)
		write_member(out, &book.policy, &m, next);
	if (st == CS_OK)
		st = cs_book_commit(&book, err);
	cs_book_release(&book);
	free(m.customer);
	return st;
}

static const struct cs_col list_columns[] = {
	{ "customer_id", CS_CELL_TEXT }, { "eff", CS_CELL_TEXT }, { "grade_from", CS_CELL_TEXT }, { "grade", CS_CELL_TEXT },
	{ "amount", CS_CELL_NUMBER }, { "purchases", CS_CELL_NUMBER }, { "pinned_until", CS_CELL_TEXT },
	{ "policy", CS_CELL_NUMBER },
};

static enum cs_status
list_grades(struct cs_db *db, const char *customer, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_GRADE_LIST);
	enum cs_status st;
	size_t len;

	customer = customer ? customer : "";
	cs_bind_text(stmt, ":customer", customer, strlen(customer));
	cs_out_begin(out, list_columns, CS_COUNT(list_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_out_str(out, cs_col_text(stmt, 0, &len));
		cs_out_day(out, (cs_day)cs_col_int(stmt, 1));
		cs_out_str(out, cs_col_text(stmt, 2, &len));
		cs_out_str(out, cs_col_text(stmt, 3, &len));
		cs_out_int(out, cs_col_int(stmt, 4));
		cs_out_int(out, cs_col_int(stmt, 5));
		cs_out_day(out, cs_col_is_null(stmt, 7) ? CS_NO_DAY : (cs_day)cs_col_int(stmt, 7));
		cs_out_int(out, cs_col_int(stmt, 8));
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_grade_step(struct cs_db *db, cs_time now, const char *what, const struct cs_grade_ask *ask, struct cs_out *out,
    struct cs_err *err)
{
	bool pins = strcmp(what, "pin") == 0;

	if (strcmp(what, "run") == 0)
		return run_grades(db, now, ask, out, err);
	if (strcmp(what, "list") == 0)
		return list_grades(db, ask->customer, out, err);
	if (!pins && strcmp(what, "explain") != 0)
		return cs_err_set(err, CS_EUSAGE, _("%s: \"%s\" is not %s"), "grade", what, "run|list|explain|pin");
	if (!ask->customer)
		return cs_err_set(err, CS_EUSAGE, _("%s needs a customer"), pins ? "grade pin" : "grade explain");
	if (pins && !ask->grade)
		return cs_err_set(err, CS_EUSAGE, _("grade pin needs --grade NAME"));
	return pins ? pin_grade(db, now, ask, out, err) : list_grades(db, ask->customer, out, err);
}
