/*
 * The shop's own rules for its consultations, read once by every command that
 * works out clocks or sums: holidays, hours, causes, levels of service, and
 * weights.
 */
#ifndef CS_HOUSE_H
#define CS_HOUSE_H

#include "consult/score.h"
#include "consult/sla.h"

/* A file each; NULL: what is built in. */
struct cs_house_files {
	const char *holidays, *hours, *causes, *sla, *scores;
};

struct cs_house {
	struct cs_calendar calendar;
	struct cs_hours hours;
	struct cs_causes causes;
	struct cs_sla sla;
	struct cs_weights weights;
};

/* CS_OK, CS_EINPUT with file and line, CS_EIO.  Not to be moved afterwards: its parts point to each other. */
enum cs_status cs_house_open(struct cs_house *house, const struct cs_house_files *files, struct cs_err *err);
void cs_house_close(struct cs_house *house);

#endif
