/*
 * When the shop answers, and time counted in those hours alone.  Weekly
 * hours with several blocks a day, which may run past midnight, breaks for
 * lunch, public holidays (base/calendar.h), special openings and closings.
 * The wall clock is Seoul's, which has no summer time.
 *
 * Two primitives, each the inverse of the other:
 *
 *	cs_hours_diff(h, t, cs_hours_add(h, t, s)) == s        for s >= 0
 *	cs_hours_add(h, t, cs_hours_diff(h, t, u)) == u        while open at u
 *
 * Both take time that does not grow with the distance: open seconds are
 * summed up once for every day of the table of holidays, and by whole weeks
 * beyond it, where holidays are not known and only the week counts.
 *
 * A file of hours has one rule a line (default.hours shows them all):
 *
 *	week mon-fri 09:00-12:30 13:30-18:00
 *	week fri 22:00-02:00            belongs to Friday, also after midnight
 *	lunch mon,wed 12:00-13:00       taken out of the weekly hours
 *	holidays closed                 or hours, or "week": like any other day
 *	day 2026-12-24 09:00-13:00      exactly these, holiday or not
 *	day 2026-08-03..2026-08-07 closed
 */
#ifndef CS_HOURS_H
#define CS_HOURS_H

#include "base/calendar.h"

#define CS_BLOCKS_MAX 16 /* of a day, when lunch has parted them */

/* Seconds of a day, from its midnight; `to` may lie on the next day. */
struct cs_block {
	int32_t from, to;
};

/* In order, and apart from each other. */
struct cs_blocks {
	struct cs_block items[CS_BLOCKS_MAX];
	size_t count;
};

struct cs_special {
	cs_day day;
	struct cs_blocks blocks;
};

struct cs_hours {
	const struct cs_calendar *calendar; /* borrowed */
	struct cs_blocks week[7], lunch[7]; /* Monday first */
	struct cs_blocks holiday;
	bool holiday_as_week;
	struct cs_special *specials;        /* owned, by day */
	size_t special_count, special_cap;
	/* What cs_hours_index() makes of it: days first..last one by one, then weeks. */
	cs_day first, last;
	int64_t *before;                    /* owned: open seconds from `first` to each day's start */
	uint32_t *at;                       /* owned: where each day's blocks begin in `open` */
	struct cs_block *open;              /* owned: within one day, what came over midnight too */
	size_t open_count, open_cap;
	int64_t week_before[8];
	uint32_t week_at[8];
	struct cs_block week_open[7 * 2 * CS_BLOCKS_MAX];
};

/* All closed; `calendar` must be indexed and live longer. */
void cs_hours_init(struct cs_hours *hours, const struct cs_calendar *calendar);
void cs_hours_release(struct cs_hours *hours);

/* One line of a file of hours. CS_OK, or CS_EINPUT with the reason. */
enum cs_status cs_hours_line(struct cs_hours *hours, const char *line, size_t len, struct cs_err *err);

/* Call once after the last line. CS_EINPUT: a week without any open hour. */
enum cs_status cs_hours_index(struct cs_hours *hours, struct cs_err *err);

/*
 * The three steps at once: from the file, or for NULL from the built-in
 * default (09:00 to 18:00 with an hour for lunch, Monday to Friday).  CS_OK,
 * CS_EINPUT with file and line, CS_EIO.
 */
enum cs_status cs_hours_open(struct cs_hours *hours, const struct cs_calendar *calendar, const char *path,
    struct cs_err *err);

/* Open seconds from a to b; negative where b comes first. */
int64_t cs_hours_diff(const struct cs_hours *hours, cs_time a, cs_time b);

/* The first moment with `seconds` open ones between `t` and it; `t` itself for 0 and less. */
cs_time cs_hours_add(const struct cs_hours *hours, cs_time t, int64_t seconds);

bool cs_hours_is_open(const struct cs_hours *hours, cs_time t);

/*
 * The end of the `count`th business day after the day of `t`: 23:59:59.
 * Business days are Monday to Friday without public holidays, whatever the
 * shop's own hours are: so do markets count them, and they know nothing of a
 * shop's holidays.
 */
cs_time cs_hours_business_end(const struct cs_hours *hours, cs_time t, int64_t count);

/* Business days after the day of `a` up to the day of `b`; 0 where b is not later. */
int64_t cs_hours_business_days(const struct cs_hours *hours, cs_time a, cs_time b);

/* False beyond the table of holidays: what is counted there may be too much. */
bool cs_hours_is_sure(const struct cs_hours *hours, cs_time t);

#endif
