#include "import/match.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define LIST_BYTES 180 /* of a message that lists headers: the remedy behind it must not be cut off */
#define LISTED_BYTES 60 /* of one of them */

/* The text with runs of blanks and line breaks as one blank, for messages. */
static char *
one_line(struct cs_field field)
{
	struct cs_str out = { 0 };

	for (size_t i = 0; i < field.len; i++) {
		bool blank = (unsigned char)field.text[i] <= ' ';

		if (!blank)
			cs_str_add_char(&out, field.text[i]);
		else if (out.len && out.data[out.len - 1] != ' ')
			cs_str_add_char(&out, ' ');
	}
	return cs_str_detach(&out);
}

/* Columns come from the right, so that a chain of one name runs to the right. */
static void
add_name(struct cs_header *header, int column)
{
	bool added;
	const char *name = header->folded[column];
	int64_t *first = cs_map_at(&header->index, name, strlen(name), &added);

	header->next[column] = added ? -1 : (int)*first;
	*first = column;
}

/* "상품구매금액(KRW)" is also known as "상품구매금액". */
static void
add_bare_name(struct cs_header *header, int column)
{
	static const char won[] = "(krw)";
	const char *name = header->folded[column];
	size_t len = strlen(name), cut = sizeof(won) - 1;
	bool added;

	if (len <= cut || strcmp(name + len - cut, won) != 0)
		return;
	int64_t *first = cs_map_at(&header->index, name, len - cut, &added);

	if (added)
		*first = column;
}

void
cs_header_init(struct cs_header *header, const struct cs_field *fields, size_t count)
{
	*header = (struct cs_header){ .count = count };
	header->next = cs_calloc(count, sizeof(*header->next));
	header->folded = cs_calloc(count, sizeof(*header->folded));
	header->shown = cs_calloc(count, sizeof(*header->shown));
	for (size_t i = 0; i < count; i++) {
		struct cs_str folded = { 0 };
		struct cs_field cell = cs_cell_trim(fields[i]);

		cs_text_fold(&folded, cell.text, cell.len);
		header->folded[i] = cs_str_detach(&folded);
		header->shown[i] = one_line(cell);
	}
	for (size_t i = count; i-- > 0;) {
		header->next[i] = -1;
		if (header->folded[i][0])
			add_name(header, (int)i);
	}
	for (size_t i = count; i-- > 0;)
		add_bare_name(header, (int)i);
}

void
cs_header_release(struct cs_header *header)
{
	for (size_t i = 0; i < header->count; i++) {
		free(header->folded[i]);
		free(header->shown[i]);
	}
	free(header->folded);
	free(header->shown);
	free(header->next);
	cs_map_release(&header->index);
	*header = (struct cs_header){ 0 };
}

/* Two aliases may mean one column. */
static void
add_column(struct cs_match *match, int column)
{
	for (size_t i = match->pick_from; i < match->column_count; i++) {
		if (match->columns[i] == column)
			return;
	}
	match->columns = cs_grow(match->columns, &match->column_cap, match->column_count + 1,
	    sizeof(*match->columns));
	match->columns[match->column_count++] = column;
}

/* Adds the columns (none, one, several) that the alias means; true: at least one. */
static bool
find_columns(const struct cs_header *header, const struct cs_alias *alias, struct cs_match *match)
{
	bool found = false;

	if (alias->prefix) {
		for (size_t i = 0; i < header->count; i++) {
			if (strncmp(header->folded[i], alias->folded, strlen(alias->folded)) == 0) {
				found = true;
				if (match)
					add_column(match, (int)i);
			}
		}
		return found;
	}
	const int64_t *first = cs_map_find(&header->index, alias->folded, strlen(alias->folded));
	int nth = 1;

	for (int at = first ? (int)*first : -1; at >= 0; at = header->next[at], nth++) {
		if (alias->nth && alias->nth != nth)
			continue;
		found = true;
		if (match)
			add_column(match, at);
	}
	return found;
}

size_t
cs_match_signature(const struct cs_preset *preset, const struct cs_header *header)
{
	size_t best = 0;

	for (size_t i = 0; i < preset->signature_count; i++) {
		const struct cs_aliases *names = &preset->signatures[i];
		size_t found = 0;

		while (found < names->count && find_columns(header, &names->items[found], NULL))
			found++;
		if (found == names->count && found > best)
			best = found;
	}
	return best;
}

size_t
cs_match_fields(const struct cs_preset *preset, const struct cs_header *header)
{
	size_t fields = 0;

	for (size_t i = 0; i < preset->source_count; i++) {
		const struct cs_aliases *names = &preset->sources[i].names;
		size_t at = 0;

		while (at < names->count && !find_columns(header, &names->items[at], NULL))
			at++;
		fields += at < names->count;
	}
	return fields;
}

const struct cs_preset *
cs_match_preset(const struct cs_presets *set, const struct cs_kind *kind,
    const struct cs_header *header)
{
	const struct cs_preset *best = NULL;
	size_t best_length = 0, best_fields = 0;

	for (size_t i = 0; i < set->count; i++) {
		const struct cs_preset *preset = &set->items[i];
		size_t length = cs_preset_gives(preset, kind) ? cs_match_signature(preset, header) : 0;

		if (length == 0 || length < best_length)
			continue;
		size_t fields = cs_match_fields(preset, header);

		if (length == best_length && (fields < best_fields ||
		    (fields == best_fields && best->kind == kind && preset->kind != kind)))
			continue;
		best = preset;
		best_length = length;
		best_fields = fields;
	}
	return best;
}

/*
 * One field's columns, from the aliases of its source.  A rejects file names
 * the lines that its export does not number in a column of its own.
 */
static void
add_pick(struct cs_match *match, const struct cs_header *header, const struct cs_preset_source *source)
{
	size_t from = match->pick_from = match->column_count;
	static char given_name[] = "line_no";
	static const struct cs_alias given = { .folded = given_name };
	struct cs_pick pick = { .field = source->field, .mode = source->mode, .text = source->text };

	for (size_t i = 0; i < source->names.count; i++)
		find_columns(header, &source->names.items[i], match);
	if (source->field == CS_ORDERS_LINE_NO && match->preset->kind == &cs_kinds[CS_KIND_ORDERS] &&
	    source->mode == CS_SOURCE_FIRST)
		find_columns(header, &given, match);
	pick.count = match->column_count - from;
	if (pick.count == 0 && pick.mode != CS_SOURCE_CONSTANT)
		return;
	pick.header = pick.count ? header->shown[match->columns[from]] : "";
	match->of_field[source->field] = (int)match->pick_count;
	match->picks[match->pick_count++] = pick;
}

static enum cs_status
add_mapped(struct cs_match *match, const struct cs_header *header, const struct cs_map_word *map,
    struct cs_err *err)
{
	size_t before = match->column_count;
	struct cs_aliases names = { 0 };

	cs_aliases_add(&names, map->header);
	add_pick(match, header, &(struct cs_preset_source){ .field = map->field, .names = names });
	cs_aliases_release(&names);
	if (match->column_count > before)
		return CS_OK;
	struct cs_str found = { 0 };

	cs_header_list(header, &found);
	cs_err_set(err, CS_EINPUT, _("--map %s=%s: the file has no such column; it has %s"),
	    cs_field_name(match->preset->kind, map->field), map->header, found.data);
	cs_str_release(&found);
	return err->status;
}

static void
add_states(struct cs_match *match, const struct cs_header *header)
{
	const struct cs_preset *preset = match->preset;

	match->states = cs_calloc(preset->state_count, sizeof(*match->states));
	match->state_count = preset->state_count;
	for (size_t i = 0; i < preset->state_count; i++) {
		size_t from = match->pick_from = match->column_count;

		for (size_t k = 0; k < preset->states[i].names.count; k++)
			find_columns(header, &preset->states[i].names.items[k], match);
		match->states[i] = (struct cs_pick){ .text = preset->states[i].text,
			.count = match->column_count - from };
	}
}

/* Columns were added pick by pick; only at the end does their array stand still. */
static void
place_columns(struct cs_match *match)
{
	size_t at = 0;

	for (size_t i = 0; i < match->pick_count; i++) {
		match->picks[i].columns = match->columns + at;
		at += match->picks[i].count;
	}
	for (size_t i = 0; i < match->state_count; i++) {
		match->states[i].columns = match->columns + at;
		at += match->states[i].count;
	}
}

enum cs_status
cs_match_init(struct cs_match *match, const struct cs_preset *preset, const struct cs_header *header,
    const struct cs_map_word *maps, size_t map_count, struct cs_err *err)
{
	*match = (struct cs_match){ .preset = preset };
	for (size_t i = 0; i < CS_FIELD_COUNT; i++)
		match->of_field[i] = -1;
	/* The last --map of a field is the one that counts. */
	for (size_t i = map_count; i-- > 0;) {
		if (match->of_field[maps[i].field] < 0 &&
		    add_mapped(match, header, &maps[i], err) != CS_OK)
			return err->status;
	}
	for (size_t i = 0; i < preset->source_count; i++) {
		if (match->of_field[preset->sources[i].field] < 0)
			add_pick(match, header, &preset->sources[i]);
	}
	if (preset->kind == &cs_kinds[CS_KIND_ORDERS] && match->of_field[CS_ORDERS_LINE_NO] < 0)
		add_pick(match, header, &(struct cs_preset_source){ .field = CS_ORDERS_LINE_NO });
	add_states(match, header);
	place_columns(match);
	return CS_OK;
}

void
cs_match_release(struct cs_match *match)
{
	free(match->columns);
	free(match->states);
	*match = (struct cs_match){ 0 };
}

void
cs_header_list(const struct cs_header *header, struct cs_str *out)
{
	size_t listed = 0;

	cs_str_reserve(out, LIST_BYTES);
	for (; listed < header->count; listed++) {
		size_t len = strlen(header->shown[listed]);

		len = len > LISTED_BYTES ? cs_text_cut(header->shown[listed], LISTED_BYTES) : len;
		if (out->len + len > LIST_BYTES)
			break;
		cs_str_add(out, listed ? ", " : "");
		cs_str_add_n(out, header->shown[listed], len);
	}
	if (listed < header->count)
		cs_str_add_format(out, ", ... (%zu)", header->count);
}

static bool
has(const struct cs_match *match, int field)
{
	return match->of_field[field] >= 0;
}

/* The field of orders that is missing, or -1. */
static int
missing_of_orders(const struct cs_match *match)
{
	bool order_no = has(match, CS_ORDERS_ORDER_NO) ||
	    (match->preset->cut_at && has(match, match->preset->cut_from));

	if (!order_no)
		return CS_ORDERS_ORDER_NO;
	if (!has(match, CS_ORDERS_ORDERED_AT) && !has(match, CS_ORDERS_PAID_AT) &&
	    !match->preset->date_in_order_no)
		return CS_ORDERS_ORDERED_AT;
	if (!has(match, CS_ORDERS_AMOUNT) && !has(match, CS_EXTRA_GROSS_AMOUNT) &&
	    !(has(match, CS_ORDERS_QUANTITY) && has(match, CS_ORDERS_UNIT_PRICE)))
		return CS_ORDERS_AMOUNT;
	return -1;
}

static int
missing_of_returns(const struct cs_match *match)
{
	bool named = has(match, CS_RETURNS_RETURN_ID) || has(match, CS_RETURNS_ORDER_NO) ||
	    has(match, CS_RETURNS_LINE_NO);

	return named ? -1 : CS_RETURNS_RETURN_ID;
}

static int
missing_field(const struct cs_match *match)
{
	const struct cs_kind *kind = match->preset->kind;
	bool keyed = match->preset->person[0] != CS_PERSON_NONE;

	if (kind == &cs_kinds[CS_KIND_ORDERS])
		return missing_of_orders(match);
	if (kind == &cs_kinds[CS_KIND_RETURNS])
		return missing_of_returns(match);
	for (size_t i = 0; i < kind->count; i++) {
		/* A member list without identifiers makes keys of numbers. */
		bool made = kind == &cs_kinds[CS_KIND_CUSTOMERS] && i == 0 && keyed;

		if (kind->columns[i].needed && !made && !has(match, (int)i))
			return (int)i;
	}
	return -1;
}

enum cs_status
cs_match_check(const struct cs_match *match, const struct cs_header *header, struct cs_err *err)
{
	int field = missing_field(match);

	if (field < 0)
		return CS_OK;
	const struct cs_preset_source *source = cs_preset_find_source(match->preset, field);
	const char *usual = source && source->names.count ? source->names.items[0].shown : "";
	const char *name = cs_field_name(match->preset->kind, field);
	struct cs_str found = { 0 };

	cs_header_list(header, &found);
	cs_err_set(err, CS_EINPUT,
	    _("no column for %s%s%s%s (preset %s); the file has %s; name it with --map %s=HEADER"), name,
	    *usual && strcmp(usual, name) ? " (" : "", strcmp(usual, name) ? usual : "",
	    *usual && strcmp(usual, name) ? ")" : "", match->preset->name, found.data, name);
	cs_str_release(&found);
	return err->status;
}
