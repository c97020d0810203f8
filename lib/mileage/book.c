#include "mileage/book.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "mileage/detail.h"
#include "mileage/giveback.h"
#include "mileage/owner.h"

#define AUTO_PREFIX "auto/"

const char *const cs_fate_words[] = { "done", "exists", "conflict", "refused", NULL };

void
cs_request_init(struct cs_request *request, enum cs_act_kind kind, cs_day today)
{
	*request = (struct cs_request){ .kind = kind, .eff = today, .origin = -1, .tax = -1, .active_on = CS_NO_DAY,
		.expires_on = CS_NO_DAY, .until = CS_NO_DAY, .policy_on = CS_NO_DAY, .amount = -1 };
}

void
cs_result_reason(const struct cs_result *result, struct cs_str *out)
{
	if (result->fate == CS_CONFLICT)
		cs_str_add_format(out, _("the key was used for something else: %s differs"), result->field);
	if (result->fate != CS_REFUSED)
		return;
	if (result->refusal == CS_REFUSE_MERGED) {
		cs_str_add_format(out, _("%s was merged into %s; use %s, and move points of its own: cs-mileage merge %s --into %s"),
		    result->merged, result->into, result->into, result->merged, result->into);
		return;
	}
	cs_str_add(out, _(cs_refusal_texts[result->refusal]));
	if (result->possible > 0)
		cs_str_add_format(out, _("; possible: %lld"), (long long)result->possible);
}

/* Texts in the store and the hash are never NULL. */
static const char *
or_empty(const char *s)
{
	return s ? s : "";
}

static enum cs_status
read_head(struct cs_book *book, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_HEAD);
	enum cs_status st = cs_step(stmt, err);
	size_t len;

	book->next_seq = 1;
	memset(book->head, 0, sizeof(book->head));
	if (st == CS_ROW) {
		const void *hash = cs_col_bytes(stmt, 1, &len);

		book->next_seq = cs_col_int(stmt, 0) + 1;
		if (len == sizeof(book->head))
			memcpy(book->head, hash, len);
	}
	cs_stmt_reset(stmt);
	book->next_lot = cs_db_int(book->db, CS_SQL_MILEAGE_LAST_LOT, 0) + 1;
	book->sealed_through = (cs_day)cs_db_int(book->db, CS_SQL_MILEAGE_SEALED_THROUGH, CS_NO_DAY);
	/* max() of no seal is a NULL, which reads as 0: 1970-01-01, before every shop. */
	book->merges = cs_db_int(book->db, CS_SQL_MILEAGE_STORE_MERGES, 0) != 0;
	book->orders = cs_db_int(book->db, CS_SQL_MILEAGE_STORE_ORDERS, 0) != 0;
	return st == CS_ROW ? CS_OK : st;
}

enum cs_status
cs_book_policy_add(struct cs_db *db, const char *text, size_t len, cs_day from, struct cs_err *err)
{
	uint8_t digest[CS_DIGEST_BYTES];
	char hex[CS_DIGEST_FULL];

	cs_digest(digest, text, len);
	cs_digest_hex(hex, digest);
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_POLICY_FIND);

	cs_bind_text(stmt, ":sha256", hex, strlen(hex));
	enum cs_status st = cs_step(stmt, err);
	int64_t known = st == CS_ROW ? cs_col_int(stmt, 0) : 0;

	cs_stmt_reset(stmt);
	if (known)
		return cs_err_set(err, CS_NOTE, _("the ledger has this policy already: version %lld"), (long long)known);
	stmt = cs_db_stmt(db, CS_SQL_MILEAGE_POLICY_ADD);
	cs_bind_int(stmt, ":valid_from", from);
	cs_bind_text(stmt, ":sha256", hex, strlen(hex));
	cs_bind_text(stmt, ":body", text, len);
	return st == CS_OK ? cs_run(stmt, err) : st;
}

/* A ledger without a policy begins with the stated default. */
static enum cs_status
ensure_policy(struct cs_book *book, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_POLICY_GET);
	struct cs_str text = { 0 };

	cs_bind_int(stmt, ":ver", 1);
	enum cs_status st = cs_step(stmt, err);

	cs_stmt_reset(stmt);
	if (st != CS_OK)
		return st == CS_ROW ? CS_OK : st;
	cs_policy_default_text(&text);
	st = cs_book_policy_add(book->db, text.data, text.len, 0, err);
	cs_str_release(&text);
	return st;
}

enum cs_status
cs_book_begin(struct cs_book *book, struct cs_db *db, cs_time now, const char *actor, struct cs_err *err)
{
	*book = (struct cs_book){ .db = db, .now = now, .actor = or_empty(actor), .policy_day = CS_NO_DAY };
	enum cs_status st = cs_db_begin(db, err);

	if (st == CS_OK)
		st = read_head(book, err);
	return st == CS_OK ? ensure_policy(book, err) : st;
}

static void
free_book(struct cs_book *book)
{
	cs_account_release(&book->account);
	cs_account_release(&book->other);
	cs_journal_release(&book->journal);
	cs_str_release(&book->text);
	cs_str_release(&book->code);
	cs_str_release(&book->other_code);
	cs_str_release(&book->giver);
	free(book->tags);
	book->tags = NULL;
}

enum cs_status
cs_book_commit(struct cs_book *book, struct cs_err *err)
{
	enum cs_status st = cs_db_commit(book->db, err);

	book->db = NULL;
	free_book(book);
	return st;
}

void
cs_book_release(struct cs_book *book)
{
	if (book->db)
		cs_db_rollback(book->db);
	book->db = NULL;
	free_book(book);
}

static enum cs_status
parse_policy(struct cs_stmt *stmt, int column, struct cs_policy *policy, struct cs_err *err)
{
	size_t len;
	const char *body = cs_col_text(stmt, column, &len);
	enum cs_status st = cs_policy_parse(policy, body, len, "policy", err);

	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_book_policy_of(struct cs_db *db, int64_t ver, struct cs_policy *policy, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_POLICY_GET);

	cs_bind_int(stmt, ":ver", ver);
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		return parse_policy(stmt, 0, policy, err);
	cs_stmt_reset(stmt);
	return st == CS_OK ? CS_NONE : st;
}

/* The number of the policy in force on `day`; with `known` as it, *policy is left alone. */
static enum cs_status
find_policy(struct cs_db *db, cs_day day, int64_t known, struct cs_policy *policy, int64_t *ver, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_POLICY_AT);

	cs_bind_int(stmt, ":day", day);
	enum cs_status st = cs_step(stmt, err);

	*ver = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	if (st == CS_ROW && *ver != known)
		return parse_policy(stmt, 1, policy, err);
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

enum cs_status
cs_book_policy(struct cs_book *book, cs_day day, struct cs_err *err)
{
	if (book->policy_day == day)
		return CS_OK;
	book->policy_day = day;
	return find_policy(book->db, day, book->policy_ver, &book->policy, &book->policy_ver, err);
}

enum cs_status
cs_policy_on(struct cs_db *db, cs_day day, struct cs_policy *policy, int64_t *ver, struct cs_err *err)
{
	enum cs_status st = find_policy(db, day, 0, policy, ver, err);

	/* A ledger that nothing was written to has the stated default. */
	return st == CS_OK && *ver == 0 ? cs_policy_parse(policy, "", 0, "default", err) : st;
}

/* The policy of that number, for what was begun under it. */
static enum cs_status
pin_policy(struct cs_book *book, int64_t ver, struct cs_err *err)
{
	enum cs_status st = ver == book->policy_ver ? CS_OK : cs_book_policy_of(book->db, ver, &book->policy, err);

	book->policy_ver = ver;
	book->policy_day = CS_NO_DAY;
	return st;
}

static bool
same_text(struct cs_stmt *stmt, int column, const char *want)
{
	size_t len;
	const char *have = cs_col_text(stmt, column, &len);

	return strcmp(have, or_empty(want)) == 0;
}

/* The field in which the event that has the key differs from the request. */
static const char *
difference(struct cs_book *book, struct cs_stmt *stmt, const struct cs_request *r)
{
	const char *rest;
	size_t len;
	cs_day asked = cs_detail_asked_on((cs_day)cs_col_int(stmt, 4), cs_col_text(stmt, 7, &len), &rest);

	if (!same_text(stmt, 1, cs_act_words[r->kind]))
		return "kind";
	if (r->customer && !same_text(stmt, 2, r->customer))
		return "customer_id";
	if (cs_col_int(stmt, 3) != r->points)
		return "points";
	if (r->eff_given && asked != r->eff)
		return "eff";
	if (r->order_no && !same_text(stmt, 5, r->order_no))
		return "order_no";
	if (!same_text(stmt, 6, r->reason))
		return "reason";
	cs_str_clear(&book->text);
	cs_str_add(&book->text, "");
	cs_detail_write(&book->text, r);
	return cs_detail_difference(rest, book->text.data);
}

/* CS_ROW with result->fate set when the key is known already. */
static enum cs_status
find_known(struct cs_book *book, const struct cs_request *request, struct cs_result *result, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_EVENT_BY_KEY);

	cs_bind_text_at(stmt, 1, request->key, strlen(request->key));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		result->seq = cs_col_int(stmt, 0);
		size_t len;
		const char *code = cs_col_text(stmt, 2, &len);

		cs_str_clear(&book->code);
		cs_str_add_n(&book->code, code, len);
		result->points = cs_col_int(stmt, 8);
		result->field = difference(book, stmt, request);
		result->fate = result->field ? CS_CONFLICT : CS_EXISTS;
	}
	cs_stmt_reset(stmt);
	return st;
}

/* A customer that the ledger does not know yet gets its row with its first event. */
static enum cs_status
add_account(struct cs_book *book, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_ACCOUNT_ADD);

	cs_bind_text(stmt, ":code", book->code.data, book->code.len);
	cs_bind_int(stmt, ":last", book->account.last);
	enum cs_status st = cs_run(stmt, err);

	book->account.id = cs_db_last_id(book->db);
	for (size_t i = 0; i < book->journal.act_count; i++)
		book->journal.acts[i].account = book->account.id;
	return st;
}

static bool
makes_account(enum cs_act_kind kind)
{
	return kind == CS_ACT_EARN || kind == CS_ACT_GRANT || kind == CS_ACT_ADJUST || kind == CS_ACT_COUPON ||
	    kind == CS_ACT_GRADE || kind == CS_ACT_ASSIGN || kind == CS_ACT_RETURN;
}

/* The account that an order's events name, where the request names no customer. */
static enum cs_status
account_of_order(struct cs_book *book, const char *order_no, struct cs_err *err)
{
	struct cs_order_sums sums;
	enum cs_status st = cs_fetch_order(book->db, order_no, &sums, err);

	if (st != CS_OK)
		return st;
	return sums.account ? cs_fetch_account_id(book->db, sums.account, &book->account, err) : CS_NONE;
}

static enum cs_status
account_of_event(struct cs_book *book, const char *key, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_EVENT_BY_KEY);

	cs_bind_text(stmt, ":key", key, strlen(key));
	enum cs_status st = cs_step(stmt, err);
	int64_t id = st == CS_ROW ? cs_col_int(stmt, 9) : 0;

	cs_stmt_reset(stmt);
	if (st != CS_ROW)
		return st == CS_OK ? CS_NONE : st;
	return cs_fetch_account_id(book->db, id, &book->account, err);
}

static enum cs_status
open_account(struct cs_book *book, const struct cs_request *request, struct cs_err *err)
{
	enum cs_status st = CS_NONE;

	cs_journal_clear(&book->journal);
	book->tag_count = 0;
	if (request->kind == CS_ACT_SEAL || (request->kind == CS_ACT_COUPON && !request->customer)) {
		cs_account_clear(&book->account);
		cs_str_clear(&book->code);
		book->account.id = 0;
		st = CS_OK;
	}
	if (request->customer)
		st = cs_fetch_account(book->db, request->customer, &book->account, err);
	else if (request->ref && request->kind != CS_ACT_REINSTATE)
		st = account_of_event(book, request->ref, err);
	else if (request->order_no)
		st = account_of_order(book, request->order_no, err);
	book->account.next_seq = book->next_seq;
	book->account.next_lot = book->next_lot;
	if (st == CS_OK && (!request->customer || book->account.taken_over))
		return book->account.id ? cs_fetch_code(book->db, book->account.id, &book->code, err) : CS_OK;
	bool fresh = st == CS_NONE && request->customer && makes_account(request->kind);

	if (st != CS_OK && !fresh)
		return st;
	/* The name is the account's own: one look-up less for each of a million operations. */
	cs_str_clear(&book->code);
	cs_str_add(&book->code, request->customer);
	if (fresh)
		book->account.id = 0;
	return CS_OK;
}

struct cs_outcome
cs_book_run(struct cs_book *book, const struct cs_op *op, const char *suffix, int64_t ref, const char *detail)
{
	struct cs_rules rules = cs_policy_rules(&book->policy);
	struct cs_outcome out = cs_ledger_run(&book->account, op, &rules, &book->journal);

	if (out.refusal != CS_REFUSE_NOTHING)
		return out;
	book->tags = cs_grow(book->tags, &book->tag_cap, book->tag_count + 1, sizeof(*book->tags));
	book->tags[book->tag_count++] = (struct cs_tag){ out.act, suffix, op->points, ref, detail };
	return out;
}

static const struct cs_tag *
tag_of(const struct cs_book *book, size_t act)
{
	for (size_t i = 0; i < book->tag_count; i++) {
		if (book->tags[i].act == act)
			return &book->tags[i];
	}
	return NULL;
}

static void
hash_event(struct cs_book *book, const struct cs_event *event, const struct cs_act *act)
{
	char path[3] = { 0 };

	cs_chain_event(&book->text, book->head, event);
	for (size_t i = 0; i < book->account.lot_count; i++) {
		if (book->account.lots[i].fresh && book->account.lots[i].seq == event->seq)
			cs_chain_lot(&book->text, &book->account.lots[i]);
	}
	for (size_t i = act->post_from; i < act->post_from + act->post_count; i++) {
		const struct cs_post *p = &book->journal.posts[i];

		path[0] = cs_bucket_letters[p->src];
		path[1] = cs_bucket_letters[p->dst];
		cs_chain_move(&book->text, p->id, p->lot, path, p->amount, p->undoes);
	}
	cs_digest(book->head, book->text.data, book->text.len);
}

static void
bind_optional(struct cs_stmt *stmt, int param, const char *text)
{
	if (text && *text)
		cs_bind_text_at(stmt, param, text, strlen(text));
}

static enum cs_status
write_event(struct cs_book *book, const struct cs_event *event, int64_t account, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_EVENT_ADD);

	cs_bind_int_at(stmt, 1, event->seq);
	cs_bind_text_at(stmt, 2, event->key, strlen(event->key));
	cs_bind_text_at(stmt, 3, event->kind, strlen(event->kind));
	cs_bind_int_at(stmt, 4, account);
	cs_bind_int_at(stmt, 5, event->eff);
	cs_bind_int_at(stmt, 6, event->at);
	cs_bind_int_at(stmt, 7, event->asked);
	cs_bind_int_at(stmt, 8, event->points);
	bind_optional(stmt, 9, event->order_no);
	if (event->ref)
		cs_bind_int_at(stmt, 10, event->ref);
	bind_optional(stmt, 11, event->reason);
	bind_optional(stmt, 12, event->actor);
	cs_bind_int_at(stmt, 13, event->policy);
	cs_bind_text_at(stmt, 14, event->detail, strlen(event->detail));
	cs_bind_bytes_at(stmt, 15, book->head, sizeof(book->head));
	return cs_run(stmt, err);
}

/* What settling does has no request: its key is its number. */
static enum cs_status
write_act(struct cs_book *book, const struct cs_request *request, size_t which, struct cs_str *key,
    struct cs_str *detail, struct cs_err *err)
{
	const struct cs_act *act = &book->journal.acts[which];
	const struct cs_tag *tag = request ? tag_of(book, which) : NULL;
	struct cs_event event = { .seq = act->seq, .kind = cs_act_words[act->kind], .eff = act->eff, .at = book->now,
		.customer = act->account == book->account.id ? or_empty(book->code.data) : or_empty(book->other_code.data), .asked = act->points,
		.points = act->points, .ref = act->ref, .order_no = "", .reason = "", .actor = "", .policy = book->policy_ver };

	char day[CS_DAY_TEXT];

	cs_str_clear(key);
	cs_str_clear(detail);
	cs_str_add(detail, "");
	if (tag) {
		cs_str_add_format(key, "%s%s", request->key, tag->suffix);
		event.asked = *tag->suffix ? tag->asked : request->points;
		event.ref = tag->ref ? tag->ref : act->ref;
		event.order_no = or_empty(request->order_no);
		event.reason = or_empty(request->reason);
		event.actor = request->actor ? request->actor : book->actor;
		if (!*tag->suffix && act->eff != request->eff)
			cs_str_add_format(detail, CS_DETAIL_ASKED_ON "%s\n", cs_day_format(day, request->eff));
		if (!*tag->suffix)
			cs_detail_write(detail, request);
		if (tag->detail)
			cs_str_add(detail, tag->detail);
	} else {
		cs_str_add_format(key, "%s%lld", AUTO_PREFIX, (long long)act->seq);
	}
	event.key = key->data;
	event.detail = detail->data;
	hash_event(book, &event, act);
	return write_event(book, &event, act->account, err);
}

static enum cs_status
write_posts(struct cs_book *book, struct cs_err *err)
{
	enum cs_status st = CS_OK;
	char path[3] = { 0 };

	for (size_t i = 0; st == CS_OK && i < book->journal.post_count; i++) {
		const struct cs_post *p = &book->journal.posts[i];
		struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_MOVE_ADD);

		path[0] = cs_bucket_letters[p->src];
		path[1] = cs_bucket_letters[p->dst];
		cs_bind_int_at(stmt, 1, p->id);
		cs_bind_int_at(stmt, 2, p->lot);
		cs_bind_text_at(stmt, 3, path, 2);
		cs_bind_int_at(stmt, 4, p->amount);
		if (p->undoes)
			cs_bind_int_at(stmt, 5, p->undoes);
		st = cs_run(stmt, err);
	}
	return st;
}

static enum cs_status
write_state(struct cs_book *book, struct cs_account *account, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < account->lot_count; i++) {
		if (account->lots[i].changed)
			st = cs_store_lot(book->db, account->id, &account->lots[i], err);
		account->lots[i].changed = account->lots[i].fresh = false;
	}
	for (size_t i = 0; st == CS_OK && i < account->debt_count; i++) {
		if (account->debts[i].changed)
			st = cs_store_debt(book->db, account->id, &account->debts[i], err);
		account->debts[i].changed = false;
	}
	for (size_t i = 0; st == CS_OK && i < account->hold_count; i++) {
		if (account->holds[i].changed)
			st = cs_store_hold(book->db, account->id, &account->holds[i], err);
		account->holds[i].changed = false;
	}
	return st == CS_OK ? cs_store_account(book->db, account, err) : st;
}

enum cs_status
cs_book_write(struct cs_book *book, const struct cs_request *request, struct cs_err *err)
{
	struct cs_str key = { 0 }, detail = { 0 };
	enum cs_status st = book->account.id == 0 && book->code.len > 0 ? add_account(book, err) : CS_OK;

	for (size_t i = 0; st == CS_OK && i < book->journal.act_count; i++)
		st = write_act(book, request, i, &key, &detail, err);
	cs_str_release(&key);
	cs_str_release(&detail);
	if (st == CS_OK)
		st = write_posts(book, err);
	if (st == CS_OK && book->account.id != 0)
		st = write_state(book, &book->account, err);
	book->next_seq = book->account.next_seq;
	book->next_lot = book->account.next_lot;
	cs_journal_clear(&book->journal);
	book->tag_count = 0;
	return st;
}

enum cs_status
cs_result_refuse(struct cs_result *result, enum cs_refusal refusal, int64_t possible)
{
	result->fate = CS_REFUSED;
	result->refusal = refusal;
	result->possible = possible;
	return CS_OK;
}

static bool
needs_reason(enum cs_act_kind kind)
{
	return kind == CS_ACT_ADJUST || kind == CS_ACT_WAIVE || kind == CS_ACT_REINSTATE;
}

static enum cs_refusal
check_request(const struct cs_book *book, const struct cs_request *r)
{
	if (strncmp(r->key, AUTO_PREFIX, strlen(AUTO_PREFIX)) == 0)
		return CS_REFUSE_KEY;
	if (book->sealed_through > 0 && r->eff <= book->sealed_through)
		return CS_REFUSE_SEALED;
	if (needs_reason(r->kind) && (!r->reason || !*r->reason))
		return CS_REFUSE_REASON;
	return CS_REFUSE_NOTHING;
}

/* Dates and class of a credit that the request leaves to the policy. */
static void
complete_credit(const struct cs_policy *policy, const struct cs_request *r, struct cs_op *op)
{
	bool earns = r->kind == CS_ACT_EARN || r->kind == CS_ACT_ACTIVATE;
	cs_day delay = (cs_day)(earns ? policy->earn_delay : 0);
	cs_day begin = r->active_on != CS_NO_DAY ? r->active_on : r->eff + delay;

	op->pending = r->pending || (r->kind == CS_ACT_EARN && policy->earn_activate == CS_ACTIVATE_CONFIRMED &&
	    r->active_on == CS_NO_DAY);
	op->active_on = begin;
	op->expires_on = r->expires_on != CS_NO_DAY ? r->expires_on
	    : cs_life_end(earns ? policy->earn_life : policy->grant_life, begin);
	if (op->pending)
		op->active_on = op->expires_on = CS_FOREVER;
	op->origin = r->origin >= 0 ? (enum cs_origin)r->origin : r->kind == CS_ACT_EARN ? CS_ORIGIN_PURCHASE
	    : r->kind == CS_ACT_GRANT ? CS_ORIGIN_EVENT : CS_ORIGIN_MANUAL;
	static const enum cs_tax usual[] = {
		[CS_ORIGIN_PURCHASE] = CS_TAX_OWN, [CS_ORIGIN_EVENT] = CS_TAX_EVENT, [CS_ORIGIN_RETURN_FEE] = CS_TAX_COMP,
		[CS_ORIGIN_APOLOGY] = CS_TAX_COMP, [CS_ORIGIN_MANUAL] = CS_TAX_EVENT, [CS_ORIGIN_OPENING] = CS_TAX_OWN,
		[CS_ORIGIN_REISSUE] = CS_TAX_OWN,
	};
	op->tax = r->tax >= 0 ? (enum cs_tax)r->tax : usual[op->origin];
	op->prio = r->prio;
}

/* The cap for a customer and month on points given by hand. */
static enum cs_status
check_cap(struct cs_book *book, const struct cs_request *r, enum cs_refusal *refusal, int64_t *possible,
    struct cs_err *err)
{
	int64_t cap = book->policy.grant_cap_month;

	if (r->kind != CS_ACT_GRANT || cap == 0 || r->free_of_limits)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_GRANTED_IN_MONTH);

	cs_bind_int(stmt, ":account", book->account.id);
	cs_bind_int(stmt, ":from", cs_month_start(r->eff));
	cs_bind_int(stmt, ":to", cs_day_add_months(cs_month_start(r->eff), 1) - 1);
	enum cs_status st = cs_step(stmt, err);
	int64_t granted = st == CS_ROW ? cs_col_int(stmt, 0) : 0;

	cs_stmt_reset(stmt);
	if (granted + r->points > cap) {
		*refusal = CS_REFUSE_CAP;
		*possible = cap > granted ? cap - granted : 0;
	}
	return st == CS_ROW ? CS_OK : st;
}

/* What that person gave by hand in the month; read once, and counted on from there. */
static enum cs_status
read_given(struct cs_book *book, const char *actor, cs_day month, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_GIVEN_BY);

	if (book->giver.data && book->giving_month == month && strcmp(book->giver.data, actor) == 0)
		return CS_OK;
	cs_bind_text(stmt, ":actor", actor, strlen(actor));
	cs_bind_int(stmt, ":from", month);
	cs_bind_int(stmt, ":to", cs_day_add_months(month, 1) - 1);
	enum cs_status st = cs_step(stmt, err);

	book->given = st == CS_ROW ? cs_col_int(stmt, 0) : 0;
	cs_stmt_reset(stmt);
	cs_str_clear(&book->giver);
	cs_str_add(&book->giver, actor);
	book->giving_month = month;
	return st == CS_ROW ? CS_OK : st;
}

static bool
given_by_hand(const struct cs_request *r)
{
	return !r->by_rule && (r->kind == CS_ACT_GRANT || r->kind == CS_ACT_REINSTATE || (r->kind == CS_ACT_ADJUST && r->points > 0));
}

/* What one person may give alone; nobody approves what he gives himself. */
static enum cs_status
check_staff(struct cs_book *book, const struct cs_request *r, int64_t points, enum cs_refusal *refusal, int64_t *possible,
    struct cs_err *err)
{
	int64_t once = book->policy.staff_once, month = book->policy.staff_month, most = once ? once : INT64_MAX;
	const char *actor = or_empty(r->actor ? r->actor : book->actor);

	if ((once == 0 && month == 0) || !given_by_hand(r))
		return CS_OK;
	if (!*actor) {
		*refusal = CS_REFUSE_NOBODY;
		return CS_OK;
	}
	enum cs_status st = read_given(book, actor, cs_month_start(r->eff), err);

	if (month && month - book->given < most)
		most = month > book->given ? month - book->given : 0;
	if (points > most && (!r->approved_by || !*r->approved_by || strcmp(r->approved_by, actor) == 0)) {
		*refusal = CS_REFUSE_STAFF;
		*possible = most;
	}
	return st;
}

/* An order never gives back more than it earned. */
static enum cs_status
check_claw(struct cs_book *book, const struct cs_request *r, enum cs_refusal *refusal, int64_t *possible,
    struct cs_err *err)
{
	if (r->kind != CS_ACT_CLAWBACK)
		return CS_OK;
	if (!r->order_no) {
		*refusal = CS_REFUSE_NO_ORDER;
		return CS_OK;
	}
	struct cs_order_sums sums;
	enum cs_status st = cs_fetch_order(book->db, r->order_no, &sums, err);

	*possible = sums.earned - sums.clawed;
	if (r->points > *possible)
		*refusal = CS_REFUSE_OVER_CLAW;
	return st;
}

static enum cs_status
check_limits(struct cs_book *book, const struct cs_request *r, enum cs_refusal *refusal, int64_t *possible,
    struct cs_err *err)
{
	if ((r->kind == CS_ACT_USE || r->kind == CS_ACT_HOLD) && !r->free_of_limits && r->points > 0)
		*refusal = cs_policy_use(&book->policy, r->points, r->amount >= 0 ? r->amount : book->order_amount, r->with_coupon,
		    possible);
	if (*refusal != CS_REFUSE_NOTHING)
		return CS_OK;
	enum cs_status st = check_cap(book, r, refusal, possible, err);

	return st == CS_OK && *refusal == CS_REFUSE_NOTHING ? check_claw(book, r, refusal, possible, err) : st;
}

/* What the operation is about beyond the open lots. */
static enum cs_status
fetch_more(struct cs_book *book, const struct cs_request *r, struct cs_op *op, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	if (r->kind == CS_ACT_CAPTURE || r->kind == CS_ACT_VOID) {
		struct cs_request asked = *r;
		struct cs_result found = { 0 };

		asked.key = or_empty(r->ref);
		st = find_known(book, &asked, &found, err);
		op->ref = st == CS_ROW ? found.seq : 0;
		return cs_failed(st) ? st : CS_OK;
	}
	if (r->kind == CS_ACT_REINSTATE && cs_int_parse(or_empty(r->ref), strlen(or_empty(r->ref)), &op->ref))
		st = cs_fetch_lot(book->db, &book->account, op->ref, err);
	if (r->order_no && (r->kind == CS_ACT_CLAWBACK || r->kind == CS_ACT_ACTIVATE))
		st = cs_fetch_own(book->db, &book->account, r->order_no, err);
	if (r->order_no && r->kind == CS_ACT_RESTORE)
		st = cs_fetch_uses(book->db, &book->account, r->order_no, err);
	return cs_failed(st) ? st : CS_OK;
}

/* A hold that ran out or was closed is not among the open ones: tell it from one that never was. */
static enum cs_refusal
name_hold(struct cs_book *book, const struct cs_op *op, enum cs_refusal refusal)
{
	struct cs_err ignored;
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_HOLD_GET);

	if (refusal != CS_REFUSE_NO_HOLD)
		return refusal;
	cs_bind_int(stmt, ":seq", op->ref);
	bool there = cs_step(stmt, &ignored) == CS_ROW;

	cs_stmt_reset(stmt);
	return there ? CS_REFUSE_HOLD_CLOSED : CS_REFUSE_NO_HOLD;
}

static enum cs_status
write_lines(struct cs_book *book, const struct cs_request *r, int64_t seq, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < r->line_count; i++) {
		const struct cs_line *line = &r->lines[i];
		struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_LINE_ADD);

		cs_bind_text(stmt, ":order_no", r->order_no, strlen(r->order_no));
		cs_bind_text(stmt, ":line_no", line->line_no, strlen(line->line_no));
		cs_bind_int(stmt, ":seq", seq);
		cs_bind_int(stmt, ":quantity", line->quantity);
		cs_bind_int(stmt, ":amount", line->amount);
		cs_bind_int(stmt, ":points_share", line->points_share);
		cs_bind_int(stmt, ":coupon_share", line->coupon_share);
		cs_bind_int(stmt, ":rate", line->rate_ppm);
		st = cs_run(stmt, err);
	}
	return st;
}

void
cs_book_tell(const struct cs_book *book, struct cs_result *result)
{
	result->available = cs_account_spendable(&book->account, book->account.last);
	result->owed = cs_account_debt(&book->account);
}

/* What an order earned is taken up again by the policy under which it did. */
static enum cs_status
pin_order_policy(struct cs_book *book, const char *order_no, struct cs_err *err)
{
	struct cs_order_sums sums;
	enum cs_status st = cs_fetch_order(book->db, order_no, &sums, err);

	return st == CS_OK && sums.policy ? pin_policy(book, sums.policy, err) : st;
}

static enum cs_status
do_simple(struct cs_book *book, const struct cs_request *r, struct cs_result *result, struct cs_err *err)
{
	struct cs_op op = { .kind = r->kind, .points = r->points, .eff = r->eff, .clamp = r->clamp,
		.until = r->until != CS_NO_DAY ? r->until : r->eff };
	enum cs_refusal refusal = CS_REFUSE_NOTHING;
	enum cs_status st = cs_book_policy(book, r->policy_on != CS_NO_DAY ? r->policy_on : r->eff, err);

	if (st == CS_OK && r->kind == CS_ACT_ACTIVATE && r->order_no)
		st = pin_order_policy(book, r->order_no, err);
	complete_credit(&book->policy, r, &op);
	if (st == CS_OK)
		st = check_limits(book, r, &refusal, &result->possible, err);
	if (st == CS_OK && refusal == CS_REFUSE_NOTHING)
		st = fetch_more(book, r, &op, err);
	if (st != CS_OK || refusal != CS_REFUSE_NOTHING)
		return st == CS_OK ? cs_result_refuse(result, refusal, result->possible) : st;
	struct cs_outcome out = cs_book_run(book, &op, "", 0, NULL);

	if (out.refusal != CS_REFUSE_NOTHING)
		return cs_result_refuse(result, name_hold(book, &op, out.refusal), out.possible);
	st = check_staff(book, r, out.points, &refusal, &result->possible, err);
	if (st != CS_OK || refusal != CS_REFUSE_NOTHING)
		return st == CS_OK ? cs_result_refuse(result, refusal, result->possible) : st;
	result->seq = book->journal.acts[out.act].seq;
	result->points = out.points;
	result->debt = out.debt;
	cs_book_tell(book, result);
	if (given_by_hand(r))
		book->given += out.points;
	st = cs_book_write(book, r, err);
	return st == CS_OK ? write_lines(book, r, result->seq, err) : st;
}

/* `customer` takes over everything of `ref`. */
static enum cs_status
do_merge(struct cs_book *book, const struct cs_request *r, struct cs_result *result, struct cs_err *err)
{
	static const enum cs_sql moves[] = { CS_SQL_MILEAGE_ACCOUNT_MERGE, CS_SQL_MILEAGE_COUPONS_MERGE };
	enum cs_status st = cs_fetch_account(book->db, or_empty(r->ref), &book->other, err);

	if (st == CS_OK)
		st = cs_book_policy(book, r->eff, err);
	if (st != CS_OK)
		return st == CS_NONE ? cs_result_refuse(result, CS_REFUSE_UNKNOWN, 0) : st;
	struct cs_rules rules = cs_policy_rules(&book->policy);

	st = cs_fetch_all_lots(book->db, &book->other, err);
	if (st == CS_OK)
		st = cs_fetch_code(book->db, book->other.id, &book->other_code, err);
	book->other.next_seq = book->next_seq;
	book->other.next_lot = book->next_lot;
	struct cs_outcome out = cs_ledger_merge(&book->account, &book->other, r->eff, &rules, &book->journal);

	if (st != CS_OK || out.refusal != CS_REFUSE_NOTHING)
		return st == CS_OK ? cs_result_refuse(result, out.refusal, out.possible) : st;
	book->tags = cs_grow(book->tags, &book->tag_cap, book->tag_count + 1, sizeof(*book->tags));
	book->tags[book->tag_count++] = (struct cs_tag){ out.act, "", 0, book->other.id, NULL };
	result->seq = book->journal.acts[out.act].seq;
	result->points = out.points;
	cs_book_tell(book, result);
	st = cs_book_write(book, r, err);
	for (size_t i = 0; st == CS_OK && i < CS_COUNT(moves); i++) {
		struct cs_stmt *stmt = cs_db_stmt(book->db, moves[i]);

		cs_bind_int(stmt, ":into", book->account.id);
		cs_bind_int(stmt, ":id", book->other.id);
		st = cs_run(stmt, err);
	}
	return st;
}

static bool
answers_to(enum cs_act_kind kind)
{
	return kind == CS_ACT_CAPTURE || kind == CS_ACT_VOID || kind == CS_ACT_REVERT;
}

/* A capture belongs to the order of its hold, a revert to that of its return. */
static enum cs_status
order_of_event(struct cs_book *book, const char *key, struct cs_str *order_no, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_EVENT_BY_KEY);
	size_t len;

	cs_bind_text(stmt, ":key", key, strlen(key));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		const char *text = cs_col_text(stmt, 5, &len);

		cs_str_add_n(order_no, text, len);
	}
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

static enum cs_status
dispatch(struct cs_book *book, const struct cs_request *request, struct cs_result *result, struct cs_err *err)
{
	if (request->kind == CS_ACT_MERGE)
		return do_merge(book, request, result, err);
	if (request->kind == CS_ACT_RETURN)
		return cs_giveback_return(book, request, result, err);
	if (request->kind == CS_ACT_REVERT)
		return cs_giveback_revert(book, request, result, err);
	if (request->kind == CS_ACT_CLAWBACK && request->points == 0)
		return cs_giveback_clawback(book, request, result, err);
	return do_simple(book, request, result, err);
}

/* Points for a key that is nobody's any more would be lost to the customer; who leaves may leave under any name. */
static enum cs_status
check_merged(struct cs_book *book, const struct cs_request *r, struct cs_result *result, struct cs_err *err)
{
	if (!book->merges || !r->customer || r->kind == CS_ACT_WITHDRAW)
		return CS_OK;
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_MERGED_INTO);
	size_t len;

	cs_bind_text(stmt, ":code", r->customer, strlen(r->customer));
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW) {
		const char *into = cs_col_text(stmt, 0, &len);

		cs_str_clear(&book->other_code);
		cs_str_add_n(&book->other_code, into, len);
		cs_result_refuse(result, CS_REFUSE_MERGED, 0);
		result->merged = r->customer;
		result->into = book->other_code.data;
	}
	cs_stmt_reset(stmt);
	return cs_failed(st) ? st : CS_OK;
}

enum cs_status
cs_book_do(struct cs_book *book, const struct cs_request *request, struct cs_result *result, struct cs_err *err)
{
	*result = (struct cs_result){ .fate = CS_DONE };
	enum cs_status st = find_known(book, request, result, err);

	if (st != CS_OK)
		return st == CS_ROW ? CS_OK : st;
	enum cs_refusal refusal = check_request(book, request);

	if (refusal != CS_REFUSE_NOTHING)
		return cs_result_refuse(result, refusal, 0);
	st = check_merged(book, request, result, err);
	if (st == CS_OK && result->fate == CS_DONE)
		st = cs_owner_check(book, request, result, err);
	if (st != CS_OK || result->fate != CS_DONE)
		return st;
	st = open_account(book, request, err);
	if (st == CS_NONE)
		return cs_result_refuse(result, request->ref && !request->customer && request->kind != CS_ACT_REVERT ? CS_REFUSE_NO_HOLD
		    : !request->customer ? CS_REFUSE_NO_ORDER : CS_REFUSE_UNKNOWN, 0);
	if (st != CS_OK)
		return st;
	struct cs_str order_no = { 0 };
	struct cs_request whole = *request;

	if (request->ref && !request->order_no && (answers_to(request->kind)))
		st = order_of_event(book, request->ref, &order_no, err);
	if (order_no.len > 0)
		whole.order_no = order_no.data;
	if (st == CS_OK)
		st = dispatch(book, &whole, result, err);
	cs_str_release(&order_no);
	return st;
}

static enum cs_status
settle_one(struct cs_book *book, const char *code, cs_day day, struct cs_err *err)
{
	struct cs_request who = { .customer = code, .kind = CS_ACT_EXPIRE };
	enum cs_status st = open_account(book, &who, err);

	if (st == CS_OK)
		st = cs_book_policy(book, day, err);
	if (st != CS_OK)
		return st;
	struct cs_rules rules = cs_policy_rules(&book->policy);

	cs_ledger_settle(&book->account, &rules, day, &book->journal);
	return cs_book_write(book, NULL, err);
}

/* The codes are kept first, because settling changes what the query walks over. */
enum cs_status
cs_book_settle(struct cs_book *book, cs_day day, int64_t *count, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_DUE_ACCOUNTS);
	struct cs_str codes = { 0 };
	int64_t before = book->next_seq;
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":day", day);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *code = cs_col_text(stmt, 0, &len);

		cs_str_add_n(&codes, code, len + 1);
	}
	cs_stmt_reset(stmt);
	for (size_t at = 0; st == CS_OK && at < codes.len; at += strlen(codes.data + at) + 1)
		st = settle_one(book, codes.data + at, day, err);
	cs_str_release(&codes);
	*count = book->next_seq - before;
	return st;
}
