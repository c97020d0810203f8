#include "base/tabbed.h"

#include <string.h>

#include "base/data.h"

const char *const *
cs_table_lines(const char *name)
{
	const struct cs_data *file = cs_data_next(name, NULL);

	if (!file)
		CS_BUG("a table that is not built in");
	return file->lines;
}

void
cs_cells_split(struct cs_cells *cells, const char *line)
{
	*cells = (struct cs_cells){ 0 };
	for (size_t i = 0; i < CS_CELLS_MAX; i++)
		cells->text[i] = "";
	for (const char *p = line; p && cells->count < CS_CELLS_MAX; cells->count++) {
		size_t len = strcspn(p, "\t");

		cells->text[cells->count] = p;
		cells->len[cells->count] = len;
		p = p[len] ? p + len + 1 : NULL;
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

void
cs_words_split(struct cs_cells *words, const char *line, size_t len)
{
	*words = (struct cs_cells){ 0 };
	for (size_t i = 0; i < CS_CELLS_MAX; i++)
		words->text[i] = "";
	for (size_t i = 0; i < len && words->count < CS_CELLS_MAX;) {
		size_t start;

		while (i < len && is_blank(line[i]))
			i++;
		if (i == len || line[i] == '#')
			return;
		for (start = i; i < len && !is_blank(line[i]); i++)
			;
		words->text[words->count] = line + start;
		words->len[words->count++] = i - start;
	}
}

bool
cs_cell_is(const char *text, size_t len, const char *word)
{
	/* By its length first: a text may hold a NUL. */
	return strlen(word) == len && memcmp(text, word, len) == 0;
}

bool
cs_cell_part(const char **at, size_t *left, char separator, const char **part, size_t *len)
{
	if (*left == 0)
		return false;
	const char *end = memchr(*at, separator, *left);

	*part = *at;
	*len = end ? (size_t)(end - *at) : *left;
	size_t taken = *len + (end != NULL);

	*at += taken;
	*left -= taken;
	return true;
}

int
cs_cell_find(const char *list, const char *text, size_t len)
{
	size_t left = strlen(list), n;
	const char *part;

	for (int i = 0; cs_cell_part(&list, &left, '|', &part, &n); i++) {
		if (n == len && memcmp(part, text, n) == 0)
			return i;
	}
	return -1;
}
