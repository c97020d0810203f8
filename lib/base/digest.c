#include "base/digest.h"

#include <nettle/sha2.h>

/* `count` bytes as text, and a NUL. */
static char *
to_hex(char *out, const uint8_t *bytes, size_t count)
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < count; i++) {
		out[2 * i] = hex[bytes[i] >> 4];
		out[2 * i + 1] = hex[bytes[i] & 15];
	}
	out[2 * count] = '\0';
	return out;
}

void
cs_digest(uint8_t out[CS_DIGEST_BYTES], const void *bytes, size_t len)
{
	struct sha256_ctx sha;

	sha256_init(&sha);
	sha256_update(&sha, len, bytes);
	sha256_digest(&sha, CS_DIGEST_BYTES, out);
}

char *
cs_digest_hex(char out[CS_DIGEST_FULL], const uint8_t digest[CS_DIGEST_BYTES])
{
	return to_hex(out, digest, CS_DIGEST_BYTES);
}

char *
cs_digest_short(char out[CS_DIGEST_TEXT], const char *bytes, size_t len)
{
	uint8_t digest[CS_DIGEST_BYTES];

	cs_digest(digest, bytes, len);
	return to_hex(out, digest, (CS_DIGEST_TEXT - 1) / 2);
}

char *
cs_digest_full(char out[CS_DIGEST_FULL], const char *bytes, size_t len)
{
	uint8_t digest[CS_DIGEST_BYTES];

	cs_digest(digest, bytes, len);
	return cs_digest_hex(out, digest);
}
