#include "app/ask.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

bool
cs_ask_can(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool
cs_ask_line(const char *question, struct cs_str *line)
{
	char *text = NULL;
	size_t room = 0;

	fprintf(stderr, "%s: ", question);
	ssize_t n = getline(&text, &room, stdin);

	cs_str_clear(line);
	cs_str_add(line, "");
	while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'))
		n--;
	if (n > 0)
		cs_str_add_n(line, text, (size_t)n);
	bool more = n >= 0;

	free(text);
	return more;
}

static enum cs_status
read_all(FILE *file, const char *name, struct cs_str *text, struct cs_err *err)
{
	char part[4096];
	size_t n;

	cs_str_clear(text);
	cs_str_add(text, "");
	while ((n = fread(part, 1, sizeof(part), file)) > 0)
		cs_str_add_n(text, part, n);
	return ferror(file) ? cs_err_set(err, CS_EIO, "%s: %s", name, strerror(errno)) : CS_OK;
}

enum cs_status
cs_ask_stdin(struct cs_str *text, struct cs_err *err)
{
	return read_all(stdin, "stdin", text, err);
}

/* The shell takes an editor's options apart: EDITOR='code --wait'. */
static bool
run_editor(const char *path)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		execlp("sh", "sh", "-c", "exec ${VISUAL:-${EDITOR:-vi}} \"$1\"", "sh", path, (char *)NULL);
		_exit(127);
	}
	return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static enum cs_status
edit_file(const char *path, int fd, struct cs_str *text, struct cs_err *err)
{
	bool written = write(fd, text->data, text->len) == (ssize_t)text->len;

	if (close(fd) != 0 || !written)
		return cs_err_set(err, CS_EIO, "%s: %s", path, strerror(errno));
	if (!run_editor(path))
		return cs_err_set(err, CS_NOTE, _("the editor failed; nothing was written down"));
	FILE *file = fopen(path, "r");

	if (!file)
		return cs_err_set(err, CS_EIO, "%s: %s", path, strerror(errno));
	enum cs_status st = read_all(file, path, text, err);

	fclose(file);
	return st;
}

enum cs_status
cs_ask_editor(struct cs_str *text, struct cs_err *err)
{
	const char *folder = getenv("TMPDIR");
	struct cs_str path = { 0 };

	/* Mode 0600: what customers say is nobody else's business. */
	cs_str_add_format(&path, "%s/cs-consult-XXXXXX", folder && *folder ? folder : "/tmp");
	int fd = mkstemp(path.data);
	enum cs_status st = fd < 0 ? cs_err_set(err, CS_EIO, "%s: %s", path.data, strerror(errno)) :
	    edit_file(path.data, fd, text, err);

	if (fd >= 0)
		unlink(path.data);
	cs_str_release(&path);
	return st;
}
