/*
 * SHA-256: for pseudonyms, where the same person gets the same key in every
 * file and the key does not show the number or address; and for manifests,
 * which prove that a file is still what it was.  The only door to nettle.
 */
#ifndef CS_DIGEST_H
#define CS_DIGEST_H

#include "base/base.h"

#define CS_DIGEST_TEXT 17 /* 16 hexadecimal digits and a NUL */

/* The first 64 bits of the SHA-256 of the bytes, in lower case. Returns `out`. */
char *cs_digest_short(char out[CS_DIGEST_TEXT], const char *bytes, size_t len);

#define CS_DIGEST_FULL 65 /* 64 hexadecimal digits and a NUL */

/* All of it, as sha256sum(1) prints it. Returns `out`. */
char *cs_digest_full(char out[CS_DIGEST_FULL], const char *bytes, size_t len);

#endif
