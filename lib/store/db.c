#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"

#define APPLICATION_ID 0x43534D31 /* "CSM1" */
#define BUSY_MS 10000
#define CACHE_KIB 32768
#define WAL_SAFE_SINCE 3051003 /* the WAL-reset fault is in 3.7.0 to 3.51.2 */
#define FINDINGS_MAX 100

/* Index + 1 is the version that the block brings the store to. */
static const enum cs_sql migrations[] = {
	CS_SQL_MIGRATE_1,
	CS_SQL_MIGRATE_DISPUTE,
	CS_SQL_MIGRATE_MILEAGE,
	CS_SQL_MIGRATE_CONSULT,
	CS_SQL_MIGRATE_MERGE,
	CS_SQL_MIGRATE_DIGEST,
	CS_SQL_MIGRATE_CONTACT_OWNERS,
	CS_SQL_MIGRATE_CALLED_OFF,
	CS_SQL_MIGRATE_CUSTOMER_ENDED,
};

struct statement {
	const char *name;
	const char *text;
	bool may_scan;
};

static const struct statement statements[CS_SQL_COUNT] = {
#define X(name, scan, text) [CS_SQL_##name] = { #name, text, scan },
#include "sql.inc"
#undef X
};

struct cs_stmt {
	struct cs_db *db;
	sqlite3_stmt *handle;
};

struct cs_db {
	sqlite3 *handle;
	char *path;
	enum cs_db_mode mode;
	int depth;
	bool created; /* by this open */
	bool kept;    /* something beside the schema was committed */
	struct cs_stmt cache[CS_SQL_COUNT];
};

int
cs_db_version(void)
{
	return (int)CS_COUNT(migrations);
}

const char *
cs_sql_name(enum cs_sql which)
{
	return statements[which].name;
}

bool
cs_sql_may_scan(enum cs_sql which)
{
	return statements[which].may_scan;
}

/* What SQLite's code means to the person who has to do something about it. */
static enum cs_status
fail(struct cs_db *db, int code, struct cs_err *err)
{
	switch (code & 0xFF) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return cs_err_set(err, CS_EDB, _("%s: the store is locked by another program; try again when that is done"),
		    db->path);
	case SQLITE_FULL:
		return cs_err_set(err, CS_EDB, _("%s: the disk is full; nothing was changed"), db->path);
	case SQLITE_NOTADB:
		return cs_err_set(err, CS_EDB, _("%s: not a store of this toolkit; name another file with --db"), db->path);
	case SQLITE_CORRUPT:
		return cs_err_set(err, CS_EDB, _("%s: the store is damaged; bring back a copy, or try: "
		    "sqlite3 FILE .recover"), db->path);
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
	case SQLITE_READONLY:
		return cs_err_set(err, CS_EDB, _("%s: %s; is the file, and the folder it is in, yours to write?"), db->path,
		    sqlite3_errmsg(db->handle));
	case SQLITE_IOERR:
	default:
		return cs_err_set(err, CS_EDB, "%s: %s", db->path, sqlite3_errmsg(db->handle));
	}
}

static enum cs_status
execute(struct cs_db *db, const char *sql, struct cs_err *err)
{
	int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? CS_OK : fail(db, code, err);
}

static enum cs_status
pragma_int(struct cs_db *db, const char *sql, int64_t *value, struct cs_err *err)
{
	sqlite3_stmt *handle;
	int code = sqlite3_prepare_v2(db->handle, sql, -1, &handle, NULL);

	if (code == SQLITE_OK && sqlite3_step(handle) == SQLITE_ROW)
		*value = sqlite3_column_int64(handle, 0);
	if (code == SQLITE_OK)
		code = sqlite3_finalize(handle);
	return code == SQLITE_OK ? CS_OK : fail(db, code, err);
}

static enum cs_status
refuse_version(struct cs_db *db, int64_t version, struct cs_err *err)
{
	if (version > cs_db_version())
		return cs_err_set(err, CS_EDB, _("%s: schema %lld is newer than this program's %d; install the newer toolkit"),
		    db->path, (long long)version, cs_db_version());
	return cs_err_set(err, CS_EDB, _("%s: schema %lld, this program needs %d; run: cs-import migrate -d %s"),
	    db->path, (long long)version, cs_db_version(), db->path);
}

static enum cs_status
refuse_missing(const struct cs_db *db, struct cs_err *err)
{
	return cs_err_set(err, CS_EDB, _("%s: no store here yet; make one: cs-import orders FILE -d %s"),
	    db->path, db->path);
}

/* An empty file is version 0 of ours; anything else must carry our mark. */
static enum cs_status
read_version(struct cs_db *db, int64_t *version, struct cs_err *err)
{
	int64_t id = 0, tables = 0;
	enum cs_status st = pragma_int(db, statements[CS_SQL_TABLE_COUNT].text, &tables, err);

	if (st == CS_OK)
		st = pragma_int(db, "PRAGMA application_id", &id, err);
	if (st == CS_OK)
		st = pragma_int(db, "PRAGMA user_version", version, err);
	if (st != CS_OK)
		return st;
	if (id != APPLICATION_ID && (id != 0 || tables != 0))
		return fail(db, SQLITE_NOTADB, err);
	return CS_OK;
}

static enum cs_status
set_version(struct cs_db *db, size_t version, struct cs_err *err)
{
	struct cs_str sql = { 0 };

	/* PRAGMA takes no parameters; both values are our own constants. */
	cs_str_add_format(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %zu",
	    APPLICATION_ID, version);
	enum cs_status st = execute(db, sql.data, err);

	cs_str_release(&sql);
	return st;
}

/* All missing steps in one transaction: a store has one version or the next. */
static enum cs_status
migrate(struct cs_db *db, struct cs_err *err)
{
	int64_t version = 0;
	enum cs_status st = cs_db_begin(db, err);

	if (st == CS_OK)
		st = read_version(db, &version, err);
	if (st == CS_OK && version > cs_db_version())
		st = refuse_version(db, version, err);
	for (size_t i = (size_t)version; st == CS_OK && i < CS_COUNT(migrations); i++) {
		st = cs_db_script(db, migrations[i], err);
		if (st == CS_OK)
			st = set_version(db, i + 1, err);
	}
	if (st == CS_OK && version < cs_db_version())
		st = cs_db_script(db, CS_SQL_ORDER_INDEXES_CREATE, err);
	if (st == CS_OK)
		return cs_db_commit(db, err);
	cs_db_rollback(db);
	return st;
}

static enum cs_status
check_reader(struct cs_db *db, struct cs_err *err)
{
	int64_t version = 0, tables = 0;
	enum cs_status st = read_version(db, &version, err);

	if (st == CS_OK)
		st = pragma_int(db, statements[CS_SQL_TABLE_COUNT].text, &tables, err);
	/* What a program leaves that was killed while it made the store. */
	if (st == CS_OK && tables == 0)
		return refuse_missing(db, err);
	if (st == CS_OK && version != cs_db_version())
		st = refuse_version(db, version, err);
	return st;
}

/*
 * Foreign keys are not enforced row by row, which doubles the time of an
 * import: the loader writes parents first, undo deletes children first, and
 * `cs-import check` and the tests prove that no reference dangles.
 */
static enum cs_status
configure(struct cs_db *db, struct cs_err *err)
{
	struct cs_str sql = { 0 };

	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_busy_timeout(db->handle, BUSY_MS);
	cs_str_add_format(&sql, "PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF; "
	    "PRAGMA cache_size = -%d; PRAGMA temp_store = FILE; PRAGMA threads = 2;", CACHE_KIB);
	bool wal = sqlite3_libversion_number() >= WAL_SAFE_SINCE;

	/*
	 * Pages of 8 KiB: a tenth faster to fill than 4, and no worse to read.
	 * EXTRA also syncs the folder behind the deletion of the journal: with FULL
	 * a power cut could bring the journal back, and it would undo what was
	 * told as done.
	 */
	if (db->mode == CS_DB_WRITE)
		cs_str_add_format(&sql, "PRAGMA page_size = 8192; PRAGMA synchronous = %s; PRAGMA journal_mode = %s;",
		    wal ? "FULL" : "EXTRA", wal ? "WAL" : "DELETE");
	enum cs_status st = execute(db, sql.data, err);

	cs_str_release(&sql);
	return st;
}

/* The folders above the file, for the default place in a new home. */
static void
make_folders(const char *path)
{
	char *copy = cs_strdup(path);

	for (char *p = strchr(copy + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		mkdir(copy, 0700);
		*p = '/';
	}
	free(copy);
}

/* The file is made here, not by SQLite, so that nobody else can ever read it. */
static enum cs_status
prepare_file(struct cs_db *db, struct cs_err *err)
{
	if (access(db->path, F_OK) == 0 || strcmp(db->path, CS_DB_MEMORY) == 0)
		return CS_OK;
	if (db->mode == CS_DB_READ)
		return refuse_missing(db, err);
	make_folders(db->path);
	int fd = open(db->path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0 && errno != EEXIST)
		return cs_err_set(err, CS_EDB, _("%s: %s; is the file, and the folder it is in, yours to write?"), db->path,
		    strerror(errno));
	if (fd >= 0)
		close(fd);
	db->created = fd >= 0;
	return CS_OK;
}

/* A connection is used by one thread at a time, which is what NOMUTEX asks for. */
static enum cs_status
open_handle(struct cs_db *db, int flags, struct cs_err *err)
{
	int code = sqlite3_open_v2(db->path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
	enum cs_status st = code == SQLITE_OK ? configure(db, err) : fail(db, code, err);

	if (st == CS_OK)
		st = db->mode == CS_DB_WRITE ? CS_OK : check_reader(db, err);
	return st;
}

/*
 * A writer that was killed leaves a journal that the next opener must play
 * back, which a read-only handle cannot do: let a writing one do it first.
 */
static enum cs_status
open_reader(struct cs_db *db, struct cs_err *err)
{
	enum cs_status st = open_handle(db, SQLITE_OPEN_READONLY, err);
	int code = sqlite3_extended_errcode(db->handle);

	if (st == CS_OK || (code != SQLITE_READONLY_ROLLBACK && code != SQLITE_READONLY_RECOVERY &&
	    code != SQLITE_CANTOPEN))
		return st;
	sqlite3_close(db->handle);
	db->handle = NULL;
	st = open_handle(db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, err);
	return st;
}

/* SQLite's own bookkeeping of memory takes a lock with every allocation. */
static void
start_sqlite(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_initialize();
}

enum cs_status
cs_db_open(struct cs_db **result, const char *path, enum cs_db_mode mode, struct cs_err *err)
{
	struct cs_db *db = cs_calloc(1, sizeof(*db));

	start_sqlite();
	db->path = cs_strdup(path);
	db->mode = mode;
	enum cs_status st = prepare_file(db, err);

	if (st == CS_OK && mode == CS_DB_READ)
		st = open_reader(db, err);
	if (st == CS_OK && mode == CS_DB_READ)
		st = cs_db_begin(db, err);
	if (st == CS_OK && mode == CS_DB_WRITE)
		st = open_handle(db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, err);
	if (st == CS_OK && mode == CS_DB_WRITE)
		st = migrate(db, err);
	*result = db;
	if (st != CS_OK) {
		cs_db_close(db);
		*result = NULL;
	} else {
		db->kept = false;
	}
	return st;
}

/*
 * A store that this program made and then put nothing into goes again.  The
 * lock keeps out a second program that opened it meanwhile: that one finds
 * its file gone when its turn comes, and says so.
 */
static void
drop_unused(struct cs_db *db)
{
	struct cs_err ignored;
	int64_t used = 0;

	if (!db->created || db->kept || execute(db, "BEGIN EXCLUSIVE", &ignored) != CS_OK)
		return;
	pragma_int(db, statements[CS_SQL_ANY_BATCH].text, &used, &ignored);
	if (used == 0)
		unlink(db->path);
	sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
}

void
cs_db_close(struct cs_db *db)
{
	if (!db)
		return;
	if (db->handle)
		drop_unused(db);
	for (size_t i = 0; i < CS_SQL_COUNT; i++)
		sqlite3_finalize(db->cache[i].handle);
	sqlite3_close(db->handle);
	free(db->path);
	free(db);
}

/* True when the file that is open no longer bears the store's name. */
static bool
has_moved(struct cs_db *db)
{
	int moved = 0;

	return sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved;
}

enum cs_status
cs_db_begin(struct cs_db *db, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	if (db->depth == 0)
		st = execute(db, db->mode == CS_DB_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", err);
	if (st == CS_OK)
		db->depth++;
	if (st == CS_OK && db->depth == 1 && has_moved(db)) {
		cs_db_rollback(db);
		return cs_err_set(err, CS_EDB, _("%s: the store was moved or deleted meanwhile; try again"), db->path);
	}
	return st;
}

enum cs_status
cs_db_commit(struct cs_db *db, struct cs_err *err)
{
	if (db->depth == 0)
		CS_BUG("commit without begin");
	if (--db->depth > 0)
		return CS_OK;
	enum cs_status st = execute(db, "COMMIT", err);

	db->kept = st == CS_OK;
	if (st != CS_OK) {
		db->depth = 1;
		cs_db_rollback(db);
	}
	return st;
}

void
cs_db_rollback(struct cs_db *db)
{
	if (db->depth > 0 && !sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	db->depth = 0;
}

/* Prepares one statement and nothing behind it. */
static void
prepare(struct cs_db *db, enum cs_sql which)
{
	const char *text = statements[which].text, *tail = "";

	if (sqlite3_prepare_v3(db->handle, text, -1, SQLITE_PREPARE_PERSISTENT,
	    &db->cache[which].handle, &tail) != SQLITE_OK) {
		struct cs_str what = { 0 };

		cs_str_add_format(&what, "%s: %s", statements[which].name, sqlite3_errmsg(db->handle));
		CS_BUG(what.data);
	}
	while (*tail == ' ' || *tail == '\n' || *tail == '\t' || *tail == ';')
		tail++;
	if (*tail && strncmp(tail, "--", 2) != 0)
		CS_BUG("text follows a statement");
	db->cache[which].db = db;
}

struct cs_stmt *
cs_db_stmt(struct cs_db *db, enum cs_sql which)
{
	struct cs_stmt *stmt = &db->cache[which];

	if (!stmt->handle)
		prepare(db, which);
	cs_stmt_reset(stmt);
	sqlite3_clear_bindings(stmt->handle);
	return stmt;
}

int
cs_stmt_param(struct cs_stmt *stmt, const char *name)
{
	return sqlite3_bind_parameter_index(stmt->handle, name);
}

static int
must_find(struct cs_stmt *stmt, const char *name)
{
	int param = cs_stmt_param(stmt, name);

	if (param == 0)
		CS_BUG(name);
	return param;
}

void
cs_bind_int_at(struct cs_stmt *stmt, int param, int64_t value)
{
	if (sqlite3_bind_int64(stmt->handle, param, value) != SQLITE_OK)
		CS_BUG("bind");
}

void
cs_bind_text_at(struct cs_stmt *stmt, int param, const char *text, size_t len)
{
	if (sqlite3_bind_text(stmt->handle, param, text, (int)len, SQLITE_STATIC) != SQLITE_OK)
		CS_BUG("bind");
}

void
cs_bind_null_at(struct cs_stmt *stmt, int param)
{
	sqlite3_bind_null(stmt->handle, param);
}

void
cs_bind_bytes_at(struct cs_stmt *stmt, int param, const void *bytes, size_t len)
{
	if (sqlite3_bind_blob(stmt->handle, param, bytes, (int)len, SQLITE_STATIC) != SQLITE_OK)
		CS_BUG("bind");
}

void
cs_bind_int(struct cs_stmt *stmt, const char *name, int64_t value)
{
	cs_bind_int_at(stmt, must_find(stmt, name), value);
}

void
cs_bind_text(struct cs_stmt *stmt, const char *name, const char *text, size_t len)
{
	cs_bind_text_at(stmt, must_find(stmt, name), text, len);
}

void
cs_bind_null(struct cs_stmt *stmt, const char *name)
{
	sqlite3_bind_null(stmt->handle, must_find(stmt, name));
}

enum cs_status
cs_step(struct cs_stmt *stmt, struct cs_err *err)
{
	int code = sqlite3_step(stmt->handle);

	if (code == SQLITE_ROW)
		return CS_ROW;
	if (code == SQLITE_DONE)
		return CS_OK;
	return fail(stmt->db, code, err);
}

enum cs_status
cs_run(struct cs_stmt *stmt, struct cs_err *err)
{
	enum cs_status st = cs_step(stmt, err);

	if (st == CS_ROW)
		CS_BUG("a row nobody asked for");
	sqlite3_reset(stmt->handle);
	return st;
}

void
cs_stmt_reset(struct cs_stmt *stmt)
{
	sqlite3_reset(stmt->handle);
}

int64_t
cs_col_int(struct cs_stmt *stmt, int column)
{
	return sqlite3_column_int64(stmt->handle, column);
}

const char *
cs_col_text(struct cs_stmt *stmt, int column, size_t *len)
{
	const char *text = (const char *)sqlite3_column_text(stmt->handle, column);

	*len = (size_t)sqlite3_column_bytes(stmt->handle, column);
	return text ? text : "";
}

const void *
cs_col_bytes(struct cs_stmt *stmt, int column, size_t *len)
{
	const void *bytes = sqlite3_column_blob(stmt->handle, column);

	*len = (size_t)sqlite3_column_bytes(stmt->handle, column);
	return bytes;
}

bool
cs_col_is_null(struct cs_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt->handle, column) == SQLITE_NULL;
}

bool
cs_col_is_int(struct cs_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt->handle, column) == SQLITE_INTEGER;
}

int64_t
cs_db_int(struct cs_db *db, enum cs_sql which, int64_t otherwise)
{
	struct cs_err ignored;
	struct cs_stmt *stmt = cs_db_stmt(db, which);
	int64_t value = cs_step(stmt, &ignored) == CS_ROW ? cs_col_int(stmt, 0) : otherwise;

	cs_stmt_reset(stmt);
	return value;
}

int64_t
cs_db_changes(struct cs_db *db)
{
	return sqlite3_changes64(db->handle);
}

int64_t
cs_db_last_id(struct cs_db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

enum cs_status
cs_db_script(struct cs_db *db, enum cs_sql which, struct cs_err *err)
{
	return execute(db, statements[which].text, err);
}

enum cs_status
cs_db_plan(struct cs_db *db, enum cs_sql which, struct cs_str *out, struct cs_err *err)
{
	struct cs_str sql = { 0 };
	sqlite3_stmt *handle;

	cs_str_add_format(&sql, "EXPLAIN QUERY PLAN %s", statements[which].text);
	int code = sqlite3_prepare_v2(db->handle, sql.data, -1, &handle, NULL);

	while (code == SQLITE_OK && sqlite3_step(handle) == SQLITE_ROW)
		cs_str_add_format(out, "%s\n", (const char *)sqlite3_column_text(handle, 3));
	if (code == SQLITE_OK)
		code = sqlite3_finalize(handle);
	cs_str_release(&sql);
	return code == SQLITE_OK ? CS_OK : fail(db, code, err);
}

/* Runs a statement whose rows are faults; "ok" is none. */
static enum cs_status
findings_of(struct cs_db *db, enum cs_sql which, void (*tell)(void *, const char *), void *self,
    size_t *findings, struct cs_err *err)
{
	sqlite3_stmt *handle;
	int code = sqlite3_prepare_v2(db->handle, statements[which].text, -1, &handle, NULL);

	while (code == SQLITE_OK && sqlite3_step(handle) == SQLITE_ROW && *findings < FINDINGS_MAX) {
		const char *text = (const char *)sqlite3_column_text(handle, 0);

		if (text && strcmp(text, "ok") == 0)
			continue;
		(*findings)++;
		tell(self, text ? text : "");
	}
	if (code == SQLITE_OK)
		code = sqlite3_finalize(handle);
	return code == SQLITE_OK ? CS_OK : fail(db, code, err);
}

enum cs_status
cs_db_integrity(struct cs_db *db, void (*tell)(void *self, const char *finding), void *self, struct cs_err *err)
{
	size_t findings = 0;

	return findings_of(db, CS_SQL_INTEGRITY_CHECK, tell, self, &findings, err);
}

enum cs_status
cs_db_check(struct cs_db *db, void (*tell)(void *self, const char *finding), void *self,
    size_t *findings, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < CS_SQL_COUNT; i++) {
		const char *name = statements[i].name;

		if (strncmp(name, "CHECK_", 6) == 0 || i == CS_SQL_INTEGRITY_CHECK || i == CS_SQL_FOREIGN_KEY_CHECK)
			st = findings_of(db, (enum cs_sql)i, tell, self, findings, err);
	}
	return st;
}
