#include <string.h>

#include "app/app.h"
#include "base/text.h"
#include "import/pipeline.h"
#include "import/quote.h"

#define LISTED_MAX 10 /* words that one message names */

/* The keys of a map stand one behind the other, in the order of their coming. */
static const char *
next_key(const struct cs_map *map, const char *key)
{
	const char *next = key ? key + strlen(key) + 1 : map->keys;

	return map->count && next < map->keys + map->key_len ? next : NULL;
}

static int64_t
number_of(const struct cs_map *map, const char *key)
{
	return *cs_map_find(map, key, strlen(key));
}

static void
add_word(struct cs_str *words, const struct cs_normal *n, const char *word)
{
	cs_str_add(words, words->len ? ", " : "");
	cs_quote_state(words, (struct cs_field){ word, strlen(word) }, n->reveal);
	cs_str_add_format(words, " (%lld)", (long long)number_of(&n->unknown, word));
}

static void
report_unknown(const struct cs_normal *n, const char *name)
{
	struct cs_str words = { 0 };
	const char *word = NULL;
	int64_t lines = 0;
	size_t listed = 0;

	while ((word = next_key(&n->unknown, word)) != NULL) {
		lines += number_of(&n->unknown, word);
		if (listed++ < LISTED_MAX)
			add_word(&words, n, word);
	}
	if (lines)
		cs_note(cs_tr_count("%s: %lld line with a state that is not known counts as kept: %s%s",
		    "%s: %lld lines with states that are not known count as kept: %s%s", (unsigned long)lines),
		    name, (long long)lines, words.data, listed > LISTED_MAX ? ", ..." : "");
	cs_str_release(&words);
}

static void
report_skipped(const struct cs_normal *n, const char *name)
{
	const char *reason = NULL;

	while ((reason = next_key(&n->skips, reason)) != NULL)
		cs_note(cs_tr_count("%s: %lld row skipped: %s", "%s: %lld rows skipped: %s",
		    (unsigned long)number_of(&n->skips, reason)), name,
		    (long long)number_of(&n->skips, reason), _(reason));
}

static void
report_people(const struct cs_normal *n, const char *name)
{
	if (n->guests && n->kind == &cs_kinds[CS_KIND_ORDERS])
		cs_note(cs_tr_count("%s: %llu line of a guest", "%s: %llu lines of guests", n->guests), name,
		    (unsigned long long)n->guests);
	if (n->passed)
		cs_note(cs_tr_count("%s: %llu row has the platform's own id too, which is not kept (--identity)",
		    "%s: %llu rows have the platform's own ids too, which are not kept (--identity)", n->passed),
		    name, (unsigned long long)n->passed);
	if (n->safe)
		cs_note(cs_tr_count("%s: %llu row names only a safe number (050x), which changes with every order",
		    "%s: %llu rows name only safe numbers (050x), which change with every order", n->safe),
		    name, (unsigned long long)n->safe);
	if (n->masked)
		cs_note(cs_tr_count("%s: %llu row names only a masked identifier, which several people may share",
		    "%s: %llu rows name only masked identifiers, which several people may share", n->masked),
		    name, (unsigned long long)n->masked);
	if (n->weak)
		cs_note(cs_tr_count("%s: %llu row has a weak key (wk-...), made from a masked identifier and a name",
		    "%s: %llu rows have weak keys (wk-...), made from masked identifiers and names", n->weak),
		    name, (unsigned long long)n->weak);
}

/* Columns of the kind that the file does not fill: for those who ask. */
static void
report_missing(const struct cs_normal *n, const char *name)
{
	const struct cs_kind *kind = n->preset->kind;
	struct cs_str list = { 0 };

	for (size_t i = 0; i < kind->count; i++) {
		if (!cs_match_pick(&n->match, (int)i))
			cs_str_add_format(&list, "%s%s", list.len ? ", " : "", kind->columns[i].name);
	}
	if (list.len)
		cs_detail(_("%s: the file has no column for: %s"), name, list.data);
	cs_str_release(&list);
}

void
cs_normal_report(const struct cs_normal *n)
{
	const char *name = cs_reader_name(n->reader);

	if (n->taken == 0)
		cs_note(_("%s: no rows below the header"), name);
	report_unknown(n, name);
	cs_doubt_report(n, name);
	report_people(n, name);
	/* Said even to those who want it quiet: an amount may be wrong. */
	if (n->open_line)
		cs_warn(_("%s:%llu: %s: no line end behind it: the cell may be cut off; if it is, download the file again"),
		    name, (unsigned long long)n->open_line, n->header.shown[n->header.count - 1]);
	report_skipped(n, name);
	if (n->rounded)
		cs_note(cs_tr_count("%s: %llu price of a unit has more decimals than the currency; it was rounded",
		    "%s: %llu prices of units have more decimals than the currency; they were rounded", n->rounded),
		    name, (unsigned long long)n->rounded);
	report_missing(n, name);
}
