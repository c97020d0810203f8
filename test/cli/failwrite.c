/*
 * Preloaded by the tests, a bad disk: the write or sync of the store numbered
 * CS_FAIL_AT fails.  CS_FAIL_HOW is `fail` (nothing is written), `tear` (half
 * of it is written, then it fails) or `cut` (half of it is written and the
 * power goes).
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long left = -1;

/* True for the call that goes wrong; from then on all do, as on a disk that has gone. */
static int
fails(void)
{
	if (left < 0) {
		const char *at = getenv("CS_FAIL_AT");

		left = at ? atol(at) : 0;
	}
	if (left == 0)
		return 0;
	if (left > 1)
		left--;
	else
		return 1;
	return 0;
}

static int
is(const char *how)
{
	const char *said = getenv("CS_FAIL_HOW");

	return said && strcmp(said, how) == 0;
}

static ssize_t
bad_write(ssize_t (*real)(int, const void *, size_t, off_t), int fd, const void *bytes, size_t len, off_t at)
{
	if (!fails())
		return real(fd, bytes, len, at);
	if (!is("fail"))
		(void)!real(fd, bytes, len / 2, at);
	if (is("cut"))
		_exit(137);
	errno = EIO;
	return -1;
}

ssize_t
pwrite64(int fd, const void *bytes, size_t len, off_t at)
{
	static ssize_t (*real)(int, const void *, size_t, off_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "pwrite64");
	return bad_write(real, fd, bytes, len, at);
}

ssize_t
pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	static ssize_t (*real)(int, const void *, size_t, off_t);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "pwrite");
	return bad_write(real, fd, bytes, len, at);
}

static int
bad_sync(int (*real)(int), int fd)
{
	if (!fails())
		return real(fd);
	if (is("cut"))
		_exit(137);
	errno = EIO;
	return -1;
}

int
fsync(int fd)
{
	static int (*real)(int);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "fsync");
	return bad_sync(real, fd);
}

int
fdatasync(int fd)
{
	static int (*real)(int);

	if (!real)
		*(void **)&real = dlsym(RTLD_NEXT, "fdatasync");
	return bad_sync(real, fd);
}
