#include "import/pipeline.h"

#include <stdlib.h>
#include <string.h>

#include "app/opt.h"
#include "base/mem.h"

/* How a header is looked for. */
struct search {
	const struct cs_normal_options *options;
	const struct cs_preset *told; /* --preset, or NULL */
};

static void
keep_row(struct cs_normal *n, const struct cs_row *row)
{
	n->kept = cs_grow(n->kept, &n->kept_cap, n->kept_count + 1, sizeof(*n->kept));
	struct cs_kept_row *kept = &n->kept[n->kept_count++];
	size_t need = row->raw_len;

	*kept = (struct cs_kept_row){ .row = *row, .fields = cs_calloc(row->count, sizeof(*kept->fields)) };
	for (size_t i = 0; i < row->count; i++)
		need += row->fields[i].len;
	/* Room for all of it, so that nothing moves. */
	cs_str_reserve(&kept->bytes, need);
	cs_str_add_n(&kept->bytes, row->raw, row->raw_len);
	kept->row.raw = kept->bytes.data;
	for (size_t i = 0; i < row->count; i++) {
		kept->fields[i] = (struct cs_field){ kept->bytes.data + kept->bytes.len, row->fields[i].len };
		cs_str_add_n(&kept->bytes, row->fields[i].text, row->fields[i].len);
	}
	kept->row.fields = kept->fields;
}

enum cs_status
cs_header_keep_rows(struct cs_normal *n, int header_row, struct cs_err *err)
{
	struct cs_row row;
	enum cs_status st = CS_OK;

	while ((n->kept_count < CS_HEADER_ROWS || (header_row > 0 &&
	    n->kept[n->kept_count - 1].row.line < (uint64_t)header_row)) &&
	    (st = cs_reader_next(n->reader, &row, err)) == CS_ROW)
		keep_row(n, &row);
	return st == CS_ROW ? CS_OK : st;
}

/* The header's names, from row `at`; the rows behind it are the data. */
static void
take_header(struct cs_normal *n, size_t at)
{
	const struct cs_row *row = &n->kept[at].row;

	cs_header_release(&n->header);
	cs_header_init(&n->header, row->fields, row->count);
	n->kept_at = at + 1;
	cs_str_clear(&n->raw_header);
	cs_str_add_n(&n->raw_header, row->raw, row->raw_len);
}

static bool
header_has(const struct cs_header *header, const char *name)
{
	struct cs_aliases names = { 0 };
	struct cs_preset one = { .signatures = &names, .signature_count = 1 };

	cs_aliases_add(&names, name);
	bool has = cs_match_signature(&one, header) > 0;

	cs_aliases_release(&names);
	return has;
}

/* How well the row serves as the header of a preset that no signature settles. */
static size_t
count_known(const struct cs_header *header, const struct cs_preset *preset, const struct search *search)
{
	const struct cs_list *maps = search->options->maps;
	size_t known = cs_match_fields(preset, header);

	for (size_t i = 0; maps && i < maps->count; i++) {
		const char *sign = strchr(maps->items[i], '=');

		/* A mapped header is worth more than any guess. */
		known += sign && header_has(header, sign + 1) ? 100 : 0;
	}
	return known;
}

static bool
is_candidate(const struct cs_normal *n, size_t at, const struct search *search)
{
	const struct cs_row *row = &n->kept[at].row;
	uint64_t wanted = (uint64_t)search->options->header_row;

	if (row->fault)
		return false;
	return wanted == 0 || (row->line >= wanted && (at == 0 || n->kept[at - 1].row.line < wanted));
}

/* The first row that carries a signature. */
static bool
find_signed(struct cs_normal *n, const struct search *search)
{
	for (size_t i = 0; i < n->kept_count; i++) {
		if (!is_candidate(n, i, search))
			continue;
		take_header(n, i);
		if (search->told && cs_match_signature(search->told, &n->header) > 0)
			n->preset = search->told;
		else if (!search->told)
			n->preset = cs_match_preset(&n->presets, n->kind, &n->header);
		if (n->preset)
			return true;
	}
	return false;
}

/* The row that knows most columns of a preset; a lone one may be chance. */
static bool
find_likely(struct cs_normal *n, const struct search *search, const struct cs_preset *preset)
{
	size_t best = search->options->header_row ? 0 : 1, best_at = SIZE_MAX;

	for (size_t i = 0; i < n->kept_count; i++) {
		struct cs_header header;

		if (!is_candidate(n, i, search))
			continue;
		cs_header_init(&header, n->kept[i].row.fields, n->kept[i].row.count);
		size_t known = count_known(&header, preset, search);

		if (known > best) {
			best = known;
			best_at = i;
		}
		cs_header_release(&header);
	}
	if (best_at == SIZE_MAX)
		return false;
	take_header(n, best_at);
	n->preset = preset;
	return true;
}

/* True when the first row reads as data under these names of columns. */
static bool
reads_as_data(struct cs_normal *n, const struct cs_preset *preset, const struct cs_aliases *columns)
{
	struct cs_field names[CS_RECORD_FIELDS_MAX];
	struct cs_err err;

	if (n->kept_count == 0 || n->kept[0].row.fault || n->kept[0].row.count != columns->count ||
	    columns->count > CS_COUNT(names))
		return false;
	for (size_t i = 0; i < columns->count; i++)
		names[i] = (struct cs_field){ columns->items[i].shown, strlen(columns->items[i].shown) };
	cs_header_release(&n->header);
	cs_header_init(&n->header, names, columns->count);
	n->preset = preset;
	cs_match_init(&n->match, preset, &n->header, NULL, 0, &err);
	n->scale = CS_FREE_SCALE;
	cs_cells_init(n);
	n->row = n->kept[0].row;
	cs_cells_take(n);
	bool reads = cs_cells_convert(n) && n->record.values[CS_ORDERS_ORDERED_AT].number != CS_NO_NUMBER &&
	    n->record.values[CS_ORDERS_AMOUNT].number != CS_NO_NUMBER;

	cs_match_release(&n->match);
	return reads;
}

/* The header that the file lacks: the rejects of it have one. */
static void
name_columns(struct cs_normal *n, const struct cs_aliases *columns)
{
	cs_str_clear(&n->raw_header);
	for (size_t i = 0; i < columns->count; i++) {
		if (i > 0)
			cs_str_add_char(&n->raw_header, cs_reader_separator(n->reader));
		cs_str_add(&n->raw_header, columns->items[i].shown);
	}
}

/* Files without a header: the number of columns and their content tell. */
static bool
find_headerless(struct cs_normal *n, const struct search *search)
{
	for (size_t i = n->presets.count; i-- > 0;) {
		const struct cs_preset *preset = &n->presets.items[i];

		if (preset->kind != &cs_kinds[CS_KIND_ORDERS] || preset->kind != n->kind ||
		    (search->told && search->told != preset))
			continue;
		for (size_t k = 0; k < preset->columns_count; k++) {
			if (reads_as_data(n, preset, &preset->columns[k])) {
				n->kept_at = 0;
				name_columns(n, &preset->columns[k]);
				return true;
			}
		}
	}
	n->preset = NULL;
	return false;
}

bool
cs_header_of_other_kind(const struct cs_normal *n, const struct cs_header *header, struct cs_err *err)
{
	for (size_t i = 0; i < CS_KIND_COUNT; i++) {
		const struct cs_kind *kind = &cs_kinds[i];
		const struct cs_preset *preset = kind == n->kind ? NULL : cs_match_preset(&n->presets, kind, header);

		if (!preset)
			continue;
		cs_err_set(err, CS_EINPUT, _("this looks like %s (preset %s), not like %s; say: cs-import %s FILE"),
		    kind->name, preset->name, n->kind->name, kind->name);
		return true;
	}
	return false;
}

/* The kept rows once more, for a header of another kind. */
static bool
is_other_kind(const struct cs_normal *n, const struct search *search, struct cs_err *err)
{
	bool other = false;

	for (size_t i = 0; i < n->kept_count && !other; i++) {
		struct cs_header header;

		if (!is_candidate(n, i, search))
			continue;
		cs_header_init(&header, n->kept[i].row.fields, n->kept[i].row.count);
		other = cs_header_of_other_kind(n, &header, err);
		cs_header_release(&header);
	}
	return other;
}

static enum cs_status
not_found(const struct cs_normal *n, const struct search *search, struct cs_err *err)
{
	struct cs_header header = { 0 };
	struct cs_str list = { 0 };
	size_t first = 0;

	if (n->kept_count == 0)
		return cs_err_set(err, CS_EINPUT, _("the file is empty"));
	if (!search->told && is_other_kind(n, search, err))
		return err->status;
	while (first < n->kept_count && !is_candidate(n, first, search))
		first++;
	if (first < n->kept_count && cs_row_is_data(&n->kept[first].row))
		return cs_err_set(err, CS_EINPUT, _("the first row looks like data, not like a header; put a line with "
		    "the names of the columns above it, or say --header-row N"));
	if (first < n->kept_count)
		cs_header_init(&header, n->kept[first].row.fields, n->kept[first].row.count);
	cs_header_list(&header, &list);
	if (search->told)
		cs_err_set(err, CS_EINPUT, _("none of the first %d rows has the columns of preset %s; "
		    "the first is: %s; say --header-row or --map FIELD=HEADER"), CS_HEADER_ROWS,
		    search->told->name, list.data);
	else
		cs_err_set(err, CS_EINPUT, _("no preset knows these columns: %s; say --preset NAME "
		    "(`presets` lists them) or --map FIELD=HEADER"), list.data);
	cs_header_release(&header);
	cs_str_release(&list);
	return err->status;
}

enum cs_status
cs_header_settle(struct cs_normal *n, const struct cs_normal_options *options, const struct cs_preset *told,
    struct cs_err *err)
{
	struct search search = { options, told };
	bool mapped = options->maps && options->maps->count > 0;

	if (find_signed(n, &search))
		return CS_OK;
	/* With --map a file needs no preset: the canonical one and the user's word do. */
	if (!told && mapped && find_likely(n, &search, cs_presets_find(&n->presets, "canonical", n->kind)))
		return CS_OK;
	if (told && find_likely(n, &search, told))
		return CS_OK;
	return find_headerless(n, &search) ? CS_OK : not_found(n, &search, err);
}
