#include "stream/out.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/str.h"
#include "base/text.h"
#include "stream/table.h"

#define FLUSH_BYTES (64u << 10)

struct cs_out {
	struct cs_out_options options;
	int fd;
	char *temporary;     /* the file's name until it is complete, or NULL */
	bool excel_safe;     /* CSV: no cell is a formula */
	bool visible;        /* a terminal reads along: control characters are shown, not sent */
	int error;           /* errno of the first write that failed */
	struct cs_str buf;
	struct cs_str scratch;
	const struct cs_col *columns;
	size_t column_count;
	size_t at;           /* cells of the row so far */
	uint64_t rows;
	struct cs_table table;
	struct cs_str part, name; /* what the row told of itself so far; in a table only */
};

#define UNFINISHED_MAX 4

/*
 * What an early end would leave behind.  exit(3) and the signals that end a
 * program take it away; unlink(2) may be called from a signal handler.
 */
static char *unfinished[UNFINISHED_MAX];

static void
remove_unfinished(void)
{
	for (size_t i = 0; i < UNFINISHED_MAX; i++) {
		if (unfinished[i])
			unlink(unfinished[i]);
	}
}

static void
end_by_signal(int number)
{
	remove_unfinished();
	signal(number, SIG_DFL);
	raise(number);
}

static void
watch(char *name)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	static bool watching;

	if (!watching) {
		atexit(remove_unfinished);
		for (size_t i = 0; i < CS_COUNT(signals); i++) {
			/* What the parent chose to ignore stays ignored. */
			if (signal(signals[i], end_by_signal) == SIG_IGN)
				signal(signals[i], SIG_IGN);
		}
		watching = true;
	}
	for (size_t i = 0; i < UNFINISHED_MAX; i++) {
		if (!unfinished[i]) {
			unfinished[i] = name;
			return;
		}
	}
	CS_BUG("too many files at once");
}

static void
unwatch(const char *name)
{
	for (size_t i = 0; i < UNFINISHED_MAX; i++) {
		if (unfinished[i] == name)
			unfinished[i] = NULL;
	}
}

static enum cs_status
open_temporary(struct cs_out *out, struct cs_err *err)
{
	struct cs_str name = { 0 };
	mode_t mask = umask(0);

	umask(mask);
	cs_str_add_format(&name, "%s.XXXXXX", out->options.path);
	out->temporary = cs_str_detach(&name);
	out->fd = mkstemp(out->temporary);
	if (out->fd < 0) {
		free(out->temporary);
		out->temporary = NULL;
		return cs_err_set(err, CS_EIO, "%s: %s", out->options.path, strerror(errno));
	}
	fchmod(out->fd, (out->options.reveal ? 0600 : 0666) & ~mask);
	watch(out->temporary);
	return CS_OK;
}

/* A device or a pipe is written to as it is: nothing may take its place. */
static enum cs_status
open_path(struct cs_out *out, struct cs_err *err)
{
	struct stat st;

	if (stat(out->options.path, &st) != 0 || S_ISREG(st.st_mode))
		return open_temporary(out, err);
	out->fd = open(out->options.path, O_WRONLY | O_CLOEXEC);
	if (out->fd < 0)
		return cs_err_set(err, CS_EIO, "%s: %s", out->options.path, strerror(errno));
	return CS_OK;
}

enum cs_status
cs_out_open(struct cs_out **result, const struct cs_out_options *options, struct cs_err *err)
{
	struct cs_out *out = cs_calloc(1, sizeof(*out));
	enum cs_status st = CS_OK;

	out->options = *options;
	out->fd = STDOUT_FILENO;
	if (options->path)
		st = open_path(out, err);
	if (st != CS_OK) {
		free(out);
		out = NULL;
	} else {
		out->visible = isatty(out->fd);
	}
	*result = out;
	return st;
}

void
cs_out_set_format(struct cs_out *out, enum cs_format format)
{
	if (out->column_count > 0)
		CS_BUG("a form that changes under a header");
	out->options.format = format;
}

void
cs_out_set_excel_safe(struct cs_out *out)
{
	out->excel_safe = true;
}

static void
flush(struct cs_out *out)
{
	size_t at = 0;

	while (!out->error && at < out->buf.len) {
		ssize_t n = write(out->fd, out->buf.data + at, out->buf.len - at);

		if (n >= 0)
			at += (size_t)n;
		else if (errno != EINTR)
			out->error = errno;
	}
	cs_str_clear(&out->buf);
}

static void
print_table(struct cs_out *out)
{
	if (out->options.format != CS_FORMAT_TABLE || out->column_count == 0)
		return;
	size_t left_out = cs_table_print(&out->table, &out->buf);

	if (left_out > 0)
		cs_str_add_format(&out->buf, cs_tr_count("%zu more column has no room; -f tsv has it.\n",
		    "%zu more columns have no room; -f tsv has them.\n", left_out), left_out);
	cs_table_release(&out->table);
	out->column_count = 0;
}

/* Closes the descriptor, and with `keep` gives the file its name. */
static void
finish_file(struct cs_out *out, bool keep)
{
	if (keep && out->temporary && !out->error && fsync(out->fd) != 0)
		out->error = errno;
	if (out->options.path && close(out->fd) != 0 && !out->error)
		out->error = errno;
	if (!out->temporary)
		return;
	if (keep && !out->error && rename(out->temporary, out->options.path) != 0)
		out->error = errno;
	if (!keep || out->error)
		unlink(out->temporary);
	unwatch(out->temporary);
}

enum cs_status
cs_out_close(struct cs_out *out, bool keep, struct cs_err *err)
{
	if (!out)
		return CS_OK;
	/* Work that failed before its first row leaves no header behind. */
	if (keep || out->rows > 0)
		print_table(out);
	else
		cs_str_clear(&out->buf);
	flush(out);
	finish_file(out, keep);
	enum cs_status st = CS_OK;

	/* A reader that went away (head) is no fault worth a message. */
	if (out->error == EPIPE)
		st = cs_err_set(err, CS_EIO, "%s", "");
	else if (out->error)
		st = cs_err_set(err, CS_EIO, "%s: %s", out->options.path ? out->options.path : _("standard output"),
		    strerror(out->error));
	cs_table_release(&out->table);
	cs_str_release(&out->buf);
	cs_str_release(&out->scratch);
	cs_str_release(&out->part);
	cs_str_release(&out->name);
	free(out->temporary);
	free(out);
	return st;
}

static bool
needs_quotes(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == ',' || text[i] == '"' || text[i] == '\n' || text[i] == '\r')
			return true;
	}
	return false;
}

static void
add_csv(struct cs_str *buf, const char *text, size_t len)
{
	if (!needs_quotes(text, len)) {
		cs_str_add_n(buf, text, len);
		return;
	}
	cs_str_add_char(buf, '"');
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '"')
			cs_str_add_char(buf, '"');
		cs_str_add_char(buf, text[i]);
	}
	cs_str_add_char(buf, '"');
}

static void
add_tsv(struct cs_str *buf, const char *text, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len; i++) {
		const char *escape = text[i] == '\t' ? "\\t" : text[i] == '\n' ? "\\n" :
		    text[i] == '\r' ? "\\r" : text[i] == '\\' ? "\\\\" : NULL;

		if (!escape)
			continue;
		cs_str_add_n(buf, text + from, i - from);
		cs_str_add(buf, escape);
		from = i + 1;
	}
	cs_str_add_n(buf, text + from, len - from);
}

static void
align_table(struct cs_out *out)
{
	for (size_t i = 0; i < out->column_count; i++)
		out->table.right[i] = out->columns[i].cell == CS_CELL_NUMBER;
}

/* A name of a column, which may come from a file just as a cell does. */
static void
add_name(struct cs_out *out, const char *text, size_t len)
{
	struct cs_str shown = { 0 };

	if (out->visible) {
		cs_text_visible(&shown, text, len);
		text = shown.data ? shown.data : "";
		len = shown.len;
	}
	if (out->options.format == CS_FORMAT_CSV)
		add_csv(&out->buf, text, len);
	else
		add_tsv(&out->buf, text, len);
	cs_str_release(&shown);
}

static void
write_header(struct cs_out *out)
{
	bool table = out->options.format == CS_FORMAT_TABLE;

	for (size_t i = 0; i < out->column_count; i++) {
		const char *name = out->columns[i].name;

		if (table) {
			name = cs_tr_heading(out->options.where, name);
			cs_table_add(&out->table, name, strlen(name));
			continue;
		}
		add_name(out, name, strlen(name));
		cs_str_add_char(&out->buf, i + 1 == out->column_count ? '\n' :
		    out->options.format == CS_FORMAT_CSV ? ',' : '\t');
	}
}

void
cs_out_begin(struct cs_out *out, const struct cs_col *columns, size_t count)
{
	print_table(out);
	out->columns = columns;
	out->column_count = count;
	out->at = 0;
	if (out->options.format == CS_FORMAT_TABLE) {
		cs_table_init(&out->table, count);
		out->table.header = !out->options.no_header;
		out->table.width = out->options.width;
	}
	if (out->options.format == CS_FORMAT_TABLE)
		align_table(out);
	if (!out->options.no_header)
		write_header(out);
}

/* Rows of part, name and value: a name is called something in its part, a word means something as the value of that name. */
static void
remember(struct cs_out *out, const char *column, const char *text, size_t len)
{
	struct cs_str *kept = strcmp(column, "part") == 0 ? &out->part : strcmp(column, "name") == 0 ? &out->name : NULL;

	if (out->at == 0) {
		cs_str_clear(&out->part);
		cs_str_clear(&out->name);
	}
	if (kept && (kept == &out->part || out->part.len)) {
		cs_str_add_n(kept, text, len);
		cs_str_add(kept, "");
	}
}

/* With what it means in the reader's language: a word of a column, or the name of another column. */
static void
add_shown(struct cs_out *out, const char *text, size_t len)
{
	const char *column = out->columns[out->at].name;

	remember(out, column, text, len);
	if (strcmp(column, "name") == 0 && out->part.len)
		cs_table_add_name(&out->table, out->part.data, text, len);
	else
		cs_table_add_word(&out->table, strcmp(column, "value") == 0 && out->name.len ? out->name.data : column, text, len);
}

static void
add_cell(struct cs_out *out, const char *text, size_t len)
{
	if (out->at == out->column_count)
		CS_BUG("more cells than columns");
	switch (out->options.format) {
	case CS_FORMAT_TABLE:
		add_shown(out, text, len);
		break;
	case CS_FORMAT_CSV:
		if (out->at > 0)
			cs_str_add_char(&out->buf, ',');
		add_csv(&out->buf, text, len);
		break;
	case CS_FORMAT_TSV:
		if (out->at > 0)
			cs_str_add_char(&out->buf, '\t');
		add_tsv(&out->buf, text, len);
		break;
	}
	out->at++;
}

/* A number or a date: nothing in it can need an escape or a quote. */
static void
add_plain(struct cs_out *out, const char *text, size_t len)
{
	struct cs_str *buf = &out->buf;

	if (out->options.format == CS_FORMAT_TABLE) {
		add_cell(out, text, len);
		return;
	}
	if (out->at == out->column_count)
		CS_BUG("more cells than columns");
	cs_str_reserve(buf, len + 1);
	if (out->at++ > 0)
		buf->data[buf->len++] = out->options.format == CS_FORMAT_CSV ? ',' : '\t';
	memcpy(buf->data + buf->len, text, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

static bool
is_formula(const char *text, size_t len)
{
	struct cs_amount amount;

	return len > 0 && memchr("=+-@\t\r", text[0], 6) && !cs_amount_parse(text, len, &amount);
}

static enum cs_mask
mask_of(enum cs_cell cell)
{
	switch (cell) {
	case CS_CELL_NAME:
		return CS_MASK_NAME;
	case CS_CELL_PHONE:
		return CS_MASK_PHONE;
	case CS_CELL_EMAIL:
		return CS_MASK_EMAIL;
	case CS_CELL_ADDRESS:
		return CS_MASK_ADDRESS;
	case CS_CELL_PROSE:
		return CS_MASK_PROSE;
	case CS_CELL_TEXT:
	case CS_CELL_NUMBER:
		return CS_MASK_NONE;
	}
	return CS_MASK_NONE;
}

void
cs_out_text(struct cs_out *out, const char *text, size_t len)
{
	enum cs_mask mask = out->at < out->column_count && !out->options.reveal ?
	    mask_of(out->columns[out->at].cell) : CS_MASK_NONE;
	struct cs_str masked = { 0 };

	if (mask != CS_MASK_NONE && len > 0) {
		cs_text_mask(&masked, mask, text, len);
		text = masked.data;
		len = masked.len;
	}
	if (out->visible && out->options.format != CS_FORMAT_TABLE) {
		cs_str_clear(&out->scratch);
		cs_text_visible(&out->scratch, text, len);
		text = out->scratch.data ? out->scratch.data : "";
		len = out->scratch.len;
	}
	if (out->excel_safe && out->options.format == CS_FORMAT_CSV && is_formula(text, len)) {
		struct cs_str quoted = { 0 };

		cs_str_add_char(&quoted, '\'');
		cs_str_add_n(&quoted, text, len);
		add_cell(out, quoted.data, quoted.len);
		cs_str_release(&quoted);
	} else {
		add_cell(out, text, len);
	}
	cs_str_release(&masked);
}

void
cs_out_str(struct cs_out *out, const char *text)
{
	cs_out_text(out, text ? text : "", text ? strlen(text) : 0);
}

void
cs_out_empty(struct cs_out *out)
{
	add_plain(out, "", 0);
}

void
cs_out_int(struct cs_out *out, int64_t n)
{
	char text[CS_MONEY_TEXT];

	cs_money_format(text, n, 0, 0);
	add_plain(out, text, strlen(text));
}

void
cs_out_bool(struct cs_out *out, bool yes)
{
	add_cell(out, yes ? "yes" : "no", yes ? 3 : 2);
}

void
cs_out_money(struct cs_out *out, int64_t value, int scale, int decimals)
{
	char text[CS_MONEY_TEXT];

	cs_money_format(text, value, scale, decimals);
	add_plain(out, text, strlen(text));
}

void
cs_out_day(struct cs_out *out, cs_day day)
{
	char text[CS_DAY_TEXT];

	if (day == CS_NO_DAY)
		cs_out_empty(out);
	else
		add_plain(out, cs_day_format(text, day), CS_DAY_TEXT - 1);
}

void
cs_out_time(struct cs_out *out, cs_time time)
{
	char text[CS_TIME_TEXT];

	if (time == CS_NO_TIME)
		cs_out_empty(out);
	else
		add_plain(out, cs_time_format(text, time), CS_TIME_TEXT - 1);
}

void
cs_out_real(struct cs_out *out, double n, int decimals)
{
	char text[CS_REAL_TEXT];

	if (isnan(n))
		cs_out_empty(out);
	else
		add_plain(out, text, cs_real_format(text, n, decimals));
}

void
cs_out_rate(struct cs_out *out, int64_t part, int64_t whole)
{
	cs_out_real(out, whole == 0 ? (double)NAN : (double)part / (double)whole, 6);
}

void
cs_out_end(struct cs_out *out)
{
	if (out->at != out->column_count)
		CS_BUG("fewer cells than columns");
	if (out->options.format != CS_FORMAT_TABLE)
		cs_str_add_char(&out->buf, '\n');
	if (out->buf.len >= FLUSH_BYTES)
		flush(out);
	out->at = 0;
	out->rows++;
}

void
cs_out_raw(struct cs_out *out, const char *text, size_t len)
{
	cs_str_add_n(&out->buf, text, len);
	if (out->buf.len >= FLUSH_BYTES)
		flush(out);
}

void
cs_out_begin_findings(struct cs_out *out)
{
	static const struct cs_col columns[] = { { "finding", CS_CELL_TEXT } };

	cs_out_begin(out, columns, CS_COUNT(columns));
}

void
cs_out_finding(void *out, const char *finding)
{
	cs_out_str(out, finding);
	cs_out_end(out);
}
