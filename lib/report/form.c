#include "report/form.h"

#include <string.h>

#include "app/app.h"
#include "stream/out.h"

/* A picture stands above the table it is drawn of. */
static void
walk_table(const struct cs_form *form, struct cs_page *page, const struct cs_doc_table *table)
{
	for (size_t i = 0; form->picture && i < table->picture_count; i++)
		form->picture(page, table, &table->pictures[i]);
	if (form->table)
		form->table(page, table);
}

static void
walk_section(const struct cs_form *form, struct cs_page *page, const struct cs_doc_section *section)
{
	if (form->section)
		form->section(page, section);
	for (size_t i = 0; form->sentence && i < section->sentence_count; i++)
		form->sentence(page, &section->sentences[i]);
	if (form->figures && section->figure_count)
		form->figures(page, section->figures, section->figure_count);
	for (size_t i = 0; i < section->table_count; i++)
		walk_table(form, page, section->tables[i]);
	for (size_t i = 0; form->note && i < section->note_count; i++)
		form->note(page, &section->notes[i]);
	if (form->section_end)
		form->section_end(page, section);
}

static bool
is_short(enum cs_form_kind kind)
{
	return kind == CS_FORM_TEXT || kind == CS_FORM_MAIL;
}

/* A page for the morning has no room for sixty lines that are the same every day. */
static void
walk_pointer(const struct cs_form *form, struct cs_page *page, const struct cs_doc_section *section)
{
	struct cs_str text = { 0 };

	cs_str_add_format(&text, _("What each figure counts, and over which time: cs-report %s --detail high"), page->doc->name);
	struct cs_doc_sentence where = { CS_DOC_PLAIN, text.data };

	if (form->section)
		form->section(page, section);
	if (form->sentence)
		form->sentence(page, &where);
	if (form->section_end)
		form->section_end(page, section);
	cs_str_release(&text);
}

enum cs_status
cs_form_walk(const struct cs_form *form, struct cs_page *page, struct cs_err *err)
{
	enum cs_status st = form->begin(page, err);

	for (size_t i = 0; st == CS_OK && i < page->doc->section_count; i++) {
		const struct cs_doc_section *section = page->doc->sections[i];

		if (is_short(page->options->kind) && page->doc->brief && strcmp(section->name, CS_DOC_DEFINITIONS) == 0)
			walk_pointer(form, page, section);
		else
			walk_section(form, page, section);
	}

	enum cs_status ended = form->end(page, err);

	return st == CS_OK ? ended : st;
}

size_t
cs_form_rows(const struct cs_page *page, const struct cs_doc_table *table)
{
	size_t rows = cs_doc_row_count(table), limit = page->options->rows;

	return limit && limit < rows ? limit : rows;
}

static const struct cs_form *
form_of(enum cs_form_kind kind)
{
	switch (kind) {
	case CS_FORM_TEXT:
		return &cs_form_text;
	case CS_FORM_TSV:
	case CS_FORM_CSV:
		return NULL;
	case CS_FORM_HTML:
		return &cs_form_html;
	case CS_FORM_XLSX:
		return &cs_form_xlsx;
	case CS_FORM_MAIL:
		return &cs_form_mail;
	}
	return NULL;
}

enum cs_status
cs_form_render(const struct cs_doc *doc, const struct cs_form_options *options, struct cs_out *out, struct cs_err *err)
{
	const struct cs_form *form = form_of(options->kind);
	struct cs_str text = { 0 };
	struct cs_page page = { .doc = doc, .options = options, .out = &text };

	if (!form)
		return cs_form_stream(doc, options, out, err);
	if (options->table && strcmp(options->table, "all") != 0)
		cs_note(_("--table %s: only tsv and csv print one table; this is the whole report"), options->table);
	enum cs_status st = cs_form_walk(form, &page, err);

	if (st == CS_OK && text.len)
		cs_out_raw(out, text.data, text.len);
	cs_str_release(&text);
	return st;
}
