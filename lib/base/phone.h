/*
 * Telephone numbers as people and exports write them.
 */
#ifndef CS_PHONE_H
#define CS_PHONE_H

#include "base/base.h"

#define CS_PHONE_BYTES 24 /* the longest number with its hyphens, and a NUL */

enum cs_phone {
	CS_PHONE_NONE,   /* empty, "--", 000..., ...123-1234, seven equal digits */
	CS_PHONE_OWN,    /* a person's number */
	CS_PHONE_SAFE,   /* 050x: another one for every order */
	CS_PHONE_MASKED, /* digits behind asterisks */
};

/*
 * Writes the number as Koreans do (010-1234-5678) with +82 and the zero that
 * a spreadsheet drops put right; numbers of other countries as + and digits;
 * safe numbers too.  `out` is empty for NONE, and holds the
 * text as it is for MASKED.
 */
enum cs_phone cs_phone_read(char out[CS_PHONE_BYTES], const char *s, size_t len);

#endif
