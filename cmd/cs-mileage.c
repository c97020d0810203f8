/*
 * cs-mileage - a points ledger that accounts for every point, and what
 * points given back for returns bring.  Reads and writes the store; streams
 * of operations come in as TSV or CSV.
 *
 *	cs-mileage use kim --points 3000 --order A1001
 */
#include <string.h>

#include "app/app.h"
#include "mileage/act.h"
#include "mileage/audit.h"
#include "mileage/close.h"
#include "mileage/compensate.h"
#include "mileage/coupon.h"
#include "mileage/earnings.h"
#include "mileage/effect.h"
#include "mileage/grade.h"
#include "mileage/liability.h"
#include "mileage/rulebook.h"
#include "mileage/show.h"
#include "mileage/tools.h"

/* Options write into what they are for; what several are about stands once and is handed on. */
static struct {
	struct cs_request request; /* one operation */
	struct cs_part_back part;
	struct cs_batch_options batch;
	struct cs_return_ask back;
	struct cs_coupon_ask coupon;
	struct cs_effect_options effect;
	struct cs_simulate_options simulate;
	struct cs_view view;
	const char *customers, *into, *policy, *days, *rate, *margin, *to;
	int64_t lot, priority, looks;
	int by;
	bool plan, all, record, finished;
} cfg = {
	.request = { .origin = -1, .tax = -1, .amount = -1, .eff = CS_NO_DAY, .active_on = CS_NO_DAY, .expires_on = CS_NO_DAY,
		.until = CS_NO_DAY, .policy_on = CS_NO_DAY },
	.coupon = { .days = 30, .per_member = 1 }, .view = { .window = 90, .from = CS_NO_DAY }, .looks = 1,
};

#define ORIGINS "purchase|event|return_fee|apology|manual|opening|reissue"
#define WRITES "earn grant use hold capture void restore clawback return expire reinstate adjust waive merge withdraw rejoin activate revert coupon"
#define SIGNED WRITES " grade"
#define SPANS "compensate effect tools simulate liability policy"

static const struct cs_opt options[] = {
	{ CS_OPT_TEXT, 0, "key", "KEY", &cfg.request.key, WRITES, N_("names this operation: the same key is done once"), 0, 0 },
	{ CS_OPT_TEXT, 0, "customer", "ID", &cfg.request.customer, NULL, N_("the customer"), 0, 0 },
	{ CS_OPT_TEXT, 0, "customers", "FILE", &cfg.customers, "grant", N_("the same for each customer of a list; - is standard input"), 0, 0 },
	{ CS_OPT_INT, 0, "points", "N", &cfg.request.points, WRITES, N_("how many"), INT64_C(-1000000000000), INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "order", "NO", &cfg.request.order_no, WRITES " simulate", N_("the order that it belongs to; simulate: this one, step by step"), 0, 0 },
	{ CS_OPT_TEXT, 0, "line", "NO", &cfg.part.line_no, "return", N_("the line that comes back (else the whole order)"), 0, 0 },
	{ CS_OPT_INT, 0, "quantity", "N", &cfg.part.quantity, "return", N_("how many pieces of the line"), 1, INT64_C(1000000000) },
	{ CS_OPT_INT, 0, "amount", "WON", &cfg.request.amount, WRITES, N_("money: the order's (use, hold, earn) or the part that comes back"), 0, INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "reason", "TEXT", &cfg.request.reason, SIGNED, N_("why"), 0, 0 },
	{ CS_OPT_TEXT, 0, "actor", "NAME", &cfg.request.actor, SIGNED " apply", N_("who does it"), 0, 0 },
	{ CS_OPT_TEXT, 0, "approved-by", "NAME", &cfg.request.approved_by, "grant adjust reinstate return", N_("who lets it pass the limit of one person"), 0, 0 },
	{ CS_OPT_DAY, 0, "eff", "DATE", &cfg.request.eff, WRITES, N_("the day it counts from (else today)"), 0, 0 },
	{ CS_OPT_WORD, 0, "origin", ORIGINS, &cfg.request.origin, "earn grant adjust", N_("what the points are for"), 0, 0 },
	{ CS_OPT_WORD, 0, "tax-class", "own|event|comp|deposit", &cfg.request.tax, "earn grant adjust", N_("how VAT treats them"), 0, 0 },
	{ CS_OPT_INT, 0, "prio", "N", &cfg.priority, "earn grant adjust", N_("1 is spent first, 50 is usual"), 1, 99 },
	{ CS_OPT_DAY, 0, "active-on", "DATE", &cfg.request.active_on, "earn grant adjust activate", N_("first day on which they can be used"), 0, 0 },
	{ CS_OPT_DAY, 0, "expires-on", "DATE", &cfg.request.expires_on, "earn grant adjust activate reinstate", N_("last day on which they can be used"), 0, 0 },
	{ CS_OPT_DAY, 0, "until", "DATE", &cfg.request.until, "hold grade", N_("last day of the hold, or of the pin"), 0, 0 },
	{ CS_OPT_TEXT, 0, "grade", "NAME", &cfg.request.grade, "grade", N_("pin: the grade that is given by hand"), 0, 0 },
	{ CS_OPT_FLAG, 0, "pending", NULL, &cfg.request.pending, "earn grant", N_("not usable before an activate"), 0, 0 },
	{ CS_OPT_FLAG, 0, "clamp", NULL, &cfg.request.clamp, "use", N_("take what there is where there is less"), 0, 0 },
	{ CS_OPT_FLAG, 0, "with-coupon", NULL, &cfg.request.with_coupon, "use hold", N_("the order has a coupon too"), 0, 0 },
	{ CS_OPT_FLAG, 0, "no-limits", NULL, &cfg.request.free_of_limits, "earn use hold grant adjust", N_("do not apply the policy's limits and caps, nor ask about unknown names"), 0, 0 },
	{ CS_OPT_INT, 0, "lot", "N", &cfg.lot, "reinstate", N_("the lot whose lapsed points come back"), 1, INT64_MAX },
	{ CS_OPT_FLAG, 0, "finished", NULL, &cfg.finished, "return", N_("every finished return of the store that was not done yet"), 0, 0 },
	{ CS_OPT_FLAG, 0, "compensate", NULL, &cfg.back.compensate, "return", N_("also the freight as points, by policy, in the same transaction"), 0, 0 },
	{ CS_OPT_INT, 0, "extra", "N", &cfg.back.extra, "return", N_("also so many points as goodwill, beside what is owed"), 1, INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "into", "ID", &cfg.into, "merge", N_("the customer who takes everything over"), 0, 0 },
	{ CS_OPT_FLAG, 0, "plan", NULL, &cfg.plan, "grant apply return compensate grade", N_("print what would happen, change nothing"), 0, 0 },
	{ CS_OPT_TEXT, 0, "plan-id", "ID", &cfg.batch.plan_id, "grant apply", N_("do just what this plan showed"), 0, 0 },
	{ CS_OPT_FLAG, 0, "partial", NULL, &cfg.batch.partial, "grant apply", N_("do the good rows although others are refused"), 0, 0 },
	{ CS_OPT_TEXT, 0, "rejects", "FILE", &cfg.batch.rejects, "apply", N_("write refused rows here, a reason in front"), 0, 0 },
	{ CS_OPT_TEXT, 0, "code", "CODE", &cfg.coupon.code, "coupon", N_("a kind of coupon"), 0, 0 },
	{ CS_OPT_TEXT, 0, "coupon", "NO", &cfg.coupon.coupon, "coupon", N_("one coupon"), 0, 0 },
	{ CS_OPT_INT, 0, "won", "N", &cfg.coupon.won, "coupon", N_("define: so much off"), 0, INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "rate", "RATE", &cfg.rate, "coupon", N_("define: such a share off, as 0.1 or 10%"), 0, 0 },
	{ CS_OPT_INT, 0, "cap", "N", &cfg.coupon.cap, "coupon", N_("define: never more than this off"), 0, INT64_C(1000000000000) },
	{ CS_OPT_INT, 0, "minimum", "N", &cfg.coupon.minimum, "coupon", N_("define: from an order of so much"), 0, INT64_C(1000000000000) },
	{ CS_OPT_INT, 0, "valid-days", "N", &cfg.coupon.days, "coupon", N_("define: days from the issue (30)"), 1, 36500 },
	{ CS_OPT_INT, 0, "per-member", "N", &cfg.coupon.per_member, "coupon", N_("define: how many a member gets (1)"), 1, 1000000 },
	{ CS_OPT_FLAG, 0, "all", NULL, &cfg.all, "grade", N_("run: a record for everyone, not for changes only"), 0, 0 },
	{ CS_OPT_TEXT, 0, "days", "N,N,...", &cfg.days, "notices", N_("days before the end (else the policy's)"), 0, 0 },
	{ CS_OPT_FLAG, 0, "record", NULL, &cfg.record, "notices", N_("write down that they were told"), 0, 0 },
	{ CS_OPT_DAY, 0, "from", "DATE", &cfg.view.from, SPANS " return", N_("the first day that counts; policy set: valid from"), 0, 0 },
	{ CS_OPT_TEXT, 0, "to", "DATE", &cfg.to, SPANS " export", N_("the last day that counts; export: hledger, ledger or beancount"), 0, 0 },
	{ CS_OPT_INT, 0, "window", "DAYS", &cfg.view.window, "effect tools", N_("a new order within so many days counts (90)"), 1, 3650 },
	{ CS_OPT_TEXT, 0, "margin", "RATE", &cfg.margin, "effect simulate liability", N_("contribution margin: what a lift pays, what a used point costs"), 0, 0 },
	{ CS_OPT_INT, 0, "basket", "WON", &cfg.effect.basket, "effect simulate", N_("the mean order (else the shop's own)"), 0, INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "salt", "NAME", &cfg.effect.salt, "effect", N_("which experiment (else the last one)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "stratum", "NAME", &cfg.effect.stratum, "effect", N_("only these: upset, calm, upset/new, ..."), 0, 0 },
	{ CS_OPT_INT, 0, "looks", "N", &cfg.looks, "effect", N_("how often the data will be looked at (1): wider intervals"), 1, 5 },
	{ CS_OPT_FLAG, 0, "detail", NULL, &cfg.effect.detail, "effect", N_("a record for each figure: tests, strata, money"), 0, 0 },
	{ CS_OPT_TEXT, 0, "policy", "FILE", &cfg.policy, "simulate", N_("the rules to try (else the ledger's own)"), 0, 0 },
	{ CS_OPT_WORD, 0, "by", "measure|customer|order|grade", &cfg.by, "simulate", N_("one record a measure, or one for each that would differ"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* The request that options and argument describe; `texts` holds a key that follows from them. */
static enum cs_status
build_request(const struct cs_app *app, struct cs_str *texts, struct cs_err *err)
{
	struct cs_request *r = &cfg.request;

	r->kind = cs_act_kind_of(app->command);
	if (!r->customer && app->arg_count > 0)
		r->customer = app->args[0];
	r->prio = (int)cfg.priority;
	r->eff_given = r->eff != CS_NO_DAY;
	if (!r->eff_given)
		r->eff = app->as_of;
	cfg.part.amount = r->amount > 0 ? r->amount : 0;
	return cs_act_complete(r, &cfg.part, cfg.lot, cfg.into, texts, err);
}

static enum cs_status
write(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_str texts = { 0 };
	enum cs_status st = build_request(app, &texts, err);

	if (st == CS_OK)
		st = cs_act_one(db, app->now, &cfg.request, cfg.plan, app->out, err);
	cs_str_release(&texts);
	return st;
}

static const struct cs_batch_options *
batch_of(const struct cs_app *app)
{
	cfg.batch.plan = cfg.plan;
	cfg.batch.actor = cfg.request.actor;
	cfg.batch.today = app->as_of;
	cfg.batch.now = app->now;
	return &cfg.batch;
}

static enum cs_status
apply(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_act_stream(db, app->arg_count ? app->args[0] : NULL, batch_of(app), app->out, err);
}

/* To a list of customers the key is made of theirs; "*" stands for both until then. */
static enum cs_status
grant(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	const char *key = cfg.request.key;
	struct cs_str texts = { 0 };

	if (!cfg.customers)
		return write(app, db, err);
	cfg.request.customer = "*";
	cfg.request.key = key ? key : "*";
	enum cs_status st = build_request(app, &texts, err);

	cfg.request.key = key;
	if (st == CS_OK)
		st = cs_act_list(db, cfg.customers, &cfg.request, batch_of(app), app->out, err);
	cs_str_release(&texts);
	return st;
}

/* Without a customer or points: the order named, or all that are due. */
static enum cs_status
earn(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	if (cfg.request.customer || app->arg_count > 0 || cfg.request.key)
		return write(app, db, err);
	return cs_earn_orders(db, app->now, app->as_of, cfg.request.order_no, app->out, err);
}

static cs_day
first_compensated(cs_day today)
{
	return cfg.view.from != CS_NO_DAY ? cfg.view.from : today - CS_COMP_DAYS;
}

/* A return of the store by its number, all that are finished, or an order by --order. */
static enum cs_status
give_back(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_return_ask *ask = &cfg.back;

	ask->return_id = app->arg_count > 0 ? app->args[0] : NULL;
	ask->reason = cfg.request.reason;
	ask->actor = cfg.request.actor;
	ask->approved_by = cfg.request.approved_by;
	ask->eff = cfg.request.eff != CS_NO_DAY ? cfg.request.eff : app->as_of;
	ask->from = first_compensated(ask->eff);
	ask->plan = cfg.plan;
	if (ask->return_id || cfg.finished)
		return cs_act_return(db, app->now, ask, app->out, err);
	if (ask->compensate || ask->extra > 0)
		return cs_err_set(err, CS_EUSAGE, _("%s needs a return of the store"), ask->compensate ? "--compensate" : "--extra");
	return write(app, db, err);
}

static enum cs_status
compensate(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_compensate(db, app->now, app->as_of, first_compensated(app->as_of), cfg.view.to, cfg.plan, app->out, err);
}

static enum cs_status
effect(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_effect_options *o = &cfg.effect;

	o->as_of = app->as_of;
	o->from = cfg.view.from != CS_NO_DAY ? cfg.view.from : 0;
	o->to = cfg.view.to;
	o->margin_ppm = cfg.view.margin_ppm;
	o->window = cfg.view.window;
	o->looks = (int)cfg.looks;
	return cs_effect(db, o, app->out, err);
}

static enum cs_status
simulate(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_simulate_options *o = &cfg.simulate;

	o->by = (enum cs_simulate_by)cfg.by;
	o->order_no = cfg.request.order_no;
	o->from = cfg.view.from != CS_NO_DAY ? cfg.view.from : 0;
	o->to = cfg.view.to;
	o->margin_ppm = cfg.view.margin_ppm;
	o->basket = cfg.effect.basket;
	return cs_rulebook_simulate(db, cfg.policy, o, app->out, err);
}

static enum cs_status
coupon(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_coupon_ask *ask = &cfg.coupon;
	enum cs_status st = cfg.rate ? cs_rate_option("--rate", cfg.rate, &ask->rate_ppm, err) : CS_OK;

	ask->key = cfg.request.key;
	ask->customer = cfg.request.customer;
	ask->order_no = cfg.request.order_no;
	ask->reason = cfg.request.reason;
	ask->actor = cfg.request.actor;
	ask->amount = cfg.request.amount;
	ask->today = app->as_of;
	return st == CS_OK ? cs_coupon_run(db, app->now, app->args[0], ask, app->out, err) : st;
}

static enum cs_status
grade(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	const struct cs_request *r = &cfg.request;
	struct cs_grade_ask ask = { .customer = app->arg_count > 1 ? app->args[1] : r->customer, .grade = r->grade,
		.reason = r->reason, .actor = r->actor, .until = r->until, .today = app->as_of, .plan = cfg.plan, .all = cfg.all };

	return cs_grade_step(db, app->now, app->args[0], &ask, app->out, err);
}

static enum cs_status
notices(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_rulebook_notices(db, app->now, app->as_of, cfg.days, cfg.record, app->out, err);
}

static enum cs_status
seal(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_seal(db, app->now, app->as_of, app->args[0], app->out, err);
}

static enum cs_status
export(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	enum cs_journal_form form;
	enum cs_status st = cs_journal_form_of(cfg.to ? cfg.to : "hledger", &form, err);

	return st == CS_OK ? cs_export(db, form, app->out, err) : st;
}

static enum cs_status
expire(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_act_settle(db, app->now, cfg.request.eff != CS_NO_DAY ? cfg.request.eff : app->as_of, app->out, err);
}

static enum cs_status
verify(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_audit_print(db, app->out, err);
}

/* What a command does once the store is open; every other command is one operation. */
static const struct step {
	const char *command;
	enum cs_status (*run)(struct cs_app *app, struct cs_db *db, struct cs_err *err);
	/* Or, of one that only looks: */
	enum cs_status (*show)(struct cs_db *db, const struct cs_view *view, struct cs_out *out, struct cs_err *err);
	bool reads; /* never writes; a word behind the command may make it one that reads */
	const char *read_word;
} steps[] = {
	{ .command = "balance", .show = cs_show_balance }, { .command = "statement", .show = cs_show_statement },
	{ .command = "lots", .show = cs_show_lots }, { .command = "explain", .show = cs_show_event },
	{ .command = "uncleared", .show = cs_show_uncleared }, { .command = "tools", .show = cs_show_tools },
	{ .command = "flags", .show = cs_show_flags }, { .command = "liability", .show = cs_show_liability },
	{ .command = "breakage", .show = cs_show_breakage },
	{ .command = "effect", .run = effect, .reads = true }, { .command = "simulate", .run = simulate, .reads = true },
	{ .command = "export", .run = export, .reads = true }, { .command = "verify", .run = verify, .reads = true },
	{ .command = "earn", .run = earn }, { .command = "grant", .run = grant }, { .command = "return", .run = give_back },
	{ .command = "expire", .run = expire }, { .command = "apply", .run = apply }, { .command = "compensate", .run = compensate },
	{ .command = "coupon", .run = coupon, .read_word = "list" }, { .command = "grade", .run = grade, .read_word = "list explain" },
	{ .command = "notices", .run = notices }, { .command = "seal", .run = seal },
};

/* What a report is about, from --from, --to and --margin; export has another --to. */
static enum cs_status
read_view(const struct cs_app *app, struct cs_err *err)
{
	struct cs_view *view = &cfg.view;

	view->as_of = view->to = app->as_of;
	view->names = app->args;
	view->name_count = app->arg_count;
	if (cfg.to && strcmp(app->command, "export") != 0 && !cs_day_parse(cfg.to, strlen(cfg.to), &view->to))
		return cs_err_set(err, CS_EUSAGE, _("--to: \"%s\" is not a date such as 2026-03-02"), cfg.to);
	return cfg.margin ? cs_rate_option("--margin", cfg.margin, &view->margin_ppm, err) : CS_OK;
}

static enum cs_status
run(struct cs_app *app, struct cs_err *err)
{
	static const struct step operation = { .run = write };
	const struct step *step = &operation;
	struct cs_db *db = NULL;

	for (size_t i = 0; i < CS_COUNT(steps); i++) {
		if (strcmp(steps[i].command, app->command) == 0)
			step = &steps[i];
	}
	bool reads = step->show || step->reads || (step->read_word && cs_opt_lists(step->read_word, app->args[0]));
	enum cs_status st = read_view(app, err);

	if (st == CS_OK)
		st = cs_db_open(&db, app->db_path, reads ? CS_DB_READ : CS_DB_WRITE, err);
	if (st == CS_OK)
		st = step->show ? step->show(db, &cfg.view, app->out, err) : step->run(app, db, err);
	cs_db_close(db);
	return st;
}

/* May be asked before there is a store. */
static enum cs_status
run_policy(struct cs_app *app, struct cs_err *err)
{
	struct cs_rulebook_ask ask = { app->args[0], app->arg_count > 1 ? app->args[1] : NULL, app->db_path,
		cfg.view.from != CS_NO_DAY ? cfg.view.from : app->as_of };

	return cs_rulebook_run(&ask, app->out, err);
}

#define WRITE(name, args, min, max, summary, example) { name, args, summary, "  cs-mileage " name " " example "\n", run, min, max }

static const struct cs_command commands[] = {
	{ "balance", "[CUSTOMER...]", N_("what customers have"), "  cs-mileage balance kim\n", run, 0, SIZE_MAX },
	{ "statement", "CUSTOMER", N_("every event of a customer, with the balance after it"), "  cs-mileage statement kim\n", run, 1, 1 },
	{ "lots", "CUSTOMER", N_("every lot of a customer and where its points lie"), "  cs-mileage lots kim\n", run, 1, 1 },
	{ "explain", "KEY", N_("one event with its moves"), "  cs-mileage explain use:A1001\n", run, 1, 1 },
	{ "earn", "[CUSTOMER]", N_("points for purchases: of the store's delivered orders, or as told"),
	  "  cs-mileage earn\n  cs-mileage earn kim --points 510 --order A1001\n", run, 0, 1 },
	{ "grant", "[CUSTOMER]", N_("points for another reason, to one customer or a list"),
	  "  cs-mileage grant kim --points 1000 --reason 생일 --key birthday:kim:2026\n"
	  "  cut -f1 due.tsv | tail -n +2 | cs-mileage grant --customers - --points 1000 --reason due --plan\n", run, 0, 1 },
	WRITE("activate", "[CUSTOMER]", 0, 1, N_("points that waited for an event become usable"), "kim --order A1001"),
	WRITE("use", "[CUSTOMER]", 0, 1, N_("pay with points"), "kim --points 3000 --order A1002 --amount 51000"),
	WRITE("hold", "[CUSTOMER]", 0, 1, N_("reserve points for an order"), "kim --points 3000 --order A1002 --key hold:A1002"),
	{ "capture", "HOLD", N_("use what a hold reserved; the rest goes back"), "  cs-mileage capture hold:A1002 --points 2500\n", run, 1, 1 },
	{ "void", "HOLD", N_("let a hold go"), "  cs-mileage void hold:A1002\n", run, 1, 1 },
	WRITE("restore", "[CUSTOMER]", 0, 1, N_("give back points that an order used"), "kim --order A1002 --points 1000 --key restore:A1002:1"),
	WRITE("clawback", "[CUSTOMER]", 0, 1, N_("take back points that an order earned"), "kim --order A1001"),
	{ "return", "[RETURN]", N_("an order or a part of it comes back: everything that follows for points"),
	  "  cs-mileage return --order A1001 --line 2 --quantity 1 --key return:R7\n", run, 0, 1 },
	{ "revert", "KEY", N_("a return is called off"), "  cs-mileage revert return:R7\n", run, 1, 1 },
	{ "expire", NULL, N_("write down what has lapsed"), "  cs-mileage expire\n", run, 0, 0 },
	WRITE("reinstate", "[CUSTOMER]", 0, 1, N_("goodwill: lapsed points of a lot come back once"), "kim --lot 12 --reason 문의"),
	WRITE("adjust", "[CUSTOMER]", 0, 1, N_("correct by hand, up or down"), "kim --points -500 --reason 중복 --key fix:17"),
	WRITE("waive", "[CUSTOMER]", 0, 1, N_("let a debt go"), "kim --reason 배려 --key waive:kim:1"),
	{ "merge", "CUSTOMER", N_("two customers are one"), "  cs-mileage merge kim2 --into kim\n", run, 1, 1 },
	WRITE("withdraw", "[CUSTOMER]", 0, 1, N_("a member leaves: points are forfeited"), "kim --reason 탈퇴"),
	WRITE("rejoin", "[CUSTOMER]", 0, 1, N_("a member comes back, with nothing"), "kim --key rejoin:kim:2026"),
	{ "apply", "[FILE]", N_("a stream of operations as one transaction"),
	  "  cs-mileage apply ops.tsv --plan\n  cs-mileage apply ops.tsv --plan-id 3f2a9c01d4e5b687\n", run, 0, 1 },
	{ "compensate", NULL, N_("return freight as points, by policy, never where the shop owes it in money"),
	  "  cs-mileage compensate --plan\n", run, 0, 0 },
	{ "effect", NULL, N_("did they come back? by arm, with intervals and the cost of one more"),
	  "  cs-mileage effect --window 90 --margin 0.3\n", run, 0, 0 },
	{ "tools", NULL, N_("what keeps customers, side by side: points, coupons, ads; what it cost, who came back"),
	  "  cs-mileage tools --from 2026-01-01 --window 90\n", run, 0, 0 },
	{ "simulate", NULL, N_("the past once more under another policy"),
	  "  cs-mileage simulate --policy twice.policy --from 2025-01-01 --to 2025-12-31\n", run, 0, 0 },
	{ "policy", "check|show|diff|set|list [FILE]", N_("the shop's rules"),
	  "  cs-mileage policy check shop.policy\n  cs-mileage policy set shop.policy --from 2026-05-01\n", run_policy, 1, 2 },
	{ "coupon", "define|issue|use|return|list", N_("coupons"),
	  "  cs-mileage coupon define --code WELCOME --won 3000 --minimum 30000 --key c1\n"
	  "  cs-mileage coupon issue --code WELCOME --coupon W-1 --customer kim --key c2\n", run, 1, 1 },
	{ "grade", "run|list|explain|pin [CUSTOMER]", N_("member grades, with the evidence"), "  cs-mileage grade run --plan\n", run, 1, 2 },
	{ "notices", NULL, N_("who has to be told that points lapse"), "  cs-mileage notices --days 60,30,3\n", run, 0, 0 },
	{ "uncleared", NULL, N_("points that wait, holds and debts, with their age"), "  cs-mileage uncleared\n", run, 0, 0 },
	{ "flags", NULL, N_("to whom the same happened often: a hint to look, with the evidence and an end"), "  cs-mileage flags\n", run, 0, 0 },
	{ "liability", NULL, N_("points owed by month, on both accounting bases"), "  cs-mileage liability\n", run, 0, 0 },
	{ "breakage", NULL, N_("how much of what was given is used, by age"), "  cs-mileage breakage\n", run, 0, 0 },
	{ "seal", "MONTH", N_("close a month for good"), "  cs-mileage seal 2026-03\n", run, 1, 1 },
	{ "export", NULL, N_("a journal that another program adds up"), "  cs-mileage export --to hledger | hledger -f - check\n", run, 0, 0 },
	{ "verify", NULL, N_("replay everything; name the first bad event"), "  cs-mileage verify\n", run, 0, 0 },
	{ NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

static const struct cs_program program = {
	"cs-mileage", N_("Points, coupons and grades of a shop's members, and whether points bring people back."), commands,
	options, NULL,
};

int
main(int argc, char *argv[])
{
	return cs_app_main(&program, argc, argv);
}
