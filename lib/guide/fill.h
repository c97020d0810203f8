/*
 * Templates: {key} is replaced by its value, and particles written as 을(를),
 * (으)로 or 이/가, or bare behind a {key}, become the form that fits what
 * stands in front of them.  {{ and }} are the braces themselves.
 */
#ifndef CS_FILL_H
#define CS_FILL_H

#include "base/str.h"

struct cs_value {
	const char *key, *text; /* borrowed */
	size_t key_len, text_len;
	bool used;              /* a template named it */
};

struct cs_values {
	struct cs_value *items; /* owned */
	size_t count, cap;
};

void cs_values_release(struct cs_values *values);

/* The later of two values for one key wins. `key` and `text` are borrowed. */
void cs_values_set(struct cs_values *values, const char *key, size_t key_len, const char *text, size_t text_len);

/*
 * Appends the filled text.  Control characters of values lose their power,
 * line breaks and tabs stay.  Values are brought to NFC.
 *
 * CS_EINPUT where a brace is never closed or stands alone; CS_EUSAGE where a
 * key has no value, or an empty one, which the message names with its place.
 */
enum cs_status cs_fill(struct cs_str *out, const char *text, size_t len, struct cs_values *values,
    struct cs_err *err);

/* True when the template names a key that `values` does not have. */
bool cs_fill_lacks(const char *text, size_t len, const struct cs_values *values);

/* The keys of the template as a list "a, b, c", each once, for a message. */
void cs_fill_keys(struct cs_str *out, const char *text, size_t len);

#endif
