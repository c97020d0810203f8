/* Words and endings, as the pattern matcher looks at them. */
#ifndef CS_LEXICON_H
#define CS_LEXICON_H

#include "guide/pattern.h"

struct cs_word {
	uint32_t *letters; /* owned */
	size_t len;
};

struct cs_class {
	char *name;            /* owned */
	struct cs_word *words; /* owned, longest first */
	size_t count, cap;
};

struct cs_ending {
	char *kinds, *open, *closed; /* owned */
	struct cs_word honour;
};

struct cs_lexicon {
	struct cs_class *classes; /* owned */
	size_t class_count, class_cap;
	struct cs_ending *endings; /* owned, longest first */
	size_t ending_count, ending_cap;
};

/* The number of the class, which is made where it is missing. */
size_t cs_lexicon_class(struct cs_lexicon *lexicon, const char *name, size_t len);

/* The stem with the plain form of the ending. */
void cs_ending_plain(const struct cs_ending *ending, const char *stem, size_t len, struct cs_str *out);

#endif
