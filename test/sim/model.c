#include "model.h"

#include <stdlib.h>
#include <string.h>

#define LEAST_LIFE 30 /* restore.days of the stated default */

int64_t
model_debt(const struct model *m, int customer)
{
	int64_t sum = 0;

	for (int i = 0; i < m->debt_count; i++)
		sum += m->debts[i].customer == customer ? m->debts[i].amount : 0;
	return sum;
}

/* The last day of a lot: its own, or that of the customer's silence. */
static int
last_day(const struct model *m, const struct mlot *lot)
{
	int idle = m->customers[lot->customer].idle_on;

	return idle && idle < lot->expires ? idle : lot->expires;
}

static bool
live(const struct model *m, const struct mlot *lot, int day)
{
	return lot->active <= day && last_day(m, lot) >= day;
}

/* A line of the statement: what the customer owns now beside what it owned after the last one. */
static void
note(struct model *m, int customer, int day, const char *kind)
{
	int64_t owns = 0;

	if (m->event_count == EVENTS_MAX)
		abort();
	for (int i = 0; i < m->lot_count; i++)
		owns += m->lots[i].customer == customer ? m->lots[i].a + m->lots[i].p : 0;
	m->events[m->event_count++] = (struct mevent){ customer, day, kind, owns - m->seen[customer] };
	m->seen[customer] = owns;
}

int64_t
model_spendable(const struct model *m, int customer, int day)
{
	int64_t sum = -model_debt(m, customer);

	for (int i = 0; i < m->lot_count; i++)
		sum += m->lots[i].customer == customer && live(m, &m->lots[i], day) ? m->lots[i].a : 0;
	return sum < 0 ? 0 : sum;
}

static int
add_lot(struct model *m, struct mlot lot)
{
	if (m->lot_count == LOTS_MAX)
		abort();
	if (lot.root < 0)
		lot.root = m->lot_count;
	m->lots[m->lot_count] = lot;
	return m->lot_count++;
}

static void
add_child(struct model *m, int parent, int64_t amount, int active, int expires)
{
	const struct mlot *p = &m->lots[parent];
	struct mlot child = { .customer = p->customer, .root = p->root, .parent = parent, .order = p->order, .prio = p->prio,
		.active = active, .expires = expires, .comp = p->comp, .issued = amount, .a = amount };

	m->lots[parent].m += amount;
	add_lot(m, child);
}

/* Points come back to a lot: the caller has taken them out of their place. Where they can be spent now, or -1. */
static int
give_back(struct model *m, int which, int64_t amount, int day, bool waited)
{
	struct mlot *lot = &m->lots[which];

	if (m->customers[lot->customer].gone) {
		lot->f += amount;
		return -1;
	}
	if (lot->expires < day || (waited && lot->expires < day + LEAST_LIFE)) {
		add_child(m, which, amount, day, day + LEAST_LIFE);
		return m->lot_count - 1;
	}
	lot->a += amount;
	return which;
}

static void
free_hold(struct model *m, struct mhold *hold, int day)
{
	for (int i = 0; i < hold->part_count; i++) {
		struct mpart part = hold->parts[i];

		if (part.amount > 0) {
			m->lots[part.lot].h -= part.amount;
			give_back(m, part.lot, part.amount, day, part.day < day);
		}
		hold->parts[i].amount = 0;
	}
	hold->open = false;
}

static bool
pay(struct model *m, int customer, int day)
{
	bool paid = false;

	for (int d = 0; d < m->debt_count; d++) {
		for (int i = 0; i < m->lot_count; i++) {
			struct mlot *lot = &m->lots[i];
			struct mdebt *debt = &m->debts[d];

			if (debt->customer != customer || lot->customer != customer || lot->active > day || lot->comp ||
			    lot->root <= debt->after)
				continue;
			int64_t part = lot->a < debt->amount ? lot->a : debt->amount;

			lot->a -= part;
			lot->d += part;
			debt->amount -= part;
			paid = paid || part > 0;
			if (part > 0)
				note(m, customer, day, "debt_pay");
		}
	}
	return paid;
}

/* Every day for itself: holds run out, new lots pay, lots lapse. */
static void
live_through(struct model *m, int customer, int day)
{
	struct mcustomer *c = &m->customers[customer];

	if (!c->known)
		return;
	for (int d = c->last; d <= day; d++) {
		for (int i = 0; i < m->hold_count; i++) {
			if (m->holds[i].customer == customer && m->holds[i].open && m->holds[i].until < d) {
				free_hold(m, &m->holds[i], d);
				note(m, customer, d, "void");
				c->last = d;
			}
		}
		if (pay(m, customer, d))
			c->last = d;
		for (int i = 0; i < m->lot_count; i++) {
			struct mlot *lot = &m->lots[i];

			if (lot->customer == customer && last_day(m, lot) < d && lot->a > 0) {
				lot->x += lot->a;
				lot->a = 0;
				note(m, customer, d, "expire");
				c->last = d;
			}
		}
	}
}

/* Takes from the lots in the order of spending; tells a callback-free caller by the parts. */
static int
spend(struct model *m, int customer, int day, int64_t points, struct mpart *parts)
{
	int count = 0;

	while (points > 0) {
		int best = -1;

		for (int i = 0; i < m->lot_count; i++) {
			const struct mlot *l = &m->lots[i], *b = best < 0 ? NULL : &m->lots[best];

			if (l->customer != customer || l->a == 0 || !live(m, l, day))
				continue;
			if (!b || l->expires < b->expires || (l->expires == b->expires && l->prio < b->prio))
				best = i;
		}
		if (best < 0)
			abort();
		int64_t part = m->lots[best].a < points ? m->lots[best].a : points;

		m->lots[best].a -= part;
		parts[count++] = (struct mpart){ best, part, day };
		points -= part;
	}
	return count;
}

static void
note_use(struct model *m, int lot, int order, int64_t amount, int day)
{
	if (m->use_count == USES_MAX)
		abort();
	m->uses[m->use_count++] = (struct muse){ lot, order, amount, 0, day };
}

static bool
credit(struct model *m, const struct ask_op *op)
{
	struct mlot lot = { .customer = op->customer, .root = -1, .parent = -1, .prio = op->prio, .active = op->active,
		.expires = op->expires, .issued = op->points, .comp = op->comp && op->what == GRANT, .order = op->what == GRANT || op->what == ADJUST ? -1 : op->order };

	bool earns = op->what == EARN || op->what == EARN_PENDING;

	if (op->points < (earns ? 0 : 1) || (op->expires < op->active && op->what != EARN_PENDING))
		return false;
	if (op->points == 0)
		return true;
	if (op->what == EARN_PENDING) {
		lot.active = lot.expires = FOREVER;
		lot.p = op->points;
	} else {
		lot.a = op->points;
	}
	add_lot(m, lot);
	if (lot.order >= 0)
		m->earned[op->customer][op->order] += op->points;
	return true;
}

static bool
activate(struct model *m, const struct ask_op *op, int64_t *points)
{
	int before = m->lot_count;

	*points = 0;
	for (int i = 0; i < before; i++)
		*points += m->lots[i].customer == op->customer && m->lots[i].order == op->order ? m->lots[i].p : 0;
	if (*points == 0 || op->expires < op->active)
		return false;
	for (int i = 0; i < before; i++) {
		int64_t part = m->lots[i].p;

		if (m->lots[i].customer != op->customer || m->lots[i].order != op->order || part == 0)
			continue;
		m->lots[i].p = 0;
		add_child(m, i, part, op->active, op->expires);
	}
	return true;
}

static bool
use(struct model *m, const struct ask_op *op, int day, int64_t *points)
{
	struct mpart parts[LOTS_MAX];
	int64_t most = model_spendable(m, op->customer, day), want = op->points;

	if (want < 1)
		return false;
	if (op->what == USE_CLAMPED && want > most)
		want = most;
	if (want > most || want == 0)
		return false;
	int count = spend(m, op->customer, day, want, parts);

	for (int i = 0; i < count; i++) {
		m->lots[parts[i].lot].u += parts[i].amount;
		note_use(m, parts[i].lot, op->order, parts[i].amount, day);
	}
	*points = want;
	return true;
}

static bool
hold(struct model *m, const struct ask_op *op, int day)
{
	struct mhold h = { .customer = op->customer, .order = op->order, .number = op->number, .until = op->until, .open = true,
		.amount = op->points };
	struct mpart parts[LOTS_MAX];

	if (op->points < 1 || op->until < day || op->points > model_spendable(m, op->customer, day))
		return false;
	h.part_count = spend(m, op->customer, day, op->points, parts);
	if (h.part_count > 48 || m->hold_count == HOLDS_MAX)
		abort();
	for (int i = 0; i < h.part_count; i++) {
		h.parts[i] = parts[i];
		m->lots[parts[i].lot].h += parts[i].amount;
	}
	m->holds[m->hold_count++] = h;
	return true;
}

static bool
close_hold(struct model *m, const struct ask_op *op, int day, int64_t *points)
{
	struct mhold *h = NULL;

	for (int i = 0; i < m->hold_count; i++) {
		if (m->holds[i].number == op->target)
			h = &m->holds[i];
	}
	if (!h || !h->open)
		return false;
	int64_t want = op->what == VOID ? 0 : op->points ? op->points : h->amount;

	if (want > h->amount || want < 0)
		return false;
	*points = op->what == VOID ? h->amount : want;
	for (int i = 0; i < h->part_count && want > 0; i++) {
		int64_t part = h->parts[i].amount < want ? h->parts[i].amount : want;
		struct mlot *lot = &m->lots[h->parts[i].lot];

		lot->h -= part;
		lot->u += part;
		note_use(m, h->parts[i].lot, h->order, part, day);
		h->parts[i].amount -= part;
		want -= part;
	}
	free_hold(m, h, day);
	return true;
}

/* Whoever owes pays first with what comes back. */
static void
pay_back(struct model *m, const struct mpart *back, int count, int customer, int day)
{
	for (int i = 0; i < count; i++) {
		struct mlot *lot = &m->lots[back[i].lot];
		int64_t left = back[i].amount;

		for (int d = 0; d < m->debt_count && !lot->comp; d++) {
			struct mdebt *debt = &m->debts[d];
			int64_t part = debt->amount < left ? debt->amount : left;

			if (debt->customer != customer)
				continue;
			part = part < lot->a ? part : lot->a;
			lot->a -= part;
			lot->d += part;
			debt->amount -= part;
			left -= part;
			if (part > 0)
				note(m, customer, day, "debt_pay");
		}
	}
}

static bool
restore(struct model *m, const struct ask_op *op, int day)
{
	static struct mpart back[USES_MAX];
	int count = 0;
	int64_t most = 0, left = op->points;

	for (int i = 0; i < m->use_count; i++)
		most += m->uses[i].order == op->order && m->lots[m->uses[i].lot].customer == op->customer
		    ? m->uses[i].amount - m->uses[i].undone : 0;
	if (left < 1 || left > most)
		return false;
	for (int i = m->use_count - 1; i >= 0 && left > 0; i--) {
		struct muse *u = &m->uses[i];
		int64_t part = u->amount - u->undone < left ? u->amount - u->undone : left;

		if (u->order != op->order || m->lots[u->lot].customer != op->customer || part == 0)
			continue;
		u->undone += part;
		m->lots[u->lot].u -= part;
		int lot = give_back(m, u->lot, part, day, u->day < day);

		if (lot >= 0)
			back[count++] = (struct mpart){ lot, part, day };
		left -= part;
	}
	note(m, op->customer, day, "restore");
	pay_back(m, back, count, op->customer, day);
	return true;
}

static bool
claw(struct model *m, const struct ask_op *op, int day)
{
	int64_t left = op->points;

	if (left < 1 || left > m->earned[op->customer][op->order])
		return false;
	m->earned[op->customer][op->order] -= left;
	for (int stage = 0; stage < 4; stage++) {
		for (int i = 0; i < m->lot_count; i++) {
			struct mlot *l = &m->lots[i];
			int64_t *from = stage == 0 ? &l->p : stage == 1 ? &l->a : stage == 2 ? &l->x : &l->f;
			int64_t part = *from < left ? *from : left;

			if (l->customer != op->customer || l->order != op->order)
				continue;
			*from -= part;
			l->r += part;
			left -= part;
		}
	}
	if (left > 0 && !m->customers[op->customer].gone) {
		if (m->debt_count == DEBTS_MAX)
			abort();
		m->debts[m->debt_count++] = (struct mdebt){ op->customer, m->lot_count - 1, day, left };
	}
	return true;
}

static bool
adjust(struct model *m, const struct ask_op *op, int day)
{
	struct mpart parts[LOTS_MAX];

	if (op->points > 0)
		return credit(m, op);
	if (op->points == 0 || -op->points > model_spendable(m, op->customer, day))
		return false;
	int count = spend(m, op->customer, day, -op->points, parts);

	for (int i = 0; i < count; i++)
		m->lots[parts[i].lot].r += parts[i].amount;
	return true;
}

static bool
reinstate(struct model *m, const struct ask_op *op, int day, int64_t *points)
{
	struct mlot *lot = op->target < m->lot_count ? &m->lots[op->target] : NULL;

	if (!lot || lot->customer != op->customer || lot->reinstated || lot->x == 0 || op->points > lot->x ||
	    op->expires < day)
		return false;
	*points = op->points ? op->points : lot->x;
	lot->reinstated = true;
	lot->x -= *points;
	m->reinstated += *points;
	add_child(m, op->target, *points, day, op->expires);
	return true;
}

static bool
leave(struct model *m, int customer, int day, int64_t *points)
{
	*points = 0;
	m->customers[customer].gone = true;
	for (int i = 0; i < m->hold_count; i++) {
		if (m->holds[i].customer == customer && m->holds[i].open)
			free_hold(m, &m->holds[i], day);
	}
	for (int i = 0; i < m->lot_count; i++) {
		struct mlot *l = &m->lots[i];

		if (l->customer != customer)
			continue;
		*points += l->p + l->a;
		l->f += l->p + l->a;
		l->p = l->a = 0;
	}
	for (int i = 0; i < m->debt_count; i++) {
		if (m->debts[i].customer == customer)
			m->debts[i].amount = 0;
	}
	return true;
}

static bool
waive(struct model *m, const struct ask_op *op, int64_t *points)
{
	int64_t debt = model_debt(m, op->customer), left = op->points ? op->points : debt;

	if (debt == 0 || left > debt || left < 0)
		return false;
	*points = left;
	for (int i = 0; i < m->debt_count && left > 0; i++) {
		int64_t part = m->debts[i].amount < left ? m->debts[i].amount : left;

		if (m->debts[i].customer != op->customer)
			continue;
		m->debts[i].amount -= part;
		left -= part;
	}
	return true;
}

static bool
act(struct model *m, const struct ask_op *op, int day, int64_t *points)
{
	bool gone = m->customers[op->customer].gone;

	*points = op->points;
	switch (op->what) {
	case GRANT:
	case EARN:
	case EARN_PENDING:
		return !gone && credit(m, op);
	case ACTIVATE:
		return !gone && activate(m, op, points);
	case USE:
	case USE_CLAMPED:
		return !gone && use(m, op, day, points);
	case HOLD:
		return !gone && hold(m, op, day);
	case CAPTURE:
	case VOID:
		return close_hold(m, op, day, points);
	case RESTORE:
		return restore(m, op, day);
	case CLAW:
		return claw(m, op, day);
	case ADJUST:
		return !gone && adjust(m, op, day);
	case WAIVE:
		return waive(m, op, points);
	case REINSTATE:
		return !gone && reinstate(m, op, day, points);
	case WITHDRAW:
		return !gone && leave(m, op->customer, day, points);
	case REJOIN:
		*points = 0;
		m->customers[op->customer].gone = false;
		return gone;
	case SWEEP:
	case RETRY:
	case CONFLICT:
	case ASKS:
		break;
	}
	return true;
}

/* The part of the model that is one customer's: enough to live on, and small. */
static void
slice(const struct model *m, int customer, struct model *out)
{
	static int place[LOTS_MAX];

	out->lot_count = out->hold_count = out->debt_count = out->event_count = 0;
	out->idle_days = m->idle_days;
	out->customers[customer] = m->customers[customer];
	for (int i = 0; i < m->lot_count; i++) {
		place[i] = out->lot_count;
		if (m->lots[i].customer == customer)
			out->lots[out->lot_count++] = m->lots[i];
	}
	for (int i = 0; i < m->debt_count; i++) {
		if (m->debts[i].customer == customer)
			out->debts[out->debt_count++] = m->debts[i];
	}
	for (int i = 0; i < m->hold_count; i++) {
		struct mhold *hold = &out->holds[out->hold_count];

		if (m->holds[i].customer != customer || !m->holds[i].open)
			continue;
		*hold = m->holds[i];
		for (int k = 0; k < hold->part_count; k++)
			hold->parts[k].lot = place[hold->parts[k].lot];
		out->hold_count++;
	}
}

struct mbalance
model_balance(const struct model *m, int customer, int day)
{
	static struct model later;
	struct mbalance b = { 0 };

	slice(m, customer, &later);
	live_through(&later, customer, day);
	b.available = model_spendable(&later, customer, day);
	b.debt = model_debt(&later, customer);
	for (int i = 0; i < later.lot_count; i++) {
		const struct mlot *l = &later.lots[i];
		int last = last_day(&later, l);

		b.pending += l->p + (l->active > day ? l->a : 0);
		b.held += l->h;
		b.owed += l->p + l->a + l->h;
		if (l->a == 0 || !live(&later, l, day) || last == FOREVER)
			continue;
		b.expiring += last <= day + 30 ? l->a : 0;
		b.next = b.next == 0 || last < b.next ? last : b.next;
	}
	return b;
}

struct mtotals
model_totals(const struct model *m, int day)
{
	struct mtotals t = { 0 };

	for (int i = 0; i < m->lot_count; i++) {
		const struct mlot *l = &m->lots[i];

		t.issued += l->parent < 0 ? l->issued : 0;
		t.p += l->p;
		t.a += l->a;
		t.h += l->h;
		t.u += l->u;
		t.x += l->x;
		t.r += l->r;
		t.f += l->f;
		t.d += l->d;
		t.expiring += l->active <= day && last_day(m, l) >= day && last_day(m, l) <= day + 30 ? l->a : 0;
	}
	for (int i = 0; i < m->hold_count; i++)
		t.held_open += m->holds[i].open && m->holds[i].until >= day ? m->holds[i].amount : 0;
	for (int i = 0; i < m->debt_count; i++)
		t.debt += m->debts[i].since <= day ? m->debts[i].amount : 0;
	return t;
}

/* What a customer does or is given; the silence begins anew. */
static bool
wakes(enum ask what)
{
	return what != VOID && what != CLAW && what != WAIVE && what != WITHDRAW;
}

static const char *const words[ASKS] = { "grant", "earn", "earn", "activate", "use", "use", "hold", "capture", "void",
	"restore", "clawback", "adjust", "waive", "", "reinstate", "withdraw", "rejoin", "", "" };

bool
model_do(struct model *m, const struct ask_op *op, int64_t *points)
{
	struct mcustomer *c = &m->customers[op->customer];

	if (op->what == SWEEP) {
		for (int i = 0; i < m->met_count; i++)
			live_through(m, m->met[i], op->day);
		return true;
	}
	bool founds = op->what == GRANT || op->what == EARN || op->what == EARN_PENDING || op->what == ADJUST;
	static struct model before;

	if (!c->known && !founds)
		return false;
	int day = c->known && c->last > op->day ? c->last : op->day;

	before = *m;
	live_through(m, op->customer, day);
	if (!act(m, op, day, points)) {
		*m = before;
		return false;
	}
	/* A restore writes its own line, before what it pays. */
	if (op->what != RESTORE)
		note(m, op->customer, day, words[op->what]);
	if (wakes(op->what))
		c->idle_on = m->idle_days ? day + m->idle_days : 0;
	if (!c->known) {
		c->last = day;
		m->met[m->met_count++] = op->customer;
	}
	c->known = true;
	if (c->last < day)
		c->last = day;
	live_through(m, op->customer, day);
	return true;
}
