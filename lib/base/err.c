#include "base/base.h"

#include <libintl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

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

const char *
cs_tr_count(const char *one, const char *many, unsigned long n)
{
	return dngettext("cs", one, many, n);
}
