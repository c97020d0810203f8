/*
 * The days between a purchase and the customer's next one, counted.  With
 * groups: between a purchase with a line of the group and the same customer's
 * next one with such a line, which is the rhythm of that product.
 */
#ifndef CS_GAPS_H
#define CS_GAPS_H

#include "repurchase/pairs.h"
#include "repurchase/history.h"
#include "repurchase/period.h"
#include "stat/counts.h"

/* What was seen last of a group: whose purchase, and when. */
struct cs_gap_last {
	uint64_t buyer;
	cs_day day;
};

struct cs_gaps {
	struct cs_span span;        /* the later purchase of a pair lies in it */
	struct cs_pairs index;
	struct cs_gap {
		uint32_t group;
		struct cs_count days; /* how long, how often */
	} *items;                   /* owned */
	size_t count, cap;
	struct cs_gap_last *last;   /* owned; by group */
	size_t last_count, last_cap;
	uint64_t buyers;
	uint64_t repeaters;         /* buyers with at least one gap in the span */
};

void cs_gaps_release(struct cs_gaps *gaps);

/* Counts one buyer's gaps. */
void cs_gaps_add(struct cs_gaps *gaps, const struct cs_buyer *buyer, bool grouped);

/*
 * Counts the whole history and sorts the gaps by the group's word and by
 * days.  CS_OK, or what cs_history_next() fails with.
 */
enum cs_status cs_gaps_run(struct cs_gaps *gaps, struct cs_history *history, bool grouped,
    struct cs_err *err);

/* Sorts by group number and days, for callers of cs_gaps_add(). */
void cs_gaps_sort(struct cs_gaps *gaps);

/*
 * Copies the counts of the group that begins at *at into `counts` (room for
 * gaps->count), moves *at behind it and returns how many; 0 at the end.
 */
size_t cs_gaps_group(const struct cs_gaps *gaps, size_t *at, struct cs_count *counts);

#endif
