/*
 * Patterns over Korean text, made for wording rules kept as data.  Like a
 * regular expression, but it knows blanks that people set or leave out, word
 * classes, numbers in digits or words, and endings that honour.
 *
 *	a blank    any blanks, or none
 *	(a|b|)     one of these                              a group
 *	{name}     a word of the class                       a group
 *	#          a number: 5,000 / 삼만 / 두               a group
 *	@          one to ten Hangul letters, few first      a group
 *	_          one Hangul letter
 *	~          up to 14 letters of the clause, few first a group
 *	%v %a %c   the ending of a verb, an adjective, a noun that honours
 *	           (-(으)시-), behind the group in front     a group
 *	< >        here a word begins, ends
 *	^ $        here a sentence begins, ends
 *	[ ]        the part that is reported; else all of it
 *	\x         the letter x itself
 *
 * Groups are numbered from 1 in the order they open.
 */
#ifndef CS_PATTERN_H
#define CS_PATTERN_H

#include "guide/prose.h"

#define CS_PATTERN_GROUPS 10

struct cs_lexicon; /* the word classes and the endings that patterns speak of */
struct cs_pattern;

struct cs_lexicon *cs_lexicon_open(void);
void cs_lexicon_close(struct cs_lexicon *lexicon);

/* Adds words parted by '|' to the class, which is made where it is missing. */
void cs_lexicon_add(struct cs_lexicon *lexicon, const char *name, size_t name_len, const char *words, size_t len);

/*
 * One row of endings: the kinds it goes with ("va"), the ending that honours
 * (세요), and the plain one behind an open and behind a closed stem.  A plain
 * ending that begins with a lone consonant (ㅂ니다) joins the last syllable;
 * one that begins with '+' goes to the past stem, with '-' to the -a/-eo form.
 */
void cs_lexicon_add_ending(struct cs_lexicon *lexicon, const char *kinds, const char *honour, const char *open,
    const char *closed);

/*
 * Compiles a pattern; the lexicon is borrowed and must live as long, and
 * classes may still get words.  CS_EINPUT says what is wrong with it.
 */
enum cs_status cs_pattern_open(struct cs_pattern **pattern, struct cs_lexicon *lexicon, const char *text, size_t len,
    struct cs_err *err);
void cs_pattern_close(struct cs_pattern *pattern);

struct cs_stretch {
	size_t begin, end;
};

struct cs_hit {
	struct cs_stretch whole, reported;
	struct cs_stretch groups[CS_PATTERN_GROUPS]; /* [0] is not used */
	int ending_row[CS_PATTERN_GROUPS];        /* of a % group, else -1 */
};

/*
 * Notes the letters a match can begin with, so that all other places are
 * passed over.  Call when the classes have their words, before matching.
 */
void cs_pattern_settle(struct cs_pattern *pattern);

/* The first match that begins in [begin, end). */
bool cs_pattern_find(const struct cs_pattern *pattern, const struct cs_prose *prose, size_t begin, size_t end,
    struct cs_hit *match);

/*
 * Appends the suggestion: \1 to \9 are the groups, and of a % group the stem
 * and the plain ending in one; \+1 is group 1 in its -a/-eo form.
 */
void cs_pattern_suggest(const struct cs_pattern *pattern, const struct cs_prose *prose, const struct cs_hit *match,
    const char *suggestion, struct cs_str *out);

#endif
