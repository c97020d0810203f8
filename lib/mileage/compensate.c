#include "mileage/compensate.h"

#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "mileage/share.h"

#define BUCKETS 1000000

enum fault { FAULT_CUSTOMER, FAULT_SHOP, FAULT_COURIER, FAULT_UNKNOWN };

const char *const cs_comp_words[] = { "granted", "control", "money", "need_fault", "capped", "budget", "guest",
	"exists", "refused", NULL };

int64_t
cs_comp_bucket(const char *salt, const char *customer)
{
	struct cs_str text = { 0 };
	uint8_t digest[CS_DIGEST_BYTES];
	uint64_t n = 0;

	cs_str_add_format(&text, "%s\037%s", salt, customer);
	cs_digest(digest, text.data, text.len);
	cs_str_release(&text);
	for (int i = 0; i < 8; i++)
		n = n << 8 | digest[i];
	return (int64_t)(n % BUCKETS);
}

int64_t
cs_comp_arm(const struct cs_policy *policy, int64_t bucket)
{
	return policy->comp_arms[(size_t)bucket * policy->comp_arm_count / BUCKETS];
}

int64_t
cs_comp_points(const struct cs_policy *policy, int64_t fee, int64_t severity, int64_t arm, bool experiment)
{
	bool upset = severity >= policy->comp_upset_from && severity > 0;
	int64_t factor = experiment ? arm : upset ? policy->comp_upset_factor : policy->comp_factor;
	int64_t points = cs_part(fee < CS_POINTS_MAX ? fee : CS_POINTS_MAX, factor, 1000);

	return policy->comp_unit > 1 ? points - points % policy->comp_unit : points;
}

static char *
copy(struct cs_stmt *stmt, int column)
{
	size_t len;
	const char *text = cs_col_text(stmt, column, &len);

	return cs_strndup(text, len);
}

/* The returns of some days, or (return_id) the one of that number. */
static enum cs_status
read_returns(struct cs_db *db, const char *return_id, cs_day from, cs_day to, struct cs_returned **list, size_t *count,
    struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_RETURNS);
	enum cs_status st;
	size_t cap = 0;

	*list = NULL;
	*count = 0;
	if (return_id)
		cs_bind_text(stmt, ":return_id", return_id, strlen(return_id));
	cs_bind_int(stmt, ":from", from);
	cs_bind_int(stmt, ":to", to);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		*list = cs_grow(*list, &cap, *count + 1, sizeof(**list));
		(*list)[(*count)++] = (struct cs_returned){ .id = copy(stmt, 0), .order_no = copy(stmt, 1),
			.customer = copy(stmt, 2), .fault = cs_col_int(stmt, 3), .payer = cs_col_int(stmt, 4),
			.fee = cs_col_int(stmt, 5), .severity = cs_col_int(stmt, 6), .day = (cs_day)cs_col_int(stmt, 7),
			.prior = cs_col_int(stmt, 8), .known = !cs_col_is_null(stmt, 9), .given = cs_col_int(stmt, 9) };
	}
	cs_stmt_reset(stmt);
	return st;
}

static void
free_returns(struct cs_returned *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(list[i].id);
		free(list[i].order_no);
		free(list[i].customer);
	}
	free(list);
}

/* The arm that was written down for the customer; below 0 where none was. */
static enum cs_status
find_arm(struct cs_book *book, const char *customer, int64_t *arm, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_ARM_GET);

	cs_bind_text(stmt, ":salt", book->policy.comp_salt, strlen(book->policy.comp_salt));
	cs_bind_text(stmt, ":code", customer, strlen(customer));
	enum cs_status st = cs_step(stmt, err);

	*arm = st == CS_ROW ? cs_col_int(stmt, 0) : -1;
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

/* Draws the customer once and for ever, before anything is granted. */
static enum cs_status
assign_arm(struct cs_book *book, const char *customer, cs_day today, int64_t *arm, struct cs_err *err)
{
	struct cs_str key = { 0 }, detail = { 0 };
	struct cs_request r;
	struct cs_result result;
	int64_t bucket = cs_comp_bucket(book->policy.comp_salt, customer);
	enum cs_status st = find_arm(book, customer, arm, err);

	if (st != CS_OK || *arm >= 0)
		return st;
	*arm = cs_comp_arm(&book->policy, bucket);
	cs_request_init(&r, CS_ACT_ASSIGN, today);
	cs_str_add_format(&key, "assign:%s:%s", book->policy.comp_salt, customer);
	cs_str_add_format(&detail, "bucket=%lld\narm=%lld", (long long)bucket, (long long)*arm);
	r.key = key.data;
	r.customer = customer;
	r.detail = detail.data;
	st = cs_book_do(book, &r, &result, err);
	if (st == CS_OK && result.fate == CS_DONE) {
		struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_ARM_ADD);

		cs_bind_text(stmt, ":salt", book->policy.comp_salt, strlen(book->policy.comp_salt));
		cs_bind_int(stmt, ":account", book->account.id);
		cs_bind_int(stmt, ":seq", result.seq);
		cs_bind_int(stmt, ":bucket", bucket);
		cs_bind_int(stmt, ":arm", *arm);
		st = cs_run(stmt, err);
	}
	cs_str_release(&key);
	cs_str_release(&detail);
	return st;
}

int64_t
cs_comp_capped(const struct cs_policy *p, int64_t points, const struct cs_comp_had *had, enum cs_comp_verdict *verdict)
{
	if (p->comp_cap_count && had->times >= p->comp_cap_count)
		points = 0;
	if (p->comp_cap_month && had->points + points > p->comp_cap_month)
		points = had->points < p->comp_cap_month ? p->comp_cap_month - had->points : 0;
	*verdict = points == 0 ? CS_COMP_CAPPED : CS_COMP_GRANTED;
	if (points == 0 || p->comp_budget_month == 0 || had->month + points <= p->comp_budget_month)
		return points;
	*verdict = CS_COMP_BUDGET;
	return 0;
}

/* What the customer, under whatever name, and what all had in the month of `today`. */
static enum cs_status
read_had(struct cs_db *db, const char *customer, cs_day today, struct cs_comp_had *had, struct cs_err *err)
{
	static const enum cs_sql which[] = { CS_SQL_MILEAGE_COMP_OF_CUSTOMER, CS_SQL_MILEAGE_COMP_OF_MONTH };
	cs_day from = cs_month_start(today), to = cs_day_add_months(from, 1) - 1;
	enum cs_status st = CS_OK;

	*had = (struct cs_comp_had){ 0 };
	for (size_t i = 0; st == CS_OK && i < CS_COUNT(which); i++) {
		struct cs_stmt *stmt = cs_db_stmt(db, which[i]);

		if (i == 0)
			cs_bind_text(stmt, ":code", customer, strlen(customer));
		cs_bind_int(stmt, ":from", from);
		cs_bind_int(stmt, ":to", to);
		st = cs_step(stmt, err);
		if (st == CS_ROW && i == 0)
			had->times = cs_col_int(stmt, 1);
		if (st == CS_ROW)
			*(i == 0 ? &had->points : &had->month) = cs_col_int(stmt, 0);
		cs_stmt_reset(stmt);
		st = st == CS_ROW ? CS_OK : st;
	}
	return st;
}

/* Strata for a fair comparison: how upset, and how much of a customer already. */
static const char *
stratum_of(const struct cs_policy *policy, const struct cs_returned *r)
{
	static const char *const names[2][3] = { { "calm/new", "calm/second", "calm/regular" },
		{ "upset/new", "upset/second", "upset/regular" } };

	return names[r->severity > 0 && r->severity >= policy->comp_upset_from][r->prior < 2 ? 0 : r->prior < 3 ? 1 : 2];
}

static enum cs_status
record(struct cs_book *book, const struct cs_returned *r, cs_day today, int64_t fee, struct cs_judgement *j,
    struct cs_err *err)
{
	struct cs_str key = { 0 }, basis = { 0 };
	int64_t points = j->points;
	const char *salt = book->policy.comp_arm_count ? book->policy.comp_salt : "";
	struct cs_request q;
	struct cs_result result;

	cs_request_init(&q, points > 0 ? CS_ACT_GRANT : CS_ACT_ASSIGN, today);
	cs_str_add_format(&key, "compensate:%s", r->id);
	q.key = key.data;
	q.customer = r->customer;
	q.points = points;
	q.reason = "return fee";
	q.origin = points > 0 ? CS_ORIGIN_RETURN_FEE : -1;
	q.expires_on = points > 0 ? cs_life_end(book->policy.comp_life, today) : CS_NO_DAY;
	q.free_of_limits = q.by_rule = true;
	cs_str_add_format(&basis, CS_COMP_BASIS "=%lld %lld %lld", (long long)fee, (long long)r->severity, (long long)(book->policy.comp_arm_count ? j->arm : -1));
	q.detail = basis.data;
	enum cs_status st = cs_book_do(book, &q, &result, err);

	cs_str_release(&key);
	cs_str_release(&basis);
	if (st != CS_OK || result.fate != CS_DONE) {
		j->verdict = st == CS_OK && result.fate == CS_EXISTS ? CS_COMP_KNOWN : CS_COMP_REFUSED;
		j->points = 0;
		return st;
	}
	j->seq = result.seq;
	j->available = result.available;
	j->owed = result.owed;
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_COMP_ADD);
	const char *stratum = stratum_of(&book->policy, r);

	cs_bind_text(stmt, ":return_id", r->id, strlen(r->id));
	cs_bind_int(stmt, ":account", book->account.id);
	cs_bind_int(stmt, ":seq", result.seq);
	cs_bind_int(stmt, ":day", today);
	cs_bind_text(stmt, ":salt", salt, strlen(salt));
	cs_bind_int(stmt, ":arm", j->arm);
	cs_bind_int(stmt, ":fee", fee);
	cs_bind_int(stmt, ":points", points);
	cs_bind_text(stmt, ":stratum", stratum, strlen(stratum));
	return cs_run(stmt, err);
}

/* What is decided without points: who pays by law, and what is not known. */
static bool
settle_without_points(const struct cs_returned *r, enum cs_comp_verdict *verdict)
{
	if (r->known)
		*verdict = CS_COMP_KNOWN;
	else if (r->customer[0] == '\0')
		*verdict = CS_COMP_GUEST;
	else if (r->fault == FAULT_SHOP || r->fault == FAULT_COURIER || r->payer == FAULT_SHOP)
		*verdict = CS_COMP_MONEY;
	else if (r->fault == FAULT_UNKNOWN)
		*verdict = CS_COMP_NEED_FAULT;
	else
		return false;
	return true;
}

enum cs_status
cs_comp_judge(struct cs_book *book, const struct cs_returned *r, cs_day today, struct cs_judgement *j,
    struct cs_err *err)
{
	enum cs_status st = cs_book_policy(book, today, err);
	bool experiment = book->policy.comp_arm_count > 0;
	int64_t fee = r->fee >= 0 ? r->fee : book->policy.comp_fee;
	struct cs_comp_had had;

	*j = (struct cs_judgement){ .arm = -1, .points = r->known ? r->given : 0 };
	if (st != CS_OK || settle_without_points(r, &j->verdict))
		return st;
	if (experiment)
		st = assign_arm(book, r->customer, today, &j->arm, err);
	j->points = cs_comp_points(&book->policy, fee, r->severity, j->arm, experiment);
	if (!experiment)
		j->arm = cs_part(j->points, 1000, fee);
	j->verdict = CS_COMP_CONTROL;
	/* No freight costs so much: a slip in the export, and no caps may turn it into points. */
	if (st == CS_OK && (fee > CS_POINTS_MAX || j->points > CS_POINTS_MAX)) {
		j->points = 0;
		j->verdict = CS_COMP_REFUSED;
		return CS_OK;
	}
	if (st == CS_OK && j->points > 0) {
		st = read_had(book->db, r->customer, today, &had, err);
		j->points = cs_comp_capped(&book->policy, j->points, &had, &j->verdict);
	}
	return st == CS_OK ? record(book, r, today, fee, j, err) : st;
}

enum cs_status
cs_comp_return(struct cs_book *book, const char *return_id, cs_day today, struct cs_judgement *j, struct cs_err *err)
{
	struct cs_returned *list;
	size_t count;
	enum cs_status st = read_returns(book->db, return_id, -CS_FOREVER, CS_FOREVER, &list, &count, err);

	*j = (struct cs_judgement){ .arm = -1, .verdict = CS_COMP_REFUSED };
	if (st == CS_OK && count > 0)
		st = cs_comp_judge(book, &list[0], today, j, err);
	free_returns(list, count);
	return st;
}

enum cs_status
cs_comp_past(struct cs_book *book, struct cs_db *store, cs_day from, cs_day to, struct cs_err *err)
{
	struct cs_returned *list;
	struct cs_judgement j;
	size_t count;
	enum cs_status st = read_returns(store, NULL, from, to, &list, &count, err);

	for (size_t i = 0; st == CS_OK && i < count; i++) {
		list[i].known = false;
		st = cs_comp_judge(book, &list[i], list[i].day, &j, err);
	}
	free_returns(list, count);
	return st;
}

static const struct cs_col comp_columns[] = {
	{ "return_id", CS_CELL_TEXT }, { "customer_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT },
	{ "severity", CS_CELL_NUMBER }, { "return_fee", CS_CELL_NUMBER }, { "arm", CS_CELL_NUMBER },
	{ "points", CS_CELL_NUMBER }, { "outcome", CS_CELL_TEXT },
};

static void
write_judged(struct cs_out *out, const struct cs_returned *r, const struct cs_judgement *j)
{
	cs_out_str(out, r->id);
	cs_out_str(out, r->customer);
	cs_out_str(out, r->order_no);
	if (r->severity > 0)
		cs_out_int(out, r->severity);
	else
		cs_out_empty(out);
	if (r->fee >= 0)
		cs_out_int(out, r->fee);
	else
		cs_out_empty(out);
	if (j->arm >= 0)
		cs_out_money(out, j->arm, 3, 3);
	else
		cs_out_empty(out);
	cs_out_int(out, j->points);
	cs_out_str(out, cs_comp_words[j->verdict]);
	cs_out_end(out);
}

/* An empty table says why. */
static enum cs_status
tell_none(struct cs_db *db, cs_day from, struct cs_err *err)
{
	struct cs_returned *list;
	size_t count;
	char day[CS_DAY_TEXT];
	enum cs_status st = read_returns(db, NULL, -CS_FOREVER, from - 1, &list, &count, err);

	if (st == CS_OK && count > 0)
		cs_note(cs_tr_count("%zu return ended before %s; --from DATE looks further back",
		    "%zu returns ended before %s; --from DATE looks further back", count), count, cs_day_format(day, from));
	else if (st == CS_OK)
		cs_note(_("the store has no return that ended by then; see: cs-import returns"));
	free_returns(list, count);
	return st;
}

/* Many exports do not say how upset anybody was; then a factor for the upset never counts. */
static void
tell_calm(const struct cs_policy *policy, const struct cs_returned *list, size_t count)
{
	bool known = policy->comp_arm_count > 0 || policy->comp_upset_factor == policy->comp_factor;

	for (size_t i = 0; i < count; i++)
		known = known || list[i].severity > 0;
	if (count > 0 && !known)
		cs_note(_("no return tells how upset the customer was, so nobody gets more for that; "
		    "see: cs-import returns --map severity=HEADER"));
}

enum cs_status
cs_compensate(struct cs_db *db, cs_time now, cs_day today, cs_day from, cs_day to, bool plan, struct cs_out *out,
    struct cs_err *err)
{
	struct cs_book book;
	struct cs_returned *list = NULL;
	size_t count = 0;
	enum cs_status st = cs_book_begin(&book, db, now, "compensate", err);

	if (st == CS_OK)
		st = read_returns(db, NULL, from, to, &list, &count, err);
	cs_out_begin(out, comp_columns, CS_COUNT(comp_columns));
	for (size_t i = 0; st == CS_OK && i < count; i++) {
		struct cs_judgement judgement;

		st = cs_comp_judge(&book, &list[i], today, &judgement, err);
		if (st == CS_OK)
			write_judged(out, &list[i], &judgement);
	}
	if (st == CS_OK && count == 0)
		st = tell_none(db, from, err);
	if (st == CS_OK)
		st = cs_book_policy(&book, today, err);
	if (st == CS_OK)
		tell_calm(&book.policy, list, count);
	if (st == CS_OK && !plan)
		st = cs_book_commit(&book, err);
	cs_book_release(&book);
	free_returns(list, count);
	return st;
}
