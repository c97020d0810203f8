#include "guide/message.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "stream/source.h"

#define CHUNK_BYTES (64u << 10)

static enum cs_status
read_all(struct cs_str *out, struct cs_source *source, struct cs_err *err)
{
	enum cs_status st;
	size_t got;

	do {
		cs_str_reserve(out, CHUNK_BYTES);
		st = cs_source_read(source, out->data + out->len, CHUNK_BYTES, &got, err);
		out->len += got;
		out->data[out->len] = '\0';
		if (st == CS_OK && out->len > CS_MESSAGE_BYTES_MAX)
			return cs_err_set(err, CS_EINPUT, _("%s: longer than 8 MiB"), cs_source_name(source));
	} while (st == CS_OK && got > 0);
	return st;
}

static enum cs_status
check(const struct cs_str *text, const struct cs_source *source, struct cs_err *err)
{
	const char *fault = cs_text_fault(text->data, text->len);
	unsigned long long line = 1;

	if (!fault)
		return CS_OK;
	for (const char *p = text->data; p < fault; p++)
		line += *p == '\n';
	return cs_err_set(err, CS_EINPUT, "%s:%llu: %s", cs_source_name(source), line,
	    *fault ? _("a byte that is not UTF-8") : _("a NUL byte"));
}

enum cs_status
cs_message_read(struct cs_str *out, const char *path, struct cs_err *err)
{
	struct cs_source *source;
	enum cs_status st = cs_source_open_text(&source, path, err);

	if (st != CS_OK)
		return st;
	st = read_all(out, source, err);
	if (st == CS_OK)
		st = check(out, source, err);
	cs_source_close(source);
	return st;
}
