#include "guide/fill.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "guide/hangul.h"
#include "guide/particle.h"

void
cs_values_release(struct cs_values *values)
{
	free(values->items);
	*values = (struct cs_values){ 0 };
}

static struct cs_value *
find_value(const struct cs_values *values, const char *key, size_t len)
{
	for (size_t i = 0; i < values->count; i++) {
		if (values->items[i].key_len == len && memcmp(values->items[i].key, key, len) == 0)
			return &values->items[i];
	}
	return NULL;
}

void
cs_values_set(struct cs_values *values, const char *key, size_t key_len, const char *text, size_t text_len)
{
	struct cs_value *value = find_value(values, key, key_len);

	if (!value) {
		values->items = cs_grow(values->items, &values->cap, values->count + 1, sizeof(*values->items));
		value = &values->items[values->count++];
	}
	*value = (struct cs_value){ .key = key, .text = text, .key_len = key_len, .text_len = text_len };
}

/* Where `at` lies in the template, for messages. */
static enum cs_status
fault_at(struct cs_err *err, enum cs_status status, const char *text, size_t at, const char *what)
{
	size_t line = 1, column = 1, n;

	for (size_t i = 0; i < at; i += n) {
		uint32_t cp = cs_hangul_at(text + i, &n);

		line += cp == '\n';
		column = cp == '\n' ? 1 : column + 1;
	}
	return cs_err_set(err, status, _("template:%zu:%zu: %s"), line, column, what);
}

/* A piece of the template that begins at a brace. */
enum piece { PIECE_KEY, PIECE_BRACE, PIECE_BROKEN };

static enum piece
read_brace(const char *s, size_t left, const char **key, size_t *key_len, size_t *taken)
{
	*taken = 2;
	if (left >= 2 && s[1] == s[0])
		return PIECE_BRACE;
	const char *end = s[0] == '{' ? memchr(s, '}', left) : NULL;

	if (!end || end == s + 1 || memchr(s + 1, '{', (size_t)(end - s - 1)) || memchr(s, '\n', (size_t)(end - s)))
		return PIECE_BROKEN;
	*key_len = (size_t)(end - s - 1);
	*key = cs_text_trim(s + 1, key_len);
	*taken = (size_t)(end - s) + 1;
	return *key_len > 0 ? PIECE_KEY : PIECE_BROKEN;
}

/* Lines and tabs stay; whatever else could steer a terminal does not. */
static void
add_value(struct cs_str *out, const struct cs_value *value)
{
	struct cs_str nfc = { 0 };
	size_t begin = 0;

	cs_text_nfc(&nfc, value->text, value->text_len);
	for (size_t i = 0; i <= nfc.len; i++) {
		if (i < nfc.len && nfc.data[i] != '\n' && nfc.data[i] != '\t')
			continue;
		cs_text_visible(out, nfc.data + begin, i - begin);
		if (i < nfc.len)
			cs_str_add_char(out, nfc.data[i]);
		begin = i + 1;
	}
	cs_str_release(&nfc);
}

static enum cs_status
add_key(struct cs_str *out, struct cs_values *values, const char *key, size_t len, struct cs_err *err)
{
	struct cs_value *value = find_value(values, key, len);

	if (!value)
		return cs_err_set(err, CS_EUSAGE, _("no value for {%.*s}"), (int)len, key);
	value->used = true;
	if (value->text_len == 0)
		return cs_err_set(err, CS_EUSAGE, _("the value of {%.*s} is empty"), (int)len, key);
	add_value(out, value);
	return CS_OK;
}

/* A particle at `s`: appends the fitting form and returns the bytes it took, or 0. */
static size_t
add_particle(struct cs_str *out, const char *s, size_t left, bool after_key)
{
	size_t len, last = cs_hangul_last(out->data, out->len), n;
	const struct cs_particle *pair = cs_particle_notation(s, left, &len);

	if (!pair && after_key)
		pair = cs_particle_bare(s, left, &len);
	/* A notation that stands alone speaks about particles and is none. */
	if (!pair || last == 0)
		return 0;
	uint32_t before = cs_hangul_at(out->data + out->len - last, &n);

	if (cs_hangul_is_blank(before) || before == '\n')
		return 0;
	const char *form = cs_particle_choose(pair, cs_particle_sound(out->data, out->len));

	if (form)
		cs_str_add(out, form);
	else
		cs_str_add_n(out, s, len);
	return len;
}

static enum cs_status
fill_brace(struct cs_str *out, const char *text, size_t len, size_t at, size_t *taken, bool *after_key,
    struct cs_values *values, struct cs_err *err)
{
	const char *key;
	size_t key_len;

	switch (read_brace(text + at, len - at, &key, &key_len, taken)) {
	case PIECE_BRACE:
		cs_str_add_char(out, text[at]);
		return CS_OK;
	case PIECE_KEY:
		*after_key = true;
		return add_key(out, values, key, key_len, err);
	case PIECE_BROKEN:
		break;
	}
	return fault_at(err, CS_EINPUT, text, at, _("a brace that begins or ends no {key}; the brace itself is written twice"));
}

enum cs_status
cs_fill(struct cs_str *out, const char *text, size_t len, struct cs_values *values, struct cs_err *err)
{
	bool after_key = false;

	for (size_t at = 0, taken; at < len; at += taken) {
		bool brace = text[at] == '{' || text[at] == '}', behind_key = after_key;

		after_key = false;
		if (brace) {
			enum cs_status st = fill_brace(out, text, len, at, &taken, &after_key, values, err);

			if (st != CS_OK)
				return st;
			continue;
		}
		taken = add_particle(out, text + at, len - at, behind_key);
		if (taken == 0) {
			cs_hangul_at(text + at, &taken);
			cs_str_add_n(out, text + at, taken);
		}
	}
	return CS_OK;
}

/* The next {key} from *at on; false at the end. */
static bool
next_key(const char *text, size_t len, size_t *at, const char **key, size_t *key_len)
{
	while (*at < len) {
		size_t taken = 1;
		bool brace = text[*at] == '{' || text[*at] == '}';
		enum piece piece = brace ? read_brace(text + *at, len - *at, key, key_len, &taken) : PIECE_BRACE;

		*at += brace ? taken : 1;
		if (brace && piece == PIECE_KEY)
			return true;
	}
	return false;
}

bool
cs_fill_lacks(const char *text, size_t len, const struct cs_values *values)
{
	const char *key;
	size_t key_len, at = 0;

	while (next_key(text, len, &at, &key, &key_len)) {
		if (!find_value(values, key, key_len))
			return true;
	}
	return false;
}

void
cs_fill_keys(struct cs_str *out, const char *text, size_t len)
{
	struct cs_values seen = { 0 };
	const char *key;
	size_t key_len, at = 0;

	while (next_key(text, len, &at, &key, &key_len)) {
		if (find_value(&seen, key, key_len))
			continue;
		cs_values_set(&seen, key, key_len, "", 0);
		cs_str_add_format(out, "%s%.*s", seen.count > 1 ? ", " : "", (int)key_len, key);
	}
	cs_values_release(&seen);
}
