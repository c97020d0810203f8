/* Sheets, formats and cells of a workbook. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "report/xlsx.h"

#define SHEET_NAME_MAX 31     /* letters, in Excel */
#define CELL_BYTES_MAX 32000  /* Excel takes 32,767 letters */
#define DAY_SECONDS 86400
#define DAY_MINUTES 1440
#define HOUR_MINUTES 60
#define PAPER_A4 9

#define SOFT 0x52606D

static const struct look {
	lxw_color_t colour;
	double size;       /* 0: that of the book */
	uint8_t line;      /* below it */
	uint8_t align;
	uint8_t vertical;
	bool bold, wrap, underline;
	bool beside;       /* text behind a number that stands at the right of its cell */
} looks[CS_XLSX_LOOK_COUNT] = {
	[CS_XLSX_BESIDE] = { .beside = true },
	[CS_XLSX_HEAD] = { .bold = true, .line = LXW_BORDER_THIN },
	[CS_XLSX_HEAD_RIGHT] = { .bold = true, .line = LXW_BORDER_THIN, .align = LXW_ALIGN_RIGHT },
	[CS_XLSX_HEAD_BESIDE] = { .bold = true, .line = LXW_BORDER_THIN, .beside = true },
	[CS_XLSX_TITLE] = { .bold = true, .size = 16 },
	[CS_XLSX_HEADING] = { .bold = true, .size = 13, .line = LXW_BORDER_MEDIUM },
	[CS_XLSX_SOFT] = { .colour = SOFT },
	[CS_XLSX_SOFT_RIGHT] = { .colour = SOFT, .align = LXW_ALIGN_RIGHT },
	[CS_XLSX_SOFT_BESIDE] = { .colour = SOFT, .beside = true },
	[CS_XLSX_WRAP] = { .wrap = true, .vertical = LXW_ALIGN_VERTICAL_CENTER },
	[CS_XLSX_NOTE] = { .colour = SOFT, .wrap = true, .vertical = LXW_ALIGN_VERTICAL_CENTER },
	[CS_XLSX_GOOD] = { .colour = 0x0B6B50, .bold = true, .vertical = LXW_ALIGN_VERTICAL_CENTER },
	[CS_XLSX_WATCH] = { .colour = 0x8A4B08, .bold = true, .vertical = LXW_ALIGN_VERTICAL_CENTER },
	[CS_XLSX_ALARM] = { .colour = 0xA61B1B, .bold = true, .vertical = LXW_ALIGN_VERTICAL_CENTER },
	[CS_XLSX_LINK] = { .colour = 0x1F5FA8, .underline = true },
};

static lxw_format *
make_look(lxw_workbook *workbook, const struct look *like)
{
	lxw_format *format = workbook_add_format(workbook);

	if (like->colour)
		format_set_font_color(format, like->colour);
	if (like->size > 0)
		format_set_font_size(format, like->size);
	if (like->bold)
		format_set_bold(format);
	if (like->wrap)
		format_set_text_wrap(format);
	if (like->underline)
		format_set_underline(format, LXW_UNDERLINE_SINGLE);
	if (like->beside)
		format_set_indent(format, 1);
	format_set_bottom(format, like->line);
	if (like->align)
		format_set_align(format, like->align);
	if (like->vertical)
		format_set_align(format, like->vertical);
	return format;
}

void
cs_xlsx_init(struct cs_xlsx *x, lxw_workbook *workbook, const struct cs_doc *doc)
{
	*x = (struct cs_xlsx){ .workbook = workbook, .doc = doc };
	for (size_t i = 1; i < CS_XLSX_LOOK_COUNT; i++)
		x->looks[i] = make_look(workbook, &looks[i]);
}

void
cs_xlsx_release(struct cs_xlsx *x)
{
	for (size_t i = 0; i < x->name_count; i++)
		free(x->names[i]);
	for (size_t i = 0; i < x->code_count; i++)
		free(x->codes[i].code);
	free(x->names);
	free(x->codes);
	*x = (struct cs_xlsx){ 0 };
}

/* ---- sheets ---- */

/* Excel takes "Rates" and "rates" for the same name. */
static bool
is_taken(const struct cs_xlsx *x, const char *name)
{
	for (size_t i = 0; i < x->name_count; i++) {
		if (strcasecmp(x->names[i], name) == 0)
			return true;
	}
	return false;
}

static char *
free_name(const struct cs_xlsx *x, const char *wanted)
{
	struct cs_str name = { 0 };
	size_t width, letters = SHEET_NAME_MAX - 3;

	for (const char *p = wanted; *p; p++)
		cs_str_add_char(&name, strchr("[]:*?/\\'", *p) ? ' ' : *p);
	cs_str_add(&name, "");
	/* Columns are at least letters, so this never cuts too little. */
	name.len = cs_text_fit(name.data, name.len, letters, &width);
	name.data[name.len] = '\0';
	size_t len = name.len;

	for (int n = 2; is_taken(x, name.data); n++) {
		name.len = len;
		cs_str_add_format(&name, " %d", n);
	}
	return cs_str_detach(&name);
}

lxw_worksheet *
cs_xlsx_sheet(struct cs_xlsx *x, const char *name)
{
	char *own = free_name(x, name);
	lxw_worksheet *sheet = workbook_add_worksheet(x->workbook, own);

	x->names = cs_grow(x->names, &x->name_cap, x->name_count + 1, sizeof(*x->names));
	x->names[x->name_count++] = own;
	worksheet_set_landscape(sheet);
	worksheet_set_paper(sheet, PAPER_A4);
	worksheet_fit_to_pages(sheet, 1, 0);
	return sheet;
}

const char *
cs_xlsx_sheet_name(const struct cs_xlsx *x)
{
	return x->names[x->name_count - 1];
}

/* ---- formats ---- */

lxw_format *
cs_xlsx_format(struct cs_xlsx *x, const char *code)
{
	for (size_t i = 0; i < x->code_count; i++) {
		if (strcmp(x->codes[i].code, code) == 0)
			return x->codes[i].format;
	}
	lxw_format *format = workbook_add_format(x->workbook);

	format_set_num_format(format, code);
	x->codes = cs_grow(x->codes, &x->code_cap, x->code_count + 1, sizeof(*x->codes));
	x->codes[x->code_count++] = (struct cs_xlsx_code){ cs_strdup(code), format };
	return format;
}

static lxw_format *
keep_format(struct cs_xlsx *x, struct cs_str *code)
{
	lxw_format *format = cs_xlsx_format(x, code->data);

	cs_str_release(code);
	return format;
}

/* The very text: of a number that no code shows as we do. */
static lxw_format *
literal(struct cs_xlsx *x, const char *shown)
{
	struct cs_str code = { 0 };

	/* The second part is for what is below zero, which would get a sign else. */
	cs_str_add_format(&code, "\"%s\";\"%s\"", shown, shown);
	return keep_format(x, &code);
}

/*
 * "1 h 14 min" as [h]" h "m" min": the numbers of the text are parts of the
 * time, its words stay.  Days have no such part: d is the day of a month, and
 * programs differ in what the first one is.
 */
static lxw_format *
span_format(struct cs_xlsx *x, const struct cs_doc_value *value)
{
	static const char *const parts[][2] = { { "[m]", "" }, { "[h]", "m" } };
	size_t which = value->whole < HOUR_MINUTES ? 0 : 1, next = 0;
	struct cs_str code = { 0 };

	if (value->whole < 0 || value->whole >= DAY_MINUTES)
		return literal(x, value->shown);
	for (const char *p = value->shown; *p;) {
		size_t digits = strspn(p, "0123456789"), words = strcspn(p + digits, "0123456789");

		if (digits && next < CS_COUNT(parts[which]))
			cs_str_add(&code, parts[which][next++]);
		cs_str_add_format(&code, "\"%.*s\"", (int)words, p + digits);
		p += digits + words;
	}
	return keep_format(x, &code);
}

static lxw_format *
decimal_format(struct cs_xlsx *x, int decimals)
{
	struct cs_str code = { 0 };

	cs_str_add(&code, "#,##0");
	for (int i = 0; i < decimals; i++)
		cs_str_add(&code, i ? "0" : ".0");
	return keep_format(x, &code);
}

/* A number of which rounding leaves nothing: Excel would show +0.0% or -0.0%. */
static bool
is_nearly_zero(const struct cs_doc_value *value)
{
	return value->real != 0 && !strpbrk(value->shown, "123456789");
}

static lxw_format *
format_of(struct cs_xlsx *x, const struct cs_doc_value *value)
{
	switch (value->kind) {
	case CS_DOC_TEXT:
		return NULL;
	case CS_DOC_DAY:
		return cs_xlsx_format(x, "yyyy-mm-dd");
	case CS_DOC_TIME:
		return cs_xlsx_format(x, "yyyy-mm-dd hh:mm");
	case CS_DOC_MINUTES:
		return span_format(x, value);
	case CS_DOC_INT:
		return cs_xlsx_format(x, "#,##0");
	case CS_DOC_MONEY:
	case CS_DOC_REAL:
		return is_nearly_zero(value) ? literal(x, value->shown) : decimal_format(x, value->decimals);
	case CS_DOC_RATE:
		return is_nearly_zero(value) ? literal(x, value->shown) :
		    cs_xlsx_format(x, *value->shown == '+' ? "+0.0%;-0.0%" : "0.0%");
	case CS_DOC_POINTS:
		return is_nearly_zero(value) ? literal(x, value->shown) :
		    cs_xlsx_format(x, "+0.0%\"p\";-0.0%\"p\";0.0%\"p\"");
	}
	return NULL;
}

/* ---- cells ---- */

void
cs_xlsx_text(struct cs_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const char *text, enum cs_xlsx_look look)
{
	struct cs_str cut = { 0 };

	if (!text || !*text)
		return;
	cs_text_visible(&cut, text, cs_text_cut(text, strnlen(text, CELL_BYTES_MAX)));
	worksheet_write_string(sheet, row, col, cut.data, x->looks[look]);
	cs_str_release(&cut);
}

/* Excel counts days from 1899-12-30; the Korean wall clock needs no zone there. */
static double
serial_of(double seconds)
{
	return seconds / DAY_SECONDS + 25569;
}

/* What a stream prints, and no digit more, in Excel's units. */
static double
number_of(const struct cs_doc_value *value)
{
	switch (value->kind) {
	case CS_DOC_DAY:
		return serial_of((double)value->whole * DAY_SECONDS);
	case CS_DOC_TIME:
		return serial_of((double)value->whole);
	case CS_DOC_MINUTES:
		return (double)value->whole / DAY_MINUTES;
	case CS_DOC_TEXT:
	case CS_DOC_INT:
	case CS_DOC_MONEY:
	case CS_DOC_RATE:
	case CS_DOC_POINTS:
	case CS_DOC_REAL:
		break;
	}
	return strtod(value->exact, NULL);
}

void
cs_xlsx_value(struct cs_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, const struct cs_doc_value *value)
{
	if (!value->known)
		return;
	if (value->kind == CS_DOC_TEXT)
		cs_xlsx_text(x, sheet, row, col, value->shown, CS_XLSX_PLAIN);
	else
		worksheet_write_number(sheet, row, col, number_of(value), format_of(x, value));
}

void
cs_xlsx_count(struct cs_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col, int64_t n)
{
	worksheet_write_number(sheet, row, col, (double)n, cs_xlsx_format(x, "#,##0"));
}

enum cs_xlsx_look
cs_xlsx_severity_look(enum cs_doc_severity severity)
{
	static const enum cs_xlsx_look by_severity[] = { CS_XLSX_PLAIN, CS_XLSX_GOOD, CS_XLSX_WATCH, CS_XLSX_ALARM };

	return by_severity[severity];
}
