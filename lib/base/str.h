/*
 * A growing string.  `data` is always terminated by a NUL that `len` does not
 * count, and is never NULL after the first call that adds.  It may move with
 * every call, so keep offsets, not pointers.
 */
#ifndef CS_STR_H
#define CS_STR_H

#include "base/base.h"

struct cs_str {
	char *data; /* owned; NULL only while nothing was ever added */
	size_t len;
	size_t cap;
};

void cs_str_release(struct cs_str *s);

/* Empties it and keeps the memory. */
void cs_str_clear(struct cs_str *s);

/* The memory becomes the caller's; the string is empty again. Never NULL. */
char *cs_str_detach(struct cs_str *s);

/* Room for `more` bytes and a NUL after `len`. */
void cs_str_reserve(struct cs_str *s, size_t more);

void cs_str_add(struct cs_str *s, const char *text);
void cs_str_add_n(struct cs_str *s, const char *text, size_t len);
void cs_str_add_char(struct cs_str *s, char c);
void cs_str_add_format(struct cs_str *s, const char *format, ...) CS_PRINTF(2, 3);

#endif
