/*
 * A report as a mail: the text and the page of form_text.c and form_html.c in
 * one message, which stays below the size at which readers of mail cut it.
 */
#include <stdlib.h>
#include <string.h>

#include "report/form.h"
#include "report/mail.h"

#define BYTES_MAX 98000 /* some readers clip from about 99 KB on */
#define ROWS_MAX 40     /* of a table, at first */
#define HOUR 7          /* the morning of the day that the report is of */

static void
render(const struct cs_page *page, const struct cs_form *form, size_t rows, struct cs_str *out)
{
	struct cs_form_options options = *page->options;
	struct cs_page part = { .doc = page->doc, .options = &options, .out = out };
	struct cs_err ignored = { 0 };

	options.rows = rows;
	options.width = 0;
	options.colour = false;
	cs_str_clear(out);
	/* Neither form can fail. */
	cs_form_walk(form, &part, &ignored);
}

/* The whole report in another form, for a file. */
static enum cs_status
render_file(const struct cs_page *page, enum cs_form_kind kind, const struct cs_form *form, struct cs_str *out,
    struct cs_err *err)
{
	struct cs_form_options options = *page->options;
	struct cs_page part = { .doc = page->doc, .options = &options, .out = out };

	options.kind = kind;
	return cs_form_walk(form, &part, err);
}

/* Page and workbook as they were asked for; `names` and `files` are the caller's. */
static enum cs_status
add_files(const struct cs_page *page, struct cs_str names[2], struct cs_str files[2], struct cs_attachment made[2],
    size_t *count, struct cs_err *err)
{
	const struct {
		bool wanted;
		enum cs_form_kind kind;
		const struct cs_form *form;
		const char *ending, *type, *subtype;
	} kinds[] = {
		{ page->options->attach_html, CS_FORM_HTML, &cs_form_html, "html", "text", "html" },
		{ page->options->attach_xlsx, CS_FORM_XLSX, &cs_form_xlsx, "xlsx", "application",
			"vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	};
	char day[CS_DAY_TEXT];
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < CS_COUNT(kinds); i++) {
		if (!kinds[i].wanted)
			continue;
		st = render_file(page, kinds[i].kind, kinds[i].form, &files[i], err);
		cs_str_add_format(&names[i], "%s-%s.%s", page->doc->name, cs_day_format(day, page->doc->as_of), kinds[i].ending);
		made[(*count)++] = (struct cs_attachment){ names[i].data, kinds[i].type, kinds[i].subtype, files[i].data,
			files[i].len };
	}
	return st;
}

static enum cs_status
compose(struct cs_page *page, size_t rows, const struct cs_attachment *files, size_t file_count, struct cs_err *err)
{
	const struct cs_doc *doc = page->doc;
	struct cs_str text = { 0 }, html = { 0 }, subject = { 0 }, id = { 0 };
	char day[CS_DAY_TEXT];

	render(page, &cs_form_text, rows, &text);
	render(page, &cs_form_mail_body, rows, &html);
	if (page->options->subject)
		cs_str_add(&subject, page->options->subject);
	else
		cs_doc_subject(doc, &subject);
	cs_str_add_format(&id, "%s.%s", doc->name, cs_day_format(day, doc->as_of));
	struct cs_mail mail = { .to = page->options->mail_to, .from = page->options->mail_from, .subject = subject.data,
		.text = text.data, .html = html.data, .id = id.data, .date = cs_time_of(doc->as_of, HOUR, 0, 0),
		.attachments = files, .attachment_count = file_count };

	cs_str_clear(page->out);
	enum cs_status st = cs_mail_compose(&mail, page->out, err);

	cs_str_release(&text);
	cs_str_release(&html);
	cs_str_release(&subject);
	cs_str_release(&id);
	return st;
}

static enum cs_status
begin(struct cs_page *page, struct cs_err *err)
{
	if (!page->options->mail_to)
		return cs_err_set(err, CS_EUSAGE, _("--format eml needs --mailto ADDRESS"));
	return CS_OK;
}

static enum cs_status
attach(struct cs_page *page, size_t rows, struct cs_err *err)
{
	struct cs_str names[2] = { 0 }, files[2] = { 0 };
	struct cs_attachment made[2];
	size_t count = 0;
	enum cs_status st = add_files(page, names, files, made, &count, err);

	if (st == CS_OK && count)
		st = compose(page, rows, made, count, err);
	for (size_t i = 0; i < CS_COUNT(files); i++) {
		cs_str_release(&names[i]);
		cs_str_release(&files[i]);
	}
	return st;
}

/*
 * With fewer and fewer rows, until it is short enough; what is left out is
 * counted below each table.  Files that go with it are whole.
 */
static enum cs_status
end(struct cs_page *page, struct cs_err *err)
{
	enum cs_status st = CS_OK;
	size_t rows = ROWS_MAX;

	if (!page->options->mail_to)
		return st;
	for (;; rows /= 2) {
		st = compose(page, rows, NULL, 0, err);
		if (st != CS_OK || page->out->len <= BYTES_MAX || rows == 1)
			break;
	}
	return st == CS_OK ? attach(page, rows, err) : st;
}

const struct cs_form cs_form_mail = { .begin = begin, .end = end };
