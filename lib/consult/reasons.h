/*
 * Why customers came in a period: the tree of causes with counts, each with
 * what stands below it, and beside the period before.
 */
#ifndef CS_REASONS_H
#define CS_REASONS_H

#include "consult/cause.h"
#include "consult/desk.h"
#include "stat/proportion.h"
#include "stream/out.h"

#define CS_REASON_PERIODS 2 /* the period, and the one of the same length before it */

struct cs_reason {
	int64_t own, contacts, complaints; /* with this very code; with those below it; of them complaints */
};

struct cs_reasons {
	const struct cs_causes *causes; /* borrowed */
	struct cs_reason *items[CS_REASON_PERIODS];   /* owned: one for each cause */
	struct cs_reason uncoded[CS_REASON_PERIODS];  /* without a code */
	struct cs_reason unknown[CS_REASON_PERIODS];  /* with a code that the table lacks */
	int64_t all[CS_REASON_PERIODS];
};

/* Consultations opened from..to, and in as many days before.  CS_OK or CS_EDB. */
enum cs_status cs_reasons_take(struct cs_reasons *reasons, struct cs_desk *desk, const struct cs_causes *causes,
    cs_day from, cs_day to, struct cs_err *err);
void cs_reasons_release(struct cs_reasons *reasons);

/*
 * Causes down to `level` that came up in either period, the whole table with
 * `all`; shares with Wilson's interval, changes with Newcombe's.
 */
void cs_reasons_print(const struct cs_reasons *reasons, int level, bool all, bool korean, struct cs_out *out);

/* The table itself, without counts: rows that have the word in a code or a name (NULL: all). */
void cs_causes_print(const struct cs_causes *causes, const char *word, cs_day today, bool korean, struct cs_out *out);

#endif
