#include "dispute/law.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/tabbed.h"

#define RULES "dispute/rules.tsv"
#define PERIODS "dispute/periods.tsv"
#define RATES "dispute/rates.tsv"

static const char answers[] = "accept|refuse|weigh|need_fact";
static const char parties[] = "|consumer|shop|shared";
static const char clocks[] = "|17_1|17_3";
static const char refunds[] = "|return|withdrawal|payment";
static const char units[] = "days|business|months";

static const char *const period_names[CS_PERIOD_COUNT] = {
	[CS_PERIOD_WITHDRAWAL] = "withdrawal",
	[CS_PERIOD_ADDRESS] = "address",
	[CS_PERIOD_OBSTRUCTION] = "obstruction",
	[CS_PERIOD_DIFFERENCE_SUPPLY] = "difference_supply",
	[CS_PERIOD_DIFFERENCE_KNOWN] = "difference_known",
	[CS_PERIOD_REFUND] = "refund",
	[CS_PERIOD_SUPPLY] = "supply",
	[CS_PERIOD_SUPPLY_PREPAID] = "supply_prepaid",
	[CS_PERIOD_CANNOT_SUPPLY] = "cannot_supply",
};

static const struct {
	const char *name;
	const char *words;
} findings[] = {
	{ "within_17_1", "yes|no" },
	{ "within_17_3", "yes|no" },
	{ "supply", "on_time|late|unclear" },
	{ "delivered", "yes|no" },
	{ "measure", "yes|no" },
	{ "begun", "yes|no" },
	{ "returned", "yes|no" },
	{ "parts", "yes|no" },
	{ "underpriced", "yes|no" },
};

const char *
cs_asked_name(unsigned asked)
{
	return asked < CS_FACT_WORDS ? cs_fact_name((enum cs_fact)asked) :
	    findings[asked - CS_FACT_WORDS].name;
}

const char *
cs_asked_words(unsigned asked)
{
	return asked < CS_FACT_WORDS ? cs_fact_words((enum cs_fact)asked) :
	    findings[asked - CS_FACT_WORDS].words;
}

const char *
cs_answer_word(enum cs_answer answer)
{
	static const char *const words[] = { "accept", "refuse", "weigh", "need_fact" };

	return words[answer];
}

const char *
cs_party_word(enum cs_party party)
{
	static const char *const words[] = { "", "consumer", "shop", "shared" };

	return words[party];
}

bool
cs_in_force(cs_day from, cs_day until, cs_day day)
{
	return (from == CS_NO_DAY || day >= from) && (until == CS_NO_DAY || day <= until);
}

/* The cell as text that lives as long as `law`. */
static const char *
keep(struct cs_law *law, const struct cs_cells *cells, size_t i)
{
	law->texts = cs_grow(law->texts, &law->text_cap, law->text_count + 1, sizeof(*law->texts));
	law->texts[law->text_count] = cs_strndup(cells->text[i], cells->len[i]);
	return law->texts[law->text_count++];
}

static cs_day
read_day(const struct cs_cells *cells, size_t i)
{
	cs_day day = CS_NO_DAY;

	if (cells->len[i] && !cs_day_parse(cells->text[i], cells->len[i], &day))
		CS_BUG("a rule with a date that does not exist");
	return day;
}

static int64_t
read_number(const struct cs_cells *cells, size_t i)
{
	int64_t n;

	if (!cs_int_parse(cells->text[i], cells->len[i], &n))
		CS_BUG("a rule with a number that is none");
	return n;
}

static int
read_word(const struct cs_cells *cells, size_t i, const char *words)
{
	int word = cs_cell_find(words, cells->text[i], cells->len[i]);

	if (word < 0)
		CS_BUG("a rule with a word that is unknown");
	return word;
}

/* The bits of the words of "a|b" among `words`. */
static unsigned
read_set(const char *text, size_t len, const char *words)
{
	const char *part;
	size_t n;
	unsigned set = 0;

	while (cs_cell_part(&text, &len, '|', &part, &n)) {
		int word = cs_cell_find(words, part, n);

		if (word < 0)
			CS_BUG("a rule with a word that is unknown");
		set |= 1u << word;
	}
	return set;
}

static unsigned
asked_of(const char *name, size_t len)
{
	unsigned i = 0;

	while (i < CS_ASKED_COUNT && !cs_cell_is(name, len, cs_asked_name(i)))
		i++;
	if (i == CS_ASKED_COUNT)
		CS_BUG("a rule that asks for an unknown fact");
	return i;
}

static void
read_conditions(struct cs_rule *rule, const char *text, size_t len)
{
	const char *part;
	size_t n;

	while (cs_cell_part(&text, &len, ' ', &part, &n)) {
		const char *equals = memchr(part, '=', n);

		if (!equals || rule->condition_count == CS_CONDITIONS_MAX)
			CS_BUG("a rule with a condition that cannot be read");
		struct cs_condition *c = &rule->conditions[rule->condition_count++];
		size_t name_len = (size_t)(equals - part);

		c->asked = (uint8_t)asked_of(part, name_len);
		c->words = (uint8_t)read_set(equals + 1, n - name_len - 1, cs_asked_words(c->asked));
	}
}

static void
read_rule(struct cs_law *law, const struct cs_cells *c)
{
	struct cs_rule *rule = &law->rules[law->rule_count++];

	rule->id = keep(law, c, 0);
	rule->kinds = read_set(c->text[1], c->len[1], cs_kind_words);
	rule->from = read_day(c, 2);
	rule->until = read_day(c, 3);
	rule->when = keep(law, c, 4);
	read_conditions(rule, c->text[4], c->len[4]);
	rule->answer = (enum cs_answer)read_word(c, 5, answers);
	rule->right = keep(law, c, 6);
	rule->return_cost = (enum cs_party)read_word(c, 7, parties);
	rule->remedy = keep(law, c, 8);
	rule->burden = (enum cs_party)read_word(c, 9, parties);
	rule->clock = (enum cs_clock)read_word(c, 10, clocks);
	rule->refund = (enum cs_refund_from)read_word(c, 11, refunds);
	rule->basis = keep(law, c, 12);
	rule->question = keep(law, c, 13);
	rule->why = keep(law, c, 14);
}

static void
read_period(struct cs_law *law, const struct cs_cells *c)
{
	law->periods[law->period_count++] = (struct cs_period){
		.name = keep(law, c, 0),
		.from = read_day(c, 1),
		.until = read_day(c, 2),
		.count = (int)read_number(c, 3),
		.unit = (enum cs_unit)read_word(c, 4, units),
		.basis = keep(law, c, 5),
		.meaning = keep(law, c, 6),
	};
}

static void
read_rate(struct cs_law *law, const struct cs_cells *c)
{
	law->rates[law->rate_count++] = (struct cs_rate){
		.from = read_day(c, 0),
		.until = read_day(c, 1),
		.basis_points = read_number(c, 2),
		.basis = keep(law, c, 3),
	};
}

/* Room for every line of the file. */
static void *
room(const char *name, size_t size)
{
	const char *const *lines = cs_table_lines(name);
	size_t count = 0;

	while (lines[count])
		count++;
	return cs_calloc(count, size);
}

static void
read_lines(struct cs_law *law, const char *name,
    void (*read)(struct cs_law *, const struct cs_cells *))
{
	const char *const *lines = cs_table_lines(name);
	struct cs_cells cells;

	while (*++lines) {
		cs_cells_split(&cells, *lines);
		read(law, &cells);
	}
}

static void
sort_by_kind(struct cs_law *law)
{
	for (int kind = 0; kind < CS_KIND_COUNT; kind++) {
		size_t n = 0;

		law->by_kind[kind] = cs_calloc(law->rule_count + 1, sizeof(*law->by_kind[kind]));
		for (size_t i = 0; i < law->rule_count; i++) {
			if (law->rules[i].kinds & 1u << kind)
				law->by_kind[kind][n++] = &law->rules[i];
		}
	}
}

static void
find_periods(struct cs_law *law)
{
	for (int id = 0; id < CS_PERIOD_COUNT; id++) {
		size_t i = 0;

		while (strcmp(law->periods[i].name, period_names[id]) != 0)
			i++;
		law->period_at[id] = i;
	}
}

void
cs_law_open(struct cs_law *law)
{
	*law = (struct cs_law){
		.rules = room(RULES, sizeof(*law->rules)),
		.periods = room(PERIODS, sizeof(*law->periods)),
		.rates = room(RATES, sizeof(*law->rates)),
	};
	read_lines(law, RULES, read_rule);
	read_lines(law, PERIODS, read_period);
	read_lines(law, RATES, read_rate);
	sort_by_kind(law);
	find_periods(law);
}

void
cs_law_close(struct cs_law *law)
{
	for (int kind = 0; kind < CS_KIND_COUNT; kind++)
		free(law->by_kind[kind]);
	for (size_t i = 0; i < law->text_count; i++)
		free(law->texts[i]);
	free(law->texts);
	free(law->rules);
	free(law->periods);
	free(law->rates);
	*law = (struct cs_law){ 0 };
}

static const struct cs_period *
period_from(const struct cs_law *law, size_t i, const char *name, cs_day day)
{
	for (; i < law->period_count; i++) {
		const struct cs_period *p = &law->periods[i];

		if (strcmp(p->name, name) == 0 && cs_in_force(p->from, p->until, day))
			return p;
	}
	return NULL;
}

const struct cs_period *
cs_law_period(const struct cs_law *law, const char *name, cs_day day)
{
	return period_from(law, 0, name, day);
}

const struct cs_period *
cs_law_period_at(const struct cs_law *law, enum cs_period_id id, cs_day day)
{
	return period_from(law, law->period_at[id], period_names[id], day);
}
