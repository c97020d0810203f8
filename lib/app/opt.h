/*
 * Options as data.  One table of a program drives parsing, --help and the
 * test that compares them with the man page and the completions.  The only
 * door to getopt_long.
 */
#ifndef CS_OPT_H
#define CS_OPT_H

#include "base/date.h"

enum cs_opt_kind {
	CS_OPT_END,
	CS_OPT_FLAG, /* bool */
	CS_OPT_TEXT, /* const char *, borrowed from argv */
	CS_OPT_INT,  /* int64_t in [min, max] */
	CS_OPT_DAY,  /* cs_day */
	CS_OPT_WORD, /* int: the index of the word in `arg`, "day|order|line" */
	CS_OPT_LIST, /* struct cs_list: may be given more than once */
};

struct cs_opt {
	enum cs_opt_kind kind;
	char letter;          /* 0: long name only */
	const char *name;
	const char *arg;      /* what the help calls the value; the words of a WORD */
	void *to;             /* where the value goes; untouched when not given */
	const char *commands; /* the commands it belongs to, parted by blanks; NULL: all */
	const char *help;     /* one clause, marked N_() */
	int64_t min, max;     /* of an INT */
};

struct cs_list {
	const char **items; /* owned; the texts are argv's */
	size_t count;
	size_t cap;
};

/* What stands beside the options on the command line. */
struct cs_args {
	char **items; /* owned; the texts are argv's */
	size_t count;
	size_t cap;
};

/*
 * Reads the command line against both tables; options may stand anywhere,
 * "--" ends them.  CS_EUSAGE names the option and what it wants.
 */
enum cs_status cs_opt_parse(const struct cs_opt *own, const struct cs_opt *common, int argc,
    char *argv[], struct cs_args *args, struct cs_err *err);

/*
 * CS_EUSAGE when an option was given that does not belong to `command`.
 * Call after cs_opt_parse.
 */
enum cs_status cs_opt_check(const struct cs_opt *own, const char *command, struct cs_err *err);

/* True when `name` was given on the command line. */
bool cs_opt_given(const char *name);

/* The lines of --help for the options of `command` (NULL: of all). */
struct cs_str;
void cs_opt_help(const struct cs_opt *options, const char *command, struct cs_str *out);

/* True when the blank-parted list (or NULL, meaning all) names the word. */
bool cs_opt_lists(const char *list, const char *word);

#endif
