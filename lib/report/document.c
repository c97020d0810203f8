#include "report/document.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define WHERE_BYTES 64 /* of a report and its table */

const char *const cs_doc_severity_words[] = { "", "good", "watch", "alarm" };
const char *const cs_doc_verdict_words[] = { "", "signal", "noise", "too_few" };
const char *const cs_doc_kind_words[] = { "text", "integer", "money", "rate", "points", "real", "minutes", "date", "time" };

static const char *const severity_texts[] = { "", N_("good"), N_("watch"), N_("act now") };
static const char *const verdict_texts[] = { "", N_("signal"), N_("noise"), N_("too few") };

const char *
cs_doc_severity_text(enum cs_doc_severity severity)
{
	return severity == CS_DOC_PLAIN ? "" : _(severity_texts[severity]);
}

const char *
cs_doc_verdict_text(enum cs_doc_verdict verdict)
{
	return verdict == CS_DOC_NO_VERDICT ? "" : _(verdict_texts[verdict]);
}

void
cs_doc_init(struct cs_doc *doc, const char *name)
{
	*doc = (struct cs_doc){ .from = CS_NO_DAY, .to = CS_NO_DAY, .as_of = CS_NO_DAY };
	doc->name = cs_doc_keep(doc, name);
	doc->title = doc->name;
	doc->currency = cs_doc_keep(doc, "KRW");
}

static void
release_section(struct cs_doc_section *section)
{
	for (size_t i = 0; i < section->figure_count; i++)
		free(section->figures[i]);
	for (size_t i = 0; i < section->table_count; i++) {
		free(section->tables[i]->columns);
		free(section->tables[i]->cells);
		free(section->tables[i]->pictures);
		free(section->tables[i]);
	}
	free(section->sentences);
	free(section->figures);
	free(section->tables);
	free(section->notes);
	free(section);
}

void
cs_doc_release(struct cs_doc *doc)
{
	for (size_t i = 0; i < doc->section_count; i++)
		release_section(doc->sections[i]);
	for (size_t i = 0; i < doc->text_count; i++)
		free(doc->texts[i]);
	free(doc->sections);
	free(doc->texts);
	*doc = (struct cs_doc){ 0 };
}

/* Takes the text over. */
static const char *
own(struct cs_doc *doc, char *text)
{
	doc->texts = cs_grow(doc->texts, &doc->text_cap, doc->text_count + 1, sizeof(*doc->texts));
	doc->texts[doc->text_count++] = text;
	return text;
}

const char *
cs_doc_keep(struct cs_doc *doc, const char *text)
{
	return text ? own(doc, cs_strdup(text)) : NULL;
}

static const char *
keep_list(struct cs_doc *doc, const char *format, va_list args)
{
	va_list again;

	va_copy(again, args);
	size_t len = (size_t)vsnprintf(NULL, 0, format, args);
	char *text = cs_calloc(len + 1, 1);

	vsnprintf(text, len + 1, format, again);
	va_end(again);
	return own(doc, text);
}

const char *
cs_doc_keep_format(struct cs_doc *doc, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	const char *text = keep_list(doc, format, args);

	va_end(args);
	return text;
}

struct cs_doc_section *
cs_doc_section(struct cs_doc *doc, const char *name, const char *heading)
{
	struct cs_doc_section *section = cs_calloc(1, sizeof(*section));

	section->name = cs_doc_keep(doc, name);
	section->heading = cs_doc_keep(doc, heading);
	doc->sections = cs_grow(doc->sections, &doc->section_cap, doc->section_count + 1, sizeof(*doc->sections));
	doc->sections[doc->section_count++] = section;
	return section;
}

static struct cs_doc_section *
last_section(const struct cs_doc *doc)
{
	if (doc->section_count == 0)
		CS_BUG("a document begins with a section");
	return doc->sections[doc->section_count - 1];
}

static struct cs_doc_table *
last_table(const struct cs_doc *doc)
{
	const struct cs_doc_section *section = last_section(doc);

	if (section->table_count == 0)
		CS_BUG("a cell or a picture without a table");
	return section->tables[section->table_count - 1];
}

void
cs_doc_say(struct cs_doc *doc, enum cs_doc_severity severity, const char *format, ...)
{
	struct cs_doc_section *section = last_section(doc);
	va_list args;

	va_start(args, format);
	section->sentences = cs_grow(section->sentences, &section->sentence_cap, section->sentence_count + 1,
	    sizeof(*section->sentences));
	section->sentences[section->sentence_count++] =
	    (struct cs_doc_sentence){ severity, keep_list(doc, format, args) };
	va_end(args);
}

void
cs_doc_note(struct cs_doc *doc, const char *format, ...)
{
	struct cs_doc_section *section = last_section(doc);
	va_list args;

	va_start(args, format);
	section->notes = cs_grow(section->notes, &section->note_cap, section->note_count + 1, sizeof(*section->notes));
	section->notes[section->note_count++] =
	    (struct cs_doc_sentence){ CS_DOC_PLAIN, keep_list(doc, format, args) };
	va_end(args);
}

struct cs_doc_figure *
cs_doc_figure(struct cs_doc *doc, const char *id, const char *label, struct cs_doc_value value)
{
	struct cs_doc_section *section = last_section(doc);
	struct cs_doc_figure *figure = cs_calloc(1, sizeof(*figure));

	figure->id = cs_doc_keep(doc, id);
	figure->label = cs_doc_keep(doc, label);
	figure->value = value;
	figure->unit = value.kind == CS_DOC_MONEY ? cs_doc_money_unit(doc) : NULL;
	figure->n = -1;
	figure->low = cs_doc_unknown(value.kind);
	figure->high = cs_doc_unknown(value.kind);
	figure->before = cs_doc_unknown(value.kind);
	figure->change = cs_doc_unknown(value.kind);
	section->figures = cs_grow(section->figures, &section->figure_cap, section->figure_count + 1,
	    sizeof(*section->figures));
	section->figures[section->figure_count++] = figure;
	return figure;
}

struct cs_doc_table *
cs_doc_table(struct cs_doc *doc, const char *name, const char *caption, const struct cs_doc_column *columns,
    size_t count)
{
	struct cs_doc_section *section = last_section(doc);
	struct cs_doc_table *table = cs_calloc(1, sizeof(*table));

	table->name = cs_doc_keep(doc, name);
	table->report = doc->name;
	table->caption = cs_doc_keep(doc, caption);
	table->column_count = count;
	table->columns = cs_calloc(count, sizeof(*table->columns));
	for (size_t i = 0; i < count; i++) {
		table->columns[i] = columns[i];
		table->columns[i].name = cs_doc_keep(doc, columns[i].name);
	}
	section->tables = cs_grow(section->tables, &section->table_cap, section->table_count + 1,
	    sizeof(*section->tables));
	section->tables[section->table_count++] = table;
	return table;
}

static const char *
masked(struct cs_doc *doc, enum cs_mask how, const char *text)
{
	struct cs_str made = { 0 };

	cs_text_mask(&made, how, text, strlen(text));
	cs_str_add(&made, "");
	return own(doc, cs_str_detach(&made));
}

static void
mask(struct cs_doc *doc, enum cs_mask how, struct cs_doc_value *value)
{
	/* A code may have a name beside it. */
	bool named = strcmp(value->shown, value->exact) != 0;

	value->exact = masked(doc, how, value->exact);
	value->shown = named ? masked(doc, how, value->shown) : value->exact;
}

void
cs_doc_cell(struct cs_doc *doc, struct cs_doc_value value)
{
	struct cs_doc_table *table = last_table(doc);
	const struct cs_doc_column *column = &table->columns[table->cell_count % table->column_count];

	if (value.known && value.kind != column->kind)
		CS_BUG("a cell of another kind than its column");
	if (value.known && column->mask != CS_MASK_NONE && !doc->reveal)
		mask(doc, column->mask, &value);
	table->cells = cs_grow(table->cells, &table->cell_cap, table->cell_count + 1, sizeof(*table->cells));
	table->cells[table->cell_count++] = value;
}

size_t
cs_doc_row_count(const struct cs_doc_table *table)
{
	return table->cell_count / table->column_count;
}

const char *
cs_doc_heading(const struct cs_doc_table *table, size_t column)
{
	const char *name = table->columns[column].name;
	char where[WHERE_BYTES];

	snprintf(where, sizeof(where), "%s %s", table->report, table->name);
	const char *found = cs_tr_word(where, name, strlen(name));

	return found ? found : cs_tr_heading(table->name, name);
}

int
cs_doc_column_find(const struct cs_doc_table *table, const char *name)
{
	for (size_t i = 0; name && i < table->column_count; i++) {
		if (strcmp(table->columns[i].name, name) == 0)
			return (int)i;
	}
	return -1;
}

static void
need_column(const struct cs_doc_table *table, const char *name)
{
	if (name && cs_doc_column_find(table, name) < 0)
		CS_BUG("a picture of a column that its table lacks");
}

void
cs_doc_draw(struct cs_doc *doc, const struct cs_doc_picture *picture)
{
	struct cs_doc_table *table = last_table(doc);
	struct cs_doc_picture *p;

	if (!picture->x || !picture->y[0])
		CS_BUG("a picture needs x and y");
	need_column(table, picture->x);
	need_column(table, picture->series);
	need_column(table, picture->value);
	need_column(table, picture->low);
	need_column(table, picture->high);
	table->pictures = cs_grow(table->pictures, &table->picture_cap, table->picture_count + 1,
	    sizeof(*table->pictures));
	p = &table->pictures[table->picture_count++];
	*p = *picture;
	p->title = picture->title ? cs_doc_keep(doc, picture->title) : table->caption;
	p->description = cs_doc_keep(doc, picture->description);
	p->x = cs_doc_keep(doc, picture->x);
	p->series = cs_doc_keep(doc, picture->series);
	p->value = cs_doc_keep(doc, picture->value);
	p->low = cs_doc_keep(doc, picture->low);
	p->high = cs_doc_keep(doc, picture->high);
	for (size_t i = 0; i < CS_DOC_SERIES_MAX; i++) {
		need_column(table, picture->y[i]);
		p->y[i] = cs_doc_keep(doc, picture->y[i]);
	}
}

/* The section that says what each figure means.  Its figures come first: the section itself has none. */
void
cs_doc_define(struct cs_doc *doc)
{
	static const struct cs_doc_column columns[] = {
		{ "figure", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "label", CS_DOC_TEXT, CS_MASK_NONE, false },
		{ "definition", CS_DOC_TEXT, CS_MASK_NONE, true },
		{ "window", CS_DOC_TEXT, CS_MASK_NONE, false },
	};
	size_t count = doc->section_count;
	struct cs_str range = { 0 };

	cs_doc_section(doc, CS_DOC_DEFINITIONS, _("Definitions"));
	cs_doc_table(doc, CS_DOC_DEFINITIONS, _("What the figures mean"), columns, CS_COUNT(columns));
	cs_doc_range(doc, &range);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < doc->sections[i]->figure_count; k++) {
			const struct cs_doc_figure *figure = doc->sections[i]->figures[k];

			if (!figure->definition)
				continue;
			cs_doc_cell(doc, cs_doc_text(doc, figure->id));
			cs_doc_cell(doc, cs_doc_text(doc, figure->label));
			cs_doc_cell(doc, cs_doc_text(doc, figure->definition));
			cs_doc_cell(doc, cs_doc_text(doc, figure->window ? figure->window : range.data));
		}
	}
	cs_str_release(&range);
}

static enum cs_doc_severity
worse(enum cs_doc_severity a, enum cs_doc_severity b)
{
	return b > a ? b : a;
}

enum cs_doc_severity
cs_doc_worst(const struct cs_doc *doc)
{
	enum cs_doc_severity worst = CS_DOC_PLAIN;

	for (size_t i = 0; i < doc->section_count; i++) {
		const struct cs_doc_section *section = doc->sections[i];

		for (size_t k = 0; k < section->sentence_count; k++)
			worst = worse(worst, section->sentences[k].severity);
		for (size_t k = 0; k < section->figure_count; k++)
			worst = worse(worst, section->figures[k]->severity);
	}
	return worst;
}

bool
cs_doc_has_news(const struct cs_doc *doc)
{
	for (size_t i = 0; i < doc->section_count; i++) {
		for (size_t k = 0; k < doc->sections[i]->figure_count; k++) {
			if (doc->sections[i]->figures[k]->verdict == CS_DOC_SIGNAL)
				return true;
		}
	}
	/* That nothing waits is good, and no news. */
	return cs_doc_worst(doc) > CS_DOC_GOOD;
}

void
cs_doc_subject(const struct cs_doc *doc, struct cs_str *out)
{
	size_t start;

	if (doc->shop)
		cs_str_add_format(out, "%s: ", doc->shop);
	start = out->len;
	for (size_t i = 0; i < doc->section_count; i++) {
		for (size_t k = 0; k < doc->sections[i]->figure_count; k++) {
			const struct cs_doc_figure *figure = doc->sections[i]->figures[k];

			/* What is nothing is no news. */
			if (figure->headline && figure->value.known && figure->value.real != 0)
				cs_str_add_format(out, "%s%s %s", out->len > start ? " · " : "", figure->label,
				    figure->value.shown);
		}
	}
	if (out->len > start)
		return;
	cs_str_add(out, doc->title);
	if (doc->from != CS_NO_DAY) {
		cs_str_add(out, " · ");
		cs_doc_range(doc, out);
	}
}

const struct cs_doc_table *
cs_doc_find_table(const struct cs_doc *doc, const char *name)
{
	for (size_t i = 0; i < doc->section_count; i++) {
		for (size_t k = 0; k < doc->sections[i]->table_count; k++) {
			if (strcmp(doc->sections[i]->tables[k]->name, name) == 0)
				return doc->sections[i]->tables[k];
		}
	}
	return NULL;
}

const struct cs_doc_figure *
cs_doc_find_figure(const struct cs_doc *doc, const char *id)
{
	for (size_t i = 0; i < doc->section_count; i++) {
		for (size_t k = 0; k < doc->sections[i]->figure_count; k++) {
			if (strcmp(doc->sections[i]->figures[k]->id, id) == 0)
				return doc->sections[i]->figures[k];
		}
	}
	return NULL;
}

void
cs_doc_range(const struct cs_doc *doc, struct cs_str *out)
{
	char from[CS_DAY_TEXT], to[CS_DAY_TEXT];

	cs_str_add(out, "");
	if (doc->from == CS_NO_DAY || doc->to == CS_NO_DAY)
		return;
	cs_day_format(from, doc->from);
	cs_day_format(to, doc->to);
	if (doc->from == doc->to)
		cs_str_add(out, from);
	else
		cs_str_add_format(out, "%s – %s", from, to);
}
