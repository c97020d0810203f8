/*
 * The store: opening, migrating, statements, transactions.  The only file
 * that knows sqlite3.h.  SQL text lives in .sql files and is used by name.
 */
#ifndef CS_DB_H
#define CS_DB_H

#include "base/base.h"

/* Every "-- :name FOO" block of the .sql files as CS_SQL_FOO. */
#define X(name, scan, text) CS_SQL_##name,
enum cs_sql {
#include "sql.inc"
	CS_SQL_COUNT
};
#undef X

struct cs_db;
struct cs_stmt; /* belongs to its cs_db, which finalises it */

#define CS_DB_MEMORY ":memory:" /* a store that is gone when it is closed */

enum cs_db_mode {
	CS_DB_READ,  /* must exist and have this version; is never written, and is seen as it was at the open */
	CS_DB_WRITE, /* is made (0600) or brought to this version where needed */
};

/*
 * CS_EDB, with the remedy, for a store that is missing (READ), foreign,
 * damaged, newer, older (READ), locked for more than 10 seconds or
 * unreadable.  A store that was made by the open and into which nothing was
 * committed is deleted by the close, so that a failed import leaves no trace.
 */
enum cs_status cs_db_open(struct cs_db **db, const char *path, enum cs_db_mode mode,
    struct cs_err *err);
void cs_db_close(struct cs_db *db);

/*
 * Transactions count their depth: only the outermost pair does something.  A
 * writer's begin takes the write lock at once, waiting up to 10 seconds.  A
 * reader's open begins one, so that all numbers of an output come from one
 * moment.  Rollback ends all depths.
 */
enum cs_status cs_db_begin(struct cs_db *db, struct cs_err *err);
enum cs_status cs_db_commit(struct cs_db *db, struct cs_err *err);
void cs_db_rollback(struct cs_db *db);

/*
 * The statement, reset, with nothing bound; prepared on first use and kept.
 * A statement that does not prepare is a bug.
 */
struct cs_stmt *cs_db_stmt(struct cs_db *db, enum cs_sql which);

/*
 * Bind by name; an unknown name is a bug.  Text is borrowed until the next
 * reset.  For loops over millions of rows
 * cs_stmt_param() finds the number once and the _at() forms use it.
 */
void cs_bind_int(struct cs_stmt *stmt, const char *name, int64_t value);
void cs_bind_text(struct cs_stmt *stmt, const char *name, const char *text, size_t len);
void cs_bind_null(struct cs_stmt *stmt, const char *name);
int cs_stmt_param(struct cs_stmt *stmt, const char *name); /* 0 where there is none */
void cs_bind_int_at(struct cs_stmt *stmt, int param, int64_t value);
void cs_bind_text_at(struct cs_stmt *stmt, int param, const char *text, size_t len);
void cs_bind_null_at(struct cs_stmt *stmt, int param);
void cs_bind_bytes_at(struct cs_stmt *stmt, int param, const void *bytes, size_t len);

/*
 * CS_ROW, CS_OK at the end, or CS_EDB.  cs_run() steps a statement that
 * returns no row, and resets it.
 */
enum cs_status cs_step(struct cs_stmt *stmt, struct cs_err *err);
enum cs_status cs_run(struct cs_stmt *stmt, struct cs_err *err);
void cs_stmt_reset(struct cs_stmt *stmt);

/* Columns of the current row, from 0. Text lives until the next step or reset. */
int64_t cs_col_int(struct cs_stmt *stmt, int column);
const char *cs_col_text(struct cs_stmt *stmt, int column, size_t *len); /* NULL is "" */
const void *cs_col_bytes(struct cs_stmt *stmt, int column, size_t *len);
bool cs_col_is_null(struct cs_stmt *stmt, int column);
bool cs_col_is_int(struct cs_stmt *stmt, int column);

/* The first column of the first row, or `otherwise` (also after an error). */
int64_t cs_db_int(struct cs_db *db, enum cs_sql which, int64_t otherwise);

/* Rows that the last INSERT, UPDATE or DELETE touched; the id of the last insert. */
int64_t cs_db_changes(struct cs_db *db);
int64_t cs_db_last_id(struct cs_db *db);

/* Runs a script of several statements, as migrations are. */
enum cs_status cs_db_script(struct cs_db *db, enum cs_sql which, struct cs_err *err);

/* The version that this build reads and writes, and the name of a statement. */
int cs_db_version(void);
const char *cs_sql_name(enum cs_sql which);
bool cs_sql_may_scan(enum cs_sql which);

/*
 * The plan of a statement as EXPLAIN QUERY PLAN words it, a line a step, into
 * `out`; for the test that no statement scans a table unplanned.
 */
struct cs_str;
enum cs_status cs_db_plan(struct cs_db *db, enum cs_sql which, struct cs_str *out, struct cs_err *err);

/* Only the integrity of the file: as cs_db_check(), without a count. */
enum cs_status cs_db_integrity(struct cs_db *db, void (*tell)(void *self, const char *finding), void *self,
    struct cs_err *err);

/*
 * Integrity of the file, foreign keys, and every invariant (the statements
 * named CHECK_...): calls `tell` with each
 * finding, at most 100, and counts them.
 */
enum cs_status cs_db_check(struct cs_db *db, void (*tell)(void *self, const char *finding),
    void *self, size_t *findings, struct cs_err *err);

#endif
