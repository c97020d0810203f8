#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/mem.h"

#define CHUNK_BYTES (1u << 20)

uint64_t
cs_hash(const void *bytes, size_t len)
{
	return XXH3_64bits(bytes, len);
}

/* Feeds the whole file; errno tells what went wrong. */
static bool
feed(XXH3_state_t *state, int fd)
{
	char *chunk = cs_realloc(NULL, CHUNK_BYTES, 1);
	ssize_t n;

	while ((n = read(fd, chunk, CHUNK_BYTES)) > 0 || (n < 0 && errno == EINTR)) {
		if (n > 0)
			XXH3_128bits_update(state, chunk, (size_t)n);
	}
	free(chunk);
	return n == 0;
}

enum cs_status
cs_fingerprint_file(const char *path, const char *salt, char out[CS_FINGERPRINT_TEXT], struct cs_err *err)
{
	XXH3_state_t *state = XXH3_createState();
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = state && fd >= 0;

	if (ok) {
		XXH3_128bits_reset(state);
		XXH3_128bits_update(state, salt, strlen(salt));
		ok = feed(state, fd);
	}
	int error = errno;

	if (ok) {
		XXH128_hash_t h = XXH3_128bits_digest(state);

		snprintf(out, CS_FINGERPRINT_TEXT, "%016llx%016llx", (unsigned long long)h.high64,
		    (unsigned long long)h.low64);
	}
	if (fd >= 0)
		close(fd);
	XXH3_freeState(state);
	return ok ? CS_OK : cs_err_set(err, CS_EIO, "%s: %s", path, strerror(error));
}
