#include <stdlib.h>
#include <string.h>

#include "mileage/ledger.h"
#include "unit.h"

#define DAY 1000 /* any day */

/* A customer in memory and what became of it; short names keep the cases readable. */
struct bench {
	struct cs_account a;
	struct cs_journal j;
	struct cs_rules rules;
};

static void
begin(struct bench *b)
{
	*b = (struct bench){ .a = { .id = 1, .last = CS_NO_DAY, .next_seq = 1, .next_lot = 1 }, .rules = { .restore_days = 30 } };
}

static void
end(struct bench *b)
{
	for (size_t i = 0; i < b->a.lot_count; i++) {
		int64_t sum = 0;

		for (int k = 0; k < CS_BUCKET_COUNT; k++) {
			CU_ASSERT_TRUE(b->a.lots[i].in[k] >= 0);
			sum += b->a.lots[i].in[k];
		}
		CU_ASSERT_EQUAL(sum, b->a.lots[i].issued);
	}
	cs_account_release(&b->a);
	cs_journal_release(&b->j);
}

static struct cs_outcome
run(struct bench *b, struct cs_op op)
{
	return cs_ledger_run(&b->a, &op, &b->rules, &b->j);
}

static struct cs_outcome
grant(struct bench *b, int64_t points, cs_day day, cs_day expires)
{
	return run(b, (struct cs_op){ .kind = CS_ACT_GRANT, .points = points, .eff = day, .active_on = day,
	    .expires_on = expires, .origin = CS_ORIGIN_EVENT });
}

static struct cs_outcome
earn(struct bench *b, int64_t points, cs_day day, cs_day expires)
{
	return run(b, (struct cs_op){ .kind = CS_ACT_EARN, .points = points, .eff = day, .active_on = day,
	    .expires_on = expires });
}

static struct cs_outcome
simple(struct bench *b, enum cs_act_kind kind, int64_t points, cs_day day)
{
	return run(b, (struct cs_op){ .kind = kind, .points = points, .eff = day });
}

/* A use whose moves the next restore can take back, as the store would fetch them. */
static void
use(struct bench *b, int64_t points, cs_day day)
{
	size_t from = b->j.post_count;
	struct cs_outcome out = simple(b, CS_ACT_USE, points, day);

	CU_ASSERT_EQUAL(out.refusal, CS_REFUSE_NOTHING);
	for (size_t i = from; i < b->j.post_count; i++) {
		const struct cs_post *p = &b->j.posts[i];

		if (p->dst != CS_USED)
			continue;
		b->a.traces = realloc(b->a.traces, (b->a.trace_count + 1) * sizeof(*b->a.traces));
		b->a.traces[b->a.trace_count++] = (struct cs_trace){ p->id, p->lot, p->amount, 0, day, CS_USED };
	}
}

static int64_t
in(struct bench *b, int64_t lot, enum cs_bucket bucket)
{
	return cs_account_lot(&b->a, lot)->in[bucket];
}

static void
test_last_day(void)
{
	struct bench b;

	begin(&b);
	grant(&b, 100, DAY, DAY + 10);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 10), 100);
	/* No sweep has run: the lot is dead all the same. */
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 11), 0);
	CU_ASSERT_EQUAL(in(&b, 1, CS_AVAILABLE), 100);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_USE, 1, DAY + 11).refusal, CS_REFUSE_INSUFFICIENT);
	CU_ASSERT_EQUAL(in(&b, 1, CS_EXPIRED), 100);
	end(&b);
	begin(&b);
	grant(&b, 100, DAY, DAY + 10);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_USE, 100, DAY + 10).refusal, CS_REFUSE_NOTHING);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 10), 0);
	end(&b);
}

/* What lapses first goes first, though it came later. */
static void
test_order_of_use(void)
{
	struct bench b;

	begin(&b);
	grant(&b, 100, DAY, DAY + 300);
	grant(&b, 100, DAY, DAY + 30);
	simple(&b, CS_ACT_USE, 150, DAY);
	CU_ASSERT_EQUAL(in(&b, 2, CS_USED), 100);
	CU_ASSERT_EQUAL(in(&b, 1, CS_USED), 50);
	b.rules.order = CS_SPEND_AGE;
	grant(&b, 100, DAY, DAY + 1);
	simple(&b, CS_ACT_USE, 50, DAY);
	CU_ASSERT_EQUAL(in(&b, 1, CS_USED), 100);
	end(&b);
}

static void
test_zero_and_limits(void)
{
	struct bench b;

	begin(&b);
	CU_ASSERT_EQUAL(earn(&b, 0, DAY, DAY + 1).refusal, CS_REFUSE_NOTHING);
	CU_ASSERT_EQUAL(b.a.lot_count, 0);
	CU_ASSERT_EQUAL(b.j.act_count, 1);
	CU_ASSERT_EQUAL(grant(&b, 0, DAY, DAY + 1).refusal, CS_REFUSE_AMOUNT);
	CU_ASSERT_EQUAL(grant(&b, -5, DAY, DAY + 1).refusal, CS_REFUSE_AMOUNT);
	CU_ASSERT_EQUAL(grant(&b, CS_POINTS_MAX + 1, DAY, DAY + 1).refusal, CS_REFUSE_AMOUNT);
	CU_ASSERT_EQUAL(grant(&b, 5, DAY, DAY - 1).refusal, CS_REFUSE_DATES);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_USE, 0, DAY).refusal, CS_REFUSE_AMOUNT);
	CU_ASSERT_EQUAL(b.j.act_count, 1);
	end(&b);
}

/* use(a + b), restore(b) = use(a), for every a and b. */
static void
test_inverse(void)
{
	for (int64_t first = 0; first <= 250; first += 10) {
		for (int64_t second = 10; first + second <= 300; second += 10) {
			struct bench x, y;

			begin(&x);
			begin(&y);
			for (int i = 0; i < 3; i++) {
				grant(&x, 100, DAY, DAY + 90 - 20 * i);
				grant(&y, 100, DAY, DAY + 90 - 20 * i);
			}
			use(&x, first + second, DAY);
			CU_ASSERT_EQUAL(simple(&x, CS_ACT_RESTORE, second, DAY).refusal, CS_REFUSE_NOTHING);
			if (first > 0)
				use(&y, first, DAY);
			CU_ASSERT_EQUAL(x.a.lot_count, y.a.lot_count);
			for (int64_t lot = 1; lot <= 3; lot++)
				CU_ASSERT_EQUAL(memcmp(cs_account_lot(&x.a, lot)->in, cs_account_lot(&y.a, lot)->in, sizeof(x.a.lots->in)), 0);
			end(&x);
			end(&y);
		}
	}
}

/* Setono gave restored points no end; Stripe no life: here at least 30 days, or what the rule says. */
static void
test_restore_after_lapse(void)
{
	static const struct {
		enum cs_restore_rule rule;
		cs_day expires; /* of the child, or 0: the points lapse */
	} cases[] = { { CS_RESTORE_MINIMUM, DAY + 50 }, { CS_RESTORE_FRESH, DAY + 50 }, { CS_RESTORE_ORIGINAL, 0 },
		{ CS_RESTORE_NONE, 0 } };

	for (size_t i = 0; i < CS_COUNT(cases); i++) {
		struct bench b;

		begin(&b);
		b.rules.restore = cases[i].rule;
		grant(&b, 100, DAY, DAY + 10);
		use(&b, 80, DAY);
		CU_ASSERT_EQUAL(simple(&b, CS_ACT_RESTORE, 50, DAY + 20).refusal, CS_REFUSE_NOTHING);
		CU_ASSERT_EQUAL(in(&b, 1, CS_USED), 30);
		CU_ASSERT_EQUAL(b.a.lot_count, cases[i].expires ? 2u : 1u);
		CU_ASSERT_EQUAL(in(&b, 1, CS_EXPIRED), cases[i].expires ? 20 : 70);
		if (cases[i].expires)
			CU_ASSERT_EQUAL(cs_account_lot(&b.a, 2)->expires_on, cases[i].expires);
		CU_ASSERT_EQUAL(simple(&b, CS_ACT_RESTORE, 31, DAY + 20).refusal, CS_REFUSE_OVER_RESTORE);
		end(&b);
	}
}

/* Still good, but the days were spent on the order: at least 30 again; on the same day, as it was. */
static void
test_minimum_life(void)
{
	struct bench b;

	begin(&b);
	grant(&b, 100, DAY, DAY + 10);
	use(&b, 100, DAY);
	simple(&b, CS_ACT_RESTORE, 40, DAY);
	CU_ASSERT_EQUAL(in(&b, 1, CS_AVAILABLE), 40);
	simple(&b, CS_ACT_RESTORE, 60, DAY + 5);
	CU_ASSERT_EQUAL(in(&b, 1, CS_AVAILABLE), 40);
	CU_ASSERT_EQUAL(cs_account_lot(&b.a, 2)->expires_on, DAY + 35);
	CU_ASSERT_EQUAL(cs_account_lot(&b.a, 2)->parent, 1);
	end(&b);
}

static void
test_clawback(void)
{
	struct bench b;
	struct cs_outcome out;

	begin(&b);
	earn(&b, 100, DAY, DAY + 10);
	simple(&b, CS_ACT_USE, 30, DAY);
	out = simple(&b, CS_ACT_CLAWBACK, 100, DAY);
	CU_ASSERT_EQUAL(out.debt, 30);
	CU_ASSERT_EQUAL(in(&b, 1, CS_REVOKED), 70);
	/* Larger than the next grant; the one after pays the rest. */
	grant(&b, 20, DAY, DAY + 9);
	CU_ASSERT_EQUAL(in(&b, 2, CS_DEBT_PAID), 20);
	CU_ASSERT_EQUAL(cs_account_debt(&b.a), 10);
	grant(&b, 20, DAY + 1, DAY + 9);
	CU_ASSERT_EQUAL(in(&b, 3, CS_DEBT_PAID), 10);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 1), 10);
	end(&b);

	/* Lapsed already: nobody owes anything. */
	begin(&b);
	earn(&b, 100, DAY, DAY + 10);
	out = simple(&b, CS_ACT_CLAWBACK, 100, DAY + 20);
	CU_ASSERT_EQUAL(out.debt, 0);
	CU_ASSERT_EQUAL(in(&b, 1, CS_REVOKED), 100);
	end(&b);

	begin(&b);
	b.rules.shortfall = CS_SHORT_CLAMP;
	earn(&b, 100, DAY, DAY + 10);
	simple(&b, CS_ACT_USE, 30, DAY);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_CLAWBACK, 100, DAY).dropped, 30);
	CU_ASSERT_EQUAL(cs_account_debt(&b.a), 0);
	end(&b);

	begin(&b);
	b.rules.shortfall = CS_SHORT_OTHER;
	earn(&b, 100, DAY, DAY + 10);
	grant(&b, 20, DAY, DAY + 100);
	simple(&b, CS_ACT_USE, 30, DAY);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_CLAWBACK, 100, DAY).debt, 10);
	CU_ASSERT_EQUAL(in(&b, 2, CS_REVOKED), 20);
	end(&b);
}

/* An older lot does not pay, but nothing of it can be spent below the debt. */
static void
test_debt_blocks(void)
{
	struct bench b;

	begin(&b);
	grant(&b, 50, DAY, DAY + 100);
	earn(&b, 100, DAY, DAY + 10);
	simple(&b, CS_ACT_USE, 100, DAY);
	simple(&b, CS_ACT_CLAWBACK, 100, DAY);
	CU_ASSERT_EQUAL(cs_account_debt(&b.a), 100);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY), 0);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_USE, 1, DAY).refusal, CS_REFUSE_INSUFFICIENT);
	b.rules.debt_spares_comp = true;
	run(&b, (struct cs_op){ .kind = CS_ACT_GRANT, .points = 500, .eff = DAY, .active_on = DAY, .expires_on = DAY + 9,
	    .tax = CS_TAX_COMP });
	CU_ASSERT_EQUAL(in(&b, 3, CS_DEBT_PAID), 0);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_WAIVE, 101, DAY).refusal, CS_REFUSE_NO_DEBT);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_WAIVE, 0, DAY).points, 100);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY), 550);
	end(&b);
}

static void
test_holds(void)
{
	struct bench b;
	struct cs_outcome out;

	begin(&b);
	grant(&b, 100, DAY, DAY + 2);
	out = run(&b, (struct cs_op){ .kind = CS_ACT_HOLD, .points = 60, .eff = DAY, .until = DAY + 5 });
	int64_t hold = b.j.acts[out.act].seq;

	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY), 40);
	CU_ASSERT_EQUAL(run(&b, (struct cs_op){ .kind = CS_ACT_CAPTURE, .points = 61, .eff = DAY, .ref = hold }).refusal,
	    CS_REFUSE_OVER_CAPTURE);
	/* The lot lapsed meanwhile: what is captured was held in time, the rest gets its 30 days. */
	out = run(&b, (struct cs_op){ .kind = CS_ACT_CAPTURE, .points = 50, .eff = DAY + 4, .ref = hold });
	CU_ASSERT_EQUAL(out.refusal, CS_REFUSE_NOTHING);
	CU_ASSERT_EQUAL(in(&b, 1, CS_USED), 50);
	CU_ASSERT_EQUAL(in(&b, 1, CS_EXPIRED), 40);
	CU_ASSERT_EQUAL(in(&b, 2, CS_AVAILABLE), 10);
	CU_ASSERT_EQUAL(cs_account_lot(&b.a, 2)->expires_on, DAY + 34);
	CU_ASSERT_EQUAL(run(&b, (struct cs_op){ .kind = CS_ACT_CAPTURE, .points = 1, .eff = DAY + 4, .ref = hold }).refusal,
	    CS_REFUSE_HOLD_CLOSED);
	CU_ASSERT_EQUAL(run(&b, (struct cs_op){ .kind = CS_ACT_VOID, .eff = DAY + 4, .ref = 999 }).refusal, CS_REFUSE_NO_HOLD);
	end(&b);

	/* Nobody came back: the hold runs out the day after its last one, read or not. */
	begin(&b);
	grant(&b, 100, DAY, DAY + 100);
	run(&b, (struct cs_op){ .kind = CS_ACT_HOLD, .points = 60, .eff = DAY, .until = DAY + 5 });
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_USE, 100, DAY + 5).refusal, CS_REFUSE_INSUFFICIENT);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_USE, 100, DAY + 6).refusal, CS_REFUSE_NOTHING);
	end(&b);
}

/* Once a day, once at the end, or twice: the lots are the same, and every event has its own day. */
static void
test_sweeps(void)
{
	struct bench x, y;

	begin(&x);
	begin(&y);
	for (int i = 0; i < 5; i++) {
		grant(&x, 100 + i, DAY + i, DAY + 10 + 7 * i);
		grant(&y, 100 + i, DAY + i, DAY + 10 + 7 * i);
	}
	for (cs_day day = DAY + 4; day <= DAY + 60; day++) {
		cs_ledger_settle(&x.a, &x.rules, day, &x.j);
		cs_ledger_settle(&x.a, &x.rules, day - 3, &x.j);
	}
	cs_ledger_settle(&y.a, &y.rules, DAY + 60, &y.j);
	CU_ASSERT_EQUAL_FATAL(x.j.act_count, y.j.act_count);
	for (size_t i = 0; i < x.j.act_count; i++)
		CU_ASSERT_EQUAL(x.j.acts[i].eff, y.j.acts[i].eff);
	for (int64_t lot = 1; lot <= 5; lot++)
		CU_ASSERT_EQUAL(in(&x, lot, CS_EXPIRED), in(&y, lot, CS_EXPIRED));
	end(&x);
	end(&y);
}

static void
test_reinstate(void)
{
	struct bench b;
	struct cs_op op = { .kind = CS_ACT_REINSTATE, .eff = DAY + 20, .ref = 1, .expires_on = DAY + 50 };

	begin(&b);
	grant(&b, 100, DAY, DAY + 10);
	CU_ASSERT_EQUAL(run(&b, (struct cs_op){ .kind = CS_ACT_REINSTATE, .eff = DAY, .ref = 1, .expires_on = DAY + 9 }).refusal,
	    CS_REFUSE_NOT_LAPSED);
	CU_ASSERT_EQUAL(run(&b, op).points, 100);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 20), 100);
	CU_ASSERT_EQUAL(run(&b, op).refusal, CS_REFUSE_TWICE);
	end(&b);
}

/* All points lapse when nothing was done for so long; what is done last sets the day. */
static void
test_silence(void)
{
	struct bench b;

	begin(&b);
	b.rules.idle.days = 100;
	grant(&b, 100, DAY, DAY + 1000);
	grant(&b, 50, DAY + 10, DAY + 20);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 110), 100);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 111), 0);
	simple(&b, CS_ACT_USE, 1, DAY + 110);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 210), 99);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_USE, 1, DAY + 211).refusal, CS_REFUSE_INSUFFICIENT);
	CU_ASSERT_EQUAL(in(&b, 1, CS_EXPIRED), 99);
	/* A rule that comes later ends nothing that was given without it. */
	grant(&b, 10, DAY + 300, DAY + 1000);
	b.rules.idle.days = 0;
	grant(&b, 10, DAY + 310, DAY + 1000);
	b.rules.idle.days = 1;
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 900), 20);
	end(&b);
}

static void
test_leaving(void)
{
	struct bench b;

	begin(&b);
	earn(&b, 100, DAY, DAY + 90);
	use(&b, 60, DAY);
	run(&b, (struct cs_op){ .kind = CS_ACT_HOLD, .points = 10, .eff = DAY, .until = DAY + 5 });
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_WITHDRAW, 0, DAY + 1).refusal, CS_REFUSE_NOTHING);
	CU_ASSERT_EQUAL(in(&b, 1, CS_FORFEITED), 40);
	CU_ASSERT_EQUAL(grant(&b, 5, DAY + 1, DAY + 9).refusal, CS_REFUSE_WITHDRAWN);
	/* A refund after the member left: the order is made whole, the points are gone. */
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_RESTORE, 60, DAY + 2).refusal, CS_REFUSE_NOTHING);
	CU_ASSERT_EQUAL(in(&b, 1, CS_FORFEITED), 100);
	CU_ASSERT_EQUAL(simple(&b, CS_ACT_REJOIN, 0, DAY + 3).refusal, CS_REFUSE_NOTHING);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY + 3), 0);
	end(&b);
}

static void
test_merge(void)
{
	struct bench b;
	struct cs_account other = { .id = 2, .last = CS_NO_DAY, .next_seq = 1, .next_lot = 1 };

	begin(&b);
	earn(&b, 100, DAY, DAY + 90);
	simple(&b, CS_ACT_USE, 80, DAY);
	simple(&b, CS_ACT_CLAWBACK, 100, DAY);
	other.next_seq = b.a.next_seq;
	other.next_lot = b.a.next_lot;
	cs_ledger_run(&other, &(struct cs_op){ .kind = CS_ACT_GRANT, .points = 100, .eff = DAY, .active_on = DAY,
	    .expires_on = DAY + 9 }, &b.rules, &b.j);
	/* The debt of one side is paid by the other's later grant. */
	CU_ASSERT_EQUAL(cs_ledger_merge(&b.a, &other, DAY, &b.rules, &b.j).refusal, CS_REFUSE_NOTHING);
	CU_ASSERT_EQUAL(cs_account_debt(&b.a), 0);
	CU_ASSERT_EQUAL(cs_account_spendable(&b.a, DAY), 20);
	CU_ASSERT_EQUAL(cs_ledger_merge(&b.a, &b.a, DAY, &b.rules, &b.j).refusal, CS_REFUSE_SAME);
	end(&b);
	cs_account_release(&other);
}

const CU_TestInfo ledger_tests[] = {
	{ "good through the last day, swept or not", test_last_day },
	{ "order of use", test_order_of_use },
	{ "nothing, too much, dead on arrival", test_zero_and_limits },
	{ "use(a + b), restore(b) = use(a)", test_inverse },
	{ "restore into a lot that lapsed", test_restore_after_lapse },
	{ "restore into a lot with few days left", test_minimum_life },
	{ "claw-back: spent, lapsed, clamped, from others", test_clawback },
	{ "a debt blocks, spares an apology, is waived", test_debt_blocks },
	{ "holds", test_holds },
	{ "how often a sweep runs does not matter", test_sweeps },
	{ "reinstate once", test_reinstate },
	{ "silence", test_silence },
	{ "leaving and joining again", test_leaving },
	{ "merging with a debt on one side", test_merge },
	CU_TEST_INFO_NULL,
};
