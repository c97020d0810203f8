#include "mileage/rulebook.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/num.h"
#include "mileage/again.h"
#include "mileage/close.h"

#define TEXT_MAX (1u << 20)

/* A policy's text: a file, or standard input. */
static enum cs_status
read_file(const char *path, struct cs_str *out, struct cs_err *err)
{
	bool standard = strcmp(path, "-") == 0;
	FILE *file = standard ? stdin : fopen(path, "rb");
	char block[4096];
	size_t n;

	if (!file)
		return cs_err_set(err, CS_EIO, "%s: %s", path, strerror(errno));
	cs_str_add(out, "");
	while ((n = fread(block, 1, sizeof(block), file)) > 0 && out->len < TEXT_MAX)
		cs_str_add_n(out, block, n);
	bool failed = ferror(file) != 0;

	if (!standard)
		fclose(file);
	if (failed)
		return cs_err_set(err, CS_EIO, "%s: %s", path, strerror(errno));
	if (out->len >= TEXT_MAX)
		return cs_err_set(err, CS_EINPUT, _("%s: too long for a policy"), path);
	return CS_OK;
}

static enum cs_status
read_policy(const char *path, struct cs_str *text, struct cs_policy *policy, struct cs_err *err)
{
	enum cs_status st = read_file(path, text, err);

	return st == CS_OK ? cs_policy_parse(policy, text->data, text->len, path, err) : st;
}

static const struct cs_col warning_columns[] = { { "warning", CS_CELL_TEXT } };

static void
write_warning(void *self, const char *warning)
{
	struct cs_out *out = self;

	cs_out_str(out, warning);
	cs_out_end(out);
}

/* Without a file: the stated default. */
static enum cs_status
check(const struct cs_rulebook_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct cs_str text = { 0 };
	struct cs_policy policy;
	enum cs_status st = ask->file ? read_policy(ask->file, &text, &policy, err)
	    : cs_policy_parse(&policy, "", 0, "default", err);

	cs_out_begin(out, warning_columns, CS_COUNT(warning_columns));
	if (st == CS_OK && cs_policy_check(&policy, write_warning, out) > 0)
		st = CS_NOTE;
	cs_str_release(&text);
	return st;
}

/* The ledger's newest policy, or the one of that number; where there is no ledger, the default. */
static enum cs_status
show(const struct cs_rulebook_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct cs_str text = { 0 };
	struct cs_db *db = NULL;
	int64_t ver = 0;
	size_t len;

	if (ask->file && !cs_int_parse(ask->file, strlen(ask->file), &ver))
		return cs_err_set(err, CS_EUSAGE, _("policy show: \"%s\" is not the number of a version"), ask->file);
	enum cs_status st = access(ask->db_path, F_OK) == 0 ? cs_db_open(&db, ask->db_path, CS_DB_READ, err) : CS_NONE;

	if (st == CS_OK) {
		struct cs_stmt *stmt = cs_db_stmt(db, ver ? CS_SQL_MILEAGE_POLICY_GET : CS_SQL_MILEAGE_POLICY_NEWEST);

		if (ver)
			cs_bind_int(stmt, ":ver", ver);
		st = cs_step(stmt, err);
		if (st == CS_ROW)
			cs_str_add(&text, cs_col_text(stmt, 0, &len));
		cs_stmt_reset(stmt);
	}
	if (!cs_failed(st) && text.len == 0 && ver)
		st = cs_err_set(err, CS_NONE, _("policy %lld: no such version"), (long long)ver);
	else if (!cs_failed(st))
		st = CS_OK;
	if (st == CS_OK && text.len == 0)
		cs_policy_default_text(&text);
	if (st == CS_OK)
		cs_out_raw(out, text.data, text.len);
	cs_db_close(db);
	cs_str_release(&text);
	return st;
}

static enum cs_status
diff(const struct cs_rulebook_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct cs_str text = { 0 };
	struct cs_policy policy;
	struct cs_db *db = NULL;
	enum cs_status st = read_policy(ask->file, &text, &policy, err);

	if (st == CS_OK)
		st = cs_db_open(&db, ask->db_path, CS_DB_READ, err);
	if (st == CS_OK)
		st = cs_policy_diff(db, &policy, out, err);
	cs_db_close(db);
	cs_str_release(&text);
	return st;
}

static const struct cs_col version_columns[] = {
	{ "policy", CS_CELL_NUMBER }, { "valid_from", CS_CELL_TEXT }, { "sha256", CS_CELL_TEXT },
};

static enum cs_status
write_versions(struct cs_db *db, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_POLICY_LIST);
	enum cs_status st;
	size_t len;

	cs_out_begin(out, version_columns, CS_COUNT(version_columns));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_out_int(out, cs_col_int(stmt, 0));
		cs_out_day(out, cs_col_int(stmt, 1) <= 0 ? CS_NO_DAY : (cs_day)cs_col_int(stmt, 1));
		cs_out_str(out, cs_col_text(stmt, 2, &len));
		cs_out_end(out);
	}
	cs_stmt_reset(stmt);
	return st;
}

/* A first policy holds from the beginning: nothing was granted before it. */
static enum cs_status
set(const struct cs_rulebook_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct cs_str text = { 0 };
	struct cs_policy policy;
	struct cs_db *db = NULL;
	enum cs_status st = read_policy(ask->file, &text, &policy, err);

	if (st == CS_OK)
		st = cs_db_open(&db, ask->db_path, CS_DB_WRITE, err);
	if (st == CS_OK)
		st = cs_db_begin(db, err);
	if (st == CS_OK)
		st = cs_book_policy_add(db, text.data, text.len, ask->from, err);
	if (st == CS_OK)
		st = write_versions(db, out, err);
	if (st == CS_OK)
		st = cs_db_commit(db, err);
	cs_db_close(db);
	cs_str_release(&text);
	return st;
}

static enum cs_status
list(const struct cs_rulebook_ask *ask, struct cs_out *out, struct cs_err *err)
{
	struct cs_db *db;
	enum cs_status st = cs_db_open(&db, ask->db_path, CS_DB_READ, err);

	if (st == CS_OK)
		st = write_versions(db, out, err);
	cs_db_close(db);
	return st;
}

enum cs_status
cs_rulebook_run(const struct cs_rulebook_ask *ask, struct cs_out *out, struct cs_err *err)
{
	static const struct {
		const char *what;
		bool needs_file;
		enum cs_status (*run)(const struct cs_rulebook_ask *, struct cs_out *, struct cs_err *);
	} verbs[] = { { "check", false, check }, { "show", false, show }, { "diff", true, diff }, { "set", true, set },
		{ "list", false, list } };

	for (size_t i = 0; i < CS_COUNT(verbs); i++) {
		if (strcmp(verbs[i].what, ask->what) != 0)
			continue;
		if (verbs[i].needs_file && !ask->file)
			return cs_err_set(err, CS_EUSAGE, _("policy %s needs FILE"), ask->what);
		return verbs[i].run(ask, out, err);
	}
	return cs_err_set(err, CS_EUSAGE, _("%s: \"%s\" is not %s"), "policy", ask->what, "check|show|diff|set|list");
}

enum cs_status
cs_rulebook_simulate(struct cs_db *db, const char *file, const struct cs_simulate_options *options, struct cs_out *out,
    struct cs_err *err)
{
	struct cs_str text = { 0 };
	enum cs_status st = file ? read_file(file, &text, err) : CS_OK;

	if (st == CS_OK)
		st = cs_simulate(db, file ? text.data : NULL, text.len, file, options, out, err);
	cs_str_release(&text);
	return st;
}

static enum cs_status
read_days(const char *text, int64_t *leads, size_t *count, struct cs_err *err)
{
	for (const char *p = text;; p++) {
		size_t len = strcspn(p, ",");

		if (*count == CS_POLICY_LIST_MAX || !cs_int_parse(p, len, &leads[*count]) || leads[*count] < 0)
			return cs_err_set(err, CS_EUSAGE, _("--days: \"%s\" is not a list such as 60,30,3"), text);
		(*count)++;
		p += len;
		if (!*p)
			return CS_OK;
	}
}

enum cs_status
cs_rulebook_notices(struct cs_db *db, cs_time now, cs_day today, const char *days, bool record, struct cs_out *out,
    struct cs_err *err)
{
	int64_t leads[CS_POLICY_LIST_MAX] = { 0 };
	struct cs_book book;
	size_t count = 0;

	if (days) {
		enum cs_status st = read_days(days, leads, &count, err);

		return st == CS_OK ? cs_notices(db, now, today, leads, count, record, out, err) : st;
	}
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	if (st == CS_OK)
		st = cs_book_policy(&book, today, err);
	if (st == CS_OK) {
		count = book.policy.notice_count;
		memcpy(leads, book.policy.notice_days, sizeof(leads));
	}
	cs_book_release(&book);
	return st == CS_OK ? cs_notices(db, now, today, leads, count, record, out, err) : st;
}

enum cs_status
cs_rate_option(const char *option, const char *text, int64_t *ppm, struct cs_err *err)
{
	size_t len = strlen(text);
	bool percent = len > 1 && text[len - 1] == '%';
	struct cs_amount amount;

	if (!cs_amount_parse(text, len - percent, &amount) || !cs_amount_scale(amount, percent ? 4 : 6, ppm) || *ppm < 0 ||
	    *ppm > CS_PPM)
		return cs_err_set(err, CS_EUSAGE, _("%s: \"%s\" is not a rate such as 0.3 or 30%%"), option, text);
	return CS_OK;
}
