#include "consult/lookout.h"

#include <string.h>

#include "base/tabbed.h"
#include "consult/kept.h"
#include "consult/load.h"
#include "consult/protect.h"
#include "consult/reasons.h"
#include "consult/rush.h"
#include "consult/strain.h"
#include "consult/timing.h"
#include "consult/watch.h"

#define MONTH_DAYS 30
#define QUARTER_DAYS 90
#define STALE_DAYS 3
#define DUE_DAYS 1

/* The period that was asked for, else the `days` up to today. */
static enum cs_status
settle_period(struct cs_lookout *look, int days, struct cs_err *err)
{
	if (look->to == CS_NO_DAY)
		look->to = cs_day_of_time(look->desk->now);
	if (look->from == CS_NO_DAY)
		look->from = look->to - days + 1;
	if (look->from > look->to)
		return cs_err_set(err, CS_EUSAGE, _("%s: --to is before --from"), look->app->command);
	return CS_OK;
}

/* 0 for everybody. */
static enum cs_status
find_agent(const struct cs_lookout *look, int64_t *agent, struct cs_err *err)
{
	*agent = 0;
	if (!look->agent)
		return CS_OK;
	enum cs_status st = cs_desk_ask(look->desk, look->agent, agent, err);

	if (st == CS_OK && *agent == 0)
		return cs_err_set(err, CS_NONE, _("nobody here is called \"%s\"; see: cs-consult load"), look->agent);
	return st;
}

/* What --check makes of something that was found. */
static enum cs_status
found(const struct cs_lookout *look, size_t count)
{
	return look->check && count > 0 ? CS_NOTE : CS_OK;
}

/* ---- open cases ---- */

static enum cs_status
open_query(struct cs_lookout *look, struct cs_watch *watch, const struct cs_watch_query *query, struct cs_err *err)
{
	if (!cs_hours_is_sure(&look->house->hours, look->desk->now))
		cs_warn("%s", _("the table of holidays does not reach this day; give the later ones with --holidays"));
	return cs_watch_open(watch, look->desk, look->house, query, look->explain, err);
}

static enum cs_status
open_watch(struct cs_lookout *look, struct cs_watch *watch, int least_stage, struct cs_err *err)
{
	struct cs_watch_query query = { .unassigned = look->unassigned, .least_stage = least_stage };
	enum cs_status st = find_agent(look, &query.agent, err);

	*watch = (struct cs_watch){ 0 };
	return st == CS_OK ? open_query(look, watch, &query, err) : st;
}

/* All open cases, whosever: they say who has room. */
static enum cs_status
open_all(struct cs_lookout *look, struct cs_watch *watch, struct cs_err *err)
{
	return open_query(look, watch, &(struct cs_watch_query){ .least_stage = 1 }, err);
}

static void
tell_own_definition(void)
{
	cs_note("%s", _("stage and urgency are an own definition; their weights: cs-consult rules scores"));
}

static enum cs_status
run_next(struct cs_lookout *look, struct cs_err *err)
{
	struct cs_watch watch;
	enum cs_status st = open_watch(look, &watch, 1, err);

	if (st == CS_OK) {
		tell_own_definition();
		cs_watch_print_next(&watch, (size_t)look->limit, look->app->out);
	}
	cs_watch_close(&watch);
	return st;
}

static enum cs_status
run_due(struct cs_lookout *look, struct cs_err *err)
{
	cs_day last = cs_day_of_time(look->desk->now) + (cs_day)(look->days < 0 ? DUE_DAYS : look->days);
	struct cs_watch watch;
	enum cs_status st = open_watch(look, &watch, 1, err);

	if (st == CS_OK)
		st = found(look, cs_watch_print_due(&watch, cs_time_of(last, 23, 59, 59), look->app->out));
	cs_watch_close(&watch);
	return st;
}

static enum cs_status
run_angry(struct cs_lookout *look, struct cs_err *err)
{
	struct cs_watch watch;
	int stage = look->stage > 0 ? (int)look->stage : CS_STAGE_ANGRY;
	enum cs_status st = open_watch(look, &watch, stage, err);

	if (st == CS_OK) {
		tell_own_definition();
		cs_watch_print_angry(&watch, look->app->out);
		if (watch.count == 0)
			cs_note(_("nobody at stage %d or above; cs-consult next --explain shows the sums"), stage);
		st = found(look, watch.count);
	}
	cs_watch_close(&watch);
	return st;
}

static enum cs_status
run_stale(struct cs_lookout *look, struct cs_err *err)
{
	int64_t days = look->days < 0 ? STALE_DAYS : look->days, agent;
	struct cs_watch watch = { 0 };
	enum cs_status st = find_agent(look, &agent, err);

	if (st == CS_OK)
		st = open_all(look, &watch, err);
	if (st == CS_OK)
		st = found(look, cs_watch_print_stale(&watch, agent, days, look->most, look->app->out));
	cs_watch_close(&watch);
	return st;
}

static enum cs_status
run_handover(struct cs_lookout *look, struct cs_err *err)
{
	struct cs_watch watch;
	enum cs_status st = open_watch(look, &watch, 1, err);

	if (st == CS_OK) {
		size_t without = cs_watch_print_handover(&watch, look->app->out);

		if (without > 0)
			cs_note(cs_tr_count("%zu case has no note for the one who takes over",
			    "%zu cases have no note for the one who takes over", without), without);
		st = found(look, without);
	}
	cs_watch_close(&watch);
	return st;
}

static enum cs_status
run_load(struct cs_lookout *look, struct cs_err *err)
{
	struct cs_watch watch;
	enum cs_status st = open_all(look, &watch, err);

	if (st == CS_OK)
		cs_watch_print_load(&watch, look->most, look->app->out);
	cs_watch_close(&watch);
	return st;
}

static enum cs_status
run_clocks(struct cs_lookout *look, struct cs_err *err)
{
	struct cs_desk_case c = { 0 };
	struct cs_measure measure = { 0 };
	struct cs_context context;
	enum cs_status st = cs_desk_find(look->desk, look->app->args[0], &c, err);

	if (st == CS_OK)
		st = cs_measure_case(&measure, &context, look->house, look->desk, &c, err);
	if (st == CS_OK)
		cs_timing_print(&measure, &look->house->hours, look->app->out);
	cs_measure_release(&measure);
	cs_desk_case_release(&c);
	return st;
}

/* ---- periods ---- */

static enum cs_status
run_hours(struct cs_lookout *look, struct cs_err *err)
{
	struct cs_rush rush;
	char from[CS_DAY_TEXT], to[CS_DAY_TEXT];
	enum cs_status st = settle_period(look, QUARTER_DAYS, err);

	if (st == CS_OK)
		st = cs_rush_take(&rush, look->desk, &look->house->hours, look->from, look->to, err);
	if (st == CS_OK && rush.all.n == 0)
		cs_note(_("hours: no consultation was opened from %s to %s"), cs_day_format(from, look->from),
		    cs_day_format(to, look->to));
	if (st == CS_OK && look->per == CS_PER_CHANNEL)
		cs_rush_print_channels(&rush, look->app->out);
	else if (st == CS_OK)
		cs_rush_print_week(&rush, look->app->out);
	return st;
}

static enum cs_status
run_causes(struct cs_lookout *look, struct cs_err *err)
{
	struct cs_reasons reasons = { 0 };
	enum cs_status st = settle_period(look, MONTH_DAYS, err);

	if (st == CS_OK)
		st = cs_reasons_take(&reasons, look->desk, &look->house->causes, look->from, look->to, err);
	if (st == CS_OK)
		cs_reasons_print(&reasons, (int)look->level, look->all, look->app->korean, look->app->out);
	cs_reasons_release(&reasons);
	return st;
}

static enum cs_status
run_promises(struct cs_lookout *look, struct cs_err *err)
{
	enum cs_status st = settle_period(look, QUARTER_DAYS, err);

	return st == CS_OK ? cs_kept_print(look->desk, look->from, look->to, look->app->out, err) : st;
}

/* ---- people ---- */

static enum cs_status
run_strain(struct cs_lookout *look, struct cs_err *err)
{
	enum cs_status st = settle_period(look, QUARTER_DAYS, err);
	size_t hidden = 0;

	if (st == CS_OK)
		st = cs_strain_print(look->desk, &look->house->weights, look->from, look->to, look->app->out, &hidden, err);
	if (st != CS_OK)
		return st;
	cs_note("%s", _("strain is an own definition; its weights: cs-consult rules scores"));
	if (hidden > 0)
		cs_note(cs_tr_count("%zu week is not shown: fewer than %d people answered",
		    "%zu weeks are not shown: fewer than %d people answered", hidden), hidden, CS_STRAIN_LEAST);
	return CS_OK;
}

static enum cs_status
run_protection(struct cs_lookout *look, struct cs_err *err)
{
	enum cs_status st = settle_period(look, QUARTER_DAYS, err);
	size_t count = 0;

	if (st == CS_OK && look->incidents)
		st = cs_protect_print_incidents(look->desk, look->from, look->to, look->app->out, &count, err);
	else if (st == CS_OK)
		st = cs_protect_print_duties(look->desk, look->app->korean, look->app->out, &count, err);
	if (st == CS_OK)
		cs_note("%s", _("a pointer to the law (Occupational Safety and Health Act Art. 41), and no legal advice"));
	return st == CS_OK ? found(look, count) : st;
}

/* ---- rules ---- */

static const struct {
	const char *name, *file;
} rules[] = {
	{ "hours", "consult/default.hours" },
	{ "causes", "consult/causes.tsv" },
	{ "sla", "consult/sla.tsv" },
	{ "scores", "consult/scores.tsv" },
	{ "states", "consult/states.tsv" },
	{ "limits", "consult/limits.tsv" },
};

/* The built-in file as it is: what a shop's own begins with. */
enum cs_status
cs_lookout_rules(const struct cs_app *app, struct cs_err *err)
{
	for (size_t i = 0; i < CS_COUNT(rules); i++) {
		if (strcmp(app->args[0], rules[i].name) != 0)
			continue;
		for (const char *const *line = cs_table_lines(rules[i].file); *line; line++) {
			cs_out_raw(app->out, *line, strlen(*line));
			cs_out_raw(app->out, "\n", 1);
		}
		return CS_OK;
	}
	return cs_err_set(err, CS_EUSAGE,
	    _("there are no rules \"%s\"; one of: hours causes sla scores states limits"), app->args[0]);
}

/* ---- which ---- */

static const struct {
	const char *name;
	enum cs_status (*run)(struct cs_lookout *look, struct cs_err *err);
} commands[] = {
	{ "next", run_next }, { "due", run_due }, { "angry", run_angry }, { "stale", run_stale },
	{ "handover", run_handover }, { "load", run_load }, { "clocks", run_clocks }, { "hours", run_hours },
	{ "causes", run_causes }, { "promises", run_promises }, { "strain", run_strain },
	{ "protection", run_protection },
};

enum cs_status
cs_lookout_run(struct cs_lookout *look, struct cs_err *err)
{
	for (size_t i = 0; i < CS_COUNT(commands); i++) {
		if (strcmp(look->app->command, commands[i].name) == 0)
			return commands[i].run(look, err);
	}
	CS_BUG("a command that the lookout does not know");
}
