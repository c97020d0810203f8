#include "report/samples.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "report/column.h"

/* The three columns, and how the names are masked. */
struct places {
	int x, y, size; /* size: -1 where there is none */
	enum cs_mask mask;
};

void
cs_samples_release(struct cs_samples *samples)
{
	free(samples->items);
	cs_doc_release(&samples->texts);
	*samples = (struct cs_samples){ 0 };
}

static enum cs_status
find_place(const struct cs_reader *reader, const struct cs_row *header, const char *name, int usual, int *index,
    struct cs_err *err)
{
	*index = usual;
	if (name)
		return cs_column_need(reader, header, name, index, err);
	if ((size_t)usual >= header->count)
		return cs_err_set(err, CS_EINPUT, _("%s: %d columns are needed; --x, --y and --size name them"),
		    cs_reader_name(reader), usual + 1);
	return CS_OK;
}

static enum cs_status
find_places(struct places *at, const struct cs_reader *reader, const struct cs_row *header,
    const struct cs_samples_want *want, struct cs_err *err)
{
	enum cs_status st = find_place(reader, header, want->x, 0, &at->x, err);

	at->size = -1;
	if (st == CS_OK)
		st = find_place(reader, header, want->y, 1, &at->y, err);
	if (st == CS_OK && want->sized)
		st = find_place(reader, header, want->size, 2, &at->size, err);
	if (st == CS_OK && !want->reveal)
		at->mask = cs_column_mask(reader, header, (size_t)at->x);
	return st;
}

/* Empty is missing. */
static bool
parse_number(struct cs_field field, double *value)
{
	struct cs_amount amount;
	struct cs_str text = { 0 };
	char *end;

	*value = NAN;
	if (field.len == 0)
		return true;
	if (cs_amount_parse(field.text, field.len, &amount)) {
		*value = (double)amount.value / pow(10, amount.decimals);
		return true;
	}
	cs_str_add_n(&text, field.text, field.len);
	*value = strtod(text.data, &end);
	bool good = end == text.data + text.len && isfinite(*value);

	cs_str_release(&text);
	return good;
}

static enum cs_status
bad_cell(const struct cs_reader *reader, const struct cs_row *row, struct cs_field field, const char *reason,
    struct cs_err *err)
{
	return cs_err_set(err, CS_EINPUT, "%s:%llu: %s: \"%.*s\"", cs_reader_name(reader),
	    (unsigned long long)row->line, reason, (int)(field.len > 60 ? 60 : field.len), field.text);
}

static enum cs_status
take_row(struct cs_samples *samples, const struct cs_reader *reader, const struct cs_row *row,
    const struct places *at, struct cs_err *err)
{
	struct cs_sample sample = { .size = 1 };
	struct cs_field count = cs_row_field(row, at->y), size = cs_row_field(row, at->size);
	struct cs_str name = { 0 };

	if (!parse_number(count, &sample.count) || sample.count < 0)
		return bad_cell(reader, row, count, _("not a number of 0 or more"), err);
	if (at->size >= 0 && (!parse_number(size, &sample.size) || sample.size < 0))
		return bad_cell(reader, row, size, _("not a number of 0 or more"), err);
	/* Nothing of nothing is no share at all; something of nothing counts with a neighbour. */
	if (isnan(sample.size) || (sample.size == 0 && sample.count == 0))
		sample.count = NAN;
	cs_column_add(&name, at->mask, cs_row_field(row, at->x));
	cs_str_add(&name, "");
	sample.name = cs_doc_keep(&samples->texts, name.data);
	cs_str_release(&name);
	samples->items = cs_grow(samples->items, &samples->cap, samples->count + 1, sizeof(*samples->items));
	samples->items[samples->count++] = sample;
	return CS_OK;
}

static enum cs_status
next_row(struct cs_reader *reader, struct cs_row *row, struct cs_err *err)
{
	enum cs_status st = cs_reader_next(reader, row, err);

	if (st == CS_ROW && row->fault)
		return cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(reader), (unsigned long long)row->line,
		    _(row->fault));
	return st;
}

enum cs_status
cs_samples_read(struct cs_samples *samples, struct cs_reader *reader, const struct cs_samples_want *want,
    struct cs_err *err)
{
	struct places at = { 0 };
	struct cs_row row;
	enum cs_status st = next_row(reader, &row, err);

	if (st == CS_ROW)
		st = find_places(&at, reader, &row, want, err);
	if (st != CS_OK)
		return st;
	while ((st = next_row(reader, &row, err)) == CS_ROW) {
		st = take_row(samples, reader, &row, &at, err);
		if (st != CS_OK)
			return st;
	}
	return st;
}
