/*
 * A user's own file of days off, one line a day, read into the calendar: the
 * holidays that the built-in table does not have yet, and the shop's own
 * closed days.  base/calendar.h tells what a line may say.
 */
#ifndef CS_DAYSOFF_H
#define CS_DAYSOFF_H

#include "base/calendar.h"

/* Leaves the calendar indexed.  CS_OK, CS_EINPUT with file and line, CS_EIO. */
enum cs_status cs_daysoff_read(struct cs_calendar *cal, const char *path, struct cs_err *err);

#endif
