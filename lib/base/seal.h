/*
 * The text that a record's hash is taken of: numbers and texts one behind the
 * other, so that no two records give one text.
 */
#ifndef CS_SEAL_H
#define CS_SEAL_H

#include "base/str.h"

void cs_seal_number(struct cs_str *text, int64_t n);
void cs_seal_text(struct cs_str *text, const char *s);

#endif
