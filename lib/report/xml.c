#include "report/xml.h"

#include <string.h>

#include "base/text.h"

static const char *
entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case '\n':
	case '\r':
	case '\t':
		return " ";
	}
	return NULL;
}

/* U+FFFE and U+FFFF are EF BF BE and EF BF BF. */
static bool
is_forbidden(const char *s, size_t left)
{
	return left >= 3 && memcmp(s, "\xEF\xBF", 2) == 0 && (unsigned char)s[2] >= 0xBE;
}

void
cs_xml_add(struct cs_str *out, const char *text, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len; i++) {
		const char *as = entity(text[i]);
		bool forbidden = !as && is_forbidden(text + i, len - i);

		if (!as && !forbidden)
			continue;
		cs_text_visible(out, text + from, i - from);
		cs_str_add(out, forbidden ? "\xEF\xBF\xBD" : as);
		i += forbidden ? 2 : 0;
		from = i + 1;
	}
	cs_text_visible(out, text + from, len - from);
}
