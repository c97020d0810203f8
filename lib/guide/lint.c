#include "guide/lint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/data.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "guide/guide.h"
#include "guide/hangul.h"
#include "guide/rules.h"
#include "stream/rows.h"

/* An exception stands no farther in front: a page without a full stop stays quick. */
#define LOOK_BACK 200
#define TAIL_LETTERS 6

/* One row of a rules file. */
enum column { COL_RULE, COL_PATTERN, COL_EXCEPT, COL_SUGGESTION, COLUMNS };

static const char *const column_names[COLUMNS] = { "rule", "pattern", "except", "suggestion" };

static struct cs_lint_rule *
add_rule(struct cs_linter *linter, const struct cs_field cells[COLUMNS])
{
	linter->rules = cs_grow(linter->rules, &linter->cap, linter->count + 1, sizeof(*linter->rules));
	struct cs_lint_rule *rule = &linter->rules[linter->count++];

	*rule = (struct cs_lint_rule){ .id = cs_strndup(cells[COL_RULE].text, cells[COL_RULE].len),
		.suggestion = cs_strndup(cells[COL_SUGGESTION].text, cells[COL_SUGGESTION].len) };
	return rule;
}

/* "&" in front: looked for in the sentence up to the finding. */
static enum cs_status
add_except(struct cs_linter *linter, struct cs_lint_rule *rule, const char *text, size_t len, struct cs_err *err)
{
	struct cs_lint_except except = { .before = len > 0 && *text == '&' };
	enum cs_status st = cs_pattern_open(&except.pattern, linter->lexicon, text + except.before, len - except.before, err);

	if (st != CS_OK)
		return st;
	rule->excepts = cs_grow(rule->excepts, &rule->except_cap, rule->except_count + 1, sizeof(*rule->excepts));
	rule->excepts[rule->except_count++] = except;
	return CS_OK;
}

static enum cs_status
add_excepts(struct cs_linter *linter, struct cs_lint_rule *rule, struct cs_field cell, struct cs_err *err)
{
	char *all = cs_strndup(cell.text, cell.len);
	const char *list = all, *part;
	size_t len;
	enum cs_status st = CS_OK;

	while (st == CS_OK && cs_guide_part(&list, &part, &len))
		st = add_except(linter, rule, part, len, err);
	free(all);
	return st;
}

static bool
is_class(struct cs_field name)
{
	return name.len > 2 && name.text[0] == '{' && name.text[name.len - 1] == '}';
}

static enum cs_status
put(struct cs_linter *linter, const struct cs_field cells[COLUMNS], struct cs_err *err)
{
	struct cs_field name = cells[COL_RULE], pattern = cells[COL_PATTERN];

	if (name.len == 0)
		return cs_err_set(err, CS_EINPUT, "%s", _("a rule without a name"));
	if (is_class(name)) {
		cs_lexicon_add(linter->lexicon, name.text + 1, name.len - 2, pattern.text, pattern.len);
		return CS_OK;
	}
	struct cs_lint_rule *rule = add_rule(linter, cells);
	enum cs_status st = CS_OK;

	if (pattern.len > 0)
		st = cs_pattern_open(&rule->pattern, linter->lexicon, pattern.text, pattern.len, err);
	return st == CS_OK ? add_excepts(linter, rule, cells[COL_EXCEPT], err) : st;
}

static void
split_line(const char *line, struct cs_field cells[COLUMNS])
{
	for (int i = 0; i < COLUMNS; i++) {
		size_t len = strcspn(line, "\t");

		cells[i] = (struct cs_field){ line, len };
		line += len + (line[len] == '\t');
	}
}

/* The row of another file: kinds, honour, open, closed. */
static void
put_ending(struct cs_linter *linter, const struct cs_field cells[COLUMNS])
{
	char *text[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		text[i] = cs_strndup(cells[i].text, cells[i].len);
	cs_lexicon_add_ending(linter->lexicon, text[0], text[1], text[2], text[3]);
	for (int i = 0; i < COLUMNS; i++)
		free(text[i]);
}

static void
put_file(struct cs_linter *linter, const struct cs_data *file)
{
	bool endings = strcmp(file->name, "guide/lint/endings.tsv") == 0;
	struct cs_field cells[COLUMNS];
	struct cs_err err = { 0 };

	for (const char *const *line = file->lines + 1; *line; line++) {
		split_line(*line, cells);
		if (endings)
			put_ending(linter, cells);
		else if (put(linter, cells, &err) != CS_OK)
			CS_BUG(err.text);
	}
}

struct cs_linter *
cs_linter_open(void)
{
	struct cs_linter *linter = cs_calloc(1, sizeof(*linter));

	const struct cs_data *file = NULL;

	linter->lexicon = cs_lexicon_open();
	while ((file = cs_data_next("guide/lint/", file)) != NULL)
		put_file(linter, file);
	return linter;
}

void
cs_linter_close(struct cs_linter *linter)
{
	if (!linter)
		return;
	for (size_t i = 0; i < linter->count; i++) {
		struct cs_lint_rule *rule = &linter->rules[i];

		for (size_t k = 0; k < rule->except_count; k++)
			cs_pattern_close(rule->excepts[k].pattern);
		cs_pattern_close(rule->pattern);
		free(rule->excepts);
		free(rule->id);
		free(rule->suggestion);
	}
	cs_lexicon_close(linter->lexicon);
	free(linter->rules);
	free(linter);
}

static enum cs_status
put_row(void *linter, const struct cs_field *cells, struct cs_err *err)
{
	return put(linter, cells, err);
}

enum cs_status
cs_linter_read(struct cs_linter *linter, const char *path, struct cs_err *err)
{
	static const struct cs_reader_options tabs = { .separator = '\t' };
	struct cs_want wants[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		wants[i] = (struct cs_want){ column_names[i], i == COL_RULE || i == COL_PATTERN, -1 };
	linter->settled = false;
	return cs_rows_each(path, &tabs, wants, COLUMNS, put_row, linter, err);
}

static enum cs_status
switch_rule(struct cs_linter *linter, const char *id, bool off, struct cs_err *err)
{
	bool known = false;

	for (size_t i = 0; i < linter->count; i++) {
		if (strcmp(linter->rules[i].id, id) != 0 || *id == '@')
			continue;
		linter->rules[i].off = off;
		known = true;
	}
	return known ? CS_OK : cs_err_set(err, CS_EUSAGE, _("no rule \"%s\"; see: cs-guide list honorific, list wording"), id);
}

enum cs_status
cs_linter_skip(struct cs_linter *linter, const char *rule, struct cs_err *err)
{
	return switch_rule(linter, rule, true, err);
}

enum cs_status
cs_linter_only(struct cs_linter *linter, const char *rule, struct cs_err *err)
{
	for (size_t i = 0; !linter->chosen && i < linter->count; i++)
		linter->rules[i].off = linter->rules[i].id[0] != '@';
	linter->chosen = true;
	return switch_rule(linter, rule, false, err);
}

static void
settle(struct cs_linter *linter)
{
	for (size_t i = 0; !linter->settled && i < linter->count; i++) {
		struct cs_lint_rule *rule = &linter->rules[i];

		if (rule->pattern)
			cs_pattern_settle(rule->pattern);
		for (size_t k = 0; k < rule->except_count; k++)
			cs_pattern_settle(rule->excepts[k].pattern);
	}
	linter->settled = true;
}

/* An exception counts where it lies over what would be reported. */
static bool
lies_over(const struct cs_pattern *except, const struct cs_prose *prose, size_t from, const struct cs_hit *match)
{
	struct cs_hit found;

	for (size_t at = from; at < match->reported.end; at = found.whole.begin + 1) {
		if (!cs_pattern_find(except, prose, at, match->reported.end, &found))
			return false;
		if (found.whole.end > match->reported.begin)
			return true;
	}
	return false;
}

/* True when nothing excepts the match. */
static bool
lint_holds(const struct cs_lint_rule *rule, const struct cs_prose *prose, const struct cs_hit *match)
{
	const struct cs_sentence *sentence = cs_prose_sentence(prose, match->reported.begin);
	size_t near = match->whole.begin > LOOK_BACK ? match->whole.begin - LOOK_BACK : 0;
	size_t from = sentence && sentence->begin < match->whole.begin ? sentence->begin : match->whole.begin;
	struct cs_hit found;

	from = from > near ? from : near;
	if (prose->mentioned[match->reported.begin])
		return false;
	for (size_t i = 0; i < rule->except_count; i++) {
		const struct cs_lint_except *except = &rule->excepts[i];

		if (except->before ? cs_pattern_find(except->pattern, prose, from, match->reported.begin, &found)
		    : lies_over(except->pattern, prose, from, match))
			return false;
	}
	return true;
}

bool
cs_lint_phrase(const struct cs_linter *linter, const char *name, const struct cs_prose *prose, size_t begin,
    size_t end, struct cs_hit *match)
{
	struct cs_hit best = { .whole = { SIZE_MAX, SIZE_MAX } };

	for (size_t i = 0; i < linter->count; i++) {
		const struct cs_lint_rule *rule = &linter->rules[i];

		if (!rule->pattern || strcmp(rule->id, name) != 0)
			continue;
		for (size_t at = begin; at < end && cs_pattern_find(rule->pattern, prose, at, end, match);
		    at = match->whole.begin + 1) {
			if (lint_holds(rule, prose, match)) {
				best = match->whole.begin < best.whole.begin ? *match : best;
				break;
			}
		}
	}
	*match = best;
	return best.whole.begin != SIZE_MAX;
}

void
cs_remarks_add(struct cs_remarks *findings, const struct cs_prose *prose, const char *rule, size_t begin, size_t end,
    char *suggestion)
{
	struct cs_str cut = { 0 }, found = { 0 };
	struct cs_remark finding = { .at = begin, .rule = rule, .suggestion = suggestion };

	cs_prose_place(prose, begin, &finding.line, &finding.column);
	cs_prose_cut(prose, begin, end, &cut);
	cs_text_visible(&found, cut.data ? cut.data : "", cut.len);
	cs_str_release(&cut);
	finding.found = cs_str_detach(&found);
	finding.order = findings->count;
	findings->items = cs_grow(findings->items, &findings->cap, findings->count + 1, sizeof(*findings->items));
	findings->items[findings->count++] = finding;
}

/* In the order of the text; what is found at one place in the order of the rules. */
static int
compare_findings(const void *a, const void *b)
{
	const struct cs_remark *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Groups that were empty leave blanks behind, and a line must stay a line. */
static char *
tidy(struct cs_str *text)
{
	struct cs_str out = { 0 };

	for (size_t i = 0; i < text->len; i++) {
		bool blank = text->data[i] == ' ';

		if (!blank || (out.len > 0 && out.data[out.len - 1] != ' '))
			cs_str_add_char(&out, text->data[i]);
	}
	cs_str_release(text);
	return cs_str_detach(&out);
}

static bool
is_taken(const bool *taken, const struct cs_stretch *span)
{
	for (size_t i = span->begin; i < span->end; i++) {
		if (taken[i])
			return true;
	}
	return false;
}

/*
 * A match can end inside a word (계시 of 계시면).  Where the suggestion ends
 * in what was matched, both go on to the end of the word.
 */
static size_t
word_end(const struct cs_lint_rule *rule, const struct cs_prose *prose, const struct cs_hit *match)
{
	size_t len = strlen(rule->suggestion), end = match->reported.end;
	bool goes_on = len >= 2 && rule->suggestion[len - 2] == '\\' && match->whole.end == end;

	while (goes_on && end < prose->count && end - match->reported.end < TAIL_LETTERS &&
	    cs_hangul_is_syllable(prose->letters[end]))
		end++;
	return end;
}

static void
remark(const struct cs_lint_rule *rule, const struct cs_prose *prose, const struct cs_hit *match,
    struct cs_remarks *findings)
{
	struct cs_str suggestion = { 0 };
	size_t end = word_end(rule, prose, match);

	cs_pattern_suggest(rule->pattern, prose, match, rule->suggestion, &suggestion);
	cs_prose_cut(prose, match->reported.end, end, &suggestion);
	cs_remarks_add(findings, prose, rule->id, match->reported.begin, end, tidy(&suggestion));
}

/* Every place the rule matches that no rule before it has taken. */
static void
apply(const struct cs_lint_rule *rule, const struct cs_prose *prose, bool *taken, struct cs_remarks *findings)
{
	struct cs_hit match;

	for (size_t at = 0; cs_pattern_find(rule->pattern, prose, at, prose->count, &match);) {
		at = match.whole.begin + 1;
		if (is_taken(taken, &match.reported) || !lint_holds(rule, prose, &match))
			continue;
		for (size_t i = match.reported.begin; i < match.reported.end; i++)
			taken[i] = true;
		at = match.reported.end > at ? match.reported.end : at;
		remark(rule, prose, &match, findings);
	}
}

void
cs_lint(struct cs_linter *linter, const char *text, size_t len, enum cs_lint_scope scope, struct cs_remarks *findings)
{
	struct cs_prose prose = { 0 };

	settle(linter);
	cs_prose_init(&prose, text, len);
	bool *taken = cs_calloc(prose.count + 1, sizeof(*taken));

	for (size_t i = 0; i < linter->count; i++) {
		const struct cs_lint_rule *rule = &linter->rules[i];

		if (rule->pattern && !rule->off && rule->id[0] != '@')
			apply(rule, &prose, taken, findings);
	}
	cs_manner(linter, &prose, scope, findings);
	if (findings->count > 0)
		qsort(findings->items, findings->count, sizeof(*findings->items), compare_findings);
	free(taken);
	cs_prose_release(&prose);
}

void
cs_remarks_release(struct cs_remarks *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		free(findings->items[i].found);
		free(findings->items[i].suggestion);
	}
	free(findings->items);
	*findings = (struct cs_remarks){ 0 };
}
