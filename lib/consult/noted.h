/*
 * What is noted of a case: values that a person typed, checked and brought
 * into the form in which they are kept, as the lines of an event.
 */
#ifndef CS_NOTED_H
#define CS_NOTED_H

#include "base/str.h"
#include "consult/case.h"
#include "consult/cause.h"

#define CS_NOTED_BYTES_MAX 1000 /* of one value */
#define CS_BODY_BYTES_MAX 65536 /* of what was said */

/* Init with { 0 }. */
struct cs_noted {
	struct cs_str facts, person; /* for cs_contact_event; "" after cs_noted_lines() */
};

void cs_noted_release(struct cs_noted *noted);

/*
 * Adds NAME=VALUE; an empty value takes the fact back.  The cause must be one
 * of `causes` and in use on `day`, and brings its usual origin where none was
 * added before it; telephone numbers are written as the store
 * writes them.  CS_OK, or CS_EUSAGE with what the fact wants.
 */
enum cs_status cs_noted_add(struct cs_noted *noted, const struct cs_causes *causes, cs_day day,
    enum cs_contact_fact fact, const char *value, struct cs_err *err);

/* The same for a text "NAME=VALUE". */
enum cs_status cs_noted_parse(struct cs_noted *noted, const struct cs_causes *causes, cs_day day, const char *text,
    struct cs_err *err);

/* Never NULL afterwards. */
void cs_noted_lines(struct cs_noted *noted);

/*
 * What was said, as it is kept: valid UTF-8 in NFC without blanks at its ends.
 * `out` is cleared first.  CS_EUSAGE for bytes that are no text and for too many.
 */
enum cs_status cs_noted_body(struct cs_str *out, const char *text, struct cs_err *err);

#endif
