#include "import/preset.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "app/app.h"
#include "base/data.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/status.h"
#include "store/words.h"

#define WORDS_MAX 64

static const char *const extra_names[] = {
	"gross_amount", "status_more", "cancelled_at", "confirmed_at", "refunded_at",
	"refund_amount", "cancelled_quantity", "bundle", "currency", "customer_name", "phone", "email",
};
_Static_assert(CS_COUNT(extra_names) == CS_FIELD_COUNT - CS_EXTRA_FIRST, "one name for each extra");

/* The words of one line, and where it stands. */
struct line {
	char *words[WORDS_MAX];
	size_t count;
	const char *place;
};

void
cs_aliases_release(struct cs_aliases *list)
{
	for (size_t i = 0; i < list->count; i++) {
		free(list->items[i].shown);
		free(list->items[i].folded);
	}
	free(list->items);
	*list = (struct cs_aliases){ 0 };
}

void
cs_aliases_add(struct cs_aliases *list, const char *shown)
{
	struct cs_alias alias = { .shown = cs_strdup(shown) };
	struct cs_str folded = { 0 };
	size_t len = strlen(shown);
	const char *mark = strrchr(shown, '#');

	alias.prefix = len > 1 && shown[len - 1] == '*';
	if (mark && mark > shown && mark[1] >= '1' && mark[1] <= '9' && mark[2] == '\0') {
		alias.nth = mark[1] - '0';
		len = (size_t)(mark - shown);
	}
	cs_text_fold(&folded, shown, len);
	alias.folded = cs_str_detach(&folded);
	list->items = cs_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = alias;
}

static void
add_names(struct cs_aliases *list, const struct line *line, size_t from)
{
	for (size_t i = from; i < line->count; i++)
		cs_aliases_add(list, line->words[i]);
}

static void
release_lists(struct cs_aliases *lists, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cs_aliases_release(&lists[i]);
	free(lists);
}

static void
release_preset(struct cs_preset *preset)
{
	release_lists(preset->signatures, preset->signature_count);
	release_lists(preset->columns, preset->columns_count);
	for (size_t i = 0; i < preset->source_count; i++) {
		free(preset->sources[i].text);
		cs_aliases_release(&preset->sources[i].names);
	}
	for (size_t i = 0; i < preset->state_count; i++) {
		free(preset->states[i].text);
		cs_aliases_release(&preset->states[i].names);
	}
	for (size_t i = 0; i < preset->word_count; i++)
		free(preset->words[i].folded);
	for (size_t i = 0; i < preset->note_count; i++)
		free(preset->notes[i]);
	free(preset->sources);
	free(preset->states);
	free(preset->words);
	free(preset->notes);
	free(preset->name);
	free(preset->channel);
	free(preset->currency);
	free(preset->title);
	free(preset->title_ko);
	free(preset->cut_at);
}

void
cs_presets_release(struct cs_presets *set)
{
	for (size_t i = 0; i < set->count; i++)
		release_preset(&set->items[i]);
	free(set->items);
	*set = (struct cs_presets){ 0 };
}

int
cs_field_find(const struct cs_kind *kind, const char *name, size_t len)
{
	int column = cs_kind_column(kind, name, len);

	for (size_t i = 0; i < CS_COUNT(extra_names) && column < 0; i++) {
		if (strlen(extra_names[i]) == len && memcmp(extra_names[i], name, len) == 0)
			column = CS_EXTRA_FIRST + (int)i;
	}
	return column;
}

const char *
cs_field_name(const struct cs_kind *kind, int field)
{
	return field < CS_EXTRA_FIRST ? kind->columns[field].name : extra_names[field - CS_EXTRA_FIRST];
}

const struct cs_preset_source *
cs_preset_find_source(const struct cs_preset *preset, int field)
{
	for (size_t i = 0; i < preset->source_count; i++) {
		if (preset->sources[i].field == field)
			return &preset->sources[i];
	}
	return NULL;
}

static enum cs_status
bad(const struct line *line, struct cs_err *err, const char *why, const char *word)
{
	return cs_err_set(err, CS_EINPUT, "%s: %s: %s: \"%s\"", line->place, line->words[0], why, word);
}

/* The field that word `at` of the line names. */
static enum cs_status
field_word(const struct cs_preset *preset, const struct line *line, size_t at, int *field,
    struct cs_err *err)
{
	*field = cs_field_find(preset->kind, line->words[at], strlen(line->words[at]));
	return *field < 0 ? bad(line, err, _("no such field"), line->words[at]) : CS_OK;
}

/* "blank" stands for what cannot be seen at the end of a line. */
static const char *
separator_word(const char *word)
{
	return strcmp(word, "blank") == 0 ? " " : word;
}

static struct cs_preset_source *
add_source(struct cs_preset *preset, int field, enum cs_source_mode mode, const char *text)
{
	preset->sources = cs_grow(preset->sources, &preset->source_cap, preset->source_count + 1,
	    sizeof(*preset->sources));
	struct cs_preset_source *source = &preset->sources[preset->source_count++];

	*source = (struct cs_preset_source){ .field = field, .mode = mode, .text = cs_strdup(text) };
	return source;
}

static enum cs_status
take_source(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	const char *directive = line->words[0], *text = NULL;
	enum cs_source_mode mode = CS_SOURCE_FIRST;
	size_t names = 2;
	int field;

	if (field_word(preset, line, 1, &field, err) != CS_OK)
		return err->status;
	if (cs_preset_find_source(preset, field))
		return bad(line, err, _("named twice"), line->words[1]);
	if (strcmp(directive, "join") == 0)
		mode = CS_SOURCE_JOIN;
	else if (strcmp(directive, "sum") == 0)
		mode = CS_SOURCE_SUM;
	else if (strcmp(directive, "constant") == 0)
		mode = CS_SOURCE_CONSTANT;
	else if (field == CS_EXTRA_STATUS_MORE)
		mode = CS_SOURCE_EACH;
	if (mode == CS_SOURCE_JOIN || mode == CS_SOURCE_CONSTANT)
		text = separator_word(line->words[names++]);
	struct cs_preset_source *source = add_source(preset, field, mode, text);

	add_names(&source->names, line, names);
	/* A field without names stands under its own. */
	if (line->count == 2)
		cs_aliases_add(&source->names, line->words[1]);
	return CS_OK;
}

static enum cs_status
take_title(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	char **title = strcmp(line->words[1], "ko") == 0 ? &preset->title_ko : &preset->title;

	if (title == &preset->title && strcmp(line->words[1], "en") != 0)
		return bad(line, err, _("neither en nor ko"), line->words[1]);
	free(*title);
	*title = cs_strdup(line->words[2]);
	return CS_OK;
}

static enum cs_status
take_note(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	(void)err;
	preset->notes = cs_grow(preset->notes, &preset->note_cap, preset->note_count + 1,
	    sizeof(*preset->notes));
	preset->notes[preset->note_count++] = cs_strdup(line->words[1]);
	return CS_OK;
}

static enum cs_status
take_channel(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	(void)err;
	free(preset->channel);
	preset->channel = cs_strdup(line->words[1]);
	return CS_OK;
}

static enum cs_status
take_currency(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	if (cs_currency_decimals(line->words[1]) < 0)
		return bad(line, err, _("not a currency code"), line->words[1]);
	free(preset->currency);
	preset->currency = cs_strdup(line->words[1]);
	return CS_OK;
}

static enum cs_status
take_signature(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	(void)err;
	preset->signatures = cs_grow(preset->signatures, &preset->signature_cap,
	    preset->signature_count + 1, sizeof(*preset->signatures));
	preset->signatures[preset->signature_count] = (struct cs_aliases){ 0 };
	add_names(&preset->signatures[preset->signature_count++], line, 1);
	return CS_OK;
}

static enum cs_status
take_columns(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	(void)err;
	preset->columns = cs_grow(preset->columns, &preset->columns_cap, preset->columns_count + 1,
	    sizeof(*preset->columns));
	preset->columns[preset->columns_count] = (struct cs_aliases){ 0 };
	add_names(&preset->columns[preset->columns_count++], line, 1);
	return CS_OK;
}

static enum cs_status
take_carry(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	int field;

	for (size_t i = 1; i < line->count; i++) {
		if (field_word(preset, line, i, &field, err) != CS_OK)
			return err->status;
		preset->carry[field] = true;
	}
	return CS_OK;
}

static enum cs_status
take_cut(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	free(preset->cut_at);
	preset->cut_at = cs_strdup(line->words[2]);
	return field_word(preset, line, 1, &preset->cut_from, err);
}

/* The words of the faults column of returns, whichever kind is read. */
static const char *const *
fault_words(void)
{
	return cs_kinds[CS_KIND_RETURNS].columns[CS_RETURNS_FAULT].words;
}

static void
add_word(struct cs_preset *preset, enum cs_word_use use, const char *text, int means)
{
	struct cs_str folded = { 0 };

	cs_text_fold(&folded, text, strlen(text));
	preset->words = cs_grow(preset->words, &preset->word_cap, preset->word_count + 1,
	    sizeof(*preset->words));
	preset->words[preset->word_count++] = (struct cs_word){ use, cs_str_detach(&folded), means };
}

static enum cs_status
take_guest(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	(void)err;
	for (size_t i = 1; i < line->count; i++)
		add_word(preset, CS_WORD_GUEST, line->words[i], 0);
	return CS_OK;
}

static enum cs_status
take_words(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	bool status = strcmp(line->words[0], "status") == 0;
	int means = cs_word_find(status ? cs_order_status_words : fault_words(), line->words[1],
	    strlen(line->words[1]));

	if (means < 0 && status && strcmp(line->words[1], "ignore") == 0)
		means = CS_STATUS_SILENT;
	else if (means < 0)
		return bad(line, err, _("not a word of this column"), line->words[1]);
	for (size_t i = 2; i < line->count; i++)
		add_word(preset, status ? CS_WORD_STATUS : CS_WORD_FAULT, line->words[i], means);
	return CS_OK;
}

static enum cs_status
take_state(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	(void)err;
	preset->states = cs_grow(preset->states, &preset->state_cap, preset->state_count + 1,
	    sizeof(*preset->states));
	struct cs_state *state = &preset->states[preset->state_count++];

	*state = (struct cs_state){ .text = cs_strdup(line->words[1]) };
	add_names(&state->names, line, 2);
	return CS_OK;
}

static enum cs_status
take_identity(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	static const char *const ways[] = { "none", "id", "phone", "email", "name", NULL };

	for (size_t i = 1; i < line->count; i++) {
		int way = cs_word_find(ways, line->words[i], strlen(line->words[i]));

		if (way <= CS_PERSON_ID || i > CS_PERSON_WAYS)
			return bad(line, err, _("neither phone nor email nor name"), line->words[i]);
		preset->person[i - 1] = (enum cs_person)way;
	}
	return CS_OK;
}

/* letter C return: order numbers that begin with C and go on with digits. */
static enum cs_status
take_letter(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	if (strlen(line->words[1]) != 1)
		return bad(line, err, _("not one letter"), line->words[1]);
	if (strcmp(line->words[2], "return") == 0)
		preset->return_letter = line->words[1][0];
	else if (strcmp(line->words[2], "skip") == 0)
		preset->skip_letter = line->words[1][0];
	else
		return bad(line, err, _("neither return nor skip"), line->words[2]);
	return CS_OK;
}

static enum cs_status
take_negative(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	static const char *const rules[] = { "none", "return", "skip", NULL };
	int rule = cs_word_find(rules, line->words[1], strlen(line->words[1]));

	if (rule <= 0)
		return bad(line, err, _("neither return nor skip"), line->words[1]);
	preset->negative = (enum cs_rule)rule;
	return CS_OK;
}

static enum cs_status
take_zero(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	preset->zero_means = cs_word_find(cs_order_status_words, line->words[1], strlen(line->words[1]));
	return preset->zero_means < 0 ? bad(line, err, _("not a word of this column"), line->words[1]) :
	    CS_OK;
}

static enum cs_status
take_dates(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	if (strcmp(line->words[1], "mdy") == 0)
		preset->date_order = CS_DATE_MDY;
	else if (strcmp(line->words[1], "dmy") == 0)
		preset->date_order = CS_DATE_DMY;
	else if (strcmp(line->words[1], "order_no") == 0)
		preset->date_in_order_no = true;
	else
		return bad(line, err, _("neither mdy nor dmy nor order_no"), line->words[1]);
	return CS_OK;
}

static enum cs_status
take_separator(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	static const char *const words[] = { "blank", "tab", "comma", "semicolon", NULL };
	int found = cs_word_find(words, line->words[1], strlen(line->words[1]));

	if (found < 0)
		return bad(line, err, _("neither blank nor tab nor comma nor semicolon"), line->words[1]);
	preset->separator = " \t,;"[found];
	return CS_OK;
}

static enum cs_status
take_kind(struct cs_preset *preset, const struct line *line, struct cs_err *err)
{
	preset->kind = cs_kind_find(line->words[1]);
	return preset->kind ? CS_OK : bad(line, err, _("no such kind of record"), line->words[1]);
}

static const struct {
	const char *name;
	size_t words; /* at least so many, the directive among them */
	enum cs_status (*take)(struct cs_preset *, const struct line *, struct cs_err *);
} directives[] = {
	{ "kind", 2, take_kind }, { "title", 3, take_title }, { "note", 2, take_note },
	{ "channel", 2, take_channel }, { "currency", 2, take_currency },
	{ "separator", 2, take_separator }, { "signature", 2, take_signature },
	{ "columns", 2, take_columns }, { "field", 2, take_source }, { "join", 4, take_source },
	{ "sum", 3, take_source }, { "constant", 3, take_source }, { "cut", 3, take_cut },
	{ "carry", 2, take_carry }, { "status", 3, take_words }, { "fault", 3, take_words },
	{ "guest", 2, take_guest }, { "state", 3, take_state }, { "identity", 2, take_identity }, { "letter", 3, take_letter },
	{ "negative", 2, take_negative }, { "zero", 2, take_zero }, { "dates", 2, take_dates },
};

static void
split(struct line *line, char *text)
{
	for (char *word = text; word && line->count < WORDS_MAX;) {
		char *tab = strchr(word, '\t');

		if (tab)
			*tab = '\0';
		if (*word)
			line->words[line->count++] = word;
		word = tab ? tab + 1 : NULL;
	}
}

/* A preset is complete when the next one begins or the file ends. */
static enum cs_status
finish(struct cs_presets *set, const char *place, struct cs_err *err)
{
	if (set->count == 0)
		return CS_OK;
	const struct cs_preset *preset = &set->items[set->count - 1];

	if (!preset->kind)
		return cs_err_set(err, CS_EINPUT, _("%s: preset %s names no kind"), place, preset->name);
	if (preset->signature_count + preset->columns_count == 0 || preset->source_count == 0)
		return cs_err_set(err, CS_EINPUT,
		    _("%s: preset %s needs a signature and at least one field"), place, preset->name);
	return CS_OK;
}

static enum cs_status
take_line(struct cs_presets *set, const struct line *line, struct cs_err *err)
{
	if (strcmp(line->words[0], "preset") == 0 && line->count == 2) {
		if (finish(set, line->place, err) != CS_OK)
			return err->status;
		set->items = cs_grow(set->items, &set->cap, set->count + 1, sizeof(*set->items));
		set->items[set->count++] = (struct cs_preset){ .name = cs_strdup(line->words[1]),
			.cut_from = -1, .zero_means = CS_STATUS_SILENT };
		return CS_OK;
	}
	for (size_t i = 0; i < CS_COUNT(directives); i++) {
		if (strcmp(directives[i].name, line->words[0]) != 0)
			continue;
		if (set->count == 0)
			return bad(line, err, _("stands before the first preset"), line->words[0]);
		struct cs_preset *preset = &set->items[set->count - 1];

		if (line->count < directives[i].words)
			return bad(line, err, _("needs more words, parted by tabs"), line->words[0]);
		if (!preset->kind && directives[i].take != take_kind && directives[i].take != take_title)
			return bad(line, err, _("stands before the kind"), line->words[0]);
		return directives[i].take(preset, line, err);
	}
	return bad(line, err, _("no such line in a preset"), line->words[0]);
}

enum cs_status
cs_presets_line(struct cs_presets *set, const char *text, const char *place, struct cs_err *err)
{
	char *copy = cs_strdup(text);
	struct line line = { .place = place };
	enum cs_status st = CS_OK;

	copy[strcspn(copy, "\r\n")] = '\0';
	split(&line, copy);
	if (line.count && line.words[0][0] != '#')
		st = take_line(set, &line, err);
	free(copy);
	return st;
}

enum cs_status
cs_presets_end(struct cs_presets *set, const char *place, struct cs_err *err)
{
	return finish(set, place, err);
}

void
cs_presets_builtin(struct cs_presets *set)
{
	const struct cs_data *file = NULL;
	struct cs_err err;

	while ((file = cs_data_next("import/presets/", file)) != NULL) {
		for (const char *const *line = file->lines; *line; line++) {
			if (cs_presets_line(set, *line, file->name, &err) != CS_OK)
				CS_BUG(err.text);
		}
		if (cs_presets_end(set, file->name, &err) != CS_OK)
			CS_BUG(err.text);
	}
}

static enum cs_status
read_file(void *self, const char *path, struct cs_err *err)
{
	struct cs_presets *set = self;
	FILE *file = fopen(path, "r");
	struct cs_str place = { 0 };
	char *line = NULL;
	size_t cap = 0;
	enum cs_status st = CS_OK;

	if (!file)
		return cs_err_set(err, CS_EIO, "%s: %s", path, strerror(errno));
	for (int n = 1; st == CS_OK && getline(&line, &cap, file) > 0; n++) {
		/* A file of Windows may begin with a byte order mark. */
		const char *text = n == 1 && strncmp(line, "\uFEFF", 3) == 0 ? line + 3 : line;

		cs_str_clear(&place);
		cs_str_add_format(&place, "%s:%d", path, n);
		st = cs_text_fault(text, strlen(text)) ?
		    cs_err_set(err, CS_EINPUT, _("%s: not UTF-8"), place.data) :
		    cs_presets_line(set, text, place.data, err);
	}
	if (st == CS_OK && ferror(file))
		st = cs_err_set(err, CS_EIO, "%s: %s", path, strerror(errno));
	if (st == CS_OK)
		st = cs_presets_end(set, path, err);
	free(line);
	cs_str_release(&place);
	fclose(file);
	return st;
}

static int
is_preset_name(const struct dirent *entry)
{
	size_t len = strlen(entry->d_name);

	return len > 4 && entry->d_name[0] != '.' && strcmp(entry->d_name + len - 4, ".tsv") == 0;
}

/* What is done with a preset file of the user. */
typedef enum cs_status visit(void *self, const char *path, struct cs_err *err);

static enum cs_status
visit_folder(visit *do_it, void *self, struct cs_err *err)
{
	char *folder = cs_app_config_path("presets");
	struct dirent **names = NULL;
	struct cs_str path = { 0 };
	enum cs_status st = CS_OK;
	/* No folder is the usual case. */
	int count = folder ? scandir(folder, &names, is_preset_name, alphasort) : 0;

	for (int i = 0; i < count; i++) {
		cs_str_clear(&path);
		cs_str_add_format(&path, "%s/%s", folder, names[i]->d_name);
		if (st == CS_OK)
			st = do_it(self, path.data, err);
		free(names[i]);
	}
	free(names);
	free(folder);
	cs_str_release(&path);
	return st;
}

/* All preset files of the user, in the order in which they count. */
static enum cs_status
visit_files(const struct cs_list *files, visit *do_it, void *self, struct cs_err *err)
{
	enum cs_status st = visit_folder(do_it, self, err);

	for (size_t i = 0; files && i < files->count && st == CS_OK; i++)
		st = do_it(self, files->items[i], err);
	return st;
}

enum cs_status
cs_presets_load(struct cs_presets *set, const struct cs_list *files, struct cs_err *err)
{
	cs_presets_builtin(set);
	return visit_files(files, read_file, set, err);
}

static enum cs_status
salt_file(void *self, const char *path, struct cs_err *err)
{
	char fingerprint[CS_FINGERPRINT_TEXT];
	struct stat sb;

	if (stat(path, &sb) != 0 || !S_ISREG(sb.st_mode))
		return CS_NONE;
	enum cs_status st = cs_fingerprint_file(path, "", fingerprint, err);

	if (st == CS_OK)
		cs_str_add_format(self, "|%s", fingerprint);
	return st;
}

bool
cs_presets_salt(const struct cs_list *files, struct cs_str *salt)
{
	struct cs_err err;

	/* What is wrong with a file is said when it is read for its presets. */
	return visit_files(files, salt_file, salt, &err) == CS_OK;
}

const struct cs_preset *
cs_presets_find(const struct cs_presets *set, const char *name, const struct cs_kind *kind)
{
	for (size_t i = set->count; i-- > 0;) {
		const struct cs_preset *preset = &set->items[i];

		if (strcmp(preset->name, name) == 0 && (!kind || preset->kind == kind))
			return preset;
	}
	return NULL;
}

bool
cs_preset_gives(const struct cs_preset *preset, const struct cs_kind *kind)
{
	bool refunds = preset->return_letter || preset->negative == CS_RULE_RETURN ||
	    cs_preset_find_source(preset, CS_EXTRA_REFUND_AMOUNT);

	return preset->kind == kind || (kind == &cs_kinds[CS_KIND_RETURNS] &&
	    preset->kind == &cs_kinds[CS_KIND_ORDERS] && refunds);
}

bool
cs_preset_word(const struct cs_preset *preset, enum cs_word_use use, const char *folded, size_t len,
    int *means)
{
	for (size_t i = 0; i < preset->word_count; i++) {
		const struct cs_word *word = &preset->words[i];
		size_t n = strlen(word->folded);

		if (word->use != use)
			continue;
		/* A reason is free text that holds the word; all else is the word. */
		if (use == CS_WORD_FAULT ? memmem(folded, len, word->folded, n) != NULL :
		    n == len && memcmp(word->folded, folded, n) == 0) {
			*means = word->means;
			return true;
		}
	}
	return false;
}

bool
cs_preset_guest(const struct cs_preset *preset, const char *id, size_t len)
{
	struct cs_str folded = { 0 };
	bool any = false, guest;
	int means;

	/* Most presets have no such word, and every row asks. */
	for (size_t i = 0; i < preset->word_count; i++)
		any = any || preset->words[i].use == CS_WORD_GUEST;
	if (!any || len == 0)
		return false;
	cs_text_fold(&folded, id, len);
	guest = cs_preset_word(preset, CS_WORD_GUEST, folded.data, folded.len, &means);
	cs_str_release(&folded);
	return guest;
}
