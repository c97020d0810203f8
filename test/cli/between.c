/*
 * Preloaded by the tests, another program that writes while this one reads:
 * before its step of SQLite numbered CS_BETWEEN_AT the shell command
 * CS_BETWEEN is run.
 */
#include <dlfcn.h>
#include <stdlib.h>

struct sqlite3_stmt;

int sqlite3_step(struct sqlite3_stmt *stmt);

int
sqlite3_step(struct sqlite3_stmt *stmt)
{
	static int (*real)(struct sqlite3_stmt *);
	static long steps;

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "sqlite3_step");
	if (++steps == atol(getenv("CS_BETWEEN_AT"))) {
		/* What it starts is not to count steps of its own. */
		unsetenv("LD_PRELOAD");
		(void)!system(getenv("CS_BETWEEN"));
	}
	return real(stmt);
}
