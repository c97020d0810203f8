#include "guide/selfcheck.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "stream/reader.h"

/* What the ledger has to say to each style, in the order of the styles. */
static const struct {
	const char *style, *measure;
	bool is_median;
} measures[CS_STYLES] = {
	{ "fixer", "first_response_business_min_p50", true },
	{ "listener", "read_back_share", false },
	{ "keeper", "promise_kept_share", false },
	{ "avoider", "reopened_or_transferred_share", false },
};

enum { FIXER, LISTENER, KEEPER, AVOIDER };

static const char *
style_name(const struct cs_entry *entry)
{
	const char *bar = strchr(entry->id, '_');

	return bar ? bar + 1 : "";
}

static struct cs_style *
style_of(struct cs_selfcheck *check, const struct cs_entry *entry)
{
	for (size_t i = 0; i < CS_STYLES; i++) {
		if (strcmp(style_name(entry), measures[i].style) == 0)
			return &check->styles[i];
	}
	return NULL;
}

static enum cs_status
place(struct cs_selfcheck *check, const struct cs_entry *entry, struct cs_err *err)
{
	bool is_question = strcmp(entry->kind, "question") == 0;
	struct cs_style *style = style_of(check, entry);

	if (!is_question && strcmp(entry->kind, "style") != 0)
		return CS_OK;
	if (!style)
		return cs_err_set(err, CS_EINPUT, _("guide entry %s: the id must end in _fixer, _listener, _keeper or _avoider"),
		    entry->id);
	if (is_question)
		check->questions[check->question_count++] = entry;
	else
		style->entry = entry;
	return CS_OK;
}

enum cs_status
cs_selfcheck_init(struct cs_selfcheck *check, const struct cs_guide *guide, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	check->questions = cs_calloc(guide->count + 1, sizeof(struct cs_entry *));
	for (size_t i = 0; i < CS_STYLES; i++) {
		check->styles[i].measure = measures[i].measure;
		check->styles[i].is_median = measures[i].is_median;
	}
	for (size_t i = 0; i < guide->count && st == CS_OK; i++)
		st = place(check, &guide->items[i], err);
	return st;
}

void
cs_selfcheck_release(struct cs_selfcheck *check)
{
	free(check->questions);
	*check = (struct cs_selfcheck){ 0 };
}

enum cs_status
cs_selfcheck_answer(struct cs_selfcheck *check, size_t i, const char *answer, struct cs_err *err)
{
	struct cs_style *style = style_of(check, check->questions[i]);
	int64_t n;

	if (!cs_int_parse(answer, strlen(answer), &n) || n < 1 || n > CS_ANSWER_MAX)
		return cs_err_set(err, CS_EUSAGE, _("answer %zu: \"%s\" is not a number from 1 to 5"), i + 1, answer);
	style->sum += n;
	style->answers++;
	return CS_OK;
}

/* Hundredths of a point, so that means compare without rounding. */
static int64_t
mean(const struct cs_style *style)
{
	return style->answers ? style->sum * 100 / style->answers : 0;
}

void
cs_selfcheck_settle(struct cs_selfcheck *check)
{
	for (size_t i = 0; i < CS_STYLES; i++) {
		check->styles[i].leads = true;
		for (size_t k = 0; k < CS_STYLES; k++) {
			if (k != i && mean(&check->styles[i]) < mean(&check->styles[k]) + 50)
				check->styles[i].leads = false;
		}
	}
}

/* ---- the ledger ---- */

enum { COL_RESPONSE, COL_READ_BACK, COL_KEPT, COL_REOPENED, COL_TRANSFERS, COLUMNS };

struct minutes {
	int64_t *items; /* owned */
	size_t count, cap;
};

/* Yes, a count above zero, or any words: whatever is neither empty, no nor 0. */
static bool
says_yes(struct cs_field cell)
{
	return cell.len > 0 && !(cell.len == 2 && memcmp(cell.text, "no", 2) == 0) &&
	    !(cell.len == 1 && cell.text[0] == '0');
}

static void
count_row(struct cs_selfcheck *check, const struct cs_row *row, const struct cs_want wants[COLUMNS],
    struct minutes *minutes)
{
	struct cs_field response = cs_row_field(row, wants[COL_RESPONSE].index);
	struct cs_field kept = cs_row_field(row, wants[COL_KEPT].index);
	int64_t n;

	if (cs_int_parse(response.text, response.len, &n)) {
		minutes->items = cs_grow(minutes->items, &minutes->cap, minutes->count + 1, sizeof(*minutes->items));
		minutes->items[minutes->count++] = n;
	}
	if (wants[COL_READ_BACK].index >= 0) {
		check->styles[LISTENER].whole++;
		check->styles[LISTENER].part += says_yes(cs_row_field(row, wants[COL_READ_BACK].index));
	}
	if (kept.len > 0) {
		check->styles[KEEPER].whole++;
		check->styles[KEEPER].part += says_yes(kept);
	}
	if (wants[COL_REOPENED].index >= 0 || wants[COL_TRANSFERS].index >= 0) {
		check->styles[AVOIDER].whole++;
		check->styles[AVOIDER].part += says_yes(cs_row_field(row, wants[COL_REOPENED].index)) ||
		    says_yes(cs_row_field(row, wants[COL_TRANSFERS].index));
	}
}

static int
compare_minutes(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The nearest rank, as the other figures of the toolkit about times. */
static void
take_median(struct cs_style *style, struct minutes *minutes)
{
	if (minutes->count == 0)
		return;
	qsort(minutes->items, minutes->count, sizeof(*minutes->items), compare_minutes);
	style->part = minutes->items[(minutes->count + 1) / 2 - 1];
	style->whole = (int64_t)minutes->count;
}

static enum cs_status
read_ledger(struct cs_selfcheck *check, struct cs_reader *reader, struct cs_err *err)
{
	struct cs_want wants[COLUMNS] = {
		[COL_RESPONSE] = { "first_response_business_min", false, -1 }, [COL_READ_BACK] = { "read_back", false, -1 },
		[COL_KEPT] = { "promise_kept", false, -1 }, [COL_REOPENED] = { "reopened", false, -1 },
		[COL_TRANSFERS] = { "transfers", false, -1 },
	};
	struct minutes minutes = { 0 };
	struct cs_row row;
	enum cs_status st = cs_reader_next(reader, &row, err);

	if (st == CS_ROW)
		st = cs_columns_find(reader, &row, wants, COLUMNS, err);
	while (st == CS_OK && (st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		st = CS_OK;
		if (row.fault)
			st = cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(reader), (unsigned long long)row.line,
			    _(row.fault));
		else
			count_row(check, &row, wants, &minutes);
	}
	take_median(&check->styles[FIXER], &minutes);
	free(minutes.items);
	return st;
}

enum cs_status
cs_selfcheck_ledger(struct cs_selfcheck *check, const char *path, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct cs_reader *reader;
	enum cs_status st = cs_reader_open(&reader, path, &any, err);

	if (st != CS_OK)
		return st;
	st = read_ledger(check, reader, err);
	cs_reader_close(reader);
	return st;
}
