/*
 * Reports of a shop, and two filters for any stream: `table` prints it in
 * aligned columns, `plot` draws it as bars, lines or a heat map, on the
 * terminal or as SVG.  Reads the store for reports and a file or standard
 * input for the filters; writes nothing but its output.
 *
 *	cs-report daily --format eml --mailto cs@shop.example --if-any | sendmail -t -oi
 *	cs-repurchase rate --by month | cs-report plot --x period --y repurchase_rate
 */
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "base/text.h"
#include "report/attainment.h"
#include "report/control.h"
#include "report/feed.h"
#include "report/form.h"
#include "report/listing.h"
#include "report/plot.h"
#include "report/report.h"
#include "report/series.h"
#include "store/db.h"
#include "store/words.h"

/* The words of --format, in their order. */
enum form { FORM_TEXT, FORM_TABLE, FORM_TSV, FORM_CSV, FORM_SVG, FORM_HTML, FORM_XLSX, FORM_MAIL };

/* What the options say; -1 is "not given". */
static struct {
	int format, kind, detail;
	int64_t width, height;
	bool ascii;
	int64_t ambiguous;
	struct cs_list columns, y;
	const char *x, *series, *value, *title;
	struct cs_list sections;
	const char *range, *holidays, *list, *table, *mail_to, *mail_from, *subject, *shop;
	bool if_any, check, excel_safe;
	const char *size, *baseline, *panels, *low, *high, *cause;
	int of, per;
	struct cs_list spark;
	struct cs_list marks, attach;
	struct cs_terms terms;
} cfg = { .format = -1, .kind = -1, .detail = CS_DETAIL_MED, .width = -1, .ambiguous = 1, .of = -1,
	.per = CS_SERIES_WEEK, .terms = CS_TERMS_USUAL };

static const char *const chart_titles[] = {
	[CS_CONTROL_P] = N_("Shares (p chart)"), [CS_CONTROL_U] = N_("Rates (u chart)"),
	[CS_CONTROL_LANEY] = N_("Shares or rates, days that differ (Laney's chart)"),
	[CS_CONTROL_G] = N_("Between rare events (g chart)"), [CS_CONTROL_RUN] = N_("Run chart"),
	[CS_CONTROL_PARETO] = N_("Pareto chart"),
};

/* The commands that read the store, of these those that ask one question, and those that print a report. */
#define ANALYSES "causes sins mot returns waiting inserts agents sla contribution iso trust"
#define REPORTS "daily weekly monthly " ANALYSES
#define FORMS "chart " REPORTS

static const struct cs_opt options[] = {
	{ CS_OPT_WORD, 'f', "format", "text|table|tsv|csv|svg|html|xlsx|eml", &cfg.format, NULL, N_("form of the output"), 0, 0 },
	{ CS_OPT_LIST, 0, "columns", "A,B", &cfg.columns, "table", N_("only these columns, in this order"), 0, 0 },
	{ CS_OPT_TEXT, 0, "x", "COLUMN", &cfg.x, "plot chart", N_("names along the picture (else the first column)"), 0, 0 },
	{ CS_OPT_LIST, 0, "y", "A,B", &cfg.y, "plot chart", N_("values, one series each (else the second column); heat: its rows"), 0, 0 },
	{ CS_OPT_TEXT, 0, "series", "COLUMN", &cfg.series, "plot", N_("one series for each word of this column"), 0, 0 },
	{ CS_OPT_TEXT, 0, "value", "COLUMN", &cfg.value, "plot", N_("heat: the values of the cells"), 0, 0 },
	{ CS_OPT_WORD, 0, "kind", "bars|lines|heat|curve", &cfg.kind, "plot", N_("else lines over time, bars over anything else"), 0, 0 },
	{ CS_OPT_TEXT, 0, "panels", "COLUMN", &cfg.panels, "plot", N_("a small picture for each word of this column"), 0, 0 },
	{ CS_OPT_TEXT, 0, "low", "COLUMN", &cfg.low, "plot", N_("curve: the lower edge of its band"), 0, 0 },
	{ CS_OPT_TEXT, 0, "high", "COLUMN", &cfg.high, "plot", N_("curve: the upper edge of its band"), 0, 0 },
	{ CS_OPT_LIST, 0, "spark", "A,B", &cfg.spark, "table", N_("a last column draws these as a small line"), 0, 0 },
	{ CS_OPT_TEXT, 0, "size", "COLUMN", &cfg.size, "chart", N_("p, u, laney: how many it was counted of (else the third column)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "baseline", "FROM..TO", &cfg.baseline, "chart", N_("the limits are made of these points, or of the first N"), 0, 0 },
	{ CS_OPT_LIST, 0, "mark", "NAME", &cfg.marks, "chart", N_("a new phase begins here, as after an improvement"), 0, 0 },
	{ CS_OPT_WORD, 0, "of", CS_SERIES_WORDS, &cfg.of, "chart", N_("what the store has of this, instead of a file"), 0, 0 },
	{ CS_OPT_WORD, 0, "per", CS_SERIES_PER_WORDS, &cfg.per, "chart", N_("--of: how long a point is (week)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "cause", "CODE", &cfg.cause, "chart", N_("--of complaints, contacts: of this cause and those below it"), 0, 0 },
	{ CS_OPT_TEXT, 0, "title", "TEXT", &cfg.title, "plot " FORMS, N_("the heading"), 0, 0 },
	{ CS_OPT_INT, 0, "width", "N", &cfg.width, NULL, N_("widest line, 0 for any; svg: pixels"), 0, 100000 },
	{ CS_OPT_INT, 0, "height", "N", &cfg.height, "plot", N_("lines of a line chart; svg: pixels"), 0, 100000 },
	{ CS_OPT_FLAG, 0, "ascii", NULL, &cfg.ascii, NULL, N_("plain characters only, but for the data"), 0, 0 },
	{ CS_OPT_INT, 0, "ambiguous", "1|2", &cfg.ambiguous, NULL, N_("how many columns the terminal has for ambiguous characters; 2 implies --ascii"), 1, 2 },
	{ CS_OPT_TEXT, 0, "range", "RANGE", &cfg.range, FORMS, N_("yesterday, last-business-day, last-week, 2026-10, FROM..TO, ..."), 0, 0 },
	{ CS_OPT_TEXT, 0, "holidays", "FILE", &cfg.holidays, REPORTS, N_("more holidays, and the shop's own closed days"), 0, 0 },
	{ CS_OPT_LIST, 0, "section", "NAME", &cfg.sections, REPORTS, N_("only this section; may be given more than once"), 0, 0 },
	{ CS_OPT_WORD, 0, "detail", "low|med|high", &cfg.detail, REPORTS, N_("how much of it (med)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "list", "FIGURE", &cfg.list, REPORTS, N_("the rows behind a figure instead of the report"), 0, 0 },
	{ CS_OPT_TEXT, 0, "table", "NAME", &cfg.table, FORMS, N_("tsv, csv: this table of the report"), 0, 0 },
	{ CS_OPT_FLAG, 0, "if-any", NULL, &cfg.if_any, FORMS, N_("print nothing where there is nothing to say"), 0, 0 },
	{ CS_OPT_FLAG, 0, "check", NULL, &cfg.check, FORMS, N_("exit 1 where something must be done now; chart: at a signal"), 0, 0 },
	{ CS_OPT_TEXT, 0, "mailto", "ADDRESS,...", &cfg.mail_to, FORMS, N_("eml: to whom"), 0, 0 },
	{ CS_OPT_TEXT, 0, "mailfrom", "ADDRESS", &cfg.mail_from, FORMS, N_("eml: from whom (else the first of --mailto)"), 0, 0 },
	{ CS_OPT_TEXT, 0, "subject", "TEXT", &cfg.subject, FORMS, N_("eml: the subject (else the headline figures)"), 0, 0 },
	{ CS_OPT_LIST, 0, "attach", "html,xlsx", &cfg.attach, FORMS, N_("eml: the whole report as a file with it"), 0, 0 },
	{ CS_OPT_TEXT, 0, "shop", "NAME", &cfg.shop, FORMS, N_("the shop's name, for the title"), 0, 0 },
	{ CS_OPT_FLAG, 0, "excel-safe", NULL, &cfg.excel_safe, "table " FORMS, N_("csv: no cell is taken for a formula"), 0, 0 },
	{ CS_OPT_INT, 0, "promised-days", "N", &cfg.terms.promised_days, "returns waiting mot", N_("business days from payment to receipt that the shop promises (3)"), 0, 365 },
	{ CS_OPT_INT, 0, "window", "DAYS", &cfg.terms.window, "waiting inserts contribution trust", N_("in which a next purchase counts (90)"), 1, 3650 },
	{ CS_OPT_INT, 0, "lag", "DAYS", &cfg.terms.lag, "trust", N_("from receipt to the start of that window (14)"), 0, 365 },
	{ CS_OPT_FLAG, 0, "randomised", NULL, &cfg.terms.randomised, "inserts", N_("who got an insert was decided by lot"), 0, 0 },
	{ CS_OPT_INT, 0, "contact-cost", "MONEY", &cfg.terms.contact_cost, "causes contribution", N_("what a consultation costs, in the smallest unit of the currency"), 0, 1000000000 },
	{ CS_OPT_WORD, 0, "by", CS_SLA_BY_WORDS, &cfg.terms.by, "sla", N_("what the table of targets is parted by (policy)"), 0, 0 },
	{ CS_OPT_INT, 0, "least", "N", &cfg.terms.least, ANALYSES, N_("the smallest group that gets a rate (30)"), 1, 1000000 },
	{ CS_OPT_END, 0, NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

/* The names of lists such as "a,b" given once or more, one by one. */
static struct cs_list
split_names(const struct cs_list *given)
{
	struct cs_list names = { 0 };

	for (size_t i = 0; i < given->count; i++) {
		for (const char *p = given->items[i];; p++) {
			size_t len = strcspn(p, ",");

			names.items = cs_grow(names.items, &names.cap, names.count + 1, sizeof(*names.items));
			names.items[names.count++] = cs_strndup(p, len);
			p += len;
			if (!*p)
				break;
		}
	}
	return names;
}

/* Where rules and blocks are two columns wide, no picture can be made of them. */
static bool
plain_marks(void)
{
	cs_text_set_ambiguous((int)cfg.ambiguous);
	return cfg.ascii || cfg.ambiguous == 2;
}

static void
release_names(struct cs_list *names)
{
	for (size_t i = 0; i < names->count; i++)
		free((char *)names->items[i]);
	free(names->items);
	*names = (struct cs_list){ 0 };
}

static enum cs_status
open_input(struct cs_reader **reader, const struct cs_app *app, struct cs_err *err)
{
	static const struct cs_reader_options any;

	return cs_reader_open(reader, app->arg_count ? app->args[0] : NULL, &any, err);
}

static enum cs_status
run_table(struct cs_app *app, struct cs_err *err)
{
	struct cs_listing listing = { .format = CS_FORMAT_TABLE, .header = !app->no_header, .ascii = plain_marks(),
		.width = cfg.width >= 0 ? (size_t)cfg.width : app->columns, .reveal = app->reveal };
	struct cs_reader *reader = NULL;
	size_t left_out = 0;

	if (cfg.format >= FORM_SVG)
		return cs_err_set(err, CS_EUSAGE, _("%s has no such --format: it has %s"), "table", "text|tsv|csv");
	if (cfg.format == FORM_TSV || cfg.format == FORM_CSV)
		listing.format = cfg.format == FORM_CSV ? CS_FORMAT_CSV : CS_FORMAT_TSV;
	if (cfg.excel_safe)
		cs_out_set_excel_safe(app->out);
	if (cfg.spark.count && listing.format != CS_FORMAT_TABLE)
		return cs_err_set(err, CS_EUSAGE, _("--spark is drawn in the aligned table only"));
	struct cs_list names = split_names(&cfg.columns), spark = split_names(&cfg.spark);
	enum cs_status st = open_input(&reader, app, err);

	listing.columns = names.items;
	listing.column_count = names.count;
	listing.spark = spark.items;
	listing.spark_count = spark.count;
	if (st == CS_OK)
		st = cs_listing_print(&listing, reader, app->out, &left_out, err);
	if (left_out)
		cs_note(cs_tr_count("%zu column had no room; --columns chooses, --width 0 shows all",
		    "%zu columns had no room; --columns chooses, --width 0 shows all", left_out), left_out);
	cs_reader_close(reader);
	release_names(&names);
	release_names(&spark);
	return st;
}

/* One chart, or with --panels several. */
static enum cs_status
load_charts(struct cs_chart *chart, struct cs_panels *panels, const struct cs_app *app, struct cs_err *err)
{
	struct cs_list y = split_names(&cfg.y);
	struct cs_feed feed = { .kind = cfg.kind, .x = cfg.x, .y = y.items, .y_count = y.count, .series = cfg.series,
		.panels = cfg.panels, .low = cfg.low, .high = cfg.high, .value = cfg.value, .reveal = app->reveal,
		.korean = app->korean };
	struct cs_reader *reader = NULL;
	enum cs_status st = open_input(&reader, app, err);

	if (st == CS_OK)
		st = cfg.panels ? cs_feed_panels(panels, reader, &feed, err) : cs_feed_chart(chart, reader, &feed, err);
	cs_reader_close(reader);
	release_names(&y);
	return st;
}

static struct cs_plot
plot_of(const struct cs_app *app)
{
	size_t given = cfg.width > 0 ? (size_t)cfg.width : 0;

	return (struct cs_plot){ .width = given || cfg.format == FORM_SVG ? given : app->columns,
		.height = (size_t)cfg.height, .ascii = plain_marks(), .colour = app->colour, .korean = app->korean, .id = "plot" };
}

static void
print_plot(const struct cs_chart *chart, struct cs_app *app)
{
	struct cs_plot plot = plot_of(app);
	struct cs_str text = { 0 };

	if (cfg.format == FORM_SVG)
		cs_plot_svg(chart, &plot, &text);
	else
		cs_plot_text(chart, &plot, &text);
	cs_out_raw(app->out, text.data, text.len);
	cs_str_release(&text);
}

static void
print_panels(const struct cs_panels *panels, struct cs_app *app)
{
	struct cs_plot plot = plot_of(app);
	const char *title = cfg.title ? cfg.title : "";
	struct cs_str text = { 0 };

	cs_str_add(&text, "");
	if (cfg.format == FORM_SVG)
		cs_panels_svg(panels, &plot, title, &text);
	else
		cs_panels_text(panels, &plot, title, &text);
	cs_out_raw(app->out, text.data, text.len);
	cs_str_release(&text);
}

static enum cs_status
run_plot(struct cs_app *app, struct cs_err *err)
{
	struct cs_chart chart = { 0 };
	struct cs_panels panels = { 0 };

	if (cfg.format > FORM_TEXT && cfg.format != FORM_SVG)
		return cs_err_set(err, CS_EUSAGE, _("%s has no such --format: it has %s"), "plot", "text|svg");
	enum cs_status st = load_charts(&chart, &panels, app, err);

	if (st == CS_OK && cfg.title && !cfg.panels)
		cs_str_add(&chart.title, cfg.title);
	if (st == CS_OK && cfg.panels)
		print_panels(&panels, app);
	else if (st == CS_OK)
		print_plot(&chart, app);
	cs_panels_release(&panels);
	cs_chart_release(&chart);
	return st;
}

/* The form of a report: as asked for, else for eyes on a terminal and for programs anywhere else. */
static enum cs_status
choose_form(const struct cs_app *app, enum cs_form_kind *kind, struct cs_err *err)
{
	static const int forms[] = {
		[FORM_TEXT] = CS_FORM_TEXT, [FORM_TABLE] = CS_FORM_TEXT, [FORM_TSV] = CS_FORM_TSV, [FORM_CSV] = CS_FORM_CSV,
		[FORM_SVG] = -1, [FORM_HTML] = CS_FORM_HTML,
		[FORM_XLSX] = CS_FORM_XLSX, [FORM_MAIL] = CS_FORM_MAIL,
	};
	static const enum cs_form_kind usual[] = {
		[CS_FORMAT_TSV] = CS_FORM_TSV, [CS_FORMAT_CSV] = CS_FORM_CSV, [CS_FORMAT_TABLE] = CS_FORM_TEXT,
	};

	if (cfg.format == FORM_SVG && strcmp(app->command, "chart") == 0)
		return CS_OK;
	if (cfg.format >= 0 && forms[cfg.format] < 0)
		return cs_err_set(err, CS_EUSAGE, _("%s has no such --format: it has %s"), app->command,
		    "text|tsv|csv|html|xlsx|eml");
	*kind = cfg.format < 0 ? usual[app->format] : (enum cs_form_kind)forms[cfg.format];
	return CS_OK;
}

/* The files that go with a mail. */
static enum cs_status
choose_files(struct cs_form_options *form, struct cs_err *err)
{
	struct cs_list names = split_names(&cfg.attach);
	enum cs_status st = CS_OK;

	for (size_t i = 0; st == CS_OK && i < names.count; i++) {
		if (strcmp(names.items[i], "html") == 0)
			form->attach_html = true;
		else if (strcmp(names.items[i], "xlsx") == 0)
			form->attach_xlsx = true;
		else
			st = cs_err_set(err, CS_EUSAGE, _("--%s: \"%s\" is not %s"), "attach", names.items[i], "html,xlsx");
	}
	release_names(&names);
	return st;
}

static enum cs_status
print_report(const struct cs_doc *doc, enum cs_form_kind kind, enum cs_doc_severity alarm, struct cs_app *app,
    struct cs_err *err)
{
	struct cs_form_options form = { .kind = kind, .width = cfg.width >= 0 ? (size_t)cfg.width : app->columns,
		.colour = app->colour, .ascii = plain_marks(), .no_header = app->no_header, .excel_safe = cfg.excel_safe,
		.table = cfg.table, .mail_to = cfg.mail_to, .mail_from = cfg.mail_from, .subject = cfg.subject };
	enum cs_status st = choose_files(&form, err);

	if (st == CS_OK && (!cfg.if_any || cs_doc_has_news(doc)))
		st = cs_form_render(doc, &form, app->out, err);
	return st == CS_OK && cfg.check && cs_doc_worst(doc) >= alarm ? CS_NOTE : st;
}

/* The picture alone. */
static enum cs_status
print_picture(const struct cs_doc *doc, struct cs_app *app, struct cs_err *err)
{
	const struct cs_doc_table *table = cs_doc_find_table(doc, doc->main_table);
	struct cs_chart chart = { 0 };

	if (table->picture_count == 0)
		return CS_OK;
	enum cs_status st = cs_picture_chart(doc, table, &table->pictures[0], &chart, err);

	if (st == CS_OK)
		print_plot(&chart, app);
	cs_chart_release(&chart);
	return st;
}

/* A chart, which alarms by a signal. */
static enum cs_status
print_chart(const struct cs_doc *doc, enum cs_form_kind form, struct cs_app *app, struct cs_err *err)
{
	return cfg.format == FORM_SVG ? print_picture(doc, app, err) : print_report(doc, form, CS_DOC_WATCH, app, err);
}

static enum cs_status
build_and_print(struct cs_report *report, const struct cs_report_plan *plan, enum cs_form_kind kind,
    struct cs_app *app, struct cs_err *err)
{
	struct cs_list sections = split_names(&cfg.sections);
	struct cs_report_choice choice = { sections.items, sections.count };
	enum cs_status st;

	if (cfg.list) {
		cs_out_set_format(app->out, kind == CS_FORM_TEXT ? CS_FORMAT_TABLE : kind == CS_FORM_CSV ? CS_FORMAT_CSV
		    : CS_FORMAT_TSV);
		st = cs_report_list(report, plan, cfg.list, app->out, err);
	} else {
		st = cs_report_build(report, plan, &choice, err);
		if (st == CS_OK)
			st = report->series ? print_chart(report->doc, kind, app, err)
			    : print_report(report->doc, kind, CS_DOC_ALARM, app, err);
	}
	release_names(&sections);
	return st;
}

/* Of today, now; of another day, its end. */
static cs_time
moment_of(const struct cs_app *app)
{
	return cs_day_of_time(app->now) == app->as_of ? app->now : cs_time_of(app->as_of, 23, 59, 59);
}

static void
set_document(struct cs_doc *doc, const struct cs_app *app, const char *title)
{
	doc->title = cs_doc_keep(doc, cfg.title ? cfg.title : title);
	doc->shop = cs_doc_keep(doc, cfg.shop);
	doc->as_of = app->as_of;
	doc->korean = app->korean;
	doc->reveal = app->reveal;
}

/* The files of the shop's own rules, in the order of the names. */
enum { HOLIDAYS, HOURS, CAUSES, SLA, SCORES, SEGMENTS, IMPROVEMENTS, FILES };

static void
find_files(char *files[FILES], struct cs_report *report)
{
	static const char *const names[] = { "holidays", "hours", "causes", "sla", "scores", "segments.tsv",
		"improvements.tsv" };

	for (size_t i = 0; i < FILES; i++)
		files[i] = cs_app_config_file(i == HOLIDAYS ? cfg.holidays : NULL, names[i]);
	report->house = (struct cs_house_files){ files[HOLIDAYS], files[HOURS], files[CAUSES], files[SLA], files[SCORES] };
	report->segments = files[SEGMENTS];
	report->improvements = files[IMPROVEMENTS];
}

/* What `report` names already is kept: of a chart, what it shows. */
static enum cs_status
run_plan(struct cs_report *report, const char *title, struct cs_app *app, struct cs_err *err)
{
	const struct cs_report_plan *plan = cs_report_plan(app->command);
	struct cs_doc doc;
	enum cs_form_kind kind = CS_FORM_TEXT;
	char *files[FILES];
	enum cs_status st = choose_form(app, &kind, err);

	report->doc = &doc;
	report->as_of = app->as_of;
	report->now = moment_of(app);
	report->clock = app->now;
	report->detail = report->series ? CS_DETAIL_LOW : (enum cs_detail)cfg.detail;
	report->reveal = app->reveal;
	report->terms = cfg.terms;
	find_files(files, report);
	if (st == CS_OK)
		st = cs_report_range(cfg.range ? cfg.range : plan->range, app->as_of, report->house.holidays,
		    &report->from, &report->to, err);
	if (st == CS_OK)
		st = cs_db_open(&report->db, app->db_path, CS_DB_READ, err);
	cs_doc_init(&doc, plan->name);
	set_document(&doc, app, title ? title : _(plan->title));
	doc.from = report->from;
	doc.to = report->to;
	if (st == CS_OK)
		st = build_and_print(report, plan, kind, app, err);
	for (size_t i = 0; i < FILES; i++)
		free(files[i]);
	cs_doc_release(&doc);
	cs_db_close(report->db);
	return st;
}

static enum cs_status
run_report(struct cs_app *app, struct cs_err *err)
{
	struct cs_report report = { 0 };

	return run_plan(&report, NULL, app, err);
}

static enum cs_status
read_samples(struct cs_samples *samples, enum cs_control_kind kind, const struct cs_app *app, struct cs_err *err)
{
	static const struct cs_reader_options any;
	struct cs_samples_want want = { .x = cfg.x, .y = cfg.y.count ? cfg.y.items[0] : NULL, .size = cfg.size,
		.sized = cs_control_is_sized(kind), .reveal = app->reveal };
	struct cs_reader *reader = NULL;
	enum cs_status st = cs_reader_open(&reader, app->arg_count > 1 ? app->args[1] : NULL, &any, err);

	if (st == CS_OK)
		st = cs_samples_read(samples, reader, &want, err);
	cs_reader_close(reader);
	return st;
}

/* The marks of --mark; the array is the caller's. */
static struct cs_phase_mark *
take_marks(const struct cs_list *names)
{
	struct cs_phase_mark *marks = cs_calloc(names->count + 1, sizeof(*marks));

	for (size_t i = 0; i < names->count; i++)
		marks[i].name = names->items[i];
	return marks;
}

/* The chart of a file or of standard input. */
static enum cs_status
chart_stream(const struct cs_control *control, struct cs_app *app, struct cs_err *err)
{
	bool pareto = control->kind == CS_CONTROL_PARETO;
	struct cs_samples samples = { 0 };
	enum cs_form_kind form = CS_FORM_TEXT;
	struct cs_doc doc;
	enum cs_status st = choose_form(app, &form, err);

	cs_doc_init(&doc, "chart");
	set_document(&doc, app, _(chart_titles[control->kind]));
	doc.main_table = pareto ? "causes" : "points";
	if (st == CS_OK)
		st = read_samples(&samples, control->kind, app, err);
	cs_doc_section(&doc, "chart", pareto ? _("The few that count") : _("Signal or noise"));
	if (st == CS_OK && pareto)
		cs_pareto_add(&doc, &samples);
	else if (st == CS_OK)
		st = cs_control_add(&doc, control, &samples, err);
	if (st == CS_OK)
		st = print_chart(&doc, form, app, err);
	cs_doc_release(&doc);
	cs_samples_release(&samples);
	return st;
}

/* The chart of what the store has. */
static enum cs_status
chart_store(const struct cs_control *control, struct cs_app *app, struct cs_err *err)
{
	struct cs_series series = { .of = (enum cs_series_of)cfg.of, .per = (enum cs_series_per)cfg.per, .kind = control->kind,
		.cause = cfg.cause };
	struct cs_report report = { .series = &series, .control = control };

	if (app->arg_count > 1 || cfg.x || cfg.y.count || cfg.size)
		return cs_err_set(err, CS_EUSAGE, _("--of reads the store: no file and none of --x --y --size goes with it"));
	return run_plan(&report, _(chart_titles[control->kind]), app, err);
}

static enum cs_status
run_chart(struct cs_app *app, struct cs_err *err)
{
	int kind = cs_word_find(cs_control_words, app->args[0], strlen(app->args[0]));

	if (kind < 0)
		return cs_err_set(err, CS_EUSAGE, _("%s: \"%s\" is not %s"), "chart", app->args[0], "p|u|laney|g|run|pareto");
	if (cfg.of < 0 && (cfg.cause || cfg.range || cs_opt_given("per")))
		return cs_err_set(err, CS_EUSAGE, _("--per, --cause and --range go with --of"));
	struct cs_list names = split_names(&cfg.marks);
	struct cs_phase_mark *marks = take_marks(&names);
	const struct cs_control control = { .kind = (enum cs_control_kind)kind, .baseline = cfg.baseline, .marks = marks,
		.mark_count = names.count };
	enum cs_status st = cfg.of < 0 ? chart_stream(&control, app, err) : chart_store(&control, app, err);

	free(marks);
	release_names(&names);
	return st;
}

static const struct cs_command commands[] = {
	{ "daily", NULL, N_("what to do now, what changed, and whether it is signal or noise"),
	  "  cs-report daily --range yesterday\n"
	  "  cs-report daily --list imports\n", run_report, 0, 0 },
	{ "weekly", NULL, N_("the same for a week, and who comes back"),
	  "  cs-report weekly --range last-week\n", run_report, 0, 0 },
	{ "monthly", NULL, N_("the same for a month, with the pictures of the year"),
	  "  cs-report monthly --range 2026-10 --format html -o october.html\n", run_report, 0, 0 },
	{ "causes", NULL, N_("which causes make most complaints, what changed, what they cost"),
	  "  cs-report causes --range last-month\n"
	  "  cs-report causes --list uncoded\n", run_report, 0, 0 },
	{ "sins", NULL, N_("the seven sins of service as signs in the ledger"),
	  "  cs-report sins --range last-month\n"
	  "  cs-report sins --list sin_brush_off\n", run_report, 0, 0 },
	{ "agents", NULL, N_("who has how much to do, and what it takes"),
	  "  cs-report agents --range last-week\n", run_report, 0, 0 },
	{ "sla", NULL, N_("answered and solved in time, how fast, and for good"),
	  "  cs-report sla --by channel\n"
	  "  cs-report sla --list first_response_missed\n", run_report, 0, 0 },
	{ "mot", NULL, N_("the chain of touchpoints and its weakest link"),
	  "  cs-report mot --range last-month\n"
	  "  cs-report mot --list failed_orders\n", run_report, 0, 0 },
	{ "contribution", NULL, N_("what service kept and what it cost"),
	  "  cs-report contribution --contact-cost 3500\n"
	  "  cs-report contribution --list orders_kept\n", run_report, 0, 0 },
	{ "iso", NULL, N_("the steps of ISO 10002 and what in the ledger shows them"),
	  "  cs-report iso --list without_response\n", run_report, 0, 0 },
	{ "returns", NULL, N_("which goods come back, why, and what went before"),
	  "  cs-report returns --range last-month\n"
	  "  cs-report returns --list returned_lines\n", run_report, 0, 0 },
	{ "waiting", NULL, N_("how long customers wait, and what waiting goes with"),
	  "  cs-report waiting --promised-days 2\n"
	  "  cs-report waiting --list overdue_orders\n", run_report, 0, 0 },
	{ "inserts", NULL, N_("orders with a card or a gift against those without"),
	  "  cs-report inserts --range 2026-10 --randomised\n", run_report, 0, 0 },
	{ "trust", NULL, N_("whether customers buy again after a failure"),
	  "  cs-report trust --range year --window 180\n", run_report, 0, 0 },
	{ "chart", "KIND [FILE]", N_("is it more than chance? control chart (p u laney g run) or pareto"),
	  "  cs-report chart p --x date --y complaints --size orders days.tsv\n"
	  "  cs-report chart u --of complaints --per week\n"
	  "  cs-report chart laney --baseline 2026-01..2026-06 --mark 2026-07 months.tsv\n"
	  "  cs-report chart pareto --x cause --y count -f svg -o causes.svg causes.tsv\n", run_chart, 1, 2 },
	{ "table", "[FILE]", N_("any TSV or CSV stream as an aligned table"),
	  "  cs-dispute decide cases.tsv | cs-report table\n"
	  "  cs-report table --columns order_no,amount orders.csv\n", run_table, 0, 1 },
	{ "plot", "[FILE]", N_("any TSV or CSV stream as bars, lines or a heat map"),
	  "  cs-repurchase rate --by month | cs-report plot --x period --y repurchase_rate\n"
	  "  cs-repurchase cohort | cs-report plot --kind heat\n"
	  "  cs-report plot --x item --y buyers --format svg -o items.svg items.tsv\n", run_plot, 0, 1 },
	{ NULL, NULL, NULL, NULL, NULL, 0, 0 },
};

static const struct cs_program program = {
	"cs-report", N_("Reports of a shop, and any stream as a table or a picture."), commands, options, NULL,
};

int
main(int argc, char *argv[])
{
	return cs_app_main(&program, argc, argv);
}
