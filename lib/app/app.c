#include "app/app.h"

#include <errno.h>
#include <fcntl.h>
#include <libintl.h>
#include <locale.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/near.h"
#include "base/str.h"
#include "base/text.h"

#define KOREA_SECONDS (9 * 3600) /* UTC+9, without summer time since 1988 */
#define WHERE_BYTES 64 /* of a program and its command */

/* What the common options say; -1 and NULL are "not given". */
static struct {
	const char *db, *output, *lang;
	int format;
	cs_day as_of;
	bool quiet, verbose, no_header, reveal, help, version;
} common = { .format = -1, .as_of = CS_NO_DAY };

static struct cs_app app;

static const struct cs_opt common_options[] = {
	{ CS_OPT_TEXT, 'd', "db", "FILE", &common.db, NULL, N_("the store (else CS_DB, else ~/.local/share/cs/shop.db)"), 0, 0 },
	{ CS_OPT_WORD, 'f', "format", "tsv|csv|table", &common.format, NULL, N_("form of the output"), 0, 0 },
	{ CS_OPT_TEXT, 'o', "output", "FILE", &common.output, NULL, N_("write to FILE, complete or not at all"), 0, 0 },
	{ CS_OPT_FLAG, 'q', "quiet", NULL, &common.quiet, NULL, N_("fewer messages"), 0, 0 },
	{ CS_OPT_FLAG, 'v', "verbose", NULL, &common.verbose, NULL, N_("more messages"), 0, 0 },
	{ CS_OPT_DAY, 0, "as-of", "DATE", &common.as_of, NULL, N_("the day that counts as today"), 0, 0 },
	{ CS_OPT_FLAG, 0, "no-header", NULL, &common.no_header, NULL, N_("leave the header line out"), 0, 0 },
	{ CS_OPT_FLAG, 0, "reveal", NULL, &common.reveal, NULL, N_("show personal data unmasked"), 0, 0 },
	{ CS_OPT_TEXT, 0, "lang", "ko|en", &common.lang, NULL, N_("language of messages and headings"), 0, 0 },
	{ CS_OPT_FLAG, 'h', "help", NULL, &common.help, NULL, N_("this help; with a command, help on it"), 0, 0 },
	{ CS_OPT_FLAG, 'V', "version", NULL, &common.version, NULL, N_("the version"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

static void
say(const char *format, va_list args)
{
	struct cs_str line = { 0 };
	char text[4096];

	vsnprintf(text, sizeof(text), format, args);
	text[cs_text_cut(text, strlen(text))] = '\0';
	cs_text_visible(&line, text, strlen(text));
	fprintf(stderr, "%s: %s\n", app.prog, line.data ? line.data : "");
	cs_str_release(&line);
}

void
cs_warn(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(format, args);
	va_end(args);
}

void
cs_note(const char *format, ...)
{
	va_list args;

	if (app.quiet)
		return;
	va_start(args, format);
	say(format, args);
	va_end(args);
}

void
cs_detail(const char *format, ...)
{
	va_list args;

	if (!app.verbose)
		return;
	va_start(args, format);
	say(format, args);
	va_end(args);
}

/* The whole mapping of outcomes to exit codes. */
static int
exit_code(enum cs_status status)
{
	switch (status) {
	case CS_OK:
	case CS_ROW:
		return 0;
	case CS_NONE:
	case CS_NOTE:
		return 1;
	case CS_EUSAGE:
		return 2;
	case CS_EINPUT:
		return 3;
	case CS_EDB:
	case CS_EIO:
		return 4;
	}
	return 4;
}

/*
 * --lang must be known before the first error about another option, so it is
 * looked for ahead of the parser.
 */
static const char *
find_lang(int argc, char *argv[])
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strncmp(argv[i], "--lang=", 7) == 0)
			return argv[i] + 7;
		if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			return argv[i + 1];
	}
	return getenv("CS_LANG");
}

static bool
locale_is_korean(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < CS_COUNT(names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strncmp(value, "ko", 2) == 0;
	}
	return false;
}

/* The catalogue lies beside the program that is not installed, else under share/. */
static void
bind_catalogue(void)
{
	static const char *const beside[] = { "/locale", "/../share/locale" };
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 32);

	if (n <= 0)
		return;
	exe[n] = '\0';
	char *slash = strrchr(exe, '/');

	for (size_t i = 0; slash && i < CS_COUNT(beside); i++) {
		memcpy(slash, beside[i], strlen(beside[i]) + 1);
		if (access(exe, R_OK) == 0) {
			bindtextdomain("cs", exe);
			bind_textdomain_codeset("cs", "UTF-8");
			return;
		}
	}
}

/*
 * C.UTF-8 exists everywhere; LANGUAGE then picks the catalogue, so that
 * Korean works where no Korean locale is installed and under `env -i`.
 */
static void
set_language(int argc, char *argv[])
{
	const char *lang = find_lang(argc, argv);

	app.korean = lang && *lang ? strcmp(lang, "ko") == 0 : locale_is_korean();
	setlocale(LC_ALL, "C.UTF-8");
	setenv("LANGUAGE", app.korean ? "ko" : "en", 1);
	bind_catalogue();
}

static char *
join(const char *home, const char *tail)
{
	struct cs_str path = { 0 };

	cs_str_add_format(&path, "%s/%s", home, tail);
	return cs_str_detach(&path);
}

/* $XDG_..., or the usual place in the home; NULL where neither is known. */
static char *
home_path(const char *xdg, const char *usual, const char *tail)
{
	const char *base = getenv(xdg), *home = getenv("HOME");

	if (base && *base)
		return join(base, tail);
	if (!home || !*home) {
		const struct passwd *user = getpwuid(getuid());

		home = user ? user->pw_dir : NULL;
	}
	if (!home || !*home)
		return NULL;
	char *dir = join(home, usual);
	char *path = join(dir, tail);

	free(dir);
	return path;
}

char *
cs_app_config_path(const char *name)
{
	char *tail = join("cs", name);
	char *path = home_path("XDG_CONFIG_HOME", ".config", tail);

	free(tail);
	return path;
}

char *
cs_app_config_file(const char *told, const char *name)
{
	char *path = told ? cs_strdup(told) : cs_app_config_path(name);

	if (!told && path && access(path, F_OK) != 0) {
		free(path);
		return NULL;
	}
	return path;
}

const char *
cs_app_agent(void)
{
	const char *env = getenv("CS_AGENT");
	const struct passwd *user = env && *env ? NULL : getpwuid(getuid());
	static char *found;

	free(found);
	found = cs_strdup(env && *env ? env : user ? user->pw_name : "");
	return found;
}

static const char *
settle_db(void)
{
	const char *env = getenv("CS_DB");
	static char *found;

	if (common.db)
		return common.db;
	if (env && *env)
		return env;
	free(found);
	found = home_path("XDG_DATA_HOME", ".local/share", "cs/shop.db");
	return found ? found : "shop.db";
}

static enum cs_status
settle_format(struct cs_err *err)
{
	static const char *const words[] = { "tsv", "csv", "table" };
	const char *env = getenv("CS_FORMAT");

	app.format = !common.output && isatty(STDOUT_FILENO) ? CS_FORMAT_TABLE : CS_FORMAT_TSV;
	if (common.format >= 0) {
		app.format = (enum cs_format)common.format;
		return CS_OK;
	}
	for (size_t i = 0; env && *env && i < CS_COUNT(words); i++) {
		if (strcmp(env, words[i]) == 0) {
			app.format = (enum cs_format)i;
			return CS_OK;
		}
	}
	if (env && *env)
		return cs_err_set(err, CS_EUSAGE, _("CS_FORMAT: \"%s\" is not %s"), env, "tsv|csv|table");
	return CS_OK;
}

/* What eyes will see, if there are any. */
static void
settle_terminal(void)
{
	const char *refused = getenv("NO_COLOR"), *term = getenv("TERM");
	struct winsize size = { 0 };

	if (common.output || !isatty(STDOUT_FILENO))
		return;
	bool told = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;

	app.columns = told ? size.ws_col : 80;
	app.colour = !(refused && *refused) && term && *term && strcmp(term, "dumb") != 0;
}

static enum cs_status
settle_clock(struct cs_err *err)
{
	const char *env = getenv("CS_AS_OF");
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	app.now = (cs_time)now.tv_sec + KOREA_SECONDS;
	app.as_of = common.as_of != CS_NO_DAY ? common.as_of : cs_day_of_time(app.now);
	if (common.as_of == CS_NO_DAY && env && *env && !cs_day_parse(env, strlen(env), &app.as_of))
		return cs_err_set(err, CS_EUSAGE, _("CS_AS_OF: \"%s\" is not a date such as 2026-03-02"), env);
	return CS_OK;
}

static enum cs_status
settle(struct cs_err *err)
{
	if (common.lang && strcmp(common.lang, "ko") != 0 && strcmp(common.lang, "en") != 0)
		return cs_err_set(err, CS_EUSAGE, _("--lang: \"%s\" is not %s"), common.lang, "ko|en");
	app.db_path = settle_db();
	app.output = common.output;
	app.quiet = common.quiet;
	app.verbose = common.verbose;
	app.no_header = common.no_header;
	app.reveal = common.reveal;
	settle_terminal();
	enum cs_status st = settle_format(err);

	return st == CS_OK ? settle_clock(err) : st;
}

/*
 * A standard stream that the parent closed would be given to the next file
 * that is opened, and records would be written into the store.  A descriptor
 * of the wrong direction takes its place, so that using it fails.
 */
static void
hold_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
	}
}

static const struct cs_command *
find_command(const struct cs_program *program, const char *name)
{
	for (const struct cs_command *c = program->commands; name && c->name; c++) {
		if (strcmp(c->name, name) == 0)
			return c;
	}
	return NULL;
}

/* A command that an option implies is not told of. */
static bool
has_help(const struct cs_program *program, const char *name)
{
	const struct cs_command *command = find_command(program, name);

	return command && command->summary;
}

static enum cs_status
no_command(const struct cs_program *program, const char *name, struct cs_err *err)
{
	struct cs_near near;

	cs_near_begin(&near, name, strlen(name));
	for (const struct cs_command *c = program->commands; c->name; c++) {
		if (c->summary)
			cs_near_offer(&near, c->name);
	}
	if (near.best)
		return cs_err_set(err, CS_EUSAGE, _("no command \"%s\"; did you mean %s?"), name, near.best);
	return cs_err_set(err, CS_EUSAGE, _("no command \"%s\"; see %s --help"), name, program->name);
}

static void
help_commands(const struct cs_program *program, struct cs_str *out)
{
	cs_str_add_format(out, "\n%s\n", _("Commands:"));
	for (const struct cs_command *c = program->commands; c->name; c++) {
		if (!c->summary)
			continue;
		size_t start = out->len;

		cs_str_add_format(out, "  %s%s%s", c->name, c->args ? " " : "", c->args ? c->args : "");
		size_t width = out->len - start;

		cs_str_add_format(out, "%*s%s\n", width < 26 ? (int)(26 - width) : 2, "", _(c->summary));
	}
}

static void
help_tail(const struct cs_program *program, const struct cs_command *command, struct cs_str *out)
{
	const char *name = command ? command->name : NULL;

	cs_str_add_format(out, "\n%s\n", _("Options:"));
	cs_opt_help(program->options, name, out);
	cs_opt_help(common_options, NULL, out);
	if (command && command->examples)
		cs_str_add_format(out, "\n%s\n%s", _("Examples:"), command->examples);
	cs_str_add_format(out, "\n%s\n", _("Exit: 0 done, 1 done but something needs attention or the answer is no, "
	    "2 usage, 3 input unusable, 4 system or store."));
}

static enum cs_status
print_help(const struct cs_program *program, const char *name, struct cs_err *err)
{
	const struct cs_command *command = has_help(program, name) ? find_command(program, name) : NULL;
	struct cs_str out = { 0 };

	if (name && !command)
		return no_command(program, name, err);
	if (command) {
		cs_str_add_format(&out, "%s: %s %s %s%s[%s]\n\n%s.\n", _("Usage"), program->name, command->name,
		    command->args ? command->args : "", command->args ? " " : "", _("OPTIONS"), _(command->summary));
	} else {
		cs_str_add_format(&out, "%s: %s %s\n\n%s\n", _("Usage"), program->name,
		    _("[OPTIONS] COMMAND [ARGUMENTS]"), _(program->summary));
		help_commands(program, &out);
	}
	help_tail(program, command, &out);
	fputs(out.data, stdout);
	cs_str_release(&out);
	return CS_OK;
}

/* What fputs and printf left in stdio: the help and the version. */
static enum cs_status
flush_stdout(enum cs_status st, struct cs_err *err)
{
	if (fflush(stdout) != 0 && !cs_failed(st))
		return cs_err_set(err, CS_EIO, "%s: %s", _("standard output"), strerror(errno));
	return st;
}

static enum cs_status
check_arguments(const struct cs_program *program, const struct cs_command *command, struct cs_err *err)
{
	if (app.arg_count > command->arg_max)
		return cs_err_set(err, CS_EUSAGE, _("%s: one argument too many: \"%s\""), command->name,
		    app.args[command->arg_max]);
	if (app.arg_count < command->arg_min)
		return cs_err_set(err, CS_EUSAGE, _("%s needs %s; see %s help %s"), command->name, command->args,
		    program->name, command->name);
	return cs_opt_check(program->options, command->name, err);
}

static enum cs_status
run_command(const struct cs_program *program, const struct cs_command *command, struct cs_err *err)
{
	enum cs_status st = check_arguments(program, command, err);

	if (st != CS_OK)
		return st;
	char where[WHERE_BYTES];
	struct cs_out_options options = { app.format, app.output, app.no_header, app.reveal, app.columns, where };

	snprintf(where, sizeof(where), "%s %s", program->name, command->name);
	st = cs_out_open(&app.out, &options, err);
	if (st != CS_OK)
		return st;
	st = command->run(&app, err);

	struct cs_err closing = { 0 };
	enum cs_status closed = cs_out_close(app.out, !cs_failed(st), &closing);

	if (closed != CS_OK && !cs_failed(st)) {
		*err = closing;
		return closed;
	}
	return st;
}

/* Takes the command off the words; the rest are its arguments. */
static enum cs_status
choose_and_run(const struct cs_program *program, struct cs_args *args, struct cs_err *err)
{
	const char *name = program->implied ? program->implied() : NULL;

	app.args = args->items;
	app.arg_count = args->count;
	if (!name && args->count > 0) {
		name = args->items[0];
		app.args++;
		app.arg_count--;
	}
	if (name && strcmp(name, "help") == 0)
		return print_help(program, app.arg_count > 0 ? app.args[0] : NULL, err);
	if (common.help)
		return print_help(program, has_help(program, name) ? name : NULL, err);
	if (!name)
		return cs_err_set(err, CS_EUSAGE, _("which command? see %s --help"), program->name);
	const struct cs_command *command = find_command(program, name);

	if (!command)
		return no_command(program, name, err);
	app.command = command->name;
	return run_command(program, command, err);
}

static enum cs_status
run(const struct cs_program *program, int argc, char *argv[], struct cs_args *args, struct cs_err *err)
{
	enum cs_status st = cs_opt_parse(program->options, common_options, argc, argv, args, err);

	if (st == CS_OK)
		st = settle(err);
	if (st != CS_OK)
		return st;
	if (common.version) {
		printf("%s %s\n", program->name, CS_VERSION);
		return CS_OK;
	}
	return choose_and_run(program, args, err);
}

int
cs_app_main(const struct cs_program *program, int argc, char *argv[])
{
	struct cs_err err = { 0 };
	struct cs_args args = { 0 };

	app.prog = program->name;
	hold_standard_streams();
	set_language(argc, argv);
	enum cs_status st = flush_stdout(run(program, argc, argv, &args, &err), &err);

	if (st != CS_OK && err.text[0])
		cs_warn("%s", err.text);
	free(args.items);
	return exit_code(st);
}
