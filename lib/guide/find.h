/*
 * Looking an entry up by what a person remembers of it: its id, a word of
 * its title or an alias, any words of its text.  Case, blanks and the form of
 * the letters do not matter, and a Korean word is found inside another.
 */
#ifndef CS_FIND_H
#define CS_FIND_H

#include "guide/guide.h"

/*
 * Puts the entries (of `kind`, or of all kinds for NULL) that fit the words
 * best into `found`, which has room for every entry, and returns their
 * count.  Fits are tried in this order, and the first that any entry meets
 * ends the search: the id, whole or up to its '_', or for a kind its number;
 * title or alias alike; title or alias holding the words, or an alias held by
 * them; any text holding the words; any texts holding each word.
 */
size_t cs_guide_find(const struct cs_guide *guide, const char *kind, const char *words,
    const struct cs_entry **found);

#endif
