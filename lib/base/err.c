#include "base/base.h"

#include <libintl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define WORD_BYTES 64 /* of a column and its word */

enum cs_status
cs_err_set(struct cs_err *err, enum cs_status status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(err->text, sizeof(err->text), format, args);
	va_end(args);
	err->text[cs_text_cut(err->text, strlen(err->text))] = '\0';
	err->status = status;
	return status;
}

enum cs_status
cs_err_prefix(struct cs_err *err, const char *place)
{
	char text[CS_ERR_TEXT];

	memcpy(text, err->text, sizeof(text));
	return cs_err_set(err, err->status, "%s: %s", place, text);
}

bool
cs_failed(enum cs_status status)
{
	return status >= CS_EUSAGE;
}

_Noreturn void
cs_bug(const char *file, int line, const char *what)
{
	fprintf(stderr, "%s:%d: bug: %s\n", file, line, what);
	abort();
}

const char *
cs_tr(const char *sentence)
{
	/* An empty msgid would fetch the catalogue's own header. */
	return *sentence ? dgettext("cs", sentence) : sentence;
}

/* The column is the context of the message, as msgctxt in a catalogue is. */
const char *
cs_tr_word(const char *column, const char *word, size_t len)
{
	char id[WORD_BYTES];
	int n = len == 0 ? 0 : snprintf(id, sizeof(id), "%s\004%.*s", column, (int)len, word);

	if (n <= 0 || (size_t)n >= sizeof(id))
		return NULL;
	const char *found = dgettext("cs", id);

	return found == id ? NULL : found;
}

const char *
cs_tr_heading(const char *where, const char *name)
{
	char program[WORD_BYTES];
	const char *found = where ? cs_tr_word(where, name, strlen(name)) : NULL;

	if (where && !found) {
		snprintf(program, sizeof(program), "%.*s", (int)strcspn(where, " "), where);
		found = cs_tr_word(program, name, strlen(name));
	}
	return found ? found : cs_tr(name);
}

const char *
cs_tr_count(const char *one, const char *many, unsigned long n)
{
	return dngettext("cs", one, many, n);
}
