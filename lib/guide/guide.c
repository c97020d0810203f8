#include "guide/guide.h"

#include <stdlib.h>
#include <string.h>

#include "base/data.h"
#include "base/mem.h"
#include "base/text.h"
#include "stream/rows.h"
#include "stream/source.h"

#define LIST_MARK " / "

/* The columns, in the order of the files that are compiled in. */
enum column {
	COL_KIND, COL_ID, COL_TITLE_KO, COL_TITLE_EN, COL_ALIAS, COL_SIGNS_KO, COL_SIGNS_EN, COL_DO_KO, COL_DO_EN,
	COL_DONT_KO, COL_DONT_EN, COL_SAY_KO, COL_SAY_EN, COLUMNS
};

static const char *const column_names[COLUMNS] = {
	"kind", "id", "title_ko", "title_en", "alias", "signs_ko", "signs_en", "do_ko", "do_en", "dont_ko", "dont_en",
	"say_ko", "say_en",
};

/* Where a text column goes; -1 for the three that are none. */
static const struct {
	int text, korean;
} places[COLUMNS] = {
	[COL_KIND] = { -1, 0 }, [COL_ID] = { -1, 0 }, [COL_ALIAS] = { -1, 0 },
	[COL_TITLE_KO] = { CS_GUIDE_TITLE, 1 }, [COL_TITLE_EN] = { CS_GUIDE_TITLE, 0 },
	[COL_SIGNS_KO] = { CS_GUIDE_SIGNS, 1 }, [COL_SIGNS_EN] = { CS_GUIDE_SIGNS, 0 },
	[COL_DO_KO] = { CS_GUIDE_DO, 1 }, [COL_DO_EN] = { CS_GUIDE_DO, 0 },
	[COL_DONT_KO] = { CS_GUIDE_DONT, 1 }, [COL_DONT_EN] = { CS_GUIDE_DONT, 0 },
	[COL_SAY_KO] = { CS_GUIDE_SAY, 1 }, [COL_SAY_EN] = { CS_GUIDE_SAY, 0 },
};

static struct cs_entry *
find_id(const struct cs_guide *guide, const char *id, size_t len)
{
	for (size_t i = 0; i < guide->count; i++) {
		if (strlen(guide->items[i].id) == len && memcmp(guide->items[i].id, id, len) == 0)
			return &guide->items[i];
	}
	return NULL;
}

static struct cs_entry *
add_entry(struct cs_guide *guide)
{
	guide->items = cs_grow(guide->items, &guide->cap, guide->count + 1, sizeof(*guide->items));
	struct cs_entry *entry = &guide->items[guide->count++];

	*entry = (struct cs_entry){ .kind = cs_strdup(""), .id = cs_strdup(""), .alias = cs_strdup("") };
	for (int i = 0; i < CS_GUIDE_TEXTS; i++) {
		entry->texts[i][0] = cs_strdup("");
		entry->texts[i][1] = cs_strdup("");
	}
	return entry;
}

/* An empty cell says nothing and takes nothing away. */
static void
set(char **to, struct cs_field cell)
{
	struct cs_str text = { 0 };

	if (cell.len == 0)
		return;
	cs_text_nfc(&text, cell.text, cell.len);
	free(*to);
	*to = cs_str_detach(&text);
}

static void
put(struct cs_guide *guide, const struct cs_field cells[COLUMNS], const char *source)
{
	struct cs_entry *entry = find_id(guide, cells[COL_ID].text, cells[COL_ID].len);

	if (!entry)
		entry = add_entry(guide);
	entry->source = source;
	set(&entry->kind, cells[COL_KIND]);
	set(&entry->id, cells[COL_ID]);
	set(&entry->alias, cells[COL_ALIAS]);
	for (int i = 0; i < COLUMNS; i++) {
		if (places[i].text >= 0)
			set(&entry->texts[places[i].text][places[i].korean], cells[i]);
	}
}

static void
put_line(struct cs_guide *guide, const char *line)
{
	struct cs_field cells[COLUMNS] = { { "", 0 } };

	for (int i = 0; i < COLUMNS && line; i++) {
		size_t len = strcspn(line, "\t");

		cells[i] = (struct cs_field){ line, len };
		line = line[len] ? line + len + 1 : NULL;
	}
	put(guide, cells, "cs");
}

void
cs_guide_init(struct cs_guide *guide)
{
	const struct cs_data *file = NULL;

	while ((file = cs_data_next("guide/text/", file)) != NULL) {
		for (const char *const *line = file->lines + 1; *line; line++)
			put_line(guide, *line);
	}
}

void
cs_guide_release(struct cs_guide *guide)
{
	for (size_t i = 0; i < guide->count; i++) {
		struct cs_entry *entry = &guide->items[i];

		free(entry->kind);
		free(entry->id);
		free(entry->alias);
		for (int k = 0; k < CS_GUIDE_TEXTS; k++) {
			free(entry->texts[k][0]);
			free(entry->texts[k][1]);
		}
	}
	for (size_t i = 0; i < guide->file_count; i++)
		free(guide->files[i]);
	free(guide->files);
	free(guide->items);
	*guide = (struct cs_guide){ 0 };
}

static const char *
keep_name(struct cs_guide *guide, const char *name)
{
	guide->files = cs_grow(guide->files, &guide->file_cap, guide->file_count + 1, sizeof(*guide->files));
	guide->files[guide->file_count] = cs_strdup(name);
	return guide->files[guide->file_count++];
}

/* Kinds and ids are typed as words of a command. */
static bool
is_word(struct cs_field id)
{
	for (size_t i = 0; i < id.len; i++) {
		if ((unsigned char)id.text[i] <= ' ' || id.text[i] == 0x7F)
			return false;
	}
	return id.len > 0;
}

/* A shop's file at work. */
struct reading {
	struct cs_guide *guide;
	const char *source;
};

static enum cs_status
put_row(void *self, const struct cs_field *given, struct cs_err *err)
{
	struct reading *reading = self;
	struct cs_guide *guide = reading->guide;
	struct cs_field cells[COLUMNS];

	for (int i = 0; i < COLUMNS; i++) {
		cells[i] = given[i];
		cells[i].text = cs_text_trim(cells[i].text, &cells[i].len);
	}
	for (int i = COL_KIND; i <= COL_ID; i++) {
		if (!is_word(cells[i]) && (i == COL_ID || cells[i].len > 0))
			return cs_err_set(err, CS_EINPUT, _("%s: \"%.*s\" is not one word"), column_names[i],
			    (int)cells[i].len, cells[i].text);
	}
	if (cells[COL_KIND].len == 0 && !find_id(guide, cells[COL_ID].text, cells[COL_ID].len))
		return cs_err_set(err, CS_EINPUT, _("a new entry needs a kind"));
	put(guide, cells, reading->source);
	return CS_OK;
}

enum cs_status
cs_guide_read(struct cs_guide *guide, const char *path, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct reading reading = { guide, keep_name(guide, cs_path_name(path)) };
	struct cs_want wants[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		wants[i] = (struct cs_want){ column_names[i], i == COL_ID || i == COL_KIND, -1 };
	return cs_rows_each(path, &any, wants, COLUMNS, put_row, &reading, err);
}

const char *
cs_entry_text(const struct cs_entry *entry, enum cs_guide_text text, bool korean)
{
	const char *own = entry->texts[text][korean];

	return *own ? own : entry->texts[text][!korean];
}

bool
cs_guide_has_kind(const struct cs_guide *guide, const char *kind)
{
	for (size_t i = 0; i < guide->count; i++) {
		if (strcmp(guide->items[i].kind, kind) == 0)
			return true;
	}
	return false;
}

bool
cs_guide_part(const char **list, const char **part, size_t *len)
{
	const char *mark;

	if (!**list)
		return false;
	*part = *list;
	mark = strstr(*list, LIST_MARK);
	*len = mark ? (size_t)(mark - *list) : strlen(*list);
	*list += *len + (mark ? strlen(LIST_MARK) : 0);
	return true;
}
