#include "mileage/audit.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "mileage/chain.h"
#include "mileage/close.h"
#include "mileage/fetch.h"
#include "mileage/policy.h"
#include "mileage/proof.h"

#define FINDINGS_MAX 100
#define POLICIES_MAX 100000

/* A lot as the moves make it, beside what its row says. */
struct replayed {
	struct cs_lot row;
	int64_t in[CS_BUCKET_COUNT];
};

struct audit {
	struct cs_db *db;
	void (*tell)(void *self, const char *finding);
	void *self;
	struct cs_audit_result *result;
	struct replayed *lots;
	size_t lot_count, lot_cap;
	char **codes; /* owned; of accounts, by id */
	cs_day *idle;  /* owned; the last day of silence of each, as the events make it */
	size_t code_count, code_cap, idle_cap;
	struct cs_policy **policies; /* owned, by number; NULL where there is none */
	size_t policy_cap;
	int64_t totals[CS_SEAL_TOTALS]; /* of all lots, as the moves make them */
	struct cs_str text;
	uint8_t head[CS_DIGEST_BYTES];
	struct cs_stmt *lot_rows, *move_rows;
	enum cs_status lot_at, move_at; /* of the last step: CS_ROW is a row that waits for its event */
	struct cs_err *err;
};

static void
find(struct audit *audit, int64_t seq, const char *format, ...) CS_PRINTF(3, 4);

static void
find(struct audit *audit, int64_t seq, const char *format, ...)
{
	char text[CS_ERR_TEXT];
	va_list args;

	if (seq > 0 && audit->result->first_bad == 0)
		audit->result->first_bad = seq;
	if (audit->result->findings++ >= FINDINGS_MAX)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	audit->tell(audit->self, text);
}

static enum cs_status
read_codes(struct audit *audit)
{
	struct cs_stmt *stmt = cs_db_stmt(audit->db, CS_SQL_MILEAGE_REPLAY_ACCOUNTS);
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, audit->err)) == CS_ROW) {
		size_t id = (size_t)cs_col_int(stmt, 0);
		const char *code = cs_col_text(stmt, 1, &len);

		if (id > 100000000) {
			find(audit, 0, _("account %zu: not a number that the ledger gives"), id);
			continue;
		}
		size_t before = audit->code_cap;

		audit->codes = cs_grow(audit->codes, &audit->code_cap, id + 1, sizeof(*audit->codes));
		memset(audit->codes + before, 0, (audit->code_cap - before) * sizeof(*audit->codes));
		audit->idle = cs_grow(audit->idle, &audit->idle_cap, audit->code_cap, sizeof(*audit->idle));
		memset(audit->idle + before, 0, (audit->code_cap - before) * sizeof(*audit->idle));
		free(audit->codes[id]);
		audit->codes[id] = cs_strndup(code, len);
		audit->code_count = id + 1 > audit->code_count ? id + 1 : audit->code_count;
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
read_policies(struct audit *audit)
{
	struct cs_stmt *stmt = cs_db_stmt(audit->db, CS_SQL_MILEAGE_REPLAY_POLICIES);
	struct cs_err ignored;
	enum cs_status st;
	size_t len;

	while ((st = cs_step(stmt, audit->err)) == CS_ROW) {
		size_t ver = (size_t)cs_col_int(stmt, 0), before = audit->policy_cap;
		const char *body = cs_col_text(stmt, 3, &len);
		struct cs_policy *policy = cs_calloc(1, sizeof(*policy));

		if (ver > POLICIES_MAX || cs_policy_parse(policy, body, len, "policy", &ignored) != CS_OK) {
			find(audit, 0, _("policy %zu: cannot be read"), ver);
			free(policy);
			continue;
		}
		audit->policies = cs_grow(audit->policies, &audit->policy_cap, ver + 1, sizeof(*audit->policies));
		memset(audit->policies + before, 0, (audit->policy_cap - before) * sizeof(*audit->policies));
		audit->policies[ver] = policy;
	}
	cs_stmt_reset(stmt);
	return st;
}

static bool
knows_account(const struct audit *audit, int64_t account)
{
	return account > 0 && (size_t)account < audit->code_count && audit->codes[account];
}

/* What the event does to the silence of its customer, and what a merge does. */
static void
replay_silence(struct audit *audit, int64_t account, const struct cs_event *event)
{
	bool wakes = false;
	bool ruled = event->policy >= 0 && (size_t)event->policy < audit->policy_cap && audit->policies[event->policy];
	struct cs_life life = ruled ? audit->policies[event->policy]->idle_life : (struct cs_life){ 0 };

	if (!knows_account(audit, account))
		return;
	for (int kind = 0; cs_act_words[kind]; kind++)
		wakes = wakes || (cs_act_wakes((enum cs_act_kind)kind) && strcmp(cs_act_words[kind], event->kind) == 0);
	if (wakes)
		audit->idle[account] = life.months || life.days ? cs_life_end(life, event->eff) : 0;
	if (strcmp(event->kind, "merge") == 0 && knows_account(audit, event->ref) && audit->idle[account] &&
	    (audit->idle[event->ref] == 0 || audit->idle[event->ref] > audit->idle[account]))
		audit->idle[account] = audit->idle[event->ref];
}

static const char *
code_of(const struct audit *audit, int64_t account)
{
	return knows_account(audit, account) ? audit->codes[account] : "";
}

static struct replayed *
lot_of(struct audit *audit, int64_t id)
{
	return id > 0 && (size_t)id <= audit->lot_count ? &audit->lots[id - 1] : NULL;
}

/* The lots that the event made: into the hash and among the replayed ones. */
static enum cs_status
replay_lots(struct audit *audit, int64_t seq)
{
	enum cs_status st = audit->lot_at;

	while (st == CS_ROW && cs_col_int(audit->lot_rows, 1) <= seq) {
		struct replayed lot = { 0 };

		cs_fetch_lot_row(audit->lot_rows, &lot.row);
		lot.in[CS_ISSUED] = lot.row.issued;
		if (lot.row.seq != seq || (size_t)lot.row.id != audit->lot_count + 1)
			find(audit, seq, _("event %lld: lot %lld is out of its place"), (long long)seq, (long long)lot.row.id);
		audit->lots = cs_grow(audit->lots, &audit->lot_cap, audit->lot_count + 1, sizeof(*audit->lots));
		audit->lots[audit->lot_count++] = lot;
		audit->totals[CS_ISSUED] += lot.row.parent ? 0 : lot.row.issued;
		cs_chain_lot(&audit->text, &lot.row);
		st = cs_step(audit->lot_rows, audit->err);
	}
	audit->lot_at = st;
	audit->result->lots = (int64_t)audit->lot_count;
	return cs_failed(st) ? st : CS_OK;
}

/* What moves to a child lot is in no total of its own. */
static void
add_total(struct audit *audit, int bucket, int64_t amount)
{
	if (bucket > CS_ISSUED && bucket < CS_SEAL_TOTALS)
		audit->totals[bucket] += amount;
}

static bool
apply_move(struct audit *audit, struct replayed *lot, const char *path, int64_t amount)
{
	const char *src = strchr(cs_bucket_letters, path[0]), *dst = strchr(cs_bucket_letters, path[1]);

	if (!src || !dst || amount <= 0 || lot->in[src - cs_bucket_letters] < amount)
		return false;
	lot->in[src - cs_bucket_letters] -= amount;
	lot->in[dst - cs_bucket_letters] += amount;
	add_total(audit, (int)(src - cs_bucket_letters), -amount);
	add_total(audit, (int)(dst - cs_bucket_letters), amount);
	return true;
}

static void
replay_move(struct audit *audit, int64_t seq, int64_t account, cs_day eff)
{
	int64_t id = cs_col_int(audit->move_rows, 0), lot_id = cs_col_int(audit->move_rows, 1);
	int64_t amount = cs_col_int(audit->move_rows, 3);
	struct replayed *lot = lot_of(audit, lot_id);
	size_t len;
	const char *path = cs_col_text(audit->move_rows, 2, &len);

	cs_chain_move(&audit->text, id, lot_id, len == 2 ? path : "??", amount, cs_col_int(audit->move_rows, 4));
	audit->result->moves++;
	if (!lot || len != 2 || !apply_move(audit, lot, path, amount)) {
		find(audit, seq, _("event %lld: moves %lld points of lot %lld that are not there"), (long long)seq,
		    (long long)amount, (long long)lot_id);
		return;
	}
	bool spends = path[0] == 'A' && (path[1] == 'U' || path[1] == 'H');

	cs_day idle_on = spends && knows_account(audit, account) ? audit->idle[account] : 0;

	if (spends && (eff < lot->row.active_on || eff > lot->row.expires_on || (idle_on && eff > idle_on)))
		find(audit, seq, _("event %lld: spends lot %lld outside its life"), (long long)seq, (long long)lot_id);
}

static enum cs_status
replay_moves(struct audit *audit, int64_t seq, int64_t account, cs_day eff)
{
	enum cs_status st = audit->move_at;

	while (st == CS_ROW && cs_col_int(audit->move_rows, 0) / CS_MOVES_OF_EVENT <= seq) {
		replay_move(audit, seq, account, eff);
		st = cs_step(audit->move_rows, audit->err);
	}
	audit->move_at = st;
	return cs_failed(st) ? st : CS_OK;
}

static struct cs_event
read_event(struct audit *audit, struct cs_stmt *stmt)
{
	size_t len;

	return (struct cs_event){ .seq = cs_col_int(stmt, 0), .key = cs_col_text(stmt, 1, &len),
		.kind = cs_col_text(stmt, 2, &len), .customer = code_of(audit, cs_col_int(stmt, 3)),
		.eff = (cs_day)cs_col_int(stmt, 4), .at = cs_col_int(stmt, 5), .asked = cs_col_int(stmt, 6),
		.points = cs_col_int(stmt, 7), .order_no = cs_col_text(stmt, 8, &len), .ref = cs_col_int(stmt, 9),
		.reason = cs_col_text(stmt, 10, &len), .actor = cs_col_text(stmt, 11, &len), .policy = cs_col_int(stmt, 12),
		.detail = cs_col_text(stmt, 13, &len) };
}

static void
check_hash(struct audit *audit, const struct cs_event *event, struct cs_stmt *stmt)
{
	uint8_t hash[CS_DIGEST_BYTES];
	size_t len;
	const void *kept = cs_col_bytes(stmt, 14, &len);

	cs_digest(hash, audit->text.data, audit->text.len);
	if (len != sizeof(hash) || memcmp(kept, hash, len) != 0)
		find(audit, event->seq, _("event %lld (key %s): not as it was written"), (long long)event->seq, event->key);
	/* Goes on from what is kept, so that one changed event is one finding. */
	memset(audit->head, 0, sizeof(audit->head));
	if (len == sizeof(audit->head))
		memcpy(audit->head, kept, len);
}

/* The totals of a seal are in its event, and in its row; both are those of the moves before it. */
static void
check_totals(struct audit *audit, const struct cs_event *event)
{
	struct cs_str totals = { 0 };

	if (strcmp(event->kind, "seal") != 0)
		return;
	cs_seal_totals(&totals, audit->totals);
	if (strncmp(event->detail, totals.data, totals.len) != 0)
		find(audit, event->seq, _("event %lld: its totals are not those of the moves before it"), (long long)event->seq);
	cs_str_release(&totals);
}

static enum cs_status
replay_events(struct audit *audit)
{
	struct cs_stmt *stmt = cs_db_stmt(audit->db, CS_SQL_MILEAGE_REPLAY_EVENTS);
	enum cs_status st;

	audit->lot_rows = cs_db_stmt(audit->db, CS_SQL_MILEAGE_REPLAY_LOTS);
	audit->move_rows = cs_db_stmt(audit->db, CS_SQL_MILEAGE_REPLAY_MOVES);
	audit->lot_at = cs_step(audit->lot_rows, audit->err);
	audit->move_at = cs_step(audit->move_rows, audit->err);
	while ((st = cs_step(stmt, audit->err)) == CS_ROW) {
		struct cs_event event = read_event(audit, stmt);
		int64_t account = cs_col_int(stmt, 3);

		if (event.seq != ++audit->result->events)
			find(audit, event.seq, _("event %lld: the one before it is missing"), (long long)event.seq);
		audit->result->events = event.seq;
		cs_chain_event(&audit->text, audit->head, &event);
		enum cs_status more = replay_lots(audit, event.seq);

		if (more == CS_OK)
			more = replay_moves(audit, event.seq, account, event.eff);
		replay_silence(audit, account, &event);
		if (more != CS_OK)
			return more;
		check_hash(audit, &event, stmt);
		check_totals(audit, &event);
	}
	cs_digest_hex(audit->result->head, audit->head);
	if (st == CS_OK && (audit->lot_at == CS_ROW || audit->move_at == CS_ROW))
		find(audit, audit->result->events + 1, _("event %lld: lots or moves without it"),
		    (long long)audit->result->events + 1);
	return st;
}

/* What every first-hand lot gave is somewhere, and what moved is in the children. */
static enum cs_status
check_lots(struct audit *audit)
{
	int64_t issued = 0, lying = 0, moved = 0, children = 0;

	for (size_t i = 0; i < audit->lot_count; i++) {
		const struct replayed *lot = &audit->lots[i];
		int64_t sum = 0;

		for (int b = CS_PENDING; b < CS_BUCKET_COUNT; b++) {
			if (lot->in[b] != lot->row.in[b])
				find(audit, lot->row.seq, _("lot %lld: its sum of %c is %lld, and its moves give %lld"),
				    (long long)lot->row.id, cs_bucket_letters[b], (long long)lot->row.in[b], (long long)lot->in[b]);
			sum += b == CS_MOVED ? 0 : lot->in[b];
		}
		*(lot->row.parent ? &children : &issued) += lot->row.issued;
		moved += lot->in[CS_MOVED];
		lying += sum;
	}
	if (issued != lying || moved != children)
		find(audit, 0, _("trial balance: %lld points were issued and %lld are accounted for"), (long long)issued,
		    (long long)lying);
	return CS_OK;
}

/* Rows of MILEAGE_REPLAY_ACCOUNTS. */
static void
check_silence(struct audit *audit, struct cs_stmt *stmt)
{
	int64_t id = cs_col_int(stmt, 0);

	if (cs_col_is_null(stmt, 2) && knows_account(audit, id) && audit->idle[id] != cs_col_int(stmt, 3))
		find(audit, 0, _("customer %s: its points end by silence on another day than its events say"), code_of(audit, id));
}

static void
check_debt(struct audit *audit, struct cs_stmt *stmt)
{
	int64_t seq = cs_col_int(stmt, 0), amount = cs_col_int(stmt, 1);

	if (amount != cs_col_int(stmt, 5) - cs_col_int(stmt, 4) || cs_col_int(stmt, 2) != cs_col_int(stmt, 6))
		find(audit, seq, _("event %lld: the debt that it left is not what it was"), (long long)seq);
}

static void
check_over(struct audit *audit, struct cs_stmt *stmt)
{
	find(audit, cs_col_int(stmt, 0), _("event %lld: more was given back than it took"), (long long)cs_col_int(stmt, 0));
}

/* No order gave back more than it used or had more taken back than it earned. */
static void
check_order(struct audit *audit, struct cs_stmt *stmt)
{
	size_t len;

	find(audit, cs_col_int(stmt, 1), _("order %s: more came back than it earned or used (event %lld)"),
	    cs_col_text(stmt, 0, &len), (long long)cs_col_int(stmt, 1));
}

static void
check_policy(struct audit *audit, struct cs_stmt *stmt)
{
	uint8_t digest[CS_DIGEST_BYTES];
	char hex[CS_DIGEST_FULL];
	size_t len;
	const char *body = cs_col_text(stmt, 3, &len);

	cs_digest(digest, body, len);
	if (strcmp(cs_digest_hex(hex, digest), cs_col_text(stmt, 2, &len)) != 0)
		find(audit, 0, _("policy %lld: not as it was written"), (long long)cs_col_int(stmt, 0));
}

/* The head that it kept is still the one before it, and its row says what its event does. */
static void
check_seal(struct audit *audit, struct cs_stmt *stmt)
{
	size_t len, kept_len;
	const void *kept = cs_col_bytes(stmt, 2, &kept_len), *head = cs_col_bytes(stmt, 4, &len);

	if (kept_len != len || (len > 0 && memcmp(kept, head, len) != 0) || cs_col_int(stmt, 5) != 1)
		find(audit, cs_col_int(stmt, 1), _("seal %s: what it closed has changed"), cs_col_text(stmt, 0, &len));
}

/* What the rows beside the events say; of some statements each row is a fault. */
static enum cs_status
check_rows(struct audit *audit)
{
	static const struct {
		enum cs_sql which;
		void (*check)(struct audit *audit, struct cs_stmt *stmt);
	} all[] = { { CS_SQL_MILEAGE_REPLAY_ACCOUNTS, check_silence }, { CS_SQL_MILEAGE_REPLAY_DEBTS, check_debt },
		{ CS_SQL_MILEAGE_REPLAY_OVER, check_over }, { CS_SQL_MILEAGE_REPLAY_ORDERS, check_order },
		{ CS_SQL_MILEAGE_REPLAY_POLICIES, check_policy }, { CS_SQL_MILEAGE_REPLAY_SEALS, check_seal } };
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(all); i++) {
		struct cs_stmt *stmt = cs_db_stmt(audit->db, all[i].which);

		while ((st = cs_step(stmt, audit->err)) == CS_ROW)
			all[i].check(audit, stmt);
		cs_stmt_reset(stmt);
	}
	return st;
}

static void
tell_proof(void *self, int64_t seq, const char *finding)
{
	struct audit *audit = self;

	find(audit, seq, "%s", finding);
}

/* What stands beside the points: by the evidence of its events. */
static enum cs_status
check_evidence(struct audit *audit)
{
	struct cs_proof proof = { audit->db, audit->policies, audit->policy_cap, tell_proof, audit };

	return cs_proof_run(&proof, audit->err);
}

static void
tell_integrity(void *self, const char *finding)
{
	struct audit *audit = self;

	find(audit, 0, "%s", finding);
}

enum cs_status
cs_audit(struct cs_db *db, void (*tell)(void *self, const char *finding), void *self,
    struct cs_audit_result *result, struct cs_err *err)
{
	static enum cs_status (*const steps[])(struct audit *) = { read_codes, read_policies, replay_events, check_lots,
		check_rows, check_evidence };
	struct audit audit = { .db = db, .tell = tell, .self = self, .result = result, .err = err };

	*result = (struct cs_audit_result){ 0 };
	enum cs_status st = cs_db_begin(db, err);

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(steps); i++)
		st = steps[i](&audit);
	if (st == CS_OK)
		st = cs_db_integrity(db, tell_integrity, &audit, err);
	/* Only ends its own transaction: a writer may verify before it commits. */
	if (st == CS_OK)
		st = cs_db_commit(db, err);
	else
		cs_db_rollback(db);
	for (size_t i = 0; i < audit.code_count; i++)
		free(audit.codes[i]);
	free(audit.codes);
	free(audit.idle);
	for (size_t i = 0; i < audit.policy_cap; i++)
		free(audit.policies[i]);
	free(audit.policies);
	free(audit.lots);
	cs_str_release(&audit.text);
	return st;
}

enum cs_status
cs_audit_print(struct cs_db *db, struct cs_out *out, struct cs_err *err)
{
	struct cs_audit_result result = { 0 };

	cs_out_begin_findings(out);
	enum cs_status st = cs_audit(db, cs_out_finding, out, &result, err);

	if (st == CS_OK && result.findings > 0)
		return cs_err_set(err, CS_NOTE, _("%zu faults; the first bad event is %lld; bring back a copy of the store"),
		    result.findings, (long long)result.first_bad);
	if (st == CS_OK)
		cs_note(_("%lld events, %lld lots, %lld moves: every point is accounted for; head %.16s"),
		    (long long)result.events, (long long)result.lots, (long long)result.moves, result.head);
	return st;
}
