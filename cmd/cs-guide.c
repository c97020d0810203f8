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
#include "guide/find.h"
#include "guide/findings.h"
#include "guide/handbook.h"
#include "guide/message.h"
#include "guide/records.h"
#include "guide/selfcheck.h"
#include "guide/show.h"

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

static enum cs_status
run_list(struct cs_app *app, struct cs_err *err)
{
	struct cs_guide guide = { 0 };
	enum cs_status st = open_guide(&guide, err);

	if (st == CS_OK)
		st = cs_guide_list(app, &guide, err);
	cs_guide_release(&guide);
	return st;
}

static enum cs_status
run_show(struct cs_app *app, struct cs_err *err)
{
	bool any = strcmp(app->command, "show") == 0;
	struct cs_guide guide = { 0 };
	enum cs_status st = open_guide(&guide, err);

	if (st == CS_OK)
		st = cs_guide_show(app, &guide, any ? NULL : app->command, err);
	cs_guide_release(&guide);
	return st;
}

/* ---- lint ---- */

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

static enum cs_status
run_lint(struct cs_app *app, struct cs_err *err)
{
	struct cs_linter *linter;
	struct cs_str text = { 0 };
	size_t found = 0;
	enum cs_status st = open_linter(&linter, err);

	if (st == CS_OK)
		st = cs_message_read(&text, app->arg_count > 0 ? app->args[0] : NULL, err);
	if (st == CS_OK)
		found = cs_lint_print(linter, &text, (enum cs_lint_scope)cfg.scope, cfg.each_line, app->out);
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
run_fill(struct cs_app *app, struct cs_err *err)
{
	struct cs_values values = { 0 };
	struct cs_str text = { 0 };
	enum cs_status st = CS_OK;

	for (size_t i = 1; i < app->arg_count && st == CS_OK; i++)
		st = cs_values_take(&values, app->args[i], err);
	if (st == CS_OK)
		st = read_template(app, app->args[0], &text, err);
	if (st == CS_OK)
		st = cs_fill_print(app, &text, &values, err);
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
