#include "mileage/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const char cs_bucket_letters[] = "IPAHUXRFDM";

const char *const cs_origin_words[] = {
	"purchase", "event", "return_fee", "apology", "manual", "opening", "reissue", NULL
};

const char *const cs_tax_words[] = { "own", "event", "comp", "deposit", NULL };

const char *const cs_act_words[] = {
	"earn", "grant", "activate", "hold", "capture", "void", "use", "restore", "clawback", "expire",
	"reinstate", "adjust", "merge", "withdraw", "rejoin", "debt_pay", "waive", "revert", "return", "assign",
	"coupon", "grade", "notice", "seal", NULL
};

const char *const cs_refusal_texts[CS_REFUSE_COUNT] = {
	[CS_REFUSE_NOTHING] = "",
	[CS_REFUSE_AMOUNT] = N_("points must be a whole number from 1 to 1000000000000"),
	[CS_REFUSE_INSUFFICIENT] = N_("there are not so many points"),
	[CS_REFUSE_WITHDRAWN] = N_("the member has left"),
	[CS_REFUSE_DATES] = N_("the points would lapse before they can be used"),
	[CS_REFUSE_OVER_RESTORE] = N_("more than the order used"),
	[CS_REFUSE_NO_HOLD] = N_("no such hold"),
	[CS_REFUSE_HOLD_CLOSED] = N_("the hold is closed already"),
	[CS_REFUSE_OVER_CAPTURE] = N_("more than was held"),
	[CS_REFUSE_NOT_LAPSED] = N_("nothing of the lot has lapsed"),
	[CS_REFUSE_TWICE] = N_("this was done once already"),
	[CS_REFUSE_NO_DEBT] = N_("there is no such debt"),
	[CS_REFUSE_NOTHING_PENDING] = N_("nothing waits to become available"),
	[CS_REFUSE_MINIMUM] = N_("below the least amount of the policy"),
	[CS_REFUSE_MULTIPLE] = N_("not a multiple that the policy allows"),
	[CS_REFUSE_MAXIMUM] = N_("above the greatest amount of the policy"),
	[CS_REFUSE_SHARE] = N_("above the share of an order that the policy allows"),
	[CS_REFUSE_CAP] = N_("above the cap for a customer and month"),
	[CS_REFUSE_BUDGET] = N_("above the budget of the month"),
	[CS_REFUSE_SEALED] = N_("the month is sealed"),
	[CS_REFUSE_UNKNOWN] = N_("no such customer in the ledger; give points first: cs-mileage earn, or "
	    "cs-mileage grant CUSTOMER --points N --key KEY"),
	[CS_REFUSE_NO_ORDER] = N_("nothing is known of the order"),
	[CS_REFUSE_OVER_CLAW] = N_("more than the order earned"),
	[CS_REFUSE_REASON] = N_("a reason is needed"),
	[CS_REFUSE_SAME] = N_("both names are one member"),
	[CS_REFUSE_KEY] = N_("keys that begin with auto/ belong to the ledger"),
	[CS_REFUSE_COUPON] = N_("the coupon cannot be used so"),
	[CS_REFUSE_OVER_RETURN] = N_("more than the order has left"),
	[CS_REFUSE_NOBODY] = N_("the policy limits what one person may give: say who gives it: --actor NAME"),
	[CS_REFUSE_STAFF] = N_("more than one person may give alone; somebody else may approve it: --approved-by NAME"),
	[CS_REFUSE_OTHERS] = N_("the order is another customer's"),
	[CS_REFUSE_STRANGER] = N_("not among the store's customers; is the name right? a new member goes into the store first: "
	    "cs-import customers, or --no-limits"),
	[CS_REFUSE_NO_AMOUNT] = N_("the order is not in the store; is its number right? a new one needs its amount: "
	    "--amount WON, or --no-limits"),
	[CS_REFUSE_FAULT] = N_("the shop owes this freight in money, not in points"),
};

void
cs_account_clear(struct cs_account *account)
{
	for (size_t i = 0; i < account->hold_count; i++)
		free(account->holds[i].parts);
	account->lot_count = account->trace_count = account->debt_count = account->hold_count = 0;
	account->withdrawn = account->taken_over = false;
	account->last = CS_NO_DAY;
	account->idle_on = 0;
}

void
cs_account_release(struct cs_account *account)
{
	cs_account_clear(account);
	free(account->lots);
	free(account->traces);
	free(account->debts);
	free(account->holds);
	*account = (struct cs_account){ 0 };
}

void
cs_journal_clear(struct cs_journal *journal)
{
	journal->act_count = journal->post_count = 0;
}

void
cs_journal_release(struct cs_journal *journal)
{
	free(journal->acts);
	free(journal->posts);
	*journal = (struct cs_journal){ 0 };
}

struct cs_lot *
cs_account_lot(struct cs_account *account, int64_t id)
{
	for (size_t i = 0; i < account->lot_count; i++) {
		if (account->lots[i].id == id)
			return &account->lots[i];
	}
	return NULL;
}

cs_day
cs_life_end(struct cs_life span, cs_day from)
{
	if (span.months == 0 && span.days == 0)
		return CS_FOREVER;
	cs_day end = span.months ? cs_day_add_months(from, span.months) : from + span.days;

	return end < CS_FOREVER ? end : CS_FOREVER;
}

cs_day
cs_life_start(struct cs_life span, cs_day day)
{
	if (span.months == 0 && span.days == 0)
		return -CS_FOREVER;
	return span.months ? cs_day_add_months(day, -span.months) + 1 : day - span.days + 1;
}

bool
cs_act_wakes(enum cs_act_kind kind)
{
	static const bool wakes[CS_ACT_COUNT] = { [CS_ACT_EARN] = true, [CS_ACT_GRANT] = true, [CS_ACT_ACTIVATE] = true,
		[CS_ACT_HOLD] = true, [CS_ACT_CAPTURE] = true, [CS_ACT_USE] = true, [CS_ACT_RESTORE] = true,
		[CS_ACT_REINSTATE] = true, [CS_ACT_ADJUST] = true, [CS_ACT_REVERT] = true, [CS_ACT_REJOIN] = true };

	return wakes[kind];
}

/* The last day of a lot: its own, or the customer's silence. */
static cs_day
last_day(const struct cs_account *account, const struct cs_lot *lot)
{
	return account->idle_on && account->idle_on < lot->expires_on ? account->idle_on : lot->expires_on;
}

/* The one place where a lot's life is compared with a day. */
static bool
is_live(const struct cs_account *account, const struct cs_lot *lot, cs_day day)
{
	return lot->active_on <= day && day <= last_day(account, lot);
}

static int64_t
open_part(const struct cs_debt *debt)
{
	return debt->amount - debt->paid - debt->waived;
}

int64_t
cs_account_debt(const struct cs_account *account)
{
	int64_t sum = 0;

	for (size_t i = 0; i < account->debt_count; i++)
		sum += open_part(&account->debts[i]);
	return sum;
}

int64_t
cs_account_spendable(const struct cs_account *account, cs_day day)
{
	int64_t sum = 0;

	for (size_t i = 0; i < account->lot_count; i++) {
		if (is_live(account, &account->lots[i], day))
			sum += account->lots[i].in[CS_AVAILABLE];
	}
	sum -= cs_account_debt(account);
	return sum > 0 ? sum : 0;
}

struct cs_balance
cs_account_balance(const struct cs_account *account, cs_day day, int within)
{
	struct cs_balance b = { .available = cs_account_spendable(account, day), .debt = cs_account_debt(account),
		.next = CS_NO_DAY };

	for (size_t i = 0; i < account->lot_count; i++) {
		const struct cs_lot *lot = &account->lots[i];
		int64_t points = lot->in[CS_AVAILABLE];
		cs_day last = last_day(account, lot);

		b.held += lot->in[CS_HELD];
		b.pending += lot->in[CS_PENDING] + (lot->active_on > day ? points : 0);
		if (points == 0 || !is_live(account, lot, day) || last == CS_FOREVER)
			continue;
		b.expiring += last <= day + within ? points : 0;
		b.next = b.next == CS_NO_DAY || last < b.next ? last : b.next;
	}
	return b;
}

static struct cs_act *
begin_act(struct cs_account *account, struct cs_journal *journal, enum cs_act_kind kind, cs_day eff, int64_t ref)
{
	journal->acts = cs_grow(journal->acts, &journal->act_cap, journal->act_count + 1, sizeof(*journal->acts));
	struct cs_act *act = &journal->acts[journal->act_count++];

	*act = (struct cs_act){ .kind = kind, .account = account->id, .seq = account->next_seq++, .eff = eff, .ref = ref,
		.post_from = journal->post_count };
	if (account->last < eff)
		account->last = eff;
	return act;
}

/* Moves points of one lot under the latest act; that they are there is the caller's promise. */
static void
post(struct cs_journal *journal, struct cs_lot *lot, enum cs_bucket src, enum cs_bucket dst, int64_t amount,
    int64_t undoes)
{
	struct cs_act *act = &journal->acts[journal->act_count - 1];

	if (amount <= 0 || lot->in[src] < amount || act->post_count + 1 >= CS_MOVES_OF_EVENT)
		CS_BUG("a move of points that are not there");
	journal->posts = cs_grow(journal->posts, &journal->post_cap, journal->post_count + 1, sizeof(*journal->posts));
	journal->posts[journal->post_count++] = (struct cs_post){
		.id = act->seq * CS_MOVES_OF_EVENT + (int64_t)act->post_count++,
		.lot = lot->id, .src = src, .dst = dst, .amount = amount, .undoes = undoes,
	};
	lot->in[src] -= amount;
	lot->in[dst] += amount;
	lot->changed = true;
}

/* A lot of the latest act, all of it in `first`. */
static struct cs_lot *
add_lot(struct cs_account *account, struct cs_journal *journal, struct cs_lot lot, enum cs_bucket first)
{
	lot.id = account->next_lot++;
	lot.root = lot.root ? lot.root : lot.id;
	lot.seq = journal->acts[journal->act_count - 1].seq;
	lot.fresh = true;
	lot.reinstated = false;
	memset(lot.in, 0, sizeof(lot.in));
	lot.in[CS_ISSUED] = lot.issued;
	account->lots = cs_grow(account->lots, &account->lot_cap, account->lot_count + 1, sizeof(*account->lots));
	account->lots[account->lot_count++] = lot;
	struct cs_lot *added = &account->lots[account->lot_count - 1];

	post(journal, added, CS_ISSUED, first, lot.issued, 0);
	return added;
}

/* Moves points out of a lot into a child with the same origin and another life. */
static struct cs_lot *
add_child(struct cs_account *account, struct cs_journal *journal, int64_t parent, enum cs_bucket src, int64_t amount,
    cs_day active_on, cs_day expires_on, int64_t undoes)
{
	struct cs_lot *lot = cs_account_lot(account, parent);
	struct cs_lot child = *lot;

	post(journal, lot, src, CS_MOVED, amount, undoes);
	child.parent = parent;
	child.root = lot->root;
	child.active_on = active_on;
	child.expires_on = expires_on;
	child.issued = amount;
	return add_lot(account, journal, child, CS_AVAILABLE);
}

/* True when `a` is spent before `b`. */
static bool
goes_before(const struct cs_lot *a, const struct cs_lot *b, enum cs_spend_order order)
{
	if (order == CS_SPEND_PRIORITY && a->prio != b->prio)
		return a->prio < b->prio;
	if (order != CS_SPEND_AGE && a->expires_on != b->expires_on)
		return a->expires_on < b->expires_on;
	if (order == CS_SPEND_EXPIRY && a->prio != b->prio)
		return a->prio < b->prio;
	return a->id < b->id;
}

static struct cs_lot *
next_to_spend(struct cs_account *account, enum cs_spend_order order, cs_day day)
{
	struct cs_lot *best = NULL;

	for (size_t i = 0; i < account->lot_count; i++) {
		struct cs_lot *lot = &account->lots[i];

		if (lot->in[CS_AVAILABLE] > 0 && is_live(account, lot, day) && (!best || goes_before(lot, best, order)))
			best = lot;
	}
	return best;
}

/* Takes up to `points` from live lots in the order of spending; returns what it got. */
static int64_t
take(struct cs_account *account, struct cs_journal *journal, enum cs_spend_order order, cs_day day, int64_t points,
    enum cs_bucket dst)
{
	int64_t left = points;

	while (left > 0) {
		struct cs_lot *lot = next_to_spend(account, order, day);

		if (!lot)
			break;
		int64_t part = lot->in[CS_AVAILABLE] < left ? lot->in[CS_AVAILABLE] : left;

		post(journal, lot, CS_AVAILABLE, dst, part, 0);
		left -= part;
	}
	return points - left;
}

/*
 * Gives points back to the lot they came from.  A lot that has lapsed cannot
 * take them: they get a life of at least `restore_days` in a child, or the
 * rule lets them lapse.  A lot that is still good gets them back as they
 * were, unless days went by meanwhile and fewer than that are left: the
 * customer should not lose by the shop's keeping.
 */
static void
give_back(struct cs_account *account, struct cs_journal *journal, const struct cs_rules *rules, int64_t id,
    enum cs_bucket src, int64_t amount, int64_t undoes, bool days_went_by)
{
	struct cs_lot *lot = cs_account_lot(account, id);
	cs_day day = journal->acts[journal->act_count - 1].eff;
	cs_day least = day + rules->restore_days;
	bool lapsed = lot->expires_on < day;

	if (account->withdrawn) {
		post(journal, lot, src, CS_FORFEITED, amount, undoes);
	} else if (lapsed && (rules->restore == CS_RESTORE_ORIGINAL || rules->restore == CS_RESTORE_NONE)) {
		post(journal, lot, src, CS_EXPIRED, amount, undoes);
	} else if (lapsed || (rules->restore == CS_RESTORE_MINIMUM && days_went_by && lot->expires_on < least)) {
		add_child(account, journal, id, src, amount, day, least, undoes);
	} else {
		post(journal, lot, src, CS_AVAILABLE, amount, undoes);
	}
}

/* Closes a hold: what was not captured goes back. */
static void
release_hold(struct cs_account *account, struct cs_journal *journal, const struct cs_rules *rules, size_t which,
    enum cs_hold_state state)
{
	struct cs_hold *hold = &account->holds[which];

	for (size_t i = 0; i < hold->part_count; i++) {
		struct cs_trace *part = &hold->parts[i];
		int64_t rest = part->amount - part->undone;

		if (rest > 0)
			give_back(account, journal, rules, part->lot, CS_HELD, rest, part->move,
			    part->day < journal->acts[journal->act_count - 1].eff);
		part->undone = part->amount;
	}
	hold->state = state;
	hold->changed = true;
}

/* What falls due next, by day. */
struct due {
	cs_day day;
	enum { DUE_NOTHING, DUE_HOLD, DUE_DEBT, DUE_LOT } what;
	size_t which, payer;
};

static void
consider(struct due *best, struct due other)
{
	if (best->what == DUE_NOTHING || other.day < best->day)
		*best = other;
}

/* A lot pays the debts that are older than its first grant, once it can be used. */
static bool
pays(const struct cs_lot *lot, const struct cs_debt *debt, const struct cs_rules *rules)
{
	bool spared = rules->debt_spares_comp && lot->tax == CS_TAX_COMP;

	return lot->in[CS_AVAILABLE] > 0 && open_part(debt) > 0 && lot->root > debt->after_lot && !spared;
}

static void
find_payment(const struct cs_account *account, const struct cs_rules *rules, struct due *best)
{
	for (size_t d = 0; d < account->debt_count; d++) {
		for (size_t i = 0; i < account->lot_count; i++) {
			const struct cs_lot *lot = &account->lots[i];

			if (pays(lot, &account->debts[d], rules))
				consider(best, (struct due){ lot->active_on > account->debts[d].since ? lot->active_on
				    : account->debts[d].since, DUE_DEBT, d, i });
		}
	}
}

static struct due
next_due(const struct cs_account *account, const struct cs_rules *rules)
{
	struct due best = { 0 };

	for (size_t i = 0; i < account->hold_count; i++) {
		if (account->holds[i].state == CS_HOLD_OPEN)
			consider(&best, (struct due){ account->holds[i].until + 1, DUE_HOLD, i, 0 });
	}
	find_payment(account, rules, &best);
	for (size_t i = 0; i < account->lot_count; i++) {
		if (account->lots[i].in[CS_AVAILABLE] > 0)
			consider(&best, (struct due){ last_day(account, &account->lots[i]) + 1, DUE_LOT, i, 0 });
	}
	return best;
}

static void
pay_debt(struct cs_account *account, struct cs_journal *journal, const struct due *due, cs_day eff)
{
	struct cs_debt *debt = &account->debts[due->which];
	struct cs_lot *lot = &account->lots[due->payer];
	int64_t part = lot->in[CS_AVAILABLE] < open_part(debt) ? lot->in[CS_AVAILABLE] : open_part(debt);

	begin_act(account, journal, CS_ACT_DEBT_PAY, eff, debt->seq)->points = part;
	post(journal, lot, CS_AVAILABLE, CS_DEBT_PAID, part, 0);
	debt->paid += part;
	debt->changed = true;
}

static void
lapse(struct cs_account *account, struct cs_journal *journal, struct cs_lot *lot, cs_day eff)
{
	begin_act(account, journal, CS_ACT_EXPIRE, eff, lot->id)->points = lot->in[CS_AVAILABLE];
	post(journal, lot, CS_AVAILABLE, CS_EXPIRED, lot->in[CS_AVAILABLE], 0);
}

void
cs_ledger_settle(struct cs_account *account, const struct cs_rules *rules, cs_day day, struct cs_journal *journal)
{
	for (;;) {
		struct due due = next_due(account, rules);

		if (due.what == DUE_NOTHING || due.day > day)
			return;
		/* A merge may bring what was due before the last event of the other. */
		cs_day eff = due.day > account->last ? due.day : account->last;

		if (due.what == DUE_DEBT) {
			pay_debt(account, journal, &due, eff);
		} else if (due.what == DUE_LOT) {
			lapse(account, journal, &account->lots[due.which], eff);
		} else {
			begin_act(account, journal, CS_ACT_VOID, eff, account->holds[due.which].seq)->points =
			    account->holds[due.which].amount;
			release_hold(account, journal, rules, due.which, CS_HOLD_LAPSED);
		}
	}
}

static struct cs_outcome
refuse(enum cs_refusal refusal, int64_t possible)
{
	return (struct cs_outcome){ .refusal = refusal, .possible = possible };
}

/* The latest act did `points`. */
static struct cs_outcome
done(struct cs_journal *journal, int64_t points)
{
	journal->acts[journal->act_count - 1].points = points;
	return (struct cs_outcome){ .points = points };
}

static struct cs_outcome
run_credit(struct cs_account *account, const struct cs_op *op, struct cs_journal *journal, cs_day day)
{
	struct cs_lot lot = { .origin = op->origin, .tax = op->tax, .prio = op->prio ? op->prio : 50,
		.active_on = op->active_on, .expires_on = op->expires_on, .issued = op->points,
		.own = op->kind == CS_ACT_EARN };

	if (account->withdrawn)
		return refuse(CS_REFUSE_WITHDRAWN, 0);
	if (op->points < 0 || op->points > CS_POINTS_MAX || (op->points == 0 && op->kind != CS_ACT_EARN))
		return refuse(CS_REFUSE_AMOUNT, 0);
	if (op->expires_on < op->active_on)
		return refuse(CS_REFUSE_DATES, 0);
	begin_act(account, journal, op->kind, day, 0);
	/* An order that earns nothing leaves an event and no lot. */
	if (op->points > 0)
		add_lot(account, journal, lot, op->pending ? CS_PENDING : CS_AVAILABLE);
	return done(journal, op->points);
}

static int64_t
pending_of_order(const struct cs_account *account)
{
	int64_t sum = 0;

	for (size_t i = 0; i < account->lot_count; i++)
		sum += account->lots[i].own ? account->lots[i].in[CS_PENDING] : 0;
	return sum;
}

static struct cs_outcome
run_activate(struct cs_account *account, const struct cs_op *op, struct cs_journal *journal, cs_day day)
{
	int64_t sum = pending_of_order(account);
	size_t before = account->lot_count;

	if (account->withdrawn)
		return refuse(CS_REFUSE_WITHDRAWN, 0);
	if (sum == 0)
		return refuse(CS_REFUSE_NOTHING_PENDING, 0);
	if (op->expires_on < op->active_on)
		return refuse(CS_REFUSE_DATES, 0);
	begin_act(account, journal, op->kind, day, 0);
	for (size_t i = 0; i < before; i++) {
		struct cs_lot *lot = &account->lots[i];

		if (lot->own && lot->in[CS_PENDING] > 0)
			add_child(account, journal, lot->id, CS_PENDING, lot->in[CS_PENDING], op->active_on, op->expires_on, 0);
	}
	return done(journal, sum);
}

static struct cs_outcome
run_use(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules, struct cs_journal *journal,
    cs_day day)
{
	int64_t spendable = cs_account_spendable(account, day);
	int64_t points = op->clamp && spendable < op->points ? spendable : op->points;

	if (account->withdrawn)
		return refuse(CS_REFUSE_WITHDRAWN, 0);
	if (op->points <= 0 || op->points > CS_POINTS_MAX)
		return refuse(CS_REFUSE_AMOUNT, spendable);
	if (points > spendable || points == 0)
		return refuse(CS_REFUSE_INSUFFICIENT, spendable);
	begin_act(account, journal, op->kind, day, 0);
	take(account, journal, rules->order, day, points, CS_USED);
	return done(journal, points);
}

static struct cs_outcome
run_hold(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules, struct cs_journal *journal,
    cs_day day)
{
	int64_t spendable = cs_account_spendable(account, day);
	struct cs_hold hold = { .amount = op->points, .until = op->until, .changed = true, .fresh = true };

	if (account->withdrawn)
		return refuse(CS_REFUSE_WITHDRAWN, 0);
	if (op->points <= 0 || op->points > CS_POINTS_MAX)
		return refuse(CS_REFUSE_AMOUNT, spendable);
	if (op->until < day)
		return refuse(CS_REFUSE_DATES, spendable);
	if (op->points > spendable)
		return refuse(CS_REFUSE_INSUFFICIENT, spendable);
	struct cs_act *act = begin_act(account, journal, op->kind, day, 0);

	hold.seq = act->seq;
	take(account, journal, rules->order, day, op->points, CS_HELD);
	for (size_t i = act->post_from; i < journal->post_count; i++) {
		const struct cs_post *p = &journal->posts[i];

		hold.parts = cs_grow(hold.parts, &hold.part_cap, hold.part_count + 1, sizeof(*hold.parts));
		hold.parts[hold.part_count++] = (struct cs_trace){ p->id, p->lot, p->amount, 0, day, CS_HELD };
	}
	account->holds = cs_grow(account->holds, &account->hold_cap, account->hold_count + 1, sizeof(*account->holds));
	account->holds[account->hold_count++] = hold;
	return done(journal, op->points);
}

static size_t
find_hold(const struct cs_account *account, int64_t seq)
{
	size_t i = 0;

	while (i < account->hold_count && account->holds[i].seq != seq)
		i++;
	return i;
}

/* The lots were good when they were held; that they lapsed meanwhile is no matter. */
static void
capture_parts(struct cs_account *account, struct cs_journal *journal, struct cs_hold *hold, int64_t points)
{
	int64_t left = points;

	for (size_t i = 0; i < hold->part_count && left > 0; i++) {
		struct cs_trace *part = &hold->parts[i];
		int64_t amount = part->amount < left ? part->amount : left;

		post(journal, cs_account_lot(account, part->lot), CS_HELD, CS_USED, amount, part->move);
		part->undone = amount;
		left -= amount;
	}
	hold->captured = points;
}

static struct cs_outcome
run_capture(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules,
    struct cs_journal *journal, cs_day day)
{
	size_t which = find_hold(account, op->ref);

	if (which == account->hold_count)
		return refuse(CS_REFUSE_NO_HOLD, 0);
	struct cs_hold *hold = &account->holds[which];
	int64_t points = op->kind == CS_ACT_VOID ? 0 : op->points ? op->points : hold->amount;

	if (hold->state != CS_HOLD_OPEN)
		return refuse(CS_REFUSE_HOLD_CLOSED, 0);
	if (points < 0)
		return refuse(CS_REFUSE_AMOUNT, hold->amount);
	if (points > hold->amount)
		return refuse(CS_REFUSE_OVER_CAPTURE, hold->amount);
	begin_act(account, journal, op->kind, day, hold->seq);
	capture_parts(account, journal, hold, points);
	release_hold(account, journal, rules, which, op->kind == CS_ACT_VOID ? CS_HOLD_VOID : CS_HOLD_CAPTURED);
	return done(journal, op->kind == CS_ACT_VOID ? hold->amount : points);
}

static int64_t
restorable(const struct cs_account *account)
{
	int64_t sum = 0;

	for (size_t i = 0; i < account->trace_count; i++)
		sum += account->traces[i].amount - account->traces[i].undone;
	return sum;
}

/*
 * What comes back to a customer who owes pays that first, whatever lot it lies
 * in: it is the newest credit there is.
 */
static void
pay_with_restored(struct cs_account *account, struct cs_journal *journal, const struct cs_rules *rules, size_t from,
    cs_day day)
{
	size_t to = journal->post_count;

	for (size_t i = from; i < to; i++) {
		struct cs_post back = journal->posts[i];

		for (size_t d = 0; back.dst == CS_AVAILABLE && d < account->debt_count; d++) {
			struct cs_lot *lot = cs_account_lot(account, back.lot);
			struct cs_debt *debt = &account->debts[d];
			int64_t part = open_part(debt) < back.amount ? open_part(debt) : back.amount;

			part = part < lot->in[CS_AVAILABLE] ? part : lot->in[CS_AVAILABLE];
			if (part <= 0 || (rules->debt_spares_comp && lot->tax == CS_TAX_COMP))
				continue;
			begin_act(account, journal, CS_ACT_DEBT_PAY, day, debt->seq)->points = part;
			post(journal, lot, CS_AVAILABLE, CS_DEBT_PAID, part, 0);
			debt->paid += part;
			debt->changed = true;
			back.amount -= part;
		}
	}
}

/*
 * Last used, first restored: then use(a + b) and restore(b) leave the very
 * lots that use(a) leaves.
 */
static struct cs_outcome
run_restore(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules,
    struct cs_journal *journal, cs_day day)
{
	int64_t left = op->points, most = restorable(account);

	if (op->points <= 0)
		return refuse(CS_REFUSE_AMOUNT, most);
	if (op->points > most)
		return refuse(CS_REFUSE_OVER_RESTORE, most);
	begin_act(account, journal, op->kind, day, 0)->points = op->points;
	size_t from = journal->post_count;

	for (size_t i = account->trace_count; i-- > 0 && left > 0;) {
		struct cs_trace *trace = &account->traces[i];
		int64_t part = trace->amount - trace->undone;

		part = part < left ? part : left;
		if (part <= 0)
			continue;
		give_back(account, journal, rules, trace->lot, trace->from, part, trace->move, trace->day < day);
		trace->undone += part;
		left -= part;
	}
	pay_with_restored(account, journal, rules, from, day);
	return (struct cs_outcome){ .points = op->points };
}

/* Takes back from the order's own lots what lies in one bucket. */
static int64_t
revoke_own(struct cs_account *account, struct cs_journal *journal, enum cs_bucket src, int64_t left)
{
	for (size_t i = 0; i < account->lot_count && left > 0; i++) {
		struct cs_lot *lot = &account->lots[i];
		int64_t part = lot->own ? lot->in[src] : 0;

		part = part < left ? part : left;
		if (part > 0)
			post(journal, lot, src, CS_REVOKED, part, 0);
		left -= part;
	}
	return left;
}

/* Points that the same return has just given back to the customer: newest first. */
static int64_t
revoke_restored(struct cs_account *account, struct cs_journal *journal, int64_t seq, int64_t left)
{
	for (size_t i = journal->post_count; i-- > 0 && left > 0;) {
		struct cs_post p = journal->posts[i];
		bool back = p.id / CS_MOVES_OF_EVENT == seq && p.dst == CS_AVAILABLE;
		struct cs_lot *lot = back ? cs_account_lot(account, p.lot) : NULL;
		int64_t part = back ? p.amount : 0;

		if (lot && part > lot->in[CS_AVAILABLE])
			part = lot->in[CS_AVAILABLE];
		part = part < left ? part : left;
		if (part > 0)
			post(journal, lot, CS_AVAILABLE, CS_REVOKED, part, 0);
		left -= part;
	}
	return left;
}

static void
add_debt(struct cs_account *account, struct cs_journal *journal, int64_t amount)
{
	const struct cs_act *act = &journal->acts[journal->act_count - 1];

	account->debts = cs_grow(account->debts, &account->debt_cap, account->debt_count + 1, sizeof(*account->debts));
	account->debts[account->debt_count++] = (struct cs_debt){ .seq = act->seq, .after_lot = account->next_lot - 1,
		.amount = amount, .since = act->eff, .changed = true, .fresh = true };
}

/*
 * First what the order itself gave: waiting, available, and then lapsed
 * points, for which nobody owes anything.  Only what was spent is short.
 */
static struct cs_outcome
run_clawback(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules,
    struct cs_journal *journal, cs_day day)
{
	struct cs_outcome out = { .points = op->points };
	int64_t left = op->points;

	if (op->points <= 0 || op->points > CS_POINTS_MAX)
		return refuse(CS_REFUSE_AMOUNT, 0);
	begin_act(account, journal, op->kind, day, op->offset_seq)->points = op->points;
	left = revoke_own(account, journal, CS_PENDING, left);
	left = revoke_own(account, journal, CS_AVAILABLE, left);
	left = revoke_own(account, journal, CS_EXPIRED, left);
	left = revoke_own(account, journal, CS_FORFEITED, left);
	if (op->offset_seq)
		left = revoke_restored(account, journal, op->offset_seq, left);
	if (rules->shortfall == CS_SHORT_OTHER)
		left -= take(account, journal, rules->order, day, left, CS_REVOKED);
	if (rules->shortfall == CS_SHORT_CLAMP || account->withdrawn)
		out.dropped = left;
	else
		out.debt = left;
	if (out.debt > 0)
		add_debt(account, journal, out.debt);
	return out;
}

static struct cs_outcome
run_reinstate(struct cs_account *account, const struct cs_op *op, struct cs_journal *journal, cs_day day)
{
	struct cs_lot *lot = cs_account_lot(account, op->ref);
	int64_t lapsed = lot ? lot->in[CS_EXPIRED] : 0;
	int64_t points = op->points ? op->points : lapsed;

	if (account->withdrawn)
		return refuse(CS_REFUSE_WITHDRAWN, 0);
	if (lot && lot->reinstated)
		return refuse(CS_REFUSE_TWICE, 0);
	if (lapsed == 0 || points < 0)
		return refuse(CS_REFUSE_NOT_LAPSED, 0);
	if (points > lapsed)
		return refuse(CS_REFUSE_INSUFFICIENT, lapsed);
	if (op->expires_on < day)
		return refuse(CS_REFUSE_DATES, 0);
	begin_act(account, journal, op->kind, day, lot->id);
	lot->reinstated = true;
	add_child(account, journal, lot->id, CS_EXPIRED, points, day, op->expires_on, 0);
	return done(journal, points);
}

static struct cs_outcome
run_adjust(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules,
    struct cs_journal *journal, cs_day day)
{
	int64_t spendable = cs_account_spendable(account, day), points = -op->points;

	if (op->points > 0)
		return run_credit(account, op, journal, day);
	if (account->withdrawn)
		return refuse(CS_REFUSE_WITHDRAWN, 0);
	if (points == 0 || points > CS_POINTS_MAX)
		return refuse(CS_REFUSE_AMOUNT, spendable);
	if (!op->own_only && points > spendable)
		return refuse(CS_REFUSE_INSUFFICIENT, spendable);
	begin_act(account, journal, op->kind, day, 0);
	if (op->own_only)
		return done(journal, revoke_own(account, journal, CS_AVAILABLE, points) - points);
	take(account, journal, rules->order, day, points, CS_REVOKED);
	return done(journal, op->points);
}

static void
waive_debts(struct cs_account *account, int64_t points)
{
	for (size_t i = 0; i < account->debt_count && points > 0; i++) {
		struct cs_debt *debt = &account->debts[i];
		int64_t part = open_part(debt) < points ? open_part(debt) : points;

		debt->waived += part;
		debt->changed = debt->changed || part > 0;
		points -= part;
	}
}

static struct cs_outcome
run_waive(struct cs_account *account, const struct cs_op *op, struct cs_journal *journal, cs_day day)
{
	int64_t debt = cs_account_debt(account), points = op->points ? op->points : debt;

	if (debt == 0 || points < 0 || points > debt)
		return refuse(CS_REFUSE_NO_DEBT, debt);
	begin_act(account, journal, op->kind, day, 0);
	waive_debts(account, points);
	return done(journal, points);
}

static struct cs_outcome
run_withdraw(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules,
    struct cs_journal *journal, cs_day day)
{
	int64_t sum = 0;

	if (account->withdrawn)
		return refuse(CS_REFUSE_WITHDRAWN, 0);
	begin_act(account, journal, op->kind, day, 0);
	account->withdrawn = true;
	for (size_t i = 0; i < account->hold_count; i++) {
		if (account->holds[i].state == CS_HOLD_OPEN)
			release_hold(account, journal, rules, i, CS_HOLD_VOID);
	}
	for (size_t i = 0; i < account->lot_count; i++) {
		static const enum cs_bucket lost[] = { CS_PENDING, CS_AVAILABLE };

		for (size_t b = 0; b < CS_COUNT(lost); b++) {
			int64_t part = account->lots[i].in[lost[b]];

			if (part > 0)
				post(journal, &account->lots[i], lost[b], CS_FORFEITED, part, 0);
			sum += part;
		}
	}
	waive_debts(account, cs_account_debt(account));
	return done(journal, sum);
}

/* A new membership begins empty: nothing of the old one comes back. */
static struct cs_outcome
run_rejoin(struct cs_account *account, const struct cs_op *op, struct cs_journal *journal, cs_day day)
{
	if (!account->withdrawn)
		return refuse(CS_REFUSE_TWICE, 0);
	begin_act(account, journal, op->kind, day, 0);
	account->withdrawn = false;
	return done(journal, 0);
}

/* An event beside the points: it is written down and moves nothing. */
static struct cs_outcome
run_mark(struct cs_account *account, const struct cs_op *op, struct cs_journal *journal, cs_day day)
{
	begin_act(account, journal, op->kind, day, op->ref);
	return done(journal, op->points);
}

static struct cs_outcome
dispatch(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules, struct cs_journal *journal,
    cs_day day)
{
	switch (op->kind) {
	case CS_ACT_EARN:
	case CS_ACT_GRANT:
		return run_credit(account, op, journal, day);
	case CS_ACT_ACTIVATE:
		return run_activate(account, op, journal, day);
	case CS_ACT_HOLD:
		return run_hold(account, op, rules, journal, day);
	case CS_ACT_CAPTURE:
	case CS_ACT_VOID:
		return run_capture(account, op, rules, journal, day);
	case CS_ACT_USE:
		return run_use(account, op, rules, journal, day);
	case CS_ACT_REVERT:
		if (op->points == 0)
			return run_mark(account, op, journal, day);
		return run_restore(account, op, rules, journal, day);
	case CS_ACT_RESTORE:
		return run_restore(account, op, rules, journal, day);
	case CS_ACT_CLAWBACK:
		return run_clawback(account, op, rules, journal, day);
	case CS_ACT_REINSTATE:
		return run_reinstate(account, op, journal, day);
	case CS_ACT_ADJUST:
		return run_adjust(account, op, rules, journal, day);
	case CS_ACT_WAIVE:
		return run_waive(account, op, journal, day);
	case CS_ACT_WITHDRAW:
		return run_withdraw(account, op, rules, journal, day);
	case CS_ACT_REJOIN:
		return run_rejoin(account, op, journal, day);
	case CS_ACT_RETURN:
	case CS_ACT_ASSIGN:
	case CS_ACT_COUPON:
	case CS_ACT_GRADE:
	case CS_ACT_NOTICE:
	case CS_ACT_SEAL:
		return run_mark(account, op, journal, day);
	case CS_ACT_EXPIRE:
	case CS_ACT_DEBT_PAY:
	case CS_ACT_MERGE:
	case CS_ACT_COUNT:
		break;
	}
	CS_BUG("an operation that only the ledger itself does");
}

struct cs_outcome
cs_ledger_run(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules,
    struct cs_journal *journal)
{
	cs_day day = op->eff > account->last ? op->eff : account->last;

	cs_ledger_settle(account, rules, day, journal);
	size_t act = journal->act_count;
	struct cs_outcome out = dispatch(account, op, rules, journal, day);

	out.act = act;
	if (out.refusal == CS_REFUSE_NOTHING && cs_act_wakes(op->kind))
		account->idle_on = rules->idle.months || rules->idle.days ? cs_life_end(rules->idle, day) : 0;
	/* A credit may pay an old debt on its very day. */
	if (out.refusal == CS_REFUSE_NOTHING)
		cs_ledger_settle(account, rules, day, journal);
	return out;
}

static void
adopt(struct cs_account *to, struct cs_account *from)
{
	for (size_t i = 0; i < from->lot_count; i++) {
		to->lots = cs_grow(to->lots, &to->lot_cap, to->lot_count + 1, sizeof(*to->lots));
		to->lots[to->lot_count] = from->lots[i];
		to->lots[to->lot_count++].changed = true;
	}
	for (size_t i = 0; i < from->debt_count; i++) {
		to->debts = cs_grow(to->debts, &to->debt_cap, to->debt_count + 1, sizeof(*to->debts));
		to->debts[to->debt_count] = from->debts[i];
		to->debts[to->debt_count++].changed = true;
	}
	for (size_t i = 0; i < from->hold_count; i++) {
		to->holds = cs_grow(to->holds, &to->hold_cap, to->hold_count + 1, sizeof(*to->holds));
		to->holds[to->hold_count] = from->holds[i];
		to->holds[to->hold_count++].changed = true;
	}
	from->lot_count = from->debt_count = from->hold_count = 0;
}

struct cs_outcome
cs_ledger_merge(struct cs_account *to, struct cs_account *from, cs_day day, const struct cs_rules *rules,
    struct cs_journal *journal)
{
	int64_t sum = 0;

	if (to->id == from->id)
		return refuse(CS_REFUSE_SAME, 0);
	if (to->withdrawn || from->withdrawn)
		return refuse(CS_REFUSE_WITHDRAWN, 0);
	day = to->last > day ? to->last : day;
	day = from->last > day ? from->last : day;
	cs_ledger_settle(from, rules, day, journal);
	to->next_seq = from->next_seq;
	to->next_lot = from->next_lot;
	cs_ledger_settle(to, rules, day, journal);
	for (size_t i = 0; i < from->lot_count; i++)
		sum += from->lots[i].in[CS_AVAILABLE];
	size_t act = journal->act_count;

	begin_act(to, journal, CS_ACT_MERGE, day, from->id);
	adopt(to, from);
	/* The livelier of both keeps the points alive. */
	if (to->idle_on && (from->idle_on == 0 || from->idle_on > to->idle_on))
		to->idle_on = from->idle_on;
	done(journal, sum);
	cs_ledger_settle(to, rules, day, journal);
	return (struct cs_outcome){ .points = sum, .act = act };
}
