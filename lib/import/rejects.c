#include "import/rejects.h"

#include "app/app.h"
#include "base/str.h"

/* The reason as one cell, whatever parts the cells. */
static void
add_reason(struct cs_str *line, const char *reason, char separator)
{
	bool quotes = separator == ',' || separator == ';';

	if (quotes)
		cs_str_add_char(line, '"');
	for (const char *p = reason; *p; p++) {
		if (*p == '"' && quotes)
			cs_str_add(line, "\"\"");
		else if (*p == '\t' || *p == '\n' || *p == '\r' || (*p == ' ' && separator == ' '))
			cs_str_add_char(line, quotes ? ' ' : '_');
		else
			cs_str_add_char(line, *p);
	}
	if (quotes)
		cs_str_add_char(line, '"');
	cs_str_add_char(line, separator);
}

/*
 * Alone in a file the row would be the first of its order again and take that
 * line's place.  Where its order cannot be read it gets a name nobody has.
 */
static void
add_line_no(struct cs_str *line, const struct cs_taken *taken, char separator)
{
	if (taken->ordinal == CS_ORDINAL_UNKNOWN)
		cs_str_add_format(line, "row%llu", (unsigned long long)taken->line);
	else if (taken->ordinal != CS_ORDINAL_NONE)
		cs_str_add_format(line, "%lld", (long long)taken->ordinal);
	cs_str_add_char(line, separator);
}

static void
keep(struct cs_out *out, const struct cs_normal *normal, const struct cs_taken *taken, bool *headed)
{
	char separator = cs_normal_separator(normal), line_no[] = { 'l', 'i', 'n', 'e', '_', 'n', 'o', separator, '\0' };
	bool numbers = cs_normal_numbers(normal);
	struct cs_str line = { 0 };
	size_t len;
	const char *header = cs_normal_header(normal, &len);

	/* Mended in a spreadsheet, which takes UTF-8 without its mark for CP949. */
	if (!*headed)
		cs_str_add_format(&line, "%sreason%c%s%.*s\n", cs_normal_of_excel(normal) ? "\uFEFF" : "",
		    separator, numbers ? line_no : "", (int)len, header);
	*headed = true;
	add_reason(&line, taken->reason, separator);
	if (numbers)
		add_line_no(&line, taken, separator);
	cs_str_add_n(&line, taken->raw, taken->raw_len);
	cs_str_add_char(&line, '\n');
	cs_out_raw(out, line.data, line.len);
	cs_str_release(&line);
}

void
cs_rejects_add(struct cs_out *out, const struct cs_normal *normal, const struct cs_taken *taken,
    int64_t before, bool *headed)
{
	const char *colon = *taken->column ? ": " : "";

	if (before < CS_REJECTS_SHOWN)
		cs_warn("%s:%llu: %s%s%s", cs_normal_name(normal), (unsigned long long)taken->line,
		    taken->column, colon, taken->reason);
	if (out)
		keep(out, normal, taken, headed);
}

void
cs_rejects_end(const struct cs_normal *normal, int64_t count)
{
	if (count > CS_REJECTS_SHOWN)
		cs_warn(_("%s: and %lld more"), cs_normal_name(normal), (long long)(count - CS_REJECTS_SHOWN));
}
