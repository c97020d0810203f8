/*
 * Any bytes as CSV: the reader ends, every field lies in its row's limits and
 * is UTF-8, and line numbers grow.
 */
#include "base/text.h"
#include "feed.h"
#include "fuzz.h"
#include "stream/reader.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char separators[] = { 0, ',', ';' };
	struct cs_reader_options options = { .separator = size ? separators[data[0] % 3] : 0 };
	struct cs_reader *reader;
	struct cs_row row;
	struct cs_err err;
	uint64_t line = 0;

	if (cs_reader_open(&reader, feed_file(data, size), &options, &err) != CS_OK)
		return 0;
	while (cs_reader_next(reader, &row, &err) == CS_ROW) {
		FUZZ_MUST(row.line > line && row.count <= CS_ROW_FIELDS_MAX);
		FUZZ_MUST(!row.fault || row.count == 0);
		for (size_t i = 0; i < row.count; i++)
			FUZZ_MUST(!cs_text_fault(row.fields[i].text, row.fields[i].len));
		line = row.line;
	}
	cs_reader_close(reader);
	return 0;
}
