/*
 * The one file below lib/app that reads a clock: the bar shows how fast the
 * work goes and no result depends on it.
 */
#include "stream/progress.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

#define PAUSE INT64_C(100000000) /* nanoseconds between two pictures */
#define SECOND INT64_C(1000000000)
#define BAR 20                   /* columns of the bar itself */
#define COLUMNS 80               /* where the terminal does not tell */

static int64_t
now(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) != 0)
		return 0;
	return (int64_t)t.tv_sec * SECOND + t.tv_nsec;
}

void
cs_progress_init(struct cs_progress *progress, int fd, bool wanted, const char *name, uint64_t size)
{
	*progress = (struct cs_progress){ .fd = -1, .name = name, .size = size };
	if (!wanted || !isatty(fd))
		return;
	progress->fd = fd;
	progress->started = now();
	progress->shown = progress->started;
}

static void
add_bytes(struct cs_str *out, uint64_t bytes)
{
	static const char *const units[] = { "B", "KB", "MB", "GB", "TB" };
	double n = (double)bytes;
	size_t unit = 0;

	for (; n >= 1000 && unit + 1 < CS_COUNT(units); unit++)
		n /= 1000;
	cs_str_add_format(out, unit ? "%.1f %s" : "%.0f %s", n, units[unit]);
}

static void
add_bar(struct cs_str *out, uint64_t done, uint64_t size)
{
	/* A file that grows while it is read does not push the bar past its end. */
	uint64_t percent = done >= size ? 100 : (uint64_t)(100.0 * (double)done / (double)size);

	cs_str_add_format(out, "%3u%% [", (unsigned)percent);
	for (uint64_t i = 0; i < BAR; i++)
		cs_str_add_char(out, i * 100 < percent * BAR ? '#' : ' ');
	cs_str_add(out, "]  ");
}

/* Time left at the speed so far. */
static void
add_left(struct cs_str *out, uint64_t done, uint64_t size, double seconds)
{
	if (done == 0 || done >= size || seconds <= 0)
		return;
	double left = seconds * (double)(size - done) / (double)done;

	if (left >= 360000)
		return;
	unsigned s = (unsigned)(left + 0.5);

	if (s >= 3600)
		cs_str_add_format(out, _("%u:%02u:%02u left"), s / 3600, s / 60 % 60, s % 60);
	else
		cs_str_add_format(out, _("%u:%02u left"), s / 60, s % 60);
	cs_str_add(out, "  ");
}

static void
add_picture(struct cs_str *out, const struct cs_progress *progress, uint64_t bytes, uint64_t rows,
    double seconds)
{
	cs_text_visible(out, progress->name, strlen(progress->name));
	cs_str_add(out, "  ");
	/* What matters most stands first, as a narrow terminal cuts the rest. */
	if (progress->size) {
		add_bar(out, bytes, progress->size);
		add_left(out, bytes, progress->size, seconds);
	}
	add_bytes(out, bytes);
	cs_str_add(out, "  ");
	cs_str_add_format(out, _("%llu rows"), (unsigned long long)rows);
	if (seconds > 0) {
		cs_str_add(out, "  ");
		cs_str_add_format(out, _("%.0f rows/s"), (double)rows / seconds);
	}
}

static size_t
terminal_columns(int fd)
{
	struct winsize size = { 0 };

	if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
		return COLUMNS;
	return size.ws_col;
}

/* A failed write to the terminal is no reason to stop the work. */
static void
draw(int fd, const char *text, size_t len)
{
	ssize_t n = write(fd, text, len);

	(void)n;
}

void
cs_progress_show(struct cs_progress *progress, uint64_t bytes, uint64_t rows)
{
	struct cs_str picture = { 0 }, line = { 0 };
	size_t width;

	if (progress->fd < 0)
		return;
	int64_t t = now();

	if (t - progress->shown < PAUSE)
		return;
	progress->shown = t;
	add_picture(&picture, progress, bytes, rows, (double)(t - progress->started) / SECOND);
	/* A line that wraps could not be taken away again. */
	size_t fits = cs_text_fit(picture.data, picture.len, terminal_columns(progress->fd) - 1, &width);

	cs_str_add(&line, "\r");
	cs_str_add_n(&line, picture.data, fits);
	cs_str_add(&line, "\033[K");
	draw(progress->fd, line.data, line.len);
	cs_str_release(&picture);
	cs_str_release(&line);
}

void
cs_progress_release(struct cs_progress *progress)
{
	static const char erase[] = "\r\033[K";

	if (progress->fd >= 0 && progress->shown != progress->started)
		draw(progress->fd, erase, sizeof(erase) - 1);
	*progress = (struct cs_progress){ .fd = -1 };
}
