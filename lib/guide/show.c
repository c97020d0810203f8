#include "guide/show.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "guide/find.h"
#include "guide/handbook.h"

static const struct cs_col list_columns[] = {
	{ "kind", CS_CELL_TEXT }, { "id", CS_CELL_TEXT }, { "title", CS_CELL_TEXT }, { "alias", CS_CELL_TEXT },
	{ "source", CS_CELL_TEXT },
};

enum cs_status
cs_guide_list(const struct cs_app *app, const struct cs_guide *guide, struct cs_err *err)
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

enum cs_status
cs_guide_show(const struct cs_app *app, const struct cs_guide *guide, const char *kind, struct cs_err *err)
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
