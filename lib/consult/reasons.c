#include "consult/reasons.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "store/db.h"

void
cs_reasons_release(struct cs_reasons *reasons)
{
	for (int i = 0; i < CS_REASON_PERIODS; i++)
		free(reasons->items[i]);
	*reasons = (struct cs_reasons){ 0 };
}

static void
add(struct cs_reason *to, int64_t contacts, int64_t complaints)
{
	to->contacts += contacts;
	to->complaints += complaints;
}

static void
add_cause(struct cs_reasons *r, int period, const struct cs_cause *cause, int64_t contacts, int64_t complaints)
{
	r->items[period][cause - r->causes->items].own += contacts;
	for (;; cause = &r->causes->items[cause->up]) {
		add(&r->items[period][cause - r->causes->items], contacts, complaints);
		if (cause->level == 1)
			return;
	}
}

static enum cs_status
take_period(struct cs_reasons *r, int period, struct cs_desk *desk, cs_day from, cs_day to, struct cs_err *err)
{
	struct cs_stmt *stmt = cs_db_stmt(desk->db, CS_SQL_CONTACT_CAUSES);
	cs_time end = cs_time_of(to, 23, 59, 59);
	enum cs_status st;
	size_t len;

	cs_bind_int(stmt, ":from", cs_time_of(from, 0, 0, 0));
	cs_bind_int(stmt, ":to", end < desk->now ? end : desk->now);
	while ((st = cs_step(stmt, err)) == CS_ROW) {
		const char *code = cs_col_text(stmt, 0, &len);
		const struct cs_cause *cause = cs_cause_find(r->causes, code, len);
		int64_t contacts = cs_col_int(stmt, 1), complaints = cs_col_int(stmt, 2);

		r->all[period] += contacts;
		if (cause)
			add_cause(r, period, cause, contacts, complaints);
		else
			add(len == 0 ? &r->uncoded[period] : &r->unknown[period], contacts, complaints);
	}
	cs_stmt_reset(stmt);
	return st;
}

enum cs_status
cs_reasons_take(struct cs_reasons *r, struct cs_desk *desk, const struct cs_causes *causes, cs_day from, cs_day to,
    struct cs_err *err)
{
	enum cs_status st = CS_OK;

	*r = (struct cs_reasons){ .causes = causes };
	for (int i = 0; i < CS_REASON_PERIODS; i++)
		r->items[i] = cs_calloc(causes->count, sizeof(*r->items[i]));
	st = take_period(r, 0, desk, from, to, err);
	return st == CS_OK ? take_period(r, 1, desk, from - (to - from) - 1, from - 1, err) : st;
}

static const struct cs_col columns[] = {
	{ "cause", CS_CELL_PROSE }, { "level", CS_CELL_NUMBER }, { "name", CS_CELL_PROSE }, { "own", CS_CELL_NUMBER },
	{ "contacts", CS_CELL_NUMBER }, { "complaints", CS_CELL_NUMBER }, { "share", CS_CELL_NUMBER },
	{ "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER }, { "before", CS_CELL_NUMBER }, { "change", CS_CELL_NUMBER },
	{ "change_low", CS_CELL_NUMBER }, { "change_high", CS_CELL_NUMBER },
};

static void
write_row(const struct cs_reasons *r, const struct cs_reason *now, const struct cs_reason *before, struct cs_out *out)
{
	struct cs_count_of here = { now->contacts, r->all[0] }, there = { before->contacts, r->all[1] };
	struct cs_interval share = cs_wilson(here, CS_Z95);
	bool both = here.n > 0 && there.n > 0;
	struct cs_interval change = both ? cs_newcombe(here, there, CS_Z95) : (struct cs_interval){ 0 };

	cs_out_int(out, now->own);
	cs_out_int(out, now->contacts);
	cs_out_int(out, now->complaints);
	cs_out_rate(out, here.x, here.n);
	cs_out_real(out, share.low, 6);
	cs_out_real(out, share.high, 6);
	cs_out_int(out, before->contacts);
	for (int i = 0; i < 3; i++) {
		if (both)
			cs_out_real(out, i == 0 ? change.value : i == 1 ? change.low : change.high, 6);
		else
			cs_out_empty(out);
	}
	cs_out_end(out);
}

/* What the tree has no place for: after it, and only where there is any. */
static void
write_rest(const struct cs_reasons *r, const char *code, const char *name, const struct cs_reason rest[CS_REASON_PERIODS],
    struct cs_out *out)
{
	struct cs_reason now = rest[0];

	if (rest[0].contacts + rest[1].contacts == 0)
		return;
	now.own = now.contacts;
	cs_out_str(out, code);
	cs_out_int(out, 1);
	cs_out_str(out, name);
	write_row(r, &now, &rest[1], out);
}

void
cs_reasons_print(const struct cs_reasons *r, int level, bool all, bool korean, struct cs_out *out)
{
	cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; i < r->causes->count; i++) {
		const struct cs_cause *cause = &r->causes->items[i];

		if (cause->level > level || (!all && r->items[0][i].contacts + r->items[1][i].contacts == 0))
			continue;
		cs_out_str(out, cause->code);
		cs_out_int(out, cause->level);
		cs_out_str(out, cs_cause_name(cause, korean));
		write_row(r, &r->items[0][i], &r->items[1][i], out);
	}
	write_rest(r, "-", _("not coded"), r->uncoded, out);
	write_rest(r, "?", _("a code that the table does not have"), r->unknown, out);
}

/* ---- the table ---- */

static const struct cs_col table_columns[] = {
	{ "cause", CS_CELL_TEXT }, { "level", CS_CELL_NUMBER }, { "name", CS_CELL_TEXT }, { "kca", CS_CELL_TEXT },
	{ "touchpoint", CS_CELL_TEXT }, { "origin", CS_CELL_TEXT }, { "in_use", CS_CELL_TEXT }, { "note", CS_CELL_TEXT },
};

static bool
has_word(const struct cs_cause *cause, const struct cs_str *word)
{
	const char *texts[] = { cause->code, cause->ko, cause->en, cause->kca, cause->touchpoint };
	struct cs_str folded = { 0 };

	for (size_t i = 0; i < CS_COUNT(texts); i++) {
		cs_text_fold(&folded, texts[i], strlen(texts[i]));
		cs_str_add_char(&folded, '\n');
	}
	bool found = strstr(folded.data, word->data) != NULL;

	cs_str_release(&folded);
	return found;
}

void
cs_causes_print(const struct cs_causes *causes, const char *word, cs_day today, bool korean, struct cs_out *out)
{
	struct cs_str folded = { 0 };

	cs_str_reserve(&folded, 0);
	if (word)
		cs_text_fold(&folded, word, strlen(word));
	cs_out_begin(out, table_columns, CS_COUNT(table_columns));
	for (size_t i = 0; i < causes->count; i++) {
		const struct cs_cause *cause = &causes->items[i];

		if (word && !has_word(cause, &folded))
			continue;
		cs_out_str(out, cause->code);
		cs_out_int(out, cause->level);
		cs_out_str(out, cs_cause_name(cause, korean));
		cs_out_str(out, cause->kca);
		cs_out_str(out, cause->touchpoint);
		cs_out_str(out, cs_contact_origin_words[cause->origin]);
		cs_out_bool(out, cs_cause_in_use(cause, today));
		cs_out_str(out, cause->note);
		cs_out_end(out);
	}
	cs_str_release(&folded);
}
