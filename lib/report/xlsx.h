/*
 * A workbook while it is written: its sheets, its formats and its cells.  The
 * only door to libxlsxwriter; form_xlsx.c is the form, xlsx_summary.c its
 * first sheet, xlsx_chart.c its pictures, xlsx_cells.c what all of them share.
 */
#ifndef CS_XLSX_H
#define CS_XLSX_H

#include <xlsxwriter.h>

#include "report/document.h"

/* How a cell looks, apart from its number. */
enum cs_xlsx_look { CS_XLSX_PLAIN, CS_XLSX_BESIDE, CS_XLSX_HEAD, CS_XLSX_HEAD_RIGHT, CS_XLSX_HEAD_BESIDE, CS_XLSX_TITLE,
	CS_XLSX_HEADING, CS_XLSX_SOFT, CS_XLSX_SOFT_RIGHT, CS_XLSX_SOFT_BESIDE, CS_XLSX_WRAP, CS_XLSX_NOTE, CS_XLSX_GOOD,
	CS_XLSX_WATCH, CS_XLSX_ALARM, CS_XLSX_LINK, CS_XLSX_LOOK_COUNT };

/* A number format and the cells that have it. */
struct cs_xlsx_code {
	char *code;                  /* owned */
	lxw_format *format;
};

struct cs_xlsx {
	lxw_workbook *workbook;
	const struct cs_doc *doc;
	lxw_format *looks[CS_XLSX_LOOK_COUNT];
	struct cs_xlsx_code *codes;  /* owned */
	size_t code_count, code_cap;
	char **names;                /* owned: of the sheets, which must differ */
	size_t name_count, name_cap;
	lxw_worksheet *summary, *figures;
	lxw_row_t summary_row, figure_row;
	const struct cs_doc_section *section; /* the one that is being written */
};

/* The looks; what else is needed is made when it is asked for. */
void cs_xlsx_init(struct cs_xlsx *x, lxw_workbook *workbook, const struct cs_doc *doc);
void cs_xlsx_release(struct cs_xlsx *x);

/* A sheet of that name, made one that Excel takes and no other sheet has; it prints on the width of a page. */
lxw_worksheet *cs_xlsx_sheet(struct cs_xlsx *x, const char *name);

/* The name of the sheet that was made last. */
const char *cs_xlsx_sheet_name(const struct cs_xlsx *x);

/* Text, of which nothing is a formula; no cell where there is none. */
void cs_xlsx_text(struct cs_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const char *text, enum cs_xlsx_look look);

/*
 * A number or a date with a format that shows what `shown` says, or text; no
 * cell where the value is not known.
 */
void cs_xlsx_value(struct cs_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const struct cs_doc_value *value);

/* A count. */
void cs_xlsx_count(struct cs_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, int64_t n);

/* The format of a code such as #,##0.00, which all cells share that ask for it. */
lxw_format *cs_xlsx_format(struct cs_xlsx *x, const char *code);

/* The look that goes with a severity. */
enum cs_xlsx_look cs_xlsx_severity_look(enum cs_doc_severity severity);

/* The first sheet: what the report says, in its order, and what has to be done. */
void cs_xlsx_summary_begin(struct cs_xlsx *x);
void cs_xlsx_summary_section(struct cs_xlsx *x);
void cs_xlsx_summary_sentence(struct cs_xlsx *x, const struct cs_doc_sentence *s, bool note);
void cs_xlsx_summary_figures(struct cs_xlsx *x, struct cs_doc_figure *const *list, size_t count);
/* Where the table stands, whose sheet was made last; and the table itself, where it tells what to do. */
void cs_xlsx_summary_table(struct cs_xlsx *x, const struct cs_doc_table *t);

/* The pictures of a table, right of it on its sheet, which was made last. */
void cs_xlsx_charts(struct cs_xlsx *x, lxw_worksheet *sheet, const struct cs_doc_table *t);

#endif
