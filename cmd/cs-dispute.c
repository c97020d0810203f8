/*
 * cs-dispute - what the law says in a case, by when, and why.
 *
 * `decide` reads a stream of case facts and prints a verdict for each, or the
 * missing fact that decides it; it needs no store.  The docket keeps cases in
 * the store as an append-only list of events, from which every state and
 * every clock is worked out when it is read.
 *
 *	cs-dispute decide cases.tsv
 */
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "dispute/decide.h"
#include "dispute/oneoff.h"
#include "stream/reader.h"

static struct {
	const char *holidays;
	cs_day from, to, due, paid, on;
	int labor_day, day_count, rounding, rate_change;
	bool explain, strict, keep_going;
} cfg = { .from = CS_NO_DAY, .to = CS_NO_DAY, .due = CS_NO_DAY, .paid = CS_NO_DAY, .on = CS_NO_DAY };

#define JUDGING "decide"
#define COUNTING JUDGING " deadline calendar"

static const struct cs_opt options[] = {
	{ CS_OPT_FLAG, 0, "explain", NULL, &cfg.explain, "decide", N_("print every step with its article"), 0, 0 },
	{ CS_OPT_FLAG, 0, "keep-going", NULL, &cfg.keep_going, "decide", N_("leave out cases that cannot be read"), 0, 0 },
	{ CS_OPT_FLAG, 0, "strict", NULL, &cfg.strict, JUDGING, N_("presume nothing, not even that the buyer is a consumer"), 0, 0 },
	{ CS_OPT_DAY, 0, "from", "DATE", &cfg.from, "deadline calendar", N_("the day on which it begins"), 0, 0 },
	{ CS_OPT_DAY, 0, "to", "DATE", &cfg.to, "calendar", N_("the last day"), 0, 0 },
	{ CS_OPT_DAY, 0, "due", "DATE", &cfg.due, "interest", N_("the day on which the refund was due"), 0, 0 },
	{ CS_OPT_DAY, 0, "paid", "DATE", &cfg.paid, "interest", N_("the day of the refund; today without it"), 0, 0 },
	{ CS_OPT_DAY, 0, "on", "DATE", &cfg.on, "rules", N_("only what is in force on this day"), 0, 0 },
	{ CS_OPT_TEXT, 0, "holidays", "FILE", &cfg.holidays, COUNTING, N_("more holidays, and the shop's own closed days"), 0, 0 },
	{ CS_OPT_WORD, 0, "labor-day", "holiday|workday", &cfg.labor_day, COUNTING, N_("what 1 May is from 2026 on"), 0, 0 },
	{ CS_OPT_WORD, 0, "day-count", "365|actual", &cfg.day_count, JUDGING " interest", N_("days of a year for interest"), 0, 0 },
	{ CS_OPT_WORD, 0, "rounding", "down|half-up|up", &cfg.rounding, JUDGING " interest", N_("how interest becomes whole won"), 0, 0 },
	{ CS_OPT_WORD, 0, "rate-change", "first-day|daily", &cfg.rate_change, JUDGING " interest", N_("which rate counts when it changes in a delay"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* The law and the calendar, which nearly every command needs. */
struct bench {
	struct cs_law law;
	struct cs_calendar calendar;
};

static enum cs_status
read_holidays(struct cs_calendar *cal, struct cs_err *err)
{
	struct cs_reader_options form = { .separator = ' ' };
	struct cs_reader *reader;
	struct cs_row row;
	enum cs_status st = cs_reader_open(&reader, cfg.holidays, &form, err);

	if (st != CS_OK)
		return st;
	while ((st = cs_reader_next(reader, &row, err)) == CS_ROW) {
		st = cs_calendar_add(cal, row.raw, row.raw_len, err);
		if (st != CS_OK) {
			cs_err_prefix(err, cs_reader_name(reader));
			break;
		}
	}
	cs_reader_close(reader);
	cs_calendar_index(cal);
	return st;
}

static enum cs_status
open_bench(struct bench *b, struct cs_err *err)
{
	cs_law_open(&b->law);
	cs_calendar_open(&b->calendar, (enum cs_labor_day)cfg.labor_day);
	return cfg.holidays ? read_holidays(&b->calendar, err) : CS_OK;
}

static void
close_bench(struct bench *b)
{
	cs_calendar_close(&b->calendar);
	cs_law_close(&b->law);
}

static struct cs_interest_rules
interest_rules(void)
{
	return (struct cs_interest_rules){
		.day_count = (enum cs_day_count)cfg.day_count,
		.rounding = (enum cs_rounding)cfg.rounding,
		.rate_change = (enum cs_rate_change)cfg.rate_change,
	};
}

static struct cs_court
court_of(const struct bench *b, const struct cs_app *app)
{
	return (struct cs_court){
		.law = &b->law,
		.calendar = &b->calendar,
		.as_of = app->as_of,
		.strict = cfg.strict,
		.interest = interest_rules(),
	};
}

static void
tell(const char *message)
{
	cs_warn("%s", message);
}

static enum cs_status
run_decide(struct cs_app *app, struct cs_err *err)
{
	struct bench b;
	struct cs_reader_options form = { 0 };
	struct cs_reader *reader;
	enum cs_status st = open_bench(&b, err);
	struct cs_decide decide = { .court = court_of(&b, app), .explain = cfg.explain,
		.keep_going = cfg.keep_going, .out = app->out, .tell = tell };

	if (st == CS_OK)
		st = cs_reader_open(&reader, app->arg_count ? app->args[0] : NULL, &form, err);
	if (st == CS_OK) {
		st = cs_decide_stream(&decide, reader, err);
		cs_reader_close(reader);
	}
	close_bench(&b);
	return st;
}

static enum cs_status
run_interest(struct cs_app *app, struct cs_err *err)
{
	struct cs_interest_rules rules = interest_rules();
	struct cs_law law;

	if (cfg.due == CS_NO_DAY)
		return cs_err_set(err, CS_EUSAGE, _("interest: give the day on which the refund was due with --due"));
	cs_law_open(&law);
	enum cs_status st = cs_print_interest(&law, &rules, app->args[0], cfg.due,
	    cfg.paid == CS_NO_DAY ? app->as_of : cfg.paid, app->out, err);

	cs_law_close(&law);
	return st;
}

static enum cs_status
run_deadline(struct cs_app *app, struct cs_err *err)
{
	struct bench b;
	enum cs_status st = open_bench(&b, err);

	if (st == CS_OK)
		st = cs_print_deadline(&b.law, &b.calendar, app->arg_count ? app->args[0] : NULL,
		    cfg.from == CS_NO_DAY ? app->as_of : cfg.from, app->out, err);
	close_bench(&b);
	return st;
}

static enum cs_status
run_calendar(struct cs_app *app, struct cs_err *err)
{
	cs_day from = cfg.from == CS_NO_DAY ? app->as_of : cfg.from;
	cs_day to = cfg.to == CS_NO_DAY ? from + 30 : cfg.to;
	struct bench b;

	if (to < from)
		return cs_err_set(err, CS_EUSAGE, _("calendar: --to is before --from"));
	enum cs_status st = open_bench(&b, err);

	if (st == CS_OK)
		st = cs_print_calendar(&b.calendar, from, to, app->korean, app->out, err);
	close_bench(&b);
	return st;
}

static enum cs_status
run_rules(struct cs_app *app, struct cs_err *err)
{
	struct cs_law law;

	(void)err;
	cs_law_open(&law);
	cs_print_rules(&law, cfg.on, app->out);
	cs_law_close(&law);
	return CS_OK;
}

static const struct cs_command commands[] = {
	{ "decide", "[FILE]", N_("a stream of case facts in, a stream of verdicts out"),
	  "  cs-dispute decide cases.tsv\n", run_decide, 0, 1 },
	{ "interest", "AMOUNT", N_("interest on a late refund"),
	  "  cs-dispute interest 100000 --due 2026-09-30 --paid 2026-10-20\n", run_interest, 1, 1 },
	{ "deadline", "[RULE]", N_("the last day of a period"),
	  "  cs-dispute deadline withdrawal --from 2026-09-18\n", run_deadline, 0, 1 },
	{ "calendar", NULL, N_("business days and holidays"),
	  "  cs-dispute calendar --from 2026-09-21 --to 2026-09-30\n", run_calendar, 0, 0 },
	{ "rules", NULL, N_("the rules, periods and rates with their articles"),
	  "  cs-dispute rules --on 2015-06-01\n", run_rules, 0, 0 },
	{ NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

static const struct cs_program program = {
	"cs-dispute",
	N_("Judges disputes between an online shop and its customers by the law in force, and keeps their deadlines."),
	commands,
	options,
	NULL,
};

int
main(int argc, char *argv[])
{
	return cs_app_main(&program, argc, argv);
}
