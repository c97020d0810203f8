/*
 * Counts by a word (a cause, a product), the largest first, now and in the
 * time before: each with its share, the cumulative share, and how many times
 * as often it came, with exact limits and a verdict that minds how many words
 * were looked at (Benjamini and Hochberg).
 */
#ifndef CS_RANKING_H
#define CS_RANKING_H

#include "report/report.h"

struct cs_rank {
	const char *code;     /* the document's; "" for what has no word */
	const char *name;     /* the same; what a reader sees */
	int64_t count, before;
	double p;             /* of no change, then adjusted for all that were looked at */
	bool known;           /* the change can be told: there are enough */
};

struct cs_ranking {
	struct cs_rank *items; /* owned */
	size_t count, cap;
	int64_t total, before;
	double exposure, exposure_before; /* orders or days that the counts come from; 0: nothing to compare with */
	enum cs_mask mask;     /* of the names in the table */
};

/* Adds to a word's count; `name` is for a new one. */
void cs_ranking_add(struct cs_ranking *ranking, struct cs_report *report, const char *code, const char *name,
    int64_t count, int64_t before);
void cs_ranking_release(struct cs_ranking *ranking);

/* Puts the largest first, what has no word last, and works out the changes. */
void cs_ranking_settle(struct cs_ranking *ranking);

/*
 * The table of the first `rows` words, the first column called `word`, with a
 * bar chart of the counts.  What is left out is told.
 */
void cs_ranking_table(const struct cs_ranking *ranking, struct cs_report *report, const char *table,
    const char *caption, const char *word, size_t rows);

#endif
