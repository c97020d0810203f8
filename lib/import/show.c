#include "import/show.h"

#include <string.h>

#include "import/status.h"
#include "store/words.h"

static const struct cs_col preset_columns[] = {
	{ "preset", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "currency", CS_CELL_TEXT },
	{ "title", CS_CELL_TEXT },
};

static const struct cs_col entry_columns[] = {
	{ "kind", CS_CELL_TEXT }, { "entry", CS_CELL_TEXT }, { "field", CS_CELL_TEXT },
	{ "value", CS_CELL_TEXT },
};

static const char *
title_of(const struct cs_preset *preset, bool korean)
{
	return korean && preset->title_ko ? preset->title_ko : preset->title;
}

void
cs_show_presets(const struct cs_presets *set, bool korean, struct cs_out *out)
{
	cs_out_begin(out, preset_columns, CS_COUNT(preset_columns));
	for (size_t i = 0; i < set->count; i++) {
		const struct cs_preset *preset = &set->items[i];

		/* One that a newer one of the same name hides does not count. */
		if (cs_presets_find(set, preset->name, preset->kind) != preset)
			continue;
		cs_out_str(out, preset->name);
		cs_out_str(out, preset->kind->name);
		cs_out_str(out, preset->currency);
		cs_out_str(out, title_of(preset, korean));
		cs_out_end(out);
	}
}

/* Where an entry goes, and of which preset it is. */
struct show {
	const struct cs_preset *preset;
	struct cs_out *out;
};

static void
row(const struct show *show, const char *entry, const char *field, const char *value)
{
	if (!value)
		return;
	cs_out_str(show->out, show->preset->kind->name);
	cs_out_str(show->out, entry);
	cs_out_str(show->out, field);
	cs_out_str(show->out, value);
	cs_out_end(show->out);
}

static void
names_row(const struct show *show, const char *entry, const char *field, const char *first,
    const struct cs_aliases *names)
{
	struct cs_str value = { 0 };

	cs_str_add(&value, first ? first : "");
	for (size_t i = 0; i < names->count; i++) {
		cs_str_add(&value, value.len ? " | " : "");
		cs_str_add(&value, names->items[i].shown);
	}
	row(show, entry, field, value.data);
	cs_str_release(&value);
}

static void
show_sources(const struct show *show)
{
	static const char *const entries[] = {
		[CS_SOURCE_FIRST] = "field", [CS_SOURCE_EACH] = "field", [CS_SOURCE_JOIN] = "join",
		[CS_SOURCE_SUM] = "sum", [CS_SOURCE_CONSTANT] = "constant",
	};

	for (size_t i = 0; i < show->preset->source_count; i++) {
		const struct cs_preset_source *source = &show->preset->sources[i];
		const char *text = source->text && strcmp(source->text, " ") == 0 ? "blank" : source->text;

		names_row(show, entries[source->mode], cs_field_name(show->preset->kind, source->field), text,
		    &source->names);
	}
}

static const char *
meaning(const struct cs_word *word)
{
	if (word->use == CS_WORD_GUEST)
		return "";
	if (word->use == CS_WORD_FAULT)
		return cs_kinds[CS_KIND_RETURNS].columns[CS_RETURNS_FAULT].words[word->means];
	return word->means == CS_STATUS_SILENT ? "ignore" : cs_order_status_words[word->means];
}

static void
show_words(const struct show *show)
{
	static const char *const entries[] = { [CS_WORD_STATUS] = "status", [CS_WORD_FAULT] = "fault",
		[CS_WORD_GUEST] = "guest" };

	for (size_t i = 0; i < show->preset->word_count; i++) {
		const struct cs_word *word = &show->preset->words[i];

		row(show, entries[word->use], meaning(word), word->folded);
	}
	for (size_t i = 0; i < show->preset->state_count; i++)
		names_row(show, "state", show->preset->states[i].text, NULL, &show->preset->states[i].names);
}

static void
show_flags(const struct show *show)
{
	static const char *const persons[] = { "", "id", "phone", "email", "name" };
	static const char *const rules[] = { NULL, "return", "skip" };
	static const char *const dates[] = { NULL, "mdy", "dmy" };
	const struct cs_preset *preset = show->preset;
	char letter[2] = { preset->return_letter, '\0' }, skipped[2] = { preset->skip_letter, '\0' };

	for (size_t i = 0; i < CS_PERSON_WAYS && preset->person[i]; i++)
		row(show, "identity", "", persons[preset->person[i]]);
	row(show, "dates", "", dates[preset->date_order]);
	row(show, "dates", "", preset->date_in_order_no ? "order_no" : NULL);
	row(show, "cut", preset->cut_at ? cs_field_name(preset->kind, preset->cut_from) : "", preset->cut_at);
	row(show, "letter", "return", letter[0] ? letter : NULL);
	row(show, "letter", "skip", skipped[0] ? skipped : NULL);
	row(show, "negative", "", rules[preset->negative]);
	row(show, "zero", "", preset->zero_means == CS_STATUS_SILENT ? NULL :
	    cs_order_status_words[preset->zero_means]);
	for (int i = 0; i < CS_FIELD_COUNT; i++) {
		if (preset->carry[i])
			row(show, "carry", "", cs_field_name(preset->kind, i));
	}
}

static void
show_one(const struct show *show, bool korean)
{
	const struct cs_preset *preset = show->preset;

	row(show, "title", "", title_of(preset, korean));
	row(show, "channel", "", preset->channel);
	row(show, "currency", "", preset->currency);
	for (size_t i = 0; i < preset->signature_count; i++)
		names_row(show, "signature", "", NULL, &preset->signatures[i]);
	for (size_t i = 0; i < preset->columns_count; i++)
		names_row(show, "columns", "", NULL, &preset->columns[i]);
	show_sources(show);
	show_words(show);
	show_flags(show);
	for (size_t i = 0; i < preset->note_count; i++)
		row(show, "note", "", preset->notes[i]);
}

enum cs_status
cs_show_preset(const struct cs_presets *set, const char *name, bool korean, struct cs_out *out,
    struct cs_err *err)
{
	if (!cs_presets_find(set, name, NULL))
		return cs_err_set(err, CS_NONE, _("no preset %s; `cs-import presets` lists them"), name);
	cs_out_begin(out, entry_columns, CS_COUNT(entry_columns));
	for (size_t i = 0; i < set->count; i++) {
		struct show show = { &set->items[i], out };

		if (strcmp(show.preset->name, name) == 0 &&
		    cs_presets_find(set, name, show.preset->kind) == show.preset)
			show_one(&show, korean);
	}
	return CS_OK;
}
