#include "consult/conduct.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/tabbed.h"
#include "stream/rows.h"

static const char *const need_words[] = { "cause", "read_back", "reason", NULL };

void
cs_conduct_release(struct cs_conduct *conduct)
{
	free(conduct->steps);
	free(conduct->limits);
	*conduct = (struct cs_conduct){ 0 };
}

static enum cs_status
read_word(const char *const *words, const char *column, struct cs_field cell, int *word, struct cs_err *err)
{
	*word = cs_word_find(words, cell.text, cell.len);
	if (*word >= 0)
		return CS_OK;
	return cs_err_set(err, CS_EINPUT, _("%s: \"%.*s\" is not a word of this column"), column, (int)cell.len, cell.text);
}

static enum cs_status
read_bits(const char *const *words, const char *column, char separator, struct cs_field cell, unsigned *bits,
    struct cs_err *err)
{
	const char *at = cell.text, *part;
	size_t left = cell.len, len;
	enum cs_status st = CS_OK;
	int word;

	*bits = 0;
	while (st == CS_OK && cs_cell_part(&at, &left, separator, &part, &len)) {
		st = read_word(words, column, (struct cs_field){ part, len }, &word, err);
		if (st == CS_OK)
			*bits |= 1u << word;
	}
	return st;
}

static enum cs_status
read_count(const char *column, struct cs_field cell, int64_t empty, int64_t *n, struct cs_err *err)
{
	*n = empty;
	if (cell.len == 0 || (cs_int_parse(cell.text, cell.len, n) && *n >= 0))
		return CS_OK;
	return cs_err_set(err, CS_EINPUT, _("%s: not a number: \"%.*s\""), column, (int)cell.len, cell.text);
}

static enum cs_status
take_step(void *self, const struct cs_field *cells, struct cs_err *err)
{
	struct cs_conduct *conduct = self;
	struct cs_step_rule rule = { 0 };
	unsigned needs = 0;
	int to = 0, who = 0;
	int64_t days = 0;
	enum cs_status st = read_bits(cs_contact_state_words, "from", '|', cells[0], &rule.from, err);

	if (st == CS_OK)
		st = read_word(cs_contact_state_words, "to", cells[1], &to, err);
	if (st == CS_OK)
		st = read_word(cs_agent_role_words, "who", cells[2], &who, err);
	if (st == CS_OK)
		st = read_bits(need_words, "needs", ' ', cells[3], &needs, err);
	if (st == CS_OK)
		st = read_count("days", cells[4], 0, &days, err);
	if (st != CS_OK)
		return st;
	rule.to = (enum cs_contact_state)to;
	rule.who = (enum cs_agent_role)who;
	rule.needs = (int)needs;
	rule.days = days > 36500 ? 36500 : (int)days;
	conduct->steps = cs_grow(conduct->steps, &conduct->step_cap, conduct->step_count + 1, sizeof(rule));
	conduct->steps[conduct->step_count++] = rule;
	return CS_OK;
}

static enum cs_status
take_limit(void *self, const struct cs_field *cells, struct cs_err *err)
{
	struct cs_conduct *conduct = self;
	struct cs_limit_rule rule = { 0 };
	int role = 0;
	enum cs_status st = read_word(cs_agent_role_words, "role", cells[0], &role, err);

	if (st == CS_OK && (cells[1].len == 0 || cells[1].len >= sizeof(rule.remedy)))
		st = cs_err_set(err, CS_EINPUT, _("remedy: a word of 1 to %d bytes"), (int)sizeof(rule.remedy) - 1);
	if (st == CS_OK)
		st = read_count("each", cells[2], -1, &rule.each, err);
	if (st == CS_OK)
		st = read_count("month", cells[3], -1, &rule.month, err);
	if (st != CS_OK)
		return st;
	rule.role = (enum cs_agent_role)role;
	memcpy(rule.remedy, cells[1].text, cells[1].len);
	conduct->limits = cs_grow(conduct->limits, &conduct->limit_cap, conduct->limit_count + 1, sizeof(rule));
	conduct->limits[conduct->limit_count++] = rule;
	return CS_OK;
}

static enum cs_status
read_table(const char *path, const char *built_in, struct cs_want *wants, size_t count, cs_rows_fn *take,
    struct cs_conduct *conduct, struct cs_err *err)
{
	struct cs_reader_options form = { .separator = '\t' };

	if (path)
		return cs_rows_each(path, &form, wants, count, take, conduct, err);
	cs_rows_built_in(built_in, wants, count, take, conduct);
	return CS_OK;
}

enum cs_status
cs_conduct_open(struct cs_conduct *conduct, const char *states, const char *limits, struct cs_err *err)
{
	struct cs_want steps[] = { { "from", true, -1 }, { "to", true, -1 }, { "who", true, -1 }, { "needs", false, -1 },
		{ "days", false, -1 } };
	struct cs_want gifts[] = { { "role", true, -1 }, { "remedy", true, -1 }, { "each", true, -1 }, { "month", true, -1 } };

	*conduct = (struct cs_conduct){ 0 };
	enum cs_status st = read_table(states, "consult/states.tsv", steps, CS_COUNT(steps), take_step, conduct, err);

	if (st == CS_OK)
		st = read_table(limits, "consult/limits.tsv", gifts, CS_COUNT(gifts), take_limit, conduct, err);
	return st;
}

const struct cs_step_rule *
cs_conduct_step(const struct cs_conduct *conduct, enum cs_contact_state from, enum cs_contact_state to)
{
	for (size_t i = 0; i < conduct->step_count; i++) {
		if (conduct->steps[i].to == to && (conduct->steps[i].from & 1u << from))
			return &conduct->steps[i];
	}
	return NULL;
}

/* The rule of that very remedy goes before that of any. */
const struct cs_limit_rule *
cs_conduct_limit(const struct cs_conduct *conduct, enum cs_agent_role role, const char *remedy)
{
	const struct cs_limit_rule *any = NULL;

	for (size_t i = 0; i < conduct->limit_count; i++) {
		const struct cs_limit_rule *rule = &conduct->limits[i];

		if (rule->role == role && strcmp(rule->remedy, remedy) == 0)
			return rule;
		if (rule->role == role && strcmp(rule->remedy, "any") == 0)
			any = rule;
	}
	return any;
}

bool
cs_conduct_knows(const struct cs_conduct *conduct, const char *remedy)
{
	for (size_t i = 0; i < conduct->limit_count; i++) {
		if (strcmp(conduct->limits[i].remedy, remedy) == 0)
			return strcmp(remedy, "any") != 0;
	}
	return false;
}
