/*
 * A report as one HTML page: no script, nothing from outside, light, dark
 * and print.  Pictures are inline SVG, each above the table it is drawn of.
 *
 * The body of a mail is the same page for readers that know no style sheet
 * and no SVG: looks stand in the tags, bars are cells of a table.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/data.h"
#include "report/chart.h"
#include "report/form.h"
#include "report/plot.h"
#include "report/xml.h"

#define STYLE "report/page.css"
#define BAR_PIXELS 320.0
#define WORD_BYTES 32  /* of what is not broken between two lines, where there is room */
#define SHORT_COLUMNS 12 /* the same, on a telephone too */
#define FOLDED_ROWS 20

/* How a tag looks: a class of the page's style sheet, or in a mail the style itself. */
enum look { LOOK_PLAIN, LOOK_BODY, LOOK_META, LOOK_CAPTION, LOOK_NOTE, LOOK_H1, LOOK_H2, LOOK_TABLE, LOOK_FIGURES, LOOK_WIDE, LOOK_HEAD,
	LOOK_HEAD_NUMBER, LOOK_ITEM, LOOK_CELL, LOOK_WHEN, LOOK_NUMBER, LOOK_VALUE, LOOK_GOOD, LOOK_WATCH, LOOK_ALARM };

#define CELL "padding:5px 8px;border-bottom:1px solid #cbd2d9;text-align:left;vertical-align:top"
#define NUMBER "padding:5px 8px;border-bottom:1px solid #cbd2d9;text-align:right;vertical-align:top;white-space:nowrap"
#define WHEN CELL ";white-space:nowrap"
#define TABLE "border-collapse:collapse;width:100%;margin:8px 0 16px"

static const struct {
	const char *class, *style;
} looks[] = {
	[LOOK_PLAIN] = { NULL, NULL },
	[LOOK_BODY] = { NULL, "margin:0;padding:16px;background:#ffffff;color:#1f2933;word-break:keep-all;font:15px/1.55 'Apple SD Gothic Neo',"
	    "'Malgun Gothic','Noto Sans KR',sans-serif" },
	[LOOK_META] = { "meta", "margin:4px 0;color:#52606d" },
	[LOOK_CAPTION] = { NULL, "padding:4px 0;color:#52606d;text-align:left" },
	[LOOK_NOTE] = { "note", "margin:4px 0;color:#52606d;font-size:13px" },
	[LOOK_H1] = { NULL, "font-size:22px;margin:0 0 4px" },
	[LOOK_H2] = { NULL, "font-size:17px;margin:26px 0 8px;border-bottom:2px solid #cbd2d9" },
	[LOOK_TABLE] = { "rows", TABLE },
	[LOOK_FIGURES] = { "figures", TABLE },
	[LOOK_WIDE] = { "figures wide", TABLE },
	[LOOK_HEAD] = { NULL, WHEN ";background:#f5f7fa" },
	[LOOK_HEAD_NUMBER] = { "num", NUMBER ";background:#f5f7fa" },
	[LOOK_ITEM] = { NULL, CELL ";font-weight:500" },
	[LOOK_CELL] = { NULL, CELL },
	[LOOK_WHEN] = { NULL, WHEN },
	[LOOK_NUMBER] = { "num", NUMBER },
	[LOOK_VALUE] = { "num", NUMBER ";font-size:17px;font-weight:600" },
	[LOOK_GOOD] = { "good", "color:#0b6b50" },
	[LOOK_WATCH] = { "watch", "color:#8a4b08" },
	[LOOK_ALARM] = { "alarm", "color:#a61b1b" },
};

static bool
is_mail(const struct cs_page *page)
{
	return page->options->kind == CS_FORM_MAIL;
}

static void
add_text(struct cs_page *page, const char *text)
{
	cs_xml_add(page->out, text, strlen(text));
}

/* `tag` may carry attributes. */
static void
open_tag(struct cs_page *page, const char *tag, enum look look)
{
	const char *class = looks[look].class, *style = looks[look].style;

	cs_str_add_format(page->out, "<%s", tag);
	if (is_mail(page) && style)
		cs_str_add_format(page->out, " style=\"%s\"", style);
	else if (!is_mail(page) && class)
		cs_str_add_format(page->out, " class=\"%s\"", class);
	cs_str_add_char(page->out, '>');
}

static void
add_element(struct cs_page *page, const char *tag, enum look look, const char *text)
{
	open_tag(page, tag, look);
	add_text(page, text);
	cs_str_add_format(page->out, "</%.*s>\n", (int)strcspn(tag, " "), tag);
}

static void
add_style(struct cs_page *page)
{
	const struct cs_data *css = cs_data_next(STYLE, NULL);

	if (is_mail(page))
		return;
	cs_str_add(page->out, "<style>\n");
	for (const char *const *line = css->lines; *line; line++)
		cs_str_add_format(page->out, "%s\n", *line);
	cs_plot_style(page->out);
	cs_str_add(page->out, "</style>\n");
}

static void
add_title(struct cs_page *page)
{
	if (page->doc->shop) {
		add_text(page, page->doc->shop);
		cs_str_add(page->out, " · ");
	}
	add_text(page, page->doc->title);
}

static void
add_head(struct cs_page *page)
{
	cs_str_add_format(page->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	    "<meta name=\"color-scheme\" content=\"light dark\">\n<title>", page->doc->korean ? "ko" : "en");
	add_title(page);
	cs_str_add(page->out, "</title>\n");
	add_style(page);
	cs_str_add(page->out, "</head>\n");
	open_tag(page, "body", LOOK_BODY);
	cs_str_add_char(page->out, '\n');
}

static void
add_days(struct cs_page *page)
{
	struct cs_str range = { 0 };
	char as_of[CS_DAY_TEXT];

	cs_doc_range(page->doc, &range);
	if (range.len) {
		open_tag(page, "p", LOOK_META);
		add_text(page, range.data);
		cs_str_add(page->out, " · ");
		cs_str_add_format(page->out, _("as of %s"), cs_day_format(as_of, page->doc->as_of));
		cs_str_add(page->out, "</p>\n");
	}
	cs_str_release(&range);
}

static void
add_contents(struct cs_page *page)
{
	if (page->doc->section_count < 2 || is_mail(page))
		return;
	cs_str_add_format(page->out, "<nav aria-label=\"%s\"><ul>\n", _("Contents"));
	for (size_t i = 0; i < page->doc->section_count; i++) {
		cs_str_add_format(page->out, "<li><a href=\"#%s\">", page->doc->sections[i]->name);
		add_text(page, page->doc->sections[i]->heading);
		cs_str_add(page->out, "</a></li>\n");
	}
	cs_str_add(page->out, "</ul></nav>\n");
}

static enum cs_status
begin(struct cs_page *page, struct cs_err *err)
{
	(void)err;
	add_head(page);
	cs_str_add(page->out, "<header>\n");
	open_tag(page, "h1", LOOK_H1);
	add_title(page);
	cs_str_add(page->out, "</h1>\n");
	add_days(page);
	add_contents(page);
	cs_str_add(page->out, "</header>\n<main>\n");
	return CS_OK;
}

static void
section(struct cs_page *page, const struct cs_doc_section *s)
{
	struct cs_str tag = { 0 };

	cs_str_add_format(page->out, "<section aria-labelledby=\"%s\">\n", s->name);
	cs_str_add_format(&tag, "h2 id=\"%s\"", s->name);
	add_element(page, tag.data, LOOK_H2, s->heading);
	cs_str_release(&tag);
}

static void
section_end(struct cs_page *page, const struct cs_doc_section *s)
{
	(void)s;
	cs_str_add(page->out, "</section>\n");
}

/* The word in brackets; its colour says nothing more. */
static void
add_severity(struct cs_page *page, enum cs_doc_severity severity)
{
	static const enum look by_severity[] = { LOOK_PLAIN, LOOK_GOOD, LOOK_WATCH, LOOK_ALARM };

	if (severity == CS_DOC_PLAIN)
		return;
	open_tag(page, "strong", by_severity[severity]);
	cs_str_add_format(page->out, "[%s]</strong> ", cs_doc_severity_text(severity));
}

static void
sentence(struct cs_page *page, const struct cs_doc_sentence *s)
{
	if (s->severity == CS_DOC_PLAIN || is_mail(page))
		cs_str_add(page->out, "<p>");
	else
		cs_str_add_format(page->out, "<p class=\"say %s\">", cs_doc_severity_words[s->severity]);
	add_severity(page, s->severity);
	add_text(page, s->text);
	cs_str_add(page->out, "</p>\n");
}

static void
note(struct cs_page *page, const struct cs_doc_sentence *s)
{
	add_element(page, "p", LOOK_NOTE, s->text);
}

/* What is shown, with what a program would read beside it. */
static void
add_value(struct cs_page *page, const struct cs_doc_value *value)
{
	bool time = value->kind == CS_DOC_DAY || value->kind == CS_DOC_TIME;

	if (!value->known || value->kind == CS_DOC_TEXT) {
		add_text(page, value->shown);
		return;
	}
	cs_str_add(page->out, time ? "<time datetime=\"" : "<span data-value=\"");
	add_text(page, value->exact);
	cs_str_add(page->out, "\">");
	add_text(page, value->shown);
	cs_str_add(page->out, time ? "</time>" : "</span>");
}

/* What the figures of a section have beside their values: a column that all leave empty is not there. */
struct beside {
	bool change, basis, before;
};

static bool
has_change(const struct cs_doc_figure *f)
{
	return f->verdict != CS_DOC_NO_VERDICT || f->change.known;
}

static bool
has_basis(const struct cs_doc_figure *f)
{
	return f->n >= 0 || (f->low.known && f->high.known);
}

static bool
has_before(const struct cs_doc_figure *f)
{
	return f->before.known || f->compared;
}

static void
add_change(struct cs_page *page, const struct cs_doc_figure *f)
{
	open_tag(page, "td", LOOK_CELL);
	if (f->change.known && f->verdict != CS_DOC_TOO_FEW) {
		add_value(page, &f->change);
		cs_str_add_char(page->out, ' ');
	}
	add_text(page, cs_doc_verdict_text(f->verdict));
	cs_str_add(page->out, "</td>");
}

static void
add_basis(struct cs_page *page, const struct cs_doc_figure *f)
{
	open_tag(page, "td", LOOK_CELL);
	if (f->n >= 0)
		cs_str_add_format(page->out, "n %lld", (long long)f->n);
	if (f->low.known && f->high.known) {
		cs_str_add(page->out, f->n >= 0 ? ", 95% " : "95% ");
		add_value(page, &f->low);
		cs_str_add(page->out, " – ");
		add_value(page, &f->high);
	}
	cs_str_add(page->out, "</td>");
}

static void
add_before(struct cs_page *page, const struct cs_doc_figure *f)
{
	open_tag(page, "td", LOOK_CELL);
	if (f->before.known)
		add_value(page, &f->before);
	if (f->compared) {
		cs_str_add(page->out, f->before.known ? " (" : "(");
		add_text(page, f->compared);
		cs_str_add_char(page->out, ')');
	}
	cs_str_add(page->out, "</td>");
}

static void
add_figure(struct cs_page *page, const struct cs_doc_figure *f, struct beside beside)
{
	cs_str_add(page->out, "<tr>");
	open_tag(page, "th scope=\"row\"", LOOK_ITEM);
	add_severity(page, f->severity);
	add_text(page, f->label);
	cs_str_add(page->out, "</th>");
	open_tag(page, "td", LOOK_VALUE);
	add_value(page, &f->value);
	if (f->unit && f->value.known) {
		cs_str_add_char(page->out, ' ');
		add_text(page, f->unit);
	}
	cs_str_add(page->out, "</td>");
	if (beside.change)
		add_change(page, f);
	if (beside.basis)
		add_basis(page, f);
	if (beside.before)
		add_before(page, f);
	cs_str_add(page->out, "</tr>\n");
}

/* What is too wide scrolls by itself; a keyboard reaches it too. */
static void
open_scroll(struct cs_page *page, const char *label)
{
	if (is_mail(page))
		return;
	cs_str_add(page->out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"");
	add_text(page, label);
	cs_str_add(page->out, "\">\n");
}

static void
close_scroll(struct cs_page *page)
{
	if (!is_mail(page))
		cs_str_add(page->out, "</div>\n");
}

static void
open_table(struct cs_page *page, enum look look, const char *caption)
{
	open_scroll(page, caption);
	open_tag(page, "table", look);
	cs_str_add_char(page->out, '\n');
	/* The page hides the caption of figures, which stand below their heading; a mail cannot. */
	if (!is_mail(page) || look == LOOK_TABLE)
		add_element(page, "caption", LOOK_CAPTION, caption);
	cs_str_add(page->out, "<thead><tr>");
}

static void
close_table(struct cs_page *page)
{
	cs_str_add(page->out, "</tbody>\n</table>\n");
	close_scroll(page);
}

static void
add_figure_heads(struct cs_page *page, struct beside beside)
{
	const struct {
		const char *name;
		enum look look;
		bool wanted;
	} heads[] = {
		{ N_("figure"), LOOK_HEAD, true }, { N_("value"), LOOK_HEAD_NUMBER, true }, { N_("change"), LOOK_HEAD, beside.change },
		{ N_("basis"), LOOK_HEAD, beside.basis }, { N_("before"), LOOK_HEAD, beside.before },
	};

	for (size_t i = 0; i < CS_COUNT(heads); i++) {
		if (heads[i].wanted)
			add_element(page, "th scope=\"col\"", heads[i].look, cs_tr_heading("figures", heads[i].name));
	}
	cs_str_add(page->out, "</tr></thead>\n<tbody>\n");
}

static void
figures(struct cs_page *page, struct cs_doc_figure *const *list, size_t count)
{
	struct cs_str caption = { 0 };
	struct beside beside = { 0 };

	/* The section that is being written is the one with these figures. */
	for (size_t i = 0; i < page->doc->section_count; i++) {
		if (page->doc->sections[i]->figures == list)
			cs_str_add_format(&caption, _("%s in figures"), page->doc->sections[i]->heading);
	}
	for (size_t i = 0; i < count; i++) {
		beside.change |= has_change(list[i]);
		beside.basis |= has_basis(list[i]);
		beside.before |= has_before(list[i]);
	}
	open_table(page, beside.change || beside.before ? LOOK_WIDE : LOOK_FIGURES, caption.data);
	add_figure_heads(page, beside);
	for (size_t i = 0; i < count; i++)
		add_figure(page, list[i], beside);
	close_table(page);
	cs_str_release(&caption);
}

/*
 * How a text is kept in one line: a few letters always; where there is room,
 * an identifier, which has hyphens, and what stands beside sentences, which
 * take all the room there is.
 */
static const char *
unbroken(const struct cs_doc_table *t, size_t column, const struct cs_doc_value *value)
{
	bool beside_prose = false;

	if (!value->known || value->kind != CS_DOC_TEXT || strlen(value->shown) > WORD_BYTES)
		return "";
	if (cs_text_width(value->shown, strlen(value->shown)) <= SHORT_COLUMNS)
		return " class=\"short\"";
	for (size_t i = 0; i < t->column_count; i++)
		beside_prose |= t->columns[i].prose && i != column;
	return beside_prose || !strchr(value->shown, ' ') ? " class=\"word\"" : "";
}

static void
add_row(struct cs_page *page, const struct cs_doc_table *t, size_t row)
{
	struct cs_str tag = { 0 };

	cs_str_add(page->out, "<tr>");
	for (size_t i = 0; i < t->column_count; i++) {
		const struct cs_doc_value *value = &t->cells[row * t->column_count + i];
		bool number = cs_doc_is_number(t->columns[i].kind);

		cs_str_add_format(&tag, "%s%s", i == 0 ? "th scope=\"row\"" : "td",
		    is_mail(page) ? "" : unbroken(t, i, value));
		open_tag(page, tag.data, number ? LOOK_NUMBER : i == 0 ? LOOK_ITEM :
		    t->columns[i].kind == CS_DOC_TEXT ? LOOK_CELL : LOOK_WHEN);
		cs_str_clear(&tag);
		add_value(page, value);
		cs_str_add(page->out, i == 0 ? "</th>" : "</td>");
	}
	cs_str_add(page->out, "</tr>\n");
	cs_str_release(&tag);
}

/* A map shows each of its numbers: the rows that it is made of, a page or two of them, open when they are wanted. */
static bool
is_folded(const struct cs_page *page, const struct cs_doc_table *t, size_t rows)
{
	bool map = false;

	for (size_t i = 0; i < t->picture_count; i++)
		map |= t->pictures[i].kind == CS_CHART_HEAT;
	return map && rows > FOLDED_ROWS && !is_mail(page);
}

static void
open_fold(struct cs_page *page, const char *caption, size_t rows)
{
	cs_str_add(page->out, "<details><summary>");
	add_text(page, caption);
	cs_str_add(page->out, ": ");
	cs_str_add_format(page->out, cs_tr_count("%zu row", "%zu rows", rows), rows);
	cs_str_add(page->out, "</summary>\n");
}

static void
table(struct cs_page *page, const struct cs_doc_table *t)
{
	size_t rows = cs_form_rows(page, t);
	long long left_out = t->rows_left_out + (long long)(cs_doc_row_count(t) - rows);

	if (rows == 0) {
		open_tag(page, "p", LOOK_NOTE);
		add_text(page, t->caption);
		cs_str_add_format(page->out, ": %s</p>\n", _("none"));
		return;
	}
	if (is_folded(page, t, rows))
		open_fold(page, t->caption, rows);
	open_table(page, LOOK_TABLE, t->caption);
	for (size_t i = 0; i < t->column_count; i++)
		add_element(page, "th scope=\"col\"", cs_doc_is_number(t->columns[i].kind) ? LOOK_HEAD_NUMBER : LOOK_HEAD,
		    cs_doc_heading(t, i));
	cs_str_add(page->out, "</tr></thead>\n<tbody>\n");
	for (size_t row = 0; row < rows; row++)
		add_row(page, t, row);
	close_table(page);
	if (is_folded(page, t, rows))
		cs_str_add(page->out, "</details>\n");
	if (left_out) {
		open_tag(page, "p", LOOK_NOTE);
		cs_str_add_format(page->out, cs_tr_count("%lld more row", "%lld more rows", (unsigned long)left_out), left_out);
		cs_str_add(page->out, "</p>\n");
	}
}

/* A bar for each row; its number stands in the table below. */
static void
draw_cells(struct cs_page *page, const struct cs_doc_table *t, const struct cs_doc_picture *p,
    const struct cs_chart *chart)
{
	size_t rows = cs_form_rows(page, t);

	cs_str_add(page->out, "<table role=\"presentation\" style=\"border-collapse:collapse;margin:8px 0\">\n");
	for (size_t x = 0; x < rows && x < chart->x.count; x++) {
		double value = fmax(cs_chart_value(chart, x, 0), 0);
		double width = chart->hi > 0 && !isnan(value) ? value / chart->hi * BAR_PIXELS : 0;

		cs_str_add(page->out, "<tr><td style=\"padding:2px 8px 2px 0\">");
		add_text(page, chart->x.names[x]);
		cs_str_add_format(page->out, "</td><td><table role=\"presentation\" style=\"border-collapse:collapse\"><tr>"
		    "<td style=\"background:#1f5fa8;width:%.0fpx;height:14px\"></td></tr></table></td></tr>\n", fmax(width, 1));
	}
	cs_str_add(page->out, "</table>\n");
	if (p->description)
		add_element(page, "p", LOOK_NOTE, p->description);
}

static void
draw_svg(struct cs_page *page, const struct cs_doc_picture *p, const struct cs_chart *chart)
{
	char id[32];
	struct cs_plot plot = { .korean = page->doc->korean, .bare = true, .id = id };

	/* Ids differ on a page: the place in the text is a number that does. */
	snprintf(id, sizeof(id), "picture-%zu", page->out->len);
	cs_str_add(page->out, "<figure>\n");
	open_scroll(page, p->title);
	cs_plot_svg(chart, &plot, page->out);
	close_scroll(page);
	if (p->description)
		add_element(page, "figcaption", LOOK_NOTE, p->description);
	cs_str_add(page->out, "</figure>\n");
}

/* A table that is too large for a picture is shown without one. */
static void
picture(struct cs_page *page, const struct cs_doc_table *t, const struct cs_doc_picture *p)
{
	struct cs_chart chart = { 0 };
	struct cs_err err = { 0 };
	bool drawable = cs_picture_chart(page->doc, t, p, &chart, &err) == CS_OK && chart.value_count > 0;

	if (drawable && !is_mail(page))
		draw_svg(page, p, &chart);
	else if (drawable && p->kind == CS_CHART_BARS && !p->y[1] && !p->series)
		draw_cells(page, t, p, &chart);
	cs_chart_release(&chart);
}

static enum cs_status
end(struct cs_page *page, struct cs_err *err)
{
	(void)err;
	cs_str_add(page->out, "</main>\n</body>\n</html>\n");
	return CS_OK;
}

#define FORM { \
	.begin = begin, .section = section, .sentence = sentence, .figures = figures, .table = table, .picture = picture, \
	.note = note, .section_end = section_end, .end = end, \
}

const struct cs_form cs_form_html = FORM, cs_form_mail_body = FORM;
