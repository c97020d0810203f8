#include "guide/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum fit { FIT_ID, FIT_ALIKE, FIT_NAME, FIT_TEXT, FIT_WORDS, FIT_NONE };

struct query {
	const char *words;
	struct cs_str folded;
};

static char *
fold(const char *text, size_t len)
{
	struct cs_str out = { 0 };

	cs_text_fold(&out, text, len);
	return cs_str_detach(&out);
}

/* "caller03_sarcastic", "caller03", and "3" or "03" for the third of a kind. */
static bool
fits_id(const struct cs_entry *entry, const char *kind, const char *words)
{
	size_t len = strlen(words), kind_len = kind ? strlen(kind) : 0;
	const char *number = entry->id + kind_len;

	if (strncmp(entry->id, words, len) == 0 && (entry->id[len] == '\0' || entry->id[len] == '_'))
		return true;
	if (!kind || strncmp(entry->id, kind, kind_len) != 0 || len == 0)
		return false;
	while (*number == '0' && words[0] != '0')
		number++;
	return strncmp(number, words, len) == 0 && number[len] == '_';
}

/* How the title or an alias, folded, compares with the words. */
static enum fit
fit_name(const char *name, size_t len, const struct query *query)
{
	char *folded = fold(name, len);
	enum fit fit = FIT_NONE;

	if (strcmp(folded, query->folded.data) == 0)
		fit = FIT_ALIKE;
	/* An alias of two syllables or more in what was asked: "성격이 급한 분". */
	else if (strstr(folded, query->folded.data) || (strlen(folded) >= 6 && strstr(query->folded.data, folded)))
		fit = FIT_NAME;
	free(folded);
	return fit;
}

static enum fit
fit_names(const struct cs_entry *entry, const struct query *query)
{
	const char *list = entry->alias, *part;
	size_t len;
	enum fit best = FIT_NONE;

	while (cs_guide_part(&list, &part, &len)) {
		enum fit fit = fit_name(part, len, query);

		best = fit < best ? fit : best;
	}
	for (int korean = 0; korean < 2; korean++) {
		const char *title = entry->texts[CS_GUIDE_TITLE][korean];
		enum fit fit = *title ? fit_name(title, strlen(title), query) : FIT_NONE;

		best = fit < best ? fit : best;
	}
	return best;
}

static bool
holds(const struct cs_entry *entry, const char *folded_words)
{
	struct cs_str all = { 0 };

	/* Folding takes line breaks out, so that a bar keeps the texts apart. */
	cs_str_add_format(&all, "%s|%s|%s", entry->id, entry->kind, entry->alias);
	for (int i = 0; i < CS_GUIDE_TEXTS; i++)
		cs_str_add_format(&all, "|%s|%s", entry->texts[i][0], entry->texts[i][1]);
	char *folded = fold(all.data, all.len);
	bool found = strstr(folded, folded_words) != NULL;

	free(folded);
	cs_str_release(&all);
	return found;
}

static bool
holds_each(const struct cs_entry *entry, const char *words)
{
	bool found = true;

	while (found && *(words += strspn(words, " \t")) != '\0') {
		size_t len = strcspn(words, " \t");
		char *word = fold(words, len);

		found = holds(entry, word);
		free(word);
		words += len;
	}
	return found;
}

static enum fit
fit_entry(const struct cs_entry *entry, const char *kind, const struct query *query)
{
	if (fits_id(entry, kind, query->words))
		return FIT_ID;
	enum fit fit = fit_names(entry, query);

	if (fit != FIT_NONE)
		return fit;
	if (holds(entry, query->folded.data))
		return FIT_TEXT;
	return holds_each(entry, query->words) ? FIT_WORDS : FIT_NONE;
}

size_t
cs_guide_find(const struct cs_guide *guide, const char *kind, const char *words, const struct cs_entry **found)
{
	struct query query = { .words = words };
	enum fit best = FIT_NONE;
	size_t count = 0;

	cs_text_fold(&query.folded, words, strlen(words));
	for (size_t i = 0; i < guide->count && query.folded.len > 0; i++) {
		const struct cs_entry *entry = &guide->items[i];

		if (kind && strcmp(entry->kind, kind) != 0)
			continue;
		enum fit fit = fit_entry(entry, kind, &query);

		if (fit < best) {
			best = fit;
			count = 0;
		}
		if (fit == best && fit != FIT_NONE)
			found[count++] = entry;
	}
	cs_str_release(&query.folded);
	return count;
}
