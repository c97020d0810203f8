#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
cs_str_release(struct cs_str *s)
{
	free(s->data);
	*s = (struct cs_str){ 0 };
}

void
cs_str_clear(struct cs_str *s)
{
	s->len = 0;
	if (s->data)
		s->data[0] = '\0';
}

char *
cs_str_detach(struct cs_str *s)
{
	cs_str_reserve(s, 0);
	char *data = s->data;

	*s = (struct cs_str){ 0 };
	return data;
}

void
cs_str_reserve(struct cs_str *s, size_t more)
{
	s->data = cs_grow(s->data, &s->cap, s->len + more + 1, 1);
	s->data[s->len] = '\0';
}

void
cs_str_add_n(struct cs_str *s, const char *text, size_t len)
{
	cs_str_reserve(s, len);
	if (len)
		memcpy(s->data + s->len, text, len);
	s->len += len;
	s->data[s->len] = '\0';
}

void
cs_str_add(struct cs_str *s, const char *text)
{
	cs_str_add_n(s, text, strlen(text));
}

void
cs_str_add_char(struct cs_str *s, char c)
{
	cs_str_add_n(s, &c, 1);
}

void
cs_str_add_format(struct cs_str *s, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	int need = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (need < 0)
		CS_BUG("a format that cannot be printed");
	cs_str_reserve(s, (size_t)need);
	va_start(args, format);
	vsnprintf(s->data + s->len, (size_t)need + 1, format, args);
	va_end(args);
	s->len += (size_t)need;
}
