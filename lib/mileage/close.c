#include "mileage/close.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "store/words.h"

static const struct cs_col notice_columns[] = {
	{ "customer_id", CS_CELL_TEXT }, { "points", CS_CELL_NUMBER }, { "expires_on", CS_CELL_TEXT },
	{ "days_left", CS_CELL_NUMBER }, { "notice", CS_CELL_NUMBER }, { "lot", CS_CELL_NUMBER },
};

/* A lot that a notice is due for. */
struct due {
	int64_t lot, points;
	cs_day expires_on;
	char customer[200];
};

static enum cs_status
record_notice(struct cs_book *book, const struct due *due, int64_t lead, cs_day today, struct cs_err *err)
{
	struct cs_str key = { 0 };
	struct cs_request r;
	struct cs_result result;

	cs_request_init(&r, CS_ACT_NOTICE, today);
	cs_str_add_format(&key, "notice:%lld:%lld", (long long)due->lot, (long long)lead);
	r.key = key.data;
	r.customer = due->customer;
	enum cs_status st = cs_book_do(book, &r, &result, err);

	if (st == CS_OK && result.fate == CS_DONE) {
		struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_NOTICE_ADD);

		cs_bind_int(stmt, ":lot", due->lot);
		cs_bind_int(stmt, ":lead", lead);
		cs_bind_int(stmt, ":seq", result.seq);
		st = cs_run(stmt, err);
	}
	cs_str_release(&key);
	return st;
}

static enum cs_status
read_due(struct cs_db *db, cs_day today, int64_t lead, struct due **list, size_t *count, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_NOTICES);
	enum cs_status st;
	size_t cap = 0, len;

	*list = NULL;
	*count = 0;
	cs_bind_int(stmt, ":day", today);
	cs_bind_int(stmt, ":lead", lead);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		*list = cs_grow(*list, &cap, *count + 1, sizeof(**list));
		struct due *due = &(*list)[(*count)++];
		const char *customer = cs_col_text(stmt, 1, &len);

		*due = (struct due){ .lot = cs_col_int(stmt, 0), .points = cs_col_int(stmt, 2),
			.expires_on = (cs_day)cs_col_int(stmt, 3) };
		memcpy(due->customer, customer, len < sizeof(due->customer) ? len : sizeof(due->customer) - 1);
	}
	cs_stmt_reset(stmt);
	return st;
}

static enum cs_status
notices_of_lead(struct cs_book *book, cs_day today, int64_t lead, bool record, struct cs_out *out, size_t *told,
    struct cs_err *err)
{
	struct due *list;
	size_t count;
	enum cs_status st = read_due(book->db, today, lead, &list, &count, err);

	for (size_t i = 0; st == CS_OK && i < count; i++) {
		cs_out_str(out, list[i].customer);
		cs_out_int(out, list[i].points);
		cs_out_day(out, list[i].expires_on);
		cs_out_int(out, list[i].expires_on - today);
		cs_out_int(out, lead);
		cs_out_int(out, list[i].lot);
		cs_out_end(out);
		if (record)
			st = record_notice(book, &list[i], lead, today, err);
	}
	*told += count;
	free(list);
	return st;
}

/* The shortest lead first, so that a lot that is told at 3 days is not told at 60 again. */
enum cs_status
cs_notices(struct cs_db *db, cs_time now, cs_day today, const int64_t *leads, size_t count, bool record,
    struct cs_out *out, struct cs_err *err)
{
	struct cs_book book;
	size_t told = 0;
	int64_t longest = 0;
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	cs_out_begin(out, notice_columns, CS_COUNT(notice_columns));
	for (int64_t below = -1; st == CS_OK;) {
		int64_t next = INT64_MAX;

		for (size_t i = 0; i < count; i++)
			next = leads[i] > below && leads[i] < next ? leads[i] : next;
		if (next == INT64_MAX)
			break;
		st = notices_of_lead(&book, today, next, true, out, &told, err);
		below = longest = next;
	}
	if (st == CS_OK && told == 0)
		cs_note(_("no points lapse within %lld days of which nobody was told yet"), (long long)longest);
	if (st == CS_OK && record)
		st = cs_book_commit(&book, err);
	cs_book_release(&book);
	return st;
}

void
cs_seal_totals(struct cs_str *out, const int64_t totals[CS_SEAL_TOTALS])
{
	static const char *const names[CS_SEAL_TOTALS] = { "issued", "pending", "available", "held", "used", "expired",
		"revoked", "forfeited", "debt_paid" };

	for (size_t i = 0; i < CS_SEAL_TOTALS; i++)
		cs_str_add_format(out, "%s=%lld\n", names[i], (long long)totals[i]);
}

static enum cs_status
read_totals(struct cs_db *db, struct cs_str *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_TOTALS);
	int64_t totals[CS_SEAL_TOTALS] = { 0 };
	enum cs_status st = cs_step(stmt, err);

	for (int i = 0; st == CS_ROW && i < CS_SEAL_TOTALS; i++)
		totals[i] = cs_col_int(stmt, i);
	cs_seal_totals(out, totals);
	cs_stmt_reset(stmt);
	return st == CS_ROW ? CS_OK : st;
}

static enum cs_status
write_seal(struct cs_book *book, const char *period, cs_day through, struct cs_str *totals, struct cs_err *err)
{
	struct cs_request r;
	struct cs_result result;
	struct cs_str key = { 0 };

	cs_request_init(&r, CS_ACT_SEAL, through);
	cs_str_add_format(&key, "seal:%s", period);
	r.key = key.data;
	r.detail = totals->data;
	r.eff_given = true;
	enum cs_status st = cs_book_do(book, &r, &result, err);

	cs_str_release(&key);
	if (st != CS_OK)
		return st;
	if (result.fate != CS_DONE)
		return cs_err_set(err, CS_NOTE, _("%s: sealed already"), period);
	struct cs_stmt *stmt = cs_db_stmt(book->db, CS_SQL_MILEAGE_SEAL_ADD);

	cs_bind_text(stmt, ":period", period, strlen(period));
	cs_bind_int(stmt, ":seq", result.seq);
	cs_bind_int(stmt, ":through", through);
	cs_bind_text(stmt, ":totals", totals->data, totals->len);
	return cs_run(stmt, err);
}

static const struct cs_col seal_columns[] = { { "period", CS_CELL_TEXT }, { "through", CS_CELL_TEXT },
	{ "events", CS_CELL_NUMBER }, { "head", CS_CELL_TEXT } };

enum cs_status
cs_seal(struct cs_db *db, cs_time now, cs_day today, const char *period, struct cs_out *out, struct cs_err *err)
{
	char first[CS_DAY_TEXT], head[CS_DIGEST_FULL];
	struct cs_str totals = { 0 };
	struct cs_book book;
	cs_day start;
	int64_t count;

	snprintf(first, sizeof(first), "%.7s-01", period);
	if (strlen(period) != 7 || !cs_day_parse(first, 10, &start))
		return cs_err_set(err, CS_EUSAGE, _("seal: \"%s\" is not a month such as 2026-03"), period);
	cs_day through = cs_day_add_months(start, 1) - 1;

	if (through >= today)
		return cs_err_set(err, CS_NOTE, _("%s: the month is not over"), period);
	enum cs_status st = cs_book_begin(&book, db, now, NULL, err);

	if (st == CS_OK)
		st = cs_book_settle(&book, through, &count, err);
	if (st == CS_OK)
		st = read_totals(db, &totals, err);
	if (st == CS_OK)
		st = write_seal(&book, period, through, &totals, err);
	if (st == CS_OK) {
		cs_out_begin(out, seal_columns, CS_COUNT(seal_columns));
		cs_out_str(out, period);
		cs_out_day(out, through);
		cs_out_int(out, book.next_seq - 1);
		cs_out_str(out, cs_digest_hex(head, book.head));
		cs_out_end(out);
		st = cs_book_commit(&book, err);
	}
	cs_book_release(&book);
	cs_str_release(&totals);
	return st;
}

/* Where points come from and go to, beside the customer's own account. */
static const char *
account_of(char bucket)
{
	switch (bucket) {
	case 'I':
		return "Expenses:Points:Issued";
	case 'U':
		return "Income:Points:Used";
	case 'X':
		return "Income:Points:Expired";
	case 'R':
		return "Income:Points:Revoked";
	case 'F':
		return "Income:Points:Forfeited";
	case 'D':
		return "Income:Points:DebtPaid";
	case 'M':
		return "Equity:Points:Moved";
	default:
		return NULL; /* pending, available and held are the customer's */
	}
}

/* An account name that all three programs take: letters, digits and hyphens, the first a capital. */
static void
add_customer(struct cs_str *out, const char *code)
{
	cs_str_add(out, "Liabilities:Points:C");
	for (const unsigned char *p = (const unsigned char *)code; *p; p++) {
		if (isalnum(*p))
			cs_str_add_char(out, (char)*p);
		else
			cs_str_add_format(out, "-%02X", *p);
	}
}

static void
add_side(struct cs_str *out, enum cs_journal_form form, char bucket, const char *code, int64_t amount)
{
	const char *account = account_of(bucket);

	cs_str_add(out, form == CS_JOURNAL_BEANCOUNT ? "  " : "    ");
	if (account)
		cs_str_add(out, account);
	else
		add_customer(out, code);
	cs_str_add_format(out, "  %lld POINT\n", (long long)amount);
}

/* A move inside of what the customer has changes nothing outside. */
static void
add_transaction(struct cs_str *out, enum cs_journal_form form, struct cs_stmt *stmt)
{
	char day[CS_DAY_TEXT];
	size_t len;
	const char *path = cs_col_text(stmt, 5, &len), *code = cs_col_text(stmt, 4, &len);
	int64_t amount = cs_col_int(stmt, 6);
	char src = path[0], dst = path[1];

	if (!account_of(src) && !account_of(dst))
		return;
	/* A child's points come out of what moved, not out of a new issue. */
	if (src == 'I' && cs_col_int(stmt, 7) == 0)
		src = 'M';
	cs_day_format(day, (cs_day)cs_col_int(stmt, 1));
	if (form == CS_JOURNAL_BEANCOUNT)
		cs_str_add_format(out, "%s * \"%s\" \"%lld\"\n", day, cs_col_text(stmt, 2, &len), (long long)cs_col_int(stmt, 0));
	else
		cs_str_add_format(out, "%s * (%lld) %s\n", day, (long long)cs_col_int(stmt, 0), cs_col_text(stmt, 2, &len));
	/* What customers hold is a liability: it grows below zero. */
	add_side(out, form, src, code, amount);
	add_side(out, form, dst, code, -amount);
	cs_str_add_char(out, '\n');
}

static void
flush_text(struct cs_out *out, struct cs_str *text)
{
	cs_out_raw(out, text->data ? text->data : "", text->len);
	cs_str_clear(text);
}

static void
declare(struct cs_str *out, enum cs_journal_form form, const char *day, const char *account)
{
	if (form == CS_JOURNAL_BEANCOUNT)
		cs_str_add_format(out, "%s open %s POINT\n", day, account);
	else
		cs_str_add_format(out, "account %s\n", account);
}

static enum cs_status
write_accounts(struct cs_db *db, enum cs_journal_form form, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_JOURNAL_ACCOUNTS);
	struct cs_str text = { 0 }, name = { 0 };
	char day[CS_DAY_TEXT] = "1970-01-01";
	enum cs_status st;
	size_t len;

	cs_day_format(day, (cs_day)cs_db_int(db, CS_SQL_MILEAGE_FIRST_DAY, 0));
	cs_str_add_format(&text, form == CS_JOURNAL_BEANCOUNT ? "%s commodity POINT\n" : "commodity %s\n",
	    form == CS_JOURNAL_BEANCOUNT ? day : form == CS_JOURNAL_HLEDGER ? "1. POINT" : "POINT");
	for (const char *b = "IUXRFDM"; *b; b++)
		declare(&text, form, day, account_of(*b));
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_str_clear(&name);
		add_customer(&name, cs_col_text(stmt, 0, &len));
		declare(&text, form, day, name.data);
	}
	cs_stmt_reset(stmt);
	cs_str_add_char(&text, '\n');
	flush_text(out, &text);
	cs_str_release(&text);
	cs_str_release(&name);
	return st;
}

static enum cs_status
write_transactions(struct cs_db *db, enum cs_journal_form form, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_JOURNAL);
	struct cs_str text = { 0 };
	enum cs_status st;

	while ((st = cs_step(stmt, err)) == CS_ROW) {
		add_transaction(&text, form, stmt);
		flush_text(out, &text);
	}
	cs_stmt_reset(stmt);
	cs_str_release(&text);
	return st;
}

/* The balances that the ledger says, for the other program to check. */
static enum cs_status
write_assertions(struct cs_db *db, enum cs_journal_form form, struct cs_out *out, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(db, CS_SQL_MILEAGE_JOURNAL_ACCOUNTS);
	cs_day last = (cs_day)cs_db_int(db, CS_SQL_MILEAGE_LAST_DAY, 0) + 1;
	struct cs_str text = { 0 };
	char day[CS_DAY_TEXT];
	enum cs_status st;
	size_t len;

	cs_day_format(day, last);
	if (form != CS_JOURNAL_BEANCOUNT)
		cs_str_add_format(&text, "%s * assertions\n", day);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		cs_str_add_format(&text, form == CS_JOURNAL_BEANCOUNT ? "%s balance " : "    ", day);
		add_customer(&text, cs_col_text(stmt, 0, &len));
		cs_str_add_format(&text, form == CS_JOURNAL_BEANCOUNT ? "  %lld POINT\n" : "  0 POINT = %lld POINT\n",
		    (long long)-cs_col_int(stmt, 1));
	}
	cs_stmt_reset(stmt);
	flush_text(out, &text);
	cs_str_release(&text);
	return st;
}

enum cs_status
cs_journal_form_of(const char *name, enum cs_journal_form *form, struct cs_err *err)
{
	static const char *const words[] = { "hledger", "ledger", "beancount", NULL };
	int word = cs_word_find(words, name, strlen(name));

	if (word < 0)
		return cs_err_set(err, CS_EUSAGE, _("%s: \"%s\" is not %s"), "--to", name, "hledger|ledger|beancount");
	*form = (enum cs_journal_form)word;
	return CS_OK;
}

enum cs_status
cs_export(struct cs_db *db, enum cs_journal_form form, struct cs_out *out, struct cs_err *err)
{
	enum cs_status st = cs_db_begin(db, err);

	if (st == CS_OK)
		st = write_accounts(db, form, out, err);
	if (st == CS_OK)
		st = write_transactions(db, form, out, err);
	if (st == CS_OK)
		st = write_assertions(db, form, out, err);
	cs_db_rollback(db);
	return st;
}
