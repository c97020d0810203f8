/*
 * Any text through the wording rules: it ends, every remark stands in the
 * text and in order, what is shown steers no terminal, and decomposed
 * letters give the same remarks.
 */
#include <string.h>

#include "base/str.h"
#include "base/text.h"
#include "fuzz.h"
#include "guide/lint.h"

static struct cs_linter *linter;

static size_t
count_lines(const char *text, size_t len)
{
	size_t lines = 1;

	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n';
	return lines;
}

static void
check(const struct cs_remarks *remarks, size_t lines)
{
	for (size_t i = 0; i < remarks->count; i++) {
		const struct cs_remark *r = &remarks->items[i];

		FUZZ_MUST(r->line >= 1 && r->line <= lines && r->column >= 1);
		FUZZ_MUST(i == 0 || r->at >= remarks->items[i - 1].at);
		FUZZ_MUST(!cs_text_fault(r->found, strlen(r->found)));
		FUZZ_MUST(!strpbrk(r->found, "\033\n\t"));
		FUZZ_MUST(!strpbrk(r->suggestion, "\033\n"));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	struct cs_remarks remarks = { 0 }, again = { 0 };
	struct cs_str nfc = { 0 };

	if (!linter)
		linter = cs_linter_open();
	if (cs_text_fault(text, size))
		return 0;
	enum cs_lint_scope scope = (enum cs_lint_scope)(size % 3);

	cs_lint(linter, text, size, scope, &remarks);
	check(&remarks, count_lines(text, size));
	cs_text_nfc(&nfc, text, size);
	cs_lint(linter, nfc.data ? nfc.data : "", nfc.len, scope, &again);
	FUZZ_MUST(remarks.count == again.count);
	for (size_t i = 0; i < again.count; i++)
		FUZZ_MUST(remarks.items[i].column == again.items[i].column && remarks.items[i].rule == again.items[i].rule);
	cs_remarks_release(&remarks);
	cs_remarks_release(&again);
	cs_str_release(&nfc);
	return 0;
}
