/*
 * Preloaded by the tests, a bad disk under the whole program: what a shim of
 * SQLite's file layer does, one level below it, so that nothing the program
 * or the library writes can pass it by.  The call numbered CS_FAIL_AT goes
 * wrong; counted are writes, syncs, truncations and deletions.  CS_FAIL_HOW:
 *
 *	fail   it does nothing and says so, and so does every later one
 *	once   it alone fails
 *	tear   half of the write arrives, and it fails; later ones do nothing
 *	short  half of the write arrives, and it says so
 *	cut    half of the write arrives, and the power goes
 *	lose   the power goes, and with it everything that was not synced
 *	mix    as lose, but every second of those writes arrived all the same
 *	after  the program ends well, and then the power goes as in lose
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define UNDO_MAX 20000
#define KEPT ".kept-by-failwrite"

/* A write that no sync has followed: what was there before. */
struct undo {
	int fd;
	off_t at, size;
	char *old;
	ssize_t len;
};
static struct undo undo[UNDO_MAX];
static int undo_count;
static char deleted[8][512]; /* files whose deletion no sync of their folder has followed */
static int deleted_count;
static long calls;

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_ftruncate)(int, off_t), (*real_unlink)(const char *);

static void
find(void *to, const char *name)
{
	*(void **)to = dlsym(RTLD_NEXT, name);
}

__attribute__((constructor)) static void
begin(void)
{
	find(&real_pwrite, "pwrite64");
	find(&real_fsync, "fsync");
	find(&real_fdatasync, "fdatasync");
	find(&real_ftruncate, "ftruncate64");
	find(&real_unlink, "unlink");
}

static int
is(const char *how)
{
	const char *said = getenv("CS_FAIL_HOW");

	return said && strcmp(said, how) == 0;
}

static int
forgets(void)
{
	return is("lose") || is("mix") || is("after");
}

/* The disk as it is found after the power has come back. */
static void
lose_unsynced(void)
{
	for (int i = undo_count - 1; i >= 0; i--) {
		struct undo *u = &undo[i];

		if (is("mix") && i % 2 == 0)
			continue;
		if (u->len > 0)
			(void)!real_pwrite(u->fd, u->old, (size_t)u->len, u->at);
		(void)!real_ftruncate(u->fd, u->size);
	}
	for (int i = 0; i < deleted_count; i++) {
		char kept[600];

		snprintf(kept, sizeof(kept), "%s%s", deleted[i], KEPT);
		rename(kept, deleted[i]);
	}
}

__attribute__((destructor)) static void
end(void)
{
	if (is("after"))
		lose_unsynced();
}

static void
power_goes(void)
{
	if (forgets())
		lose_unsynced();
	_exit(137);
}

/* True for the call that goes wrong, and for later ones of a disk that has gone. */
static int
fails(void)
{
	const char *at = getenv("CS_FAIL_AT");
	long n = at ? atol(at) : 0;

	calls++;
	if (n == 0 || is("after") || calls < n)
		return 0;
	return calls == n || is("fail") || is("tear");
}

static int
no(void)
{
	errno = EIO;
	return -1;
}

static void
remember(int fd, off_t at, size_t len)
{
	struct stat st;

	if (!forgets() || undo_count == UNDO_MAX || fstat(fd, &st) != 0)
		return;
	struct undo *u = &undo[undo_count++];

	*u = (struct undo){ fd, at, st.st_size, malloc(len + 1), 0 };
	u->len = pread(fd, u->old, len, at);
}

static void
settle(int fd)
{
	struct stat st;
	int kept = 0;

	for (int i = 0; i < undo_count; i++) {
		if (undo[i].fd != fd)
			undo[kept++] = undo[i];
		else
			free(undo[i].old);
	}
	undo_count = kept;
	if (fstat(fd, &st) != 0 || !S_ISDIR(st.st_mode))
		return;
	for (int i = 0; i < deleted_count; i++) {
		char name[600];

		snprintf(name, sizeof(name), "%s%s", deleted[i], KEPT);
		real_unlink(name);
	}
	deleted_count = 0;
}

static ssize_t
bad_write(int fd, const void *bytes, size_t len, off_t at)
{
	if (!fails()) {
		remember(fd, at, len);
		return real_pwrite(fd, bytes, len, at);
	}
	if (forgets())
		power_goes();
	if (is("short") && len > 1)
		return real_pwrite(fd, bytes, len / 2, at);
	if (is("tear") || is("cut"))
		(void)!real_pwrite(fd, bytes, len / 2, at);
	if (is("cut"))
		power_goes();
	return no();
}

ssize_t
pwrite64(int fd, const void *bytes, size_t len, off_t at)
{
	return bad_write(fd, bytes, len, at);
}

ssize_t
pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	return bad_write(fd, bytes, len, at);
}

static int
bad_sync(int (*real)(int), int fd)
{
	if (fails()) {
		if (forgets() || is("cut"))
			power_goes();
		return no();
	}
	settle(fd);
	return real(fd);
}

int
fsync(int fd)
{
	return bad_sync(real_fsync, fd);
}

int
fdatasync(int fd)
{
	return bad_sync(real_fdatasync, fd);
}

static int
bad_truncate(int fd, off_t size)
{
	struct stat st;

	if (fails()) {
		if (forgets() || is("cut"))
			power_goes();
		return no();
	}
	if (forgets() && fstat(fd, &st) == 0 && st.st_size > size)
		remember(fd, size, (size_t)(st.st_size - size));
	return real_ftruncate(fd, size);
}

int
ftruncate64(int fd, off_t size)
{
	return bad_truncate(fd, size);
}

int
ftruncate(int fd, off_t size)
{
	return bad_truncate(fd, size);
}

int
unlink(const char *path)
{
	char kept[600];

	if (fails()) {
		if (forgets() || is("cut"))
			power_goes();
		return no();
	}
	if (forgets() && deleted_count < 8 && strlen(path) < sizeof(deleted[0])) {
		snprintf(kept, sizeof(kept), "%s%s", path, KEPT);
		if (link(path, kept) == 0)
			strcpy(deleted[deleted_count++], path);
	}
	return real_unlink(path);
}
