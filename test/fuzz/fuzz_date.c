/*
 * Any bytes as a date: what is read is a time of the years that dates have,
 * and its canonical form reads as the same time.
 */
#include <string.h>

#include "fuzz.h"
#include "import/value.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[CS_TIME_TEXT];

	for (int order = CS_DATE_YMD; order <= CS_DATE_DMY; order++) {
		struct cs_field cell = cs_cell_trim((struct cs_field){ (const char *)data, size });
		cs_time time, again;

		if (cs_value_time(cell, (enum cs_date_order)order, &time) != CS_READ_OK)
			continue;
		FUZZ_MUST(cs_date_of(cs_day_of_time(time)).year >= 1900);
		FUZZ_MUST(cs_date_of(cs_day_of_time(time)).year <= 2999);
		cs_time_format(text, time);
		FUZZ_MUST(cs_time_parse(text, strlen(text), &again) && again == time);
	}
	return 0;
}
