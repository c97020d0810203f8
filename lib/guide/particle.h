/*
 * The particle that fits behind a word: 을 or 를, 이 or 가, 으로 or 로.  What
 * counts is the sound that the word ends in when it is read aloud, so digits
 * are read as Sino-Korean numbers (10 ends in 십), Latin letters by their
 * Korean names (L ends in 엘), units behind a number by the word they stand
 * for (5kg ends in 킬로그램), and closing brackets are not read.
 */
#ifndef CS_PARTICLE_H
#define CS_PARTICLE_H

#include "base/base.h"

enum cs_sound {
	CS_SOUND_UNKNOWN, /* nobody can tell: an ideograph, a picture, nothing */
	CS_SOUND_VOWEL,
	CS_SOUND_L,       /* closed by l: 으로 is 로 behind it */
	CS_SOUND_CLOSED,
};

/* How the (valid, NFC) text ends. */
enum cs_sound cs_particle_sound(const char *word, size_t len);

/* A pair of forms: behind a closed syllable, and behind an open one. */
struct cs_particle {
	const char *closed, *open;
};

/*
 * The pair whose notation stands at `s`: 을(를), 를(을), 을/를, 를/을, (이)라,
 * (으)로.  *len gets the bytes of the notation.  NULL where there is none.
 */
const struct cs_particle *cs_particle_notation(const char *s, size_t left, size_t *len);

/*
 * The pair one form of which stands bare at `s` and ends the word there, or
 * NULL: a writer who puts {item}을 means the object, whatever the item is.
 */
const struct cs_particle *cs_particle_bare(const char *s, size_t left, size_t *len);

/* The form that fits behind the sound, or NULL for CS_SOUND_UNKNOWN. */
const char *cs_particle_choose(const struct cs_particle *pair, enum cs_sound sound);

#endif
