/*
 * cs-guide - what to say, and whether it is said well.
 *
 * Prints the guide (kinds of callers, voices, stages of stress, principles,
 * phrases), checks the wording of a reply, fills templates with the right
 * Korean particles, prints the whole guide as a handbook, and asks the
 * operator about the own style.  Text in, text out; needs no store.
 *
 *	cs-guide caller 급한
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "base/mem.h"
#include "base/text.h"
#include "guide/fill.h"
#include "guide/find.h"
#include "guide/handbook.h"
#include "guide/lint.h"
#include "guide/message.h"
#include "guide/selfcheck.h"
#include "stream/reader.h"

#define SURE_COUNT 10 /* a share of fewer consultations says nothing */

static struct {
	struct cs_list guide_files, lint_files, skip, only;
	const char *policy, *shop, *ledger;
	int scope;
	bool each_line;
} cfg;

#define GUIDE_USERS "list show caller voice fill handbook selfcheck"

static const struct cs_opt options[] = {
	{ CS_OPT_LIST, 0, "guide-file", "FILE", &cfg.guide_files, GUIDE_USERS, N_("a shop's own entries, over the built-in ones (repeatable)"), 0, 0 },
	{ CS_OPT_LIST, 0, "lint-file", "FILE", &cfg.lint_files, "lint", N_("a shop's own rules (repeatable)"), 0, 0 },
	{ CS_OPT_LIST, 0, "skip", "RULE", &cfg.skip, "lint", N_("leave this rule out (repeatable)"), 0, 0 },
	{ CS_OPT_LIST, 0, "only", "RULE", &cfg.only, "lint", N_("only this rule (repeatable)"), 0, 0 },
	{ CS_OPT_WORD, 0, "scope", "auto|whole|part", &cfg.scope, "lint", N_("a whole message must greet and close; auto: when it is long enough"), 0, 0 },
	{ CS_OPT_FLAG, 0, "each-line", NULL, &cfg.each_line, "lint", N_("every line is a message of its own"), 0, 0 },
	{ CS_OPT_TEXT, 0, "policy", "FILE", &cfg.policy, "handbook", N_("the shop's policy, a text (else ~/.config/cs/policy.txt)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "shop", "NAME", &cfg.shop, "handbook", N_("the shop's name on the handbook"), 0, 0 },
	{ CS_OPT_TEXT, 0, "ledger", "FILE", &cfg.ledger, "selfcheck", N_("what the ledger shows: rows of cs-consult export, - for stdin"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* ---- the guide ---- */

/* The settings file where there is one; NULL where there is none. */
static char *
settings_file(const char *name)
{
	char *path = cs_app_config_path(name);

	if (path && access(path, F_OK) != 0) {
		free(path);
		path = NULL;
	}
	return path;
}

static enum cs_status
open_guide(struct cs_guide *guide, struct cs_err *err)
{
	char *own = settings_file("guide.tsv");
	enum cs_status st = CS_OK;

	cs_guide_init(guide);
	if (own)
		st = cs_guide_read(guide, own, err);
	free(own);
	for (size_t i = 0; st == CS_OK && i < cfg.guide_files.count; i++)
		st = cs_guide_read(guide, cfg.guide_files.items[i], err);
	return st;
}

static const struct cs_col list_columns[] = {
	{ "kind", CS_CELL_TEXT }, { "id", CS_CELL_TEXT }, { "title", CS_CELL_TEXT }, { "alias", CS_CELL_TEXT },
	{ "source", CS_CELL_TEXT },
};

static enum cs_status
list_entries(const struct cs_app *app, const struct cs_guide *guide, struct cs_err *err)
{
	const char *kind = app->arg_count > 0 ? app->args[0] : NULL;

	if (kind && !cs_guide_has_kind(guide, kind))
		return cs_err_set(err, CS_NONE, _("no kind \"%s\" in the guide; see: cs-guide list"), kind);
	cs_out_begin(app->out, list_columns, CS_COUNT(list_columns));
	for (size_t i = 0; i < guide->count; i++) {
		const struct cs_entry *entry = &guide->items[i];

		if (kind && strcmp(entry->kind, kind) != 0)
			continue;
		cs_out_str(app->out, entry->kind);
		cs_out_str(app->out, entry->id);
		cs_out_str(app->out, cs_entry_text(entry, CS_GUIDE_TITLE, app->korean));
		cs_out_str(app->out, entry->alias);
		cs_out_str(app->out, entry->source);
		cs_out_end(app->out);
	}
	return CS_OK;
}

static enum cs_status
run_list(struct cs_app *app, struct cs_err *err)
{
	struct cs_guide guide = { 0 };
	enum cs_status st = open_guide(&guide, err);

	if (st == CS_OK)
		st = list_entries(app, &guide, err);
	cs_guide_release(&guide);
	return st;
}

static const struct cs_col show_columns[] = {
	{ "kind", CS_CELL_TEXT }, { "id", CS_CELL_TEXT }, { "title", CS_CELL_TEXT }, { "signs", CS_CELL_TEXT },
	{ "do", CS_CELL_TEXT }, { "dont", CS_CELL_TEXT }, { "say", CS_CELL_TEXT }, { "source", CS_CELL_TEXT },
};

static void
print_rows(const struct cs_app *app, const struct cs_entry *const *found, size_t count)
{
	cs_out_begin(app->out, show_columns, CS_COUNT(show_columns));
	for (size_t i = 0; i < count; i++) {
		cs_out_str(app->out, found[i]->kind);
		cs_out_str(app->out, found[i]->id);
		for (int text = 0; text < CS_GUIDE_TEXTS; text++)
			cs_out_str(app->out, cs_entry_text(found[i], (enum cs_guide_text)text, app->korean));
		cs_out_str(app->out, found[i]->source);
		cs_out_end(app->out);
	}
}

/* Long texts make no columns: a person gets one block for each entry. */
static void
print_cards(const struct cs_app *app, const struct cs_entry *const *found, size_t count)
{
	struct cs_str text = { 0 };

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			cs_str_add_char(&text, '\n');
		cs_card_write(found[i], app->korean, &text);
	}
	cs_out_raw(app->out, text.data, text.len);
	cs_str_release(&text);
}

/* The arguments as one phrase, so that words need no quotes. */
static char *
join_arguments(const struct cs_app *app)
{
	struct cs_str words = { 0 };

	for (size_t i = 0; i < app->arg_count; i++)
		cs_str_add_format(&words, "%s%s", i > 0 ? " " : "", app->args[i]);
	return cs_str_detach(&words);
}

static enum cs_status
show_found(const struct cs_app *app, const struct cs_guide *guide, const char *kind, struct cs_err *err)
{
	const struct cs_entry **found = cs_calloc(guide->count + 1, sizeof(const struct cs_entry *));
	char *words = join_arguments(app);
	size_t count = cs_guide_find(guide, kind, words, found);
	enum cs_status st = CS_OK;

	if (count == 0)
		st = cs_err_set(err, CS_NONE, _("the guide has nothing on \"%s\"; see: cs-guide list"), words);
	else if (app->format == CS_FORMAT_TABLE)
		print_cards(app, found, count);
	else
		print_rows(app, found, count);
	free(words);
	free(found);
	return st;
}

static enum cs_status
run_show(struct cs_app *app, struct cs_err *err)
{
	bool any = strcmp(app->command, "show") == 0;
	struct cs_guide guide = { 0 };
	enum cs_status st = open_guide(&guide, err);

	if (st == CS_OK)
		st = show_found(app, &guide, any ? NULL : app->command, err);
	cs_guide_release(&guide);
	return st;
}

/* ---- lint ---- */

static const struct cs_col finding_columns[] = {
	{ "line", CS_CELL_NUMBER }, { "column", CS_CELL_NUMBER }, { "rule", CS_CELL_TEXT }, { "found", CS_CELL_TEXT },
	{ "suggestion", CS_CELL_TEXT },
};

static enum cs_status
open_linter(struct cs_linter **linter, struct cs_err *err)
{
	char *own = settings_file("lint.tsv");
	enum cs_status st = CS_OK;

	*linter = cs_linter_open();
	if (own)
		st = cs_linter_read(*linter, own, err);
	free(own);
	for (size_t i = 0; st == CS_OK && i < cfg.lint_files.count; i++)
		st = cs_linter_read(*linter, cfg.lint_files.items[i], err);
	for (size_t i = 0; st == CS_OK && i < cfg.only.count; i++)
		st = cs_linter_only(*linter, cfg.only.items[i], err);
	for (size_t i = 0; st == CS_OK && i < cfg.skip.count; i++)
		st = cs_linter_skip(*linter, cfg.skip.items[i], err);
	return st;
}

/* Prints what is wrong with one message that begins on the line after `line`. */
static size_t
lint_message(struct cs_out *out, struct cs_linter *linter, const char *text, size_t len, size_t line)
{
	struct cs_remarks findings = { 0 };

	cs_lint(linter, text, len, (enum cs_lint_scope)cfg.scope, &findings);
	for (size_t i = 0; i < findings.count; i++) {
		const struct cs_remark *f = &findings.items[i];

		cs_out_int(out, (int64_t)(f->line + line));
		cs_out_int(out, (int64_t)f->column);
		cs_out_str(out, f->rule);
		cs_out_str(out, f->found);
		cs_out_str(out, f->suggestion);
		cs_out_end(out);
	}
	size_t count = findings.count;

	cs_remarks_release(&findings);
	return count;
}

static size_t
lint_lines(struct cs_out *out, struct cs_linter *linter, const struct cs_str *text)
{
	size_t found = 0, line = 0;

	for (const char *p = text->data, *end = text->data + text->len; p < end; line++) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		size_t len = newline ? (size_t)(newline - p) : (size_t)(end - p);

		found += lint_message(out, linter, p, len, line);
		p += len + 1;
	}
	return found;
}

static enum cs_status
run_lint(struct cs_app *app, struct cs_err *err)
{
	struct cs_linter *linter;
	struct cs_str text = { 0 };
	size_t found = 0;
	enum cs_status st = open_linter(&linter, err);

	if (st == CS_OK)
		st = cs_message_read(&text, app->arg_count > 0 ? app->args[0] : NULL, err);
	if (st == CS_OK) {
		cs_out_begin(app->out, finding_columns, CS_COUNT(finding_columns));
		found = cfg.each_line ? lint_lines(app->out, linter, &text)
		    : lint_message(app->out, linter, text.data, text.len, 0);
	}
	cs_str_release(&text);
	cs_linter_close(linter);
	if (st == CS_OK && found > 0) {
		cs_note(cs_tr_count("%zu finding; explained by: cs-guide show RULE",
		    "%zu findings; explained by: cs-guide show RULE", found), found);
		return CS_NOTE;
	}
	return st;
}

/* ---- fill ---- */

static enum cs_status
set_from_argument(struct cs_values *values, char *argument, struct cs_err *err)
{
	char *sign = strchr(argument, '=');

	if (!sign || sign == argument)
		return cs_err_set(err, CS_EUSAGE, _("fill: \"%s\" is not KEY=VALUE"), argument);
	if (cs_text_fault(argument, strlen(argument)))
		return cs_err_set(err, CS_EUSAGE, _("fill: the value of %.*s is not UTF-8"), (int)(sign - argument), argument);
	cs_values_set(values, argument, (size_t)(sign - argument), sign + 1, strlen(sign + 1));
	return CS_OK;
}

/*
 * The template: an entry of the guide by its id, a file, or the text itself,
 * which has a brace or a blank.
 */
static enum cs_status
read_template(const struct cs_app *app, const char *name, struct cs_str *text, struct cs_err *err)
{
	struct cs_guide guide = { 0 };
	enum cs_status st = open_guide(&guide, err);
	const struct cs_entry **found = cs_calloc(guide.count + 1, sizeof(const struct cs_entry *));
	bool plain = strpbrk(name, "{} \n") != NULL;

	if (st == CS_OK && plain && cs_text_fault(name, strlen(name)))
		st = cs_err_set(err, CS_EUSAGE, "%s", _("fill: the template is not UTF-8"));
	else if (st == CS_OK && plain)
		cs_text_nfc(text, name, strlen(name));
	else if (st == CS_OK && access(name, F_OK) == 0)
		st = cs_message_read(text, name, err);
	else if (st == CS_OK && cs_guide_find(&guide, NULL, name, found) == 1 && *cs_entry_text(found[0], CS_GUIDE_SAY, app->korean))
		cs_str_add(text, cs_entry_text(found[0], CS_GUIDE_SAY, app->korean));
	else if (st == CS_OK)
		st = cs_err_set(err, CS_NONE, _("fill: \"%s\" is no phrase of the guide, no file and no text with a {key}"), name);
	free(found);
	cs_guide_release(&guide);
	return st;
}

static enum cs_status
check_all_used(const struct cs_str *text, const struct cs_values *values, size_t given, struct cs_err *err)
{
	for (size_t i = 0; i < given; i++) {
		struct cs_str keys = { 0 };

		if (values->items[i].used)
			continue;
		cs_fill_keys(&keys, text->data, text->len);
		cs_err_set(err, CS_EUSAGE, _("fill: the template has no {%.*s}; its keys: %s"), (int)values->items[i].key_len,
		    values->items[i].key, keys.data ? keys.data : "-");
		cs_str_release(&keys);
		return CS_EUSAGE;
	}
	return CS_OK;
}

static enum cs_status
fill_once(const struct cs_app *app, const struct cs_str *text, struct cs_values *values, size_t given, struct cs_err *err)
{
	struct cs_str out = { 0 };
	enum cs_status st = cs_fill(&out, text->data ? text->data : "", text->len, values, err);

	if (st == CS_OK)
		st = check_all_used(text, values, given, err);
	if (st == CS_OK) {
		if (out.len == 0 || out.data[out.len - 1] != '\n')
			cs_str_add_char(&out, '\n');
		cs_out_raw(app->out, out.data, out.len);
	}
	cs_str_release(&out);
	return st;
}

/* One filled text for each record; what the command line says wins over it. */
static enum cs_status
fill_record(const struct cs_app *app, const struct cs_str *text, const struct cs_values *given,
    const struct cs_values *names, const struct cs_row *row, struct cs_err *err)
{
	struct cs_values values = { 0 };

	for (size_t i = 0; i < given->count; i++)
		cs_values_set(&values, given->items[i].key, given->items[i].key_len, given->items[i].text, given->items[i].text_len);
	for (size_t i = 0; i < names->count; i++) {
		struct cs_field cell = cs_row_field(row, (int)i);
		bool known = false;

		for (size_t k = 0; k < given->count && !known; k++)
			known = given->items[k].key_len == names->items[i].key_len &&
			    memcmp(given->items[k].key, names->items[i].key, names->items[i].key_len) == 0;
		if (!known)
			cs_values_set(&values, names->items[i].key, names->items[i].key_len, cell.text, cell.len);
	}
	enum cs_status st = fill_once(app, text, &values, given->count, err);

	cs_values_release(&values);
	return st;
}

/* The header's names outlive the row they stood in. */
static void
keep_names(struct cs_values *names, struct cs_str *memory, const struct cs_row *header)
{
	for (size_t i = 0; i < header->count; i++)
		cs_str_add_n(memory, header->fields[i].text, header->fields[i].len);
	for (size_t i = 0, at = 0; i < header->count; i++) {
		names->items = cs_grow(names->items, &names->cap, names->count + 1, sizeof(*names->items));
		names->items[names->count++] = (struct cs_value){ .key = memory->data + at, .key_len = header->fields[i].len };
		at += header->fields[i].len;
	}
}

/* Where a column of that name stands, or -1. */
static int
column_of(const struct cs_values *names, const char *name, size_t len)
{
	for (size_t i = 0; i < names->count; i++) {
		if (names->items[i].key_len == len && memcmp(names->items[i].key, name, len) == 0)
			return (int)i;
	}
	return -1;
}

/* Rows of a name and a value, as cs-consult card prints them: one record, and the first of a name counts. */
static enum cs_status
fill_pairs(const struct cs_app *app, const struct cs_str *text, const struct cs_values *given, int name, int value,
    struct cs_reader *reader, struct cs_err *err)
{
	struct cs_values names = { 0 };
	struct cs_field *cells = NULL;
	size_t cap = 0;
	struct cs_row row;
	enum cs_status st;

	while ((st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		struct cs_field key = cs_row_field(&row, name), cell = cs_row_field(&row, value);

		if (row.fault || key.len == 0 || column_of(&names, key.text, key.len) >= 0)
			continue;
		cells = cs_grow(cells, &cap, names.count + 1, sizeof(*cells));
		cells[names.count] = (struct cs_field){ cs_strndup(cell.text, cell.len), cell.len };
		names.items = cs_grow(names.items, &names.cap, names.count + 1, sizeof(*names.items));
		names.items[names.count++] = (struct cs_value){ .key = cs_strndup(key.text, key.len), .key_len = key.len };
	}
	struct cs_row record = { .fields = cells, .count = names.count };

	if (st == CS_OK)
		st = fill_record(app, text, given, &names, &record, err);
	for (size_t i = 0; i < names.count; i++) {
		free((char *)cells[i].text);
		free((char *)names.items[i].key);
	}
	free(cells);
	cs_values_release(&names);
	return st;
}

static enum cs_status
fill_records(const struct cs_app *app, const struct cs_str *text, const struct cs_values *given, struct cs_reader *reader,
    struct cs_err *err)
{
	struct cs_values names = { 0 };
	struct cs_str memory = { 0 };
	struct cs_row row;
	size_t records = 0;
	enum cs_status st = cs_reader_next(reader, &row, err);

	if (st == CS_ROW && row.fault)
		st = cs_err_set(err, CS_EINPUT, "%s:1: %s", cs_reader_name(reader), _(row.fault));
	if (st == CS_ROW)
		keep_names(&names, &memory, &row);
	int name = column_of(&names, "name", 4), value = column_of(&names, "value", 5);

	if (st == CS_ROW && name >= 0 && value >= 0) {
		st = fill_pairs(app, text, given, name, value, reader, err);
		cs_values_release(&names);
		cs_str_release(&memory);
		return st;
	}
	while (st == CS_ROW && (st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		if (row.fault)
			st = cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(reader), (unsigned long long)row.line,
			    _(row.fault));
		else if ((st = fill_record(app, text, given, &names, &row, err)) == CS_OK)
			st = CS_ROW;
		records++;
	}
	/* Nothing came: the missing value is the news, not the missing record. */
	if (st == CS_OK && records == 0)
		st = fill_record(app, text, given, &names, &(struct cs_row){ 0 }, err);
	cs_values_release(&names);
	cs_str_release(&memory);
	return st;
}

/* A record is read only where a value is wanting and somebody can have sent one. */
static enum cs_status
fill_template(const struct cs_app *app, const struct cs_str *text, struct cs_values *values, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct cs_reader *reader;

	if (!cs_fill_lacks(text->data ? text->data : "", text->len, values) || isatty(STDIN_FILENO))
		return fill_once(app, text, values, values->count, err);
	enum cs_status st = cs_reader_open(&reader, NULL, &any, err);

	if (st != CS_OK)
		return st;
	st = fill_records(app, text, values, reader, err);
	cs_reader_close(reader);
	return st;
}

static enum cs_status
run_fill(struct cs_app *app, struct cs_err *err)
{
	struct cs_values values = { 0 };
	struct cs_str text = { 0 };
	enum cs_status st = CS_OK;

	for (size_t i = 1; i < app->arg_count && st == CS_OK; i++)
		st = set_from_argument(&values, app->args[i], err);
	if (st == CS_OK)
		st = read_template(app, app->args[0], &text, err);
	if (st == CS_OK)
		st = fill_template(app, &text, &values, err);
	cs_values_release(&values);
	cs_str_release(&text);
	return st;
}

/* ---- handbook ---- */

static enum cs_status
read_policy(struct cs_str *text, struct cs_err *err)
{
	char *own = cfg.policy ? cs_strdup(cfg.policy) : settings_file("policy.txt");
	enum cs_status st = own ? cs_message_read(text, own, err) : CS_OK;

	free(own);
	return st;
}

static enum cs_status
run_handbook(struct cs_app *app, struct cs_err *err)
{
	struct cs_guide guide = { 0 };
	struct cs_str policy = { 0 }, html = { 0 };
	enum cs_status st = open_guide(&guide, err);

	if (st == CS_OK)
		st = read_policy(&policy, err);
	if (st == CS_OK) {
		struct cs_handbook book = { &guide, cfg.shop, policy.data, app->as_of, app->korean };

		cs_handbook_write(&book, &html);
		cs_out_raw(app->out, html.data, html.len);
	}
	cs_str_release(&policy);
	cs_str_release(&html);
	cs_guide_release(&guide);
	return st;
}

/* ---- selfcheck ---- */

static const struct cs_col style_columns[] = {
	{ "style", CS_CELL_TEXT }, { "title", CS_CELL_TEXT }, { "score", CS_CELL_NUMBER }, { "leads", CS_CELL_TEXT },
	{ "advice", CS_CELL_TEXT }, { "measure", CS_CELL_TEXT }, { "value", CS_CELL_NUMBER }, { "count", CS_CELL_NUMBER },
};

/* Answers come one a line where none was typed; the questions go to stderr. */
static enum cs_status
ask(const struct cs_app *app, struct cs_selfcheck *check, struct cs_err *err)
{
	char *line = NULL;
	size_t room = 0;
	enum cs_status st = CS_OK;

	for (size_t i = 0; i < check->question_count && st == CS_OK; i++) {
		fprintf(stderr, "%2zu/%zu  %s (1-5) ", i + 1, check->question_count,
		    cs_entry_text(check->questions[i], CS_GUIDE_TITLE, app->korean));
		ssize_t n = getline(&line, &room, stdin);

		if (n <= 0)
			st = cs_err_set(err, CS_EUSAGE, _("selfcheck wants %zu answers from 1 to 5, and got %zu"),
			    check->question_count, i);
		else {
			line[strcspn(line, "\r\n")] = '\0';
			st = cs_selfcheck_answer(check, i, line, err);
		}
	}
	free(line);
	return st;
}

static enum cs_status
take_answers(const struct cs_app *app, struct cs_selfcheck *check, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	if (app->arg_count == 0 && cfg.ledger && strcmp(cfg.ledger, "-") == 0)
		return cs_err_set(err, CS_EUSAGE, "%s", _("selfcheck: with --ledger - the answers are arguments"));
	if (app->arg_count == 0)
		return ask(app, check, err);
	if (app->arg_count != check->question_count)
		return cs_err_set(err, CS_EUSAGE, _("selfcheck wants %zu answers from 1 to 5, and got %zu"),
		    check->question_count, app->arg_count);
	for (size_t i = 0; i < app->arg_count && st == CS_OK; i++)
		st = cs_selfcheck_answer(check, i, app->args[i], err);
	return st;
}

static void
print_style(const struct cs_app *app, const struct cs_style *style)
{
	bool sure = style->whole >= SURE_COUNT;

	cs_out_str(app->out, style->entry ? style->entry->id : "");
	cs_out_str(app->out, style->entry ? cs_entry_text(style->entry, CS_GUIDE_TITLE, app->korean) : "");
	cs_out_money(app->out, style->answers ? style->sum * 100 / style->answers : 0, 2, 2);
	cs_out_bool(app->out, style->leads);
	cs_out_str(app->out, style->entry ? cs_entry_text(style->entry, CS_GUIDE_DO, app->korean) : "");
	cs_out_str(app->out, style->measure);
	if (sure && style->is_median)
		cs_out_int(app->out, style->part);
	else if (sure)
		cs_out_rate(app->out, style->part, style->whole);
	else
		cs_out_empty(app->out);
	if (cfg.ledger)
		cs_out_int(app->out, style->whole);
	else
		cs_out_empty(app->out);
	cs_out_end(app->out);
}

static enum cs_status
run_selfcheck(struct cs_app *app, struct cs_err *err)
{
	struct cs_guide guide = { 0 };
	struct cs_selfcheck check = { 0 };
	enum cs_status st = open_guide(&guide, err);

	if (st == CS_OK)
		st = cs_selfcheck_init(&check, &guide, err);
	if (st == CS_OK)
		st = take_answers(app, &check, err);
	if (st == CS_OK && cfg.ledger)
		st = cs_selfcheck_ledger(&check, cfg.ledger, err);
	if (st == CS_OK) {
		cs_selfcheck_settle(&check);
		cs_note("%s", _("own definition: four statements a style, the mean from 1 to 5; "
		    "a style leads when it is half a point above every other"));
		cs_out_begin(app->out, style_columns, CS_COUNT(style_columns));
		for (size_t i = 0; i < CS_STYLES; i++)
			print_style(app, &check.styles[i]);
	}
	cs_selfcheck_release(&check);
	cs_guide_release(&guide);
	return st;
}

static const struct cs_command commands[] = {
	{ "list", "[KIND]", N_("list the entries of the guide"), "  cs-guide list caller\n", run_list, 0, 1 },
	{ "show", "ID|WORD...", N_("show entries by id or by any word in them"), "  cs-guide show 배송비\n", run_show, 1, SIZE_MAX },
	{ "caller", "WORD...", N_("what to do with this kind of caller"), "  cs-guide caller 급한\n", run_show, 1, SIZE_MAX },
	{ "voice", "WORD...", N_("what to do when a caller sounds like this"), "  cs-guide voice 우는\n", run_show, 1, SIZE_MAX },
	{ "lint", "[FILE]", N_("report wrong honorifics and curt wording; exit 1 when there is any"), "  cs-guide lint reply.txt\n", run_lint, 0, 1 },
	{ "fill", "TEMPLATE [KEY=VALUE...]", N_("fill a template, with the right particles"), "  cs-guide fill f04_summary action=환불 due=5시 owner=김하나 id=1024\n", run_fill, 1, SIZE_MAX },
	{ "handbook", NULL, N_("the whole guide and the shop's policy as HTML for print"), "  cs-guide handbook --shop 마루상점 -o handbook.html\n", run_handbook, 0, 0 },
	{ "selfcheck", "[ANSWER...]", N_("the operator's style in 16 answers from 1 to 5"), "  cs-guide selfcheck 4 3 4 2 5 3 4 1 4 3 5 2 4 4 4 1\n", run_selfcheck, 0, SIZE_MAX },
	{ NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

static const struct cs_program program = {
	"cs-guide",
	N_("What to say to a customer, and whether it is said well; text in, text out."),
	commands,
	options,
	NULL,
};

int
main(int argc, char *argv[])
{
	return cs_app_main(&program, argc, argv);
}
