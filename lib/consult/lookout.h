/*
 * The commands of cs-consult that look at the open cases, at a period, and at
 * the people who answer.
 */
#ifndef CS_LOOKOUT_H
#define CS_LOOKOUT_H

#include "app/app.h"
#include "consult/desk.h"
#include "consult/house.h"

enum cs_lookout_per { CS_PER_HOUR, CS_PER_CHANNEL };

/* What a command works with, all borrowed, and what the options said. */
struct cs_lookout {
	const struct cs_app *app;
	struct cs_desk *desk;
	const struct cs_house *house;
	const char *agent;      /* an alias; NULL: everybody */
	int64_t limit;          /* of next; 0: all */
	int64_t days;           /* of due and stale; below 0: as usual */
	int64_t stage;          /* of angry; 0: as usual */
	int64_t most;           /* open cases that one can have */
	int64_t level;          /* of causes */
	int per;                /* enum cs_lookout_per */
	cs_day from, to;        /* CS_NO_DAY: as usual */
	bool explain, unassigned, all, incidents;
	bool check;             /* CS_NOTE where something was found */
};

/* Runs the command of that name (app->command). */
enum cs_status cs_lookout_run(struct cs_lookout *look, struct cs_err *err);

/*
 * Prints the built-in file of rules (hours, causes, sla, scores, states,
 * limits) as it is, for a shop to begin its own with.  CS_OK or CS_EUSAGE.
 */
enum cs_status cs_lookout_rules(const struct cs_app *app, struct cs_err *err);

#endif
