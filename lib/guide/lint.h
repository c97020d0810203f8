/*
 * Wording rules over a reply to a customer.  Most rules are data: a pattern,
 * what excepts from it, and a suggestion (lib/guide/lint/rules.tsv).  The
 * rules that look at the whole message, its greeting, its order of apology
 * and acknowledgement, its refusals, are in manner.c and find their phrases
 * in the same file.  Nothing is ever rewritten.
 */
#ifndef CS_LINT_H
#define CS_LINT_H

#include "guide/prose.h"

struct cs_linter;

struct cs_remark {
	size_t at, order;    /* the letter it begins at; which it was to be found */
	size_t line, column; /* from 1; letters after NFC */
	const char *rule;    /* borrowed from the linter; the id of a guide entry */
	char *found;         /* owned */
	char *suggestion;    /* owned */
};

struct cs_remarks {
	struct cs_remark *items; /* owned, in the order of the text */
	size_t count, cap;
};

/* Is the text a whole message, which greets and takes leave, or a part of one? */
enum cs_lint_scope {
	CS_LINT_AUTO,  /* three sentences that greet or close are a message, and any five */
	CS_LINT_WHOLE,
	CS_LINT_PART,
};

/* The built-in rules. */
struct cs_linter *cs_linter_open(void);
void cs_linter_close(struct cs_linter *linter);

/*
 * Adds a shop's own rules: TSV or CSV with the columns rule, pattern, except,
 * suggestion.  A rule {name} adds words to a class.  CS_OK, CS_EINPUT with
 * file and line, CS_EIO.
 */
enum cs_status cs_linter_read(struct cs_linter *linter, const char *path, struct cs_err *err);

/* Turns a rule off, or with `only` all the others; CS_EUSAGE where there is none. */
enum cs_status cs_linter_skip(struct cs_linter *linter, const char *rule, struct cs_err *err);
enum cs_status cs_linter_only(struct cs_linter *linter, const char *rule, struct cs_err *err);

/* Finds what the rules say about the (valid UTF-8) text. */
void cs_lint(struct cs_linter *linter, const char *text, size_t len, enum cs_lint_scope scope,
    struct cs_remarks *findings);
void cs_remarks_release(struct cs_remarks *findings);

#endif
