/*
 * What the linter finds in a text, as rows.
 */
#ifndef CS_FINDINGS_H
#define CS_FINDINGS_H

#include "guide/lint.h"
#include "stream/out.h"

/* Prints the findings and returns how many there are; with `each_line` every line is a message of its own. */
size_t cs_lint_print(struct cs_linter *linter, const struct cs_str *text, enum cs_lint_scope scope, bool each_line,
    struct cs_out *out);

#endif
