/*
 * Preloaded by the tests: the allocation numbered CS_FAIL_AT, and that one
 * alone, fails.
 */
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>

static long left = -1;

static int
fails(void)
{
	if (left < 0) {
		const char *at = getenv("CS_FAIL_AT");

		left = at ? atol(at) : 0;
	}
	return left > 0 && --left == 0;
}

void *
malloc(size_t size)
{
	static void *(*real)(size_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "malloc");
	return fails() ? NULL : real(size);
}

void *
realloc(void *old, size_t size)
{
	static void *(*real)(void *, size_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "realloc");
	return fails() ? NULL : real(old, size);
}
