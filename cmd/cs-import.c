/*
 * cs-import - shop exports into the store, or normalised to stdout.
 *
 * Reads the CSV and TSV files that shops download, in whatever encoding and
 * with whatever headers, and either writes them to the store (one file is one
 * transaction, all or nothing) or, with --emit, prints canonical TSV.
 *
 *	cs-import orders --preset auto *.csv
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "base/num.h"
#include "import/emit.h"
#include "import/job.h"
#include "import/merge.h"
#include "import/show.h"

static struct {
	const char *emit, *preset, *encoding, *header_row, *rejects, *currency, *merge;
	struct cs_list maps, preset_files;
	int identity;
	bool keep_going, dry_run;
} cfg;

#define KINDS "orders returns customers products inserts visits spend contacts emit"

static const struct cs_opt options[] = {
	{ CS_OPT_TEXT, 0, "emit", "KIND", &cfg.emit, "emit", N_("print canonical records of KIND instead of storing them"), 0, 0 },
	{ CS_OPT_TEXT, 0, "preset", "NAME|auto", &cfg.preset, KINDS, N_("how to read the file; auto goes by its header"), 0, 0 },
	{ CS_OPT_LIST, 0, "preset-file", "FILE", &cfg.preset_files, KINDS " presets preset", N_("a preset of your own (repeatable)"), 0, 0 },
	{ CS_OPT_LIST, 0, "map", "FIELD=HEADER", &cfg.maps, KINDS, N_("take FIELD from this column (repeatable)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "encoding", "auto|utf-8|cp949|NAME", &cfg.encoding, KINDS, N_("encoding of the file"), 0, 0 },
	{ CS_OPT_TEXT, 0, "header-row", "N|auto", &cfg.header_row, KINDS, N_("row of the header"), 0, 0 },
	{ CS_OPT_WORD, 0, "identity", "id|phone|email", &cfg.identity, "orders returns customers emit", N_("what tells customers apart first"), 0, 0 },
	{ CS_OPT_TEXT, 0, "currency", "CODE", &cfg.currency, KINDS, N_("ISO 4217 code of the shop's currency"), 0, 0 },
	{ CS_OPT_FLAG, 0, "keep-going", NULL, &cfg.keep_going, KINDS, N_("import the good rows although there are bad ones"), 0, 0 },
	{ CS_OPT_TEXT, 0, "rejects", "FILE", &cfg.rejects, KINDS, N_("write the bad rows here, a reason in front"), 0, 0 },
	{ CS_OPT_FLAG, 0, "dry-run", NULL, &cfg.dry_run, "orders returns customers products inserts visits spend contacts", N_("count everything, keep nothing"), 0, 0 },
	{ CS_OPT_TEXT, 0, "merge", "FILE", &cfg.merge, "customers", N_("merge customers: columns customer_id and into"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

static const char *
implied_command(void)
{
	return cfg.emit ? "emit" : NULL;
}

static enum cs_status
read_options(const struct cs_app *app, const struct cs_kind *kind, struct cs_normal_options *normal,
    struct cs_err *err)
{
	int64_t row = 0;

	if (cfg.currency && cs_currency_decimals(cfg.currency) < 0)
		return cs_err_set(err, CS_EUSAGE, _("--currency: \"%s\" is not an ISO 4217 code that is known here"),
		    cfg.currency);
	if (cfg.header_row && strcmp(cfg.header_row, "auto") != 0 &&
	    (!cs_int_parse(cfg.header_row, strlen(cfg.header_row), &row) || row < 1 || row > 1000))
		return cs_err_set(err, CS_EUSAGE, _("--header-row: \"%s\" is not auto or a number from 1 to 1000"),
		    cfg.header_row);
	*normal = (struct cs_normal_options){
		.kind = kind,
		.preset = cfg.preset,
		.maps = &cfg.maps,
		.preset_files = &cfg.preset_files,
		.encoding = cfg.encoding,
		.header_row = (int)row,
		.identity = (enum cs_identity)cfg.identity,
		.currency = cfg.currency,
		.reveal = app->reveal,
		.as_of = app->as_of,
	};
	return CS_OK;
}

/* The store, or with --dry-run one in memory where there is none to look at. */
static enum cs_status
open_store(const struct cs_app *app, struct cs_db **db, struct cs_err *err)
{
	bool pretend = cfg.dry_run && access(app->db_path, F_OK) != 0;

	return cs_db_open(db, pretend ? CS_DB_MEMORY : app->db_path, CS_DB_WRITE, err);
}

static enum cs_status
open_rejects(struct cs_out **rejects, struct cs_err *err)
{
	struct cs_out_options form = { .format = CS_FORMAT_CSV, .path = cfg.rejects, .reveal = true };

	return cfg.rejects ? cs_out_open(rejects, &form, err) : CS_OK;
}

static enum cs_status
close_rejects(struct cs_out *rejects, enum cs_status st, struct cs_err *err)
{
	struct cs_err closing = { 0 };

	if (!rejects || cs_out_close(rejects, true, &closing) == CS_OK || cs_failed(st))
		return st;
	*err = closing;
	return closing.status;
}

/* The files of the command line, or standard input. */
static char **
files_of(const struct cs_app *app, size_t *count)
{
	static char standard_input[] = "-";
	static char *none[] = { standard_input };

	*count = app->arg_count > 0 ? app->arg_count : 1;
	return app->arg_count > 0 ? app->args : none;
}

static const struct cs_col file_columns[] = {
	{ "file", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "preset", CS_CELL_TEXT },
	{ "encoding", CS_CELL_TEXT }, { "rows", CS_CELL_NUMBER }, { "inserted", CS_CELL_NUMBER },
	{ "updated", CS_CELL_NUMBER }, { "unchanged", CS_CELL_NUMBER }, { "rejected", CS_CELL_NUMBER },
	{ "skipped", CS_CELL_NUMBER }, { "batch", CS_CELL_NUMBER },
};

static void
write_counts(struct cs_out *out, const char *file, const char *kind, const struct cs_job_result *result)
{
	const struct cs_load_counts *n = &result->counts;

	cs_out_str(out, file);
	cs_out_str(out, kind);
	cs_out_str(out, result->preset);
	cs_out_str(out, result->encoding);
	cs_out_int(out, n->rows);
	cs_out_int(out, n->inserted);
	cs_out_int(out, n->updated);
	cs_out_int(out, n->unchanged);
	cs_out_int(out, n->rejected);
	cs_out_int(out, n->skipped);
	if (cfg.dry_run)
		cs_out_empty(out);
	else
		cs_out_int(out, n->batch);
	cs_out_end(out);
}

/*
 * Every file stands alone: one that is refused does not keep the others out.
 * The worst outcome is the program's.
 */
static enum cs_status
import_files(const struct cs_app *app, struct cs_job *job, struct cs_db *db, struct cs_err *err)
{
	size_t count;
	char **files = files_of(app, &count);
	enum cs_status worst = CS_OK;

	cs_out_begin(app->out, file_columns, CS_COUNT(file_columns));
	for (size_t i = 0; i < count; i++) {
		struct cs_job_result result;
		enum cs_status st = cs_job_run(job, db, files[i], &result, err);

		if (st == CS_OK || st == CS_NOTE)
			write_counts(app->out, files[i], app->command, &result);
		if (st > worst)
			worst = st;
		if (st == CS_EDB || st == CS_EUSAGE)
			return st;
		if (st != CS_OK)
			cs_warn("%s", err->text);
		err->text[0] = '\0';
	}
	return worst;
}

/* Undo, merge and migrate write to a store that is there; they never make one. */
static enum cs_status
open_existing(const struct cs_app *app, struct cs_db **db, struct cs_err *err)
{
	if (access(app->db_path, F_OK) != 0)
		return cs_db_open(db, app->db_path, CS_DB_READ, err);
	return cs_db_open(db, app->db_path, CS_DB_WRITE, err);
}

/* Points stand in a ledger that nobody but cs-mileage writes. */
static void
tell_points(const char *customer, const char *into, int64_t points)
{
	cs_note(_("%s has %lld points of its own; move them: cs-mileage merge %s --into %s --key KEY"), customer,
	    (long long)points, customer, into);
}

static enum cs_status
run_merge(struct cs_app *app, struct cs_err *err)
{
	struct cs_merge_result merged;
	struct cs_job_result result = { .preset = "merge" };
	struct cs_db *db;

	if (app->arg_count > 0)
		return cs_err_set(err, CS_EUSAGE, _("--merge stands alone: import members first"));
	enum cs_status st = open_existing(app, &db, err);

	if (st != CS_OK)
		return st;
	st = cs_merge_file(db, cfg.merge, app->now, cfg.dry_run, tell_points, &merged, err);
	cs_db_close(db);
	if (st != CS_OK)
		return st;
	result.counts = merged.counts;
	snprintf(result.encoding, sizeof(result.encoding), "%s", merged.encoding);
	cs_out_begin(app->out, file_columns, CS_COUNT(file_columns));
	write_counts(app->out, cfg.merge, app->command, &result);
	return CS_OK;
}

/* One person under the keys of two shops counts twice in every rate. */
static enum cs_status
tell_shared(const struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	int64_t count;

	if (strcmp(app->command, "orders") != 0 || app->quiet || cfg.dry_run)
		return CS_OK;
	enum cs_status st = cs_merge_phones(db, &count, err);

	if (st == CS_OK && count > 0)
		cs_note(cs_tr_count("%lld telephone number belongs to more than one customer; see: cs-repurchase customers --dedupe",
		    "%lld telephone numbers belong to more than one customer; see: cs-repurchase customers --dedupe",
		    (unsigned long long)count), (long long)count);
	return st;
}

static enum cs_status
run_kind(struct cs_app *app, struct cs_err *err)
{
	struct cs_job job = { .identity_told = cs_opt_given("identity"), .keep_going = cfg.keep_going, .dry_run = cfg.dry_run, .progress = !app->quiet, .now = app->now };
	struct cs_db *db = NULL;

	if (cfg.merge)
		return run_merge(app, err);
	enum cs_status st = read_options(app, cs_kind_find(app->command), &job.normal, err);

	if (st == CS_OK)
		st = open_store(app, &db, err);
	if (st == CS_OK)
		st = open_rejects(&job.rejects, err);
	if (st == CS_OK)
		st = import_files(app, &job, db, err);
	if (st == CS_OK)
		st = tell_shared(app, db, err);
	cs_db_close(db);
	return close_rejects(job.rejects, st, err);
}

static enum cs_status
emit_files(const struct cs_app *app, struct cs_emit *emit, struct cs_err *err)
{
	size_t count;
	char **files = files_of(app, &count);
	enum cs_status worst = CS_OK;

	for (size_t i = 0; i < count; i++) {
		enum cs_status st = cs_emit_file(emit, files[i], err);

		if (st == CS_EUSAGE || st == CS_EIO)
			return st;
		if (st != CS_OK)
			cs_warn("%s", err->text);
		err->text[0] = '\0';
		worst = st > worst ? st : worst;
	}
	return worst;
}

static enum cs_status
run_emit(struct cs_app *app, struct cs_err *err)
{
	struct cs_emit emit = { .out = app->out, .keep_going = cfg.keep_going };

	if (!cfg.emit)
		return cs_err_set(err, CS_EUSAGE, _("emit: of which kind? say: cs-import --emit orders FILE"));
	const struct cs_kind *kind = cs_kind_find(cfg.emit);

	if (!kind)
		return cs_err_set(err, CS_EUSAGE, _("--emit: \"%s\" is not a kind of record; those are: %s"), cfg.emit,
		    "orders returns customers products inserts visits spend contacts");
	enum cs_status st = read_options(app, kind, &emit.normal, err);

	if (st == CS_OK)
		st = open_rejects(&emit.rejects, err);
	if (st == CS_OK)
		st = emit_files(app, &emit, err);
	return close_rejects(emit.rejects, st, err);
}

static enum cs_status
run_presets(struct cs_app *app, struct cs_err *err)
{
	struct cs_presets set = { 0 };
	enum cs_status st = cs_presets_load(&set, &cfg.preset_files, err);

	if (st == CS_OK && app->arg_count > 0)
		st = cs_show_preset(&set, app->args[0], app->korean, app->out, err);
	else if (st == CS_OK)
		cs_show_presets(&set, app->korean, app->out);
	cs_presets_release(&set);
	return st;
}

static const struct cs_col log_columns[] = {
	{ "batch", CS_CELL_NUMBER }, { "kind", CS_CELL_TEXT }, { "file", CS_CELL_TEXT }, { "preset", CS_CELL_TEXT },
	{ "encoding", CS_CELL_TEXT }, { "imported_at", CS_CELL_TEXT }, { "rows", CS_CELL_NUMBER },
	{ "inserted", CS_CELL_NUMBER }, { "updated", CS_CELL_NUMBER }, { "unchanged", CS_CELL_NUMBER },
	{ "rejected", CS_CELL_NUMBER }, { "skipped", CS_CELL_NUMBER }, { "undone_at", CS_CELL_TEXT },
};

static void
write_log_row(struct cs_out *out, struct cs_stmt *stmt)
{
	for (int i = 0; i < (int)CS_COUNT(log_columns); i++) {
		const char *name = log_columns[i].name;
		size_t len;
		const char *text = cs_col_text(stmt, i, &len);

		if (strstr(name, "_at"))
			cs_out_time(out, cs_col_is_null(stmt, i) ? CS_NO_TIME : cs_col_int(stmt, i));
		else
			cs_out_text(out, text, len);
	}
	cs_out_end(out);
}

static enum cs_status
run_log(struct cs_app *app, struct cs_err *err)
{
	struct cs_db *db;
	enum cs_status st = cs_db_open(&db, app->db_path, CS_DB_READ, err);

	if (st != CS_OK)
		return st;
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_BATCH_LOG);

	cs_out_begin(app->out, log_columns, CS_COUNT(log_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW)
		write_log_row(app->out, stmt);
	cs_db_close(db);
	return st;
}

static enum cs_status
run_undo(struct cs_app *app, struct cs_err *err)
{
	struct cs_db *db;
	int64_t batch;

	if (!cs_int_parse(app->args[0], strlen(app->args[0]), &batch))
		return cs_err_set(err, CS_EUSAGE, _("undo: \"%s\" is not the number of a batch; see: cs-import log"),
		    app->args[0]);
	enum cs_status st = open_existing(app, &db, err);

	if (st != CS_OK)
		return st;
	st = cs_load_undo(db, batch, app->now, err);
	if (st == CS_OK)
		cs_note(_("batch %lld is taken back"), (long long)batch);
	cs_db_close(db);
	return st;
}

static enum cs_status
run_migrate(struct cs_app *app, struct cs_err *err)
{
	struct cs_db *db;
	enum cs_status st = open_existing(app, &db, err);

	if (st != CS_OK)
		return st;
	cs_note(_("%s: schema %d"), app->db_path, cs_db_version());
	cs_db_close(db);
	return CS_OK;
}

static enum cs_status
run_check(struct cs_app *app, struct cs_err *err)
{
	struct cs_db *db;
	size_t findings = 0;
	enum cs_status st = cs_db_open(&db, app->db_path, CS_DB_READ, err);

	if (st != CS_OK)
		return st;
	cs_out_begin_findings(app->out);
	st = cs_db_check(db, cs_out_finding, app->out, &findings, err);
	cs_db_close(db);
	if (st == CS_OK && findings > 0)
		return cs_err_set(err, CS_NOTE, _("%s: %zu faults; bring back a copy of the store"), app->db_path, findings);
	if (st == CS_OK)
		cs_note(_("%s: no fault found"), app->db_path);
	return st;
}

#define KIND(name, summary) { name, "[FILE...]", summary, \
	"  cs-import " name " --preset auto *.csv\n", run_kind, 0, SIZE_MAX }

static const struct cs_command commands[] = {
	KIND("orders", N_("import order lines")),
	KIND("returns", N_("import returns, exchanges and cancellations")),
	KIND("customers", N_("import members")),
	KIND("products", N_("import products")),
	KIND("inserts", N_("import what was put into parcels")),
	KIND("visits", N_("import visits by day and source")),
	KIND("spend", N_("import what advertising and events cost")),
	KIND("contacts", N_("import the consultations of another helpdesk")),
	/* What --emit implies; nobody has to know the word. */
	{ "emit", "[FILE...]", NULL, NULL, run_emit, 0, SIZE_MAX },
	{ "presets", NULL, N_("list the presets"), "  cs-import presets\n", run_presets, 0, 0 },
	{ "preset", "NAME", N_("show the fields, names and rules of a preset"),
	    "  cs-import preset cafe24\n", run_presets, 1, 1 },
	{ "log", NULL, N_("list what was imported when"), "  cs-import log\n", run_log, 0, 0 },
	{ "undo", "BATCH", N_("take one import back"), "  cs-import undo 7\n", run_undo, 1, 1 },
	{ "migrate", NULL, N_("bring the store to this version"), "  cs-import migrate\n", run_migrate, 0, 0 },
	{ "check", NULL, N_("check the store and everything that must hold"), "  cs-import check\n", run_check, 0, 0 },
	{ NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

static const struct cs_program program = {
	"cs-import",
	N_("Reads the exports of online shops into the store, or prints them in canonical form."),
	commands,
	options,
	implied_command,
};

int
main(int argc, char *argv[])
{
	return cs_app_main(&program, argc, argv);
}
