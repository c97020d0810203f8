/* TSV and CSV: one table, the one that was asked for, or every number of the report in the long form. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/form.h"
#include "stream/out.h"

/* Every figure and every cell is a row. */
static const struct cs_col long_columns[] = {
	{ "section", CS_CELL_TEXT }, { "kind", CS_CELL_TEXT }, { "name", CS_CELL_TEXT }, { "item", CS_CELL_TEXT },
	{ "type", CS_CELL_TEXT }, { "value", CS_CELL_NUMBER }, { "shown", CS_CELL_NUMBER }, { "unit", CS_CELL_TEXT },
	{ "n", CS_CELL_NUMBER }, { "low", CS_CELL_NUMBER }, { "high", CS_CELL_NUMBER }, { "before", CS_CELL_NUMBER },
	{ "compared", CS_CELL_TEXT }, { "change", CS_CELL_NUMBER }, { "verdict", CS_CELL_TEXT },
	{ "severity", CS_CELL_TEXT }, { "text", CS_CELL_TEXT },
};

/* A document on its way out. */
struct streaming {
	const struct cs_doc *doc;
	struct cs_out *out;
	struct cs_str cell;
};

static void
empty_cells(struct streaming *s, size_t count)
{
	while (count-- > 0)
		cs_out_empty(s->out);
}

static void
add_sentence(struct streaming *s, const struct cs_doc_section *section, const char *kind,
    const struct cs_doc_sentence *sentence)
{
	cs_out_str(s->out, section->name);
	cs_out_str(s->out, kind);
	empty_cells(s, 13);
	cs_out_str(s->out, cs_doc_severity_words[sentence->severity]);
	cs_out_str(s->out, sentence->text);
	cs_out_end(s->out);
}

static void
add_figure(struct streaming *s, const struct cs_doc_section *section, const struct cs_doc_figure *f)
{
	cs_out_str(s->out, section->name);
	cs_out_str(s->out, "figure");
	cs_out_str(s->out, f->id);
	cs_out_empty(s->out);
	cs_out_str(s->out, cs_doc_kind_words[f->value.kind]);
	cs_out_str(s->out, f->value.exact);
	cs_out_str(s->out, f->value.known ? f->value.shown : "");
	cs_out_str(s->out, f->unit);
	if (f->n < 0)
		cs_out_empty(s->out);
	else
		cs_out_int(s->out, f->n);
	cs_out_str(s->out, f->low.exact);
	cs_out_str(s->out, f->high.exact);
	cs_out_str(s->out, f->before.exact);
	cs_out_str(s->out, f->compared);
	cs_out_str(s->out, f->change.exact);
	cs_out_str(s->out, cs_doc_verdict_words[f->verdict]);
	cs_out_str(s->out, cs_doc_severity_words[f->severity]);
	cs_out_str(s->out, f->label);
	cs_out_end(s->out);
}

/* A cell is known by its table and column, and by the first cell of its row. */
static void
add_cell(struct streaming *s, const struct cs_doc_section *section, const struct cs_doc_table *table, size_t at)
{
	const struct cs_doc_value *value = &table->cells[at];
	const struct cs_doc_column *column = &table->columns[at % table->column_count];

	cs_str_clear(&s->cell);
	cs_str_add_format(&s->cell, "%s.%s", table->name, column->name);
	cs_out_str(s->out, section->name);
	cs_out_str(s->out, "cell");
	cs_out_str(s->out, s->cell.data);
	cs_out_str(s->out, table->cells[at - at % table->column_count].exact);
	cs_out_str(s->out, cs_doc_kind_words[column->kind]);
	cs_out_str(s->out, value->exact);
	cs_out_str(s->out, value->known ? value->shown : "");
	empty_cells(s, 10);
	cs_out_end(s->out);
}

static void
add_section(struct streaming *s, const struct cs_doc_section *section)
{
	for (size_t i = 0; i < section->sentence_count; i++)
		add_sentence(s, section, "sentence", &section->sentences[i]);
	for (size_t i = 0; i < section->figure_count; i++)
		add_figure(s, section, section->figures[i]);
	for (size_t i = 0; i < section->table_count; i++) {
		for (size_t at = 0; at < section->tables[i]->cell_count; at++)
			add_cell(s, section, section->tables[i], at);
	}
	for (size_t i = 0; i < section->note_count; i++)
		add_sentence(s, section, "note", &section->notes[i]);
}

static void
print_long(struct streaming *s)
{
	cs_out_begin(s->out, long_columns, CS_COUNT(long_columns));
	for (size_t i = 0; i < s->doc->section_count; i++)
		add_section(s, s->doc->sections[i]);
}

static void
print_table(struct streaming *s, const struct cs_doc_table *table)
{
	struct cs_col *columns = cs_calloc(table->column_count, sizeof(*columns));

	for (size_t i = 0; i < table->column_count; i++)
		columns[i].name = table->columns[i].name;
	cs_out_begin(s->out, columns, table->column_count);
	for (size_t at = 0; at < table->cell_count; at++) {
		cs_out_str(s->out, table->cells[at].exact);
		if (at % table->column_count == table->column_count - 1)
			cs_out_end(s->out);
	}
	free(columns);
}

static enum cs_status
no_table(const struct cs_doc *doc, const char *name, struct cs_err *err)
{
	struct cs_str names = { 0 };

	cs_str_add(&names, "");
	for (size_t i = 0; i < doc->section_count; i++) {
		for (size_t k = 0; k < doc->sections[i]->table_count; k++)
			cs_str_add_format(&names, "%s%s", names.len ? ", " : "", doc->sections[i]->tables[k]->name);
	}
	enum cs_status st = cs_err_set(err, CS_EUSAGE, _("--table: \"%s\" is not in this report; it has: %s"), name,
	    names.len ? names.data : _("none"));

	cs_str_release(&names);
	return st;
}

enum cs_status
cs_form_stream(const struct cs_doc *doc, const struct cs_form_options *options, struct cs_out *out, struct cs_err *err)
{
	struct streaming s = { .doc = doc, .out = out };
	bool all = options->table && strcmp(options->table, "all") == 0;
	const char *name = all ? NULL : options->table ? options->table : doc->main_table;
	const struct cs_doc_table *table = name ? cs_doc_find_table(doc, name) : NULL;

	if (options->table && !all && !table)
		return no_table(doc, options->table, err);
	if (options->excel_safe)
		cs_out_set_excel_safe(out);
	cs_out_set_format(out, options->kind == CS_FORM_CSV ? CS_FORMAT_CSV : CS_FORMAT_TSV);
	if (table)
		print_table(&s, table);
	else
		print_long(&s);
	cs_str_release(&s.cell);
	return CS_OK;
}
