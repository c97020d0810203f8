/*
 * SHA-256: for pseudonyms, where the same person gets the same key in every
 * file and the key does not show the number or address, and for chains of
 * records that nobody can change unseen.  The only door to nettle.
 */
#ifndef CS_DIGEST_H
#define CS_DIGEST_H

#include "base/base.h"

#define CS_DIGEST_TEXT 17 /* 16 hexadecimal digits and a NUL */
#define CS_DIGEST_BYTES 32
#define CS_DIGEST_HEX 65  /* 64 hexadecimal digits and a NUL */

/* The first 64 bits of the SHA-256 of the bytes, in lower case. Returns `out`. */
char *cs_digest_short(char out[CS_DIGEST_TEXT], const char *bytes, size_t len);

/* The whole SHA-256 of the bytes, and its text. */
void cs_digest(uint8_t out[CS_DIGEST_BYTES], const void *bytes, size_t len);
char *cs_digest_hex(char out[CS_DIGEST_HEX], const uint8_t digest[CS_DIGEST_BYTES]);

#endif
