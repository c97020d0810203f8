/*
 * Letters of valid UTF-8 text, and the arithmetic of Hangul: a syllable is a
 * lead, a vowel and perhaps a tail (Unicode chapter 3.12), and what a word
 * ends in decides which particle and which ending it takes.
 */
#ifndef CS_HANGUL_H
#define CS_HANGUL_H

#include "base/base.h"

struct cs_str;

/* The code point at `s`, which must be valid UTF-8, and its length. */
uint32_t cs_hangul_at(const char *s, size_t *len);
/* Length in bytes of the last character of `s`; 0 where it is empty. */
size_t cs_hangul_last(const char *s, size_t len);
void cs_hangul_add(struct cs_str *out, uint32_t cp);

/* U+AC00 to U+D7A3, the written syllables. */
bool cs_hangul_is_syllable(uint32_t cp);
/* Letters and digits of any script that words here are made of. */
bool cs_hangul_is_word(uint32_t cp);
/* A space or a tab, of any width, but no line break. */
bool cs_hangul_is_blank(uint32_t cp);

/* The tail of a syllable: 0 is none, 4 is n, 8 is l, 17 is b, 20 is ss. */
enum cs_tail { CS_TAIL_NONE = 0, CS_TAIL_N = 4, CS_TAIL_L = 8, CS_TAIL_B = 17, CS_TAIL_SS = 20 };
int cs_hangul_tail(uint32_t syllable);
uint32_t cs_hangul_with_tail(uint32_t syllable, int tail);

/*
 * Appends the stem of a verb or adjective with the ending -a/-eo, contracted
 * as it is written: 기다리 to 기다려, 보내 to 보내, 오 to 와, 하 to 해, 누르
 * to 눌러.  The stem is what stands before -(eu)si-, so a stem whose own l or
 * t was changed there (들으시, 만드시) comes in that form.
 */
void cs_hangul_infinitive(struct cs_str *out, const char *stem, size_t len);

#endif
