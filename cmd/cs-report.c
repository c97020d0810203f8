/*
 * Reports of a shop, and two filters for any stream: `table` prints it in
 * aligned columns, `plot` draws it as bars, lines or a heat map, on the
 * terminal or as SVG.  Reads the store for reports and a file or standard
 * input for the filters; writes nothing but its output.
 *
 *	cs-repurchase rate --by month | cs-report plot --x period --y repurchase_rate
 */
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/mem.h"
#include "report/feed.h"
#include "report/listing.h"
#include "report/plot.h"

/* The words of --format, in their order. */
enum form { FORM_TEXT, FORM_TABLE, FORM_TSV, FORM_CSV, FORM_SVG };

/* What the options say; -1 is "not given". */
static struct {
	int format, kind;
	int64_t width, height;
	bool ascii;
	struct cs_list columns, y;
	const char *x, *series, *value, *title;
} cfg = { .format = -1, .kind = -1, .width = -1 };

static const struct cs_opt options[] = {
	{ CS_OPT_WORD, 'f', "format", "text|table|tsv|csv|svg", &cfg.format, NULL, N_("form of the output; plot: text or svg"), 0, 0 },
	{ CS_OPT_LIST, 0, "columns", "A,B", &cfg.columns, "table", N_("only these columns, in this order"), 0, 0 },
	{ CS_OPT_TEXT, 0, "x", "COLUMN", &cfg.x, "plot", N_("names along the picture (else the first column)"), 0, 0 },
	{ CS_OPT_LIST, 0, "y", "A,B", &cfg.y, "plot", N_("values, one series each (else the second column); heat: its rows"), 0, 0 },
	{ CS_OPT_TEXT, 0, "series", "COLUMN", &cfg.series, "plot", N_("one series for each word of this column"), 0, 0 },
	{ CS_OPT_TEXT, 0, "value", "COLUMN", &cfg.value, "plot", N_("heat: the values of the cells"), 0, 0 },
	{ CS_OPT_WORD, 0, "kind", "bars|lines|heat", &cfg.kind, "plot", N_("else lines over time, bars over anything else"), 0, 0 },
	{ CS_OPT_TEXT, 0, "title", "TEXT", &cfg.title, "plot", N_("the heading of the picture"), 0, 0 },
	{ CS_OPT_INT, 0, "width", "N", &cfg.width, "table plot", N_("widest line, 0 for any; svg: pixels"), 0, 100000 },
	{ CS_OPT_INT, 0, "height", "N", &cfg.height, "plot", N_("lines of a line chart; svg: pixels"), 0, 100000 },
	{ CS_OPT_FLAG, 0, "ascii", NULL, &cfg.ascii, "table plot", N_("plain characters only, but for the data"), 0, 0 },
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
	struct cs_listing listing = { .format = CS_FORMAT_TABLE, .header = !app->no_header, .ascii = cfg.ascii,
		.width = cfg.width >= 0 ? (size_t)cfg.width : app->columns, .reveal = app->reveal };
	struct cs_reader *reader = NULL;
	size_t left_out = 0;

	if (cfg.format == FORM_SVG)
		return cs_err_set(err, CS_EUSAGE, _("table has no --format svg; plot has"));
	if (cfg.format == FORM_TSV || cfg.format == FORM_CSV)
		listing.format = cfg.format == FORM_CSV ? CS_FORMAT_CSV : CS_FORMAT_TSV;
	struct cs_list names = split_names(&cfg.columns);
	enum cs_status st = open_input(&reader, app, err);

	listing.columns = names.items;
	listing.column_count = names.count;
	if (st == CS_OK)
		st = cs_listing_print(&listing, reader, app->out, &left_out, err);
	if (left_out)
		cs_note(cs_tr_count("%zu column had no room; --columns chooses, --width 0 shows all",
		    "%zu columns had no room; --columns chooses, --width 0 shows all", left_out), left_out);
	cs_reader_close(reader);
	release_names(&names);
	return st;
}

static enum cs_status
load_chart(struct cs_chart *chart, const struct cs_app *app, struct cs_err *err)
{
	struct cs_list y = split_names(&cfg.y);
	struct cs_feed feed = { .kind = cfg.kind, .x = cfg.x, .y = y.items, .y_count = y.count, .series = cfg.series,
		.value = cfg.value, .reveal = app->reveal, .korean = app->korean };
	struct cs_reader *reader = NULL;
	enum cs_status st = open_input(&reader, app, err);

	if (st == CS_OK)
		st = cs_feed_chart(chart, reader, &feed, err);
	cs_reader_close(reader);
	release_names(&y);
	return st;
}

static void
print_plot(const struct cs_chart *chart, struct cs_app *app)
{
	struct cs_plot plot = { .width = cfg.width > 0 ? (size_t)cfg.width : 0, .height = (size_t)cfg.height,
		.ascii = cfg.ascii, .colour = app->colour, .korean = app->korean, .id = "plot" };
	struct cs_str text = { 0 };

	if (cfg.format == FORM_SVG) {
		cs_plot_svg(chart, &plot, &text);
	} else {
		plot.width = plot.width ? plot.width : app->columns;
		cs_plot_text(chart, &plot, &text);
	}
	cs_out_raw(app->out, text.data, text.len);
	cs_str_release(&text);
}

static enum cs_status
run_plot(struct cs_app *app, struct cs_err *err)
{
	struct cs_chart chart = { 0 };

	if (cfg.format > FORM_TEXT && cfg.format < FORM_SVG)
		return cs_err_set(err, CS_EUSAGE, _("plot has no such --format: it has text and svg"));
	enum cs_status st = load_chart(&chart, app, err);

	if (st == CS_OK && cfg.title)
		cs_str_add(&chart.title, cfg.title);
	if (st == CS_OK)
		print_plot(&chart, app);
	cs_chart_release(&chart);
	return st;
}

static const struct cs_command commands[] = {
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
