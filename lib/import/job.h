/*
 * One file of an export into the store: the work of `cs-import orders FILE`.
 */
#ifndef CS_JOB_H
#define CS_JOB_H

#include "import/load.h"
#include "import/normal.h"

struct cs_job {
	struct cs_normal_options normal; /* currency is --currency or NULL */
	bool identity_told;              /* normal.identity was chosen; else the store's is taken */
	struct cs_out *rejects;          /* where rows that cannot be used go verbatim, or NULL */
	bool keep_going;                 /* the rows that can be used go in all the same */
	bool dry_run;                    /* count, keep nothing */
	bool progress;                   /* a bar on a terminal */
	cs_time now;
	bool rejects_headed;             /* the header of the rejects is written */
};

struct cs_job_result {
	struct cs_load_counts counts;
	char preset[CS_LOAD_WORD];
	char encoding[CS_LOAD_WORD];
};

/*
 * Imports one file, NULL or "-" for stdin.  Every row that cannot be used is
 * told on stderr, the first 20 in full.  CS_OK; CS_NOTE when rows were
 * rejected and the others went in; CS_EINPUT when the file was refused and
 * nothing of it kept; CS_EUSAGE for a currency that is not the store's;
 * CS_EDB, CS_EIO.  *result is filled for CS_OK and CS_NOTE.
 */
enum cs_status cs_job_run(struct cs_job *job, struct cs_db *db, const char *path,
    struct cs_job_result *result, struct cs_err *err);

#endif
