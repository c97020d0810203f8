/*
 * sim [--steps N] [--first SEED] [--reports N]: seeded random operations with a
 * clock that jumps, run against the store and against the plain model.  After
 * each step every lot is compared, and the balance and statement of the
 * customer; after every N (10) every balance, statement and report; now and
 * then the ledger is verified.  In odd seeds points lapse by silence.  A seed
 * that fails is printed and its list of operations shortened until every one
 * that is left is needed.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mileage/audit.h"
#include "mileage/lapse.h"
#include "mileage/teller.h"
#include "model.h"

#define STEPS 500
#define FIRST_DAY 20514 /* 2026-03-02 */
#define IDLE_DAYS 60
#define IDLE_POLICY "idle.life = 60 days\n"

static uint64_t state;

/* splitmix64 */
static uint64_t
draw(uint64_t below)
{
	state += UINT64_C(0x9E3779B97F4A7C15);
	uint64_t z = state;

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (z ^ (z >> 31)) % below;
}

static const int weights[ASKS] = {
	[GRANT] = 14, [EARN] = 12, [EARN_PENDING] = 4, [ACTIVATE] = 5, [USE] = 18, [USE_CLAMPED] = 3, [HOLD] = 7, [CAPTURE] = 6,
	[VOID] = 3, [RESTORE] = 12, [CLAW] = 9, [ADJUST] = 3, [WAIVE] = 1, [SWEEP] = 2, [REINSTATE] = 3, [WITHDRAW] = 1,
	[REJOIN] = 1, [RETRY] = 4, [CONFLICT] = 2,
};

static enum ask
draw_kind(void)
{
	int sum = 0;

	for (int i = 0; i < ASKS; i++)
		sum += weights[i];
	int at = (int)draw((uint64_t)sum), kind = 0;

	while (at >= weights[kind])
		at -= weights[kind++];
	return (enum ask)kind;
}

/* Mostly the same day or the next ones; now and then far ahead, or back. */
static int
jump(void)
{
	uint64_t n = draw(100);

	return n < 50 ? 0 : n < 85 ? (int)draw(4) : n < 95 ? (int)draw(40) : n < 98 ? (int)draw(400) : -(int)draw(20);
}

static void
generate(uint64_t seed, struct ask_op *ops, int count)
{
	int day = FIRST_DAY;

	state = seed;
	for (int i = 0; i < count; i++) {
		struct ask_op *op = &ops[i];

		day += jump();
		*op = (struct ask_op){ .what = draw_kind(), .customer = (int)draw(CUSTOMERS), .order = (int)draw(ORDERS),
			.number = i, .day = day, .prio = draw(5) ? 50 : 1 + (int)draw(99), .comp = draw(6) == 0 };
		op->points = draw(20) == 0 ? (int64_t)draw(3) : 1 + (int64_t)draw(400);
		if (op->what == ADJUST && draw(2))
			op->points = -op->points;
		if ((op->what == CAPTURE || op->what == WAIVE || op->what == REINSTATE) && draw(2))
			op->points = 0;
		if ((op->what == CLAW || op->what == RESTORE) && op->points == 0)
			op->points = 1;
		op->active = day + (draw(3) ? 0 : (int)draw(12));
		op->expires = op->active + (draw(30) == 0 ? -1 : (int)draw(draw(3) ? 60 : 400));
		op->until = day + (int)draw(6);
		op->target = i == 0 ? 0 : (int)draw((uint64_t)i);
	}
}

struct names {
	char key[32], customer[16], order[32], ref[32];
};

static const enum cs_act_kind kinds[ASKS] = {
	[GRANT] = CS_ACT_GRANT, [EARN] = CS_ACT_EARN, [EARN_PENDING] = CS_ACT_EARN, [ACTIVATE] = CS_ACT_ACTIVATE,
	[USE] = CS_ACT_USE, [USE_CLAMPED] = CS_ACT_USE, [HOLD] = CS_ACT_HOLD, [CAPTURE] = CS_ACT_CAPTURE,
	[VOID] = CS_ACT_VOID, [RESTORE] = CS_ACT_RESTORE, [CLAW] = CS_ACT_CLAWBACK, [ADJUST] = CS_ACT_ADJUST,
	[WAIVE] = CS_ACT_WAIVE, [SWEEP] = CS_ACT_EXPIRE, [REINSTATE] = CS_ACT_REINSTATE, [WITHDRAW] = CS_ACT_WITHDRAW,
	[REJOIN] = CS_ACT_REJOIN, [RETRY] = CS_ACT_GRANT, [CONFLICT] = CS_ACT_GRANT,
};

static void
build(const struct ask_op *op, struct names *n, struct cs_request *r)
{
	bool ordered = op->what != GRANT && op->what != ADJUST && op->what != WAIVE && op->what != WITHDRAW &&
	    op->what != REJOIN && op->what != REINSTATE && op->what != CAPTURE && op->what != VOID;
	bool credit = op->what == GRANT || op->what == EARN || op->what == EARN_PENDING || op->what == ADJUST ||
	    op->what == ACTIVATE;

	cs_request_init(r, kinds[op->what], op->day);
	snprintf(n->key, sizeof(n->key), "k%d", op->number);
	snprintf(n->customer, sizeof(n->customer), "c%d", op->customer);
	snprintf(n->order, sizeof(n->order), "c%d-o%d", op->customer, op->order);
	snprintf(n->ref, sizeof(n->ref), op->what == REINSTATE ? "%d" : "k%d", op->target + (op->what == REINSTATE));
	r->key = n->key;
	r->customer = op->what == CAPTURE || op->what == VOID ? NULL : n->customer;
	r->order_no = ordered ? n->order : NULL;
	r->reason = "sim";
	r->points = op->what == ACTIVATE || op->what == WITHDRAW || op->what == REJOIN || op->what == VOID ? 0 : op->points;
	r->eff_given = true;
	r->prio = op->prio;
	r->clamp = op->what == USE_CLAMPED;
	r->pending = op->what == EARN_PENDING;
	r->active_on = credit ? op->active : CS_NO_DAY;
	r->expires_on = credit || op->what == REINSTATE ? op->expires : CS_NO_DAY;
	r->until = op->what == HOLD ? op->until : CS_NO_DAY;
	r->origin = op->comp && credit && op->what == GRANT ? CS_ORIGIN_APOLOGY : -1;
	r->ref = op->what == CAPTURE || op->what == VOID || op->what == REINSTATE ? n->ref : NULL;
	r->free_of_limits = true;
}

/* The operation of that number, in a list that may have lost some; NULL where it has. */
static const struct ask_op *
numbered(const struct ask_op *ops, int count, int number)
{
	for (int i = 0; i < count; i++) {
		if (ops[i].number == number)
			return &ops[i];
	}
	return NULL;
}

/* The hold's customer is the one whose account a capture is about. */
static void
aim(struct ask_op *op, const struct ask_op *ops, int count, const bool *done)
{
	const struct ask_op *hold = numbered(ops, count, op->target);

	if (op->what != CAPTURE && op->what != VOID)
		return;
	while (op->target > 0 && (!hold || hold->what != HOLD || !done[op->target]))
		hold = numbered(ops, count, --op->target);
	if (hold)
		op->customer = hold->customer;
}

static char why[CS_ERR_TEXT + 40];

#define CHECK(what, got, wanted) do { \
	if ((int64_t)(got) != (int64_t)(wanted)) { \
		snprintf(why, sizeof(why), "%s: got %" PRId64 ", the model says %" PRId64, what, (int64_t)(got), (int64_t)(wanted)); \
		return false; \
	} } while (0)

static bool
same(const char *what, int64_t got, int64_t wanted)
{
	CHECK(what, got, wanted);
	return true;
}

static bool
same_lots(struct cs_db *db, const struct model *m)
{
	struct cs_err err;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_REPLAY_LOTS);
	int i = 0;

	for (; cs_step(stmt, &err) == CS_ROW; i++) {
		struct cs_lot lot;
		const struct mlot *want = &m->lots[i];
		char name[40];

		cs_fetch_lot_row(stmt, &lot);
		snprintf(name, sizeof(name), "lot %d", i + 1);
		CHECK(name, lot.id, i + 1);
		CHECK("lots", i < m->lot_count, true);
		CHECK(name, lot.issued, want->issued);
		CHECK(name, lot.active_on, want->active);
		CHECK(name, lot.expires_on, want->expires);
		CHECK(name, lot.root, want->root + 1);
		CHECK(name, lot.in[CS_PENDING], want->p);
		CHECK(name, lot.in[CS_AVAILABLE], want->a);
		CHECK(name, lot.in[CS_HELD], want->h);
		CHECK(name, lot.in[CS_USED], want->u);
		CHECK(name, lot.in[CS_EXPIRED], want->x);
		CHECK(name, lot.in[CS_REVOKED], want->r);
		CHECK(name, lot.in[CS_FORFEITED], want->f);
		CHECK(name, lot.in[CS_DEBT_PAID], want->d);
		CHECK(name, lot.in[CS_MOVED], want->m);
	}
	CHECK("number of lots", i, m->lot_count);
	return true;
}

/* The balance of a customer, or (below 0) of all, on the day, as it would be were nothing more to happen. */
static bool
same_balances(struct cs_db *db, const struct model *m, int day, int only)
{
	struct cs_err err;
	struct cs_teller teller;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ACCOUNTS);
	size_t len;
	bool good = cs_teller_begin(&teller, db, day, &err) == CS_OK;

	while (good && cs_step(stmt, &err) == CS_ROW) {
		int customer = atoi(cs_col_text(stmt, 1, &len) + 1);

		if (only >= 0 && customer != only)
			continue;
		struct cs_balance got;
		struct mbalance want = model_balance(m, customer, day);

		good = cs_teller_tell(&teller, cs_col_int(stmt, 0), 30, &got, &err) == CS_OK && same("available", got.available, want.available) &&
		    same("pending", got.pending, want.pending) && same("held", got.held, want.held) && same("debt", got.debt, want.debt) &&
		    same("expiring", got.expiring, want.expiring) && same("next", got.next == CS_NO_DAY ? 0 : got.next, want.next);
	}
	cs_stmt_reset(stmt);
	cs_teller_release(&teller);
	return good;
}

/* What all are owed at the end of the day: the open points less what has lapsed by then and no event says. */
static bool
same_owed(struct cs_db *db, const struct model *m, int day)
{
	struct cs_err err;
	struct cs_lapses lapses;
	struct mtotals t = model_totals(m, day);
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ACCOUNTS);
	int64_t owed = t.p + t.a + t.h, want = 0;
	size_t len;

	while (cs_step(stmt, &err) == CS_ROW)
		want += model_balance(m, atoi(cs_col_text(stmt, 1, &len) + 1), day).owed;
	cs_stmt_reset(stmt);
	if (cs_lapses_read(db, day, &lapses, &err) != CS_OK)
		return false;
	for (size_t i = 0; i < lapses.count; i++)
		owed -= lapses.items[i].expired + lapses.items[i].taken;
	cs_lapses_release(&lapses);
	CHECK("owed", owed, want);
	return true;
}

/* Line by line: day, kind and points. */
static bool
same_statement(struct cs_db *db, const struct model *m, int customer)
{
	struct cs_err err;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ACCOUNT_FIND);
	char code[16];
	size_t len;
	int at = 0;

	snprintf(code, sizeof(code), "c%d", customer);
	cs_bind_text(stmt, ":code", code, strlen(code));
	int64_t account = cs_step(stmt, &err) == CS_ROW ? cs_col_int(stmt, 0) : 0;

	cs_stmt_reset(stmt);
	stmt = cs_db_stmt(db, CS_SQL_MILEAGE_STATEMENT);
	cs_bind_int(stmt, ":account", account);
	while (cs_step(stmt, &err) == CS_ROW) {
		while (at < m->event_count && m->events[at].customer != customer)
			at++;
		CHECK("a line of the statement", at < m->event_count, true);
		CHECK("day of a statement's line", cs_col_int(stmt, 1), m->events[at].day);
		CHECK(m->events[at].kind, strcmp(cs_col_text(stmt, 2, &len), m->events[at].kind), 0);
		CHECK("points of a statement's line", cs_col_int(stmt, 3), m->events[at].delta);
		at++;
	}
	while (at < m->event_count && m->events[at].customer != customer)
		at++;
	CHECK("lines of the statement", at, m->event_count);
	return true;
}

/* Liability, seal, what is not cleared, what lapses soon: what the reports add up. */
static bool
same_reports(struct cs_db *db, const struct model *m, int day)
{
	struct cs_err err;
	struct mtotals t = model_totals(m, day);
	const int64_t roll[] = { t.issued + m->reinstated, t.u, t.x + m->reinstated, t.r + t.f + t.d };
	const int64_t all[] = { t.issued, t.p, t.a, t.h, t.u, t.x, t.r, t.f, t.d };
	int64_t uncleared[3] = { 0 }, expiring = 0;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_ROLL);
	size_t len;

	cs_bind_int(stmt, ":from", -CS_FOREVER);
	cs_bind_int(stmt, ":to", CS_FOREVER);
	cs_step(stmt, &err);
	for (int i = 0; i < 4; i++)
		CHECK("liability", cs_col_int(stmt, i), roll[i]);
	stmt = cs_db_stmt(db, CS_SQL_MILEAGE_TOTALS);
	cs_step(stmt, &err);
	for (int i = 0; i < 9; i++)
		CHECK("totals", cs_col_int(stmt, i), all[i]);
	stmt = cs_db_stmt(db, CS_SQL_MILEAGE_UNCLEARED);
	cs_bind_int(stmt, ":day", CS_FOREVER);
	while (cs_step(stmt, &err) == CS_ROW) {
		char what = *cs_col_text(stmt, 0, &len);

		uncleared[what == 'p' ? 0 : what == 'h' ? 1 : 2] += cs_col_int(stmt, 2);
	}
	CHECK("uncleared: pending", uncleared[0], t.p);
	CHECK("uncleared: debts", uncleared[2], model_totals(m, CS_FOREVER).debt);
	stmt = cs_db_stmt(db, CS_SQL_MILEAGE_NOTICES);
	cs_bind_int(stmt, ":day", day);
	cs_bind_int(stmt, ":lead", 30);
	while (cs_step(stmt, &err) == CS_ROW)
		expiring += cs_col_int(stmt, 2);
	CHECK("notices", expiring, t.expiring);
	return true;
}

static void
tell(void *self, const char *finding)
{
	(void)self;
	snprintf(why, sizeof(why), "verify: %s", finding);
}

/* Again what was done: it exists; with another content: a conflict that names the field. */
static bool
check_known(struct cs_book *book, const struct ask_op *op, const struct ask_op *ops, int count, const bool *done)
{
	const struct ask_op *known = numbered(ops, count, op->target);
	struct cs_err err;
	struct cs_request r;
	struct cs_result result;
	struct names n;

	if (!known || !done[op->target] || known->what == SWEEP)
		return true;
	build(known, &n, &r);
	if (op->what == CONFLICT)
		r.points++;
	if (cs_book_do(book, &r, &result, &err) != CS_OK)
		return false;
	CHECK(result.field ? result.field : "fate of a known key", result.fate, op->what == CONFLICT ? CS_CONFLICT : CS_EXISTS);
	CHECK("field", op->what == CONFLICT ? strcmp(result.field, "points") : 0, 0);
	return true;
}

static bool
step(struct cs_book *book, struct model *m, struct ask_op *op, const struct ask_op *ops, int total, bool *done)
{
	struct cs_err err = { 0 };
	struct cs_request r;
	struct cs_result result = { 0 };
	struct names n;
	int64_t points = 0, count;

	if (op->what == RETRY || op->what == CONFLICT)
		return check_known(book, op, ops, total, done);
	aim(op, ops, total, done);
	build(op, &n, &r);
	bool want = model_do(m, op, &points);
	enum cs_status st = op->what == SWEEP ? cs_book_settle(book, op->day, &count, &err)
	    : cs_book_do(book, &r, &result, &err);

	if (st != CS_OK) {
		snprintf(why, sizeof(why), "status %d: %s", (int)st, err.text);
		return false;
	}
	done[op->number] = result.fate == CS_DONE;
	CHECK(n.key, result.fate, want ? CS_DONE : CS_REFUSED);
	if (want && op->what != SWEEP)
		CHECK("points", result.points, points);
	return same_lots(book->db, m);
}

static int reports = 10;

static bool
same_all(struct cs_db *db, const struct model *m, int day)
{
	bool good = same_balances(db, m, day, -1) && same_balances(db, m, day + 45, -1) && same_owed(db, m, day) &&
	    same_owed(db, m, day + 45) && same_reports(db, m, day);

	for (int customer = 0; good && customer < CUSTOMERS; customer++)
		good = same_statement(db, m, customer);
	return good;
}

/* The place of the first operation that goes wrong, or -1. */
static int
run(struct ask_op *ops, int count, bool silence)
{
	static struct model m;
	struct cs_err err = { 0 };
	struct cs_db *db;
	struct cs_book book;
	bool *done = calloc((size_t)STEPS + 1, sizeof(*done));
	int at = -1;

	memset(&m, 0, sizeof(m));
	m.idle_days = silence ? IDLE_DAYS : 0;
	if (cs_db_open(&db, CS_DB_MEMORY, CS_DB_WRITE, &err) != CS_OK ||
	    (silence && cs_book_policy_add(db, IDLE_POLICY, strlen(IDLE_POLICY), 0, &err) != CS_OK) || cs_book_begin(&book, db, 0, "sim", &err) != CS_OK) {
		fprintf(stderr, "sim: %s\n", err.text);
		exit(4);
	}
	for (int i = 0; i < count && at < 0; i++) {
		struct cs_audit_result audit = { 0 };
		bool good = step(&book, &m, &ops[i], ops, count, done);

		if (good)
			good = same_balances(db, &m, ops[i].day, ops[i].customer) && same_statement(db, &m, ops[i].customer);
		if (good && (i % reports == reports - 1 || i == count - 1))
			good = same_all(db, &m, ops[i].day);
		if (good && (i % 100 == 99 || i == count - 1))
			good = cs_audit(db, tell, NULL, &audit, &err) == CS_OK && audit.findings == 0;
		if (!good)
			at = i;
	}
	free(done);
	cs_book_release(&book);
	cs_db_close(db);
	return at;
}

/* Leaves out what is not needed for the failure, until nothing can be left out. */
static int
shrink(struct ask_op *ops, int count, bool silence)
{
	struct ask_op *fewer = calloc((size_t)count, sizeof(*fewer));
	bool smaller = true;

	while (smaller) {
		smaller = false;
		for (int i = count - 1; i >= 0; i--) {
			memcpy(fewer, ops, (size_t)i * sizeof(*ops));
			memcpy(fewer + i, ops + i + 1, (size_t)(count - i - 1) * sizeof(*ops));
			int at = run(fewer, count - 1, silence);

			if (at >= 0) {
				count = at + 1;
				memcpy(ops, fewer, (size_t)count * sizeof(*ops));
				smaller = true;
			}
		}
	}
	free(fewer);
	return count;
}

static void
print_ops(const struct ask_op *ops, int count)
{
	static const char *const words[] = { "grant", "earn", "earn pending", "activate", "use", "use clamped", "hold", "capture",
		"void", "restore", "clawback", "adjust", "waive", "sweep", "reinstate", "withdraw", "rejoin", "retry", "conflict" };

	for (int i = 0; i < count; i++)
		printf("#   k%d day %d c%d o%d %s %" PRId64 " active %d expires %d until %d prio %d target %d\n", ops[i].number,
		    ops[i].day - FIRST_DAY, ops[i].customer, ops[i].order, words[ops[i].what], ops[i].points,
		    ops[i].active - FIRST_DAY, ops[i].expires - FIRST_DAY, ops[i].until - FIRST_DAY, ops[i].prio, ops[i].target);
}

int
main(int argc, char *argv[])
{
	long steps = 50000, first = 1;
	static struct ask_op ops[STEPS];

	for (int i = 1; i + 1 < argc; i += 2) {
		steps = strcmp(argv[i], "--steps") == 0 ? atol(argv[i + 1]) : steps;
		first = strcmp(argv[i], "--first") == 0 ? atol(argv[i + 1]) : first;
		reports = strcmp(argv[i], "--reports") == 0 ? atoi(argv[i + 1]) : reports;
	}
	long seeds = (steps + STEPS - 1) / STEPS;

	for (long seed = first; seed < first + seeds; seed++) {
		generate((uint64_t)seed, ops, STEPS);
		int at = run(ops, STEPS, seed % 2 == 1);

		if (at < 0)
			continue;
		printf("not ok - seed %ld, operation %d: %s\n", seed, at, why);
		print_ops(ops, shrink(ops, at + 1, seed % 2 == 1));
		printf("#   %s\n", why);
		return 1;
	}
	printf("ok - %ld operations of %ld seeds: store and model agree\n", seeds * STEPS, seeds);
	return 0;
}
