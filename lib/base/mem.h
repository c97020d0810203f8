/*
 * Memory.  Nobody else in the toolkit calls malloc.  A failed allocation
 * prints one line and exits with 4: there is no useful way to go on, an open
 * transaction is rolled back by the next opener, and an unfinished output
 * file never gets its name.
 */
#ifndef CS_MEM_H
#define CS_MEM_H

#include "base/base.h"

/* `count` zeroed elements of `size` bytes; never NULL; free() them. */
void *cs_calloc(size_t count, size_t size);

/* As realloc, for `count` elements of `size` bytes; never NULL. */
void *cs_realloc(void *old, size_t count, size_t size);

/*
 * Makes room for `need` elements in an array whose capacity is *cap and
 * returns the array, which may have moved.  Grows by half at least, so that
 * adding one at a time stays cheap.
 */
void *cs_grow(void *array, size_t *cap, size_t need, size_t size);

/* NUL-terminated copies; NULL gives NULL. */
char *cs_strdup(const char *s);
char *cs_strndup(const char *s, size_t len);

#endif
