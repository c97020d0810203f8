/*
 * The frame that all programs stand in: common options, language, clock,
 * messages, exit codes.  The only place in lib/ that reads the environment
 * and the clock, and that ends the process.
 *
 * A program is a table of commands and a table of options; main() is
 *
 *	return cs_app_main(&program, argc, argv);
 */
#ifndef CS_APP_H
#define CS_APP_H

#include "app/opt.h"
#include "stream/out.h"

/* What the common options and the environment said. */
struct cs_app {
	const char *prog;
	const char *command;     /* the name of the command that runs */
	char **args;             /* what stands behind the command */
	size_t arg_count;
	const char *db_path;     /* --db, CS_DB, or the home's default */
	enum cs_format format;
	const char *output;      /* --output, or NULL */
	bool quiet, verbose;
	bool no_header;
	bool reveal;
	bool korean;             /* messages and headings in Korean */
	size_t columns;          /* of the terminal that is written to; 0: it is none */
	bool colour;             /* that terminal shows colours, and NO_COLOR is not set */
	cs_day as_of;            /* the day that counts as today */
	cs_time now;             /* Korean wall clock, for "when was this done" */
	struct cs_out *out;      /* opened before the command, closed after it */
};

struct cs_command {
	const char *name;
	const char *args;        /* "[FILE...]", or NULL for none */
	const char *summary;     /* one clause, N_(); NULL: the help does not name the command */
	const char *examples;    /* lines for --help, or NULL */
	enum cs_status (*run)(struct cs_app *app, struct cs_err *err);
	size_t arg_min, arg_max; /* how many arguments; arg_max 0 is none, SIZE_MAX any */
};

struct cs_program {
	const char *name;
	const char *summary;               /* one sentence, N_() */
	const struct cs_command *commands; /* ends with a NULL name */
	const struct cs_opt *options;      /* ends with CS_OPT_END */
	/* The command that the options alone imply, or NULL to take the first word. */
	const char *(*implied)(void);
};

/* Runs the program and returns the exit code. */
int cs_app_main(const struct cs_program *program, int argc, char *argv[]);

/*
 * Messages on stderr: "cs-import: ...".  Terminal escapes in them are
 * made harmless.  cs_note() is silent under --quiet, cs_detail() speaks only
 * under --verbose.
 */
void cs_warn(const char *format, ...) CS_PRINTF(1, 2);
void cs_note(const char *format, ...) CS_PRINTF(1, 2);
void cs_detail(const char *format, ...) CS_PRINTF(1, 2);

/* Who is at the keyboard: CS_AGENT, else the login's name; good until the next call. */
const char *cs_app_agent(void);

/*
 * The file a user keeps settings in: $XDG_CONFIG_HOME/cs/NAME, else
 * ~/.config/cs/NAME; NULL where neither is set.  The caller frees it.
 */
char *cs_app_config_path(const char *name);

/* The same where there is such a file, else NULL; `told`, copied, where it is not NULL. */
char *cs_app_config_file(const char *told, const char *name);

#endif
