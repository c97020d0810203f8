/*
 * SHA-256: for pseudonyms, where the same person gets the same key in every
 * file and the key does not show the number or address; for manifests, which
 * prove that a file is still what it was; and for chains of records that
 * nobody can change unseen.  The only door to nettle.
 */
#ifndef CS_DIGEST_H
#define CS_DIGEST_H

#include "base/base.h"

#define CS_DIGEST_TEXT 17 /* 16 hexadecimal digits and a NUL */
#define CS_DIGEST_FULL 65 /* 64 hexadecimal digits and a NUL */
#define CS_DIGEST_BYTES 32

/* The first 64 bits of the SHA-256 of the bytes, in lower case. Returns `out`. */
char *cs_digest_short(char out[CS_DIGEST_TEXT], const char *bytes, size_t len);

/* All of it, as sha256sum(1) prints it. Returns `out`. */
char *cs_digest_full(char out[CS_DIGEST_FULL], const char *bytes, size_t len);

/* All of it as it is, and its text. */
void cs_digest(uint8_t out[CS_DIGEST_BYTES], const void *bytes, size_t len);
char *cs_digest_hex(char out[CS_DIGEST_FULL], const uint8_t digest[CS_DIGEST_BYTES]);

#endif
