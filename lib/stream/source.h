/*
 * The bytes of an input as UTF-8: opens it, refuses what is not text, finds
 * the encoding, converts.  The only door to iconv.
 */
#ifndef CS_SOURCE_H
#define CS_SOURCE_H

#include "base/base.h"

struct cs_source;

/* As cs_reader_open(). `encoding` is NULL, "auto" or a name. */
enum cs_status cs_source_open(struct cs_source **source, const char *path,
    const char *encoding, struct cs_err *err);
/* The same for running text, in which a tag is nothing foreign. */
enum cs_status cs_source_open_text(struct cs_source **source, const char *path, struct cs_err *err);
void cs_source_close(struct cs_source *source);

/*
 * Writes up to `room` (at least 64) bytes of UTF-8 to `into` and their count to
 * *got; 0 is the end.  A byte that the encoding does not know comes as 0xFF,
 * which no UTF-8 has, so that the row that holds it is refused and no other.
 * CS_OK or CS_EIO.
 */
enum cs_status cs_source_read(struct cs_source *source, char *into, size_t room, size_t *got,
    struct cs_err *err);

/* What messages call a file: its name without its folders; "stdin" for NULL and "-". */
const char *cs_path_name(const char *path);

const char *cs_source_name(const struct cs_source *source);
const char *cs_source_encoding(const struct cs_source *source);
bool cs_source_of_excel(const struct cs_source *source);
uint64_t cs_source_done(const struct cs_source *source);
uint64_t cs_source_size(const struct cs_source *source);

#endif
