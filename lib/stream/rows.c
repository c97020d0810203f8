#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/tabbed.h"
#include "stream/rows.h"

/* What one call works with. */
struct pass {
	struct cs_reader *reader;
	struct cs_want *wants;
	struct cs_field *cells; /* owned */
	size_t count;
	cs_rows_fn *take;
	void *self;
};

/* CS_ROW, or CS_OK at the end. */
static enum cs_status
next_row(struct pass *pass, struct cs_row *row, struct cs_err *err)
{
	enum cs_status st;

	do {
		st = cs_reader_next(pass->reader, row, err);
	} while (st == CS_ROW && row->raw_len > 0 && row->raw[0] == '#');
	return st;
}

static enum cs_status
tell_place(const struct cs_reader *reader, const struct cs_row *row, struct cs_err *err)
{
	char place[300];

	snprintf(place, sizeof(place), "%.200s:%llu", cs_reader_name(reader), (unsigned long long)row->line);
	return cs_err_prefix(err, place);
}

static enum cs_status
take_row(struct pass *pass, const struct cs_row *row, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	for (size_t i = 0; i < pass->count; i++)
		pass->cells[i] = cs_row_field(row, pass->wants[i].index);
	if (row->fault)
		st = cs_err_set(err, CS_EINPUT, "%s", _(row->fault));
	else
		st = pass->take(pass->self, pass->cells, err);
	return st == CS_OK ? st : tell_place(pass->reader, row, err);
}

static enum cs_status
read_all(struct pass *pass, struct cs_err *err)
{
	struct cs_row row;
	enum cs_status st = next_row(pass, &row, err);

	if (st == CS_OK)
		return cs_err_set(err, CS_EINPUT, _("%s: no header line"), cs_reader_name(pass->reader));
	if (st == CS_ROW)
		st = cs_columns_find(pass->reader, &row, pass->wants, pass->count, err);
	while (st == CS_OK && (st = next_row(pass, &row, err)) == CS_ROW)
		st = take_row(pass, &row, err);
	return st;
}

enum cs_status
cs_rows_each(const char *path, const struct cs_reader_options *options, struct cs_want *wants, size_t count,
    cs_rows_fn *take, void *self, struct cs_err *err)
{
	struct pass pass = { .wants = wants, .count = count, .take = take, .self = self };
	enum cs_status st = cs_reader_open(&pass.reader, path, options, err);

	if (st != CS_OK)
		return st;
	pass.cells = cs_calloc(count, sizeof(*pass.cells));
	st = read_all(&pass, err);
	free(pass.cells);
	cs_reader_close(pass.reader);
	return st;
}

static int
cell_named(const struct cs_cells *header, const char *name)
{
	for (size_t i = 0; i < header->count; i++) {
		if (cs_cell_is(header->text[i], header->len[i], name))
			return (int)i;
	}
	CS_BUG("a column that a built-in table lacks");
}

enum cs_status
cs_lines_each(const char *path, cs_line_fn *take, void *self, struct cs_err *err)
{
	static const struct cs_reader_options words = { .separator = ' ' };
	struct cs_reader *reader;
	struct cs_row row;
	enum cs_status st = cs_reader_open(&reader, path, &words, err);

	if (st != CS_OK)
		return st;
	while (st == CS_OK && (st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		st = take(self, row.raw, row.raw_len, err);
		if (st != CS_OK)
			tell_place(reader, &row, err);
	}
	cs_reader_close(reader);
	return st;
}

void
cs_rows_built_in(const char *name, struct cs_want *wants, size_t count, cs_rows_fn *take, void *self)
{
	const char *const *line = cs_table_lines(name);
	struct cs_field *cells = cs_calloc(count, sizeof(*cells));
	struct cs_err err = { 0 };
	struct cs_cells row;

	cs_cells_split(&row, *line);
	for (size_t i = 0; i < count; i++)
		wants[i].index = cell_named(&row, wants[i].name);
	while (*++line) {
		cs_cells_split(&row, *line);
		for (size_t i = 0; i < count; i++)
			cells[i] = (struct cs_field){ row.text[wants[i].index], row.len[wants[i].index] };
		if (take(self, cells, &err) != CS_OK)
			CS_BUG(err.text);
	}
	free(cells);
}
