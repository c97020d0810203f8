#include "import/job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "base/hash.h"
#include "base/num.h"
#include "base/str.h"
#include "import/pipe.h"
#include "import/rejects.h"
#include "stream/progress.h"

#define PROGRESS_ROWS 4096 /* between two looks at the clock */
#define SHOP_CURRENCY "KRW"

/* One file on its way. */
struct run {
	struct cs_job *job;
	struct cs_db *db;
	const char *path;
	const char *name;
	struct cs_normal *normal;
	struct cs_load *load;
	int64_t rejected, skipped, rows;
	char fingerprint[CS_FINGERPRINT_TEXT];
	char currency[4];
};

static bool
is_stdin(const char *path)
{
	return !path || strcmp(path, "-") == 0;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash && slash[1] ? slash + 1 : path;
}

/* The store's currency, "" while it has none, and what tells its customers apart, or -1. */
static enum cs_status
read_shop(struct run *run, int *identity, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(run->db, CS_SQL_SHOP_GET);
	enum cs_status st = cs_step(stmt, err);
	size_t len;

	run->currency[0] = '\0';
	*identity = -1;
	if (st == CS_ROW) {
		snprintf(run->currency, sizeof(run->currency), "%s", cs_col_text(stmt, 0, &len));
		if (!cs_col_is_null(stmt, 2))
			*identity = (int)cs_col_int(stmt, 2);
	}
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

/* Kinds of records that name customers. */
static bool
names_people(const struct run *run)
{
	const struct cs_kind *kind = run->job->normal.kind;

	return kind == &cs_kinds[CS_KIND_ORDERS] || kind == &cs_kinds[CS_KIND_RETURNS] ||
	    kind == &cs_kinds[CS_KIND_CUSTOMERS];
}

/* Two ways of telling people apart in one store would make two customers of one. */
static enum cs_status
settle_identity(struct run *run, int known, struct cs_err *err)
{
	static const char *const words[] = { "id", "phone", "email" };
	struct cs_job *job = run->job;

	if (known < 0 || !names_people(run))
		return CS_OK;
	if (job->identity_told && (int)job->normal.identity != known)
		return cs_err_set(err, CS_EUSAGE, _("--identity: this store tells customers apart by %s; for another way import "
		    "all files again into a new store (--db)"), words[known]);
	job->normal.identity = (enum cs_identity)known;
	return CS_OK;
}

static enum cs_status
settle_shop(struct run *run, struct cs_err *err)
{
	const char *wanted = run->job->normal.currency;
	int identity;
	enum cs_status st = read_shop(run, &identity, err);

	if (st == CS_OK)
		st = settle_identity(run, identity, err);
	if (st != CS_OK)
		return st;
	if (wanted && run->currency[0] && strcmp(wanted, run->currency) != 0)
		return cs_err_set(err, CS_EUSAGE, _("--currency: the store is in %s; one store has one currency"),
		    run->currency);
	if (wanted && !run->currency[0])
		snprintf(run->currency, sizeof(run->currency), "%s", wanted);
	return CS_OK;
}

/* CS_ROW when the very same file is in the store already. A pipe cannot be read twice. */
static enum cs_status
find_known(struct run *run, struct cs_job_result *result, struct cs_err *err)
{
	struct cs_str salt = { 0 };
	struct stat sb;

	if (is_stdin(run->path) || stat(run->path, &sb) != 0 || !S_ISREG(sb.st_mode))
		return CS_NONE;
	bool knowable = cs_normal_salt(&run->job->normal, &salt);
	enum cs_status st = knowable ? cs_fingerprint_file(run->path, salt.data, run->fingerprint, err) : CS_NONE;

	cs_str_release(&salt);
	if (st != CS_OK)
		return st;
	return cs_load_known(run->db, run->fingerprint, &result->counts, result->preset, result->encoding, err);
}

/* A file that names another currency than the store's is not read as if it did not. */
static enum cs_status
open_normal(struct run *run, struct cs_err *err)
{
	struct cs_normal_options options = run->job->normal;

	options.fallback_currency = run->currency[0] ? run->currency : SHOP_CURRENCY;
	options.keep_returns = true;
	enum cs_status st = cs_normal_open(&run->normal, run->path, &options, err);

	if (st != CS_OK || !run->currency[0] || strcmp(cs_normal_currency(run->normal), run->currency) == 0)
		return st;
	return cs_err_set(err, CS_EINPUT, _("%s: its amounts are in %s, the store is in %s; take another store (--db), "
	    "or say --currency %s if they are in that"), run->name, cs_normal_currency(run->normal), run->currency,
	    run->currency);
}

static enum cs_status
begin_load(struct run *run, struct cs_err *err)
{
	struct cs_load_file file = {
		.kind = run->job->normal.kind->name,
		.name = run->name,
		.fingerprint = run->fingerprint,
		.preset = cs_normal_preset(run->normal),
		.encoding = cs_normal_encoding(run->normal),
		.currency = cs_normal_currency(run->normal),
		.decimals = cs_normal_decimals(run->normal),
		.identity = names_people(run) ? (int)run->job->normal.identity : -1,
		.now = run->job->now,
	};

	return cs_load_begin(&run->load, run->db, &file, err);
}

static void
reject(struct run *run, const struct cs_taken *taken)
{
	cs_rejects_add(run->job->rejects, run->normal, taken, run->rejected++, &run->job->rejects_headed);
}

/* A record goes to the store; what contradicts the store is a bad row like any other. */
static enum cs_status
take_record(struct run *run, struct cs_taken *taken, struct cs_err *err)
{
	enum cs_status st = cs_load_add(run->load, taken->record, err);

	if (st == CS_NOTE) {
		taken->column = "";
		taken->reason = err->text;
		reject(run, taken);
		return CS_OK;
	}
	return st;
}

static enum cs_status
take_row(struct run *run, struct cs_taken *taken, struct cs_err *err)
{
	switch (taken->fate) {
	case CS_FATE_RECORD:
		return take_record(run, taken, err);
	case CS_FATE_REJECTED:
		reject(run, taken);
		return CS_OK;
	case CS_FATE_SKIPPED:
		run->skipped++;
		cs_detail(_("%s:%llu: skipped: %s"), run->name, (unsigned long long)taken->line, taken->reason);
		return CS_OK;
	}
	return CS_OK;
}

static enum cs_status
take_rows(struct run *run, struct cs_err *err)
{
	struct cs_pipe *pipe = cs_pipe_open(run->normal);
	struct cs_progress progress;
	struct cs_taken taken;
	enum cs_status st;

	cs_progress_init(&progress, STDERR_FILENO, run->job->progress, run->name, cs_normal_size(run->normal));
	while ((st = cs_pipe_next(pipe, &taken, err)) == CS_ROW) {
		st = take_row(run, &taken, err);
		if (st != CS_OK)
			break;
		if (++run->rows % PROGRESS_ROWS == 0)
			cs_progress_show(&progress, cs_pipe_bytes(pipe), (uint64_t)run->rows);
	}
	cs_progress_release(&progress);
	cs_pipe_close(pipe);
	return st;
}

/* All or nothing: a bad row refuses the file, unless the user said to keep going. */
static enum cs_status
finish(struct run *run, struct cs_job_result *result, struct cs_err *err)
{
	cs_rejects_end(run->normal, run->rejected);
	if (run->rejected > 0 && !run->job->keep_going)
		return cs_err_set(err, CS_EINPUT, _("%s: %lld of %lld rows cannot be used; nothing of the file was imported; "
		    "mend them, or say --keep-going --rejects FILE"),
		    run->name, (long long)run->rejected, (long long)run->rows);
	snprintf(result->preset, sizeof(result->preset), "%s", cs_normal_preset(run->normal));
	snprintf(result->encoding, sizeof(result->encoding), "%s", cs_normal_encoding(run->normal));
	enum cs_status st = cs_load_finish(run->load, run->rejected, run->skipped, run->job->dry_run,
	    &result->counts, err);

	run->load = NULL;
	if (st != CS_OK)
		return st;
	cs_normal_report(run->normal);
	if (result->counts.back > 0)
		cs_note(_("%s: %lld lines that were cancelled or returned are so no longer, and no time in the file says why; "
		    "if it is an older export than the last: cs-import undo %lld"), run->name,
		    (long long)result->counts.back, (long long)result->counts.batch);
	if (run->rejected > 0)
		return cs_err_set(err, CS_NOTE, _("%s: %lld rows rejected, the others imported"), run->name,
		    (long long)run->rejected);
	return CS_OK;
}

enum cs_status
cs_job_run(struct cs_job *job, struct cs_db *db, const char *path, struct cs_job_result *result,
    struct cs_err *err)
{
	struct run run = { .job = job, .db = db, .path = path };

	run.name = is_stdin(path) ? "stdin" : base_name(path);
	*result = (struct cs_job_result){ 0 };
	enum cs_status st = settle_shop(&run, err);

	if (st == CS_OK)
		st = find_known(&run, result, err);
	if (st == CS_ROW)
		return CS_OK;
	if (st == CS_NONE)
		st = open_normal(&run, err);
	if (st == CS_OK)
		st = begin_load(&run, err);
	if (st == CS_OK)
		st = take_rows(&run, err);
	if (st == CS_OK)
		st = finish(&run, result, err);
	cs_load_abort(run.load);
	cs_normal_close(run.normal);
	return st;
}
