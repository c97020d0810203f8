/*
 * cs-mileage - a points ledger that accounts for every point, and what
 * points given back for returns bring.  Reads and writes the store; streams
 * of operations come in as TSV or CSV.
 *
 *	cs-mileage use kim --points 3000 --order A1001
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
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

static struct {
	const char *key, *customer, *customers, *order_no, *line_no, *reason, *actor, *approved_by, *into, *rejects, *plan_id;
	const char *code, *coupon, *grade, *policy, *days, *rate, *margin, *to, *salt, *stratum;
	int64_t points, amount, quantity, lot, priority, extra;
	int64_t won, cap, minimum, valid_days, per_member, window, basket, looks;
	int origin, tax_class, by;
	cs_day eff, active_on, expires_on, until, from;
	bool clamp, with_coupon, pending, plan, partial, no_limits, all, record, compensate, finished, detail;
} cfg = {
	.origin = -1, .tax_class = -1, .amount = -1, .valid_days = 30, .per_member = 1, .window = 90, .looks = 1,
	.eff = CS_NO_DAY, .active_on = CS_NO_DAY, .expires_on = CS_NO_DAY, .until = CS_NO_DAY,
	.from = CS_NO_DAY,
};

#define ORIGINS "purchase|event|return_fee|apology|manual|opening|reissue"
#define WRITES "earn grant use hold capture void restore clawback return expire reinstate adjust waive merge withdraw rejoin activate revert coupon"
#define SIGNED WRITES " grade"
#define SPANS "compensate effect tools simulate liability policy"

static const struct cs_opt options[] = {
	{ CS_OPT_TEXT, 0, "key", "KEY", &cfg.key, WRITES, N_("names this operation: the same key is done once"), 0, 0 },
	{ CS_OPT_TEXT, 0, "customer", "ID", &cfg.customer, NULL, N_("the customer"), 0, 0 },
	{ CS_OPT_TEXT, 0, "customers", "FILE", &cfg.customers, "grant", N_("the same for each customer of a list; - is standard input"), 0, 0 },
	{ CS_OPT_INT, 0, "points", "N", &cfg.points, WRITES, N_("how many"), INT64_C(-1000000000000), INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "order", "NO", &cfg.order_no, WRITES " simulate", N_("the order that it belongs to; simulate: this one, step by step"), 0, 0 },
	{ CS_OPT_TEXT, 0, "line", "NO", &cfg.line_no, "return", N_("the line that comes back (else the whole order)"), 0, 0 },
	{ CS_OPT_INT, 0, "quantity", "N", &cfg.quantity, "return", N_("how many pieces of the line"), 1, INT64_C(1000000000) },
	{ CS_OPT_INT, 0, "amount", "WON", &cfg.amount, WRITES, N_("money: the order's (use, hold, earn) or the part that comes back"), 0, INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "reason", "TEXT", &cfg.reason, SIGNED, N_("why"), 0, 0 },
	{ CS_OPT_TEXT, 0, "actor", "NAME", &cfg.actor, SIGNED " apply", N_("who does it"), 0, 0 },
	{ CS_OPT_TEXT, 0, "approved-by", "NAME", &cfg.approved_by, "grant adjust reinstate return", N_("who lets it pass the limit of one person"), 0, 0 },
	{ CS_OPT_DAY, 0, "eff", "DATE", &cfg.eff, WRITES, N_("the day it counts from (else today)"), 0, 0 },
	{ CS_OPT_WORD, 0, "origin", ORIGINS, &cfg.origin, "earn grant adjust", N_("what the points are for"), 0, 0 },
	{ CS_OPT_WORD, 0, "tax-class", "own|event|comp|deposit", &cfg.tax_class, "earn grant adjust", N_("how VAT treats them"), 0, 0 },
	{ CS_OPT_INT, 0, "prio", "N", &cfg.priority, "earn grant adjust", N_("1 is spent first, 50 is usual"), 1, 99 },
	{ CS_OPT_DAY, 0, "active-on", "DATE", &cfg.active_on, "earn grant adjust activate", N_("first day on which they can be used"), 0, 0 },
	{ CS_OPT_DAY, 0, "expires-on", "DATE", &cfg.expires_on, "earn grant adjust activate reinstate", N_("last day on which they can be used"), 0, 0 },
	{ CS_OPT_DAY, 0, "until", "DATE", &cfg.until, "hold grade", N_("last day of the hold, or of the pin"), 0, 0 },
	{ CS_OPT_TEXT, 0, "grade", "NAME", &cfg.grade, "grade", N_("pin: the grade that is given by hand"), 0, 0 },
	{ CS_OPT_FLAG, 0, "pending", NULL, &cfg.pending, "earn grant", N_("not usable before an activate"), 0, 0 },
	{ CS_OPT_FLAG, 0, "clamp", NULL, &cfg.clamp, "use", N_("take what there is where there is less"), 0, 0 },
	{ CS_OPT_FLAG, 0, "with-coupon", NULL, &cfg.with_coupon, "use hold", N_("the order has a coupon too"), 0, 0 },
	{ CS_OPT_FLAG, 0, "no-limits", NULL, &cfg.no_limits, "use hold grant", N_("do not apply the policy's limits and caps"), 0, 0 },
	{ CS_OPT_INT, 0, "lot", "N", &cfg.lot, "reinstate", N_("the lot whose lapsed points come back"), 1, INT64_MAX },
	{ CS_OPT_FLAG, 0, "finished", NULL, &cfg.finished, "return", N_("every finished return of the store that was not done yet"), 0, 0 },
	{ CS_OPT_FLAG, 0, "compensate", NULL, &cfg.compensate, "return", N_("also the freight as points, by policy, in the same transaction"), 0, 0 },
	{ CS_OPT_INT, 0, "extra", "N", &cfg.extra, "return", N_("also so many points as goodwill, beside what is owed"), 1, INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "into", "ID", &cfg.into, "merge", N_("the customer who takes everything over"), 0, 0 },
	{ CS_OPT_FLAG, 0, "plan", NULL, &cfg.plan, "grant apply compensate grade", N_("print what would happen, change nothing"), 0, 0 },
	{ CS_OPT_TEXT, 0, "plan-id", "ID", &cfg.plan_id, "grant apply", N_("do just what this plan showed"), 0, 0 },
	{ CS_OPT_FLAG, 0, "partial", NULL, &cfg.partial, "grant apply", N_("do the good rows although others are refused"), 0, 0 },
	{ CS_OPT_TEXT, 0, "rejects", "FILE", &cfg.rejects, "apply", N_("write refused rows here, a reason in front"), 0, 0 },
	{ CS_OPT_TEXT, 0, "code", "CODE", &cfg.code, "coupon", N_("a kind of coupon"), 0, 0 },
	{ CS_OPT_TEXT, 0, "coupon", "NO", &cfg.coupon, "coupon", N_("one coupon"), 0, 0 },
	{ CS_OPT_INT, 0, "won", "N", &cfg.won, "coupon", N_("define: so much off"), 0, INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "rate", "RATE", &cfg.rate, "coupon", N_("define: such a share off, as 0.1 or 10%"), 0, 0 },
	{ CS_OPT_INT, 0, "cap", "N", &cfg.cap, "coupon", N_("define: never more than this off"), 0, INT64_C(1000000000000) },
	{ CS_OPT_INT, 0, "minimum", "N", &cfg.minimum, "coupon", N_("define: from an order of so much"), 0, INT64_C(1000000000000) },
	{ CS_OPT_INT, 0, "valid-days", "N", &cfg.valid_days, "coupon", N_("define: days from the issue (30)"), 1, 36500 },
	{ CS_OPT_INT, 0, "per-member", "N", &cfg.per_member, "coupon", N_("define: how many a member gets (1)"), 1, 1000000 },
	{ CS_OPT_FLAG, 0, "all", NULL, &cfg.all, "grade", N_("run: a record for everyone, not for changes only"), 0, 0 },
	{ CS_OPT_TEXT, 0, "days", "N,N,...", &cfg.days, "notices", N_("days before the end (else the policy's)"), 0, 0 },
	{ CS_OPT_FLAG, 0, "record", NULL, &cfg.record, "notices", N_("write down that they were told"), 0, 0 },
	{ CS_OPT_DAY, 0, "from", "DATE", &cfg.from, SPANS, N_("the first day that counts; policy set: valid from"), 0, 0 },
	{ CS_OPT_TEXT, 0, "to", "DATE", &cfg.to, SPANS " export", N_("the last day that counts; export: hledger, ledger or beancount"), 0, 0 },
	{ CS_OPT_INT, 0, "window", "DAYS", &cfg.window, "effect tools", N_("a new order within so many days counts (90)"), 1, 3650 },
	{ CS_OPT_TEXT, 0, "margin", "RATE", &cfg.margin, "effect simulate liability", N_("contribution margin: what a lift pays, what a used point costs"), 0, 0 },
	{ CS_OPT_INT, 0, "basket", "WON", &cfg.basket, "effect simulate", N_("the mean order (else the shop's own)"), 0, INT64_C(1000000000000) },
	{ CS_OPT_TEXT, 0, "salt", "NAME", &cfg.salt, "effect", N_("which experiment (else the last one)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "stratum", "NAME", &cfg.stratum, "effect", N_("only these: upset, calm, upset/new, ..."), 0, 0 },
	{ CS_OPT_INT, 0, "looks", "N", &cfg.looks, "effect", N_("how often the data will be looked at (1): wider intervals"), 1, 5 },
	{ CS_OPT_FLAG, 0, "detail", NULL, &cfg.detail, "effect", N_("a record for each figure: tests, strata, money"), 0, 0 },
	{ CS_OPT_TEXT, 0, "policy", "FILE", &cfg.policy, "simulate", N_("the rules to try (else the ledger's own)"), 0, 0 },
	{ CS_OPT_WORD, 0, "by", "measure|customer|order|grade", &cfg.by, "simulate", N_("one record a measure, or one for each that would differ"), 0, 0 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* The request that options and argument describe; `key` holds a name that follows from them. */
static enum cs_status
build_request(const struct cs_app *app, struct cs_request *request, struct cs_part_back *part, struct cs_str *texts,
    struct cs_err *err)
{
	cs_request_init(request, cs_act_kind_of(app->command), app->as_of);
	request->customer = cfg.customer ? cfg.customer : app->arg_count > 0 ? app->args[0] : NULL;
	request->order_no = cfg.order_no;
	request->reason = cfg.reason;
	request->actor = cfg.actor;
	request->approved_by = cfg.approved_by;
	request->points = cfg.points;
	request->amount = cfg.amount;
	request->origin = cfg.origin;
	request->tax = cfg.tax_class;
	request->prio = (int)cfg.priority;
	request->active_on = cfg.active_on;
	request->expires_on = cfg.expires_on;
	request->until = cfg.until;
	request->pending = cfg.pending;
	request->clamp = cfg.clamp;
	request->with_coupon = cfg.with_coupon;
	request->free_of_limits = cfg.no_limits;
	if (cfg.eff != CS_NO_DAY) {
		request->eff = cfg.eff;
		request->eff_given = true;
	}
	*part = (struct cs_part_back){ cfg.line_no, cfg.quantity, cfg.amount > 0 ? cfg.amount : 0 };
	request->key = cfg.key;
	return cs_act_complete(request, part, cfg.lot, cfg.into, texts, err);
}

static enum cs_status
write(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_request request;
	struct cs_part_back part;
	struct cs_str texts = { 0 };
	enum cs_status st = build_request(app, &request, &part, &texts, err);

	if (st == CS_OK)
		st = cs_act_one(db, app->now, &request, app->out, err);
	cs_str_release(&texts);
	return st;
}

static struct cs_batch_options
batch_options(const struct cs_app *app)
{
	return (struct cs_batch_options){ .plan = cfg.plan, .plan_id = cfg.plan_id, .partial = cfg.partial,
		.rejects = cfg.rejects, .actor = cfg.actor, .today = app->as_of, .now = app->now };
}

static enum cs_status
apply(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_batch_options batch = batch_options(app);

	return cs_act_stream(db, app->arg_count ? app->args[0] : NULL, &batch, app->out, err);
}

/* To a list of customers the key is made of theirs; "*" stands for both until then. */
static enum cs_status
grant(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_batch_options batch = batch_options(app);
	struct cs_request request;
	struct cs_part_back part;
	struct cs_str texts = { 0 };

	if (!cfg.customers)
		return write(app, db, err);
	cfg.customer = "*";
	if (!cfg.key)
		cfg.key = "*";
	enum cs_status st = build_request(app, &request, &part, &texts, err);

	request.key = strcmp(cfg.key, "*") == 0 ? NULL : cfg.key;
	if (st == CS_OK)
		st = cs_act_list(db, cfg.customers, &request, &batch, app->out, err);
	cs_str_release(&texts);
	return st;
}

/* --from and --to, or what stands for them. */
static enum cs_status
read_span(cs_day usual_from, cs_day usual_to, cs_day *from, cs_day *to, struct cs_err *err)
{
	*from = cfg.from != CS_NO_DAY ? cfg.from : usual_from;
	*to = usual_to;
	if (cfg.to && !cs_day_parse(cfg.to, strlen(cfg.to), to))
		return cs_err_set(err, CS_EUSAGE, _("--to: \"%s\" is not a date such as 2026-03-02"), cfg.to);
	return CS_OK;
}

/* --margin in millionths; 0 where it was not given. */
static enum cs_status
read_margin(int64_t *ppm, struct cs_err *err)
{
	*ppm = 0;
	return cfg.margin ? cs_rate_option("--margin", cfg.margin, ppm, err) : CS_OK;
}

/* Without a customer or points: the order named, or all that are due. */
static enum cs_status
earn(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	if (cfg.customer || app->arg_count > 0 || cfg.key)
		return write(app, db, err);
	return cs_earn_orders(db, app->now, app->as_of, cfg.order_no, app->out, err);
}

/* A return of the store by its number, all that are finished, or an order by --order. */
static enum cs_status
give_back(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_return_ask ask = { .return_id = app->arg_count > 0 ? app->args[0] : NULL, .reason = cfg.reason,
		.actor = cfg.actor, .approved_by = cfg.approved_by, .eff = cfg.eff != CS_NO_DAY ? cfg.eff : app->as_of, .compensate = cfg.compensate,
		.extra = cfg.extra };

	if (ask.return_id || cfg.finished)
		return cs_act_return(db, app->now, &ask, app->out, err);
	if (cfg.compensate || cfg.extra > 0)
		return cs_err_set(err, CS_EUSAGE, _("%s needs a return of the store"), cfg.compensate ? "--compensate" : "--extra");
	return write(app, db, err);
}

static enum cs_status
compensate(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	cs_day from, to;
	enum cs_status st = read_span(app->as_of - 30, app->as_of, &from, &to, err);

	return st == CS_OK ? cs_compensate(db, app->now, app->as_of, from, to, cfg.plan, app->out, err) : st;
}

static enum cs_status
effect(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_effect_options o = { .as_of = app->as_of, .window = cfg.window, .basket = cfg.basket, .salt = cfg.salt,
		.stratum = cfg.stratum, .looks = (int)cfg.looks, .detail = cfg.detail };
	enum cs_status st = read_span(0, app->as_of, &o.from, &o.to, err);

	if (st == CS_OK)
		st = read_margin(&o.margin_ppm, err);
	return st == CS_OK ? cs_effect(db, &o, app->out, err) : st;
}

static enum cs_status
tools(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	cs_day from, to;
	enum cs_status st = read_span(0, app->as_of, &from, &to, err);

	return st == CS_OK ? cs_show_tools(db, app->out, from, to, app->as_of, cfg.window, err) : st;
}

static enum cs_status
simulate(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_simulate_options o = { .by = (enum cs_simulate_by)cfg.by, .basket = cfg.basket,
		.order_no = cfg.order_no };
	enum cs_status st = read_span(0, app->as_of, &o.from, &o.to, err);

	if (st == CS_OK)
		st = read_margin(&o.margin_ppm, err);
	return st == CS_OK ? cs_rulebook_simulate(db, cfg.policy, &o, app->out, err) : st;
}

static enum cs_status
coupon(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	struct cs_coupon_ask ask = { .key = cfg.key, .code = cfg.code, .coupon = cfg.coupon, .customer = cfg.customer,
		.order_no = cfg.order_no, .reason = cfg.reason, .won = cfg.won, .cap = cfg.cap, .minimum = cfg.minimum,
		.days = cfg.valid_days, .per_member = cfg.per_member, .amount = cfg.amount, .today = app->as_of };
	enum cs_status st = cfg.rate ? cs_rate_option("--rate", cfg.rate, &ask.rate_ppm, err) : CS_OK;

	return st == CS_OK ? cs_coupon_run(db, app->now, app->args[0], &ask, app->out, err) : st;
}

static enum cs_status
grade(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	const char *what = app->args[0], *customer = app->arg_count > 1 ? app->args[1] : cfg.customer;
	struct cs_grade_pin pin = { customer, cfg.grade, cfg.reason, cfg.actor, cfg.until };

	if (strcmp(what, "run") == 0)
		return cs_grade_run(db, app->now, app->as_of, cfg.plan, cfg.all, app->out, err);
	if (strcmp(what, "list") == 0)
		return cs_grade_list(db, customer, app->out, err);
	bool pins = strcmp(what, "pin") == 0;

	if (!pins && strcmp(what, "explain") != 0)
		return cs_err_set(err, CS_EUSAGE, _("%s: \"%s\" is not %s"), "grade", what, "run|list|explain|pin");
	if (!customer)
		return cs_err_set(err, CS_EUSAGE, _("%s needs a customer"), pins ? "grade pin" : "grade explain");
	if (pins && !cfg.grade)
		return cs_err_set(err, CS_EUSAGE, _("grade pin needs --grade NAME"));
	return pins ? cs_grade_pin(db, app->now, app->as_of, &pin, app->out, err) : cs_grade_list(db, customer, app->out, err);
}

static enum cs_status
notices(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_rulebook_notices(db, app->now, app->as_of, cfg.days, cfg.record, app->out, err);
}

static enum cs_status
uncleared(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_show_uncleared(db, app->out, app->as_of, err);
}

static enum cs_status
flags(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_show_flags(db, app->out, app->as_of, err);
}

static enum cs_status
liability(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	cs_day from, to;
	int64_t margin = 0;
	enum cs_status st = read_span(cs_day_add_months(app->as_of, -11), app->as_of, &from, &to, err);

	if (st == CS_OK)
		st = read_margin(&margin, err);
	return st == CS_OK ? cs_show_liability(db, app->out, from, to, margin, err) : st;
}

static enum cs_status
breakage(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_show_breakage(db, app->out, app->as_of, err);
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
	return cs_act_settle(db, app->now, cfg.eff != CS_NO_DAY ? cfg.eff : app->as_of, app->out, err);
}

static enum cs_status
balance(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_show_balance(db, app->out, app->as_of, app->args, app->arg_count, err);
}

static enum cs_status
statement(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_show_statement(db, app->out, app->args[0], err);
}

static enum cs_status
lots(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_show_lots(db, app->out, app->args[0], err);
}

static enum cs_status
explain(struct cs_app *app, struct cs_db *db, struct cs_err *err)
{
	return cs_show_event(db, app->out, app->args[0], err);
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
	bool reads; /* never writes; a word behind the command may make it one that reads */
	const char *read_word;
} steps[] = {
	{ "balance", balance, true, NULL }, { "statement", statement, true, NULL }, { "lots", lots, true, NULL },
	{ "explain", explain, true, NULL }, { "uncleared", uncleared, true, NULL }, { "effect", effect, true, NULL },
	{ "simulate", simulate, true, NULL }, { "tools", tools, true, NULL }, { "flags", flags, true, NULL }, { "liability", liability, true, NULL }, { "breakage", breakage, true, NULL },
	{ "export", export, true, NULL }, { "verify", verify, true, NULL }, { "earn", earn, false, NULL },
	{ "grant", grant, false, NULL }, { "return", give_back, false, NULL }, { "expire", expire, false, NULL },
	{ "apply", apply, false, NULL }, { "compensate", compensate, false, NULL }, { "coupon", coupon, false, "list" },
	{ "grade", grade, false, "list explain" }, { "notices", notices, false, NULL }, { "seal", seal, false, NULL },
};

static enum cs_status
run(struct cs_app *app, struct cs_err *err)
{
	static const struct step operation = { "", write, false, NULL };
	const struct step *step = &operation;
	struct cs_db *db = NULL;

	for (size_t i = 0; i < CS_COUNT(steps); i++) {
		if (strcmp(steps[i].command, app->command) == 0)
			step = &steps[i];
	}
	bool reads = step->reads || (step->read_word && cs_opt_lists(step->read_word, app->args[0]));
	enum cs_status st = cs_db_open(&db, app->db_path, reads ? CS_DB_READ : CS_DB_WRITE, err);

	if (st == CS_OK)
		st = step->run(app, db, err);
	cs_db_close(db);
	return st;
}

/* May be asked before there is a store. */
static enum cs_status
run_policy(struct cs_app *app, struct cs_err *err)
{
	struct cs_rulebook_ask ask = { app->args[0], app->arg_count > 1 ? app->args[1] : NULL, app->db_path,
		cfg.from != CS_NO_DAY ? cfg.from : app->as_of };

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
