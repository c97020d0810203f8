/*
 * Any bytes through the whole normaliser as TSV: it ends, every record has
 * what its kind needs, and nothing of a record is longer than the input.
 */
#include <string.h>

#include "feed.h"
#include "fuzz.h"
#include "import/normal.h"

static void
check(const struct cs_taken *taken, size_t size)
{
	FUZZ_MUST(taken->reason && taken->column && taken->raw_len <= size * 3);
	if (taken->fate != CS_FATE_RECORD)
		return;
	const struct cs_kind *kind = taken->record->kind;

	for (size_t i = 0; i < kind->count; i++) {
		const struct cs_value *value = &taken->record->values[i];
		bool missing = value->text.len == 0 && value->number == CS_NO_NUMBER;

		FUZZ_MUST(!kind->columns[i].needed || !missing);
		FUZZ_MUST(value->text.len <= size * 3 + 64);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cs_normal_options options = { .keep_returns = true };
	struct cs_normal *normal;
	struct cs_taken taken;
	struct cs_err err;

	options.kind = &cs_kinds[size ? data[size - 1] % CS_KIND_COUNT : 0];
	if (cs_normal_open(&normal, feed_file(data, size), &options, &err) != CS_OK)
		return 0;
	while (cs_normal_next(normal, &taken, &err) == CS_ROW)
		check(&taken, size);
	cs_normal_close(normal);
	return 0;
}
