#include "stream/source.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

/* The encoding is judged by this much of the input; the header is in it. */
#define HEAD_BYTES (256u << 10)
#define NO_CONVERSION ((iconv_t)-1)

struct cs_source {
	int fd;
	char *name;           /* for messages */
	const char *encoding; /* static, or owned where `owned_encoding` is it */
	char *owned_encoding;
	iconv_t conversion;   /* NO_CONVERSION: the bytes are UTF-8 already */
	char *raw;            /* bytes read and not yet handed out */
	size_t raw_at, raw_len;
	bool eof;
	bool of_excel;        /* a byte order mark, or no UTF-8 */
	uint64_t done, size;
};

/* What a file's first bytes give away, and what to do about it. */
static const struct {
	const char *magic;
	size_t len;
	const char *remedy;
} foreign[] = {
	{ "PK\x03\x04", 4, N_("an Excel workbook (.xlsx); make it CSV first: xlsx2csv FILE.xlsx FILE.csv") },
	{ "\xD0\xCF\x11\xE0", 4, N_("an old or password-protected Excel workbook; take the password off with "
	    "msoffcrypto-tool -p PASSWORD FILE.xlsx OPEN.xlsx, then: xlsx2csv OPEN.xlsx FILE.csv") },
	{ "\x1F\x8B", 2, N_("a gzip file; unpack it first: gunzip FILE") },
	{ "%PDF", 4, N_("a PDF; the shop's export has a CSV form") },
};

static enum cs_status
refuse(const struct cs_source *s, struct cs_err *err, const char *what)
{
	return cs_err_set(err, CS_EINPUT, "%s: %s", s->name, what);
}

/* True when the first thing in the text is a tag. */
static bool
is_markup(const char *head, size_t len)
{
	size_t i = len >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	while (i < len && isspace((unsigned char)head[i]))
		i++;
	return i + 1 < len && head[i] == '<' && (isalpha((unsigned char)head[i + 1]) || head[i + 1] == '!' ||
	    head[i + 1] == '?');
}

static enum cs_status
check_kind(const struct cs_source *s, bool markup, struct cs_err *err)
{
	const char *head = s->raw;
	size_t len = s->raw_len;

	for (size_t i = 0; i < CS_COUNT(foreign); i++) {
		if (len >= foreign[i].len && memcmp(head, foreign[i].magic, foreign[i].len) == 0)
			return refuse(s, err, _(foreign[i].remedy));
	}
	if (!markup && is_markup(head, len))
		return refuse(s, err, _("an HTML table, whatever its name says; make it CSV first: "
		    "soffice --headless --convert-to csv FILE"));
	return CS_OK;
}

/* True when the head converts from `encoding`; a cut last character is no fault. */
static bool
converts(const char *encoding, char *head, size_t len)
{
	char out[4096];
	iconv_t conversion = iconv_open("UTF-8", encoding);
	bool ok = conversion != NO_CONVERSION;

	while (ok && len > 0) {
		char *to = out;
		size_t room = sizeof(out);

		if (iconv(conversion, &head, &len, &to, &room) == (size_t)-1 && errno != E2BIG) {
			ok = errno == EINVAL && len < 4;
			break;
		}
	}
	if (conversion != NO_CONVERSION)
		iconv_close(conversion);
	return ok;
}

/* Anything beyond ASCII. */
static bool
has_letters(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)s[i] >= 0x80)
			return true;
	}
	return false;
}

/*
 * UTF-8 strictly, else CP949 (EUC-KR and the 8,822 syllables that it lacks).
 * What is neither stays UTF-8, so that the rows at fault are named.
 */
static const char *
detect(struct cs_source *s)
{
	size_t len = s->raw_len;

	if (len >= 3 && memcmp(s->raw, "\xEF\xBB\xBF", 3) == 0) {
		s->raw_at = 3;
		return "utf-8";
	}
	if (len >= 2 && memcmp(s->raw, "\xFF\xFE", 2) == 0) {
		s->raw_at = 2;
		return "utf-16le";
	}
	if (len >= 2 && memcmp(s->raw, "\xFE\xFF", 2) == 0) {
		s->raw_at = 2;
		return "utf-16be";
	}
	size_t whole = cs_text_cut(s->raw, len);

	/* A file that was cut off in a letter is what its other letters are. */
	if (!cs_text_fault(s->raw, whole) && (whole == len || !s->eof || has_letters(s->raw, whole)))
		return "utf-8";
	return converts("CP949", s->raw, len) ? "cp949" : "utf-8";
}

/* What people call Korean text, under the name that has all of it. */
static const char *
settle_name(struct cs_source *s, const char *encoding)
{
	static const char *const korean[] = { "cp949", "euc-kr", "euckr", "ms949", "uhc", "ks_c_5601-1987" };

	for (size_t i = 0; i < CS_COUNT(korean); i++) {
		if (strcasecmp(encoding, korean[i]) == 0)
			return "cp949";
	}
	if (strcasecmp(encoding, "utf-8") == 0 || strcasecmp(encoding, "utf8") == 0)
		return "utf-8";
	s->owned_encoding = cs_strdup(encoding);
	return s->owned_encoding;
}

static enum cs_status
settle_encoding(struct cs_source *s, const char *wanted, struct cs_err *err)
{
	const char *found = detect(s);

	s->encoding = wanted && strcmp(wanted, "auto") != 0 ? settle_name(s, wanted) : found;
	s->conversion = NO_CONVERSION;
	s->of_excel = s->raw_at > 0 || strcmp(s->encoding, "utf-8") != 0;
	if (strcmp(s->encoding, "utf-8") == 0)
		return CS_OK;
	s->conversion = iconv_open("UTF-8", s->encoding);
	if (s->conversion == NO_CONVERSION)
		return cs_err_set(err, CS_EUSAGE, _("--encoding: this system does not know \"%s\"; iconv -l lists what it knows"),
		    wanted);
	return CS_OK;
}

/* Fills `raw`, which is empty or holds a cut character, from the file. */
static enum cs_status
refill(struct cs_source *s, struct cs_err *err)
{
	memmove(s->raw, s->raw + s->raw_at, s->raw_len - s->raw_at);
	s->raw_len -= s->raw_at;
	s->raw_at = 0;
	while (!s->eof && s->raw_len < HEAD_BYTES) {
		ssize_t n = read(s->fd, s->raw + s->raw_len, HEAD_BYTES - s->raw_len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return cs_err_set(err, CS_EIO, "%s: %s", s->name, strerror(errno));
		s->eof = n == 0;
		s->raw_len += (size_t)n;
		s->done += (uint64_t)n;
	}
	return CS_OK;
}

const char *
cs_path_name(const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;

	if (!path || strcmp(path, "-") == 0)
		return "stdin";
	return slash && slash[1] ? slash + 1 : path;
}

static enum cs_status
open_file(struct cs_source *s, const char *path, struct cs_err *err)
{
	struct stat st;
	bool is_stdin = !path || strcmp(path, "-") == 0;

	s->name = cs_strdup(cs_path_name(path));
	s->fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	if (s->fd < 0)
		return cs_err_set(err, CS_EIO, "%s: %s", path, strerror(errno));
	if (fstat(s->fd, &st) == 0 && S_ISREG(st.st_mode))
		s->size = (uint64_t)st.st_size;
	return CS_OK;
}

static enum cs_status
open_source(struct cs_source **source, const char *path, const char *encoding, bool markup, struct cs_err *err)
{
	struct cs_source *s = cs_calloc(1, sizeof(*s));
	enum cs_status st;

	s->conversion = NO_CONVERSION;
	s->raw = cs_realloc(NULL, HEAD_BYTES, 1);
	st = open_file(s, path, err);
	if (st == CS_OK)
		st = refill(s, err);
	if (st == CS_OK)
		st = check_kind(s, markup, err);
	if (st == CS_OK)
		st = settle_encoding(s, encoding, err);
	*source = s;
	if (st != CS_OK) {
		cs_source_close(s);
		*source = NULL;
	}
	return st;
}

enum cs_status
cs_source_open(struct cs_source **source, const char *path, const char *encoding, struct cs_err *err)
{
	return open_source(source, path, encoding, false, err);
}

enum cs_status
cs_source_open_text(struct cs_source **source, const char *path, struct cs_err *err)
{
	return open_source(source, path, NULL, true, err);
}

void
cs_source_close(struct cs_source *s)
{
	if (!s)
		return;
	if (s->conversion != NO_CONVERSION)
		iconv_close(s->conversion);
	if (s->fd > STDIN_FILENO)
		close(s->fd);
	free(s->owned_encoding);
	free(s->name);
	free(s->raw);
	free(s);
}

/* One call of iconv; marks and steps over a byte that it does not know. */
static size_t
convert(struct cs_source *s, char *into, size_t room)
{
	char *from = s->raw + s->raw_at, *to = into;
	size_t left = s->raw_len - s->raw_at, space = room - 1;
	size_t done = iconv(s->conversion, &from, &left, &to, &space);

	/* A cut character waits for the rest, unless there is no rest. */
	bool bad = done == (size_t)-1 && (errno == EILSEQ || (errno == EINVAL && s->eof));

	if (bad && left > 0) {
		*to++ = '\xFF';
		left--;
	}
	s->raw_at = s->raw_len - left;
	return (size_t)(to - into);
}

enum cs_status
cs_source_read(struct cs_source *s, char *into, size_t room, size_t *got, struct cs_err *err)
{
	*got = 0;
	for (;;) {
		size_t left = s->raw_len - s->raw_at;

		if (left > 0 && s->conversion == NO_CONVERSION) {
			*got = left < room ? left : room;
			memcpy(into, s->raw + s->raw_at, *got);
			s->raw_at += *got;
			return CS_OK;
		}
		if (left > 0)
			*got = convert(s, into, room);
		if (*got > 0 || (s->eof && s->raw_at == s->raw_len))
			return CS_OK;
		enum cs_status st = refill(s, err);

		if (st != CS_OK || (s->eof && s->raw_len == 0))
			return st;
	}
}

const char *
cs_source_name(const struct cs_source *s)
{
	return s->name;
}

const char *
cs_source_encoding(const struct cs_source *s)
{
	return s->encoding;
}

bool
cs_source_of_excel(const struct cs_source *s)
{
	return s->of_excel;
}

uint64_t
cs_source_done(const struct cs_source *s)
{
	return s->done - (s->raw_len - s->raw_at);
}

uint64_t
cs_source_size(const struct cs_source *s)
{
	return s->size;
}
