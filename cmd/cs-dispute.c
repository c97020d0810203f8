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
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/app.h"
#include "base/num.h"
#include "base/str.h"
#include "dispute/board.h"
#include "dispute/check13.h"
#include "dispute/decide.h"
#include "dispute/oneoff.h"
#include "dispute/pack.h"
#include "dispute/retention.h"
#include "store/db.h"
#include "stream/daysoff.h"
#include "stream/reader.h"

static struct {
	const char *holidays, *case_id, *line, *kind, *amount, *note, *shop, *policy, *template, *into;
	struct cs_list attach;
	cs_day from, to, due, paid, on, date;
	int64_t days;
	int labor_day, day_count, rounding, rate_change;
	bool explain, strict, keep_going, apply;
} cfg = { .from = CS_NO_DAY, .to = CS_NO_DAY, .due = CS_NO_DAY, .paid = CS_NO_DAY, .on = CS_NO_DAY,
	.date = CS_NO_DAY, .days = 7 };

#define DOCKET "list show due overdue letter pack"
#define JUDGING "decide " DOCKET
#define COUNTING JUDGING " deadline calendar"

static const struct cs_opt options[] = {
	{ CS_OPT_FLAG, 0, "explain", NULL, &cfg.explain, "decide", N_("print every step with its article"), 0, 0 },
	{ CS_OPT_FLAG, 0, "keep-going", NULL, &cfg.keep_going, "decide", N_("leave out cases that cannot be read"), 0, 0 },
	{ CS_OPT_FLAG, 0, "strict", NULL, &cfg.strict, JUDGING, N_("presume nothing, not even that the buyer is a consumer"), 0, 0 },
	{ CS_OPT_DAY, 0, "from", "DATE", &cfg.from, "deadline calendar external", N_("the day on which it begins"), 0, 0 },
	{ CS_OPT_DAY, 0, "to", "DATE", &cfg.to, "calendar external", N_("the last day"), 0, 0 },
	{ CS_OPT_DAY, 0, "due", "DATE", &cfg.due, "interest", N_("the day on which the refund was due"), 0, 0 },
	{ CS_OPT_DAY, 0, "paid", "DATE", &cfg.paid, "interest", N_("the day of the refund; today without it"), 0, 0 },
	{ CS_OPT_DAY, 0, "on", "DATE", &cfg.on, "rules", N_("only what is in force on this day"), 0, 0 },
	{ CS_OPT_TEXT, 0, "holidays", "FILE", &cfg.holidays, COUNTING, N_("more holidays, and the shop's own closed days"), 0, 0 },
	{ CS_OPT_WORD, 0, "labor-day", "holiday|workday", &cfg.labor_day, COUNTING, N_("what 1 May is from 2026 on"), 0, 0 },
	{ CS_OPT_WORD, 0, "day-count", "365|actual", &cfg.day_count, JUDGING " interest", N_("days of a year for interest"), 0, 0 },
	{ CS_OPT_WORD, 0, "rounding", "down|half-up|up", &cfg.rounding, JUDGING " interest", N_("how interest becomes whole won"), 0, 0 },
	{ CS_OPT_WORD, 0, "rate-change", "first-day|daily", &cfg.rate_change, JUDGING " interest", N_("which rate counts when it changes in a delay"), 0, 0 },
	{ CS_OPT_TEXT, 0, "case", "ID", &cfg.case_id, "open", N_("what the case is called; D1, D2, ... without it"), 0, 0 },
	{ CS_OPT_TEXT, 0, "line", "LINE_NO", &cfg.line, "open", N_("only this line of the order"), 0, 0 },
	{ CS_OPT_TEXT, 0, "kind", "KIND", &cfg.kind, "open letter", N_("what the consumer says; which letter"), 0, 0 },
	{ CS_OPT_DAY, 0, "date", "DATE", &cfg.date, "open event", N_("the day it happened; today without it"), 0, 0 },
	{ CS_OPT_TEXT, 0, "amount", "AMOUNT", &cfg.amount, "event", N_("the sum that was asked, offered or settled"), 0, 0 },
	{ CS_OPT_TEXT, 0, "note", "TEXT", &cfg.note, "open event", N_("a remark; retention empties it"), 0, 0 },
	{ CS_OPT_INT, 0, "days", "N", &cfg.days, "due", N_("how far to look ahead"), 0, 3650 },
	{ CS_OPT_TEXT, 0, "shop", "NAME", &cfg.shop, "letter pack", N_("name of the shop in letters"), 0, 0 },
	{ CS_OPT_TEXT, 0, "policy", "TEXT", &cfg.policy, "letter pack", N_("the version of the shop's policy to cite"), 0, 0 },
	{ CS_OPT_TEXT, 0, "template", "FILE", &cfg.template, "letter pack", N_("a letter of the shop's own"), 0, 0 },
	{ CS_OPT_TEXT, 0, "into", "FOLDER", &cfg.into, "pack", N_("the folder to make; the case's name without it"), 0, 0 },
	{ CS_OPT_LIST, 0, "attach", "FILE", &cfg.attach, "pack", N_("correspondence or a photo to put in (repeatable)"), 0, 0 },
	{ CS_OPT_FLAG, 0, "apply", NULL, &cfg.apply, "retention", N_("erase what is over; without it only tell"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* The law and the calendar, which nearly every command needs. */
struct bench {
	struct cs_law law;
	struct cs_calendar calendar;
};

static enum cs_status
open_bench(struct bench *b, struct cs_err *err)
{
	char *kept = cs_app_config_path("holidays");
	const char *path = cfg.holidays ? cfg.holidays : kept && access(kept, F_OK) == 0 ? kept : NULL;

	cs_law_open(&b->law);
	cs_calendar_open(&b->calendar, (enum cs_labor_day)cfg.labor_day);
	enum cs_status st = path ? cs_daysoff_read(&b->calendar, path, err) : CS_OK;

	free(kept);
	return st;
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

/* The store, the law and the calendar behind every command of the docket. */
struct room {
	struct bench bench;
	struct cs_court court;
	struct cs_docket docket;
};

static enum cs_status
open_room(struct room *r, const struct cs_app *app, enum cs_db_mode mode, struct cs_err *err)
{
	*r = (struct room){ 0 };
	enum cs_status st = open_bench(&r->bench, err);

	r->court = court_of(&r->bench, app);
	r->docket.court = &r->court;
	r->docket.reveal = app->reveal;
	r->docket.warn = tell;
	if (st == CS_OK)
		st = cs_db_open(&r->docket.db, app->db_path, mode, err);
	return st == CS_OK ? cs_docket_begin(&r->docket, err) : st;
}

static void
close_room(struct room *r)
{
	cs_db_close(r->docket.db);
	close_bench(&r->bench);
}

static cs_day
event_day(const struct cs_app *app)
{
	return cfg.date == CS_NO_DAY ? app->as_of : cfg.date;
}

static const struct cs_col case_columns[] = { { "case_id", CS_CELL_TEXT }, { "order_no", CS_CELL_TEXT } };

static enum cs_status
run_open(struct cs_app *app, struct cs_err *err)
{
	bool has_order = app->arg_count > 0 && !strchr(app->args[0], '=');
	const char *order_no = has_order ? app->args[0] : NULL;
	struct cs_case_event first = { .kind = "note", .day = event_day(app), .amount = -1, .note = cfg.note,
		.facts = app->args + has_order, .fact_count = app->arg_count - has_order };
	char named[CS_CODE_MAX];
	struct room r;

	if (has_order && cs_fact_find(order_no, strlen(order_no)) >= 0)
		return cs_err_set(err, CS_EUSAGE, _("\"%s\": write a fact as NAME=VALUE"), order_no);
	if (!cfg.kind)
		return cs_err_set(err, CS_EUSAGE, _("open: say with --kind what the consumer says"));
	enum cs_status st = open_room(&r, app, CS_DB_WRITE, err);

	if (st == CS_OK)
		st = cs_docket_open(&r.docket, cfg.case_id, order_no, cfg.line, cfg.kind, &first, app->now, named, err);
	if (st == CS_OK) {
		cs_out_begin(app->out, case_columns, CS_COUNT(case_columns));
		cs_out_str(app->out, named);
		cs_out_str(app->out, order_no);
		cs_out_end(app->out);
	}
	close_room(&r);
	return st;
}

static enum cs_status
read_amount(const struct room *r, int64_t *amount, struct cs_err *err)
{
	struct cs_amount read;

	*amount = -1;
	if (!cfg.amount)
		return CS_OK;
	if (cs_amount_parse(cfg.amount, strlen(cfg.amount), &read) && read.value >= 0 &&
	    cs_amount_scale(read, r->docket.decimals, amount))
		return CS_OK;
	return cs_err_set(err, CS_EUSAGE, _("--amount: not an amount: \"%s\""), cfg.amount);
}

static enum cs_status
run_event(struct cs_app *app, struct cs_err *err)
{
	struct cs_case_event event = { .kind = app->args[1], .day = event_day(app), .note = cfg.note,
		.facts = app->args + 2, .fact_count = app->arg_count - 2 };
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_WRITE, err);

	if (st == CS_OK)
		st = read_amount(&r, &event.amount, err);
	if (st == CS_OK)
		st = cs_docket_event(&r.docket, app->args[0], &event, app->now, err);
	close_room(&r);
	return st;
}

static enum cs_status
run_list(struct cs_app *app, struct cs_err *err)
{
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_board_list(&r.docket, app->out, err);
	close_room(&r);
	return st;
}

static enum cs_status
run_show(struct cs_app *app, struct cs_err *err)
{
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_board_show(&r.docket, app->args[0], app->out, err);
	close_room(&r);
	return st;
}

/* `due` looks ahead, `overdue` back; only the second is a check for cron. */
static enum cs_status
run_due(struct cs_app *app, struct cs_err *err)
{
	bool late_only = strcmp(app->command, "overdue") == 0;
	struct cs_due due = { .days = late_only ? -1 : (int)cfg.days };
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_board_due(&r.docket, &due, app->out, err);
	close_room(&r);
	if (st == CS_OK && late_only && due.overdue > 0)
		return cs_err_set(err, CS_NOTE, _("%zu deadlines have passed"), due.overdue);
	return st;
}

static enum cs_status
run_external(struct cs_app *app, struct cs_err *err)
{
	cs_day to = cfg.to == CS_NO_DAY ? app->as_of : cfg.to;
	cs_day from = cfg.from == CS_NO_DAY ? cs_day_add_months(cs_month_start(to), -11) : cfg.from;
	bool alarm = false;
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_board_external(&r.docket, from, to, app->out, &alarm, err);
	close_room(&r);
	return st == CS_OK && alarm ? cs_err_set(err, CS_NOTE, _("many complaints went outside this month")) : st;
}

/* A template of the shop's own is read here: lib/ gets its text. */
static enum cs_status
read_letter(const struct cs_app *app, struct cs_letter *letter, struct cs_str *text, struct cs_err *err)
{
	*letter = (struct cs_letter){ .kind = cfg.kind, .shop = cfg.shop ? cfg.shop : "저희 쇼핑몰",
		.policy = cfg.policy, .today = app->as_of };
	if (!cfg.template)
		return CS_OK;
	enum cs_status st = cs_file_read(cfg.template, text, err);

	letter->template = text->data;
	return st;
}

/* What the shop has to look up itself is told to the shop, not to the customer. */
static void
tell_own_facts(const struct cs_letter *letter, const struct cs_case *c)
{
	for (uint64_t m = cs_letter_own_facts(letter, c); m; m &= m - 1) {
		enum cs_fact fact = (enum cs_fact)__builtin_ctzll(m);
		const char *words = cs_fact_words(fact);

		cs_warn(_("missing: %s; tell it with: cs-dispute event %s fact %s=%s"), cs_fact_name(fact), c->code,
		    cs_fact_name(fact), words ? words : "...");
	}
}

static enum cs_status
run_letter(struct cs_app *app, struct cs_err *err)
{
	struct cs_str template = { 0 }, text = { 0 };
	struct cs_letter letter;
	struct cs_case c;
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_READ, err);

	if (st == CS_OK)
		st = read_letter(app, &letter, &template, err);
	if (st == CS_OK)
		st = cs_docket_load(&r.docket, app->args[0], &c, err);
	if (st == CS_OK)
		tell_own_facts(&letter, &c);
	if (st == CS_OK)
		st = cs_letter_write(&letter, &r.court, &c, &text, err);
	if (st == CS_OK)
		cs_out_raw(app->out, text.data, text.len);
	cs_str_release(&template);
	cs_str_release(&text);
	close_room(&r);
	return st;
}

static enum cs_status
run_pack(struct cs_app *app, struct cs_err *err)
{
	struct cs_str template = { 0 };
	struct cs_letter letter;
	struct cs_pack pack = { .folder = cfg.into ? cfg.into : app->args[0], .attachments = cfg.attach.items,
		.attachment_count = cfg.attach.count, .letter = &letter };
	struct cs_case c;
	struct room r;
	enum cs_status st = open_room(&r, app, CS_DB_READ, err);

	if (st == CS_OK)
		st = read_letter(app, &letter, &template, err);
	if (st == CS_OK)
		st = cs_docket_load(&r.docket, app->args[0], &c, err);
	if (st == CS_OK)
		st = cs_pack_write(&r.docket, &c, &pack, err);
	if (st == CS_OK)
		cs_note(_("%s: packed"), pack.folder);
	cs_str_release(&template);
	close_room(&r);
	return st;
}

static enum cs_status
run_check13(struct cs_app *app, struct cs_err *err)
{
	size_t missing = 0;
	enum cs_status st = cs_check13(app->arg_count ? app->args[0] : NULL, app->out, &missing, err);

	if (st == CS_OK && missing > 0)
		return cs_err_set(err, CS_NOTE, _("%zu items are missing"), missing);
	return st;
}

/* Without --apply the store is only read, so that a look can change nothing. */
static enum cs_status
run_retention(struct cs_app *app, struct cs_err *err)
{
	size_t rows = 0;
	struct room r;
	enum cs_status st = open_room(&r, app, cfg.apply ? CS_DB_WRITE : CS_DB_READ, err);

	if (st == CS_OK)
		st = cs_retention(r.docket.db, app->as_of, cfg.apply, app->out, &rows, err);
	close_room(&r);
	if (st == CS_OK && rows > 0 && !cfg.apply)
		cs_note(_("%zu records are over; retention --apply empties their personal fields"), rows);
	return st;
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
	{ "open", "[ORDER_NO] [FACT=VALUE...]", N_("open a case"),
	  "  cs-dispute open A1001 --kind defect claimed_on=2026-11-09 written=yes\n", run_open, 0, SIZE_MAX },
	{ "event", "CASE EVENT [FACT=VALUE...]", N_("tell what happened in a case"),
	  "  cs-dispute event D1 inspected state=opened\n", run_event, 2, SIZE_MAX },
	{ "list", NULL, N_("all cases, with what comes next"), "  cs-dispute list\n", run_list, 0, 0 },
	{ "show", "CASE", N_("everything about a case"), "  cs-dispute show D1\n", run_show, 1, 1 },
	{ "due", NULL, N_("deadlines of the coming days and those that have passed"), "  cs-dispute due --days 3\n", run_due, 0, 0 },
	{ "overdue", NULL, N_("deadlines that have passed; exit 1 when there are any"), "  cs-dispute overdue\n", run_due, 0, 0 },
	{ "external", NULL, N_("complaints that went outside, by month"), "  cs-dispute external\n", run_external, 0, 0 },
	{ "letter", "CASE", N_("a letter to the customer in Korean"), "  cs-dispute letter D1 --shop 가람상회\n", run_letter, 1, 1 },
	{ "pack", "CASE", N_("one folder for a mediator"), "  cs-dispute pack D1 --attach photo.jpg\n", run_pack, 1, 1 },
	{ "check13", "[FILE]", N_("what a shop's display lacks"), "  cs-dispute check13 display.tsv\n", run_check13, 0, 1 },
	{ "retention", NULL, N_("personal data whose time is over"), "  cs-dispute retention --apply\n", run_retention, 0, 0 },
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
