/*
 * cs-repurchase - who comes back, when, and how much of the shop that is.
 * Reads the store, or streams of orders; writes records, and nothing else.
 *
 *	cs-import --emit orders --preset cafe24 orders.csv | cs-repurchase cohort -
 */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "app/app.h"
#include "base/num.h"
#include "repurchase/write.h"
#include "store/db.h"

#define FEW 10 /* below this a rate says little */

static struct {
	int by, merge, group; /* group is -1 when not given */
	struct cs_span span;
	bool include_returned, wide, histogram;
	const char *months, *days, *segments;
} cfg = {
	.group = -1,
	.span = { CS_NO_DAY, CS_NO_DAY },
	.months = "1,3,6,12",
	.days = "30,60,90,180,365",
};

#define READS "rate cohort customers interval concentration lookback within steps"

static const struct cs_opt options[] = {
	{ CS_OPT_WORD, 0, "by", CS_BY_WORDS, &cfg.by, "rate", N_("length of a period (month)"), 0, 0 },
	{ CS_OPT_DAY, 0, "from", "DATE", &cfg.span.from, READS, N_("the first day that counts"), 0, 0 },
	{ CS_OPT_DAY, 0, "to", "DATE", &cfg.span.to, READS, N_("the last day that counts"), 0, 0 },
	{ CS_OPT_WORD, 0, "group", "category|product|channel|grade", &cfg.group, "rate interval",
	  N_("one row for each of these"), 0, 0 },
	{ CS_OPT_WORD, 0, "merge", "day|order|line", &cfg.merge, READS, N_("what is one purchase (day)"), 0, 0 },
	{ CS_OPT_FLAG, 0, "include-returned", NULL, &cfg.include_returned, READS,
	  N_("count cancelled and returned lines too"), 0, 0 },
	{ CS_OPT_FLAG, 0, "wide", NULL, &cfg.wide, "cohort", N_("one row a cohort, its retention month by month"), 0, 0 },
	{ CS_OPT_FLAG, 0, "histogram", NULL, &cfg.histogram, "interval", N_("how often each number of days occurs"), 0, 0 },
	{ CS_OPT_TEXT, 0, "months", "N,N,...", &cfg.months, "lookback", N_("how far to look back (1,3,6,12)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "days", "N,N,...", &cfg.days, "within", N_("lengths of the window (30,60,90,180,365)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "segments", "FILE", &cfg.segments, "customers",
	  N_("thresholds of the segments (else ~/.config/cs/segments.tsv)"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* What a command reads from. */
struct source {
	struct cs_db *db; /* NULL: streams */
	struct cs_history *history;
};

static enum cs_group
group(void)
{
	return (enum cs_group)(cfg.group + 1);
}

static void
close_source(struct source *source)
{
	cs_history_close(source->history);
	cs_db_close(source->db);
}

static enum cs_status
open_source(struct source *source, const struct cs_app *app, bool orders, struct cs_err *err)
{
	const struct cs_history_options how = {
		.merge = (enum cs_merge)cfg.merge, .group = group(), .include_returned = cfg.include_returned,
		.orders = orders, .as_of = app->as_of,
	};

	*source = (struct source){ 0 };
	if (cfg.span.from != CS_NO_DAY && cfg.span.to != CS_NO_DAY && cfg.span.from > cfg.span.to)
		return cs_err_set(err, CS_EUSAGE, _("--from is later than --to"));
	if (app->arg_count > 0)
		return cs_history_open_stream(&source->history, app->args, app->arg_count, &how, err);
	enum cs_status st = cs_db_open(&source->db, app->db_path, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_db_begin(source->db, err);
	if (st == CS_OK)
		st = cs_history_open_store(&source->history, source->db, &how, err);
	return st;
}

/* What was read and what was left out: a rate without these is half a truth. */
static void
tell_facts(const struct cs_app *app, const struct cs_history_facts *facts)
{
	char day[CS_DAY_TEXT];

	if (facts->guests > 0)
		cs_note(_("guests: %llu of %llu order lines that count (%.1f %%) have no customer and are left out"),
		    (unsigned long long)facts->guests, (unsigned long long)facts->kept,
		    100.0 * (double)facts->guests / (double)facts->kept);
	if (facts->later > 0)
		cs_note(_("%llu order lines are dated after %s and are left out"),
		    (unsigned long long)facts->later, cs_day_format(day, app->as_of));
	if (facts->odd_status > 0)
		cs_note(_("%llu order lines have a status that is none of the nine words of cs-data(5); they count"),
		    (unsigned long long)facts->odd_status);
	if (facts->lines == 0)
		cs_note(_("there are no order lines"));
	cs_detail(_("%llu order lines were read, %llu of them cancelled or returned"),
	    (unsigned long long)facts->lines, (unsigned long long)facts->dropped);
}

static void
tell_few(size_t few, size_t rows)
{
	if (few > 0)
		cs_note(_("%zu of %zu rows rest on fewer than %d customers or pairs; their rates say little"),
		    few, rows, FEW);
}

static void
tell_rate(const struct cs_app *app, const struct cs_rate *rate)
{
	size_t few = 0;
	char label[CS_PERIOD_TEXT], day[CS_DAY_TEXT];

	for (size_t i = 0; i < rate->count; i++)
		few += rate->cells[i].customers > 0 && rate->cells[i].customers < FEW;
	tell_few(few, rate->count);
	if (rate->count == 0 || rate->by == CS_BY_ALL)
		return;
	int32_t last = rate->cells[rate->count - 1].period;
	cs_day first_day = cs_period_first(rate->by, rate->cells[0].period);

	if (cs_period_last(rate->by, last) > app->as_of)
		cs_note(_("%s is not over on %s: its figures will still change"),
		    cs_period_format(label, rate->by, last), cs_day_format(day, app->as_of));
	if (rate->span.from != CS_NO_DAY && rate->span.from > first_day)
		cs_note(_("%s is counted from %s on only"),
		    cs_period_format(label, rate->by, rate->cells[0].period), cs_day_format(day, rate->span.from));
	if (rate->span.to != CS_NO_DAY && rate->span.to < cs_period_last(rate->by, last) &&
	    rate->span.to < app->as_of)
		cs_note(_("%s is counted up to %s only"),
		    cs_period_format(label, rate->by, last), cs_day_format(day, rate->span.to));
}

static enum cs_status
run_rate(struct cs_app *app, struct cs_err *err)
{
	struct source source;
	struct cs_visits visits = { 0 };
	struct cs_rate rate = { .by = (enum cs_by)cfg.by, .span = cfg.span };
	enum cs_status st = open_source(&source, app, app->arg_count == 0, err);

	/* Visits know no products: they stand beside whole periods only. */
	if (st == CS_OK && source.db && group() == CS_GROUP_NONE)
		st = cs_visits_read(&visits, source.db, err);
	if (st == CS_OK)
		st = cs_rate_run(&rate, source.history, group() != CS_GROUP_NONE, err);
	if (st == CS_OK) {
		cs_rate_write(&rate, source.history, group(), &visits, app->out);
		tell_facts(app, cs_history_facts(source.history));
		tell_rate(app, &rate);
	}
	cs_rate_release(&rate);
	cs_visits_release(&visits);
	close_source(&source);
	return st;
}

static void
tell_cohorts(const struct cs_app *app, struct cs_cohorts *cohorts)
{
	struct cs_cohort_row row = { .size = 0 };
	size_t few = 0, rows = 0, open = 0;
	char day[CS_DAY_TEXT];

	while (cs_cohorts_next(cohorts, &row)) {
		rows += row.age == 0;
		few += row.age == 0 && row.size < FEW;
		open += !row.complete;
	}
	tell_few(few, rows);
	if (open > 0 && cfg.wide)
		cs_note(_("the month of %s is not over and is left empty"), cs_day_format(day, app->as_of));
}

static enum cs_status
run_cohort(struct cs_app *app, struct cs_err *err)
{
	struct source source;
	struct cs_cohorts cohorts = { .span = cfg.span, .as_of = app->as_of };
	enum cs_status st = open_source(&source, app, false, err);

	if (st == CS_OK)
		st = cs_cohorts_run(&cohorts, source.history, err);
	if (st == CS_OK) {
		if (cfg.wide)
			cs_cohorts_write_wide(&cohorts, app->out);
		else
			cs_cohorts_write(&cohorts, cs_history_facts(source.history), app->out);
		tell_facts(app, cs_history_facts(source.history));
		tell_cohorts(app, &cohorts);
	}
	cs_cohorts_release(&cohorts);
	close_source(&source);
	return st;
}

/* --segments must exist; the file in the home need not. */
static enum cs_status
read_ladder(struct cs_ladder *ladder, struct cs_err *err)
{
	char *path = cfg.segments ? NULL : cs_app_config_path("segments.tsv");
	const char *chosen = cfg.segments ? cfg.segments : path;
	enum cs_status st = CS_OK;

	*ladder = cs_ladder_default;
	if (chosen && (cfg.segments || access(chosen, F_OK) == 0))
		st = cs_ladder_read(ladder, chosen, err);
	free(path);
	return st;
}

static void
tell_window(const struct cs_customers *customers)
{
	if (customers->window_computed)
		cs_note(_("repurchase window: %.0f days (%g %% of all gaps between purchases are not longer)"),
		    customers->window, customers->ladder.window_percentile);
	else
		cs_note(_("repurchase window: %.0f days, the default: only %llu customers repurchased"),
		    customers->window, (unsigned long long)customers->repeaters);
}

static enum cs_status
run_customers(struct cs_app *app, struct cs_err *err)
{
	struct source source;
	struct cs_customers customers = { .span = cfg.span, .as_of = app->as_of };
	enum cs_status st = open_source(&source, app, true, err);

	if (st == CS_OK)
		st = read_ladder(&customers.ladder, err);
	if (st == CS_OK)
		st = cs_customers_run(&customers, source.history, err);
	if (st == CS_OK) {
		cs_customers_write(&customers, source.history, app->out);
		tell_facts(app, cs_history_facts(source.history));
		tell_window(&customers);
	}
	cs_customers_release(&customers);
	close_source(&source);
	return st;
}

static void
tell_gaps(const struct cs_gaps *gaps)
{
	struct cs_count *counts = calloc(gaps->count + 1, sizeof(*counts));
	size_t at = 0, few = 0, rows = 0, n;

	while ((n = cs_gaps_group(gaps, &at, counts)) > 0) {
		few += cs_counts_total(counts, n) < FEW;
		rows++;
	}
	tell_few(few, rows);
	free(counts);
}

static enum cs_status
run_interval(struct cs_app *app, struct cs_err *err)
{
	struct source source;
	struct cs_gaps gaps = { .span = cfg.span };
	enum cs_status st = open_source(&source, app, false, err);

	if (st == CS_OK)
		st = cs_gaps_run(&gaps, source.history, group() != CS_GROUP_NONE, err);
	if (st == CS_OK) {
		(cfg.histogram ? cs_gaps_write_histogram : cs_gaps_write)(&gaps, source.history, group(), app->out);
		tell_facts(app, cs_history_facts(source.history));
		tell_gaps(&gaps);
	}
	cs_gaps_release(&gaps);
	close_source(&source);
	return st;
}

static enum cs_status
run_concentration(struct cs_app *app, struct cs_err *err)
{
	struct source source;
	struct cs_concentration concentration = { .span = cfg.span };
	enum cs_status st = open_source(&source, app, false, err);

	if (st == CS_OK)
		st = cs_concentration_run(&concentration, source.history, err);
	if (st == CS_OK) {
		cs_concentration_write(&concentration, cs_history_facts(source.history), app->out);
		tell_facts(app, cs_history_facts(source.history));
	}
	cs_concentration_release(&concentration);
	close_source(&source);
	return st;
}

static enum cs_status
run_lookback(struct cs_app *app, struct cs_err *err)
{
	struct source source = { 0 };
	struct cs_lookback lookback = { .span = cfg.span };
	enum cs_status st = CS_OK;

	if (!cs_windows_parse(&lookback.months, cfg.months, 1200))
		st = cs_err_set(err, CS_EUSAGE, _("--months: \"%s\" is not a rising list such as 1,3,6,12"), cfg.months);
	if (st == CS_OK)
		st = open_source(&source, app, false, err);
	if (st == CS_OK)
		st = cs_lookback_run(&lookback, source.history, err);
	if (st == CS_OK) {
		cs_lookback_write(&lookback, app->out);
		tell_facts(app, cs_history_facts(source.history));
	}
	cs_lookback_release(&lookback);
	close_source(&source);
	return st;
}

static enum cs_status
run_within(struct cs_app *app, struct cs_err *err)
{
	struct source source = { 0 };
	struct cs_within within = { .span = cfg.span, .as_of = app->as_of };
	enum cs_status st = CS_OK;

	if (!cs_windows_parse(&within.days, cfg.days, 36500))
		st = cs_err_set(err, CS_EUSAGE, _("--days: \"%s\" is not a rising list such as 30,60,90"), cfg.days);
	if (st == CS_OK)
		st = open_source(&source, app, false, err);
	if (st == CS_OK)
		st = cs_within_run(&within, source.history, err);
	if (st == CS_OK) {
		cs_within_write(&within, app->out);
		tell_facts(app, cs_history_facts(source.history));
	}
	cs_within_release(&within);
	close_source(&source);
	return st;
}

static enum cs_status
run_steps(struct cs_app *app, struct cs_err *err)
{
	struct source source;
	struct cs_steps steps = { .span = cfg.span };
	enum cs_status st = open_source(&source, app, false, err);

	if (st == CS_OK)
		st = cs_steps_run(&steps, source.history, err);
	if (st == CS_OK) {
		cs_steps_write(&steps, app->out);
		tell_facts(app, cs_history_facts(source.history));
	}
	cs_steps_release(&steps);
	close_source(&source);
	return st;
}

static enum cs_status
run_definitions(struct cs_app *app, struct cs_err *err)
{
	(void)err;
	cs_definitions_write(app->out);
	return CS_OK;
}

#define FILES "[FILE...]"

static const struct cs_command commands[] = {
	{ "rate", FILES, N_("repurchase rates of each period"),
	  "  cs-repurchase rate --by quarter\n"
	  "  cs-repurchase rate --by all --group category\n", run_rate, 0, SIZE_MAX },
	{ "cohort", FILES, N_("customers by the month of their first purchase, month after month"),
	  "  cs-repurchase cohort --wide\n", run_cohort, 0, SIZE_MAX },
	{ "customers", FILES, N_("every customer: how often, how much, how recent, which segment, when due"),
	  "  cs-repurchase customers | awk -F'\\t' '$12 == \"at_risk\"'\n", run_customers, 0, SIZE_MAX },
	{ "interval", FILES, N_("days from a purchase to the next one"),
	  "  cs-repurchase interval --group product\n", run_interval, 0, SIZE_MAX },
	{ "concentration", FILES, N_("the share of revenue that comes from the best customers"),
	  NULL, run_concentration, 0, SIZE_MAX },
	{ "lookback", FILES, N_("buyers of a month who had bought in the months before it"),
	  "  cs-repurchase lookback --months 1,12\n", run_lookback, 0, SIZE_MAX },
	{ "within", FILES, N_("customers who came back within so many days"),
	  "  cs-repurchase within --days 90\n", run_within, 0, SIZE_MAX },
	{ "steps", FILES, N_("from the first purchase to the second, from the second to the third, ..."),
	  NULL, run_steps, 0, SIZE_MAX },
	{ "definitions", NULL, N_("every rate that is printed here, in words"), NULL, run_definitions, 0, 0 },
	{ NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

int
main(int argc, char *argv[])
{
	static const struct cs_program program = {
		.name = "cs-repurchase",
		.summary = N_("Who comes back, when, and how much of the shop that is."),
		.commands = commands,
		.options = options,
	};

	return cs_app_main(&program, argc, argv);
}
