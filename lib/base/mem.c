#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void
out_of_memory(void)
{
	fputs("cs: out of memory\n", stderr);
	exit(4);
}

void *
cs_calloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *
cs_realloc(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		out_of_memory();
	size_t bytes = count * size;
	void *p = realloc(old, bytes > 0 ? bytes : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *
cs_grow(void *array, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap)
		return array;
	size_t more = *cap + *cap / 2 + 16;

	*cap = need > more ? need : more;
	return cs_realloc(array, *cap, size);
}

char *
cs_strndup(const char *s, size_t len)
{
	if (!s)
		return NULL;
	char *copy = cs_realloc(NULL, len + 1, 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *
cs_strdup(const char *s)
{
	return s ? cs_strndup(s, strlen(s)) : NULL;
}
