/*
 * The ledger told a second time, in the plainest way: arrays, a loop over
 * every day, no store and nothing of lib/mileage but the names of what can be
 * asked.  The simulator runs both and compares.
 */
#ifndef CS_MODEL_H
#define CS_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#define CUSTOMERS 12
#define ORDERS 40
#define LOTS_MAX 900
#define USES_MAX 1600
#define HOLDS_MAX 120
#define DEBTS_MAX 300
#define EVENTS_MAX 4000
#define FOREVER 376199

enum ask { GRANT, EARN, EARN_PENDING, ACTIVATE, USE, USE_CLAMPED, HOLD, CAPTURE, VOID, RESTORE, CLAW, ADJUST, WAIVE,
	SWEEP, REINSTATE, WITHDRAW, REJOIN, RETRY, CONFLICT, ASKS };

/* One operation, with everything chosen beforehand, so that a list of them can be shortened. */
struct ask_op {
	enum ask what;
	int customer, order, number; /* number: its place in the list, for keys */
	int64_t points;
	int day, active, expires, until, prio;
	bool comp;  /* an apology, which pays no debts */
	int target; /* capture, void: number of the hold's op; reinstate: which lot; retry, conflict: number of the op */
};

struct mlot {
	int customer, root, parent, order, prio, active, expires;
	bool comp;
	int64_t issued, p, a, h, u, x, r, f, d, m;
	bool reinstated;
};

struct muse { int lot, order; int64_t amount, undone; int day; };
struct mpart { int lot; int64_t amount; int day; };
struct mhold { int customer, order, number, until; bool open; int64_t amount; struct mpart parts[48]; int part_count; };
struct mdebt { int customer, after, since; int64_t amount; };
struct mcustomer { bool known, gone; int last, idle_on; /* 0: silence ends nothing */ };
/* One line of a statement. */
struct mevent { int customer, day; const char *kind; int64_t delta; };

/* lots[i] is number i + 1 of the store. */
struct model {
	struct mlot lots[LOTS_MAX];
	int lot_count;
	struct muse uses[USES_MAX];
	int use_count;
	struct mhold holds[HOLDS_MAX];
	int hold_count;
	struct mdebt debts[DEBTS_MAX];
	int debt_count;
	struct mcustomer customers[CUSTOMERS];
	int met[CUSTOMERS]; /* in the order in which they were met, which is that of a sweep */
	int met_count;
	int64_t earned[CUSTOMERS][ORDERS]; /* less what was clawed back */
	int idle_days;          /* how long silence may last; 0: for ever */
	int64_t reinstated;     /* lapsed points that came back */
	struct mevent events[EVENTS_MAX];
	int event_count;
	int64_t seen[CUSTOMERS]; /* what each owned after its last event */
};

/* Does it; false where it is refused. *points: what it moved. */
bool model_do(struct model *m, const struct ask_op *op, int64_t *points);
int64_t model_spendable(const struct model *m, int customer, int day);
int64_t model_debt(const struct model *m, int customer);

/* What a customer has on a day, were nothing more to happen until then. `next` is 0 where nothing lapses. */
struct mbalance { int64_t available, pending, held, debt, expiring, owed; int next; };
/* All points together: what a report of the ledger adds up. */
struct mtotals { int64_t issued, p, a, h, u, x, r, f, d, held_open, debt, expiring; };
struct mtotals model_totals(const struct model *m, int day);

struct mbalance model_balance(const struct model *m, int customer, int day);

#endif
