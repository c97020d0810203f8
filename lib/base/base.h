/*
 * What every file of the toolkit shares: the outcome of a call, the message
 * that goes with it, and the rules of ownership.
 *
 * Ownership
 * - What you `init` you `release`; what you `open` you `close`.  Both are safe
 *   on a zeroed struct and safe twice.
 * - `const char *` in: borrowed for the call.  In a row: borrowed until the
 *   next row.  `char *` out: yours, free it with free().
 * - A row is a view.  Whoever keeps it copies it.
 * - Text comes as pointer and length where it may hold any byte, and as a
 *   NUL-terminated string where it cannot.
 */
#ifndef CS_BASE_H
#define CS_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CS_COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define CS_PRINTF(text, first) __attribute__((__format__(__printf__, text, first)))

/* The outcome of a call.  cmd/ never maps it to an exit code: app.c does. */
enum cs_status {
	CS_OK,     /* done; for iterators: no more rows */
	CS_ROW,    /* a row was produced */
	CS_NONE,   /* the thing asked for does not exist */
	CS_NOTE,   /* finished, but something needs attention */
	CS_EUSAGE, /* the caller's words make no sense */
	CS_EINPUT, /* a file's content is unusable */
	CS_EDB,    /* the store: missing, locked, foreign, full, damaged */
	CS_EIO,    /* reading or writing failed */
};

#define CS_ERR_TEXT 512

/*
 * Lives in the caller's frame and is the last parameter of every call that
 * can fail.  The function that meets the failure writes the text, the noun
 * first and the remedy last; callers pass it up unchanged or put a place in
 * front of it.
 */
struct cs_err {
	enum cs_status status;
	char text[CS_ERR_TEXT];
};

/*
 * Sets the status and the text and returns the status, so that a failing
 * function says `return cs_err_set(err, CS_EINPUT, ...)`.  A text that is too
 * long is cut between two characters.
 */
enum cs_status cs_err_set(struct cs_err *err, enum cs_status status,
    const char *format, ...) CS_PRINTF(3, 4);

/* Puts "<place>: " before the text, and returns the status it has. */
enum cs_status cs_err_prefix(struct cs_err *err, const char *place);

/* True for the four statuses that stop the work. */
bool cs_failed(enum cs_status status);

/* A fault of ours, not of the user: one line on stderr, then abort(). */
#define CS_BUG(what) cs_bug(__FILE__, __LINE__, (what))
_Noreturn void cs_bug(const char *file, int line, const char *what);

/*
 * The sentence in the user's language; the argument itself where there is no
 * translation.  The result lives as long as the process.  N_() only marks a
 * text for the catalogue, for tables whose texts are translated later.
 */
const char *cs_tr(const char *sentence) __attribute__((__format_arg__(1)));
/*
 * The word of a column (segment: regular) in the reader's language, for eyes;
 * NULL where the catalogue has none.
 */
const char *cs_tr_word(const char *column, const char *word, size_t len);
/*
 * The heading of a column in the reader's language.  `where` is what prints
 * it ("cs-consult next", or the name of a table): the same name may be called
 * otherwise there, or in all of the program ("cs-consult"); NULL is nowhere.
 */
const char *cs_tr_heading(const char *where, const char *name);
const char *cs_tr_count(const char *one, const char *many, unsigned long n)
    __attribute__((__format_arg__(1), __format_arg__(2)));
#define _(sentence) cs_tr(sentence)
#define N_(sentence) sentence

#endif
