/*
 * The shop's rules for points as one readable text file: "name = value" lines,
 * '#' for remarks.  A policy is known by the SHA-256 of its text; every event
 * of the ledger names the one it was made under, so that what was granted is
 * taken back by the rule that granted it.
 */
#ifndef CS_POLICY_H
#define CS_POLICY_H

#include "base/str.h"
#include "mileage/ledger.h"

#define CS_POLICY_GRADES_MAX 30
#define CS_POLICY_RATES_MAX 200
#define CS_POLICY_LIST_MAX 8
#define CS_POLICY_NAME 64
#define CS_POLICY_COUPONS_MAX 60
#define CS_PPM 1000000

struct cs_policy_grade {
	char name[CS_POLICY_NAME];
	int64_t rate_ppm;
	int64_t reach, keep;             /* amount that lifts to it, and that keeps it */
	int64_t reach_count, keep_count; /* purchases, 0: not asked for */
};

/* A rate of its own for a product or a category; 0 leaves it out (gift cards). */
struct cs_policy_rate {
	bool is_category;
	char name[CS_POLICY_NAME];
	int64_t rate_ppm;
};

/* A kind of coupon and its terms; 0 and "": not asked for. */
struct cs_coupon_kind {
	char code[CS_POLICY_NAME];
	int64_t won, rate_ppm;        /* so much off, and such a share */
	int64_t cap, minimum, unit;   /* at most, from an order of, rounded down to */
	int64_t days;                 /* from the issue */
	int64_t per_member, issues;   /* how often for one, for all */
	int first;                    /* 1: for a member's first order only */
	char group[CS_POLICY_NAME];   /* coupons of one group exclude each other */
};

enum cs_activate { CS_ACTIVATE_DELIVERED, CS_ACTIVATE_ORDERED, CS_ACTIVATE_CONFIRMED };
enum cs_per { CS_PER_LINE, CS_PER_ORDER };
enum cs_grade_down { CS_DOWN_ONE, CS_DOWN_NONE, CS_DOWN_AMOUNT };
enum cs_coupon_return { CS_COUPON_RECHECK, CS_COUPON_KEEP };

struct cs_policy {
	char name[CS_POLICY_NAME];
	int64_t earn_rate;               /* ppm, where no grade, product or category has its own */
	int earn_on_points, earn_on_coupon; /* 1: that part of the price earns too */
	int64_t earn_unit;               /* rounded down to this */
	int earn_per;                    /* enum cs_per */
	int earn_activate;               /* enum cs_activate */
	int64_t earn_delay;              /* days after that */
	struct cs_life earn_life;        /* counted from activation */
	struct cs_life idle_life;        /* all points lapse when the customer did nothing for so long */
	int use_order;                   /* enum cs_spend_order */
	int64_t use_minimum, use_multiple, use_maximum, use_share, use_min_order;
	int use_with_coupon;
	int restore_rule;                /* enum cs_restore_rule */
	int64_t restore_days;
	int clawback_shortfall;          /* enum cs_shortfall */
	int debt_spares_comp;
	struct cs_life grant_life;
	int64_t grant_cap_month;         /* points for a customer and month, 0: no cap */
	int64_t staff_once, staff_month; /* what one person may give by hand alone, 0: no limit */
	struct cs_life flag_window;      /* how long what happened is looked back at */
	int64_t flag_compensated, flag_returned, flag_owed; /* how often before a customer is listed, 0: never */
	struct cs_life grade_window;
	int grade_down;                  /* enum cs_grade_down */
	int64_t grade_stay;              /* days before a fall */
	struct cs_policy_grade grades[CS_POLICY_GRADES_MAX];
	size_t grade_count;
	struct cs_policy_rate rates[CS_POLICY_RATES_MAX];
	size_t rate_count;
	struct cs_coupon_kind coupons[CS_POLICY_COUPONS_MAX];
	size_t coupon_count;
	int coupon_return;               /* enum cs_coupon_return */
	int coupon_stack;                /* 1: several coupons on one order */
	int64_t comp_fee;                /* where the return names no fee */
	int64_t comp_factor, comp_upset_factor; /* thousandths */
	int64_t comp_upset_from;         /* severity 1 to 5 */
	int64_t comp_unit, comp_cap_month, comp_cap_count, comp_budget_month;
	struct cs_life comp_life;
	int64_t comp_arms[CS_POLICY_LIST_MAX]; /* thousandths of the fee; none: no experiment */
	size_t comp_arm_count;
	char comp_salt[CS_POLICY_NAME];
	int64_t notice_days[CS_POLICY_LIST_MAX];
	size_t notice_count;
};

/*
 * Reads the text.  A name that is not in it keeps the value of the stated
 * default.  CS_EINPUT names the line; `file` is for the message.
 */
enum cs_status cs_policy_parse(struct cs_policy *policy, const char *text, size_t len, const char *file,
    struct cs_err *err);

/* The default's text, which is in the program. Appends. */
void cs_policy_default_text(struct cs_str *out);

/*
 * What a careful owner would want to know: calls `tell` with each warning and
 * returns their number.
 */
size_t cs_policy_check(const struct cs_policy *policy, void (*tell)(void *self, const char *warning), void *self);

struct cs_rules cs_policy_rules(const struct cs_policy *policy);

/* The grade of that name, or NULL. */
const struct cs_policy_grade *cs_policy_grade(const struct cs_policy *policy, const char *name, size_t len);

/* The coupon kind of that code, or NULL. */
const struct cs_coupon_kind *cs_policy_coupon(const struct cs_policy *policy, const char *code);

/*
 * May an order of `order_amount` (below 0: not known) be paid with `points`?
 * The refusal, and in *possible the most that it may be.
 */
enum cs_refusal cs_policy_use(const struct cs_policy *policy, int64_t points, int64_t order_amount, bool with_coupon,
    int64_t *possible);

#endif
