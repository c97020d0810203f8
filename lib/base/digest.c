#include "base/digest.h"

#include <nettle/sha2.h>

char *
cs_digest_short(char out[CS_DIGEST_TEXT], const char *bytes, size_t len)
{
	static const char hex[] = "0123456789abcdef";
	struct sha256_ctx sha;
	uint8_t digest[(CS_DIGEST_TEXT - 1) / 2];

	sha256_init(&sha);
	sha256_update(&sha, len, (const uint8_t *)bytes);
	sha256_digest(&sha, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		out[2 * i] = hex[digest[i] >> 4];
		out[2 * i + 1] = hex[digest[i] & 15];
	}
	out[CS_DIGEST_TEXT - 1] = '\0';
	return out;
}
