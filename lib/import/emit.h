/*
 * `cs-import --emit KIND`: files in, canonical records out, no store.
 */
#ifndef CS_EMIT_H
#define CS_EMIT_H

#include "import/normal.h"

struct cs_emit {
	struct cs_normal_options normal;
	struct cs_out *out;     /* the records */
	struct cs_out *rejects; /* where rows that cannot be used go verbatim, or NULL */
	bool keep_going;
	/* Zero to begin with. */
	bool begun, rejects_headed;
	int decimals;
	char currency[4];
	struct cs_col columns[CS_RECORD_FIELDS_MAX];
};

/*
 * Prints the records of one file (NULL or "-": stdin) under a header that is
 * written once.  Rows that cannot be used are told on stderr; the others are
 * printed all the same, but the outcome is CS_EINPUT, or CS_NOTE with
 * keep_going.  CS_EUSAGE, CS_EINPUT and CS_EIO as cs_normal_open(); CS_EINPUT
 * too for a file in another currency than the one before.
 */
enum cs_status cs_emit_file(struct cs_emit *emit, const char *path, struct cs_err *err);

#endif
