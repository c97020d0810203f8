/*
 * A text to look at letter by letter: code points in NFC, the lines they
 * stand on, the sentences they make, and which of them are only quoted.
 */
#ifndef CS_PROSE_H
#define CS_PROSE_H

#include "base/base.h"

struct cs_str;

struct cs_sentence {
	size_t begin, end; /* letters, without the blanks around and the mark at the end */
	bool question;
	bool hangul;       /* it has Korean words */
};

struct cs_prose {
	uint32_t *letters;             /* owned */
	bool *mentioned;               /* owned: stands in quotes that a particle follows ('...'라는) */
	size_t count, cap;
	size_t *lines;                 /* owned: where each line begins */
	size_t line_count, line_cap;
	struct cs_sentence *sentences; /* owned */
	size_t sentence_count, sentence_cap;
};

/* Reads valid UTF-8 into a zeroed prose.  A sentence ends at . ! ? and at a line's end. */
void cs_prose_init(struct cs_prose *prose, const char *text, size_t len);
void cs_prose_release(struct cs_prose *prose);

/* Line and column of a letter, both from 1; the column counts letters in NFC. */
void cs_prose_place(const struct cs_prose *prose, size_t at, size_t *line, size_t *column);

/* The sentence that holds the letter, or the nearest before it; NULL where there is none. */
const struct cs_sentence *cs_prose_sentence(const struct cs_prose *prose, size_t at);

/* Appends the letters [begin, end) as UTF-8. */
void cs_prose_cut(const struct cs_prose *prose, size_t begin, size_t end, struct cs_str *out);

#endif
