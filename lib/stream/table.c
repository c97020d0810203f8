#include "stream/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/text.h"

#define GAP 2     /* blanks between two columns */
#define NARROW 4  /* a cell of text is not cut below this */
#define ENOUGH 4  /* columns without which a table says too little */

/* What the table draws itself, where the data draws nothing. */
struct marks {
	const char *rule;
	const char *ellipsis;
	size_t ellipsis_width;
	const char *line_break;
	const char *tab;
};

static const struct marks box_marks = { "─", "…", 1, "↵", "⇥" };
static const struct marks ascii_marks = { "-", "...", 3, "\\n", "\\t" };

/* Where the columns stand on the page. */
struct layout {
	const struct marks *marks;
	size_t *widths; /* owned */
	bool *whole;    /* owned; columns that are not cut */
	size_t shown;   /* columns that fit, from the left */
	bool more;      /* an ellipsis stands for those that do not */
};

static const struct marks *
marks_of(const struct cs_table *table)
{
	return table->ascii ? &ascii_marks : &box_marks;
}

void
cs_table_init(struct cs_table *table, size_t columns)
{
	*table = (struct cs_table){ .columns = columns };
	table->right = cs_calloc(columns, sizeof(*table->right));
}

void
cs_table_release(struct cs_table *table)
{
	cs_str_release(&table->cells);
	free(table->offsets);
	free(table->right);
	*table = (struct cs_table){ 0 };
}

/* U+FFFD where control characters stood becomes '?' for ASCII terminals. */
static void
plain_replacements(struct cs_str *s, size_t from)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	char *p;

	while ((p = strstr(s->data + from, replacement)) != NULL) {
		size_t rest = strlen(p + 3);

		*p = '?';
		memmove(p + 1, p + 3, rest + 1);
		s->len -= 2;
		from = (size_t)(p + 1 - s->data);
	}
}

/* A cell in one line: breaks and tabs as marks, other controls harmless. */
static void
add_one_line(struct cs_str *out, const struct marks *marks, const char *s, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len; i++) {
		const char *mark = s[i] == '\n' ? marks->line_break : s[i] == '\t' ? marks->tab : NULL;

		if (!mark)
			continue;
		/* CR LF is one line break. */
		size_t cr = s[i] == '\n' && i > from && s[i - 1] == '\r';

		cs_text_visible(out, s + from, i - from - cr);
		cs_str_add(out, mark);
		from = i + 1;
	}
	cs_text_visible(out, s + from, len - from);
}

void
cs_table_add(struct cs_table *table, const char *text, size_t len)
{
	size_t at = table->cells.len;

	table->offsets = cs_grow(table->offsets, &table->offset_cap, table->cell_count + 1,
	    sizeof(*table->offsets));
	table->offsets[table->cell_count++] = at;
	cs_str_reserve(&table->cells, len);
	add_one_line(&table->cells, marks_of(table), text, len);
	if (table->ascii)
		plain_replacements(&table->cells, at);
	cs_str_add_char(&table->cells, '\0');
}

static void
add_both(struct cs_table *table, const char *text, size_t len, const char *meaning)
{
	struct cs_str both = { 0 };

	if (meaning) {
		cs_str_add_format(&both, "%.*s %s", (int)len, text, meaning);
		text = both.data;
		len = both.len;
	}
	cs_table_add(table, text, len);
	cs_str_release(&both);
}

void
cs_table_add_word(struct cs_table *table, const char *column, const char *text, size_t len)
{
	add_both(table, text, len, cs_tr_word(column, text, len));
}

void
cs_table_add_name(struct cs_table *table, const char *part, const char *name, size_t len)
{
	struct cs_str own = { 0 };
	const char *meaning = cs_tr_word(part, name, len);

	cs_str_add_n(&own, name, len);
	cs_str_add(&own, "");
	if (!meaning && strspn(own.data, "abcdefghijklmnopqrstuvwxyz_0123456789") == own.len && cs_tr(own.data) != own.data)
		meaning = cs_tr(own.data);
	add_both(table, name, len, meaning);
	cs_str_release(&own);
}

static const char *
cell(const struct cs_table *table, size_t row, size_t column)
{
	size_t i = row * table->columns + column;

	return i < table->cell_count ? table->cells.data + table->offsets[i] : "";
}

static size_t
row_count(const struct cs_table *table)
{
	return table->columns ? (table->cell_count + table->columns - 1) / table->columns : 0;
}

static size_t
width_of(const char *text)
{
	return cs_text_width(text, strlen(text));
}

/* 12,000 and -0.5 and 43.1%, but not 0012: leading zeros make a code. */
static bool
is_number(const char *text)
{
	size_t len = strlen(text);
	const char *digits = text + strspn(text, "+-");
	struct cs_amount amount;

	if (digits[0] == '0' && digits[1] >= '0' && digits[1] <= '9')
		return false;
	if (len > 1 && text[len - 1] == '%')
		len--;
	return cs_amount_parse(text, len, &amount);
}

void
cs_table_align_numbers(struct cs_table *table)
{
	size_t rows = row_count(table);

	for (size_t c = 0; c < table->columns; c++) {
		size_t numbers = 0, words = 0;

		for (size_t r = table->header; r < rows && words == 0; r++) {
			const char *text = cell(table, r, c);

			if (*text)
				*(is_number(text) ? &numbers : &words) += 1;
		}
		table->right[c] = numbers > 0 && words == 0;
	}
}

/* The width of the first `n` columns with the gaps between them. */
static size_t
line_width(const struct layout *page, size_t n)
{
	size_t sum = 0;

	for (size_t c = 0; c < n; c++)
		sum += page->widths[c] + (c ? GAP : 0);
	return sum;
}

/* The least that a column may be cut to. */
static size_t
least_width(const struct layout *page, size_t column)
{
	size_t width = page->widths[column];

	return page->whole[column] || width < NARROW ? width : NARROW;
}

/*
 * How many columns fit when all are cut as far as they may be; where some do
 * not, the ellipsis at the end of the line needs its own room.
 */
static size_t
count_fitting(const struct cs_table *table, const struct layout *page)
{
	size_t end = GAP + page->marks->ellipsis_width;
	size_t sum = 0, with_end = 0;

	for (size_t c = 0; c < table->columns; c++) {
		sum += least_width(page, c) + (c ? GAP : 0);
		if (sum + end <= table->width)
			with_end = c + 1;
	}
	if (sum <= table->width)
		return table->columns;
	return with_end ? with_end : 1;
}

/* Takes one column of the screen at a time from the widest cell of text. */
static void
narrow(struct layout *page, size_t room)
{
	size_t sum = line_width(page, page->shown);

	while (sum > room) {
		size_t widest = page->shown;

		for (size_t c = 0; c < page->shown; c++) {
			if (page->widths[c] > least_width(page, c) &&
			    (widest == page->shown || page->widths[c] > page->widths[widest]))
				widest = c;
		}
		if (widest == page->shown)
			break;
		page->widths[widest]--;
		sum--;
	}
	/* A single column that may not be cut is cut all the same. */
	if (sum > room && page->shown == 1)
		page->widths[0] = room;
}

/* 2026-10-12, 2026-10-12 23:59 and 2026-10-12T23:59:00. */
static bool
is_moment(const char *text)
{
	size_t len = strlen(text), day = strlen("2026-10-12");

	return len >= day && text[4] == '-' && text[7] == '-' && strspn(text, "0123456789-") == day &&
	    day + strspn(text + day, "T 0123456789:") == len;
}

/* A number or a name that somebody copies: an order, a case, a customer. */
static bool
is_identifier(const char *text)
{
	return text[strcspn(text, "0123456789")] &&
	    !text[strspn(text, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:")];
}

/* True where what the column has would be wrong or of no use, were it cut. */
static bool
is_whole(const struct cs_table *table, size_t column, bool identifiers)
{
	size_t rows = row_count(table), seen = 0;

	for (size_t r = table->header; r < rows; r++) {
		const char *text = cell(table, r, column);

		if (!*text || strcmp(text, "–") == 0)
			continue;
		if (!is_moment(text) && !(identifiers && is_identifier(text)))
			return false;
		seen++;
	}
	return seen > 0;
}

/* Numbers, times and identifiers are not cut; where that would leave too few columns, identifiers are, then times. */
static void
choose_whole(const struct cs_table *table, struct layout *page)
{
	size_t enough = table->columns < ENOUGH ? table->columns : ENOUGH;

	for (int strict = 2; strict >= 0; strict--) {
		for (size_t c = 0; c < table->columns; c++)
			page->whole[c] = table->right[c] || (strict > 0 && is_whole(table, c, strict > 1));
		page->shown = count_fitting(table, page);
		if (page->shown >= enough)
			return;
	}
}

static void
fit_width(const struct cs_table *table, struct layout *page)
{
	size_t room = table->width;

	if (room == 0 || line_width(page, table->columns) <= room)
		return;
	choose_whole(table, page);
	size_t end = GAP + page->marks->ellipsis_width;

	page->more = page->shown < table->columns && room > end;
	if (page->more)
		room -= end;
	narrow(page, room);
}

static struct layout
lay_out(const struct cs_table *table)
{
	struct layout page = { .marks = marks_of(table), .shown = table->columns };
	size_t rows = row_count(table);

	page.widths = cs_calloc(table->columns, sizeof(*page.widths));
	page.whole = cs_calloc(table->columns, sizeof(*page.whole));
	for (size_t r = 0; r < rows; r++) {
		for (size_t c = 0; c < table->columns; c++) {
			size_t width = width_of(cell(table, r, c));

			if (width > page.widths[c])
				page.widths[c] = width;
		}
	}
	fit_width(table, &page);
	return page;
}

static void
add_blanks(struct cs_str *out, size_t n)
{
	cs_str_reserve(out, n);
	while (n-- > 0)
		cs_str_add_char(out, ' ');
}

/* Appends the text, cut where it is wider than `room`; returns its width. */
static size_t
add_cut(struct cs_str *out, const struct marks *marks, const char *text, size_t room)
{
	size_t len = strlen(text), width = width_of(text);

	if (width <= room) {
		cs_str_add_n(out, text, len);
		return width;
	}
	size_t mark = marks->ellipsis_width < room ? marks->ellipsis_width : room;
	size_t keep = cs_text_fit(text, len, room - mark, &width);

	cs_str_add_n(out, text, keep);
	/* Only the ASCII ellipsis can be wider than its room, and may be cut. */
	cs_str_add_n(out, marks->ellipsis, mark < marks->ellipsis_width ? mark : strlen(marks->ellipsis));
	return width + mark;
}

static void
add_cell(struct cs_str *out, const struct layout *page, const char *text, size_t column, bool right)
{
	size_t room = page->widths[column];
	size_t width = width_of(text);

	if (right && width < room)
		add_blanks(out, room - width);
	width = add_cut(out, page->marks, text, room);
	if (!right)
		add_blanks(out, room - width);
}

static void
end_line(struct cs_str *out, size_t start)
{
	while (out->len > start && out->data[out->len - 1] == ' ')
		out->len--;
	cs_str_add_char(out, '\n');
}

static void
print_row(const struct cs_table *table, const struct layout *page, size_t row, struct cs_str *out)
{
	size_t start = out->len;

	for (size_t c = 0; c < page->shown; c++) {
		if (c)
			add_blanks(out, GAP);
		add_cell(out, page, cell(table, row, c), c, table->right[c]);
	}
	if (page->more) {
		add_blanks(out, GAP);
		cs_str_add(out, page->marks->ellipsis);
	}
	end_line(out, start);
}

static void
print_rule(const struct layout *page, struct cs_str *out)
{
	size_t start = out->len;

	for (size_t c = 0; c < page->shown; c++) {
		if (c)
			add_blanks(out, GAP);
		for (size_t i = 0; i < page->widths[c]; i++)
			cs_str_add(out, page->marks->rule);
	}
	end_line(out, start);
}

size_t
cs_table_print(const struct cs_table *table, struct cs_str *out)
{
	struct layout page = lay_out(table);
	size_t rows = row_count(table);

	for (size_t r = 0; r < rows; r++) {
		print_row(table, &page, r, out);
		if (r == 0 && table->header)
			print_rule(&page, out);
	}
	free(page.widths);
	free(page.whole);
	return table->columns - page.shown;
}
