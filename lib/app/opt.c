#include "app/opt.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/near.h"
#include "base/num.h"
#include "base/str.h"
#include "base/text.h"

#define OPTIONS_MAX 96
#define FIRST_CODE 256 /* codes of long options lie above every letter */
#define HELP_COLUMN 26

/* The two tables as one, a program's own options in front of the common. */
static struct {
	const struct cs_opt *all[OPTIONS_MAX];
	bool given[OPTIONS_MAX];
	size_t count;
} parsed;

static bool
is_known(const char *name)
{
	for (size_t i = 0; i < parsed.count; i++) {
		if (strcmp(parsed.all[i]->name, name) == 0)
			return true;
	}
	return false;
}

/* A program's own option takes the place of a common one of the same name. */
static void
add_table(const struct cs_opt *table)
{
	for (; table->kind != CS_OPT_END; table++) {
		if (is_known(table->name))
			continue;
		if (parsed.count == OPTIONS_MAX)
			CS_BUG("more options than OPTIONS_MAX");
		parsed.given[parsed.count] = false;
		parsed.all[parsed.count++] = table;
	}
}

/* The tables in getopt's form; "-" keeps the words in their place. */
static void
build(struct option longs[OPTIONS_MAX + 1], char letters[2 * OPTIONS_MAX + 3])
{
	char *p = letters;

	*p++ = '-';
	*p++ = ':';
	for (size_t i = 0; i < parsed.count; i++) {
		bool value = parsed.all[i]->kind != CS_OPT_FLAG;

		longs[i] = (struct option){ parsed.all[i]->name, value ? required_argument : no_argument,
			NULL, FIRST_CODE + (int)i };
		if (parsed.all[i]->letter) {
			*p++ = parsed.all[i]->letter;
			if (value)
				*p++ = ':';
		}
	}
	*p = '\0';
	longs[parsed.count] = (struct option){ 0 };
}

static size_t
index_of(int code)
{
	if (code >= FIRST_CODE)
		return (size_t)(code - FIRST_CODE);
	for (size_t i = 0; i < parsed.count; i++) {
		if (parsed.all[i]->letter == code)
			return i;
	}
	CS_BUG("getopt returned an option that is not in the table");
}

static enum cs_status
bad_value(const struct cs_opt *opt, const char *value, const char *wanted, struct cs_err *err)
{
	return cs_err_set(err, CS_EUSAGE, _("--%s: \"%s\" is not %s"), opt->name, value, wanted);
}

static enum cs_status
set_int(const struct cs_opt *opt, const char *value, struct cs_err *err)
{
	int64_t n;

	if (!cs_int_parse(value, strlen(value), &n) || n < opt->min || n > opt->max)
		return cs_err_set(err, CS_EUSAGE, _("--%s: \"%s\" is not a whole number from %lld to %lld"),
		    opt->name, value, (long long)opt->min, (long long)opt->max);
	*(int64_t *)opt->to = n;
	return CS_OK;
}

static enum cs_status
set_word(const struct cs_opt *opt, const char *value, struct cs_err *err)
{
	size_t len = strlen(value);
	int index = 0;

	for (const char *word = opt->arg; *word; index++) {
		size_t n = strcspn(word, "|");

		if (n == len && memcmp(word, value, n) == 0) {
			*(int *)opt->to = index;
			return CS_OK;
		}
		word += n + (word[n] == '|');
	}
	return bad_value(opt, value, opt->arg, err);
}

static void
add_item(struct cs_list *list, const char *value)
{
	list->items = cs_grow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
	list->items[list->count++] = value;
}

static enum cs_status
set(const struct cs_opt *opt, const char *value, struct cs_err *err)
{
	switch (opt->kind) {
	case CS_OPT_FLAG:
		*(bool *)opt->to = true;
		return CS_OK;
	case CS_OPT_TEXT:
		*(const char **)opt->to = value;
		return CS_OK;
	case CS_OPT_INT:
		return set_int(opt, value, err);
	case CS_OPT_DAY:
		if (!cs_day_parse(value, strlen(value), opt->to))
			return bad_value(opt, value, _("a date such as 2026-03-02"), err);
		return CS_OK;
	case CS_OPT_WORD:
		return set_word(opt, value, err);
	case CS_OPT_LIST:
		add_item(opt->to, value);
		return CS_OK;
	case CS_OPT_END:
		break;
	}
	CS_BUG("an option of no kind");
}

/* "--foramt=tsv" is no option, but --format is. */
static enum cs_status
unknown(const char *word, struct cs_err *err)
{
	const char *name = word + strspn(word, "-");
	struct cs_near near;

	cs_near_begin(&near, name, strcspn(name, "="));
	for (size_t i = 0; i < parsed.count; i++)
		cs_near_offer(&near, parsed.all[i]->name);
	if (near.best)
		return cs_err_set(err, CS_EUSAGE, _("unknown option %s; did you mean --%s?"), word, near.best);
	return cs_err_set(err, CS_EUSAGE, _("unknown option %s; see --help"), word);
}

/* What getopt could not take: `word` is the argument it stumbled over. */
static enum cs_status
refuse(int code, const char *word, struct cs_err *err)
{
	if (code == ':')
		return cs_err_set(err, CS_EUSAGE, _("%s needs a value"), word);
	if (optopt > 0 && optopt < FIRST_CODE && strncmp(word, "--", 2) != 0)
		return cs_err_set(err, CS_EUSAGE, _("unknown option -%c; see --help"), optopt);
	if (optopt >= FIRST_CODE)
		return cs_err_set(err, CS_EUSAGE, _("%s takes no value"), word);
	return unknown(word, err);
}

static void
add_word(struct cs_args *args, char *word)
{
	args->items = cs_grow(args->items, &args->cap, args->count + 1, sizeof(*args->items));
	args->items[args->count++] = word;
}

enum cs_status
cs_opt_parse(const struct cs_opt *own, const struct cs_opt *common, int argc, char *argv[],
    struct cs_args *args, struct cs_err *err)
{
	struct option longs[OPTIONS_MAX + 1];
	char letters[2 * OPTIONS_MAX + 3];
	int code;

	add_table(own);
	add_table(common);
	build(longs, letters);
	opterr = 0;
	while ((code = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		if (code == 1) {
			add_word(args, optarg);
			continue;
		}
		if (code == '?' || code == ':')
			return refuse(code, argv[optind - 1], err);
		size_t i = index_of(code);
		enum cs_status st = set(parsed.all[i], optarg, err);

		parsed.given[i] = true;
		if (st != CS_OK)
			return st;
	}
	for (; optind < argc; optind++)
		add_word(args, argv[optind]);
	return CS_OK;
}

bool
cs_opt_lists(const char *list, const char *word)
{
	size_t len = strlen(word);

	if (!list)
		return true;
	for (const char *p = strstr(list, word); p; p = strstr(p + 1, word)) {
		if ((p == list || p[-1] == ' ') && (p[len] == ' ' || p[len] == '\0'))
			return true;
	}
	return false;
}

enum cs_status
cs_opt_check(const struct cs_opt *own, const char *command, struct cs_err *err)
{
	for (const struct cs_opt *opt = own; opt->kind != CS_OPT_END; opt++) {
		if (cs_opt_given(opt->name) && !cs_opt_lists(opt->commands, command))
			return cs_err_set(err, CS_EUSAGE, _("--%s does not belong to %s, but to: %s"),
			    opt->name, command, opt->commands);
	}
	return CS_OK;
}

bool
cs_opt_given(const char *name)
{
	for (size_t i = 0; i < parsed.count; i++) {
		if (strcmp(parsed.all[i]->name, name) == 0)
			return parsed.given[i];
	}
	return false;
}

/* False for a common option whose place a program's own has taken. */
static bool
stands(const struct cs_opt *opt)
{
	for (size_t i = 0; i < parsed.count; i++) {
		if (strcmp(parsed.all[i]->name, opt->name) == 0)
			return parsed.all[i] == opt;
	}
	return true;
}

void
cs_opt_help(const struct cs_opt *options, const char *command, struct cs_str *out)
{
	for (const struct cs_opt *opt = options; opt->kind != CS_OPT_END; opt++) {
		if (!stands(opt) || (command && !cs_opt_lists(opt->commands, command)))
			continue;
		size_t start = out->len;

		cs_str_add_format(out, opt->letter ? "  -%c, " : "      ", opt->letter);
		cs_str_add_format(out, "--%s", opt->name);
		if (opt->arg)
			cs_str_add_format(out, " %s", opt->arg);
		size_t width = out->len - start;

		cs_str_add_format(out, "%*s", (int)(width < HELP_COLUMN ? HELP_COLUMN - width : 2), "");
		cs_str_add_format(out, "%s\n", _(opt->help));
	}
}
