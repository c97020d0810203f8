#include "base/seal.h"

#include <string.h>

#define FIELD '\037' /* parts the numbers */

void
cs_seal_number(struct cs_str *text, int64_t n)
{
	char digits[24];
	size_t at = sizeof(digits);
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do {
		digits[--at] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest > 0);
	if (n < 0)
		digits[--at] = '-';
	cs_str_add_n(text, digits + at, sizeof(digits) - at);
	cs_str_add_char(text, FIELD);
}

/* With its length in front, so that no two sequences of fields give one text. */
void
cs_seal_text(struct cs_str *text, const char *s)
{
	size_t len = strlen(s);

	cs_seal_number(text, (int64_t)len);
	cs_str_add_n(text, s, len);
}
