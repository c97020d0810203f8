/*
 * The points ledger as arithmetic: one customer's lots and one operation give
 * the moves that follow, or a refusal and no change.  Knows no store, no
 * clock and no policy file, so that the store, the simulator and the tests
 * share it.
 *
 * A lot is one grant with one life.  Its points lie in buckets, and every
 * change moves points from one bucket of one lot to another, so that
 * nothing is made or lost on the way.  What a lot is worth on a day is a
 * function of the lot and the day; settling only writes down what already holds.
 */
#ifndef CS_LEDGER_H
#define CS_LEDGER_H

#include "base/date.h"

#define CS_FOREVER 376199             /* 2999-12-31, the last day that this toolkit knows */
#define CS_POINTS_MAX INT64_C(1000000000000)
#define CS_MOVES_OF_EVENT 65536       /* a move's id is its event's number times this, and its place */

/* Where points of a lot can be; the letters of cs_bucket_letters, in order. */
enum cs_bucket {
	CS_ISSUED,    /* not given out yet: where every lot begins */
	CS_PENDING,   /* waits for an event, such as the confirmation of the purchase */
	CS_AVAILABLE,
	CS_HELD,      /* reserved for an order that is being made */
	CS_USED,
	CS_EXPIRED,
	CS_REVOKED,   /* taken back because the purchase was */
	CS_FORFEITED, /* the member left */
	CS_DEBT_PAID,
	CS_MOVED,     /* to a child lot with another life */
	CS_BUCKET_COUNT
};
extern const char cs_bucket_letters[]; /* "IPAHUXRFDM" */

enum cs_origin {
	CS_ORIGIN_PURCHASE, CS_ORIGIN_EVENT, CS_ORIGIN_RETURN_FEE, CS_ORIGIN_APOLOGY, CS_ORIGIN_MANUAL,
	CS_ORIGIN_OPENING, CS_ORIGIN_REISSUE,
};
extern const char *const cs_origin_words[]; /* "purchase", ...; ends with NULL */

/* VAT treats points by why they were given: kept on every lot. */
enum cs_tax { CS_TAX_OWN, CS_TAX_EVENT, CS_TAX_COMP, CS_TAX_DEPOSIT };
extern const char *const cs_tax_words[];

/* What can happen.  The first group moves points; the second is written down beside them. */
enum cs_act_kind {
	CS_ACT_EARN, CS_ACT_GRANT, CS_ACT_ACTIVATE, CS_ACT_HOLD, CS_ACT_CAPTURE, CS_ACT_VOID,
	CS_ACT_USE, CS_ACT_RESTORE, CS_ACT_CLAWBACK, CS_ACT_EXPIRE, CS_ACT_REINSTATE, CS_ACT_ADJUST,
	CS_ACT_MERGE, CS_ACT_WITHDRAW, CS_ACT_REJOIN, CS_ACT_DEBT_PAY, CS_ACT_WAIVE, CS_ACT_REVERT,
	CS_ACT_RETURN, CS_ACT_ASSIGN, CS_ACT_COUPON, CS_ACT_GRADE, CS_ACT_NOTICE, CS_ACT_SEAL,
	CS_ACT_COUNT
};
extern const char *const cs_act_words[];

enum cs_spend_order { CS_SPEND_EXPIRY, CS_SPEND_PRIORITY, CS_SPEND_AGE };

/* What becomes of restored points whose lot has lapsed meanwhile. */
enum cs_restore_rule { CS_RESTORE_MINIMUM, CS_RESTORE_ORIGINAL, CS_RESTORE_FRESH, CS_RESTORE_NONE };

/* A life or a window: so many months or days; 0 of both is for ever. */
struct cs_life {
	int months, days;
};

/* Who bears a claw-back that finds the points spent. */
enum cs_shortfall { CS_SHORT_DEBT, CS_SHORT_CLAMP, CS_SHORT_OTHER };

struct cs_rules {
	enum cs_spend_order order;
	enum cs_restore_rule restore;
	int restore_days;        /* the least life of points that come back */
	enum cs_shortfall shortfall;
	bool debt_spares_comp;   /* points given as an apology do not pay debts */
	struct cs_life idle;     /* how long a customer may do nothing before all points lapse */
};

struct cs_lot {
	int64_t id, parent, root; /* root: the lot that the first grant made; itself for that one */
	int64_t seq;              /* the event that made it */
	enum cs_origin origin;
	enum cs_tax tax;
	int prio;                 /* 1 goes first, 50 is usual */
	cs_day active_on;
	cs_day expires_on;        /* good through this day */
	int64_t issued;
	int64_t in[CS_BUCKET_COUNT]; /* their sum is `issued`, always */
	bool own;                 /* was earned by the order that the operation names */
	bool reinstated;          /* gave lapsed points back once already */
	bool changed, fresh;      /* by this operation */
};

/* One use of the order in question (or a reservation of a hold), and what came back of it. */
struct cs_trace {
	int64_t move;
	int64_t lot;
	int64_t amount, undone;
	cs_day day;
	enum cs_bucket from; /* where the points lie now: used, or revoked when a return is called off */
};

struct cs_debt {
	int64_t seq;       /* the event that left it */
	int64_t after_lot; /* only lots after this one pay it */
	int64_t amount, paid, waived;
	cs_day since;
	bool changed, fresh;
};

enum cs_hold_state { CS_HOLD_OPEN, CS_HOLD_CAPTURED, CS_HOLD_VOID, CS_HOLD_LAPSED };

struct cs_hold {
	int64_t seq;
	int64_t amount, captured;
	cs_day until; /* stands through this day */
	enum cs_hold_state state;
	struct cs_trace *parts; /* owned; the reservation, in order of spending */
	size_t part_count, part_cap;
	bool changed, fresh;
};

/*
 * What the engine has to know of one customer: open lots, and beyond them
 * those that the operation is about.  Sorted by id.
 */
struct cs_account {
	int64_t id;
	bool withdrawn;
	bool taken_over; /* the name that was asked for led here from a member that was merged into this one */
	cs_day last;  /* of the latest event; time does not run backwards for a customer */
	/*
	 * The last day of the points while the customer does nothing, set by what
	 * was done last under the rules of that day; 0: silence ends nothing.
	 */
	cs_day idle_on;
	struct cs_lot *lots;
	size_t lot_count, lot_cap;
	struct cs_trace *traces; /* uses of the order, oldest first */
	size_t trace_count, trace_cap;
	struct cs_debt *debts;
	size_t debt_count, debt_cap;
	struct cs_hold *holds;
	size_t hold_count, hold_cap;
	int64_t next_seq, next_lot; /* of the whole ledger */
};

struct cs_op {
	enum cs_act_kind kind;
	int64_t points;
	cs_day eff;
	enum cs_origin origin; /* the credits: earn, grant, adjust */
	enum cs_tax tax;
	int prio;
	cs_day active_on, expires_on;
	bool pending;          /* until an activate */
	cs_day until;          /* hold */
	int64_t ref;           /* capture, void: number of the hold's event; reinstate: the lot; revert: the event */
	bool clamp;            /* use: take less where there is less */
	bool own_only;         /* adjust down: from the lots marked as own, what is left of them */
	int64_t offset_seq;    /* claw-back: what this event restored may be taken, 0 for none */
};

struct cs_post {
	int64_t id, lot;
	enum cs_bucket src, dst;
	int64_t amount;
	int64_t undoes; /* the move that this one takes back, or 0 */
};

/* One event with its moves: what the store writes down. */
struct cs_act {
	enum cs_act_kind kind;
	int64_t account;
	int64_t seq;
	cs_day eff;
	int64_t points;  /* what it did */
	int64_t ref;     /* the event or lot that it answers to, or 0 */
	size_t post_from, post_count;
};

struct cs_journal {
	struct cs_act *acts;
	size_t act_count, act_cap;
	struct cs_post *posts;
	size_t post_count, post_cap;
};

enum cs_refusal {
	CS_REFUSE_NOTHING,
	CS_REFUSE_AMOUNT,       /* not a positive amount, or beyond the limit */
	CS_REFUSE_INSUFFICIENT,
	CS_REFUSE_WITHDRAWN,
	CS_REFUSE_DATES,        /* the lot would be dead when it begins */
	CS_REFUSE_OVER_RESTORE,
	CS_REFUSE_NO_HOLD,
	CS_REFUSE_HOLD_CLOSED,
	CS_REFUSE_OVER_CAPTURE,
	CS_REFUSE_NOT_LAPSED,
	CS_REFUSE_TWICE,
	CS_REFUSE_NO_DEBT,
	CS_REFUSE_NOTHING_PENDING,
	/* Found by the callers of the engine, who know policy and store. */
	CS_REFUSE_MINIMUM, CS_REFUSE_MULTIPLE, CS_REFUSE_MAXIMUM, CS_REFUSE_SHARE, CS_REFUSE_CAP, CS_REFUSE_BUDGET,
	CS_REFUSE_SEALED, CS_REFUSE_UNKNOWN, CS_REFUSE_NO_ORDER, CS_REFUSE_OVER_CLAW, CS_REFUSE_REASON,
	CS_REFUSE_SAME, CS_REFUSE_KEY, CS_REFUSE_COUPON, CS_REFUSE_OVER_RETURN, CS_REFUSE_FAULT,
	CS_REFUSE_MERGED, CS_REFUSE_NOBODY, CS_REFUSE_STAFF, CS_REFUSE_OTHERS, CS_REFUSE_STRANGER, CS_REFUSE_NO_AMOUNT,
	CS_REFUSE_COUNT
};

/* One sentence, N_(): the reason in the user's words. */
extern const char *const cs_refusal_texts[CS_REFUSE_COUNT];

struct cs_outcome {
	enum cs_refusal refusal;
	int64_t possible; /* with a refusal: how many points there are */
	int64_t points;   /* moved by the operation itself */
	int64_t debt;     /* left by a claw-back */
	int64_t dropped;  /* a claw-back's part that nobody bears */
	size_t act;       /* the operation's own act; what settling wrote stands before and behind it */
};

void cs_account_release(struct cs_account *account);
/* Empties it and keeps the memory. */
void cs_account_clear(struct cs_account *account);
void cs_journal_release(struct cs_journal *journal);
void cs_journal_clear(struct cs_journal *journal);

/* The lot, or NULL. Borrowed until lots are added. */
struct cs_lot *cs_account_lot(struct cs_account *account, int64_t id);

/* The last day of something that begins on `from` and lives for `span`. */
cs_day cs_life_end(struct cs_life span, cs_day from);
/* The first day of a window of that length that ends with `day`. */
cs_day cs_life_start(struct cs_life span, cs_day day);

/* True for what a customer does or is given: the life of silence begins anew. */
bool cs_act_wakes(enum cs_act_kind kind);

/* What can be spent on `day`: live lots less open debts, never below 0. */
int64_t cs_account_spendable(const struct cs_account *account, cs_day day);
int64_t cs_account_debt(const struct cs_account *account);

/* What a customer has on a day, of an account that was settled up to it. */
struct cs_balance {
	int64_t available; /* spendable: an open debt is off it */
	int64_t pending;   /* waits for an event or for its first day */
	int64_t held, debt;
	int64_t expiring;  /* live, and not for more than `within` days */
	cs_day next;       /* the next last day of live points, or CS_NO_DAY */
};
struct cs_balance cs_account_balance(const struct cs_account *account, cs_day day, int within);

/*
 * Brings the account to `day`: holds run out, new lots pay older debts, lots
 * lapse, each on its own day and in the order of the days, so that the result
 * does not depend on how often this is called.  Every step is an act.
 */
void cs_ledger_settle(struct cs_account *account, const struct cs_rules *rules, cs_day day,
    struct cs_journal *journal);

/*
 * Settles up to the operation's day (or the account's last one, where that is
 * later) and runs it.  With a refusal the operation itself moved nothing.
 */
struct cs_outcome cs_ledger_run(struct cs_account *account, const struct cs_op *op, const struct cs_rules *rules,
    struct cs_journal *journal);

/* Moves everything of `from` to `to`: lots and debts keep their numbers. */
struct cs_outcome cs_ledger_merge(struct cs_account *to, struct cs_account *from, cs_day day,
    const struct cs_rules *rules, struct cs_journal *journal);

#endif
