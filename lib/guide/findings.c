#include "guide/findings.h"

#include <string.h>

#include "base/str.h"

static const struct cs_col finding_columns[] = {
	{ "line", CS_CELL_NUMBER }, { "column", CS_CELL_NUMBER }, { "rule", CS_CELL_TEXT }, { "found", CS_CELL_TEXT },
	{ "suggestion", CS_CELL_TEXT },
};

/* Prints what is wrong with one message that begins on the line after `line`. */
static size_t
lint_message(struct cs_out *out, struct cs_linter *linter, enum cs_lint_scope scope, const char *text, size_t len,
    size_t line)
{
	struct cs_remarks findings = { 0 };

	cs_lint(linter, text, len, scope, &findings);
	for (size_t i = 0; i < findings.count; i++) {
		const struct cs_remark *f = &findings.items[i];

		cs_out_int(out, (int64_t)(f->line + line));
		cs_out_int(out, (int64_t)f->column);
		cs_out_str(out, f->rule);
		cs_out_str(out, f->found);
		cs_out_str(out, f->suggestion);
		cs_out_end(out);
	}
	size_t count = findings.count;

	cs_remarks_release(&findings);
	return count;
}

static size_t
lint_lines(struct cs_out *out, struct cs_linter *linter, enum cs_lint_scope scope, const struct cs_str *text)
{
	size_t found = 0, line = 0;

	for (const char *p = text->data, *end = text->data + text->len; p < end; line++) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		size_t len = newline ? (size_t)(newline - p) : (size_t)(end - p);

		found += lint_message(out, linter, scope, p, len, line);
		p += len + 1;
	}
	return found;
}

size_t
cs_lint_print(struct cs_linter *linter, const struct cs_str *text, enum cs_lint_scope scope, bool each_line,
    struct cs_out *out)
{
	cs_out_begin(out, finding_columns, CS_COUNT(finding_columns));
	return each_line ? lint_lines(out, linter, scope, text) : lint_message(out, linter, scope, text->data, text->len, 0);
}
