/*
 * The forms of a report.  A form is a table of functions that a walk over the
 * document calls in reading order; cs_form_render() is that walk.
 */
#ifndef CS_FORM_H
#define CS_FORM_H

#include "report/document.h"

struct cs_out;

enum cs_form_kind { CS_FORM_TEXT, CS_FORM_TSV, CS_FORM_CSV, CS_FORM_HTML, CS_FORM_XLSX, CS_FORM_MAIL };

/* How a report is printed, beside what it says. */
struct cs_form_options {
	enum cs_form_kind kind;
	size_t width;        /* text: of the terminal; 0: sentences have 78, tables what they need */
	bool colour, ascii;  /* text */
	size_t rows;         /* text, HTML: of a table at most; 0: all */
	bool no_header;      /* TSV, CSV */
	bool excel_safe;     /* CSV: no cell is taken for a formula */
	const char *table;   /* TSV, CSV: only this table; "all": the long form; NULL: the main one */
	bool attach_html, attach_xlsx; /* mail: the whole report as a file with it */
	const char *mail_to, *mail_from, *subject; /* mail; NULL: none, that of mail_to, made from the figures */
};

/* One form at work. */
struct cs_page {
	const struct cs_doc *doc;
	const struct cs_form_options *options;
	struct cs_str *out;  /* what was rendered so far */
	void *state;         /* of the form; made by begin, freed by end */
};

/*
 * What a form does.  All but begin and end may be NULL.  A renderer writes
 * `shown` for eyes and `exact` for machines and computes no number.  `end` is
 * called in any case.
 */
struct cs_form {
	enum cs_status (*begin)(struct cs_page *page, struct cs_err *err);
	void (*section)(struct cs_page *page, const struct cs_doc_section *section);
	void (*sentence)(struct cs_page *page, const struct cs_doc_sentence *sentence);
	void (*figures)(struct cs_page *page, struct cs_doc_figure *const *figures, size_t count);
	void (*table)(struct cs_page *page, const struct cs_doc_table *table);
	void (*picture)(struct cs_page *page, const struct cs_doc_table *table, const struct cs_doc_picture *picture);
	void (*note)(struct cs_page *page, const struct cs_doc_sentence *note);
	void (*section_end)(struct cs_page *page, const struct cs_doc_section *section);
	enum cs_status (*end)(struct cs_page *page, struct cs_err *err);
};

extern const struct cs_form cs_form_text, cs_form_html, cs_form_xlsx, cs_form_mail;

/* The HTML part of a mail. */
extern const struct cs_form cs_form_mail_body;

/*
 * Renders the document into `out`, which the caller opened and closes: a file
 * is complete or not there.  TSV and CSV print one table: the one that the
 * options name, else the document's main table, else the long form, in which
 * every figure and every cell is a row.  CS_EUSAGE for a table that is not
 * there; CS_EIO.
 */
enum cs_status cs_form_render(const struct cs_doc *doc, const struct cs_form_options *options, struct cs_out *out,
    struct cs_err *err);

/* The walk alone, for a form inside another one. */
enum cs_status cs_form_walk(const struct cs_form *form, struct cs_page *page, struct cs_err *err);

/* How many rows of the table the options let through. */
size_t cs_form_rows(const struct cs_page *page, const struct cs_doc_table *table);

/* TSV and CSV, straight into `out`. */
enum cs_status cs_form_stream(const struct cs_doc *doc, const struct cs_form_options *options, struct cs_out *out,
    struct cs_err *err);

/* The chart of a picture, settled; the caller releases it. */
struct cs_chart;
enum cs_status cs_picture_chart(const struct cs_doc *doc, const struct cs_doc_table *table,
    const struct cs_doc_picture *picture, struct cs_chart *chart, struct cs_err *err);

#endif
