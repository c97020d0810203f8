/*
 * Any line as a header: whatever preset is found, its fields point into the
 * row, and the message about what is missing fits.
 */
#include <string.h>

#include "base/text.h"
#include "fuzz.h"
#include "import/match.h"

#define NAMES_MAX 256

static size_t
split(struct cs_field *fields, const char *text, size_t size)
{
	size_t count = 0, begin = 0;

	for (size_t i = 0; i <= size && count < NAMES_MAX; i++) {
		if (i < size && text[i] != ',')
			continue;
		fields[count++] = (struct cs_field){ text + begin, i - begin };
		begin = i + 1;
	}
	return count;
}

static void
check(const struct cs_preset *preset, const struct cs_header *header)
{
	struct cs_match match;
	struct cs_err err = { 0 };

	FUZZ_MUST(cs_match_init(&match, preset, header, NULL, 0, &err) == CS_OK);
	for (size_t i = 0; i < match.pick_count; i++) {
		for (size_t k = 0; k < match.picks[i].count; k++)
			FUZZ_MUST((size_t)match.picks[i].columns[k] < header->count);
	}
	cs_match_check(&match, header, &err);
	FUZZ_MUST(strlen(err.text) < CS_ERR_TEXT);
	cs_match_release(&match);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cs_presets set;
	struct cs_field fields[NAMES_MAX];
	struct cs_header header;

	if (cs_text_fault((const char *)data, size))
		return 0;
	if (set.count == 0)
		cs_presets_builtin(&set);
	cs_header_init(&header, fields, split(fields, (const char *)data, size));
	for (int kind = 0; kind < CS_KIND_COUNT; kind++) {
		const struct cs_preset *preset = cs_match_preset(&set, &cs_kinds[kind], &header);

		if (preset)
			check(preset, &header);
	}
	cs_header_release(&header);
	return 0;
}
