/*
 * The ladder of regulars: new, second, regular, big_spender, at_risk, lost.
 * Its thresholds are a text file of names and values, parted by a tab.
 *
 * With the repurchase window = the shop's own p95 of the days between a
 * purchase and the next one, the first rule that fits decides:
 *   lost         the last purchase is longer ago than lost_windows windows
 *   at_risk      ... than one window
 *   big_spender  a regular among the big_spender_share of customers who
 *                spent most
 *   regular      regular_purchases or more
 *   second       two or more
 *   new          one
 */
#ifndef CS_LADDER_H
#define CS_LADDER_H

#include "base/base.h"

enum cs_segment {
	CS_SEGMENT_NEW,
	CS_SEGMENT_SECOND,
	CS_SEGMENT_REGULAR,
	CS_SEGMENT_BIG_SPENDER,
	CS_SEGMENT_AT_RISK,
	CS_SEGMENT_LOST,
	CS_SEGMENT_COUNT
};

extern const char *const cs_segment_words[];

struct cs_ladder {
	double regular_purchases;
	double window_percentile; /* of the gaps: 0 to 100 */
	double window_repeaters;  /* with so many repeaters or fewer the window is not computed */
	double window_days;       /* but this */
	double big_spender_share; /* 0 to 1 */
	double lost_windows;      /* 1 or more */
};

extern const struct cs_ladder cs_ladder_default;

/*
 * Reads the file over the defaults that stand in `ladder`.  Lines that begin
 * with # are comments.  CS_EINPUT names the line of an unknown name or a value that
 * makes no sense; CS_EIO.
 */
enum cs_status cs_ladder_read(struct cs_ladder *ladder, const char *path, struct cs_err *err);

/* What the rules look at. */
struct cs_standing {
	int64_t purchases;
	int64_t recency_days;
	bool spends_much; /* among the big_spender_share who spent most */
};

/* The rules in the order in which they are asked; the last one fits everybody. */
extern const enum cs_segment cs_ladder_rules[CS_SEGMENT_COUNT];
bool cs_ladder_fits(const struct cs_ladder *ladder, double window_days, const struct cs_standing *standing,
    enum cs_segment segment);

/* The first that fits. */
enum cs_segment cs_ladder_segment(const struct cs_ladder *ladder, double window_days,
    const struct cs_standing *standing);

#endif
