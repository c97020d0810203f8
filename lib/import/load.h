/*
 * From canonical records to the store: one file is one batch is one
 * transaction.  Between begin and finish the store is locked; nothing of the
 * file is there until finish has said CS_OK.
 */
#ifndef CS_LOAD_H
#define CS_LOAD_H

#include "import/record.h"
#include "store/db.h"

struct cs_load;

/* What the log keeps of the file. All borrowed until the load ends. */
struct cs_load_file {
	const char *kind;        /* "orders" */
	const char *name;        /* without folders */
	const char *fingerprint; /* of bytes and options: the same file is known again by it */
	const char *preset;
	const char *encoding;
	const char *currency;    /* of the store; set by the first import */
	int decimals;
	int identity;            /* what tells customers apart, or -1: the file names none */
	cs_time now;
};

struct cs_load_counts {
	int64_t batch;
	int64_t rows, inserted, updated, unchanged, rejected, skipped;
	int64_t back; /* lines no longer cancelled or returned, by the order of import alone */
};

/* Locks the store and opens a batch. CS_OK or CS_EDB. */
enum cs_status cs_load_begin(struct cs_load **load, struct cs_db *db, const struct cs_load_file *file,
    struct cs_err *err);

/*
 * Takes one record and counts it.  CS_NOTE, with the reason in err, when it
 * contradicts the store (the caller counts it as rejected); CS_EDB.
 */
enum cs_status cs_load_add(struct cs_load *load, const struct cs_record *record, struct cs_err *err);

/*
 * Closes the batch with the rows that never reached cs_load_add(), commits,
 * and frees the load; *counts is what the log says.  With `dry` everything is
 * counted and nothing kept.
 */
enum cs_status cs_load_finish(struct cs_load *load, int64_t rejected, int64_t skipped, bool dry,
    struct cs_load_counts *counts, struct cs_err *err);

/* Rolls back and frees. NULL is fine. */
void cs_load_abort(struct cs_load *load);

#define CS_LOAD_WORD 32 /* room for the name of a preset or an encoding, and a NUL */

/*
 * CS_ROW with the counts of the batch that took the very same file before
 * (everything unchanged now) and how it was read; CS_NONE when none did; CS_EDB.
 */
enum cs_status cs_load_known(struct cs_db *db, const char *fingerprint, struct cs_load_counts *counts,
    char preset[CS_LOAD_WORD], char encoding[CS_LOAD_WORD], struct cs_err *err);

/*
 * Takes one batch back: what it brought goes, what it changed is as before.
 * CS_NONE for an unknown batch, CS_NOTE when it was undone already or a later
 * batch (named in err) changed its rows since; CS_EDB.
 */
enum cs_status cs_load_undo(struct cs_db *db, int64_t batch, cs_time now, struct cs_err *err);

#endif
