#include "guide/records.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "stream/reader.h"

enum cs_status
cs_values_take(struct cs_values *values, char *argument, struct cs_err *err)
{
	char *sign = strchr(argument, '=');

	if (!sign || sign == argument)
		return cs_err_set(err, CS_EUSAGE, _("fill: \"%s\" is not KEY=VALUE"), argument);
	if (cs_text_fault(argument, strlen(argument)))
		return cs_err_set(err, CS_EUSAGE, _("fill: the value of %.*s is not UTF-8"), (int)(sign - argument), argument);
	cs_values_set(values, argument, (size_t)(sign - argument), sign + 1, strlen(sign + 1));
	return CS_OK;
}

static enum cs_status
check_all_used(const struct cs_str *text, const struct cs_values *values, size_t given, struct cs_err *err)
{
	for (size_t i = 0; i < given; i++) {
		struct cs_str keys = { 0 };

		if (values->items[i].used)
			continue;
		cs_fill_keys(&keys, text->data, text->len);
		cs_err_set(err, CS_EUSAGE, _("fill: the template has no {%.*s}; its keys: %s"), (int)values->items[i].key_len,
		    values->items[i].key, keys.data ? keys.data : "-");
		cs_str_release(&keys);
		return CS_EUSAGE;
	}
	return CS_OK;
}

static enum cs_status
fill_once(const struct cs_app *app, const struct cs_str *text, struct cs_values *values, size_t given, struct cs_err *err)
{
	struct cs_str out = { 0 };
	enum cs_status st = cs_fill(&out, text->data ? text->data : "", text->len, values, err);

	if (st == CS_OK)
		st = check_all_used(text, values, given, err);
	if (st == CS_OK) {
		if (out.len == 0 || out.data[out.len - 1] != '\n')
			cs_str_add_char(&out, '\n');
		cs_out_raw(app->out, out.data, out.len);
	}
	cs_str_release(&out);
	return st;
}

/* One filled text for each record; what the command line says wins over it. */
static enum cs_status
fill_record(const struct cs_app *app, const struct cs_str *text, const struct cs_values *given,
    const struct cs_values *names, const struct cs_row *row, struct cs_err *err)
{
	struct cs_values values = { 0 };

	for (size_t i = 0; i < given->count; i++)
		cs_values_set(&values, given->items[i].key, given->items[i].key_len, given->items[i].text, given->items[i].text_len);
	for (size_t i = 0; i < names->count; i++) {
		struct cs_field cell = cs_row_field(row, (int)i);
		bool known = false;

		for (size_t k = 0; k < given->count && !known; k++)
			known = given->items[k].key_len == names->items[i].key_len &&
			    memcmp(given->items[k].key, names->items[i].key, names->items[i].key_len) == 0;
		if (!known)
			cs_values_set(&values, names->items[i].key, names->items[i].key_len, cell.text, cell.len);
	}
	enum cs_status st = fill_once(app, text, &values, given->count, err);

	cs_values_release(&values);
	return st;
}

/* The header's names outlive the row they stood in. */
static void
keep_names(struct cs_values *names, struct cs_str *memory, const struct cs_row *header)
{
	for (size_t i = 0; i < header->count; i++)
		cs_str_add_n(memory, header->fields[i].text, header->fields[i].len);
	for (size_t i = 0, at = 0; i < header->count; i++) {
		names->items = cs_grow(names->items, &names->cap, names->count + 1, sizeof(*names->items));
		names->items[names->count++] = (struct cs_value){ .key = memory->data + at, .key_len = header->fields[i].len };
		at += header->fields[i].len;
	}
}

/* Where a column of that name stands, or -1. */
static int
column_of(const struct cs_values *names, const char *name, size_t len)
{
	for (size_t i = 0; i < names->count; i++) {
		if (names->items[i].key_len == len && memcmp(names->items[i].key, name, len) == 0)
			return (int)i;
	}
	return -1;
}

/* Rows of a name and a value, as cs-consult card prints them: one record, and the first of a name counts. */
static enum cs_status
fill_pairs(const struct cs_app *app, const struct cs_str *text, const struct cs_values *given, int name, int value,
    struct cs_reader *reader, struct cs_err *err)
{
	struct cs_values names = { 0 };
	struct cs_field *cells = NULL;
	size_t cap = 0;
	struct cs_row row;
	enum cs_status st;

	while ((st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		struct cs_field key = cs_row_field(&row, name), cell = cs_row_field(&row, value);

		if (row.fault || key.len == 0 || column_of(&names, key.text, key.len) >= 0)
			continue;
		cells = cs_grow(cells, &cap, names.count + 1, sizeof(*cells));
		cells[names.count] = (struct cs_field){ cs_strndup(cell.text, cell.len), cell.len };
		names.items = cs_grow(names.items, &names.cap, names.count + 1, sizeof(*names.items));
		names.items[names.count++] = (struct cs_value){ .key = cs_strndup(key.text, key.len), .key_len = key.len };
	}
	struct cs_row record = { .fields = cells, .count = names.count };

	if (st == CS_OK)
		st = fill_record(app, text, given, &names, &record, err);
	for (size_t i = 0; i < names.count; i++) {
		free((char *)cells[i].text);
		free((char *)names.items[i].key);
	}
	free(cells);
	cs_values_release(&names);
	return st;
}

static enum cs_status
fill_records(const struct cs_app *app, const struct cs_str *text, const struct cs_values *given, struct cs_reader *reader,
    struct cs_err *err)
{
	struct cs_values names = { 0 };
	struct cs_str memory = { 0 };
	struct cs_row row;
	size_t records = 0;
	enum cs_status st = cs_reader_next(reader, &row, err);

	if (st == CS_ROW && row.fault)
		st = cs_err_set(err, CS_EINPUT, "%s:1: %s", cs_reader_name(reader), _(row.fault));
	if (st == CS_ROW)
		keep_names(&names, &memory, &row);
	int name = column_of(&names, "name", 4), value = column_of(&names, "value", 5);

	if (st == CS_ROW && name >= 0 && value >= 0) {
		st = fill_pairs(app, text, given, name, value, reader, err);
		cs_values_release(&names);
		cs_str_release(&memory);
		return st;
	}
	while (st == CS_ROW && (st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		if (row.fault)
			st = cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_reader_name(reader), (unsigned long long)row.line,
			    _(row.fault));
		else if ((st = fill_record(app, text, given, &names, &row, err)) == CS_OK)
			st = CS_ROW;
		records++;
	}
	/* Nothing came: the missing value is the news, not the missing record. */
	if (st == CS_OK && records == 0)
		st = fill_record(app, text, given, &names, &(struct cs_row){ 0 }, err);
	cs_values_release(&names);
	cs_str_release(&memory);
	return st;
}

enum cs_status
cs_fill_print(const struct cs_app *app, const struct cs_str *text, struct cs_values *values, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct cs_reader *reader;

	if (!cs_fill_lacks(text->data ? text->data : "", text->len, values) || isatty(STDIN_FILENO))
		return fill_once(app, text, values, values->count, err);
	enum cs_status st = cs_reader_open(&reader, NULL, &any, err);

	if (st != CS_OK)
		return st;
	st = fill_records(app, text, values, reader, err);
	cs_reader_close(reader);
	return st;
}
