#include "consult/sla.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/tabbed.h"
#include "stream/rows.h"

#define BUILT_IN "consult/sla.tsv"
#define TARGET_DAYS_MAX 365
#define ANY 0xFFFFFFFFu

const char *const cs_sla_result_words[] = { "", "met", "missed", "running", "paused", NULL };
const char *const cs_sla_clock_words[] = { "first", "next", "resolve", NULL };

enum { POLICY, KIND, CHANNEL, SEVERITY, TIER, CAUSE, FIRST, NEXT, RESOLVE, CLOCK, PAUSES, FROM, UNTIL, NOTE, COLUMNS };

static const char *const names[COLUMNS] = { "policy", "kind", "channel", "severity", "tier", "cause", "first", "next",
	"resolve", "clock", "pauses", "from", "until", "note" };

void
cs_sla_release(struct cs_sla *sla)
{
	for (size_t i = 0; i < sla->count; i++) {
		free(sla->rows[i].name);
		free(sla->rows[i].tiers);
		free(sla->rows[i].causes);
		free(sla->rows[i].note);
	}
	free(sla->rows);
	*sla = (struct cs_sla){ 0 };
}

/* ---- reading ---- */

static enum cs_status
complain(int column, struct cs_field cell, const char *wanted, struct cs_err *err)
{
	return cs_err_set(err, CS_EINPUT, _("%s: \"%.*s\" is not %s"), names[column], (int)cell.len, cell.text, wanted);
}

static enum cs_status
read_words(unsigned *bits, const char *const *words, int column, struct cs_field cell, struct cs_err *err)
{
	const char *at = cell.text, *part;
	size_t left = cell.len, len;

	*bits = cell.len > 0 ? 0 : ANY;
	while (cs_cell_part(&at, &left, '|', &part, &len)) {
		int word = cs_word_find(words, part, len);

		if (word < 0)
			return complain(column, (struct cs_field){ part, len },
			    column == KIND ? _("a kind of consultation") : _("a channel"), err);
		*bits |= 1u << word;
	}
	return CS_OK;
}

/* "3", "3-4", "3+". */
static enum cs_status
read_severity(unsigned *bits, struct cs_field cell, struct cs_err *err)
{
	const char *s = cell.text;
	bool good = cell.len >= 1 && s[0] >= '1' && s[0] <= '4';
	char last = good ? s[0] : '0';

	if (cell.len == 0) {
		*bits = ANY;
		return CS_OK;
	}
	if (cell.len == 2 && s[1] == '+')
		last = '4';
	else if (cell.len == 3 && s[1] == '-')
		last = s[2];
	else if (cell.len != 1)
		good = false;
	if (!good || last < s[0] || last > '4')
		return complain(SEVERITY, cell, _("a severity such as 4, 3-4 or 3+"), err);
	*bits = 0;
	for (char n = s[0]; n <= last; n++)
		*bits |= 1u << (n - '0');
	return CS_OK;
}

/* "30m", "4h", "2d". */
static enum cs_status
read_target(struct cs_target *target, int column, struct cs_field cell, struct cs_err *err)
{
	char unit = cell.len > 1 ? cell.text[cell.len - 1] : '\0';
	int64_t n;

	if (cell.len == 0)
		return CS_OK;
	if (cell.len < 2 || cell.text[0] == '+' || !cs_int_parse(cell.text, cell.len - 1, &n) || n <= 0 ||
	    !strchr("mhd", unit) || n > TARGET_DAYS_MAX * (unit == 'd' ? 1 : unit == 'h' ? 24 : 1440))
		return complain(column, cell, _("a time such as 30m, 4h or 2d"), err);
	if (unit == 'd')
		target->days = n;
	else
		target->seconds = n * (unit == 'h' ? 3600 : 60);
	return CS_OK;
}

static enum cs_status
read_clock(struct cs_sla_row *row, struct cs_field cell, struct cs_err *err)
{
	bool calendar = cs_cell_is(cell.text, cell.len, "calendar");

	if (!calendar && cell.len > 0 && !cs_cell_is(cell.text, cell.len, "business"))
		return complain(CLOCK, cell, "business|calendar", err);
	for (int i = 0; i < CS_SLA_CLOCKS; i++)
		row->targets[i].business = !calendar;
	return CS_OK;
}

static enum cs_status
read_pauses(unsigned *pauses, struct cs_field cell, struct cs_err *err)
{
	const char *part;
	size_t len;

	*pauses = cell.len > 0 ? 0 : CS_PAUSE_DEFAULT;
	while (!cs_cell_is(cell.text, cell.len, "none") && cs_cell_part(&cell.text, &cell.len, '|', &part, &len)) {
		int state = cs_word_find(cs_contact_state_words, part, len);

		if (state < CS_CONTACT_WAITING_CUSTOMER || state > CS_CONTACT_WAITING_EXTERNAL)
			return complain(PAUSES, (struct cs_field){ part, len },
			    "none|waiting_customer|waiting_internal|waiting_external", err);
		*pauses |= 1u << state;
	}
	return CS_OK;
}

static enum cs_status
read_day(cs_day *day, int column, struct cs_field cell, struct cs_err *err)
{
	*day = CS_NO_DAY;
	if (cell.len > 0 && !cs_day_parse(cell.text, cell.len, day))
		return complain(column, cell, _("a date"), err);
	return CS_OK;
}

static enum cs_status
check_causes(const struct cs_sla *sla, struct cs_field cell, struct cs_err *err)
{
	const char *part;
	size_t len;

	while (cs_cell_part(&cell.text, &cell.len, '|', &part, &len)) {
		if (!cs_cause_find(sla->causes, part, len))
			return complain(CAUSE, (struct cs_field){ part, len }, _("a cause; see: cs-consult causes --list"), err);
	}
	return CS_OK;
}

static enum cs_status
read_row(const struct cs_sla *sla, struct cs_sla_row *row, const struct cs_field *cells, struct cs_err *err)
{
	enum cs_status st = cells[POLICY].len > 0 ? CS_OK : complain(POLICY, cells[POLICY], _("a name"), err);

	if (st == CS_OK)
		st = read_words(&row->kinds, cs_contact_kind_words, KIND, cells[KIND], err);
	if (st == CS_OK)
		st = read_words(&row->channels, cs_contact_channel_words, CHANNEL, cells[CHANNEL], err);
	if (st == CS_OK)
		st = read_severity(&row->severities, cells[SEVERITY], err);
	for (int i = 0; st == CS_OK && i < CS_SLA_CLOCKS; i++)
		st = read_target(&row->targets[i], FIRST + i, cells[FIRST + i], err);
	if (st == CS_OK)
		st = read_clock(row, cells[CLOCK], err);
	if (st == CS_OK)
		st = read_pauses(&row->pauses, cells[PAUSES], err);
	if (st == CS_OK)
		st = read_day(&row->from, FROM, cells[FROM], err);
	if (st == CS_OK)
		st = read_day(&row->until, UNTIL, cells[UNTIL], err);
	return st == CS_OK ? check_causes(sla, cells[CAUSE], err) : st;
}

static enum cs_status
take(void *self, const struct cs_field *cells, struct cs_err *err)
{
	struct cs_sla *sla = self;
	struct cs_sla_row row = { 0 };
	enum cs_status st = read_row(sla, &row, cells, err);

	if (st != CS_OK)
		return st;
	row.name = cs_strndup(cells[POLICY].text, cells[POLICY].len);
	row.tiers = cs_strndup(cells[TIER].text, cells[TIER].len);
	row.causes = cs_strndup(cells[CAUSE].text, cells[CAUSE].len);
	row.note = cs_strndup(cells[NOTE].text, cells[NOTE].len);
	sla->rows = cs_grow(sla->rows, &sla->cap, sla->count + 1, sizeof(*sla->rows));
	sla->rows[sla->count++] = row;
	return CS_OK;
}

enum cs_status
cs_sla_open(struct cs_sla *sla, const struct cs_causes *causes, const char *path, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct cs_want wants[COLUMNS];

	*sla = (struct cs_sla){ .causes = causes };
	for (int i = 0; i < COLUMNS; i++)
		wants[i] = (struct cs_want){ names[i], i == POLICY, -1 };
	if (path)
		return cs_rows_each(path, &any, wants, COLUMNS, take, sla, err);
	cs_rows_built_in(BUILT_IN, wants, COLUMNS, take, sla);
	return CS_OK;
}

/* ---- choosing ---- */

static bool
has_word(const char *list, const char *word, size_t word_len)
{
	size_t left = strlen(list), len;
	const char *part;

	while (cs_cell_part(&list, &left, '|', &part, &len)) {
		if (len == word_len && memcmp(part, word, len) == 0)
			return true;
	}
	return false;
}

static bool
has_cause(const struct cs_sla *sla, const char *list, const struct cs_sla_case *of)
{
	const struct cs_cause *cause = cs_cause_find(sla->causes, of->cause, of->cause_len);
	size_t left = strlen(list), len;
	const char *part;

	while (cause && cs_cell_part(&list, &left, '|', &part, &len)) {
		if (cs_cause_is_within(sla->causes, cause, part, len))
			return true;
	}
	return false;
}

const struct cs_sla_row *
cs_sla_find(const struct cs_sla *sla, const struct cs_sla_case *of)
{
	for (size_t i = 0; i < sla->count; i++) {
		const struct cs_sla_row *row = &sla->rows[i];

		if (row->kinds & 1u << of->kind && row->channels & 1u << of->channel && row->severities & 1u << of->severity &&
		    (row->from == CS_NO_DAY || of->opened_on >= row->from) &&
		    (row->until == CS_NO_DAY || of->opened_on <= row->until) &&
		    (!*row->tiers || has_word(row->tiers, of->tier, of->tier_len)) &&
		    (!*row->causes || has_cause(sla, row->causes, of)))
			return row;
	}
	return NULL;
}

/* ---- judging ---- */

static struct cs_sla_verdict
judge_one(const struct cs_clocks *clocks, const struct cs_hours *hours, struct cs_target target, cs_time from,
    cs_time end, bool kept)
{
	struct cs_sla_verdict v = { .due = cs_clocks_due(clocks, hours, from, target) };

	if ((target.seconds == 0 && target.days == 0) || from == CS_NO_TIME || !clocks->counts)
		return (struct cs_sla_verdict){ .due = CS_NO_TIME };
	v.open = end == CS_NO_TIME;
	if (v.due != CS_NO_TIME && v.due < (v.open ? clocks->now : end))
		v.result = CS_SLA_MISSED;
	else if (!v.open)
		v.result = kept ? CS_SLA_MET : CS_SLA_NONE;
	else
		v.result = v.due == CS_NO_TIME ? CS_SLA_PAUSED : CS_SLA_RUNNING;
	v.met = v.result == CS_SLA_MET;
	v.missed = v.result == CS_SLA_MISSED;
	return v;
}

static struct cs_sla_verdict
judge_next(const struct cs_clocks *clocks, const struct cs_hours *hours, struct cs_target target)
{
	struct cs_sla_verdict all = { .due = CS_NO_TIME };

	for (size_t i = 0; i < clocks->ask_count; i++) {
		const struct cs_ask *ask = &clocks->asks[i];
		struct cs_sla_verdict one = judge_one(clocks, hours, target, ask->at, ask->end, ask->answered);

		all.met += one.met;
		all.missed += one.missed;
		all.due = one.due;
		all.open = one.open;
		all.result = one.result == CS_SLA_NONE ? all.result : one.result;
	}
	if (all.missed > 0)
		all.result = CS_SLA_MISSED;
	return all;
}

struct cs_sla_verdict
cs_sla_judge_ask(const struct cs_sla_row *row, const struct cs_clocks *clocks, const struct cs_hours *hours,
    const struct cs_ask *ask)
{
	struct cs_target target = row ? row->targets[CS_SLA_NEXT] : (struct cs_target){ 0 };

	return judge_one(clocks, hours, target, ask->at, ask->end, ask->answered);
}

void
cs_sla_judge(const struct cs_sla_row *row, const struct cs_clocks *clocks, const struct cs_hours *hours,
    struct cs_sla_verdict verdicts[CS_SLA_CLOCKS])
{
	static const struct cs_sla_row none;
	const struct cs_target *targets = row ? row->targets : none.targets;
	bool done = cs_contact_state_is_done(clocks->state);
	cs_time last = clocks->running_count > 0 ? clocks->running[clocks->running_count - 1].to : CS_NO_TIME;
	/* A case that ended without a word leaves its first response open for ever: it ended there. */
	cs_time first_end = clocks->responded_at == CS_NO_TIME && done ? last : clocks->responded_at;

	verdicts[CS_SLA_FIRST] = judge_one(clocks, hours, targets[CS_SLA_FIRST], clocks->asked_at, first_end,
	    clocks->responded_at != CS_NO_TIME);
	verdicts[CS_SLA_NEXT] = judge_next(clocks, hours, targets[CS_SLA_NEXT]);
	verdicts[CS_SLA_RESOLVE] = judge_one(clocks, hours, targets[CS_SLA_RESOLVE], clocks->opened_at, clocks->resolved_at,
	    true);
}

int
cs_sla_first_due(const struct cs_sla_verdict verdicts[CS_SLA_CLOCKS])
{
	int first = -1;

	for (int i = 0; i < CS_SLA_CLOCKS; i++) {
		if (verdicts[i].open && verdicts[i].due != CS_NO_TIME && (first < 0 || verdicts[i].due < verdicts[first].due))
			first = i;
	}
	return first;
}
