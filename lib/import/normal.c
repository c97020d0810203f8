#include "import/normal.h"

#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/pipeline.h"

bool
cs_normal_salt(const struct cs_normal_options *options, struct cs_str *salt)
{
	cs_str_add_format(salt, "%s|%s|%s|%s|%d|%d|%s", CS_VERSION, options->kind->name,
	    options->preset ? options->preset : "auto", options->encoding ? options->encoding : "auto",
	    options->header_row, (int)options->identity, options->currency ? options->currency : "");
	for (size_t i = 0; options->maps && i < options->maps->count; i++)
		cs_str_add_format(salt, "|%s", options->maps->items[i]);
	return cs_presets_salt(options->preset_files, salt);
}

static enum cs_status
find_preset(const struct cs_normal *n, const char *name, const struct cs_preset **told, struct cs_err *err)
{
	*told = NULL;
	if (!name || strcmp(name, "auto") == 0)
		return CS_OK;
	if (!cs_presets_find(&n->presets, name, NULL))
		return cs_err_set(err, CS_EUSAGE, _("--preset %s: no such preset; `presets` lists them"), name);
	*told = cs_presets_find(&n->presets, name, n->kind);
	if (!*told && n->kind == &cs_kinds[CS_KIND_RETURNS])
		*told = cs_presets_find(&n->presets, name, &cs_kinds[CS_KIND_ORDERS]);
	if (*told && cs_preset_gives(*told, n->kind))
		return CS_OK;
	return cs_err_set(err, CS_EUSAGE, _("--preset %s gives no %s"), name, n->kind->name);
}

static enum cs_status
parse_map(const struct cs_kind *kind, const char *text, struct cs_map_word *map, struct cs_err *err)
{
	const char *sign = strchr(text, '=');

	map->field = sign ? cs_field_find(kind, text, (size_t)(sign - text)) : -1;
	map->header = sign ? sign + 1 : NULL;
	if (map->field >= 0 && *map->header)
		return CS_OK;
	return cs_err_set(err, CS_EUSAGE, sign && *map->header ? _("--map %s: no such field of %s") :
	    _("--map %s: not FIELD=HEADER, with a field of %s"), text, kind->name);
}

static enum cs_status
settle_columns(struct cs_normal *n, const struct cs_list *maps, struct cs_err *err)
{
	size_t count = maps ? maps->count : 0;
	struct cs_map_word *words = cs_calloc(count, sizeof(*words));
	enum cs_status st = CS_OK;

	for (size_t i = 0; i < count && st == CS_OK; i++)
		st = parse_map(n->preset->kind, maps->items[i], &words[i], err);
	if (st == CS_OK)
		st = cs_match_init(&n->match, n->preset, &n->header, words, count, err);
	if (st == CS_OK)
		st = cs_match_check(&n->match, &n->header, err);
	free(words);
	/* A file of another kind may share two columns with this one. */
	if (st == CS_EINPUT && count == 0)
		cs_header_of_other_kind(n, &n->header, err);
	return st;
}

/* The code in the first row that has one, in capitals; NULL: no row does. */
static char *
currency_of_rows(struct cs_normal *n)
{
	if (!cs_match_pick(&n->match, CS_EXTRA_CURRENCY) || n->preset->kind != &cs_kinds[CS_KIND_ORDERS])
		return NULL;
	for (size_t i = n->kept_at; i < n->kept_count; i++) {
		n->row = n->kept[i].row;
		if (n->row.fault)
			continue;
		const struct cs_pick *pick = cs_match_pick(&n->match, CS_EXTRA_CURRENCY);
		struct cs_field cell = cs_cells_column(n, pick->columns[0]);

		if (cell.len != 3)
			continue;
		char *code = cs_strndup(cell.text, cell.len);

		for (size_t k = 0; k < 3; k++)
			code[k] = code[k] >= 'a' && code[k] <= 'z' ? (char)(code[k] - 32) : code[k];
		return code;
	}
	return NULL;
}

static enum cs_status
settle_currency(struct cs_normal *n, const char *told, const char *fallback, struct cs_err *err)
{
	n->currency = told ? cs_strdup(told) : currency_of_rows(n);
	if (!n->currency)
		n->currency = cs_strdup(n->preset->currency ? n->preset->currency : fallback);
	n->scale = n->currency ? cs_currency_decimals(n->currency) : CS_FREE_SCALE;
	n->decimals = n->currency ? n->scale : 0;
	if (n->scale < 0)
		return cs_err_set(err, told ? CS_EUSAGE : CS_EINPUT, _("no such currency: %s"), n->currency);
	return CS_OK;
}

/* True when a row within sight has an order and no line number. */
static bool
numbers_lines(struct cs_normal *n)
{
	bool blank = !cs_match_pick(&n->match, CS_ORDERS_LINE_NO);

	if (n->preset->kind != &cs_kinds[CS_KIND_ORDERS])
		return false;
	for (size_t i = n->kept_at; i < n->kept_count && !blank; i++) {
		n->row = n->kept[i].row;
		if (n->row.fault)
			continue;
		cs_cells_take(n);
		cs_row_cut_order_no(n, CS_ORDERS_ORDER_NO);
		blank = n->cell[CS_ORDERS_ORDER_NO].len > 0 && n->cell[CS_ORDERS_LINE_NO].len == 0;
	}
	return blank;
}

static enum cs_status
settle(struct cs_normal *n, const struct cs_normal_options *options, const struct cs_preset *told,
    struct cs_err *err)
{
	enum cs_status st = cs_header_settle(n, options, told, err);

	if (st == CS_OK)
		st = settle_columns(n, options->maps, err);
	if (st == CS_OK)
		st = settle_currency(n, options->currency, options->fallback_currency, err);
	if (st != CS_OK)
		return st == CS_EUSAGE ? st : cs_err_prefix(err, cs_reader_name(n->reader));
	cs_cells_init(n);
	n->numbers = numbers_lines(n);
	cs_cells_clear(n);
	cs_str_clear(&n->carried_order);
	return CS_OK;
}

static enum cs_status
open_file(struct cs_normal *n, const char *path, const struct cs_normal_options *options, struct cs_err *err)
{
	const struct cs_preset *told;
	struct cs_reader_options reading = { .encoding = options->encoding };
	enum cs_status st = cs_presets_load(&n->presets, options->preset_files, err);

	if (st == CS_OK)
		st = find_preset(n, options->preset, &told, err);
	if (st != CS_OK)
		return st;
	reading.separator = told ? told->separator : 0;
	st = cs_reader_open(&n->reader, path, &reading, err);
	if (st == CS_OK)
		st = cs_header_keep_rows(n, options->header_row, err);
	return st == CS_OK ? settle(n, options, told, err) : st;
}

enum cs_status
cs_normal_open(struct cs_normal **normal, const char *path, const struct cs_normal_options *options,
    struct cs_err *err)
{
	struct cs_normal *n = cs_calloc(1, sizeof(*n));

	n->kind = options->kind;
	n->identity = options->identity;
	n->keep_returns = options->keep_returns;
	n->reveal = options->reveal;
	n->as_of = options->as_of;
	cs_cells_clear(n);
	enum cs_status st = open_file(n, path, options, err);

	*normal = n;
	if (st != CS_OK) {
		cs_normal_close(n);
		*normal = NULL;
	}
	return st;
}

static void
release_kept(struct cs_normal *n)
{
	for (size_t i = 0; i < n->kept_count; i++) {
		cs_str_release(&n->kept[i].bytes);
		free(n->kept[i].fields);
	}
	free(n->kept);
}

void
cs_normal_close(struct cs_normal *n)
{
	if (!n)
		return;
	for (size_t i = 0; i < CS_FIELD_COUNT; i++) {
		cs_str_release(&n->joined[i]);
		cs_str_release(&n->scratch[i]);
		cs_str_release(&n->carried[i]);
	}
	cs_str_release(&n->carried_order);
	cs_str_release(&n->reason);
	cs_str_release(&n->raw_header);
	cs_map_release(&n->ordinals);
	cs_map_release(&n->statuses);
	cs_map_release(&n->unknown);
	cs_map_release(&n->skips);
	release_kept(n);
	cs_bundle_release(n);
	cs_match_release(&n->match);
	cs_header_release(&n->header);
	cs_presets_release(&n->presets);
	cs_reader_close(n->reader);
	free(n->currency);
	free(n);
}

static enum cs_status
take_row(struct cs_normal *n, struct cs_err *err)
{
	if (n->kept_at == n->kept_count)
		return cs_reader_next(n->reader, &n->row, err);
	n->row = n->kept[n->kept_at++].row;
	return CS_ROW;
}

enum cs_fate
cs_row_skip(struct cs_normal *n, const char *reason)
{
	bool added;

	/* The map counts the sentence as it is in the source: its address is kept. */
	++*cs_map_at(&n->skips, reason, strlen(reason), &added);
	n->column = "";
	cs_str_clear(&n->reason);
	cs_str_add(&n->reason, _(reason));
	return CS_FATE_SKIPPED;
}

static enum cs_fate
reject(struct cs_normal *n, const char *reason)
{
	n->column = "";
	cs_str_clear(&n->reason);
	cs_str_add(&n->reason, reason);
	return CS_FATE_REJECTED;
}

static bool
is_total_word(struct cs_field cell)
{
	static const char *const words[] = { "합계", "소계", "총계", "총합계", "총합", "total", "subtotal",
		"grandtotal", NULL };
	struct cs_str folded = { 0 };

	if (cell.len == 0 || cell.len > 30)
		return false;
	cs_text_fold(&folded, cell.text, cell.len);
	bool found = false;

	for (size_t i = 0; words[i] && !found; i++)
		found = strcmp(words[i], folded.data) == 0;
	cs_str_release(&folded);
	return found;
}

static struct cs_field
first_cell(const struct cs_normal *n)
{
	struct cs_field cell = { "", 0 };

	for (size_t i = 0; i < n->row.count && cell.len == 0; i++)
		cell = cs_cells_column(n, (int)i);
	return cell;
}

bool
cs_row_is_total(struct cs_normal *n, int key_field)
{
	struct cs_field key = n->cell[key_field];
	const struct cs_pick *pick = cs_match_pick(&n->match, key_field);

	if (key.len == 0)
		return is_total_word(first_cell(n));
	/* Order numbers have a digit; totals and headers have none. */
	for (size_t i = 0; i < key.len; i++) {
		if (key.text[i] >= '0' && key.text[i] <= '9')
			return false;
	}
	if (is_total_word(key))
		return true;
	return pick && strlen(pick->header) == key.len && memcmp(pick->header, key.text, key.len) == 0;
}

void
cs_row_cut_order_no(struct cs_normal *n, int order_field)
{
	const struct cs_preset *preset = n->preset;
	struct cs_field *order = &n->cell[order_field], from;

	if (!preset->cut_at || (cs_match_pick(&n->match, order_field) && order->len > 0))
		return;
	*order = (struct cs_field){ "", 0 };
	from = n->cell[preset->cut_from];
	size_t cut = strlen(preset->cut_at);

	for (size_t end = from.len; end >= cut + 1; end--) {
		if (memcmp(from.text + end - cut, preset->cut_at, cut) != 0)
			continue;
		*order = (struct cs_field){ from.text, end - cut };
		return;
	}
}

int64_t
cs_row_ordinal(struct cs_normal *n, struct cs_field order_no)
{
	bool added;

	return ++*cs_map_at(&n->ordinals, order_no.text, order_no.len, &added);
}

/* Kinds without rules: what must be there must be there. */
static enum cs_fate
plain_row(struct cs_normal *n, const struct cs_record **out)
{
	const struct cs_kind *kind = n->preset->kind;

	if (cs_row_is_total(n, 0))
		return cs_row_skip(n, N_("a row of totals, or the header again"));
	if (!cs_cells_convert(n))
		return CS_FATE_REJECTED;
	if (kind == &cs_kinds[CS_KIND_CUSTOMERS])
		cs_row_customer(n, 0);
	for (size_t i = 0; i < kind->count; i++) {
		const struct cs_value *value = &n->record.values[i];

		if (kind->columns[i].needed && value->text.len == 0 && value->number == CS_NO_NUMBER) {
			cs_row_fault(n, (int)i, _("empty"));
			return CS_FATE_REJECTED;
		}
	}
	*out = &n->record;
	return CS_FATE_RECORD;
}

/* An unquoted comma shifts all cells behind it; such a row must not pass. */
static bool
has_too_many_cells(const struct cs_normal *n)
{
	for (size_t i = n->header.count; i < n->row.count; i++) {
		if (cs_cells_column(n, (int)i).len > 0)
			return true;
	}
	return false;
}

/*
 * A last row that ends before its cells do is what is left of one: the download
 * broke off, and the cell it broke off in may be 32 of 32,000.
 */
static bool
is_cut_off(const struct cs_normal *n)
{
	return n->row.unended && n->row.count < n->header.count && !is_total_word(first_cell(n));
}

/*
 * All its cells are there, and yet nothing closes the last one: whether it is
 * whole cannot be told, and it matters where somebody reads it.
 */
static void
note_open_cell(struct cs_normal *n)
{
	size_t last = n->header.count - 1;

	if (!n->row.unended || n->row.count != n->header.count || n->row.raw[n->row.raw_len - 1] == '"')
		return;
	for (size_t i = 0; i < n->match.column_count; i++) {
		if ((size_t)n->match.columns[i] == last)
			n->open_line = n->row.line;
	}
}

/* The order stands in front of what was shifted or cut off, as a rule: the line keeps its place. */
static enum cs_fate
reject_counted(struct cs_normal *n, const char *reason)
{
	cs_cells_take(n);
	if (n->preset->kind == &cs_kinds[CS_KIND_ORDERS])
		cs_orders_count(n);
	return reject(n, reason);
}

static enum cs_fate
judge_row(struct cs_normal *n, const struct cs_record **out)
{
	if (n->row.fault)
		return reject(n, _(n->row.fault));
	if (n->row.count > n->header.count && has_too_many_cells(n))
		return reject_counted(n, _("more cells than the header has columns; is a quote missing?"));
	if (is_cut_off(n))
		return reject_counted(n, _("the file breaks off in this row; download it again"));
	note_open_cell(n);
	cs_cells_take(n);
	if (cs_cells_blank(n) && first_cell(n).len == 0)
		return cs_row_skip(n, N_("an empty row"));
	if (n->preset->kind == &cs_kinds[CS_KIND_ORDERS])
		return cs_orders_row(n, out);
	if (n->preset->kind == &cs_kinds[CS_KIND_RETURNS])
		return cs_returns_row(n, out);
	return plain_row(n, out);
}

enum cs_status
cs_normal_step(struct cs_normal *n, struct cs_taken *taken, struct cs_err *err)
{
	enum cs_status st = take_row(n, err);

	if (st != CS_ROW)
		return st;
	*taken = (struct cs_taken){ .line = n->row.line, .raw = n->row.raw, .raw_len = n->row.raw_len };
	n->ordinal = cs_match_pick(&n->match, CS_ORDERS_LINE_NO) ? CS_ORDINAL_NONE : CS_ORDINAL_UNKNOWN;
	taken->fate = judge_row(n, &taken->record);
	n->taken++;
	if (taken->fate == CS_FATE_RECORD)
		cs_doubt_note(n, taken);
	taken->ordinal = n->ordinal;
	taken->column = taken->fate == CS_FATE_RECORD ? "" : n->column;
	taken->reason = taken->fate == CS_FATE_RECORD ? "" : n->reason.data;
	return CS_ROW;
}

enum cs_status
cs_normal_next(struct cs_normal *n, struct cs_taken *taken, struct cs_err *err)
{
	return cs_bundle_wanted(n) ? cs_bundle_next(n, taken, err) : cs_normal_step(n, taken, err);
}

const char *
cs_normal_name(const struct cs_normal *n)
{
	return cs_reader_name(n->reader);
}

const char *
cs_normal_preset(const struct cs_normal *n)
{
	return n->preset->name;
}

const char *
cs_normal_encoding(const struct cs_normal *n)
{
	return cs_reader_encoding(n->reader);
}

const char *
cs_normal_currency(const struct cs_normal *n)
{
	return n->currency;
}

int
cs_normal_scale(const struct cs_normal *n)
{
	return n->scale;
}

int
cs_normal_decimals(const struct cs_normal *n)
{
	return n->decimals;
}

const char *
cs_normal_header(const struct cs_normal *n, size_t *len)
{
	*len = n->raw_header.len;
	return n->raw_header.data ? n->raw_header.data : "";
}

bool
cs_normal_numbers(const struct cs_normal *n)
{
	return n->numbers;
}

bool
cs_normal_of_excel(const struct cs_normal *n)
{
	return cs_reader_of_excel(n->reader);
}

char
cs_normal_separator(const struct cs_normal *n)
{
	return cs_reader_separator(n->reader);
}

uint64_t
cs_normal_bytes(const struct cs_normal *n)
{
	return cs_reader_done(n->reader);
}

uint64_t
cs_normal_size(const struct cs_normal *n)
{
	return cs_reader_size(n->reader);
}
