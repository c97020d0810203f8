#include "consult/cause.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "base/text.h"
#include "stream/rows.h"

#define BUILT_IN "consult/causes.tsv"

enum { CODE, PARENT, KO, EN, KCA, TOUCHPOINT, ORIGIN, FROM, UNTIL, NOTE, COLUMNS };

static void
set_wants(struct cs_want wants[COLUMNS])
{
	static const char *const names[COLUMNS] = { "code", "parent", "ko", "en", "kca", "touchpoint", "origin", "from",
		"until", "note" };

	for (int i = 0; i < COLUMNS; i++)
		wants[i] = (struct cs_want){ names[i], i == CODE, -1 };
}

static void
release_cause(struct cs_cause *cause)
{
	char *texts[] = { cause->code, cause->parent, cause->ko, cause->en, cause->kca, cause->touchpoint, cause->note };

	for (size_t i = 0; i < CS_COUNT(texts); i++)
		free(texts[i]);
}

void
cs_causes_release(struct cs_causes *causes)
{
	for (size_t i = 0; i < causes->count; i++)
		release_cause(&causes->items[i]);
	free(causes->items);
	*causes = (struct cs_causes){ 0 };
}

const struct cs_cause *
cs_cause_find(const struct cs_causes *causes, const char *code, size_t len)
{
	for (size_t i = 0; i < causes->count; i++) {
		if (strlen(causes->items[i].code) == len && memcmp(causes->items[i].code, code, len) == 0)
			return &causes->items[i];
	}
	return NULL;
}

/* ---- reading ---- */

/* Codes are typed as words of a command and completed by shells. */
static bool
is_code(struct cs_field code)
{
	for (size_t i = 0; i < code.len; i++) {
		unsigned char c = (unsigned char)code.text[i];

		if (c <= ' ' || c == 0x7F || strchr(",;|=\"'\\*?", c))
			return false;
	}
	return code.len > 0 && code.text[0] != '-';
}

/* An empty cell says nothing and takes nothing away. */
static void
set(char **to, struct cs_field cell)
{
	struct cs_str text = { 0 };

	if (cell.len == 0)
		return;
	cs_text_nfc(&text, cell.text, cell.len);
	free(*to);
	*to = cs_str_detach(&text);
}

static enum cs_status
set_day(cs_day *day, const char *name, struct cs_field cell, struct cs_err *err)
{
	if (cell.len > 0 && !cs_day_parse(cell.text, cell.len, day))
		return cs_err_set(err, CS_EINPUT, _("%s: not a date: \"%.*s\""), name, (int)cell.len, cell.text);
	return CS_OK;
}

static enum cs_status
set_origin(struct cs_cause *cause, struct cs_field cell, struct cs_err *err)
{
	int origin = cell.len > 0 ? cs_word_find(cs_contact_origin_words, cell.text, cell.len) : (int)cause->origin;

	if (origin < 0)
		return cs_err_set(err, CS_EINPUT,
		    _("origin: \"%.*s\" is not one of: unknown shop agent courier supplier customer"), (int)cell.len, cell.text);
	cause->origin = (enum cs_contact_origin)origin;
	return CS_OK;
}

/* The index behind the last cause below the parent: where a new child goes. */
static size_t
end_of_branch(const struct cs_causes *causes, size_t parent)
{
	size_t at = parent + 1;

	while (at < causes->count && causes->items[at].level > causes->items[parent].level)
		at++;
	return at;
}

/* Makes room in the order of the tree; the children of what moves find their parents again. */
static enum cs_status
insert(struct cs_causes *causes, struct cs_field code, struct cs_field parent, size_t *at, struct cs_err *err)
{
	const struct cs_cause *above = parent.len > 0 ? cs_cause_find(causes, parent.text, parent.len) : NULL;
	size_t up = above ? (size_t)(above - causes->items) : 0;
	int level = above ? above->level + 1 : 1;

	if (!is_code(code))
		return cs_err_set(err, CS_EINPUT, _("code: \"%.*s\" is not one word"), (int)code.len, code.text);
	if (parent.len > 0 && !above)
		return cs_err_set(err, CS_EINPUT, _("parent: there is no cause \"%.*s\" above this line"), (int)parent.len,
		    parent.text);
	if (level > CS_CAUSE_LEVELS)
		return cs_err_set(err, CS_EINPUT, _("parent: \"%.*s\" is of the lowest level"), (int)parent.len, parent.text);
	*at = above ? end_of_branch(causes, up) : causes->count;
	causes->items = cs_grow(causes->items, &causes->cap, causes->count + 1, sizeof(*causes->items));
	memmove(&causes->items[*at + 1], &causes->items[*at], (causes->count - *at) * sizeof(*causes->items));
	causes->count++;
	for (size_t i = 0; i < causes->count; i++)
		causes->items[i].up += i != *at && causes->items[i].up >= *at;
	causes->items[*at] = (struct cs_cause){ .code = cs_strndup(code.text, code.len),
		.parent = cs_strndup(parent.text, parent.len), .ko = cs_strdup(""), .en = cs_strdup(""), .kca = cs_strdup(""),
		.touchpoint = cs_strdup(""), .note = cs_strdup(""), .from = CS_NO_DAY, .until = CS_NO_DAY, .level = level,
		.up = above ? up : *at };
	return CS_OK;
}

static enum cs_status
find_or_insert(struct cs_causes *causes, const struct cs_field *cells, size_t *at, struct cs_err *err)
{
	const struct cs_cause *known = cs_cause_find(causes, cells[CODE].text, cells[CODE].len);

	if (!known)
		return insert(causes, cells[CODE], cells[PARENT], at, err);
	*at = (size_t)(known - causes->items);
	if (cells[PARENT].len > 0 && (strlen(known->parent) != cells[PARENT].len ||
	    memcmp(known->parent, cells[PARENT].text, cells[PARENT].len) != 0))
		return cs_err_set(err, CS_EINPUT,
		    _("parent: \"%s\" stands below \"%s\"; give it an until date and add a new code"), known->code, known->parent);
	return CS_OK;
}

static enum cs_status
take(void *self, const struct cs_field *cells, struct cs_err *err)
{
	struct cs_causes *causes = self;
	size_t at = 0;
	enum cs_status st = find_or_insert(causes, cells, &at, err);

	if (st != CS_OK)
		return st;
	struct cs_cause *cause = &causes->items[at];

	set(&cause->ko, cells[KO]);
	set(&cause->en, cells[EN]);
	set(&cause->kca, cells[KCA]);
	set(&cause->touchpoint, cells[TOUCHPOINT]);
	set(&cause->note, cells[NOTE]);
	st = set_origin(cause, cells[ORIGIN], err);
	if (st == CS_OK)
		st = set_day(&cause->from, "from", cells[FROM], err);
	if (st == CS_OK)
		st = set_day(&cause->until, "until", cells[UNTIL], err);
	if (st == CS_OK && !*cause->ko && !*cause->en)
		return cs_err_set(err, CS_EINPUT, _("a new cause needs a name: ko or en"));
	return st;
}

enum cs_status
cs_causes_open(struct cs_causes *causes, const char *path, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct cs_want wants[COLUMNS];

	set_wants(wants);
	cs_rows_built_in(BUILT_IN, wants, COLUMNS, take, causes);
	if (!path)
		return CS_OK;
	set_wants(wants);
	return cs_rows_each(path, &any, wants, COLUMNS, take, causes, err);
}

/* ---- asking ---- */

const char *
cs_cause_name(const struct cs_cause *cause, bool korean)
{
	const char *own = korean ? cause->ko : cause->en;

	return *own ? own : korean ? cause->en : cause->ko;
}

bool
cs_cause_in_use(const struct cs_cause *cause, cs_day day)
{
	return (cause->from == CS_NO_DAY || day >= cause->from) && (cause->until == CS_NO_DAY || day <= cause->until);
}

const struct cs_cause *
cs_cause_at_level(const struct cs_causes *causes, const struct cs_cause *cause, int level)
{
	while (cause->level > level)
		cause = &causes->items[cause->up];
	return cause;
}

bool
cs_cause_code_is_within(const char *code, size_t len, const char *above)
{
	size_t above_len = strlen(above);

	return len >= above_len && memcmp(code, above, above_len) == 0 && (len == above_len || code[above_len] == '.');
}

bool
cs_cause_is_within(const struct cs_causes *causes, const struct cs_cause *cause, const char *above, size_t len)
{
	for (;; cause = &causes->items[cause->up]) {
		if (strlen(cause->code) == len && memcmp(cause->code, above, len) == 0)
			return true;
		if (cause->level == 1)
			return false;
	}
}
