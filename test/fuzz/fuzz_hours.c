/*
 * Any bytes as a file of hours: what is read opens at some time, and adding
 * and counting open time are each other's inverse on it, near and far.
 */
#include <string.h>

#include "consult/hours.h"
#include "fuzz.h"

static void
check(const struct cs_hours *hours)
{
	static const int64_t steps[] = { 1, 59, 3600, 86400, 40 * 86400, INT64_C(4000) * 86400 };
	cs_time from = cs_time_of(cs_day_of(2014, 12, 30), 17, 0, 0);

	for (size_t i = 0; i < CS_COUNT(steps); i++) {
		for (cs_time t = from; t < from + INT64_C(5000) * 86400; t += INT64_C(997) * 86399) {
			cs_time due = cs_hours_add(hours, t, steps[i]);

			FUZZ_MUST(due > t);
			FUZZ_MUST(cs_hours_diff(hours, t, due) == steps[i]);
			FUZZ_MUST(cs_hours_diff(hours, due, t) == -steps[i]);
			FUZZ_MUST(cs_hours_is_open(hours, due - 1));
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data, *end = text + size;
	struct cs_calendar calendar;
	struct cs_hours hours;
	struct cs_err err = { 0 };

	cs_calendar_open(&calendar, CS_LABOR_HOLIDAY);
	cs_hours_init(&hours, &calendar);
	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t len = newline ? (size_t)(newline - text) : (size_t)(end - text);

		cs_hours_line(&hours, text, len, &err);
		text += len + 1;
	}
	if (cs_hours_index(&hours, &err) == CS_OK)
		check(&hours);
	cs_hours_release(&hours);
	cs_calendar_close(&calendar);
	return 0;
}
