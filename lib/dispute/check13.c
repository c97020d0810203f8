#include "dispute/check13.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/tabbed.h"
#include "base/text.h"
#include "stream/out.h"
#include "stream/rows.h"

#define DISPLAYS "dispute/displays.tsv"

/* What the file says: the items that are there, and whom to check. */
struct displays {
	struct cs_map present; /* "subject\tcategory\titem", folded */
	struct cs_map known;   /* "subject\tcategory" */
	char **pairs;          /* owned: the same in order of appearance */
	size_t pair_count;
	size_t pair_cap;
};

static void
release(struct displays *d)
{
	cs_map_release(&d->present);
	cs_map_release(&d->known);
	for (size_t i = 0; i < d->pair_count; i++)
		free(d->pairs[i]);
	free(d->pairs);
}

static bool
is_category(const char *name, size_t len)
{
	const char *const *line = cs_table_lines(DISPLAYS);
	struct cs_cells c;

	while (*++line) {
		cs_cells_split(&c, *line);
		if (c.len[0] == len && memcmp(c.text[0], name, len) == 0)
			return true;
	}
	return false;
}

static void
add_pair(struct displays *d, const struct cs_str *pair)
{
	bool added;

	cs_map_at(&d->known, pair->data, pair->len, &added);
	if (!added)
		return;
	d->pairs = cs_grow(d->pairs, &d->pair_cap, d->pair_count + 1, sizeof(*d->pairs));
	d->pairs[d->pair_count++] = cs_strdup(pair->data);
}

static void
add_item(struct displays *d, const struct cs_str *pair, struct cs_field item)
{
	struct cs_str key = { 0 };
	bool added;

	cs_str_add_n(&key, pair->data, pair->len);
	cs_str_add_char(&key, '\t');
	cs_text_fold(&key, item.text, item.len);
	cs_map_at(&d->present, key.data, key.len, &added);
	cs_str_release(&key);
}

static void
set_pair(struct cs_str *pair, const char *subject, size_t subject_len, const char *category,
    size_t len)
{
	cs_str_clear(pair);
	cs_str_add_n(pair, subject, subject_len);
	cs_str_add_char(pair, '\t');
	cs_str_add_n(pair, category, len);
}

enum { SUBJECT, CATEGORY, ITEM, VALUE, COLUMNS };

static enum cs_status
take_row(void *self, const struct cs_field *f, struct cs_err *err)
{
	struct displays *d = self;
	struct cs_str pair = { 0 };

	if (!is_category(f[CATEGORY].text, f[CATEGORY].len))
		return cs_err_set(err, CS_EINPUT, _("category: \"%.*s\" is not a kind of display"), (int)f[CATEGORY].len,
		    f[CATEGORY].text);
	set_pair(&pair, f[SUBJECT].text, f[SUBJECT].len, f[CATEGORY].text, f[CATEGORY].len);
	add_pair(d, &pair);
	if (f[VALUE].len > 0)
		add_item(d, &pair, f[ITEM]);
	cs_str_release(&pair);
	return CS_OK;
}

/* One line of the list: each of its items that the file lacks. */
static void
check_line(struct displays *d, const char *pair, const struct cs_cells *line, struct cs_out *out,
    size_t *missing)
{
	const char *items = line->text[2], *item;
	size_t left = line->len[2], len, subject_len = strcspn(pair, "\t");
	struct cs_str key = { 0 };

	while (cs_cell_part(&items, &left, ';', &item, &len)) {
		item = cs_text_trim(item, &len);
		cs_str_clear(&key);
		cs_str_add_format(&key, "%s\t", pair);
		cs_text_fold(&key, item, len);
		if (cs_map_find(&d->present, key.data, key.len))
			continue;
		++*missing;
		cs_out_text(out, pair, subject_len);
		cs_out_str(out, pair + subject_len + 1);
		cs_out_text(out, item, len);
		cs_out_text(out, line->text[1], line->len[1]);
		cs_out_end(out);
	}
	cs_str_release(&key);
}

static void
check_pair(struct displays *d, const char *pair, struct cs_out *out, size_t *missing)
{
	const char *const *line = cs_table_lines(DISPLAYS);
	const char *category = strchr(pair, '\t') + 1;
	bool product = category[0] >= 'A' && category[0] <= 'Z';
	struct cs_cells c;

	while (*++line) {
		cs_cells_split(&c, *line);
		/* The trade conditions of the notice are common to all products. */
		if (cs_cell_is(c.text[0], c.len[0], category) ||
		    (product && cs_cell_is(c.text[0], c.len[0], "*")))
			check_line(d, pair, &c, out, missing);
	}
}

enum cs_status
cs_check13(const char *path, struct cs_out *out, size_t *missing, struct cs_err *err)
{
	static const char *const always[] = { "mall", "ad", "contract" };
	static const struct cs_col columns[] = { { "subject", CS_CELL_TEXT },
		{ "category", CS_CELL_TEXT }, { "item", CS_CELL_TEXT }, { "article", CS_CELL_TEXT } };
	static const struct cs_reader_options any;
	struct cs_want wants[COLUMNS] = { { "subject", true, -1 }, { "category", true, -1 }, { "item", true, -1 },
		{ "value", true, -1 } };
	struct displays d = { 0 };
	struct cs_str pair = { 0 };
	enum cs_status st = cs_rows_each(path, &any, wants, COLUMNS, take_row, &d, err);

	*missing = 0;
	/* A shop that says nothing of a duty lacks all of it. */
	for (size_t i = 0; st == CS_OK && i < CS_COUNT(always); i++) {
		set_pair(&pair, "shop", 4, always[i], strlen(always[i]));
		add_pair(&d, &pair);
	}
	if (st == CS_OK)
		cs_out_begin(out, columns, CS_COUNT(columns));
	for (size_t i = 0; st == CS_OK && i < d.pair_count; i++)
		check_pair(&d, d.pairs[i], out, missing);
	cs_str_release(&pair);
	release(&d);
	return st;
}
