/*
 * Any template and any value, parted by the first line break: filling ends,
 * what comes out is text, and a value brings no control character with it.
 */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "guide/fill.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *line = memchr(text, '\n', size);
	size_t len = line ? (size_t)(line - text) : size, rest = line ? size - len - 1 : 0;
	struct cs_values values = { 0 };
	struct cs_str out = { 0 }, keys = { 0 };
	struct cs_err err = { 0 };

	if (cs_text_fault(text, size))
		return 0;
	cs_values_set(&values, "x", 1, line ? line + 1 : "", rest);
	bool lacks = cs_fill_lacks(text, len, &values);
	enum cs_status st = cs_fill(&out, text, len, &values, &err);

	cs_fill_keys(&keys, text, len);
	FUZZ_MUST(st == CS_OK || err.text[0]);
	FUZZ_MUST(st != CS_OK || !lacks);
	FUZZ_MUST(!out.data || !cs_text_fault(out.data, out.len));
	FUZZ_MUST(st != CS_OK || memchr(text, '\033', len) || !out.data || !memchr(out.data, '\033', out.len));
	cs_str_release(&out);
	cs_str_release(&keys);
	cs_values_release(&values);
	return 0;
}
