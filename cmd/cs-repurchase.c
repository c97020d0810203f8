/*
 * cs-repurchase - who comes back, when, and how much of the shop that is.
 * Reads the store, or streams of orders; writes records, and nothing else.
 *
 *	cs-import --emit orders --preset cafe24 orders.csv | cs-repurchase cohort -
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "import/dedupe.h"
#include "repurchase/model.h"
#include "repurchase/tell.h"
#include "repurchase/write.h"
#include "repurchase/write_explain.h"
#include "repurchase/write_model.h"
#include "repurchase/write_service.h"
#include "store/db.h"

static struct {
	int by, merge, group; /* group is -1 when not given */
	int model, unit, show;
	cs_day holdout;
	struct cs_span span;
	bool include_returned, wide, histogram, same_item, by_class, dedupe, curve, names;
	int64_t late, bin;
	const char *months, *days, *segments, *explain, *discount;
	double discount_rate;
	struct cs_windows month_list, day_list;
} cfg = {
	.group = -1,
	.holdout = CS_NO_DAY,
	.span = { CS_NO_DAY, CS_NO_DAY },
	.late = CS_SERVICE_LATE,
	.bin = 1,
	.months = "1,3,6,12",
	.days = "30,60,90,180,365",
};

#define SPANS "rate acquisition cohort customers interval concentration lookback within steps items"
#define READS SPANS " model due"

static const struct cs_opt options[] = {
	{ CS_OPT_WORD, 0, "by", CS_BY_WORDS, &cfg.by, "rate acquisition", N_("length of a period (month)"), 0, 0 },
	{ CS_OPT_DAY, 0, "from", "DATE", &cfg.span.from, SPANS, N_("the first day that counts"), 0, 0 },
	{ CS_OPT_DAY, 0, "to", "DATE", &cfg.span.to, SPANS, N_("the last day that counts"), 0, 0 },
	{ CS_OPT_WORD, 0, "group", "category|product|channel|grade", &cfg.group, "rate interval items due",
	  N_("one row for each of these"), 0, 0 },
	{ CS_OPT_WORD, 0, "merge", "day|order|line", &cfg.merge, READS, N_("what is one purchase (day)"), 0, 0 },
	{ CS_OPT_FLAG, 0, "include-returned", NULL, &cfg.include_returned, READS,
	  N_("count cancelled and returned lines too"), 0, 0 },
	{ CS_OPT_FLAG, 0, "same-item", NULL, &cfg.same_item, "rate",
	  N_("a repeat is the same product again (or category, with --group category)"), 0, 0 },
	{ CS_OPT_FLAG, 0, "by-class", NULL, &cfg.by_class, "acquisition",
	  N_("one row for products that are bought again, bought once, or neither"), 0, 0 },
	{ CS_OPT_FLAG, 0, "wide", NULL, &cfg.wide, "cohort", N_("one row a cohort, its retention month by month"), 0, 0 },
	{ CS_OPT_FLAG, 0, "histogram", NULL, &cfg.histogram, "interval", N_("how often each number of days occurs"), 0, 0 },
	{ CS_OPT_INT, 0, "bin", "DAYS", &cfg.bin, "interval", N_("with --histogram: days that are counted together (1)"), 1, 3660 },
	{ CS_OPT_FLAG, 0, "curve", NULL, &cfg.curve, "within", N_("one row a day up to the longest window, for a picture"), 0, 0 },
	{ CS_OPT_TEXT, 0, "months", "N,N,...", &cfg.months, "lookback", N_("how far to look back (1,3,6,12)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "days", "N,N,...", &cfg.days, "within due first",
	  N_("within: lengths of the window (30,60,90,180,365); due: how far to look ahead (7); first: the window (90)"), 0, 0 },
	{ CS_OPT_INT, 0, "late", "DAYS", &cfg.late, "silent first", N_("more days than this to the door are late (7)"), 0, 365 },
	{ CS_OPT_TEXT, 0, "segments", "FILE", &cfg.segments, "customers",
	  N_("thresholds of the segments (else ~/.config/cs/segments.tsv)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "explain", "CUSTOMER", &cfg.explain, "customers", N_("why this customer is in that segment"), 0, 0 },
	{ CS_OPT_FLAG, 0, "names", NULL, &cfg.names, "items due", N_("what each product is called, as the store knows it"), 0, 0 },
	{ CS_OPT_FLAG, 0, "dedupe", NULL, &cfg.dedupe, "customers", N_("list customers who are probably the same person"), 0, 0 },
	{ CS_OPT_WORD, 0, "model", CS_MODEL_WORDS, &cfg.model, "model customers due", N_("which model of prediction (mbgnbd)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "discount", "RATE", &cfg.discount, "customers",
	  N_("all that is to come too, discounted by RATE a year (0.15); with --model paretonbd"), 0, 0 },
	{ CS_OPT_DAY, 0, "holdout", "DATE", &cfg.holdout, "model",
	  N_("fit up to this day, and compare with what came after it"), 0, 0 },
	{ CS_OPT_WORD, 0, "unit", "week|day|month", &cfg.unit, "model", N_("unit of time of the parameters (week)"), 0, 0 },
	{ CS_OPT_WORD, 0, "show", "parameters|fit|tracking", &cfg.show, "model",
	  N_("the parameters; who came back how often; or repeat purchases week by week (parameters)"), 0, 0 },
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

/* What lines are told apart by, shown or not. */
static enum cs_group
counted_group(void)
{
	return (cfg.same_item || cfg.by_class) && cfg.group < 0 ? CS_GROUP_PRODUCT : group();
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
		.merge = (enum cs_merge)cfg.merge, .group = counted_group(), .include_returned = cfg.include_returned,
		.orders = orders, .as_of = app->as_of,
	};

	if (app->arg_count > 0)
		return cs_history_open_stream(&source->history, app->args, app->arg_count, &how, err);
	enum cs_status st = cs_db_open(&source->db, app->db_path, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_history_open_store(&source->history, source->db, &how, err);
	return st;
}

static enum cs_status
rate(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_daily visits = { 0 };
	struct cs_rate rate = { .by = (enum cs_by)cfg.by, .span = cfg.span, .same_item = cfg.same_item };
	enum cs_status st = CS_OK;

	/* Visits know no products: they stand beside whole periods only. */
	if (source->db && group() == CS_GROUP_NONE)
		st = cs_daily_read_visits(&visits, source->db, err);
	if (st == CS_OK)
		st = cs_rate_run(&rate, source->history, group() != CS_GROUP_NONE, err);
	if (st == CS_OK) {
		cs_rate_write(&rate, source->history, group(), &visits, app->out);
		cs_tell_rate(&rate, app->as_of);
	}
	cs_rate_release(&rate);
	cs_daily_release(&visits);
	return st;
}

static enum cs_status
cohort(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_cohorts cohorts = { .span = cfg.span, .as_of = app->as_of };
	enum cs_status st = cs_cohorts_run(&cohorts, source->history, err);

	if (st == CS_OK) {
		if (cfg.wide)
			cs_cohorts_write_wide(&cohorts, app->out);
		else
			cs_cohorts_write(&cohorts, cs_history_facts(source->history), app->out);
		cs_tell_cohorts(&cohorts, cfg.wide);
	}
	cs_cohorts_release(&cohorts);
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

static enum cs_status
customers(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_customers customers = {
		.span = cfg.span, .as_of = app->as_of, .outlook.model.kind = (enum cs_model_kind)cfg.model,
		.outlook.discount = cfg.discount_rate,
	};
	enum cs_status st = read_ladder(&customers.ladder, err);

	if (st == CS_OK)
		st = cs_customers_run(&customers, source->history, err);
	if (st == CS_OK && cfg.explain) {
		st = cs_customers_explain(&customers, source->history, cfg.explain, app->out, err);
	} else if (st == CS_OK) {
		st = cs_customers_write(&customers, source->history, app->reveal ? source->db : NULL, app->out, err);
		cs_tell_customers(&customers);
	}
	cs_customers_release(&customers);
	return st;
}

static enum cs_status
interval(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_gaps gaps = { .span = cfg.span };
	enum cs_status st = cs_gaps_run(&gaps, source->history, group() != CS_GROUP_NONE, err);

	if (st == CS_OK) {
		if (cfg.histogram)
			cs_gaps_write_histogram(&gaps, source->history, group(), cfg.bin, app->out);
		else
			cs_gaps_write(&gaps, source->history, group(), app->out);
		cs_tell_gaps(&gaps);
	}
	cs_gaps_release(&gaps);
	return st;
}

static enum cs_status
concentration(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_concentration concentration = { .span = cfg.span };
	enum cs_status st = cs_concentration_run(&concentration, source->history, err);

	if (st == CS_OK)
		cs_concentration_write(&concentration, cs_history_facts(source->history), app->out);
	cs_concentration_release(&concentration);
	return st;
}

static enum cs_status
lookback(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_lookback lookback = { .months = cfg.month_list, .span = cfg.span };
	enum cs_status st = cs_lookback_run(&lookback, source->history, err);

	if (st == CS_OK) {
		cs_lookback_write(&lookback, app->out);
		cs_tell_lookback(&lookback, cs_history_facts(source->history));
	}
	cs_lookback_release(&lookback);
	return st;
}

static enum cs_status
within(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_within within = { .days = cfg.day_list, .span = cfg.span, .as_of = app->as_of };
	enum cs_status st = cs_within_run(&within, source->history, err);

	if (st == CS_OK) {
		(cfg.curve ? cs_within_write_curve : cs_within_write)(&within, app->out);
		cs_tell_within(&within);
	}
	cs_within_release(&within);
	return st;
}

static enum cs_status
steps(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_steps steps = { .span = cfg.span };
	enum cs_status st = cs_steps_run(&steps, source->history, err);

	if (st == CS_OK)
		cs_steps_write(&steps, app->out);
	cs_steps_release(&steps);
	return st;
}

/* Days in --unit; a month is a twelfth of the mean year of the calendar. */
static double
unit_days(void)
{
	static const double days[] = { 7, 1, 365.2425 / 12 };

	return days[cfg.unit];
}

enum show { SHOW_PARAMETERS, SHOW_FIT, SHOW_TRACKING };

static enum cs_status
write_model(const struct cs_model *model, const struct cs_base *base, struct cs_app *app, struct cs_err *err)
{
	bool held = cfg.holdout != CS_NO_DAY;
	struct cs_holdout holdout = { .days = held ? app->as_of - cfg.holdout : 0 };
	struct cs_fit fit;
	bool fits = cs_fit_run(&fit, model, base);

	if (cfg.show == SHOW_FIT && !fits)
		return cs_err_set(err, CS_NONE, _("--show fit: this model has no formula for it; mbgnbd and bgnbd have"));
	if (held)
		cs_holdout_run(&holdout, model, base);
	if (cfg.show == SHOW_FIT)
		cs_fit_write(&fit, model, app->out);
	else if (cfg.show == SHOW_TRACKING)
		cs_track_write(model, base, app->as_of, app->out);
	else
		cs_model_write(model, fits ? &fit : NULL, held ? &holdout : NULL, app->out);
	cs_tell_model(model, held ? &holdout : NULL);
	return CS_OK;
}

static enum cs_status
model(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_base base = {
		.end = cfg.holdout != CS_NO_DAY ? cfg.holdout : app->as_of, .by_day = cfg.show == SHOW_TRACKING,
	};
	struct cs_model model = { .kind = (enum cs_model_kind)cfg.model, .days = unit_days() };
	enum cs_status st = cs_base_run(&base, source->history, err);

	if (st == CS_OK)
		st = cs_model_fit(&model, &base, err);
	if (st == CS_OK)
		st = write_model(&model, &base, app, err);
	cs_base_release(&base);
	return st;
}

static enum cs_status
items(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_items items = { .span = cfg.span, .as_of = app->as_of };
	enum cs_status st = cs_items_run(&items, source->history, source->db, err);

	if (st == CS_OK)
		st = cs_items_write(&items, source->history, cfg.names ? source->db : NULL, app->out, err);
	cs_items_release(&items);
	return st;
}

static enum cs_status
due(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_due due = {
		.as_of = app->as_of, .days = cfg.day_list.items[0], .outlook.model.kind = (enum cs_model_kind)cfg.model,
	};
	enum cs_status st = cs_due_run(&due, source->history, source->db, err);

	if (st == CS_OK) {
		st = cs_due_write(&due, source->history, cfg.names ? source->db : NULL, app->reveal ? source->db : NULL, app->out,
		    err);
		cs_tell_due(&due);
	}
	cs_due_release(&due);
	return st;
}

static enum cs_status
acquisition(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_daily spend = { .count = 0 };
	struct cs_acquire acquire = {
		.rate = { .by = (enum cs_by)cfg.by, .span = cfg.span }, .items = { .as_of = app->as_of },
	};
	enum cs_status st = source->db ? cs_daily_read_spend(&spend, source->db, err) : CS_OK;

	if (st == CS_OK)
		st = cs_acquire_run(&acquire, source->history, source->db, cfg.by_class, err);
	if (st == CS_OK && cfg.by_class)
		cs_acquire_write_classes(&acquire, cs_history_facts(source->history), app->out);
	else if (st == CS_OK)
		cs_acquire_write(&acquire, cs_history_facts(source->history), &spend, app->out);
	cs_acquire_release(&acquire);
	cs_daily_release(&spend);
	return st;
}

/* What each command does with the source, and where it counts orders beside purchases. */
static const struct analysis {
	const char *command;
	enum cs_status (*run)(const struct source *source, struct cs_app *app, struct cs_err *err);
	enum { NOWHERE, IN_STORE, EVERYWHERE } orders;
} analyses[] = {
	{ "rate", rate, IN_STORE }, /* for the visits, which a stream does not have */
	{ "acquisition", acquisition, NOWHERE },
	{ "cohort", cohort, NOWHERE },
	{ "customers", customers, EVERYWHERE },
	{ "interval", interval, NOWHERE },
	{ "concentration", concentration, NOWHERE },
	{ "lookback", lookback, NOWHERE },
	{ "within", within, NOWHERE },
	{ "steps", steps, NOWHERE },
	{ "model", model, NOWHERE },
	{ "items", items, NOWHERE },
	{ "due", due, NOWHERE },
};

static const struct analysis *
find_analysis(const char *command)
{
	for (size_t i = 0; i < CS_COUNT(analyses); i++) {
		if (strcmp(analyses[i].command, command) == 0)
			return &analyses[i];
	}
	CS_BUG("a command without an analysis");
}

/* --days is a list for within, and one number for due and first. */
static enum cs_status
check_days(const struct cs_app *app, struct cs_err *err)
{
	bool due = strcmp(app->command, "due") == 0, one = due || strcmp(app->command, "first") == 0;

	if (one && !cs_opt_given("days"))
		cfg.days = due ? "7" : "90";
	if (cs_windows_parse(&cfg.day_list, cfg.days, 36500) && !(one && cfg.day_list.count > 1))
		return CS_OK;
	if (one)
		return cs_err_set(err, CS_EUSAGE, _("--days: \"%s\" is not a number of days such as 7"), cfg.days);
	return cs_err_set(err, CS_EUSAGE, _("--days: \"%s\" is not a rising list such as 30,60,90"), cfg.days);
}

/* An item is a product or a category. */
static enum cs_status
check_items(const struct cs_app *app, struct cs_err *err)
{
	if (cfg.group < 0)
		cfg.group = CS_GROUP_PRODUCT - 1;
	if (group() != CS_GROUP_PRODUCT && group() != CS_GROUP_CATEGORY)
		return cs_err_set(err, CS_EUSAGE, _("--group: an item is a product or a category"));
	if (cfg.names && (app->arg_count > 0 || group() != CS_GROUP_PRODUCT))
		return cs_err_set(err, CS_EUSAGE, _("--names: the store has names of products; leave the file and --group out"));
	return CS_OK;
}

static enum cs_status
check_discount(struct cs_err *err)
{
	char *end;

	if (!cfg.discount)
		return CS_OK;
	cfg.discount_rate = strtod(cfg.discount, &end);
	if (*end || end == cfg.discount || !(cfg.discount_rate > 0 && cfg.discount_rate <= 10))
		return cs_err_set(err, CS_EUSAGE, _("--discount: \"%s\" is not a yearly rate such as 0.15"), cfg.discount);
	if (cfg.model != CS_MODEL_PARETONBD)
		return cs_err_set(err, CS_EUSAGE, _("--discount: only --model paretonbd tells what comes in all time"));
	return CS_OK;
}

static enum cs_status
check_same_item(struct cs_err *err)
{
	if (!cfg.same_item || cfg.group < 0 || group() == CS_GROUP_PRODUCT || group() == CS_GROUP_CATEGORY)
		return CS_OK;
	return cs_err_set(err, CS_EUSAGE, _("--same-item: an item is a product or a category"));
}

static enum cs_status
check_options(const struct cs_app *app, struct cs_err *err)
{
	if (cfg.span.from != CS_NO_DAY && cfg.span.to != CS_NO_DAY && cfg.span.from > cfg.span.to)
		return cs_err_set(err, CS_EUSAGE, _("--from is later than --to"));
	if (cfg.holdout != CS_NO_DAY && cfg.holdout >= app->as_of)
		return cs_err_set(err, CS_EUSAGE, _("--holdout must be earlier than --as-of"));
	if (cfg.model == CS_MODEL_GAMMAGAMMA && strcmp(app->command, "model") != 0)
		return cs_err_set(err, CS_EUSAGE, _("--model gammagamma is a model of amounts: it stands beside each of the others"));
	if (cfg.holdout != CS_NO_DAY && cfg.model == CS_MODEL_GAMMAGAMMA)
		return cs_err_set(err, CS_EUSAGE, _("--holdout compares purchases, and gammagamma is a model of amounts"));
	if (cfg.show != SHOW_PARAMETERS && cfg.model == CS_MODEL_GAMMAGAMMA)
		return cs_err_set(err, CS_EUSAGE, _("--show %s is about purchases, and gammagamma is a model of amounts"),
		    cfg.show == SHOW_FIT ? "fit" : "tracking");
	if (!cs_windows_parse(&cfg.month_list, cfg.months, 1200))
		return cs_err_set(err, CS_EUSAGE, _("--months: \"%s\" is not a rising list such as 1,3,6,12"), cfg.months);
	enum cs_status st = check_days(app, err);

	if (st == CS_OK && (strcmp(app->command, "items") == 0 || strcmp(app->command, "due") == 0))
		return check_items(app, err);
	if (st == CS_OK)
		st = check_discount(err);
	return st == CS_OK ? check_same_item(err) : st;
}

static enum cs_status
run(struct cs_app *app, struct cs_err *err)
{
	const struct analysis *analysis = find_analysis(app->command);
	struct source source = { 0 };
	enum cs_status st = check_options(app, err);

	bool orders = analysis->orders == EVERYWHERE || (analysis->orders == IN_STORE && app->arg_count == 0);

	if (st == CS_OK)
		st = open_source(&source, app, orders, err);
	if (st == CS_OK)
		st = analysis->run(&source, app, err);
	if (st == CS_OK)
		cs_tell_facts(cs_history_facts(source.history), app->as_of);
	close_source(&source);
	return st;
}

/* Of the store alone: a stream of orders does not tell how they went. */
static enum cs_status
silent(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_silent silent = { .as_of = app->as_of, .late = (int32_t)cfg.late };
	enum cs_status st = cs_silent_run(&silent, source->db, err);

	if (st == CS_OK) {
		cs_silent_write(&silent, cs_history_facts(source->history), app->reveal, app->out);
		cs_tell_service(&silent.service, silent.late);
	}
	cs_silent_release(&silent);
	return st;
}

static enum cs_status
first(const struct source *source, struct cs_app *app, struct cs_err *err)
{
	struct cs_first first = { .as_of = app->as_of, .days = cfg.day_list.items[0], .late = (int32_t)cfg.late };
	enum cs_status st = cs_first_run(&first, source->db, err);

	if (st == CS_OK) {
		cs_first_write(&first, app->out);
		cs_tell_first(&first);
	}
	return st;
}

static enum cs_status
run_service(struct cs_app *app, struct cs_err *err)
{
	struct source source = { 0 };
	enum cs_status st = check_days(app, err);

	if (st == CS_OK)
		st = open_source(&source, app, false, err);
	if (st == CS_OK)
		st = (strcmp(app->command, "silent") == 0 ? silent : first)(&source, app, err);
	close_source(&source);
	return st;
}

static enum cs_status
dedupe(struct cs_app *app, struct cs_err *err)
{
	struct cs_dedupe found = { .count = 0 };
	struct cs_db *db = NULL;

	if (app->arg_count > 0)
		return cs_err_set(err, CS_EUSAGE, _("--dedupe: a stream of orders has no names to compare; import it"));
	enum cs_status st = cs_db_open(&db, app->db_path, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_dedupe_run(&found, db, err);
	if (st == CS_OK) {
		cs_dedupe_write(&found, app->out);
		cs_note(_("probable duplicates: %zu sure, %zu likely, %zu weak; read them, then: cs-import customers --merge FILE"),
		    found.counts[CS_DEDUPE_SURE], found.counts[CS_DEDUPE_LIKELY], found.counts[CS_DEDUPE_WEAK]);
	}
	cs_dedupe_release(&found);
	cs_db_close(db);
	return st;
}

static enum cs_status
run_customers(struct cs_app *app, struct cs_err *err)
{
	return cfg.dedupe ? dedupe(app, err) : run(app, err);
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
	  "  cs-repurchase rate --by all --group category\n", run, 0, SIZE_MAX },
	{ "cohort", FILES, N_("customers by the month of their first purchase, month after month"),
	  "  cs-repurchase cohort --wide\n", run, 0, SIZE_MAX },
	{ "customers", FILES, N_("every customer: how often, how much, how recent, which segment, when due"),
	  "  cs-repurchase customers | awk -F'\\t' '$12 == \"at_risk\"'\n"
	  "  cs-repurchase customers --explain C1042\n", run_customers, 0, SIZE_MAX },
	{ "interval", FILES, N_("days from a purchase to the next one"),
	  "  cs-repurchase interval --group product\n"
	  "  cs-repurchase interval --histogram --bin 7 | cs-report plot --x days --y pairs\n", run, 0, SIZE_MAX },
	{ "concentration", FILES, N_("the share of revenue that comes from the best customers"),
	  NULL, run, 0, SIZE_MAX },
	{ "lookback", FILES, N_("buyers of a month who had bought in the months before it"),
	  "  cs-repurchase lookback --months 1,12\n", run, 0, SIZE_MAX },
	{ "within", FILES, N_("customers who came back within so many days"),
	  "  cs-repurchase within --days 90\n"
	  "  cs-repurchase within --curve | cs-report plot --kind lines --x days --y km_rate,km_low,km_high\n", run, 0, SIZE_MAX },
	{ "steps", FILES, N_("from the first purchase to the second, from the second to the third, ..."),
	  NULL, run, 0, SIZE_MAX },
	{ "model", FILES, N_("a model of who is still a customer and how many purchases to expect"),
	  "  cs-repurchase model --holdout 2026-06-30\n"
	  "  cs-repurchase model --model gammagamma\n", run, 0, SIZE_MAX },
	{ "items", FILES, N_("which products people buy again, and which they buy once"),
	  "  cs-repurchase items --group category\n", run, 0, SIZE_MAX },
	{ "due", FILES, N_("who should be back by now, and for which product"),
	  "  cs-repurchase due --days 14\n", run, 0, SIZE_MAX },
	{ "acquisition", FILES, N_("how much the shop lives on first purchases, and what they cost"),
	  "  cs-repurchase acquisition --by quarter\n"
	  "  cs-repurchase acquisition --by-class\n", run, 0, SIZE_MAX },
	{ "first", NULL, N_("what happened with first orders, and who bought again"),
	  "  cs-repurchase first --days 60 --late 4\n", run_service, 0, 0 },
	{ "silent", NULL, N_("who was failed, did not complain, and should have been back"),
	  "  cs-repurchase silent --late 5\n", run_service, 0, 0 },
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
