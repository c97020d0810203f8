#include "stat/survival.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "stat/proportion.h"

void
cs_survival_release(struct cs_survival *s)
{
	free(s->events);
	free(s->censored);
	*s = (struct cs_survival){ 0 };
}

void
cs_survival_add(struct cs_survival *s, size_t days, bool event)
{
	if (days >= s->count) {
		s->events = cs_grow(s->events, &s->event_cap, days + 1, sizeof(*s->events));
		s->censored = cs_grow(s->censored, &s->censored_cap, days + 1, sizeof(*s->censored));
		for (; s->count <= days; s->count++)
			s->events[s->count] = s->censored[s->count] = 0;
	}
	s->events[days] += event;
	s->censored[days] += !event;
	s->people++;
}

int64_t
cs_survival_at_risk(const struct cs_survival *s, size_t days)
{
	int64_t left = s->people;

	for (size_t t = 0; t < days && t < s->count; t++)
		left -= s->events[t] + s->censored[t];
	return left;
}

struct cs_share
cs_survival_share(const struct cs_survival *s, size_t days)
{
	double alive = 1, greenwood = 0;
	int64_t left = s->people;

	for (size_t t = 0; t <= days && t < s->count; t++) {
		double d = (double)s->events[t], n = (double)left;

		if (d > 0 && d < n)
			greenwood += d / (n * (n - d));
		if (d > 0)
			alive *= 1 - d / n;
		left -= s->events[t] + s->censored[t];
	}
	struct cs_share share = { 1 - alive, (double)NAN, (double)NAN };

	if (s->people == 0 || (days >= s->count && alive > 0))
		share.share = (double)NAN;
	else if (alive > 0 && alive < 1) {
		double spread = exp(CS_Z95 * sqrt(greenwood) / -log(alive));

		share.low = 1 - pow(alive, 1 / spread);
		share.high = 1 - pow(alive, spread);
	}
	return share;
}
