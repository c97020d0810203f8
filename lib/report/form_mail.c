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

static enum cs_status
compose(struct cs_page *page, size_t rows, struct cs_err *err)
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
		.text = text.data, .html = html.data, .id = id.data, .date = cs_time_of(doc->as_of, HOUR, 0, 0) };

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

/* With fewer and fewer rows, until it is short enough; what is left out is counted below each table. */
static enum cs_status
end(struct cs_page *page, struct cs_err *err)
{
	enum cs_status st = CS_OK;

	if (!page->options->mail_to)
		return st;
	for (size_t rows = ROWS_MAX; rows > 0; rows /= 2) {
		st = compose(page, rows, err);
		if (st != CS_OK || page->out->len <= BYTES_MAX)
			break;
	}
	return st;
}

const struct cs_form cs_form_mail = { .begin = begin, .end = end };
