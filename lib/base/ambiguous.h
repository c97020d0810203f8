/*
 * Characters that are one column wide in most terminals and two in some, those
 * that were made for Korean, Japanese and Chinese character sets: class A of
 * East_Asian_Width (Unicode Standard Annex 11), such as · ① → ─ and the quotes.
 */
#ifndef CS_AMBIGUOUS_H
#define CS_AMBIGUOUS_H

#include "base/base.h"

/* Not for marks, formats and private use, which have no width or none that is known. */
bool cs_is_ambiguous(int32_t character);

#endif
