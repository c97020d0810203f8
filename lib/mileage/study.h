/*
 * Who got points for a return, who did not, and what they bought afterwards:
 * one subject a customer, by the arm it was drawn into.  Without an experiment
 * the compensated stand against those who were never judged.
 */
#ifndef CS_STUDY_H
#define CS_STUDY_H

#include "mileage/policy.h"
#include "stat/means.h"
#include "store/db.h"

#define CS_STRATA_MAX 32

struct cs_effect_options {
	cs_day from, to, as_of;
	int64_t window;      /* days in which a new order counts */
	int64_t margin_ppm;  /* 0: nothing is said about money */
	int64_t basket;      /* 0: the shop's own mean */
	const char *salt;    /* of the experiment; NULL: the last one */
	const char *stratum; /* only strata whose name begins so; NULL: all */
	int looks;           /* how often the data are looked at, 1 to 5 */
	bool detail;
};

/* One customer's first return. */
struct cs_subject {
	int64_t arm;     /* thousandths of the fee; without an experiment 1000 or 0 */
	int64_t used;    /* points of the compensation that were spent */
	int64_t revenue; /* within the window */
	bool followed;   /* the whole window is over */
	bool again;
	int stratum;
};

/* The lowest arm comes first and is the control. */
struct cs_group {
	int64_t arm, returns, followed, again, cost;
};

struct cs_study {
	struct cs_subject *items; /* owned */
	size_t count, cap;
	char strata[CS_STRATA_MAX][32];
	int stratum_count;
	char salt[CS_POLICY_NAME]; /* "" where there is no experiment */
	struct cs_group groups[CS_POLICY_LIST_MAX + 1];
	size_t group_count;
	int64_t ads, newcomers, basket; /* money, customers, money */
};

/* `upset_from` is the policy's. CS_OK or CS_EDB. */
enum cs_status cs_study_read(struct cs_study *study, struct cs_db *db, const struct cs_effect_options *options,
    int64_t upset_from, struct cs_err *err);
void cs_study_release(struct cs_study *study);

/* Treated and control of each stratum that has somebody, into strata[CS_STRATA_MAX]. */
void cs_study_strata(const struct cs_study *study, int64_t treated, int64_t control, struct cs_stratum *strata);

/*
 * What each followed subject of an arm brought within the window: its revenue
 * at the margin, less the points that it was given and spent.  The caller
 * frees *values.
 */
size_t cs_study_margins(const struct cs_study *study, int64_t arm, int64_t margin_ppm, double **values);

#endif
