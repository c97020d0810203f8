/*
 * What the models of prediction see of each customer: the number of repeat
 * purchases x, the time from the first purchase to the last t, and the time
 * from the first purchase to the end of observation T, in days; and those who
 * are alike in all three as one row with a weight.
 */
#ifndef CS_SEEN_H
#define CS_SEEN_H

#include "repurchase/pairs.h"
#include "repurchase/history.h"

struct cs_seen {
	uint32_t repeats;   /* purchases after the first, up to the end */
	uint32_t after;     /* purchases after the end: the holdout */
	int32_t last, age;  /* t and T */
	uint32_t row;       /* in `rows`, once they are made */
	double spend;       /* mean amount of the repeat purchases, in the currency; 0 without any */
};

struct cs_seen_row {
	uint32_t repeats, weight;
	int32_t last, age;
};

struct cs_base {
	cs_day end;              /* the last day of observation; set before */
	struct cs_seen *items;   /* owned */
	size_t count, cap;
	size_t repeaters;
	struct cs_seen_row *rows; /* owned; by repeats, last and age */
	size_t row_count;
	int32_t longest;         /* the largest age */
	bool by_day;             /* set before: keep `bought` */
	struct cs_base_day {
		cs_day day;
		uint32_t newcomers;  /* first purchases on this day, up to the end */
		int64_t repeats;     /* later ones of those customers, beyond the end too */
	} *bought;               /* owned; by day, once the rows are made */
	size_t day_count, day_cap;
	struct cs_pairs days;
	double log_gaps;         /* sum of ln of the gaps in days, those of 0 days left out */
	bool ties;               /* there are gaps of 0 days */
	/* Shares that the first of a customer's last two gaps has in both, for Wheat and Morrison. */
	struct { double sum, squares; size_t count; } shares;
};

/* Counts a buyer; who first bought after the end is not seen. */
void cs_base_add(struct cs_base *base, const struct cs_buyer *buyer);

/*
 * Makes the rows, after the last buyer, and turns amounts into the currency,
 * of which one is `unit` in the history: 10^scale.
 */
void cs_base_settle(struct cs_base *base, double unit);
void cs_base_release(struct cs_base *base);

/*
 * Reads the whole history and makes the rows.  Set end before.  CS_OK, or
 * what cs_history_next() fails with.
 */
enum cs_status cs_base_run(struct cs_base *base, struct cs_history *history, struct cs_err *err);

/*
 * How regular the gaps are (Wheat and Morrison 1990): the k of the Erlang
 * distribution whose shares of neighbouring gaps vary as much as these; 1 is
 * chance.  NaN with fewer than two customers of three purchases.
 */
double cs_base_regularity(const struct cs_base *base);

#endif
