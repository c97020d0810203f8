/*
 * Fast fingerprints (XXH3): for tables and for knowing a file again, not a
 * safeguard against anyone.  The only door to xxhash.
 */
#ifndef CS_HASH_H
#define CS_HASH_H

#include "base/base.h"

#define CS_FINGERPRINT_TEXT 33 /* 32 hexadecimal digits and a NUL */

/* 64 bits of the bytes. */
uint64_t cs_hash(const void *bytes, size_t len);

/*
 * 128 bits, as text, of a file's bytes and of `salt`, the options that shape
 * what becomes of them.  CS_OK, or CS_EIO with the text set.
 */
enum cs_status cs_fingerprint_file(const char *path, const char *salt,
    char out[CS_FINGERPRINT_TEXT], struct cs_err *err);

#endif
