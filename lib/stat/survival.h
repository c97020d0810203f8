/*
 * Kaplan and Meier's estimate (1958) for times in whole days: which share has
 * met the event by day t, when some were watched for a shorter time only.
 */
#ifndef CS_SURVIVAL_H
#define CS_SURVIVAL_H

#include "base/base.h"

struct cs_survival {
	int64_t *events;   /* owned; [t]: how many met it after t days */
	int64_t *censored; /* owned; [t]: how many were watched for t days and had not */
	size_t count;      /* of both: the longest time + 1 */
	size_t event_cap, censored_cap;
	int64_t people;
};

void cs_survival_release(struct cs_survival *survival);
void cs_survival_add(struct cs_survival *survival, size_t days, bool event);

/* How many were watched for `days` days or longer without having met it before: whom the share of that day rests on. */
int64_t cs_survival_at_risk(const struct cs_survival *survival, size_t days);

/* The share that has met the event, and its limits. */
struct cs_share {
	double share, low, high; /* NaN where nothing is known */
};

/*
 * The share by the end of day `days`, with 95 % limits: Greenwood's variance
 * on the log-log scale, which keeps them between 0 and 1 (Kalbfleisch and
 * Prentice 1980).  The share is NaN behind the longest time watched, unless
 * everybody met the event; the limits are NaN where the share is 0 or 1.
 */
struct cs_share cs_survival_share(const struct cs_survival *survival, size_t days);

#endif
