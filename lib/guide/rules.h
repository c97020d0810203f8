/* The rules as lint.c and manner.c look at them. */
#ifndef CS_RULES_H
#define CS_RULES_H

#include "guide/lint.h"
#include "guide/pattern.h"

struct cs_lint_except {
	struct cs_pattern *pattern; /* owned */
	bool before;                /* anywhere in the sentence up to the finding, not over it */
};

struct cs_lint_rule {
	char *id, *suggestion;      /* owned */
	struct cs_pattern *pattern; /* owned; NULL for a rule that manner.c applies */
	struct cs_lint_except *excepts;  /* owned */
	size_t except_count, except_cap;
	bool off;
};

struct cs_linter {
	struct cs_lexicon *lexicon; /* owned */
	struct cs_lint_rule *rules;      /* owned; an id that begins with '@' is a phrase for manner.c */
	size_t count, cap;
	bool chosen;                /* cs_linter_only was called */
	bool settled;
};

/* The first match of any phrase called `name` that begins in [begin, end) and is not excepted. */
bool cs_lint_phrase(const struct cs_linter *linter, const char *name, const struct cs_prose *prose, size_t begin,
    size_t end, struct cs_hit *match);

/* Adds a finding about [begin, end), unless the rule is off. `suggestion` becomes the list's. */
void cs_remarks_add(struct cs_remarks *findings, const struct cs_prose *prose, const char *rule, size_t begin,
    size_t end, char *suggestion);

/* The rules about a whole message. */
void cs_manner(const struct cs_linter *linter, const struct cs_prose *prose, enum cs_lint_scope scope,
    struct cs_remarks *findings);

#endif
