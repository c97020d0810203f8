/* A report as text: for a terminal, and for the first part of a mail. */
#include <string.h>

#include "report/chart.h"
#include "report/form.h"
#include "report/plot.h"
#include "stream/table.h"

#define WIDTH 78 /* of sentences, where no terminal tells (RFC 5322 2.1.1) */
#define GAP 2     /* between two columns */
#define INDENT 4  /* of what continues a line */

static size_t
width_of(const struct cs_page *page)
{
	return page->options->width ? page->options->width : WIDTH;
}

static void
add_visible(struct cs_page *page, const char *text)
{
	cs_text_visible(page->out, text, strlen(text));
}

static void
add_rule(struct cs_page *page, const char *mark, size_t columns)
{
	size_t width = width_of(page);

	for (size_t i = 0; i < columns && i < width; i++)
		cs_str_add(page->out, mark);
	cs_str_add_char(page->out, '\n');
}

static void
add_heading(struct cs_page *page, const char *text, const char *rule)
{
	if (page->options->colour)
		cs_str_add(page->out, "\033[1m");
	add_visible(page, text);
	if (page->options->colour)
		cs_str_add(page->out, "\033[0m");
	cs_str_add_char(page->out, '\n');
	add_rule(page, rule, cs_text_width(text, strlen(text)));
}

/* Words in the width of the page, each line behind `indent`, the first behind what stands there already. */
static void
add_wrapped(struct cs_page *page, const char *text, size_t at, size_t indent)
{
	struct cs_str clean = { 0 };
	size_t start = at;

	cs_text_visible(&clean, text, strlen(text));
	cs_str_add(&clean, "");
	for (const char *word = clean.data; *word;) {
		size_t len = strcspn(word, " ");
		size_t wide = cs_text_width(word, len);

		if (at > start && at + 1 + wide > width_of(page)) {
			cs_str_add_format(page->out, "\n%*s", (int)indent, "");
			at = start = indent;
		} else if (at > start) {
			cs_str_add_char(page->out, ' ');
			at++;
		}
		cs_str_add_n(page->out, word, len);
		at += wide;
		word += len + strspn(word + len, " ");
	}
	cs_str_add_char(page->out, '\n');
	cs_str_release(&clean);
}

static enum cs_status
begin(struct cs_page *page, struct cs_err *err)
{
	const struct cs_doc *doc = page->doc;
	struct cs_str title = { 0 }, range = { 0 };
	char as_of[CS_DAY_TEXT];

	(void)err;
	if (doc->shop)
		cs_str_add_format(&title, "%s · ", doc->shop);
	cs_str_add(&title, doc->title);
	cs_doc_range(doc, &range);
	if (range.len)
		cs_str_add_format(&title, " · %s", range.data);
	add_heading(page, title.data, page->options->ascii ? "=" : "═");
	if (range.len)
		cs_str_add_format(page->out, _("as of %s\n"), cs_day_format(as_of, doc->as_of));
	cs_str_release(&title);
	cs_str_release(&range);
	return CS_OK;
}

static void
section(struct cs_page *page, const struct cs_doc_section *s)
{
	cs_str_add_char(page->out, '\n');
	add_heading(page, s->heading, page->options->ascii ? "-" : "─");
}

/* The colour beside the word, never instead of it. */
static size_t
add_severity(struct cs_page *page, enum cs_doc_severity severity)
{
	static const char *const colours[] = { "", "\033[32m", "\033[33m", "\033[1;31m" };
	const char *word = cs_doc_severity_text(severity);

	if (severity == CS_DOC_PLAIN)
		return 0;
	cs_str_add_format(page->out, "%s[%s]%s ", page->options->colour ? colours[severity] : "", word,
	    page->options->colour ? "\033[0m" : "");
	return cs_text_width(word, strlen(word)) + 3;
}

static void
sentence(struct cs_page *page, const struct cs_doc_sentence *s)
{
	size_t at = add_severity(page, s->severity);

	add_wrapped(page, s->text, at, at);
}

static void
note(struct cs_page *page, const struct cs_doc_sentence *s)
{
	const char *mark = page->options->ascii ? "* " : "※ ";

	cs_str_add(page->out, mark);
	add_wrapped(page, s->text, cs_text_width(mark, strlen(mark)), cs_text_width(mark, strlen(mark)));
}

static void
print_table(struct cs_page *page, struct cs_table *table)
{
	size_t left_out = cs_table_print(table, page->out);

	if (left_out)
		cs_str_add_format(page->out, cs_tr_count("%zu more column has no room; -f tsv has it.\n",
		    "%zu more columns have no room; -f tsv has them.\n", left_out), left_out);
	cs_table_release(table);
}

/* "12,000 KRW (n 7; 10,000 to 14,000)" */
static void
add_value(struct cs_str *out, const struct cs_doc_figure *f)
{
	cs_str_add(out, f->value.shown);
	if (f->unit && f->value.known)
		cs_str_add_format(out, " %s", f->unit);
}

static void
add_change(struct cs_str *out, const struct cs_doc_figure *f)
{
	if (f->change.known && f->verdict != CS_DOC_TOO_FEW)
		cs_str_add(out, f->change.shown);
	if (f->verdict != CS_DOC_NO_VERDICT)
		cs_str_add_format(out, "%s%s", out->len ? " " : "", cs_doc_verdict_text(f->verdict));
}

static void
add_rest(struct cs_str *out, const struct cs_doc_figure *f)
{
	if (f->n >= 0)
		cs_str_add_format(out, "n %lld", (long long)f->n);
	if (f->low.known && f->high.known)
		cs_str_add_format(out, _("%s95%% %s to %s"), out->len ? ", " : "", f->low.shown, f->high.shown);
	if (f->before.known)
		cs_str_add_format(out, _("%sbefore %s"), out->len ? ", " : "", f->before.shown);
	if (f->compared)
		cs_str_add_format(out, " (%s)", f->compared);
}

static void
take_cell(struct cs_table *table, struct cs_str *text)
{
	cs_str_add(text, "");
	cs_table_add(table, text->data, text->len);
	cs_str_clear(text);
}

static void
add_figure(struct cs_table *table, const struct cs_doc_figure *f, struct cs_str *text)
{
	cs_str_add(text, f->label);
	if (f->severity != CS_DOC_PLAIN)
		cs_str_add_format(text, " [%s]", cs_doc_severity_text(f->severity));
	take_cell(table, text);
	add_value(text, f);
	take_cell(table, text);
	add_change(text, f);
	take_cell(table, text);
}

/* What the number rests on: beside it, or where that has no room, below it; it is never cut. */
static void
add_basis(struct cs_page *page, const char *line, const struct cs_doc_figure *f)
{
	size_t len = strcspn(line, "\n"), wide = cs_text_width(line, len);
	struct cs_str rest = { 0 };

	add_rest(&rest, f);
	cs_str_add_n(page->out, line, len);
	if (rest.len && wide + GAP + cs_text_width(rest.data, rest.len) <= width_of(page)) {
		cs_str_add_format(page->out, "%*s%s\n", GAP, "", rest.data);
	} else if (rest.len) {
		cs_str_add_format(page->out, "\n%*s", INDENT, "");
		add_wrapped(page, rest.data, INDENT, INDENT);
	} else {
		cs_str_add_char(page->out, '\n');
	}
	cs_str_release(&rest);
}

static void
figures(struct cs_page *page, struct cs_doc_figure *const *list, size_t count)
{
	struct cs_table table;
	struct cs_str text = { 0 };

	cs_table_init(&table, 3);
	table.ascii = page->options->ascii;
	table.width = width_of(page);
	table.right[1] = true;
	for (size_t i = 0; i < count; i++)
		add_figure(&table, list[i], &text);
	cs_table_print(&table, &text);
	const char *line = text.data;

	for (size_t i = 0; i < count; i++, line += strcspn(line, "\n") + 1)
		add_basis(page, line, list[i]);
	cs_table_release(&table);
	cs_str_release(&text);
}

static bool
has_prose(const struct cs_doc_table *t)
{
	for (size_t i = 0; i < t->column_count; i++) {
		if (t->columns[i].prose)
			return true;
	}
	return false;
}

/* Sentences are no columns: a row is a paragraph, its parts joined. */
static void
print_prose(struct cs_page *page, const struct cs_doc_table *t)
{
	const char *mark = page->options->ascii ? "* " : "• ";
	struct cs_str row = { 0 };

	for (size_t i = 0; i < cs_form_rows(page, t) * t->column_count; i++) {
		bool last = i % t->column_count == t->column_count - 1;

		cs_str_add_format(&row, "%s%s", row.len ? "; " : "", t->cells[i].shown);
		if (!last)
			continue;
		cs_str_add(page->out, mark);
		add_wrapped(page, row.data, 2, 2);
		cs_str_clear(&row);
	}
	cs_str_release(&row);
}

static void
print_columns(struct cs_page *page, const struct cs_doc_table *t)
{
	struct cs_table aligned;

	cs_table_init(&aligned, t->column_count);
	aligned.ascii = page->options->ascii;
	/* Only a terminal cuts a table: who reads a file or a mail wants the whole number of a case. */
	aligned.width = page->options->width;
	aligned.header = true;
	for (size_t i = 0; i < t->column_count; i++) {
		const char *name = cs_doc_heading(t, i);

		aligned.right[i] = cs_doc_is_number(t->columns[i].kind);
		cs_table_add(&aligned, name, strlen(name));
	}
	for (size_t i = 0; i < cs_form_rows(page, t) * t->column_count; i++)
		cs_table_add(&aligned, t->cells[i].shown, strlen(t->cells[i].shown));
	print_table(page, &aligned);
}

static void
table(struct cs_page *page, const struct cs_doc_table *t)
{
	long long left_out = t->rows_left_out + (long long)(cs_doc_row_count(t) - cs_form_rows(page, t));

	cs_str_add_char(page->out, '\n');
	if (t->cell_count == 0) {
		add_visible(page, t->caption);
		cs_str_add_format(page->out, ": %s\n", _("none"));
		return;
	}
	add_wrapped(page, t->caption, 0, 0);
	if (has_prose(t))
		print_prose(page, t);
	else
		print_columns(page, t);
	if (left_out) {
		cs_str_add_format(page->out, cs_tr_count("%lld more row", "%lld more rows", (unsigned long)left_out), left_out);
		cs_str_add_char(page->out, '\n');
	}
}

static void
picture(struct cs_page *page, const struct cs_doc_table *t, const struct cs_doc_picture *p)
{
	struct cs_plot plot = { .width = width_of(page), .height = 10, .ascii = page->options->ascii,
		.colour = page->options->colour, .korean = page->doc->korean, .id = "plot" };
	struct cs_chart chart = { 0 };
	struct cs_err err = { 0 };

	/* A table that is too large for a picture is shown without one. */
	if (cs_picture_chart(page->doc, t, p, &chart, &err) == CS_OK && chart.value_count > 0) {
		cs_str_add_char(page->out, '\n');
		cs_plot_text(&chart, &plot, page->out);
	}
	cs_chart_release(&chart);
}

static enum cs_status
end(struct cs_page *page, struct cs_err *err)
{
	(void)page;
	(void)err;
	return CS_OK;
}

const struct cs_form cs_form_text = {
	.begin = begin, .section = section, .sentence = sentence, .figures = figures, .table = table, .picture = picture,
	.note = note, .end = end,
};
