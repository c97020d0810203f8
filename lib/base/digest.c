#include "base/digest.h"

#include <nettle/sha2.h>

/* Writes the first `size` bytes of the digest in hexadecimal. */
static char *
digest(char *out, size_t size, const char *bytes, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	struct sha256_ctx sha;
	uint8_t sum[SHA256_DIGEST_SIZE];

	sha256_init(&sha);
	sha256_update(&sha, len, (const uint8_t *)bytes);
	sha256_digest(&sha, sizeof(sum), sum);
	for (size_t i = 0; i < size; i++) {
		out[2 * i] = hex[sum[i] >> 4];
		out[2 * i + 1] = hex[sum[i] & 15];
	}
	out[2 * size] = '\0';
	return out;
}

char *
cs_digest_short(char out[CS_DIGEST_TEXT], const char *bytes, size_t len)
{
	return digest(out, (CS_DIGEST_TEXT - 1) / 2, bytes, len);
}

char *
cs_digest_full(char out[CS_DIGEST_FULL], const char *bytes, size_t len)
{
	return digest(out, SHA256_DIGEST_SIZE, bytes, len);
}
