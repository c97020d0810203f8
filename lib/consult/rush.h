/*
 * When customers come, and how many of them while nobody is there.
 */
#ifndef CS_RUSH_H
#define CS_RUSH_H

#include "consult/desk.h"
#include "consult/house.h"
#include "stat/proportion.h"
#include "stream/out.h"

/* Consultations that were opened from..to, both days included. */
struct cs_rush {
	int64_t cells[7][24];    /* Monday first, then the hour of the day */
	int64_t outside[7][24];  /* of them, outside the opening hours */
	struct cs_count_of channels[CS_CONTACT_CHANNEL_COUNT]; /* outside, of all */
	struct cs_count_of all;
};

/* CS_OK or CS_EDB. */
enum cs_status cs_rush_take(struct cs_rush *rush, struct cs_desk *desk, const struct cs_hours *hours, cs_day from,
    cs_day to, struct cs_err *err);

/* All 168 hours of a week, for a heat map; no row where nobody came: that is no ledger, or no shop. */
void cs_rush_print_week(const struct cs_rush *rush, struct cs_out *out);

/* The share outside the hours by channel, with Wilson's interval, and of all. */
void cs_rush_print_channels(const struct cs_rush *rush, struct cs_out *out);

#endif
