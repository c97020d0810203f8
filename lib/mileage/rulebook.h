/*
 * Policies as a person handles them: files that are checked, compared, tried
 * on the past and put in force.
 */
#ifndef CS_RULEBOOK_H
#define CS_RULEBOOK_H

#include "mileage/simulate.h"
#include "stream/out.h"

struct cs_rulebook_ask {
	const char *what; /* check show diff set list */
	const char *file; /* check, diff, set: the text; show: a version; may be NULL */
	const char *db_path;
	cs_day from;      /* set: in force from this day on */
};

/* CS_NOTE where a check warns; CS_EUSAGE, CS_EINPUT, CS_EDB, CS_EIO. */
enum cs_status cs_rulebook_run(const struct cs_rulebook_ask *ask, struct cs_out *out, struct cs_err *err);

/* cs_simulate() with the policy of a file, or (NULL) with the ledger's own. */
enum cs_status cs_rulebook_simulate(struct cs_db *db, const char *file, const struct cs_simulate_options *options,
    struct cs_out *out, struct cs_err *err);

/* cs_notices() at the days of a list such as "60,30,3", or (NULL) of the policy. */
enum cs_status cs_rulebook_notices(struct cs_db *db, cs_time now, cs_day today, const char *days, bool record,
    struct cs_out *out, struct cs_err *err);

/* "0.1" or "10%" in millionths. CS_EUSAGE names the option. */
enum cs_status cs_rate_option(const char *option, const char *text, int64_t *ppm, struct cs_err *err);

#endif
