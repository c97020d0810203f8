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

static void
keep(struct cs_out *out, const struct cs_normal *normal, const struct cs_taken *taken, bool *headed)
{
	char separator = cs_normal_separator(normal);
	struct cs_str line = { 0 };
	size_t len;
	const char *header = cs_normal_header(normal, &len);

	if (!*headed && len > 0)
		cs_str_add_format(&line, "reason%c%.*s\n", separator, (int)len, header);
	*headed = true;
	/* Files without a header are known by the number of their columns. */
	if (len > 0)
		add_reason(&line, taken->reason, separator);
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
